"""`faceorg check` where a pipe or somebody's own file lies in the place of what is faceorg's: a sentence, at once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from faceorg import paths
from faceorg.files.removal import Removal
from tests.cli.conftest import Shell

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")

# By the place, what is said of it on standard output and error; nothing of `samples`, which is not looked at.
SAID = {
    "samples": "all sound",
    "backups": "/backups stands where faceorg keeps something of its own",
    "index": "/index stands where faceorg keeps its search index",
    "library.lock": "library.lock cannot be used",
    "settings.toml": "/settings.toml cannot be read",
}


@pytest.fixture(scope="module")
def scanned(tmp_path_factory) -> Path:
    """A library of one folder of the samples, and a cache of its own beside it."""
    folder = tmp_path_factory.mktemp("places") / "library"
    ran = Shell(folder)("scan", paths.samples_dir() / "2018")
    assert ran.status == 0, ran.err
    return folder


@pytest.fixture
def ours(scanned: Path, tmp_path: Path) -> Shell:
    shutil.copytree(scanned, tmp_path / "library")
    return Shell(tmp_path / "library")


def a_pipe(place: Path) -> None:
    os.mkfifo(place, 0o600)


def somebodys_file(place: Path) -> None:
    place.write_text("mine\n")
    place.chmod(0o600)


@pytest.mark.parametrize("put", [a_pipe, somebodys_file])
@pytest.mark.parametrize("name", SAID)
def test_check_ends_in_a_sentence(ours, name, put):
    place = ours.library / name
    Removal().remove(place)
    put(place)
    ran = ours("check")
    taken_away = name == "index" and put is a_pipe  # opening does, for nothing can be in a pipe
    a_lock = name == "library.lock" and put is somebodys_file  # what it says of its holder is written over
    expected = "all sound" if taken_away or a_lock else SAID[name]
    assert expected in ran.out + ran.err and "Traceback" not in ran.err
    assert ran.status == (0 if expected == "all sound" else 1)


@pytest.mark.parametrize("name", ["catalog.sqlite", "embeddings.sqlite", "thumbnails.sqlite-wal"])
def test_a_backup_comes_back_whatever_pipe_lies_among_the_databases(ours, name):
    Removal().remove(ours.library / name)
    a_pipe(ours.library / name)
    ran = ours("check", "--restore", "--yes")
    assert ran.status == 0, ran.err
    assert ours("check").status in (0, 1) and ours("clusters").out.startswith("group")
