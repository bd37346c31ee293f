"""The mark of what reads for now."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from mnist_desktop.ui.reading.preview_mark import PreviewMark


def test_it_is_there_while_there_are_words_and_never_wider_than_its_place(qtbot: QtBot) -> None:
    mark = PreviewMark()
    qtbot.addWidget(mark)
    assert mark.isHidden()
    mark.show_words("CNNNet 1 at step 1,024 · Lab: 3 off, and noise")
    mark.resize(80, mark.sizeHint().height())
    assert mark.isVisible()
    assert mark.minimumSizeHint().width() < 80
    mark.grab()
    assert mark.toolTip() == mark.text()
    mark.show_words("")
    assert mark.isHidden()
