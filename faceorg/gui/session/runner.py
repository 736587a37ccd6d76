"""Verbs of the library -> run off the GUI thread, answered on it, in three lanes:

edits   one worker thread, in the order asked; always finished, also while the window closes
reads   three worker threads for questions that take longer than a frame; answers nobody waits for are dropped
jobs    one long verb at a time (scan, grouping, export), with progress, pause and cancel; others queue up
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from faceorg.errors import Cancelled, LibraryProblem
from faceorg.gui.interpreter_lock import undisturbed
from faceorg.progress import CancelToken, PausableToken, Progress, ProgressSink, no_progress
from faceorg.traces import kind_of, trace_of

T = TypeVar("T")
_log = logging.getLogger(__name__)
# Two for pages, which read quickly, even while the third counts questions or looks through folders for seconds.
READ_THREADS = 3
# A job that is told to stop commits what it has within this; a long computation is cut short, and made again later.
JOB_ENDS_S = 3.0


@dataclass(frozen=True)
class Job(Generic[T]):
    """One long verb.

    title : in a user's words, shown until the first progress arrives ("Looking for new photos")
    work : called on the job thread
    done : called on the GUI thread with its result; not after a cancel or a problem
    key : jobs with the same key are one: asking again while it waits or runs changes nothing, unless it is being
        stopped; None: always queued
    once_more : asked for while it runs, it runs once more after that, for what has come since it began
    newest : it only looks, and the newest question of its key counts: one that waits is dropped for it, one that runs
        is stopped
    uses_pack : it goes on with the pack that it began with; where another one is chosen, it is begun anew
    given_up : called on the GUI thread after a cancel or a problem: nothing is waited for any more
    goes_on : stopped, it leaves what it did until then, and begun again it goes on from there
    is_edit : it decides something and may take long, so it is made among the edits, which wait for it, and is never
        paused; while another job runs, which may take hours, it is made at once and without progress
    """

    title: str
    work: Callable[[ProgressSink, CancelToken], T]
    done: Callable[[T], None] | None = None
    key: str | None = None
    once_more: bool = False
    newest: bool = False
    uses_pack: bool = False
    given_up: Callable[[], None] | None = None
    goes_on: bool = True
    is_edit: bool = False


def _await_end(running: Future[Any]) -> None:
    wait([running], JOB_ENDS_S)


class Runner(QObject):
    """The lanes.

    Signals
    -------
    problem_reported(Message) : what a LibraryProblem says
    crashed(str) : the traceback of a bug
    job_started(Job), job_progressed(Progress), job_paused(bool)
    job_ended(Job, bool) : and whether it ran to its end (False: cancelled or failed)
    """

    problem_reported = Signal(object)
    crashed = Signal(str)
    job_started = Signal(object)
    job_progressed = Signal(object)
    job_paused = Signal(bool)
    job_ended = Signal(object, bool)
    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._edits = ThreadPoolExecutor(1, "edit")
        self._reads = ThreadPoolExecutor(READ_THREADS, "read")
        self._jobs = ThreadPoolExecutor(1, "job")
        # What one job makes is handed to that same job; what it is, no other place knows.
        self._waiting: list[Job[Any]] = []
        self._current: tuple[Job[Any], PausableToken] | None = None
        self._running: Future[Any] | None = None
        self._unanswered = 0
        self._closed = False
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether every edit was made, every question answered, and no job runs or waits."""
        return not self._unanswered and self._current is None and not self._waiting

    # ------------------------------------------------------------ edits and reads
    def edit(
        self,
        verb: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Run an edit after those already asked for; `done` gets its result on the GUI thread.

        failed : called instead of `done` where there is none; why has been reported
        """
        self._unanswered += 1
        self._submit(self._edits, verb, lambda future: self._deliver(future, done, None, failed))

    def read(
        self,
        question: Callable[[], T],
        done: Callable[[T], None],
        owner: QObject | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Ask something slow; the answer is dropped once `owner` is gone.

        failed : called instead of `done` where there is no answer; why has been reported
        """
        self._unanswered += 1
        # From the next turn of the event loop on: while a window or page is still being put together, the questions
        # it asks would only take turns with it in the interpreter.
        QTimer.singleShot(
            0,
            self,
            lambda: self._submit(self._reads, question, lambda future: self._deliver(future, done, owner, failed)),
        )

    def _submit(
        self, lane: ThreadPoolExecutor, work: Callable[[], T], then: Callable[[Future[T]], None]
    ) -> Future[T] | None:
        if self._closed:
            return None
        future = lane.submit(work)
        future.add_done_callback(lambda ended: self._post(then, ended))
        return future

    def _post(self, then: Callable[[Future[T]], None], future: Future[T]) -> None:
        if isValid(self):
            self._answered.emit(then, future)

    @undisturbed
    def _on_answered(self, then: Callable[[Future[T]], None], future: Future[T]) -> None:
        if not self._closed and not future.cancelled():
            then(future)

    def _deliver(
        self,
        future: Future[T],
        done: Callable[[T], None] | None,
        owner: QObject | None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        error = future.exception()
        is_awaited = owner is None or isValid(owner)
        try:
            if error is not None:
                self._report(error)
                if failed is not None and is_awaited:
                    failed()
            elif done is not None and is_awaited:
                done(future.result())
        finally:
            self._unanswered -= 1

    def _report(self, error: BaseException) -> None:
        if isinstance(error, LibraryProblem):
            _log.warning("a problem: %s", kind_of(error))
            self.problem_reported.emit(error.message)
        elif not isinstance(error, Cancelled):
            _log.error("a lane met a bug", exc_info=error)
            self.crashed.emit(trace_of(error))

    # ------------------------------------------------------------ jobs
    @property
    def current_job(self) -> Job[object] | None:
        return self._current[0] if self._current else None

    @property
    def is_paused(self) -> bool:
        return self._current is not None and self._current[1].is_paused

    def job(self, job: Job[T]) -> None:
        """Start a job, or queue it behind the one that runs."""
        if job.is_edit and self._current is not None:
            self.edit(lambda: job.work(no_progress, CancelToken()), job.done, job.given_up)
            return
        same = self._current[1] if self._current and self._current[0].key == job.key else None
        if job.newest:
            self._waiting = [other for other in self._waiting if other.key != job.key]
            if same is not None:
                self.cancel()
        elif job.key is not None and (
            self._is_waiting(job.key) or (same is not None and not job.once_more and not same.is_cancelled)
        ):
            return
        self._waiting.append(job)
        self._start_next()

    def has_job(self, key: str) -> bool:
        """Whether a job of this key runs or waits."""
        return self._is_waiting(key) or (self.current_job is not None and self.current_job.key == key)

    def _is_waiting(self, key: str) -> bool:
        return any(job.key == key for job in self._waiting)

    def pause(self, paused: bool) -> None:
        if self._current:
            token = self._current[1]
            (token.pause if paused else token.resume)()
            self.job_paused.emit(paused)

    def cancel(self) -> None:
        """Stop the running job; what it committed stays."""
        if self._current:
            self._current[1].cancel()

    def give_up(self, key: str) -> Callable[[], None]:
        """Have no job of this key go on; return what waits, in another thread, until the one that ran has stopped."""
        self._waiting = [job for job in self._waiting if job.key != key]
        running = self._running if self._current is not None and self._current[0].key == key else None
        if running is None:
            return lambda: None
        self.cancel()
        return partial(_await_end, running)

    def _start_next(self) -> None:
        if self._current or not self._waiting or self._closed:
            return
        job, token = self._waiting.pop(0), PausableToken()
        self._current = (job, token)
        self.job_started.emit(job)
        lane = self._edits if job.is_edit else self._jobs
        self._running = self._submit(lane, lambda: job.work(self._report_progress, token), self._on_job_ended)

    def _report_progress(self, progress: Progress) -> None:
        if isValid(self) and not self._closed:
            self.job_progressed.emit(progress)

    def _on_job_ended(self, future: Future[object]) -> None:
        assert self._current is not None
        job, _token = self._current
        self._current = None
        error = future.exception()
        try:
            if error is not None:
                self._report(error)
                if job.given_up is not None:
                    job.given_up()
            elif job.done is not None:
                job.done(future.result())
        finally:  # what one job's answer meets must not keep the others waiting
            self.job_ended.emit(job, error is None)
            self._start_next()

    # ------------------------------------------------------------ closing
    def close(self, cut_short: Callable[[], None] = lambda: None) -> None:
        """Finish every edit asked for, stop the job where it is, drop questions.

        cut_short : ends what a job or a question waits for; called when the job had time to stop by itself
        """
        self._closed = True
        self._waiting.clear()
        self.cancel()
        self._edits.shutdown(wait=True)
        if self._running is not None:
            wait([self._running], JOB_ENDS_S)
        cut_short()
        self._reads.shutdown(wait=True, cancel_futures=True)
        self._jobs.shutdown(wait=True)
