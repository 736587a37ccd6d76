"""A photo that lies on its side is turned in the library: faces, names, pictures and files agree, and undo knows it."""

from __future__ import annotations

import io
import shutil

import numpy as np
import pytest
from PIL import Image

from faceorg.boxes import Box
from faceorg.catalog import faces, people, vectors
from faceorg.catalog.journal.unreadable import unreadable_edits
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoFilter
from faceorg.edits import EditKind
from faceorg.errors import InvalidInput
from faceorg.library import pictures
from faceorg.library.exports import exchange
from faceorg.library.names_in_files.files import write_names
from faceorg.library.names_in_files.plans import WritingChoice
from faceorg.library.names_in_files.regions import import_names, preview_import
from faceorg.library.opening.history import redo, undo
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import boxes, edits, turning
from faceorg.library.recognising import packs
from faceorg.library.scanning import forgetting, ingest
from faceorg.library.views import photo_views
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.readers import read_regions
from faceorg.metadata.writer import Target
from tests.library.conftest import BOXES
from tests.problems import refused

# Where the faces of BOXES are once their picture was turned to the right.
RIGHT = [Box(0.4, 0.05, 0.3, 0.2), Box(0.4, 0.35, 0.3, 0.2)]


def photo_of(studio, name: str):
    return photos.photo_at(studio.library.catalog, studio.photos / name)


def near(box: Box, other: Box) -> bool:
    return np.allclose([box.x, box.y, box.width, box.height], [other.x, other.y, other.width, other.height], atol=1e-6)


def names_in(studio, name: str) -> list[tuple[str | None, Box]]:
    known = {person.id: person.name for person in people.people(studio.library.catalog)}
    found = faces.faces_of_photo(studio.library.catalog, photo_of(studio, name).id)
    return [(known.get(face.person_id), face.box) for face in found]


def rounded(box: Box) -> list[float]:
    return [round(value, 6) for value in (box.x, box.y, box.width, box.height)]


def who(studio) -> dict[str | None, list[float]]:
    """Who is where in both.png."""
    return {name: rounded(box) for name, box in names_in(studio, "both.png")}


def name_both(studio) -> None:
    """Anna and Ben in both.png, by the user."""
    there = faces.faces_of_photo(studio.library.catalog, photo_of(studio, "both.png").id)
    for face, name in zip(there, ("Anna", "Ben"), strict=True):
        edits.name_faces(studio.library, [face.id], name)


def analyze(studio) -> None:
    ingest.analyze(studio.library, pool=studio.pool())


def test_a_box_turns_with_its_picture():
    box = Box(0.1, 0.2, 0.3, 0.4)
    assert near(box.turned(1), Box(0.4, 0.1, 0.4, 0.3))
    assert near(box.turned(2), Box(0.6, 0.4, 0.3, 0.4))
    assert near(box.turned(3), Box(0.2, 0.6, 0.4, 0.3))
    assert near(box.turned(-1), box.turned(3)) and near(box.turned(1).turned(-1), box) and box.turned(4) == box


def test_names_turn_with_the_picture_at_once_and_stay_when_it_is_looked_at_again(family):
    name_both(family)
    before = [face.id for face in faces.faces_of_photo(family.library.catalog, photo_of(family, "both.png").id)]
    made = turning.turn_photos(family.library, [photo_of(family, "both.png").id], turning.RIGHT)
    assert made.facts.kind is EditKind.TURNED and made.changes.photos == {photo_of(family, "both.png").id}
    assert made.changes.faces == set(before)
    for _look in range(2):
        (anna, first), (ben, second) = names_in(family, "both.png")
        assert (anna, ben) == ("Anna", "Ben") and near(first, RIGHT[0]) and near(second, RIGHT[1])
        photo = photo_of(family, "both.png")
        assert (photo.width, photo.height, photo.turned) == (300, 400, 1)
        analyze(family)
    assert {face.id for face in faces.faces_of_photo(family.library.catalog, photo.id)} == set(before)


