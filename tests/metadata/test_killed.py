"""Killed at random moments while writing: every photo and every sidecar is the old or the new one, whole.

A reduced run; packaging/bench/regions_roundtrip.py --kills 100 is the full one.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from faceorg.files.atomic import remove_leftovers

Save = Callable[..., Path]

WRITER = """
import itertools, sys
from pathlib import Path
from faceorg.boxes import Box
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.regions import Region
from faceorg.metadata.writer import Target, carry_out, plan_write

photo, previous = Path(sys.argv[1]), {Target.FULL_NAME: None, Target.IN_FILE: None}
print("ready", flush=True)
with InFileWriter() as in_file:
    for count in itertools.count(1):
        for kind in ([Target.FULL_NAME] * 5 + [Target.IN_FILE] if sys.argv[2] == "both" else [Target.FULL_NAME]):
            wanted = [Region(f"P{count}-{at}", Box(at / 50, at / 50, 0.015, 0.015)) for at in range(count % 40)]
            plan = plan_write(photo, wanted, kind=kind, previous=previous[kind])
            previous[kind] = carry_out(plan, in_file)
"""


@pytest.mark.by_the_clock("it is killed at any moment of what it does, not at a certain one")
def test_whatever_moment_it_is_killed_files_are_whole(tmp_path: Path, save_photo: Save) -> None:
    from faceorg.metadata.packet import Packet

    photo = save_photo(tmp_path / "a.jpg", size=(400, 300))
    before, sidecar = photo.read_bytes(), tmp_path / "a.jpg.xmp"
    whole = 0
    for seed in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(photo), "sidecar"], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        while seed >= 4 and not sidecar.exists():  # the first ones may be killed before anything is written
            assert process.poll() is None
            time.sleep(0.005)
        time.sleep(random.Random(seed).uniform(0.0, 0.25))
        process.kill()
        process.communicate()
        if sidecar.exists():
            Packet(sidecar.read_bytes(), "killed")  # parses: it is one or the other, never half
            assert sidecar.read_bytes().rstrip().endswith(b"?>")
            whole += 1
    assert whole >= 4
    assert photo.read_bytes() == before


def test_leftovers_of_killed_runs_are_cleared_but_not_what_is_being_written(tmp_path: Path) -> None:
    import os

    old, young = tmp_path / ".1.faceorg-new", tmp_path / ".2.faceorg-new"
    old.touch()
    young.touch()
    os.utime(old, (0, 0))
    remove_leftovers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".2.faceorg-new"]
