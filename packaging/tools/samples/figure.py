"""A composite face -> a person from head to waist, painted around it: neck, ears, hair, clothes, what is worn."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from samples import clothes, hair
from samples.composite import (
    EYE_DISTANCE,
    FRAME_HEIGHT,
    FRAME_WIDTH,
    LIPS,
    MOUTH_CORNERS,
    OUTLINE,
    Composite,
    outline_mask,
    warp,
)
from samples.hair import Head
from samples.hair_styles import STYLES, Style
from samples.paint import Canvas, Floats, Placing, blurred, smooth_noise

# Where the skin's colour is read: both cheeks and the middle of the forehead, in MediaPipe's numbers.
SKIN_PLACES = (50, 280, 151, 108, 337)
FRAME_MIDDLE = np.array([FRAME_WIDTH / 2, 215.0], np.float32)
# How far the head's turning axis lies behind the eyes, in eye distances.
AXIS_DEPTH = 0.9
# Painted finer than shown, then made smaller: edges and strands come out smooth.
FINER = 2
# Rim pixels of the composite that differ from its skin by more than about this in Lab are its hair or its background.
RIM_TOLERANCE_LAB = 26.0
# Room around the head in units (hundredths of the distance between the eyes): sideways, above.
REACH_SIDE, REACH_UP = 430, 280
# Skin where light does not reach keeps more of its red.
IN_SHADOW = (0.66, 0.58, 0.53)
AT_EDGES = (0.76, 0.69, 0.65)


@dataclass(frozen=True)
class Pose:
    """How a head is held, in degrees; smile : -1 to 1 bends the corners of the mouth; light : -1 left to 1 right."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    smile: float = 0.0
    light: float = -0.4


@dataclass(frozen=True)
class Look:
    """How a person is painted.

    shoulders, neck : half their width, in head half-widths; hair_colour : float32 (3,)
    """

    hair_style: str
    hair_colour: Floats
    shoulders: float
    outfit: clothes.Outfit = field(default_factory=clothes.Outfit)
    hat: str = ""
    hat_colour: str = "#b5443c"
    neck: float = 0.66
    beard: bool = False


@dataclass(frozen=True)
class Figure:
    """A painted person.

    colour : float32 (h, w, 3) premultiplied; cover : float32 (h, w); eyes_px : the middle between the eyes in it
    face_px : left, top, right, bottom of the face (brow to chin, cheek to cheek) in it
    """

    colour: Floats
    cover: Floats
    eyes_px: Floats
    face_px: tuple[float, float, float, float]


