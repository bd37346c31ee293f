"""Type names for the arrays of drawings and digit images."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Float32Array = npt.NDArray[np.float32]
GreyImage = Float32Array  # ink 1, paper 0
Indices = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
