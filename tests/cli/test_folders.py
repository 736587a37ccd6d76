"""faceorg folders and faceorg forget, as a user runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest


@pytest.fixture
def copies(shell, still_photos: Path, main_pack: Path, tmp_path: Path):
    """faceorg on a library of two people's stills, of which one was named; `photos` is their folder."""
    shell.packs = main_pack.parent
    shell.photos = tmp_path / "photos"
    for person in ("penny", "sheldon"):
        shutil.copytree(still_photos / person, shell.photos / person)
    assert shell("scan", shell.photos, "--pack", main_pack.name).status == 0
    shell("name", shell("clusters", "--json").document[0]["id"], "Anna")
    return shell


def _people(shell) -> dict[str, int]:
    return {person["name"]: person["photos"] for person in shell("people", "--json").document}


def test_deleted_photos_are_listed_and_forgotten_only_when_confirmed(copies) -> None:
    before = _people(copies)["Anna"]
    gone = copies("photos", "--with", "Anna", "--json").document[:2]
    for photo in gone:
        Path(photo["path"]).unlink()
    assert copies("forget").status == 1
    copies("scan")
    assert _people(copies) == {"Anna": before - 2}
    listed = copies("forget", "--missing", "--dry-run", "--json").document["photos"]
    assert sorted(one["path"] for one in listed) == sorted(one["path"] for one in gone)
    assert [one["names"] for one in listed] == [["Anna"], ["Anna"]]
    refused = copies("forget", "--missing", "--json")
    assert (refused.status, json.loads(refused.out)["code"]) == (1, "forgetting_not_confirmed")
    assert copies("forget", "--missing", "--folder", copies.photos / "elsewhere", "--yes", "--json").document == {
        "photos": [],
        "kept": {},
    }
    assert copies("forget", "--missing", "--yes", "--json").document["photos"] == 2
    assert copies("forget", "--missing", "--dry-run", "--json").document == {"photos": [], "kept": {}}
    assert _people(copies) == {"Anna": before - 2}
    assert copies("check").status == 0


def test_one_photo_is_not_counted_as_photos(copies) -> None:
    kept = next((copies.photos / "penny").iterdir())
    for file in [file for file in copies.photos.rglob("*.*") if file != kept]:
        file.unlink()
    copies("scan")
    assert copies("forget", "--missing", "--yes").out.startswith("Forgot ")
    assert copies("scan").out.startswith("1 photo: ")
    assert copies("check").out.splitlines()[-1].startswith("1 photo, 1 face, 1 embedding")
    assert copies("folders", "exclude", copies.photos / "penny").out.endswith("is left out; 1 photo is kept apart.\n")


def test_a_folder_is_removed_and_taken_in_again(copies) -> None:
    before = _people(copies)
    assert copies("folders", "list").out == f"{copies.photos}\n"
    assert copies("folders", "remove", copies.photos / "penny").status == 1
    assert copies("folders", "remove", copies.photos, "--json").document["photos"] > 0
    away = str(copies.photos)
    assert copies("folders", "list", "--json").document == {"folders": [], "exclude": [], "removed": [away]}
    assert copies("folders", "list").out.splitlines() == [
        f"left out: {away}",
        "No folder is scanned now; `faceorg scan FOLDER` takes one in again.",
    ]
    assert next(line[18:] for line in copies("history").out.splitlines()) == f"left out: {away}"
    assert copies("history", "--limit", "1", "--json").document[0]["label"] == f"left out: {away}"
    assert _people(copies) == {"Anna": 0}
    kept = copies("forget", "--missing", "--yes", "--json").document["kept"]
    assert (set(kept), kept["left_out"] > 0) == ({"left_out"}, True)
    assert (
        f"Kept: {kept['left_out']} that no scan looks for any more (--left-out)." in copies("forget", "--missing").out
    )
    copies("scan", copies.photos)
    assert _people(copies) == before
    copies("folders", "exclude", copies.photos / "penny")
    assert copies("forget", "--left-out", "--folder", copies.photos / "penny", "--yes", "--json").document["photos"] > 0
    assert copies("forget", "--left-out", "--yes", "--json").document == {"photos": [], "kept": {}}


def test_undo_takes_back_what_was_done_last_though_it_was_a_folder_left_out(copies) -> None:
    """As Ctrl+Z in the window does: the name was given before, and stays."""
    copies("folders", "remove", copies.photos)
    undone = copies("undo")
    assert undone.out == f"{copies.photos} is left out no more; run `faceorg scan`.\n"
    assert copies("folders", "list", "--json").document["folders"] == [str(copies.photos)]
    assert copies("redo").out == f"Done again: left out: {copies.photos}\n"
    assert copies("folders", "list", "--json").document["folders"] == []
    assert copies("undo", "2", "--json").document == {
        "done": [f"{copies.photos} is left out no more; run `faceorg scan`.", "Undone: Named 5 faces Anna"]
    }
    assert copies("people", "--json").document == []
