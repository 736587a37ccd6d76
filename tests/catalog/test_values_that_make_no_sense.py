"""What a damaged catalogue says of paths and notes: one sentence that names the row, wherever it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceorg.catalog import notes, written
from faceorg.catalog.pictures import missing, photo_search, photos
from faceorg.catalog.storage.paths import text_to_path
from faceorg.errors import LibraryDamaged
from faceorg.library import maintenance
from faceorg.library.opening import omissions
from faceorg.library.opening.open_library import open_library
from faceorg.library.scanning import ingest, whereabouts
from faceorg.messages.codes import ProblemCode
from tests.problems import refused

NUL = "/photos/a\0b/c.jpg"
READERS = {
    "all_photos": lambda catalog: list(photos.all_photos(catalog)),
    "photo": lambda catalog: photos.photo(catalog, 1),
    "paths": lambda catalog: photos.paths(catalog, [1]),
    "to_analyze": lambda catalog: photos.to_analyze(catalog, "starter"),
    "photos_named": lambda catalog: photo_search.photos_named(catalog, "c", 9),
    "folders": photo_search.folders,
    "photos_with_names": lambda catalog: list(written.photos_with_names(catalog)),
    "analyzed_photos": written.analyzed_photos,
}


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "library") as library:
        connection = library.catalog.connection
        connection.execute(
            "INSERT INTO photos (path, size_bytes, mtime_ns, state) VALUES (?, 1, 1, 'analyzed')", (NUL,)
        )
        connection.execute("INSERT INTO names_in_files (photo_id, written, begun, wanted) VALUES (1, '{}', NULL, '')")
        yield library


def test_a_text_with_a_nul_is_no_path():
    with pytest.raises(ValueError):
        text_to_path(NUL)


@pytest.mark.parametrize("name", READERS)
def test_a_path_with_a_nul_is_damage_that_names_its_row(library, name):
    with refused(LibraryDamaged, ProblemCode.ROW_MAKES_NO_SENSE) as caught:
        READERS[name](library.catalog)
    assert caught.value.fields["table"] == "photos"


def test_so_is_that_of_a_photo_which_no_scan_comes_by(library):
    library.catalog.connection.execute("UPDATE photos SET state = 'missing'")
    with refused(LibraryDamaged, ProblemCode.ROW_MAKES_NO_SENSE):
        missing.missing_photos(library.catalog)


def test_check_names_it_and_goes_on(library):
    found = [finding.message.code for finding in maintenance.check(library).findings]
    assert ProblemCode.ROW_MAKES_NO_SENSE in found


def test_a_scanned_folder_with_a_nul_ends_a_scan_in_a_sentence_and_is_named_by_check(library):
    connection = library.catalog.connection
    connection.execute("DELETE FROM names_in_files")
    connection.execute("DELETE FROM photos")
    connection.execute("INSERT INTO roots (path, added_at) VALUES (?, '2026-01-01')", (NUL,))
    with refused(LibraryDamaged, ProblemCode.ROW_MAKES_NO_SENSE):
        ingest.scan(library, [])
    tables = [finding.message.fields.get("table") for finding in maintenance.check(library).findings]
    assert "roots" in tables


@pytest.mark.parametrize("text", ["no json", "[", "[[1]]", '[["/a\\u0000", "2026-01-01", 1, true, 0]]', "[" * 100_000])
@pytest.mark.parametrize(
    ("key", "read"),
    [
        ("folders.left_out", omissions.omissions),
        ("mounts", lambda library: whereabouts.mounts_below(library, Path("/"))),
    ],
)
def test_a_note_that_does_not_read_is_damage_that_names_it(library, key, read, text):
    notes.take_note(library.catalog, key, text)
    with refused(LibraryDamaged, ProblemCode.ROW_MAKES_NO_SENSE) as caught:
        read(library)
    assert caught.value.fields == {"table": "meta", "row": key}
