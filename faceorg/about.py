"""What this faceorg is made of: versions, and under which terms; for Help > About, `--version` and bug reports.

Nothing here says anything about whose computer or library it is: no name and no path.
"""

from __future__ import annotations

import platform
import re
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from faceorg.paths import resources_dir
from faceorg.version import described

# | numpy | BSD-3-Clause |
_ROW = re.compile(r"\| ([\w.-]+) \| [^|]+ \|")
# What packages carry in the place of a listed library; packaging/release/environment.py says why.
STAND_INS = {"opencv-python": "opencv-python-headless"}


def versions() -> dict[str, str]:
    """Return versions by name: of faceorg with its commit, Python, SQLite, and the libraries of others."""
    own = {"faceorg": described(), "Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    named = [name for listed in _libraries() for name in (listed, STAND_INS.get(listed)) if name is not None]
    return own | {name: found for name in named if (found := _version_of(name)) is not None}


def system() -> str:
    """Return which operating system and processor this is: "Linux-6.1.0-x86_64-with-glibc2.36"."""
    return platform.platform()


def licence() -> str:
    """Return the terms of faceorg itself, and its notice."""
    return "\n\n".join(_own(name) for name in ("NOTICE", "LICENSE"))


def third_parties() -> str:
    """Return the libraries of others and their licences, as Markdown."""
    return (resources_dir() / "licenses" / "THIRD_PARTY.md").read_text(encoding="utf-8")


def _own(name: str) -> str:
    """A wheel carries them among its resources; in a checkout they lie at its root."""
    inside = resources_dir() / "licenses" / name
    file = inside if inside.is_file() else Path(__file__).parents[1] / name
    return file.read_text(encoding="utf-8").strip()


def _libraries() -> list[str]:
    """The libraries of others by name: the first column of the table of two."""
    return [found[1] for line in third_parties().splitlines() if (found := _ROW.fullmatch(line))]


def _version_of(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
