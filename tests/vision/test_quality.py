"""Quality falls where recognition fails: blur, size, turned heads, unsure detections."""

from __future__ import annotations

import numpy as np
import pytest

from faceorg.vision.alignment import TEMPLATE_112, aligned_crop
from faceorg.vision.detector import reduced
from faceorg.vision.quality import measure_quality, pose, sharpness


@pytest.fixture(scope="module")
def faces(analyzer, portrait_pairs):
    """(photo, its landmarks in pixels, the other photo's embedding) of several people."""
    rows = []
    for photo, other in portrait_pairs:
        found, reference = analyzer.detect(photo)[:1], analyzer.analyze(other)[:1]
        if found and reference:
            points = found[0].landmarks * np.float32(photo.shape[1::-1])
            rows.append((photo, points, reference[0].embedding))
    assert len(rows) >= 0.8 * len(portrait_pairs) > 10
    return rows


def blurred(photo, sigma):
    import cv2

    return cv2.GaussianBlur(photo, (0, 0), sigma) if sigma else photo


def shrunk(photo, share):
    import cv2

    small = reduced(photo, round(max(photo.shape[:2]) * share))
    return cv2.resize(small, photo.shape[1::-1], interpolation=cv2.INTER_LINEAR)


DEGRADATIONS = [(blurred, sigma) for sigma in (0, 2, 4, 7)] + [(shrunk, share) for share in (0.5, 0.25, 0.12)]


@pytest.fixture(scope="module")
def table(edgeface, faces):
    """float (n_faces, n_degradations, 2): quality value and similarity to the person's other photo."""
    rows = []
    for photo, points, reference in faces:
        size = float(np.ptp(points[:, 1])) * 2.6
        row = []
        for degrade, amount in DEGRADATIONS:
            crop = aligned_crop(degrade(photo, amount), points)
            size_px = size * amount if degrade is shrunk else size
            value = measure_quality(crop, points, size_px, 0.85).value
            row.append((value, float(edgeface.embedder.embed([crop])[0] @ reference)))
        rows.append(row)
    return np.array(rows)


def test_blurred_and_shrunk_faces_get_a_clearly_lower_value(table):
    value = np.median(table[:, :, 0], axis=0)
    assert value[0] > 0.85
    assert value[0] > value[1] > value[2] + 0.1 > value[3] + 0.2
    assert value[4] > value[5] + 0.04 > value[6] + 0.3


def test_a_lower_value_means_a_lower_similarity_to_the_same_person(table):
    loss = table[:, :, 1] - table[:, :1, 1]
    ranks = [column.ravel().argsort().argsort() for column in (table[:, :, 0], loss)]
    assert np.corrcoef(*ranks)[0, 1] > 0.8
    good = table[:, :, 0] > 0.8
    poor = table[:, :, 0] < 0.4
    assert table[:, :, 1][good].mean() > 2 * table[:, :, 1][poor].mean()


def test_good_portraits_of_all_ages_score_high(edgeface, shared, read_photo):
    chips = sorted((shared / "unlabelled" / "utkface").glob("*.jpg"))[::450][:16]
    found = [edgeface.analyze(read_photo(str(chip)))[:1] for chip in chips]
    values = [one.quality.value for observations in found for one in observations]
    assert len(values) >= 14
    assert np.median(values) > 0.75


def test_a_flat_crop_is_not_sharp():
    assert sharpness(np.full((112, 112, 3), 90, np.uint8)) == pytest.approx(0)


def test_sharpness_does_not_depend_on_brightness_and_contrast(shared, faces):
    for photo, points, _ in faces[:6]:
        crop = aligned_crop(photo, points)
        assert sharpness(crop // 2 + 20) == pytest.approx(sharpness(crop), abs=0.1)


def test_the_mean_face_looks_straight_ahead():
    np.testing.assert_allclose(pose(TEMPLATE_112), (0, 0, 0), atol=3)


def test_the_angles_have_the_signs_that_are_documented():
    right = TEMPLATE_112.copy()
    right[2, 0] += 8
    assert pose(right)[0] > 15
    up = TEMPLATE_112.copy()
    up[2, 1] -= 6
    assert pose(up)[1] > 10
    turn = np.radians(20)
    clockwise = TEMPLATE_112 @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    yaw, pitch, roll = pose(clockwise.astype(np.float32))
    assert roll == pytest.approx(20, abs=1)
    assert abs(yaw) < 4
    assert abs(pitch) < 4


def test_a_profile_and_an_unsure_detection_lower_the_value(faces):
    photo, points, _ = faces[0]
    crop = aligned_crop(photo, points)
    profile = TEMPLATE_112.copy()
    profile[:, 0] = [30, 38, 56, 32, 38]
    frontal = measure_quality(crop, TEMPLATE_112, 100, 0.9).value
    assert abs(pose(profile)[0]) > 50
    assert measure_quality(crop, profile, 100, 0.9).value < 0.8 * frontal
    assert measure_quality(crop, TEMPLATE_112, 100, 0.5).value < 0.8 * frontal
    assert measure_quality(crop, TEMPLATE_112, 100, 0.0).value < 0.5 * frontal


@pytest.mark.parametrize("landmarks", [np.zeros((5, 2)), np.full((5, 2), 7.0), np.eye(5, 2) * 1e6])
def test_impossible_landmarks_give_finite_angles(landmarks):
    assert all(np.isfinite(pose(landmarks.astype(np.float32))))


@pytest.mark.parametrize("angle", [0, 45, 90, 135])
def test_a_face_shaken_in_any_direction_is_not_sharp(faces, angle):
    import cv2

    kernel = np.zeros((31, 31), np.float32)
    reach = 9 * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    cv2.line(kernel, tuple((15 - reach).astype(int).tolist()), tuple((15 + reach).astype(int).tolist()), 1.0)
    still, moved = [], []
    for photo, points, _ in faces[:10]:
        still.append(sharpness(aligned_crop(photo, points)))
        moved.append(sharpness(aligned_crop(cv2.filter2D(photo, -1, kernel / kernel.sum()), points)))
    assert np.median(moved) < 0.6 * np.median(still)
