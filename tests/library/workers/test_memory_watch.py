"""The memory of processes that decode photos is known on every system, not by Linux' /proc alone."""

from __future__ import annotations

import builtins
import os
import sys
from pathlib import Path

import psutil
import pytest

from faceorg.domain import PhotoId
from faceorg.library.workers import pool as workers
from faceorg.library.workers.analysis import AnalysisTask
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import WorkerPool
from faceorg.library.workers.worker import Worker
from faceorg.library.workers.worker_process import WorkerLimits, available_bytes, resident_bytes


@pytest.fixture(params=["darwin", "win32", "linux"])
def without_proc(request, monkeypatch):
    """A system that keeps no files about its processes, or a Linux whose /proc is not mounted."""
    real = builtins.open

    def missing(path, *rest, **options):
        # psutil, which stands for what those systems offer, is told from others by how it reads.
        if str(path).startswith("/proc") and "buffering" not in options:
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return real(path, *rest, **options)

    monkeypatch.setattr(builtins, "open", missing)
    monkeypatch.setattr(sys, "platform", request.param)


def test_memory_is_known_without_proc(without_proc):
    own = psutil.Process(os.getpid()).memory_info().rss
    assert resident_bytes() == pytest.approx(own, rel=0.1)
    assert resident_bytes(os.getpid()) == pytest.approx(own, rel=0.1)
    assert available_bytes() == pytest.approx(psutil.virtual_memory().available, rel=0.2)


def test_a_process_that_is_gone_has_no_memory(without_proc):
    assert resident_bytes(2**22 + 1) == 0


def test_where_linux_tells_by_itself_nobody_else_is_asked(monkeypatch):
    def asked(*_pid):
        raise AssertionError("an import of 20 ms, and twice the time a question")

    monkeypatch.setattr(psutil, "Process", asked)
    monkeypatch.setattr(psutil, "virtual_memory", asked)
    assert resident_bytes() > 1 << 20
    assert available_bytes() > 1 << 20


def test_a_worker_that_swells_is_killed_without_proc(without_proc, monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import worker_fakes

    def unlimited(opener, limits, *listening):
        return Worker(opener, WorkerLimits(1 << 40, limits.timeout_s), *listening)

    monkeypatch.setattr(workers, "Worker", unlimited)
    pool = WorkerPool(worker_fakes.open_fake_runner, PhotoAnalyses(4), processes=1, memory_limit_bytes=200 << 20)
    results = list(pool.run([AnalysisTask(PhotoId(0), Path("swell"))]))
    assert str(results[0].failure) == "swell needs more than the 0.2 GiB of memory one photo may take."
