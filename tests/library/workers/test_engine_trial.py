"""OpenVINO is tried before a pack is first used, in a process that can do no harm, once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faceorg.library import maintenance
from faceorg.library.opening.open_library import open_library
from faceorg.library.scanning import ingest
from faceorg.library.workers.engine_trial import try_engines
from faceorg.messages.codes import FindingCode
from faceorg.vision import engines
from faceorg.vision.packs.installed import load_pack
from tests.conftest import SAMPLES


def test_a_trial_compares_both_in_a_confined_process(main_pack, own_cache):
    pytest.importorskip("openvino")
    pack = load_pack(main_pack)
    found = try_engines(pack)
    assert found.times > 0
    assert 0.99 < found.agreement <= 1.0001
    assert engines.remembered(pack) == found


def test_what_does_not_run_is_not_used_and_not_tried_again(main_pack, own_cache, tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "is_installed", lambda: True)
    pack = load_pack(main_pack)
    damaged = tmp_path / "damaged.onnx"
    damaged.write_bytes(pack.files["recognition"].read_bytes()[:-5000])
    pack = replace(pack, files=pack.files | {"recognition": damaged})
    assert try_engines(pack) == engines.FAILED
    assert not engines.wants_trial(pack)
    assert engines.described(pack).code == FindingCode.ENGINE_FAILED


def test_the_first_scan_tries_it_and_a_check_says_what_came_of_it(main_pack, own_cache, tmp_path):
    pytest.importorskip("openvino")
    (tmp_path / "photos").mkdir()
    photo = next(SAMPLES.rglob("*.jpg"))
    (tmp_path / "photos" / photo.name).write_bytes(photo.read_bytes())
    with open_library(tmp_path / "library") as library:
        ingest.scan(library, [tmp_path / "photos"], pack=str(main_pack), device="cpu")
        assert maintenance.check(library).engine.code == FindingCode.ENGINE_UNTRIED
        (tmp_path / "photos" / "again.jpg").write_bytes(photo.read_bytes() + b"\0")
        ingest.scan(library)
        (note,) = own_cache.rglob("engine-*.json")
        written = note.stat().st_mtime_ns
        (tmp_path / "photos" / "third.jpg").write_bytes(photo.read_bytes() + b"\0\0")
        ingest.scan(library)
        assert note.stat().st_mtime_ns == written
        assert maintenance.check(library).engine.code in {
            FindingCode.ENGINE_IS_OPENVINO,
            FindingCode.ENGINE_NO_FASTER,
            FindingCode.ENGINE_DISAGREES,
        }
