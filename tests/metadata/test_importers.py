"""A Picasa folder and a digiKam library, made here from the published formats, come in with all names."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.errors import MetadataProblem
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.metadata.programs.digikam import DigikamCatalog, read_digikam
from faceorg.metadata.programs.picasa import read_contacts
from faceorg.metadata.readers import read_regions
from faceorg.metadata.regions import Scheme
from tests.problems import refused
from tests.rights import closed_to_us

Save = Callable[..., Path]


def _edges(box: Box) -> tuple[float, float, float, float]:
    return (box.x, box.y, box.width, box.height)


# ---------------------------------------------------------------- Picasa
@pytest.fixture
def picasa_folder(tmp_path: Path, save_photo: Save) -> Path:
    save_photo(tmp_path / "IMG_1.JPG", orientation=6)
    save_photo(tmp_path / "a [b]=c.jpg")
    (tmp_path / ".picasa.ini").write_text(
        "[Picasa]\r\nname=Holiday\r\n[Contacts2]\r\n8e62398ebda8c1a5=Jürgen Ä;;\r\n"
        "[img_1.jpg]\r\nstar=yes\r\n"
        # Left 0.25, top 0.5, right 0.5, bottom 0.75; then a box at the left edge, its leading zeros dropped.
        "faces=rect64(400080008000c000),8e62398ebda8c1a5;rect64(80004000c000),00d10a8325c557b0;"
        "rect64(c000c000ffffffff),ffffffffffffffff\r\nbackuphash=1\r\n"
        "[a [b]=c.jpg]\r\nfaces=rect64(1999199980008000),d10a8325c557b0\r\n",
        encoding="utf-8",
    )
    (tmp_path / "contacts.xml").write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<contacts>\n <contact id="d10a8325c557b0" name="Maria Núñez" '
        'display="Maria" modified_time="2012"/>\n <contact id="ffffffffffffffff" name="nobody"/></contacts>',
        encoding="utf-8",
    )
    return tmp_path


def test_a_picasa_folder_comes_in_with_all_names(picasa_folder: Path) -> None:
    contacts = read_contacts(picasa_folder / "contacts.xml")
    first = read_regions(picasa_folder / "IMG_1.JPG", contacts=contacts).regions
    assert [region.name for region in first] == ["Jürgen Ä", "Maria Núñez", None]
    assert _edges(first[0].box) == pytest.approx((0.25, 0.5, 0.25, 0.25), abs=1e-4)
    # The leading zeros of its left edge were dropped.
    assert _edges(first[1].box) == pytest.approx((0.0, 0.5, 0.25, 0.25), abs=1e-4)
    assert all(region.schemes == (Scheme.PICASA,) for region in first)
    (second,) = read_regions(picasa_folder / "a [b]=c.jpg", contacts=contacts).regions
    assert second.name == "Maria Núñez"


def test_an_old_picasa_file_in_a_windows_code_page_is_read(tmp_path: Path, save_photo: Save) -> None:
    save_photo(tmp_path / "a.jpg")
    text = "[Contacts2]\n1a=Jürgen;;\n[a.jpg]\nfaces=rect64(40008000800090ff),1a\n"
    (tmp_path / ".picasa.ini").write_bytes(text.encode("cp1252"))
    assert read_regions(tmp_path / "a.jpg").regions[0].name == "Jürgen"


def test_broken_contacts_are_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "contacts.xml").write_text("<!DOCTYPE c [<!ENTITY a 'b'>]><c>&a;</c>")
    with refused(MetadataProblem, ProblemCode.METADATA_DECLARES_DOCTYPE):
        read_contacts(tmp_path / "contacts.xml")


# ---------------------------------------------------------------- digiKam
SCHEMA = """
CREATE TABLE AlbumRoots (id INTEGER PRIMARY KEY, label TEXT, status INTEGER NOT NULL, type INTEGER NOT NULL,
  identifier TEXT, specificPath TEXT, caseSensitivity INTEGER, UNIQUE(identifier, specificPath));
CREATE TABLE Albums (id INTEGER PRIMARY KEY, albumRoot INTEGER NOT NULL, relativePath TEXT NOT NULL, date DATE,
  caption TEXT, collection TEXT, icon INTEGER, modificationDate DATETIME, UNIQUE(albumRoot, relativePath));
