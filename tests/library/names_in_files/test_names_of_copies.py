"""Files of one picture, copies and other sizes of it, that say different names of a face."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.library.names_in_files.findings import Outcome
from faceorg.library.names_in_files.regions import import_names, preview_import
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from tests.library.names_in_files.test_regions_elsewhere import FACES, packet


@pytest.mark.parametrize("how", ["a true copy", "resized"])
def test_files_of_one_picture_that_say_different_names_are_told_and_the_first_counts(studio, how):
    """What is said of a face holds in all copies: the last file would have taken the name of the first away."""
    first = studio.take("first.png", "anna", "ben")
    second = first.with_name("second.png")
    if how == "resized":
        studio.resave("first.png", "second.png", "anna", "ben")
    else:
        shutil.copy(first, second)
    studio.scan()
    boxes = [
        face.box
        for face in faces.faces_of_photo(studio.library.catalog, photos.photo_at(studio.library.catalog, first).id)
    ]
    drawn = Box(0.7, 0.75, 0.1, 0.1)
    first.with_name("first.png.xmp").write_text(packet(("Anna", boxes[0]), ("Ben", boxes[1]), ("Cleo", drawn)))
    second.with_name("second.png.xmp").write_text(packet(("Zoe", boxes[0]), ("ben", boxes[1]), ("Cleo", drawn)))
    preview = preview_import(studio.library)
    (left,) = preview.conflicts
    assert (left.name, left.photo, left.outcome) == ("Zoe", second, Outcome.AMBIGUOUS)
    assert left.ours == Message(FindingCode.SAID_IN_A_COPY, name="Anna", file="first.png")
    assert preview.new_people == ("Anna", "Ben", "Cleo")
    assert import_names(studio.library, preview, theirs=True).conflicts_left == 1
    studio.scan()
    found = {one.person.name: (one.faces, one.photos) for one in people.summaries(studio.library.catalog)}
    assert found == {"Anna": (1, 1), "Ben": (1, 1), "Cleo": (1, 1)}


def test_two_names_for_one_place_where_copies_have_no_face_are_told(studio):
    first = studio.take("first.png", "anna")
    second = Path(shutil.copy(first, first.with_name("second.png")))
    studio.scan()
    first.with_name("first.png.xmp").write_text(packet(("Cleo", FACES[1])))
    second.with_name("second.png.xmp").write_text(packet(("Dora", FACES[1])))
    preview = preview_import(studio.library)
    assert [(one.name, one.ours.code) for one in preview.conflicts] == [("Dora", FindingCode.SAID_IN_A_COPY)]
    assert import_names(studio.library, preview).drawn == 1
