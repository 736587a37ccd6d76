"""How long verbs report and stop: Progress values into a sink, a CancelToken asked between steps."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from faceorg.errors import Cancelled
from faceorg.messages.codes import TaskCode
from faceorg.messages.message import Message


@dataclass(frozen=True)
class Progress:
    """One report of a long verb.

    task : what is being done, to be worded where it is shown ("Looking for photos")
    done, total : items finished and items known; total is None while it is not known yet
    rate : items per second over the recent past, None before there is one
    seconds_left : estimate, None where there is none
    """

    task: Message
    done: int
    total: int | None = None
    rate: float | None = None
    seconds_left: float | None = None


ProgressSink = Callable[[Progress], None]


def no_progress(_progress: Progress) -> None:
    """Swallow reports: the sink of callers who do not care."""


class CancelToken:
    """Asked by long verbs between steps; set from another thread or a signal handler."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise Cancelled once cancel() was called."""
        if self._event.is_set():
            raise Cancelled()


class PausableToken(CancelToken):
    """A CancelToken on which a long verb also waits while the user has paused it."""

    def __init__(self) -> None:
        super().__init__()
        self._running = threading.Event()
        self._running.set()

    def pause(self) -> None:
        self._running.clear()

    def resume(self) -> None:
        self._running.set()

    @property
    def is_paused(self) -> bool:
        return not self._running.is_set()

    @property
    def was_cancelled(self) -> bool:
        """Whether cancel() was called, without waiting."""
        return self._event.is_set()

    def cancel(self) -> None:
        super().cancel()
        self._running.set()

    @property
    def is_cancelled(self) -> bool:
        self._running.wait()
        return super().is_cancelled

    def raise_if_cancelled(self) -> None:
        self._running.wait()
        super().raise_if_cancelled()


class ProgressMeter:
    """Turns step counts into throttled Progress reports with a rate and the time left.

    REPORT_EVERY_S keeps a fast loop from spending its time on painting; the last report is never swallowed.
    """

    REPORT_EVERY_S = 0.1
    # The rate is a mean over at least this long, so that a batch commit does not make the time left jump.
    RATE_WINDOW_S = 10.0

    def __init__(self, task: TaskCode | Message, total: int | None, sink: ProgressSink = no_progress) -> None:
        self.task = task if isinstance(task, Message) else Message(task)
        self.total, self.done = total, 0
        self._sink = sink
        self._marks = [(time.monotonic(), 0)]
        self._last_report = 0.0
        self._report(force=True)

    def step(self, count: int = 1) -> None:
        self.done += count
        if self.done == count:
            # Pace is counted from the first result on: what came before was starting up (loading networks).
            self._marks = [(time.monotonic(), self.done)]
        self._report(force=self.done == self.total)

    def _report(self, *, force: bool) -> None:
        now = time.monotonic()
        if not force and now - self._last_report < self.REPORT_EVERY_S:
            return
        self._last_report = now
        if self.done:
            self._marks.append((now, self.done))
        while len(self._marks) > 2 and now - self._marks[1][0] > self.RATE_WINDOW_S:
            self._marks.pop(0)
        since, done_then = self._marks[0]
        rate = (self.done - done_then) / (now - since) if now - since > 0.2 and self.done > done_then else None
        left = (self.total - self.done) / rate if rate and self.total is not None else None
        self._sink(Progress(self.task, self.done, self.total, rate, left))
