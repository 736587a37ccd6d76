"""Attacks a small library in every way we know -> a table: what was lost, what was answered wrongly, what hung.

    FACEORG_SHARED=../shared python packaging/bench/attack.py [--rounds 1000] [--seed 1] [--only kills.wipe damage ...]

kills      of the window, the helper, workers and commands, while naming, merging, restoring, exporting, writing, wiping
damage     of the catalogue and of derived files
inputs     documents to import, archives and servers to install packs from
disks      that are full (a tmpfs: needs root)
index      killed while it is made and saved, and its files damaged: a fifth of the rounds each
mutations  five a round of the photos of ../shared/hostile, in a confined and a free worker

Rounds are shared out among the attacks of a kind; `--only` takes kinds and single attacks (`kills.window`). An attack
follows from the seed and its name, whatever runs before it (but for the moment at which the kernel ends a process).
Ends with the table and exits 1 when anything in it is not as it must be: 0 losses, 0 wrong answers, 0 hangs over 30 s,
0 tracebacks, 0 files outside the library changed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from attacks import archives, damage, disks, documents, kills, mutations, search_index, windows
from attacks.ledger import Tally, table
from attacks.victims import Victim, make_victim

# One thread each: this process forks, which threads do not survive.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

Attack = Callable[[Victim, random.Random, int, Path], Tally | None]


@dataclass(frozen=True)
class Share:
    """One attack. of : its part of the rounds of its kind; least : rounds it makes at least"""

    of: float
    attack: Attack
    least: int = 1


def _name(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    naming = _numbers(rng)
    return kills.while_running(
        victim, rng, rounds, work, "name", lambda: ("name", "--faces", "3,5,7", f"Person {next(naming)}")
    )


def _command(*words: str, steps: int = 1) -> Attack:
    return lambda victim, rng, rounds, work: kills.while_running(
        victim, rng, rounds, work, words[0], lambda: words, steps
    )


def _writing(*words: str) -> Attack:
    return lambda victim, rng, rounds, work: kills.while_writing_names(victim, rng, rounds, work, *words)


def _damage(what: str) -> Attack:
    return lambda victim, rng, rounds, work: damage.strike(victim, rng, rounds, work, what)


def _mutations(_victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally | None:
    material = Path(os.environ.get("FACEORG_SHARED", "../shared")) / "hostile"
    return mutations.strike(rng, rounds, work / "mutations", material) if material.is_dir() else None


# In the order in which they run; the name before the dot is the kind.
ATTACKS: dict[str, Share] = {
    "kills.edits": Share(0.6, kills.while_editing),
    "kills.name": Share(0.06, _name),
    "kills.merge": Share(0.04, _command("merge", "Anna Keller", "Dora")),
    "kills.undo": Share(0.04, _command("undo", "2", steps=2)),
    "kills.restore": Share(0.04, kills.while_restoring),
    "kills.export": Share(0.05, kills.while_exporting),
    "kills.sidecars": Share(0.03, _writing("--sidecar", "photo.xmp")),
    "kills.photos": Share(0.02, _writing("--in-file", "--yes")),
    "kills.wipe": Share(0.06, kills.while_wiping),
    "kills.scan": Share(0.02, kills.while_scanning),
    "kills.window": Share(0.04, windows.while_naming),
    "kills.helper": Share(0.04, windows.helper),
    "damage.catalogue": Share(1 / 2, _damage(damage.DECIDED)),
    "damage.derived": Share(1 / 3, _damage(damage.DERIVED)),
    "damage.restored": Share(1 / 6, damage.restored),
    "inputs.documents": Share(1, documents.strike),
    "inputs.archives": Share(1 / 4, archives.strike),
    "inputs.servers": Share(1 / 20, archives.servers, least=len(archives.SERVERS)),
    "disks": Share(1 / 10, disks.strike),
    "index.kills": Share(1 / 5, search_index.kills),
    "index.damage": Share(1 / 5, search_index.damage),
    "mutations": Share(5, _mutations),
}
KINDS = list(dict.fromkeys(name.partition(".")[0] for name in ATTACKS))


def _numbers(rng: random.Random) -> Iterator[int]:
    while True:
        yield rng.randrange(1, 10_000)


def chosen(only: Collection[str]) -> list[str]:
    """Return the attacks that these names of kinds and of attacks mean, in the order in which they run."""
    return [name for name in ATTACKS if name in only or name.partition(".")[0] in only]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=[*KINDS, *ATTACKS], metavar="KIND[.ATTACK]", default=KINDS)
    options = parser.parse_args()
    started, tallies = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="faceorg-attack-") as folder:
        home = Path(folder)
        os.environ["XDG_CACHE_HOME"], os.environ["XDG_DATA_HOME"] = str(home / "cache"), str(home / "data")
        victim = make_victim(home)
        for name in chosen(options.only):
            share = ATTACKS[name]
            rounds = max(share.least, round(options.rounds * share.of))
            tally = share.attack(victim, random.Random(f"{options.seed} {name}"), rounds, home / "work")
            if tally is None:
                continue
            tallies.append(tally)
            print(f"{time.monotonic() - started:6.0f} s  {tally.attack}: {tally.rounds}", flush=True)
            for note in tally.notes:
                print(f"          {note}", flush=True)
    print(f"\nseed {options.seed}, {options.rounds} rounds a kind, {time.monotonic() - started:.0f} s\n")
    print(table(tallies))
    return 1 if any(tally.failed for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
