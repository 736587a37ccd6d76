"""Finished photos -> files as cameras, phones and messengers write them: EXIF, orientation, HEIC, names inside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from samples.album import Shot
from samples.compose import Photo, TrueFace

JPEG_QUALITY, HEIC_QUALITY, MESSENGER_QUALITY = 84, 60, 72
# EXIF's numbers, and how an upright picture is stored so that it is shown upright again.
STORED_TURNED = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
ORIENTATION, MAKE, MODEL, SOFTWARE, CHANGED = 0x0112, 0x010F, 0x0110, 0x0131, 0x0132
EXIF_IFD, TAKEN, DIGITIZED, GPS_IFD = 0x8769, 0x9003, 0x9004, 0x8825

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
 xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#" xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#">
<mwg-rs:Regions rdf:parseType="Resource">
<mwg-rs:AppliedToDimensions stDim:w="{width}" stDim:h="{height}" stDim:unit="pixel"/>
<mwg-rs:RegionList><rdf:Bag>
{regions}
</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
REGION = """<rdf:li><rdf:Description mwg-rs:Name="{name}" mwg-rs:Type="Face">
<mwg-rs:Area stArea:x="{x:.4f}" stArea:y="{y:.4f}" stArea:w="{w:.4f}" stArea:h="{h:.4f}" stArea:unit="normalized"/>
</rdf:Description></rdf:li>"""


def write(photo: Photo, shot: Shot, folder: Path) -> None:
    """Write one photo below a folder."""
    target = folder / shot.file
    target.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.fromarray(photo.pixels)
    if shot.orientation in STORED_TURNED:
        picture = picture.transpose(STORED_TURNED[shot.orientation])
    options: dict[str, object] = {}
    if shot.camera or shot.orientation != 1:
        options["exif"] = _exif(shot)
    if shot.names_inside:
        options["xmp"] = _regions(photo.faces, *picture.size).encode()
    if target.suffix == ".HEIC":
        import pillow_heif

        pillow_heif.register_heif_opener()
        picture.save(target, format="HEIF", quality=HEIC_QUALITY, **options)
        return
    quality = JPEG_QUALITY if shot.camera else MESSENGER_QUALITY
    picture.save(target, format="JPEG", quality=quality, optimize=True, progressive=not shot.camera, **options)


def shaken(photo: Photo, shift_px: tuple[int, int]) -> Photo:
    """The same moment, the camera a little aside: cut off at one edge, repeated at the other."""
    height, width = photo.pixels.shape[:2]
    rows = np.clip(np.arange(height) + shift_px[1], 0, height - 1)
    columns = np.clip(np.arange(width) + shift_px[0], 0, width - 1)
    faces = [
        replace(
            face,
            box=(
                round(face.box[0] - shift_px[0] / width, 4),
                round(face.box[1] - shift_px[1] / height, 4),
                *face.box[2:],
            ),
        )
        for face in photo.faces
    ]
    return Photo(photo.pixels[rows][:, columns], tuple(faces))


def _exif(shot: Shot) -> Image.Exif:
    exif = Image.Exif()
    exif[MAKE], exif[MODEL], exif[ORIENTATION] = "Sample", shot.camera, shot.orientation
    exif[SOFTWARE] = "faceorg make_samples.py"
    if shot.taken:
        taken = shot.taken.replace("-", ":")
        exif[CHANGED] = taken
        inner = exif.get_ifd(EXIF_IFD)
        inner[TAKEN] = inner[DIGITIZED] = taken
    if shot.gps:
        place = exif.get_ifd(GPS_IFD)
        place[1], place[2] = ("N" if shot.gps[0] >= 0 else "S"), _degrees(shot.gps[0])
        place[3], place[4] = ("E" if shot.gps[1] >= 0 else "W"), _degrees(shot.gps[1])
    return exif


def _degrees(value: float) -> tuple[float, float, float]:
    whole = abs(value)
    minutes = (whole - int(whole)) * 60
    return float(int(whole)), float(int(minutes)), round((minutes - int(minutes)) * 60, 2)


def _regions(faces: tuple[TrueFace, ...], width: int, height: int) -> str:
    """MWG regions: boxes by their middle, in fractions of the stored picture."""
    lines = [
        REGION.format(name=face.name, x=x + w / 2, y=y + h / 2, w=w, h=h) for face in faces for x, y, w, h in [face.box]
    ]
    return XMP.format(width=width, height=height, regions="\n".join(lines))
