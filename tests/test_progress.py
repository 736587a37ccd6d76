"""Reports of long verbs: throttled, with a pace that is worth believing."""

from __future__ import annotations

from faceorg import progress as module
from faceorg.messages.codes import TaskCode
from faceorg.progress import ProgressMeter


def test_the_pace_leaves_out_the_time_until_the_first_result(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    seen = []
    meter = ProgressMeter(TaskCode.FINDING_FACES, 101, seen.append)
    now[0] += 60  # loading networks
    meter.step()
    for _ in range(20):
        now[0] += 0.5
        meter.step()
    assert seen[-1].done == 21
    assert seen[-1].rate == 2.0
    assert seen[-1].seconds_left == 40.0


def test_reports_are_throttled_but_the_last_is_never_swallowed(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    seen = []
    meter = ProgressMeter(TaskCode.FINDING_FACES, 1000, seen.append)
    for _ in range(1000):
        now[0] += 0.001
        meter.step()
    assert len(seen) < 20
    assert seen[-1].done == 1000


def test_without_a_total_there_is_no_time_left(monkeypatch):
    seen = []
    ProgressMeter(TaskCode.LOOKING_FOR_PHOTOS, None, seen.append).step()
    assert seen[-1].total is None
    assert seen[-1].seconds_left is None
