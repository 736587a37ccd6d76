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


def picture_signature(pixels: NDArray[np.uint8], profile: bytes | None = None) -> bytes:
    """Return the photo as SIGNATURE_PX x SIGNATURE_PX greys, row by row.

    pixels : uint8 (h, w, 3) RGB, upright; profile : ICC, of their colours
    """
    import cv2

    while min(pixels.shape[:2]) >= 4 * SIGNATURE_PX:
        # Exactly by half, the area filter is ten times as fast as by any other ratio.
        half = pixels.shape[1] // 2, pixels.shape[0] // 2
        pixels = cv2.resize(pixels, half, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(np.ascontiguousarray(to_srgb(pixels, profile)), cv2.COLOR_RGB2GRAY)
    small: NDArray[np.uint8] = cv2.resize(grey, (SIGNATURE_PX, SIGNATURE_PX), interpolation=cv2.INTER_AREA)
    return small.tobytes()


def signature_of_jpeg(data: bytes) -> bytes | None:
    """Return the signature of a small JPEG that faceorg made of a whole photo; None where it does not read."""
    import simplejpeg

    try:
        return picture_signature(simplejpeg.decode_jpeg(data, colorspace="RGB"))
    except ValueError:
        return None