CREATE TABLE Images (id INTEGER PRIMARY KEY, album INTEGER, name TEXT NOT NULL, status INTEGER NOT NULL,
  category INTEGER NOT NULL, modificationDate DATETIME, fileSize INTEGER, uniqueHash TEXT, manualOrder INTEGER,
  UNIQUE (album, name));
CREATE TABLE ImageInformation (imageid INTEGER PRIMARY KEY, rating INTEGER, creationDate DATETIME,
  digitizationDate DATETIME, orientation INTEGER, width INTEGER, height INTEGER, format TEXT, colorDepth INTEGER,
  colorModel INTEGER);
CREATE TABLE Tags (id INTEGER PRIMARY KEY, pid INTEGER, name TEXT NOT NULL, icon INTEGER, iconkde TEXT,
  UNIQUE(name, pid));
CREATE TABLE TagProperties (tagid INTEGER, property TEXT, value TEXT);
CREATE TABLE ImageTags (imageid INTEGER NOT NULL, tagid INTEGER NOT NULL, UNIQUE (imageid, tagid));
CREATE TABLE ImageTagProperties (imageid INTEGER, tagid INTEGER, property TEXT, value TEXT);
INSERT INTO Tags VALUES (1, 0, 'People', NULL, NULL), (2, 1, 'Anna Bézier', NULL, NULL), (3, 1, 'Ben', NULL, NULL),
  (4, 1, 'Unknown', NULL, NULL), (5, 0, 'Holiday', NULL, NULL);
INSERT INTO TagProperties VALUES (2, 'person', 'Anna Bézier'), (2, 'faceEngineId', 'Anna Bézier'), (3, 'person', ''),
  (4, 'person', 'Unknown'), (4, 'unknownPerson', NULL);
