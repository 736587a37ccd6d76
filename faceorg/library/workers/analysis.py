"""One photo file -> everything a scan learns from it. Runs inside a worker process, far from any catalogue."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from faceorg.boxes import AS_FILED, Box, ShownAs, mirrored_too
from faceorg.domain import FaceObservation, ModelPack, PhotoId, PictureTurn
from faceorg.errors import PhotoProblem
from faceorg.exif import ExifFacts
from faceorg.formats import HEAD_BYTES, DecoderTurn, PhotoFormat, decoder_turn, is_video_name, looks_like_video
from faceorg.images.decode import DecodedImage, decode_photo, later_frames, read_open_photo
from faceorg.images.image_hash import image_hash
from faceorg.images.orient import show_as, shown_by
from faceorg.images.signature import picture_signature
from faceorg.images.thumbnails import face_thumbnail
from faceorg.library.workers.video_analysis import VideoTask, look_through
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.dates import DatesInside, dates_inside
from faceorg.metadata.readers import TurnBeside
from faceorg.paths import mtime_ns

Pixels = NDArray[np.uint8]
PixelSource = Callable[[], Pixels]

# Long side, pixels, of the picture that detection, large faces and thumbnails come from: above the finer detection
# scale (1280), and a half of 12 megapixels. Small faces are cut from the full pixels, fetched only for them.
ANALYSIS_PX = 1600


class PhotoAnalyzer(Protocol):
    """What is needed of `vision.analyzer.Analyzer`; tests bring their own."""

    def analyze(self, pixels: Pixels, crop_pixels: PixelSource | None = None) -> list[FaceObservation]: ...

    def embed_boxes(
        self, pixels: Pixels, boxes: Sequence[Box], crop_pixels: PixelSource | None = None
    ) -> list[FaceObservation]: ...

    def lies(self, pixels: Pixels, seen: Sequence[FaceObservation]) -> int: ...

    def is_upright(self, seen: Sequence[FaceObservation]) -> bool: ...


@dataclass(frozen=True)
class OpenedFile:
    """A photo's file as the parent of a worker opened it, since a worker may open none.

    descriptor : of the open file, in the worker's process; error : what the system said instead (errno)
    """

    descriptor: int | None = None
    error: int | None = None


@dataclass(frozen=True)
class AnalysisTask:
    """One photo to analyse.

    known_boxes : faces whose place is known (drawn by hand, or kept from another pack) and that want an embedding
    detect : False leaves detection out, where only the known boxes are wanted
    turn : how the user had the picture turned that the file was last known to hold; of another one it says nothing
    beside : what a sidecar says of its turn
    frame : the frame or page that its known faces are in; None: the first one with faces
    opened : set on the way to a worker, see `worker`; None: the file is opened by its path
    video : what is asked of a video; None: it may be as long as it likes
    """

    photo_id: PhotoId
    path: Path
    known_boxes: tuple[Box, ...] = ()
    detect: bool = True
    turn: PictureTurn | None = None
    beside: TurnBeside | None = None
    frame: int | None = None
    opened: OpenedFile | None = None
    video: VideoTask | None = None


@dataclass(frozen=True)
class PhotoAnalysis:
    """What one photo file holds.

    content_hash : sha256 of the whole file, hexadecimal
    size_bytes, mtime_ns : of the very file that was read
    width, height : pixels of the photo as it is shown
    dates : what the file itself says of when it was taken; its name and what lies beside it are asked by the parent
    format : by content ("jpeg", "heif", ...)
    observations : the faces that were detected, with embedding and thumbnail
    known : one observation for each of the job's known boxes, in their order
    image_hash : sha256 of the picture without its metadata [Note: The same picture]; None where nobody has made it
    orientation : the EXIF orientation that was undone, 1-8
    mirrored : the last of that, left to right, is what its sidecar says
    turned : quarters by which it was turned clockwise after that, as the user had said, or its sidecar
    beside : quarters by which its sidecar turns it; None where the user had said how it lies
    lies : quarters by which it should be turned, for all that its faces tell; None where nobody looked
    frame : the frame or page that was looked at [Note: Pages]
    signature : the photo as a tiny grey picture (`images.signature`); None where nobody has made it
    duration_ms, moments_ms : of a video, see `Photo`
    ends_early : the file ends before the picture does
    """

    content_hash: str
    size_bytes: int
    mtime_ns: int
    width: int
    height: int
    dates: DatesInside
    format: str
    observations: tuple[FaceObservation, ...]
    known: tuple[FaceObservation, ...] = ()
    image_hash: str | None = None
    orientation: int = 1
    turned: int = 0
    beside: int | None = 0
    lies: int | None = None
    signature: bytes | None = None
    frame: int = 0
    duration_ms: int = 0
    moments_ms: tuple[int, ...] = ()
    mirrored: bool = False
    ends_early: bool = False


JobRunner = Callable[[AnalysisTask], PhotoAnalysis]


def open_job_runner(pack: ModelPack, device: str = "auto") -> JobRunner:
    """Load a pack and return the function that analyses one job with it; takes a second or so.

    Raises PackProblem when the pack cannot be loaded.
    """
    from faceorg.vision.analyzer import Analyzer

    return partial(run_job, Analyzer(pack, device=device, threads=1), same_person=pack.thresholds.match)


def run_job(analyzer: PhotoAnalyzer, job: AnalysisTask, *, same_person: float = 1.0) -> PhotoAnalysis:
    """Read a photo once; hash, decode, detect and embed from the same bytes. Raises PhotoProblem with the reason.

    same_person : likeness from which two faces in a video are of one person
    """
    if is_video_name(job.path):
        with opened_photo(job) as file:
            if looks_like_video(file.read(HEAD_BYTES)):
                file.seek(0)
                return _run_video(analyzer, job, file, same_person)
            file.seek(0)
    data, facts = read_job_photo(job)
    stored = decode_photo(data, target_px=ANALYSIS_PX, name=job.path.name)
    picture, content_hash = hashes(data, stored)
    shown = _said_by_user(job, stored, (picture, content_hash))
    beside = None
    if shown is None:
        shown = _shown_beside(analyzer, job, stored)
        beside = shown.quarters
    frame, image = _frame(data, job.frame or 0, stored)
    image = image.shown(shown)
    full = _FullPixels(data, image, shown, frame)
    found = analyzer.analyze(image.pixels, full) if job.detect else []
    if job.detect and not found and not job.known_boxes and job.frame is None:
        for later in later_frames(data):
            one = _frame(data, later, stored)[1].shown(shown)
            if found := analyzer.analyze(one.pixels):
                frame, image = later, one
                break
    known = analyzer.embed_boxes(image.pixels, job.known_boxes, full) if job.known_boxes else []
    # Whoever has said how the picture lies is not asked again, be it the user or a camera.
    knows = image.says_orientation and (image.date_is_original or image.orientation != 1)
    is_doubtful = job.detect and beside == 0 and not shown.mirrored and not knows
    return PhotoAnalysis(
        content_hash=content_hash,
        size_bytes=len(data),
        mtime_ns=mtime_ns(facts),
        width=image.full_width,
        height=image.full_height,
        dates=dates_inside(data, ExifFacts(1, image.taken_at, image.date_is_original)),
        format=image.format.value,
        observations=tuple(_finished(observation, image) for observation in found),
        known=tuple(_finished(observation, image) for observation in known),
        image_hash=picture,
        orientation=mirrored_too(image.orientation) if shown.mirrored else image.orientation,
        mirrored=shown.mirrored,
        turned=shown.quarters,
        beside=beside,
        lies=analyzer.lies(image.pixels, found) if is_doubtful else None,
        signature=picture_signature(image.pixels, image.profile),
        frame=frame,
        ends_early=image.ends_early,
    )


def hashes(data: bytes, stored: DecodedImage) -> tuple[str, str]:
    """Return the SHA-256 of a photo's picture alone [Note: The same picture], and of its whole file; hexadecimal."""
    return image_hash(data, stored.format, stored.pixels), hashlib.sha256(data).hexdigest()


