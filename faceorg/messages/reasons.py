"""An exception that the world caused -> why it happened, as part of a problem, in the reader's language.

Python and its libraries say it in English alone. What they raise often has a code here, by number or kind; of the rest
their own words are quoted, so that nobody takes them for a sentence of ours.
"""

from __future__ import annotations

import errno
import re
import sqlite3
from typing import Any

from faceorg.messages.codes import ReasonCode


class Reason:
    """What a message about a reason is made of. code; fields : the values that its texts need"""

    def __init__(self, code: ReasonCode, /, **fields: str | int) -> None:
        self.code, self.fields = code, fields


# What an operating system refuses.
SYSTEM_REASONS = {
    errno.EACCES: ReasonCode.PERMISSION_DENIED,
    errno.EPERM: ReasonCode.PERMISSION_DENIED,
    errno.ENOENT: ReasonCode.FILE_NOT_FOUND,
    errno.EIO: ReasonCode.IO_ERROR,
    errno.EMFILE: ReasonCode.TOO_MANY_OPEN_FILES,
    errno.ENFILE: ReasonCode.TOO_MANY_OPEN_FILES,
    errno.EISDIR: ReasonCode.IS_A_DIRECTORY,
    errno.ENOTDIR: ReasonCode.NOT_A_DIRECTORY,
    errno.ENOSPC: ReasonCode.NO_SPACE_LEFT,
    errno.EDQUOT: ReasonCode.QUOTA_USED_UP,
    errno.EROFS: ReasonCode.READ_ONLY_DISK,
    errno.ELOOP: ReasonCode.TOO_MANY_LINKS,
    errno.ENAMETOOLONG: ReasonCode.FILE_NAME_TOO_LONG,
    errno.EILSEQ: ReasonCode.NAME_NOT_POSSIBLE,
    errno.EEXIST: ReasonCode.FILE_EXISTS,
    errno.ENOTEMPTY: ReasonCode.FOLDER_NOT_EMPTY,
    errno.EBUSY: ReasonCode.IN_USE,
    errno.ETXTBSY: ReasonCode.IN_USE,
    errno.EFBIG: ReasonCode.FILE_TOO_LARGE_FOR_DISK,
    errno.ENODEV: ReasonCode.DEVICE_NOT_THERE,
    errno.ENXIO: ReasonCode.DEVICE_NOT_THERE,
    errno.ENOTCONN: ReasonCode.NO_LONGER_CONNECTED,
    errno.ESTALE: ReasonCode.NO_LONGER_CONNECTED,
    errno.ENOTSUP: ReasonCode.NOT_SUPPORTED,
    errno.EOPNOTSUPP: ReasonCode.NOT_SUPPORTED,
    errno.ENOSYS: ReasonCode.NOT_SUPPORTED,
    errno.EINVAL: ReasonCode.INVALID_ARGUMENT,
    errno.ENOLCK: ReasonCode.NO_LOCKS_LEFT,
    errno.ENOMEM: ReasonCode.TOO_LITTLE_MEMORY,
    errno.EAGAIN: ReasonCode.NOT_NOW,
    errno.ETIMEDOUT: ReasonCode.TIMED_OUT,
    errno.ECONNREFUSED: ReasonCode.CONNECTION_REFUSED,
    errno.ECONNRESET: ReasonCode.CONNECTION_RESET,
    errno.ECONNABORTED: ReasonCode.CONNECTION_RESET,
    errno.EPIPE: ReasonCode.CONNECTION_RESET,
    errno.EHOSTUNREACH: ReasonCode.NETWORK_UNREACHABLE,
    errno.ENETUNREACH: ReasonCode.NETWORK_UNREACHABLE,
    errno.ENETDOWN: ReasonCode.NETWORK_UNREACHABLE,
}

# By the name of the kind, so that nothing is imported for a name; the first that fits counts.
_KINDS = {
    "socket.gaierror": ReasonCode.HOST_UNKNOWN,
    "ssl.SSLCertVerificationError": ReasonCode.CERTIFICATE_REFUSED,
    "builtins.TimeoutError": ReasonCode.TIMED_OUT,
    "builtins.MemoryError": ReasonCode.TOO_LITTLE_MEMORY,
    "builtins.RecursionError": ReasonCode.NESTED_TOO_DEEPLY,
    "builtins.EOFError": ReasonCode.ENDS_IN_THE_MIDDLE,
    "zipfile.BadZipFile": ReasonCode.ARCHIVE_DAMAGED,
    "zlib.error": ReasonCode.ARCHIVE_DAMAGED,
    "_lzma.LZMAError": ReasonCode.ARCHIVE_DAMAGED,
    "PIL.UnidentifiedImageError": ReasonCode.HEADER_MAKES_NO_SENSE,
    # A document that is not built as ours are: which key of it was missing is nobody's business but a programmer's.
    "builtins.LookupError": ReasonCode.NOT_WHAT_BELONGS_THERE,
    "builtins.TypeError": ReasonCode.NOT_WHAT_BELONGS_THERE,
    "builtins.AttributeError": ReasonCode.NOT_WHAT_BELONGS_THERE,
}
# Where tomllib's text says it was; Python 3.14 has it as numbers, too.
_TOML_PLACE = re.compile(r"at line (\d+), column (\d+)")


def reason_known(error: BaseException) -> Reason | None:
    """Return the reason of a kind that is known here, None of any other."""
    if isinstance(error, UnicodeDecodeError):
        return Reason(ReasonCode.NOT_UTF8, at=error.start)
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    names = [f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__]
    if (place := _place_in_text(error, names)) is not None:
        return place
    if (kind := next((_KINDS[name] for name in names if name in _KINDS), None)) is not None:
        return Reason(kind)
    if not isinstance(error, OSError) or "ssl.SSLError" in names:  # whose numbers are others
        return None
    system = SYSTEM_REASONS.get(error.errno or 0)
    if system is not None:
        return Reason(system)
    return Reason(ReasonCode.IN_ITS_WORDS, text=error.strerror) if error.strerror else None


def _of_sqlite(error: sqlite3.Error) -> Reason:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:
        return Reason(ReasonCode.NOT_A_DATABASE)
    return Reason(ReasonCode.SQLITE_SAYS, text=str(error))


def _place_in_text(error: Any, names: list[str]) -> Reason | None:
    """Where a text stops being what it should be."""
    if "json.decoder.JSONDecodeError" in names:
        return Reason(ReasonCode.NOT_JSON, line=error.lineno, column=error.colno)
    if "xml.parsers.expat.ExpatError" in names:
        return Reason(ReasonCode.NOT_XML, line=error.lineno, column=error.offset + 1)
    if "tomllib.TOMLDecodeError" in names:
        found = _TOML_PLACE.search(str(error))
        line, column = found.groups() if found else ("", "")
        return Reason(ReasonCode.NOT_TOML, line=line, column=column) if found else Reason(ReasonCode.NOT_TOML_TO_END)
    return None
