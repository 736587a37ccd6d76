"""The pack that is shipped: it loads as insightface's packs do, finds faces, tells people apart and stays small."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

PACK = Path(__file__).parents[2] / "resources" / "packs" / "starter"
# Of the embedder's file, whose weights are float16, and of the whole folder.
LARGEST_EMBEDDER_BYTES, LARGEST_PACK_BYTES = 6_000_000, 7_000_000
MOST_WEIGHTS = {"detector.onnx": 300_000, "embedder.onnx": 3_000_000}
MOST_EMBEDDER_MACS = 350_000_000


@pytest.fixture(scope="module")
def starter():
    from insightface.app import FaceAnalysis

    analysis = FaceAnalysis(name=str(PACK), providers=["CPUExecutionProvider"])
    analysis.prepare(ctx_id=-1, det_size=(640, 640))
    return analysis


@pytest.fixture(scope="module")
def six_people():
    """insightface's own picture of six people, BGR."""
    from insightface.data import get_image

    return get_image("t1")


@pytest.fixture(scope="module")
def six_faces(starter, six_people):
    return sorted(starter.get(six_people), key=lambda face: face.bbox[0])


def thresholds() -> dict[str, float]:
    return json.loads((PACK / "manifest.json").read_text())["faceorg"]["thresholds"]


def test_the_starter_finds_the_six_faces_of_insightfaces_own_picture(six_faces):
    assert len(six_faces) == 6


def test_eyes_lie_above_the_mouth_and_inside_the_box(six_faces):
    for face in six_faces:
        left, top, right, bottom = face.bbox
        assert face.kps[:2, 1].max() < face.kps[2, 1] < face.kps[3:, 1].min()
        assert ((face.kps > (left, top)) & (face.kps < (right, bottom))).all()


def test_six_different_people_stay_below_the_strict_threshold(six_faces):
    embeddings = np.stack([face.normed_embedding for face in six_faces])
    similarities = (embeddings @ embeddings.T)[np.triu_indices(6, 1)]
    assert similarities.max() < thresholds()["strict"]


def test_a_mirrored_darker_smaller_photo_shows_the_same_people(starter, six_people, six_faces):
    import cv2

    other = cv2.resize(six_people[:, ::-1] // 2 + 10, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    again = sorted(starter.get(other), key=lambda face: -face.bbox[0])
    assert len(again) == 6
    for before, after in zip(six_faces, again, strict=True):
        assert float(before.normed_embedding @ after.normed_embedding) > thresholds()["match"]


@pytest.mark.parametrize("side", [320, 1280])
def test_large_faces_survive_larger_inputs(starter, six_people, six_faces, side):
    """One face cut out of the picture and shown at the whole input: the trap that SCRFD falls into."""
    left, top, right, bottom = six_faces[2].bbox.astype(int)
    half = (bottom - top) // 2
    portrait = six_people[max(top - half, 0) : bottom + half, max(left - half, 0) : right + half]
    boxes, _ = starter.det_model.detect(np.ascontiguousarray(portrait), input_size=(side, side))
    heights = boxes[:, 3] - boxes[:, 1]
    assert (np.abs(heights / (bottom - top) - 1) < 0.35).any()


def test_a_picture_without_people_holds_no_face(starter):
    random = np.random.default_rng(3)
    noise = random.integers(0, 256, (480, 640, 3), np.uint8)
    slope = np.linspace(0, 255, 640, dtype=np.uint8)[None, :, None].repeat(480, 0).repeat(3, 2)
    assert starter.get(noise) == []
    assert starter.get(slope) == []


def test_thresholds_rise_from_match_to_strict():
    own = thresholds()
    assert 0.1 < own["match"] < own["strict"] < 0.8
    assert 0.1 < own["cluster"] < 0.8


def test_the_pack_fits_its_bounds():
    onnx = pytest.importorskip("onnx")
    assert sum(file.stat().st_size for file in PACK.iterdir()) <= LARGEST_PACK_BYTES
    assert (PACK / "embedder.onnx").stat().st_size <= LARGEST_EMBEDDER_BYTES
    for name, most in MOST_WEIGHTS.items():
        tensors = onnx.load(PACK / name).graph.initializer
        assert sum(int(np.prod(t.dims)) for t in tensors if t.data_type != onnx.TensorProto.INT64) <= most


def test_one_face_costs_at_most_350_million_multiplications():
    onnx = pytest.importorskip("onnx")
    model = onnx.load(PACK / "embedder.onnx")
    for dim, value in zip(model.graph.input[0].type.tensor_type.shape.dim, (1, 3, 112, 112), strict=True):
        dim.dim_value = value
    shapes = {
        value.name: [dim.dim_value for dim in value.type.tensor_type.shape.dim]
        for value in onnx.shape_inference.infer_shapes(model).graph.value_info
    }
    weights = {t.name.removesuffix(".half"): list(t.dims) for t in model.graph.initializer}
    macs = 0
    for node in model.graph.node:
        if node.op_type == "Conv":
            macs += int(np.prod(shapes[node.output[0]])) * int(np.prod(weights[node.input[1]][1:]))
    assert 10_000_000 < macs <= MOST_EMBEDDER_MACS


def test_the_manifest_is_valid_for_insightface_and_names_a_licence():
    from insightface.model_zoo.package_manifest import load_model_package

    package = load_model_package(PACK)
    assert package.model_id == "starter"
    for task in ("detection", "recognition"):
        package.verify_task(task)
    assert package.license_path is not None
    assert package.license_path.is_file()


def test_the_model_card_says_what_it_learned_from_and_what_it_must_not_do():
    card = (PACK / "MODEL_CARD.md").read_text()
    for words in ("LFW", "UTKFace", "EdgeFace", "must not be used"):
        assert words in card


def test_faceorg_reads_the_pack_with_its_own_thresholds():
    from faceorg.vision.packs.installed import read_pack

    pack = read_pack(PACK)
    own = thresholds()
    assert (pack.thresholds.match, pack.thresholds.strict, pack.thresholds.cluster) == (
        own["match"],
        own["strict"],
        own["cluster"],
    )
    assert pack.embedding_dim == 192
    assert not pack.commercial_use


def test_the_embedder_says_how_long_its_answers_are():
    import onnx

    (answer,) = onnx.load(str(PACK / "embedder.onnx")).graph.output
    assert answer.type.tensor_type.shape.dim[1].dim_value == 192
