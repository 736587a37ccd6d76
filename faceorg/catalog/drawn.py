"""A face that the user draws -> rows: it is there from now on, and its photo is looked at again for its embedding."""

from __future__ import annotations

from faceorg.boxes import Box
from faceorg.catalog import faces, people, vectors
from faceorg.catalog.journal import photo_snapshots
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import EditId, FaceId, Photo


def insert_drawn(catalog: Catalog, edit_id: EditId, photo: Photo, box: Box) -> FaceId:
    """Inside an edit: add a face at `box`, a part of the photo as it is shown, 0-1."""
    connection = catalog.connection
    size_px = (box.width * photo.width * box.height * photo.height) ** 0.5
    values = (box.x, box.y, box.width, box.height, None, 1.0, 0.0, size_px, 0.0, 0.0, 0.0, 0.0)
    photo_snapshots.take(connection, edit_id, photo.id)
    face_id = faces.insert_face(connection, photo.id, values, drawn=True)
    people.set_box(connection, face_id, box)
    vectors.forget_photo(catalog, photo.id)
    return face_id