def _run_video(analyzer: PhotoAnalyzer, job: AnalysisTask, file: BinaryIO, same_person: float) -> PhotoAnalysis:
    facts, task = os.fstat(file.fileno()), job.video or VideoTask()
    seen = look_through(
        analyzer, file, job.path.name, task, job.known_boxes, detect=job.detect, same_person=same_person
    )
    return PhotoAnalysis(
        content_hash=seen.content_hash,
        size_bytes=facts.st_size,
        mtime_ns=mtime_ns(facts),
        width=seen.width,
        height=seen.height,
        dates=dates_inside(b"", ExifFacts(1, seen.taken_at, seen.taken_at is not None)),
        format=PhotoFormat.VIDEO.value,
        observations=seen.observations,
        known=seen.known,
        duration_ms=seen.duration_ms,
        moments_ms=seen.moments_ms,
    )


def _frame(data: bytes, frame: int, first: DecodedImage) -> tuple[int, DecodedImage]:
    """A frame or page of a photo; the first one where it has no such frame, or that cannot be decoded.

    [Note: Pages] A scan of an album, a letter with a photo, a moving picture: where the first page shows nobody, the
    photo is the first of a few later ones that shows somebody. Which one is kept with its faces.
    """
    if not frame:
        return 0, first
    try:
        return frame, decode_photo(data, target_px=ANALYSIS_PX, frame=frame)
    except PhotoProblem:
        return 0, first


