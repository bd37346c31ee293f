"""What each setting does and what to try, in a sentence or two: the tool tips of the form."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def explanations() -> dict[str, str]:
    """By the object name of the field."""
    return {
        "epochsSpin": _tr("How often the network sees all training images. Few are enough to learn well."),
        "batchSizeSpin": _tr("How many images each step learns from. Larger batches are quicker; try 64 to 256."),
        "learningRateSpin": _tr(
            "How far each step goes. Too high and the loss runs away, too low and it hardly falls; for SGD with"
            " momentum try 0.1. It can be changed while the run goes on."
        ),
        "momentumSpin": _tr(
            "How much of the last steps' direction is kept, which smooths the way; 0.9 is usual, 0 is none."
            " It can be changed while the run goes on."
        ),
        "optimizerSelector": _tr(
            "The rule for each step. SGD follows the gradient; Adam and AdamW fit the step to each weight"
            " and want a lower learning rate, 0.001 to 0.01."
        ),
        "deviceSelector": _tr("What does the arithmetic. Auto takes a graphics card where there is one."),
        "seedSpin": _tr("Where chance starts from. The same seed and settings give the same run again."),
        "dropoutSpin": _tr(
            "The share of outputs left out at random while training. It keeps large networks from learning"
            " by heart; this small one does better with 0."
        ),
        "augmentationCheck": _tr(
            "Change each image a little, anew each time, so that more hands are read. Recommended only moves it;"
            " else it is turned, sheared and bent as well, which takes longer."
        ),
        "reluCheck": _tr(
            "As the tutorial has it: outputs below zero become zero. A digit whose output stays there is"
            " never read again; better without."
        ),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("Explanations", text)
