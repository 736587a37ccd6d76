"""A folder that was turned into another format: who was named, drawn and put aside stays so, on real photos."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image

LAKE = "2016/07 Lake"


def decided(shell) -> list[tuple[str, str | None, str | None, float]]:
    """Each face the user spoke of: its photo, who it is, why it was put aside, its left edge."""
    found = shell("faces", "--json").document
    rows = [(Path(one["photo"]).stem, one["person"], one["ignored"], round(one["box"][0], 1)) for one in found
            if one["assigned_by"] == "user" or one["ignored"]]  # fmt: skip
    return sorted(rows, key=str)


def test_a_folder_that_was_turned_into_webp_keeps_all_that_was_said(shell, sample_photos: Path, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    shutil.copytree(sample_photos / LAKE, folder)
    assert shell("scan", folder).status == 0
    group = shell("clusters", "--json").document[0]["id"]
    assert shell("name", group, "Ruth").status == 0
    stranger = next(one for one in shell("faces", "--json").document if not one["person"])
    assert shell("ignore", stranger["id"]).status == 0
    assert shell("draw", folder / "DSC01219.JPG", "0.02,0.6,0.2,0.3", "--as", "a bush").status == 0
    shell("scan")
    before = decided(shell)
    assert {person for _photo, person, _why, _left in before} == {"Ruth", "a bush", None}
    for path in sorted(folder.iterdir()):
        with Image.open(path) as picture:
            picture.save(path.with_suffix(".webp"), quality=85, exif=picture.getexif().tobytes())
        path.unlink()
    shell("scan")
    assert decided(shell) == before
