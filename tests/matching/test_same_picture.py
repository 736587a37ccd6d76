"""Which pictures are one: resized, saved again, of one burst; and which are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from faceorg.boxes import Box
from faceorg.domain import FaceId, PhotoId, Thresholds
from faceorg.matching.same_picture import (
    ComparedFace,
    ComparedPhoto,
    alike_by_hash,
    alike_by_time,
    hashes_of,
    one_picture,
    same_faces,
    stacks_of,
)

THRESHOLDS = Thresholds(match=0.3, strict=0.4, cluster=0.35)
SIDE = 32


def picture(seed: int, noise: float = 0, noise_seed: int = 0) -> np.ndarray:
    """A smooth grey picture; noise : greys that some other picture of it differs by."""
    rng = np.random.default_rng(seed)
    coarse = rng.uniform(20, 235, (6, 6))
    grid = np.linspace(0, 5, SIDE)
    at = np.floor(grid).astype(int).clip(0, 4)
    part = grid - at
    rows = coarse[at] * (1 - part)[:, None] + coarse[at + 1] * part[:, None]
    full = rows[:, at] * (1 - part)[None] + rows[:, at + 1] * part[None]
    full = full + np.random.default_rng(noise_seed).normal(size=full.shape) * noise
    return full.clip(0, 255).astype(np.uint8).reshape(-1)


def look(seed: int, other: int = 0) -> np.ndarray:
    mixed = np.random.default_rng(seed).normal(size=64) + 0.3 * np.random.default_rng(other).normal(size=64)
    return (mixed / np.linalg.norm(mixed)).astype(np.float32)


def face(face_id: int, seed: int, x: float = 0.3, **said) -> ComparedFace:
    return ComparedFace(FaceId(face_id), Box(x, 0.3, 0.2, 0.3), 0.8, look(seed, face_id), **said)


def frame(
    photo_id: int, greys: np.ndarray, *faces: ComparedFace, width: int = 800, taken_s: float | None = None
) -> ComparedPhoto:
    return ComparedPhoto(PhotoId(photo_id), width, width * 3 // 4, greys, taken_s, faces)


def test_a_resized_picture_with_the_same_face_is_the_same():
    one = frame(1, picture(1), face(1, 7))
    two = frame(2, picture(1, noise=2), face(2, 7), width=400)
    assert same_faces(one, two, THRESHOLDS) == {2: 1}


def test_another_shape_is_another_picture():
    one, two = frame(1, picture(1), face(1, 7)), frame(2, picture(1), face(2, 7))
    assert same_faces(one, replace(two, height=two.width), THRESHOLDS) is None


def test_another_face_in_the_same_place_is_another_picture():
    assert same_faces(frame(1, picture(1), face(1, 7)), frame(2, picture(1), face(2, 8)), THRESHOLDS) is None


def test_a_plain_picture_is_like_no_other():
    grey = np.full(SIDE * SIDE, 128, np.uint8)
    assert same_faces(frame(1, grey), frame(2, grey), THRESHOLDS) is None


def test_frames_of_a_burst_are_one_where_everybody_is_in_all():
    one = frame(1, picture(1), face(1, 7, 0.3), face(2, 8, 0.6), taken_s=100)
    two = frame(2, picture(1, noise=9), face(3, 7, 0.32), face(4, 8, 0.61), taken_s=102)
    assert same_faces(one, two, THRESHOLDS) == {3: 1, 4: 2}
    assert same_faces(one, replace(two, taken_s=None), THRESHOLDS) is None
    assert same_faces(one, replace(two, taken_s=110), THRESHOLDS) is None
    assert same_faces(one, replace(two, faces=two.faces[:1]), THRESHOLDS) is None
    assert same_faces(one, replace(two, greys=picture(2)), THRESHOLDS) is None


@pytest.mark.parametrize(
    "ours, theirs",
    [
        ({"person": 1}, {"person": 2}),
        ({"person": 1}, {"rejected": frozenset({1})}),
        ({"ignored": "stranger"}, {"person": 1}),
        ({"part": (1, 1)}, {"part": (1, 2)}),
    ],
)
def test_what_was_said_otherwise_keeps_pictures_apart(ours, theirs):
    one, two = frame(1, picture(1), face(1, 7, **ours)), frame(2, picture(1), face(2, 7, **theirs))
    assert same_faces(one, two, THRESHOLDS) is None
    assert same_faces(two, one, THRESHOLDS) is None


def test_the_face_that_was_spoken_of_stands_for_the_others():
    frames = {1: frame(1, picture(1), face(1, 7)), 2: frame(2, picture(1), face(2, 7, person=5), width=400)}
    (stack,) = stacks_of(frames, [(1, 2)], [], THRESHOLDS)
    assert (stack.of, stack.photos, stack.faces) == (1, [2], {1: 2})


def test_no_chain_joins_the_first_frame_with_the_last():
    """Each frame is like the next, the first unlike the last."""
    first, last = picture(1).astype(float), picture(2).astype(float)
    frames = {
        PhotoId(n): frame(n, (first + (last - first) * n / 10).astype(np.uint8), face(n, 7), taken_s=n / 10)
        for n in range(11)
    }
    pairs = [(a, b) for a in frames for b in frames if a < b]
    found = stacks_of(frames, pairs, [], THRESHOLDS)
    assert len(found) > 1
    for stack in found:
        assert all(same_faces(frames[stack.of], frames[other], THRESHOLDS) is not None for other in stack.photos)


def test_pictures_that_are_kept_apart_are_in_no_stack_together():
    frames = {PhotoId(n): frame(n, picture(1), face(n, 7), width=400 + n) for n in range(1, 4)}
    frames = {n: replace(one, height=round(one.width * 0.75)) for n, one in frames.items()}
    (stack,) = stacks_of(frames, [(1, 2), (1, 3), (2, 3)], [(2, 3), (1, 3)], THRESHOLDS)
    assert (stack.of, stack.photos) == (2, [1])


@pytest.mark.parametrize("noise", [1, 2, 3])
def test_a_little_noise_keeps_a_picture_among_those_that_are_compared(noise):
    """Hardly any is lost: a hash is a few bits, and one picture in some hundreds lies on the edge of most of them."""

    def is_kept(seed: int) -> bool:
        greys = np.stack([picture(seed), picture(seed, noise, seed + 7)]).reshape(2, SIDE, SIDE)
        return alike_by_hash(np.array([5, 9]), hashes_of(greys), np.array([9])) == {(5, 9)}

    assert sum(is_kept(seed) for seed in range(300)) >= 297


def test_different_pictures_are_hardly_ever_compared():
    """Of 124,750 pairs; those few are told apart by their pixels and faces."""
    greys = np.stack([picture(seed) for seed in range(500)]).reshape(-1, SIDE, SIDE)
    ids = np.arange(len(greys))
    assert len(alike_by_hash(ids, hashes_of(greys), ids)) <= 5


def test_a_plain_picture_has_no_hash():
    assert hashes_of(np.full((1, SIDE, SIDE), 90, np.uint8)).tolist() == [0]
    assert alike_by_hash(np.array([1, 2]), np.array([0, 0]), np.array([1, 2])) == set()


def test_only_what_was_taken_within_seconds_is_compared():
    ids, taken = np.array([1, 2, 3, 4]), np.array([50.0, 100.0, 103.5, 110.0])
    assert alike_by_time(ids, taken, np.array([1, 3])) == {(2, 3)}


def test_a_copy_without_a_date_stands_for_no_dated_picture_however_large_it_is():
    dated = frame(1, picture(1), face(1, 7), width=400, taken_s=100)
    large = frame(2, picture(1), face(2, 7), width=800)
    (stack,) = stacks_of({1: dated, 2: large}, [(1, 2)], [], THRESHOLDS)
    assert (stack.of, stack.photos) == (1, [2])


def test_the_plainer_a_picture_the_less_another_one_may_differ():
    night = (picture(1).astype(int) // 5).astype(np.uint8)
    again = (night.astype(int) + np.resize([0, 1, 0, 1], night.size)).astype(np.uint8)
    other = (night.astype(int) + np.resize([0, 2, 4, 2], night.size)).astype(np.uint8)
    assert same_faces(frame(1, night), frame(2, again), THRESHOLDS) == {}
    assert same_faces(frame(1, night), frame(2, other), THRESHOLDS) is None


def test_a_drawn_face_is_the_one_in_its_place_in_a_copy_whatever_a_network_says_of_both():
    one = frame(1, picture(1), face(1, 7), face(2, 8, x=0.7, found=False))
    two = frame(2, picture(1, noise=2), face(3, 7), face(4, 9, x=0.7), width=400)
    assert same_faces(one, two, THRESHOLDS) == {3: 1, 4: 2}


@pytest.mark.parametrize("who, same", [(8, {3: 1, 4: 2}), (9, {3: 1})])
def test_in_the_next_frame_a_drawn_face_is_the_one_in_its_place_if_it_is_alike(who, same):
    one = frame(1, picture(1), face(1, 7), face(2, 8, x=0.7, found=False), taken_s=10)
    two = frame(2, picture(1, noise=9), face(3, 7), face(4, who, x=0.7, found=False), taken_s=11)
    assert same_faces(one, two, THRESHOLDS) == same


def test_a_drawn_face_that_bears_another_name_makes_another_picture():
    one = frame(1, picture(1), face(1, 7), face(2, 8, x=0.7, found=False, person=1))
    two = frame(2, picture(1, noise=2), face(3, 7), face(4, 8, x=0.7, person=2), width=400)
    assert same_faces(one, two, THRESHOLDS) is None


def test_only_a_picture_that_was_resized_or_saved_again_is_one_with_another():
    one = frame(1, picture(1), taken_s=10)
    assert one_picture(one, frame(2, picture(1, noise=2), width=400))
    assert not one_picture(one, frame(3, picture(1, noise=20), taken_s=11))
    assert not one_picture(one, frame(4, picture(2)))
