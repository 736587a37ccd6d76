"""Painted places, out of focus as behind a portrait: each is a picture, the light that falls on people in it, and what
stands before them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from samples.backdrop import Backdrop, Place, backdrop
from samples.paint import Floats, gradient, rgb


def beach(size: tuple[int, int], seed: int) -> Place:
    b = backdrop(
        size,
        seed,
        [
            (0, "#6fa9d8"),
            (0.38, "#bcd9ea"),
            (0.45, "#d4e4ea"),
            (0.451, "#3f87a6"),
            (0.6, "#63aebb"),
            (0.66, "#e2d6b8"),
            (1, "#cdb68b"),
        ],
    )
    for _ in range(7):
        x, y, r = b.rng.uniform(0, b.wide), b.rng.uniform(0.05, 0.3), b.rng.uniform(0.05, 0.12)
        for _ in range(7):
            b.ball(
                x + b.rng.uniform(-1.6, 1.6) * r,
                y + b.rng.uniform(-0.15, 0.15) * r,
                r * b.rng.uniform(0.4, 0.8),
                rgb("#f6f8f9"),
                0.03,
                0.4,
                0.35,
            )
    for _ in range(26):
        y = b.rng.uniform(0.46, 0.64)
        b.ball(b.rng.uniform(0, b.wide), y, b.rng.uniform(0.05, 0.2), rgb("#e8f3f2"), 0.003, 0.03, 0.5)
    b.shape(
        [
            (-0.1, 0.64),
            (0.3 * b.wide, 0.625),
            (0.7 * b.wide, 0.65),
            (b.wide + 0.1, 0.63),
            (b.wide + 0.1, 0.665),
            (-0.1, 0.67),
        ],
        rgb("#f2f4ef"),
        0.006,
    )
    x = b.rng.uniform(0.1, 0.25) * b.wide if b.rng.random() < 0.5 else b.rng.uniform(0.75, 0.9) * b.wide
    for k in range(6):
        a0, a1 = np.pi * (1 + k / 6), np.pi * (1 + (k + 1) / 6)
        b.shape(
            [(x, 0.34), *[(x + 0.24 * np.cos(a), 0.5 + 0.2 * np.sin(a)) for a in np.linspace(a0, a1, 5)]],
            rgb(["#d9534a", "#f4efe2"][k % 2]),
            0.003,
            smooth=False,
        )
    b.box(x - 0.005, 0.46, x + 0.005, 0.74, rgb("#e7e0d0"))
    b.mottle(0.02, 0.01, 0.4)
    b.blur(0.006)
    return Place(b.picture, -0.5 if x > b.wide / 2 else 0.5, np.array([1.05, 1.01, 0.94], np.float32))


def garden(size: tuple[int, int], seed: int) -> Place:
    b = backdrop(size, seed, [(0, "#b9cf9a"), (0.3, "#7fa35e"), (0.62, "#55803f"), (0.64, "#7da653"), (1, "#5d8a3d")])
    b.bokeh(260, ["#5f8f45", "#7cab55", "#3f6e36", "#94bd69", "#2f5a2f", "#b7d18a"], 0, 0.62, (0.02, 0.07), 0.6)
    for _ in range(3):
        x = b.rng.uniform(0, b.wide)
        b.box(x - 0.02, 0.0, x + 0.025, 0.62, rgb("#5b4632"), 0.01, 0.8)
    b.bokeh(90, ["#88b35c", "#b9d58c", "#5f8f45"], 0, 0.4, (0.03, 0.07), 0.5)
    flowers = [["#e56b8b", "#f3b4c4"], ["#f2c94c", "#f6e3a1"], ["#9b7bd1", "#d7c7ef"]][int(b.rng.integers(3))]
    b.bokeh(90, [*flowers, "#f7f3ea"], 0.52, 0.74, (0.008, 0.02), 0.9, 0.003)
    b.mottle(0.04, 0.008, 2.0)
    b.bokeh(26, ["#f4f6d8"], 0, 0.45, (0.02, 0.045), 0.4)
    b.blur(0.009)
    return Place(b.picture, 0.5, np.array([1.0, 1.02, 0.95], np.float32))


def autumn(size: tuple[int, int], seed: int) -> Place:
    b = backdrop(size, seed, [(0, "#e3cfa0"), (0.35, "#c98d45"), (0.62, "#9a5b2b"), (0.66, "#a8824f"), (1, "#7f5f3a")])
    for _ in range(8):
        x, w = b.rng.uniform(0, b.wide), b.rng.uniform(0.015, 0.04)
        b.box(x - w, 0, x + w, 0.68, rgb("#4c3a2c"), 0.008, 0.85)
    b.bokeh(280, ["#d9822b", "#e8a93a", "#b5482a", "#f0c75e", "#8f3b22", "#c76b2a"], 0, 0.6, (0.015, 0.06), 0.65)
    b.shape(
        [(0.35 * b.wide, 0.66), (0.55 * b.wide, 0.66), (0.9 * b.wide, 1.05), (0.1 * b.wide, 1.05)],
        rgb("#b9a283"),
        0.02,
        smooth=False,
        cover=0.7,
    )
    b.bokeh(160, ["#d9822b", "#e8a93a", "#b5482a"], 0.66, 1.0, (0.006, 0.016), 0.7, 0.003)
    b.bokeh(18, ["#fff1c9"], 0, 0.4, (0.02, 0.05), 0.4)
    b.blur(0.009)
    return Place(b.picture, -0.5, np.array([1.05, 0.99, 0.9], np.float32))


def snow(size: tuple[int, int], seed: int) -> Place:
    b = backdrop(size, seed, [(0, "#a9c3dd"), (0.4, "#dbe6ef"), (0.55, "#eef3f7"), (1, "#dfe8f0")])
    b.shape(
        [
            (-0.1, 0.42),
            (0.25 * b.wide, 0.24),
            (0.45 * b.wide, 0.36),
            (0.7 * b.wide, 0.18),
            (1.1 * b.wide, 0.4),
            (1.1 * b.wide, 0.7),
            (-0.1, 0.7),
        ],
        rgb("#b8cadb"),
        0.006,
    )
    b.shape(
        [
            (-0.1, 0.56),
            (0.3 * b.wide, 0.48),
            (0.6 * b.wide, 0.55),
            (1.1 * b.wide, 0.47),
            (1.1 * b.wide, 1.1),
            (-0.1, 1.1),
        ],
        rgb("#f1f5f9"),
        0.006,
    )
    for _ in range(13):
        x, base, tall = b.rng.uniform(0, b.wide), b.rng.uniform(0.5, 0.62), b.rng.uniform(0.16, 0.36)
        for step in range(5):
            y0, half = base - tall * step / 5, tall * (0.34 - 0.06 * step)
            b.shape(
                [(x - half, y0), (x, y0 - tall * 0.34), (x + half, y0)],
                rgb("#3e5c55") * b.rng.uniform(0.85, 1.1),
                0.003,
                smooth=False,
            )
            b.shape(
                [
                    (x - half * 0.7, y0 - tall * 0.08),
                    (x, y0 - tall * 0.34),
                    (x + half * 0.5, y0 - tall * 0.12),
                    (x, y0 - tall * 0.14),
                ],
                rgb("#eef3f7"),
                0.004,
                smooth=False,
                cover=0.8,
            )
    b.mottle(0.015, 0.03)
    b.blur(0.006)

    def falling(picture: Floats) -> Floats:
        flakes = Backdrop(picture, np.random.default_rng(seed + 1))
        flakes.bokeh(110, ["#ffffff"], 0, 1, (0.002, 0.006), 0.75, 0.003)
        flakes.bokeh(9, ["#ffffff"], 0, 1, (0.01, 0.016), 0.35, 0.01)
        return flakes.picture

    return Place(b.picture, -0.3, np.array([0.96, 0.99, 1.05], np.float32), falling)


def living_room(size: tuple[int, int], seed: int) -> Place:
    wall = ["#d8c9ae", "#b9c4bd", "#cdb9a6", "#a9b7c4"][seed % 4]
    b = backdrop(size, seed, [(0, wall), (1, wall)])
    b.picture *= gradient(size, [(0, (1.02, 1.0, 0.97)), (1, (0.8, 0.78, 0.76))])
    shelf_left = b.rng.random() < 0.5
    x0 = 0.03 * b.wide if shelf_left else 0.58 * b.wide
    x1 = x0 + 0.38 * b.wide
    b.box(x0, 0.04, x1, 0.8, rgb("#6b4a33"))
    for row in range(4):
        y0, y1 = 0.07 + row * 0.18, 0.22 + row * 0.18
        b.box(x0 + 0.02, y0, x1 - 0.02, y1, rgb("#3b2a20"))
        x = x0 + 0.025
        while x < x1 - 0.06:
            w = b.rng.uniform(0.018, 0.04)
            if b.rng.random() < 0.12:
                x += w * 2
                continue
            colour = rgb(
                ["#8c3b32", "#2f5d73", "#c9a35b", "#56704a", "#d9cdb8", "#70506e", "#384048"][int(b.rng.integers(7))]
            )
            b.box(x, y1 - b.rng.uniform(0.09, 0.14), x + w - 0.003, y1, colour * b.rng.uniform(0.8, 1.1))
            x += w
    wx = 0.56 * b.wide if shelf_left else 0.05 * b.wide
    b.box(wx, 0.05, wx + 0.36 * b.wide, 0.58, rgb("#f3eee2"))
    for pane in range(2):
        left = wx + 0.02 + pane * 0.175 * b.wide
        b.box(left, 0.08, left + 0.16 * b.wide, 0.55, rgb("#e9f3f6"))
        for _ in range(24):
            b.ball(
                left + b.rng.uniform(0.03, 0.13) * b.wide,
                b.rng.uniform(0.32, 0.52),
                b.rng.uniform(0.02, 0.035),
                rgb("#a9c79a"),
                0.01,
                1,
                0.5,
            )
    for side in (wx - 0.04, wx + 0.33 * b.wide):
        b.box(side, 0.02, side + 0.09 * b.wide, 0.72, rgb(["#9a5a4a", "#4f6a72", "#8a7f5a"][seed % 3]), 0.006)
        for fold in range(4):
            b.box(
                side + (0.012 + 0.022 * fold) * b.wide,
                0.02,
                side + (0.02 + 0.022 * fold) * b.wide,
                0.72,
                np.zeros(3, np.float32),
                0.006,
                0.16,
            )
    b.shape(
        [(-0.1, 0.78), (0.1, 0.68), (b.wide - 0.1, 0.68), (b.wide + 0.1, 0.78), (b.wide + 0.1, 1.2), (-0.1, 1.2)],
        rgb(["#7c8f86", "#a27058", "#5f6f8a", "#b59a6a"][(seed // 2) % 4]),
        0.01,
    )
    b.mottle(0.02, 0.02)
    b.blur(0.008)
    return Place(b.picture, 0.6 if shelf_left else -0.6, np.array([1.04, 1.0, 0.93], np.float32))


def kitchen(size: tuple[int, int], seed: int) -> Place:
    b = backdrop(size, seed, [(0, "#e9e4d8"), (1, "#cfc8ba")])
    door = rgb(["#7d9a92", "#d8cbb0", "#93a7bd"][seed % 3])
    for number in range(6):
        x = number * 0.27 - 0.05
        b.box(x, -0.02, x + 0.255, 0.27, door * (0.96 + 0.02 * (number % 3)))
        b.box(x + 0.025, 0.0, x + 0.23, 0.24, door * 0.92)
        b.ball(x + 0.225, 0.23, 0.008, rgb("#c9b27a"))
    for row in range(6):
        for column in range(22):
            tone = b.rng.uniform(0.93, 1.03)
            b.box(
                column * 0.08 + 0.04 * (row % 2) - 0.05,
                0.29 + row * 0.055,
                column * 0.08 + 0.04 * (row % 2) + 0.025,
                0.34 + row * 0.055,
                rgb("#f4f1ea") * tone,
                0.001,
            )
    b.box(-0.1, 0.62, b.wide + 0.1, 0.67, rgb("#8a6a4a"))
    b.box(-0.1, 0.67, b.wide + 0.1, 1.1, door * 0.85)
    for _ in range(5):
        x, tall = b.rng.uniform(0.05, b.wide - 0.05), b.rng.uniform(0.08, 0.15)
        b.box(
            x - 0.035,
            0.62 - tall,
            x + 0.035,
            0.62,
            rgb(["#b5543f", "#e8e2d4", "#3f6470", "#d9a441", "#6f8f5a"][int(b.rng.integers(5))]),
            0.005,
        )
    b.shape(
        [(0.75 * b.wide, 0.62), (0.73 * b.wide, 0.48), (0.81 * b.wide, 0.48), (0.79 * b.wide, 0.62)],
        rgb("#c77b52"),
        0.003,
        smooth=False,
    )
    for _ in range(30):
        b.ball(
            0.77 * b.wide + b.rng.normal(0, 0.05),
            0.42 + b.rng.normal(0, 0.045),
            0.025,
            rgb("#5f8f4a") * b.rng.uniform(0.7, 1.2),
            0.005,
            1.5,
            0.8,
        )
    b.mottle(0.015, 0.02)
    b.blur(0.007)
    return Place(b.picture, -0.5, np.array([1.02, 1.0, 0.96], np.float32))


def birthday(size: tuple[int, int], seed: int) -> Place:
    b = backdrop(size, seed, [(0, "#d9b98f"), (0.7, "#b98d63"), (1, "#8c6344")])
    colours = ["#e0524d", "#f2b134", "#4a9fc9", "#7bb661", "#b06ac2", "#ef8fb0"]
    for number in range(14):
        x = (number + 0.5) * b.wide / 14
        y = 0.1 + 0.05 * np.cos((x / b.wide - 0.5) * 2 * np.pi)
        b.shape(
            [(x - 0.045, y - 0.02), (x + 0.045, y - 0.02), (x, y + 0.075)],
            rgb(colours[number % 6]),
            0.002,
            smooth=False,
        )
    for _ in range(15):
        x, y, r = b.rng.uniform(0, b.wide), b.rng.uniform(0.2, 0.5), b.rng.uniform(0.055, 0.085)
        colour = rgb(colours[int(b.rng.integers(6))])
        b.box(x - 0.0015, y + r, x + 0.0015, y + r + 0.25, rgb("#efe6d5"), 0.001, 0.5)
        b.ball(x, y, r, colour, 0.004, 1.15)
        b.ball(x - 0.3 * r, y - 0.4 * r, 0.3 * r, np.clip(colour * 0.4 + 0.6, 0, 1), 0.02, 1.2, 0.6)
    b.mottle(0.02, 0.05)
    b.blur(0.006)

    def table(picture: Floats) -> Floats:
        t = Backdrop(picture, np.random.default_rng(seed + 1))
        t.shape(
            [
                (-0.2, 0.87),
                (0.25 * t.wide, 0.855),
                (0.75 * t.wide, 0.855),
                (t.wide + 0.2, 0.87),
                (t.wide + 0.2, 1.2),
                (-0.2, 1.2),
            ],
            rgb("#f0ebe0"),
            0.003,
        )
        for x, y in ((0.12, 0.93), (0.88, 0.94), (0.3, 0.97), (0.72, 0.97)):
            t.ball(x * t.wide, y, 0.075, rgb("#dfe5e8"), 0.003, 0.36)
            t.ball(x * t.wide, y - 0.004, 0.05, rgb("#f8fafb"), 0.003, 0.36)
        middle = t.wide * (t.rng.uniform(0.14, 0.2) if t.rng.random() < 0.5 else t.rng.uniform(0.8, 0.86))
        t.ball(middle, 0.965, 0.16, rgb("#d6cdbd"), 0.012, 0.22)
        for top, bottom, half, colour in ((0.88, 0.96, 0.132, "#f6d9df"), (0.815, 0.885, 0.092, "#fbf3e4")):
            t.ball(middle, bottom, half, rgb(colour) * 0.82, 0.002, 0.2)
            t.box(middle - half, top, middle + half, bottom, rgb(colour) * 0.92, 0.002)
            t.ball(middle, top, half, rgb(colour), 0.002, 0.2)
            for k in range(9):
                x = middle - half + (k + 0.5) * half * 2 / 9
                t.ball(x, top + 0.016 + 0.01 * np.cos(k * 2.4), 0.014, rgb("#e07a93"), 0.002, 1.4)
        for k in range(6):
            x, y = middle + (k - 2.5) * 0.027, 0.812 + 0.005 * (k % 2)
            t.box(x - 0.003, y - 0.05, x + 0.003, y, rgb(colours[k]), 0.001)
            t.ball(x, y - 0.06, 0.018, rgb("#ffdf8a"), 0.014, 1.3, 0.35)
            t.ball(x, y - 0.06, 0.005, rgb("#fff6d8"), 0.002, 1.9)
        return t.picture

    return Place(b.picture, 0.2, np.array([1.07, 0.99, 0.87], np.float32), table)


def christmas(size: tuple[int, int], seed: int) -> Place:
    b = backdrop(size, seed, [(0, "#5a4034"), (0.7, "#40302a"), (1, "#2d221e")])
    x = b.wide * (0.2 if seed % 2 else 0.8)
    for step in range(7):
        y, half = 0.82 - 0.12 * step, 0.36 - 0.045 * step
        b.shape(
            [(x - half, y), (x, y - 0.26), (x + half, y)], rgb("#24412f") * b.rng.uniform(0.9, 1.15), 0.01, smooth=False
        )
    lights: list[tuple[float, float]] = []
    for _ in range(400):
        y = b.rng.uniform(0.05, 0.78)
        spot = (x + b.rng.uniform(-1, 1) * (0.05 + 0.34 * y), y)
        # Large lights side by side over a third one are two eyes and a mouth to a small detector.
        if all(np.hypot(spot[0] - u, spot[1] - v) > 0.055 for u, v in lights):
            lights.append(spot)
            colour = rgb(["#ffd98a", "#ffe3a8", "#ff9f6b", "#fff2c9"][int(b.rng.integers(4))])
            b.ball(*spot, b.rng.uniform(0.005, 0.007), colour, 0.003, 1, 0.9)
    b.bokeh(34, ["#ffcf7d", "#ffb45e", "#fff0c8"], 0.02, 0.5, (0.012, 0.03), 0.5)
    fx = b.wide - x
    b.box(fx - 0.25, 0.5, fx + 0.25, 0.9, rgb("#6e4d3d"))
    b.box(fx - 0.17, 0.58, fx + 0.17, 0.9, rgb("#1d1411"))
    # Embers and their glow: flames that are drawn with two bright spots pass for a face with small detectors.
    b.ball(fx, 0.88, 0.12, rgb("#d9641f"), 0.08, 0.4, 0.75)
    b.ball(fx, 0.89, 0.09, rgb("#ffb347"), 0.06, 0.2, 0.8)
    b.blur(0.009)
    return Place(b.picture, 0.5 if seed % 2 == 0 else -0.5, np.array([1.0, 0.88, 0.72], np.float32))


def lake(size: tuple[int, int], seed: int) -> Place:
    b = backdrop(
        size,
        seed,
        [
            (0, "#7fb0da"),
            (0.35, "#cfe0ea"),
            (0.52, "#cfd9d8"),
            (0.521, "#5f92a8"),
            (0.7, "#8fb3b8"),
            (0.74, "#87955c"),
            (1, "#5f7040"),
        ],
    )
    for base, colour, high in ((0.5, "#93a9c0", 0.3), (0.52, "#6f8aa0", 0.2), (0.53, "#4f6f5d", 0.1)):
        ridge = [(-0.1, base)]
        x = -0.1
        while x < b.wide + 0.1:
            x += b.rng.uniform(0.1, 0.22)
            ridge.append((x, base - high * b.rng.uniform(0.3, 1)))
        b.shape([*ridge, (b.wide + 0.2, base), (b.wide + 0.2, 0.54), (-0.1, 0.54)], rgb(colour), 0.004, smooth=False)
    for _ in range(40):
        b.ball(
            b.rng.uniform(0, b.wide),
            b.rng.uniform(0.53, 0.72),
            b.rng.uniform(0.04, 0.14),
            rgb("#d5e6ea"),
            0.003,
            0.025,
            0.45,
        )
    b.bokeh(90, ["#7e9150", "#9bad66", "#566b38", "#c2b56a"], 0.74, 1.0, (0.01, 0.03), 0.6)
    b.blur(0.006)
    return Place(b.picture, 0.5, np.array([1.01, 1.01, 0.98], np.float32))


def town(size: tuple[int, int], seed: int) -> Place:
    b = backdrop(size, seed, [(0, "#a9c4dc"), (0.4, "#d9e3e8"), (0.75, "#b8b0a4"), (1, "#8f877c")])
    x = -0.05
    while x < b.wide:
        w, top = b.rng.uniform(0.18, 0.3), b.rng.uniform(0.02, 0.2)
        wall = rgb(["#d9a679", "#c9c0ac", "#b56b55", "#e3d3a8", "#9fb0b5"][int(b.rng.integers(5))])
        b.box(x, top, x + w, 0.76, wall)
        for row in range(4):
            for column in range(3):
                wx, wy = x + w * (0.14 + 0.28 * column), top + 0.05 + 0.14 * row
                if wy < 0.58:
                    b.box(wx, wy, wx + w * 0.16, wy + 0.08, rgb("#56656e"))
                    b.box(wx - 0.006, wy - 0.004, wx + w * 0.16 + 0.006, wy, rgb("#f1eee6"))
        b.shape(
            [(x, 0.6), (x + w, 0.6), (x + w, 0.66), (x, 0.66)],
            rgb(["#c84c3f", "#3f7566", "#e8dcc0"][int(b.rng.integers(3))]),
            0.003,
            smooth=False,
        )
        x += w + 0.004
    b.bokeh(40, ["#5f8a4f", "#7da662"], 0.3, 0.6, (0.02, 0.05), 0.35)
    b.blur(0.01)
    return Place(b.picture, -0.5, np.array([1.0, 1.0, 0.99], np.float32))


def evening(size: tuple[int, int], seed: int) -> Place:
    b = backdrop(size, seed, [(0, "#1d2740"), (0.5, "#3a3450"), (1, "#1c1a22")])
    for _ in range(9):
        x, w = b.rng.uniform(0, b.wide), b.rng.uniform(0.06, 0.16)
        b.box(x, b.rng.uniform(0.1, 0.4), x + w, 0.9, rgb("#20222e"), 0.01, 0.7)
    b.bokeh(90, ["#ffb75e", "#ffd89a", "#ff7b5a", "#8fc7ff", "#ffe9c4"], 0.12, 0.75, (0.012, 0.035), 0.45)
    b.blur(0.006)
    return Place(b.picture, 0.6, np.array([0.72, 0.62, 0.55], np.float32))


def studio(size: tuple[int, int], seed: int) -> Place:
    tone = ["#8c8378", "#6f7c86", "#a39077"][seed % 3]
    b = backdrop(size, seed, [(0, tone), (1, tone)])
    b.mottle(0.1, 0.14)
    b.mottle(0.05, 0.05)
    height, width = b.picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    glow = np.exp(-(((x / width - 0.5) / 0.5) ** 2 + ((y / height - 0.42) / 0.5) ** 2))
    b.picture = np.clip(b.picture * (0.62 + 0.55 * glow[..., None]), 0, 1).astype(np.float32)
    b.blur(0.004)
    return Place(b.picture, -0.6, np.array([1.0, 0.99, 0.97], np.float32))


PLACES: dict[str, Callable[[tuple[int, int], int], Place]] = {
    "beach": beach, "garden": garden, "autumn": autumn, "snow": snow, "living room": living_room, "kitchen": kitchen,
    "birthday": birthday, "christmas": christmas, "lake": lake, "town": town, "evening": evening, "studio": studio,
}  # fmt: skip
