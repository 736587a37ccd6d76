"""Hair, strand by strand, in one of the haircuts of hair_styles.py; places are in its head units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.hair_styles import Line, Style
from samples.paint import SUBPIXEL_BITS, Canvas, Floats, blurred, smooth_line

# Light on a strand's upper third, on this share of the strands: without it black hair is a hole in the picture.
SHINE = np.array([0.075, 0.07, 0.065], np.float32)
SHINY_SHARE = 0.6


def mirrored(line: Line) -> list[tuple[float, float]]:
    return [(-u, v) for u, v in line]


def whole(left: Line) -> list[tuple[float, float]]:
    """Close a left half over its mirror image: from the left end over the crown to the right end."""
    return [*reversed(left), *[point for point in mirrored(left) if point[0] != left[0][0]]]


@dataclass(frozen=True)
class Head:
    """Where a head lies in the drawing: middle, half width at the cheekbones, forehead to chin.

    shift : how far the back of the head lies sideways behind the face, in head units (it turns the other way)
    """

    middle: float
    top: float
    half_width: float
    height: float
    shift: float = 0.0

    def at(self, points: Floats | Line | list[tuple[float, float]], depth: float = 0.0) -> Floats:
        """Head units -> units of the drawing; depth 1 lies at the back of the head."""
        given = np.asarray(points, np.float32)
        return np.stack(
            [self.middle + (given[:, 0] + self.shift * depth) * self.half_width, self.top + given[:, 1] * self.height],
            axis=-1,
        )


def paint_back(canvas: Canvas, head: Head, style: Style, colour: Floats) -> None:
    """Lay the hair that lies behind neck and face."""
    if not style.back:
        return
    mask = canvas.mask(head.at(whole(style.back), 1.0), 2.0)
    canvas.lay(colour * 0.5, mask)


def paint_front(
    canvas: Canvas, head: Head, style: Style, colour: Floats, light: float, rng: np.random.Generator
) -> None:
    """Lay the hair around the face; light : -1 from the left to 1 from the right."""
    region = _region(canvas, head, style)
    if style.strands == 0:
        _paint_cropped(canvas, region, colour, rng)
        return
    canvas.shade((0.72, 0.64, 0.6), np.clip(1.5 * blurred(region, 9 * canvas.scale), 0, 1) * (1 - region))
    sheet = blurred(_strands(canvas, head, style, colour, light, rng), 0.3 * canvas.scale)
    canvas.lay(sheet, np.clip(blurred(region, 2.0 * canvas.scale) * 1.5 - 0.15, 0, 1))
    if style.braids:
        for side in (-1, 1):
            _paint_braid(canvas, head, colour, side, light)


def _paint_braid(canvas: Canvas, head: Head, colour: Floats, side: int, light: float) -> None:
    """Lay a plait in front of the shoulder: lobes that lie over each other, left and right in turn."""
    tie = np.array([0.86, 0.24, 0.32], np.float32)
    for number in range(15):
        v = 0.72 + 0.065 * number
        lean = 0.055 * (-1) ** number
        middle = tuple(head.at([((1.02 + 0.012 * number + lean) * side, v)])[0])
        radii = (19 - 0.45 * number, 11 - 0.2 * number)
        lobe = canvas.ellipse(middle, radii, 1.0, turn=(0.5 if number % 2 else -0.5))
        canvas.lay(np.clip(colour * (0.85 + 0.2 * side * light), 0, 1), lobe)
        sheen = canvas.ellipse((middle[0] + 3 * light, middle[1] - 3), (radii[0] * 0.55, radii[1] * 0.4), 3, turn=0.5)
        canvas.lay(np.clip(colour * 1.5 + SHINE, 0, 1), sheen * lobe * 0.8)
        canvas.shade(0.6, (lobe - blurred(lobe, 4 * canvas.scale)).clip(0, 1))
    canvas.lay(tie, canvas.ellipse(tuple(head.at([(1.2 * side, 1.68)])[0]), (13, 7), 1.0))


def _region(canvas: Canvas, head: Head, style: Style) -> Floats:
    if style.outer[0][0] == 0:
        outer = canvas.mask(smooth_line(head.at(whole(style.outer), 0.6)), 1.2, smooth=False)
        return outer * (1 - canvas.mask(smooth_line(_opening(head, style)), 2.2, smooth=False))
    halves = [  # hair at the sides alone
        canvas.mask(np.vstack([head.at(side(style.outer), 0.4), head.at(side(style.inner))[::-1]]), 1.6)
        for side in (list, mirrored)
    ]
    return np.maximum(*halves)


def _opening(head: Head, style: Style) -> Floats:
    """The opening that the face looks out of, closed below where hair ends; highest at the parting."""
    left = list(style.inner[1:])
    right = [(u, v - 0.3 * style.parting * max(0.0, 0.45 - v)) for u, v in mirrored(tuple(left))]
    top = (style.parting * 0.6, style.inner[0][1] - 0.03 * (style.parting > 0))
    below = max(v for _, v in style.inner) + 0.25
    return head.at([(left[-1][0], below), *reversed(left), top, *right, (right[-1][0], below)])


def _paint_cropped(canvas: Canvas, region: Floats, colour: Floats, rng: np.random.Generator) -> None:
    from samples.paint import smooth_noise

    grain = smooth_noise(rng, canvas.size, 0.8 * canvas.scale)[..., None]
    soft = blurred(region, 2.0 * canvas.scale)
    canvas.lay(np.clip(colour * (1 + 0.22 * grain), 0, 1), np.clip(soft * 0.94, 0, 1))


def _strands(
    canvas: Canvas, head: Head, style: Style, colour: Floats, light: float, rng: np.random.Generator
) -> Floats:
    """float32 (h, w, 3): a picture full of strands; where hair is, the mask says."""
    height, width = canvas.cover.shape
    sheet = np.full((height, width, 3), np.round(colour * 0.8 * 255), np.uint8)
    sides: list[Callable[[Line], list[tuple[float, float]]]] = [list, mirrored]
    order = rng.permutation(style.strands)
    guides = [[smooth_line(side(line), steps=8) for line in style.guides] for side in sides]
    guides = [[_resampled(line, 24) for line in half] for half in guides]
    if style.parting:  # the right half begins at the parting, too
        for line in guides[1]:
            pull = np.linspace(1, 0, len(line))[:, None] ** 2
            line += pull * np.array([[-2 * line[0, 0], 0.0]], np.float32)
    along = np.linspace(0, 1, 24, dtype=np.float32)
    for number in order:
        half = guides[int(number) % 2]
        place = rng.uniform(0, len(half) - 1)
        first = int(min(place, len(half) - 2))
        line = half[first] * (1 - (place - first)) + half[first + 1] * (place - first)
        line = line + rng.normal(0, 0.02, 2).astype(np.float32)
        if style.curl:
            wave = np.sin(along * rng.uniform(7, 11) + rng.uniform(0, 0.8)) * style.curl * along
            line = line + np.stack([wave, wave * 0.3], axis=-1).astype(np.float32)
        end = rng.uniform(0.75, 1.0)
        points = canvas.place(head.at(line[: max(6, int(len(line) * end))], 0.3))
        side_light = 1 + 0.18 * light * float(np.sign(line[-1, 0]))
        tone = (0.83 + 0.2 * rng.random()) * side_light * (0.85 + 0.15 * place / len(half))
        width = style.thickness * canvas.scale
        _draw(sheet, points, colour * tone, width)
        if rng.random() < SHINY_SHARE:
            first = int(len(points) * rng.uniform(0.22, 0.34))
            shine = colour * tone * 1.08 + SHINE * (0.3 + 0.5 * rng.random())
            _draw(sheet, points[first : first + max(3, len(points) // 5)], shine, width)
    return sheet.astype(np.float32) / 255


def _draw(sheet: NDArray[np.uint8], points_px: Floats, colour: Floats, width_px: float) -> None:
    line = np.round(points_px * (1 << SUBPIXEL_BITS)).astype(np.int32)
    tone = tuple(float(value) for value in np.clip(colour, 0, 1) * 255)
    cv2.polylines(sheet, [line], False, tone, max(1, round(width_px)), cv2.LINE_AA, SUBPIXEL_BITS)


def _resampled(line: Floats, count: int) -> Floats:
    steps = np.r_[0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))]
    at = np.linspace(0, steps[-1], count)
    return np.stack([np.interp(at, steps, line[:, axis]) for axis in range(2)], axis=-1).astype(np.float32)
