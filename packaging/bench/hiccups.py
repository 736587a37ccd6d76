"""When did the machine itself stand still? One process a processor that only sleeps, and tells when it overslept.

The idea is Gil Tene's jHiccup: who does nothing but sleep for a few milliseconds and wakes up 100 ms late was held up
by the machine, and so was everybody else on that processor. A virtual machine's processors stop now and then, and not
all of it is "steal" in /proc/stat. What such a process waited while other programs had its processor is not counted
(/proc/self/schedstat): that is load, not a hiccup, and `proc_time` knows it already.

    python packaging/bench/hiccups.py PROCESSOR        # prints "begin end" of each stall, in seconds of perf_counter
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import deque

SLEEP_S = 0.004
# Timers are late by less than this on a machine that is well.
LEAST_S = 0.01
KEPT = 4096


class Hiccups:
    """Listens to one such process for each processor; nothing is known where the system cannot pin processes."""

    def __init__(self) -> None:
        self._found: deque[tuple[float, float]] = deque(maxlen=KEPT)
        processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
        self.sleepers = [
            subprocess.Popen([sys.executable, __file__, str(processor)], stdout=subprocess.PIPE, text=True)
            for processor in processors
        ]
        for sleeper in self.sleepers:
            threading.Thread(target=self._listen, args=(sleeper,), daemon=True).start()

    def _listen(self, sleeper: subprocess.Popen[str]) -> None:
        for line in sleeper.stdout or ():
            begin, end = map(float, line.split())
            self._found.append((begin, end))

    def within(self, begin: float, end: float) -> float:
        """Return how many seconds of this stretch (of perf_counter) the processor that stood still longest did."""
        return max((0.0, *(min(end, stop) - max(begin, start) for start, stop in list(self._found))))

    def stop(self) -> None:
        for sleeper in self.sleepers:
            sleeper.kill()
            sleeper.wait()


def watch(processor: int) -> None:
    """Sleep on one processor until nobody listens, and print each stall."""
    listener = os.getppid()
    os.sched_setaffinity(0, {processor})
    schedstat = os.open("/proc/self/schedstat", os.O_RDONLY)

    def waited_s() -> float:
        return int(os.pread(schedstat, 64, 0).split()[1]) / 1e9

    began, waited = time.perf_counter(), waited_s()
    while os.getppid() == listener:
        time.sleep(SLEEP_S)
        now, waited_now = time.perf_counter(), waited_s()
        stall = now - began - SLEEP_S - (waited_now - waited)
        if stall > LEAST_S:
            print(now - stall, now, flush=True)
        began, waited = time.perf_counter(), waited_s()


if __name__ == "__main__":
    watch(int(sys.argv[1]))
