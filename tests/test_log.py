"""The log: what it says of a bug, what it never says, who may read it, how large it gets, and that it can go."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from faceorg import log
from faceorg.errors import BugElsewhere, NotFound
from faceorg.library.opening.open_library import open_library
from faceorg.library.wiping import wipe
from faceorg.messages.codes import ProblemCode
from faceorg.traces import kind_of, redacted, trace_of

PHOTO = "/home/anna/My Photos/Anna Keller.jpg"
_log = logging.getLogger("faceorg.test")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that the log goes into."""
    log.write_into(tmp_path, "test")
    yield tmp_path
    log.stop()


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Python does with exceptions that nobody caught is put back after the test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)


def written(folder: Path) -> str:
    return (folder / log.LOG_FILE).read_text(encoding="utf-8")


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


# ---------------------------------------------------------------- what a trace says
@pytest.mark.parametrize(
    "error, said",
    [
        (FileNotFoundError(2, "No such file or directory", PHOTO), "FileNotFoundError: No such file or directory"),
        (KeyError("Anna Keller"), "KeyError: “…”"),
        (ValueError("can't read 'Anna Keller' as a number"), "ValueError: can't read “…” as a number"),
        (ValueError("it's \"Anna's photo\", isn't it"), "ValueError: it's “…”, isn't it"),
        (ValueError(f"cannot identify {PHOTO}"), "ValueError: (left out: it may name a file)"),
        (RuntimeError("Anna Keller.heic has no faces"), "RuntimeError: (left out: it may name a file)"),
        (RuntimeError(r"C:\Users\Anna\a is odd"), "RuntimeError: (left out: it may name a file)"),
        (ValueError("shapes (3,512) and (4,512) differ"), "ValueError: shapes (3,512) and (4,512) differ"),
        (AttributeError("'Face' has no attribute 'box'"), "AttributeError: 'Face' has no attribute 'box'"),
        (ImportError("no name 'x' in 'y' (/home/anna/y.py)"), "ImportError: no name 'x' in 'y' …"),
    ],
)  # fmt: skip
def test_of_a_message_only_what_is_no_data_is_kept(error: Exception, said: str) -> None:
    assert kind_of(error) == said


def test_a_fault_of_the_world_is_its_kind_and_never_its_sentence() -> None:
    name = "Anna Keller"
    said = trace_of(raised(NotFound(ProblemCode.NOBODY_OF_THIS_NAME, name=name)))
    assert said.splitlines()[-1] == "NotFound: nobody_of_this_name"
    assert name not in said


def test_a_trace_shows_places_in_the_program_and_nobodys_home() -> None:
    said = trace_of(raised(ValueError("no")))
    assert 'File "tests/test_log.py", line' in said and "in raised" in said and "raise error" in said
    assert str(Path.home()) not in said and str(Path(__file__).parent) not in said


def test_a_trace_tells_what_led_to_the_bug_and_what_another_process_said() -> None:
    try:
        try:
            raise KeyError("Anna")
        except KeyError as first:
            raise BugElsewhere("Traceback there\nZeroDivisionError") from first
    except BugElsewhere as error:
        said = trace_of(error)
    assert said.index("KeyError: “…”") < said.index("which led to:") < said.index("BugElsewhere")
    assert said.endswith("in another process:\nTraceback there\nZeroDivisionError")


def test_an_exception_that_cannot_say_what_it_is_has_a_trace_all_the_same() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise ValueError("no")

    assert trace_of(raised(Mute())).splitlines()[-1].endswith("Mute")


def test_a_message_that_never_ends_is_cut() -> None:
    assert len(redacted("very " * 10_000)) == 500


# ---------------------------------------------------------------- the file
def test_a_bug_is_written_with_when_who_and_where(folder: Path) -> None:
    try:
        _ = [][3]
    except IndexError:
        _log.exception("the picture of %d cannot be read", 12)
    first, *rest = written(folder).splitlines()
    assert first.endswith(f"test ({os.getpid()}) ERROR faceorg.test: the picture of 12 cannot be read")
    assert rest[0] == "Traceback (most recent call last):" and rest[-1] == "IndexError: list index out of range"


def test_what_is_logged_of_a_photo_by_mistake_is_left_out(folder: Path) -> None:
    _log.warning("analysing %s failed", PHOTO)
    assert "Anna" not in written(folder) and "left out" in written(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other things there")
def test_only_the_owner_may_read_it(folder: Path) -> None:
    before = os.umask(0)
    try:
        _log.warning("something")
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / log.LOG_FILE).stat().st_mode) == 0o600


