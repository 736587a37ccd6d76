"""Linux's scheduler statistics -> how much of a stretch of time other programs took from one thread of this process.

/proc/self/task/ID/schedstat tells, in nanoseconds, how long a thread has run and how long it was ready to run while
something else had the processor. A thread that lags by x in a stretch of time has

    computed  itself,
    waited    for a processor: other programs took it, or our own processes did, where they alone would have filled
              all processors but one (then a quiet machine would have been no faster: not excused; processes that stand
              back by a high nice value give way to the thread at once and are not counted),
    slept     until somebody let it go on: a thread of ours that held Python's lock, a disk. While a thread of ours
              computed it is ours; while one was ready to run and got no processor, it was others. Which one held the
              lock is not known: what all of them waited together is the estimate, what the one that waited longest
              waited is certain.

On a virtual machine the host may give the processor itself to another guest: "steal" in /proc/stat, by processor, in
steps of 10 ms. What was stolen from one of the processors (the thread may have been there, or who holds its lock) is
what others took, too, by the estimate.

A page of a program or of a mapped file that is not in memory is read from the disk when it is touched, and the thread
sleeps meanwhile. A kernel that puts unused pages out early (DAMON with the action "pageout") makes that frequent
on a machine with plenty of free memory. Such page-ins are counted, not excused.

What is not excused is own time: an estimate, and an upper bound, of what the same stretch would take on a machine with
nothing else to do. Where there is no such file (macOS, Windows) everything is own.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None

TASKS = Path("/proc/self/task")
STAT = Path("/proc/stat")
# Threads come and go; those that live shorter than this in between hardly matter.
LOOK_FOR_THREADS_EVERY_S = 0.25
# From this nice value on a process gets a tenth of what a normal one gets, and later.
STANDS_BACK = 10
TICK_S = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01


@dataclass(frozen=True)
class Lap:
    """Seconds since the last lap: that the thread computed, was ready without a processor, slept, and how much of the
    latter two other programs took, by the estimate and for certain. stolen_s : that other guests of the host took, part
    of the estimate; page_ins : pages read from the disk meanwhile, by any thread of the process"""

    computed_s: float
    waited_s: float
    slept_s: float
    taken_by_others_s: float
    surely_taken_s: float
    stolen_s: float = 0.0
    page_ins: int = 0


class ProcessClock:
    """Laps of one thread of this process, thread_id as the kernel numbers it."""

    def __init__(self, thread_id: int) -> None:
        self._thread_id = thread_id
        self._processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._files: dict[int, int] = {}
        self._before: dict[int, tuple[int, int]] = {}
        self._looked_at, self._at = 0.0, time.perf_counter()
        self._process_s, self._children_s, self._children_at = 0.0, 0.0, self._at
        self._page_ins = 0
        self._stolen = self._steal()
        self.lap()

    def lap(self) -> Lap:
        now = time.perf_counter()
        if now - self._looked_at > LOOK_FOR_THREADS_EVERY_S:
            self._looked_at = now
            self._look_for_threads(now)
        after = {thread: found for thread in list(self._files) if (found := self._read(thread)) is not None}
        process_s = time.process_time()
        passed, self._at = now - self._at, now
        ours_s, self._process_s = process_s - self._process_s, process_s
        ran, waited = self._delta(self._thread_id, after)
        others = [self._delta(thread, after)[1] for thread in after if thread != self._thread_id]
        self._before = after
        late = passed > LOOK_FOR_THREADS_EVERY_S / 10
        children_s = self._rate_of_children(now) * passed if late else 0.0
        taken, surely = (
            excused(passed, ran, waited, max(0.0, ours_s - ran), other_waited, children_s, self._processors)
            for other_waited in (sum(others), max(others, default=0.0))
        )
        stolen_before, self._stolen = self._stolen, self._steal()
        stolen = stolen_since(stolen_before, self._stolen) if late else 0.0
        before, self._page_ins = self._page_ins, resource.getrusage(resource.RUSAGE_SELF).ru_majflt if resource else 0
        return Lap(
            ran,
            waited,
            max(0.0, passed - ran - waited),
            min(passed, taken + stolen),
            surely,
            stolen,
            self._page_ins - before,
        )

    @staticmethod
    def _steal() -> dict[int, int]:
        """Ticks that the host took from each processor so far; empty where nobody says."""
        with contextlib.suppress(OSError, ValueError, IndexError), STAT.open() as file:
            lines = (line.split() for line in file.read(4096).splitlines()[:-1])
            return {int(line[0][3:]): int(line[8]) for line in lines if line[0][:3] == "cpu" and line[0] != "cpu"}
        return {}

    def _delta(self, thread: int, after: dict[int, tuple[int, int]]) -> tuple[float, float]:
        """Seconds a thread ran and waited; one that is new began with nothing."""
        ran, waited = after.get(thread, (0, 0))
        ran_before, waited_before = self._before.get(thread, (0, 0))
        return (ran - ran_before) / 1e9, (waited - waited_before) / 1e9

    def _look_for_threads(self, now: float) -> None:
        there = {int(name) for name in os.listdir(TASKS)} if TASKS.is_dir() else set()
        for thread in self._files.keys() - there:
            os.close(self._files.pop(thread))
        for thread in there - self._files.keys():
            with contextlib.suppress(OSError):
                self._files[thread] = os.open(TASKS / str(thread) / "schedstat", os.O_RDONLY)
        self._rate_of_children(now)

    def _read(self, thread: int) -> tuple[int, int] | None:
        try:
            ran, waited = os.pread(self._files[thread], 64, 0).split()[:2]
        except (OSError, ValueError):  # it has ended
            return None
        return int(ran), int(waited)

    def _rate_of_children(self, now: float) -> float:
        """Processors that the processes below this one kept busy since the last time, to the kernel's tick."""
        total, waiting = 0.0, [str(os.getpid())]
        while waiting:
            with contextlib.suppress(OSError):
                parent = Path("/proc") / waiting.pop()
                for children in parent.glob("task/*/children"):
                    for child in children.read_text().split():
                        waiting.append(child)
                        fields = Path("/proc", child, "stat").read_text().rpartition(")")[2].split()
                        if int(fields[16]) < STANDS_BACK:
                            total += (int(fields[11]) + int(fields[12])) * TICK_S
        passed, self._children_at = now - self._children_at, now
        before, self._children_s = self._children_s, total
        return max(0.0, total - before) / max(passed, TICK_S)


def stolen_since(before: dict[int, int], now: dict[int, int]) -> float:
    """Return the seconds that were stolen from the processor that lost most; both in ticks by processor."""
    return max((now[processor] - before.get(processor, now[processor]) for processor in now), default=0) * TICK_S


def excused(
    passed: float, ran: float, waited: float, others_ran: float, other_waited: float, children: float, processors: int
) -> float:
    """Return the seconds of a stretch that other programs took.

    passed : its length; ran, waited : of the thread; others_ran : our other threads together; other_waited : what
    they waited, all or the one of them that waited longest; children : processor time of our other processes
    """
    ours = others_ran + children
    direct = waited - min(waited, max(0.0, ours - (processors - 1) * passed))
    slept = max(0.0, passed - ran - waited)
    indirect = min(other_waited, max(0.0, slept - others_ran))
    return direct + indirect
