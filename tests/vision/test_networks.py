"""Networks open through insightface, on devices that exist, and run as their own libraries run them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from faceorg.domain import ModelPack, Thresholds
from faceorg.errors import InvalidInput, PackProblem
from faceorg.messages.codes import ProblemCode
from faceorg.vision import prelu, sessions
from faceorg.vision.alignment import aligned_crop
from faceorg.vision.candidates import overlaps, suppressed
from faceorg.vision.detector import Detector, reduced
from faceorg.vision.detector_networks import Yunet, open_detector_network
from faceorg.vision.embedder import Embedder
from faceorg.vision.packs.checksums import sha256_of
from faceorg.vision.packs.installed import load_pack
from faceorg.vision.packs.onnx_header import read_onnx_header
from tests.conftest import SHARED
from tests.problems import refused


@pytest.fixture
def yunet_pack(pack_folder, tmp_path):
    """yunet_pack(file name, embedder file) -> a pack of YuNet and an embedder, as installed for YuNet + SFace."""

    def make(detector: str, embedder=None, dim: int = 512) -> ModelPack:
        embedder = embedder or pack_folder("edgeface_xs") / "edgeface_xs.onnx"
        files = {"detection": pack_folder("opencv") / detector, "recognition": embedder}
        sums = {role: sha256_of(file) for role, file in files.items()}
        return ModelPack("y", "y", tmp_path, files, dim, Thresholds(0.3, 0.4, 0.4), "", "", True, sums)

    return make


def test_the_cpu_is_always_a_device_and_auto_falls_back_to_it():
    assert "cpu" in sessions.available_devices()
    assert sessions.providers_for("cpu") == ["CPUExecutionProvider"]
    assert sessions.providers_for("auto")[-1] == "CPUExecutionProvider"


def test_the_best_device_comes_first_with_the_cpu_behind_it(monkeypatch):
    built_in = ["CPUExecutionProvider", "CoreMLExecutionProvider", "CUDAExecutionProvider"]
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: built_in)
    assert sessions.providers_for("auto") == ["CUDAExecutionProvider", "CPUExecutionProvider"]
    assert sessions.providers_for("coreml") == ["CoreMLExecutionProvider", "CPUExecutionProvider"]


def test_a_device_that_is_absent_is_named_with_those_that_are_there(monkeypatch):
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: ["CPUExecutionProvider"])
    monkeypatch.setattr(sessions, "is_installed", lambda: False)
    with refused(InvalidInput, ProblemCode.DEVICE_NOT_SUPPORTED, device="cuda", have="cpu"):
        sessions.providers_for("cuda")
    with refused(InvalidInput, ProblemCode.DEVICE_NOT_SUPPORTED, device="openvino", have="cpu"):
        sessions.providers_for("openvino")


def test_an_unknown_device_is_refused_with_the_choices():
    with refused(InvalidInput, ProblemCode.NO_SUCH_DEVICE):
        sessions.providers_for("quantum")


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_device_that_does_not_start_is_said_when_it_was_asked_for(monkeypatch, main_pack):
    pack = load_pack(main_pack)
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: ["CUDAExecutionProvider"])
    with refused(InvalidInput, ProblemCode.DEVICE_CANNOT_START, device="cuda"):
        sessions.open_network(pack, "detection", device="cuda")
    assert sessions.open_network(pack, "detection", device="auto").session.get_providers() == ["CPUExecutionProvider"]


@pytest.mark.parametrize("role", ["detection", "recognition"])
def test_a_file_that_onnxruntime_cannot_load_is_named(main_pack, tmp_path, role):
    pack = load_pack(main_pack)
    whole = pack.files[role].read_bytes()
    broken = tmp_path / pack.files[role].name
    broken.write_bytes(whole[:-5000])
    with refused(PackProblem, ProblemCode.NETWORK_DAMAGED, file=broken.name):
        sessions.open_network(replace(pack, files=pack.files | {role: broken}), role, device="cpu")


def test_a_network_in_the_wrong_place_is_refused(pack_folder):
    """Of a pack whose files do not say themselves what they are for, as the starter's do."""
    pack = load_pack(pack_folder("edgeface_xs"))
    swapped = replace(pack, files={"detection": pack.files["recognition"], "recognition": pack.files["detection"]})
    with refused(PackProblem, ProblemCode.NO_FACE_NETWORK, role="detection"):
        Detector(swapped, device="cpu")
    with refused(PackProblem, ProblemCode.NO_FACE_NETWORK, role="recognition"):
        Embedder(swapped, device="cpu")


def test_a_network_that_gives_other_lengths_than_announced_is_refused(main_pack):
    right = load_pack(main_pack)
    pack = replace(right, embedding_dim=128)
    with refused(PackProblem, ProblemCode.EMBEDDING_LENGTH_WRONG, announced=128, found=right.embedding_dim):
        Embedder(pack, device="cpu").embed([np.zeros((112, 112, 3), np.uint8)])


