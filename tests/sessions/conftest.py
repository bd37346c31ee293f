"""Real pages and a real state, with stand-ins for the workers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from disks import small_disk  # noqa: F401  # a fixture is known by being here
from PySide6.QtCore import QLocale, QObject
from pytestqt.qtbot import QtBot
from stand_ins import StandInTrainer
from time_stage import stage  # noqa: F401  # the same

from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.sessions.training import TrainingSession
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.style.theme import LIGHT
from mnist_desktop.workers.training import TrainingWorker


@pytest.fixture
def state(qapp: QObject) -> ApplicationState:
    return ApplicationState("CNNNet", {})


@pytest.fixture
def messages(state: ApplicationState) -> list[Message]:
    """What the person is told from now on."""
    said: list[Message] = []
    state.message_sent.connect(said.append)
    return said


@pytest.fixture
def page(qtbot: QtBot) -> TrainPage:
    page = TrainPage()
    page.setLocale(QLocale(QLocale.Language.English))
    page.set_theme(LIGHT)
    page.resize(500, 760)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def trainer(qapp: QObject) -> StandInTrainer:
    return StandInTrainer()


@pytest.fixture
def training(state: ApplicationState, trainer: StandInTrainer, page: TrainPage) -> Iterator[TrainingSession]:
    owner = QObject()
    yield TrainingSession(state, cast(TrainingWorker, trainer), page, owner)
    owner.deleteLater()
