"""Turns pictures into the answers of the teacher pack: faces of SCRFD-500M, embeddings of EdgeFace-XS.

One thread a session, so that several processes share a machine's cores fairly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import cv2
import numpy as np
from places import TEACHER_DETECTOR, TEACHER_EMBEDDER

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


def centre(stored: NDArray[np.uint8], side: int = CROP_PX) -> NDArray[np.uint8]:
    """Cut the same margin off on all sides: (..., 128, 128, 3) to (..., side, side, 3)."""
    margin = (stored.shape[-2] - side) // 2
    return stored[..., margin : margin + side, margin : margin + side, :]


def _batches(crops: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    for start in range(0, len(crops), BATCH):
        yield crops[start : start + BATCH]
