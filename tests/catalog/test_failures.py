"""Why a photo could not be read is kept as a message; what an older faceorg kept, a sentence, stays readable."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import PhotoId, PhotoState
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message


@pytest.fixture
def photo_id(catalog: Catalog) -> PhotoId:
    photos.add_pending(catalog, [(Path("/pictures/a.jpg"), 10, 20)])
    added = photos.photo_at(catalog, Path("/pictures/a.jpg"))
    assert added is not None
    return added.id


def test_a_reason_comes_back_as_it_was_kept(catalog: Catalog, photo_id: PhotoId) -> None:
    why = Message(ProblemCode.PHOTO_REFUSED, file="a\udcff.jpg", what=Message(ReasonCode.TOOK_TOO_LONG, seconds=120.0))
    photos.mark_failed(catalog, photo_id, why)
    photo = photos.photo(catalog, photo_id)
    assert (photo.state, photo.failure) == (PhotoState.FAILED, why)


def test_a_sentence_kept_by_an_older_faceorg_is_shown_as_it_is(catalog: Catalog, photo_id: PhotoId) -> None:
    sentence = "a.jpg is empty: it holds no data; restore it from a backup."
    with catalog.atomic() as connection:
        connection.execute("UPDATE photos SET state = 'failed', failure = ? WHERE id = ?", (sentence, photo_id))
    failure = photos.photo(catalog, photo_id).failure
    assert failure == Message(ProblemCode.OTHER, text=sentence)
    assert str(failure) == sentence
