"""Jobs -> results through worker processes: a photo that crashes, hangs or eats memory costs only itself.

[Note: Blame] Answers of a worker come in the order of its jobs, so when it dies, the first job without an answer is the
one it was working on. That photo is tried again alone in a fresh worker; a second crash is its own fault. Jobs that
only waited in the dead worker's queue go back to the front of the line without blame. A kill from outside (the
out-of-memory killer, an impatient user) need not be the photo's fault, so it gets one more try. A worker whose words
make no sense may have been taken over by a photo: it is killed at once, and what it was working on counts as crashed.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from faceorg.domain import PhotoId
from faceorg.errors import BugElsewhere, LibraryProblem
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis
from faceorg.library.workers.answers import AnswerForm, StartFailed, WorkerAnswer, take_answer, take_start
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.frames import BadAnswer
from faceorg.library.workers.worker import JOBS_AHEAD, Ticket, Worker, how_it_ended
from faceorg.library.workers.worker_process import WorkerLimits, available_bytes, memory_limit_after_start
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken

log = logging.getLogger(__name__)

T = TypeVar("T")

# Resident memory one worker may reach.
MEMORY_LIMIT_BYTES = 2 << 30
# Seconds one photo may take: a crowd of hundreds with a heavy pack on an old machine needs one minute.
PHOTO_TIMEOUT_S = 120.0
# Seconds until a worker must have loaded its networks: a cold disk and a virus scanner need tens of them.
START_TIMEOUT_S = 180.0
# A worker that holds this much more than after its start is replaced between two photos.
RECYCLE_GROWTH_BYTES = 768 << 20
# Workers that die in a row before any of them was ready: then it is not chance.
MAX_START_FAILURES = 3
# Workers that may die over one photo, see [Note: Blame].
MAX_CRASHES, MAX_KILLS = 2, 3
# Signals that no decoder sends itself.
OUTSIDE_SIGNALS = {getattr(signal, name).value for name in ("SIGKILL", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
# What is said of a photo, or of a process that starts, whose answer no sound worker gives, see `answers`.
SENSELESS = Message(ReasonCode.MADE_NO_SENSE)
# How often memory and time limits are looked at while nothing arrives.
WATCH_EVERY_S = 0.1
# Memory to plan for a worker with a heavy pack and a large photo, where cores are many and memory is not.
PLANNED_BYTES = 1 << 30
# Windows waits for at most 63 handles at once, and each worker has two.
MAX_PROCESSES_ON_WINDOWS = 30


@dataclass(frozen=True)
class JobResult(Generic[T]):
    """The outcome of one job: its analysis, or why there is none."""

    photo_id: PhotoId
    analysis: T | None
    failure: Message | None


class Pool(Protocol):
    """What a scan needs of a WorkerPool; tests bring their own."""

    def run(
        self, jobs: Iterable[AnalysisTask], cancel: CancelToken | None = None
    ) -> Generator[JobResult[PhotoAnalysis], None, None]: ...


def default_processes() -> int:
    """One process a core this program may use, fewer where memory is short."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if os.name == "nt":
        cores = min(cores, MAX_PROCESSES_ON_WINDOWS)
    available = available_bytes()
    return cores if available is None else max(1, min(cores, available // PLANNED_BYTES))


class WorkerPool(Generic[T]):
    """Settings of a pool; each run() has processes of its own, started with its first job and gone with its last."""

    def __init__(
        self,
        open_runner: Callable[[], Callable[[AnalysisTask], T]],
        form: AnswerForm[T],
        *,
        processes: int | None = None,
        memory_limit_bytes: int = MEMORY_LIMIT_BYTES,
        timeout_s: float = PHOTO_TIMEOUT_S,
        reach: Reach | None = None,
    ) -> None:
        """open_runner : picklable, called once in each process; e.g. partial(open_job_runner, pack)
        form : how what its function returns comes back
        reach : what the processes can reach at most, see `confinement`; None: whatever this one can, for jobs that
            decode nothing of a stranger's
        """
        self.processes = processes or default_processes()
        self.limits = WorkerLimits(memory_limit_bytes, timeout_s)
        self._form = form
        self._opener = pickle.dumps((open_runner, form, reach))

    def run(
        self,
        jobs: Iterable[AnalysisTask | None],
        cancel: CancelToken | None = None,
        news: threading.Event | None = None,
    ) -> Generator[JobResult[T], None, None]:
        """Yield one result for every job, in the order in which they are done.

        jobs is read in the calling thread and only a few ahead of the results; where it says None, there is none for
        now and it is asked again, at once when `news` is set. Closing the iterator ends the processes.
        Raises PackProblem and the like when workers cannot start, Cancelled when asked to stop.
        """
        news = news or threading.Event()
        run = _PoolRun(self.processes, self.limits, self._opener, self._form, iter(jobs), cancel or CancelToken(), news)
        try:
            yield from run.results()
        finally:
            run.close()


class _PoolRun(Generic[T]):
    """One run of a pool."""

    def __init__(
        self,
        processes: int,
        limits: WorkerLimits,
        opener: bytes,
        form: AnswerForm[T],
        jobs: Iterator[AnalysisTask | None],
        cancel: CancelToken,
        news: threading.Event,
    ) -> None:
        self._processes = processes
        self._limits = limits
        self._opener = opener
        self._form = form
        self._news = news  # a worker has said something, or ended, or there are more jobs
        self._jobs: Iterator[AnalysisTask | None] | None = jobs
        self._cancel = cancel
        self._line: deque[Ticket] = deque()
        self._suspects: deque[Ticket] = deque()
        self._workers: list[Worker] = []
        self._leaving: list[Worker] = []
        self._start_failures = 0

    def results(self) -> Iterator[JobResult[T]]:
        while True:
            self._cancel.raise_if_cancelled()
            self._fill_line()
            if self._jobs is None and not (self._line or self._suspects or any(one.queue for one in self._workers)):
                return
            self._hire()
            self._hand_out()
            self._news.wait(WATCH_EVERY_S)
            self._news.clear()
            for worker in list(self._workers):
                yield from self._results_of(worker)

    def close(self) -> None:
        """End every process of the run, whatever it is doing."""
        for worker in self._workers + self._leaving:
            worker.close()
        self._workers, self._leaving = [], []

    def _fill_line(self) -> None:
        """Read jobs until every worker could be served, or there is none for now."""
        while self._jobs is not None and len(self._line) < self._processes * JOBS_AHEAD:
            try:
                job = next(self._jobs)
            except StopIteration:
                self._jobs = None
                return
            if job is None:
                return
            self._line.append(Ticket(job))

    def _hire(self) -> None:
        """Start workers while there is more work than hands; a suspicious photo always gets a fresh one."""
        fresh = sum(worker.is_fresh for worker in self._workers)
        idle = [worker for worker in self._workers if worker.ready and not worker.queue and not worker.is_fresh]
        for worker in idle[: max(len(self._suspects) - fresh, 0)]:
            self._retire(worker)
        work = len(self._line) + len(self._suspects) + sum(bool(worker.queue) for worker in self._workers)
        for _ in range(min(self._processes, work) - len(self._workers)):
            try:
                self._workers.append(Worker(self._opener, self._limits, self._form.most_bytes, self._news))
            except OSError as error:  # no memory or process slot for one more: go on with those there are
                if not self._workers:
                    raise LibraryProblem(ProblemCode.WORKERS_CANNOT_START, why=error) from error
                return

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.ready and worker.is_fresh and self._suspects:
                worker.alone = True
                worker.give(self._suspects.popleft())
        takers = [worker for worker in self._workers if worker.ready and not worker.alone and not worker.retiring]
        # One job each before anyone gets a second: so the last jobs of a run are shared.
        for depth in range(1, JOBS_AHEAD + 1):
            for worker in takers:
                if self._line and len(worker.queue) < depth:
                    worker.give(self._line.popleft())

    def _results_of(self, worker: Worker) -> Iterator[JobResult[T]]:
        """Take in what a worker has sent, then see whether it still lives and keeps to its limits."""
        was_alive = worker.is_alive  # asked before reading: what a dead one sent is then complete
        for data in worker.collect():
            try:
                if not worker.ready:
                    self._started(worker, data)
                elif not worker.queue:
                    raise BadAnswer("nobody has asked it anything")
                else:
                    yield self._answered(worker, take_answer(data, self._form, worker.queue[0].job))
            except BadAnswer as bad:
                asked = f"photo {worker.queue[0].job.photo_id}" if worker.queue else "nothing"
                log.error("a worker's answer is refused: %s; it was asked for %s", bad, asked)
                worker.distrust()
        if worker.retiring and not worker.queue:
            self._retire(worker)
        elif worker.speaks_wrongly and worker.verdict is None:
            worker.kill(SENSELESS if worker.ready else Message(ReasonCode.ONE_PROCESS_ENDED, ending=SENSELESS))
        elif not was_alive:
            yield from self._died(worker)
        else:
            self._watch(worker)

    def _started(self, worker: Worker, data: bytes) -> None:
        message = take_start(data)
        if not isinstance(message, StartFailed):
            worker.ready, worker.rss_at_start = True, message.rss_bytes
            self._start_failures = 0
        elif message.problem is not None:
            raise message.problem
        else:
            raise BugElsewhere(message.trace)

    def _answered(self, worker: Worker, answer: WorkerAnswer[T]) -> JobResult[T]:
        ticket = worker.queue.popleft()
        worker.answered += 1
        worker.alone = False
        if answer.trace is not None:
            log.error("analysing photo %d failed", ticket.job.photo_id, exc_info=BugElsewhere(answer.trace))
        worker.retiring |= answer.rss_bytes > worker.rss_at_start + RECYCLE_GROWTH_BYTES
        return JobResult(ticket.job.photo_id, answer.value, answer.failure)

    def _retire(self, worker: Worker) -> None:
        worker.dismiss()
        self._workers.remove(worker)
        for gone in [leaver for leaver in self._leaving if not leaver.is_alive]:
            self._leaving.remove(gone)
            gone.close()
        self._leaving.append(worker)

    def _died(self, worker: Worker) -> Iterator[JobResult[T]]:
        """Blame the photo in work, put the others back; see [Note: Blame]."""
        exit_code = None if worker.lost else worker.process.exitcode
        if worker.queue and worker.busy_s > self._limits.timeout_s and worker.verdict is None:
            worker.kill(self._too_slow())  # it ended itself over a hanging photo
        tickets = list(worker.queue)
        self._workers.remove(worker)
        worker.close()
        if not worker.ready:
            ended = Message(ReasonCode.ONE_PROCESS_ENDED, ending=how_it_ended(exit_code))
            self._count_start_failure(worker.verdict or ended)
        elif worker.verdict is not None and worker.condemned not in tickets:  # it answered just before it was killed
            self._line.extendleft(reversed(tickets))
        elif tickets:
            self._line.extendleft(reversed(tickets[1:]))
            yield from self._blamed(tickets[0], worker.verdict, exit_code)

    def _blamed(self, ticket: Ticket, verdict: Message | None, exit_code: int | None) -> Iterator[JobResult[T]]:
        ticket.crashes += 1
        was_killed = exit_code is not None and -exit_code in OUTSIDE_SIGNALS
        name = ticket.job.path.name
        if verdict == SENSELESS:
            attempts = MAX_CRASHES  # it may have been the photo before that took the worker over
        elif verdict is not None:
            attempts = 1
        else:
            attempts = MAX_KILLS if was_killed else MAX_CRASHES
        if ticket.crashes < attempts:
            ending = verdict or how_it_ended(exit_code)
            log.warning("the analysis of photo %d %s; trying again", ticket.job.photo_id, ending)
            self._suspects.append(ticket)
        elif verdict is not None:
            yield JobResult(ticket.job.photo_id, None, Message(ProblemCode.PHOTO_REFUSED, file=name, what=verdict))
        else:
            why = Message(ProblemCode.ANALYSIS_KEEPS_ENDING, file=name, ending=how_it_ended(exit_code))
            yield JobResult(ticket.job.photo_id, None, why)

    def _count_start_failure(self, reason: Message) -> None:
        self._start_failures += 1
        if self._start_failures >= MAX_START_FAILURES:
            raise LibraryProblem(ProblemCode.WORKERS_CANNOT_START, why=reason)

    def _watch(self, worker: Worker) -> None:
        """Kill a worker over its limits; its death is taken in at the next turn."""
        if not worker.ready:
            if worker.busy_s > START_TIMEOUT_S:
                worker.kill(Message(ReasonCode.START_TOOK_TOO_LONG, seconds=START_TIMEOUT_S))
        elif worker.busy_s > self._limits.timeout_s:
            worker.kill(self._too_slow())
        elif worker.queue and worker.rss_bytes > memory_limit_after_start(
            self._limits.memory_bytes, worker.rss_at_start
        ):
            worker.kill(Message(ReasonCode.TOOK_TOO_MUCH_MEMORY, most=self._limits.memory_bytes / 2**30))

    def _too_slow(self) -> Message:
        return Message(ReasonCode.TOOK_TOO_LONG, seconds=self._limits.timeout_s)
