"""The exception tree: what can go wrong in the world, as opposed to bugs.

    Exception
    +-- LibraryProblem            a code with fields, worded where it is read; the CLI prints it and exits 1
    |   +-- LibraryLocked         another process edits this library (names the holder)
    |   +-- LibraryTooNew         the library was written by a newer faceorg
    |   +-- LibraryDamaged        the catalogue does not read; offers the automatic backup
    |   +-- LibraryReadOnly       an edit was asked of a library that cannot be written
    |   +-- DiskFull              no room left where the library lives
    |   +-- NotFound              an id, name, folder or file that does not exist
    |   +-- InvalidInput          a value that cannot be used (empty name, bad date, ...)
    |   +-- PhotoProblem          one photo could not be read; becomes a FAILED row with this reason
    |   +-- PackProblem           a model pack is missing, damaged, of a wrong kind, or not downloadable
    |   +-- MetadataProblem       a sidecar or embedded metadata block that cannot be read or written
    +-- Cancelled                 the user stopped a long verb; what was committed stays
    +-- BugElsewhere              a bug in the helper or a worker process, raised again in the one that asked

Everything else is a bug and is not caught: it crashes loudly into the log (`log`) and the terminal or the crash sheet.
"""

from __future__ import annotations

from collections.abc import Mapping

from faceorg.messages.codes import Code, ReasonCode
from faceorg.messages.message import Field, Given, Message


class LibraryProblem(Exception):
    """A fault of the world: what is wrong, with which file, what to do.

    message : its code and fields; `messages.message.worded` says it to a user. ``str(problem)`` is the English
        sentence of the command line, for logs.
    """

    def __init__(self, code: Code | Message, /, **fields: Given) -> None:
        """Take a code with the fields of its sentence, or a message that was made elsewhere."""
        self.message = code if isinstance(code, Message) else Message(code, **fields)
        super().__init__(self.message)

    @property
    def code(self) -> Code:
        return self.message.code

    @property
    def fields(self) -> Mapping[str, Field]:
        return self.message.fields

    def __str__(self) -> str:
        return str(self.message)


class LibraryLocked(LibraryProblem):
    """Another process is editing this library."""


class LibraryTooNew(LibraryProblem):
    """The library was written by a newer version of faceorg."""


class LibraryDamaged(LibraryProblem):
    """The catalogue file is damaged."""


class LibraryReadOnly(LibraryProblem):
    """The library cannot be written."""


class DiskFull(LibraryProblem):
    """There is no room left on the library's disk."""


class NotFound(LibraryProblem):
    """Something that was named does not exist."""


class InvalidInput(LibraryProblem):
    """A value that cannot be used."""


class PhotoProblem(LibraryProblem):
    """One photo cannot be analysed; the reason is kept with the photo."""


class PackProblem(LibraryProblem):
    """A model pack cannot be used or fetched."""


class MetadataProblem(LibraryProblem):
    """A photo's metadata or sidecar cannot be read or written."""


class Unusable(ValueError):
    """Bytes that make no sense, met where nobody knows of which file; becomes the reason (`message`) of a problem."""

    def __init__(self, code: ReasonCode) -> None:
        self.message = Message(code)
        super().__init__(self.message)


class Cancelled(Exception):
    """The user stopped a long verb: neither an error nor a success. What was committed before it stays."""


class BugElsewhere(Exception):
    """A bug met in another process of this program. trace : its traceback there, as `traces.trace_of` gives it."""

    def __init__(self, trace: str) -> None:
        super().__init__(trace)
        self.trace = trace
