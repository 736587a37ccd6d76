"""An exception -> its traceback as text that may leave the computer: where the program was, not whom it was about.

[Note: What a trace says]
A trace is written into the log and copied into bug reports, so it holds no name of a person and no path of a photo:
lines of the program and their places in it, kinds of exceptions, and of their messages only what the interpreter says
about code (`'NoneType' object has no attribute 'box'`) or what the system says about a file (`No such file or
directory`, not which). A fault of the world is its kind and code. Any other message may quote data: what stands in
quotes is left out, and the whole message where it still seems to hold a path or the name of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from faceorg.errors import BugElsewhere, LibraryProblem

# A message longer than this says nothing more about where a bug is.
MOST_MESSAGE_CHARS = 500
# Raised by the interpreter about the program itself; what they quote are names in the code.
_ABOUT_CODE = (AttributeError, NameError, TypeError, ImportError, IndexError, ArithmeticError, RecursionError)
_LEFT_OUT = "(left out: it may name a file)"
# From the first opening quote to the last closing one; an apostrophe within a word is neither.
_QUOTED = r"(?s)(?<!\w)[\"'“‘«„`].*[\"'”’»“`](?!\w)"
# A path, or a word with an ending, as in "Anna.jpg"; not a number with decimals, nor the end of a sentence.
_NAMES_A_FILE = r"[\\/]|\w\.[A-Za-z]\w{0,4}\b"
_PATH = r"\S*[\\/]\S*"
# Folders below which the place of a file says which program it is part of, not whose computer this is.
_ROOTS = (Path(__file__).parent.parent.as_posix() + "/", "/site-packages/", "/dist-packages/", "/lib/")


def trace_of(error: BaseException) -> str:
    """Return the traceback of an exception, with those that led to it; see [Note: What a trace says]."""
    return "\n".join(_lines(error, set()))


def kind_of(error: BaseException) -> str:
    """Return what kind of exception it is, and what may be said of its message: the last line of its trace."""
    kind = type(error).__qualname__
    try:
        said = _message(error)
    except Exception:  # of an exception that cannot even say what it is; the log has its place at least
        said = ""
    return f"{kind}: {said}" if said else kind


def redacted(message: str) -> str:
    """Return a message without what may be data: see [Note: What a trace says]."""
    short = re.sub(_QUOTED, "“…”", message)[:MOST_MESSAGE_CHARS]
    return _LEFT_OUT if re.search(_NAMES_A_FILE, short) else short


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    import traceback

    seen.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None and id(earlier) not in seen:
        yield from _lines(earlier, seen)
        yield "which led to:" if error.__cause__ else "while that was handled:"
    yield "Traceback (most recent call last):"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{_place(frame.filename)}", line {frame.lineno}, in {frame.name}'
        if frame.line:
            yield f"    {frame.line}"
    yield kind_of(error)
    if isinstance(error, BugElsewhere):
        yield from ("in another process:", error.trace)
    for part in getattr(error, "exceptions", ()):  # of an exception group
        yield from _lines(part, seen)


def _message(error: BaseException) -> str:
    if isinstance(error, LibraryProblem):
        return str(error.code)
    if isinstance(error, OSError):
        return error.strerror or ""
    if isinstance(error, BugElsewhere):
        return ""
    if isinstance(error, _ABOUT_CODE):
        return re.sub(_PATH, "…", str(error))[:MOST_MESSAGE_CHARS]
    if type(error).__module__ == "sqlite3":  # names columns and constraints; values are never part of our statements
        return re.sub(_QUOTED, "“…”", str(error))[:MOST_MESSAGE_CHARS]
    return redacted(str(error))


def _place(filename: str) -> str:
    """Where a source file lies below its program's folder: "faceorg/catalog/people.py", never below whose home."""
    path = filename.replace("\\", "/")
    if not Path(filename).is_absolute():  # of a packaged program
        return path
    for root in _ROOTS:
        if root in path:
            return path.rsplit(root, 1)[1]
    return path.rsplit("/", 1)[-1]
