"""A photo whose copy was broken off, on the command line: its faces are found, and what is missing is said."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image


def test_the_command_line_names_it_and_finds_its_faces(shell, sample_photos: Path, tmp_path: Path):
    file = io.BytesIO()
    with Image.open(sample_photos / "2016/07 Lake/DSC01219.JPG") as picture:
        picture.save(file, "JPEG", quality=90)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/cut.jpg").write_bytes(file.getvalue()[: len(file.getvalue()) * 9 // 10])
    said = shell("scan", tmp_path / "photos").out
    assert f"{tmp_path / 'photos/cut.jpg'}: the file ends early" in said and "1 analysed" in said
    assert [photo["ends_early"] for photo in shell("photos", "--json").document] == [True]
    assert len(shell("faces", "--json").document) == 3
    assert "ends early" not in shell("scan", tmp_path / "photos").out
