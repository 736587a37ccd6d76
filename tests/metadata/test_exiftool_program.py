"""exiftool is found where installers of three systems put it, or where the user says."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.errors import InvalidInput, MetadataProblem
from faceorg.messages.codes import ProblemCode
from faceorg.metadata import exiftool_program
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.regions import Region
from faceorg.metadata.writer import Target, carry_out, plan_write
from tests.problems import refused

ANNA = Region("Anna", Box(0.2, 0.2, 0.3, 0.3))
SAYS_A_VERSION = "#!/bin/sh\necho 13.10\n"


def program(path: Path, text: str = SAYS_A_VERSION) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def nowhere(monkeypatch, tmp_path: Path) -> Path:
    """A computer on which exiftool is not; its root folder."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for variable in ("LOCALAPPDATA", "ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "SystemDrive", "ProgramData"):
        monkeypatch.delenv(variable, raising=False)
    real = Path.is_file
    monkeypatch.setattr(Path, "is_file", lambda path: real(path) and path.is_relative_to(tmp_path))
    return tmp_path


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_where_it_is_not_that_is_said(nowhere, monkeypatch, platform):
    monkeypatch.setattr(sys, "platform", platform)
    with refused(MetadataProblem, ProblemCode.EXIFTOOL_MISSING):
        exiftool_program.find_exiftool()


@pytest.mark.parametrize("folder", ["/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin"])
def test_homebrew_and_macports_need_no_path_of_a_terminal(monkeypatch, folder):
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr(sys, "platform", "darwin")
    there = Path(folder, "exiftool")
    monkeypatch.setattr(Path, "is_file", lambda path: path == there)
    monkeypatch.setattr(os, "access", lambda path, _how: path == there)
    assert exiftool_program.find_exiftool() == there


@pytest.mark.parametrize(
    ("variable", "inside"),
    [
        ("ProgramFiles", "ExifTool/ExifTool.exe"),
        ("LOCALAPPDATA", "Programs/ExifTool/exiftool.exe"),
        ("ProgramFiles", "exiftool-13.10_64/exiftool(-k).exe"),
        ("ProgramData", "chocolatey/bin/exiftool.exe"),
        ("LOCALAPPDATA", "Microsoft/WinGet/Links/exiftool.exe"),
    ],
)
def test_on_windows_it_is_found_where_installers_put_it(nowhere, monkeypatch, variable, inside):
    there = program(nowhere / "C" / inside.replace("ExifTool.exe", "exiftool.exe"))
    monkeypatch.setenv(variable, str(nowhere / "C"))
    monkeypatch.setattr(sys, "platform", "win32")
    assert exiftool_program.find_exiftool() == there


def test_path_comes_first(nowhere, monkeypatch):
    there = program(nowhere / "bin" / "exiftool")
    program(nowhere / "C" / "ExifTool" / "exiftool.exe")
    assert exiftool_program.find_exiftool() == there


def test_a_program_in_the_folder_one_is_in_is_never_run(nowhere, monkeypatch):
    program(nowhere / "photos" / "exiftool")
    program(nowhere / "photos" / "exiftool.exe")
    monkeypatch.chdir(nowhere / "photos")
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", str(nowhere / "bin")]))
    for platform in ("linux", "win32"):
        monkeypatch.setattr(sys, "platform", platform)
        with refused(MetadataProblem, ProblemCode.EXIFTOOL_MISSING):
            exiftool_program.find_exiftool()


def test_what_the_user_says_is_taken_before_all_else(nowhere):
    program(nowhere / "bin" / "exiftool")
    mine = program(nowhere / "mine" / "exiftool-13")
    inside = program(nowhere / "unpacked" / "exiftool")
    assert exiftool_program.find_exiftool(str(mine)) == mine
    assert exiftool_program.find_exiftool(str(inside.parent)) == inside
    with refused(MetadataProblem, ProblemCode.EXIFTOOL_NOT_THERE, file="gone"):
        exiftool_program.find_exiftool(str(nowhere / "gone"))


@pytest.mark.parametrize("text", ["#!/bin/sh\nread key\necho who knows\n", "no program"])
def test_another_program_is_not_taken_for_it(nowhere, text):
    assert exiftool_program.require_exiftool(str(program(nowhere / "mine"))) == nowhere / "mine"
    with refused(InvalidInput, ProblemCode.NOT_EXIFTOOL, file="other"):
        exiftool_program.require_exiftool(str(program(nowhere / "other", text)))


def test_a_photo_is_written_by_the_exiftool_that_was_named(exiftool, nowhere, save_photo, monkeypatch):
    monkeypatch.undo()
    real = exiftool_program.find_exiftool()
    wrapper = program(nowhere / "mine", f'#!/bin/sh\ntouch "{nowhere}/was-here"\nexec "{real}" "$@"\n')
    photo = save_photo(nowhere / "a.jpg")
    with InFileWriter(str(wrapper)) as in_file:
        carry_out(plan_write(photo, [], kind=Target.IN_FILE), in_file)  # nothing to write: nothing is started
        assert not (nowhere / "was-here").exists()
        carry_out(plan_write(photo, [ANNA], kind=Target.IN_FILE), in_file)
    assert (nowhere / "was-here").exists()
