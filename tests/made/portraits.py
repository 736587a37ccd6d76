"""Two sample portraits -> the photo of Marie and Pierre Curie of ../shared/photos, as another program left it.

The people who do not exist stand in for them, in the same places of an 840 x 700 picture with the same names inside.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from faceorg.boxes import Box
from faceorg.metadata.regions import to_stored
from tests.made.field import STORED, exif_of
from tests.made.xmp import microsoft, mwg, packet_of

SIZE = (840, 700)
# Boxes as the file says them, in pixels of the upright photo.
NAMED = (("Marie Curie", (262, 146, 95, 139)), ("Pierre Curie", (537, 83, 81, 169)))
# A sample photo with one of two people, and where the face is, in fractions.
STANDING_IN = (
    ("2016/07 Lake/DSC01219.JPG", Box(0.234, 0.307, 0.126, 0.224)),
    ("2016/12 Christmas/IMG_20161224_184403.jpg", Box(0.107, 0.208, 0.139, 0.242)),
)
# Of a sample, so much around the face, beside its height.
AROUND = 1.6


def make_portraits(folder: Path, samples: Path) -> None:
    """Write portrait.jpg and portrait-orientation-6.jpg into a new folder."""
    folder.mkdir(parents=True)
    upright = Image.new("RGB", SIZE, "#8c8577")
    for (_name, (x, y, width, height)), (file, face) in zip(NAMED, STANDING_IN, strict=True):
        with Image.open(samples / file) as photo:
            middle_x, middle_y = (face.x + face.width / 2) * photo.width, (face.y + face.height / 2) * photo.height
            half = AROUND * face.height * photo.height / 2
            part = photo.crop(
                tuple(round(v) for v in (middle_x - half, middle_y - half, middle_x + half, middle_y + half))
            )
        side = round(height * AROUND)
        upright.paste(part.resize((side, side)), (x + (width - side) // 2, y + (height - side) // 2))
    wide, high = SIZE
    named = [(name, Box(x / wide, y / high, w / wide, h / high)) for name, (x, y, w, h) in NAMED]
    for file, orientation in (("portrait.jpg", 1), ("portrait-orientation-6.jpg", 6)):
        stored = upright if orientation == 1 else upright.transpose(STORED[orientation])
        body = mwg([(name, to_stored(box, orientation)) for name, box in named], stored.size) + microsoft(named)
        stored.save(folder / file, quality=92, exif=exif_of(orientation), xmp=packet_of(body=body))
