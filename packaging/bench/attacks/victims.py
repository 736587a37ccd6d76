"""A few shipped sample photos -> a small library with names, and what it knows, read past the program under attack.

All attacks strike the same place: the victim lies at one path (a catalogue knows its photos by path) and is put back
from a copy before each series.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attacks.children import REPOSITORY

# Tables of decisions, with what they are sorted by; see faceorg/catalog/journal/triggers.py.
DECIDED = (
    "people",
    "assignments",
    "rejections",
    "separations",
    "ignored",
    "groups",
    "face_boxes",
    "photo_dates",
    "photo_turns",
    "favourites",
)
PHOTOS = 24
NAMES = ("Anna Keller", "Ben", "Çelik Øster", "Dora")


@dataclass(frozen=True)
class Victim:
    """photos, library : where it is now; template : the copy it is put back from; elsewhere : files of nobody's"""

    home: Path

    @property
    def photos(self) -> Path:
        return self.home / "victim" / "photos"

    @property
    def library(self) -> Path:
        return self.home / "victim" / "library"

    @property
    def elsewhere(self) -> Path:
        return self.home / "victim" / "elsewhere"

    def put_back(self) -> None:
        shutil.rmtree(self.home / "victim", ignore_errors=True)
        shutil.copytree(self.home / "template", self.home / "victim", symlinks=True)

    def put_library_back(self) -> None:
        shutil.rmtree(self.library, ignore_errors=True)
        shutil.copytree(self.home / "template" / "library", self.library, symlinks=True)

    def outside(self) -> dict[str, str]:
        """Return what every file beside the library is, by its path."""
        found = {}
        for folder in (self.photos, self.elsewhere):
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    found[str(path.relative_to(self.home))] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found


def make_victim(home: Path) -> Victim:
    """Scan a few sample photos with the starter pack and name some groups; the backup that closing makes is kept."""
    victim = Victim(home)
    samples = sorted((REPOSITORY / "resources" / "samples").rglob("*.jpg"))[:PHOTOS]
    victim.photos.mkdir(parents=True)
    for number, sample in enumerate(samples):
        shutil.copyfile(sample, victim.photos / f"{number:02d} {sample.name}")
    victim.elsewhere.mkdir()
    (victim.elsewhere / "letter.txt").write_text("nobody's business")
    _faceorg("scan", victim.photos, "--library", victim.library, "--pack", "starter")
    groups = json.loads(_faceorg("clusters", "--json", "--library", victim.library))
    for group, name in zip(groups, NAMES, strict=False):
        _faceorg("name", str(group["id"]), name, "--library", victim.library)
    _faceorg("separate", NAMES[0], NAMES[1], "--library", victim.library)
    shutil.copytree(home / "victim", home / "template")
    return victim


def _faceorg(*words: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "faceorg", *map(str, words)], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return done.stdout


def decisions(library: Path) -> str:
    """Return the checksum of everything decided, read with SQLite alone."""
    try:
        return _read_decisions(library / "catalog.sqlite")
    except sqlite3.OperationalError:  # a full disk has no room for what SQLite wants beside the file
        with tempfile.TemporaryDirectory(prefix="faceorg-attack-copy-") as name:
            for suffix in ("", "-wal"):
                part = library / f"catalog.sqlite{suffix}"
                if part.exists():
                    shutil.copyfile(part, Path(name) / part.name)
            return _read_decisions(Path(name) / "catalog.sqlite")


def _read_decisions(file: Path) -> str:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        rows: dict[str, list[Any]] = {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in DECIDED
        }
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def log_size(library: Path) -> int:
    file = library / "faceorg.log"
    return file.stat().st_size if file.exists() else 0


def bugs_logged(library: Path, since: int) -> str:
    """Return the first bug the program wrote into its log after so many bytes; empty where there is none."""
    file = library / "faceorg.log"
    if not file.exists():
        return ""
    text = file.read_bytes()[since:].decode(errors="replace")
    return text[text.index(" CRITICAL ") :][:2000] if " CRITICAL " in text else ""
