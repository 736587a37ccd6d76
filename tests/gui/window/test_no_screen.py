"""`faceorg` where no window can be opened: a sentence and a status, no abort."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAID = "faceorg: there is no screen to open a window on; `faceorg --help` lists the verbs."


def start(home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    unset = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"FACEORG_LIBRARY": str(home / "library"), "FACEORG_LANGUAGE": "en", **variables}
    command = [sys.executable, "-m", "faceorg"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)


def test_a_platform_that_qt_does_not_have_is_said_after_qts_own_words(tmp_path: Path) -> None:
    done = start(tmp_path, QT_QPA_PLATFORM="nosuch")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, SAID)
    assert "nosuch" in done.stderr
    assert not (tmp_path / "library").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a display is of X11")
@pytest.mark.parametrize(
    "variables", [{"DISPLAY": ":9955"}, {"QT_QPA_PLATFORM": "xcb"}, {}], ids=["nobody answers", "none said", "nothing"]
)
def test_a_display_that_does_not_answer_is_one_sentence(tmp_path: Path, variables: dict[str, str]) -> None:
    done = start(tmp_path, **variables)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, SAID)
    assert "could not connect" not in done.stderr  # Qt's own words about the same


def test_what_qt_says_where_a_screen_opens_is_passed_on() -> None:
    program = (
        "from PySide6.QtCore import qWarning\n"
        "from faceorg.gui import screen\n"
        "with screen.needed('no screen'):\n"
        "    qWarning('a font is missing')\n"
        "qWarning('said later')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr.splitlines()) == (0, ["a font is missing", "said later"])
