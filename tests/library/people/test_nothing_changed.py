"""An edit that says what is so already: no step of the history, and nobody is told that undo would take it back."""

from __future__ import annotations

import pytest

from faceorg.catalog import faces
from faceorg.catalog.journal import journal
from faceorg.catalog.pictures import photos
from faceorg.cli import output
from faceorg.gui.words.edit_words import say_edited
from faceorg.library.people import edits, photo_dates


def face_in(studio, name: str):
    photo = photos.photo_at(studio.library.catalog, studio.photos / name)
    return faces.faces_of_photo(studio.library.catalog, photo.id)[0]


@pytest.fixture
def two(family):
    """Anna and Ben by their ids, each named in one picture."""
    return [edits.name_faces(family.library, [face_in(family, f"{name}0.png").id], name).person_id
            for name in ("anna", "ben")]  # fmt: skip


@pytest.mark.parametrize("again", [
    lambda library, two, face: edits.separate_people(library, *two),
    lambda library, two, face: edits.favour_people(library, [two[0]]),
    lambda library, two, face: edits.reject_faces(library, [face.id], two[0]),
    lambda library, two, face: photo_dates.set_dates(library, [face.photo_id], None),
])  # fmt: skip
def test_what_is_so_already_is_no_edit(family, two, again, capsys):
    face = face_in(family, "stranger.png")
    first = again(family.library, two, face)
    made = len(journal.history(family.library.catalog))
    second = again(family.library, two, face)
    assert len(journal.history(family.library.catalog)) == made and not second.is_kept
    output.edited(second, as_json=False)
    assert capsys.readouterr().out == "Nothing changed: it was so already.\n"
    assert say_edited(second) == "Nothing changed: it was so already"
    if first.is_kept:
        output.edited(first, as_json=False)
        assert "faceorg undo takes it back" in capsys.readouterr().out


def test_a_verb_within_another_says_that_it_is_kept(family, two):
    face = face_in(family, "anna1.png")
    assert edits.name_group(family.library, [face.id], "anna", person=two[0]).is_kept
