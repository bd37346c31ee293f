"""Writes a network as an ONNX model, which other programs read with, without this one, NumPy or torch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from mnist_desktop import __version__
from mnist_desktop.drawing.digit_image import MEAN, SIDE, STD
from mnist_desktop.reading import onnx_metadata
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.networks import NETWORKS, POOL, Layer, Operation

OPSET: Final = 13  # of 2020; a runtime reads the opsets that are older than itself
IR_VERSION: Final = 7  # the file format of that time
DIGIT_IMAGE: Final = "digit_image"
LOGITS: Final = "logits"
PROBABILITIES: Final = "probabilities"
SURE: Final = "sure"
_BATCH: Final = "n"
_NORMALISED: Final = "normalised"

# The operator of each operation, and its attributes.
_OPERATORS: Final[Mapping[Operation, tuple[str, Mapping[str, Any]]]] = {
    Operation.CONVOLUTION: ("Conv", {}),
    Operation.MAX_POOL: ("MaxPool", {"kernel_shape": [POOL, POOL], "strides": [POOL, POOL]}),
    Operation.FLATTEN: ("Flatten", {"axis": 1}),
    Operation.LINEAR: ("Gemm", {"transB": 1}),
    Operation.RELU: ("Relu", {}),
}
_OF_EACH_ROW: Final[Mapping[str, Any]] = {"axes": [1], "keepdims": 0}


def to_onnx(checkpoint: Checkpoint) -> bytes:
    """Return an ONNX model that reads as `Predictor` does with this checkpoint.

    Its input `digit_image` is (n, 1, 28, 28) float32, ink 1, paper 0, n ≥ 1. The model itself normalises it. Its
    outputs are the (n, 10) float32 `logits`, the calibrated (n, 10) float32 `probabilities`, index = digit, and the
    (n,) bool `sure`. `onnx_metadata` documents its metadata. The same checkpoint gives the same bytes.
    """
    network = NETWORKS[checkpoint.network](checkpoint.weights, checkpoint.options)
    graph = helper.make_graph(
        [*_normalisation(), *_forward_pass(network.layers), *_answers()],
        checkpoint.network,
        [_value(DIGIT_IMAGE, TensorProto.FLOAT, 1, SIDE, SIDE)],
        [
            _value(LOGITS, TensorProto.FLOAT, 10),
            _value(PROBABILITIES, TensorProto.FLOAT, 10),
            _value(SURE, TensorProto.BOOL),
        ],
        [*_tensors(checkpoint.weights), *_tensors(_constants(checkpoint.calibration))],
    )
    content: bytes = _model(graph, onnx_metadata.entries(checkpoint)).SerializeToString(deterministic=True)
    return content


def _model(graph: onnx.GraphProto, metadata: Mapping[str, str]) -> ModelProto:
    model = helper.make_model(
        graph,
        producer_name="mnist-desktop",
        producer_version=__version__,
        doc_string=metadata[onnx_metadata.PREPROCESSING],
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    helper.set_model_props(model, dict(metadata))
    return model


def _normalisation() -> Iterator[NodeProto]:
    yield _node("Sub", [DIGIT_IMAGE, "mean"], "centred")
    yield _node("Div", ["centred", "std"], _NORMALISED)


def _forward_pass(layers: Iterable[Layer]) -> Iterator[NodeProto]:
    """Yield the nodes from the normalised images to the logits."""
    values = _NORMALISED
    for layer in layers:
        for operation in layer.operations:
            operator, attributes = _OPERATORS[operation]
            weights = [f"{layer.name}.weight", f"{layer.name}.bias"] if operation.has_weights else []
            output = f"{layer.name}.{operation.name.lower()}"
            yield _node(operator, [values, *weights], output, **attributes)
            values = output
    yield _node("Identity", [values], LOGITS)


def _answers() -> Iterator[NodeProto]:
    """Yield the nodes from the logits to what `Calibration` says of them."""
    yield _node("Div", [LOGITS, "temperature"], "scaled")
    yield _node("Softmax", ["scaled"], PROBABILITIES, axis=1)
    yield _node("ReduceMax", [PROBABILITIES], "confidence", **_OF_EACH_ROW)
    yield _node("GreaterOrEqual", ["confidence", "min_confidence"], "confident")
    yield _node("ReduceLogSumExp", [LOGITS], "energy", **_OF_EACH_ROW)
    yield _node("GreaterOrEqual", ["energy", "min_energy"], "recognised")
    yield _node("And", ["confident", "recognised"], SURE)


def _constants(calibration: Calibration) -> dict[str, np.float32]:
    values = {
        "mean": MEAN,
        "std": STD,
        "temperature": calibration.temperature,
        "min_confidence": calibration.min_confidence,
        "min_energy": calibration.min_energy,
    }
    with np.errstate(over="ignore"):  # an energy that everything or nothing reaches is infinite in float32
        return {name: np.float32(value) for name, value in values.items()}


def _node(operator: str, inputs: list[str], output: str, **attributes: Any) -> NodeProto:
    return helper.make_node(operator, inputs, [output], name=output, **attributes)


def _value(name: str, kind: int, *shape: int) -> onnx.ValueInfoProto:
    """Describe an input or output of any number of images."""
    return helper.make_tensor_value_info(name, kind, [_BATCH, *shape])


def _tensors(arrays: Mapping[str, Any]) -> list[TensorProto]:
    return [numpy_helper.from_array(np.asarray(value, order="C"), name) for name, value in arrays.items()]
