"""One worker process as its parent sees it: start, hand out jobs, collect answers, watch, kill."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from faceorg.library.workers.analysis import AnalysisTask
from faceorg.library.workers.worker_process import (
    Ready,
    StartFailed,
    WorkerAnswer,
    WorkerLimits,
    interrupts_held_back,
    resident_bytes,
    serve,
)
from faceorg.messages.codes import ReasonCode
from faceorg.messages.message import Message

# Seconds a killed process gets to be gone: one that waits for a dead network drive may never be.
DYING_S = 5.0


@dataclass
class Ticket:
    """A job on its way through the pool; crashes counts the workers that died over it."""

    job: AnalysisTask
    crashes: int = 0


class Worker:
    """A process of its own (spawned: the window has threads, which do not survive a fork).

    queue : tickets handed out, in the order in which their answers will come; the first one is being worked on
    ready : its networks are loaded
    retiring : gets no more jobs and is replaced (its memory has grown)
    alone : works on one suspicious photo and gets no other meanwhile
    answered : jobs it has answered
    lost : does not die although it was killed: it waits in the kernel for a disk or network drive that does not answer
    verdict : why the parent killed it, None when it did not; it concerns the photo `condemned` and no other
    """

    def __init__(self, opener: bytes, limits: WorkerLimits) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, opener, limits), name="faceorg-worker", daemon=True)
        with interrupts_held_back():
            self.process.start()
        theirs.close()
        self.queue: deque[Ticket] = deque()
        self.ready = False
        self.retiring = False
        self.alone = False
        self.lost = False
        self.answered = 0
        self.rss_at_start = 0
        self.verdict: Message | None = None
        self.condemned: Ticket | None = None
        self._clock = time.monotonic()

    def give(self, ticket: Ticket) -> None:
        """Hand out a job. A worker that died meanwhile shows at the next collect()."""
        if not self.queue:
            self._clock = time.monotonic()
        self.queue.append(ticket)
        with suppress(OSError):
            self.connection.send(ticket.job)

    def collect(self) -> Iterator[Ready | StartFailed | WorkerAnswer]:
        """Yield the messages that have arrived."""
        try:
            while self.connection.poll():
                message = self.connection.recv()
                self._clock = time.monotonic()
                yield message
        except (EOFError, OSError):
            return

    @property
    def handles(self) -> list[Connection | int]:
        """What to wait for: a message, or its death."""
        return [self.connection, self.process.sentinel]

    @property
    def is_fresh(self) -> bool:
        """Whether it has not touched any photo yet, or is about to start."""
        return self.answered == 0 and not self.queue

    @property
    def busy_s(self) -> float:
        """Seconds since the current job began, or since the process was started."""
        return time.monotonic() - self._clock if self.queue or not self.ready else 0.0

    @property
    def rss_bytes(self) -> int:
        """Resident memory now; 0 where the system does not tell."""
        return resident_bytes(self.process.pid)

    @property
    def is_alive(self) -> bool:
        return not self.lost and self.process.is_alive()

    def dismiss(self) -> None:
        """Ask the process to end once it is done."""
        with suppress(OSError):
            self.connection.send(None)

    def kill(self, verdict: Message | None = None) -> None:
        """End the process now; the verdict becomes the reason of the photo it was working on."""
        self.verdict = verdict
        self.condemned = self.queue[0] if self.queue else None
        self._end()

    def close(self) -> None:
        """Kill what still runs and free its handles."""
        self._end()
        self.connection.close()
        if not self.lost:
            self.process.close()

    def _end(self) -> None:
        if not self.lost:
            self.process.kill()
            self.process.join(DYING_S)
            self.lost = self.process.is_alive()


def how_it_ended(exit_code: int | None) -> Message:
    """Say why a worker's process ended, to stand behind "each attempt"."""
    if exit_code is None or exit_code >= 0:
        return Message(ReasonCode.ENDED_SILENTLY, exit_code=str(exit_code))
    try:
        name = signal.Signals(-exit_code).name
    except ValueError:
        name = f"signal {-exit_code}"
    if name == "SIGKILL":
        return Message(ReasonCode.KILLED_BY_SYSTEM)
    return Message(ReasonCode.CRASHED, signal=name)
