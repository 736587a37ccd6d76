"""A sidecar that comes later has a picture mirrored or turned: what was decided goes along with each face."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from faceorg.boxes import Box, ShownAs
from faceorg.catalog import faces, migrations, people
from faceorg.catalog.journal.derived_triggers import create_derived_triggers
from faceorg.catalog.journal.triggers import create_triggers
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.connection import CATALOG_FILE, Catalog
from faceorg.domain import IgnoreReason
from faceorg.images.orient import shown_by
from faceorg.library.exports import exchange
from faceorg.library.names_in_files.files import write_names
from faceorg.library.names_in_files.plans import WritingChoice
from faceorg.library.names_in_files.regions import import_names, preview_import
from faceorg.library.opening.history import undo
from faceorg.library.people import boxes, edits, turning
from faceorg.metadata.readers import read_regions
from faceorg.metadata.writer import Target
from tests.library.conftest import BOXES

DRAWN = Box(0.7, 0.1, 0.2, 0.1)
SIDECAR = """<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
 <rdf:Description rdf:about='' xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Orientation='{}'/>
</rdf:RDF></x:xmpmeta>"""


def near(box: Box, other: Box) -> bool:
    return np.allclose([box.x, box.y, box.width, box.height], [other.x, other.y, other.width, other.height], atol=1e-6)


def photo_of(studio):
    return photos.photo_at(studio.library.catalog, studio.photos / "a.png")


def seen(studio) -> dict[str | None, Box]:
    """Who is where, "aside" for who was put aside."""
    known = {person.id: person.name for person in people.people(studio.library.catalog)}
    found = faces.faces_of_photo(studio.library.catalog, photo_of(studio).id)
    return {"aside" if face.ignored else known.get(face.person_id): face.box for face in found}


def say_beside(studio, orientation: int) -> None:
    (studio.photos / "a.png.xmp").write_text(SIDECAR.format(orientation))
    studio.scan()


@pytest.fixture
def decided(studio):
    """Anna named, Ben put aside, Cleo drawn in a.png."""
    studio.believes_sidecars = True
    studio.take("a.png", "anna", "ben")
    studio.scan()
    anna, ben = faces.faces_of_photo(studio.library.catalog, photo_of(studio).id)
    edits.name_faces(studio.library, [anna.id], "Anna")
    edits.ignore_faces(studio.library, [ben.id], IgnoreReason.STRANGER)
    boxes.draw_face(studio.library, photo_of(studio).id, DRAWN, "Cleo")
    studio.scan()
    return studio


@pytest.mark.parametrize("orientation", range(2, 9))
def test_everybody_goes_along_when_a_sidecar_has_the_picture_shown_otherwise(decided, orientation):
    ids = {face.id for face in faces.faces_of_photo(decided.library.catalog, photo_of(decided).id)}
    say_beside(decided, orientation)
    photo, shown = photo_of(decided), shown_by(orientation)
    assert photo.shown_as == shown
    assert (photo.width, photo.height) == ((300, 400) if shown.quarters % 2 else (400, 300))
    now = seen(decided)
    assert now.keys() == {"Anna", "aside", "Cleo"}
    for who, box in (("Anna", BOXES[0]), ("aside", BOXES[1]), ("Cleo", DRAWN)):
        assert near(now[who], shown.from_file(box))
    assert {face.id for face in faces.faces_of_photo(decided.library.catalog, photo.id)} == ids
    assert decided.scan()[1] == [], "once is enough"


@pytest.mark.parametrize("first, second", [(5, 1), (5, 7), (2, 6), (8, 4)])
def test_a_sidecar_that_changes_its_mind_takes_everybody_along_again(decided, first, second):
    say_beside(decided, first)
    say_beside(decided, second)
    assert photo_of(decided).shown_as == shown_by(second)
    assert near(seen(decided)["Anna"], shown_by(second).from_file(BOXES[0]))
    assert near(seen(decided)["Cleo"], shown_by(second).from_file(DRAWN))


def test_a_sidecar_that_is_deleted_lets_the_picture_be_shown_as_its_file_says_again(decided):
    say_beside(decided, 7)
    (decided.photos / "a.png.xmp").unlink()
    decided.scan()
    assert photo_of(decided).shown_as == ShownAs()
    now = seen(decided)
    assert all(near(now[who], box) for who, box in (("Anna", BOXES[0]), ("aside", BOXES[1]), ("Cleo", DRAWN)))
    assert decided.scan()[1] == []


def test_a_photo_on_a_disk_that_is_away_waits_with_its_sidecar(decided):
    say_beside(decided, 7)
    away = decided.photos.rename(decided.photos.with_name("away"))
    (decided.photos.parent / "others").mkdir()
    decided.scan(decided.photos.parent / "others")
    away.rename(decided.photos)
    assert decided.scan()[1] == [] and photo_of(decided).shown_as == shown_by(7)


def test_names_are_written_and_read_as_the_file_lies(decided):
    say_beside(decided, 5)
    write_names(decided.library, choice=WritingChoice(Target.STEM, False))
    said = {region.name: region.box for region in read_regions(decided.photos / "a.png").regions}
    assert near(said["Anna"], BOXES[0]) and near(said["Cleo"], DRAWN)
    assert write_names(decided.library, choice=WritingChoice(Target.STEM, False)).changes == []
    for _edit in range(3):
        undo(decided.library)
    decided.scan()
    import_names(decided.library, preview_import(decided.library))
    assert near(seen(decided)["Anna"], shown_by(5).from_file(BOXES[0]))
    assert near(seen(decided)["Cleo"], shown_by(5).from_file(DRAWN))


def test_an_export_means_the_picture_as_the_file_has_it(decided):
    before = exchange.export_decisions(decided.library)["faces"]
    say_beside(decided, 7)
    after = exchange.export_decisions(decided.library)["faces"]
    assert [(one["person"], one["drawn"]) for one in after] == [(one["person"], one["drawn"]) for one in before]
    assert np.allclose([one["box"] for one in after], [one["box"] for one in before], atol=1e-6)


def test_a_box_that_was_drawn_before_the_mirror_is_taken_back_without_a_trace(decided):
    say_beside(decided, 2)
    undo(decided.library)
    decided.scan()
    assert seen(decided).keys() == {"Anna", "aside"}
    assert near(seen(decided)["Anna"], BOXES[0].mirrored())


def test_a_turn_of_a_mirrored_picture_is_said_of_the_mirrored_one_and_can_be_taken_back(decided):
    say_beside(decided, 2)
    turning.turn_photos(decided.library, [photo_of(decided).id], turning.RIGHT)
    assert photo_of(decided).shown_as == ShownAs(1, mirrored=True)
    assert near(seen(decided)["Anna"], BOXES[0].mirrored().turned(1))
    assert near(seen(decided)["Cleo"], DRAWN.mirrored().turned(1))
    undo(decided.library)
    assert photo_of(decided).shown_as == ShownAs(0, mirrored=True)
    assert near(seen(decided)["Cleo"], DRAWN.mirrored())


def test_a_mirrored_copy_is_a_picture_of_its_own(decided):
    """Of two equal files one is shown the other way round: faces of the one lie elsewhere in the other."""
    (decided.photos / "b.png").write_bytes((decided.photos / "a.png").read_bytes())
    (decided.photos / "b.png.xmp").write_text(SIDECAR.format(2))
    report, _looked_at = decided.scan()
    other = photos.photo_at(decided.library.catalog, decided.photos / "b.png")
    assert report.copies == 0 and other.mirrored and not photo_of(decided).mirrored
    found = faces.faces_of_photo(decided.library.catalog, other.id)
    assert near(found[-1].box, BOXES[0].mirrored())


def test_photos_of_a_library_of_the_version_before_are_not_mirrored_and_keep_their_turn(tmp_path: Path):
    (tmp_path / "library").mkdir(mode=0o700)
    with sqlite3.connect(tmp_path / "library" / CATALOG_FILE) as old:
        old.row_factory = sqlite3.Row
        migrations.apply_scripts(old, after=0, up_to=15)
        create_triggers(old)
        create_derived_triggers(old)
        old.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        old.execute(
            "INSERT INTO photos (path, size_bytes, mtime_ns, state, orientation, turned, beside) "
            "VALUES ('/a.jpg', 1, 1, 'analyzed', 5, 1, 1)"
        )
        old.execute("INSERT INTO edits (made_at, undone, kind, facts) VALUES ('2026-01-01', 0, 'named', '{}')")
        old.execute("INSERT INTO photos_before (edit_id, photo_id, content_hash, analyzed) VALUES (1, 1, 'x', '{}')")
    old.close()
    catalog = Catalog(tmp_path / "library")
    (photo,) = photos.all_photos(catalog)
    assert (photo.mirrored, photo.orientation, photo.turned) == (False, 5, 1)
    kept = catalog.connection.execute("SELECT beside, mirrored FROM photos_before").fetchone()
    assert tuple(kept) == (1, 0), "what was kept for undo is of the photo as its sidecar turned it"
    catalog.close()
