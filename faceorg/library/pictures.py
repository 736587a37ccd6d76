"""Photos of the library -> pixels to look at: large for a photo page, small and kept for a grid of photos.

A photo that was analysed, and whose file is the same since, has been decoded once by a worker process and lived: it is
decoded in the calling process. Everything else may be hostile and goes through a worker process of its own, which may
crash, hang or eat memory without harm.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from faceorg import film
from faceorg.boxes import AS_FILED, ShownAs
from faceorg.catalog.pictures import photos, previews
from faceorg.domain import Photo, PhotoId, PhotoState
from faceorg.errors import LibraryProblem, PhotoProblem
from faceorg.formats import is_video_name
from faceorg.images.cloud import lies_in_cloud
from faceorg.library.opening.library import Library
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.paths import mtime_ns
from faceorg.progress import CancelToken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from faceorg.library.workers.analysis import AnalysisTask
    from faceorg.library.workers.answers import Fields
    from faceorg.library.workers.frames import AnswerFrame
    from faceorg.metadata.camera import CameraFacts

# Long side that a photo from a worker process comes with at most: its pixels travel through a pipe.
UNTRUSTED_PX = 2048
# Longer than any photo, in pixels.
MOST_SIDE_PX = 1_000_000
# Patience with a photo that may be hostile while somebody waits for it.
UNTRUSTED_TIMEOUT_S = 30.0
# Previews written in one transaction: each would otherwise wait for the write lock on its own.
SHELF_PREVIEWS = 16


@dataclass(frozen=True)
class Picture:
    """pixels : uint8 (h, w, 3) RGB, as shown, maybe scaled down; full_width, full_height : of the whole photo."""

    pixels: NDArray[np.uint8]
    full_width: int
    full_height: int


@dataclass(frozen=True)
class FittedPicture:
    """data : four bytes a pixel (blue, green, red, 255), width x height of them, row by row, upright; full_width,
    full_height : of the whole photo. Without numpy, which the window's process does not load."""

    data: bytes
    width: int
    height: int
    full_width: int
    full_height: int


@dataclass(frozen=True)
class Pictures:
    """The `AnswerForm` of pictures whose long side is below twice target_px, see `_decode_small`."""

    target_px: int

    @property
    def most_bytes(self) -> int:
        return 3 * (2 * self.target_px) ** 2 + (1 << 16)

    def put(self, picture: Picture, /) -> tuple[Fields, Sequence[bytes]]:
        height, width = picture.pixels.shape[:2]
        fields: Fields = {
            "width": width,
            "height": height,
            "full_width": picture.full_width,
            "full_height": picture.full_height,
        }
        return fields, [picture.pixels.tobytes()]

    def take(self, frame: AnswerFrame, _task: AnalysisTask, /) -> Picture:
        import numpy as np

        width, height = (frame.whole(side, 1, 2 * self.target_px) for side in ("width", "height"))
        full_width, full_height = (frame.whole(side, 1, MOST_SIDE_PX) for side in ("full_width", "full_height"))
        pixels = frame.array(np.uint8, height, width, 3)
        return Picture(pixels, full_width, full_height)


def is_trusted(photo: Photo) -> bool:
    """Whether this very file was decoded before without harm."""
    if photo.state is not PhotoState.ANALYZED:
        return False
    try:
        facts = photo.path.stat()
    except OSError:
        return False
    return (facts.st_size, mtime_ns(facts)) == (photo.size_bytes, photo.mtime_ns)


def open_picture(photo: Photo, target_px: int | None = None, cancel: CancelToken | None = None) -> Picture:
    """Decode a photo whose long side is wanted with at least target_px (None: all pixels there are).

    Raises PhotoProblem when it cannot be read, Cancelled.
    """
    if not os.path.isfile(photo.path):
        raise PhotoProblem(ProblemCode.PHOTO_AWAY, file=photo.path)
    if is_trusted(photo) and not photo.duration_ms:  # FFmpeg is let into no process of ours
        return _shown(_decode(photo.path, target_px, frame=photo.frame), photo.shown_as)
    found = _decode_apart(photo, min(target_px or UNTRUSTED_PX, UNTRUSTED_PX), cancel)
    return _shown(found, photo.shown_as)


def fitted(photo: Photo, target_px: int | None = None, cancel: CancelToken | None = None) -> FittedPicture:
    """Decode a photo so that its long side has at most target_px (None: all pixels there are), ready to be painted.

    For the helper process: decoding and scaling take 50 ms and more in which Python stands still.
    Raises as `open_picture`.
    """
    return painted(open_picture(photo, target_px, cancel), target_px)


def painted(found: Picture, target_px: int | None = None) -> FittedPicture:
    """Return a picture as a window paints it, scaled down to target_px (None: as it is)."""
    from PIL import Image

    picture = Image.fromarray(found.pixels)
    scale = 1.0 if target_px is None else target_px / max(picture.size)
    if scale < 1:
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        picture = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    data = picture.convert("RGBA").tobytes("raw", "BGRA")
    return FittedPicture(data, picture.width, picture.height, found.full_width, found.full_height)


def camera_facts(photo: Photo) -> CameraFacts:
    """Return what the camera wrote into a photo; nothing of a file that nobody has looked at yet, or that is away."""
    from faceorg.metadata.camera import CameraFacts, read_camera

    return read_camera(photo.path) if is_trusted(photo) and not lies_in_cloud(photo.path) else CameraFacts()


