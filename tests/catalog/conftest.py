"""An empty catalogue with one photo of many faces."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.connection import Catalog

FACES = 12


@pytest.fixture
def catalog(tmp_path: Path):
    opened = Catalog(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def face_ids(catalog: Catalog):
    """Twelve faces, four each in three photos."""
    photos.add_pending(catalog, [(Path(f"/pictures/{n}.jpg"), 10, 20) for n in range(3)])
    with catalog.atomic() as connection:
        return [
            faces.insert_face(connection, 1 + n // 4, (0.1, 0.1, 0.2, 0.2, None, 0.9, 0.5, 80, 1, 0, 0, 0), drawn=False)
            for n in range(FACES)
        ]
