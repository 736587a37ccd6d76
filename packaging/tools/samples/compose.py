"""People + a place -> one photo: who stands where, light that is the same for all, and what a camera adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from samples.album import Shot
from samples.backdrop import Place
from samples.cast import CAST, VARIATION, WEIGHTS, Member
from samples.clothes import Outfit
from samples.composite import Chip, Composite, LandmarkFinder, mix
from samples.figure import Figure, Pose, paint_person
from samples.paint import Floats, blurred, smooth_noise
from samples.scenes import PLACES

# Eye distance of a grown man as a share of the photo's height, by the number of people; where his eyes are.
UNIT = {1: 0.118, 2: 0.1, 3: 0.093, 4: 0.088, 5: 0.084}
EYES_AT = {1: 0.38, 2: 0.34, 3: 0.31, 4: 0.27, 5: 0.27}
# Room that a person takes in a row, in a grown man's eye distances, and how much lower the front row's eyes are.
ROOM, CHILD_ROOM, FRONT_ROW_LOWER = 3.7, 3.1, 2.4
# How much of their difference in stature people show: they bend down to each other.
STATURE_SHOWN = 0.6
# Noise of photos taken in the dark, as a share of white. By day none: it would double the files.
DARK_GRAIN = 0.008


@dataclass(frozen=True)
class Standing:
    """One person in a photo, in pixels: where the eyes are, and how far apart."""

    who: str
    eyes_x: float
    eyes_y: float
    eye_distance: float
    row: int


@dataclass(frozen=True)
class TrueFace:
    """Who is where: box = left, top, width, height in fractions of the upright photo."""

    name: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Photo:
    """A finished photo. pixels : uint8 (h, w, 3) RGB, upright."""

    pixels: np.ndarray
    faces: tuple[TrueFace, ...]


class Studio:
    """Makes photos of the cast; reads each chip once."""

    def __init__(self, unlabelled: Path) -> None:
        finder = LandmarkFinder()
        self._chips: dict[str, list[Chip]] = {
            who: [finder.read(unlabelled / chip) for chip in member.chips] for who, member in CAST.items()
        }

    def take(self, shot: Shot) -> Photo:
        rng = np.random.default_rng(shot.seed)
        place = PLACES[shot.place](shot.size, shot.seed)
        picture, faces = place.picture.astype(np.float32), []
        for standing in arrange(shot, rng):
            figure = self._paint(shot, standing, place, rng)
            picture, face = _stand(picture, figure, standing, place)
            faces.append(TrueFace(CAST[standing.who].name, face))
        if place.front and shot.who:
            picture = place.front(picture)
        faces.sort(key=lambda one: one.box[0])
        return Photo(_developed(picture, shot, rng), tuple(faces))

    def _paint(self, shot: Shot, standing: Standing, place: Place, rng: np.random.Generator) -> Figure:
        member = CAST[standing.who]
        look = replace(member.look, outfit=_outfit(member, shot), hat=_hat(shot, standing.who))
        middle = shot.size[0] / 2
        pose = Pose(
            # People look towards the middle of the group more than out of the picture.
            yaw=float(np.clip((standing.eyes_x - middle) / middle * 7 + rng.normal(0, 6), -16, 16)),
            pitch=float(np.clip(rng.normal(0, 3), -6, 6)),
            roll=float(np.clip(rng.normal(0, 4), -9, 9)),
            smile=float(np.clip(rng.normal(0.2, 0.4), -0.5, 0.9)),
            light=place.light,
        )
        face = self._face(standing.who, rng)
        below = shot.size[1] - standing.eyes_y + 20
        return paint_person(face, look, pose, standing.eye_distance, below, int(rng.integers(1 << 31)))

    def _face(self, who: str, rng: np.random.Generator) -> Composite:
        weights = np.clip(np.array(WEIGHTS) + rng.normal(0, VARIATION, 4), 0.05, None)
        return mix(self._chips[who], (weights / weights.sum()).tolist(), CAST[who].colours_of)


def arrange(shot: Shot, rng: np.random.Generator) -> list[Standing]:
    """Place everybody, those at the back first."""
    count, (width, height) = len(shot.who), shot.size
    if not count:
        return []
    unit = UNIT[count] * height * shot.close
    if count == 1:
        member = CAST[shot.who[0]]
        x = width * (0.5 + rng.uniform(-0.09, 0.09))
        return [Standing(shot.who[0], x, height * EYES_AT[1], unit * (0.45 + 0.55 * member.size), 0)]
    rows = _rows(shot.who)
    placed = []
    for number, row in enumerate(rows):
        rooms = [unit * (CHILD_ROOM if _is_child(who) else ROOM) for who in row]
        x = width / 2 - sum(rooms) / 2 + rng.uniform(-0.3, 0.3) * unit
        for place, (who, room) in enumerate(zip(row, rooms, strict=True)):
            lower = CAST[who].stature * STATURE_SHOWN if number == 0 else FRONT_ROW_LOWER + 0.2 * CAST[who].stature
            y = height * EYES_AT[count] + (lower + rng.uniform(-0.2, 0.2)) * unit
            nearer = 1.0 + 0.05 * number
            placed.append(Standing(who, x + room / 2, y, unit * CAST[who].size * nearer, 2 * number + place % 2))
            x += room
    return sorted(placed, key=lambda one: (one.row, one.eyes_y))


def _rows(who: Sequence[str]) -> list[list[str]]:
    """One row up to four; beyond, the shorter ones stand in front, in the gaps."""
    if len(who) <= 4:
        return [list(who)]
    by_height = sorted(who, key=lambda one: CAST[one].stature)
    back = set(by_height[: (len(who) + 1) // 2])
    return [[one for one in who if one in back], [one for one in who if one not in back]]


def _is_child(who: str) -> bool:
    return CAST[who].stature > 2


def _outfit(member: Member, shot: Shot) -> Outfit:
    outfit = member.wardrobe[shot.outfit % len(member.wardrobe)]
    return replace(outfit, cut="coat", pattern="plain", second=member.look.hat_colour) if shot.coats else outfit


def _hat(shot: Shot, who: str) -> str:
    return shot.hat if not shot.hat_on or who in shot.hat_on else ""


def _stand(
    picture: Floats, figure: Figure, standing: Standing, place: Place
) -> tuple[Floats, tuple[float, float, float, float]]:
    """Lay a figure so that its eyes are where they belong; those behind get its shadow."""
    height, width = picture.shape[:2]
    shift = np.array([standing.eyes_x, standing.eyes_y], np.float32) - figure.eyes_px
    move = np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float32)
    colour = cv2.warpAffine(figure.colour, move, (width, height), flags=cv2.INTER_LINEAR)
    cover = cv2.warpAffine(figure.cover, move, (width, height), flags=cv2.INTER_LINEAR)
    shadow = blurred(np.roll(cover, int(standing.eye_distance * 0.12), axis=0), standing.eye_distance * 0.25)
    picture = picture * (1 - 0.22 * shadow[..., None])
    # A little of the surroundings' light wraps around the edge, as it does in a real lens.
    wrap = cover * (1 - blurred(cover, standing.eye_distance * 0.1))
    around = blurred(picture, 0.03 * height)
    lit = colour * place.tint + 0.35 * wrap[..., None] * (around * cover[..., None] - colour)
    picture = picture * (1 - cover[..., None]) + lit
    left, top, right, bottom = figure.face_px
    box = (left + shift[0], top + shift[1], right - left, bottom - top)
    scaled = (box[0] / width, box[1] / height, box[2] / width, box[3] / height)
    return picture.astype(np.float32), tuple(round(float(value), 4) for value in scaled)  # type: ignore[return-value]


def _developed(picture: Floats, shot: Shot, rng: np.random.Generator) -> np.ndarray:
    """What the camera adds: exposure, fall-off to the corners, noise in the dark, black and white."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    corner = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
    seen = np.clip(picture, 0, 1) * (1 - 0.13 * corner[..., None]) * 1.07 * shot.exposure
    seen = blurred(seen.astype(np.float32), 0.45)
    if shot.exposure < 1:
        seen = seen + DARK_GRAIN * smooth_noise(rng, (width, height), 0.8)[..., None]
    if shot.black_and_white:
        grey = np.clip(seen @ np.array([0.45, 0.45, 0.1], np.float32), 0, 1)
        seen = (grey * grey * (3 - 2 * grey) * 0.4 + grey * 0.6)[..., None] * np.array([1.0, 0.985, 0.955], np.float32)
    return (np.clip(seen, 0, 1) * 255 + 0.5).astype(np.uint8)
