"""A library on a disk that is full, or becomes full in the middle of it -> a sentence; nothing lost, reading goes on.

The disk is a tmpfs of just so many bytes, mounted where the library lies; that needs root, and is left out without.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attacks.children import command
from attacks.ledger import Tally
from attacks.victims import Victim, bugs_logged, decisions, log_size

PAGE = 4096


def strike(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    tally = Tally("full disks")
    if os.geteuid() != 0:
        tally.note("left out: mounting a small disk needs root")
        return tally
    victim.put_back()
    size = sum(-(-path.stat().st_size // PAGE) * PAGE + PAGE for path in victim.library.rglob("*"))
    for _ in range(rounds):
        room = rng.choice((0, PAGE, 4 * PAGE, 16 * PAGE, 64 * PAGE, 128 * PAGE))
        with _small_disk(victim, size + room) as is_there:
            if not is_there:
                tally.note("left out: no small disk can be mounted here")
                return tally
            _use(victim, rng, tally, work, room)
    victim.put_library_back()
    return tally


def _use(victim: Victim, rng: random.Random, tally: Tally, work: Path, room: int) -> None:
    """Fill the disk to the last page, have commands write and read, then make room and go on."""
    filler = victim.library / "filler"
    _fill(filler)
    logged = log_size(victim.library)
    acknowledged = decisions(victim.library)
    for number in range(4):
        words = rng.choice(
            (
                ("name", "--faces", "3,5", f"Person {rng.randint(1, 99)}"),
                ("merge", "Anna Keller", "Dora"),
                ("undo",),
                ("rename", "Ben", f"Ben {number}"),
                ("regions", "write", "--sidecar", "photo.xmp"),
                ("export", str(victim.library / "export.json")),
                ("rebuild",) if rng.random() < 0.1 else ("learn",),
            )
        )
        where = f"{' '.join(words)} with {room} bytes left"
        child = command(work / "child", *words, "--library", victim.library)
        status = child.finish(tally, where)
        tally.rounds += 1
        tally.told += status == 1
        now = decisions(victim.library)
        if status == 1 and words[0] in ("name", "merge", "rename") and now != acknowledged:
            pass  # committed, and a later step (its consequences, the backup) had no room: said, and nothing is lost
        elif status == 0 and words[0] in ("name", "rename") and now == acknowledged:
            tally.lost(where)
        acknowledged = now
    for words in (("people", "--json"), ("clusters", "--json"), ("history", "--json")):
        child = command(work / "child", *words, "--library", victim.library)
        if child.finish(tally, f"{words[0]} on a full disk") != 0:
            tally.answered_wrongly(f"{words[0]} cannot read on a full disk: {child.complained.strip()[:120]}")
    trace = bugs_logged(victim.library, logged)
    if trace:
        tally.crashed(f"full disk, {room} bytes left", trace)
    filler.unlink(missing_ok=True)
    if decisions(victim.library) != acknowledged:
        tally.lost("after making room")
    child = command(work / "child", "name", "--faces", "7", "After All", "--library", victim.library)
    if child.finish(tally, "naming once there is room") != 0 and room >= 64 * PAGE:
        tally.answered_wrongly(f"naming once there is room: {child.complained.strip()[:200]}")


def _fill(file: Path) -> None:
    """Let a file take all that is left."""
    with suppress(OSError), file.open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(PAGE))


@contextmanager
def _small_disk(victim: Victim, size: int) -> Iterator[bool]:
    shutil.rmtree(victim.library, ignore_errors=True)
    victim.library.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(victim.library)]
    is_there = subprocess.run(mount, capture_output=True).returncode == 0
    try:
        if is_there:
            shutil.copytree(victim.home / "template" / "library", victim.library, symlinks=True, dirs_exist_ok=True)
        yield is_there
    finally:
        if is_there:
            subprocess.run(["umount", "-l", str(victim.library)], check=True)
