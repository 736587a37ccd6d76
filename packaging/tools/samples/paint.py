"""Soft shapes on a float picture: what the painters of people and places share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Points = Sequence[tuple[float, float]] | NDArray[np.float32]
Placing = Callable[[NDArray[np.float32]], NDArray[np.float32]]

SUBPIXEL_BITS = 4


def smooth_line(points: Points, closed: bool = False, steps: int = 10) -> Floats:
    """Round a line of few points: float32 (n, 2), Catmull-Rom through all of them."""
    given = np.asarray(points, np.float32)
    around = np.vstack([given[-1:], given, given[:2]]) if closed else np.vstack([given[:1], given, given[-1:]])
    t = np.linspace(0, 1, steps, endpoint=False, dtype=np.float32)[:, None]
    pieces = []
    for p0, p1, p2, p3 in zip(around, around[1:], around[2:], around[3:], strict=False):
        pieces.append(
            0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
        )
    return np.vstack([*pieces, given[:1] if closed else given[-1:]]).astype(np.float32)


def polygon_mask(size: tuple[int, int], outline_px: Floats, feather_px: float) -> Floats:
    """float32 (height, width), 0 to 1: inside of an outline in pixels, blurred by a Gaussian."""
    reach = 4 * feather_px + 2
    low = np.clip(np.floor(outline_px.min(axis=0) - reach), 0, size).astype(int)
    high = np.clip(np.ceil(outline_px.max(axis=0) + reach + 1), 0, size).astype(int)
    mask = np.zeros((size[1], size[0]), np.float32)
    if (high > low).all():  # only the outline's own window is worked on: most shapes are small
        window = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
        scaled = np.round((outline_px - low) * (1 << SUBPIXEL_BITS)).astype(np.int32)
        cv2.fillPoly(window, [scaled], 255, cv2.LINE_AA, SUBPIXEL_BITS)
        mask[low[1] : high[1], low[0] : high[0]] = blurred(window.astype(np.float32) / 255, feather_px)
    return mask


def window_of(mask: Floats) -> tuple[slice, slice]:
    """The rows and columns in which a mask is not zero."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return slice(0, 0), slice(0, 0)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def blurred(picture: Floats, sigma_px: float) -> Floats:
    return cv2.GaussianBlur(picture, (0, 0), sigma_px) if sigma_px > 0.2 else picture


def smooth_noise(rng: np.random.Generator, size: tuple[int, int], sigma_px: float, stretch: float = 1.0) -> Floats:
    """float32 (height, width) of mean 0 and spread 1, alike over sigma_px across and stretch times that down."""
    width, height = size
    # Made small and enlarged: noise that is smooth over many pixels needs few random numbers.
    shrink = max(1.0, min(sigma_px, sigma_px * stretch) / 2)
    small = (max(4, round(width / shrink)), max(4, round(height / shrink)))
    raw = rng.standard_normal((small[1], small[0])).astype(np.float32)
    raw = cv2.GaussianBlur(raw, (0, 0), sigma_px / shrink, sigmaY=sigma_px * stretch / shrink)
    large = cv2.resize(raw, (width, height), interpolation=cv2.INTER_CUBIC)
    return ((large - large.mean()) / max(float(large.std()), 1e-6)).astype(np.float32)


def gradient(size: tuple[int, int], stops: Sequence[tuple[float, Sequence[float]]]) -> Floats:
    """float32 (height, width, 3): colours from the top (0) to the bottom (1)."""
    at = np.linspace(0, 1, size[1])
    columns = [np.interp(at, [stop[0] for stop in stops], [stop[1][channel] for stop in stops]) for channel in range(3)]
    return np.repeat(np.stack(columns, axis=-1)[:, None], size[0], axis=1).astype(np.float32)


def rgb(text: str) -> Floats:
    """Colour of "#rrggbb": float32 (3,), 0 to 1."""
    return np.array([int(text[place : place + 2], 16) / 255 for place in (1, 3, 5)], np.float32)


@dataclass
class Canvas:
    """Colour and cover, premultiplied, and where a point of the drawing lies in pixels.

    colour : float32 (h, w, 3); cover : float32 (h, w); scale : pixels of one unit of the drawing
    """

    colour: Floats
    cover: Floats
    place: Placing
    scale: float

    @classmethod
    def empty(cls, size: tuple[int, int], place: Placing, scale: float) -> Canvas:
        return cls(np.zeros((size[1], size[0], 3), np.float32), np.zeros((size[1], size[0]), np.float32), place, scale)

    @property
    def size(self) -> tuple[int, int]:
        return self.cover.shape[1], self.cover.shape[0]

    def lay(self, colour: Floats, mask: Floats) -> None:
        """Paint a colour, one or one a pixel, over what is there."""
        window = window_of(mask)
        part = mask[window]
        colour = colour[window] if colour.ndim == 3 else colour
        self.colour[window] += (colour - self.colour[window]) * part[..., None]
        self.cover[window] += (1 - self.cover[window]) * part

    def shade(self, factor: float | Sequence[float], mask: Floats) -> None:
        """Darken (below 1) or lighten what is there, where the mask says; factor : one, or one a colour."""
        window = window_of(mask)
        self.colour[window] *= 1 + (np.asarray(factor, np.float32) - 1) * mask[window][..., None]

    def mask(self, points: Points, feather: float = 0.7, smooth: bool = True) -> Floats:
        """Inside of an outline in units of the drawing; feather in units, too."""
        outline = smooth_line(points, closed=True) if smooth else np.asarray(points, np.float32)
        return polygon_mask(self.size, self.place(outline), feather * self.scale)

    def ellipse(
        self, middle: tuple[float, float], radii: tuple[float, float], feather: float = 0.7, turn: float = 0.0
    ) -> Floats:
        angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        x, y = np.cos(angle) * radii[0], np.sin(angle) * radii[1]
        c, s = np.cos(turn), np.sin(turn)
        return self.mask(
            np.stack([middle[0] + x * c - y * s, middle[1] + x * s + y * c], axis=-1), feather, smooth=False
        )

    def stroke(self, points: Points, width: float, feather: float = 0.5) -> Floats:
        """A line of this width in units."""
        line = self.place(smooth_line(points))
        reach = 4 * feather * self.scale + width * self.scale + 2
        low = np.clip(np.floor(line.min(axis=0) - reach), 0, self.size).astype(int)
        high = np.clip(np.ceil(line.max(axis=0) + reach), 0, self.size).astype(int)
        mask = np.zeros(self.cover.shape, np.float32)
        if (high > low).all():
            window = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
            scaled = np.round((line - low) * (1 << SUBPIXEL_BITS)).astype(np.int32)
            cv2.polylines(window, [scaled], False, 255, max(1, round(width * self.scale)), cv2.LINE_AA, SUBPIXEL_BITS)
            mask[low[1] : high[1], low[0] : high[0]] = blurred(window.astype(np.float32) / 255, feather * self.scale)
        return mask
