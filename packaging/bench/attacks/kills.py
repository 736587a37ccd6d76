"""SIGKILL at a random moment, over and over: whatever was acknowledged must be there afterwards, and nothing else.

What a killed edit had not acknowledged may be there or not, but whole: one undo (or redo) must lead to the state that
was acknowledged last.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from attacks.children import REPOSITORY, Child, command, fork, started
from attacks.edits import keep_editing
from attacks.ledger import HANG_S, Tally
from attacks.victims import Victim, bugs_logged, decisions, log_size

# Edits until a kill, at most, and the longest wait after them: an edit or two. A command on a small library.
MOST_EDITS, EDIT_S, COMMAND_S = 12, 0.03, 0.8
# Kills of the same library in a row, until it is put back.
IN_A_ROW = 25


def while_editing(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    """Kill one who names, renames, merges, rejects, ignores, undoes and redoes."""
    tally = Tally("kill while naming, merging, undoing")
    for number in range(rounds):
        if number % IN_A_ROW == 0:
            victim.put_library_back()
            acknowledged = decisions(victim.library)
        lines = work / "acknowledged"
        lines.unlink(missing_ok=True)
        logged, seed = log_size(victim.library), rng.randrange(1 << 30)
        child = fork(work / "child", lambda seed=seed, lines=lines: keep_editing(victim.library, seed, lines))
        wait_for(lines, rng.randint(0, MOST_EDITS), child)
        kill_soon(child, rng, EDIT_S)
        tally.rounds += 1
        where = f"edits, seed {seed}"
        count_bugs(tally, child, victim, logged, where)
        done = acknowledged_in(lines)
        tally.acknowledged += len(done)
        acknowledged = done[-1] if done else acknowledged
        if not steps_from(victim, acknowledged, work, tally, where):
            tally.lost(f"{where}, after {len(done)} edits")
        acknowledged = decisions(victim.library)
    return tally


def while_running(
    victim: Victim,
    rng: random.Random,
    rounds: int,
    work: Path,
    name: str,
    words: Callable[[], tuple[str | Path, ...]],
    steps: int = 1,
) -> Tally:
    """Kill commands that edit in so many steps: afterwards as many at most were made, and `check` finds nothing."""
    tally = Tally(f"kill `faceorg {name}`")
    for number in range(rounds):
        if number % IN_A_ROW == 0:
            victim.put_library_back()
        before, logged = decisions(victim.library), log_size(victim.library)
        child = command(work / "child", *words(), "--library", victim.library)
        kill_soon(child, rng, COMMAND_S)
        tally.rounds += 1
        count_bugs(tally, child, victim, logged, name)
        if not steps_from(victim, before, work, tally, name, steps):
            tally.lost(name)
        if number % 5 == 4:
            _check(victim, work, tally, name)
    return tally


def while_restoring(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    """Kill a restore of a damaged catalogue: it stays damaged or is restored, and restoring again succeeds."""
    tally = Tally("kill `faceorg check --restore`")
    for _ in range(rounds):
        victim.put_library_back()
        sound = decisions(victim.library)
        catalogue = victim.library / "catalog.sqlite"
        catalogue.write_bytes(b"\0" * 8192 + catalogue.read_bytes()[8192:])
        for attempt in range(3):
            child = command(work / "child", "check", "--restore", "--library", victim.library)
            if attempt < 2:
                kill_soon(child, rng, 0.3)
            else:
                child.finish(tally, "restore")
        tally.rounds += 2
        count_bugs(tally, child, victim, 0, "restore")
        try:
            restored = decisions(victim.library)
        except Exception as error:
            restored = repr(error)
        if restored != sound:
            tally.lost(f"restore: {restored[:80]} {child.complained[:160]}")
    return tally


def while_exporting(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    """Kill exports: what lies there is nothing or the whole file, byte for byte, never half of one."""
    tally = Tally("kill exports")
    exports, sound = work / "exports", work / "sound"
    kinds = (("export", "all.json"), ("album", "faces", "faces.csv"))
    shutil.rmtree(sound, ignore_errors=True)
    sound.mkdir(parents=True)
    for *words, name in kinds:
        command(work / "child", *words, sound / name, "--library", victim.library).finish(tally, name)
    for _ in range(rounds):
        shutil.rmtree(exports, ignore_errors=True)
        exports.mkdir()
        *words, name = rng.choice(kinds)
        child = command(work / "child", *words, exports / name, "--library", victim.library)
        kill_soon(child, rng, COMMAND_S)
        tally.rounds += 1
        count_bugs(tally, child, victim, log_size(victim.library), name)
        there = exports / name
        if there.exists() and there.read_bytes() != (sound / name).read_bytes():
            tally.answered_wrongly(f"{name} is not the whole export")
    return tally


def while_writing_names(victim: Victim, rng: random.Random, rounds: int, work: Path, *words: str) -> Tally:
    """Kill `regions write`: every photo is whole, and a second run finishes what the first began."""
    from PIL import Image

    tally = Tally("kill " + " ".join(("regions", "write", *words)))
    for _ in range(rounds):
        victim.put_back()
        pixels = {path: Image.open(path).tobytes() for path in sorted(victim.photos.glob("*.jpg"))[:4]}
        logged = log_size(victim.library)
        child = command(work / "child", "regions", "write", *words, "--library", victim.library)
        kill_soon(child, rng, 1.5)
        tally.rounds += 1
        count_bugs(tally, child, victim, logged, "regions write")
        again = command(work / "child", "regions", "write", *words, "--library", victim.library)
        again.finish(tally, "regions write again")
        for path, before in pixels.items():
            try:
                if Image.open(path).tobytes() != before:
                    tally.changed_outside("regions write", [path.name])
            except OSError:
                tally.changed_outside("regions write: no picture any more", [path.name])
        left = [path.name for path in victim.photos.iterdir() if path.suffix not in (".jpg", ".xmp")]
        left = [name for name in left if not name.startswith(".")]
        if left:
            tally.changed_outside("regions write left", left)
    return tally


def while_wiping(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    """Kill a wipe: the second run finishes, nothing of anybody is left, and no photo was touched."""
    tally = Tally("kill `faceorg wipe`")
    victim.put_back()
    outside = victim.outside()
    for _ in range(rounds):
        victim.put_library_back()
        child = command(work / "child", "wipe", "--yes", "--library", victim.library)
        kill_soon(child, rng, 0.15)
        tally.rounds += 1
        again = command(work / "child", "wipe", "--yes", "--library", victim.library)
        again.finish(tally, "wipe again")
        count_bugs(tally, again, victim, 0, "wipe")
        left = [path.name for path in victim.library.rglob("*") if path.is_file() and _is_personal(path)]
        if left:
            tally.answered_wrongly(f"left after a second wipe: {left[:4]} ({again.complained.strip()[:120]})")
        changed = _differences(outside, victim.outside())
        if changed:
            tally.changed_outside("wipe", changed)
    victim.put_back()
    return tally


def _is_personal(file: Path) -> bool:
    return "packs" not in file.parts and file.name not in ("settings.toml", "library.lock")


def while_scanning(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    """Kill a scan, or its workers, or both: what was decided stays, and the next scan ends with the same faces."""
    tally = Tally("kill scans and their workers")
    environment = dict(os.environ, PYTHONPATH=str(REPOSITORY))
    scan = [sys.executable, "-m", "faceorg", "scan", victim.photos, "--pack", "starter", "--library", victim.library]
    victim.put_back()
    whole = _faces(victim)
    for _ in range(rounds):
        victim.put_library_back()
        sound = decisions(victim.library)
        now = time.time() + rng.randint(5, 500)
        for photo in rng.sample(sorted(victim.photos.glob("*.jpg")), 6):
            os.utime(photo, (now, now))  # to be looked at again
        child = started(work / "child", scan, environment)
        time.sleep(rng.uniform(0.2, 4.0))
        for pid in below(child.pid) if rng.random() < 0.5 else ():
            os.kill(pid, signal.SIGKILL)
            tally.rounds += 1
        time.sleep(rng.uniform(0.0, 0.5))
        child.kill()
        tally.rounds += 1
        again = started(work / "child", scan, environment)
        if again.finish(tally, "scan after kills") not in (0, None):
            tally.answered_wrongly(f"scan after kills: {again.complained[-200:]}")
        if decisions(victim.library) != sound:
            tally.lost("scan")
        if _faces(victim) != whole:
            tally.answered_wrongly("other faces after a scan that was killed")
        _check(victim, work, tally, "scan")
    return tally


def _faces(victim: Victim) -> list[tuple[object, ...]]:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(victim.library / "catalog.sqlite")) as connection:
        return connection.execute(
            "SELECT p.path, round(f.x, 4), round(f.y, 4) FROM faces f JOIN photos p ON p.id = f.photo_id "
            "WHERE f.gone = 0 AND p.state = 'analyzed' ORDER BY 1, 2, 3"
        ).fetchall()


def below(pid: int) -> list[int]:
    import psutil

    try:
        return [child.pid for child in psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


# ---------------------------------------------------------------- what is looked at after a kill
def kill_soon(child: Child, rng: random.Random, longest_s: float) -> None:
    child.wait(rng.uniform(0.0, longest_s))
    if not child.ended:
        child.kill()


def wait_for(lines: Path, count: int, child: Child) -> bool:
    """Wait until so many edits were acknowledged; whether they were."""
    until = time.monotonic() + HANG_S
    while len(acknowledged_in(lines)) < count:
        if child.wait(0.005) or time.monotonic() > until:
            return False
    return True


def acknowledged_in(lines: Path) -> list[str]:
    """Return the checksums that somebody who edits has left, the last one whole."""
    return lines.read_text().split() if lines.exists() else []


def count_bugs(tally: Tally, child: Child, victim: Victim, logged: int, where: str) -> None:
    trace = bugs_logged(victim.library, logged) if victim.library.exists() else ""
    if trace or "Traceback (most recent call last)" in child.complained:
        tally.crashed(where, trace or child.complained)


def steps_from(victim: Victim, acknowledged: str, work: Path, tally: Tally, where: str, most: int = 1) -> bool:
    """Whether the library holds what was acknowledged last, or that and at most so many whole steps more."""
    if decisions(victim.library) == acknowledged:
        return True
    for verb in ("undo", "redo"):
        kept = work / "kept"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(victim.library, kept)
        for _step in range(most):
            command(work / "step", verb, "--library", kept).finish(tally, f"{verb} after {where}")
            if decisions(kept) == acknowledged:
                return True
    return False


def _check(victim: Victim, work: Path, tally: Tally, where: str) -> None:
    child = command(work / "check", "check", "--json", "--library", victim.library)
    if child.finish(tally, f"check after {where}"):
        tally.answered_wrongly(f"check after {where}: {(child.said or child.complained)[:300]}")


def _differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
