"""Photos that show nearly the same picture -> stacks: one decision, one tile, counted once.

[Note: Stacks] Libraries hold a picture many times: resized for a mail, saved again by a program, five frames of one
moment. One photo of a stack stands for the others, and each of its faces for the same face in them. What is said of a
face is written to all of them in the same edit (`catalog.people`), so that each keeps it when the stack ends: a file
that is changed, a photo that is deleted, a user who says that it is not the same picture. So is a date. A picture that
comes later gets what was said before it came [Note: Later copies]. What nobody has said follows from the face that
stands for the others: they are in no group, no question and no evidence of their own, and are guessed to be who that
one is. Lists and counts leave them out.

A face that the user draws is drawn in every photo of the stack that is this very picture (`photos_of_one_picture`), and
corrected and removed in all of them; in a frame of a burst something else may lie in its place.

Stacks are derived: they may be dropped and are found again from signatures (`images.signature`), dates and faces.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from faceorg.catalog import vectors
from faceorg.catalog.pictures import previews, stack_finding, stacks
from faceorg.domain import FaceId, PhotoId
from faceorg.library.recognising import packs
from faceorg.library.recognising.later_copies import date_later_copies, say_in_later_copies
from faceorg.matching.same_picture import (
    ComparedFace,
    ComparedPhoto,
    PictureStack,
    alike_by_hash,
    alike_by_time,
    hashes_of,
    one_picture,
    stacks_of,
)
from faceorg.messages.codes import TaskCode
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Previews whose signatures are written in one transaction.
SIGNATURES_A_COMMIT = 64


def signature_of(greys: bytes) -> stack_finding.Signature:
    """Return a photo's greys with the hash by which others like it are found."""
    side = int(len(greys) ** 0.5)
    return stack_finding.Signature(int(hashes_of(np.frombuffer(greys, np.uint8).reshape(1, side, side))[0]), greys)


def find_stacks(
    library: Library, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None
) -> list[FaceId]:
    """Bring stacks up to date with the photos that are due: analysed since, gone, back, told apart.

    Returns the faces that another one stands for now, or no more: they are to be judged and grouped anew. The cost
    follows the photos that are due, but for one pass over all hashes. Raises Cancelled.
    """
    if library.settings.grouping.stack:
        _sign_previews(library, progress, cancel)
        asked = done = stack_finding.due(library.catalog)
    else:  # what is due waits until it is wanted
        asked, done = stacks.every_photo(library.catalog), set()
        stack_finding.put_off(library.catalog, asked)
    touched = _write(library, asked, done, cancel)
    date_later_copies(library.catalog)
    return touched


def _write(
    library: Library, asked: Collection[PhotoId], done: Collection[PhotoId], cancel: CancelToken | None
) -> list[FaceId]:
    """Find the stacks of these photos, and of all that are or were in a stack with one of them."""
    if not asked:
        return []
    catalog = library.catalog
    among = stacks.stacks_around(catalog, sorted(asked))
    found: list[PictureStack] = []
    frames: dict[PhotoId, ComparedPhoto] = {}
    apart = stacks.kept_apart(catalog, sorted(among))
    if library.settings.grouping.stack:
        lookalikes = _Lookalikes(library)
        beside = {PhotoId(one) for pair in lookalikes.of(among) for one in pair}
        among = stacks.stacks_around(catalog, sorted(among | beside))
        apart = stacks.kept_apart(catalog, sorted(among))
        pairs = [pair for pair in lookalikes.of(among) if among.issuperset(pair)]
        if cancel is not None:
            cancel.raise_if_cancelled()
        frames = _compared(library, sorted({one for pair in pairs for one in pair}))
        found = stacks_of(frames, pairs, apart, packs.pack_in_use(library).thresholds)
    photos = {photo_id: stack.of for stack in found for photo_id in stack.photos}
    faces = {face_id: of for stack in found for face_id, of in stack.faces.items()}
    touched = sorted(stacks.replace_stacks(catalog, sorted(among), photos, faces, done, apart))
    if found:
        say_in_later_copies(catalog, found, frames)
    return touched


