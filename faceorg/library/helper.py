"""Verbs that take long -> run in a process of their own, so that the window's interpreter is free to paint.

One Python runs one thread at a time: a scan's writer or a search in a thread of the window makes every frame wait for
its turn, dozens of times a frame. `HelperProcess` runs a verb elsewhere and blocks only the thread that calls it;
`InProcess` runs it right there, for tests and for programs without a window. Both are called in the same way:

    helper.call("ingest.scan", folders, retry_failed=True, progress=sink, cancel=token, on_changes=sink)

A verb that is named is imported only where it runs: numpy and what builds on it stay out of the window's process.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

from faceorg.errors import LibraryProblem
from faceorg.library.helper_messages import Answer, Call, SettingsSaved, Steer, Told, Verb, found_verb
from faceorg.library.library import Library
from faceorg.progress import CancelToken, PausableToken

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# How soon a cancel or a pause reaches a verb: sooner than a user looks up from the button.
STEER_EVERY_S = 0.05
# What ends of its own accord does so at once; after this long it is killed, which loses nothing either.
CLOSING_S = 2.0


class Helper(Protocol):
    """Whoever runs verbs of one library."""

    def call(
        self,
        verb: Verb,
        *arguments: Any,
        progress: Callable[[Any], None] | None = None,
        cancel: CancelToken | None = None,
        on_changes: Callable[[Any], None] | None = None,
        **options: Any,
    ) -> Any:
        """Return verb(library, *arguments, **options). Waits: not for the GUI thread.

        verb : a function of the library, or its name ("ingest.scan"); it, the arguments and the value are picklable
        progress, cancel, on_changes : given to the verb if not None
        Raises what the verb raises.
        """
        ...

    def warm(self) -> None:
        """Be ready for a first call."""
        ...

    def close(self) -> None:
        """Stop. Calls that still run raise LibraryProblem."""
        ...


class InProcess:
    """Runs verbs in the calling thread."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def call(self, verb: Verb, *arguments: Any, **options: Any) -> Any:
        given = {name: value for name, value in options.items() if value is not None}
        return found_verb(verb)(self._library, *arguments, **given)

    def warm(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""


class HelperBug(Exception):
    """A bug met in the helper process; the text is its traceback there."""


@dataclass
class _Pending:
    """A call whose answer has not come."""

    heard: dict[str, Callable[[Any], None]]
    done: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None


class HelperProcess:
    """Runs verbs in one other process, started by the first call; a new one is started if it ended."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._line: _Line | None = None
        self._closed = False

    def call(
        self,
        verb: Verb,
        *arguments: Any,
        progress: Callable[[Any], None] | None = None,
        cancel: CancelToken | None = None,
        on_changes: Callable[[Any], None] | None = None,
        **options: Any,
    ) -> Any:
        heard = {"progress": progress, "on_changes": on_changes}
        pending = _Pending({name: sink for name, sink in heard.items() if sink is not None})
        hears = frozenset(pending.heard) | ({"cancel"} if cancel is not None else frozenset())
        given = {name: value for name, value in options.items() if value is not None}
        number = next(self._numbers)
        line = self._open_line()
        line.send(Call(number, verb, arguments, given, hears, "progress" in hears, self._library.settings), pending)
        answer = _waited(line, number, pending, cancel)
        if answer.problem is not None:
            raise answer.problem
        if answer.trace is not None:
            raise HelperBug(answer.trace)
        return answer.value

    def warm(self) -> None:
        self._open_line()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            line, self._line = self._line, None
        if line is not None:
            line.close()

    def _open_line(self) -> _Line:
        with self._lock:
            if self._closed:
                raise LibraryProblem("The library is being closed.")
            if self._line is None or self._line.ended:
                self._line = _Line(self._library)
            return self._line


def _waited(line: _Line, number: int, pending: _Pending, cancel: CancelToken | None) -> Answer:
    """Wait for an answer, passing on meanwhile what the user wants of the verb."""
    cancelled = paused = False
    while not pending.done.wait(STEER_EVERY_S if cancel is not None and not cancelled else None):
        if isinstance(cancel, PausableToken):
            wants_stop = cancel.was_cancelled
            if cancel.is_paused != paused:
                paused = not paused
                line.steer(Steer(number, "pause" if paused else "resume"))
        else:
            wants_stop = cancel is not None and cancel.is_cancelled
        if wants_stop:
            cancelled = True
            line.steer(Steer(number, "cancel"))
    assert pending.answer is not None
    return pending.answer


class _Line:
    """One helper process and the pipe to it. ended : it is gone, whyever."""

    def __init__(self, library: Library) -> None:
        self.ended = False
        self._library = library
        self._pending: dict[int, _Pending] = {}
        self._lock = threading.Lock()
        import multiprocessing

        from faceorg.library.helper_process import serve

        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        # Not a daemon: those may not have the worker processes of a scan.
        self._process = context.Process(
            target=serve, args=(theirs, library.folder, library.most_exact), name="faceorg-helper", daemon=False
        )
        started = threading.Event()
        # The thread that starts it also listens to it: on Linux a child is told when that very thread ends.
        self._listener = threading.Thread(
            target=self._listen, args=(theirs, started), name="faceorg-helper", daemon=True
        )
        self._listener.start()
        started.wait()

    def send(self, call: Call, pending: _Pending) -> None:
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

    def _tell(self, message: Call | Steer | None) -> None:
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
        from faceorg.library.worker_process import interrupts_held_back

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
            self._on_ended()
            self._process.join()
            self._connection.close()
            atexit.unregister(self.close)

    def _take(self, message: Told | SettingsSaved | Answer) -> None:
        if isinstance(message, SettingsSaved):
            self._library.follow(message.settings)
        elif isinstance(message, Told):
            self._pending[message.number].heard[message.what](message.value)
        else:
            with self._lock:
                pending = self._pending.pop(message.number)
            pending.answer = message
            pending.done.set()

    def _on_ended(self) -> None:
        with self._lock:
            self.ended = True
            left, self._pending = self._pending, {}
        for number, pending in left.items():
            pending.answer = _gone(number)
            pending.done.set()


def _gone(number: int) -> Answer:
    sentence = "The background process of faceorg has ended unexpectedly; nothing decided is lost. Try that again."
    return Answer(number, problem=LibraryProblem(sentence))
