"""The one table that makes sentences of problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.system.noop import QT_TRANSLATE_NOOP
from mnist_desktop.words.translation import translate

SENTENCES: Final[Mapping[str, str]] = {
    # Files and inputs
    "in_input": QT_TRANSLATE_NOOP("Problems", "{source}: {reason}"),
    "no_such_file": QT_TRANSLATE_NOOP("Problems", "there is no such file"),
    "not_a_file": QT_TRANSLATE_NOOP("Problems", "this is not a file"),
    "is_a_folder": QT_TRANSLATE_NOOP("Problems", "this is a folder, not a picture"),
    "file_damaged": QT_TRANSLATE_NOOP("Problems", "the file is damaged"),
    "file_not_written": QT_TRANSLATE_NOOP("Problems", "{file} could not be written: {reason}"),
    "picture_too_large": QT_TRANSLATE_NOOP("Problems", "the picture has too many pixels: make it smaller than {most}"),
    "picture_unreadable": QT_TRANSLATE_NOOP("Problems", "not a PNG, JPEG, BMP or WebP picture, or a damaged one"),
    "picture_empty": QT_TRANSLATE_NOOP("Problems", "nothing is drawn on it"),
    "line_too_long": QT_TRANSLATE_NOOP("Problems", "the line is longer than any drawing; the rest is not read"),
    "json_invalid": QT_TRANSLATE_NOOP("Problems", "not valid JSON"),
    "nothing_to_score": QT_TRANSLATE_NOOP("Problems", "there is no drawing to score"),
    "label_missing": QT_TRANSLATE_NOOP("Problems", "it has no label"),
    # Drawings
    "stroke_empty": QT_TRANSLATE_NOOP("Problems", "a stroke is a list of at least one point"),
    "stroke_not_finite": QT_TRANSLATE_NOOP("Problems", "a stroke holds a coordinate that is not a number"),
    "point_invalid": QT_TRANSLATE_NOOP("Problems", "a point is [x, y] or [x, y, pressure]"),
    "pressures_invalid": QT_TRANSLATE_NOOP("Problems", "a stroke needs one pressure for each point, or none"),
    "drawing_foreign": QT_TRANSLATE_NOOP("Problems", 'not a drawing: "format" must be "{format}"'),
    "drawing_newer": QT_TRANSLATE_NOOP(
        "Problems", "version {version} is not known; this program reads version {known}"
    ),
    "drawing_without_strokes": QT_TRANSLATE_NOOP("Problems", 'it has no "strokes"'),
    "canvas_invalid": QT_TRANSLATE_NOOP("Problems", '"canvas" must be [width, height] in pixels'),
    "label_invalid": QT_TRANSLATE_NOOP("Problems", "label {label} is not a digit from 0 to 9"),
    # Settings of a run
    "option_out_of_range": QT_TRANSLATE_NOOP("Problems", "{option} must be between {low} and {high}"),
    "option_not_switch": QT_TRANSLATE_NOOP("Problems", "{option} must be true or false"),
    "option_not_choice": QT_TRANSLATE_NOOP("Problems", "{option} must be one of {choices}"),
    "option_unknown": QT_TRANSLATE_NOOP("Problems", "{option} is not an option here"),
    "network_unknown": QT_TRANSLATE_NOOP("Problems", "there is no network {network}; known are {known}"),
    "dataset_unknown": QT_TRANSLATE_NOOP("Problems", "there is no data set {dataset}; known are {known}"),
    "plan_unreadable": QT_TRANSLATE_NOOP("Problems", "not the plan of a run: {reason}"),
    "history_unreadable": QT_TRANSLATE_NOOP("Problems", "not the history of a run: {reason}"),
    # Training
    "hold_out_too_large": QT_TRANSLATE_NOOP("Problems", "cannot hold out {hold_out} of {count} training images"),
    "device_missing": QT_TRANSLATE_NOOP("Problems", 'this machine has no "{device}" device: use auto or cpu'),
    "resume_unfit": QT_TRANSLATE_NOOP("Problems", "the run cannot be resumed from where it stopped: {reason}"),
    "resume_changed": QT_TRANSLATE_NOOP("Problems", "a run is resumed as it began: --resume cannot change {options}"),
    "weights_without_run": QT_TRANSLATE_NOOP("Problems", "this file holds weights alone, and no run to resume"),
    "data_changed": QT_TRANSLATE_NOOP(
        "Problems", "{run} learnt from other data than {dataset} now holds, so it cannot be resumed; train anew"
    ),
    "diverged": QT_TRANSLATE_NOOP("Problems", "the loss ran away; try a tenth of the learning rate (--learning-rate)"),
    "stopped": QT_TRANSLATE_NOOP("Problems", "stopped"),
    "stopped_can_resume": QT_TRANSLATE_NOOP("Problems", "stopped; mnist-desktop train --resume {file} goes on"),
    "run_not_saved": QT_TRANSLATE_NOOP("Problems", "{run} could not be saved: {reason}"),
    "run_unknown": QT_TRANSLATE_NOOP("Problems", '"{run}" is the name of no run'),
    "run_in_use": QT_TRANSLATE_NOOP("Problems", "Another window uses this run. Keep or discard it there first."),
    "run_under_way": QT_TRANSLATE_NOOP("Problems", "This run is under way. Stop it first."),
    # Checkpoints
    "checkpoint_refused": QT_TRANSLATE_NOOP("Problems", "{file}: {reason}"),
    "checkpoint_damaged": QT_TRANSLATE_NOOP("Problems", "not a checkpoint, or a damaged one"),
    "checkpoint_foreign": QT_TRANSLATE_NOOP("Problems", "not a checkpoint of mnist-desktop"),
    "checkpoint_senseless": QT_TRANSLATE_NOOP("Problems", "what it says of itself makes no sense: {reason}"),
    "checkpoint_newer": QT_TRANSLATE_NOOP(
        "Problems", "written by a newer mnist-desktop (format {version}); this one reads up to format {known}"
    ),
    "checkpoint_too_large": QT_TRANSLATE_NOOP("Problems", "too large for a checkpoint"),
    "checksum_wrong": QT_TRANSLATE_NOOP("Problems", "its checksum does not match: it is damaged; use another copy"),
    "network_other": QT_TRANSLATE_NOOP("Problems", "it holds a {network}, not a {expected}"),
    "tensors_unknown": QT_TRANSLATE_NOOP("Problems", "tensors are missing or unknown: {names}"),
    "tensor_unfit": QT_TRANSLATE_NOOP("Problems", "{name} is {found}, not {wanted}"),
    "tensor_not_finite": QT_TRANSLATE_NOOP("Problems", "{name} holds values that are not finite"),
    "calibration_invalid": QT_TRANSLATE_NOOP("Problems", "its calibration cannot be used"),
    "run_cannot_read": QT_TRANSLATE_NOOP(
        "Problems", "{network} cannot read: {reason}. It reads with the factory weights instead."
    ),
    "factory_cannot_read": QT_TRANSLATE_NOOP(
        "Problems", "{network} cannot read: {reason}. Install mnist-desktop again to repair it."
    ),
    # Data sets
    "data_missing": QT_TRANSLATE_NOOP("Problems", "{file} is missing: install mnist-desktop again to get it back"),
    "data_unreadable": QT_TRANSLATE_NOOP(
        "Problems", "{file} cannot be read ({reason}): install mnist-desktop again to repair it"
    ),
    "data_not_original": QT_TRANSLATE_NOOP(
        "Problems", "{file} is not the original (checksum): install mnist-desktop again to repair it"
    ),
    "idx_foreign": QT_TRANSLATE_NOOP("Problems", "{file}: not an IDX file of bytes"),
    "idx_cut": QT_TRANSLATE_NOOP("Problems", "{file}: its header says {shape}, its length does not"),
    "idx_shapes": QT_TRANSLATE_NOOP(
        "Problems", "{file}: images must be 28×28 and labels a list, not {images} and {labels}"
    ),
    "idx_counts": QT_TRANSLATE_NOOP("Problems", "{file}: {images} images but {labels} labels"),
    "idx_label": QT_TRANSLATE_NOOP("Problems", "{file}: a label is {label}, which is no digit"),
    "dataset_not_fetched": QT_TRANSLATE_NOOP(
        "Problems",
        "{dataset} could not be fetched ({reason}): check the connection, or delete {folder} and try again",
    ),
    "dataset_unreadable": QT_TRANSLATE_NOOP("Problems", "{file} cannot be read ({reason}): delete it and try again"),
    "torchvision_unfit": QT_TRANSLATE_NOOP(
        "Problems",
        "torchvision does not work here ({reason}): install the one that matches torch {torch};"
        " everything but further data sets works without it",
    ),
    # Everything else
    "os_error": QT_TRANSLATE_NOOP("Problems", "{reason}"),
    "unexpected": QT_TRANSLATE_NOOP("Problems", "Something went wrong ({kind}); the details are in {log}"),
}


def sentence(problem: Problem | BaseException) -> str:
    """One line for a person, in the language of the program."""
    if isinstance(problem, ProblemError):
        problem = problem.problem
    if isinstance(problem, Problem):
        values = {name: _shown(value) for name, value in problem.values.items()}
        return translate("Problems", SENTENCES[problem.code]).format_map(values)
    return _shown(problem)


def _shown(value: Any) -> str:
    if isinstance(value, Problem | ProblemError):
        return sentence(value)
    if isinstance(value, OSError) and value.strerror:
        return f"{value.filename}: {value.strerror}" if value.filename else value.strerror
    return " ".join(str(value).split())
