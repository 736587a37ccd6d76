"""A worker pool that stays open: photos come a few at a time, from whichever thread has some, which waits for its own.

A scan on this machine knows its photos beforehand; a worker of a cluster gets them one task after the other. The
processes that look at them are the same, with the same confinement, limits and blame, and load their networks once.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import replace
from typing import Generic, TypeVar

from faceorg.domain import PhotoId
from faceorg.errors import Cancelled
from faceorg.library.workers.analysis import AnalysisTask
from faceorg.library.workers.pool import JobResult, WorkerPool
from faceorg.progress import CancelToken

T = TypeVar("T")

# How long processes wait for another photo before they give their memory back.
IDLE_S = 600.0


class OpenPool(Generic[T]):
    """A pool and the photos that lie before it. analyse() is called from several threads."""

    def __init__(self, pool: WorkerPool[T]) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._cancel = CancelToken()
        self._line: deque[AnalysisTask] = deque()
        self._waiting: dict[PhotoId, Future[JobResult[T]]] = {}
        self._last = PhotoId(0)
        self._is_running = False

    def analyse(self, tasks: Sequence[AnalysisTask]) -> list[JobResult[T]]:
        """Wait until some photos were looked at. Raises what kept the processes from starting, and Cancelled."""
        answers: list[Future[JobResult[T]]] = [Future() for _ in tasks]
        with self._lock:
            if self._cancel.is_cancelled:
                raise Cancelled()
            for task, answer in zip(tasks, answers, strict=True):
                self._last = PhotoId(self._last + 1)
                self._waiting[self._last] = answer
                self._line.append(replace(task, photo_id=self._last))
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._work, name="faceorg-pool", daemon=True).start()
        self._news.set()
        return [answer.result() for answer in answers]

    @property
    def is_free(self) -> bool:
        with self._lock:
            return not self._waiting

    def close(self) -> None:
        """End the processes, whatever they do; who waits is told Cancelled."""
        self._cancel.cancel()
        self._news.set()

    def _work(self) -> None:
        """On a thread of its own, which also is the parent of the processes: hand over photos, give back results."""
        try:
            with closing(self._pool.run(self._photos(), self._cancel, self._news)) as results:
                for result in results:
                    with self._lock:
                        answer = self._waiting.pop(result.photo_id)
                    answer.set_result(result)
        except BaseException as error:  # whoever waits is the one to be told
            with self._lock:
                left, self._waiting = list(self._waiting.values()), {}
                self._line.clear()
                self._is_running = False
            for answer in left:
                answer.set_exception(error)

    def _photos(self) -> Iterator[AnalysisTask | None]:
        """Yield the photos that wait, None while there is none, and end after a while without any."""
        idle_since = time.monotonic()
        while True:
            with self._lock:
                task = self._line.popleft() if self._line else None
                if self._waiting:
                    idle_since = time.monotonic()
                elif time.monotonic() - idle_since > IDLE_S:
                    self._is_running = False
                    return
            yield task
