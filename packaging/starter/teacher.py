"""Turns pictures into the answers of the teachers: faces of SCRFD-500M, embeddings of EdgeFace-XS and MobileFaceNet.

One thread a session, so that several processes share a machine's cores fairly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import cv2
import numpy as np
from places import SECOND_TEACHER, TEACHER_DETECTOR, TEACHER_EMBEDDER

if TYPE_CHECKING:
    from pathlib import Path

    import onnxruntime
    from numpy.typing import NDArray

# The five landmarks of an upright face in a 112 px crop: ArcFace's template (insightface.utils.face_align.arcface_dst).
TEMPLATE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]], np.float32
)
CROP_PX = 112
MARGIN_PX = 8  # stored around each crop so that shifts and turns in training meet pixels, not a border
STORED_PX = CROP_PX + 2 * MARGIN_PX
WIDE_PX = 126  # a training sample: 112 px for the teacher, and nine eighths of it for the student's small shifts
BATCH = 8  # the fastest of 1-32 for the teacher on one core


def one_thread_session(path: Path) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # SCRFD states fixed output shapes and then answers with others; harmless
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def detector(path: Path = TEACHER_DETECTOR, *, score: float = 0.5):
    """Return insightface's SCRFD over the file, on one thread."""
    from insightface.model_zoo.scrfd import SCRFD

    net = SCRFD(model_file=str(path), session=one_thread_session(path), static_shape_sessions=False)
    net.prepare(-1, det_thresh=score, input_size=(640, 640))
    return net


def align(picture: NDArray[np.uint8], landmarks: NDArray[np.float32], margin_px: int = 0) -> NDArray[np.uint8]:
    """Return the face upright in a square of 112 + 2 * margin_px, outside of the picture black (as norm_crop does)."""
    from insightface.utils.face_align import estimate_norm

    matrix = estimate_norm(landmarks, CROP_PX)
    matrix[:, 2] += margin_px
    side = CROP_PX + 2 * margin_px
    return cv2.warpAffine(picture, matrix, (side, side), flags=cv2.INTER_LINEAR)


class Embedder:
    """An ONNX embedder on uint8 RGB crops: 112 x 112 in, L2-normalised float32 out.

    takes_raw : the graph scales the pixels itself, as mobilefacenet_y1 does
    """

    def __init__(self, path: Path = TEACHER_EMBEDDER, *, takes_raw: bool = False) -> None:
        self._takes_raw = takes_raw
        self._session = one_thread_session(path)
        self._input = self._session.get_inputs()[0].name

    def __call__(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """crops : uint8 (n, 112, 112, 3) RGB. Returns float32 (n, dim), L2-normalised rows."""
        embeddings = self.raw(crops)
        return embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)

    def raw(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return the same before normalisation."""
        return np.concatenate([self._batch(part) for part in _batches(crops)])

    def _batch(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        pixels = crops.transpose(0, 3, 1, 2).astype(np.float32)
        if not self._takes_raw:
            pixels = (pixels - 127.5) / 127.5
        return self._session.run(None, {self._input: pixels})[0]


class Teachers:
    """Both teachers on OpenVINO, one thread: their answers averaged in angle.

    The answers stand behind each other, each of length sqrt(1/2): the cosine of two such vectors is the mean of the
    two teachers' cosines. On a processor with AMX both together take 4.8 ms a face, where onnxruntime takes 3.4 for
    EdgeFace and 10.5 for MobileFaceNet. MobileFaceNet runs in bfloat16 there (cosine to float32 0.9995); EdgeFace would
    lose by it (0.993), so it does not.
    """

    BATCH = 16

    def __init__(self) -> None:
        import openvino

        core = openvino.Core()
        self._networks = []
        for path, precision in ((TEACHER_EMBEDDER, "f32"), (SECOND_TEACHER, "bf16")):
            model = core.read_model(str(path))
            model.reshape([self.BATCH, 3, CROP_PX, CROP_PX])
            hints = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": precision}
            hints["ENABLE_CPU_PINNING"] = False  # pinned, all processes of the bank would share the first core
            self._networks.append(core.compile_model(model, "CPU", hints))

    def __call__(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """crops : uint8 (n, 112, 112, 3) RGB. Returns float32 (n, 640), L2-normalised rows."""
        return np.concatenate([self._batch(crops[i : i + self.BATCH]) for i in range(0, len(crops), self.BATCH)])

    def _batch(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        pixels = np.zeros((self.BATCH, 3, CROP_PX, CROP_PX), np.float32)
        pixels[: len(crops)] = crops.transpose(0, 3, 1, 2)
        first, second = self._networks
        answers = [first([(pixels - 127.5) / 127.5])[0][: len(crops)], second([pixels])[0][: len(crops)]]
        return side_by_side(*(a / np.linalg.norm(a, axis=1, keepdims=True) for a in answers))


def side_by_side(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return both teachers' L2-normalised answers, (n, 512) and (n, 128), as one whose cosine is the mean of theirs."""
    return np.concatenate([first, second], axis=1) * np.float32(np.sqrt(0.5))


def centre(stored: NDArray[np.uint8], side: int = CROP_PX) -> NDArray[np.uint8]:
    """Cut the same margin off on all sides: (..., 128, 128, 3) to (..., side, side, 3)."""
    margin = (stored.shape[-2] - side) // 2
    return stored[..., margin : margin + side, margin : margin + side, :]


def _batches(crops: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    for start in range(0, len(crops), BATCH):
        yield crops[start : start + BATCH]
