"""The analysis of a photo <-> a frame: how what a scan learns travels from a worker, and what is believed of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from faceorg.boxes import Box
from faceorg.dates import Dated, DateSource, Span
from faceorg.domain import Detection, FaceObservation, Quality
from faceorg.film import MOST_FRAMES as MOST_FRAMES_OF_STRIP
from faceorg.formats import PhotoFormat
from faceorg.images.signature import SIGNATURE_BYTES
from faceorg.images.video import MOST_VIDEO_MS
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis
from faceorg.library.workers.answers import Fields
from faceorg.library.workers.frames import AnswerFrame, BadAnswer
from faceorg.metadata.dates import DatesInside

# A stadium seen from the other stand has some thousands of faces; each takes about 10 kB.
MOST_FACES = 5_000
MOST_BYTES = 128 << 20
# A face crop has some 10 kB.
MOST_THUMBNAIL_BYTES = 1 << 20
# A moving picture of an hour has some 100,000 frames.
MOST_FRAMES = 10_000_000
# No photo is wider; a panorama of a gigapixel has some 100,000.
MOST_SIDE_PX = 1_000_000
# Landmarks are fractions of the photo and may lie beyond its edge, on a tiny one far beyond.
FARTHEST = 100.0
# What rounding may add to a score of 1, to a corner at the edge, to the length of a vector.
ROUNDING, LENGTH_ROUNDING = 1e-4, 1e-2
INT64 = 1 << 63
# What is said of each face in numbers, and the range of each: five landmarks, the score, the fields of its Quality
# (value, size, sharpness, yaw, pitch, roll), the length of its thumbnail.
LEAST = np.array([-FARTHEST] * 10 + [0, 0, 0, 0, -91, -91, -181, 0], np.float64)
MOST = np.array(
    [FARTHEST] * 10 + [1 + ROUNDING, 1 + ROUNDING, MOST_SIDE_PX, 1 + ROUNDING, 91, 91, 181, MOST_THUMBNAIL_BYTES],
    np.float64,
)
HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True)
class PhotoAnalyses:
    """The `AnswerForm` of a scan. dim : numbers of an embedding of the pack."""

    dim: int

    @property
    def most_bytes(self) -> int:
        return MOST_BYTES

    def put(self, analysis: PhotoAnalysis, /) -> tuple[Fields, Sequence[bytes]]:
        seen = (*analysis.observations, *analysis.known)
        if len(seen) > MOST_FACES:
            raise ValueError(f"{len(seen)} faces in one photo")
        fields: Fields = {
            "content_hash": analysis.content_hash,
            "size_bytes": analysis.size_bytes,
            "mtime_ns": analysis.mtime_ns,
            "width": analysis.width,
            "height": analysis.height,
            **_date_fields("taken", analysis.dates.taken),
            **_date_fields("later", analysis.dates.later),
            "format": analysis.format,
            "detected": len(analysis.observations),
            "known": len(analysis.known),
            "image_hash": analysis.image_hash,
            "orientation": analysis.orientation,
            "turned": analysis.turned,
            "mirrored": int(analysis.mirrored),
            "beside": analysis.beside,
            "frame": analysis.frame,
            "lies": analysis.lies,
            "signature": len(analysis.signature or b""),
            "duration_ms": analysis.duration_ms,
            "moments": len(analysis.moments_ms),
            "ends_early": int(analysis.ends_early),
        }
        return fields, [
            _bytes_of([_corners(one.detection.box) for one in analysis.observations], np.float64),
            _bytes_of([_said_of(one) for one in seen], np.float64),
            _bytes_of([one.embedding for one in seen], np.float32),
            *(one.thumbnail or b"" for one in seen),
            analysis.signature or b"",
            np.array(analysis.moments_ms, np.int64).tobytes(),
        ]

    def take(self, frame: AnswerFrame, task: AnalysisTask, /) -> PhotoAnalysis:
        dates = DatesInside(_dated(frame, "taken"), _dated(frame, "later"))
        picture = frame.text_or_none("image_hash", 64)
        content_hash, kind = _hash(frame.text("content_hash", 64)), _format(frame.text("format", 20))
        size_bytes = frame.whole("size_bytes", 0, INT64 - 1)
        mtime_ns = frame.whole("mtime_ns", -INT64, INT64 - 1)
        width, height = frame.whole("width", 1, MOST_SIDE_PX), frame.whole("height", 1, MOST_SIDE_PX)
        detected = frame.whole("detected", 0, MOST_FACES if task.detect else 0)
        known = frame.whole("known", len(task.known_boxes), len(task.known_boxes))
        seen = self._faces(frame, task, detected, detected + known)
        signature = frame.piece(SIGNATURE_BYTES if frame.whole("signature", 0, SIGNATURE_BYTES) else 0)
        moments = frame.numbers(np.int64, frame.whole("moments", 0, MOST_FRAMES_OF_STRIP), least=0, most=MOST_VIDEO_MS)
        return PhotoAnalysis(
            content_hash=content_hash,
            size_bytes=size_bytes,
            mtime_ns=mtime_ns,
            width=width,
            height=height,
            dates=dates,
            format=kind,
            observations=tuple(seen[:detected]),
            known=tuple(seen[detected:]),
            image_hash=None if picture is None else _hash(picture),
            orientation=frame.whole("orientation", 1, 8),
            turned=frame.whole("turned", 0, 3),
            mirrored=bool(frame.whole("mirrored", 0, 1)),
            beside=frame.whole_or_none("beside", 0, 3),
            frame=frame.whole("frame", 0, MOST_FRAMES),
            lies=frame.whole_or_none("lies", 0, 3),
            signature=signature or None,
            duration_ms=frame.whole("duration_ms", 0, MOST_VIDEO_MS),
            moments_ms=tuple(moments.tolist()),
            ends_early=bool(frame.whole("ends_early", 0, 1)),
        )

    def _faces(self, frame: AnswerFrame, task: AnalysisTask, detected: int, count: int) -> list[FaceObservation]:
        """Read the faces: those that were detected, then one for each known box, which stays as it was given."""
        if not count:
            return []
        boxes = frame.numbers(np.float64, detected, 4, least=0, most=1)
        if not bool(np.all(boxes[:, :2] + boxes[:, 2:] <= 1 + ROUNDING)):
            raise BadAnswer("a face sticks out of its photo")
        said = frame.numbers(np.float64, count, len(LEAST), least=LEAST, most=MOST)
        embeddings = frame.numbers(np.float32, count, self.dim, least=-1.1, most=1.1)
        if not bool(np.all(np.abs(np.linalg.norm(embeddings, axis=1) - 1) <= LENGTH_ROUNDING)):
            raise BadAnswer("an embedding that is no unit vector")
        landmarks = said[:, :10].astype(np.float32).reshape(count, 5, 2)
        places = [*(Box(*corners) for corners in boxes.tolist()), *task.known_boxes]
        rows = zip(places, landmarks, said[:, 10:].tolist(), embeddings, strict=True)
        return [
            FaceObservation(
                Detection(place, points, score), Quality(*quality), embedding, _thumbnail(frame.piece(int(size)))
            )
            for place, points, (score, *quality, size), embedding in rows
        ]


# ---------------------------------------------------------------- on the worker's side
def _bytes_of(rows: Sequence[object], dtype: type[np.generic]) -> bytes:
    return np.asarray(rows, dtype).tobytes()


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height


def _date_fields(name: str, dated: Dated | None) -> dict[str, str | int | None]:
    if dated is None:
        return {f"{name}_at": None}
    ends = {f"{name}_at": dated.span.first.isoformat(), f"{name}_until": dated.span.last.isoformat()}
    return {**ends, f"{name}_from": dated.source.value}


def _said_of(face: FaceObservation) -> list[float]:
    quality = face.quality
    return [
        *np.asarray(face.detection.landmarks, np.float64).reshape(-1).tolist(),
        face.detection.score,
        quality.value,
        quality.size_px,
        quality.sharpness,
        quality.yaw,
        quality.pitch,
        quality.roll,
        len(face.thumbnail or b""),
    ]


# ---------------------------------------------------------------- on the parent's side
def _hash(text: str) -> str:
    if len(text) != 64 or not HEX.issuperset(text):
        raise BadAnswer("no sha256")
    return text


def _format(text: str) -> str:
    if text not in PhotoFormat.__members__.values():
        raise BadAnswer("no format of photos")
    return text


def _dated(frame: AnswerFrame, name: str) -> Dated | None:
    first = frame.text_or_none(f"{name}_at", 40)
    if first is None:
        return None
    last, source = frame.text(f"{name}_until", 40), frame.text(f"{name}_from", 20)
    if source not in DateSource.__members__.values():
        raise BadAnswer("no source of dates")
    span = Span(_local_time(first), _local_time(last))
    if span.last < span.first:
        raise BadAnswer("a time that ends before it begins")
    return Dated(span, DateSource(source))


def _local_time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadAnswer("no time") from error
    if moment.tzinfo is not None:
        raise BadAnswer("a time with a zone")
    return moment


def _thumbnail(data: bytes) -> bytes | None:
    if data and not data.startswith(b"\xff\xd8"):
        raise BadAnswer("a thumbnail that is no JPEG")
    return data or None