def photos_of_one_picture(library: Library, photo_id: PhotoId) -> list[PhotoId]:
    """Return the photos of a stack that show the very picture that a photo shows, itself among them: resized or saved
    again, no frames of a burst. The one that stands for the stack comes first where it is one of them."""
    around = stacks.stacks_around(library.catalog, [photo_id])
    known = _compared(library, sorted(around))
    own = known.get(photo_id)
    same = [one for one in around if one == photo_id or (own and one in known and one_picture(own, known[one]))]
    leads = set(stacks.lead_photos(library.catalog, same))
    return sorted(same, key=lambda one: (one not in leads, one != photo_id, one))


class _Lookalikes:
    """All photos by their hashes and moments."""

    def __init__(self, library: Library) -> None:
        self._hashes = np.array(stack_finding.hashes(library.catalog), np.int64).reshape(-1, 2)
        moments = stack_finding.moments(library.catalog)
        self._dated = np.array([photo_id for photo_id, _moment in moments], np.int64)
        self._taken_s = np.array([_seconds(moment) for _photo_id, moment in moments], np.float64)

    def of(self, asked: Collection[PhotoId]) -> set[tuple[int, int]]:
        """Return the pairs of photos worth comparing, one of each pair among `asked`."""
        wanted = np.array(sorted(asked), np.int64)
        by_hash = alike_by_hash(self._hashes[:, 0], self._hashes[:, 1], wanted)
        return by_hash | alike_by_time(self._dated, self._taken_s, wanted)


def _seconds(moment: datetime) -> float:
    return (moment - datetime(1970, 1, 1)).total_seconds()


def _compared(library: Library, photo_ids: list[int]) -> dict[PhotoId, ComparedPhoto]:
    catalog = library.catalog
    faces = stack_finding.faces_in_photos(catalog, photo_ids)
    ids = [face.face_id for found in faces.values() for face in found]
    batch = vectors.embeddings_of(catalog, packs.pack_id(library), ids)
    looks = dict(zip(batch.face_ids.tolist(), batch.vectors, strict=True))
    return {
        photo.photo_id: compared_photo(photo, [compared_face(face, looks) for face in faces.get(photo.photo_id, ())])
        for photo in stack_finding.signed_photos(catalog, photo_ids)
    }


def compared_photo(photo: stack_finding.SignedPhoto, faces: Sequence[ComparedFace]) -> ComparedPhoto:
    return ComparedPhoto(
        photo.photo_id,
        photo.width,
        photo.height,
        np.frombuffer(photo.greys, np.uint8),
        _seconds(photo.taken_at) if photo.taken_at else None,
        tuple(faces),
    )


def compared_face(face: stack_finding.StackedFace, looks: dict[int, NDArray[np.float32]]) -> ComparedFace:
    return ComparedFace(
        face.face_id,
        face.box,
        face.quality,
        looks.get(face.face_id),
        face.found,
        face.person,
        face.rejected,
        face.ignored,
        face.part,
    )


def _sign_previews(library: Library, progress: ProgressSink, cancel: CancelToken | None) -> None:
    """Photos of a library that an older faceorg scanned: make signatures of the small pictures that are kept."""
    from faceorg.images.signature import SIGNATURE_BYTES, signature_of_jpeg

    waiting = stack_finding.previews_without_signature(library.catalog)
    meter = ProgressMeter(TaskCode.COMPARING_PICTURES, len(waiting), progress)
    for start in range(0, len(waiting), SIGNATURES_A_COMMIT):
        if cancel is not None:
            cancel.raise_if_cancelled()
        part = waiting[start : start + SIGNATURES_A_COMMIT]
        made = [(photo_id, signature_of_jpeg(previews.preview(library.catalog, photo_id) or b"")) for photo_id in part]
        # One that does not read gets a plain picture, which is like no other: it is not asked again.
        greys = [(photo_id, found or bytes(SIGNATURE_BYTES)) for photo_id, found in made]
        stack_finding.save_signatures(library.catalog, [(photo_id, signature_of(found)) for photo_id, found in greys])
        meter.step(len(part))
