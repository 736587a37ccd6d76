"""Tasks -> what became of them, on a cluster whose workers and scheduler may vanish while it works.

Dask hands the tasks out and repeats those of a worker that died; here it is seen to that no more are under way than
the workers can have use for, so that neither the scheduler nor the one writer drowns in them; that each worker has what
it needs before; and that a scheduler that was away is found again.

[Note: Blame on a cluster] Dask gives a task up when several workers in a row died that had it before them, among
others. So it is tried again when nothing else is under way; when workers die of it then, too, it is its own fault.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from faceorg.errors import BugElsewhere, LibraryProblem
from faceorg.library.cluster.link import ClusterTask, Ended, Link, checked_address
from faceorg.library.cluster.parcels import Ask
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken
from faceorg.traces import trace_of

log = logging.getLogger(__name__)

# How long a scan waits for a scheduler that went away, or for any worker at all.
PATIENCE_S = 300.0
# How long one that is started at the same moment may take.
FIRST_PATIENCE_S = 10.0
# After this long without any worker it says that it waits.
SAY_AFTER_S = 5.0
LOOK_EVERY_S, RETRY_EVERY_S = 0.5, 1.0
# Tasks under way for each that the workers work on: a worker that has done one finds the next one there.
AHEAD = 2
# What may travel with those that are under way.
MOST_UNDER_WAY_BYTES = 256 << 20
# How many workers are made ready at a time: what they lack is sent from here.
READIED_AT_ONCE = 4
DEATHS = 2

Tell = Callable[[Message], None]
# Makes one worker ready; raises LibraryProblem where it cannot be used at all.
Ready = Callable[[Ask], None]
T = TypeVar("T")


def say_nothing(_message: Message) -> None:
    """Swallow what is said: for callers who only want the results."""


@dataclass(frozen=True)
class Scheduler:
    """Where the scheduler of a cluster is, and how it is dealt with.

    address : "tcp://host:port", or "tls://..."; tell : what the user should know while a scan goes on
    patience_s : how long is waited for a scheduler that went away, or for any worker
    """

    address: str
    tell: Tell = say_nothing
    patience_s: float = PATIENCE_S

    def __post_init__(self) -> None:
        checked_address(self.address)

    def connect(self, cancel: CancelToken) -> Link:
        """Raises LibraryProblem where no scheduler answers, Cancelled."""
        try:
            return self._connect(min(FIRST_PATIENCE_S, self.patience_s), cancel)
        except OSError as error:
            raise LibraryProblem(ProblemCode.CLUSTER_NOT_THERE, address=self.address, why=error) from error

    def connect_again(self, cancel: CancelToken) -> Link:
        """Wait for a scheduler that went away. Raises LibraryProblem when it stays away, Cancelled."""
        self.tell(Message(FindingCode.CLUSTER_SCHEDULER_GONE, address=self.address, minutes=self.patience_s / 60))
        try:
            link = self._connect(self.patience_s, cancel)
        except OSError as error:
            raise LibraryProblem(ProblemCode.CLUSTER_GONE, address=self.address) from error
        self.tell(Message(FindingCode.CLUSTER_SCHEDULER_BACK, address=self.address))
        return link

    def _connect(self, patience_s: float, cancel: CancelToken) -> Link:
        since = time.monotonic()
        while True:
            cancel.raise_if_cancelled()
            try:
                return Link(checked_address(self.address))
            except OSError:
                if time.monotonic() - since > patience_s:
                    raise
                time.sleep(RETRY_EVERY_S)


class _Roster:
    """The workers behind a connection: looks who came and went, and makes the new ones ready, on threads of its own."""

    def __init__(self, link: Link, ready: Ready, tell: Tell) -> None:
        self._link, self._ready, self._tell = link, ready, tell
        self._known: set[str] = set()
        self._slots: dict[str, int] = {}  # of those that are ready
        self._turn = threading.BoundedSemaphore(READIED_AT_ONCE)
        self._closed = threading.Event()
        self.problem: Exception | None = None
        self.heard_at = time.monotonic()  # when a worker that is made ready has last answered
        threading.Thread(target=self._look, name="faceorg-cluster", daemon=True).start()

    @property
    def slots(self) -> int:
        """How many tasks the workers that are ready take at once."""
        return sum(self._slots.copy().values())

    @property
    def workers(self) -> list[str]:
        """Those that are ready."""
        return list(self._slots.copy())

    def close(self) -> None:
        self._closed.set()

    def _look(self) -> None:
        while not self._closed.wait(LOOK_EVERY_S):
            try:
                there = {worker: slots for worker, slots in self._link.workers().items() if slots}
            except Exception:  # the connection breaks; whoever waits for results sees it and makes another one
                continue
            for worker in self._known - set(there):
                self._known.discard(worker)
                if self._slots.pop(worker, 0) and not self._closed.is_set():
                    self._tell(Message(FindingCode.CLUSTER_WORKER_GONE, worker=worker, left=len(self._slots)))
            for worker in set(there) - self._known:
                self._known.add(worker)
                threading.Thread(target=self._make_ready, args=(worker, there[worker]), daemon=True).start()

    def _make_ready(self, worker: str, slots: int) -> None:
        with self._turn:
            try:
                self._ready(self._asking(worker))
            except LibraryProblem as problem:
                self.problem = LibraryProblem(
                    ProblemCode.CLUSTER_WORKER_UNUSABLE, worker=worker, problem=problem.message
                )
            except Exception as error:
                # It went away meanwhile, most likely: then nobody misses it. One that stays is asked again.
                log.warning("a worker of the cluster was not made ready: %r", error)
                self._known.discard(worker)
                if self._is_bug(error):
                    self.problem = BugElsewhere(trace_of(error))
            else:
                if worker in self._known:
                    self._slots[worker] = slots
                    self._tell(Message(FindingCode.CLUSTER_WORKER_CAME, worker=worker, count=len(self._slots)))

    def _asking(self, worker: str) -> Ask:
        def ask(function: Callable[..., T], /, *arguments: object) -> T:
            found = self._link.ask(worker, function, *arguments)
            self.heard_at = time.monotonic()
            return found

        return ask

    @staticmethod
    def _is_bug(error: Exception) -> bool:
        return isinstance(error, (TypeError, AttributeError, NameError, AssertionError))


@dataclass
class _WaitingTasks:
    """Tasks that wait: those that were under way when something broke first, then new ones; suspects last."""

    new: Iterator[ClusterTask]
    again: deque[ClusterTask] = field(default_factory=deque)
    suspects: deque[ClusterTask] = field(default_factory=deque)

    def next(self, *, is_quiet: bool) -> ClusterTask | None:
        """Return the next task. is_quiet : nothing is under way, so that a suspect may have its turn"""
        if self.again:
            return self.again.popleft()
        found = next(self.new, None)
        if found is None and is_quiet and self.suspects:
            found = self.suspects.popleft()
        return found

    @property
    def is_empty(self) -> bool:
        if not self.again and (found := next(self.new, None)) is not None:
            self.again.append(found)
        return not self.again and not self.suspects


class CallRun:
    """One run of tasks over a cluster; close() ends it, whatever is under way."""

    def __init__(self, scheduler: Scheduler, tasks: Iterator[ClusterTask], ready: Ready, cancel: CancelToken) -> None:
        """tasks : read in the calling thread, only a few ahead of the results; ready : see there

        Raises LibraryProblem where no scheduler answers, Cancelled.
        """
        self._scheduler, self._cancel, self._ready = scheduler, cancel, ready
        self._line = _WaitingTasks(tasks)
        self._count = 0
        self._link = scheduler.connect(cancel)
        self._roster = _Roster(self._link, ready, scheduler.tell)
        self._idle_since: float | None = time.monotonic()
        self._has_said = False

    def suspect(self, task: ClusterTask) -> None:
        """Have a task called when nothing else is under way: maybe workers die of it."""
        task.deaths = max(task.deaths, 1)
        self._line.suspects.append(task)

    def put_back(self, task: ClusterTask) -> None:
        """Have a task called again."""
        self._line.again.append(task)

    def ask_all(self, function: Callable[..., object], *arguments: object) -> None:
        """Call a function on every worker there is, whatever comes of it."""
        for worker in self._roster.workers:
            with suppress(Exception):  # a worker that goes away needs no tidying
                self._link.ask(worker, function, *arguments)

    def results(self) -> Iterator[tuple[ClusterTask, Ended]]:
        """Yield every task with its value, or with `died`, in the order in which they are done.

        Raises LibraryProblem when the cluster stays away or a worker cannot be used, Cancelled.
        """
        while True:
            self._cancel.raise_if_cancelled()
            if self._roster.problem is not None:
                raise self._roster.problem
            if not self._link.is_up:
                self._reconnect()
            if not self._link.under_way and self._line.is_empty:
                return
            self._hand_out()
            self._look_at_clock()
            self._link.wait(LOOK_EVERY_S / 5)
            for task, ended in self._link.ended():
                if not ended.again and (done := self._judged(task, ended)) is not None:
                    yield task, done
                elif ended.again:
                    self.put_back(task)

    def close(self) -> None:
        self._roster.close()
        self._link.close()

    def _hand_out(self) -> None:
        under_way = self._link.under_way
        size_bytes = sum(task.size_bytes for task in under_way)
        for _ in range(self._roster.slots * AHEAD - len(under_way)):
            if size_bytes > MOST_UNDER_WAY_BYTES or any(task.deaths for task in self._link.under_way):
                return
            task = self._line.next(is_quiet=not self._link.under_way)
            if task is None:
                return
            self._count += 1
            self._link.submit(task, self._count)
            size_bytes += task.size_bytes

    def _judged(self, task: ClusterTask, ended: Ended) -> Ended | None:
        """See [Note: Blame on a cluster]."""
        if ended.error is not None:
            if isinstance(ended.error, LibraryProblem):
                raise ended.error
            raise BugElsewhere(trace_of(ended.error))
        if not ended.died:
            return ended
        task.deaths += 1
        if task.deaths >= DEATHS:
            return ended
        self._line.suspects.append(task)
        return None

    def _reconnect(self) -> None:
        self._line.again.extendleft(reversed(self._link.under_way))
        self.close()
        self._link = self._scheduler.connect_again(self._cancel)
        self._roster = _Roster(self._link, self._ready, self._scheduler.tell)
        self._idle_since = time.monotonic()

    def _look_at_clock(self) -> None:
        """Say, and at last give up, when there is nobody to work."""
        if self._roster.slots:
            self._idle_since, self._has_said = None, False
            return
        self._idle_since = max(self._idle_since or time.monotonic(), self._roster.heard_at)
        waited = time.monotonic() - self._idle_since
        if waited > self._scheduler.patience_s:
            raise LibraryProblem(ProblemCode.CLUSTER_WITHOUT_WORKERS, address=self._scheduler.address)
        if waited > SAY_AFTER_S and not self._has_said:
            self._has_said = True
            minutes = self._scheduler.patience_s / 60
            self._scheduler.tell(
                Message(FindingCode.CLUSTER_WAITS_FOR_WORKERS, address=self._scheduler.address, minutes=minutes)
            )
