"""A second start over a library that a window has open -> that window is shown, and scans what the start was given.

The second process leaves a note in the library's folder, which only its owner can write to; the window takes it away.
Without sockets and signals, so it is the same on every system, and nothing listens that somebody else could speak to.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from faceorg.files import atomic
from faceorg.files.plain_files import read_plain

NOTE = "show-window.json"
# How long the window is waited for; it looks every LOOK_EVERY_S.
PATIENCE_S, LOOK_EVERY_S = 4.0, 0.5


@dataclass(frozen=True)
class AskedFor:
    """What a second start asked the first one for. folder : to be scanned, None where none was given"""

    folder: Path | None


def ask_first(library_folder: Path, folder: Path | None, *, patience_s: float = PATIENCE_S) -> bool:
    """Ask the window that has the library open to show itself; return whether it did."""
    note = library_folder / NOTE
    try:
        atomic.write_bytes(note, json.dumps({"folder": os.fspath(folder.absolute()) if folder else None}).encode())
    except OSError:
        return False
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        if not note.exists():
            return True
        time.sleep(LOOK_EVERY_S / 5)
    with suppress(OSError):
        note.unlink()
    return False


def take_request(library_folder: Path) -> AskedFor | None:
    """Return what a second start asks for, once; None while there is none."""
    note = library_folder / NOTE
    try:
        text = read_plain(note)
        note.unlink()
    except FileNotFoundError:
        return None
    except OSError:
        with suppress(OSError):  # what is no note is not looked at twice a second from now on
            note.unlink()
        return None
    try:
        folder = json.loads(text)["folder"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return AskedFor(None)
    return AskedFor(Path(folder) if isinstance(folder, str) and os.path.isdir(folder) else None)
