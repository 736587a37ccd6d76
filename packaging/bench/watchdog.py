"""The GUI thread's heart -> its longest pauses, phase by phase, and what it was doing in them.

A timer beats every few milliseconds; a beat that comes late by x means that for x ms no click and no repaint was
served. On Linux the time that the thread waited for a processor (other programs ran) is told apart: it is in
/proc/self/task/ID/schedstat. A second thread notes the Python stack while a beat is late.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4
# A stack is noted once a beat is late by this much.
NOTE_AFTER_S = 0.03
LOOK_EVERY_S = 0.005


@dataclass
class Phase:
    """Pauses of one phase. worst_ms, worst_own_ms : longest, and longest without waiting for a processor."""

    name: str
    beats: int = 0
    worst_ms: float = 0.0
    worst_own_ms: float = 0.0
    over_50: int = 0
    own_over_50: int = 0
    stacks: Counter[str] = field(default_factory=Counter)


class Watchdog(QObject):
    """Watches the thread it is made on."""

    def __init__(self) -> None:
        super().__init__()
        self.phases: list[Phase] = []
        self._thread_id = threading.get_ident()
        self._schedstat = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last, self._waited = time.perf_counter(), self._wait_s()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._stopping = False
        self._noter = threading.Thread(target=self._note_stacks, daemon=True)
        self._noter.start()

    def begin(self, name: str) -> None:
        """Count what follows under another name."""
        self.phases.append(Phase(name))
        self._last, self._waited = time.perf_counter(), self._wait_s()

    def stop(self) -> None:
        self._timer.stop()
        self._stopping = True
        self._noter.join()

    def _wait_s(self) -> float:
        """Seconds this thread was ready to run and did not."""
        try:
            return int(self._schedstat.read_text().split()[1]) / 1e9
        except (OSError, IndexError):  # not Linux: nothing is told apart
            return 0.0

    def _beat(self) -> None:
        now, waited = time.perf_counter(), self._wait_s()
        pause_ms = (now - self._last) * 1000 - BEAT_MS
        own_ms = pause_ms - (waited - self._waited) * 1000
        self._last, self._waited = now, waited
        if self.phases:
            phase = self.phases[-1]
            phase.beats += 1
            phase.worst_ms = max(phase.worst_ms, pause_ms)
            phase.worst_own_ms = max(phase.worst_own_ms, own_ms)
            phase.over_50 += pause_ms > 50
            phase.own_over_50 += own_ms > 50

    def _note_stacks(self) -> None:
        noted = 0.0
        while not self._stopping:
            time.sleep(LOOK_EVERY_S)
            last = self._last
            if time.perf_counter() - last < NOTE_AFTER_S or last == noted or not self.phases:
                continue
            noted = last
            frames = sys._current_frames()
            where = _where(frames.pop(self._thread_id, None), 4)
            if not where:  # it waits: for what another thread holds
                others = [_where(frame, 3) for frame in frames.values()]
                where = "waits while " + " | ".join(other for other in others if other and "watchdog" not in other)
            self.phases[-1].stacks[where] += 1


def _where(frame: FrameType | None, depth: int) -> str:
    """Return the innermost places of our code in a stack, "" where it only waits for work."""
    found = [
        f"{Path(step.filename).stem}.{step.name}:{step.lineno}"
        for step in traceback.extract_stack(frame)
        if "/faceorg/" in step.filename
    ]
    if found and found[-1].split(":")[0].endswith(("._next_wish", "._next", "._serve")):
        return ""
    return " > ".join(found[-depth:])


def report(phases: list[Phase], *, stacks: int = 0) -> str:
    """Say the worst of each phase, and with `stacks` what the thread was doing in most of its late beats."""
    lines = [f"{'phase':34} {'worst ms':>9} {'own ms':>8} {'>50 ms':>7} {'own >50':>8} {'beats':>7}"]
    for phase in phases:
        lines.append(
            f"{phase.name:34} {phase.worst_ms:9.0f} {phase.worst_own_ms:8.0f} {phase.over_50:7} "
            f"{phase.own_over_50:8} {phase.beats:7}"
        )
        lines += [f"      {count} x {stack}" for stack, count in phase.stacks.most_common(stacks)]
    return "\n".join(lines)
