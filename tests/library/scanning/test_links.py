"""One file is one photo, however many names it has; what editing programs leave beside a photo is none."""

from __future__ import annotations

import os
import shutil

import pytest

from faceorg.catalog.pictures import photos


def names(studio) -> list[str]:
    return sorted(str(photo.path.relative_to(studio.photos)) for photo in photos.all_photos(studio.library.catalog))


def test_a_link_to_a_photo_that_is_scanned_is_no_other_photo(studio):
    path = studio.take("2019/a.png", "anna")
    (studio.photos / "best").mkdir()
    (studio.photos / "best" / "anna.png").symlink_to(path)
    report, analyzed = studio.scan()
    assert (report.found, analyzed) == (1, [path])
    assert names(studio) == ["2019/a.png"]


def test_two_links_to_a_photo_that_is_not_scanned_are_one_photo(studio, tmp_path):
    path = studio.take("a.png", "anna")
    outside = path.rename(tmp_path / "outside.png")
    for name in ("x.png", "y.png"):
        (studio.photos / name).symlink_to(outside)
    assert studio.scan()[0].found == 1
    assert names(studio) == ["x.png"]


def test_links_into_a_hidden_store_are_photos_by_their_own_names(studio):
    """As git-annex keeps files: the real ones lie below .git, and nobody looks there."""
    stored = studio.take(".git/annex/objects/one.png", "anna")
    (studio.photos / "anna.png").symlink_to(stored)
    assert studio.scan()[0].found == 1
    assert names(studio) == ["anna.png"]


def test_two_names_of_one_file_are_one_photo(studio):
    path = studio.take("a.png", "anna")
    os.link(path, studio.photos / "b.png")
    report, analyzed = studio.scan()
    assert (report.found, analyzed) == (1, [path])
    assert (studio.scan()[0].found, names(studio)) == (1, ["a.png"])


def test_a_second_name_of_a_photo_in_another_folder_is_no_other_photo(studio, tmp_path):
    """As snapshots of backup programs are made, which link what did not change."""
    path = studio.take("a.png", "anna")
    studio.scan()
    (tmp_path / "snapshot").mkdir()
    os.link(path, tmp_path / "snapshot" / "a.png")
    assert studio.scan(tmp_path / "snapshot")[1] == []
    assert names(studio) == ["a.png"]


def test_the_name_that_is_left_is_the_photo(studio):
    path = studio.take("a.png", "anna")
    os.link(path, studio.photos / "b.png")
    studio.scan()
    path.unlink()
    assert studio.scan()[1] == []
    assert names(studio) == ["b.png"]


@pytest.mark.parametrize(
    "copy", ["a.png_original", "a.png~", "a.png.bak", "a.png.orig", "a.png.~1~", "a.bak", "a.ORIG"]
)
def test_what_an_editing_program_left_beside_a_photo_is_no_photo(studio, copy):
    path = studio.take("a.png", "anna")
    shutil.copy(path, studio.photos / copy)
    report, analyzed = studio.scan()
    assert (report.found, analyzed) == (1, [path])


@pytest.mark.parametrize("copy", ["a.png_original", "a.bak"])
def test_a_copy_whose_photo_is_gone_is_a_photo(studio, copy):
    studio.take(copy, "anna")
    studio.take("b.png", "ben")
    assert studio.scan()[0].found == 2


def test_a_copy_that_was_a_photo_before_stays_one(studio):
    studio.take("a.png_original", "anna")
    studio.scan()
    studio.take("a.png", "anna")
    assert studio.scan()[0].found == 2
