"""Pixels with the ICC profile they were stored with -> sRGB, as screens show them: for what is looked at, not analysed.

Display P3 of telephones and Adobe RGB of cameras look pale where their profile is not heeded.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.ImageCms import ImageCmsTransform

# Profiles of cameras have some hundred bytes, of printers up to a megabyte; beyond it is no profile.
MOST_PROFILE_BYTES = 4 << 20


def to_srgb(pixels: NDArray[np.uint8], profile: bytes | None) -> NDArray[np.uint8]:
    """Return pixels, uint8 (h, w, 3), in sRGB; as they are without a profile, or with one that cannot be used."""
    transform = _transform(profile) if profile and len(profile) <= MOST_PROFILE_BYTES else None
    if transform is None:
        return pixels
    from PIL import Image, ImageCms

    shown = ImageCms.applyTransform(Image.fromarray(np.ascontiguousarray(pixels)), transform)
    return pixels if shown is None else np.asarray(shown)


@lru_cache(maxsize=8)
def _transform(profile: bytes) -> ImageCmsTransform | None:
    from PIL import ImageCms

    try:
        stored = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if stored.profile.xcolor_space.strip() != "RGB" or "srgb" in ImageCms.getProfileDescription(stored).casefold():
            return None
        return ImageCms.buildTransform(stored, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    except Exception:  # PyCMSError, OSError, ValueError...: a profile that is none changes nothing
        return None
