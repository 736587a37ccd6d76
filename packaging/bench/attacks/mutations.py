"""The test material of decoders, and mutations of it -> the same results in a confined worker as in a free one.

A mutation changes what decoders trust: bytes, lengths, the end of the file, pieces of two files in one.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from contextlib import closing
from functools import partial
from pathlib import Path

from attacks.ledger import HANG_S, Tally

# Larger files cost much and break at the same places.
LARGEST_BYTES = 2 << 20
AT_A_TIME = 500


def strike(rng: random.Random, rounds: int, work: Path, material: Path) -> Tally:
    """Analyse the material and so many mutations of it, confined and free, and compare."""
    from faceorg.library.workers.confinement import Reach, offered
    from faceorg.vision.packs.installed import load_pack

    confined = offered()
    tally = Tally(f"{rounds:,} mutated photos, files kept away {confined.files}, network {confined.network}")
    pack = load_pack("starter")
    seconds = {True: 0.0, False: 0.0}
    originals = sorted(path for path in material.rglob("*") if path.is_file())
    seeds = [path for path in originals if path.stat().st_size <= LARGEST_BYTES]
    batches = [_copied(originals, work / "originals")]
    batches += [
        mutated(seeds, work / f"mutated{start}", min(AT_A_TIME, rounds - start), rng)
        for start in range(0, rounds, AT_A_TIME)
    ]
    for number, files in enumerate(batches):
        before = _digests(files[0].parent)
        found = {}
        for is_confined in (True, False) if number % 2 else (False, True):
            started = time.monotonic()
            found[is_confined] = _analysed(files, pack, Reach.of_pack(pack, "cpu") if is_confined else None, tally)
            seconds[is_confined] += time.monotonic() - started
        tally.rounds += len(files)
        tally.told += sum(result[0] == "failed" for result in found[True].values())
        for file in files:
            if found[True].get(file) != found[False].get(file):
                tally.answered_wrongly(f"{file.name}: confined {found[True].get(file)}, free {found[False].get(file)}")
        changed = [name for name, digest in _digests(files[0].parent).items() if before.get(name) != digest]
        if changed:
            tally.changed_outside("mutations", changed)
        shutil.rmtree(files[0].parent)
    tally.notes.append(
        f"confined {seconds[True]:.0f} s, free {seconds[False]:.0f} s: {seconds[True] / seconds[False] - 1:+.1%}"
    )
    return tally


def _analysed(files: list[Path], pack, reach, tally: Tally) -> dict[Path, tuple[str, str]]:
    """Return by file what became of it: ("analysed", checksum of all that was seen) or ("failed", its code)."""
    from faceorg.domain import PhotoId
    from faceorg.library.workers.analysis import AnalysisTask, open_job_runner
    from faceorg.library.workers.photo_answers import PhotoAnalyses
    from faceorg.library.workers.pool import WorkerPool

    jobs = [AnalysisTask(PhotoId(number), file) for number, file in enumerate(files)]
    form = PhotoAnalyses(pack.embedding_dim)
    pool = WorkerPool(partial(open_job_runner, pack, "cpu"), form, processes=2, timeout_s=HANG_S, reach=reach)
    found = {}
    with closing(pool.run(jobs)) as results:
        for result in results:
            file = files[result.photo_id]
            if result.analysis is None:
                found[file] = ("failed", str(result.failure))
                if result.failure is not None and result.failure.code == "analysis_failed":
                    tally.crashed(file.name, str(result.failure))
                continue
            seen = [
                (one.detection.box, None if one.embedding is None else one.embedding.tobytes())
                for one in result.analysis.observations
            ]
            digest = hashlib.sha256(repr((result.analysis.content_hash, result.analysis.width, seen)).encode())
            found[file] = ("analysed", digest.hexdigest()[:16])
    return found


def _copied(files: list[Path], folder: Path) -> list[Path]:
    folder.mkdir(parents=True)
    copies = [folder / f"{number:03d}-{path.name}" for number, path in enumerate(files)]
    for path, copy in zip(files, copies, strict=True):
        shutil.copyfile(path, copy)
    return copies


def mutated(seeds: list[Path], folder: Path, count: int, rng: random.Random) -> list[Path]:
    folder.mkdir(parents=True)
    made = []
    for number in range(count):
        seed = rng.choice(seeds)
        data = bytearray(seed.read_bytes()) or bytearray(b"\0")
        for _ in range(rng.choice((1, 1, 2, 4))):
            rng.choice(MUTATIONS)(data, rng, seeds)
            data = data or bytearray(b"\0")
        file = folder / f"{number:04d}-{seed.name}"
        file.write_bytes(data)
        made.append(file)
    return made


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


# ---------------------------------------------------------------- mutations, in place
def _flip(data: bytearray, rng: random.Random, _seeds: list[Path]) -> None:
    for _ in range(rng.choice((1, 8, 64))):
        place = rng.randrange(len(data)) if rng.random() < 0.5 else rng.randrange(min(len(data), 512))
        data[place] ^= 1 << rng.randrange(8)


def _large_number(data: bytearray, rng: random.Random, _seeds: list[Path]) -> None:
    value = rng.choice(
        (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x00", b"\x80\x00\x00\x00", b"\xff\xff")
    )
    place = rng.randrange(min(len(data), 2048))
    data[place : place + len(value)] = value


def _cut(data: bytearray, rng: random.Random, _seeds: list[Path]) -> None:
    del data[rng.randrange(len(data)) :]


def _repeat(data: bytearray, rng: random.Random, _seeds: list[Path]) -> None:
    start = rng.randrange(len(data))
    piece = bytes(data[start : start + rng.choice((4, 64, 4096))])
    data[start:start] = piece * rng.choice((1, 2, 16))


def _splice(data: bytearray, rng: random.Random, seeds: list[Path]) -> None:
    other = rng.choice(seeds).read_bytes()
    data[rng.randrange(len(data)) :] = other[rng.randrange(max(len(other), 1)) :]


def _noise(data: bytearray, rng: random.Random, _seeds: list[Path]) -> None:
    start = rng.randrange(len(data))
    size = min(rng.choice((16, 256, 4096)), len(data) - start)
    data[start : start + size] = rng.randbytes(size)


MUTATIONS = (_flip, _flip, _large_number, _cut, _repeat, _splice, _noise)
