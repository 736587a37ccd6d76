"""One file of a library, damaged as disks and people damage files -> what the program answers then.

A damaged library may refuse in a sentence, or answer as if nothing had been; it must not answer something else without
`check` naming the damage. Damage of derived files must not keep anybody from what is decided.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from attacks.children import command
from attacks.ledger import Tally
from attacks.victims import Victim, decisions

SECTOR = 512
DECIDED, DERIVED = "the catalogue", "derived files"
QUESTIONS: dict[str, tuple[str, ...]] = {
    "people": ("people", "--json"),
    "export": ("export",),
    "clusters": ("clusters", "--json"),
    "history": ("history", "--json"),
}
# Made anew from photos: what they say may be gone, but not wrong, and names are there without them.
ALWAYS = ("people", "export")

Damage = Callable[[Path, random.Random], str]


def strike(victim: Victim, rng: random.Random, rounds: int, work: Path, kind: str) -> Tally:
    """Damage one file a round and ask everything."""
    tally = Tally(f"damage {kind}")
    victim.put_back()
    outside, truth = victim.outside(), _answers(victim, work, tally, "sound")
    for _ in range(rounds):
        victim.put_library_back()
        files = _files(victim.library, kind)
        file, damage = rng.choice(files), rng.choice(DAMAGES)
        where = f"{file.relative_to(victim.library)}: {damage(file, rng)}"
        tally.rounds += 1
        check = command(work / "check", "check", "--json", "--library", victim.library)
        told = check.finish(tally, f"check, {where}") not in (0, None)
        tally.told += told
        answers = _answers(victim, work, tally, where)
        for name, answer in answers.items():
            if answer is None:
                if kind == DERIVED and name in ALWAYS:
                    tally.lost(f"{name} is refused, {where}")
            elif answer != truth[name] and not told:
                tally.answered_wrongly(f"{name}, {where}")
        changed = sorted(path for path, digest in victim.outside().items() if outside.get(path) != digest)
        if changed:
            tally.changed_outside(where, changed)
    return tally


def restored(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    """Damage the catalogue and restore it: what the backup holds is there again."""
    tally = Tally("damage, then `faceorg check --restore`")
    victim.put_back()
    sound = decisions(victim.library)
    for _ in range(rounds):
        victim.put_library_back()
        file = victim.library / "catalog.sqlite"
        where = rng.choice(DAMAGES)(file, rng)
        tally.rounds += 1
        child = command(work / "child", "check", "--restore", "--library", victim.library)
        status = child.finish(tally, f"restore, {where}")
        tally.told += status == 0
        try:
            if decisions(victim.library) != sound:
                tally.lost(f"after a restore, {where}")
        except Exception as error:
            tally.lost(f"after a restore ({status}), {where}: {error} {child.complained[:200]}")
    return tally


def _answers(victim: Victim, work: Path, tally: Tally, where: str) -> dict[str, object | None]:
    found: dict[str, object | None] = {}
    for name, words in QUESTIONS.items():
        child = command(work / "child", *words, "--library", victim.library)
        status = child.finish(tally, f"{name}, {where}")
        found[name] = json.loads(child.said) if status == 0 else None
    return found


def _files(library: Path, kind: str) -> list[Path]:
    if kind == DECIDED:
        return [library / "catalog.sqlite"]
    index = [path for path in sorted((library / "index").rglob("*")) if path.is_file()]
    return [library / "embeddings.sqlite", library / "thumbnails.sqlite", *index]


# ---------------------------------------------------------------- ways to damage a file
def _zero_sectors(file: Path, rng: random.Random) -> str:
    return _overwrite(file, rng, "zeros over", lambda size: bytes(size))


def _noise(file: Path, rng: random.Random) -> str:
    return _overwrite(file, rng, "noise over", rng.randbytes)


def _overwrite(file: Path, rng: random.Random, what: str, content: Callable[[int], bytes]) -> str:
    data = bytearray(file.read_bytes())
    sectors = max(len(data) // SECTOR, 1)
    count = rng.choice((1, 1, 2, 8, 64))
    first = rng.randrange(sectors)
    start, end = first * SECTOR, min((first + count) * SECTOR, len(data))
    data[start:end] = content(end - start)
    file.write_bytes(data)
    return f"{what} bytes {start} to {end}"


def _cut(file: Path, rng: random.Random) -> str:
    size = file.stat().st_size
    at = rng.choice((0, rng.randrange(max(size, 1)), size // SECTOR // 2 * SECTOR, max(size - SECTOR, 0)))
    with file.open("r+b") as stream:
        stream.truncate(at)
    return f"cut at {at}"


def _swap(file: Path, rng: random.Random) -> str:
    data = bytearray(file.read_bytes())
    pages = len(data) // 4096
    if pages < 2:
        return _cut(file, rng)
    one, other = rng.sample(range(pages), 2)
    a, b = slice(one * 4096, one * 4096 + 4096), slice(other * 4096, other * 4096 + 4096)
    data[a], data[b] = data[b], data[a]
    file.write_bytes(data)
    return f"pages {one} and {other} swapped"


def _another_file(file: Path, rng: random.Random) -> str:
    file.write_bytes(rng.choice((b"hello\n" * 100, b"\x89PNG\r\n\x1a\n" + bytes(5000), b"SQLite format 3\0")))
    return "another file in its place"


def _gone(file: Path, _rng: random.Random) -> str:
    file.unlink()
    return "gone"


DAMAGES: tuple[Damage, ...] = (_zero_sectors, _zero_sectors, _noise, _noise, _cut, _cut, _swap, _another_file, _gone)
