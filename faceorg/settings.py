"""The few settings of a library: frozen, typed sections, kept as TOML in the library's folder."""

from __future__ import annotations

import math
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from faceorg.errors import LibraryProblem
from faceorg.files import atomic
from faceorg.files.plain_files import read_plain
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message

SETTINGS_FILE = "settings.toml"
# What numbers may be, both ends included. More processes than this no computer of today runs.
RANGES = {"strictness": (0, 1), "workers": (0, 1024)}
# A larger one may not fit into a float.
LARGEST_WHOLE = 1 << 53


@dataclass(frozen=True)
class Analysis:
    """pack: id of the model pack in use, "" until one was chosen; device: auto, cpu, cuda, coreml, directml, openvino;
    workers: analysis processes, 0 for one a core."""

    pack: str = ""
    device: str = "auto"
    workers: int = 0


@dataclass(frozen=True)
class Grouping:
    """strictness: 0 (joins readily) to 1 (joins only the certain); automatic: give clear faces to named people;
    learn: adopt a metric learned from confirmed people where it proves better; stack: decide about nearly the same
    pictures as about one."""

    strictness: float = 0.5
    automatic: bool = True
    learn: bool = True
    stack: bool = True


@dataclass(frozen=True)
class Names:
    """target: where names are written: photo.jpg.xmp or photo.xmp (sidecars), or photo (into the photo itself);
    microsoft: write Microsoft's regions as well; exiftool: the program, where it is not found by itself."""

    target: str = "photo.jpg.xmp"
    microsoft: bool = False
    exiftool: str = ""


@dataclass(frozen=True)
class Scan:
    """exclude: folders and patterns that scans leave out, see `images.exclusion`;
    from_cloud: fetch and open photos whose content lies in the cloud only, see `images.cloud`;
    videos: look for faces in short ones, in all, or in none."""

    exclude: tuple[str, ...] = ()
    from_cloud: bool = False
    videos: str = "short"


@dataclass(frozen=True)
class Window:
    """theme: system, light or dark; language: "" for the system's; watch_folders: notice new photos while open."""

    theme: str = "system"
    language: str = ""
    watch_folders: bool = True


@dataclass(frozen=True)
class Settings:
    """All of them, by their sections in the file."""

    analysis: Analysis = field(default_factory=Analysis)
    grouping: Grouping = field(default_factory=Grouping)
    window: Window = field(default_factory=Window)
    names: Names = field(default_factory=Names)
    scan: Scan = field(default_factory=Scan)


# What people film is shorter than this; films, and cameras that were left running, are longer.
SHORT_VIDEO_S = 300.0


def longest_video_s(scan: Scan) -> float | None:
    """Return how long a video may be that is looked through; None: as long as it likes."""
    return None if scan.videos == "all" else SHORT_VIDEO_S


def load(folder: Path) -> Settings:
    """Read a library's settings; defaults where the file or a key is absent. Unknown keys are left alone.

    Raises LibraryProblem when the file cannot be parsed, or a value has the wrong type or is out of its range.
    """
    file = folder / SETTINGS_FILE
    try:
        document = tomllib.loads(read_plain(file).decode("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise LibraryProblem(ProblemCode.SETTINGS_CANNOT_BE_READ, file=file, why=error) from error
    except (RecursionError, ValueError) as error:  # nested beyond reason, a number of thousands of digits
        why = Message(ReasonCode.NOT_WHAT_BELONGS_THERE)
        raise LibraryProblem(ProblemCode.SETTINGS_CANNOT_BE_READ, file=file, why=why) from error
    settings = Settings()
    for section in fields(Settings):
        values = document.get(section.name, {})
        settings = replace(settings, **{section.name: _section(getattr(settings, section.name), values, file)})
    return settings


def _section(default: Any, values: Any, file: Path) -> Any:
    if not isinstance(values, dict):
        raise LibraryProblem(ProblemCode.SETTINGS_WITHOUT_SECTIONS, file=file)
    known = {}
    for item in fields(default):
        if item.name in values:
            wanted = type(getattr(default, item.name))
            value = values[item.name]
            if wanted is float and type(value) is int and abs(value) <= LARGEST_WHOLE:
                value = float(value)
            if wanted is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
                value = tuple(value)
            if type(value) is not wanted or _holds_nul(value):
                raise LibraryProblem(ProblemCode.SETTING_OF_WRONG_KIND, name=item.name, file=file, kind=wanted.__name__)
            lowest, highest = RANGES.get(item.name, (-math.inf, math.inf))
            if isinstance(value, int | float) and not lowest <= value <= highest:  # nor is what is no number
                raise LibraryProblem(
                    ProblemCode.SETTING_OUT_OF_RANGE, name=item.name, file=file, least=lowest, most=highest
                )
            known[item.name] = value
    return replace(default, **known)


def _holds_nul(value: Any) -> bool:
    """Whether a text is none that names a file, a pattern or anything else."""
    return any("\0" in text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str))


def save(folder: Path, settings: Settings) -> None:
    """Write the settings, readable by their owner only."""
    lines: list[str] = []
    for section, values in asdict(settings).items():
        lines += [f"[{section}]", *(f"{name} = {_toml(value)}" for name, value in values.items()), ""]
    atomic.write_bytes(folder / SETTINGS_FILE, "\n".join(lines).encode())


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        import json

        # A JSON string is a TOML basic string, but for DEL, and for signs that JSON would spell as two.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return repr(value)
