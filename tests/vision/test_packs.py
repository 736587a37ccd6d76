"""Packs are found in four places, told by their outside, and said to be unusable in one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg.errors import NotFound, PackProblem
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.text import Text
from faceorg.vision.packs import installed as packs
from faceorg.vision.packs.manifests import about_of
from faceorg.vision.packs.registry import registry
from tests.problems import refused

pytestmark = pytest.mark.usefixtures("no_packs_elsewhere")


@pytest.fixture
def tiny_pack(tmp_path, scrfd_like, embedder_like):
    """tiny_pack(folder) -> a folder with a detector and an embedder that look real from outside."""

    def make(folder: Path) -> Path:
        folder.mkdir(parents=True)
        (folder / "det.onnx").write_bytes(scrfd_like)
        (folder / "rec.onnx").write_bytes(embedder_like)
        return folder

    return make


def test_an_unknown_pack_gets_the_careful_thresholds_and_no_promise_about_its_licence(tiny_pack, tmp_path):
    pack = packs.read_pack(tiny_pack(tmp_path / "mine"))
    assert (pack.id, pack.embedding_dim) == ("mine", 64)
    assert pack.thresholds == registry().default_thresholds
    assert not pack.commercial_use
    assert "unknown" in pack.license_plain.english


def test_only_detector_and_embedder_are_taken_of_a_full_pack(tiny_pack, tmp_path, make_network):
    folder = tiny_pack(tmp_path / "full")
    (folder / "1k3d68.onnx").write_bytes(make_network([1, 3, 192, 192], [1, 3309]))
    (folder / "2d106det.onnx").write_bytes(make_network([1, 3, 192, 192], [1, 212]))
    (folder / "genderage.onnx").write_bytes(make_network([1, 3, 96, 96], [1, 3]))
    (folder / "a_swapper.onnx").write_bytes(make_network([1, 3, 128, 128], [1, 3, 128, 128]))
    pack = packs.read_pack(folder)
    assert {role: file.name for role, file in pack.files.items()} == {
        "detection": "det.onnx",
        "recognition": "rec.onnx",
    }


def test_the_library_folder_wins_over_the_environment_and_both_over_insightfaces_own(tiny_pack, tmp_path, monkeypatch):
    library = tmp_path / "library"
    tiny_pack(library / "packs" / "same")
    tiny_pack(tmp_path / "elsewhere" / "same")
    tiny_pack(tmp_path / "elsewhere" / "other")
    tiny_pack(tmp_path / "home" / ".insightface" / "models" / "downloaded")
    monkeypatch.setenv("FACEORG_PACKS", str(tmp_path / "elsewhere"))
    found = {pack.id: pack.folder for pack in packs.list_packs(library)}
    assert found["same"] == library / "packs" / "same"
    assert {"same", "other", "downloaded"} <= set(found)


def test_a_named_folder_may_be_a_pack_itself(tiny_pack, tmp_path, monkeypatch):
    monkeypatch.setenv("FACEORG_PACKS", str(tiny_pack(tmp_path / "single")))
    assert packs.load_pack("single").folder == tmp_path / "single"


def test_a_folder_without_embedder_is_listed_as_broken_and_says_so(tmp_path, monkeypatch, scrfd_like):
    (tmp_path / "packs" / "half").mkdir(parents=True)
    (tmp_path / "packs" / "half" / "det.onnx").write_bytes(scrfd_like)
    monkeypatch.setenv("FACEORG_PACKS", str(tmp_path / "packs"))
    assert "half" not in [pack.id for pack in packs.list_packs()]
    assert [entry.id for entry in packs.survey_packs().broken] == ["half"]
    with refused(PackProblem, ProblemCode.PACK_INCOMPLETE, folder="half", part=ReasonCode.FACE_EMBEDDER):
        packs.load_pack("half")


def test_a_truncated_embedder_is_named(tiny_pack, tmp_path):
    folder = tiny_pack(tmp_path / "cut")
    whole = (folder / "rec.onnx").read_bytes()
    (folder / "rec.onnx").write_bytes(whole[: len(whole) // 2])
    with refused(PackProblem, ProblemCode.NETWORK_DAMAGED, file="rec.onnx", why=ReasonCode.ENDS_IN_THE_MIDDLE):
        packs.read_pack(folder)


def test_an_onnx_file_that_is_no_face_model_makes_no_pack(tmp_path, make_network):
    folder = tmp_path / "resnet"
    folder.mkdir()
    (folder / "imagenet.onnx").write_bytes(make_network(["n", 3, 224, 224], ["n", 10, 10, 10]))
    with refused(PackProblem, ProblemCode.PACK_INCOMPLETE, part=ReasonCode.FACE_DETECTOR):
        packs.read_pack(folder)


def test_a_damaged_age_network_hurts_nobody(tiny_pack, tmp_path):
    folder = tiny_pack(tmp_path / "pack")
    (folder / "genderage.onnx").write_bytes(b"garbage")
    assert packs.read_pack(folder).id == "pack"


def test_a_file_under_a_published_name_with_other_bytes_is_refused(tmp_path, scrfd_like, embedder_like):
    folder = tmp_path / "buffalo_l"
    folder.mkdir()
    (folder / "det_10g.onnx").write_bytes(scrfd_like)
    (folder / "w600k_r50.onnx").write_bytes(embedder_like)
    with refused(PackProblem, ProblemCode.PACK_FILE_NOT_PUBLISHED, file="det_10g.onnx", pack="buffalo_l"):
        packs.read_pack(folder)


def test_a_missing_known_pack_names_the_command_that_installs_it():
    with refused(NotFound, ProblemCode.PACK_NOT_INSTALLED, pack="buffalo_l"):
        packs.load_pack("buffalo_l")


def test_a_missing_unknown_pack_names_those_there_are(tiny_pack, tmp_path, monkeypatch):
    monkeypatch.setenv("FACEORG_PACKS", str(tiny_pack(tmp_path / "mine")))
    with refused(NotFound, ProblemCode.NO_SUCH_PACK, pack="yours"):
        packs.load_pack("yours")


def write_manifest(folder: Path, **changes: object) -> None:
    manifest = {
        "manifest_version": 2,
        "model_id": "x",
        "license": "MODEL.LICENSE",
        "tasks": {"detection": {"file": "det.onnx"}, "recognition": {"file": "rec.onnx", "embedding_dimension": 64}},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest | changes))


def test_a_manifest_names_the_files_and_may_bring_thresholds(tiny_pack, tmp_path):
    folder = tiny_pack(tmp_path / "raccoon")
    (folder / "a_first.onnx").write_bytes((folder / "rec.onnx").read_bytes())
    own = {"thresholds": {"match": 0.2, "strict": 0.3, "cluster": 0.4}, "license_plain": "for any use."}
    write_manifest(folder, display_name="Raccoon", faceorg=own | {"commercial_use": True})
    pack = packs.read_pack(folder)
    assert pack.files["recognition"].name == "rec.onnx"
    assert (pack.name, pack.thresholds.strict, pack.license_plain.english) == ("Raccoon", 0.3, "for any use")
    assert pack.commercial_use


def test_a_manifest_may_speak_several_languages(tiny_pack, tmp_path):
    folder = tiny_pack(tmp_path / "raccoon")
    (folder / "a_first.onnx").write_bytes((folder / "rec.onnx").read_bytes())
    about = {"en": "small and quick", "de": "klein und schnell"}
    write_manifest(folder, faceorg={"about": about, "license_plain": {"de": "nur auf Deutsch"}})
    assert about_of(folder) == Text("Small and quick.", "Klein und schnell.")
    assert packs.read_pack(folder).license_plain == packs.UNKNOWN_LICENSE_PLAIN  # English is what all have


WITHOUT_EMBEDDER = {"tasks": {"detection": {"file": "det.onnx"}}}
UPSIDE_DOWN = {"faceorg": {"thresholds": {"match": 0.9, "strict": 0.2, "cluster": 0.1}}}


@pytest.mark.parametrize(
    ("changes", "code", "part"),
    [
        ({"tasks": {"detection": {"file": "../../det.onnx"}}}, ProblemCode.MANIFEST_NAMES_MISSING_FILE, {}),
        ({"tasks": {"detection": {"file": "gone.onnx"}}}, ProblemCode.MANIFEST_NAMES_MISSING_FILE, {}),
        ({"tasks": {"detection": {"file": "det.onnx", "sha256": "0" * 64}}}, ProblemCode.NETWORK_NOT_ITS_MANIFESTS, {}),
        (WITHOUT_EMBEDDER, ProblemCode.PACK_INCOMPLETE, {"part": ReasonCode.FACE_EMBEDDER}),
        ({"tasks": 7}, ProblemCode.PACK_INCOMPLETE, {"part": ReasonCode.FACE_DETECTOR}),
        ({"faceorg": {"thresholds": {"match": "high"}}}, ProblemCode.THRESHOLDS_NOT_NUMBERS, {}),
        (UPSIDE_DOWN, ProblemCode.THRESHOLDS_NOT_SIMILARITIES, {}),
    ],
)
def test_a_wrong_manifest_is_refused_with_the_reason(tiny_pack, tmp_path, changes, code, part):
    folder = tiny_pack(tmp_path / "packs" / "wrong")
    (tmp_path / "det.onnx").write_bytes((folder / "det.onnx").read_bytes())
    write_manifest(folder, **changes)
    with refused(PackProblem, code, **part):
        packs.read_pack(folder)


def test_a_known_network_is_recognised_in_a_folder_of_any_name(pack_folder, tmp_path):
    renamed = tmp_path / "my faces"
    renamed.mkdir()
    for file in pack_folder("edgeface_xs").glob("*.onnx"):
        (renamed / f"renamed_{file.name}").symlink_to(file)
    pack = packs.read_pack(renamed)
    assert pack.thresholds == packs.read_pack(pack_folder("edgeface_xs")).thresholds
    assert pack.license_plain.english == "for private and research use"


def test_listing_packs_brings_no_heavy_library_along(pack_folder):
    folder = pack_folder("edgeface_xs").parent
    program = (
        "import sys, faceorg.vision.packs.installed as p, faceorg.vision.packs.install, faceorg.vision.packs.registry\n"
        "ids = [pack.id for pack in p.list_packs()]\n"
        "assert 'edgeface_xs' in ids and 'opencv' not in ids, ids\n"
        "heavy = {'cv2', 'onnx', 'onnxruntime', 'insightface', 'sklearn', 'scipy', 'PySide6', 'requests'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={"FACEORG_PACKS": str(folder), "PATH": ""})
