"""The date of a photo: said by the user, taken back, and never taken from a file's own time to exclude somebody."""

from __future__ import annotations

import os
from datetime import date, datetime

import pytest

from faceorg.catalog import clusters, faces
from faceorg.catalog.pictures import photos
from faceorg.dates import DateSource
from faceorg.errors import InvalidInput
from faceorg.library.exports import exchange
from faceorg.library.opening.history import redo, undo
from faceorg.library.people import edits, photo_dates
from faceorg.library.recognising import grouping
from faceorg.library.scanning import file_dates
from faceorg.messages.codes import ProblemCode


def photo_of(studio, name: str):
    return photos.photo_at(studio.library.catalog, studio.photos / name)


def when(studio, name: str):
    found = photo_of(studio, name)
    return found.taken_at and found.taken_at.date().isoformat(), found.taken_from


def born_1990(family) -> None:
    """Anna, confirmed in one photo, was born in 1990."""
    (face,) = faces.faces_of_photo(family.library.catalog, photo_of(family, "anna0.png").id)
    made = edits.name_faces(family.library, [face.id], "Anna")
    edits.set_birth_date(family.library, made.person_id, date(1990, 1, 1))
    grouping.after_edit(family.library, made)


def offered(family, name: str) -> bool:
    """Whether the face of a photo is given to or suggested for somebody."""
    (face,) = faces.faces_of_photo(family.library.catalog, photo_of(family, name).id)
    suggested = clusters.derived(family.library.catalog, "suggestions")
    return face.person_id is not None or any(row.face_id == face.id for row in suggested)


def test_a_batch_is_dated_undone_and_dated_again(family):
    ids = [photo_of(family, f"anna{number}.png").id for number in range(2)]
    made = photo_dates.set_dates(family.library, ids, photo_dates.span_of("summer 1974"))
    assert made.changes.dated == set(ids)
    assert when(family, "anna1.png") == ("1974-06-01", DateSource.USER)
    assert photo_of(family, "anna1.png").taken_until == datetime(1974, 8, 31, 23, 59, 59)
    undone = undo(family.library)
    assert undone is not None and undone.changes.dated == set(ids)
    assert when(family, "anna1.png") == ("2019-07-31", DateSource.EXIF)
    redo(family.library)
    assert when(family, "anna1.png") == ("1974-06-01", DateSource.USER)
    photo_dates.set_dates(family.library, ids, None)
    assert when(family, "anna1.png") == ("2019-07-31", DateSource.EXIF)


def test_what_the_user_said_outlives_another_analysis(family):
    photo_dates.set_dates(family.library, [photo_of(family, "anna0.png").id], photo_dates.span_of("1974"))
    photos.mark_changed(family.library.catalog, [(photo_of(family, "anna0.png").id, 1, 1)])
    family.scan()
    assert when(family, "anna0.png") == ("1974-01-01", DateSource.USER)
    undo(family.library)
    assert when(family, "anna0.png") == ("2019-07-31", DateSource.EXIF)


@pytest.mark.parametrize("text, code", [("soon", ProblemCode.NOT_A_DAY), ("2107", ProblemCode.NO_PHOTO_OF_THAT_TIME),
                                        ("1601-01-01", ProblemCode.NO_PHOTO_OF_THAT_TIME)])  # fmt: skip
def test_what_is_no_date_of_a_photo_is_refused(text, code):
    with pytest.raises(InvalidInput) as refused:
        photo_dates.span_of(text)
    assert refused.value.code is code


def test_a_date_that_somebody_said_excludes_who_was_born_later(family):
    born_1990(family)
    assert offered(family, "anna1.png")
    made = photo_dates.set_dates(family.library, [photo_of(family, "anna1.png").id], photo_dates.span_of("1974"))
    grouping.after_edit(family.library, made)
    assert not offered(family, "anna1.png")


def test_a_span_excludes_nobody_who_was_born_within_it(family):
    born_1990(family)
    made = photo_dates.set_dates(family.library, [photo_of(family, "anna1.png").id], photo_dates.span_of("1985-1995"))
    grouping.after_edit(family.library, made)
    assert offered(family, "anna1.png")


def test_a_files_own_time_excludes_nobody(family, monkeypatch):
    born_1990(family)
    path = family.photos / "anna1.png"
    os.utime(path, (500_040_000, 500_040_000))  # 1985, and nothing else says when it was
    family.scan()
    file_dates.read_dates_again(family.library)
    assert when(family, "anna1.png") == ("1985-11-05", DateSource.FILE)
    (face,) = faces.faces_of_photo(family.library.catalog, photo_of(family, "anna1.png").id)
    assert str(faces.taken_on(family.library.catalog, face.id)[0]) == "NaT"
    grouping.start_over(family.library)
    grouping.settle(family.library)
    assert offered(family, "anna1.png")


@pytest.mark.parametrize("seconds", [3600, 315_532_800 + 3600, 4_333_333_333, 10_413_792_000])
def test_a_reset_clock_and_the_future_are_no_time_of_a_file(seconds):
    assert file_dates.date_of_file_time(seconds * 10**9) is None


def test_dates_beside_the_photos_are_read_when_they_come(family):
    beside = family.photos / "ben0.png.xmp"
    beside.write_text(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'photoshop:DateCreated="1988-08-08"/></rdf:RDF></x:xmpmeta>'
    )
    assert file_dates.read_dates_again(family.library, [family.photos / "nowhere"]) == 0
    file_dates.read_dates_again(family.library)
    assert when(family, "ben0.png") == ("1988-08-08", DateSource.SIDECAR)


def test_dates_that_were_said_travel_with_the_decisions(family):
    photo_dates.set_dates(family.library, [photo_of(family, "anna0.png").id], photo_dates.span_of("summer 1974"))
    document = exchange.export_decisions(family.library)
    undo(family.library)
    exchange.import_decisions(family.library, document, "decisions.json")
    assert when(family, "anna0.png") == ("1974-06-01", DateSource.USER)
    del document["dates"]  # as of a faceorg of before
    exchange.import_decisions(family.library, document, "decisions.json")


@pytest.mark.parametrize("first", ["2107-01-01T00:00:00", "soon", "1975-01-01T00:00:00", "1974-01-01T00:00:00+01:00"])
def test_a_document_with_an_impossible_date_is_refused(family, first):
    document = exchange.export_decisions(family.library)
    document["dates"] = [{"photo": "0" * 64, "first": first, "last": "1974-08-31T23:59:59"}]
    with pytest.raises(InvalidInput) as refused:
        exchange.import_decisions(family.library, document, "decisions.json")
    assert refused.value.code is ProblemCode.EXPORT_ENTRY_UNKNOWN