def _said_by_user(job: AnalysisTask, stored: DecodedImage, hashes: tuple[str, str]) -> ShownAs | None:
    """How the user had this very picture turned. What was said of it as its sidecar mirrors it is said of that."""
    if job.turn is None:
        return None
    if job.turn.is_of(hashes, stored.orientation):
        return ShownAs(job.turn.quarters)
    if _meant_beside(job, stored).mirrored and job.turn.is_of(hashes, mirrored_too(stored.orientation)):
        return ShownAs(job.turn.quarters, mirrored=True)
    return None


def _shown_beside(analyzer: PhotoAnalyzer, job: AnalysisTask, stored: DecodedImage) -> ShownAs:
    """How a sidecar has the picture mirrored and turned, after its own orientation was undone.

    Not over faces that are upright without it: sidecars outlive the programs that turned their photos. Of a mirror
    alone faces tell nothing.
    """
    meant = _meant_beside(job, stored)
    if meant.quarters and analyzer.is_upright(analyzer.analyze(stored.pixels)):
        return AS_FILED
    return meant


def _meant_beside(job: AnalysisTask, stored: DecodedImage) -> ShownAs:
    """What a sidecar says. It counts where the file says nothing itself, and where it belongs to this file alone."""
    if job.beside is None or not job.detect or (stored.says_orientation and not job.beside.is_own):
        return AS_FILED
    if stored.says_orientation and decoder_turn(stored.format) is not DecoderTurn.NEVER:
        return AS_FILED  # how its file turns it is not known here
    return shown_by(job.beside.orientation).after(shown_by(stored.orientation))


def read_job_photo(job: AnalysisTask) -> tuple[bytes, os.stat_result]:
    """Return the bytes of a job's photo and the facts of that very file. Raises PhotoProblem.

    The facts are taken first: a file that changes meanwhile then looks changed at the next scan and is read again.
    """
    with opened_photo(job) as file:
        facts = os.fstat(file.fileno())
        return read_open_photo(file, job.path.name), facts


@contextmanager
def opened_photo(job: AnalysisTask) -> Iterator[BinaryIO]:
    """Open the file of a job. Raises PhotoProblem for whatever the system says of it, inside as well."""
    try:
        with _file_of(job) as file:
            yield file
    except OSError as error:
        raise PhotoProblem(ProblemCode.PHOTO_CANNOT_BE_OPENED, file=job.path.name, why=error) from error


def _file_of(job: AnalysisTask) -> BinaryIO:
    """Return the open file of a job; closing it leaves a descriptor that came with the job to whoever passed it."""
    if job.opened is None:
        return job.path.open("rb")
    if job.opened.descriptor is None:
        code = job.opened.error or errno.EIO
        raise OSError(code, os.strerror(code), str(job.path))
    return os.fdopen(job.opened.descriptor, "rb", closefd=False)


class _FullPixels:
    """Every pixel of a photo, decoded when first asked for: most photos' faces are large enough without."""

    def __init__(self, data: bytes, reduced: DecodedImage, shown: ShownAs, frame: int) -> None:
        self._data, self._shown, self._frame = data, shown, frame
        self._pixels = reduced.pixels if reduced.scale == 1 else None

    def __call__(self) -> Pixels:
        if self._pixels is None:
            self._pixels = show_as(decode_photo(self._data, frame=self._frame).pixels, self._shown)
        return self._pixels


def _finished(observation: FaceObservation, image: DecodedImage) -> FaceObservation:
    """Add the thumbnail, and tell the size of the face in pixels of the full photo."""
    box = observation.detection.box
    size_px = float((box.width * image.full_width * box.height * image.full_height) ** 0.5)
    return replace(
        observation,
        quality=replace(observation.quality, size_px=size_px),
        thumbnail=face_thumbnail(image.pixels, box, image.profile),
    )
