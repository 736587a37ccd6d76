"""Names in from files and out to files, through a library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import FaceId, IgnoreReason
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import Cancelled, MetadataProblem
from faceorg.library.names_in_files.findings import Outcome
from faceorg.library.names_in_files.regions import import_names, preview_import
from faceorg.library.opening.history import undo
from faceorg.library.opening.library import Library
from faceorg.library.people import edits as verbs
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.regions import Region
from faceorg.metadata.writer import Target, carry_out, plan_write
from faceorg.progress import CancelToken
from tests.library.names_in_files.digikam import write_database
from tests.problems import refused


def named_by_others(photo: Path, *named: tuple[str, Box], kind: Target = Target.FULL_NAME) -> None:
    """Write regions as another program would."""
    regions = [Region(name, box) for name, box in named]
    with InFileWriter() as in_file:
        carry_out(plan_write(photo, regions, kind=kind), in_file)


def sidecar_of(photo: Path) -> Path:
    return photo.with_name(photo.name + ".xmp")


def faces_at(library: Library, photo: Path) -> Sequence:
    found = photos.photo_at(library.catalog, photo)
    assert found is not None
    return faces.faces_of_photo(library.catalog, found.id)


def names_at(library: Library, photo: Path) -> list[str | None]:
    names = {person.id: person.name for person in people.people(library.catalog)}
    return [names.get(face.person_id) for face in faces_at(library, photo)]


def _near(box: Box) -> Box:
    """The same face as another detector would outline it."""
    return Box(box.x + 0.02, box.y - 0.02, box.width, box.height + 0.03)


# ---------------------------------------------------------------- in
def test_names_in_sidecars_name_the_faces_they_outline_in_one_step(studio) -> None:
    first, second = studio.take("a.png", "anna", "ben"), studio.take("b.png", "anna")
    boxes = boxes_of(studio, first)
    studio.scan()
    named_by_others(first, ("Anna", _near(boxes[0])), ("Ben", _near(boxes[1])))
    named_by_others(second, ("anna ", boxes[0]))
    preview = preview_import(studio.library)
    assert (preview.photos_read, preview.photos_with_names, preview.faces) == (2, 2, 3)
    assert {name.casefold() for name in preview.new_people} == {"anna", "ben"}
    assert names_at(studio.library, first) == [None, None]  # a preview changes nothing

    done = import_names(studio.library, preview)

    assert (done.named, done.drawn, done.people_made, done.conflicts_left) == (3, 0, 2, 0)
    assert done.edited.facts == EditFacts(EditKind.NAMES_IMPORTED, faces=3)
    assert names_at(studio.library, first) == ["Anna", "Ben"]
    assert names_at(studio.library, second) == ["Anna"]
    origins = {row[0] for row in studio.library.catalog.connection.execute("SELECT origin FROM assignments")}
    assert origins == {"import mwg"}
    undo(studio.library)
    assert names_at(studio.library, first) == [None, None]
    assert people.people(studio.library.catalog) == []


def test_an_import_that_is_stopped_has_taken_nothing_over(studio) -> None:
    first, second = studio.take("a.png", "anna"), studio.take("b.png", "anna")
    studio.scan()
    for photo in (first, second):
        named_by_others(photo, ("Anna", boxes_of(studio, photo)[0]))
    preview, cancel = preview_import(studio.library), CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        import_names(studio.library, preview, cancel=cancel)
    assert people.people(studio.library.catalog) == [] and names_at(studio.library, first) == [None]
    assert import_names(studio.library, preview).named == 2


def boxes_of(studio, _photo: Path) -> list[Box]:
    return [Box(0.05 + 0.3 * n, 0.3, 0.2, 0.3) for n in range(3)]


def test_a_named_region_without_a_detected_face_is_drawn_and_undo_takes_it_away(studio) -> None:
    photo = studio.take("a.png", "anna")
    studio.scan()
    named_by_others(photo, ("Zoe", Box(0.7, 0.05, 0.2, 0.2)))
    preview = preview_import(studio.library)
    assert [found.outcome for found in preview.findings] == [Outcome.DRAW]
    done = import_names(studio.library, preview)
    assert (done.named, done.drawn) == (0, 1)
    assert names_at(studio.library, photo) == [None, "Zoe"]
    assert faces_at(studio.library, photo)[1].drawn
    _report, analyzed = studio.scan()
    assert analyzed == [photo]  # once more, so that the drawn face gets its embedding
    undo(studio.library)
    assert names_at(studio.library, photo) == [None]


def test_drawing_can_be_left_out(studio) -> None:
    photo = studio.take("a.png", "anna")
    studio.scan()
    named_by_others(photo, ("Zoe", Box(0.7, 0.05, 0.2, 0.2)))
    assert import_names(studio.library, preview_import(studio.library), draw=False).edited is None
    assert names_at(studio.library, photo) == [None]


def test_a_preview_that_grew_old_overrules_nothing_and_draws_nothing_twice(studio) -> None:
    photo = studio.take("a.png", "anna")
    studio.scan()
    named_by_others(photo, ("Hanna", boxes_of(studio, photo)[0]), ("Zoe", Box(0.7, 0.05, 0.2, 0.2)))
    preview = preview_import(studio.library)
    verbs.name_faces(studio.library, [faces_at(studio.library, photo)[0].id], "Anna")
    assert (import_names(studio.library, preview).named, import_names(studio.library, preview).drawn) == (0, 0)
    assert names_at(studio.library, photo) == ["Anna", "Zoe"]


def test_what_the_user_said_is_a_conflict_and_stays_unless_asked(studio) -> None:
    photo = studio.take("a.png", "anna", "ben", "carl")
    studio.scan()
    anna, ben, carl = (face.id for face in faces_at(studio.library, photo))
    verbs.name_faces(studio.library, [anna], "Anna")
    verbs.reject_faces(studio.library, [ben], verbs.name_faces(studio.library, [ben], "Benno").person_id)
    verbs.ignore_faces(studio.library, [carl], IgnoreReason.STRANGER)
    boxes = boxes_of(studio, photo)
    named_by_others(photo, ("Hanna", boxes[0]), ("Benno", boxes[1]), ("Carl", boxes[2]))
    preview = preview_import(studio.library)
    assert [(found.name, str(found.ours)) for found in preview.conflicts] == [
        ("Hanna", "Anna"),
        ("Benno", "not Benno"),
        ("Carl", "stranger"),
    ]
    assert import_names(studio.library, preview).conflicts_left == 3
    assert names_at(studio.library, photo) == ["Anna", None, None]
    import_names(studio.library, preview, theirs=True)
    assert names_at(studio.library, photo) == ["Hanna", "Benno", "Carl"]


def test_a_name_two_people_have_is_left_to_the_user(studio) -> None:
    photo = studio.take("a.png", "anna", "ben", "carl")
    studio.scan()
    one, other, third = (face.id for face in faces_at(studio.library, photo))
    verbs.name_faces(studio.library, [one], "Kim")
    verbs.name_faces(studio.library, [other], "Kim", new=True)
    named_by_others(photo, ("Kim", boxes_of(studio, photo)[2]))
    preview = preview_import(studio.library)
    assert [found.outcome for found in preview.conflicts] == [Outcome.AMBIGUOUS]
    assert import_names(studio.library, preview, theirs=True).edited is None
    assert names_at(studio.library, photo)[2] is None
    assert third in {face.id for face in faces_at(studio.library, photo)}


def test_names_without_a_place_and_broken_sidecars_are_reported(studio) -> None:
    photo, broken = studio.take("a.png", "anna"), studio.take("b.png", "ben")
    studio.scan()
    sidecar_of(photo).write_text(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
        "xmlns:i='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'><i:PersonInImage><rdf:Bag><rdf:li>Dora</rdf:li></rdf:Bag>"
        "</i:PersonInImage></rdf:Description></rdf:RDF>"
    )
    sidecar_of(broken).write_text("<x")
    preview = preview_import(studio.library)
    assert preview.without_box == ((photo, "Dora"),)
    (problem,) = preview.problems
    assert problem.code is ProblemCode.METADATA_NOT_XML
    assert Path(str(problem.fields["file"])).name == "b.png.xmp"


def test_only_photos_below_the_named_folder_are_read(studio) -> None:
    inside, outside = studio.take("in/a.png", "anna"), studio.take("b.png", "ben")
    studio.scan()
    for photo in (inside, outside):
        named_by_others(photo, ("Anna", boxes_of(studio, photo)[0]))
    preview = preview_import(studio.library, [studio.photos / "in"])
    assert [found.photo for found in preview.findings] == [inside]


def test_a_picasa_folder_is_imported_with_all_names(studio, tmp_path: Path) -> None:
    photo = studio.take("a.png", "anna", "ben")
    studio.scan()
    first, second = (_rect64(box) for box in boxes_of(studio, photo)[:2])
    (studio.photos / ".picasa.ini").write_text(
        f"[Contacts2]\nb1=Ben Öz;;\n[a.png]\nfaces=rect64({first}),a1;rect64({second}),b1\n", encoding="utf-8"
    )
    (tmp_path / "contacts.xml").write_text('<contacts><contact id="a1" name="Anna Ray"/></contacts>')
    preview = preview_import(studio.library, picasa_contacts=tmp_path / "contacts.xml")
    assert import_names(studio.library, preview).named == 2
    assert names_at(studio.library, photo) == ["Anna Ray", "Ben Öz"]
    origins = {row[0] for row in studio.library.catalog.connection.execute("SELECT origin FROM assignments")}
    assert origins == {"import picasa"}


def _rect64(box: Box) -> str:
    edges = (box.x, box.y, box.x + box.width, box.y + box.height)
    return "".join(f"{round(edge * 65535):04x}" for edge in edges).lstrip("0")


def test_a_digikam_library_is_imported_with_all_names(studio) -> None:
    photo, other = studio.take("trip/a.png", "anna", "ben"), studio.take("b.png", "carl")
    studio.scan()
    _digikam_database(studio.photos)
    preview = preview_import(studio.library, digikam=studio.photos / "digikam4.db")
    done = import_names(studio.library, preview)
    assert (done.named, done.drawn, done.people_made) == (2, 1, 3)
    assert names_at(studio.library, photo) == ["Anna Ray", "Ben Öz"]
    assert names_at(studio.library, other) == [None, "Zoe"]
    assert preview.without_box == ((other, "Anna Ray"),)
    assert {found.source.value for found in preview.findings} == {"digikam"}


def _digikam_database(folder: Path) -> None:
    """Its pixels are of the upright 400 x 300 photos."""
    write_database(
        folder,
        """
        INSERT INTO Albums VALUES (1, 1, '/'), (2, 1, '/trip');
        INSERT INTO Images VALUES (1, 2, 'a.png', 1, 1), (2, 1, 'b.png', 1, 1);
        INSERT INTO ImageInformation VALUES (1, 1, 400, 300), (2, 1, 400, 300);
        INSERT INTO Tags VALUES (1, 0, 'Anna'), (2, 0, 'Ben Öz'), (3, 0, 'Zoe');
        INSERT INTO TagProperties VALUES (1, 'person', 'Anna Ray'), (2, 'person', NULL), (3, 'person', 'Zoe');
        INSERT INTO ImageTags VALUES (1, 1), (1, 2), (2, 3), (2, 1);
        INSERT INTO ImageTagProperties VALUES (1, 1, 'tagRegion', '<rect x="22" y="92" width="78" height="88"/>'),
          (1, 2, 'tagRegion', '<rect x="140" y="88" width="80" height="92"/>'),
          (2, 3, 'tagRegion', '<rect x="280" y="15" width="80" height="60"/>');
        """,
    )


# ---------------------------------------------------------------- out
@pytest.fixture
def named(studio):
    """Anna and Ben named in three photos."""
    for name, people_in in (("a.png", ("anna", "ben")), ("b.png", ("anna",)), ("c.png", ("ben",)), ("d.png", ("x",))):
        studio.take(name, *people_in)
    studio.scan()
    for name, said in (("a.png", ("Anna", "Ben")), ("b.png", ("Anna",)), ("c.png", ("Ben",))):
        for face, person in zip(faces_at(studio.library, studio.photos / name), said, strict=True):
            verbs.name_faces(studio.library, [face.id], person)
    return studio


def test_a_damaged_digikam_database_is_one_sentence(named, tmp_path: Path) -> None:
    (tmp_path / "digikam4.db").write_text("no")
    with refused(MetadataProblem, ProblemCode.NOT_A_DIGIKAM_DATABASE):
        preview_import(named.library, digikam=tmp_path / "digikam4.db")


def test_faces_are_matched_one_to_one() -> None:
    from faceorg.library.names_in_files.findings import matched_regions

    class _Face:
        def __init__(self, box: Box) -> None:
            self.id, self.box = FaceId(1), box

    close = [_Face(Box(0.1, 0.1, 0.2, 0.2)), _Face(Box(0.15, 0.1, 0.2, 0.2))]
    regions = [Region("Anna", Box(0.14, 0.1, 0.2, 0.2)), Region("Ben", Box(0.16, 0.1, 0.2, 0.2))]
    pairs = matched_regions(regions, close)  # type: ignore[arg-type]
    assert {id(face) for _, face in pairs} == {id(face) for face in close}
