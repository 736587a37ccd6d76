"""The search index alone: killed while it is made, extended and saved; and its files damaged.

After either it opens and answers rightly, or it does not open and is made again. Nothing of a library is needed: faces
are random vectors that follow from their ids, so that every answer can be told right from wrong.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from attacks.children import fork
from attacks.damage import DAMAGES
from attacks.kills import kill_soon
from attacks.ledger import HANG_S, Tally
from attacks.victims import Victim
from faceorg.matching.neighbours import index as index_module
from faceorg.matching.neighbours import store
from faceorg.matching.neighbours.index import FaceIndex

DIM, FACES, MORE, ASKED = 32, 1_500, 150, 15
EXACT_LIMIT = 500  # so that so few faces have a graph
LONGEST_S = 0.8  # a build takes about so long


def vectors_of(ids: np.ndarray) -> np.ndarray:
    """The vectors of these faces, float32 (n, DIM), unit rows."""
    rows = np.stack([np.random.default_rng(int(face)).normal(size=DIM) for face in ids]).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@contextmanager
def _small_limits() -> Iterator[None]:
    """Have every save write the graph."""
    limits = index_module.UNCOVERED_LIMIT, index_module.UNCOVERED_SHARE
    index_module.UNCOVERED_LIMIT, index_module.UNCOVERED_SHARE = MORE // 2, 0.0
    try:
        yield
    finally:
        index_module.UNCOVERED_LIMIT, index_module.UNCOVERED_SHARE = limits


@_small_limits()
def kills(_victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    tally, folder = Tally("kill while the index is made and saved"), work / "index-kills"
    for number in range(rounds):
        if number % 10 == 0:
            shutil.rmtree(folder, ignore_errors=True)
        child = fork(work / "child", lambda number=number: _make_and_extend(folder, number))
        if rng.random() < 0.8:  # let it come as far as that
            until = time.monotonic() + HANG_S
            while store.read_index_manifest(folder) is None and not child.wait(0.01) and time.monotonic() < until:
                pass
        kill_soon(child, rng, LONGEST_S)
        tally.rounds += 1
        if "Traceback" in child.complained:
            tally.crashed(f"index, round {number}", child.complained)
        _look(folder, tally, f"kill {number}")
    return tally


def _make_and_extend(folder: Path, seed: int) -> int:
    """Make the index, or go on with the one that is there: faces come and go, each time it is saved."""
    found = _opened(folder)
    if found is None:
        ids = np.arange(FACES)
        found = FaceIndex.build(
            folder,
            pack_id="pack",
            dim=DIM,
            ids=ids,
            vectors=vectors_of(ids),
            generation=1,
            exact_limit=EXACT_LIMIT,
        )
    random_ids = np.random.default_rng(seed)
    while True:
        new = int(found.face_ids.max()) + 1 + np.arange(MORE)
        found.add(new, vectors_of(new))
        found.remove(random_ids.choice(found.face_ids, MORE, replace=False))
        found.save(found.generation + 1)


@_small_limits()
def damage(_victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    tally, sound, folder = Tally("damage to the index"), work / "index-sound", work / "index-damaged"
    shutil.rmtree(sound, ignore_errors=True)
    ids = np.arange(FACES)
    FaceIndex.build(
        sound, pack_id="pack", dim=DIM, ids=ids, vectors=vectors_of(ids), generation=1, exact_limit=EXACT_LIMIT
    )
    for number in range(rounds):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(sound, folder)
        file = rng.choice(sorted(folder.iterdir()))
        if rng.random() < 0.5:
            data = bytearray(file.read_bytes())
            at = rng.randrange(len(data))
            data[at] ^= 1 << rng.randrange(8)
            file.write_bytes(data)
            where = f"bit flipped at {at} of {file.suffix}"
        else:
            where = f"{rng.choice(DAMAGES)(file, rng)} of {file.suffix}"
        tally.rounds += 1
        _look(folder, tally, f"damage {number}, {where}")
    return tally


def _opened(folder: Path) -> FaceIndex | None:
    manifest = store.read_index_manifest(folder) if folder.is_dir() else None
    if manifest is None:
        return None
    return FaceIndex.open(folder, pack_id="pack", dim=DIM, generation=manifest.generation, exact_limit=EXACT_LIMIT)


def _look(folder: Path, tally: Tally, where: str) -> None:
    """Look whether the index opens and each face has its vector and finds itself; one that does not open is "told"."""
    try:
        found = _opened(folder)
        if found is None:
            tally.told += 1
            return
        ids = found.face_ids
        if not np.allclose(found.vectors_of(ids), vectors_of(ids), atol=1e-6):
            tally.answered_wrongly(f"{where}: other vectors")
        asked = ids[np.linspace(0, len(ids) - 1, ASKED).astype(np.int64)]
        first = [matches[0].face_id for matches in found.search(vectors_of(asked), 1)]
        if first != asked.tolist():
            tally.answered_wrongly(f"{where}: faces do not find themselves")
    except Exception as error:
        tally.crashed(where, repr(error))
