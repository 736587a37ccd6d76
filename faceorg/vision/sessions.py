"""A pack's files to running networks: execution providers, threads, and insightface's loaders, all in one place.

``insightface.model_zoo.get_model`` opens every network of InsightFace's form, so that its routing, manifests and
normalisation rules hold; what it wraps around a network (preprocessing, decoding) is replaced by the faster code of
this room, which agrees with it (tests/vision/test_agreement.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import ModelPack
from faceorg.errors import InvalidInput, PackProblem
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import in_its_words
from faceorg.vision.engines import runs_on_openvino
from faceorg.vision.openvino_session import OpenVinoSession, is_installed
from faceorg.vision.packs.manifests import has_manifest
from faceorg.vision.packs.onnx_header import read_onnx_header
from faceorg.vision.packs.roles import DETECTION, RECOGNITION, is_yunet
from faceorg.vision.prelu import without_prelu
from faceorg.vision.trial_run import is_of_use

# The names users give, and onnxruntime's; in the order `auto` tries them. TensorRT is left out: it compiles every
# network for minutes before the first face.
PROVIDERS = {
    "cuda": "CUDAExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "directml": "DmlExecutionProvider",
    "cpu": "CPUExecutionProvider",
}
# OpenVINO is no provider of onnxruntime's here: see `openvino_session`.
OPENVINO = "openvino"
DEVICES = ("auto", *PROVIDERS, OPENVINO)
CPU = PROVIDERS["cpu"]
# onnxruntime's levels: 3 is errors only; its warnings about unused initializers say nothing to a user.
LOG_ERRORS = 3


@dataclass(frozen=True)
class Network:
    """One running network and how its pixels want to be prepared.

    mean, scale : a pixel p (0-255, RGB) goes in as (p - mean) * scale; a uint8 network takes pixels as they are
    fixed_side : (height, width) of the input where the network allows no other; None for a dynamic one
    """

    session: Any
    input_name: str
    output_names: tuple[str, ...]
    mean: float
    scale: float
    takes_bytes: bool
    fixed_side: tuple[int, int] | None
    batches: bool

    def run(self, batch: NDArray[np.generic]) -> list[NDArray[np.float32]]:
        """Run on a batch (n, 3, height, width); one array an output."""
        outputs: list[NDArray[np.float32]] = self.session.run(self.output_names, {self.input_name: batch})
        return outputs


def available_devices() -> list[str]:
    """The devices this onnxruntime was built for, best first, "cpu" always among them; then OpenVINO, if it is here."""
    import onnxruntime

    built_in = set(onnxruntime.get_available_providers())
    others = [OPENVINO] if is_installed() else []
    return [device for device, provider in PROVIDERS.items() if provider in built_in] + others


def providers_for(device: str) -> list[str]:
    """onnxruntime's execution providers for ``--device``; the CPU stands behind each, for operators it lacks.

    Raises InvalidInput for an unknown device, or one that is not installed.
    """
    if device not in DEVICES:
        raise InvalidInput(ProblemCode.NO_SUCH_DEVICE, device=device, known=", ".join(DEVICES))
    available = available_devices()
    if device != "auto" and device not in available:
        raise InvalidInput(ProblemCode.DEVICE_NOT_SUPPORTED, device=device, have=", ".join(available))
    best = {"auto": available[0], OPENVINO: "cpu"}.get(device, device)
    return [PROVIDERS[best]] if best == "cpu" else [PROVIDERS[best], CPU]


def open_network(pack: ModelPack, role: str, *, device: str = "auto", threads: int = 1) -> Network:
    """Open the detector or the embedder of a pack.

    Raises
    ------
    PackProblem : onnxruntime or insightface cannot load the file, or it answers with nothing or with no numbers
    InvalidInput : the device is unknown, not available, or does not start
    """
    providers = providers_for(device)
    file = pack.files[role]
    is_yunet_file = role == DETECTION and is_yunet(read_onnx_header(file))
    on_openvino = device == OPENVINO or (device == "auto" and providers == [CPU] and runs_on_openvino(pack, role))
    try:
        if is_yunet_file:
            network = _open_yunet(file, providers, threads)
        else:
            network = _open_with_insightface(pack, role, providers, threads)
        if on_openvino:  # what the network is and how its pixels want to be prepared stays
            network = replace(network, session=OpenVinoSession(file, threads), batches=False)
        useful = is_of_use(network)
    except (InvalidInput, PackProblem, MemoryError):
        raise
    except Exception as error:  # onnxruntime and onnx raise types of their own, protobuf and insightface a dozen more
        reason = in_its_words(str(error)[:200])
        raise PackProblem(ProblemCode.NETWORK_CANNOT_BE_LOADED, file=file, role=role, why=reason) from error
    if not useful:
        raise PackProblem(ProblemCode.NETWORK_OF_NO_USE, file=file, role=role)
    if device not in ("auto", OPENVINO) and providers[0] not in network.session.get_providers():
        # onnxruntime falls back to the CPU with a warning where a driver or library of the device is missing.
        raise InvalidInput(ProblemCode.DEVICE_CANNOT_START, device=device)
    return network


def _open_with_insightface(pack: ModelPack, role: str, providers: list[str], threads: int) -> Network:
    from insightface import model_zoo

    options: dict[str, Any] = {"providers": providers, "sess_options": _session_options(threads)}
    if role == DETECTION and providers[0] != PROVIDERS["coreml"]:
        # One session for every input size; CoreML cannot and gets its one fixed size from insightface.
        options["static_shape_sessions"] = False
    file = pack.files[role]
    if role == RECOGNITION and providers[0] == CPU:
        file = without_prelu(file, pack.sha256s[role])
    if has_manifest(pack.folder):
        # The manifest's own validation and checksums; the file may be the rewritten one, which lies elsewhere.
        task = model_zoo.load_model_package(pack.folder).verify_task(role)
        options |= {"model_task": role, "model_metadata": dict(task.metadata)}
    wrapped = model_zoo.get_model(str(file), **options)
    if wrapped is None or wrapped.taskname != role:
        raise PackProblem(ProblemCode.NO_FACE_NETWORK, file=pack.files[role], role=role)
    return _network(wrapped.session, wrapped.input_mean, wrapped.input_std)


def _open_yunet(file: Path, providers: list[str], threads: int) -> Network:
    """OpenCV's YuNet straight on onnxruntime; it takes pixels 0-255 in BGR order (cv2.FaceDetectorYN)."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(file), sess_options=_session_options(threads), providers=providers)
    return _network(session, 0.0, 1.0)


def _session_options(threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A plan of memory for every input shape: photos come in many, and keeping the plans costs 45 MB a worker and gains
    # nothing. DirectML demands it off.
    options.enable_mem_pattern = False
    options.log_severity_level = LOG_ERRORS
    return options


def _network(session: Any, mean: float, std: float) -> Network:
    entry = session.get_inputs()[0]
    batch, _, height, width = entry.shape
    fixed = isinstance(height, int) and isinstance(width, int)
    return Network(
        session=session,
        input_name=entry.name,
        output_names=tuple(output.name for output in session.get_outputs()),
        mean=float(mean),
        scale=1.0 / float(std),
        takes_bytes=entry.type == "tensor(uint8)",
        fixed_side=(height, width) if fixed else None,
        batches=not isinstance(batch, int),
    )
