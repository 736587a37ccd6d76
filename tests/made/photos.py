"""The sample photos -> photos of every kind with what other programs say in them, and files that do harm.

For a clone without ../shared/photos and ../shared/hostile.
"""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageCms, PngImagePlugin

from faceorg.boxes import Box
from tests.made.field import THREE, exif_of, save_with_iptc
from tests.made.xmp import mwg, packet_of

# One of each kind that names are written into, each with other fields that are not ours.
KINDS = ("webp/small.webp", "png/texts.png", "jpg/gps.jpg", "heic/exif_xmp.heic", "jpg/rated.jpg", "jpg/iptc.jpg")
BROKEN = frozenset({"cut_off.jpg", "cut_off.heic", "empty.heic"})
# Faces of the rated one, by another program.
RATED = (("Rex", Box(0.2, 0.2, 0.1, 0.1)),)
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "tif": "TIFF", "bmp": "BMP", "heic": "HEIF"}
# Of each kind of hostile file: cut off so often, and with so many bytes changed.
CUTS, CHANGES = 4, (1, 8, 64, 512, 1, 8, 64, 512)


def make_photos(folder: Path, samples: Path) -> None:
    """Write KINDS and, in a folder of their own, BROKEN."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    for kind in ("webp", "png", "jpg", "heic", "broken"):
        (folder / kind).mkdir(parents=True)
    with Image.open(samples / THREE) as photo:
        picture = photo.convert("RGB").resize((240, 160))
    camera, colours = exif_of(taken="2019:07:31 12:00:00"), ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    camera[0x010F], camera[0x0110] = "A camera", "Of some kind"
    said = packet_of('xmp:Rating="4"', "<dc:subject><rdf:Bag><rdf:li>Holiday</rdf:li></rdf:Bag></dc:subject>")
    icc = colours.tobytes()
    picture.save(folder / "webp/small.webp", quality=90, exif=camera, xmp=said, icc_profile=icc)
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Software", "Some plotter")
    texts.add_itxt("Description", "Größe über Zeit", "de", "Beschreibung")
    picture.save(folder / "png/texts.png", pnginfo=texts, exif=camera, icc_profile=icc, dpi=(144, 144))
    camera.get_ifd(0x8825).update({1: "N", 2: (43.0, 28.0, 2.8), 3: "E", 4: (11.0, 53.0, 6.5), 29: "2019:07:31"})
    picture.save(folder / "jpg/gps.jpg", quality=90, exif=camera, icc_profile=icc, comment=b"by hand")
    picture.save(folder / "heic/exif_xmp.heic", quality=90, exif=camera.tobytes(), xmp=said)
    regions = mwg(list(RATED), picture.size)
    rated = packet_of('xmp:Rating="4" xmp:Label="Blue"', regions)
    picture.save(folder / "jpg/rated.jpg", quality=90, exif=camera, xmp=rated)
    save_with_iptc(folder / "jpg/iptc.jpg", picture, {5: b"A title", 25: b"Holiday", 55: b"20190731"})
    for name, whole in (("cut_off.jpg", "jpg/gps.jpg"), ("cut_off.heic", "heic/exif_xmp.heic")):
        (folder / "broken" / name).write_bytes((folder / whole).read_bytes()[:900])
    (folder / "broken" / "empty.heic").write_bytes(b"")


def make_hostile(folder: Path, samples: Path) -> None:
    """Write files of every format that are cut off, changed, empty, or larger than they can be; seeded."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    folder.mkdir(parents=True)
    chance = random.Random(20)
    with Image.open(samples / THREE) as photo:
        picture = photo.convert("RGB").resize((240, 160))
    for suffix, kind in FORMATS.items():
        buffer = io.BytesIO()
        picture.save(buffer, kind)
        whole = buffer.getvalue()
        for number in range(CUTS):
            (folder / f"cut_{number}.{suffix}").write_bytes(whole[: chance.randrange(len(whole))])
        for number, changes in enumerate(CHANGES):
            changed = bytearray(whole)
            for _ in range(changes):
                # Heads hurt more than pixels.
                changed[chance.randrange(chance.choice((60, 600, len(whole))))] = chance.randrange(256)
            (folder / f"changed_{number}.{suffix}").write_bytes(changed)
        (folder / f"empty.{suffix}").write_bytes(b"")
        (folder / f"noise.{suffix}").write_bytes(whole[:12] + chance.randbytes(4000))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    side = (60_000).to_bytes(4, "big")
    (folder / "too_large.png").write_bytes(buffer.getvalue()[:16] + side + side + buffer.getvalue()[24:])
