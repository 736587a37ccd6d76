"""Five landmarks to an upright face crop: the least-squares similarity transform in closed form.

Umeyama (1991) for two dimensions needs no singular value decomposition: with centred points as complex numbers the best
rotation and scale is one division. Agrees with insightface's ``face_align.norm_crop`` (scikit-image's estimate) and
``cv2.FaceRecognizerSF.alignCrop`` to rounding, and takes 9 microseconds instead of 105 (packaging/bench/LIMITS.md).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]

# Where ArcFace-type embedders expect the five landmarks in a 112 x 112 crop: insightface's face_align.py (arcface_dst),
# the same points as in cv2.FaceRecognizerSF.
TEMPLATE_112: Floats = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]], np.float32
)
CROP_PX = 112


def template(side_px: int) -> Floats:
    """float32 (5, 2): landmark places in a crop of this side; as insightface, 128-based crops sit 8 px to the right."""
    if side_px % 112 == 0:
        return TEMPLATE_112 * np.float32(side_px / 112)
    ratio = np.float32(side_px / 128)
    return TEMPLATE_112 * ratio + np.array([8.0 * ratio, 0.0], np.float32)


def similarity_transform(points: Floats, target: Floats) -> NDArray[np.float64]:
    """float64 (2, 3): the rotation, scale and shift that bring points (n, 2) nearest to target (n, 2).

    Points that all coincide have no rotation or scale: they are shifted only.
    """
    p = np.asarray(points, np.float64) @ (1, 1j)
    q = np.asarray(target, np.float64) @ (1, 1j)
    p_mean, q_mean = p.mean(), q.mean()
    p, q = p - p_mean, q - q_mean
    spread = float(np.vdot(p, p).real)
    turn = np.vdot(p, q) / spread if spread > 1e-12 else 1.0 + 0j
    shift = q_mean - turn * p_mean
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])


def aligned_crop(pixels: Pixels, landmarks_px: Floats, side_px: int = CROP_PX) -> Pixels:
    """Cut one face upright: uint8 (side_px, side_px, 3), black where it reaches beyond the picture.

    pixels : uint8 (h, w, 3)
    landmarks_px : float32 (5, 2) in pixels of that picture
    """
    import cv2

    matrix = similarity_transform(landmarks_px, template(side_px))
    crop: Pixels = cv2.warpAffine(pixels, matrix, (side_px, side_px), borderValue=0)
    return crop