"""


@pytest.fixture
def digikam(tmp_path: Path, save_photo: Save) -> Callable[[], DigikamCatalog]:
    """A digiKam library of two photos, one of them on its side; call it to read the database."""
    (tmp_path / "trip").mkdir()
    save_photo(tmp_path / "trip" / "a.jpg", size=(80, 60), orientation=6)
    save_photo(tmp_path / "b.jpg")
    connection = sqlite3.connect(tmp_path / "digikam4.db")
    connection.executescript(SCHEMA)
    root = f"volumeid:?path={str(tmp_path).replace('/', '%2F')}"
    connection.execute("INSERT INTO AlbumRoots VALUES (1, 'Pictures', 0, 1, ?, '/', 2)", (root,))
    connection.execute(
        "INSERT INTO Albums VALUES (1, 1, '/', NULL, '', '', NULL, NULL), (2, 1, '/trip', NULL, '', '', 1, 1)"
    )
    connection.execute(
        "INSERT INTO Images VALUES (1, 2, 'a.jpg', 1, 1, NULL, 1, 'x', NULL), "
        "(2, 1, 'b.jpg', 1, 1, NULL, 1, 'y', NULL), (3, 1, 'trash.jpg', 3, 1, NULL, 1, 'z', NULL)"
    )
    connection.execute(
        "INSERT INTO ImageInformation VALUES (1, 0, NULL, NULL, 6, 80, 60, 'JPG', 8, 1), "
        "(2, 0, NULL, NULL, 1, 80, 60, 'JPG', 8, 1), (3, 0, NULL, NULL, 1, 80, 60, 'JPG', 8, 1)"
    )
    faces = [
        (1, 2, "tagRegion", '<rect x="6" y="8" width="12" height="16"/>'),  # of the upright 60 x 80 photo
        (1, 4, "autodetectedFace", '<rect x="30" y="40" width="12" height="16"/>'),
        (2, 3, "tagRegion", '<rect x="8" y="6" width="16" height="12"/>'),
        (3, 3, "tagRegion", '<rect x="8" y="6" width="16" height="12"/>'),
        (2, 5, "tagRegion", "broken"),
    ]
    connection.executemany("INSERT INTO ImageTagProperties VALUES (?, ?, ?, ?)", faces)
    connection.execute("INSERT INTO ImageTags VALUES (1, 2), (2, 3), (2, 2), (2, 5)")
    connection.commit()
    connection.close()
    return lambda: read_digikam(tmp_path / "digikam4.db")


def test_a_digikam_library_comes_in_with_all_names(digikam: Callable[[], DigikamCatalog], tmp_path: Path) -> None:
    catalog = digikam()
    turned = catalog.find(tmp_path / "trip" / "a.jpg")
    assert turned is not None
    assert [region.name for region in turned.regions] == ["Anna Bézier", None]
    assert _edges(turned.regions[0].box) == pytest.approx((0.1, 0.1, 0.2, 0.2))
    plain = catalog.find(tmp_path / "b.jpg")
    assert plain is not None
    assert [region.name for region in plain.regions] == ["Ben"]
    assert plain.people == ("Anna Bézier",)
    assert catalog.find(tmp_path / "trash.jpg") is None


def test_digikam_photos_are_found_after_the_folder_moved(digikam: Callable[[], DigikamCatalog]) -> None:
    catalog = digikam()
    moved = catalog.find(Path("/mnt/backup/trip/a.jpg"))
    assert moved is not None and moved.relative == "trip/a.jpg"
    assert catalog.find(Path("/mnt/backup/b.jpg")) is None  # a file name alone is no evidence


def test_digikams_database_is_not_touched_by_reading(digikam: Callable[[], DigikamCatalog], tmp_path: Path) -> None:
    before = (tmp_path / "digikam4.db").read_bytes()
    listing = sorted(tmp_path.iterdir())
    digikam()
    assert (tmp_path / "digikam4.db").read_bytes() == before
    assert sorted(tmp_path.iterdir()) == listing


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_database_whose_name_is_no_text_is_read_or_refused_like_any_other(
    digikam: Callable[[], DigikamCatalog], tmp_path: Path
) -> None:
    digikam()
    odd = (tmp_path / "digikam4.db").rename(tmp_path / os.fsdecode(b"zo\xeb 100%?#.db"))
    assert read_digikam(odd).find(tmp_path / "b.jpg") is not None
    odd.write_bytes(b"a picture")
    with refused(MetadataProblem, ProblemCode.NOT_A_DIGIKAM_DATABASE):
        read_digikam(odd)


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_database_that_may_not_be_read_is_refused_in_the_readers_language(
    digikam: Callable[[], DigikamCatalog], tmp_path: Path
) -> None:
    for place in (tmp_path, *tmp_path.parents[:3]):
        place.chmod(place.stat().st_mode | 0o011)
    with (
        closed_to_us(tmp_path / "digikam4.db"),
        refused(
            MetadataProblem, ProblemCode.DATABASE_CANNOT_BE_OPENED, file="digikam4.db", why=ReasonCode.PERMISSION_DENIED
        ),
    ):
        digikam()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ImageTagProperties SET tagid = 'nobody'",
        f'UPDATE ImageTagProperties SET value = \'<rect x="{"9" * 5000}" y="1" width="1" height="1"/>\'',
        f'UPDATE ImageTagProperties SET value = \'<rect x="{"9" * 400}" y="1" width="1" height="1"/>\'',
        "UPDATE Albums SET relativePath = 7 WHERE id = 1",
        "UPDATE Albums SET relativePath = x'00ff' WHERE id = 1",
        "UPDATE ImageInformation SET width = 'wide'",
        "UPDATE AlbumRoots SET identifier = 7",
        "UPDATE Tags SET name = x'ff' WHERE id = 3",
        "UPDATE Images SET name = 'a' || char(0) || '.jpg' WHERE id = 2",
    ],
)
def test_values_that_no_digikam_writes_are_refused_or_passed_over(
    digikam: Callable[[], DigikamCatalog], tmp_path: Path, change: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "digikam4.db")) as connection:
        connection.execute(change)
        connection.commit()
    try:
        found = digikam().find(tmp_path / "b.jpg")
    except MetadataProblem as problem:
        assert problem.code is ProblemCode.NOT_A_DIGIKAM_DATABASE
    else:
        assert found is None or found.relative == "b.jpg"


def test_a_database_digikam_is_writing_is_refused(digikam: Callable[[], DigikamCatalog], tmp_path: Path) -> None:
    (tmp_path / "digikam4.db-wal").write_bytes(b"frames")
    with refused(MetadataProblem, ProblemCode.DIGIKAM_STILL_WRITING):
        digikam()


@pytest.mark.parametrize("content", [b"", b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 500])
def test_what_is_no_digikam_database_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "digikam4.db").write_bytes(content)
    with refused(MetadataProblem, ProblemCode.NOT_A_DIGIKAM_DATABASE):
        read_digikam(tmp_path / "digikam4.db")
