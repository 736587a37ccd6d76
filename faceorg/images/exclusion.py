"""What the user wants left out of scans: folders by their path, files and folders by a pattern of their name.

An entry that is a path from the root or from home (``/photos/screens``, ``~/Pictures/phone``) is that folder with all
below it. Any other is a pattern with ``*`` and ``?``, in any case of letters: without a slash of a name (``Thumbs``,
``*.gif``), with one of the end of a path (``2019/*-edited.jpg``); no other sign means anything but itself. Folders with
a file called ``.nomedia`` in them, as phones mark what is no picture to look at, are left out by the walk itself.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from faceorg.paths import as_spelled, expanded

# In a folder's listing: this folder, and what is below it, is not to be shown.
NO_MEDIA = ".nomedia"


def is_path(entry: str) -> bool:
    """Whether an entry means one folder, and not a pattern."""
    return entry.startswith("~") or os.path.isabs(entry)


class Exclusion:
    """The entries, ready to be asked about every file of a walk. Without entries it is false."""

    def __init__(self, entries: Sequence[str] = ()) -> None:
        paths = [os.path.abspath(expanded(Path(entry))) for entry in entries if is_path(entry)]
        # Scanned folders are known without the links on the way to them; the folder itself may be one.
        paths += [os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path)) for path in paths]
        self._folders = {_compared(str(as_spelled(Path(path)))) for path in paths}
        patterns = [_pattern(entry) for entry in entries if not is_path(entry)]
        self._names = [pattern for pattern in patterns if "/" not in pattern]
        self._ends = [pattern for pattern in patterns if "/" in pattern]

    def __bool__(self) -> bool:
        return bool(self._folders or self._names or self._ends)

    def covers(self, path: str, name: str) -> bool:
        """Whether a file or folder is left out by itself. path : absolute; name : its last part"""
        path = _compared(path)
        if path in self._folders:
            return True
        name = _in_one_piece(name).lower()
        if any(fnmatchcase(name, pattern) for pattern in self._names):
            return True
        return bool(self._ends) and any(PurePath(path.lower()).match(pattern) for pattern in self._ends)

    def covers_below(self, path: str, roots: Sequence[str]) -> bool:
        """Whether a file is left out, by itself or by a folder around it, up to the folders that are scanned."""
        while True:
            if self.covers(path, os.path.basename(path)):
                return True
            above = os.path.dirname(path)
            if above == path or above in roots:
                return _compared(above) in self._folders
            path = above


def _compared(path: str) -> str:
    """A path as it is compared: some systems take letters in any case."""
    return os.path.normcase(_in_one_piece(path))


def _in_one_piece(text: str) -> str:
    """Letters with marks, which some systems write in two pieces, in one."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _pattern(entry: str) -> str:
    return _in_one_piece(entry.strip("/")).lower().replace("[", "[[]")


NOTHING = Exclusion()
