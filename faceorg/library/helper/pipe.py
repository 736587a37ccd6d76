"""The pipe to a helper process, from the window's end: calls go down, what is said and returned comes up."""

from __future__ import annotations

import atexit
import logging
import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection
from typing import cast

from faceorg.edits import Changes
from faceorg.errors import BugElsewhere, LibraryProblem
from faceorg.library.helper.child import serve_library
from faceorg.library.helper.in_process import InProcess
from faceorg.library.helper.messages import (
    Call,
    ChangesTold,
    FromHelper,
    HelperAnswer,
    ProgressTold,
    SettingsSaved,
    Steer,
    Steering,
    ToHelper,
)
from faceorg.library.opening.library import Library
from faceorg.library.workers.worker_process import interrupts_held_back
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken, PausableToken, ProgressSink

_log = logging.getLogger(__name__)
# How soon a cancel or a pause reaches a verb: sooner than a user looks up from the button.
STEER_EVERY_S = 0.05
# What ends of its own accord does so at once; after this long it is killed, which loses nothing either.
CLOSING_S = 2.0
# Options of a verb that do not travel: what is said through them does.
HEARD = ("progress", "cancel", "on_changes")


class HelperBug(BugElsewhere):
    """A bug met in the helper process."""


@dataclass
class _Pending:
    """A call whose answer has not come."""

    progress: ProgressSink | None
    on_changes: Callable[[Changes], None] | None
    done: threading.Event = field(default_factory=threading.Event)
    answer: HelperAnswer | None = None


class HelperPipe:
    """One helper process and the pipe to it. ended : it is gone, whyever; has_answered : it has been of use."""

    def __init__(self, library: Library, verbs: type[InProcess]) -> None:
        self.ended = self.has_answered = False
        self._library = library
        self._numbers = count(1)
        self._pending: dict[int, _Pending] = {}
        self._lock = threading.Lock()
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        # Not a daemon: those may not have the worker processes of a scan.
        self._process = context.Process(
            target=serve_library,
            args=(theirs, library.folder, verbs, library.edits),
            name="faceorg-helper",
            daemon=False,
        )
        started = threading.Event()
        # The thread that starts it also listens to it: on Linux a child is told when that very thread ends.
        self._listener = threading.Thread(
            target=self._listen, args=(theirs, started), name="faceorg-helper", daemon=True
        )
        self._listener.start()
        started.wait()

    def call(self, verb: str, arguments: tuple[object, ...], options: dict[str, object]) -> object:
        """Have a verb run and return what it returns.

        options : progress, cancel and on_changes stay here, the others are sent
        Raises what the verb raises, HelperBug, and LibraryProblem when the process ends meanwhile.
        """
        hears = frozenset(name for name in HEARD if options.get(name) is not None)
        sent = {name: value for name, value in options.items() if name not in HEARD}
        cancel = cast("CancelToken | None", options.get("cancel"))
        pending = _Pending(
            cast("ProgressSink | None", options.get("progress")),
            cast("Callable[[Changes], None] | None", options.get("on_changes")),
        )
        number = next(self._numbers)
        self._send(Call(number, verb, arguments, sent, hears, self._library.settings), pending)
        answer = _waited(self, number, pending, cancel)
        if answer.problem is not None:
            raise answer.problem
        if answer.trace is not None:
            raise HelperBug(answer.trace)
        return answer.value

    def _send(self, call: Call, pending: _Pending) -> None:
        with self._lock:
            if self.ended:
                pending.answer = _gone(call.number)
                pending.done.set()
                return
            self._pending[call.number] = pending
            self._tell(call)

    def steer(self, steer: Steer) -> None:
        with self._lock:
            self._tell(steer)

    def _tell(self, message: ToHelper) -> None:
        with suppress(OSError):  # it has ended; the listener says so to everybody who waits
            self._connection.send(message)

    def close(self) -> None:
        """Have it end, by itself or by force."""
        with self._lock:
            self._tell(None)
        self._listener.join(CLOSING_S)
        if self._listener.is_alive():
            self._process.kill()
            self._listener.join()

    # ------------------------------------------------------------ on the listening thread
    def _listen(self, theirs: Connection, started: threading.Event) -> None:
        try:
            with interrupts_held_back():
                self._process.start()
            # Before multiprocessing's own, which would wait for it for ever.
            atexit.register(self.close)
            theirs.close()
            started.set()
            while True:
                self._take(self._connection.recv())
        except (EOFError, OSError):
            pass
        finally:
            started.set()
            calls = self._on_ended()
            if self._process.pid is not None:  # it was started
                self._process.join()
            if calls:
                _log.error("the helper process ended while %d verbs ran, exit code %s", calls, self._process.exitcode)
            self._connection.close()
            atexit.unregister(self.close)

    def _take(self, message: FromHelper) -> None:
        if isinstance(message, SettingsSaved):
            self._library.take_over_settings(message.settings)
        elif isinstance(message, ProgressTold):
            if (progress := self._pending[message.number].progress) is not None:
                progress(message.progress)
        elif isinstance(message, ChangesTold):
            if (on_changes := self._pending[message.number].on_changes) is not None:
                on_changes(message.changes)
        else:
            with self._lock:
                pending = self._pending.pop(message.number)
            self.has_answered = True
            pending.answer = message
            pending.done.set()

    def _on_ended(self) -> int:
        """Answer the calls that are left, and return how many there were."""
        with self._lock:
            self.ended = True
            left, self._pending = self._pending, {}
        for number, pending in left.items():
            pending.answer = _gone(number)
            pending.done.set()
        return len(left)


def _gone(number: int) -> HelperAnswer:
    return HelperAnswer(number, problem=LibraryProblem(ProblemCode.HELPER_ENDED))


def _waited(line: HelperPipe, number: int, pending: _Pending, cancel: CancelToken | None) -> HelperAnswer:
    """Wait for an answer, passing on meanwhile what the user wants of the verb."""
    cancelled = paused = False
    while not pending.done.wait(STEER_EVERY_S if cancel is not None and not cancelled else None):
        if isinstance(cancel, PausableToken):
            wants_stop = cancel.was_cancelled
            if cancel.is_paused != paused:
                paused = not paused
                line.steer(Steer(number, Steering.PAUSE if paused else Steering.RESUME))
        else:
            wants_stop = cancel is not None and cancel.is_cancelled
        if wants_stop:
            cancelled = True
            line.steer(Steer(number, Steering.CANCEL))
    assert pending.answer is not None
    return pending.answer
