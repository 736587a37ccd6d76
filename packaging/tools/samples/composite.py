"""Four face chips of people of one age and sex -> one face of nobody: pixels and 478 landmarks.

Every chip is bent so that its landmarks lie where the weighted mean of the four has them, given the colours of the
first, and averaged. What averaging takes from fine detail is given back by the measured factor, so that the face is as
sharp as the photos it is laid into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# The frame in which faces are mixed: eyes level, this far apart; chips have 65 to 70 px between the eyes.
FRAME_WIDTH, FRAME_HEIGHT = 360, 420
EYE_LEFT, EYE_RIGHT = np.array([130.0, 170.0], np.float32), np.array([230.0, 170.0], np.float32)
EYE_DISTANCE = 100.0
# MediaPipe Face Mesh: centres of the irises, and the outline of the face from the hairline down the cheeks and back.
IRISES = (468, 473)
OUTLINE = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148,
    176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
LIPS = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
MOUTH_CORNERS = (61, 291)
# Averaged detail is brought back to the sharpness of the chips, at most by this factor: more turns pores into noise.
MOST_DETAIL_GAIN = 1.7
DETAIL_SIGMA_PX = 5.0
# Where a picture is bent, it is asked every so many pixels: between them the bend is as good as linear.
MAP_STEP = 3


@dataclass(frozen=True)
class Chip:
    """One face of the data set. pixels : float32 (h, w, 3) RGB, 0 to 1; landmarks : float32 (478, 3) in its pixels."""

    pixels: Floats
    landmarks: Floats


@dataclass(frozen=True)
class Composite:
    """A face of nobody in the frame of this module. landmarks : float32 (478, 3), z towards the camera < 0."""

    pixels: Floats
    landmarks: Floats


class LandmarkFinder:
    """MediaPipe Face Mesh on chips, which are tight: they get a border before they are looked at."""

    BORDER = 0.3

    def __init__(self) -> None:
        import mediapipe

        self._mesh = mediapipe.solutions.face_mesh.FaceMesh(
            static_image_mode=True, max_num_faces=1, refine_landmarks=True, min_detection_confidence=0.4
        )

    def read(self, path: Path) -> Chip:
        """Read a chip. Raises ValueError where no face is found."""
        picture = cv2.imread(str(path))
        if picture is None:
            raise ValueError(f"{path} cannot be read")
        height, width = picture.shape[:2]
        border = int(max(height, width) * self.BORDER)
        wide = cv2.copyMakeBorder(picture, border, border, border, border, cv2.BORDER_REPLICATE)
        found = self._mesh.process(np.ascontiguousarray(wide[..., ::-1]))
        if not found.multi_face_landmarks:
            raise ValueError(f"no face in {path}")
        points = [(one.x, one.y, one.z) for one in found.multi_face_landmarks[0].landmark]
        landmarks = np.array(points, np.float32) * (wide.shape[1], wide.shape[0], wide.shape[1])
        landmarks[:, :2] -= border
        return Chip(picture[..., ::-1].astype(np.float32) / 255, landmarks.round(1))


def mix(chips: Sequence[Chip], weights: Sequence[float], colours_of: int = 0) -> Composite:
    """Mix chips by weights that sum to 1; the one with this number gives the colours and the light."""
    placed = [_placed(chip.landmarks) for chip in chips]
    shape = np.sum([weight * points for weight, points in zip(weights, placed, strict=True)], axis=0).astype(np.float32)
    warped = [warp(chip.pixels, chip.landmarks[:, :2], shape[:, :2], (FRAME_WIDTH, FRAME_HEIGHT)) for chip in chips]
    skin = outline_mask(shape, 10.0)
    reference = warped[colours_of]
    alike = [picture if picture is reference else _with_colours_of(reference, picture, skin) for picture in warped]
    mean = np.sum([weight * picture for weight, picture in zip(weights, alike, strict=True)], axis=0)
    return Composite(_as_sharp_as(alike, mean.astype(np.float32), skin), shape)


def outline_mask(shape: Floats, feather_px: float, grow: float = 1.0) -> Floats:
    """float32 (FRAME_HEIGHT, FRAME_WIDTH), 0 to 1: inside of the face's outline, scaled about its middle by grow."""
    points = shape[list(OUTLINE), :2]
    middle = points.mean(axis=0)
    inside = np.zeros((FRAME_HEIGHT, FRAME_WIDTH), np.uint8)
    cv2.fillPoly(inside, [np.round(middle + (points - middle) * grow).astype(np.int32)], 255)
    return cv2.GaussianBlur(inside.astype(np.float32) / 255, (0, 0), feather_px)


