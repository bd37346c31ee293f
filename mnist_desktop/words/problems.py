"""The texts of all problems: one table from the code of a problem to its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.system.noop import QT_TRANSLATE_NOOP
from mnist_desktop.words.translation import translate

# Phrases that can follow "mnist-desktop: " or stand in another phrase: no capital at the start, no full stop.
PHRASES: Final[Mapping[str, str]] = {
    # Any file
    "file_not_written": QT_TRANSLATE_NOOP("Problems", "{file} cannot be written: {reason}"),
    "output_is_checkpoint": QT_TRANSLATE_NOOP("Problems", "{file} is the checkpoint itself: choose another file"),
    "output_is_input": QT_TRANSLATE_NOOP("Problems", "{file} is itself read: choose another file"),
    "in_file": QT_TRANSLATE_NOOP("Problems", "{file}: {reason}"),
    "in_line": QT_TRANSLATE_NOOP("Problems", "{file}:{line}: {reason}"),
    "no_such_file": QT_TRANSLATE_NOOP("Problems", "there is no such file"),
    "not_a_file": QT_TRANSLATE_NOOP("Problems", "not a file"),
    "file_damaged": QT_TRANSLATE_NOOP("Problems", "the file is damaged"),
    "os_error": QT_TRANSLATE_NOOP("Problems", "{reason}"),
    "bundled_missing": QT_TRANSLATE_NOOP("Problems", "{file} is missing: install mnist-desktop again to get it back"),
    "bundled_unreadable": QT_TRANSLATE_NOOP(
        "Problems", "{file} cannot be read ({reason}): install mnist-desktop again to repair it"
    ),
    "bundled_changed": QT_TRANSLATE_NOOP(
        "Problems", "{file} is not the original (its checksum differs): install mnist-desktop again to repair it"
    ),
    # Drawings
    "stroke_empty": QT_TRANSLATE_NOOP("Problems", "a stroke is a list of at least one point"),
    "point_shape": QT_TRANSLATE_NOOP("Problems", "a point is [x, y] or [x, y, pressure]"),
    "point_not_number": QT_TRANSLATE_NOOP("Problems", "a stroke holds a coordinate that is not a number"),
    "pressures_count": QT_TRANSLATE_NOOP("Problems", "a stroke needs one pressure for each point, or none"),
    "drawing_format": QT_TRANSLATE_NOOP("Problems", 'not a drawing: "format" must be "{format}"'),
    "drawing_version": QT_TRANSLATE_NOOP(
        "Problems", "version {version} is not known here; this program reads version {known}"
    ),
    "drawing_no_strokes": QT_TRANSLATE_NOOP("Problems", 'it has no "strokes"'),
    "drawing_canvas": QT_TRANSLATE_NOOP("Problems", '"canvas" must be [width, height] in pixels'),
    "no_samples": QT_TRANSLATE_NOOP("Problems", "there is no sample to learn from: draw a digit and press its key"),
    "samples_contradict": QT_TRANSLATE_NOOP(
        "Problems", "the samples contradict each other, so there is nothing to learn: look at their labels"
    ),
    "samples_left_out": QT_TRANSLATE_NOOP(
        "Problems",
        "{count} of {of} drawings contradict the rest and are left out; look at the labels of these, in their order:"
        " {numbers}",
    ),
    "no_drawing_to_learn": QT_TRANSLATE_NOOP("Problems", "there is no drawing with a label to learn from"),
    "drawings_without_start": QT_TRANSLATE_NOOP(
        "Problems", "drawings are learnt by weights that can read already: name them with --from"
    ),
    "sample_unlabelled": QT_TRANSLATE_NOOP("Problems", "the drawing has no label"),
    "stored_image": QT_TRANSLATE_NOOP("Problems", "its image is not one of 28×28 pixels"),
    "samples_in_use": QT_TRANSLATE_NOOP(
        "Problems", "another window is writing to {file}: wait until it is done, and try again"
    ),
    "sample_too_long": QT_TRANSLATE_NOOP("Problems", "longer than any drawing"),
    "samples_damaged": QT_TRANSLATE_NOOP(
        "Problems",
        "samples that cannot be read: {count:,} (they stay in the file: mend them there, or remove them); the first:"
        " {reason}",
    ),
    "export_unknown": QT_TRANSLATE_NOOP("Problems", "{file}: the name must end in one of {known}"),
    "drawing_label": QT_TRANSLATE_NOOP("Problems", "label {label} is not a digit from 0 to 9"),
    # Inputs
    "standard_input": QT_TRANSLATE_NOOP("Problems", "standard input"),
    "not_json": QT_TRANSLATE_NOOP("Problems", "not valid JSON"),
    "line_too_long": QT_TRANSLATE_NOOP("Problems", "longer than any drawing; the rest is not read"),
    "nothing_to_show": QT_TRANSLATE_NOOP("Problems", "there is neither a picture nor a drawing in it"),
    "on_web": QT_TRANSLATE_NOOP(
        "Problems", "{address} is on the web, and nothing is fetched: save the picture to a file, and open that"
    ),
    "not_local": QT_TRANSLATE_NOOP("Problems", "{address} is not on this computer: copy the file here, and open that"),
    "several_refused": QT_TRANSLATE_NOOP("Problems", "{count:,} cannot be read; the first: {reason}"),
    "nothing_drawn": QT_TRANSLATE_NOOP("Problems", "nothing is drawn on it"),
    "not_one_drawing": QT_TRANSLATE_NOOP("Problems", "{file}: one drawing is read at a time; it holds more, or none"),
    "array_unfit": QT_TRANSLATE_NOOP(
        "Problems",
        "an array must be a grey or colour picture of finite numbers, or a 28×28 digit image, not {shape} {dtype}",
    ),
    "is_folder": QT_TRANSLATE_NOOP("Problems", "it is a folder, not a file"),
    "picture_unreadable": QT_TRANSLATE_NOOP(
        "Problems", "not a PNG, JPEG, BMP, WebP, TIFF, GIF or AVIF picture, or a damaged one"
    ),
    "picture_of_heic": QT_TRANSLATE_NOOP(
        "Problems", "a HEIC picture is read once pillow-heif is installed: install it, or save the picture as JPEG"
    ),
    "picture_too_large": QT_TRANSLATE_NOOP(
        "Problems", "{width:,}×{height:,} pixels are too many: make it smaller than {limit:,}"
    ),
    "picture_far_too_large": QT_TRANSLATE_NOOP("Problems", "too many pixels: make it smaller than {limit:,}"),
    "pixel_not_number": QT_TRANSLATE_NOOP("Problems", "a pixel is not a number"),
    "pixel_out_of_range": QT_TRANSLATE_NOOP("Problems", "a pixel is {value:g}: it must be in 0…255, or in 0…1"),
    "digit_row_unfit": QT_TRANSLATE_NOOP(
        "Problems", "{count:,} values in a row: a digit has 784 pixels, with or without a label"
    ),
    "digits_unfit": QT_TRANSLATE_NOOP(
        "Problems", "digits must be n×28×28 or n×784 numbers, not {shape} of the type {dtype}"
    ),
    "labels_unfit": QT_TRANSLATE_NOOP("Problems", "labels must be a list of numbers, not {shape} of the type {dtype}"),
    "digit_counts": QT_TRANSLATE_NOOP("Problems", "{images:,} digits but {labels:,} labels"),
    "digits_unnamed": QT_TRANSLATE_NOOP(
        "Problems", "it has no array of digits, which are named {known}; it has only: {names}"
    ),
    "array_too_large": QT_TRANSLATE_NOOP("Problems", "an array in Fortran's order must be smaller than {limit:,} MiB"),
    "label_missing": QT_TRANSLATE_NOOP("Problems", "{source}: it has no label"),
    "no_drawing_to_score": QT_TRANSLATE_NOOP("Problems", "there is no drawing to score"),
    "nothing_to_test": QT_TRANSLATE_NOOP(
        "Problems", "there is no digit of yours to test on: draw one, and press its key"
    ),
    "evaluations_differ": QT_TRANSLATE_NOOP(
        "Problems", "the digits were changed between the two scorings: score both again to compare them"
    ),
    # Data sets
    "data_shapes": QT_TRANSLATE_NOOP(
        "Problems", "{name}: images must be 28×28 and labels a list, not {images} and {labels}"
    ),
    "data_counts": QT_TRANSLATE_NOOP("Problems", "{name}: {images} images but {labels} labels"),
    "data_label": QT_TRANSLATE_NOOP("Problems", "{name}: a label is {label}, which is no digit"),
    "idx_foreign": QT_TRANSLATE_NOOP("Problems", "{name}: not an IDX file of bytes"),
    "idx_length": QT_TRANSLATE_NOOP("Problems", "{name}: its length does not fit its header, which says {shape}"),
    "dataset_unknown": QT_TRANSLATE_NOOP("Problems", "there is no data set {dataset}; there are {known}"),
    "dataset_unreadable": QT_TRANSLATE_NOOP(
        "Problems", "{dataset} cannot be read ({reason}): delete {file} and try again"
    ),
    "dataset_not_fetched": QT_TRANSLATE_NOOP(
        "Problems",
        "{dataset} could not be fetched ({reason}): check the connection, or delete {folder} and try again",
    ),
    "torchvision_unfit": QT_TRANSLATE_NOOP(
        "Problems",
        "torchvision does not work here ({reason}): install the one that matches torch {torch};"
        " everything but further data sets works without it",
    ),
    # Plans, options and devices
    "option_out_of_range": QT_TRANSLATE_NOOP("Problems", "{option} must be between {low:g} and {high:g}"),
    "option_not_choice": QT_TRANSLATE_NOOP("Problems", "{option} must be one of {choices}"),
    "option_not_switch": QT_TRANSLATE_NOOP("Problems", "{option} must be true or false"),
    "option_unknown": QT_TRANSLATE_NOOP("Problems", "there is no option {option}"),
    "option_fixed": QT_TRANSLATE_NOOP(
        "Problems", "a run is resumed as it began: {options} cannot be changed by --resume"
    ),
    "plan_unreadable": QT_TRANSLATE_NOOP("Problems", "not the plan of a run: {reason}"),
    "network_unknown": QT_TRANSLATE_NOOP("Problems", "there is no network {network}; there are {known}"),
    "device_missing": QT_TRANSLATE_NOOP("Problems", 'this machine has no "{device}" device: use auto or cpu'),
    "hold_out_too_large": QT_TRANSLATE_NOOP("Problems", "cannot hold out {hold_out} of {count} training images"),
    "calibration_unfit": QT_TRANSLATE_NOOP(
        "Problems", "a calibration is three finite numbers, its temperature above 0"
    ),
    # Checkpoints
    "checkpoint_refused": QT_TRANSLATE_NOOP("Problems", "{file}: {reason}"),
    "checkpoint_damaged": QT_TRANSLATE_NOOP("Problems", "not a checkpoint, or a damaged one"),
    "checkpoint_too_large": QT_TRANSLATE_NOOP("Problems", "too large for a checkpoint"),
    "checkpoint_foreign": QT_TRANSLATE_NOOP("Problems", "not a checkpoint of mnist-desktop"),
    "checkpoint_newer": QT_TRANSLATE_NOOP(
        "Problems", "written by a newer mnist-desktop (format {version}); this one reads up to format {known}"
    ),
    "checkpoint_senseless": QT_TRANSLATE_NOOP(
        "Problems", "what it says of itself makes no sense ({reason}): use another copy"
    ),
    "checksum_wrong": QT_TRANSLATE_NOOP("Problems", "its checksum does not match: it is damaged; use another copy"),
    "network_other": QT_TRANSLATE_NOOP("Problems", "it holds a {network}, not a {expected}"),
    "tensors_unknown": QT_TRANSLATE_NOOP("Problems", "tensors are missing or unknown: {names}"),
    "tensor_unfit": QT_TRANSLATE_NOOP("Problems", "{name} is {found}, not {wanted}"),
    "tensor_not_finite": QT_TRANSLATE_NOOP("Problems", "{name} holds values that are not finite"),
    # Runs
    "run_unknown": QT_TRANSLATE_NOOP("Problems", "there is no run {run}"),
    "run_in_use": QT_TRANSLATE_NOOP("Problems", "another window uses this run: close it there first"),
    "run_under_way": QT_TRANSLATE_NOOP("Problems", "a run is under way: stop it first"),
    "run_cannot_read": QT_TRANSLATE_NOOP(
        "Problems", "{network} cannot read: {reason}; the factory weights read instead"
    ),
    "factory_missing": QT_TRANSLATE_NOOP(
        "Problems", "{network} has no weights yet: train it, or install mnist-desktop again"
    ),
    "factory_cannot_read": QT_TRANSLATE_NOOP(
        "Problems", "{network} cannot read: {reason}; install mnist-desktop again to repair it"
    ),
    "run_not_saved": QT_TRANSLATE_NOOP("Problems", "{run} could not be saved: {reason}"),
    "weights_without_run": QT_TRANSLATE_NOOP("Problems", "this file holds weights alone, and no run to resume"),
    "data_changed": QT_TRANSLATE_NOOP(
        "Problems", "{run} cannot be resumed: it began on other data than {dataset} holds now"
    ),
    "resume_unfit": QT_TRANSLATE_NOOP("Problems", "the run cannot be resumed where it stopped: {reason}"),
    "diverged": QT_TRANSLATE_NOOP(
        "Problems", "the loss went out of bounds; try a tenth of the learning rate (--learning-rate)"
    ),
    "stopped": QT_TRANSLATE_NOOP("Problems", "stopped"),
    "stopped_with_file": QT_TRANSLATE_NOOP("Problems", "stopped; resume it by: mnist-desktop train --resume {file}"),
    # The program itself
    "unexpected": QT_TRANSLATE_NOOP("Problems", "something went wrong ({kind}); the details are in {log}"),
    "unexpected_unlogged": QT_TRANSLATE_NOOP(
        "Problems", "something went wrong ({kind}); the details could not be kept in {log}"
    ),
    "home_read_only": QT_TRANSLATE_NOOP("Problems", "settings and the log are not kept: {folder} cannot be written"),
    "no_display": QT_TRANSLATE_NOOP(
        "Problems",
        "there is no display to open the window on, or a library that Qt needs for it is missing (the log says which);"
        " the commands predict, train and evaluate need none (see mnist-desktop --help)",
    ),
    "qt_failed": QT_TRANSLATE_NOOP("Problems", "Qt cannot go on: {reason}"),
    "icons_missing": QT_TRANSLATE_NOOP(
        "Problems", "icons are missing or damaged ({files}): install mnist-desktop again to repair them"
    ),
    "translation_missing": QT_TRANSLATE_NOOP(
        "Problems", "the program speaks English: {file} is missing or damaged; install mnist-desktop again to repair it"
    ),
}

# The most frequent errors of operating systems, in their words. Any other reason stays in English.
_FROM_SYSTEM: Final = (
    QT_TRANSLATE_NOOP("System", "No space left on device"),
    QT_TRANSLATE_NOOP("System", "No such file or directory"),
    QT_TRANSLATE_NOOP("System", "Permission denied"),
    QT_TRANSLATE_NOOP("System", "Is a directory"),
    QT_TRANSLATE_NOOP("System", "Not a directory"),
    QT_TRANSLATE_NOOP("System", "File exists"),
    QT_TRANSLATE_NOOP("System", "Read-only file system"),
    QT_TRANSLATE_NOOP("System", "Input/output error"),
)


def sentence(problem: Problem | BaseException) -> str:
    """Return the problem as a full sentence: one line with a capital or a name at the start and a full stop."""
    words = phrase(problem)
    return (words if _template(problem).startswith("{") else words[:1].upper() + words[1:]) + "."


def phrase(problem: Problem | BaseException) -> str:
    """Return the problem as a phrase, for use after a colon: one line without capital and full stop."""
    values = problem.values if isinstance(problem := _value(problem), Problem) else {}
    shown = {name: _shown(value) for name, value in values.items()}
    return " ".join(_template(problem).format(**shown).split())


def _template(problem: Problem | BaseException) -> str:
    """Words with gaps for the values of a problem; other errors have none."""
    problem = _value(problem)
    if isinstance(problem, Problem):
        return translate("Problems", PHRASES[problem.code])
    from_system = problem.strerror if isinstance(problem, OSError) else None
    words = translate("System", from_system) if from_system else str(problem) or type(problem).__name__
    return words.replace("{", "{{").replace("}", "}}")


def _value(problem: Problem | BaseException) -> Problem | BaseException:
    return problem.problem if isinstance(problem, ProblemError) else problem


def _shown(value: Any) -> Any:
    return phrase(value) if isinstance(value, Problem | BaseException) else value
