"""One worker process as its parent sees it: start, hand out jobs, collect answers, watch, kill."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from queue import SimpleQueue

from faceorg.library.workers.analysis import AnalysisTask, OpenedFile
from faceorg.library.workers.worker_process import WorkerLimits, interrupts_held_back, resident_bytes, serve_jobs
from faceorg.messages.codes import ReasonCode
from faceorg.messages.message import Message

# Seconds a killed process gets to be gone: one that waits for a dead network drive may never be.
DYING_S = 5.0
# Jobs handed to a worker at a time: one to work on, the others so that it does not wait while the caller commits.
JOBS_AHEAD = 3
# Answers that may wait to be read: whoever sends so many was not asked for them.
MOST_UNREAD = JOBS_AHEAD + 1


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
    speaks_wrongly : it sent more than any answer has, or more than it was asked for
    """

    def __init__(self, opener: bytes, limits: WorkerLimits, most_bytes: int, news: threading.Event) -> None:
        """Start it. most_bytes : of one answer; news : set whenever it has said something, or ended."""
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(
            target=serve_jobs, args=(theirs, opener, limits), name="faceorg-worker", daemon=True
        )
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
        self.speaks_wrongly = self._distrusted = False
        self._clock = time.monotonic()
        self._unread: deque[bytes] = deque()
        self._news = news
        # Reading what has come in part waits for the rest, for ever where a worker wants that: let a thread wait.
        self._reader = threading.Thread(target=self._read, args=(most_bytes,), name="faceorg-worker", daemon=True)
        self._reader.start()
        # Opening a photo of a network drive that does not answer waits, too, and so does a pipe that is full.
        self._handed: SimpleQueue[AnalysisTask | None] = SimpleQueue()
        self._sender = threading.Thread(target=self._send, name="faceorg-worker-jobs", daemon=True)
        self._sender.start()

    def give(self, ticket: Ticket) -> None:
        """Hand out a job. A worker that died meanwhile shows at the next collect()."""
        if not self.queue:
            self._clock = time.monotonic()
        self.queue.append(ticket)
        self._handed.put(ticket.job)

    def collect(self) -> Iterator[bytes]:
        """Yield the answers that have arrived, as bytes; of a process that has ended, everything it had sent."""
        if not self.lost and not self.process.is_alive():
            self._reader.join(DYING_S)
        while self._unread and not self._distrusted:
            self._clock = time.monotonic()
            yield self._unread.popleft()

    def distrust(self) -> None:
        """Hear no more of it."""
        self.speaks_wrongly = self._distrusted = True

    def _read(self, most_bytes: int) -> None:
        """On a thread of its own: take in what it sends until it ends, or says what it cannot have to say."""
        try:
            while len(self._unread) < MOST_UNREAD:
                self._unread.append(self.connection.recv_bytes(most_bytes))
                self._news.set()
            self.speaks_wrongly = True
        except EOFError:
            pass
        except OSError as error:
            # A message beyond most_bytes is the one error here that the system does not number.
            self.speaks_wrongly = error.errno is None
        finally:
            self._news.set()

    def _send(self) -> None:
        """On a thread of its own: hand over jobs, each with its photo's file, until there is no more or nobody is there
        to take them. None ends the process, and then this thread."""
        with suppress(OSError, ValueError):  # it is gone, or its connection was closed
            while (job := self._handed.get()) is not None:
                if sys.platform == "linux":
                    self._send_opened(job)
                else:  # the worker is confined nowhere else, and opens what it is asked for
                    self.connection.send(job)
            self.connection.send(None)

    def _send_opened(self, job: AnalysisTask) -> None:
        from multiprocessing.reduction import send_handle

        try:
            # A pipe or device that took the photo's place is not waited for.
            descriptor = os.open(job.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except (OSError, ValueError) as error:
            code = error.errno if isinstance(error, OSError) else None
            self.connection.send(replace(job, opened=OpenedFile(error=code or errno.EINVAL)))
            return
        try:
            self.connection.send(replace(job, opened=OpenedFile()))
            send_handle(self.connection, descriptor, self.process.pid)
        finally:
            os.close(descriptor)

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
        self._handed.put(None)

    def kill(self, verdict: Message | None = None) -> None:
        """End the process now; the verdict becomes the reason of the photo it was working on."""
        self.verdict = verdict
        self.condemned = self.queue[0] if self.queue else None
        self._end()

    def close(self) -> None:
        """Kill what still runs and free its handles; one that cannot be killed keeps them, and who listens to it."""
        self._end()
        self._handed.put(None)
        if not self.lost:
            self._reader.join(DYING_S)
            self._sender.join(DYING_S)
            if not self._sender.is_alive():  # it asks for the number of the process
                self.process.close()
        if not self._reader.is_alive() and not self._sender.is_alive():
            self.connection.close()

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
