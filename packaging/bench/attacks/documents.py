"""Documents of decisions that nobody's export wrote -> refused whole with a sentence, or taken in whole.

Made from this library's own export: values replaced by hostile ones, parts left out, doubled or put elsewhere.
"""

from __future__ import annotations

import copy
import json
import random
import shutil
from pathlib import Path
from typing import Any

from attacks.children import command
from attacks.ledger import Tally
from attacks.victims import Victim, decisions

HOSTILE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, 10**400, 1e308, -0.0, float("nan"), float("inf"), 0.5),
    *("", "x", "\u200b", "\u202e", "\0", "\ud800", "=1+1", "=cmd|' /C calc'!A0", "0" * 64, "../../x", "1981-03-12"),
    *("9999-12-31", "A" * 100_000, [], {}, [1, 1], [[[[]]]], {"id": 1}, [0, 0, 1, 1], [0.1, 0.1, 1e-9, 1e-9]),
)


def strike(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    tally = Tally("hostile documents to import")
    victim.put_library_back()
    child = command(work / "child", "export", "--library", victim.library)
    child.finish(tally, "export")
    sound = json.loads(child.said)
    for number in range(rounds):
        if number % 50 == 0:
            victim.put_library_back()
        file = work / "document.json"
        where = _write_hostile(file, sound, rng)
        before = decisions(victim.library)
        child = command(work / "child", "import", file, "--library", victim.library)
        status = child.finish(tally, f"import, {where}")
        tally.rounds += 1
        tally.told += status == 1
        if status == 1 and decisions(victim.library) != before:
            tally.lost(f"a refused document changed something, {where}")
        if status not in (0, 1, None):
            tally.answered_wrongly(f"import ended with {status}, {where}")
        if number % 25 == 24:
            check = command(work / "check", "check", "--json", "--library", victim.library)
            if check.finish(tally, "check after imports") and "embedding" not in check.said:
                tally.answered_wrongly(f"check after imports, {where}: {check.said[:200]}")
    _field_documents(victim, tally, work)
    return tally


def _field_documents(victim: Victim, tally: Tally, work: Path) -> None:
    import os

    folder = Path(os.environ.get("FACEORG_SHARED", "../shared")) / "field" / "import_documents"
    for file in sorted(folder.glob("*.json")):
        before = decisions(victim.library)
        child = command(work / "child", "import", file, "--library", victim.library)
        status = child.finish(tally, f"import {file.name}")
        tally.rounds += 1
        tally.told += status == 1
        if (status == 0) != file.name.startswith("valid") or (status == 1 and decisions(victim.library) != before):
            tally.answered_wrongly(f"import {file.name} ended with {status}")


def _write_hostile(file: Path, sound: Any, rng: random.Random) -> str:
    shutil.rmtree(file, ignore_errors=True)
    document = json.loads(json.dumps(sound))
    if rng.random() < 0.1:
        text = bytearray(json.dumps(document).encode())
        for _ in range(rng.choice((1, 3, 20))):
            text[rng.randrange(len(text))] = rng.randrange(256)
        file.write_bytes(text)
        return "noise over its text"
    said = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        parent, key, place = _somewhere(document, rng)
        how = rng.choice(("replaced", "replaced", "left out", "doubled"))
        if how == "left out":
            del parent[key]
        elif how == "doubled" and isinstance(parent, list):
            parent.append(copy.deepcopy(parent[key]))
        else:
            parent[key] = copy.deepcopy(rng.choice(HOSTILE))
            how = f"now {repr(parent[key])[:40]}"
        said.append(f"{place} {how}")
    file.write_text(json.dumps(document))
    return "; ".join(said)


def _somewhere(document: Any, rng: random.Random) -> tuple[Any, Any, str]:
    """Choose a value anywhere in a document: what holds it, under which key, and where that is."""
    parent, place = document, ""
    while True:
        keys = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
        key = rng.choice(keys)
        place = f"{place}.{key}"
        inner = parent[key]
        if isinstance(inner, dict | list) and inner and rng.random() < 0.85:
            parent = inner
        else:
            return parent, key, place