def test_undo_brings_back_boxes_names_and_sides_and_redo_turns_again(family):
    name_both(family)
    before = names_in(family, "both.png")
    photo_id = photo_of(family, "both.png").id
    turning.turn_photos(family.library, [photo_id], turning.LEFT)
    analyze(family)
    undone = undo(family.library)
    assert undone is not None and undone.changes.photos == {photo_id}
    assert names_in(family, "both.png") == before
    photo = photo_of(family, "both.png")
    assert (photo.width, photo.height, photo.turned) == (400, 300, 0)
    assert family.scan()[1] == []  # nothing is to be looked at again
    redo(family.library)
    assert who(family) == {name: rounded(box.turned(3)) for name, box in before}
    assert photo_of(family, "both.png").turned == 3
    assert family.scan()[1] == [family.photos / "both.png"]
    assert {name for name, _box in names_in(family, "both.png")} == {"Anna", "Ben"}


def test_the_journal_of_a_turn_reads(family):
    turning.turn_photos(family.library, [photo_of(family, "both.png").id], turning.LEFT)
    assert unreadable_edits(family.library.catalog.connection) == []


def test_four_quarters_are_none(family):
    name_both(family)
    before = names_in(family, "both.png")
    for _quarter in range(4):
        turning.turn_photos(family.library, [photo_of(family, "both.png").id], turning.RIGHT)
        analyze(family)
    assert who(family) == {name: rounded(box) for name, box in before}


def test_what_was_taken_for_a_face_in_a_picture_on_its_side_goes_unless_it_was_decided(family):
    photo_id = photo_of(family, "both.png").id
    anna, _ben = faces.faces_of_photo(family.library.catalog, photo_id)
    edits.name_faces(family.library, [anna.id], "Anna")
    (content,) = [photo_of(family, "both.png").content_hash]
    family.plans[content] = []  # upright, the detector finds neither
    turning.turn_photos(family.library, [photo_id], turning.RIGHT)
    analyze(family)
    assert [(name, near(box, RIGHT[0])) for name, box in names_in(family, "both.png")] == [("Anna", True)]


def test_a_drawn_face_turns_and_comes_back(family):
    photo_id = photo_of(family, "anna0.png").id
    drawn = boxes.draw_face(family.library, photo_id, Box(0.7, 0.1, 0.2, 0.1), "Ben").faces[0]
    analyze(family)
    turning.turn_photos(family.library, [photo_id], turning.RIGHT)
    analyze(family)
    (now,) = faces.faces(family.library.catalog, [drawn])
    assert now.drawn and near(now.box, Box(0.8, 0.7, 0.1, 0.2))
    undo(family.library)
    (then,) = faces.faces(family.library.catalog, [drawn])
    assert then.drawn and near(then.box, Box(0.7, 0.1, 0.2, 0.1))


def test_copies_of_a_picture_turn_together_also_one_that_comes_later(family):
    name_both(family)
    shutil.copy(family.photos / "both.png", family.photos / "copy.png")
    family.scan()
    turning.turn_photos(family.library, [photo_of(family, "copy.png").id], turning.RIGHT)
    analyze(family)
    assert photo_of(family, "both.png").turned == photo_of(family, "copy.png").turned == 1
    shutil.copy(family.photos / "both.png", family.photos / "later.png")
    family.scan()
    later = photo_of(family, "later.png")
    assert (later.turned, later.width, later.height) == (1, 300, 400)
    assert [name for name, _box in names_in(family, "later.png")] == ["Anna", "Ben"]
    assert len(photo_views.same_picture(family.library, later)) == 2


def test_a_file_that_another_program_turned_since_is_not_turned_twice(family):
    name_both(family)
    turning.turn_photos(family.library, [photo_of(family, "both.png").id], turning.RIGHT)
    analyze(family)
    family.take("turned.png", "anna", "ben", boxes=RIGHT).replace(family.photos / "both.png")
    family.scan()
    assert photo_of(family, "both.png").turned == 0
    assert who(family) == {"Anna": rounded(RIGHT[0]), "Ben": rounded(RIGHT[1])}


