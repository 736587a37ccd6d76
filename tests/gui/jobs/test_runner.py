"""The lanes: edits keep their order, jobs come one at a time and can be paused and stopped, faults become sentences."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from faceorg import log
from faceorg.errors import InvalidInput
from faceorg.gui.session.runner import Job, Runner
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message


@pytest.fixture
def runner(qtbot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


def test_edits_run_in_the_order_they_were_asked(qtbot, runner: Runner) -> None:
    seen: list[int] = []
    for number in range(20):
        runner.edit(lambda number=number: number, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == list(range(20))


def test_a_problem_of_the_world_is_reported_as_its_message(qtbot, runner: Runner) -> None:
    def fail() -> None:
        raise InvalidInput(ProblemCode.NAME_EMPTY)

    with qtbot.waitSignal(runner.problem_reported) as caught:
        runner.edit(fail)
    assert caught.args == [Message(ProblemCode.NAME_EMPTY)]


@pytest.mark.parametrize("lane", ["edit", "read", "job"])
def test_a_bug_on_any_lane_is_reported_and_logged_without_data(qtbot, runner: Runner, tmp_path, lane: str) -> None:
    name = "Anna Keller"

    def stumble(*_heard) -> None:
        raise KeyError(name)

    log.write_into(tmp_path, "test")
    with qtbot.waitSignal(runner.crashed) as caught:
        if lane == "job":
            runner.job(Job("odd", stumble))
        else:
            getattr(runner, lane)(stumble, print)
    log.stop()
    for said in (caught.args[0], log.end_of(tmp_path)):
        assert "in stumble" in said and "KeyError: “…”" in said and name not in said


def test_one_job_runs_at_a_time(qtbot, runner: Runner) -> None:
    gate, seen = threading.Event(), list[str]()
    runner.job(Job("first", lambda _progress, _cancel: gate.wait(5), lambda _result: seen.append("first")))
    runner.job(Job("second", lambda _progress, _cancel: seen.append("second")))
    assert runner.current_job is not None and runner.current_job.title == "first"
    gate.set()
    qtbot.waitUntil(lambda: runner.current_job is None)
    assert seen == ["first", "second"]


@pytest.mark.parametrize(("once_more", "runs"), [(False, 1), (True, 2)])
def test_what_is_asked_for_while_it_runs_is_done_again_only_for_what_came_since(
    qtbot, runner: Runner, once_more: bool, runs: int
) -> None:
    """A face that is drawn while others are looked at is not among those."""
    gate, seen = threading.Event(), list[int]()
    job = Job("same", lambda _progress, _cancel: gate.wait(5), lambda _result: seen.append(1), "same", once_more)
    for _ in range(3):
        runner.job(job)
    gate.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert len(seen) == runs


def test_what_is_being_stopped_may_be_asked_for_again(qtbot, runner: Runner) -> None:
    begun, gate, seen = threading.Event(), threading.Event(), list[int]()

    def work(_progress, cancel) -> None:
        begun.set()
        assert gate.wait(60)
        cancel.raise_if_cancelled()

    job = Job("same", work, lambda _result: seen.append(1), "same")
    runner.job(job)
    assert begun.wait(60)
    runner.cancel()
    for _ in range(2):
        runner.job(job)
    gate.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert len(seen) == 1


@pytest.mark.by_the_clock("that nothing happens any more is seen only by waiting")
def test_a_paused_job_waits_and_a_cancelled_one_stops(qtbot, runner: Runner) -> None:
    steps = []

    def work(_progress, cancel) -> None:
        while True:
            cancel.raise_if_cancelled()
            steps.append(1)
            threading.Event().wait(0.001)

    runner.job(Job("endless", work))
    qtbot.waitUntil(lambda: len(steps) > 3)
    runner.pause(True)
    stood = len(steps)
    qtbot.wait(100)
    assert len(steps) <= stood + 1  # the step that had begun
    with qtbot.waitSignal(runner.job_ended) as ended:
        runner.cancel()
    assert ended.args[1] is False


def test_a_job_whose_answer_meets_a_bug_keeps_no_other_waiting(qtbot, runner: Runner) -> None:
    seen, ended = list[str](), list[tuple[str, bool]]()
    runner.job_ended.connect(lambda job, whole: ended.append((job.title, whole)))

    def stumble(_result: object) -> None:
        raise KeyError("Anna")

    with qtbot.capture_exceptions() as caught:
        runner.job(Job("first", lambda _progress, _cancel: None, stumble))
        runner.job(Job("second", lambda _progress, _cancel: seen.append("second")))
        qtbot.waitUntil(lambda: len(ended) == 2)
    assert [kind for kind, _error, _trace in caught] == [KeyError]
    assert seen == ["second"]
    assert ended == [("first", True), ("second", True)]
    assert runner.is_idle


def test_of_looks_the_newest_one_is_answered(qtbot, runner: Runner) -> None:
    seen, given_up, begun = list[str](), list[str](), threading.Event()

    def look(name: str, *, waits: bool = False) -> Job[str]:
        def work(_progress, cancel) -> str:
            begun.set()
            while waits:
                cancel.raise_if_cancelled()
                threading.Event().wait(0.001)
            return name

        return Job(name, work, seen.append, "look", newest=True, given_up=lambda: given_up.append(name))

    runner.job(look("by old choices", waits=True))
    qtbot.waitUntil(begun.is_set)
    runner.job(look("never begun"))
    runner.job(look("by the last choices"))
    qtbot.waitUntil(lambda: runner.is_idle)
    assert seen == ["by the last choices"]
    assert given_up == ["by old choices"]


def test_a_question_without_an_answer_is_given_up(qtbot, runner: Runner) -> None:
    heard = list[str]()

    def fail() -> None:
        raise InvalidInput(ProblemCode.NAME_EMPTY)

    with qtbot.waitSignal(runner.problem_reported):
        runner.read(fail, lambda _none: heard.append("answered"), None, lambda: heard.append("failed"))
    qtbot.waitUntil(lambda: runner.is_idle)
    assert heard == ["failed"]


def test_closing_finishes_the_edits_that_were_asked(qtbot) -> None:
    runner, written = Runner(), list[int]()
    for number in range(10):
        runner.edit(lambda number=number: written.append(number))
    runner.close()
    assert written == list(range(10))
