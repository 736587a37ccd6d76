"""The worker pool: one bad photo costs itself, whatever it does; the rest of the run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from faceorg import log
from faceorg.domain import PhotoId
from faceorg.errors import Cancelled, LibraryProblem, PackProblem
from faceorg.library.workers import pool as workers
from faceorg.library.workers.analysis import AnalysisTask
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import WorkerPool
from faceorg.library.workers.worker import Worker
from faceorg.library.workers.worker_process import WorkerLimits
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.progress import CancelToken
from tests.problems import refused

HERE = Path(__file__).parent


@pytest.fixture
def fakes(monkeypatch):
    monkeypatch.syspath_prepend(str(HERE))
    import worker_fakes

    return worker_fakes


@pytest.fixture
def a_pool(fakes):
    def build(processes=2, **limits):
        return WorkerPool(fakes.open_fake_runner, PhotoAnalyses(4), processes=processes, **limits)

    return build


def jobs_named(*names, folder=Path("photos")):
    return [AnalysisTask(PhotoId(number), folder / name) for number, name in enumerate(names)]


def outcomes(pool, jobs):
    return {int(result.photo_id): result for result in pool.run(jobs)}


def test_every_job_gets_exactly_one_result(a_pool):
    results = [result.photo_id for result in a_pool().run(jobs_named(*["fine"] * 40))]

    assert sorted(results) == list(range(40))


def test_where_there_is_no_job_for_now_the_pool_asks_again(a_pool):
    news, first, second = threading.Event(), *jobs_named("fine", "fine")
    waiting = [first, None, None]

    def jobs():
        while waiting or second not in handed:
            yield waiting.pop(0) if waiting else None

    handed = []
    results = []
    for result in a_pool(1).run(jobs(), news=news):
        results.append(result.photo_id)
        if not handed:
            handed.append(second)
            waiting.append(second)
            news.set()

    assert results == [first.photo_id, second.photo_id]


def test_no_jobs_start_no_process(a_pool, monkeypatch):
    def refuse(*_):
        raise AssertionError("a process was started for nothing")

    monkeypatch.setattr(workers, "Worker", refuse)

    assert list(a_pool().run([])) == []


def test_both_processes_work_and_neither_is_this_one(a_pool):
    results = outcomes(a_pool(), jobs_named(*["slow"] * 12))

    pids = {result.analysis.size_bytes for result in results.values()}
    assert len(pids) == 2 and os.getpid() not in pids


def test_a_photo_that_crashes_its_worker_twice_fails_alone(a_pool):
    results = outcomes(a_pool(), jobs_named("fine", "crash", *["fine"] * 10))

    assert str(results[1].failure) == "crash cannot be analysed: each attempt crashed (SIGSEGV)."
    assert all(results[number].analysis for number in results if number != 1)


def test_a_worker_killed_from_outside_costs_no_photo(a_pool, tmp_path):
    results = outcomes(a_pool(), jobs_named("fine", "die", *["fine"] * 10, folder=tmp_path))

    assert [result.failure for result in results.values()] == [None] * 12
    assert (tmp_path / "died").exists()


def test_killing_workers_again_and_again_costs_only_time(a_pool):
    killed = set()
    results = {}
    for result in a_pool().run(jobs_named(*["slow"] * 12)):
        results[result.photo_id] = result
        pid = result.analysis.size_bytes
        if len(killed) < 3 and pid not in killed:
            killed.add(pid)
            os.kill(pid, signal.SIGKILL)

    assert len(killed) == 3
    assert [result.failure for result in results.values()] == [None] * 12


def test_a_photo_that_hangs_is_killed_after_the_timeout(a_pool):
    results = outcomes(a_pool(timeout_s=1.5), jobs_named("hang", *["fine"] * 6))

    assert str(results[0].failure) == "hang took longer than 1.5 s to read."
    assert all(results[number].analysis for number in range(1, 7))


def test_a_worker_that_cannot_even_be_killed_is_left_behind(a_pool, monkeypatch):
    """A process that waits in the kernel for a network drive survives SIGKILL until the drive answers."""
    stuck = []
    monkeypatch.setattr("faceorg.library.workers.worker.DYING_S", 0.1)
    monkeypatch.setattr("multiprocessing.process.BaseProcess.kill", lambda self: stuck.append(self))

    results = outcomes(a_pool(timeout_s=1.0), jobs_named("hang", *["fine"] * 6))

    monkeypatch.undo()
    for process in stuck:
        with suppress(ValueError):  # closed: gone already
            process.kill()
            process.join()
    assert str(results[0].failure) == "hang took longer than 1 s to read."
    assert all(results[number].analysis for number in range(1, 7))


def test_a_photo_that_eats_memory_fails_with_that_reason(a_pool):
    results = outcomes(a_pool(memory_limit_bytes=400 << 20), jobs_named("eat", *["fine"] * 4))

    assert "memory" in str(results[0].failure)
    assert all(results[number].analysis for number in range(1, 5))


def test_the_watch_kills_a_worker_that_no_rlimit_stops(a_pool, monkeypatch):
    def unlimited(opener, limits, *listening):
        return Worker(opener, WorkerLimits(1 << 40, limits.timeout_s), *listening)

    monkeypatch.setattr(workers, "Worker", unlimited)

    results = outcomes(a_pool(memory_limit_bytes=200 << 20), jobs_named("swell", "fine", "fine"))

    assert str(results[0].failure) == "swell needs more than the 0.2 GiB of memory one photo may take."
    assert results[1].analysis and results[2].analysis


def test_a_worker_that_has_grown_is_replaced_without_loss(a_pool, monkeypatch):
    monkeypatch.setattr(workers, "RECYCLE_GROWTH_BYTES", 32 << 20)

    results = outcomes(a_pool(processes=1), jobs_named("fine", "grow", *["fine"] * 6))

    assert [result.failure for result in results.values()] == [None] * 8
    assert len({result.analysis.size_bytes for result in results.values()}) == 2


def test_problems_and_bugs_become_the_sentence_of_their_photo(a_pool, caplog):
    results = outcomes(a_pool(), jobs_named("refuse", "raise", "fine"))

    assert str(results[0].failure) == "refuse cannot be read."
    assert str(results[1].failure) == "Its analysis failed unexpectedly (ZeroDivisionError: a bug)."
    assert "worker_fakes.py" in caplog.text  # the traceback of the bug is in the log
    assert results[2].analysis


def test_a_pack_that_cannot_be_loaded_ends_the_run(fakes):
    with refused(PackProblem, ProblemCode.NO_PACK_INSTALLED):
        list(WorkerPool(fakes.open_nothing, PhotoAnalyses(4), processes=1).run(jobs_named("fine")))


def test_workers_that_die_while_starting_end_the_run_with_a_sentence(fakes):
    with refused(LibraryProblem, ProblemCode.WORKERS_CANNOT_START, why=ReasonCode.ONE_PROCESS_ENDED):
        list(WorkerPool(fakes.open_and_die, PhotoAnalyses(4), processes=1).run(jobs_named("fine")))


def test_a_run_goes_on_with_the_processes_it_gets(a_pool, monkeypatch):
    started = []

    def only_one(*arguments):
        if started:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started.append(Worker(*arguments))
        return started[0]

    monkeypatch.setattr(workers, "Worker", only_one)

    assert len(outcomes(a_pool(), jobs_named(*["fine"] * 6))) == 6


def test_a_run_that_gets_no_process_says_why(a_pool, monkeypatch):
    def none(*_):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(workers, "Worker", none)

    with refused(LibraryProblem, ProblemCode.WORKERS_CANNOT_START, why=ReasonCode.NOT_NOW):
        list(a_pool().run(jobs_named("fine")))


def test_cancelling_stops_the_run_and_its_processes(a_pool):
    cancel = CancelToken()
    pids = set()
    with pytest.raises(Cancelled):
        for result in a_pool().run(jobs_named(*["slow"] * 1000), cancel):
            pids.add(result.analysis.size_bytes)
            cancel.cancel()

    assert pids and not any(runs(pid) for pid in pids)


@pytest.mark.parametrize("free, expected", [(None, 8), (64 << 30, 8), (3 << 30, 3), (100 << 20, 1)])
def test_there_is_a_process_a_core_where_memory_allows_it(monkeypatch, free, expected):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))
    monkeypatch.setattr(workers, "available_bytes", lambda: free)

    assert workers.default_processes() == expected


@pytest.mark.parametrize("started, expected", [(200, 2000), (1000, 2000), (1500, 3500)])
def test_photos_keep_their_memory_where_a_driver_takes_much(started, expected):
    assert workers.memory_limit_after_start(2000, started) == expected


def test_jobs_are_read_only_a_few_ahead(a_pool):
    taken = []

    def endless():
        for job in iter(lambda: AnalysisTask(PhotoId(len(taken)), Path("fine")), None):
            taken.append(job)
            yield job

    results = a_pool().run(endless())
    for _ in range(5):
        next(results)
    results.close()

    assert len(taken) <= 5 + 2 * 2 * workers.JOBS_AHEAD


def test_the_noise_of_decoders_stays_out_of_the_terminal(a_pool, capfd):
    results = outcomes(a_pool(processes=1), jobs_named("shout"))

    assert results[0].analysis
    assert capfd.readouterr() == ("", "")


def test_a_run_can_live_in_another_thread(a_pool):
    results = {}
    thread = threading.Thread(target=lambda: results.update(outcomes(a_pool(), jobs_named("fine", "fine"))))
    thread.start()
    thread.join(60)

    assert sorted(results) == [0, 1]


SCAN = """
import signal
import sys
sys.path.insert(0, {here!r})
if __name__ == "__main__":
    # A job in the background of a script starts with Ctrl-C ignored; a terminal does not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    import worker_fakes
    from pathlib import Path
    from faceorg.library.workers.analysis import AnalysisTask
    from faceorg.library.workers.photo_answers import PhotoAnalyses
    from faceorg.library.workers.pool import WorkerPool
    pool = WorkerPool(worker_fakes.open_fake_runner, PhotoAnalyses(4), processes=2)
    try:
        for result in pool.run(AnalysisTask(n, Path("slow")) for n in range(10000)):
            print(result.analysis.size_bytes, flush=True)
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


