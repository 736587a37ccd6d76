"""One video -> its strip [Note: Film strips] with the best face of each of its people. Runs inside a worker process."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO, Protocol

import numpy as np

from faceorg import film
from faceorg.boxes import Box
from faceorg.domain import FaceObservation
from faceorg.images.thumbnails import face_thumbnail
from faceorg.images.video import Pixels, Sample, VideoFile, side_by_side

# Boxes that overlap more are of one face in one frame.
SAME_TRACK_IOU = 0.4
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True)
class VideoTask:
    """What a video's analysis is told. longest_s : of a longer one no more than its length is asked; None: of none

    moments_ms, content_hash : of its strip, and the content that it was made of: the same content keeps it
    """

    longest_s: float | None = None
    moments_ms: tuple[int, ...] = ()
    content_hash: str | None = None


@dataclass(frozen=True)
class VideoSeen:
    """What a video holds. width, height : of its strip; the rest as in `analysis.PhotoAnalysis`"""

    content_hash: str
    width: int
    height: int
    taken_at: datetime | None
    observations: tuple[FaceObservation, ...]
    known: tuple[FaceObservation, ...]
    duration_ms: int
    moments_ms: tuple[int, ...]


class FaceFinder(Protocol):
    """What is needed of `vision.analyzer.Analyzer`."""

    def analyze(self, pixels: Pixels) -> list[FaceObservation]: ...

    def embed_boxes(self, pixels: Pixels, boxes: Sequence[Box]) -> list[FaceObservation]: ...


@dataclass
class _Person:
    """Somebody in a video: what was seen of him, with the place of the frame."""

    seen: list[tuple[int, FaceObservation]] = field(default_factory=list)

    def likeness(self, place: int, face: FaceObservation) -> float:
        """How alike a face is to the mean of what was seen of him; nobody is twice in a frame."""
        if any(at == place for at, _face in self.seen):
            return -1.0
        assert face.embedding is not None
        mean = np.mean([other.embedding for _at, other in self.seen if other.embedding is not None], axis=0)
        return float(face.embedding @ mean / np.linalg.norm(mean))

    def best(self, kept: Sequence[Box], count: int) -> tuple[int, FaceObservation]:
        """The face that he is known by already, else the one that is seen best."""
        for place, face in self.seen:
            box = film.in_strip(face.detection.box, film.cell(place, count))
            if any(box.iou(known) >= SAME_TRACK_IOU for known in kept):
                return place, face
        return max(self.seen, key=lambda one: one[1].quality.value)


def look_through(
    finder: FaceFinder,
    file: BinaryIO,
    name: str,
    task: VideoTask,
    known_boxes: Sequence[Box],
    *,
    detect: bool,
    same_person: float,
) -> VideoSeen:
    """Look through a video that is open. same_person : likeness from which two faces in it are of one person

    Raises PhotoProblem.
    """
    content_hash = _hash(file)
    video = VideoFile(file, name)
    moments: tuple[int, ...] = task.moments_ms if task.content_hash == content_hash else ()
    found: list[FaceObservation] = []
    kept: Sequence[Box] = ()
    if moments:
        frames, kept = [video.frame_at(moment) for moment in moments], known_boxes
    elif task.longest_s is not None and video.duration_ms > task.longest_s * 1000:
        frames = [video.strip(())]
    else:
        samples = video.samples()
        samples = _of_best_faces(samples, _people(finder, [one.pixels for one in samples], same_person))
        moments, frames = tuple(one.moment_ms for one in samples), [one.pixels for one in samples]
    if moments and detect:
        people = _people(finder, frames, same_person)
        found = [_in_strip(*one.best(kept, len(frames)), frames) for one in people]
    strip = side_by_side(frames)
    known = finder.embed_boxes(strip, known_boxes) if known_boxes else []
    return VideoSeen(
        content_hash=content_hash,
        width=strip.shape[1],
        height=strip.shape[0],
        taken_at=video.taken_at,
        observations=tuple(found),
        known=tuple(replace(one, thumbnail=face_thumbnail(strip, one.detection.box)) for one in known),
        duration_ms=video.duration_ms,
        moments_ms=moments,
    )


def strip_picture(file: BinaryIO, name: str, moments_ms: Sequence[int]) -> Pixels:
    """Return the strip of a video that is open."""
    return VideoFile(file, name).strip(moments_ms)


def _hash(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := file.read(_BLOCK_BYTES):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def _people(finder: FaceFinder, frames: Sequence[Pixels], same_person: float) -> list[_Person]:
    """Look at frames; each face goes to whom it is most alike to, or is somebody new."""
    people: list[_Person] = []
    for place, pixels in enumerate(frames):
        for face in finder.analyze(pixels):
            likest = max(people, key=lambda one: one.likeness(place, face), default=None)
            if likest is None or likest.likeness(place, face) < same_person:
                people.append(likest := _Person())
            likest.seen.append((place, face))
    return people


def _of_best_faces(samples: Sequence[Sample], people: Sequence[_Person]) -> list[Sample]:
    """Return the frames in which people are seen best, of the most often seen ones first; one where there is nobody."""
    wanted: list[int] = []
    for person in sorted(people, key=lambda one: -len(one.seen)):
        place = person.best((), len(samples))[0]
        if place not in wanted and len(wanted) < film.MOST_FRAMES:
            wanted.append(place)
    return [samples[place] for place in sorted(wanted)] or [samples[len(samples) // 2]]


def _in_strip(place: int, face: FaceObservation, frames: Sequence[Pixels]) -> FaceObservation:
    """A face in a frame -> the same in the strip, with its thumbnail."""
    pixels, frame, box = frames[place], film.cell(place, len(frames)), face.detection.box
    corner, extent = np.array([frame.x, frame.y]), np.array([frame.width, frame.height])
    landmarks = (corner + np.asarray(face.detection.landmarks) * extent).astype(np.float32)
    size_px = float((box.width * pixels.shape[1] * box.height * pixels.shape[0]) ** 0.5)
    return replace(
        face,
        detection=replace(face.detection, box=film.in_strip(box, frame), landmarks=landmarks),
        quality=replace(face.quality, size_px=size_px),
        thumbnail=face_thumbnail(pixels, box),
    )
