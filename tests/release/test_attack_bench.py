"""The attack bench sees what it looks for: a loss counts as one, and a library that is attacked keeps its names."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "packaging" / "bench"

# Run in a process of its own: it forks, which a process with threads must not.
SCRIPT = """
import os, random, sqlite3, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from attacks import documents, kills, ledger
from attacks.victims import decisions, make_victim
home = Path(sys.argv[2])
victim = make_victim(home)
tally = kills.while_editing(victim, random.Random(1), 4, home / "work")
assert not tally.failed, tally
assert tally.rounds == 4 and tally.acknowledged, tally
# A decision that goes missing after it was acknowledged is a loss, and is seen as one.
victim.put_library_back()
acknowledged = decisions(victim.library)
with sqlite3.connect(victim.library / "catalog.sqlite") as connection:
    connection.execute("UPDATE journal_state SET mode = 'replay'")
    connection.execute("DELETE FROM assignments WHERE face_id = (SELECT min(face_id) FROM assignments)")
    connection.execute("UPDATE journal_state SET mode = 'closed'")
connection.close()
assert decisions(victim.library) != acknowledged
assert not kills.steps_from(victim, acknowledged, home / "work", tally, "")
found = documents.strike(victim, random.Random(1), 6, home / "work")
assert not found.failed, found
print(ledger.table([tally, found]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the bench forks")
def test_the_bench_counts_what_is_lost_and_a_library_loses_nothing(tmp_path: Path) -> None:
    environment = dict(os.environ, XDG_CACHE_HOME=str(tmp_path / "cache"), OPENBLAS_NUM_THREADS="1")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, BENCH, tmp_path / "home"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("all")


def test_the_same_seed_makes_the_same_mutations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    from attacks import mutations

    (tmp_path / "seed.jpg").write_bytes(bytes(range(256)) * 8)
    made = [
        [
            file.read_bytes()
            for file in mutations.mutated([tmp_path / "seed.jpg"], tmp_path / name, 20, random.Random(7))
        ]
        for name in ("one", "two")
    ]
    assert made[0] == made[1]
    assert len(set(made[0])) > 15


def test_attacks_are_named_one_by_one_or_by_their_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import attack

    assert attack.chosen(["disks", "kills.helper", "index"]) == ["kills.helper", "disks", "index.kills", "index.damage"]
    assert attack.chosen(attack.KINDS) == list(attack.ATTACKS)
