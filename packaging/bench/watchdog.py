"""The GUI thread's heart -> its longest pauses, phase by phase, and what it was doing in them.

A timer beats every few milliseconds; a beat that comes late by x means that for x ms no click and no repaint was
served. What of x other programs are to blame for is told apart (`proc_time`), so that a busy machine may measure, and
for how much of it the machine itself stood still (`hiccups`), so that a virtual one may. The rest, "own", is what a
user of a quiet machine feels. Time lost to threads of our own is own. A second thread notes the Python stack while a
beat is late.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from hiccups import Hiccups
from proc_time import Lap, ProcessClock
from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4
# A stack is noted once a beat is late by this much.
NOTE_AFTER_S = 0.03
LOOK_EVERY_S = 0.005
# Later than this and the beats up to it are judged at the next one in time: whoever else stood still is awake by then.
JUDGE_LATER_MS = 20


@dataclass
class Phase:
    """Pauses of one phase. worst_ms : longest by the clock; worst_own_ms : longest without what others took, by
    the estimate; at_most_ms : the same without only what they took for certain;
    computed_ms, waited_ms, slept_ms : what that one is made of: computing, ready but without a processor, asleep
    (mostly: while another thread has Python's lock); still_ms : for which the machine stood still in it;
    page_ins : pages read from the disk in it; over_50_disk : own pauses over 50 ms that had such;
    collecting_ms : Python's longest search for garbage."""

    name: str
    beats: int = 0
    worst_ms: float = 0.0
    worst_own_ms: float = 0.0
    at_most_ms: float = 0.0
    computed_ms: float = 0.0
    waited_ms: float = 0.0
    slept_ms: float = 0.0
    over_50: int = 0
    own_over_50: int = 0
    still_ms: float = 0.0
    page_ins: int = 0
    over_50_disk: int = 0
    collecting_ms: float = 0.0
    stacks: Counter[str] = field(default_factory=Counter)


class Watchdog(QObject):
    """Watches the thread it is made on."""

    def __init__(self) -> None:
        super().__init__()
        self.phases: list[Phase] = []
        self._thread_id = threading.get_ident()
        self._clock, self._hiccups = ProcessClock(threading.get_native_id()), Hiccups()
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._stopping = self._counting = False
        self._beats: list[tuple[float, float, float, Lap]] = []
        self._noter = threading.Thread(target=self._note_stacks, daemon=True)
        self._noter.start()
        self._collecting_since = 0.0
        gc.callbacks.append(self._on_collecting)

    def begin(self, name: str) -> None:
        """Count what follows under another name."""
        self.phases.append(Phase(name))
        self._counting = True
        self._last = time.perf_counter()
        self._clock.lap()

    def rest(self) -> None:
        """Count nothing until the next phase."""
        self._judge()
        self._counting = False

    def stop(self) -> None:
        self._timer.stop()
        self._stopping = True
        self._noter.join()
        self._hiccups.stop()
        gc.callbacks.remove(self._on_collecting)

    def _beat(self) -> None:
        now = time.perf_counter()
        lap = self._clock.lap()
        pause_ms = (now - self._last) * 1000 - BEAT_MS
        began, self._last = self._last, now
        if self._counting:
            self.phases[-1].beats += 1
            self._beats.append((began, now, pause_ms, lap))
            if pause_ms < JUDGE_LATER_MS:
                self._judge()

    def _judge(self) -> None:
        """Count the beats so far: once those who tell of stalls have had the time to."""
        phase = self.phases[-1] if self.phases else Phase("")
        for began, now, pause_ms, lap in self._beats:
            stood_s = self._hiccups.within(began, now) if pause_ms > JUDGE_LATER_MS else 0.0
            stolen_s = max(lap.stolen_s, stood_s)
            own_ms = max(0.0, pause_ms - (lap.taken_by_others_s - lap.stolen_s + stolen_s) * 1000)
            phase.worst_ms = max(phase.worst_ms, pause_ms)
            phase.at_most_ms = max(phase.at_most_ms, pause_ms - lap.surely_taken_s * 1000)
            if own_ms > phase.worst_own_ms:
                phase.worst_own_ms = own_ms
                phase.computed_ms = lap.computed_s * 1000
                phase.waited_ms, phase.slept_ms = lap.waited_s * 1000, lap.slept_s * 1000
                phase.still_ms, phase.page_ins = stolen_s * 1000, lap.page_ins
            phase.over_50 += pause_ms > 50
            phase.own_over_50 += own_ms > 50
            phase.over_50_disk += own_ms > 50 and lap.page_ins > 0
        self._beats.clear()

    def _on_collecting(self, stage: str, _facts: dict[str, int]) -> None:
        now = time.perf_counter()
        if stage == "stop" and self._counting:
            phase = self.phases[-1]
            phase.collecting_ms = max(phase.collecting_ms, (now - self._collecting_since) * 1000)
        self._collecting_since = now

    def _note_stacks(self) -> None:
        noted = 0.0
        while not self._stopping:
            time.sleep(LOOK_EVERY_S)
            last = self._last
            if time.perf_counter() - last < NOTE_AFTER_S or last == noted or not self._counting:
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
    if found and found[-1].split(":")[0].endswith(("._next_request", "._next", "._serve")):
        return ""
    return " > ".join(found[-depth:])


def report(phases: list[Phase], *, stacks: int = 0) -> str:
    """Say the worst of each phase and of all, and with `stacks` what the thread was doing in most of its late beats."""
    lines = [
        f"{'phase':34} {'clock ms':>9} {'own ms':>8} {'at most':>8} {'= run':>6} {'wait':>5} {'sleep':>6} "
        f"{'still':>6} {'page-ins':>9} {'>50 ms':>7} {'own >50':>8} {'by disk':>8} {'beats':>7} {'gc':>4}"
    ]
    for phase in phases:
        lines.append(line_of(phase))
        lines += [f"      {count} x {stack}" for stack, count in phase.stacks.most_common(stacks)]
    if phases:
        lines.append(
            f"worst pause of all: {max(phase.worst_own_ms for phase in phases):.0f} ms of our own (at most "
            f"{max(phase.at_most_ms for phase in phases):.0f}), {max(phase.worst_ms for phase in phases):.0f} ms by "
            "the clock with what other programs took"
        )
    return "\n".join(lines)


def line_of(phase: Phase) -> str:
    return (
        f"{phase.name:34} {phase.worst_ms:9.0f} {phase.worst_own_ms:8.0f} {phase.at_most_ms:8.0f} "
        f"{phase.computed_ms:6.0f} {phase.waited_ms:5.0f} {phase.slept_ms:6.0f} {phase.still_ms:6.0f} "
        f"{phase.page_ins:9} {phase.over_50:7} {phase.own_over_50:8} {phase.over_50_disk:8} {phase.beats:7} "
        f"{phase.collecting_ms:4.0f}"
    )
