"""Verbs that take long -> run in a process of their own, so that the window's interpreter is free to paint.

One Python runs one thread at a time: a scan's writer or a search in a thread of the window makes every frame wait for
its turn, dozens of times a frame. `HelperProcess` runs a verb elsewhere and blocks only the thread that calls it;
`InProcess` runs it right there, for tests and for programs without a window. Both are called in the same way:

    helper.call("scanning.ingest.scan", folders, retry_failed=True, progress=sink, cancel=token, on_changes=sink)

A verb that is named is imported only where it runs: numpy and what builds on it stay out of the window's process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from faceorg.errors import LibraryProblem
from faceorg.library.opening.library import Library
from faceorg.progress import CancelToken

if TYPE_CHECKING:
    from faceorg.library.helper.messages import Verb
    from faceorg.library.helper.pipe import HelperPipe


# Processes that may end in a row before they answered anything: then it is not chance, and each small picture would
# start another one.
MAX_FAILURES = 3


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

        verb : a function of the library, or its name ("scanning.ingest.scan"); all of it is picklable
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
        from faceorg.library.helper.messages import found_verb

        return found_verb(verb)(self._library, *arguments, **given)

    def warm(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""


class HelperProcess:
    """Runs verbs in one other process, started by the first call; a new one is started if it ended."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._pipe: HelperPipe | None = None
        self._failures = 0
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
        sinks = {name: sink for name, sink in heard.items() if sink is not None}
        given = {name: value for name, value in options.items() if value is not None}
        return self._open_pipe().call(verb, arguments, given, sinks, cancel)

    def warm(self) -> None:
        self._open_pipe()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            line, self._pipe = self._pipe, None
        if line is not None:
            line.close()

    def _open_pipe(self) -> HelperPipe:
        from faceorg.library.helper.pipe import HelperPipe  # with multiprocessing: the window opens without it

        with self._lock:
            if self._closed:
                raise LibraryProblem("The library is being closed.")
            if self._pipe is None or self._pipe.ended:
                self._pipe = self._new_line(HelperPipe)
            return self._pipe

    def _new_line(self, open_line: type[HelperPipe]) -> HelperPipe:
        if self._pipe is not None:
            self._failures = 0 if self._pipe.has_answered else self._failures + 1
        if self._failures >= MAX_FAILURES:
            raise LibraryProblem(
                "The background process of faceorg cannot be started; close faceorg and open it again."
            )
        return open_line(self._library)
