"""A library -> its faces: whole ones, light rows for grids of thousands, and their small pictures."""

from __future__ import annotations

from collections.abc import Iterable

from faceorg.catalog import clusters, face_rows, faces, vectors
from faceorg.domain import ClusterId, Face, FaceId, FaceRow, LeftBehind, PersonId, PhotoId
from faceorg.library.opening.library import Library


def face(library: Library, face_id: FaceId) -> Face:
    """Return one face. Raises NotFound."""
    return faces.face(library.catalog, face_id)


def faces_by_id(library: Library, face_ids: Iterable[FaceId]) -> list[Face]:
    """Return these faces; unknown ids are left out."""
    return faces.faces(library.catalog, face_ids)


def all_faces(library: Library, *, unassigned: bool = False) -> list[Face]:
    """Return every face, or every one without a person."""
    return faces.all_faces(library.catalog, unassigned=unassigned)


def faces_of_photo(library: Library, photo_id: PhotoId) -> list[Face]:
    """Return the faces of a photo, those that were put aside too."""
    return faces.faces_of_photo(library.catalog, photo_id)


def left_behind(library: Library, photo_id: PhotoId) -> list[LeftBehind]:
    """Return what was decided about faces that a photo showed before it was changed: it is nobody's there now."""
    from faceorg.catalog import remembered

    return remembered.left_behind(library.catalog, photo_id)


def faces_of_person(library: Library, person_id: PersonId) -> list[Face]:
    """Return a person's faces, automatic ones too, in photos that are there."""
    return faces.faces_of_person(library.catalog, person_id, missing=False)


def faces_of_group(library: Library, cluster_id: ClusterId) -> list[Face]:
    """Return the faces of a group, best first. Raises NotFound for a group that is not there."""
    clusters.require_cluster(library.catalog, cluster_id)
    return faces.faces_of_cluster(library.catalog, cluster_id)


def rows(library: Library, face_ids: Iterable[FaceId]) -> list[FaceRow]:
    """Return rows of these faces in the order of the ids; ids that are not to be seen are left out."""
    return face_rows.of_faces(library.catalog, face_ids)


def rows_of_person(library: Library, person_id: PersonId) -> list[FaceRow]:
    """Return rows of a person's faces, newest photo first, undated ones last."""
    return face_rows.of_person(library.catalog, person_id)


def rows_of_group(library: Library, cluster_id: ClusterId) -> list[FaceRow]:
    """Return rows of a group's faces that are unnamed and not put aside, best first; none for a group that is gone."""
    return face_rows.of_cluster(library.catalog, cluster_id)


def rows_alone(library: Library) -> list[FaceRow]:
    """Return rows of the faces without a name that are in no group, best first: most of them are like no other face."""
    return face_rows.alone(library.catalog)


def rows_put_aside(library: Library) -> list[FaceRow]:
    """Return rows of the faces that were put aside, newest photo first."""
    return face_rows.put_aside(library.catalog)


def thumbnail(library: Library, face_id: FaceId) -> bytes | None:
    """Return the JPEG of a face; None where there is none (yet)."""
    return vectors.thumbnail(library.catalog, face_id)
