"""The seam that workers use: photos of any shape in, observations out; small faces from full pixels; known boxes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from PIL import Image, ImageOps

from faceorg.boxes import Box
from faceorg.domain import Detection
from faceorg.vision.alignment import TEMPLATE_112, aligned_crop, similarity_transform, template
from faceorg.vision.detector import reduced


def test_an_observation_has_a_unit_embedding_and_fractions(analyzer, read_still):
    observations = analyzer.analyze(read_still("bbt4.jpg"))
    assert len(observations) == 6
    for observation in observations:
        assert observation.embedding.dtype == np.float32
        assert observation.embedding.shape == (analyzer.pack.embedding_dim,)
        assert np.linalg.norm(observation.embedding) == pytest.approx(1, abs=1e-5)
        box, landmarks = observation.detection.box, observation.detection.landmarks
        assert 0 <= box.x < box.x + box.width <= 1
        assert 0 <= box.y < box.y + box.height <= 1
        assert landmarks.dtype == np.float32
        assert ((landmarks > (box.x, box.y)) & (landmarks < (box.x + box.width, box.y + box.height))).all()
        left_eye, right_eye, nose, left_mouth, right_mouth = landmarks
        assert left_eye[0] < right_eye[0]
        assert left_mouth[0] < right_mouth[0]
        assert left_eye[1] < nose[1] < left_mouth[1]
        assert 0 < observation.quality.value <= 1
        assert observation.thumbnail is None
    scores = [observation.detection.score for observation in observations]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("shape", [(1, 1), (2, 3000), (3000, 2), (31, 31), (0, 5), (700, 900)])
def test_a_photo_without_faces_gives_an_empty_list(analyzer, shape):
    assert analyzer.analyze(np.full((*shape, 3), 127, np.uint8)) == []


def test_read_only_and_strided_pixels_are_accepted(analyzer, read_still):
    photo = read_still("bbt4.jpg")
    strided = np.asfortranarray(photo)
    strided.setflags(write=False)
    assert_allclose(
        [one.embedding for one in analyzer.analyze(strided)],
        [one.embedding for one in analyzer.analyze(photo)],
        atol=1e-5,
    )


def test_a_grey_photo_in_three_channels_shows_the_same_people(analyzer, read_still):
    photo = read_still("bbt4.jpg")
    grey = photo.mean(axis=2, keepdims=True).astype(np.uint8).repeat(3, axis=2)
    coloured = analyzer.analyze(photo)
    likeness = [max(float(one.embedding @ other.embedding) for other in coloured) for one in analyzer.analyze(grey)]
    assert len(likeness) == 6
    assert min(likeness) > 0.7


@pytest.fixture
def garden(sample_photos):
    """Several people upright, uint8 (660, 880, 3) RGB: every pack sees their faces, the starter too."""
    with Image.open(sample_photos / "2017" / "05 Garden" / "IMG_20170514_151001_BURST1.jpg") as photo:
        return np.asarray(ImageOps.exif_transpose(photo).convert("RGB"))


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_photo_that_lies_is_told_by_its_faces(analyzer, garden, quarters):
    lying = np.ascontiguousarray(np.rot90(garden, -quarters))
    assert analyzer.lies(lying, analyzer.analyze(lying)) == 4 - quarters


def test_a_photo_that_stands_is_not_told_to_lie(analyzer, garden):
    assert analyzer.lies(garden, analyzer.analyze(garden)) == 0


def test_a_photo_without_any_hint_of_a_face_gets_three_glances_and_no_look(analyzer, monkeypatch):
    seen, find = [], analyzer.detector.network.find
    monkeypatch.setattr(
        analyzer.detector.network, "find", lambda canvas, least: seen.append(canvas.shape[:2]) or find(canvas, least)
    )
    assert analyzer.lies(np.full((1500, 2000, 3), 127, np.uint8), []) == 0
    assert seen == [(192, 160), (192, 160), (160, 192)]


def test_full_pixels_are_fetched_once_and_only_for_small_faces(analyzer, read_still):
    full = read_still("bbt4.jpg")
    fetched = []

    def fetch():
        fetched.append(1)
        return full

    analyzer.analyze(full, fetch)
    assert fetched == []
    small = reduced(full, full.shape[1] // 4)
    detections = analyzer.detect(small)
    assert len(detections) == 6
    sharp = analyzer.observe(small, detections, fetch)
    assert fetched == [1]
    best, blurred = analyzer.observe(full, detections), analyzer.observe(small, detections)
    for one, other, poor in zip(sharp, best, blurred, strict=True):
        assert_allclose(one.embedding, other.embedding, atol=1e-5)
        assert float(one.embedding @ poor.embedding) < 0.95
        assert one.quality.size_px == pytest.approx(4 * poor.quality.size_px, rel=0.02)


def test_known_boxes_get_the_embedding_of_the_face_inside_in_their_order(analyzer, read_still):
    photo = read_still("bbt4.jpg")
    found = analyzer.analyze(photo)
    boxes = [one.detection.box for one in reversed(found)]
    assert len(boxes) == 6
    known = analyzer.embed_boxes(photo, boxes)
    assert [one.detection.box for one in known] == boxes
    for one, other in zip(known, reversed(found), strict=True):
        assert float(one.embedding @ other.embedding) > 0.9
        assert one.detection.score > 0.3


def test_a_loosely_drawn_box_still_finds_its_face(analyzer, read_still):
    photo = read_still("bbt4.jpg")
    face = analyzer.analyze(photo)[0]
    box = face.detection.box
    drawn = Box(box.x - box.width * 0.4, box.y - box.height * 0.3, box.width * 1.8, box.height * 1.7)
    known = analyzer.embed_boxes(photo, [drawn])[0]
    assert float(known.embedding @ face.embedding) > 0.9


def test_a_box_without_visible_face_is_embedded_by_guessed_landmarks_and_judged_low(analyzer):
    photo = np.random.default_rng(1).integers(0, 255, (600, 800, 3), np.uint8)
    boxes = [Box(0.4, 0.4, 0.1, 0.15), Box(0.95, 0.95, 0.2, 0.2), Box(0.5, 0.5, 0.0, 0.0), Box(-0.5, -0.5, 0.1, 0.1)]
    known = analyzer.embed_boxes(photo, boxes)
    assert [one.detection.box for one in known] == boxes
    assert [one.detection.score for one in known] == [0.0] * 4
    assert max(one.quality.value for one in known) < 0.5
    for one in known:
        assert np.isfinite(one.embedding).all()


def test_observing_nothing_gives_nothing(analyzer):
    assert analyzer.observe(np.zeros((10, 10, 3), np.uint8), []) == []
    assert analyzer.embed_boxes(np.zeros((10, 10, 3), np.uint8), []) == []


def test_more_faces_than_a_batch_are_embedded_in_their_order(analyzer, read_still):
    photo = read_still("bbt4.jpg")
    detections = analyzer.detect(photo) * 3
    together = [one.embedding for one in analyzer.observe(photo, detections)]
    alone = [analyzer.observe(photo, [one])[0].embedding for one in detections[:6]] * 3
    assert_allclose(together, alone, atol=1e-5)


points = st.lists(
    st.tuples(st.floats(-500, 500, width=32), st.floats(-500, 500, width=32)), min_size=5, max_size=5
).map(lambda rows: np.array(rows, np.float32))


@given(st.floats(-3.1, 3.1), st.floats(0.05, 20), st.floats(-900, 900), st.floats(-900, 900))
def test_a_turned_scaled_and_shifted_face_is_turned_back_exactly(angle, scale, right, down):
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    seen = TEMPLATE_112 @ turn.T + (right, down)
    matrix = similarity_transform(seen.astype(np.float32), TEMPLATE_112)
    assert_allclose(seen @ matrix[:, :2].T + matrix[:, 2], TEMPLATE_112, atol=0.02)


@given(points)
def test_alignment_is_the_least_squares_similarity_of_scikit_image(seen):
    from skimage.transform import SimilarityTransform

    if np.linalg.norm(seen - seen.mean(axis=0)) < 1:
        return
    ours = similarity_transform(seen, TEMPLATE_112)
    theirs = SimilarityTransform.from_estimate(seen, TEMPLATE_112)
    if not theirs:
        return
    error = [((seen @ m[:2, :2].T + m[:2, 2] - TEMPLATE_112) ** 2).sum() for m in (ours, theirs.params)]
    # Umeyama's solution may be a shade worse where a mirrored face would fit better: ours has no mirror to avoid.
    assert error[0] <= error[1] * (1 + 1e-6) + 1e-6


def test_crops_of_other_sides_are_placed_as_insightface_places_them():
    from insightface.utils.face_align import arcface_dst

    assert_allclose(template(112), arcface_dst, atol=1e-4)
    assert_allclose(template(224), arcface_dst * 2, atol=1e-4)
    assert_allclose(template(128), arcface_dst + np.array([8, 0]), atol=1e-4)


def test_a_face_with_all_landmarks_in_one_point_is_cropped_without_complaint():
    crop = aligned_crop(np.zeros((50, 50, 3), np.uint8), np.full((5, 2), 20, np.float32))
    assert crop.shape == (112, 112, 3)


def test_detections_of_another_detector_can_be_observed(analyzer, read_still):
    photo = read_still("bbt4.jpg")
    first = analyzer.detect(photo)[0]
    copy = Detection(first.box, first.landmarks.copy(), 0.99)
    assert analyzer.observe(photo, [copy])[0].detection is copy
