"""Portraits -> the same, spoilt in all degrees: what `fit_pack.py` learns from what bad pictures do to an embedder.

A spoilt copy has a face of 18 to 110 pixels with up to three of make_hard.py's harms, as JPEG; chips get a border.
"""

from __future__ import annotations

import cv2
import numpy as np
from make_hard import harmed

FACE_PX = (18, 110)
JPEG_QUALITY = (30, 96)
CHIP_BORDER_PX = 60
COPIES_OF_PEOPLE, COPIES_OF_CHIPS = 3, 2


def spoilt(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A smaller, harmed copy of an upright portrait, as a JPEG decoder gives it back."""
    face_px = float(np.exp(rng.uniform(*np.log(FACE_PX))))
    pixels = harmed(pixels, face_px, int(rng.integers(0, 4)), rng)
    _, coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(*JPEG_QUALITY))])
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)
