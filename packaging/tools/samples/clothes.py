"""What people wear: tops with folds, collars and patterns, and hats."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from samples.hair import Head, mirrored
from samples.paint import Canvas, Floats, blurred, rgb, smooth_noise

# Points of the left shoulder in head units, the widest at `shoulders`; down to below the waist.
CHEST_END = 9.0
# The places below were drawn for a longer neck.
NECK_SHORTER = 0.2


@dataclass(frozen=True)
class Outfit:
    """One top. cut : crew, vee, shirt, hood, high or coat; pattern : plain, stripes, check, dots or knit."""

    cut: str = "crew"
    colour: str = "#5b7a94"
    second: str = "#e8e4da"
    pattern: str = "plain"


def paint(
    canvas: Canvas, head: Head, outfit: Outfit, shoulders: float, skin: Floats, light: float, rng: np.random.Generator
) -> None:
    """Lay the top over neck and chest."""
    head = replace(head, top=head.top - NECK_SHORTER * head.height, shift=0.0)
    body = _body(canvas, head, shoulders)
    opening = _opening(canvas, head, outfit.cut)
    cloth = body * (1 - opening)
    colour = _patterned(canvas, head, outfit, rng)
    canvas.lay(np.clip(colour * _folds(canvas, head, shoulders, light, rng)[..., None], 0, 1), cloth)
    edge = np.clip(blurred(opening, 5 * canvas.scale) - 0.1, 0, 1) * (1 - opening) * body
    canvas.shade(0.72, edge)
    canvas.shade(0.75, np.clip(blurred(cloth, 6 * canvas.scale), 0, 1) * opening * 0.8)
    _details(canvas, head, outfit, body, light)


def _body(canvas: Canvas, head: Head, shoulders: float) -> Floats:
    s = shoulders
    left = [
        (-0.5, 1.14), (-0.76, 1.24), (-1.1, 1.36), (-0.64 * s, 1.44), (-0.86 * s, 1.55), (-0.99 * s, 1.74),
        (-1.04 * s, 2.1), (-1.07 * s, 2.8), (-1.07 * s, 3.6), (-1.05 * s, 5.0), (-1.0 * s, CHEST_END),
    ]  # fmt: skip
    return canvas.mask(head.at([*left, *reversed(mirrored(tuple(left)))]), 1.2)


def _opening(canvas: Canvas, head: Head, cut: str) -> Floats:
    if cut in ("high", "coat"):
        return canvas.mask(head.at([(-0.56, 1.08), (0, 1.16), (0.56, 1.08), (0.5, 0.9), (-0.5, 0.9)]), 2.0)
    if cut in ("vee", "shirt"):
        low = 1.74 if cut == "vee" else 1.62
        return canvas.mask(
            head.at([(-0.74, 1.2), (-0.4, 1.42), (0, low), (0.4, 1.42), (0.74, 1.2), (0.4, 0.9), (-0.4, 0.9)]), 1.0
        )
    return canvas.mask(
        head.at([(-0.82, 1.26), (-0.55, 1.42), (0, 1.5), (0.55, 1.42), (0.82, 1.26), (0.5, 0.95), (-0.5, 0.95)]), 1.0
    )


def _patterned(canvas: Canvas, head: Head, outfit: Outfit, rng: np.random.Generator) -> Floats:
    """float32 (h, w, 3): the cloth flat, before light falls on it."""
    width, height = canvas.size
    base, second = rgb(outfit.colour), rgb(outfit.second)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / canvas.scale
    bend = smooth_noise(rng, canvas.size, 60 * canvas.scale)
    x, y = x + 5 * bend, y + 6 * bend
    if outfit.pattern == "stripes":
        mix = np.clip(np.sin(y * 2 * np.pi / 44) * 4 + 0.5, 0, 1)
    elif outfit.pattern == "check":
        mix = 0.5 * np.clip(np.sin(y * 2 * np.pi / 58) * 4, 0, 1) + 0.5 * np.clip(np.sin(x * 2 * np.pi / 58) * 4, 0, 1)
    elif outfit.pattern == "dots":
        row = np.floor(y / 36)
        mix = np.clip(9 - np.hypot((x + 18 * (row % 2)) % 36 - 18, y % 36 - 18), 0, 1)
    elif outfit.pattern == "knit":
        mix = 0.16 + 0.16 * np.sin(x * 2 * np.pi / 9 + 0.8 * np.sin(y * 2 * np.pi / 7))
    else:
        mix = np.zeros_like(x)
    return base + (second - base) * mix[..., None]


def _folds(canvas: Canvas, head: Head, shoulders: float, light: float, rng: np.random.Generator) -> Floats:
    """float32 (h, w) around 1: folds, the arms apart from the chest, and the side that light comes from."""
    width = canvas.size[0]
    down = 70 * canvas.scale
    folds = 0.05 * smooth_noise(rng, canvas.size, 16 * canvas.scale, 4.0) + 0.04 * smooth_noise(rng, canvas.size, down)
    x = np.arange(width, dtype=np.float32) / canvas.scale
    middle = canvas.place(head.at([(0.0, 1.5)]))[0, 0] / canvas.scale
    u = (x - middle) / (shoulders * head.half_width)
    round_body = 1.04 - 0.2 * np.clip(np.abs(u), 0, 1.2) ** 2 + 0.13 * light * u
    gain = round_body[None, :] + folds
    for side in (-1, 1):
        arm = [(0.84 * shoulders * side, 1.95), (0.76 * shoulders * side, 2.4), (0.74 * shoulders * side, CHEST_END)]
        gain = gain * (1 - 0.4 * canvas.stroke(head.at(arm), 4, 5))
        gain = gain * (1 + 0.1 * canvas.stroke(shifted(head.at(arm), 26 * side, 0), 14, 10))
    return gain.astype(np.float32)


def _details(canvas: Canvas, head: Head, outfit: Outfit, body: Floats, light: float) -> None:
    base, second = rgb(outfit.colour), rgb(outfit.second)
    if outfit.cut == "shirt":
        for side in (-1, 1):
            collar = head.at(
                [(0.72 * side, 1.16), (0.05 * side, 1.6), (0.42 * side, 1.72), (0.86 * side, 1.42), (0.9 * side, 1.27)]
            )
            shadow = canvas.mask(shifted(collar, 3, 7), 4, smooth=False)
            canvas.shade(0.78, shadow * body)
            canvas.lay(np.clip(base * (1.08 + 0.08 * side * light), 0, 1), canvas.mask(collar, 1.0, smooth=False))
        canvas.shade(0.8, canvas.stroke(head.at([(0.02, 1.62), (0.03, 2.6), (0.03, CHEST_END)]), 3, 1.5) * body)
        for v in (1.9, 2.3, 2.7, 3.1, 3.5, 3.9):
            canvas.lay(second * 0.92, canvas.ellipse(tuple(head.at([(-0.04, v)])[0]), (4.5, 4.5), 0.8))
    if outfit.cut == "crew":
        hem = head.at([(-0.83, 1.27), (-0.57, 1.44), (0, 1.53), (0.57, 1.44), (0.83, 1.27)])
        canvas.shade(1.12, canvas.stroke(hem, 9, 1.2) * body)
        canvas.shade(0.86, canvas.stroke(shifted(hem, 0, 9), 2, 1.2) * body)
    if outfit.cut == "high":
        roll = canvas.mask(head.at([(-0.66, 1.06), (-0.72, 1.3), (0, 1.42), (0.72, 1.3), (0.66, 1.06), (0, 1.16)]), 2)
        canvas.lay(np.clip(base * 1.06, 0, 1), roll)
        canvas.shade(0.8, canvas.stroke(head.at([(-0.72, 1.3), (0, 1.42), (0.72, 1.3)]), 5, 4) * body)
    if outfit.cut == "hood":
        for side in (-1, 1):
            fold = canvas.mask(
                head.at(
                    [
                        (0.6 * side, 1.1),
                        (0.98 * side, 1.2),
                        (1.12 * side, 1.4),
                        (0.55 * side, 1.62),
                        (0.1 * side, 1.62),
                        (0.5 * side, 1.4),
                    ]
                ),
                2,
            )
            canvas.lay(np.clip(base * (1.05 + 0.1 * side * light), 0, 1), fold)
            canvas.lay(
                second, canvas.stroke(head.at([(0.22 * side, 1.6), (0.24 * side, 2.0), (0.2 * side, 2.3)]), 5, 0.8)
            )
    if outfit.cut == "coat":
        scarf = canvas.mask(
            head.at([(-0.8, 1.02), (-0.9, 1.3), (-0.3, 1.5), (0.5, 1.48), (0.92, 1.28), (0.8, 1.02), (0, 1.18)]), 2
        )
        end = canvas.mask(head.at([(0.1, 1.36), (0.5, 1.36), (0.62, 2.3), (0.2, 2.35)]), 2)
        for part in (end, scarf):
            canvas.shade(0.7, blurred(part, 6 * canvas.scale) * body)
            canvas.lay(second, part)
            canvas.shade(0.8, np.clip(part - blurred(part, 9 * canvas.scale), 0, 1) * 1.2)
        canvas.shade(0.7, canvas.stroke(head.at([(-0.1, 1.6), (-0.1, CHEST_END)]), 4, 2) * body)


def shifted(points: Floats, across: float, down: float) -> Floats:
    return np.add(points, (across, down))


def paint_hat(canvas: Canvas, head: Head, hat: str, colour: str, light: float, rng: np.random.Generator) -> None:
    """Lay a hat: wool, straw, party or none."""
    if hat == "wool":
        _paint_wool_hat(canvas, head, rgb(colour), light, rng)
    elif hat == "straw":
        _paint_straw_hat(canvas, head, light, rng)
    elif hat == "party":
        _paint_party_hat(canvas, head, rgb(colour), light)


def _lit(canvas: Canvas, head: Head, colour: Floats, light: float) -> Floats:
    x = np.arange(canvas.size[0], dtype=np.float32)
    middle = canvas.place(head.at([(0.0, 0.0)]))[0, 0]
    u = np.clip((x - middle) / (head.half_width * canvas.scale), -1.3, 1.3)
    gain = 1.03 - 0.2 * u**2 + 0.14 * light * u
    return np.clip(colour * gain[None, :, None], 0, 1)


def _paint_wool_hat(canvas: Canvas, head: Head, colour: Floats, light: float, rng: np.random.Generator) -> None:
    dome = [(-1.06, 0.1), (-1.08, -0.1), (-0.98, -0.34), (-0.6, -0.56), (0, -0.63)]
    shape = [*dome, *reversed(mirrored(tuple(dome[:-1])))]
    ribs = 1 + 0.1 * np.sin(np.arange(canvas.size[0]) / canvas.scale * 2 * np.pi / 13)
    cloth = _lit(canvas, head, colour, light) * ribs[None, :, None]
    cloth = cloth * (1 + 0.03 * smooth_noise(rng, canvas.size, 2 * canvas.scale)[..., None])
    canvas.lay(np.clip(cloth, 0, 1).astype(np.float32), canvas.mask(head.at(shape), 1.5))
    brim = canvas.mask(
        head.at(
            [
                (-1.1, 0.13),
                (-0.6, 0.05),
                (0, 0.02),
                (0.6, 0.05),
                (1.1, 0.13),
                (1.12, -0.1),
                (0.6, -0.18),
                (0, -0.21),
                (-0.6, -0.18),
                (-1.12, -0.1),
            ]
        ),
        1.2,
    )
    canvas.shade(0.7, blurred(brim, 6 * canvas.scale) * canvas.cover * 0.8)
    canvas.lay(np.clip(cloth * 0.9, 0, 1).astype(np.float32), brim)
    puff = tuple(head.at([(0.0, -0.7)])[0])
    fuzz = canvas.ellipse(puff, (27, 25), 4) * np.clip(
        0.85 + 0.25 * smooth_noise(rng, canvas.size, 2.5 * canvas.scale), 0, 1
    )
    canvas.lay(np.clip(colour * 0.5 + 0.5, 0, 1), np.clip(fuzz, 0, 1))


def _paint_straw_hat(canvas: Canvas, head: Head, light: float, rng: np.random.Generator) -> None:
    straw = rgb("#d9bd84")
    weave = 1 + 0.06 * smooth_noise(rng, canvas.size, 5 * canvas.scale, 0.3)[..., None]
    crown = [(-0.8, -0.06), (-0.8, -0.34), (-0.55, -0.56), (0, -0.62)]
    shape = [*crown, *reversed(mirrored(tuple(crown[:-1])))]
    cloth = np.clip(_lit(canvas, head, straw, light) * weave, 0, 1).astype(np.float32)
    brim_middle = tuple(head.at([(0.0, -0.05)])[0])
    brim = canvas.ellipse(brim_middle, (1.75 * head.half_width, 0.2 * head.height), 1.0)
    brow = canvas.mask(head.at([(-1.0, 0.02), (0, 0.06), (1.0, 0.02), (0.95, 0.24), (0, 0.2), (-0.95, 0.24)]), 8)
    canvas.shade(0.8, brow * canvas.cover)
    canvas.lay(np.clip(cloth * 0.86, 0, 1), brim)
    canvas.lay(cloth, canvas.mask(head.at(shape), 1.2))
    band = canvas.mask(
        head.at([(-0.82, -0.06), (0, 0.0), (0.82, -0.06), (0.82, -0.19), (0, -0.13), (-0.82, -0.19)]), 1.2
    )
    canvas.lay(rgb("#3f4a5a"), band)


def _paint_party_hat(canvas: Canvas, head: Head, colour: Floats, light: float) -> None:
    cone = canvas.mask(
        head.at([(-0.5, -0.2), (0, -0.14), (0.5, -0.2), (0.06, -0.86), (-0.06, -0.86)]), 1.0, smooth=False
    )
    canvas.lay(_lit(canvas, head, colour, light), cone)
    for step in range(4):
        v = -0.28 - 0.15 * step
        half = 0.5 * (0.86 + v) / 0.66
        canvas.lay(
            rgb("#f7efe0"), canvas.stroke(head.at([(-half, v - 0.02), (0, v + 0.05), (half, v - 0.02)]), 9, 0.6) * cone
        )
    canvas.lay(rgb("#f4d35e"), canvas.ellipse(tuple(head.at([(0.0, -0.9)])[0]), (13, 13), 3))
