"""What went wrong on any thread of any process of the program -> `faceorg.log` in the library's folder.

For bug reports: the window shows it when it meets a bug. Readable by its owner only, three files of 1 MB at most, and
without names and photo paths (`traces`, [Note: What a trace says]): our own lines name photos and faces by their
numbers. A library that cannot be written, or is gone, has no log; that is never a problem of its own.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from faceorg.errors import LibraryProblem
from faceorg.files.atomic import OWNER_ONLY
from faceorg.files.plain_files import open_own, open_plain
from faceorg.traces import kind_of, redacted, trace_of

LOG_FILE = "faceorg.log"
# A file holds some thousand traces; OLDER_FILES of them are kept beside the one that is written.
MOST_BYTES, OLDER_FILES = 1_000_000, 2
# What is shown of it: the last traces, without scrolling for minutes.
SHOWN_CHARS = 20_000
# Ours, and the one that speaks when something asked to be called back by a thread fails.
_LOGGERS = ("faceorg", "concurrent.futures")

_NOWHERE = logging.NullHandler()

_log = logging.getLogger(__name__)


def write_into(folder: Path, program: str) -> None:
    """Let what is logged from now on go into the log of the library in `folder`.

    program : which of the processes that may share the log this is ("window", "helper", "faceorg scan")
    """
    stop()
    handler = _LibraryLog(folder, program)
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        if logger.getEffectiveLevel() > logging.INFO:
            logger.setLevel(logging.INFO)


def stop() -> None:
    """Write no more into any library's log."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        for handler in [made for made in logger.handlers if isinstance(made, _LibraryLog)]:
            logger.removeHandler(handler)


def files_of(folder: Path) -> list[Path]:
    """Return the files of a library's log that are there, newest first."""
    named = [folder / LOG_FILE, *(folder / f"{LOG_FILE}.{age}" for age in range(1, OLDER_FILES + 1))]
    return [file for file in named if os.path.lexists(file)]


def end_of(folder: Path) -> str:
    """Return the last lines of a library's log; "" where there is none or it does not read."""
    try:
        with open_plain(folder / LOG_FILE) as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 4 * SHOWN_CHARS))  # no sign takes more than four bytes
            return file.read(4 * SHOWN_CHARS).decode(errors="replace")[-SHOWN_CHARS:]
    except OSError:
        return ""


def catch_everything(then: Callable[[BaseException], None] | None = None) -> None:
    """Log what nobody caught, on every thread and in clean-ups, from now on; Ctrl-C is nobody's bug.

    then : told of each exception as well; without it, Python prints them as before
    """
    # Before a library is open there is no log, and without any handler Python would print the lines for the user.
    logging.getLogger("faceorg").addHandler(_NOWHERE)
    sys_hook, thread_hook, clean_up_hook = sys.__excepthook__, threading.__excepthook__, sys.__unraisablehook__

    def caught(error: BaseException | None) -> bool:
        """Whether it was logged and told, so that Python need not print it."""
        if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
            return False
        if isinstance(error, LibraryProblem):
            _log.warning("a problem: %s", kind_of(error))
        else:
            _log.critical("nobody caught this", exc_info=error)
        if then is not None:
            then(error)
        return then is not None

    def on_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not caught(error):
            sys_hook(kind, error, trace)

    def on_thread(args: threading.ExceptHookArgs) -> None:
        if not caught(args.exc_value):
            thread_hook(args)

    def on_clean_up(args: sys.UnraisableHookArgs) -> None:
        if not caught(args.exc_value):
            clean_up_hook(args)

    sys.excepthook, threading.excepthook, sys.unraisablehook = on_main, on_thread, on_clean_up


class _LibraryLog(logging.Handler):
    """Appends to the log. The file is opened for each record: several processes share it and each may put it aside."""

    def __init__(self, folder: Path, program: str) -> None:
        super().__init__(logging.INFO)
        self._file, self._program = folder / LOG_FILE, program

    def emit(self, record: logging.LogRecord) -> None:
        if not os.path.isdir(self._file.parent):
            return
        try:
            self._put_aside_if_full()
            with open(self._file, "a", encoding="utf-8", errors="replace", opener=_owner_only) as out:
                out.write(self.format(record) + "\n")
        except OSError:
            pass  # a full or read-only disk: what is going on is worth more than its log
        except Exception:  # as every handler of `logging`: a bug here never ends what was logged about
            self.handleError(record)

    def format(self, record: logging.LogRecord) -> str:
        from time import localtime, strftime

        when = strftime("%Y-%m-%d %H:%M:%S", localtime(record.created))
        said = redacted(record.getMessage())
        error = record.exc_info[1] if record.exc_info else None
        line = f"{when} {self._program} ({record.process}) {record.levelname} {record.name}: {said}"
        return f"{line}\n{trace_of(error)}" if error is not None else line

    def _put_aside_if_full(self) -> None:
        """Two processes that do this in the same moment may lose an old file; none that is being written."""
        if not os.path.isfile(self._file) or self._file.stat().st_size < MOST_BYTES:
            return
        for age in range(OLDER_FILES, 0, -1):
            younger = self._file.with_name(f"{LOG_FILE}.{age - 1}" if age > 1 else LOG_FILE)
            if os.path.isfile(younger):
                os.replace(younger, self._file.with_name(f"{LOG_FILE}.{age}"))


def _owner_only(path: str, flags: int) -> int:
    return open_own(Path(path), flags, mode=OWNER_ONLY)
