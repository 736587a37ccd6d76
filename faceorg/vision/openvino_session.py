"""An ONNX file -> a running network on OpenVINO's own runtime, behind the few calls that `sessions.Network` makes.

`onnxruntime-openvino` has the same module as onnxruntime and cannot lie beside it; the runtime itself can. What makes
it fast is that it computes in half precision (bfloat16) where the processor has it, and so it rounds more than
onnxruntime does: `engines` says when it is used.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PACKAGE, TELEMETRY = "openvino", "openvino_telemetry"
# How often a size must come until it gets a network of its own, and how many do: compiling one takes a second with a
# heavy pack, and it holds up to 80 MB. Photos of one camera, upright and not, come in five.
OWN_FROM, MOST_OWN = 3, 6


def is_installed() -> bool:
    """Whether OpenVINO's runtime can be imported; nothing is imported to find out."""
    return find_spec(PACKAGE) is not None


class OpenVinoSession:
    """One network, compiled for the CPU; what is needed of onnxruntime's InferenceSession.

    A network that takes pictures of any size loses some milliseconds whenever the size changes, which is more than a
    small network takes for one: sizes that come again get a network of their own.
    """

    def __init__(self, file: Path, threads: int) -> None:
        # It comes with a package that tells its makers of every import, unasked; where that is missing it goes without.
        sys.modules.setdefault(TELEMETRY, None)  # type: ignore[arg-type]
        import openvino

        self._core, self._file = openvino.Core(), str(file)
        self._options = {
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": 1,
            "INFERENCE_NUM_THREADS": threads,
            # Two processes would pin themselves to the same core (packaging/bench/LIMITS.md).
            "ENABLE_CPU_PINNING": False,
        }
        model = self._core.read_model(self._file)
        shape = model.inputs[0].partial_shape
        if shape[0].is_dynamic and all(side.is_static for side in list(shape)[1:]):
            model.reshape([1, *(side.get_length() for side in list(shape)[1:])])
        self._takes_any_shape = model.is_dynamic()
        self._any = self._core.compile_model(model, "CPU", self._options).create_infer_request()
        self._seen: Counter[tuple[int, ...]] = Counter()
        self._of_shape: dict[tuple[int, ...], Any] = {}

    def run(self, output_names: Sequence[str], inputs: Mapping[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]:
        """Run on one input, of one picture; the arrays asked for by name, in that order, and the caller's to keep."""
        (blob,) = inputs.values()
        found = self._request_for(blob.shape).infer(dict(inputs), share_inputs=True)
        return [found[name] for name in output_names]

    def _request_for(self, shape: tuple[int, ...]) -> Any:
        if not self._takes_any_shape:
            return self._any
        self._seen[shape] += 1
        if self._seen[shape] >= OWN_FROM and shape not in self._of_shape and len(self._of_shape) < MOST_OWN:
            model = self._core.read_model(self._file)
            model.reshape(list(shape))
            self._of_shape[shape] = self._core.compile_model(model, "CPU", self._options).create_infer_request()
        return self._of_shape.get(shape, self._any)

    def get_providers(self) -> list[str]:
        return ["OpenVINO"]
