"""A small library without any network: pictures of coloured noise, and a pool that "finds" the faces a test plans.

The fake analysis is keyed by the picture's content, as the real one is: moving a file changes nothing, editing it does.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from faceorg.boxes import Box, ShownAs
from faceorg.dates import Dated, DateSource, Span
from faceorg.domain import Detection, FaceObservation, ModelPack, PackId, Quality, Thresholds
from faceorg.images.image_hash import coded_image_hash
from faceorg.images.orient import shown_by
from faceorg.images.signature import picture_signature
from faceorg.library.opening.open_library import open_library
from faceorg.library.recognising import packs
from faceorg.library.scanning import ingest
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis
from faceorg.library.workers.pool import JobResult
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.metadata.dates import DatesInside
from faceorg.vision.packs import installed as vision_packs

DIM = 512
THRESHOLDS = Thresholds(match=0.3, strict=0.4, cluster=0.35)
BOXES = [Box(0.05 + 0.3 * n, 0.3, 0.2, 0.3) for n in range(3)]


def vector_of(person: str, take: int = 0) -> np.ndarray:
    """A unit embedding: faces of one person have a similarity of about 0.8, of two people about 0."""
    rng = np.random.default_rng(int.from_bytes(hashlib.sha256(person.encode()).digest()[:4], "big"))
    own = rng.normal(size=DIM)
    noise = np.random.default_rng(take).normal(size=DIM) * 0.5
    mixed = own + noise
    return (mixed / np.linalg.norm(mixed)).astype(np.float32)


def observation(box: Box, embedding: np.ndarray) -> FaceObservation:
    landmarks = np.array([[box.x, box.y]] * 5, np.float32)
    quality = Quality(0.9, 90.0, 0.8, 0.0, 0.0, 0.0)
    return FaceObservation(Detection(box, landmarks, 0.95), quality, embedding, b"jpeg")


def pixels_of(photo: Path) -> np.ndarray:
    """Its pixels, uint8 RGB (height, width, 3); black where they do not decode."""
    with Image.open(photo) as picture:
        try:
            return np.asarray(picture.convert("RGB"))
        except OSError:
            return np.zeros((picture.height, picture.width, 3), np.uint8)


class PlannedPool:
    """Stands for the worker pool: the faces of a picture are what the studio planned for its content."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self.analyzed: list[Path] = []

    def run(self, jobs: Iterable[AnalysisTask], cancel=None):
        for job in jobs:
            if cancel is not None:
                cancel.raise_if_cancelled()
            self.analyzed.append(job.path)
            if not job.path.exists():
                yield JobResult(job.photo_id, None, Message(ProblemCode.PHOTO_CANNOT_BE_OPENED, file=job.path.name))
                continue
            data = job.path.read_bytes()
            content = hashlib.sha256(data).hexdigest()
            if content not in self._studio.plans:
                yield JobResult(job.photo_id, None, Message(ProblemCode.PHOTO_CANNOT_BE_READ, file=job.path.name))
                continue
            picture = self._studio.pictures[content]
            is_said = job.turn is not None and job.turn.is_of((picture, content), 1)
            beside = job.beside if self._studio.believes_sidecars and not is_said else None
            shown = ShownAs(job.turn.quarters) if is_said else shown_by(beside.orientation if beside else 1)
            turned = shown.quarters
            seen = tuple(observation(shown.from_file(box), vector) for box, vector in self._studio.plans[content])
            known = tuple(observation(box, vector_of("somebody drawn")) for box in job.known_boxes)
            facts = job.path.stat()
            pixels = pixels_of(job.path)
            scale = pixels.shape[1] // 8
            sides = (300 * scale, 400 * scale) if turned % 2 else (400 * scale, 300 * scale)
            lies = None if is_said else self._studio.lying.get(job.path.name, 0)
            taken = DatesInside(Dated(Span.moment(datetime(2019, 7, 31, 12, 0)), DateSource.EXIF))
            yield JobResult(
                job.photo_id,
                PhotoAnalysis(
                    *(content, len(data), facts.st_mtime_ns, *sides, taken, "png", seen, known),
                    image_hash=picture,
                    signature=picture_signature(pixels),
                    orientation=2 if shown.mirrored else 1,
                    mirrored=shown.mirrored,
                    turned=turned,
                    beside=None if is_said else turned,
                    lies=lies,
                ),
                None,
            )


