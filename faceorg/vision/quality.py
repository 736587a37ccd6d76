"""A detection and its aligned crop to a Quality: size, sharpness and pose, and the one number made of them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from faceorg.domain import Quality

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]


def measure_quality(crop: Pixels, landmarks_px: Floats, size_px: float, score: float) -> Quality:
    """Judge one face.

    crop : its aligned crop, uint8 (side, side, 3) RGB
    landmarks_px : float32 (5, 2) in pixels of any one scale
    size_px : side of its box in pixels of the full photo
    score : detector confidence, 0-1
    """
    yaw, pitch, roll = pose(landmarks_px)
    sharp = sharpness(crop)
    value = _ramp(size_px, 12, 64) * _ramp(sharp, 0.0, 0.5) * _ramp(-abs(yaw), -90, -20) * _ramp(score, 0.3, 0.7)
    return Quality(value, size_px, sharp, yaw, pitch, roll)


def sharpness(crop: Pixels) -> float:
    """0-1 from the mean squared Laplacian of the crop's grey values."""
    import cv2

    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    energy = float(cv2.Laplacian(grey, cv2.CV_32F).var())
    return energy / (energy + 100.0)


def pose(landmarks_px: Floats) -> tuple[float, float, float]:
    """Yaw, pitch and roll in degrees from five landmarks; 0 is frontal and upright."""
    left_eye, right_eye, nose, left_mouth, right_mouth = np.asarray(landmarks_px, np.float64)
    across = right_eye - left_eye
    roll = math.degrees(math.atan2(across[1], across[0]))
    turn = np.exp(-1j * math.radians(roll))
    upright = [complex(*point) * turn for point in (left_eye, right_eye, nose, left_mouth, right_mouth)]
    eyes, mouth = (upright[0] + upright[1]) / 2, (upright[3] + upright[4]) / 2
    width = max(abs(upright[1] - upright[0]), 1e-6)
    height = max((mouth - eyes).imag, 1e-6)
    offset = (upright[2] - (eyes + mouth) / 2).real
    yaw = math.degrees(math.atan(2 * offset / width))
    pitch = math.degrees(math.atan(2 * ((upright[2] - eyes).imag / height - 0.55)))
    return yaw, pitch, roll


def _ramp(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0.0), 1.0)
