"""A new file -> the photo that it is, where that one's own file is gone and its picture was saved anew elsewhere.

[Note: Saved anew] Whoever turns a library into another format, or has its photos made smaller, leaves a new file for
each and deletes the old one. Neither content nor coded picture are those of before, but the pictures are nearly the
same, as in a stack [Note: Stacks]. The new file is the photo then: its faces go along by likeness, as in a picture that
was changed in its place. Only photos of which something was said are asked for, so that this costs nothing elsewhere,
and only where their files are deleted: what is on a disk that is away comes back by itself.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from faceorg.catalog import vectors
from faceorg.catalog.pictures import stack_finding
from faceorg.domain import FaceId, ModelPack, PhotoId
from faceorg.library.recognising import stacking
from faceorg.library.workers.analysis import PhotoAnalysis

if TYPE_CHECKING:
    from faceorg.catalog.pictures.stack_finding import DeletedPhoto
    from faceorg.library.opening.library import Library
    from faceorg.matching.same_picture import ComparedPhoto


class SavedAnew:
    """The photos of which something was said and whose files are deleted, read when first asked for."""

    def __init__(self, library: Library, pack: ModelPack) -> None:
        self._catalog = library.catalog
        self._pack = pack
        self._deleted: dict[PhotoId, DeletedPhoto] | None = None

    def photo_of(self, analysis: PhotoAnalysis) -> PhotoId | None:
        """Return the photo that was saved anew as this one, each at most once; None: it is a new photo."""
        if analysis.signature is None:
            return None
        if self._deleted is None:
            self._deleted = {one.photo.photo_id: one for one in stack_finding.deleted_photos(self._catalog)}
        if not self._deleted:
            return None
        from faceorg.matching.same_picture import MOST_BITS, same_faces

        own_hash, own = stacking.signature_of(analysis.signature).hash, _compared_new(analysis)
        for photo_id, one in self._deleted.items():
            near = own_hash and one.hash and (own_hash ^ one.hash).bit_count() <= MOST_BITS
            if not near or os.path.lexists(one.path):
                continue
            before = self._compared(one)
            if before is not None and same_faces(before, own, self._pack.thresholds) is not None:
                del self._deleted[photo_id]
                return photo_id
        return None

    def _compared(self, one: DeletedPhoto) -> ComparedPhoto | None:
        faces = stack_finding.faces_in_photos(self._catalog, [one.photo.photo_id]).get(one.photo.photo_id, [])
        batch = vectors.embeddings_of(self._catalog, self._pack.id, [face.face_id for face in faces])
        looks = dict(zip(batch.face_ids.tolist(), batch.vectors, strict=True))
        return stacking.compared_photo(one.photo, [stacking.compared_face(face, looks) for face in faces])


def _compared_new(analysis: PhotoAnalysis) -> ComparedPhoto:
    from faceorg.matching.same_picture import ComparedFace

    assert analysis.signature is not None, "asked only of pictures that have one"
    faces = [
        ComparedFace(FaceId(-number), seen.detection.box, seen.quality.value, seen.embedding)
        for number, seen in enumerate(analysis.observations, 1)
    ]
    photo = stack_finding.SignedPhoto(PhotoId(0), analysis.width, analysis.height, analysis.signature, None)
    return stacking.compared_photo(photo, faces)