class Studio:
    """Makes pictures with planned faces, and scans them into a library."""

    def __init__(self, folder: Path) -> None:
        self.photos = folder / "photos"
        self.photos.mkdir()
        self.plans: dict[str, list[tuple[Box, np.ndarray]]] = {}
        self.pictures: defaultdict[str, str | None] = defaultdict(lambda: None)  # image hashes by content
        self._taken = 0
        # By the names of files: by how many quarters they seem to lie.
        self.lying: dict[str, int] = {}
        self.believes_sidecars = False
        self.library = open_library(folder / "library")
        packs.choose_pack(self.library, "fake")

    def take(self, name: str, *people: str, boxes: list[Box] = BOXES) -> Path:
        """Write a picture in which these people are, side by side."""
        self._taken += 1
        path = self.photos / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = np.random.default_rng(self._taken).integers(0, 255, (8, 8, 3), np.uint8)
        Image.fromarray(pixels).save(path, "PNG")
        faces = [(box, vector_of(person, self._taken)) for box, person in zip(boxes, people, strict=False)]
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        self.plans[content], self.pictures[content] = faces, coded_image_hash(path.read_bytes())
        return path

    def edit_metadata(self, path: Path) -> None:
        """Write a picture anew as a program does that only changes what is said of it."""
        before = hashlib.sha256(path.read_bytes()).hexdigest()
        path.write_bytes(path.read_bytes() + b"a rating")
        after = hashlib.sha256(path.read_bytes()).hexdigest()
        self.plans[after], self.pictures[after] = self.plans[before], self.pictures[before]
        self.touch(path)

    def resave(self, name: str, to: str, *people: str, boxes: list[Box] = BOXES) -> Path:
        """Write a picture once more, twice as large: nearly the same picture, with these people."""
        self._taken += 1
        path = self.photos / to
        path.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(self.photos / name) as picture:
            picture.resize((2 * picture.width, 2 * picture.height), Image.Resampling.NEAREST).save(path, "PNG")
        faces = [(box, vector_of(person, self._taken)) for box, person in zip(boxes, people, strict=False)]
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        self.plans[content], self.pictures[content] = faces, content
        return path

    def scan(self, *folders: Path, **options) -> tuple[ingest.ScanReport, list[Path]]:
        """Scan, and tell which files were analysed."""
        pool = PlannedPool(self)
        report = ingest.scan(self.library, folders or [self.photos], pool=pool, **options)
        return report, pool.analyzed

    def pool(self) -> PlannedPool:
        return PlannedPool(self)

    def scan_known(self) -> tuple[ingest.ScanReport, list[Path]]:
        """Scan the roots the library knows, named by nobody."""
        pool = PlannedPool(self)
        return ingest.scan(self.library, pool=pool), pool.analyzed

    def touch(self, path: Path) -> None:
        facts = path.stat()
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns + 5_000_000_000))


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, ModelPack]:
    """Packs by id that are found as if they were installed; "fake" is one of them."""
    fake = ModelPack(PackId("fake"), "fake", tmp_path, {}, DIM, THRESHOLDS, "ours", "for any use", True)
    found = {"fake": fake}
    real = vision_packs.load_pack
    monkeypatch.setattr(vision_packs, "load_pack", lambda wanted, *rest: found.get(str(wanted)) or real(wanted, *rest))
    return found


@pytest.fixture
def studio(tmp_path: Path, installed: dict[str, ModelPack]):
    made = Studio(tmp_path)
    yield made
    made.library.close()


@pytest.fixture
def family(studio: Studio) -> Studio:
    """Anna in four pictures, Ben in three, both together in one, a stranger once; scanned."""
    for number in range(3):
        studio.take(f"anna{number}.png", "anna")
    for number in range(2):
        studio.take(f"ben{number}.png", "ben")
    studio.take("both.png", "anna", "ben")
    studio.take("stranger.png", "stranger")
    studio.scan()
    return studio