def test_three_files_are_kept_and_none_grows_without_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST_BYTES", 2_000)
    for number in range(300):
        _log.warning("number %d", number)
    files = log.files_of(folder)
    assert [file.name for file in files] == ["faceorg.log", "faceorg.log.1", "faceorg.log.2"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(file.name for file in files)
    assert all(file.stat().st_size < 2_200 for file in files)
    assert written(folder).rstrip().endswith("number 299")
    assert "number 0\n" not in "".join(file.read_text() for file in files)


def test_two_processes_write_into_one_log(folder: Path) -> None:
    program = "import logging, sys; from pathlib import Path; from faceorg import log\n"
    program += "log.write_into(Path(sys.argv[1]), 'other'); logging.getLogger('faceorg.x').error('from there')"
    _log.warning("from here")
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True, cwd=Path(__file__).parents[1])
    _log.warning("from here again")
    said = [line.rsplit(": ", 1)[1] for line in written(folder).splitlines()]
    assert said == ["from here", "from there", "from here again"]


def test_a_library_that_is_not_there_gets_no_log_and_no_folder(tmp_path: Path) -> None:
    log.write_into(tmp_path / "none", "test")
    _log.error("something")
    log.stop()
    assert list(tmp_path.iterdir()) == []


def test_whoever_looks_for_a_library_where_there_is_none_leaves_nothing_there(tmp_path: Path) -> None:
    """As with a slip of the tongue: --library and the folder of the photos."""
    with pytest.raises(NotFound):
        open_library(tmp_path, edit=False)
    _log.error("something")
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_was_wiped_gets_no_log_again(tmp_path: Path) -> None:
    with open_library(tmp_path / "library"):
        pass
    wipe(tmp_path / "library")
    _log.error("something")
    assert not (tmp_path / "library" / log.LOG_FILE).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links are other things there")
def test_a_link_in_its_place_is_not_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "file"
    other.write_text("precious")
    (folder / log.LOG_FILE).symlink_to(other)
    _log.error("something")
    assert other.read_text() == "precious"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no place among files there")
def test_a_pipe_in_its_place_keeps_nobody_waiting_and_a_second_name_of_a_file_is_not_written_to(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    os.mkfifo(folder / log.LOG_FILE)
    _log.error("something")
    (folder / log.LOG_FILE).unlink()
    other = tmp_path_factory.mktemp("other") / "file"
    other.write_text("precious")
    os.link(other, folder / log.LOG_FILE)
    _log.error("something")
    assert other.read_text() == "precious"


# ---------------------------------------------------------------- who writes into it
def test_opening_a_library_says_where_the_log_goes(tmp_path: Path) -> None:
    with open_library(tmp_path / "library", program="faceorg scan"):
        _log.error("something")
    log.stop()
    assert "faceorg scan (" in written(tmp_path / "library")


def test_exceptions_that_nobody_caught_are_logged_on_every_thread(folder: Path, hooks: None) -> None:
    told: list[BaseException] = []
    log.catch_everything(told.append)

    class Odd:
        def __del__(self) -> None:
            raise ArithmeticError("while cleaning up")

    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    sys.excepthook(ValueError, ValueError("in a slot"), None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    Odd()
    assert [type(error) for error in told] == [ZeroDivisionError, ValueError, ArithmeticError]
    for last in ("ZeroDivisionError: integer division", "ValueError: in a slot", "ArithmeticError: while cleaning up"):
        assert last in written(folder)
    assert "KeyboardInterrupt" not in written(folder)


def test_a_callback_of_another_thread_that_fails_is_logged(folder: Path) -> None:
    asked: Future[int] = Future()
    asked.add_done_callback(lambda _done: [][1])
    asked.set_result(1)
    assert "IndexError: list index out of range" in written(folder)


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """command_line(verb, ...): run a verb over a new library in this process."""
    from faceorg.cli import main, stopping

    monkeypatch.setattr(stopping, "stop_on_signals", lambda: None)
    with open_library(tmp_path / "library"):
        pass
    return lambda *arguments: main.run([*arguments, "--library", str(tmp_path / "library")])


def test_the_command_line_logs_problems_by_their_kind(tmp_path: Path, command_line: Callable[..., int]) -> None:
    assert command_line("rename", "Anna Keller", "Ben") == 1
    last = written(tmp_path / "library").splitlines()[-1]
    assert "faceorg rename (" in last and "NotFound" in last
    assert "Anna" not in written(tmp_path / "library")


def test_the_command_line_logs_bugs(
    tmp_path: Path, command_line: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faceorg.catalog.journal.journal.history", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        command_line("history")
    assert "ZeroDivisionError: integer division or modulo by zero" in written(tmp_path / "library")


def test_wiping_deletes_the_log(own_cache, tmp_path: Path) -> None:
    with open_library(tmp_path / "library"):
        _log.error("something")
    log.stop()
    (tmp_path / "library" / "faceorg.log.1").touch()
    gone = wipe(tmp_path / "library")
    assert {file.name for file in gone.deleted} >= {"faceorg.log", "faceorg.log.1"}
    assert log.files_of(tmp_path / "library") == []
