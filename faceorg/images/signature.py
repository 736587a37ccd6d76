"""Upright pixels -> a tiny grey picture, by which resized, re-saved and burst pictures of one scene are recognised.

It is made while the photo is decoded anyway. What two of them must have in common is `matching.same_picture`'s to say.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faceorg.images.colours import to_srgb

# Side of the grey picture, whatever the shape of the photo: 1 KiB. Twice as fine, bursts of people who breathe differ;
# half as fine, portraits of two people before one wall do not.
SIGNATURE_PX = 32
SIGNATURE_BYTES = SIGNATURE_PX * SIGNATURE_PX
LEAST_SAMPLES = 8


def picture_signature(pixels: NDArray[np.uint8], profile: bytes | None = None) -> bytes:
    """Return the photo as SIGNATURE_PX x SIGNATURE_PX greys, row by row.

    pixels : uint8 (h, w, 3) RGB, upright; profile : ICC, of their colours
    """
    import cv2

    # Some pixels, evenly spread, stand for all of them: reading every one would cost as much as everything else here
    # ten times over, and each grey is still the mean of LEAST_SAMPLES x LEAST_SAMPLES and more.
    step = max(1, min(pixels.shape[:2]) // (LEAST_SAMPLES * SIGNATURE_PX))
    pixels = pixels[step // 2 :: step, step // 2 :: step]
    # Green is most of what the eye calls bright, and taken as it lies.
    grey = np.ascontiguousarray(to_srgb(pixels, profile)[:, :, 1])
    small: NDArray[np.uint8] = cv2.resize(grey, (SIGNATURE_PX, SIGNATURE_PX), interpolation=cv2.INTER_AREA)
    return small.tobytes()


def signature_of_jpeg(data: bytes) -> bytes | None:
    """Return the signature of a small JPEG that faceorg made of a whole photo; None where it does not read."""
    import simplejpeg

    try:
        return picture_signature(simplejpeg.decode_jpeg(data, colorspace="RGB"))
    except ValueError:
        return None
