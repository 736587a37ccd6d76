"""A process that a photo has taken over reaches nothing: no other file, no network, no other process."""

from __future__ import annotations

import ast
import os
from functools import partial
from pathlib import Path

import pytest

from faceorg.domain import PhotoId
from faceorg.library.workers import confinement, pool
from faceorg.library.workers.analysis import AnalysisTask, open_job_runner
from faceorg.library.workers.confinement import Confined, Reach
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import WorkerPool
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.vision.packs.installed import load_pack
from tests.library.workers import confinement_fakes as fakes

BY_FILES = ("neighbour", "beside", "list", "write", "temporary", "delete", "signal", "environ")
BY_CALLS = ("connect", "datagram", "local", "run", "trace")


@pytest.fixture(scope="module")
def offered() -> Confined:
    return confinement.offered()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for deed in fakes.DEEDS:
        (tmp_path / f"{deed}-photo.jpg").write_bytes(b"jpeg")
    (tmp_path / "neighbour.jpg").write_bytes(b"private")
    return tmp_path


NOTHING_ELSE = Reach()


def outcome(photos: Path, deed: str, reach: Reach | None = NOTHING_ELSE) -> ProblemCode | None:
    """Have one deed tried; None where it succeeded."""
    jobs = [AnalysisTask(PhotoId(1), photos / f"{deed}-photo.jpg")]
    (result,) = WorkerPool(fakes.open_attacker, PhotoAnalyses(4), processes=1, reach=reach).run(jobs)
    return None if result.failure is None else result.failure.code


@pytest.mark.parametrize("deed", BY_FILES)
def test_it_reaches_no_other_file_or_process(photos, offered, deed):
    if not offered.files:
        pytest.skip("this system has no Landlock")
    before = sorted(os.listdir(photos))
    assert outcome(photos, deed) == ProblemCode.ANALYSIS_FAILED
    assert sorted(os.listdir(photos)) == before


@pytest.mark.parametrize("deed", BY_CALLS)
def test_it_has_no_network_and_starts_nothing(photos, offered, deed):
    if not offered.network:
        pytest.skip("this system has no seccomp")
    assert outcome(photos, deed) == ProblemCode.ANALYSIS_FAILED


@pytest.mark.parametrize("deed", [*BY_FILES[:3], "temporary", "connect", "run"])
def test_these_are_deeds_that_succeed_where_nothing_is_refused(photos, deed):
    assert outcome(photos, deed, reach=None) is None


@pytest.mark.skipif(os.name == "nt", reason="photos are opened by the worker there")
def test_the_photo_itself_comes_open_and_cannot_be_written(photos):
    assert outcome(photos, "sound") is None
    assert outcome(photos, "overwrite") == ProblemCode.ANALYSIS_FAILED
    assert (photos / "overwrite-photo.jpg").read_bytes() == b"jpeg"


def test_a_photo_that_cannot_be_opened_says_why_as_ever(photos):
    (photos / "sound-photo.jpg").unlink()
    assert outcome(photos, "sound") == ProblemCode.PHOTO_CANNOT_BE_OPENED


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_the_place_of_a_photo_is_not_waited_for(photos):
    (photos / "sound-photo.jpg").unlink()
    os.mkfifo(photos / "sound-photo.jpg")
    assert outcome(photos, "sound") is not None


def test_photos_behind_links_are_read(photos):
    (photos / "elsewhere").mkdir()
    (photos / "sound-photo.jpg").rename(photos / "elsewhere" / "x.jpg")
    (photos / "sound-photo.jpg").symlink_to(photos / "elsewhere" / "x.jpg")
    assert outcome(photos, "sound") is None


def test_confined_or_not_a_scan_sees_the_same(still_photos, main_pack):
    pack = load_pack(main_pack)
    jobs = [AnalysisTask(PhotoId(number), path) for number, path in enumerate(sorted(still_photos.rglob("*.jpg"))[:6])]

    def seen(reach: Reach | None):
        run = WorkerPool(partial(open_job_runner, pack), PhotoAnalyses(pack.embedding_dim), processes=1, reach=reach)
        results = sorted(run.run(jobs), key=lambda result: result.photo_id)
        return [
            [(face.detection.box, face.embedding.tobytes()) for face in result.analysis.observations]
            for result in results
        ]

    assert seen(Reach.of_pack(pack)) == seen(None)


def test_check_says_what_is_offered():
    assert confinement.described(Confined(True, True)).code == FindingCode.DECODING_CONFINED
    assert confinement.described(Confined()).code == FindingCode.DECODING_UNCONFINED
    assert confinement.described(Confined(network=True)).code == FindingCode.DECODING_WITHOUT_NETWORK
    assert confinement.described(Confined(files=True)).code == FindingCode.DECODING_WITHOUT_FILES


def test_nothing_is_said_of_what_could_not_be_told_in_time(monkeypatch):
    """A busy machine keeps photos from the network as any other does."""
    monkeypatch.setattr(confinement, "PROBE_TIMEOUT_S", 0)
    assert confinement.offered() is None


def test_every_pool_of_the_program_says_what_its_processes_reach():
    lacking = []
    for file in Path(pool.__file__).parents[2].rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_pool = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "WorkerPool"
            if is_pool and "reach" not in {keyword.arg for keyword in node.keywords}:
                lacking.append(f"{file.name}:{node.lineno}")
    assert lacking == []