@pytest.fixture(scope="module")
def sface_like(tmp_path_factory):
    """A network with SFace's outside (normalisation in the graph, 128 numbers), its weights drawn by lot."""
    import onnx
    from onnx import TensorProto, helper

    draw = np.random.default_rng(5)

    def weight(name: str, values: object) -> onnx.TensorProto:
        return onnx.numpy_helper.from_array(np.asarray(values, np.float32), name)

    nodes = [
        helper.make_node("Sub", ["data", "mean"], ["a"], "_minusscalar0"),
        helper.make_node("Mul", ["a", "scale"], ["b"], "_mulscalar0"),
        helper.make_node("Conv", ["b", "kernel"], ["c"], "conv", kernel_shape=[8, 8], strides=[8, 8]),
        helper.make_node("PRelu", ["c", "slope"], ["d"], "prelu"),
        helper.make_node("Flatten", ["d"], ["e"], "flatten"),
        helper.make_node("Gemm", ["e", "w", "bias"], ["fc1"], "pre_fc1"),
    ]
    weights = [
        weight("mean", [127.5]),
        weight("scale", [1 / 128]),
        weight("kernel", draw.normal(0, 0.1, (8, 3, 8, 8))),
        weight("slope", draw.uniform(0, 0.5, (8, 1, 1))),
        weight("w", draw.normal(0, 0.1, (8 * 14 * 14, 128))),
        weight("bias", np.zeros(128)),
    ]
    graph = helper.make_graph(
        nodes,
        "sface",
        [helper.make_tensor_value_info("data", TensorProto.FLOAT, [1, 3, 112, 112])],
        [helper.make_tensor_value_info("fc1", TensorProto.FLOAT, [1, 128])],
        weights,
    )
    file = tmp_path_factory.mktemp("sface") / "face_recognition_sface.onnx"
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), file)
    return file


@pytest.fixture(scope="module")
def with_prelu(sface_like):
    """An embedder with PRelu whose input is called `data`: mobilefacenet_y1 of ../shared, or one drawn by lot."""
    real = SHARED / "models" / "mobilefacenet_y1" / "mobilefacenet_y1_ms1m.onnx"
    return real if real.is_file() else sface_like


def test_an_embedder_without_prelu_gives_the_same_embeddings(with_prelu):
    import onnxruntime

    rewritten = prelu.without_prelu(with_prelu, sha256_of(with_prelu))
    assert rewritten != with_prelu
    assert "PRelu" not in read_onnx_header(rewritten).operators
    crops = np.random.default_rng(0).uniform(0, 255, (4, 1, 3, 112, 112)).astype(np.float32)
    opened = [
        onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"]) for file in (with_prelu, rewritten)
    ]
    before, after = (np.concatenate([one.run(None, {"data": crop})[0] for crop in crops]) for one in opened)
    np.testing.assert_allclose(before, after, atol=2e-5)


def test_a_rewritten_network_is_kept_and_used_again(with_prelu):
    first = prelu.without_prelu(with_prelu, sha256_of(with_prelu))
    written = first.stat().st_mtime_ns
    assert prelu.without_prelu(with_prelu, sha256_of(with_prelu)).stat().st_mtime_ns == written


def test_without_a_writable_cache_the_original_is_used(with_prelu, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr("faceorg.paths.cache_dir", lambda: tmp_path / "file")
    assert prelu.without_prelu(with_prelu, "0" * 64) == with_prelu


def test_a_network_without_prelu_is_left_alone(main_pack):
    file = load_pack(main_pack).files["recognition"]
    assert prelu.without_prelu(file, "0" * 64) == file


@pytest.fixture
def small_pictures(read_photo):
    return [reduced(read_photo(f"labelled/bbt/bbt{number}.jpg"), 640) for number in (1, 2, 4)]


def test_yunet_finds_what_opencv_finds(yunet_pack, small_pictures):
    import cv2

    pack = yunet_pack("face_detection_yunet_2023mar.onnx")
    network = open_detector_network(pack, device="cpu", threads=1)
    assert isinstance(network, Yunet)
    reference = cv2.FaceDetectorYN.create(str(pack.files["detection"]), "", (640, 640), 0.7, 0.3)
    for picture in small_pictures:
        canvas = np.zeros((640, 640, 3), np.uint8)
        canvas[: picture.shape[0], : picture.shape[1]] = picture
        ours = suppressed(network.find(canvas, 0.7), 0.3)
        _, theirs = reference.detect(np.ascontiguousarray(canvas[..., ::-1]))
        assert len(ours) == len(theirs) > 1
        for row in theirs:
            overlap = overlaps(np.concatenate([row[:2], row[:2] + row[2:4]]), ours.boxes)
            assert overlap.max() > 0.99
            assert np.abs(ours.landmarks[overlap.argmax()] - row[4:14].reshape(5, 2)).max() < 0.1


@pytest.mark.parametrize("file", ["face_detection_yunet_2023mar.onnx", "yunet_n_dynamic.onnx"])
def test_yunet_with_fixed_and_free_input_finds_every_face_of_a_group(yunet_pack, read_photo, file):
    detector = Detector(yunet_pack(file), device="cpu")
    assert len(detector.detect(read_photo("labelled/bbt/bbt4.jpg"))) == 6


def test_sface_is_prepared_as_opencv_prepares_it(yunet_pack, sface_like, read_photo):
    import cv2

    pack = yunet_pack("face_detection_yunet_2023mar.onnx", sface_like, 128)
    photo = read_photo("labelled/bbt/bbt4.jpg")
    found = Detector(pack, device="cpu").detect(photo)
    crops = [aligned_crop(photo, points) for points in found.landmarks]
    assert len(crops) > 1
    ours = Embedder(pack, device="cpu").embed(crops)
    reference = cv2.FaceRecognizerSF.create(str(sface_like), "")
    for box, points, embedding in zip(found.boxes, found.landmarks, ours, strict=True):
        row = np.concatenate([box[:2], box[2:] - box[:2], points.ravel(), [1]]).astype(np.float32)
        crop = reference.alignCrop(np.ascontiguousarray(photo[..., ::-1]), row)
        theirs = reference.feature(crop).ravel()
        assert float(embedding @ theirs) / np.linalg.norm(theirs) > 0.999
