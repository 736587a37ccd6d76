"""Requests for large photos -> QImages, decoded by one thread, the newest first, so that flipping through is quick.

The picture that is looked at is asked for at the size it is shown in; every pixel is fetched only for zooming in.
What is asked for again soon (the neighbours) comes from a small cache.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from faceorg.boxes import ShownAs
from faceorg.domain import Photo, PhotoId
from faceorg.errors import Cancelled, LibraryProblem
from faceorg.library.pictures import FittedPicture
from faceorg.messages.message import Message
from faceorg.progress import CancelToken

# Decodes a photo with so many pixels on its long side (None: all); called on the thread.
Opener = Callable[[Photo, int | None, CancelToken], FittedPicture]
# A photo, the time of its file, how it is shown, and the pixels that are wanted.
_Key = tuple[PhotoId, int, ShownAs, int | None]
# The photo that is shown in two sizes, and one neighbour on each side with one to spare.
MAX_REQUESTS = 4
# Screen-sized pictures of 8-30 MB each.
CACHED = 6
# Above this a picture is not kept beyond its being shown: every pixel of a 24 megapixel photo is 96 MB.
CACHED_BYTES = 40 << 20


@dataclass(frozen=True)
class LoadedPhoto:
    """A decoded photo, as it was shown when it was asked for.

    image : RGB32; is_full : it has every pixel; full_width, full_height : of the photo
    """

    photo_id: PhotoId
    shown_as: ShownAs
    image: QImage
    is_full: bool
    full_width: int
    full_height: int

    def is_of(self, photo: Photo) -> bool:
        """Whether it shows this photo as it is shown now."""
        return (self.photo_id, self.shown_as) == (photo.id, photo.shown_as)


@dataclass(frozen=True)
class _Request:
    photo: Photo
    target_px: int | None

    @property
    def key(self) -> _Key:
        return self.photo.id, self.photo.mtime_ns, self.photo.shown_as, self.target_px


class PhotoImages(QObject):
    """The loader.

    Signals
    -------
    arrived(LoadedPhoto)
    failed(int, Message) : PhotoId, and why it cannot be shown
    """

    arrived = Signal(object)
    failed = Signal(int, object)
    _answered = Signal(object, object)

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._requests: OrderedDict[_Request, None] = OrderedDict()
        self._cache: OrderedDict[_Key, LoadedPhoto] = OrderedDict()
        self._request_waits = Condition()
        self._cancel = CancelToken()
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._serve, name="photos", daemon=True)
        self._thread.start()

    def request(self, photo: Photo, target_px: int | None, *, soon: bool = False) -> None:
        """Ask for a photo; soon: only after all other requests. `arrived` or `failed` answers, later or at once."""
        request = _Request(photo, _rounded(target_px))
        if (known := self._cache.get(request.key)) is not None:
            self._cache.move_to_end(request.key)
            if not soon:
                self.arrived.emit(known)
            return
        with self._request_waits:
            self._requests.pop(request, None)
            self._requests[request] = None
            if soon:
                self._requests.move_to_end(request, last=False)
            while len(self._requests) > MAX_REQUESTS:
                self._requests.popitem(last=False)
            self._request_waits.notify()

    def close(self) -> None:
        """Stop; to be called before the library closes."""
        self._cancel.cancel()
        with self._request_waits:
            self._requests.clear()
            self._request_waits.notify()
        self._thread.join()

    # ------------------------------------------------------------ on the thread
    def _serve(self) -> None:
        while (request := self._next()) is not None:
            try:
                picture = self._opener(request.photo, request.target_px, self._cancel)
            except Cancelled:
                return
            except LibraryProblem as problem:
                self._answered.emit(request, problem.message)
                continue
            self._answered.emit(request, _loaded(request, picture))

    def _next(self) -> _Request | None:
        with self._request_waits:
            while not self._requests and not self._cancel.is_cancelled:
                self._request_waits.wait()
            return None if self._cancel.is_cancelled else self._requests.popitem(last=True)[0]

    # ------------------------------------------------------------ back on the GUI thread
    def _on_answered(self, request: _Request, answer: LoadedPhoto | Message) -> None:
        if isinstance(answer, Message):
            self.failed.emit(request.photo.id, answer)
            return
        if answer.image.sizeInBytes() <= CACHED_BYTES:
            self._cache[request.key] = answer
            while len(self._cache) > CACHED:
                self._cache.popitem(last=False)
        self.arrived.emit(answer)


def _rounded(target_px: int | None) -> int | None:
    """Sizes in steps, so that a window a few pixels wider asks for what is there already."""
    return None if target_px is None else -(-target_px // 256) * 256


def _loaded(request: _Request, picture: FittedPicture) -> LoadedPhoto:
    stored = QImage(picture.data, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGB32)
    is_full = picture.width >= picture.full_width or request.target_px is None
    # A copy: the bytes may go.
    photo = request.photo
    return LoadedPhoto(photo.id, photo.shown_as, stored.copy(), is_full, picture.full_width, picture.full_height)
