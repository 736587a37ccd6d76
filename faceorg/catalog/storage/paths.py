"""File names <-> text that SQLite can hold, losslessly, also for names that are not valid UTF-8.

Python shows an undecodable byte of a file name as a lone surrogate, which SQLite refuses. Each of the 128 possible ones
is moved to one of the last 128 private-use code points (U+10FF80 ...), which no real file name uses, and back.
"""

from __future__ import annotations

from pathlib import Path

_SURROGATES = range(0xDC80, 0xDD00)
_PRIVATE = 0x10FF80
_TO_TEXT = {surrogate: _PRIVATE + offset for offset, surrogate in enumerate(_SURROGATES)}
_FROM_TEXT = {private: surrogate for surrogate, private in _TO_TEXT.items()}


def path_to_text(path: Path) -> str:
    return str(path).translate(_TO_TEXT)


def text_to_path(text: str) -> Path:
    """Raises ValueError for what no system takes for a path, which every question about it would end in."""
    if "\0" in text:
        raise ValueError("a path with a NUL in it")
    return Path(text.translate(_FROM_TEXT))


def below(folder: Path) -> tuple[str, str]:
    """Return the range [first, last) of path texts that lie below `folder`, for an indexed scan."""
    prefix = path_to_text(folder).rstrip("/\\")
    separator = "\\" if "\\" in str(folder) and "/" not in str(folder) else "/"
    return prefix + separator, prefix + chr(ord(separator) + 1)
