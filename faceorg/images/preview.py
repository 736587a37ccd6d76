"""Upright pixels -> the small JPEG of a whole photo that a grid of photos shows.

Pillow scales it, not cv2: this runs inside the window's process, which never loads cv2 (148 ms, 60 MB).
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from faceorg.files.sealed_jpeg import sealed

# Short side of a stored preview: a tile of 160 px on a screen with up to 1.6 pixels a point; 10-20 kB each.
PREVIEW_PX = 256
# A panorama keeps at most this many times its short side: the rest is cut off on both ends, as the grid would.
LONGEST_SHAPE = 3.0
JPEG_QUALITY = 80


def photo_preview(pixels: NDArray[np.uint8]) -> bytes:
    """Scale a photo down so that its short side is PREVIEW_PX (never enlarged) and encode it.

    pixels : uint8 (h, w, 3) RGB, upright
    """
    from PIL import Image

    high, wide = pixels.shape[:2]
    longest = int(min(high, wide) * LONGEST_SHAPE)
    top, left = max(0, high - longest) // 2, max(0, wide - longest) // 2
    picture = Image.fromarray(np.ascontiguousarray(pixels[top : top + longest, left : left + longest]))
    scale = PREVIEW_PX / min(picture.size)
    if scale < 1:
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        # reducing_gap: a box filter first, exact enough for a preview and several times faster.
        picture = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY)
    return sealed(out.getvalue())
