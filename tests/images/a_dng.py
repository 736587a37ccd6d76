"""Write a small DNG as a camera would: a JPEG preview in the first directory, sensor data in a sub-directory."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

import numpy as np
from PIL import Image

SHORT, LONG, RATIONAL, BYTE, ASCII, SRATIONAL = 3, 4, 5, 1, 2, 10
_PACK = {SHORT: "H", LONG: "I", BYTE: "B"}


def a_dng(preview: Image.Image, *, orientation: int = 1, sensor: tuple[int, int] = (64, 48)) -> bytes:
    """A DNG with this preview; sensor is (width, height) of its grey sensor data."""
    buffer = io.BytesIO()
    preview.save(buffer, "JPEG", quality=95)
    jpeg = buffer.getvalue()
    width, height = sensor
    bayer = np.full((height, width), 20000, "<u2").tobytes()
    preview_at = 4096
    sensor_at = preview_at + len(jpeg) + len(jpeg) % 2
    identity = [part for row in np.eye(3, dtype=int) for one in row for part in (int(one), 1)]
    sub = _directory(
        2048,
        [
            (254, LONG, [0]),
            (256, LONG, [width]),
            (257, LONG, [height]),
            (258, SHORT, [16]),
            (259, SHORT, [1]),
            (262, SHORT, [32803]),
            (273, LONG, [sensor_at]),
            (277, SHORT, [1]),
            (278, LONG, [height]),
            (279, LONG, [len(bayer)]),
            (33421, SHORT, [2, 2]),
            (33422, BYTE, [0, 1, 1, 2]),
        ],
    )
    main = _directory(
        8,
        [
            (254, LONG, [1]),
            (256, LONG, [preview.width]),
            (257, LONG, [preview.height]),
            (258, SHORT, [8, 8, 8]),
            (259, SHORT, [7]),
            (262, SHORT, [6]),
            (271, ASCII, b"Faceorg\0"),
            (272, ASCII, b"Test\0"),
            (273, LONG, [preview_at]),
            (274, SHORT, [orientation]),
            (277, SHORT, [3]),
            (278, LONG, [preview.height]),
            (279, LONG, [len(jpeg)]),
            (306, ASCII, b"2015:06:07 08:09:10\0"),
            (330, LONG, [2048]),
            (50706, BYTE, [1, 4, 0, 0]),
            (50708, ASCII, b"Faceorg Test\0"),
            (50721, SRATIONAL, identity),
        ],
    )
    file = bytearray(sensor_at + len(bayer))
    file[:8] = b"II*\0" + struct.pack("<I", 8)
    file[8 : 8 + len(main)] = main
    file[2048 : 2048 + len(sub)] = sub
    file[preview_at : preview_at + len(jpeg)] = jpeg
    file[sensor_at:] = bayer
    return bytes(file)


def _directory(at: int, entries: Sequence[tuple[int, int, Sequence[int] | bytes]]) -> bytes:
    """One TIFF directory with the values that do not fit into it right behind."""
    table, values = b"", b""
    values_at = at + 2 + 12 * len(entries) + 4
    for tag, kind, content in entries:
        data, count = _encoded(kind, content)
        if len(data) > 4:
            place = struct.pack("<I", values_at + len(values))
            values += data + b"\0" * (len(data) % 2)
        else:
            place = data.ljust(4, b"\0")
        table += struct.pack("<HHI", tag, kind, count) + place
    return struct.pack("<H", len(entries)) + table + struct.pack("<I", 0) + values


def _encoded(kind: int, content: Sequence[int] | bytes) -> tuple[bytes, int]:
    if isinstance(content, bytes):
        return content, len(content)
    if kind in (RATIONAL, SRATIONAL):
        return struct.pack(f"<{len(content)}i", *content), len(content) // 2
    return struct.pack(f"<{len(content)}{_PACK[kind]}", *content), len(content)
