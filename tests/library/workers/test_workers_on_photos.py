"""The real thing: hostile files and real photos through worker processes with a real pack."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import partial
from threading import Event, Thread

import psutil
import pytest

from faceorg.domain import PhotoId
from faceorg.library.workers import pool
from faceorg.library.workers.analysis import AnalysisTask, open_job_runner
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import MEMORY_LIMIT_BYTES, WorkerPool
from faceorg.messages.codes import ProblemCode
from faceorg.vision.packs.installed import read_pack


@pytest.fixture
def analysed(main_pack):
    """analysed(files) -> (results by path, highest resident memory of any worker in bytes)."""

    def run(files):
        pack = read_pack(main_pack)
        pool = WorkerPool(partial(open_job_runner, pack), PhotoAnalyses(pack.embedding_dim), processes=2)
        jobs = [AnalysisTask(PhotoId(number), path) for number, path in enumerate(files)]
        done, peak = Event(), [0]
        watcher = Thread(target=watch, args=(done, peak))
        watcher.start()
        try:
            return {files[result.photo_id]: result for result in pool.run(jobs)}, peak[0]
        finally:
            done.set()
            watcher.join()

    return run


def watch(done, peak):
    """Keep the highest resident memory of any process below this one, until `done`."""
    while not done.wait(0.02):
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):  # it has ended meanwhile
                peak[0] = max(peak[0], process.memory_info().rss)


def checksums(files):
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_hostile_file_is_analysed_or_failed_with_a_reason(hostile, analysed, caplog):
    before = checksums(hostile)

    results, peak_bytes = analysed(hostile)

    assert set(results) == set(hostile)
    for result in results.values():
        assert (result.analysis is None) != (result.failure is None)
        assert result.analysis or (len(str(result.failure)) < 400 and str(result.failure).endswith("."))
    failed = {result.failure.code for result in results.values() if result.failure}
    assert failed and not failed & {ProblemCode.ANALYSIS_FAILED, ProblemCode.ANALYSIS_KEEPS_ENDING}
    warned = [record.getMessage() for record in caplog.records if record.name == pool.log.name]
    assert warned == []  # no worker crashed
    assert 0 < peak_bytes < MEMORY_LIMIT_BYTES
    assert checksums(hostile) == before


def test_photos_are_analysed_with_their_faces(many_photos, still_photos, main_pack, analysed):
    files = [*many_photos.files(), *sorted(still_photos.glob("*.jpg"))]
    before = checksums(files)

    results, peak_bytes = analysed(files)

    failed = {path.name for path, result in results.items() if result.failure and path.suffix in (".jpg", ".heic")}
    assert failed == many_photos.broken
    faces = {path.name: len(result.analysis.observations) for path, result in results.items() if result.analysis}
    assert faces["bbt1.jpg"] >= 4
    assert 0 < peak_bytes < MEMORY_LIMIT_BYTES
    assert checksums(files) == before
    observation = next(r.analysis.observations[0] for r in results.values() if r.analysis and r.analysis.observations)
    assert observation.embedding.shape == (read_pack(main_pack).embedding_dim,)
    assert observation.embedding @ observation.embedding == pytest.approx(1.0, abs=1e-5)
    assert observation.thumbnail.startswith(b"\xff\xd8")