def _decode(source: Path | bytes, target_px: int | None, name: str | None = None, frame: int = 0) -> Picture:
    from faceorg.images.colours import to_srgb
    from faceorg.images.decode import decode_photo  # numpy: the window opens without it

    image = decode_photo(source, target_px=target_px, name=name, frame=frame)
    return Picture(to_srgb(image.pixels, image.profile), image.full_width, image.full_height)


def _shown(picture: Picture, shown: ShownAs) -> Picture:
    """Mirror and turn a picture as it is to be shown. By numpy: the window's process never loads cv2."""
    if shown == AS_FILED:
        return picture
    import numpy as np

    wide, high = picture.full_width, picture.full_height
    if shown.quarters % 2:
        wide, high = high, wide
    pixels = picture.pixels[:, ::-1] if shown.mirrored else picture.pixels
    return Picture(np.ascontiguousarray(np.rot90(pixels, -shown.quarters)), wide, high)


def _decoder(target_px: int) -> Callable[[AnalysisTask], Picture]:
    return partial(_decode_small, target_px)


def _decode_small(target_px: int, job: AnalysisTask) -> Picture:
    """Decode in a worker process; formats that only come in full are reduced before they travel."""
    from faceorg.library.workers.analysis import opened_photo, read_job_photo
    from faceorg.library.workers.video_analysis import strip_picture

    if job.video is not None:
        with opened_photo(job) as file:
            strip = strip_picture(file, job.path.name, job.video.moments_ms)
        found = Picture(strip, strip.shape[1], strip.shape[0])
    else:
        data, _facts = read_job_photo(job)
        found = _decode(data, target_px, job.path.name, job.frame or 0)
    step = max(1, max(found.pixels.shape[:2]) // target_px)
    return Picture(found.pixels[::step, ::step].copy(), found.full_width, found.full_height)


def _decode_apart(photo: Photo, target_px: int, cancel: CancelToken | None) -> Picture:
    from faceorg.library.workers.analysis import AnalysisTask
    from faceorg.library.workers.confinement import Reach
    from faceorg.library.workers.pool import WorkerPool
    from faceorg.library.workers.video_analysis import VideoTask

    pool = WorkerPool(
        partial(_decoder, target_px), Pictures(target_px), processes=1, timeout_s=UNTRUSTED_TIMEOUT_S, reach=Reach()
    )
    video = VideoTask(moments_ms=photo.moments_ms) if is_video_name(photo.path) else None
    task = AnalysisTask(photo.id, photo.path, frame=photo.frame, video=video)
    with closing(pool.run([task], cancel)) as results:
        for result in results:
            if result.analysis is not None:
                return result.analysis
            raise PhotoProblem(result.failure or Message(ProblemCode.PHOTO_CANNOT_BE_READ, file=photo.path.name))
    raise PhotoProblem(ProblemCode.PHOTO_CANNOT_BE_READ, file=photo.path.name)


def _first_frame(photo: Photo, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Of a video's strip the first frame: the middle of a strip shows nobody. Pictures are as they were."""
    count = max(1, len(photo.moments_ms))
    high, wide = pixels.shape[0] // film.rows(count), pixels.shape[1] // film.columns(count)
    return pixels[:high, :wide]


def shelf_of(library: Library) -> PreviewShelf:
    """Return the small pictures of the library's photos."""
    return library.kept(PreviewShelf)


def new_preview(library: Library, photo_id: PhotoId) -> bytes | None:
    """Return the small JPEG of a photo, making it where there is none; see `PreviewShelf.preview`."""
    return shelf_of(library).preview(photo_id)


def keep_previews(library: Library) -> None:
    """Write the previews that were made and wait to be written together."""
    shelf_of(library).flush()


class PreviewShelf:
    """Small JPEGs of photos, made when first asked for and kept beside the face crops. Threads may share it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._waiting: list[tuple[PhotoId, str, bytes]] = []
        self._lock = Lock()

    def preview(self, photo_id: PhotoId) -> bytes | None:
        """Return the JPEG of a photo, None for one that has none (not analysed, not there now, only in the cloud, not
        readable)."""
        stored = previews.preview(self._library.catalog, photo_id)
        if stored is not None:
            return stored
        photo = photos.photo(self._library.catalog, photo_id)
        if not is_trusted(photo) or (lies_in_cloud(photo.path) and not self._library.settings.scan.from_cloud):
            return None
        from faceorg.images.preview import PREVIEW_PX, photo_preview

        try:
            made = photo_preview(_first_frame(photo, open_picture(photo, 2 * PREVIEW_PX).pixels))
        except PhotoProblem:  # it could be read when it was scanned; the photo page says what is wrong now
            return None
        self._keep(photo, made)
        return made

    def _keep(self, photo: Photo, made: bytes) -> None:
        with self._lock:
            self._waiting.append((photo.id, previews.made_of(photo), made))
            due = self._waiting if len(self._waiting) >= SHELF_PREVIEWS else []
            if due:
                self._waiting = []
        if due:
            self._write(due)

    def flush(self) -> None:
        """Write what waits; to be called before the library closes."""
        with self._lock:
            due, self._waiting = self._waiting, []
        if due:
            self._write(due)

    def _write(self, made: list[tuple[PhotoId, str, bytes]]) -> None:
        try:
            previews.save_previews(self._library.catalog, made)
        except LibraryProblem:
            return  # a full disk or a busy library costs only that they are made again
