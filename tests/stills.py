"""The sample photos -> stills laid out as ../shared/labelled/bbt, so that a clone without ../shared tests the same.

Eight folders with five faces each, named as there, and twelve pictures with 30 faces of the same people: the people who
do not exist stand in for the actors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from faceorg.boxes import Box
from faceorg.images.decode import decode_photo

FOLDERS = ("amy", "bernadette", "howard", "leonard", "penny", "raj", "sheldon", "stuart")
ALONE = 5
# Who is in which picture, by the first letters of their folders, from left to right.
TOGETHER = {
    "bbt1.jpg": "amy pen leo how",
    "bbt2.jpg": "raj she stu",
    "bbt3.jpg": "ber leo pen",
    "bbt4.jpg": "she amy raj how ber stu",
    "bbt5.jpg": "leo stu she pen",
    "angry.jpg": "raj",
    "disgusted.jpg": "amy",
    "fearful.jpg": "ber",
    "happy.jpg": "leo how",
    "neutral.jpg": "stu amy",
    "sad.jpg": "pen raj",
    "surprised.jpg": "how",
}
STILL_PX = 150
# Side of a crop beside the larger side of the face's box: with hair and neck, without the neighbours.
AROUND = 1.7
# How much of a portrait's side the last still of a folder shows.
NEARER = 0.85


@dataclass(frozen=True)
class Portrait:
    """A face cut out of a sample photo, square, RGB. crowded : how much of it neighbours take, 0-1"""

    picture: Image.Image
    crowded: float


def mirrored(source: Path, target: Path) -> None:
    """Write a picture of the same people that is no copy of the source: what is said of copies is said of both."""
    with Image.open(source) as picture:
        ImageOps.mirror(picture).save(target, "JPEG", quality=95)


def make_stills(folder: Path, photos: Sequence[tuple[Path, Sequence[tuple[str, Box]]]]) -> None:
    """Write the stills. photos : each sample photo with who is where, boxes in fractions of the upright picture"""
    found: dict[str, list[Portrait]] = {}
    for file, faces in photos:
        for name, portrait in _portraits(file, faces):
            found.setdefault(name, []).append(portrait)
    assert len(found) == len(FOLDERS), sorted(found)
    waiting = {}
    for short, name in zip(FOLDERS, sorted(found), strict=True):
        portraits = iter(sorted(found[name], key=lambda portrait: portrait.crowded))
        (folder / short).mkdir(parents=True)
        for number in range(1, ALONE + 1):
            picture = _framed(next(portraits).picture, number)
            still = picture.resize((STILL_PX, STILL_PX), Image.Resampling.LANCZOS)
            still.save(folder / short / f"{short}{number}.png")
        waiting[short[:3]] = portraits
    for file_name, who in TOGETHER.items():
        _beside_each_other([next(waiting[short]).picture for short in who.split()], folder / file_name)


def _framed(picture: Image.Image, number: int) -> Image.Image:
    """The portrait as no neighbour of it is framed: people who are painted so evenly would be one stack of pictures."""
    if number % 2 == 0:
        picture = ImageOps.mirror(picture)
    if number < ALONE:
        return picture
    nearer = round(picture.width * NEARER)
    return picture.crop((0, picture.height - nearer, nearer, picture.height))


def _portraits(file: Path, faces: Sequence[tuple[str, Box]]) -> Iterator[tuple[str, Portrait]]:
    picture = Image.fromarray(decode_photo(file).pixels)
    for name, box in faces:
        middle_x, middle_y = (box.x + box.width / 2) * picture.width, (box.y + box.height / 2) * picture.height
        half = AROUND / 2 * max(box.width * picture.width, box.height * picture.height)
        square = (middle_x - half, middle_y - half, middle_x + half, middle_y + half)
        side = 2 * half
        crowded = sum(_shared(square, other, picture.size) for _name, other in faces if other is not box)
        yield name, Portrait(_cut(picture, square), crowded / side**2)


def _shared(square: tuple[float, float, float, float], box: Box, size: tuple[int, int]) -> float:
    """Return how many pixels a box has in a square."""
    wide = min(square[2], (box.x + box.width) * size[0]) - max(square[0], box.x * size[0])
    high = min(square[3], (box.y + box.height) * size[1]) - max(square[1], box.y * size[1])
    return max(0.0, wide) * max(0.0, high)


def _cut(picture: Image.Image, square: tuple[float, float, float, float]) -> Image.Image:
    """Cut a square out; what lies outside of the picture continues its edge."""
    pad = round(square[2] - square[0])
    left, top, right, bottom = (round(value) + pad for value in square)
    padded = Image.new("RGB", (picture.width + 2 * pad, picture.height + 2 * pad))
    padded.paste(picture.resize(padded.size), (0, 0))
    padded.paste(picture, (pad, pad))
    return padded.crop((left, top, right, bottom))


def _beside_each_other(portraits: Sequence[Image.Image], file: Path) -> None:
    side = 340 if file.name == "bbt1.jpg" else 160  # one is larger than a screen's share
    made = Image.new("RGB", (side * len(portraits), round(side * 1.25)), "#8c8577")
    for place, portrait in enumerate(portraits):
        made.paste(portrait.resize((side, side), Image.Resampling.LANCZOS), (place * side, made.height - side))
    made.save(file, quality=92)
