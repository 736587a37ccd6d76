"""The inside of the helper process: verbs of the library come down a pipe, what they say and return goes up.

It shares the library with the process that holds the edit lock and started it, and lives no longer: killed at any
moment it loses what a killed scan loses (see `ingest`). Long verbs run one at a time and stand back behind whatever
the user does; short questions run beside them.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from faceorg import log
from faceorg.errors import Cancelled, LibraryProblem
from faceorg.library.helper.in_process import InProcess
from faceorg.library.helper.messages import (
    Call,
    ChangesTold,
    FromHelper,
    HelperAnswer,
    ProgressTold,
    SettingsSaved,
    Steering,
    ToHelper,
)
from faceorg.library.opening.library import Library
from faceorg.library.workers.worker_process import die_with_parent
from faceorg.progress import PausableToken
from faceorg.settings import Settings
from faceorg.traces import trace_of

# Questions answered at the same time: as many as the window has lanes for, and small pictures beside them.
SHORT_THREADS = 4
# Behind the window, which a user looks at; long verbs, and the processes they start, behind questions too (Unix).
NICENESS, BACKGROUND_NICENESS = 10, 19

_log = logging.getLogger(__name__)


class _SharedLibrary(Library):
    """The library that another process has open, for editing or for looking; tells that one of settings saved here."""

    def __init__(self, folder: Path, tell: Callable[[SettingsSaved], None], *, edit: bool) -> None:
        super().__init__(folder, edit=edit, shared=True)
        self._tell = tell

    def save_settings(self, settings: Settings) -> None:
        super().save_settings(settings)
        self._tell(SettingsSaved(settings))


@dataclass
class _Server:
    """Calls that run. out_lock : one message at a time goes up."""

    connection: Connection
    out_lock: threading.Lock = field(default_factory=threading.Lock)
    tokens: dict[int, PausableToken] = field(default_factory=dict)

    def send(self, message: FromHelper) -> None:
        with self.out_lock:
            self.connection.send(message)

    def answer(self, library: Library, verbs: InProcess, call: Call) -> None:
        """Run one call and send its answer, whatever becomes of it."""
        try:
            library.take_over_settings(call.settings)
            self.send(self._attempt(verbs, call))
        except OSError:
            os._exit(0)  # nobody is there to hear it
        except Exception as bug:  # a value that cannot be sent is a bug of the verb, to be raised where it was called
            self.send(HelperAnswer(call.number, trace=trace_of(bug)))
        finally:
            self.tokens.pop(call.number, None)

    def _attempt(self, verbs: InProcess, call: Call) -> HelperAnswer:
        heard = {
            "progress": lambda progress: self.send(ProgressTold(call.number, progress)),
            "on_changes": lambda changes: self.send(ChangesTold(call.number, changes)),
            "cancel": self.tokens[call.number],
        }
        options = {**call.options, **{name: heard[name] for name in call.hears}}
        try:
            return HelperAnswer(call.number, getattr(verbs, call.verb)(*call.arguments, **options))
        except (LibraryProblem, Cancelled) as problem:
            return HelperAnswer(call.number, problem=problem)
        except Exception as bug:  # raised again where the verb was called, and logged there
            return HelperAnswer(call.number, trace=trace_of(bug))

    def steer(self, number: int, how: Steering) -> None:
        """Let a running verb know; one that has ended meanwhile needs no telling."""
        if (token := self.tokens.get(number)) is not None:
            wanted = {Steering.CANCEL: token.cancel, Steering.PAUSE: token.pause, Steering.RESUME: token.resume}
            wanted[how]()


def serve_library(connection: Connection, folder: Path, kind: type[InProcess], edit: bool) -> None:
    """Answer calls over the library in `folder` until None comes or the other end closes.

    kind : who runs them; edit : whether they may change it
    """
    # Ctrl-C in a terminal is meant for the window; it says here what is to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    # All threads, those too that BLAS starts for itself: at nice 0 they kept the window waiting 90 ms on two cores.
    _stand_back(NICENESS)
    log.write_into(folder, "helper")
    log.catch_everything()
    try:
        _serve(_Server(connection), folder, kind, edit)
    except (EOFError, OSError):
        pass  # nobody is there to hear it
    except Exception:  # multiprocessing would print it where nobody looks
        _log.critical("the helper process ends", exc_info=True)
    # What was committed is kept, what was not is taken back by SQLite: there is nothing to clean up.
    os._exit(0)


def _serve(server: _Server, folder: Path, kind: type[InProcess], edit: bool) -> None:
    library = _SharedLibrary(folder, server.send, edit=edit)
    verbs = kind(library)
    long = ThreadPoolExecutor(1, "long", partial(_stand_back, BACKGROUND_NICENESS))
    short = ThreadPoolExecutor(SHORT_THREADS, "short", partial(_stand_back, NICENESS))
    while True:
        message: ToHelper = server.connection.recv()
        if message is None:
            break
        if isinstance(message, Call):
            server.tokens[message.number] = PausableToken()
            (long if message.is_long else short).submit(server.answer, library, verbs, message)
        else:
            server.steer(message.number, message.how)


def _stand_back(niceness: int) -> None:
    """Let this thread, and the processes it starts, give way to others; where threads have a priority (Linux)."""
    if hasattr(os, "setpriority") and os.path.isdir("/proc/self/task"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)
