"""What every decoder hands over: pixels as stored with what turns them upright; and the limit on their number.

Problems raised by decoders are predicates ("is too large: ..."): `decode` puts the photo's name before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from faceorg.errors import PhotoProblem
from faceorg.formats import PhotoFormat
from faceorg.messages.codes import ProblemCode

# The largest sensors of phones (16320 x 12240) pass. Pillow takes 4 bytes a pixel and the array 3 more: 1.4 GB, which
# leaves room below the 2 GiB of a worker.
MAX_PIXELS = 200_000_000
# JPEG is scaled while it is decoded, so that stitched panoramas fit; a progressive one still holds 3 bytes a pixel.
MAX_JPEG_PIXELS = 400_000_000


@dataclass(frozen=True)
class Raster:
    """One picture as stored.

    pixels : uint8 (h, w, 3), RGB
    full_width, full_height : of the whole stored picture, before any turning
    orientation : EXIF orientation that is still to be undone, 1-8; 1 where the decoder turned the picture already
    date_is_original : taken_at is when it was taken, and not when it was scanned or changed
    says_orientation : whoever made it wrote how it lies; of most scans nobody did
    profile : ICC, of the colours as stored
    format : set where the content turned out to be something else than its first bytes say
    ends_early : the file ends before the picture does; what is missing is grey or coarse
    """

    pixels: NDArray[np.uint8]
    full_width: int
    full_height: int
    orientation: int = 1
    taken_at: datetime | None = None
    format: PhotoFormat | None = None
    date_is_original: bool = False
    profile: bytes | None = None
    says_orientation: bool = False
    ends_early: bool = False


def check_size(width: int, height: int, limit: int = MAX_PIXELS) -> None:
    """Raise PhotoProblem for a picture without pixels or with more than `limit` of them."""
    if width <= 0 or height <= 0:
        raise PhotoProblem(ProblemCode.PICTURE_WITHOUT_PIXELS)
    if width * height > limit:
        raise PhotoProblem(ProblemCode.PICTURE_TOO_LARGE, width=width, height=height, most=limit // 1_000_000)