def paint_person(face: Composite, look: Look, pose: Pose, eye_distance_px: float, below_px: float, seed: int) -> Figure:
    """Paint a person whose eyes are this far apart in the photo, down to below_px under the eyes."""
    rng = np.random.default_rng(seed)
    scale = eye_distance_px / EYE_DISTANCE * FINER
    corner = FRAME_MIDDLE - (REACH_SIDE, REACH_UP)
    size = (round(2 * REACH_SIDE * scale), round((REACH_UP - 45) * scale + below_px * FINER))
    size = (size[0] + size[0] % 2, size[1] + size[1] % 2)
    canvas = Canvas.empty(size, lambda points: (points - corner) * scale, scale)
    shape = turned(face.landmarks, pose)
    pixels = _lit(warp(face.pixels, face.landmarks[:, :2], shape[:, :2], (FRAME_WIDTH, FRAME_HEIGHT)), shape, pose)
    head, skin = _head_of(shape, pose), _skin_of(pixels, shape)
    style = STYLES[look.hair_style]
    tilt = _tilting(head, pose, corner, scale)

    canvas.place = tilt
    hair.paint_back(canvas, head, style, look.hair_colour)
    canvas.place = lambda points: (points - corner) * scale
    _paint_neck(canvas, head, skin, pose, look.neck)
    clothes.paint(canvas, head, look.outfit, look.shoulders, skin, pose.light, rng)
    canvas.place = tilt
    _paint_skull(canvas, head, style, skin, shape, pose, rng)
    _lay_face(canvas, pixels, shape, skin, look.beard, tilt)
    hair.paint_front(canvas, head, style, look.hair_colour, pose.light, rng)
    clothes.paint_hat(canvas, head, look.hat, look.hat_colour, pose.light, rng)

    outline = tilt(shape[list(OUTLINE), :2]) / FINER
    low, high = outline.min(axis=0), outline.max(axis=0)
    eyes = tilt(np.mean([shape[468, :2], shape[473, :2]], axis=0)[None])[0] / FINER
    small = (size[0] // FINER, size[1] // FINER)
    return Figure(
        cv2.resize(canvas.colour, small, interpolation=cv2.INTER_AREA),
        cv2.resize(canvas.cover, small, interpolation=cv2.INTER_AREA),
        eyes,
        (float(low[0]), float(low[1]), float(high[0]), float(high[1])),
    )


def turned(landmarks: Floats, pose: Pose) -> Floats:
    """Landmarks of the head turned to the side and down, smiling more or less; roll is left to the painter."""
    points = landmarks.copy()
    corners = points[list(MOUTH_CORNERS), :2]
    middle = corners.mean(axis=0)
    for index in LIPS:
        out = (points[index, 0] - middle[0]) / (abs(corners[1, 0] - corners[0, 0]) / 2)
        points[index, 0] += 3.0 * pose.smile * out
        points[index, 1] -= 4.0 * pose.smile * out * out
    yaw, pitch = np.radians(pose.yaw), np.radians(pose.pitch)
    axis = np.array([*FRAME_MIDDLE, AXIS_DEPTH * EYE_DISTANCE], np.float32)
    about_y = np.array([[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]])
    return ((points - axis) @ (about_y @ about_x).T + axis).astype(np.float32)


def _lit(pixels: Floats, shape: Floats, pose: Pose) -> Floats:
    """Light from one side: brighter there, darker on the other cheek."""
    outline = shape[list(OUTLINE), 0]
    u = (np.arange(FRAME_WIDTH, dtype=np.float32) - outline.mean()) / ((outline.max() - outline.min()) / 2)
    gain = 1 + 0.16 * pose.light * np.clip(u, -1.2, 1.2)
    return np.clip(pixels * gain[None, :, None], 0, 1).astype(np.float32)


def _head_of(shape: Floats, pose: Pose) -> Head:
    outline = shape[list(OUTLINE), :2]
    left, right = outline[:, 0].min(), outline[:, 0].max()
    top, chin = outline[:, 1].min(), outline[:, 1].max()
    return Head((left + right) / 2, top, (right - left) / 2, chin - top, -float(np.sin(np.radians(pose.yaw))) * 0.35)


def _skin_of(pixels: Floats, shape: Floats) -> Floats:
    patches = []
    for index in SKIN_PLACES:
        x, y = shape[index, :2].round().astype(int)
        patches.append(pixels[max(0, y - 5) : y + 6, max(0, x - 5) : x + 6].reshape(-1, 3))
    return np.median(np.vstack(patches), axis=0).astype(np.float32)


def _tilting(head: Head, pose: Pose, corner: Floats, scale: float) -> Placing:
    """The placing of the head: rolled about the neck."""
    c, s = np.cos(np.radians(pose.roll)), np.sin(np.radians(pose.roll))
    about = np.array([head.middle, head.top + 0.98 * head.height], np.float32)
    turn = np.array([[c, s], [-s, c]], np.float32)
    return lambda points: ((np.asarray(points, np.float32) - about) @ turn + about - corner) * scale


def _paint_neck(canvas: Canvas, head: Head, skin: Floats, pose: Pose, wide: float) -> None:
    left = [(-wide, 0.6), (-wide, 0.9), (-wide - 0.03, 1.04), (-wide - 0.2, 1.14), (-1.2, 1.32), (-1.2, 2.2)]
    neck = canvas.mask(head.at([*left, *reversed(hair.mirrored(tuple(left)))]), 1.5)
    canvas.lay(skin * (0.93, 0.9, 0.88), neck)
    under_chin = canvas.ellipse(tuple(head.at([(0.0, 0.95)])[0]), (0.85 * head.half_width, 0.19 * head.height), 11)
    canvas.shade(IN_SHADOW, under_chin * neck)
    dark_side = -np.sign(pose.light) or 1.0
    canvas.shade(0.8, neck * canvas.ellipse(tuple(head.at([(wide * dark_side, 1.0)])[0]), (28, 80), 14))
    for side in (-1, 1):  # collar bones and the two cords of the neck
        cord = canvas.stroke(head.at([(0.5 * side, 0.95), (0.3 * side, 1.12), (0.12 * side, 1.26)]), 4, 5)
        canvas.shade(1.07, cord * neck)
        bone = canvas.stroke(head.at([(0.16 * side, 1.3), (0.5 * side, 1.27), (0.95 * side, 1.25)]), 4, 4)
        canvas.shade(0.92, bone * neck)


def _paint_skull(
    canvas: Canvas, head: Head, style: Style, skin: Floats, shape: Floats, pose: Pose, rng: np.random.Generator
) -> None:
    """The head without features: the face's own outline below, a dome above."""
    if style.has_ears:
        for side in (-1, 1):
            _paint_ear(canvas, head, skin, side, pose)
    dome = [(-0.985, 0.44), (-0.985, 0.2), (-0.9, -0.02), (-0.66, -0.17), (-0.36, -0.245), (0, -0.265)]
    above = head.at([*dome, *reversed(hair.mirrored(tuple(dome[:-1])))], 0.15)
    outline = shape[list(OUTLINE), :2]
    below = canvas.mask(outline.mean(axis=0) + (outline - outline.mean(axis=0)) * 0.985, 2.0, smooth=False)
    skull = np.maximum(canvas.mask(above, 2.0), below)
    grain = smooth_noise(rng, canvas.size, 5 * canvas.scale)[..., None]
    canvas.lay(np.clip(skin * (0.97 + 0.012 * grain), 0, 1), skull)
    shine = canvas.ellipse(tuple(head.at([(0.35 * np.sign(pose.light), -0.1)])[0]), (40, 18), 14)
    canvas.shade(1.1, shine * skull)
    canvas.shade(AT_EDGES, 0.8 * edge_of(skull, 5 * canvas.scale))


def _paint_ear(canvas: Canvas, head: Head, skin: Floats, side: int, pose: Pose) -> None:
    away = 1.02 - 0.003 * pose.yaw * side
    middle = tuple(head.at([(away * side, 0.5)], 0.2)[0])
    radii = (0.13 * head.half_width, 0.155 * head.height)
    ear = canvas.ellipse(middle, radii, 1.2, turn=0.16 * side)
    canvas.lay(skin * (0.9 + 0.06 * side * pose.light), ear)
    inner = canvas.ellipse(
        (middle[0] + 2.0 * side, middle[1] - 2), (radii[0] * 0.55, radii[1] * 0.62), 2.5, turn=0.16 * side
    )
    canvas.shade(0.74, inner * ear)


def _lay_face(canvas: Canvas, pixels: Floats, shape: Floats, skin: Floats, beard: bool, place: Placing) -> None:
    """The composite itself, feathered at the face's outline; its rim is laid only where it is skin,
    or a beard."""
    lab, wanted = (cv2.cvtColor(np.clip(one, 0, 1), cv2.COLOR_RGB2LAB) for one in (pixels, skin[None, None]))
    like_skin = np.exp(-np.square(blurred(np.linalg.norm(lab - wanted, axis=-1), 3) / RIM_TOLERANCE_LAB))
    core = outline_mask(shape, 12.0, 0.8)
    if beard:
        core[round(float(shape[MOUTH_CORNERS[0], 1])) - 12 :] = 1
        core = blurred(core, 6)
    mask = outline_mask(shape, 5.0, 0.96) * np.clip(core + like_skin, 0, 1)
    here = np.array([[0, 0], [FRAME_WIDTH, 0], [0, FRAME_HEIGHT]], np.float32)
    matrix = cv2.getAffineTransform(here, place(here).astype(np.float32))
    large = cv2.warpAffine(pixels, matrix, canvas.size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.warpAffine(mask, matrix, canvas.size, flags=cv2.INTER_LINEAR)
    canvas.lay(np.clip(large, 0, 1), np.clip(cover, 0, 1))
    face = canvas.mask(shape[list(OUTLINE), :2], 1.5)
    height = canvas.size[1]
    brow = float(place(shape[[168], :2])[0, 1])
    below_brow = np.clip((np.arange(height, dtype=np.float32) - brow) / (40 * canvas.scale), 0, 1)
    canvas.shade(AT_EDGES, 0.7 * edge_of(face, 7 * canvas.scale) * below_brow[:, None])


def edge_of(mask: Floats, sigma_px: float) -> Floats:
    """float32, 0 to 1: highest along the edge of a mask."""
    soft = blurred(mask, sigma_px)
    return 4 * soft * (1 - soft)
