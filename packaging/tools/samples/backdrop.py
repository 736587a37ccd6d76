"""A picture that a place is painted on, and what a painted place is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from samples.paint import Floats, blurred, gradient, polygon_mask, rgb, smooth_line, smooth_noise


@dataclass(frozen=True)
class Place:
    """A painted place.

    picture : float32 (h, w, 3), 0 to 1; light : -1 from the left to 1 from the right
    tint : float32 (3,), what the place's light does to colours; front : paints over the people, or None
    """

    picture: Floats
    light: float
    tint: Floats
    front: Callable[[Floats], Floats] | None = None


@dataclass
class Backdrop:
    """A picture that is painted on in fractions of its height: (0, 0) is the upper left corner, y ends at 1."""

    picture: Floats
    rng: np.random.Generator

    @property
    def size(self) -> tuple[int, int]:
        return self.picture.shape[1], self.picture.shape[0]

    @property
    def wide(self) -> float:
        """Width over height."""
        return self.size[0] / self.size[1]

    def shape(
        self,
        points: Sequence[tuple[float, float]],
        colour: Floats,
        soft: float = 0.004,
        smooth: bool = True,
        cover: float = 1.0,
    ) -> None:
        """An outline, smooth or with corners; only its own window is painted, for there are hundreds."""
        at = np.asarray(points, np.float32) * self.size[1]
        line, feather = (smooth_line(at, closed=True) if smooth else at), soft * self.size[1]
        low = np.maximum(np.floor(line.min(axis=0) - 4 * feather - 2), 0).astype(int)
        high = np.minimum(np.ceil(line.max(axis=0) + 4 * feather + 3), self.size).astype(int)
        if (high <= low).any():
            return
        mask = (polygon_mask((high[0] - low[0], high[1] - low[1]), line - low, feather) * cover)[..., None]
        window = self.picture[low[1] : high[1], low[0] : high[0]]
        window *= 1 - mask
        window += colour * mask

    def ball(
        self, x: float, y: float, r: float, colour: Floats, soft: float = 0.004, flat: float = 1.0, cover: float = 1.0
    ) -> None:
        """An ellipse; painted in its own small window, for there are hundreds."""
        h = self.size[1]
        reach = (r * max(1.0, flat) + 3 * soft) * h + 2
        x0, x1 = int(max(0, x * h - reach)), int(min(self.size[0], x * h + reach + 1))
        y0, y1 = int(max(0, y * h - reach)), int(min(h, y * h + reach + 1))
        if x0 >= x1 or y0 >= y1:
            return
        gy, gx = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        distance = np.hypot((gx - x * h) / (r * h), (gy - y * h) / (r * flat * h))
        edge = max(soft / r, 0.02)
        mask = (np.clip((1 - distance) / edge + 0.5, 0, 1) * cover)[..., None]
        self.picture[y0:y1, x0:x1] = self.picture[y0:y1, x0:x1] * (1 - mask) + colour * mask

    def box(
        self, x0: float, y0: float, x1: float, y1: float, colour: Floats, soft: float = 0.003, cover: float = 1.0
    ) -> None:
        self.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour, soft, smooth=False, cover=cover)

    def blur(self, sigma: float) -> None:
        self.picture = blurred(self.picture, sigma * self.size[1])

    def mottle(self, strength: float, sigma: float, stretch: float = 1.0) -> None:
        noise = smooth_noise(self.rng, self.size, sigma * self.size[1], stretch)
        self.picture = np.clip(self.picture * (1 + strength * noise[..., None]), 0, 1)

    def bokeh(
        self,
        count: int,
        colours: Sequence[str],
        top: float,
        bottom: float,
        r: tuple[float, float],
        cover: float = 0.5,
        soft: float = 0.006,
    ) -> None:
        for _ in range(count):
            colour = rgb(colours[int(self.rng.integers(len(colours)))]) * self.rng.uniform(0.85, 1.1)
            self.ball(
                self.rng.uniform(0, self.wide), self.rng.uniform(top, bottom), self.rng.uniform(*r),
                np.clip(colour, 0, 1), soft, cover=cover * self.rng.uniform(0.5, 1),
            )  # fmt: skip


def backdrop(size: tuple[int, int], seed: int, stops: Sequence[tuple[float, str]]) -> Backdrop:
    return Backdrop(gradient(size, [(at, rgb(colour)) for at, colour in stops]), np.random.default_rng(seed))
