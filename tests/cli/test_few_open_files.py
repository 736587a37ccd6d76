"""A process that may open few files says so in one sentence; one that may open more takes what it is given."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from faceorg.files import open_files

resource = pytest.importorskip("resource")


def ran_with(soft: int, hard: int, *words: str) -> subprocess.CompletedProcess[str]:
    limit = f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard})); "
    run = "sys.argv[:] = ['faceorg', *sys.argv[1:]]; runpy.run_module('faceorg', run_name='__main__')"
    command = [sys.executable, "-c", limit + run, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=dict(os.environ))


@pytest.mark.parametrize("allowed", [8, 16, open_files.LEAST - 1])
@pytest.mark.parametrize("words", [["people"], ["check"], []], ids=str)
def test_too_few_are_one_sentence_that_says_how_many(allowed, words):
    ran = ran_with(allowed, allowed, *words)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert len(ran.stderr.strip().splitlines()) == 1
    assert f"{allowed} files" in ran.stderr and f"ulimit -n {open_files.LEAST}" in ran.stderr


def test_a_low_limit_that_may_be_raised_is_no_hindrance(tmp_path):
    library = tmp_path / "library"
    photos = tmp_path / "photos"
    photos.mkdir()
    ran = ran_with(10, 4096, "scan", str(photos), "--library", str(library), "--pack", "starter")
    assert ran.returncode == 0, ran.stderr


def test_the_least_that_is_asked_for_is_enough_to_scan_and_check(tmp_path, sample_photos):
    library, photos = tmp_path / "library", tmp_path / "photos"
    photos.mkdir()
    for sample in sorted(sample_photos.rglob("*.jpg"))[:3]:
        shutil.copy(sample, photos)
    for words in (["scan", str(photos), "--pack", "starter"], ["check"]):
        ran = ran_with(open_files.LEAST, open_files.LEAST, *words, "--library", str(library))
        assert ran.returncode == 0, ran.stderr