def warp(pixels: Floats, here: Floats, there: Floats, size: tuple[int, int]) -> Floats:
    """Bend a picture so that what lies at `here` comes to lie at `there` in a picture of this size (width, height).

    Between the points the bend is linear over triangles; around the face it fades into the similarity transform that
    fits best, over a ring of points.
    """
    from scipy.interpolate import LinearNDInterpolator

    turn = _similarity(there, here)
    middle = there[list(OUTLINE)].mean(axis=0)
    rings = [middle + (there[list(OUTLINE)] - middle) * grow for grow in (1.35, 2.0, 6.0)]
    fades = (0.5, 0.0, 0.0)
    outline_shift = here[list(OUTLINE)] - _moved(there[list(OUTLINE)], turn)
    targets = np.vstack([there, *rings])
    origins = np.vstack(
        [here, *[_moved(ring, turn) + fade * outline_shift for ring, fade in zip(rings, fades, strict=True)]]
    )
    columns, rows = (np.arange(0, side + MAP_STEP, MAP_STEP, dtype=np.float32) for side in size)
    coarse = LinearNDInterpolator(targets, origins)(np.stack(np.meshgrid(columns, rows), axis=-1)).astype(np.float32)
    enlarge = np.array([[MAP_STEP, 0, 0], [0, MAP_STEP, 0]], np.float32)
    maps = cv2.warpAffine(coarse, enlarge, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    maps = cv2.GaussianBlur(maps, (0, 0), 1.5)  # triangles have edges that a face has not
    return cv2.remap(pixels, maps[..., 0], maps[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _placed(landmarks: Floats) -> Floats:
    """Bring landmarks into the frame by turning, scaling and shifting alone."""
    eyes = landmarks[list(IRISES), :2]
    turn = _similarity(eyes, np.stack([EYE_LEFT, EYE_RIGHT]))
    scale = float(np.hypot(turn[0, 0], turn[1, 0]))
    depth = (landmarks[:, 2:] - landmarks[list(OUTLINE), 2].mean()) * scale
    return np.hstack([_moved(landmarks[:, :2], turn), depth]).astype(np.float32)


def _similarity(points: Floats, target: Floats) -> NDArray[np.float64]:
    p, q = (np.asarray(side, np.float64) @ (1, 1j) for side in (points, target))
    turn = np.vdot(p - p.mean(), q - q.mean()) / np.vdot(p - p.mean(), p - p.mean())
    shift = q.mean() - turn * p.mean()
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])


def _moved(points: Floats, matrix: NDArray[np.float64]) -> Floats:
    return (points @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)


def _with_colours_of(reference: Floats, other: Floats, skin: Floats) -> Floats:
    """Give a face the mean and spread of another face's Lab values, over the skin."""
    inside = skin > 0.5
    want, have = (cv2.cvtColor(np.clip(picture, 0, 1), cv2.COLOR_RGB2LAB) for picture in (reference, other))
    gain = np.clip(want[inside].std(axis=0) / have[inside].std(axis=0), 0.6, 1.6)
    moved = (have - have[inside].mean(axis=0)) * gain + want[inside].mean(axis=0)
    # Light falls from other sides on other chips: what varies over a third of the face is taken from the reference.
    wide = EYE_DISTANCE / 3
    moved[..., 0] += 0.6 * (_blurred_inside(want[..., 0], skin, wide) - _blurred_inside(moved[..., 0], skin, wide))
    return cv2.cvtColor(moved.astype(np.float32), cv2.COLOR_LAB2RGB)


def _blurred_inside(values: Floats, skin: Floats, sigma_px: float) -> Floats:
    weight = cv2.GaussianBlur(skin, (0, 0), sigma_px) + 1e-3
    return cv2.GaussianBlur(values * skin, (0, 0), sigma_px) / weight


def _as_sharp_as(chips: Sequence[Floats], mean: Floats, skin: Floats) -> Floats:
    def detail(picture: Floats) -> Floats:
        return picture - cv2.GaussianBlur(picture, (0, 0), DETAIL_SIGMA_PX)

    inside = skin > 0.5
    wanted = np.median([detail(chip)[inside].std() for chip in chips])
    gain = float(np.clip(wanted / detail(mean)[inside].std(), 1.0, MOST_DETAIL_GAIN))
    return np.clip(mean + (gain - 1) * detail(mean), 0, 1).astype(np.float32)
