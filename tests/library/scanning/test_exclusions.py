"""Folders and patterns that the user wants left out of scans."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from faceorg import settings
from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoState
from faceorg.errors import InvalidInput, NotFound
from faceorg.images.exclusion import Exclusion
from faceorg.images.folders import folder_times
from faceorg.images.walk import walk_photos
from faceorg.library.opening import omissions
from faceorg.library.people import edits as verbs
from faceorg.library.scanning import exclusions, folders, inventory
from faceorg.library.scanning.watching import folder_state
from faceorg.library.views import people_views, photo_views
from faceorg.messages.codes import ProblemCode
from tests.problems import refused


@pytest.fixture
def tree(studio):
    for name in ("a.png", "Thumbs/b.png", "trip/c.png", "trip/thumbs/d.png", "trip/e-edited.png", "😀/f.png"):
        studio.take(name, "anna")
    return studio


def _found(studio) -> list[str]:
    here = [photo for photo in photos.all_photos(studio.library.catalog) if photo.state is not PhotoState.MISSING]
    return sorted(photo.path.relative_to(studio.photos).as_posix() for photo in here)


def test_what_is_left_out_is_remembered_with_its_time_until_it_is_taken_in_again(tree) -> None:
    tree.scan()
    library, begun = tree.library, datetime.now(UTC)
    exclusions.exclude(library, "thumbs")
    exclusions.exclude(library, str(tree.photos / "trip"))
    folders.leave_out(library, tree.photos)
    found = omissions.omissions(library)
    # Of the six photos in the folder four were left out before: as the question says, two go.
    assert [(one.what, one.photos, one.was_scanned) for one in found] == [
        (str(tree.photos), 2, True), (str(tree.photos / "trip"), 2, False), ("thumbs", 2, False)
    ]  # fmt: skip
    assert begun <= found[-1].at <= found[0].at <= datetime.now(UTC)
    assert found[0].folder == tree.photos
    exclusions.include(library, "thumbs")
    tree.scan()
    assert [one.what for one in omissions.omissions(library)] == [str(tree.photos / "trip")]
    exclusions.exclude(library, str(tree.photos / "trip"))
    assert [one.photos for one in omissions.omissions(library)] == [0], "said again, it counts from now on"


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("thumbs", ["a.png", "trip/c.png", "trip/e-edited.png", "😀/f.png"]),
        ("*-EDITED.png", ["Thumbs/b.png", "a.png", "trip/c.png", "trip/thumbs/d.png", "😀/f.png"]),
        ("trip/*.png", ["Thumbs/b.png", "a.png", "trip/thumbs/d.png", "😀/f.png"]),
        ("trip/thumbs", ["Thumbs/b.png", "a.png", "trip/c.png", "trip/e-edited.png", "😀/f.png"]),
        ("{photos}/trip", ["Thumbs/b.png", "a.png", "😀/f.png"]),
        ("{photos}/😀", ["Thumbs/b.png", "a.png", "trip/c.png", "trip/e-edited.png", "trip/thumbs/d.png"]),
    ],
)
def test_what_is_left_out_is_scanned_no_more_and_comes_back_when_taken_in(tree, entry: str, left: list[str]) -> None:
    tree.scan()
    everything = _found(tree)
    entry = entry.format(photos=tree.photos)
    assert exclusions.exclude(tree.library, entry).photos == 6 - len(left)
    assert _found(tree) == left  # at once
    tree.scan()
    assert _found(tree) == left
    assert settings.load(tree.library.folder) == tree.library.settings
    exclusions.include(tree.library, entry)
    _report, analyzed = tree.scan()
    assert (_found(tree), analyzed) == (everything, [])


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("trip [old]", "Trip [old]"),
        ("Gro\u0308\u00dfe", "Gr\u00f6\u00dfe"),  # as macOS writes it, and as it is typed
        ("Gro\u0308\u00dfe", "{photos}/Gr\u00f6\u00dfe"),
    ],
)
def test_a_name_means_itself_however_it_is_written(studio, name: str, entry: str) -> None:
    studio.take(f"{name}/a.png", "anna")
    studio.take("t/b.png", "anna")  # what a set of letters would fit
    studio.scan()
    assert exclusions.exclude(studio.library, entry.format(photos=studio.photos)).photos == 1
    assert _found(studio) == ["t/b.png"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_folder_is_left_out_by_any_way_that_leads_to_it(tree) -> None:
    link = tree.photos.with_name("link")
    link.symlink_to(tree.photos)
    tree.scan(link)
    assert exclusions.exclude(tree.library, str(link / "trip")).photos == 3
    tree.scan()
    assert _found(tree) == ["Thumbs/b.png", "a.png", "😀/f.png"]
    exclusions.include(tree.library, str(link / "trip"))
    tree.scan()
    assert len(_found(tree)) == 6


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_folder_that_is_a_link_is_left_out_by_its_own_name(tree) -> None:
    (tree.photos / "trip").rename(tree.photos.with_name("elsewhere"))
    (tree.photos / "trip").symlink_to(tree.photos.with_name("elsewhere"))
    exclusions.exclude(tree.library, str(tree.photos / "trip"))
    tree.scan()
    assert _found(tree) == ["Thumbs/b.png", "a.png", "😀/f.png"]


def test_a_scan_calls_nothing_missing_that_is_left_out(tree) -> None:
    tree.scan()
    exclusions.exclude(tree.library, "thumbs")
    (tree.photos / "a.png").unlink()
    report, _analyzed = tree.scan()
    assert (report.found, report.missing) == (3, 1)


def test_what_is_left_out_before_the_first_scan_is_never_read(tree) -> None:
    exclusions.exclude(tree.library, "thumbs")
    _report, analyzed = tree.scan()
    assert sorted(path.name for path in analyzed) == ["a.png", "c.png", "e-edited.png", "f.png"]


def test_names_outlive_an_exclusion(tree) -> None:
    tree.scan()
    (face,) = faces.faces_of_photo(
        tree.library.catalog, photos.photo_at(tree.library.catalog, tree.photos / "trip/c.png").id
    )
    verbs.name_faces(tree.library, [face.id], "Anna")
    exclusions.exclude(tree.library, str(tree.photos / "trip"))
    assert [(found.faces, found.photos) for found in people_views.summaries(tree.library)] == [(0, 0)]
    exclusions.include(tree.library, str(tree.photos / "trip"))
    tree.scan()
    assert [(found.faces, found.photos) for found in people_views.summaries(tree.library)] == [(1, 1)]


def test_a_folder_with_nomedia_is_left_out_but_never_the_one_that_was_asked_for(tree) -> None:
    (tree.photos / "trip" / ".nomedia").touch()
    (tree.photos / ".nomedia").touch()
    tree.scan()
    assert _found(tree) == ["Thumbs/b.png", "a.png", "😀/f.png"]
    assert {os.path.basename(path) for path in folder_times(tree.photos)} == {"photos", "Thumbs", "trip", "😀"}


def test_a_change_in_what_is_left_out_is_no_reason_to_scan(tree) -> None:
    exclusions.exclude(tree.library, "thumbs")
    tree.scan()
    assert not any(path.lower().endswith("thumbs") for path in folder_state(tree.library).times)


@pytest.mark.parametrize("text", ["", "*", "**", "*/*", "/", "?"])
def test_a_pattern_that_leaves_out_everything_is_refused(tree, text: str) -> None:
    with refused(InvalidInput, ProblemCode.EXCLUDES_EVERYTHING):
        exclusions.exclude(tree.library, text)


def test_what_is_not_left_out_cannot_be_taken_back(tree) -> None:
    with refused(NotFound, ProblemCode.NOT_EXCLUDED):
        exclusions.include(tree.library, "thumbs")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_folder_whose_name_is_no_text_can_be_left_out(studio) -> None:
    odd = os.fsdecode(b"zo\xeb")
    studio.take(f"{odd}/a.png", "anna")
    studio.take("b.png", "anna")
    exclusions.exclude(studio.library, str(studio.photos / odd))
    studio.scan()
    assert _found(studio) == ["b.png"]
    assert settings.load(studio.library.folder) == studio.library.settings


def test_no_entries_leave_out_nothing(tree) -> None:
    assert not Exclusion()
    assert len(list(walk_photos(tree.photos, exclusion=Exclusion()))) == 6


# ---------------------------------------------------------------- a root that goes away while it is walked
def test_a_root_that_vanishes_in_mid_scan_is_away_and_nothing_of_it_is_counted(
    tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.scan()
    elsewhere, walk = tree.photos.with_name("unplugged"), inventory.walk_photos

    def interrupted(root, **options):
        for number, file in enumerate(walk(root, **options)):
            yield file
            if number == 2:
                tree.photos.rename(elsewhere)  # the rest of the walk meets nothing

    with monkeypatch.context() as patch:
        patch.setattr(inventory, "walk_photos", interrupted)
        report, analyzed = tree.scan_known()
    assert (report.found, report.unchanged, report.missing, analyzed) == (0, 0, 0, [])
    assert report.away == (tree.photos,)
    assert photo_views.counts_by_state(tree.library)[PhotoState.MISSING] == 0
    elsewhere.rename(tree.photos)
    report, analyzed = tree.scan_known()
    assert (report.found, report.unchanged, analyzed) == (6, 6, [])


def test_a_mount_point_that_is_empty_after_the_walk_is_away(tree, monkeypatch: pytest.MonkeyPatch) -> None:
    tree.scan()
    elsewhere, walk = tree.photos.with_name("unplugged"), inventory.walk_photos

    def interrupted(root, **options):
        for number, file in enumerate(walk(root, **options)):
            yield file
            if number == 0:
                tree.photos.rename(elsewhere)
                tree.photos.mkdir()  # what is below a mount

    monkeypatch.setattr(inventory, "walk_photos", interrupted)
    report, _analyzed = tree.scan_known()
    assert (report.found, report.missing, report.away) == (0, 0, (tree.photos,))
