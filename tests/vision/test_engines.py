"""OpenVINO is used where it is faster and says the same of every face, and nobody is told of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from faceorg.messages.codes import FindingCode
from faceorg.messages.message import worded
from faceorg.messages.text import Language
from faceorg.vision import engines, sessions
from faceorg.vision.embedder import Embedder
from faceorg.vision.engines import EngineTrial, chosen
from faceorg.vision.packs.installed import load_pack

BOTH, DETECTOR, EMBEDDER = ("detection", "recognition"), ("detection",), ("recognition",)
ALIKE = {BOTH: 0.9995, EMBEDDER: 0.9999, DETECTOR: 0.9996}


def seconds(detection: float, recognition: float) -> dict[str, float]:
    return {"detection": detection, "recognition": recognition}


def test_what_is_twice_as_fast_and_says_the_same_is_taken():
    assert chosen(seconds(0.2, 0.2), seconds(0.1, 0.1), ALIKE) == EngineTrial(BOTH, 2.0, 0.9995)


def test_a_detector_that_shifts_faces_stays_where_it_was():
    found = chosen(seconds(0.2, 0.2), seconds(0.1, 0.1), ALIKE | {BOTH: 0.9959, DETECTOR: 0.996})
    assert found.on_openvino == EMBEDDER
    assert found.times == pytest.approx(0.4 / 0.3)
    assert found.agreement == 0.9999


def test_only_what_is_faster_is_taken():
    assert chosen(seconds(0.2, 0.2), seconds(0.1, 0.3), ALIKE).on_openvino == DETECTOR


def test_what_is_hardly_faster_is_left():
    found = chosen(seconds(0.2, 0.2), seconds(0.19, 0.19), ALIKE)
    assert (found.on_openvino, found.agreement) == ((), 0.9995)


def test_what_says_something_else_is_left_however_fast():
    found = chosen(seconds(0.2, 0.2), seconds(0.01, 0.01), dict.fromkeys(ALIKE, 0.9989))
    assert (found.on_openvino, found.agreement) == ((), 0.9989)


@pytest.mark.parametrize(
    ("trial", "code"),
    [
        (None, FindingCode.ENGINE_UNTRIED),
        (EngineTrial(BOTH, 2.0, 0.9995), FindingCode.ENGINE_IS_OPENVINO),
        (EngineTrial((), 1.02, 0.9995), FindingCode.ENGINE_NO_FASTER),
        (EngineTrial((), 2.0, 0.9959), FindingCode.ENGINE_DISAGREES),
        (engines.FAILED, FindingCode.ENGINE_FAILED),
    ],
)
def test_what_was_found_is_remembered_and_said(main_pack, own_cache, monkeypatch, trial, code):
    monkeypatch.setattr(engines, "is_installed", lambda: True)
    pack = load_pack(main_pack)
    if trial is not None:
        engines.remember(pack, trial)
    assert engines.remembered(pack) == trial
    assert engines.wants_trial(pack) is (trial is None)
    assert engines.described(pack).code == code
    assert engines.runs_on_openvino(pack, "detection") is (code == FindingCode.ENGINE_IS_OPENVINO)


def test_its_numbers_are_written_as_the_reader_writes_them(main_pack, own_cache, monkeypatch):
    monkeypatch.setattr(engines, "is_installed", lambda: True)
    pack = load_pack(main_pack)
    engines.remember(pack, EngineTrial(BOTH, 2.14, 0.99951))
    faster = engines.described(pack)
    assert "2.1 times" in str(faster) and "agree to 0.9995." in str(faster)
    german = worded(faster, Language.GERMAN)
    assert "2,1-mal" in german and "stimmen auf 0,9995 überein" in german
    engines.remember(pack, EngineTrial((), 2.0, 0.9959))
    other = engines.described(pack)
    assert "agree to 0.9959 only (0.999 is asked)" in str(other)
    assert "nur auf 0,9959 überein (verlangt: 0,999)" in worded(other, Language.GERMAN)


def test_once_it_is_gone_nothing_is_said_and_onnxruntime_goes_on(main_pack, own_cache, monkeypatch):
    monkeypatch.setattr(engines, "is_installed", lambda: True)
    pack = load_pack(main_pack)
    engines.remember(pack, EngineTrial(BOTH, 2.0, 0.9995))
    monkeypatch.setattr(engines, "is_installed", lambda: False)
    assert engines.described(pack) is None
    assert not engines.wants_trial(pack)
    assert sessions.open_network(pack, "detection", device="auto").session.get_providers() == ["CPUExecutionProvider"]


def test_a_damaged_note_is_another_first_use(main_pack, own_cache, monkeypatch):
    monkeypatch.setattr(engines, "is_installed", lambda: True)
    pack = load_pack(main_pack)
    engines.remember(pack, EngineTrial(BOTH, 2.0, 0.9995))
    (note,) = own_cache.rglob("engine-*.json")
    note.write_bytes(note.read_bytes()[:-9])
    assert engines.wants_trial(pack)


def test_the_same_network_says_the_same_on_openvino(main_pack):
    pytest.importorskip("openvino")
    pack = load_pack(main_pack)
    crops = list(np.random.default_rng(3).integers(0, 256, (3, 112, 112, 3), np.uint8))
    ours, theirs = (Embedder(pack, device=device).embed(crops) for device in ("cpu", "openvino"))
    assert float((ours * theirs).sum(axis=1).min()) > 0.998
    assert sessions.open_network(pack, "recognition", device="openvino").session.get_providers() == ["OpenVINO"]


def test_what_was_chosen_is_what_runs(main_pack, own_cache):
    pytest.importorskip("openvino")
    pack = load_pack(main_pack)
    engines.remember(pack, EngineTrial(EMBEDDER, 2.0, 0.9995))
    running = {role: sessions.open_network(pack, role, device="auto").session.get_providers() for role in BOTH}
    assert running == {"detection": ["CPUExecutionProvider"], "recognition": ["OpenVINO"]}


def test_nobody_is_told_that_it_was_started(main_pack, tmp_path):
    """The package that reports every import to OpenVINO's makers, if it is installed, is not even loaded."""
    pytest.importorskip("openvino")
    (tmp_path / "openvino_telemetry").mkdir()
    told = tmp_path / "told"
    (tmp_path / "openvino_telemetry" / "__init__.py").write_text(f"open({str(told)!r}, 'w').close()\n")
    file = load_pack(main_pack).files["recognition"]
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from pathlib import Path\nfrom faceorg.vision.openvino_session import OpenVinoSession\n"
        f"OpenVinoSession(Path({str(file)!r}), 1); print('started')"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert (ran.stdout.strip(), told.exists()) == ("started", False), ran.stderr
