"""Turns scenes into training pictures of the detector: mosaics and crops with faces of every size, and with none.

The size of a face is chosen first, alike in every octave from 10 px to the whole picture; then a scene is turned,
scaled and cut to fit it. About a third of what the detector sees holds no face at all: photos without people, the
places beside people, skin from very near, drawings, patterns. Without them it finds faces in everything.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from augment import add_noise, jpeg_at, light
from places import WORK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Random = np.random.Generator

SMALLEST_PX = 9.0  # side of the smallest face that counts; below it is neither face nor background
EMPTY_CELL = 0.22  # share of mosaic cells without a face
EMPTY_PICTURE = 0.15  # share of whole pictures without a face
BLACK_EDGE = 0.3  # share of pictures that do not fill the square
FLIPPED = [1, 0, 2, 4, 3]  # landmarks after mirroring
VISIBLE = 0.6  # share of a face that must lie inside its cell to count


@dataclass
class Labels:
    """boxes (n, 4) left, top, right, bottom; landmarks (n, 5, 2); sure (n,): all in pixels of the picture, float32."""

    boxes: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    sure: NDArray[np.bool_]

    def mirrored(self, width: float) -> Labels:
        """Return the labels of the mirror image of a picture of this width (px)."""
        boxes, landmarks = self.boxes.copy(), self.landmarks[:, FLIPPED].copy()
        boxes[:, [0, 2]] = width - 1 - self.boxes[:, [2, 0]]
        landmarks[..., 0] = width - 1 - landmarks[..., 0]
        return Labels(boxes, landmarks, self.sure)

    @staticmethod
    def joined(parts: list[Labels]) -> Labels:
        empty = Labels(np.zeros((0, 4), np.float32), np.zeros((0, 5, 2), np.float32), np.zeros(0, bool))
        whole = [empty, *parts]
        return Labels(*(np.concatenate([getattr(p, name) for p in whole]) for name in ("boxes", "landmarks", "sure")))


class Scenes:
    """The scenes in memory, and how to draw cells from them."""

    def __init__(self, only_every: int = 1) -> None:
        scenes = json.loads((WORK / "scenes.json").read_text())[::only_every]
        self._files = [str(WORK / "scenes" / scene["file"]) for scene in scenes]
        self._faces = [_labels(scene["faces"]) for scene in scenes]
        self._pictures: dict[tuple[int, int], NDArray[np.uint8]] = {}
        self._with = [i for i, faces in enumerate(self._faces) if faces.sure.any()]
        self._without = [i for i, faces in enumerate(self._faces) if not len(faces.sure)]
        # Photos are worth more than portraits of one kind: draw them as often as both other sources together.
        photos = [i for i in self._with if scenes[i]["source"].startswith("photos/")]
        weight = {i: max(1.0, 0.35 * len(self._with) / max(len(photos), 1)) for i in photos}
        self._chances = np.array([weight.get(i, 1.0) for i in self._with])
        self._chances = np.cumsum(self._chances / self._chances.sum())

    def _random_scene(self, random: Random) -> int:
        return self._with[int(np.searchsorted(self._chances, random.random()))]

    def picture(self, side: int, random: Random) -> tuple[NDArray[np.uint8], Labels]:
        """Return one training picture, uint8 (side, side, 3) RGB, and its labels."""
        canvas = np.zeros((side, side, 3), np.uint8)
        empty = random.random() < EMPTY_PICTURE
        parts = [self._fill(canvas, cell, empty, random) for cell in _cells(side, random)]
        canvas = _damage(canvas, random)
        return cv2.cvtColor(canvas, cv2.COLOR_BGR2RGB), Labels.joined(parts)

    def _fill(self, canvas: NDArray[np.uint8], cell: tuple[int, int, int, int], empty: bool, random: Random) -> Labels:
        x, y, width, height = cell
        if empty or random.random() < EMPTY_CELL:
            pixels, labels = self._faceless(width, height, random)
        else:
            pixels, labels = self._with_face(width, height, random)
        canvas[y : y + height, x : x + width] = pixels
        offset = np.array([x, y], np.float32)
        return Labels(labels.boxes + np.tile(offset, 2), labels.landmarks + offset, labels.sure)

    def _with_face(self, width: int, height: int, random: Random) -> tuple[NDArray[np.uint8], Labels]:
        """A scene around one of its sure faces, which gets a side of 0.22 to 1 of the cell."""
        index = self._random_scene(random)
        faces = self._faces[index]
        box = faces.boxes[random.choice(np.flatnonzero(faces.sure))]
        wanted = max(min(width, height) * np.exp(random.uniform(np.log(0.22), np.log(1.0))), SMALLEST_PX + 1)
        scale = wanted / np.sqrt(np.prod(box[2:] - box[:2]))
        middle = (box[:2] + box[2:]) / 2
        room = np.maximum(np.array([width, height]) - 0.9 * wanted, 0) / 2
        target = np.array([width, height]) / 2 + random.uniform(-room, room)
        return self._cut(index, middle, scale, target, width, height, random)

    def _faceless(self, width: int, height: int, random: Random) -> tuple[NDArray[np.uint8], Labels]:
        kind = random.random()
        if kind < 0.4 and self._without:
            return self._cut_anywhere(int(random.choice(self._without)), width, height, random)
        if kind < 0.75:
            return self._beside_faces(width, height, random)
        if kind < 0.85:
            return self._skin(width, height, random)
        return pattern(width, height, random), Labels.joined([])

    def _beside_faces(self, width: int, height: int, random: Random) -> tuple[NDArray[np.uint8], Labels]:
        """A part of a scene with people that shows none of their faces; after ten misses a pattern."""
        for _ in range(10):
            index = self._random_scene(random)
            cut = self._cut_anywhere(index, width, height, random, only_faceless=True)
            if cut is not None:
                return cut
        return pattern(width, height, random), Labels.joined([])

    def _skin(self, width: int, height: int, random: Random) -> tuple[NDArray[np.uint8], Labels]:
        """A face from so near that it is none any more: an eye, a cheek, hair."""
        index = self._random_scene(random)
        faces = self._faces[index]
        box = faces.boxes[random.choice(np.flatnonzero(faces.sure))]
        side = np.sqrt(np.prod(box[2:] - box[:2]))
        scale = max(width, height) * random.uniform(2.5, 5) / side
        middle = (box[:2] + box[2:]) / 2 + random.uniform(-0.5, 0.5, 2) * side
        pixels, _ = self._cut(index, middle, scale, np.array([width, height]) / 2, width, height, random)
        return pixels, Labels.joined([])

    def _cut_anywhere(self, index: int, width: int, height: int, random: Random, *, only_faceless: bool = False):
        picture = self._open(index)
        size = np.array(picture.shape[1::-1])
        least = max(width / size[0], height / size[1])
        scale = least * np.exp(random.uniform(0, 1.4))
        room = np.maximum(size - np.array([width, height]) / scale, 0) / 2
        middle = size / 2 + random.uniform(-room, room)
        at = np.array([width, height]) / 2
        return self._cut(index, middle, scale, at, width, height, random, only_faceless=only_faceless)

    def _cut(self, index, middle, scale, target, width, height, random, *, only_faceless: bool = False):
        """Turn, scale and mirror the scene so that its point `middle` comes to `target`; cut the cell out.

        Returns (pixels, labels), or None when only_faceless is asked for and the cell shows a face.
        """
        faces = self._faces[index]
        angle = random.normal(0, 9) if random.random() < 0.8 else random.uniform(-35, 35)
        turn = cv2.getRotationMatrix2D((0, 0), angle, scale)[:, :2]
        turn = turn @ np.diag([np.exp(random.normal(0, 0.05)), 1.0])
        mirrored = random.random() < 0.5
        if mirrored:
            turn = turn @ np.diag([-1.0, 1.0])
        matrix = np.concatenate([turn, (target - turn @ middle)[:, None]], axis=1)
        level = max(0, int(np.floor(-np.log2(scale))))  # halved by an area filter first, or small faces alias
        drawn = matrix.copy()
        drawn[:, :2] *= 2**level
        border = random.choice([cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE])
        grey = [int(random.integers(0, 256))] * 3
        labels = _moved(faces, matrix, mirrored, width, height)
        if only_faceless and len(labels.sure):
            return None
        how = {"flags": cv2.INTER_LINEAR, "borderMode": int(border), "borderValue": grey}
        pixels = cv2.warpAffine(self._open(index, level), drawn, (width, height), **how)
        return pixels, labels

    def _open(self, index: int, level: int = 0) -> NDArray[np.uint8]:
        """Return the scene, halved `level` times."""
        if (index, level) not in self._pictures:
            if level:
                finer = self._open(index, level - 1)
                half = (max(finer.shape[1] // 2, 1), max(finer.shape[0] // 2, 1))
                self._pictures[index, level] = cv2.resize(finer, half, interpolation=cv2.INTER_AREA)
            else:
                self._pictures[index, level] = cv2.imread(self._files[index])
        return self._pictures[index, level]


def pattern(width: int, height: int, random: Random) -> NDArray[np.uint8]:
    """Return a drawn picture without a face, uint8 (height, width, 3): flat, noise at one scale, stripes or blobs."""
    colour = random.integers(0, 256, 3).astype(np.float32)
    canvas = np.ones((height, width, 3), np.float32) * colour
    kind = random.integers(0, 4)
    if kind == 1:
        cells = int(2 ** random.uniform(1, 6))
        noise = random.uniform(0, 255, (cells, cells, 3)).astype(np.float32)
        canvas = cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    elif kind == 2:
        angle, period = random.uniform(0, np.pi), random.uniform(3, 60)
        waves = np.cos(angle) * np.arange(width)[None, :] + np.sin(angle) * np.arange(height)[:, None]
        canvas += (np.sin(waves / period * 2 * np.pi) * random.uniform(20, 120))[..., None]
    elif kind == 3:
        for _ in range(int(random.integers(2, 14))):
            axes = (random.uniform(0.03, 0.4, 2) * min(width, height)).astype(int) + 1
            at = (int(random.integers(0, width)), int(random.integers(0, height)))
            paint = tuple(float(v) for v in random.integers(0, 256, 3))
            cv2.ellipse(canvas, at, (int(axes[0]), int(axes[1])), float(random.uniform(0, 180)), 0, 360, paint, -1)
    return np.clip(canvas, 0, 255).astype(np.uint8)


def _cells(side: int, random: Random) -> list[tuple[int, int, int, int]]:
    """Cut the square into 1 cell or into quarters of 1 to 36 cells each: (x, y, width, height).

    Some pictures keep a black right or lower edge, as a photo has that does not fill the detector's square.
    """
    width, height = side, side
    if random.random() < BLACK_EDGE:
        cut = int(random.uniform(0.5, 0.95) * side)
        width, height = (cut, side) if random.random() < 0.5 else (side, cut)
    if random.random() < 0.3:
        return [(0, 0, width, height)]
    cells = []
    for qx in (0, width // 2):
        for qy in (0, height // 2):
            n = int(random.choice([1, 2, 3, 4, 6], p=[0.3, 0.25, 0.2, 0.15, 0.1]))
            across, down = np.linspace(0, width // 2, n + 1).astype(int), np.linspace(0, height // 2, n + 1).astype(int)
            for i in range(n):
                for j in range(n):
                    size = (int(across[i + 1] - across[i]), int(down[j + 1] - down[j]))
                    cells.append((qx + int(across[i]), qy + int(down[j]), *size))
    return cells


def _damage(canvas: NDArray[np.uint8], random: Random) -> NDArray[np.uint8]:
    canvas = light(canvas, random)
    if random.random() < 0.2:
        canvas = cv2.GaussianBlur(canvas, (0, 0), random.uniform(0.4, 1.6))
    if random.random() < 0.15:
        canvas = add_noise(canvas, random)
    return jpeg_at(canvas, int(random.integers(30, 95))) if random.random() < 0.3 else canvas


def _labels(faces: list[dict]) -> Labels:
    if not faces:
        return Labels.joined([])
    boxes = np.array([face["box"] for face in faces], np.float32)
    landmarks = np.array([face["landmarks"] for face in faces], np.float32)
    return Labels(boxes, landmarks, np.array([face["sure"] for face in faces]))


def _moved(faces: Labels, matrix: NDArray, mirrored: bool, width: int, height: int) -> Labels:
    """Return the faces that the cell shows; those cut off or too small are kept as unsure."""
    if not len(faces.sure):
        return faces
    turn, shift = matrix[:, :2], matrix[:, 2]
    landmarks = faces.landmarks @ turn.T + shift
    if mirrored:
        landmarks = landmarks[:, FLIPPED]
    middles = (faces.boxes[:, :2] + faces.boxes[:, 2:]) / 2 @ turn.T + shift
    stretch = np.abs([np.hypot(*turn[:, 0]), np.hypot(*turn[:, 1])])
    halves = (faces.boxes[:, 2:] - faces.boxes[:, :2]) / 2 * stretch
    boxes = np.concatenate([middles - halves, middles + halves], axis=1)
    inside = np.clip(boxes, 0, [width, height, width, height])
    area = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    visible = np.prod(inside[:, 2:] - inside[:, :2], axis=1) / area
    shown = visible > 0.05
    sure = faces.sure & (visible >= VISIBLE) & (np.sqrt(area) >= SMALLEST_PX)
    boxes = np.where(sure[:, None], boxes, inside)
    return Labels(boxes[shown].astype(np.float32), landmarks[shown].astype(np.float32), sure[shown])
