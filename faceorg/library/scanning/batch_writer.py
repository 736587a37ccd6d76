"""What a scan's workers saw -> rows, some dozens of photos at a time, each face under the id that it had."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.boxes import Box, ShownAs, mirrored_too
from faceorg.catalog import faces, remembered, vectors
from faceorg.catalog.faces import AnalyzedPhoto
from faceorg.catalog.pictures import photo_dates, photos, turns
from faceorg.catalog.remembered import RememberedFace
from faceorg.domain import FaceId, FaceObservation, ModelPack, Photo, PhotoId, PhotoState, PictureTurn
from faceorg.edits import Changes
from faceorg.images.cloud import is_there
from faceorg.library.recognising import stacking
from faceorg.library.scanning.face_matching import Identified, KnownFace, identify_faces
from faceorg.library.scanning.file_dates import date_of_file_time
from faceorg.library.scanning.saved_anew import SavedAnew
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis
from faceorg.library.workers.pool import JobResult
from faceorg.library.workers.video_analysis import VideoTask
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.metadata.dates import date_of
from faceorg.metadata.readers import turn_beside
from faceorg.settings import longest_video_s

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Photos a transaction: a commit with fsync costs about as much as analysing one photo.
COMMIT_PHOTOS = 32
COMMIT_EVERY_S = 1.0


@dataclass
class Batch:
    """Results that wait for their commit."""

    results: list[JobResult[PhotoAnalysis]] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    @property
    def is_due(self) -> bool:
        return len(self.results) >= COMMIT_PHOTOS or time.monotonic() - self.since > COMMIT_EVERY_S


@dataclass(frozen=True)
class _InFlight:
    """A photo that a worker looks at, and the faces it was known to have when it was handed out."""

    path: Path
    known: list[RememberedFace]

    def boxes(self) -> tuple[Box, ...]:
        """The boxes to be looked at, whatever the detector says."""
        return tuple(box for one in self.known for box in _asked(one))

    def looked_at(self, seen: Sequence[FaceObservation]) -> list[Sequence[FaceObservation]]:
        """What was seen in `boxes`, for each known face."""
        parts: list[Sequence[FaceObservation]] = []
        rest = list(seen)
        for one in self.known:
            count = len(_asked(one))
            parts.append(rest[:count])
            rest = rest[count:]
        return parts


def _asked(one: RememberedFace) -> tuple[Box, ...]:
    return one.places or (() if one.gone else (one.face.box,))


class BatchWriter:
    """Makes the jobs of a scan and writes their results, matched to the faces known when each job was made.

    again : photos to be looked at once more, with what only their first result made known
    """

    def __init__(self, library: Library, pack: ModelPack) -> None:
        self._library = library
        self._catalog = library.catalog
        self._pack = pack
        self._longest_video_s = longest_video_s(library.settings.scan)
        self._in_flight: dict[PhotoId, _InFlight] = {}
        self._touched_photos: set[PhotoId] = set()
        self._turns: dict[PhotoId, PictureTurn] = {}
        self._saved_anew = SavedAnew(library, pack)
        self.again: list[tuple[PhotoId, Path]] = []

    def jobs(self, waiting: Iterable[tuple[PhotoId, Path]]) -> Iterator[AnalysisTask]:
        for photo_id, path in waiting:
            photo = _InFlight(path, remembered.remembered_faces(self._catalog, photo_id))
            self._in_flight[photo_id] = photo
            turn = self._turns.get(photo_id) or turns.turn_of(self._catalog, photo_id)
            row = photos.photo(self._catalog, photo_id)
            frame = row.frame if photo.known else None
            video = VideoTask(self._longest_video_s, row.moments_ms if photo.known else (), row.content_hash)
            yield AnalysisTask(
                photo_id, path, photo.boxes(), turn=turn, beside=turn_beside(path), frame=frame, video=video
            )

    def commit(self, batch: Batch) -> Changes:
        """Write a batch as one transaction."""
        touched: list[FaceId] = []
        self._touched_photos = {result.photo_id for result in batch.results}
        with self._catalog.atomic():
            for result in batch.results:
                photo = self._in_flight.pop(result.photo_id)
                if result.analysis is None and not os.path.exists(photo.path):
                    continue  # its disk went away meanwhile: stays PENDING, the next scan sees whether it is back
                if result.analysis is None:
                    why = result.failure or Message(ProblemCode.PHOTO_NOT_ANALYSED)
                    photos.mark_failed(self._catalog, result.photo_id, why)
                else:
                    touched += self._save(result.photo_id, photo, result.analysis)
        return Changes(photos=frozenset(self._touched_photos), faces=frozenset(touched))

    def _save(self, photo_id: PhotoId, photo: _InFlight, analysis: PhotoAnalysis) -> list[FaceId]:
        """Write one photo's analysis under the ids of the faces it is known to have [Note: Stable face ids]."""
        row = photos.photo(self._catalog, photo_id)
        if row.content_hash is None and not photo.known:
            moved = self._moved_here(row, analysis)
            if moved is not None:
                row, photo = moved, _InFlight(photo.path, remembered.remembered_faces(self._catalog, moved.id))
        if self._lies_otherwise(row.id, analysis) or self._follow_sidecar(row, photo, analysis):
            return self._look_again(row, photo.path)
        found = self._identify(row, photo, analysis)
        if row.id != photo_id and (found.gone or any(one.places for one in photo.known)):
            # What it once had was not asked for when the file was handed out as a new one: look again.
            return self._look_again(row, photo.path)
        edited_meanwhile = _seen(remembered.remembered_faces(self._catalog, row.id)) != _seen(photo.known)
        ids = faces.save_analysis(
            self._catalog, self._pack.id, _facts(row.id, photo.path, analysis), found.observed, found.gone
        )
        placed = {one.face.id: one.decided_box for one in photo.known if one.decided_box is not None}
        remembered.follow_boxes(
            self._catalog,
            [remembered.FollowedBox(face_id, placed[face_id], box) for face_id, box in found.places.items()],
        )
        if edited_meanwhile:  # the user drew or moved a face while the worker looked: look again
            vectors.forget_photo(self._catalog, row.id)
        return ids

    def _look_again(self, row: Photo, path: Path) -> list[FaceId]:
        photos.mark_changed(self._catalog, [(row.id, row.size_bytes, row.mtime_ns)])
        self.again.append((row.id, path))
        return []

    def _lies_otherwise(self, photo_id: PhotoId, analysis: PhotoAnalysis) -> bool:
        """Whether the user says otherwise how this picture lies, and the worker could not know: a new copy of it came,
        or the user did so meanwhile."""
        hashes = (analysis.image_hash, analysis.content_hash)
        quarters = turns.quarters_of(self._catalog, hashes, analysis.orientation)
        self._turns.pop(photo_id, None)
        if quarters is None:
            return analysis.beside is None  # it was looked at as the user had said, and has taken back since
        self._turns[photo_id] = PictureTurn(
            analysis.image_hash or analysis.content_hash, analysis.orientation, quarters
        )
        return analysis.beside is not None or quarters != analysis.turned

    def _follow_sidecar(self, row: Photo, photo: _InFlight, analysis: PhotoAnalysis) -> bool:
        """Whether it is the same picture as before, its sidecar has it shown otherwise, and its faces went along."""
        shown = ShownAs(analysis.turned, analysis.mirrored)
        own = mirrored_too(row.orientation) if row.mirrored != analysis.mirrored else row.orientation
        same = row.content_hash == analysis.content_hash or (
            analysis.image_hash is not None and (row.image_hash, own) == (analysis.image_hash, analysis.orientation)
        )
        if analysis.beside is None or not same or not photo.known or row.shown_as == shown:
            return False
        turns.follow_sidecar(self._catalog, row.id, row.shown_as, shown)
        return True

    def _moved_here(self, new: Photo, analysis: PhotoAnalysis) -> Photo | None:
        """Return the photo that a new file is: one with the same picture whose own file is gone. None: a new photo.

        The file was moved, and its metadata were edited on the way [Note: The same picture], or its picture was
        [Note: Saved anew]: it has the place now.
        """
        if photo_dates.said(self._catalog, [new.id]):  # the user has spoken of it meanwhile: it stays by itself
            return None
        for known in photos.photos_with_image(self._catalog, analysis.image_hash):
            if known.id != new.id and (known.state is PhotoState.MISSING or not is_there(known.path)):
                return self._take_place(known.id, new)
        before = self._saved_anew.photo_of(analysis)
        return None if before is None else self._take_place(before, new)

    def _take_place(self, photo_id: PhotoId, new: Photo) -> Photo:
        photos.take_place(self._catalog, photo_id, new)
        self._touched_photos.add(photo_id)
        return photos.photo(self._catalog, photo_id)

    def _identify(self, row: Photo, photo: _InFlight, analysis: PhotoAnalysis) -> Identified:
        """Say which known faces were seen again, now that the content of the file is known."""
        if not photo.known:
            return Identified([(None, seen) for seen in analysis.observations])
        same_image = analysis.image_hash is not None and (row.image_hash, row.orientation) == (
            analysis.image_hash,
            analysis.orientation,
        )
        # The user may have had it turned meanwhile: then places say nothing.
        same_lie = row.shown_as == ShownAs(analysis.turned, analysis.mirrored)
        same_picture = (row.content_hash == analysis.content_hash or same_image) and same_lie
        here = [one.seen_in == analysis.content_hash if one.gone else same_picture for one in photo.known]
        strange = [one.face.id for one, is_here in zip(photo.known, here, strict=True) if not is_here]
        embeddings, thumbnails = remembered.looks_of(self._catalog, self._pack.id, strange)
        known = [
            KnownFace(
                one.face,
                one.places,
                is_here,
                one.gone,
                embeddings.get(one.face.id),
                thumbnails.get(one.face.id),
                is_certain=one.is_decided or row.looked_at_turned == analysis.turned,
            )
            for one, is_here in zip(photo.known, here, strict=True)
        ]
        return identify_faces(known, photo.looked_at(analysis.known), analysis.observations, self._pack.thresholds)


def _facts(photo_id: PhotoId, path: Path, analysis: PhotoAnalysis) -> AnalyzedPhoto:
    return AnalyzedPhoto(
        photo_id,
        analysis.content_hash,
        analysis.width,
        analysis.height,
        date_of(path, analysis.dates) or date_of_file_time(analysis.mtime_ns),
        analysis.image_hash,
        analysis.orientation,
        analysis.turned,
        analysis.beside,
        analysis.lies,
        analysis.frame,
        stacking.signature_of(analysis.signature) if analysis.signature else None,
        analysis.duration_ms,
        analysis.moments_ms,
        analysis.mirrored,
        analysis.ends_early,
    )


def _seen(known: Sequence[RememberedFace]) -> list[tuple[FaceId, bool, Box]]:
    return [(one.face.id, one.face.drawn, one.face.box) for one in known if not one.gone]
