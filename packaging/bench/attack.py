"""Attacks a small library in every way we know -> a table: what was lost, what was answered wrongly, what hung.

    FACEORG_SHARED=../shared python packaging/bench/attack.py [--rounds 1000] [--seed 1] [--only kills damage ...]

kills      of the window, the helper, workers and commands, while naming, merging, restoring, exporting, writing, wiping
damage     of the catalogue and of derived files
inputs     documents to import, archives and servers to install packs from
disks      that are full (a tmpfs: needs root)
index      killed while it is made and saved, and its files damaged: a fifth of the rounds each
mutations  five a round of the photos of ../shared/hostile, in a confined and a free worker

Rounds are shared out among the attacks of a kind. Every attack follows from the seed (but for the moment at which the
kernel ends a process). Ends with the table and exits 1 when anything in it is not as it must be: 0 losses, 0 wrong
answers, 0 hangs over 30 s, 0 tracebacks, 0 files outside the library changed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from attacks import archives, damage, disks, documents, kills, mutations, search_index, windows
from attacks.ledger import Tally, table
from attacks.victims import Victim, make_victim

# One thread each: this process forks, which threads do not survive.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

Series = Callable[[Victim, random.Random, int, Path], Iterator[Tally]]


def all_kills(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Iterator[Tally]:
    def share(of: float) -> int:
        return max(1, round(rounds * of))

    yield kills.while_editing(victim, rng, share(0.6), work)
    naming = _numbers(rng)
    yield kills.while_running(
        victim, rng, share(0.06), work, "name", lambda: ("name", "--faces", "3,5,7", f"Person {next(naming)}")
    )
    yield kills.while_running(victim, rng, share(0.04), work, "merge", lambda: ("merge", "Anna Keller", "Dora"))
    yield kills.while_running(victim, rng, share(0.04), work, "undo", lambda: ("undo", "2"), steps=2)
    yield kills.while_restoring(victim, rng, share(0.04), work)
    yield kills.while_exporting(victim, rng, share(0.05), work)
    yield kills.while_writing_names(victim, rng, share(0.03), work, "--sidecar", "photo.xmp")
    yield kills.while_writing_names(victim, rng, share(0.02), work, "--in-file", "--yes")
    yield kills.while_wiping(victim, rng, share(0.06), work)
    yield kills.while_scanning(victim, rng, share(0.02), work)
    yield windows.while_naming(victim, rng, share(0.04), work)
    yield windows.helper(victim, rng, share(0.04), work)


def all_damage(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Iterator[Tally]:
    yield damage.strike(victim, rng, max(1, rounds // 2), work, damage.DECIDED)
    yield damage.strike(victim, rng, max(1, rounds // 3), work, damage.DERIVED)
    yield damage.restored(victim, rng, max(1, rounds // 6), work)


def all_inputs(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Iterator[Tally]:
    yield documents.strike(victim, rng, rounds, work)
    yield archives.strike(victim, rng, max(1, rounds // 4), work)
    yield archives.servers(victim, rng, max(len(archives.SERVERS), rounds // 20), work)


def all_disks(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Iterator[Tally]:
    yield disks.strike(victim, rng, max(1, rounds // 10), work)


def all_mutations(_victim: Victim, rng: random.Random, rounds: int, work: Path) -> Iterator[Tally]:
    material = Path(os.environ.get("FACEORG_SHARED", "../shared")) / "hostile"
    if material.is_dir():
        yield mutations.strike(rng, 5 * rounds, work / "mutations", material)


def all_index(_victim: Victim, rng: random.Random, rounds: int, work: Path) -> Iterator[Tally]:
    yield from search_index.strike(rng, max(1, rounds // 5), work)


KINDS: dict[str, Series] = {
    "kills": all_kills,
    "damage": all_damage,
    "inputs": all_inputs,
    "disks": all_disks,
    "index": all_index,
    "mutations": all_mutations,
}


def _numbers(rng: random.Random) -> Iterator[int]:
    while True:
        yield rng.randrange(1, 10_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=list(KINDS), default=list(KINDS))
    options = parser.parse_args()
    started, tallies = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="faceorg-attack-") as name:
        home = Path(name)
        os.environ["XDG_CACHE_HOME"], os.environ["XDG_DATA_HOME"] = str(home / "cache"), str(home / "data")
        victim = make_victim(home)
        for kind in options.only:
            for tally in KINDS[kind](victim, random.Random(f"{options.seed} {kind}"), options.rounds, home / "work"):
                tallies.append(tally)
                print(f"{time.monotonic() - started:6.0f} s  {tally.attack}: {tally.rounds}", flush=True)
                for note in tally.notes:
                    print(f"          {note}", flush=True)
    print(f"\nseed {options.seed}, {options.rounds} rounds a kind, {time.monotonic() - started:.0f} s\n")
    print(table(tallies))
    return 1 if any(tally.failed for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
