"""Running faceorg as a user does: a process of its own, with real packs on real photos."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Ran:
    """How a command ended. document: its JSON, if that is all it printed."""

    status: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)


@dataclass
class Shell:
    """Runs faceorg on one library with the packs of a folder."""

    library: Path
    packs: Path | None = None

    def __call__(self, *arguments: object, library: Path | None = None, timeout_s: float = 120) -> Ran:
        environment = dict(os.environ, FACEORG_LIBRARY=str(library or self.library), COLUMNS="200")
        environment.pop("FACEORG_PACKS", None)
        if self.packs:
            environment["FACEORG_PACKS"] = str(self.packs)
        command = [sys.executable, "-m", "faceorg", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=timeout_s)
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """faceorg on a library that does not exist yet."""
    return Shell(tmp_path / "library")


@pytest.fixture(scope="session")
def scanned_stills(tmp_path_factory, still_photos, main_pack) -> Path:
    """A library of the 52 stills, scanned once; copy it before editing."""
    folder = tmp_path_factory.mktemp("stills") / "library"
    ran = Shell(folder, main_pack.parent)("scan", still_photos, "--pack", main_pack.name)
    assert ran.status == 0, ran.err
    return folder


@pytest.fixture
def stills(scanned_stills: Path, tmp_path: Path, main_pack) -> Shell:
    """faceorg on a fresh copy of the scanned stills."""
    import shutil

    shutil.copytree(scanned_stills, tmp_path / "library")
    return Shell(tmp_path / "library", main_pack.parent)
