"""Stills -> small videos, made on the spot by PyAV: a scene a still, as long as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

WIDE, HIGH, RATE = 640, 480, 5


def make_video(
    path: Path, stills: Sequence[Path | None], *, scene_s: float = 2.0, taken: str | None = None, gop: int = 5
) -> Path:
    """Write a video of the stills, one after another; None is a grey scene. gop : frames from one whole frame on"""
    import av

    with av.open(path, "w", options={"movflags": "use_metadata_tags"}) as container:
        if taken is not None:
            container.metadata["creation_time"] = taken
        stream = container.add_stream("mpeg4", rate=RATE)
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = WIDE, HIGH, "yuv420p", gop
        stream.bit_rate, stream.time_base = 4_000_000, Fraction(1, RATE)
        number = 0
        for still in stills:
            pixels = _pixels(still)
            for _ in range(round(scene_s * RATE)):
                frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
                frame.pts, frame.time_base = number, Fraction(1, RATE)
                number += 1
                container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def _pixels(still: Path | None) -> np.ndarray:
    if still is None:
        return np.full((HIGH, WIDE, 3), 128, np.uint8)
    picture = Image.open(still).convert("RGB")
    picture.thumbnail((WIDE, HIGH))
    framed = Image.new("RGB", (WIDE, HIGH), (90, 90, 90))
    framed.paste(picture, ((WIDE - picture.width) // 2, (HIGH - picture.height) // 2))
    return np.asarray(framed)
