"""Small files that faceorg keeps for itself: what stands in their place is never waited for, nor nested without end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg import log
from faceorg.library.opening import second_start
from faceorg.matching.neighbours import store
from faceorg.vision.packs import manifests

NESTED = "[" * 100_000
_SETUP = """
import logging, sys
from pathlib import Path
folder = Path(sys.argv[1])
"""
# The file, what reads it, and what that says of a file that is none.
READERS = [
    pytest.param(
        store.MANIFEST,
        "from faceorg.matching.neighbours import store; print(store.read_index_manifest(folder))",
        "None",
        id="manifest of an index",
    ),
    pytest.param(
        manifests.MANIFEST_FILE,
        "from faceorg.vision.packs import manifests; print(manifests.has_manifest(folder))",
        "False",
        id="manifest of a pack",
    ),
    (
        second_start.NOTE,
        "from faceorg.library.opening import second_start; print(second_start.take_request(folder))",
        "None",
    ),
    (
        log.LOG_FILE,
        "from faceorg import log; log.write_into(folder, 'faceorg')\n"
        "logging.getLogger('faceorg').error('said'); print(repr(log.end_of(folder)))",
        "''",
    ),
    ("x.jpg", "from faceorg.library.scanning.moved import hash_file; print(hash_file(folder / 'x.jpg'))", "None"),
    (
        ".picasa.ini",
        "from faceorg.metadata.programs import picasa; from faceorg.errors import MetadataProblem\n"
        "try: picasa.read_folder(folder / '.picasa.ini')\n"
        "except MetadataProblem as problem: print(problem.code)",
        "metadata_cannot_be_read",
    ),
    ("x.f32", "from faceorg.matching.neighbours import store; print(store.crc_of(folder / 'x.f32', 8))", "None"),
]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize(("name", "code", "said"), READERS)
def test_a_pipe_is_not_waited_for(tmp_path, name, code, said):
    os.mkfifo(tmp_path / name)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", _SETUP + code, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert ran.stdout.strip() == said, ran.stderr


def test_an_index_manifest_nested_without_end_is_none(tmp_path):
    (tmp_path / store.MANIFEST).write_text(NESTED)
    assert store.read_index_manifest(tmp_path) is None


def test_a_pack_manifest_nested_without_end_is_none(tmp_path):
    (tmp_path / manifests.MANIFEST_FILE).write_text(NESTED)
    assert not manifests.has_manifest(tmp_path)


def test_a_note_of_a_second_start_nested_without_end_asks_for_the_window_alone(tmp_path):
    (tmp_path / second_start.NOTE).write_text(NESTED)
    assert second_start.take_request(tmp_path) == second_start.AskedFor(None)


def test_a_long_log_is_shown_from_its_end(tmp_path):
    (tmp_path / log.LOG_FILE).write_text("ä" * 100_000 + "end")
    assert log.end_of(tmp_path) == "ä" * (log.SHOWN_CHARS - 3) + "end"
