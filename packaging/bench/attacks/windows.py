"""The window killed while its user names faces, and its helper process killed under it.

Of the window nothing acknowledged may be lost; without its helper it must go on naming at once.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from attacks.children import Child, started
from attacks.kills import acknowledged_in, below, count_bugs, steps_from, wait_for
from attacks.ledger import Tally
from attacks.victims import Victim, decisions, log_size

EDITOR = Path(__file__).with_name("window_editor.py")


def while_naming(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    tally = Tally("kill the window while naming")
    victim.put_library_back()
    for _ in range(rounds):
        before, logged = decisions(victim.library), log_size(victim.library)
        child, lines, where = _open(victim, rng, work)
        wait_for(lines, rng.randint(1, 25), child)
        time.sleep(rng.uniform(0.0, 0.3))
        child.kill()
        tally.rounds += 1
        _look(tally, victim, child, lines, before, logged, work, where)
    return tally


def helper(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    """Kill the helper (and what it started) several times while the window names; then the window."""
    tally = Tally("kill the helper under the window")
    victim.put_library_back()
    while tally.rounds < rounds:
        before, logged = decisions(victim.library), log_size(victim.library)
        child, lines, where = _open(victim, rng, work)
        for _ in range(min(3, rounds - tally.rounds)):
            wait_for(lines, len(acknowledged_in(lines)) + rng.randint(1, 8), child)
            for pid in below(child.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            tally.rounds += 1
            if not wait_for(lines, len(acknowledged_in(lines)) + 2, child):
                tally.hung(f"{where}: it names no more without its helper")
                break
        child.kill()
        _look(tally, victim, child, lines, before, logged, work, where)
    return tally


def _open(victim: Victim, rng: random.Random, work: Path) -> tuple[Child, Path, str]:
    lines, seed = work / "window-lines", rng.randrange(1 << 30)
    lines.unlink(missing_ok=True)
    shutil.rmtree(work / "window.ini", ignore_errors=True)
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONPATH=os.pathsep.join(sys.path))
    words = [sys.executable, EDITOR, victim.library, work / "window.ini", lines, str(seed)]
    return started(work / "window", words, environment), lines, f"window, seed {seed}"


def _look(
    tally: Tally, victim: Victim, child: Child, lines: Path, before: str, logged: int, work: Path, where: str
) -> None:
    done = acknowledged_in(lines)
    if not done:
        tally.crashed(f"{where}: it never named anybody", child.complained)
    tally.acknowledged += len(done)
    count_bugs(tally, child, victim, logged, where)
    if not steps_from(victim, done[-1] if done else before, work, tally, where):
        tally.lost(f"{where}, after {len(done)} edits")
