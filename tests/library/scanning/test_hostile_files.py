"""Nothing about one file ends a run: odd names, times beyond what is kept, numbers that are none."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path

import pytest

from faceorg import paths
from faceorg.boxes import Box
from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoState
from faceorg.errors import InvalidInput
from faceorg.images.walk import walk_photos
from faceorg.library.exports import exchange
from faceorg.library.exports.contact_sheet import export_contact_sheet
from faceorg.library.names_in_files.files import preview_writing, write_names
from faceorg.library.names_in_files.regions import preview_import
from faceorg.library.people import boxes, edits
from faceorg.messages.codes import ProblemCode

BEYOND_2262_S = 10_413_792_000  # the year 2300
LAST_NS = 9_223_372_036_854_775_807
HOSTILE_DOCUMENTS = (
    "bigint_box", "group_inf", "huge_box_drawn", "inf_box_drawn", "nan_box_drawn", "neg_box_drawn", "zero_box_drawn"
)  # fmt: skip


def _dated(path: Path, seconds: int) -> bool:
    """Give a file this time; return whether its file system keeps it."""
    os.utime(path, ns=(0, seconds * 10**9))
    return path.stat().st_mtime_ns == seconds * 10**9


def test_a_file_time_beyond_2262_is_kept_as_the_last_that_can_be(studio):
    path = studio.take("future.png", "anna")
    if not _dated(path, BEYOND_2262_S):
        pytest.skip("this file system keeps no such time")
    assert paths.mtime_ns(path.stat()) == LAST_NS
    assert [file.mtime_ns for file in walk_photos(studio.photos)] == [LAST_NS]
    report, _analyzed = studio.scan()
    assert (report.found, report.analyzed) == (1, 1)
    assert studio.scan()[1] == []


def test_names_as_long_as_may_be_are_read_and_reported_when_written(studio):
    long_name = "e" * 251 + ".png"  # no room for ".xmp" behind it
    studio.take(long_name, "anna")
    studio.take("short.png", "anna")
    studio.scan()
    for photo in photos.all_photos(studio.library.catalog):
        (face,) = faces.faces_of_photo(studio.library.catalog, photo.id)
        edits.name_faces(studio.library, [face.id], "Anna")
    assert preview_import(studio.library).photos_read == 2
    assert len(preview_writing(studio.library).changes) >= 1
    report = write_names(studio.library)
    assert [path.name for path, _why in report.problems] == [long_name]
    assert (studio.photos / "short.png.xmp").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_contact_sheet_holds_photos_whose_name_is_no_text(studio, tmp_path):
    studio.take(os.fsdecode(b"zo\xeb.png"), "anna")
    studio.scan()
    (face,) = faces.all_faces(studio.library.catalog)
    made = edits.name_faces(studio.library, [face.id], "Anna")
    assert export_contact_sheet(studio.library, made.person_id, tmp_path / "sheet.html") == 1
    assert "zo?.png" in (tmp_path / "sheet.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("box", [Box(math.nan, 0, 1, 1), Box(0, 0, math.inf, 1), Box(0, 0, 0.5, math.nan)])
def test_a_box_of_numbers_that_are_none_is_refused(family, box):
    photo = next(photos.all_photos(family.library.catalog))
    with pytest.raises(InvalidInput) as refused:
        boxes.draw_face(family.library, photo.id, box)
    assert refused.value.code is ProblemCode.BOX_UNUSABLE


def _document(family, content_hash: str, **changed) -> exchange.Document:
    face = {"photo": content_hash, "box": [0.02, 0.02, 0.2, 0.2], "person": 1, "rejected": [], "ignored": None}
    face |= {"drawn": True, "moved": False, "group": None} | changed
    person = {"id": 1, "name": "Leonard", "hidden": False, "born_on": None, "cover": None}
    document = {"format": exchange.FORMAT, "version": 1, "people": [person], "separations": [], "faces": [face]}
    return json.loads(json.dumps(document))


@pytest.mark.parametrize(
    "changed",
    [
        {"box": [math.nan] * 4},
        {"box": [math.inf, 0, 1, 1]},
        {"box": [0.3, 0.3, 1e308, 1e308]},
        {"box": [-5, -5, -1, -1]},
        {"box": [0.5, 0.5, 0, 0]},
        {"box": [10**400, 0, 1, 1], "drawn": False},
        {"group": [math.inf, 1]},
    ],
)
def test_a_document_with_impossible_numbers_is_refused_whole(family, changed):
    content = next(photos.all_photos(family.library.catalog)).content_hash
    with pytest.raises(InvalidInput) as refused:
        exchange.import_decisions(family.library, _document(family, content, **changed), "hostile.json")
    assert refused.value.code is ProblemCode.EXPORT_ENTRY_UNKNOWN
    assert people.people(family.library.catalog) == []


def test_a_drawn_face_of_a_document_waits_to_be_looked_at(family):
    photo = next(photos.all_photos(family.library.catalog))
    exchange.import_decisions(family.library, _document(family, photo.content_hash), "sound.json")
    _report, analyzed = family.scan()
    assert analyzed == [photo.path]


@pytest.mark.parametrize("name", HOSTILE_DOCUMENTS)
def test_the_hostile_documents_of_the_field_are_refused(family, field, name):
    document = exchange.read_document(field("import_documents") / f"{name}.json")
    photo = next(photos.all_photos(family.library.catalog))
    for entry in document["faces"]:
        entry["photo"] = photo.content_hash
    with pytest.raises(InvalidInput) as refused:
        exchange.import_decisions(family.library, document, name)
    assert refused.value.code is ProblemCode.EXPORT_ENTRY_UNKNOWN


def test_a_broken_photo_is_a_failed_photo_and_the_others_are_scanned(family):
    (family.photos / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 and no more")
    report, _analyzed = family.scan()
    assert (report.found, report.failed) == (8, 1)
    assert photos.photo_at(family.library.catalog, family.photos / "broken.jpg").state is PhotoState.FAILED
