"""A small JPEG that carries a checksum of itself: whoever keeps it can tell in microseconds whether it is still whole.

SQLite notices a page that makes no sense, and not a byte that was flipped inside a picture. The checksum is a comment
of the JPEG (ITU-T T.81, B.2.4.5), which every decoder leaves alone.
"""

from __future__ import annotations

import zlib

_START, _END = b"\xff\xd8", b"\xff\xd9"
_TAG = b"faceorg crc32 "
_DIGITS = 8
# Marker, length (of itself and what follows), text.
_HEAD = b"\xff\xfe" + (2 + len(_TAG) + _DIGITS).to_bytes(2, "big") + _TAG
_SEAL_END = len(_START) + len(_HEAD) + _DIGITS


def sealed(jpeg: bytes) -> bytes:
    """Return a JPEG with its checksum in it; what does not begin as one is returned as it is."""
    if not jpeg.startswith(_START):
        return jpeg
    return _START + _HEAD + b"%08x" % zlib.crc32(jpeg) + jpeg[len(_START) :]


def is_whole(jpeg: bytes) -> bool:
    """Whether a picture is as it was sealed; of one without a seal, whether it ends if it begins as a JPEG."""
    if jpeg[len(_START) :].startswith(_HEAD):
        said = jpeg[_SEAL_END - _DIGITS : _SEAL_END]
        return said == b"%08x" % zlib.crc32(jpeg[: len(_START)] + jpeg[_SEAL_END:])
    return not jpeg.startswith(_START) or jpeg.endswith(_END)
