"""One picture in every format and every orientation: the same faces at the same places."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from faceorg.boxes import Box

# EXIF orientation -> how an upright picture must be stored so that it is shown upright again.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.fixture
def group_picture(still_photos) -> Image.Image:
    return Image.open(still_photos / "bbt1.jpg").convert("RGB")


def boxes_by_photo(shell, folder, main_pack) -> dict[str, list[Box]]:
    ran = shell("scan", folder, "--pack", main_pack.name, "--json")
    assert ran.status == 0, ran.err
    assert ran.document["failures"] == []
    found: dict[str, list[Box]] = {}
    for face in shell("faces", "--json").document:
        found.setdefault(Path(face["photo"]).name, []).append(Box(*face["box"]))
    return {name: sorted(boxes, key=lambda box: box.x) for name, boxes in found.items()}


def assert_same_faces(found: dict[str, list[Box]], reference: str, least_iou: float) -> None:
    for name, boxes in found.items():
        assert len(boxes) == len(found[reference]), name
        for box, expected in zip(boxes, found[reference], strict=True):
            assert box.iou(expected) > least_iou, name


def test_boxes_are_the_same_in_all_eight_orientations(shell, main_pack, group_picture, tmp_path):
    shell.packs = main_pack.parent
    folder = tmp_path / "photos"
    folder.mkdir()
    for orientation, transpose in STORED.items():
        stored = group_picture.transpose(transpose) if transpose is not None else group_picture
        exif = Image.Exif()
        exif[0x0112] = orientation
        stored.save(folder / f"{orientation}.jpg", quality=98, subsampling=0, exif=exif)
    found = boxes_by_photo(shell, folder, main_pack)
    assert len(found) == 8
    assert_same_faces(found, "1.jpg", 0.85)


def test_every_format_is_told_by_content_and_shows_the_same_faces(shell, main_pack, group_picture, tmp_path):
    import pillow_heif

    pillow_heif.register_heif_opener()
    shell.packs = main_pack.parent
    folder = tmp_path / "photos"
    folder.mkdir()
    for kind in ("jpeg", "png", "webp", "tiff", "bmp", "heif", "avif"):
        # No name says what is in it.
        group_picture.save(folder / f"{kind}.dat", kind.upper(), **({} if kind in ("png", "bmp") else {"quality": 95}))
    group_picture.convert("P", palette=Image.Palette.ADAPTIVE).save(folder / "gif.dat", "GIF")
    found = boxes_by_photo(shell, folder, main_pack)
    assert sorted(found) == [
        "avif.dat", "bmp.dat", "gif.dat", "heif.dat", "jpeg.dat", "png.dat", "tiff.dat", "webp.dat",
    ]  # fmt: skip
    assert_same_faces(found, "png.dat", 0.8)
