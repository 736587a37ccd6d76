"""A network's outside to what it does: detector with landmarks, embedder, or nothing that faceorg has a use for."""

from __future__ import annotations

from faceorg.vision.packs.onnx_header import OnnxHeader

DETECTION, RECOGNITION = "detection", "recognition"
# SCRFD with five landmarks at three strides (two anchors) or five strides (one anchor): insightface's scrfd.py.
SCRFD_OUTPUTS = (9, 15)
YUNET_OUTPUTS = {f"{kind}_{stride}" for kind in ("cls", "obj", "bbox", "kps") for stride in (8, 16, 32)}
# Landmark networks of InsightFace are square too, and are known by this side only.
LANDMARK_SIDE_PX = 192


def role_of(header: OnnxHeader) -> str | None:
    """What a network does, by insightface's own routing (``model_zoo.ModelRouter``) plus YuNet's output names.

    None for everything faceorg has no use for: landmarks (192 x 192), age and gender (96 x 96), face swapping (two
    inputs), detectors without landmarks, and networks that have nothing to do with faces.
    """
    if is_yunet(header):
        return DETECTION
    shape = header.inputs[0].shape
    if len(header.inputs) != 1 or len(shape) != 4 or shape[1] not in (3, None):
        return None
    if len(header.outputs) in SCRFD_OUTPUTS:
        return DETECTION
    side = shape[2]
    square = isinstance(side, int) and side == shape[3] and side >= 112 and side % 16 == 0
    one_vector = len(header.outputs) == 1 and len(header.outputs[0].shape) in (0, 2)
    return RECOGNITION if square and one_vector and side != LANDMARK_SIDE_PX else None


def is_yunet(header: OnnxHeader) -> bool:
    """Whether these are the outputs of OpenCV's YuNet."""
    return {tensor.name for tensor in header.outputs} == YUNET_OUTPUTS
