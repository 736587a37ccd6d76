"""What an embedding tells of its picture: the part of a face's quality that only the embedder sees."""

from __future__ import annotations

import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from faceorg.errors import PackProblem
from faceorg.images.decode import decode_photo
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.vision.analyzer import Analyzer
from faceorg.vision.clarity import clarity_of
from faceorg.vision.packs.installed import load_pack
from faceorg.vision.packs.registry import registry
from tests.problems import refused

DIM = 16


def arrays() -> dict[str, np.ndarray]:
    """An embedder that never fills its last number and writes unclear pictures along the first one."""
    hidden = np.zeros((DIM, 2))
    hidden[0] = -1, 1
    return {
        "unused": np.eye(DIM)[-1:],
        "hidden": hidden,
        "hidden_bias": np.zeros(2),
        "out": np.array([0.0, -1.0]),
        "out_bias": np.float64(1.0),
        "mix": np.array([0.5, 0.5, 0.0, 0.0]),
    }


@pytest.fixture
def file(tmp_path) -> Path:
    np.savez(tmp_path / "clarity.npz", **{name: np.asarray(one, np.float16) for name, one in arrays().items()})
    return tmp_path / "clarity.npz"


def faces_along(*shares: float) -> np.ndarray:
    """Unit rows with these parts along the direction of unclear pictures."""
    rows = np.zeros((len(shares), DIM), np.float32)
    rows[:, 0], rows[:, 1] = shares, np.sqrt(1 - np.square(shares))
    return rows


def test_the_embedding_tells_alone_or_together_with_what_was_measured(file):
    faces = faces_along(-0.5, 0.0, 0.6)
    np.testing.assert_allclose(clarity_of(faces, file), [1, 1, 0.4], atol=1e-3)
    measured = np.array([0.2, 1.0, 0.8], np.float32)
    np.testing.assert_allclose(clarity_of(faces, file, measured), [0.6, 1, 0.6], atol=1e-3)


def test_without_a_file_what_was_measured_is_all_that_is_known():
    measured = np.array([0.3], np.float32)
    assert clarity_of(faces_along(0.5), None, measured) is measured
    assert clarity_of(faces_along(0.5), None) is None


def test_rows_of_another_embedder_of_the_same_length_tell_nothing(file):
    others = np.random.default_rng(0).normal(size=(40, DIM)).astype(np.float32)
    others /= np.linalg.norm(others, axis=1, keepdims=True)
    assert clarity_of(others, file) is None
    measured = np.linspace(0, 1, 40, dtype=np.float32)
    assert clarity_of(others, file, measured) is measured


def test_no_faces_are_no_problem(file):
    assert clarity_of(faces_along()[:0], file, np.empty(0, np.float32)).shape == (0,)


def test_a_damaged_file_and_embeddings_of_another_length_are_problems_in_one_sentence(file, tmp_path):
    with refused(PackProblem, ProblemCode.DIRECTIONS_OF_OTHER_LENGTH, have=16, length=8):
        clarity_of(faces_along(0.1)[:, :8], file)
    (tmp_path / "broken.npz").write_bytes(b"no arrays")
    (tmp_path / "half.npz").write_bytes(file.read_bytes()[:200])
    for damaged in ("broken.npz", "half.npz"):
        with refused(PackProblem, ProblemCode.OWN_FILE_CANNOT_BE_READ):
            clarity_of(faces_along(0.1), tmp_path / damaged)
    np.savez(tmp_path / "short.npz", **{**arrays(), "out": np.zeros(7)})
    with refused(PackProblem, ProblemCode.OWN_FILE_CANNOT_BE_READ, why=ReasonCode.ARRAYS_DO_NOT_FIT_EACH_OTHER):
        clarity_of(faces_along(0.1), tmp_path / "short.npz")


def test_every_shipped_file_fits_its_network():
    named = [network for network in registry().networks_by_sha256.values() if network.clarity]
    assert named
    for network in named:
        found = clarity_of(np.zeros((3, network.embedding_dim), np.float32), network.clarity)
        assert found is not None and ((found >= 0) & (found <= 1)).all()


def covered(pixels: np.ndarray) -> np.ndarray:
    """The eyes of an LFW portrait behind a bar."""
    height, width = pixels.shape[:2]
    hidden = pixels.copy()
    hidden[round(0.40 * height) : round(0.49 * height), round(0.33 * width) : round(0.67 * width)] = 90
    return hidden


def dark(pixels: np.ndarray) -> np.ndarray:
    grain = np.random.default_rng(1).normal(0, 4, pixels.shape)
    return np.clip(pixels * 0.15 + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("harm", [covered, dark])
def test_what_no_measure_of_the_picture_sees_lowers_the_quality_of_people_never_used(shared, pack_folder, harm):
    """People of the held half: the file was fitted to the others (packaging/bench/fit_pack.py)."""
    pack = load_pack(pack_folder("edgeface_xs"))
    assert pack.clarity is not None
    analyzer = Analyzer(pack, device="cpu")
    people = [place for place in sorted((shared / "labelled/lfw").iterdir()) if zlib.crc32(place.name.encode()) & 1]
    fell, kept, told = [], [], []  # by how much the quality fell, what the face kept, what the quality says it did
    for place in people[:60:2]:
        pixels = decode_photo(sorted(place.iterdir())[0]).pixels
        detections = analyzer.detect(pixels)[:1]
        if not detections:
            continue
        before, after = (analyzer.observe(picture, detections)[0] for picture in (pixels, harm(pixels)))
        likeness = float(before.embedding @ after.embedding)
        if likeness > 0.95:
            continue  # somebody else's face, beside the harm
        fell.append(before.quality.value - after.quality.value)
        kept.append(likeness)
        told.append(after.quality.value)
    assert len(fell) >= 20
    assert np.mean(fell) > 0.07 and np.mean(np.array(fell) > 0) > 0.7
    assert abs(np.mean(told) - np.mean(kept)) < 0.2  # what `Quality.value` means


def test_small_and_blurred_faces_count_less_however_often_they_are_asked(analyzer, portrait_pairs):
    pixels = portrait_pairs[0][0]
    detections = analyzer.detect(pixels)[:1]
    values = [
        analyzer.observe(cv2.GaussianBlur(pixels, (0, 0), sigma), detections)[0].quality.value for sigma in (0.1, 3, 6)
    ]
    assert values[0] > values[1] > values[2]
    assert analyzer.observe(pixels, detections)[0].quality == analyzer.observe(pixels, detections)[0].quality
