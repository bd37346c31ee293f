"""Fine-tuning: what a run begins with, and what it reads of samples that it did not learn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from hand_samples import of_image, samples_of
from trainings import result_of, same_weights

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.data import samples as images
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.evaluation import all_logits, evaluate
from mnist_desktop.learning.fine_tuning import FOLDS, LEAST, FineTuning, cross_validated, start_scores, with_start
from mnist_desktop.learning.loop import TrainingData, TrainingLoop, prepare
from mnist_desktop.learning.networks import restored
from mnist_desktop.reading.checkpoint import Checkpoint, ResumeState
from mnist_desktop.reading.predictor import load_checkpoint
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import MY_DRAWINGS
from mnist_desktop.samples.sample import Sample
from mnist_desktop.system.errors import ProblemError

SAMPLES = samples_of(13, 12)
CONFIG = TrainingConfig(epochs=1, batch_size=100, learning_rate=0.02, replay=100, samples=120, device="cpu")
BLANK = of_image(np.zeros((28, 28), np.float32), 3)
EMPTY = ResumeState({}, {})


@pytest.fixture(scope="module")
def start() -> Checkpoint:
    return load_checkpoint("CNNNet")


def knowing(start: Checkpoint, *samples: Sample) -> Checkpoint:
    """Weights of a run that has learnt these samples."""
    known = tuple(each.fingerprint for each in samples)
    return replace(start, history=History("a run", Plan("CNNNet"), samples=known))


def data_for(samples: tuple[Sample, ...], few: Dataset) -> TrainingData:
    return result_of(prepare(few, CONFIG, None, samples))


# What a run begins with


def test_what_is_blank_is_not_learnt(start: Checkpoint) -> None:
    assert FineTuning.begin(start, [BLANK, SAMPLES[0]]).samples == (SAMPLES[0],)


def test_without_ink_there_is_nothing_to_learn(start: Checkpoint) -> None:
    with pytest.raises(ProblemError) as refusal:
        FineTuning.begin(start, [BLANK])
    assert refusal.value.problem.code == "no_samples"


def test_contradictions_are_left_out_and_named(start: Checkpoint) -> None:
    wrong = replace(SAMPLES[0], id="wrong", label=(SAMPLES[0].label + 1) % 10)
    confirmed = replace(SAMPLES[0], is_confirmed=True)
    tuning = FineTuning.begin(start, [confirmed, *SAMPLES[1:], wrong])
    assert tuning.contradicting == (wrong,)
    assert tuning.samples == (confirmed, *SAMPLES[1:])


def test_contradictions_alone_are_refused(start: Checkpoint) -> None:
    other = replace(SAMPLES[0], id="other", label=(SAMPLES[0].label + 1) % 10)
    with pytest.raises(ProblemError) as refusal:
        FineTuning.begin(start, [SAMPLES[0], other])
    assert refusal.value.problem.code == "samples_contradict"


def test_what_a_run_learnt_its_child_remembers(start: Checkpoint) -> None:
    tuning = FineTuning.begin(knowing(start, SAMPLES[0], BLANK), SAMPLES[:3])
    assert tuning.are_new.tolist() == [False, True, True]
    assert set(tuning.fingerprints) == {each.fingerprint for each in (*SAMPLES[:3], BLANK)}


def test_a_relabelled_sample_is_new(start: Checkpoint) -> None:
    again = SAMPLES[0].labelled((SAMPLES[0].label + 1) % 10)
    assert FineTuning.begin(knowing(start, SAMPLES[0]), [again]).are_new.tolist() == [True]


# Groups


def test_each_digit_is_spread_over_all_groups(start: Checkpoint) -> None:
    samples = tuple(replace(each, label=index // 6) for index, each in enumerate(SAMPLES))
    tuning = FineTuning(start, samples, np.ones(12, np.bool_))
    for label in (0, 1):
        members = tuning.groups[[index for index, each in enumerate(samples) if each.label == label]]
        assert np.bincount(members).tolist() == [2] * FOLDS


def test_only_new_samples_are_left_out(start: Checkpoint) -> None:
    tuning = FineTuning.begin(knowing(start, *SAMPLES[:4]), SAMPLES)
    assert (tuning.groups[:4] == -1).all()
    assert (tuning.groups[4:] >= 0).all()


@pytest.mark.parametrize(("new", "is_measured"), [(LEAST - 1, False), (LEAST, True)])
def test_few_samples_say_nothing_about_others(new: int, is_measured: bool, start: Checkpoint) -> None:
    tuning = FineTuning.begin(start, SAMPLES[:new])
    assert (tuning.groups >= 0).any() == is_measured


# What a state to resume from holds


def test_a_state_holds_what_the_run_began_with(start: Checkpoint) -> None:
    tuning = FineTuning.begin(knowing(start, SAMPLES[1]), SAMPLES)
    state = tuning.added_to(ResumeState({"shuffle": np.zeros(3, np.uint8)}, {"epoch": 1}))
    assert state.numbers == {"epoch": 1}
    assert "shuffle" in state.arrays
    found = FineTuning.of(replace(start, weights={}, resume=state))
    assert found is not None
    assert [each.to_json() for each in found.samples] == [each.to_json() for each in tuning.samples]
    assert found.are_new.tolist() == tuning.are_new.tolist()
    assert same_weights(found.start, start)


def test_a_run_from_scratch_holds_none(start: Checkpoint) -> None:
    assert FineTuning.of(replace(start, resume=EMPTY)) is None
    assert FineTuning.of(replace(start, resume=None)) is None


def test_a_damaged_state_is_refused(start: Checkpoint) -> None:
    arrays = dict(FineTuning.begin(start, SAMPLES).added_to(EMPTY).arrays)
    for damaged in ({**arrays, "samples": arrays["samples"][:50]}, {k: v for k, v in arrays.items() if "new" not in k}):
        with pytest.raises(ProblemError) as refusal:
            FineTuning.of(replace(start, resume=ResumeState(damaged, {})))
        assert refusal.value.problem.code == "resume_unfit"


# Scores


def test_a_start_is_scored_on_what_the_end_is_scored_on(start: Checkpoint, few: Dataset) -> None:
    tuning = FineTuning.begin(start, SAMPLES)
    data = data_for(tuning.samples, few)
    [score] = result_of(start_scores(tuning, data))
    assert score == evaluate(restored(start), few.test, "MNIST test")


def test_samples_are_read_by_what_never_learnt_them(start: Checkpoint, few: Dataset) -> None:
    """Whoever learnt these labels can read them, and nobody else, for they are all wrong."""
    by_label = {each.label: each for each in samples_of(13, 60)}
    samples = tuple(replace(each, label=(each.label + 5) % 10) for each in list(by_label.values())[:LEAST])
    tuning, config = FineTuning(start, samples, np.ones(LEAST, np.bool_)), replace(CONFIG, epochs=3, samples=600)
    data = result_of(prepare(few, config, None, samples))
    before, after = result_of(cross_validated(tuning, data, config))
    assert before == evaluate(restored(start), images.as_written(samples), MY_DRAWINGS)
    assert (after.name, after.count, after.accuracy) == (MY_DRAWINGS, LEAST, 0.0)
    loop = TrainingLoop(restored(start), data, config)
    list(loop)
    assert evaluate(loop.result, images.as_written(samples), MY_DRAWINGS).accuracy > 0.8


def test_the_progress_of_cross_validation_rises_to_its_end(start: Checkpoint, few: Dataset) -> None:
    tuning = FineTuning.begin(start, SAMPLES)
    events = list(cross_validated(tuning, data_for(tuning.samples, few), CONFIG))
    shares = [event.done / event.of for event in events]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1


def test_too_few_samples_are_not_measured(start: Checkpoint, few: Dataset) -> None:
    tuning = FineTuning.begin(start, SAMPLES[:2])
    assert result_of(cross_validated(tuning, data_for(tuning.samples, few), CONFIG)) == ()


def test_cross_validation_leaves_start_data_and_random_numbers_alone(start: Checkpoint, few: Dataset) -> None:
    tuning = FineTuning.begin(start, SAMPLES)
    data = data_for(tuning.samples, few)
    before, fingerprint, random = restored(start), data.fingerprint(), torch.get_rng_state()
    result_of(cross_validated(tuning, data, CONFIG))
    assert same_weights(before, start)
    assert data.fingerprint() == fingerprint
    assert torch.equal(torch.get_rng_state(), random)


def test_the_start_s_logits_are_those_of_all_that_is_learnt(start: Checkpoint, few: Dataset) -> None:
    tuning = FineTuning.begin(start, SAMPLES)
    data = result_of(with_start(data_for(tuning.samples, few), tuning))
    assert data.of_start is not None
    assert torch.equal(data.of_start, all_logits(restored(start), data.train))
    rest = data.without(np.array([0, 5]))
    assert rest.of_start is not None
    torch.testing.assert_close(rest.of_start, all_logits(restored(start), rest.train), rtol=0, atol=1e-4)