@pytest.fixture
def a_scan(tmp_path):
    """A scan in a process and group of its own, as a terminal starts one; yields it with its workers' ids."""
    script = tmp_path / "scan.py"
    script.write_text(SCAN.format(here=str(HERE)))
    scan = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=HERE.parents[2],
        env=os.environ | {"PYTHONPATH": str(HERE.parents[2])},
    )
    pids = set()
    while len(pids) < 2:
        pids.add(int(scan.stdout.readline()))
    yield scan, pids
    scan.kill()
    scan.communicate()


def test_workers_end_with_a_parent_that_is_killed(a_scan):
    scan, pids = a_scan
    scan.kill()
    scan.wait(60)

    assert gone_within(pids, seconds=60)


def test_ctrl_c_reaches_the_parent_alone_and_leaves_no_worker(a_scan):
    scan, pids = a_scan
    os.killpg(scan.pid, signal.SIGINT)
    output, errors = scan.communicate(timeout=60)

    assert output.splitlines()[-1] == "stopped"
    assert errors == ""
    assert gone_within(pids, seconds=60)


def gone_within(pids, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(runs(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_bug_in_an_analysis_is_logged_by_the_photos_number(a_pool, tmp_path):
    log.write_into(tmp_path, "test")
    list(a_pool().run(jobs_named("fine", "raise", folder=Path("Anna Keller"))))
    log.stop()

    said = log.end_of(tmp_path)
    assert "analysing photo 1 failed" in said and "in _raise" in said and "ZeroDivisionError: a bug" in said
    assert "Anna" not in said
