"""Where things live on this platform: the default library, the shipped resources, the folders that hold model packs."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from faceorg.files.rights import close_to_others, is_open_to_others

# Environment variables; FACEORG_PACKS may name several folders, separated as PATH is on the platform.
PACKS_VARIABLE = "FACEORG_PACKS"
LIBRARY_VARIABLE = "FACEORG_LIBRARY"
# What lies in `cache_dir()`; `wipe` deletes these and nothing else there.
NETWORKS_CACHE, DOWNLOADS_CACHE, CLUSTER_CACHE, CHECKSUMS_CACHE = CACHES = (
    "networks",
    "downloads",
    "cluster-packs",
    "pack-checksums.json",
)


# Signs that Windows allows in no name, and the names of its devices, with whatever ending
# (learn.microsoft.com/windows/win32/fileio/naming-a-file).
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = frozenset(
    (
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "CONIN$",
        "CONOUT$",
        *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"),
    )
)
# What 64 bits hold, and SQLite with them: nanoseconds since 1970 reach it in the year 2262, file systems go further.
_MOST_NS = (1 << 63) - 1


def mtime_ns(facts: os.stat_result) -> int:
    """A file's time of last change, nanoseconds since 1970; the last that can be kept for all that come after it."""
    return max(-_MOST_NS, min(facts.st_mtime_ns, _MOST_NS))


def expanded(path: Path) -> Path:
    """A path that begins with "~" written out; as it is where there is no such user (pathlib raises RuntimeError)."""
    return Path(os.path.expanduser(path))


def resolved(path: Path) -> Path:
    """A path as `expanded`, absolute, without links and `as_spelled`; links that go round stay (pathlib raises
    RuntimeError)."""
    return as_spelled(Path(os.path.realpath(os.path.expanduser(path))))


def as_spelled(path: Path) -> Path:
    """Return an absolute path in the letters in which its file system keeps it.

    Windows and macOS find "/Photos" under "/photos", too, and macOS a name in either of Unicode's forms: a folder that
    is named both ways is one all the same. Where the file system tells them apart, it does so here.
    """
    found = Path(path.anchor)
    for part in path.parts[1:]:
        found /= _spelled(found, part)
    return found


def differ_in_letters_only(one: Path, other: Path) -> bool:
    """Whether two paths are the same folder or file under names of the same letters, in another case say."""
    return one != other and _letters(str(one)) == _letters(str(other)) and _is_same(one, other)


def _spelled(folder: Path, name: str) -> str:
    others = {
        name.swapcase(),
        name.upper(),
        name.lower(),
        *(unicodedata.normalize(form, name) for form in ("NFC", "NFD")),
    }
    if not any(other != name and _is_same(folder / other, folder / name) for other in others):
        return name  # as on most systems: no folder is listed for this
    try:
        names = os.listdir(folder)
    except OSError:
        return name
    if name in names:
        return name
    fitting = (
        other for other in names if _letters(other) == _letters(name) and _is_same(folder / other, folder / name)
    )
    return next(fitting, name)


def _letters(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:  # one is not there
        return False


def portable_name(name: str) -> str:
    """Return a file name that every system takes: what Windows forbids is an underscore, what it reserves has one.

    What is written here may go to a stick, a share, or Windows itself, which opens a printer where it reads "prn.jpg".
    """
    name = _FORBIDDEN.sub("_", name)
    if name.endswith((".", " ")):  # dropped there, so that the file has another name
        name = name[:-1] + "_"
    return f"_{name}" if _is_reserved(name) else name


def _is_reserved(name: str) -> bool:
    return name.partition(".")[0].rstrip(" ").upper() in _DEVICES


def default_library() -> Path:
    """The library used when none is named: FACEORG_LIBRARY, else the platform's data folder."""
    named = os.environ.get(LIBRARY_VARIABLE)
    if named:
        return expanded(Path(named))
    import platformdirs

    return Path(platformdirs.user_data_dir("faceorg", appauthor=False)) / "library"


def cache_dir() -> Path:
    """Remakeable files that belong to no library (rewritten networks, partial downloads)."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("faceorg", appauthor=False))


def made_cache_dir() -> Path:
    """Return `cache_dir()`, made if it is not there; closed to other users either way. Raises OSError.

    Where it is a link to a folder of the user's, that folder's rights are the user's affair.
    """
    folder = cache_dir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.name != "nt" and not folder.is_symlink() and is_open_to_others(folder):
        close_to_others(folder)
    return folder


def resources_dir() -> Path:
    """What the program ships: beside the package in a checkout, inside it once installed as a wheel."""
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"


def samples_dir() -> Path:
    """The shipped photos of people who do not exist: read, never written (see library/scanning/samples.py)."""
    return resources_dir() / "samples"


def pack_folders(library_folder: Path | None) -> list[Path]:
    """Folders searched for model packs, first match wins: library, FACEORG_PACKS, shipped, InsightFace's own."""
    folders = [library_folder / "packs"] if library_folder else []
    named = os.environ.get(PACKS_VARIABLE, "")
    folders += [expanded(Path(part)) for part in named.split(os.pathsep) if part]
    folders.append(resources_dir() / "packs")
    folders.append(expanded(Path("~/.insightface/models")))
    return folders
