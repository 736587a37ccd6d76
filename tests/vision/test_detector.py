"""Where the detector looks: three scales, windows and tiles, with a fake network; and on real photos what it finds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceorg.vision.candidates import Candidates, added, joined, no_candidates, overlaps, suppressed
from faceorg.vision.detector import Detector, halvable, reduced, tile_starts


class FakeNetwork:
    """Sees a face where a canvas is red: scores by size, as a detector with one best size would."""

    score_limit, weak_limit, iou_limit, loses_large_faces = 0.5, 0.2, 0.4, True

    def __init__(self, fixed_side=None, smallest=16, largest=300):
        self.fixed_side, self.smallest, self.largest = fixed_side, smallest, largest
        self.seen: list[tuple[int, int]] = []

    def find(self, canvas, score_limit):
        import cv2

        self.seen.append(canvas.shape[:2])
        red = ((canvas[..., 0] > 128) & (canvas[..., 1] < 100)).astype(np.uint8)
        count, _, stats, _ = cv2.connectedComponentsWithStats(red)
        found = []
        for left, top, wide, high, _area in stats[1:count]:
            side = (wide * high) ** 0.5
            score = 0.9 if self.smallest <= side <= self.largest else 0.3 if side <= self.largest else 0.0
            if score >= score_limit:
                box = np.array([[left, top, left + wide, top + high]], np.float32)
                points = box[:, None, :2] + np.float32([wide / 2, high / 2])
                found.append(Candidates(box, points.repeat(5, 1), np.float32([score])))
        return joined(found)


def fake_detector(**options) -> Detector:
    detector = Detector.__new__(Detector)
    detector.network = FakeNetwork(**options)
    return detector


def photo_with(shape, *squares):
    photo = np.zeros((*shape, 3), np.uint8)
    for left, top, side in squares:
        photo[top : top + side, left : left + side, 0] = 255
    return photo


def test_a_small_photo_is_never_enlarged():
    detector = fake_detector()
    detector.detect(photo_with((100, 150), (20, 20, 40)))
    assert detector.network.seen == [(128, 160)]


def test_a_strip_is_looked_at_in_so_many_parts_as_it_is_long_and_not_in_thousands():
    detector = fake_detector()
    detector.detect(photo_with((4, 64_000)))
    whole, parts = [(32, 640), (32, 192)], [(32, 640), (32, 192)] * 101
    assert detector.network.seen == whole + parts


def test_a_low_panorama_shows_the_face_that_is_lost_when_it_is_seen_whole():
    detector = fake_detector()
    assert len(detector.detect(photo_with((200, 3200), (3100, 80, 40)))) == 1


def test_a_large_photo_without_hints_is_seen_at_640_and_192_only():
    detector = fake_detector()
    assert len(detector.detect(photo_with((1500, 2000), (500, 500, 300)))) == 1
    assert detector.network.seen == [(480, 640), (160, 192)]


def test_a_four_to_three_photo_is_not_padded_to_a_square():
    detector = fake_detector()
    detector.look(photo_with((3000, 4000)), 640)
    assert detector.network.seen == [(480, 640)]


def test_a_hint_of_small_faces_brings_the_finer_scale():
    detector = fake_detector()
    squares = [(100 + 150 * column, 200, 32) for column in range(8)]  # 10 pixels at 640: half seen
    found = detector.detect(photo_with((1500, 2000), *squares))
    assert len(found) == 8
    assert (960, 1280) in detector.network.seen


def test_a_single_hint_that_a_closer_look_does_not_confirm_brings_no_finer_scale():
    detector = fake_detector(smallest=50)
    assert len(detector.detect(photo_with((1500, 2000), (800, 600, 32)))) == 0
    assert max(max(shape) for shape in detector.network.seen) == 640


def test_a_single_hint_that_a_closer_look_confirms_brings_the_finer_scale():
    detector = fake_detector()
    assert len(detector.detect(photo_with((1500, 2000), (800, 600, 32)))) == 1
    assert (960, 1280) in detector.network.seen


def test_a_face_that_fills_the_photo_is_found_by_the_tiny_scale():
    found = fake_detector().detect(photo_with((1500, 2000), (300, 100, 1300)))
    assert len(found) == 1
    assert found.sizes()[0] == pytest.approx(1300, rel=0.03)


def test_a_large_face_lies_in_the_middle_of_what_two_looks_say():
    class Unsteady(FakeNetwork):
        """Sees landmarks ten pixels of the photo further right when it looks at 192."""

        def find(self, canvas, score_limit):
            found = super().find(canvas, score_limit)
            return Candidates(
                found.boxes, found.landmarks + np.float32([5 if canvas.shape[1] == 192 else 0, 0]), found.scores
            )

    detector = fake_detector()
    detector.network = Unsteady()
    found = detector.detect(photo_with((384, 384), (80, 100, 160), (300, 20, 30)))
    large, small = found.sizes().argmax(), found.sizes().argmin()
    assert len(found) == 2
    assert found.landmarks[large] == pytest.approx(np.float32([[160 + 5, 180]] * 5), abs=1)
    assert found.landmarks[small] == pytest.approx(np.float32([[315, 35]] * 5), abs=1)  # seen once


def test_a_small_face_takes_its_box_from_a_closer_look():
    detector = fake_detector()
    found = detector.detect(photo_with((1500, 2000), (501, 703, 61)))
    np.testing.assert_allclose(found.boxes[0], [501, 703, 562, 764], atol=1.5)
    assert len(detector.network.seen) == 3


@pytest.mark.parametrize("fixed", [None, (640, 640)])
def test_tiles_of_a_fixed_network_find_what_a_free_one_finds(fixed):
    squares = [(90 * column, 70 + 300 * row, 34) for column in range(22) for row in range(5)]
    detector = fake_detector(fixed_side=fixed, smallest=10)
    found = detector.look(photo_with((1500, 2000), *squares), 1280)
    assert len(found) == 110
    assert fixed is None or set(detector.network.seen) == {fixed}


@given(st.integers(1, 5000))
def test_tiles_cover_every_pixel_and_overlap(length):
    starts = tile_starts(length, 640)
    assert starts[0] == 0
    assert starts[-1] + 640 >= length
    assert all(0 < later - earlier <= 640 - 128 for earlier, later in pairwise(starts))


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (3, 2000), (0, 10), (31, 33), (640, 640)])
def test_odd_shapes_are_looked_at_without_complaint(shape):
    assert len(fake_detector().detect(np.zeros((*shape, 3), np.uint8))) == 0


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 3000), st.integers(1, 3000), st.integers(32, 1280))
def test_a_reduced_picture_has_the_wanted_long_side_and_is_never_larger(height, width, wanted):
    small = reduced(np.zeros((height, width, 3), np.uint8), wanted)
    assert max(small.shape[:2]) == min(wanted, max(height, width))
    assert small.shape[0] <= height
    assert small.shape[1] <= width


def test_a_large_picture_of_odd_sides_is_halved_exactly_and_its_faces_stay_in_place():
    photo = photo_with((3001, 5003), (4500, 2400, 500))

    assert halvable(photo, 640).shape[:2] == (3000, 5000)  # halved twice, to 1250
    [box] = fake_detector().detect(photo).boxes
    assert np.abs(box - (4500, 2400, 5000, 2900)).max() <= 8  # a pixel of the picture that was looked at


def test_a_picture_that_is_not_halved_is_left_whole():
    assert halvable(np.zeros((1501, 2001, 3), np.uint8), 640).shape[:2] == (1501, 2001)
    assert halvable(np.zeros((1, 5001, 3), np.uint8), 640).shape[:2] == (1, 5000)


def squares(*rows):
    """Candidates from (left, top, side, score)."""
    boxes = np.array([[left, top, left + side, top + side] for left, top, side, _ in rows], np.float32)
    return Candidates(boxes, np.zeros((len(rows), 5, 2), np.float32), np.array([row[3] for row in rows], np.float32))


def test_of_two_sights_of_one_face_the_better_stays():
    kept = suppressed(squares((0, 0, 100, 0.6), (5, 5, 100, 0.9), (300, 0, 100, 0.7)), 0.4)
    assert kept.scores.tolist() == pytest.approx([0.9, 0.7])


def test_a_face_inside_a_face_is_a_part_of_it():
    assert len(added(squares((0, 0, 100, 0.6)), squares((30, 30, 30, 0.9), (200, 0, 30, 0.9)), 0.4)) == 2


def test_faces_cheek_to_cheek_are_two():
    assert len(added(squares((0, 0, 100, 0.9)), squares((60, 0, 100, 0.9)), 0.4)) == 2


def test_nothing_found_stays_nothing():
    assert len(suppressed(no_candidates(), 0.4)) == len(added(no_candidates(), no_candidates(), 0.4)) == 0


box_lists = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 200), st.integers(1, 90), st.floats(0, 1, width=32)), max_size=12
)


@given(box_lists)
def test_suppression_leaves_no_overlap_and_every_lost_box_overlaps_a_better_one(rows):
    before = squares(*rows) if rows else no_candidates()
    after = suppressed(before, 0.4)
    for place in range(len(after)):
        assert (overlaps(after.boxes[place], after.boxes[place + 1 :]) <= 0.4).all()
    for box, score in zip(before.boxes, before.scores, strict=True):
        rivals = after.chosen(after.scores >= score)
        assert (overlaps(box, rivals.boxes) > 0.4).any() or (rivals.boxes == box).all(axis=1).any()


def test_every_face_of_a_distant_group_is_found(edgeface, read_photo):
    """Six faces of 9 pixels at 640: the first pass sees some of them, the finer one all."""
    group = reduced(read_photo("labelled/bbt/bbt4.jpg"), 160)
    photo = np.full((1200, 1600, 3), 120, np.uint8)
    photo[500 : 500 + group.shape[0], 700 : 700 + group.shape[1]] = group
    detector = edgeface.detector
    assert len(detector.look(photo, 640)) < 6
    assert len(detector.detect(photo)) == 6


def test_a_portrait_that_fills_a_large_photo_is_found(edgeface, read_photo):
    """The trap: SCRFD at 640 does not see a face this large."""
    import cv2

    person = sorted(edgeface.detect(read_photo("labelled/bbt/bbt1.jpg")), key=lambda face: -face.box.width)[0].box
    photo = read_photo("labelled/bbt/bbt1.jpg")
    height, width = photo.shape[:2]
    top, left = int(person.y * height), int(person.x * width)
    tight = photo[top : top + int(person.height * height), left : left + int(person.width * width)]
    closeup = cv2.resize(tight, (1500, 1800), interpolation=cv2.INTER_CUBIC)
    assert len(edgeface.detector.look(closeup, 640)) == 0
    found = edgeface.detect(closeup)
    assert len(found) == 1
    assert found[0].box.width > 0.5
