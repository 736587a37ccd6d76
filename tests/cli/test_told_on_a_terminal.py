"""What is told beside an answer is one line each on a terminal, whatever a file is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceorg.cli import options
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message


def test_a_file_name_forges_no_second_line(capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    options.tell(Message(FindingCode.DERIVED_FILE_DROPPED, file=Path("/a\nfaceorg: all is well\x1b[2K")))
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "\x1b" not in said
