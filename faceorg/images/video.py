"""A video file -> its length, frames from all over it, and its strip [Note: Film strips]; read by PyAV (FFmpeg).

Only worker processes come here: a video is a stranger's file as any photo, and FFmpeg has more doors than any decoder.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray

from faceorg import film
from faceorg.errors import PhotoProblem
from faceorg.formats import can_read_videos
from faceorg.images.orient import turn_clockwise
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import in_its_words

Pixels = NDArray[np.uint8]
T = TypeVar("T")

# A week: no camera runs longer, and a damaged header says what it likes.
MOST_VIDEO_MS = 7 * 24 * 3_600_000
# What cameras and phones write. FFmpeg would also read lists of other files and addresses, and follow them.
ALLOWED = {
    "format_whitelist": "mov,mp4,matroska,webm,avi,mpeg,mpegts,mpegvideo,asf,flv,ogg,mxf",
    "protocol_whitelist": "none",
}
# Long side of a frame, pixels: what the finer pass of the detector needs.
FRAME_PX = 1280
# Frames that are taken from a video at most, and milliseconds between them at least.
MOST_SAMPLES, LEAST_STEP_MS = 60, 500
# Frames of one scene that are looked at, and how much darker or lighter the average pixel of a tiny picture of two
# frames is where a scene ends, and where nothing has changed (of 255).
FRAMES_A_SCENE, OTHER_SCENE, NOTHING_NEW = 6, 10.0, 1.5
_TINY_PX = 16
# Patience with a video, in seconds: what was taken by then is what is looked at.
PATIENCE_S = 40.0
# Frames that are decoded to come from the nearest whole frame to a moment.
MOST_ON_THE_WAY = 1_000
# How long before a moment it is looked for, in turns, until a frame before it is found.
BACK_MS = (0, 2_000, 10_000, MOST_VIDEO_MS)
MOST_REASON_CHARS = 120


@dataclass(frozen=True)
class Sample:
    """A frame of a video: its moment, and its pixels, uint8 (h, w, 3) RGB, upright, long side FRAME_PX at most."""

    moment_ms: int
    pixels: Pixels


class VideoFile:
    """An open video. Every method raises PhotoProblem where FFmpeg gives up.

    duration_ms : 1 where nothing says it; taken_at : local time without zone, None where nothing says it
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        if not can_read_videos():
            raise PhotoProblem(ProblemCode.VIDEO_NEEDS_PYAV, file=name)
        self._name = name
        self._container = self._told(lambda: _opened(file))
        if not self._container.streams.video:
            raise PhotoProblem(ProblemCode.VIDEO_WITHOUT_PICTURES, file=name)
        self._stream = self._container.streams.video[0]
        self._stream.thread_type = "NONE"
        self._start_ms = (self._container.start_time or 0) / 1000
        self.duration_ms = min(max(1, round((self._container.duration or 0) / 1000)), MOST_VIDEO_MS)
        self.taken_at = _taken_at(self._container.metadata)

    def samples(self) -> list[Sample]:
        """Return frames from all over the video, a few of each scene, in their order; at least one.

        Whole frames (key frames) are taken where there are enough of them: all others must be computed one by one.

        Raises PhotoProblem where nothing in it is a picture.
        """
        started = time.monotonic()
        step_ms = max(LEAST_STEP_MS, self.duration_ms / MOST_SAMPLES)
        wanted = [step_ms * (place + 0.5) for place in range(int(self.duration_ms / step_ms))]
        found = self._told(lambda: list(self._whole_frames(wanted, started)))
        if len(found) < len(wanted) / 3 or not found:
            found = self._told(lambda: list(self._one_by_one(step_ms, started))) or found
        if not found:
            raise PhotoProblem(ProblemCode.VIDEO_WITHOUT_PICTURES, file=self._name)
        return worth_a_look(found)

    def frame_at(self, moment_ms: int) -> Pixels:
        """Return the frame at a moment; the last one before it where there is none."""
        return self._told(lambda: self._frame_at(moment_ms))

    def strip(self, moments_ms: Sequence[int]) -> Pixels:
        """Return the picture that stands for the video [Note: Film strips].

        moments_ms : of its frames; none: one from its beginning
        """
        return side_by_side([self.frame_at(moment) for moment in moments_ms or (self.duration_ms // 10,)])

    # ------------------------------------------------------------ with FFmpeg
    def _whole_frames(self, wanted: Sequence[float], started: float) -> Iterator[Sample]:
        self._stream.codec_context.skip_frame = "NONKEY"
        last = -1
        for moment in wanted:
            if time.monotonic() - started > PATIENCE_S:
                return
            self._seek(moment)
            frame = next(self._container.decode(self._stream), None)
            if frame is not None and frame.time is not None and (at := self._moment(frame)) > last:
                last = at
                yield Sample(at, _upright(frame))

    def _one_by_one(self, step_ms: float, started: float) -> Iterator[Sample]:
        self._stream.codec_context.skip_frame = "DEFAULT"
        self._seek(0)
        due, taken = 0.0, 0
        for frame in self._container.decode(self._stream):
            if taken >= MOST_SAMPLES or time.monotonic() - started > PATIENCE_S:
                return
            if frame.time is not None and (at := self._moment(frame)) >= due:
                due, taken = at + step_ms, taken + 1
                yield Sample(at, _upright(frame))

    def _frame_at(self, moment_ms: int) -> Pixels:
        self._stream.codec_context.skip_frame = "DEFAULT"
        for back_ms in BACK_MS:
            self._seek(max(0, moment_ms - back_ms))
            before = None
            for number, frame in enumerate(self._container.decode(self._stream)):
                at = self._moment(frame) if frame.time is not None else 0
                if before is None and not frame.key_frame and at <= moment_ms:
                    continue  # it stands on frames that were not decoded
                if before is None and at > moment_ms and back_ms != BACK_MS[-1]:
                    break  # some containers have no list of their frames, and lead too far
                if at >= moment_ms or number >= MOST_ON_THE_WAY:
                    return _upright(frame)
                before = frame
            if before is not None:
                return _upright(before)
        raise PhotoProblem(ProblemCode.VIDEO_WITHOUT_PICTURES, file=self._name)

    def _seek(self, moment_ms: float) -> None:
        self._container.seek(round((moment_ms + self._start_ms) * 1000), backward=True)

    def _moment(self, frame: Any) -> int:
        return max(0, round(float(frame.time) * 1000 - self._start_ms))

    def _told(self, work: Callable[[], T]) -> T:
        """Run something of FFmpeg's, whose errors are as many as its formats, and tell them in one sentence."""
        import av

        try:
            return work()
        except (av.FFmpegError, OSError, ValueError, ArithmeticError, RuntimeError) as error:
            why = " ".join(str(error).split())[:MOST_REASON_CHARS].rstrip(".") or type(error).__name__
            raise PhotoProblem(ProblemCode.VIDEO_CANNOT_BE_READ, file=self._name, why=in_its_words(why)) from error


def worth_a_look(samples: Sequence[Sample]) -> list[Sample]:
    """Return a few frames of each scene, evenly spread over it, and none that shows nothing new."""
    scenes: list[list[Sample]] = []
    before = None
    for sample in samples:
        tiny = _tiny(sample.pixels)
        change = float(np.abs(tiny - before).mean()) if before is not None else 255.0
        if change < NOTHING_NEW:
            continue
        if change >= OTHER_SCENE:
            scenes.append([])
        scenes[-1].append(sample)
        before = tiny
    return [scene[place] for scene in scenes for place in _spread(len(scene))]


def _spread(count: int) -> list[int]:
    if count <= FRAMES_A_SCENE:
        return list(range(count))
    return [round(place * (count - 1) / (FRAMES_A_SCENE - 1)) for place in range(FRAMES_A_SCENE)]


def _tiny(pixels: Pixels) -> NDArray[np.float32]:
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    tiny: NDArray[np.float32] = cv2.resize(grey, (_TINY_PX, _TINY_PX), interpolation=cv2.INTER_AREA).astype(np.float32)
    return tiny


def side_by_side(frames: Sequence[Pixels]) -> Pixels:
    """Lay frames side by side as `film.cell` says; all get the size of the first."""
    import cv2

    high, wide = frames[0].shape[:2]
    across, down = film.columns(len(frames)), film.rows(len(frames))
    strip = np.zeros((down * high, across * wide, 3), np.uint8)
    for place, frame in enumerate(frames):
        if frame.shape[:2] != (high, wide):
            frame = cv2.resize(frame, (wide, high), interpolation=cv2.INTER_AREA)
        top, left = place // across * high, place % across * wide
        strip[top : top + high, left : left + wide] = frame
    return strip


def _opened(file: BinaryIO) -> Any:
    import av

    av.logging.set_level(None)
    return av.open(file, container_options=ALLOWED, metadata_errors="replace")


def _upright(frame: Any) -> Pixels:
    scale = min(1.0, FRAME_PX / max(frame.width, frame.height))
    size = {"width": max(2, round(frame.width * scale)), "height": max(2, round(frame.height * scale))}
    pixels: Pixels = frame.reformat(format="rgb24", **size).to_ndarray()
    # FFmpeg tells by how many degrees it is to be turned the other way round.
    return turn_clockwise(pixels, round(-frame.rotation / 90) % 4)


def _taken_at(metadata: dict[str, str]) -> datetime | None:
    """When it was taken: cameras write a moment of the world (UTC); Apple's also its local time, with its zone."""
    local = metadata.get("com.apple.quicktime.creationdate")
    with suppress(ValueError, OverflowError, OSError):
        if local is not None:
            return datetime.fromisoformat(local).replace(tzinfo=None)
        if (said := metadata.get("creation_time")) is not None:
            found = datetime.fromisoformat(said)
            return found.astimezone().replace(tzinfo=None) if found.tzinfo else found
    return None
