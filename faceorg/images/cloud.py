"""A file's facts -> whether its content is here, or only in the cloud: opening such a file fetches it over the network.

OneDrive, and other providers by the same interface of Windows (Cloud Files), leave a file with its name, size and time
and mark it; iCloud marks it, too, and before macOS 14 put a hidden stub ``.IMG_1.jpg.icloud`` in its place.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# winnt.h: FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, FILE_ATTRIBUTE_RECALL_ON_OPEN, FILE_ATTRIBUTE_OFFLINE.
_RECALLED = 0x0040_0000 | 0x0004_0000 | 0x0000_1000
# sys/stat.h of macOS: SF_DATALESS.
_DATALESS = 0x4000_0000
_STUB_START, _STUB_END = ".", ".icloud"


def is_offered() -> bool:
    """Whether this system has such files."""
    return sys.platform in ("win32", "darwin")


def is_in_cloud(facts: os.stat_result) -> bool:
    """Whether a file's content must be fetched before it can be read."""
    windows, macos = getattr(facts, "st_file_attributes", 0), getattr(facts, "st_flags", 0)
    return bool(windows & _RECALLED or macos & _DATALESS)


def stands_for(name: str) -> str | None:
    """Return the name of the file in whose place a stub lies, None for what is no stub."""
    if name.startswith(_STUB_START) and name.endswith(_STUB_END):
        return name[len(_STUB_START) : -len(_STUB_END)] or None
    return None


def has_stub(path: Path) -> bool:
    """Whether a file is not here, but kept in iCloud under its name."""
    return os.path.lexists(path.with_name(f"{_STUB_START}{path.name}{_STUB_END}"))


def is_there(path: Path) -> bool:
    """Whether there is a file, be it in the cloud."""
    return os.path.lexists(path) or has_stub(path)


def lies_in_cloud(path: Path) -> bool:
    """Whether a file is there, but its content only in the cloud. Where no system has such files, nobody is asked."""
    if not is_offered():
        return False
    try:
        return is_in_cloud(os.stat(path))
    except OSError:
        return has_stub(path)
