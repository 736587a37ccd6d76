"""A network that was just opened -> whether it is of any use: two pictures of noise go in, numbers must come out.

A damaged or made-up network may load without a word and answer every photo with zeros, or with what is no number. Told
when it is opened, that is one sentence; told photo by photo, it is a library without faces.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

# The side of the noise where a network takes any size: a multiple of every stride.
SIDE_PX = 128


class Opened(Protocol):
    """What is needed of `sessions.Network`."""

    @property
    def mean(self) -> float: ...

    @property
    def scale(self) -> float: ...

    @property
    def takes_bytes(self) -> bool: ...

    @property
    def fixed_side(self) -> tuple[int, int] | None: ...

    def run(self, batch: NDArray[np.generic], /) -> list[NDArray[np.float32]]: ...


def is_of_use(network: Opened) -> bool:
    """Whether all that a network says is numbers, not all of them zero, and others for another picture."""
    one, other = (network.run(_noise(network, seed)) for seed in (1, 2))
    values = [np.asarray(output) for output in (*one, *other)]
    if not all(np.isfinite(output).all() for output in values):
        return False
    if not any(output.any() for output in one) or not any(output.any() for output in other):
        return False
    return any(a.shape != b.shape or not np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def _noise(network: Opened, seed: int) -> NDArray[np.generic]:
    height, width = network.fixed_side or (SIDE_PX, SIDE_PX)
    pixels = np.random.default_rng(seed).integers(0, 256, (1, 3, height, width), np.uint8)
    if network.takes_bytes:
        return pixels
    prepared: NDArray[np.float32] = (pixels - np.float32(network.mean)) * np.float32(network.scale)
    return prepared
