"""Makes a run of weights that the lab changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import Plan
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from mnist_desktop.reading.evaluation import Evaluation
    from mnist_desktop.reading.predictor import Predictor


def history(predictor: Predictor, evaluation: Evaluation, base: KeptRun | None, names: Collection[str]) -> History:
    """Return the history of changed weights: no epochs, and the score of their evaluation.

    `base` is the run whose weights were changed, None for the factory weights. Its plan is how they were trained.
    `names` are those of other runs.
    """
    network = predictor.network
    plan = Plan(network.name) if base is None else replace(base.history.plan, parent=base.id)
    return History(
        _new_name(network.name if base is None else base.history.name, names),
        replace(plan, options=network.options),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        state=RunState.FINISHED,
        scores=(evaluation.score,),
    )


def _new_name(base: str, names: Collection[str]) -> str:
    """Return a name that says what was changed, with a number if it is taken."""
    name, number = translate("LabRun", "{0}, lab").format(base), 2
    while name in names:
        name, number = translate("LabRun", "{0}, lab {1}").format(base, number), number + 1
    return name
