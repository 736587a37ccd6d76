"""Where tests find real material: ../shared or FACEORG_SHARED; what is absent skips by name, never silently passes."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from faceorg import paths
from faceorg.domain import Box
from tests.stills import make_stills

# No test is timed: the first example of one may import a library on a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# Sentences are compared in English, whatever the machine speaks.
os.environ["FACEORG_LANGUAGE"] = "en"

RESOURCES = Path(__file__).parents[1] / "resources"
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
def pack_folder(shared: Path):
    """pack_folder(id) -> the folder of a pack of ../shared; skips by name where it is absent."""

    def find(pack_id: str) -> Path:
        folder = shared / "models" / pack_id
        if not folder.is_dir():
            pytest.skip(f"needs the pack {pack_id}, which is absent")
        return folder

    return find


SAMPLES = RESOURCES / "samples"


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