def test_a_turn_made_while_a_worker_looked_counts(family):
    photo_id = photo_of(family, "both.png").id
    vectors.forget_photo(family.library.catalog, photo_id)
    pool = family.pool()

    class Slow:
        def run(self, jobs, cancel=None):
            for result in pool.run(jobs, cancel):
                if not photo_of(family, "both.png").turned:
                    turning.turn_photos(family.library, [photo_id], turning.RIGHT)
                yield result

    ingest.analyze(family.library, pool=Slow())
    assert [rounded(box) for _name, box in names_in(family, "both.png")] == [rounded(box) for box in RIGHT]
    assert photo_of(family, "both.png").turned == 1


def test_sidecars_are_written_and_read_as_the_file_lies(family):
    name_both(family)
    turning.turn_photos(family.library, [photo_of(family, "both.png").id], turning.RIGHT)
    analyze(family)
    write_names(family.library, choice=WritingChoice(Target.FULL_NAME, False))
    said = {region.name: region.box for region in read_regions(family.photos / "both.png").regions}
    assert near(said["Anna"], BOXES[0]) and near(said["Ben"], BOXES[1])
    assert write_names(family.library, choice=WritingChoice(Target.FULL_NAME, False)).changes == []
    undo(family.library)
    assert write_names(family.library, choice=WritingChoice(Target.FULL_NAME, False)).changes == []


def test_regions_of_files_land_on_the_faces_of_a_turned_photo(family):
    name_both(family)
    boxes.draw_face(family.library, photo_of(family, "both.png").id, Box(0.7, 0.1, 0.2, 0.1), "Cleo")
    analyze(family)
    write_names(family.library, choice=WritingChoice(Target.FULL_NAME, False))
    for _edit in range(3):
        undo(family.library)
    assert {name for name, _box in names_in(family, "both.png")} <= {None}
    turning.turn_photos(family.library, [photo_of(family, "both.png").id], turning.RIGHT)
    analyze(family)
    import_names(family.library, preview_import(family.library))
    found = {name: box for name, box in names_in(family, "both.png")}
    assert near(found["Anna"], RIGHT[0]) and near(found["Ben"], RIGHT[1])
    assert near(found["Cleo"], Box(0.8, 0.7, 0.1, 0.2))


def test_an_export_carries_turns_and_boxes_that_any_library_understands(family, tmp_path):
    name_both(family)
    turning.turn_photos(family.library, [photo_of(family, "both.png").id], turning.RIGHT)
    analyze(family)
    document = exchange.export_decisions(family.library)
    content = photo_of(family, "both.png").content_hash
    assert document["turns"] == [{"photo": content, "quarters": 1}]
    assert sorted(entry["box"] for entry in document["faces"]) == [[0.05, 0.3, 0.2, 0.3], [0.35, 0.3, 0.2, 0.3]]
    with open_library(tmp_path / "other") as other:
        packs.choose_pack(other, "fake")
        ingest.scan(other, [family.photos], pool=family.pool())
        found = exchange.import_decisions(other, document, "it")
        assert found.unmatched == 0
        ingest.analyze(other, pool=family.pool())
        photo = photos.photos_with_hash(other.catalog, content)[0]
        known = {person.id: person.name for person in people.people(other.catalog)}
        said = [(known[face.person_id], face.box) for face in faces.faces_of_photo(other.catalog, photo.id)]
        assert photo.turned == 1 and [name for name, _box in said] == ["Anna", "Ben"]
        assert near(said[0][1], RIGHT[0]) and near(said[1][1], RIGHT[1])
        assert exchange.export_decisions(other)["faces"] == document["faces"]


