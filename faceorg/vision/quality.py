"""A detection and its aligned crop to a Quality: size, sharpness and pose, and the one number made of them.

[Note: What quality means] The value estimates which share of its similarity to a good photo of the same person a face
keeps: 1 for a sharp, large, frontal face, 0.5 where half is lost. Each factor is a curve fitted to LFW pairs of which
one photo was degraded (packaging/bench/quality.py; mean of edgeface_xs and mobilefacenet_y1):

    face of 64, 48, 32, 24, 16, 12, 8 pixels keeps 0.99, 0.98, 0.91, 0.76, 0.51, 0.33, 0.16
    blur of 1, 1.5, 2, 3, 4, 6 pixels in the crop keeps 0.98, 0.92, 0.82, 0.56, 0.37, 0.18
    shaking over 5, 9, 13, 18 pixels in the crop keeps 0.91, 0.67, 0.43, 0.25

Size and sharpness both measure resolution, so the worse counts, not the product. What this cannot see (a hidden mouth,
a dark corner) the embedding tells where its embedder was measured: see `clarity`.
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
# Detail is the ratio of fine to coarse structure along one direction, 1 for the median sharp portrait; that of the
# poorest of four directions counts, for a shaken photo is sharp across the movement. Of twenty measures tried on faces
# blurred, shaken, shrunk and noisy this one follows the loss of similarity best: Spearman 0.88; the same ratio without
# directions 0.66, variance of the Laplacian 0.60. It does not change with contrast, and hardly with noise.
FINE_SIGMA, MIDDLE_SIGMA, COARSE_SIGMA = 1.5, 3.0, 6.0  # pixels of a 112 crop, along the direction
NOISE_SIGMA = 1.0  # smoothing first, so that grain is not taken for detail
# The ratio of the median sharp portrait: down, across, and along both diagonals.
SHARP_RATIOS = (0.342, 0.396, 0.345, 0.345)
# Detail of the poorest direction, and the share of similarity that is kept; between these points, linear.
DETAIL = (0.0, 0.14, 0.25, 0.33, 0.40, 0.45, 0.52, 0.64, 0.77, 0.92)
KEPT = (0.0, 0.18, 0.33, 0.43, 0.57, 0.69, 0.79, 0.91, 0.98, 1.0)
# Grey levels squared: below this variance a crop holds no detail at all, only sensor noise.
FLAT_VARIANCE = 4.0
# The face itself in a 112 crop, without hair, background and the black beyond a photo's edge: rows and columns.
FACE = (slice(20, 108), slice(14, 98))
TURNED_FACE = (slice(24, 104), slice(20, 92))  # the same after turning the crop by 45 degrees
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
    """0-1: the share of similarity that a face this blurred or shaken keeps; crop as for measure_quality."""
    import cv2

    if crop.shape[0] != CROP_PX:
        crop = cv2.resize(crop, (CROP_PX, CROP_PX), interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.float32), (0, 0), NOISE_SIGMA)
    quarter_turn = cv2.getRotationMatrix2D((CROP_PX / 2, CROP_PX / 2), 45, 1)
    turned = cv2.warpAffine(grey, quarter_turn, (CROP_PX, CROP_PX), borderMode=cv2.BORDER_REPLICATE)
    ratios = [_detail(one, down, face) for one, face in ((grey, FACE), (turned, TURNED_FACE)) for down in (True, False)]
    return float(np.interp(min(np.divide(ratios, SHARP_RATIOS)), DETAIL, KEPT))


def _detail(grey: Floats, down: bool, face: tuple[slice, slice]) -> float:
    """The ratio of fine to coarse structure of a picture's part along its columns (down) or rows."""
    rows, columns = face
    fine, coarse = (_bands()[:, rows] @ grey[:, columns]) if down else (grey[rows] @ _bands()[:, columns].mT)
    return float(fine.var() / (coarse.var() + FLAT_VARIANCE))


@cache
def _bands() -> Floats:
    """float32 (2, CROP_PX, CROP_PX): times the columns of a crop, their fine structure, and their coarse one.

    Each is the difference of two Gaussian filters. As matrices they take a third of the time, and only for the face.
    """
    import cv2

    def smoothing(sigma: float) -> Floats:
        along = cv2.getGaussianKernel(round(sigma * 6) | 1, sigma)
        smooth: Floats = cv2.sepFilter2D(np.eye(CROP_PX, dtype=np.float32), -1, np.ones((1, 1)), along)
        return smooth

    fine, middle, coarse = (smoothing(sigma) for sigma in (FINE_SIGMA, MIDDLE_SIGMA, COARSE_SIGMA))
    return np.stack([fine - middle, middle - coarse])


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
