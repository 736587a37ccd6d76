"""Standard output and error that are closed, or lie on a full disk: a verb does its work, and ends in no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg.catalog import people
from faceorg.edits import EditFacts, EditKind
from faceorg.library.opening.library import Library

pytestmark = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")


def run(line: str, library: Path) -> subprocess.CompletedProcess[str]:
    """Run `faceorg LINE` in a shell, which is what closes and redirects."""
    command = f'"{sys.executable}" -m faceorg {line}'
    environment = dict(os.environ, FACEORG_LIBRARY=str(library), FACEORG_LANGUAGE="en")
    environment.pop("PYTHONUNBUFFERED", None)  # with it nothing is left to be written at exit
    return subprocess.run(["sh", "-c", command], env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    Library(tmp_path / "library").close()
    return tmp_path / "library"


@pytest.mark.parametrize("line", ["people >&-", "people 2>&-", "--version >&-", "--help >&-", "people >&- 2>&-"])
def test_a_closed_stream_counts_as_nowhere(library: Path, line: str) -> None:
    done = run(line, library)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("line", ["people --json", "check", "help naming", "--version"])
def test_a_full_disk_behind_the_answer_is_one_sentence(library: Path, line: str) -> None:
    done = run(f"{line} >/dev/full", library)
    assert done.returncode == 1
    assert done.stderr.startswith("faceorg: the answer could not be written (No space left on device).")
    assert done.stderr.count("\n") == 1
    assert run(f"{line} >/dev/full 2>&1", library).returncode == 1


@pytest.mark.parametrize("line", ["show Nobody", "show Nobody --json", "nonsense", "people --frob"])
def test_a_refusal_that_cannot_be_written_is_still_a_status(library: Path, line: str) -> None:
    assert run(f"{line} >/dev/full 2>&1", library).returncode in (1, 2)
    assert run(f"{line} 2>/dev/full", library).returncode in (1, 2)


@pytest.mark.parametrize("where", [">&-", ">/dev/full"])
def test_what_was_asked_for_is_done_all_the_same(library: Path, where: str) -> None:
    with Library(library) as opened, opened.edit(EditFacts(EditKind.RENAMED)):
        people.insert_person(opened.catalog.connection, "Anna")
    run(f"rename Anna Anne {where}", library)
    with Library(library, edit=False) as opened:
        assert [found.person.name for found in people.summaries(opened.catalog)] == ["Anne"]
