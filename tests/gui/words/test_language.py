"""Which language the window opens in: what the settings say, else FACEORG_LANGUAGE, else the system's."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import sys
from faceorg.gui.app import make_application
app = make_application(sys.argv[1])
from PySide6.QtCore import QLocale
from faceorg.gui.words.messages import language
assert QLocale().language() in (QLocale.Language.C, QLocale.Language.English, QLocale.Language.German)
print(language().value)
"""


@pytest.mark.parametrize(
    ("settings", "variable", "opened"),
    [
        ("", "de", "de"),
        ("", "de_AT.UTF-8", "de"),
        ("", "de-AT", "de"),
        ("", "en", "en"),
        ("en", "de", "en"),
        ("de", "en", "de"),
        ("", "", "en"),
        ("", "fr", "en"),
    ],
)
def test_settings_come_before_the_variable_and_the_system_after_it(settings: str, variable: str, opened: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    environment |= {"FACEORG_LANGUAGE": variable, "QT_QPA_PLATFORM": "offscreen", "LANG": "C"}
    command = [sys.executable, "-c", PROGRAM, settings]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout.strip()) == (0, opened), done.stderr