@pytest.mark.parametrize("quarters", [4, -1, True, "1"])
def test_a_document_with_an_impossible_turn_is_refused(family, quarters):
    document = exchange.export_decisions(family.library)
    document["turns"] = [{"photo": "0" * 64, "quarters": quarters}]
    with refused(InvalidInput, ProblemCode.EXPORT_ENTRY_UNKNOWN):
        exchange.import_decisions(family.library, document, "it")


def test_photos_that_seem_to_lie_are_offered_until_somebody_says_how_they_lie(studio):
    for number, quarters in enumerate((1, 3, 2)):
        studio.take(f"scan{number}.png", "anna")
        studio.lying[f"scan{number}.png"] = quarters
    studio.take("upright.png", "anna")
    studio.scan()
    offered = turning.photos_that_lie(studio.library)
    assert [photo_views.photo(studio.library, one).path.name for one in offered] == [
        "scan0.png",
        "scan1.png",
        "scan2.png",
    ]
    turning.turn_upright(studio.library, offered[:2])
    analyze(studio)
    assert [photo_of(studio, f"scan{number}.png").turned for number in range(3)] == [1, 3, 0]
    assert turning.photos_that_lie(studio.library) == offered[2:]
    turning.leave_as_they_lie(studio.library, offered[2:])
    assert turning.photos_that_lie(studio.library) == []
    assert photo_of(studio, "scan2.png").turned == 0
    undo(studio.library)
    assert turning.photos_that_lie(studio.library) == offered[2:]
    undo(studio.library)
    assert turning.photos_that_lie(studio.library) == offered
    assert photo_views.find_photos(studio.library, PhotoFilter(lying=True)) == offered


def test_a_photo_that_nobody_has_read_cannot_be_turned(studio):
    studio.take("new.png", "anna")
    photos.add_pending(studio.library.catalog, [(studio.photos / "new.png", 1, 1)])
    with refused(InvalidInput, ProblemCode.PHOTO_NOT_READ_YET, file="new.png"):
        turning.turn_photos(studio.library, [photo_of(studio, "new.png").id], 1)
    with refused(InvalidInput, ProblemCode.NO_PHOTO_CHOSEN):
        turning.turn_photos(studio.library, [], 1)


def test_forgetting_a_deleted_photo_forgets_how_it_was_turned(family):
    turning.turn_photos(family.library, [photo_of(family, "both.png").id], turning.RIGHT)
    (family.photos / "both.png").unlink()
    family.scan()
    forgetting.forget(family.library, [one.id for one in forgetting.missing_photos(family.library)])
    assert exchange.export_decisions(family.library)["turns"] == []
    assert undo(family.library) is None


def picture_of(library, photo) -> np.ndarray:
    return np.asarray(pictures.open_picture(photo).pixels)


def test_the_photo_and_its_small_pictures_are_shown_turned(family):
    stored = Image.open(family.photos / "both.png").convert("RGB")
    upright = np.asarray(stored.transpose(Image.Transpose.ROTATE_270))
    photo_id = photo_of(family, "both.png").id
    before = pictures.new_preview(family.library, photo_id)
    turning.turn_photos(family.library, [photo_id], turning.RIGHT)
    photo = photo_of(family, "both.png")
    assert np.array_equal(picture_of(family.library, photo), upright)
    assert pictures.fitted(photo).data == Image.fromarray(upright).convert("RGBA").tobytes("raw", "BGRA")
    small = pictures.new_preview(family.library, photo_id)
    assert small is not None and small != before
    shown = np.asarray(Image.open(io.BytesIO(small)).convert("L"), int)
    as_wanted, as_stored = (
        np.abs(shown - np.asarray(one.convert("L"))).mean() for one in (Image.fromarray(upright), stored)
    )
    assert as_wanted < as_stored / 3
    pictures.keep_previews(family.library)  # both wait to be kept: the old one must not be shown
    assert photo_views.preview(family.library, photo_id) == small
    family.touch(family.photos / "both.png")  # of a file that changed since, pixels come from a process of their own
    assert np.array_equal(picture_of(family.library, photo_of(family, "both.png")), upright)
