"""A lock for one thread that needs it over and over, and others that need it now and then and must not wait long."""

from __future__ import annotations

import threading


class FairLock:
    """A lock that goes on to whoever waits for it. The thread that has it may take it again; for `with` statements.

    Python's own may be taken again by the thread that has just given it back, as often as it likes, before one that
    waits has woken up.
    """

    def __init__(self) -> None:
        self._turn, self._held = threading.Lock(), threading.Lock()
        self._owner: int | None = None
        self._depth = 0

    def __enter__(self) -> None:
        me = threading.get_ident()
        if self._owner != me:
            with self._turn:  # kept while waiting: who had the lock cannot pass by
                self._held.acquire()
            self._owner = me
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if not self._depth:
            self._owner = None
            self._held.release()
