"""Turns stored face crops into training pixels: new light, new lenses, new poses, and new faces out of two.

All of it happens before the teacher looks, so that teacher and student answer the same picture ("function matching",
Beyer et al. 2021, arXiv 2106.05237). Mixtures and bent faces are people who do not exist: that is the point, for
distinct faces are what the training material lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from teacher import STORED_PX, WIDE_PX

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Random = np.random.Generator

# Shares of samples that are made of two faces. The student fits the faces that it knows far better than strangers (at
# half and half: cosine 0.48 to new pictures of known faces, 0.38 to unseen people), so most samples are nobody's face.
MIXUP, CUTMIX, BOTH = 0.3, 0.3, 0.15
DAMAGED = 0.45  # share of samples that lose quality as photos do; the rest stays clean


def sample(face: Picture, other: Picture, random: Random) -> Picture:
    """Return one training crop, uint8 (126, 126, 3), of a stored face, or of two: uint8 (128, 128, 3) each.

    The teacher sees its middle, 112 px; the rest is there for the student's small shifts.
    """
    face = _either_way(face, random)
    kind = random.random()
    if kind < MIXUP:
        face = _mixup(face, _either_way(other, random), random)
    elif kind < MIXUP + CUTMIX:
        face = _cutmix(face, _either_way(other, random), random)
    elif kind < MIXUP + CUTMIX + BOTH:
        face = _mixup(face, _cutmix(face, _either_way(other, random), random), random)
    face = light(_bend(face, random), random)
    if random.random() < DAMAGED:
        for damage, share in ((_shrink, 0.4), (_blur, 0.25), (add_noise, 0.2), (_jpeg, 0.35), (_occlude, 0.3)):
            if random.random() < share:
                face = damage(face, random)
    return face


def _either_way(face: Picture, random: Random) -> Picture:
    return face[:, ::-1] if random.random() < 0.5 else face


def _mixup(a: Picture, b: Picture, random: Random) -> Picture:
    weight = random.uniform(0.25, 0.75)
    return cv2.addWeighted(np.ascontiguousarray(a), weight, np.ascontiguousarray(b), 1 - weight, 0)


def _cutmix(a: Picture, b: Picture, random: Random) -> Picture:
    """Join two faces along a soft straight edge: the eyes of one, the mouth of the other, or left and right."""
    angle, offset, softness = random.uniform(0, 2 * np.pi), random.uniform(-16, 16), random.uniform(2, 12)
    along = np.arange(STORED_PX, dtype=np.float32) - STORED_PX / 2
    edge = np.cos(angle) * along[None, :] + np.sin(angle) * along[:, None] - offset
    mask = np.clip(edge / softness + 0.5, 0, 1).astype(np.float32)[..., None]
    return (a * mask + b * (1 - mask)).astype(np.uint8)


def _bend(face: Picture, random: Random) -> Picture:
    """Turn, scale, shift, stretch and gently warp; cut to 126 px."""
    angle = np.deg2rad(random.normal(0, 6))
    scale = np.exp(random.normal(0, 0.06))
    stretch = np.exp(random.normal(0, 0.07))
    shear = random.normal(0, 0.04)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.array([[stretch, shear], [0, 1 / stretch]]) / scale
    centre = STORED_PX / 2 + random.normal(0, 2, 2)
    along = np.arange(WIDE_PX, dtype=np.float32) - WIDE_PX / 2
    strength = abs(random.normal(0, 2.2))
    waves = cv2.resize(random.normal(0, strength, (5, 5, 2)).astype(np.float32), (WIDE_PX, WIDE_PX))
    x = matrix[0, 0] * along[None, :] + matrix[0, 1] * along[:, None] + centre[0] + waves[..., 0]
    y = matrix[1, 0] * along[None, :] + matrix[1, 1] * along[:, None] + centre[1] + waves[..., 1]
    border = cv2.BORDER_CONSTANT if random.random() < 0.5 else cv2.BORDER_REPLICATE
    return cv2.remap(face, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR, borderMode=border)


def light(face: Picture, random: Random) -> Picture:
    """Change gamma, contrast, brightness and white balance by one table a channel; now and then drop the colour."""
    levels = np.linspace(0, 1, 256)
    gamma, contrast, shift = np.exp(random.normal(0, 0.2)), np.exp(random.normal(0, 0.15)), random.normal(0, 0.06)
    gains = np.exp(random.normal(0, 0.06, 3))
    tables = ((levels[:, None] ** gamma - 0.5) * contrast + 0.5 + shift) * gains
    face = cv2.LUT(face, np.clip(tables * 255, 0, 255).astype(np.uint8)[None])
    colour = random.random()
    if colour < 0.1:
        return cv2.cvtColor(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    if colour < 0.3:
        grey = cv2.cvtColor(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
        saturation = random.uniform(0.3, 1.5)
        return cv2.addWeighted(face, saturation, grey, 1 - saturation, 0)
    return face


def _shrink(face: Picture, random: Random) -> Picture:
    """A small face: down to 22-90 px and up again."""
    side = int(random.uniform(22, 90))
    small = cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA)
    back = cv2.INTER_LINEAR if random.random() < 0.5 else cv2.INTER_CUBIC
    return cv2.resize(small, (WIDE_PX, WIDE_PX), interpolation=back)


def _blur(face: Picture, random: Random) -> Picture:
    if random.random() < 0.5:
        return cv2.GaussianBlur(face, (0, 0), random.uniform(0.5, 2.5))
    length = int(random.integers(3, 12))
    kernel = np.zeros((length, length), np.float32)
    ends = random.integers(0, length, 4)
    cv2.line(kernel, (int(ends[0]), int(ends[1])), (int(ends[2]), int(ends[3])), 1.0)
    return cv2.filter2D(face, -1, kernel / kernel.sum())


def add_noise(face: Picture, random: Random) -> Picture:
    noise = random.standard_normal(face.shape, np.float32) * random.uniform(2, 16)
    return np.clip(face + noise, 0, 255).astype(np.uint8)


def _jpeg(face: Picture, random: Random) -> Picture:
    return jpeg_at(face, int(random.integers(15, 75)))


def jpeg_at(picture: Picture, quality: int) -> Picture:
    """Return the picture after a JPEG file of this quality (1-100)."""
    return cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)


def _occlude(face: Picture, random: Random) -> Picture:
    """Cover a part: a hand, a scarf, a pair of glasses, the edge of the photo."""
    w, h = random.integers(12, 60, 2)
    x, y = random.integers(-3, WIDE_PX - 17, 2)
    face = face.copy()
    area = face[max(y, 0) : y + h, max(x, 0) : x + w]
    area[:] = random.integers(0, 256, 3) if random.random() < 0.7 else random.integers(0, 256, area.shape)
    return face
