"""Verbs in a process of their own: what they say, return and raise comes back, and whatever happens nobody hangs."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from faceorg import log
from faceorg.catalog import notes
from faceorg.errors import Cancelled, InvalidInput, LibraryProblem
from faceorg.library.helper.helper_process import HelperProcess
from faceorg.library.helper.in_process import InProcess
from faceorg.library.helper.pipe import HelperBug
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.recognising import packs
from faceorg.messages.codes import ProblemCode
from faceorg.progress import PausableToken, Progress
from tests.problems import refused

VERBS = """
import os, threading, time
from faceorg.catalog import notes
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.messages.message import Message
from faceorg.library.helper.in_process import InProcess
from faceorg.library.recognising import packs
from faceorg.progress import Progress

class Verbs(InProcess):
    def pid(self): return os.getpid()
    def write(self, text, *, name): notes.take_note(self._library.catalog, name, text)
    def die(self): os._exit(1)
    def refuse(self): raise InvalidInput(ProblemCode.NAME_TOO_LONG, most=200, has=201)
    def stumble(self): return {}["nothing"]
    def unsayable(self): return lambda: None
    def stumble_aside(self):
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
    def pack(self): return self._library.settings.analysis.pack
    def choose(self, pack): packs.choose_pack(self._library, pack)

    def count_up(self, *, progress, cancel):
        for step in range(10_000):
            cancel.raise_if_cancelled()
            progress(Progress(Message(TaskCode.FINDING_FACES), step))
            time.sleep(0.005)
"""


@pytest.fixture
def verbs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[InProcess]]:
    """Verbs that misbehave, of a module that a process started from here can import too."""
    (tmp_path / "helper_test_verbs.py").write_text(VERBS)
    monkeypatch.syspath_prepend(tmp_path)
    import helper_test_verbs

    yield helper_test_verbs.Verbs
    del __import__("sys").modules["helper_test_verbs"]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as library:
        yield library


@pytest.fixture
def helper(opened: Library, verbs: type[InProcess]) -> Iterator[HelperProcess]:
    made = HelperProcess(opened, verbs)
    yield made
    made.close()


def test_a_verb_runs_in_another_process_and_its_writes_are_seen(helper, opened, verbs) -> None:
    assert helper.run(verbs.pid) != os.getpid()
    helper.run(verbs.write, "hello", name="greeting")
    assert notes.note(opened.catalog, "greeting") == "hello"


def test_problems_and_bugs_come_back_as_what_they_are(helper, verbs) -> None:
    with pytest.raises(InvalidInput) as refused:
        helper.run(verbs.refuse)
    assert refused.value.code is ProblemCode.NAME_TOO_LONG
    assert dict(refused.value.fields) == {"most": 200, "has": 201}
    with pytest.raises(HelperBug, match="in stumble"):
        helper.run(verbs.stumble)
    with pytest.raises(HelperBug, match=r"unsayable\.<locals>"):  # what cannot be pickled, in any Python's words
        helper.run(verbs.unsayable)
    assert helper.run(verbs.pid) > 0


def test_what_goes_wrong_there_is_in_the_librarys_log(helper, verbs, opened) -> None:
    helper.run(verbs.stumble_aside)
    assert "helper (" in log.end_of(opened.folder) and "ZeroDivisionError" in log.end_of(opened.folder)
    with pytest.raises(LibraryProblem):
        helper.run(verbs.die)
    _until(lambda: "the helper process ended while 1 verbs ran, exit code 1" in log.end_of(opened.folder))


@pytest.mark.by_the_clock("that nothing happens any more is seen only by waiting")
def test_progress_is_heard_and_a_pause_and_a_cancel_arrive(helper, verbs) -> None:
    steps: list[int] = []
    token, ended = PausableToken(), threading.Event()

    def run() -> None:
        with pytest.raises(Cancelled):
            helper.run(verbs.count_up, progress=lambda at: steps.append(at.done), cancel=token)
        ended.set()

    thread = threading.Thread(target=run)
    thread.start()
    _until(lambda: len(steps) > 3)
    token.pause()
    _until_still(steps)
    paused_at = steps[-1]
    token.resume()
    _until(lambda: steps[-1] > paused_at + 3)
    token.cancel()
    assert ended.wait(30)
    thread.join()
    assert steps == list(range(len(steps)))


def test_a_killed_helper_is_a_problem_for_who_waits_and_the_next_call_gets_a_new_one(helper, verbs) -> None:
    first = helper.run(verbs.pid)

    def kill(_progress: Progress) -> None:
        os.kill(first, signal.SIGKILL)

    with refused(LibraryProblem, ProblemCode.HELPER_ENDED):
        helper.run(verbs.count_up, progress=kill, cancel=PausableToken())
    assert helper.run(verbs.pid) not in (first, os.getpid())


def test_a_helper_that_never_gets_to_answer_is_not_started_for_ever(helper, verbs) -> None:
    for _ in range(3):
        with refused(LibraryProblem, ProblemCode.HELPER_ENDED):
            helper.run(verbs.die)
    with refused(LibraryProblem, ProblemCode.HELPER_CANNOT_START):
        helper.run(verbs.pid)


def test_settings_follow_in_both_directions(helper, opened, verbs) -> None:
    packs.choose_pack(opened, "ours")
    assert helper.run(verbs.pack) == "ours"
    helper.run(verbs.choose, "theirs")
    assert opened.settings.analysis.pack == "theirs"


def test_closing_ends_the_process_in_the_middle_of_a_verb(opened, verbs) -> None:
    helper = HelperProcess(opened, verbs)
    pid, begun = helper.run(verbs.pid), threading.Event()
    problems: list[LibraryProblem] = []

    def run() -> None:
        with pytest.raises(LibraryProblem) as caught:
            helper.run(verbs.count_up, progress=lambda _at: begun.set(), cancel=PausableToken())
        problems.append(caught.value)

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(30)
    helper.close()
    thread.join(30)
    assert len(problems) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with refused(LibraryProblem, ProblemCode.LIBRARY_CLOSING):
        helper.run(verbs.pid)


def _until(check) -> None:
    for _ in range(3000):
        if check():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not happen within 30 s")


def _until_still(steps: list[int]) -> None:
    before = -1
    for _ in range(100):
        if steps[-1] == before:
            return
        before = steps[-1]
        threading.Event().wait(0.3)
    raise AssertionError("it went on")
