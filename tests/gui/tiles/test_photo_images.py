"""Photos come one at a time, the newest request first; what was shown lately is at hand; a broken one says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from faceorg.catalog.pictures import photos
from faceorg.domain import Photo, PhotoId, PhotoState
from faceorg.errors import PhotoProblem
from faceorg.gui.look.photo_images import MAX_REQUESTS, PhotoImages
from faceorg.library.opening.library import Library
from faceorg.library.pictures import FittedPicture, PreviewShelf, fitted
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken

GREY = bytes([90, 90, 90, 255])


def a_photo(number: int, name: str = "") -> Photo:
    path = Path(f"/album/{name or number}.jpg")
    return Photo(PhotoId(number), path, None, 1, 1, 800, 600, None, None, None, PhotoState.ANALYZED, None)


class SlowOpener:
    """Notes what it is asked for, and answers with a grey picture once `go` is set."""

    def __init__(self) -> None:
        self.go, self.opened = Event(), list[tuple[int, int | None]]()

    def __call__(self, photo: Photo, target_px: int | None, _cancel: CancelToken) -> FittedPicture:
        self.opened.append((photo.id, target_px))
        self.go.wait(20)
        if photo.path.stem == "broken":
            raise PhotoProblem(ProblemCode.PHOTO_CANNOT_BE_READ, file="broken.jpg")
        return FittedPicture(GREY * (8 * 6), 8, 6, 800, 600)


@pytest.fixture
def opener() -> SlowOpener:
    return SlowOpener()


@pytest.fixture
def images(qtbot, opener: SlowOpener) -> Iterator[PhotoImages]:
    made = PhotoImages(opener)
    yield made
    opener.go.set()
    made.close()


def test_the_newest_wish_is_served_first_and_one_for_later_last(qtbot, images, opener) -> None:
    arrived: list[int] = []
    images.arrived.connect(lambda loaded: arrived.append(loaded.photo_id))
    images.request(a_photo(1), 512)
    qtbot.waitUntil(lambda: opener.opened == [(1, 512)])
    images.request(a_photo(2), 512)
    images.request(a_photo(3), 512, soon=True)
    images.request(a_photo(4), 512)
    opener.go.set()
    qtbot.waitUntil(lambda: len(arrived) == 4)
    assert arrived == [1, 4, 2, 3]


def test_wishes_that_were_left_behind_are_dropped(qtbot, images, opener) -> None:
    images.request(a_photo(1), 512)
    qtbot.waitUntil(lambda: len(opener.opened) == 1)
    for number in range(2, 2 + 2 * MAX_REQUESTS):
        images.request(a_photo(number), 512)
    opener.go.set()
    qtbot.waitUntil(lambda: len(opener.opened) == 1 + MAX_REQUESTS)
    assert [number for number, _px in opener.opened[1:]] == [9, 8, 7, 6]


def test_a_photo_shown_lately_is_not_opened_again(qtbot, images, opener) -> None:
    opener.go.set()
    with qtbot.waitSignal(images.arrived):
        images.request(a_photo(1), 500)
    with qtbot.waitSignal(images.arrived) as again:
        images.request(a_photo(1), 510)  # a window a few pixels wider
    assert opener.opened == [(1, 512)]
    assert (again.args[0].image.width(), again.args[0].full_width) == (8, 800)


def test_a_photo_that_cannot_be_read_says_why(qtbot, images, opener) -> None:
    opener.go.set()
    with qtbot.waitSignal(images.failed) as told:
        images.request(a_photo(5, "broken"), 512)
    assert told.args == [5, Message(ProblemCode.PHOTO_CANNOT_BE_READ, file="broken.jpg")]


def test_a_photo_is_fitted_upright_with_four_bytes_a_pixel(library: Library, still_photos: Path) -> None:
    photo = photos.photo_at(library.catalog, still_photos / "bbt2.jpg")
    assert photo is not None
    picture = fitted(photo, 300)
    with Image.open(photo.path) as opened:
        assert (picture.width, picture.full_width, picture.full_height) == (300, *opened.size)
    assert len(picture.data) == 4 * picture.width * picture.height


def test_a_preview_is_made_once_and_kept(library: Library, still_photos: Path) -> None:
    photo = photos.photo_at(library.catalog, still_photos / "bbt2.jpg")
    assert photo is not None
    shelf = PreviewShelf(library)
    first = shelf.preview(photo.id)
    shelf.flush()
    assert first is not None and first[:2] == b"\xff\xd8"
    assert PreviewShelf(library).preview(photo.id) == first
