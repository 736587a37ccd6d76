"""faceorg as somebody installs it: sdist, the wheel made from it, a new environment in an empty folder, no checkout.

The environment borrows its libraries from the one that runs the tests (a `.pth` line; nothing is downloaded), so that
faceorg itself can only come out of the wheel.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from faceorg import __version__

ROOT = Path(__file__).parents[2]
PICTURE = Path(find_spec("insightface").origin).parent / "data" / "images" / "t1.jpg"
# What a checkout holds beside the program, or makes while it runs.
NOT_READ = ("__pycache__", ".pyc")
# Where shells look for what Tab completes, below the prefix that faceorg is installed in.
COMPLETIONS = (
    "bash-completion/completions/faceorg",
    "fish/vendor_completions.d/faceorg.fish",
    "zsh/site-functions/_faceorg",
)


@dataclass(frozen=True)
class Installed:
    """faceorg installed from the wheel `wheel` in an environment of its own; run from an empty folder."""

    python: Path
    home: Path
    sdist: Path
    wheel: Path

    def __call__(self, *command: object) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("FACEORG_", "PYTHON"))}
        environment |= {"FACEORG_LIBRARY": str(self.home / "library"), "QT_QPA_PLATFORM": "offscreen"}
        environment |= {"HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config")}
        program, *arguments = [str(part) for part in command]
        where = [str(self.python.with_name("faceorg"))] if program == "faceorg" else [str(self.python), program]
        return subprocess.run(
            [*where, *arguments], capture_output=True, text=True, cwd=self.home, env=environment, timeout=240
        )

    def verb(self, *arguments: object):
        """Run a verb with --json and return what it printed."""
        done = self("faceorg", *arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Installed:
    """The sdist built from the checkout, the wheel built from the sdist, and faceorg installed from that wheel."""
    if find_spec("build") is None or find_spec("hatchling") is None:
        pytest.skip("needs build and hatchling (pip install -e .[dev])")
    home = tmp_path_factory.mktemp("installed")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", home / "dist", ROOT)
    (sdist,), (wheel,) = (home / "dist").glob("*.tar.gz"), (home / "dist").glob("*.whl")
    _run(sys.executable, "-m", "venv", home / "venv")
    python = home / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    _run(python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel)
    site = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    # As a plain line: the editable install of the checkout, a .pth in that folder, is not followed.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(site) / "borrowed.pth").write_text("\n".join(sorted(borrowed)), encoding="utf-8")
    empty = home / "empty"
    empty.mkdir()
    return Installed(python, empty, sdist, wheel)


def _run(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_below(folder: Path) -> set[str]:
    """The files the program may read below a folder of the checkout, as paths relative to the root."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if not any(part in str(path) for part in NOT_READ)}


def test_the_wheel_and_the_sdist_hold_every_file_of_the_program(installed):
    wanted = files_below(ROOT / "faceorg") | files_below(ROOT / "resources")
    with tarfile.open(installed.sdist) as archive:
        in_sdist = {name.partition("/")[2] for name in archive.getnames()}
    assert wanted - in_sdist == set()
    with zipfile.ZipFile(installed.wheel) as archive:
        in_wheel = {name for name in archive.namelist() if ".dist-info/" not in name}
    in_wheel.discard("faceorg/commit.txt")  # made by the build, where git knows the commit
    in_wheel -= {
        f"faceorg/resources/licenses/{name}" for name in ("LICENSE", "NOTICE")
    }  # from the root of the checkout
    for_shells = {name.partition(".data/")[2] for name in in_wheel if ".data/" in name}
    assert for_shells == {f"data/share/{place}" for place in COMPLETIONS}
    in_wheel = {name for name in in_wheel if ".data/" not in name}
    assert in_wheel == {f"faceorg/{name}" if name.startswith("resources/") else name for name in wanted}


def test_it_says_its_version_and_commit(installed):
    said = installed("faceorg", "--version").stdout.strip()
    head = subprocess.run(["git", "rev-parse", "--short=10", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    known = f" ({head.stdout.strip()})" if head.returncode == 0 else ""
    assert said == f"faceorg {__version__}{known}"


def test_it_shows_its_guide(installed):
    assert installed("faceorg", "help", "naming").stdout.startswith("# Naming\n")


def test_every_library_it_needs_is_among_the_notices():
    done = subprocess.run([sys.executable, ROOT / "packaging" / "tools" / "third_party.py", "--check"])
    assert done.returncode == 0


def test_a_new_user_scans_names_searches_and_undoes(installed):
    photos = installed.home / "photos"
    photos.mkdir()
    with Image.open(PICTURE) as picture:
        picture.save(photos / "six people.jpg")
        ImageOps.mirror(picture).save(photos / "mirrored.jpg")
    installed.verb("scan", photos)
    groups = installed.verb("clusters")
    assert len(groups) >= 5  # six people, each of them twice
    installed.verb("name", groups[0]["id"], "Anna")
    assert [person["name"] for person in installed.verb("people")] == ["Anna"]
    with_anna = {Path(photo["path"]).name for photo in installed.verb("photos", "--with", "Anna")}
    assert with_anna == {"six people.jpg", "mirrored.jpg"}
    own = installed.verb("faces", "--person", "Anna")[0]["id"]
    assert installed.verb("find", "--face", own)[0]["person"] == "Anna"
    installed.verb("undo")
    assert installed.verb("people") == []


@pytest.mark.parametrize(("language", "menu"), [("en", "&File"), ("de", "&Datei")])
def test_the_window_opens_and_closes_in_english_and_german(installed, language, menu):
    done = installed(ROOT / "tests" / "open_and_close.py", language)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert Path(seen["package"]).is_relative_to(installed.python.parents[1])
    assert menu in seen["menus"]
    assert seen["painted"]
