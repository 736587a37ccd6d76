"""A date that the user said of one picture of a stack: said of all of it, by one edit, also of what comes later."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from faceorg.catalog.journal import as_recorded, journal
from faceorg.catalog.pictures import photo_dates as rows
from faceorg.catalog.pictures import photos
from faceorg.dates import DateSource
from faceorg.edits import EditFacts, EditKind
from faceorg.library.exports import exchange
from faceorg.library.opening.history import redo, undo
from faceorg.library.people import photo_dates, pictures
from faceorg.library.scanning import forgetting

CAMERA, SUMMER, WINTER = "2019-07-31", "1974-06-01", "1975-12-01"
ALL = ("first.png", "later.png", "album/first.png")


def ids(studio, *names: str):
    return [photos.photo_at(studio.library.catalog, studio.photos / name).id for name in names]


def dates(studio, *names: str) -> list[str]:
    found = [photos.photo_at(studio.library.catalog, studio.photos / name) for name in names]
    return [photo.taken_at.date().isoformat() for photo in found]


def date(studio, name: str, text: str):
    return photo_dates.set_dates(studio.library, ids(studio, name), photo_dates.span_of(text))


def is_as_recorded(studio) -> bool:
    return as_recorded.tables_that_differ(studio.library.catalog.connection) == {}


@pytest.fixture
def first(studio):
    """A picture of Anna and Ben, and another of Cleo, scanned."""
    studio.take("first.png", "anna", "ben")
    studio.take("other.png", "cleo")
    studio.scan()
    return studio


def come(studio) -> None:
    """The picture comes twice as large, and as a true copy."""
    studio.resave("first.png", "later.png", "anna", "ben")
    (studio.photos / "album").mkdir()
    shutil.copy(studio.photos / "first.png", studio.photos / "album/first.png")
    studio.scan()


@pytest.mark.parametrize("name", ALL)
def test_a_date_of_one_is_that_of_all_and_is_taken_back_in_all(first, name):
    come(first)
    made = date(first, name, "summer 1974")
    assert made.facts.photos == 1 and made.changes.dated == set(ids(first, *ALL))
    assert dates(first, *ALL, "other.png") == [SUMMER] * 3 + [CAMERA]
    undo(first.library)
    assert dates(first, *ALL) == [CAMERA] * 3
    redo(first.library)
    assert dates(first, *ALL) == [SUMMER] * 3
    photo_dates.set_dates(first.library, ids(first, name), None)
    assert dates(first, *ALL) == [CAMERA] * 3 and is_as_recorded(first)


def test_what_comes_later_has_the_date_by_the_edit_that_said_it(first):
    date(first, "first.png", "summer 1974")
    made = len(journal.history(first.library.catalog))
    come(first)
    assert dates(first, *ALL) == [SUMMER] * 3
    assert photos.photo(first.library.catalog, ids(first, "later.png")[0]).taken_from is DateSource.USER
    assert len(journal.history(first.library.catalog)) == made
    undo(first.library)
    assert dates(first, *ALL) == [CAMERA] * 3
    first.scan()
    assert dates(first, *ALL) == [CAMERA] * 3
    redo(first.library)
    assert dates(first, *ALL) == [SUMMER] * 3 and is_as_recorded(first)


def test_a_date_that_was_taken_back_before_the_copy_came_is_not_said_of_it(first):
    date(first, "first.png", "summer 1974")
    undo(first.library)
    come(first)
    assert dates(first, *ALL) == [CAMERA] * 3


def test_of_two_dates_that_were_said_before_the_pictures_were_known_to_be_one_each_keeps_its_own(first):
    grouping = first.library.settings.grouping
    first.library.save_settings(replace(first.library.settings, grouping=replace(grouping, stack=False)))
    come(first)
    date(first, "first.png", "summer 1974")
    date(first, "later.png", "winter 1975")
    first.library.save_settings(replace(first.library.settings, grouping=replace(grouping, stack=True)))
    first.scan()
    assert dates(first, *ALL) == [SUMMER, WINTER, SUMMER] and is_as_recorded(first)
    date(first, "later.png", "1980")
    assert dates(first, *ALL) == ["1980-01-01"] * 3


def test_what_was_cleared_in_one_before_it_was_known_to_be_another_stays_cleared(first):
    grouping = first.library.settings.grouping
    first.library.save_settings(replace(first.library.settings, grouping=replace(grouping, stack=False)))
    come(first)
    date(first, "first.png", "summer 1974")
    date(first, "later.png", "1980")
    photo_dates.set_dates(first.library, ids(first, "later.png"), None)
    first.library.save_settings(replace(first.library.settings, grouping=replace(grouping, stack=True)))
    first.scan()
    assert dates(first, *ALL) == [SUMMER, CAMERA, SUMMER]


def test_a_picture_that_is_told_apart_keeps_its_date_and_follows_no_other(first):
    come(first)
    date(first, "first.png", "summer 1974")
    pictures.not_the_same_picture(first.library, ids(first, "later.png"))
    assert dates(first, *ALL) == [SUMMER] * 3
    date(first, "first.png", "1980")
    assert dates(first, *ALL) == ["1980-01-01", SUMMER, "1980-01-01"]


def test_the_copy_keeps_the_date_when_the_first_one_is_deleted_and_forgotten(first):
    date(first, "first.png", "summer 1974")
    come(first)
    (first.photos / "first.png").unlink()
    first.scan()
    forgetting.forget(first.library, [one.id for one in forgetting.missing_photos(first.library)])
    first.scan()
    assert dates(first, *ALL[1:]) == [SUMMER] * 2 and is_as_recorded(first)
    undo(first.library)
    assert dates(first, *ALL[1:]) == [CAMERA] * 2


def test_an_import_dates_the_stack_but_what_it_says_of_each_counts(first):
    date(first, "first.png", "summer 1974")
    document = exchange.export_decisions(first.library)
    undo(first.library)
    come(first)
    exchange.import_decisions(first.library, document, "x.json")
    assert dates(first, *ALL) == [SUMMER] * 3
    undo(first.library)
    with first.library.edit(EditFacts(EditKind.DATED, photos=1)):  # as a faceorg of before, or one that does not stack
        rows.say_date(first.library.catalog.connection, ids(first, "later.png"), photo_dates.span_of("winter 1975"))
    both = {**document, "dates": [*document["dates"], *exchange.export_decisions(first.library)["dates"]]}
    exchange.import_decisions(first.library, both, "x.json")
    assert dates(first, *ALL) == [SUMMER, WINTER, SUMMER]
