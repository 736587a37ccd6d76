"""Face ids -> pixmaps for delegates, read and decoded by a small pool of threads, the newest request first.

A delegate asks `pixmap` while it paints: a hit answers at once, a miss is requested and answers None. Requests are a
bounded stack, so what was scrolled past is dropped before it is read. Answers come back by face id (`arrived`).
"""

from __future__ import annotations

import logging
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Condition, Thread
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from faceorg.domain import FaceId, PhotoId
from faceorg.gui.interpreter_lock import undisturbed

_log = logging.getLogger(__name__)
# A cache holds either faces or whole photos, never both.
PictureId = FaceId | PhotoId
# Reads one picture's JPEG; called on the pool's threads.
ReadCrop = Callable[[PictureId], bytes | None]
Key = tuple[PictureId, int]

# Sides in device pixels that crops are scaled to: a size in between is painted from the next larger one.
SIDES_PX = (48, 72, 96, 144, 192, 288, 384)
# About three screens of small faces: more would be read for places the user has left.
MAX_REQUESTS = 600
# Two screens of 4K, eight of HD.
CACHE_BYTES = 64 << 20
# Two, but one where the window and a scan share two cores: two there held the window up for 40 ms now and then.
THREADS = 2 if (os.cpu_count() or 1) > 2 else 1
# Pause of a loader after each picture. Decoding a small JPEG keeps Python's interpreter (0.3 ms): without pauses the
# window's thread would have to fight for it with all loaders.
PAUSE_S = 0.0004
# Images handed over at once: one queued signal for each would cost more than the decoding.
BATCH = 12


class Loaded(NamedTuple):
    """What was read of one picture: nothing, an image and the hash of its JPEG, or the hash alone: it is as before."""

    key: Key
    image: QImage | None
    made_of: int | None = None


class Thumbnails(QObject):
    """The cache and its loaders.

    Signals
    -------
    arrived(list[PictureId]) : these have a pixmap now
    """

    arrived = Signal(list)
    _loaded = Signal(list)

    def __init__(self, read_crop: ReadCrop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read_crop = read_crop
        self._cache: OrderedDict[Key, QPixmap | None] = OrderedDict()
        self._cached_bytes = 0
        # What each was decoded of, by its hash. [Note: The same picture] An edit has the pictures of its faces read
        # again, and nearly always they are what they were: then the pixmap stays, and with it what was painted of it
        # (FacePainter.stamps). As a new one it filled those with copies that nobody would ever paint again.
        self._made_of: dict[Key, int] = {}
        self._requests: OrderedDict[Key, None] = OrderedDict()
        self._asked: set[Key] = set()
        self._request_waits = Condition()
        self._stopping = False
        self._loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)
        self._threads = [Thread(target=self._serve, name=f"thumbnails-{i}", daemon=True) for i in range(THREADS)]
        for thread in self._threads:
            thread.start()

    def pixmap(self, picture_id: PictureId, side_px: float) -> QPixmap | None:
        """Return the picture for a side of `side_px` device pixels, or ask for it and return None."""
        key = (picture_id, next((side for side in SIDES_PX if side >= side_px), SIDES_PX[-1]))
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        self._request(key)
        return self._near(picture_id)

    def _near(self, picture_id: PictureId) -> QPixmap | None:
        """Another size, for the moment until the right one is here."""
        return next((found for side in SIDES_PX if (found := self._cache.get((picture_id, side))) is not None), None)

    def _request(self, key: Key) -> None:
        with self._request_waits:
            if key in self._asked:
                return
            self._requests[key] = None
            self._requests.move_to_end(key)
            while len(self._requests) > MAX_REQUESTS:
                self._requests.popitem(last=False)
            self._request_waits.notify()

    def forget(self, picture_ids: Iterable[PictureId]) -> None:
        """Read these again, for their crop may have changed; the old picture stays until the new one is here."""
        wanted = set(picture_ids)
        for key, found in [entry for entry in self._cache.items() if entry[0][0] in wanted]:
            if found is None:
                self._drop(key)
            else:
                self._request(key)

    def forget_misses(self) -> None:
        """Ask again for what had no picture: a scan may have made it."""
        for key in [key for key, pixmap in self._cache.items() if pixmap is None]:
            self._drop(key)

    def clear(self) -> None:
        self._cache.clear()
        self._made_of.clear()
        self._cached_bytes = 0

    def close(self) -> None:
        """Stop the pool; to be called before the library closes."""
        with self._request_waits:
            self._stopping = True
            self._requests.clear()
            self._request_waits.notify_all()
        for thread in self._threads:
            thread.join()

    # ------------------------------------------------------------ on the pool's threads
    def _serve(self) -> None:
        batch: list[Loaded] = []
        while (key := self._next_request(wait=not batch)) is not None or batch:
            if key is not None:
                batch.append(self._load(key))
                time.sleep(PAUSE_S)
            if batch and (key is None or len(batch) >= BATCH):
                self._loaded.emit(batch)
                batch = []

    def _next_request(self, *, wait: bool) -> Key | None:
        with self._request_waits:
            while wait and not self._requests and not self._stopping:
                self._request_waits.wait()
            if self._stopping or not self._requests:
                return None
            key, _ = self._requests.popitem(last=True)
            self._asked.add(key)
            return key

    def _load(self, key: Key) -> Loaded:
        try:
            jpeg = self._read_crop(key[0])
        except Exception:  # a thread that died of one picture would leave all others grey, without a word
            _log.exception("the picture of %d cannot be read", key[0])
            return Loaded(key, None)
        if jpeg is None:
            return Loaded(key, None)
        made_of = hash(jpeg)
        if self._made_of.get(key) == made_of:
            return Loaded(key, None, made_of)
        image = self._decoded(jpeg, key[1])
        return Loaded(key, image, made_of if image is not None else None)

    @staticmethod
    def _decoded(jpeg: bytes, side: int) -> QImage | None:
        # WORKAROUND: the format must be named. Guessing it asks the SVG plugin, which connects a signal and so waits
        # for Qt's connection lock; a GUI thread that disconnects holds that lock while it waits for Python's, which
        # PySide keeps during fromData: both wait for ever (seen with PySide6 6.11.3).
        image = QImage.fromData(jpeg, "JPG")  # type: ignore[arg-type]  # the stubs want bytes, PySide6 a str
        if image.isNull():
            return None
        if min(image.width(), image.height()) > side:
            image = image.scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
            )
        return image.convertToFormat(QImage.Format.Format_RGB32)

    # ------------------------------------------------------------ back on the GUI thread
    @undisturbed
    def _on_loaded(self, batch: list[Loaded]) -> None:
        for key, image, made_of in batch:
            if image is None and made_of is not None:
                continue  # [Note: The same picture]
            self._drop(key)
            made = QPixmap.fromImage(image) if image is not None else None
            self._cache[key] = made
            self._cached_bytes += _bytes(made)
            if made_of is not None:
                self._made_of[key] = made_of
        with self._request_waits:
            self._asked.difference_update(loaded.key for loaded in batch)
        while self._cached_bytes > CACHE_BYTES:
            self._drop(next(iter(self._cache)))
        self.arrived.emit([loaded.key[0] for loaded in batch])

    def _drop(self, key: Key) -> None:
        self._made_of.pop(key, None)
        if key in self._cache:
            self._cached_bytes -= _bytes(self._cache.pop(key))


def _bytes(pixmap: QPixmap | None) -> int:
    return 64 if pixmap is None else pixmap.width() * pixmap.height() * 4
