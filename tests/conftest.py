"""Where tests find real material: ../shared or FACEORG_SHARED; what is absent skips by name, never silently passes."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from faceorg import paths
from faceorg.boxes import Box
from tests.made.field import make_field
from tests.made.packs import make_packs
from tests.made.photos import BROKEN, KINDS, make_hostile, make_photos
from tests.made.portraits import make_portraits
from tests.stills import make_stills

# No test is timed: the first example of one may import a library on a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# Sentences are compared in English, whatever the machine speaks.
os.environ["FACEORG_LANGUAGE"] = "en"

RESOURCES = Path(__file__).parents[1] / "resources"
SAMPLES = RESOURCES / "samples"
SHARED = Path(os.environ.get("FACEORG_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's cache folder for one test: wiping deletes it."""
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache" / "faceorg")
    return tmp_path / "cache" / "faceorg"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared test material; skips by name where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared (or FACEORG_SHARED), which is absent")
    return SHARED


@pytest.fixture(scope="session")
def main_pack() -> Path:
    """The pack that tests use where any will do: edgeface_xs of ../shared, or the shipped starter."""
    wanted = SHARED / "models" / "edgeface_xs"
    return wanted if wanted.is_dir() else RESOURCES / "packs" / "starter"


@pytest.fixture(scope="session")
def still_photos(tmp_path_factory: pytest.TempPathFactory, sample_truth: list[SamplePhoto]) -> Path:
    """The 52 stills of eight people in ../shared/labelled/bbt, or as many made of the shipped sample photos.

    A copy: names are written beside photos and all their copies, and what is shared stays as it is.
    """
    real = SHARED / "labelled" / "bbt"
    folder = tmp_path_factory.mktemp("labelled") / "bbt"
    if real.is_dir():
        shutil.copytree(real, folder, copy_function=shutil.copyfile)
        for path in (folder, *(path for path in folder.iterdir() if path.is_dir())):
            path.chmod(0o755)  # what is shared may be read-only
        return folder
    make_stills(folder, [(photo.file, photo.faces) for photo in sample_truth if photo.copy_of is None])
    return folder


@pytest.fixture(scope="session")
def field(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """field(name) -> a folder of small inputs that went wrong once: of ../shared/field, or made as those there."""
    made = tmp_path_factory.mktemp("made") / "field"

    def find(name: str) -> Path:
        if (real := SHARED / "field" / name).is_dir():
            return real
        if not (made / name).is_dir():
            make_field(made / name, name, SAMPLES)
        return made / name

    return find


@pytest.fixture(scope="session")
def portraits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two portraits of both Curies, named by another program: those of ../shared, or made ones."""
    real = SHARED / "photos" / "immich" / "metadata" / "faces"
    if real.is_dir():
        return real
    made = tmp_path_factory.mktemp("made") / "faces"
    make_portraits(made, SAMPLES)
    return made


@dataclass(frozen=True)
class Photos:
    """Photos by many programs, in the first folder, and others. kinds : one of each kind that names are written into"""

    folders: tuple[Path, ...]
    kinds: tuple[str, ...]
    broken: frozenset[str]

    def files(self) -> list[Path]:
        """Return all of them."""
        return sorted(path for folder in self.folders for path in folder.rglob("*") if path.is_file())


REAL_KINDS = (
    "immich/formats/webp/denali.webp",
    "immich/formats/png/density_plot.png",
    "exif_samples/jpg/gps/DSCN0010.jpg",
    "pillow_heif/tests/images/heif_other/L_exif_xmp_iptc.heic",
    "immich/metadata/rating/mongolels.jpg",
)
REAL_BROKEN = frozenset({"ukbench09268_corrupt.jpg", "corrupted.heic", "empty.heic"})


@pytest.fixture(scope="session")
def many_photos(tmp_path_factory: pytest.TempPathFactory) -> Photos:
    """The photos of ../shared, or the samples with some that are made beside them."""
    if (real := SHARED / "photos").is_dir():
        return Photos((real,), REAL_KINDS, REAL_BROKEN)
    made = tmp_path_factory.mktemp("made") / "photos"
    make_photos(made, SAMPLES)
    return Photos((made, SAMPLES), KINDS, BROKEN)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files that do harm: those of ../shared/hostile, or about a hundred that are made."""
    folder = SHARED / "hostile"
    if not folder.is_dir():
        folder = tmp_path_factory.mktemp("made") / "hostile"
        make_hostile(folder, SAMPLES)
    return sorted(path for path in folder.rglob("*") if path.is_file())


@dataclass(frozen=True)
class Packs:
    """A folder of packs beside the one that tests use. other : the id of a whole pack; half : one without embedder"""

    folder: Path
    other: str
    half: str


@pytest.fixture(scope="session")
def more_packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    """The packs of ../shared, or two that are made of the starter pack."""
    if (SHARED / "models").is_dir():
        return Packs(SHARED / "models", "mobilefacenet_y1", "opencv")
    made = Packs(tmp_path_factory.mktemp("made") / "models", "turned", "detector_only")
    make_packs(made.folder, RESOURCES / "packs" / "starter", made.other, made.half)
    return made


@pytest.fixture(scope="session")
def pack_folder(shared: Path):
    """pack_folder(id) -> the folder of a pack of ../shared; skips by name where it is absent."""

    def find(pack_id: str) -> Path:
        folder = shared / "models" / pack_id
        if not folder.is_dir():
            pytest.skip(f"needs the pack {pack_id}, which is absent")
        return folder

    return find


@dataclass(frozen=True)
class SamplePhoto:
    """One shipped photo of people who do not exist. taken : "YYYY-MM-DD HH:MM:SS", None where the file does not say.

    faces : who is where, from left to right; burst : the first frame of its moment; copy_of : the same file
    """

    file: Path
    taken: str | None
    faces: tuple[tuple[str, Box], ...]
    burst: Path | None
    copy_of: Path | None


@pytest.fixture(scope="session")
def sample_photos() -> Path:
    """The shipped photos of eight people who do not exist: in every clone, to be read and never written."""
    return SAMPLES


@pytest.fixture(scope="session")
def sample_truth() -> list[SamplePhoto]:
    """What resources/samples/people.json says of each of them."""
    said = json.loads((SAMPLES / "people.json").read_text(encoding="utf-8"))["photos"]
    return [
        SamplePhoto(
            SAMPLES / one["file"],
            one["taken"],
            tuple((face["name"], Box(*face["box"])) for face in one["faces"]),
            SAMPLES / one["burst"] if "burst" in one else None,
            SAMPLES / one["copy_of"] if "copy_of" in one else None,
        )
        for one in said
    ]
