"""What the benchmark calls our own pause: time that our threads took is, time that other programs took is not."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[3] / "packaging" / "bench"


@pytest.fixture
def proc_time(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    if not Path("/proc/self/schedstat").exists():
        pytest.skip("this system does not tell what a thread waits for")
    monkeypatch.syspath_prepend(BENCH)
    import proc_time

    return proc_time


def test_waiting_for_a_processor_that_others_have_is_excused(proc_time: ModuleType) -> None:
    assert proc_time.excused(0.1, ran=0.02, waited=0.08, others_ran=0, other_waited=0, children=0, processors=2) == 0.08


def test_waiting_while_our_own_processes_fill_all_processors_is_not(proc_time: ModuleType) -> None:
    # 0.18 s of ours in 0.1 s on two processors: on a quiet machine all of the 0.08 s had been waited for as well.
    found = proc_time.excused(0.1, ran=0.02, waited=0.08, others_ran=0.08, other_waited=0, children=0.1, processors=2)
    assert found == pytest.approx(0.0)


def test_sleeping_while_another_thread_of_ours_computes_is_not_excused(proc_time: ModuleType) -> None:
    assert proc_time.excused(0.1, ran=0.02, waited=0, others_ran=0.08, other_waited=0, children=0, processors=2) == 0


def test_sleeping_while_the_thread_that_holds_us_up_gets_no_processor_is_excused(proc_time: ModuleType) -> None:
    found = proc_time.excused(0.1, ran=0.02, waited=0, others_ran=0.03, other_waited=0.07, children=0, processors=2)
    assert found == pytest.approx(0.05)


def test_what_the_host_took_from_one_processor_is_excused_once(proc_time: ModuleType) -> None:
    tick = proc_time.TICK_S
    assert proc_time.stolen_since({0: 5, 1: 7}, {0: 8, 1: 9}) == pytest.approx(3 * tick)
    assert proc_time.stolen_since({}, {}) == 0
    assert proc_time.stolen_since({0: 5}, {0: 5, 1: 400}) == 0  # a processor that came later had its own past


def test_a_thread_that_holds_python_is_our_own_pause(proc_time: ModuleType) -> None:
    """The real thing: the main thread sleeps on Python's lock while another one computes."""
    clock = proc_time.ProcessClock(threading.get_native_id())
    interval = sys.getswitchinterval()
    sys.setswitchinterval(10)
    try:
        spinner = threading.Thread(target=_spin, args=(0.3,))
        started = time.perf_counter()
        clock.lap()
        spinner.start()  # waits until the thread has begun, which then does not let go
        spinner.join()
        passed = time.perf_counter() - started
        lap = clock.lap()
    finally:
        sys.setswitchinterval(interval)
    assert passed > 0.2
    assert passed - lap.taken_by_others_s > 0.1


def _spin(cpu_s: float) -> None:
    end = time.thread_time() + cpu_s
    while time.thread_time() < end:
        pass


@pytest.mark.by_the_clock("how long something stood still is what is measured")
def test_what_stands_still_is_told_with_its_time(proc_time: ModuleType) -> None:
    """A sleeper that was stopped stands for a processor that was."""
    import hiccups

    def told_of_a_stop() -> bool:
        """Stop all sleepers for 0.3 s; return whether that was told within a second."""
        began = time.perf_counter()
        for sleeper in watcher.sleepers:
            os.kill(sleeper.pid, signal.SIGSTOP)
        time.sleep(0.3)
        ended = time.perf_counter()
        for sleeper in watcher.sleepers:
            os.kill(sleeper.pid, signal.SIGCONT)
        while time.perf_counter() < ended + 1:
            if 0.2 < watcher.within(began, ended) <= ended - began:
                return True
            time.sleep(0.02)
        return False

    before = time.perf_counter()
    watcher = hiccups.Hiccups()
    try:
        assert any(told_of_a_stop() for _ in range(50))  # the first ones come before the sleepers have started
        assert watcher.within(before - 2, before) == 0
    finally:
        watcher.stop()
    assert watcher.sleepers and all(sleeper.poll() is not None for sleeper in watcher.sleepers)
