"""A detection and its aligned crop to a Quality: size, sharpness and pose, and the one number made of them.

[Note: What quality means] The value estimates which share of its similarity to a good photo of the same person a face
keeps: 1 for a sharp, large, frontal face, 0.5 where half is lost. Each factor is a curve fitted to LFW pairs of which
one photo was degraded (packaging/bench/quality.py; mean of edgeface_xs and mobilefacenet_y1):

    face of 64, 48, 32, 24, 16, 12, 8 pixels keeps 1.00, 0.97, 0.90, 0.77, 0.53, 0.33, 0.13
    blur of 1, 1.5, 2, 3, 4, 6 pixels in the crop keeps 0.98, 0.92, 0.82, 0.55, 0.37, 0.19

Size and sharpness both measure resolution, so the worse counts, not the product.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import Quality
from faceorg.vision.alignment import CROP_PX, TEMPLATE_112

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]

# Half of the similarity is lost at this face size, pixels; the steepness fits the row above within 0.03.
HALF_SIZE_PX, SIZE_STEEPNESS = 15.4, 3.0
# The same for the ratio of fine to coarse detail in the crop.
HALF_DETAIL, DETAIL_STEEPNESS = 0.183, 3.57
# Gaussian sigmas, pixels of a 112 crop, between which fine and coarse detail lie. Of twelve measures tried this one
# follows the loss of similarity under blur, shaking and shrinking best (Spearman 0.81; variance of the Laplacian 0.80,
# 0.73 once divided by contrast) and does not change with contrast.
FINE_SIGMA, MIDDLE_SIGMA, COARSE_SIGMA = 1.5, 3.0, 6.0
# Grey levels squared: below this variance a crop holds no detail at all, only sensor noise.
FLAT_VARIANCE = 4.0
# The face itself in a 112 crop, without hair, background and the black beyond a photo's edge: rows and columns.
FACE_ROWS, FACE_COLUMNS = slice(20, 108), slice(14, 98)
# LFW shows no loss to 35 degrees of yaw; beyond it pairs are too few, and the slope is an assumption (profiles are
# recognised, worse). Pitch is left out: five landmarks tell it too badly (sd 15 degrees on LFW's frontal portraits).
FRONTAL_YAW, PROFILE_YAW, PROFILE_SHARE = 35.0, 75.0, 0.3
# Detector scores on LFW: 0.80 and more keep 1.00, 0.7 keeps 0.90, 0.6 keeps 0.78. A score of 0 stands for landmarks
# that were guessed from a box.
SURE_SCORE, GUESS_SCORE, GUESS_SHARE = 0.8, 0.3, 0.4
# How far the nose tip stands out, in pixels of the 112 template: 0.41 eye distances, as in generic head models.
NOSE_DEPTH_PX = 14.5


def measure_quality(crop: Pixels, landmarks_px: Floats, size_px: float, score: float) -> Quality:
    """Judge one face.

    crop : its aligned crop, uint8 (side, side, 3) RGB
    landmarks_px : float32 (5, 2) in pixels of any one picture
    size_px : side of its box in pixels of the sharpest picture there is of it
    score : detector confidence, 0-1; 0 where the landmarks were guessed
    """
    yaw, pitch, roll = pose(landmarks_px)
    sharp = sharpness(crop)
    frontal = PROFILE_SHARE + (1 - PROFILE_SHARE) * _ramp(abs(yaw), PROFILE_YAW, FRONTAL_YAW)
    sure = GUESS_SHARE + (1 - GUESS_SHARE) * _ramp(score, GUESS_SCORE, SURE_SCORE)
    large = _kept(size_px, HALF_SIZE_PX, SIZE_STEEPNESS)
    return Quality(min(large, sharp) * frontal * sure, size_px, sharp, yaw, pitch, roll)


def sharpness(crop: Pixels) -> float:
    """0-1: the share of similarity that a face this blurred keeps, from the ratio of its fine to its coarse detail."""
    import cv2

    if crop.shape[0] != CROP_PX:
        crop = cv2.resize(crop, (CROP_PX, CROP_PX), interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.float32)[FACE_ROWS, FACE_COLUMNS]
    fine, middle, coarse = (cv2.GaussianBlur(grey, (0, 0), sigma) for sigma in (FINE_SIGMA, MIDDLE_SIGMA, COARSE_SIGMA))
    detail = float((fine - middle).var() / ((middle - coarse).var() + FLAT_VARIANCE))
    return _kept(detail, HALF_DETAIL, DETAIL_STEEPNESS)


def pose(landmarks_px: Floats) -> tuple[float, float, float]:
    """Yaw, pitch and roll in degrees from five landmarks.

    yaw is positive when the nose points to the right of the picture, pitch when it points up, roll when the head leans
    clockwise in the picture; all 0 for the mean frontal face. Scaled orthographic projection of the template with a
    nose that stands out, solved by least squares (POS: DeMenthon and Davis, 1995).
    """
    across, down = (np.asarray(landmarks_px, np.float64).T @ _pose_solver())[:, :3]
    length = max(float(np.linalg.norm(across)), float(np.linalg.norm(down)), 1e-9)
    roll = math.atan2(down[0], across[0])
    forward = complex(across[2], down[2]) / length * complex(math.cos(roll), -math.sin(roll))
    return _arcsine(forward.real), -_arcsine(forward.imag), math.degrees(roll)


@cache
def _pose_solver() -> NDArray[np.float64]:
    """float64 (5, 4): maps one coordinate of five landmarks to the head's three axes and its place in the picture."""
    head = np.column_stack([TEMPLATE_112 - TEMPLATE_112.mean(axis=0), np.zeros(5), np.ones(5)])
    head[2, 2] = NOSE_DEPTH_PX
    return np.asarray(np.linalg.pinv(head).T, np.float64)


def _kept(value: float, half: float, steepness: float) -> float:
    """A logistic curve over the logarithm: 0 at 0, one half at `half`, towards 1 above."""
    return 0.0 if value <= 0 else 1.0 / (1.0 + (half / value) ** steepness)


def _ramp(value: float, at_zero: float, at_one: float) -> float:
    return min(max((value - at_zero) / (at_one - at_zero), 0.0), 1.0)


def _arcsine(value: float) -> float:
    return math.degrees(math.asin(min(max(value, -1.0), 1.0)))
