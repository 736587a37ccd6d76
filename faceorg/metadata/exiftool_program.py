"""Where exiftool is on this computer -> its path: what the user says, what PATH leads to, where installers put it.

A program that is started from a desktop does not see the PATH of a terminal (macOS above all), and the installer of
Windows writes none. Windows also looks for programs in the folder one happens to be in, which may be a stranger's
photos: only folders that are named in full are looked into.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from faceorg.errors import InvalidInput, MetadataProblem
from faceorg.messages.codes import ProblemCode
from faceorg.paths import expanded

# As exiftool.org packs it, the program is called so that it waits for a key at its end; here its input ends instead.
_NAMES_ON_WINDOWS = ("exiftool.exe", "exiftool(-k).exe")
_NAMES = ("exiftool",)
# Homebrew on Apple's and Intel's processors and on Linux, exiftool.org's own package, MacPorts, Arch.
_FOLDERS = (
    "/opt/homebrew/bin",
    "/usr/local/bin",
    "/opt/local/bin",
    "/home/linuxbrew/.linuxbrew/bin",
    "/usr/bin/vendor_perl",
)
_VERSION = re.compile(r"\d+\.\d+\b")
_VERSION_TIMEOUT_S = 60


def find_exiftool(named: str = "") -> Path:
    """Return exiftool. named : what the user says, the program or its folder; "" to look for it.

    Raises MetadataProblem where it is not there.
    """
    if named:
        found = _program_at(expanded(Path(named)))
        if found is None:
            raise MetadataProblem(ProblemCode.EXIFTOOL_NOT_THERE, file=named)
        return found
    for folder in _folders():
        if (found := _program_at(folder)) is not None:
            return found
    raise MetadataProblem(ProblemCode.EXIFTOOL_MISSING)


def require_exiftool(named: str) -> Path:
    """Return what the user names if it is exiftool: it says its version. Raises MetadataProblem, InvalidInput."""
    program = find_exiftool(named)
    try:
        said = subprocess.run(
            [program, "-ver"], stdin=subprocess.DEVNULL, capture_output=True, timeout=_VERSION_TIMEOUT_S, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InvalidInput(ProblemCode.NOT_EXIFTOOL, file=program) from error
    if not _VERSION.match(said.decode("ascii", "replace")):
        raise InvalidInput(ProblemCode.NOT_EXIFTOOL, file=program)
    return program


def _program_at(place: Path) -> Path | None:
    names = _NAMES_ON_WINDOWS if sys.platform == "win32" else _NAMES
    candidates = [place, *(place / name for name in names)]
    return next((one for one in candidates if one.is_file() and os.access(one, os.X_OK)), None)


def _folders() -> Iterator[Path]:
    """Yield the folders of PATH, then those that installers use."""
    yield from (Path(folder) for folder in os.get_exec_path() if os.path.isabs(folder))
    if sys.platform != "win32":
        yield from map(Path, _FOLDERS)
        return
    places = (
        ("LOCALAPPDATA", ("Programs", "")),  # the installer for one user
        ("ProgramFiles", ("",)),
        ("ProgramW6432", ("",)),
        ("ProgramFiles(x86)", ("",)),
        ("SystemDrive", ("",)),  # where many unpack the archive
    )
    for variable, inner in places:
        base = os.environ.get(variable)
        for folder in (Path(base + os.sep, one) for one in inner if base):
            yield from sorted(path for path in folder.glob("[Ee]xif[Tt]ool*") if path.is_dir())
    for variable, inner_folder in (
        ("ProgramData", "chocolatey/bin"),
        ("LOCALAPPDATA", "Microsoft/WinGet/Links"),
        ("USERPROFILE", "scoop/shims"),
    ):
        if base := os.environ.get(variable):
            yield Path(base) / inner_folder
