"""The reading worker: the latest question wins, and nothing keeps the thread from ending."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot
from trainings import checkpoint_of, predictor_of

from mnist_desktop import paths
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.learning.library import Library
from mnist_desktop.learning.networks import CNNNet
from mnist_desktop.pictures.picture import Picture, of_image
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.values import Reading
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import Score
from mnist_desktop.system.errors import Problem
from mnist_desktop.workers.picture import PadPicture
from mnist_desktop.workers.reading import Answer, Preview, Question, ReadingWorker, WeightsChoice, WeightsInUse
from mnist_desktop.workers.training import LiveWeights

ONE = Drawing((Stroke(np.array([[250.0, 100.0], [250.0, 400.0]])),))


def seven() -> Picture:
    """A picture of a 7, 60 pixels high and 40 wide with its pen, whose corner is at (10, 10)."""
    image = Image.new("RGB", (60, 80), "white")
    ImageDraw.Draw(image).line([(12, 12), (48, 12), (26, 69)], "black", 4, joint="curve")
    return of_image(image)


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[ReadingWorker]:
    worker, thread = ReadingWorker(lambda: Library(tmp_path)), QThread()
    worker.moveToThread(thread)
    thread.start()
    yield worker
    thread.quit()
    thread.wait()


class Heard:
    """What a worker says that is used in this thread."""

    def __init__(self, folder: Path) -> None:
        self.worker = ReadingWorker(lambda: Library(folder))
        self.loaded = list[WeightsInUse]()
        self.failed = list[tuple[WeightsChoice, Problem]]()
        self.answers = list[Answer]()
        self.worker.loaded.connect(self.loaded.append)
        self.worker.load_failed.connect(lambda choice, problem: self.failed.append((choice, problem)))
        self.worker.answered.connect(self.answers.append)

    def reading(self, network: str, drawing: Drawing = ONE, picture: PadPicture | None = None) -> Reading | None:
        self.worker.ask(Question(1, drawing, network, picture))
        self.worker._answer()
        return self.answers[-1].reading


@pytest.fixture
def heard(tmp_path: Path, qtbot: QtBot) -> Heard:
    return Heard(tmp_path)


@pytest.fixture
def run(tmp_path: Path) -> str:
    """The id of a kept run that reads as no factory weights do."""
    history = History("my own", Plan("CNNNet"), scores=(Score("MNIST test", 0.5),))
    Library(tmp_path).save("20250101-120000-aaaa", checkpoint_of(CNNNet(), history=history))
    return "20250101-120000-aaaa"


def test_all_networks_are_loaded_in_the_order_asked_for(heard: Heard) -> None:
    choices = [WeightsChoice("FirstNet"), WeightsChoice("CNNNet")]
    heard.worker.load(choices)
    assert [weights.choice for weights in heard.loaded] == choices
    assert all(weights.tests and weights.tests[0].accuracy > 0.99 for weights in heard.loaded)
    assert all(weights.tests == weights.factory for weights in heard.loaded)
    assert [weights.name for weights in heard.loaded] == ["", ""]
    assert heard.failed == []


def test_a_kept_run_reads_in_the_place_of_the_factory_weights(heard: Heard, run: str) -> None:
    heard.worker.use(WeightsChoice("CNNNet"))
    before = heard.reading("CNNNet")
    heard.worker.use(WeightsChoice("CNNNet", run))
    found = heard.loaded[-1]
    assert (found.choice, found.name, found.tests) == (
        WeightsChoice("CNNNet", run),
        "my own",
        (Score("MNIST test", 0.5),),
    )
    assert before is not None
    assert heard.reading("CNNNet") != before
    heard.worker.use(WeightsChoice("CNNNet"))
    assert heard.reading("CNNNet") == before


@pytest.mark.parametrize("fault", ["damaged", "missing", "another network's", "no id"])
def test_where_a_run_cannot_be_had_the_factory_weights_read(fault: str, heard: Heard, run: str, tmp_path: Path) -> None:
    choice, file = WeightsChoice("CNNNet", run), Library(tmp_path).file(run)
    if fault == "damaged":
        file.write_bytes(file.read_bytes()[:-10])
    elif fault == "missing":
        file.unlink()
    elif fault == "another network's":
        choice = WeightsChoice("FirstNet", run)
    else:
        choice = WeightsChoice("CNNNet", "../x")
    heard.worker.load([choice])
    [(failed, problem)] = heard.failed
    assert failed == choice
    assert (problem.code, problem.values["network"]) == ("run_cannot_read", choice.network)
    assert [weights.choice for weights in heard.loaded] == [WeightsChoice(choice.network)]
    found = heard.reading(choice.network)
    assert found is not None
    assert found.text == "1"


@pytest.mark.parametrize(("content", "code"), [(b"no weights", "factory_cannot_read"), (None, "factory_missing")])
def test_where_the_factory_weights_cannot_be_had_it_is_said_once_and_nothing_is_read(
    content: bytes | None, code: str, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "weights", lambda network: tmp_path / network)
    if content is not None:
        (tmp_path / "CNNNet").write_bytes(content)
    heard.worker.load([WeightsChoice("CNNNet")])
    [(choice, problem)] = heard.failed
    assert choice == WeightsChoice("CNNNet")
    assert problem.code == code
    assert heard.loaded == []
    assert heard.reading("CNNNet") is None


def test_a_kept_run_reads_though_the_factory_weights_cannot_be_had(
    heard: Heard, run: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "weights", lambda network: tmp_path / network)
    heard.worker.use(WeightsChoice("CNNNet", run))
    assert heard.failed == []
    assert [weights.name for weights in heard.loaded] == ["my own"]


def test_live_weights_read_until_others_are_chosen(heard: Heard) -> None:
    adopted = list[str]()
    heard.worker.adopted.connect(adopted.append)
    heard.worker.use(WeightsChoice("CNNNet"))
    before = heard.reading("CNNNet")
    heard.worker.adopt(LiveWeights("CNNNet", predictor_of(CNNNet())))
    assert adopted == ["CNNNet"]
    assert heard.reading("CNNNet") != before
    heard.worker.use(WeightsChoice("CNNNet"))
    assert heard.reading("CNNNet") == before


def silent(predictor: Predictor) -> Predictor:
    """The same network, with weights of 0 alone."""
    network = predictor.network
    weights = {name: np.zeros_like(value) for name, value in network.weights.items()}
    return Predictor(network.name, network.options, weights, predictor.calibration)


def test_a_preview_reads_in_place_of_the_weights_in_use_until_it_ends(heard: Heard) -> None:
    adopted = list[str]()
    heard.worker.adopted.connect(adopted.append)
    heard.worker.use(WeightsChoice("CNNNet"))
    before, in_use = heard.reading("CNNNet"), heard.worker.in_use("CNNNet")
    other = predictor_of(CNNNet())
    heard.worker.show_preview(Preview("CNNNet", base=other))
    assert heard.worker.predictor("CNNNet") is other
    assert heard.worker.in_use("CNNNet") is in_use
    assert heard.reading("CNNNet") != before
    heard.worker.show_preview(Preview("CNNNet"))
    assert heard.reading("CNNNet") == before
    assert adopted == ["CNNNet", "CNNNet"]


def test_a_change_is_made_again_in_live_weights_and_in_others_that_are_chosen(heard: Heard) -> None:
    heard.worker.use(WeightsChoice("CNNNet"))
    heard.worker.show_preview(Preview("CNNNet", change=silent))
    live = predictor_of(CNNNet())
    heard.worker.adopt(LiveWeights("CNNNet", live))
    changed = heard.worker.predictor("CNNNet")
    assert heard.worker.in_use("CNNNet") is live
    assert changed is not None
    assert not any(value.any() for value in changed.network.weights.values())
    heard.worker.use(WeightsChoice("CNNNet"))
    reading = heard.reading("CNNNet")
    assert reading is not None
    assert reading.digits[0].probabilities == pytest.approx([0.1] * 10)
    assert heard.worker.in_use("CNNNet") is not live


def test_a_change_is_made_in_the_base_of_its_preview(heard: Heard) -> None:
    seen = list[Predictor]()

    def note(predictor: Predictor) -> Predictor:
        seen.append(predictor)
        return predictor

    base = predictor_of(CNNNet())
    heard.worker.use(WeightsChoice("CNNNet"))
    heard.worker.show_preview(Preview("CNNNet", base, note))
    assert seen == [base]


def test_live_weights_wait_until_a_preview_of_other_weights_has_ended(heard: Heard) -> None:
    heard.worker.load([WeightsChoice("CNNNet")])
    base, live = predictor_of(CNNNet()), predictor_of(CNNNet())
    heard.worker.show_preview(Preview("CNNNet", base=base))
    adopted = list[str]()
    heard.worker.adopted.connect(adopted.append)
    heard.worker.adopt(LiveWeights("CNNNet", live))
    assert (heard.worker.predictor("CNNNet"), adopted) == (base, [])
    heard.worker.show_preview(Preview("CNNNet"))
    assert (heard.worker.predictor("CNNNet"), adopted) == (live, ["CNNNet"])


def test_a_preview_of_a_network_without_weights_waits_for_them(heard: Heard) -> None:
    heard.worker.show_preview(Preview("CNNNet", change=silent))
    assert heard.worker.predictor("CNNNet") is None
    heard.worker.use(WeightsChoice("CNNNet"))
    found = heard.worker.predictor("CNNNet")
    assert found is not None
    assert not found.network.weights["fc1.weight"].any()


def test_a_preview_of_one_network_leaves_the_other_alone(heard: Heard) -> None:
    heard.worker.load([WeightsChoice("CNNNet"), WeightsChoice("FirstNet")])
    before = heard.reading("FirstNet")
    heard.worker.show_preview(Preview("CNNNet", change=silent))
    assert heard.reading("FirstNet") == before


def test_what_was_asked_while_the_networks_were_loaded_is_answered(heard: Heard) -> None:
    heard.worker.ask(Question(7, ONE, "CNNNet"))
    heard.worker.load([WeightsChoice("CNNNet")])
    [answer] = heard.answers
    assert answer.generation == 7
    assert answer.reading is not None
    assert answer.reading.text == "1"


def test_the_answer_carries_the_generation_of_its_question(worker: ReadingWorker, qtbot: QtBot) -> None:
    answers = list[Answer]()
    worker.answered.connect(answers.append)
    worker.ask(Question(7, ONE, "CNNNet"))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].generation == 7


def test_before_the_weights_are_there_nothing_is_read(worker: ReadingWorker, qtbot: QtBot) -> None:
    answers = list[Answer]()
    worker.answered.connect(answers.append)
    worker.ask(Question(1, ONE, "CNNNet"))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].reading is None


def test_without_visible_ink_there_are_no_digits(heard: Heard) -> None:
    heard.worker.use(WeightsChoice("CNNNet"))
    assert heard.reading("CNNNet", Drawing((Stroke(np.array([[-50.0, -50.0]])),))) == Reading(())


def test_strokes_and_picture_are_one_reading_with_boxes_on_the_pad(heard: Heard) -> None:
    heard.worker.use(WeightsChoice("CNNNet"))
    picture = PadPicture(object(), seven, x=300, y=50, scale=4)
    found = heard.reading("CNNNet", ONE, picture)
    assert found is not None
    assert found.text == "17"
    assert [digit.strokes for digit in found.digits] == [(0,), ()]
    box = found.digits[1].box
    assert box is not None
    assert (box.x, box.y, box.width, box.height) == pytest.approx((340, 90, 164, 244), abs=12)
    heard.worker.use(WeightsChoice("FirstNet"))
    by_other = heard.reading("FirstNet", ONE, picture)
    assert by_other is not None
    assert by_other.text == "17"
    assert by_other != found


def test_of_many_questions_at_once_the_last_is_answered_and_most_are_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    worker, thread, answers = ReadingWorker(lambda: Library(tmp_path)), QThread(), list[Answer]()
    worker.answered.connect(answers.append)
    worker.moveToThread(thread)
    for generation in range(1, 1001):
        worker.ask(Question(generation, ONE, "CNNNet"))
    thread.start()
    qtbot.waitUntil(lambda: bool(answers) and answers[-1].generation == 1000)
    thread.quit()
    thread.wait()
    assert len(answers) == 1


def test_what_a_network_reads_with_can_be_had_for_other_things(tmp_path: Path) -> None:
    heard = Heard(tmp_path)
    assert heard.worker.predictor("CNNNet") is None
    heard.worker.load([WeightsChoice("CNNNet")])
    before = heard.worker.predictor("CNNNet")
    assert before is not None
    live = LiveWeights("CNNNet", predictor_of(CNNNet()))
    heard.worker.adopt(live)
    assert heard.worker.predictor("CNNNet") is live.predictor


def test_the_other_network_reads_the_same_digit_images(heard: Heard) -> None:
    heard.worker.load([WeightsChoice("CNNNet")])
    two = Drawing((ONE.strokes[0], Stroke(np.array([[100.0, 100.0], [180.0, 100.0], [120.0, 400.0]]))))
    asked = Question(1, two, "CNNNet", other="FirstNet")
    heard.worker.ask(asked)
    heard.worker._answer()
    assert heard.answers[-1].other is None, "it has no weights yet"
    heard.worker.load([WeightsChoice("FirstNet")])
    heard.worker.ask(asked)
    heard.worker._answer()
    own, other = heard.answers[-1].reading, heard.answers[-1].other
    assert own is not None
    assert other is not None
    first = heard.worker.predictor("FirstNet")
    assert first is not None
    images = [digit.image for digit in own.digits if digit.image is not None]
    assert [digit.probabilities for digit in other.digits] == [each.probabilities for each in first.predict(images)]
    assert [digit.strokes for digit in other.digits] == [digit.strokes for digit in own.digits] == [(1,), (0,)]
    heard.worker.ask(Question(2, two, "CNNNet"))
    heard.worker._answer()
    assert heard.answers[-1].other is None
