"""What Help > About and bug reports say: versions of everything, whole licences, nothing about whose computer it is."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from faceorg import __version__, about

ROOT = Path(__file__).parents[2]


def test_versions_name_the_program_python_and_every_library():
    said = about.versions()
    assert said["faceorg"].startswith(__version__)
    assert said["Python"] == platform.python_version()
    for name in ("onnxruntime", "numpy", "pillow", "pyside6-essentials", "rawpy", "typer"):
        assert said[name] == version(name)


@pytest.mark.parametrize("installed", ["opencv-python", "opencv-python-headless"])
def test_opencv_is_named_whichever_of_its_two_packages_is_there(monkeypatch, tmp_path, installed):
    """A wheel brings the first, the packaged program the second."""
    for name in ("numpy", installed):
        metadata = tmp_path / f"{name.replace('-', '_')}-5.0.dist-info" / "METADATA"
        metadata.parent.mkdir()
        metadata.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 5.0\n", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    said = about.versions()
    assert {name for name in said if name not in ("faceorg", "Python", "SQLite")} == {"numpy", installed}
    assert said[installed] == "5.0"


def test_the_licence_is_whole_and_the_notice_stands_before_it():
    said = about.licence()
    assert said.startswith((ROOT / "NOTICE").read_text(encoding="utf-8").strip())
    assert said.endswith((ROOT / "LICENSE").read_text(encoding="utf-8").strip())


def test_the_libraries_of_others_are_listed_with_their_licences():
    assert "| numpy | BSD-3-Clause" in about.third_parties()
    assert "LGPL-3.0" in about.third_parties()
