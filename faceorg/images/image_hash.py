"""A photo's bytes -> a hash of its picture alone: the same after a rating, a date or a name was written into the file.

[Note: The same picture] Programs that edit metadata write the file anew and leave the coded picture as it is. So the
parts of the file that make the picture are hashed, which costs no decoding; where a format keeps them in no place of
their own, the decoded pixels are. How the picture is turned (EXIF) is no part of it, and kept beside the hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from faceorg.formats import HEAD_BYTES, PhotoFormat, sniff_format

# JPEG: application segments and comments hold metadata; of these APP14 alone says how to read the colours.
_APP0, _APP14, _APP15, _COMMENT, _START_OF_SCAN = 0xE0, 0xEE, 0xEF, 0xFE, 0xDA
_PNG_PICTURE = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"acTL", b"fcTL", b"fdAT"))
_WEBP_PICTURE = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"))


def image_hash(data: bytes, kind: PhotoFormat, pixels: NDArray[np.uint8]) -> str:
    """Return the SHA-256 of a photo's picture, hexadecimal.

    data : the file; kind : its format; pixels : as decoded, of the formats whose coded picture cannot be told apart
    """
    digest = hashlib.sha256(kind.value.encode())
    if kind in _PARTS:
        for part in _PARTS[kind](memoryview(data)):
            digest.update(part)
    else:
        digest.update(repr(pixels.shape).encode())
        digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()


def coded_image_hash(data: bytes) -> str | None:
    """Return the `image_hash` of a photo of which no pixel has to be decoded for it; None for any other file."""
    kind = sniff_format(data[:HEAD_BYTES])
    return image_hash(data, kind, np.empty(0, np.uint8)) if kind in _PARTS else None


def may_have_coded_hash(head: bytes) -> bool:
    """Whether a file that begins so may have a `coded_image_hash`."""
    return sniff_format(head) in _PARTS


def _jpeg(data: memoryview) -> Iterator[memoryview]:
    """Tables and frame, then everything from the first scan on; what follows the picture stays in its place, too."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == _START_OF_SCAN:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if not (marker == _COMMENT or (_APP0 <= marker <= _APP15 and marker != _APP14)):
            yield data[at:end]
        at = end
    yield data[at:]


def _png(data: memoryview) -> Iterator[memoryview]:
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if bytes(data[at + 4 : at + 8]) in _PNG_PICTURE:
            yield data[at:end]
        at = end


def _webp(data: memoryview) -> Iterator[memoryview]:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if bytes(data[at : at + 4]) in _WEBP_PICTURE:
            yield data[at : at + 8 + size]
        at = end


_PARTS = {PhotoFormat.JPEG: _jpeg, PhotoFormat.PNG: _png, PhotoFormat.WEBP: _webp}
