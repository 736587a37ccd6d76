"""Regions as other programs mean them: put aside, turned, of another photo, named in another folder."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from faceorg.boxes import Box
from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.dates import DateSource
from faceorg.domain import Face, FaceId, IgnoreReason, PhotoId, Quality
from faceorg.errors import Cancelled, MetadataProblem
from faceorg.library.names_in_files.findings import Outcome, is_same_face, turned_to_fit
from faceorg.library.names_in_files.regions import import_names, preview_import
from faceorg.library.opening.history import undo
from faceorg.library.people import turning
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.readers import read_regions
from faceorg.metadata.regions import Frame, PhotoRegions, Region, to_stored, to_upright
from faceorg.metadata.writer import Target, carry_out, plan_write, target_of
from faceorg.progress import CancelToken
from tests.conftest import SHARED
from tests.library.names_in_files.digikam import write_database
from tests.problems import refused

PACKET = """<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
 <rdf:Description rdf:about='' xmlns:mwg-rs='http://www.metadataworkinggroup.com/schemas/regions/'
  xmlns:stArea='http://ns.adobe.com/xmp/sType/Area#' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'
  xmlns:tiff='http://ns.adobe.com/tiff/1.0/' {said}><mwg-rs:Regions rdf:parseType='Resource'>
  <mwg-rs:RegionList><rdf:Bag>
  {regions}</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions></rdf:Description></rdf:RDF></x:xmpmeta>"""
REGION = """<rdf:li rdf:parseType='Resource'><mwg-rs:Name>{name}</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>
 <mwg-rs:Area stArea:x='{x}' stArea:y='{y}' stArea:w='{w}' stArea:h='{h}' stArea:unit='normalized'/></rdf:li>"""
FACES = (Box(0.05, 0.3, 0.2, 0.3), Box(0.7, 0.1, 0.15, 0.25))


def packet(*named: tuple[str, Box], said: str = "") -> str:
    regions = [
        REGION.format(name=name, x=box.x + box.width / 2, y=box.y + box.height / 2, w=box.width, h=box.height)
        for name, box in named
    ]
    return PACKET.format(said=said, regions="".join(regions))


def a_face(number: int, box: Box) -> Face:
    return Face(FaceId(number), PhotoId(1), box, None, 0.9, Quality(0.9, 90, 0.9, 0, 0, 0), None, None, None, None)


def all_faces(studio):
    return faces.all_faces(studio.library.catalog)


def test_an_ignored_face_is_put_aside_an_unknown_one_stays_unnamed_and_nobody_is_called_so(studio):
    photo = studio.take("a.png", "anna", "ben", "stranger")
    studio.scan()
    own = sorted(all_faces(studio), key=lambda face: face.box.x)
    named = zip(("Anna", "Unbekannt", "Ignored"), (face.box for face in own), strict=True)
    photo.with_name("a.png.xmp").write_text(packet(*named))
    preview = preview_import(studio.library)
    assert (len(preview.of(Outcome.NAME)), preview.aside, preview.new_people) == (1, 1, ("Anna",))
    done = import_names(studio.library, preview)
    assert (done.named, done.drawn, done.people_made) == (1, 0, 1)
    after = sorted(all_faces(studio), key=lambda face: face.box.x)
    assert [(face.person_id is not None, face.ignored) for face in after] == [
        (True, None), (False, None), (False, IgnoreReason.STRANGER),
    ]  # fmt: skip
    undo(studio.library)
    assert {face.ignored for face in all_faces(studio)} == {None}


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("meant", ["stored", "upright"])
def test_boxes_are_read_by_the_turn_that_fits_the_faces(orientation, meant):
    """Whichever way they were meant, and whichever way they were read."""
    here = [a_face(number, box) for number, box in enumerate(FACES)]
    written = [to_stored(box, orientation) if meant == "stored" else box for box in FACES]
    for read_as_stored in (True, False):
        read = [to_upright(box, orientation) if read_as_stored else box for box in written]
        found = PhotoRegions(Path("a.jpg"), Frame(80, 60, orientation))
        regions, fits = turned_to_fit([Region("Anna", read[0]), Region("Ben", read[1])], found, here)
        assert fits and all(is_same_face(region.box, box) for region, box in zip(regions, FACES, strict=True))


def test_a_sidecar_that_turns_the_photo_otherwise_is_believed_where_it_fits():
    here = [a_face(number, box) for number, box in enumerate(FACES)]
    found = PhotoRegions(Path("a.jpg"), Frame(80, 60, 1), sidecar_orientation=6)
    read = [Region("Anna", to_upright(FACES[0], 6)), Region("Ben", to_upright(FACES[1], 6))]
    regions, fits = turned_to_fit(read, found, here)
    assert fits and all(is_same_face(region.box, box) for region, box in zip(regions, FACES, strict=True))


def test_boxes_of_a_turned_photo_that_hold_no_face_either_way_are_not_drawn_unasked(studio):
    photo = studio.take("a.png", "anna", boxes=[FACES[0]])
    studio.scan()
    photo.with_name("a.png.xmp").write_text(packet(("Ben", Box(0.5, 0.45, 0.1, 0.1)), said="tiff:Orientation='6'"))
    preview = preview_import(studio.library)
    (left,) = preview.conflicts
    assert left.ours is not None and left.ours.code is FindingCode.NO_FACE_THERE
    assert import_names(studio.library, preview).drawn == 0
    assert import_names(studio.library, preview, theirs=True).drawn == 1


@pytest.mark.parametrize("orientation", [6, 8])
def test_boxes_that_were_made_for_the_photo_upside_down_are_read_so(orientation):
    """A writer that took a turn to the left for one to the right: no box lies on a face the other ways."""
    here = [a_face(number, box) for number, box in enumerate(FACES)]
    found = PhotoRegions(Path("a.jpg"), Frame(80, 60, orientation))
    read = [Region("Anna", FACES[0].turned(2)), Region("Ben", FACES[1].turned(2))]
    regions, fits = turned_to_fit(read, found, here)
    assert fits and all(is_same_face(region.box, box) for region, box in zip(regions, FACES, strict=True))


def test_one_box_of_a_turned_photo_that_lies_on_a_face_by_chance_draws_no_others(studio):
    boxes = [FACES[0], FACES[1], Box(0.4, 0.65, 0.15, 0.25)]
    photo = studio.take("a.png", "anna", "ben", "carl", boxes=boxes)
    studio.scan()
    elsewhere = Box(0.02, 0.02, 0.08, 0.08), Box(0.45, 0.02, 0.08, 0.08)
    named = ("Anna", boxes[0]), ("Ben", elsewhere[0]), ("Carl", elsewhere[1])
    photo.with_name("a.png.xmp").write_text(packet(*named, said="tiff:Orientation='6'"))
    preview = preview_import(studio.library)
    assert [found.name for found in preview.of(Outcome.NAME)] == ["Anna"] and preview.of(Outcome.DRAW) == []
    assert {found.name: found.ours.code for found in preview.conflicts} == dict.fromkeys(
        ("Ben", "Carl"), FindingCode.NO_FACE_THERE
    )


@pytest.mark.parametrize("said", ["12", " "])
def test_a_sidecar_whose_orientation_is_none_still_names_and_turns_nothing(studio, said):
    studio.believes_sidecars = True
    photo = studio.take("a.png", "anna", boxes=[FACES[0]])
    photo.with_name("a.png.xmp").write_text(packet(("Anna", FACES[0]), said=f"tiff:Orientation='{said}'"))
    studio.scan()
    preview = preview_import(studio.library)
    assert import_names(studio.library, preview).named == 1
    (face,) = all_faces(studio)
    assert face.person_id is not None and is_same_face(face.box, FACES[0])


OF_4_TO_3 = (
    "tiff:ImageWidth='4000' tiff:ImageLength='3000'",
    "xmlns:exif='http://ns.adobe.com/exif/1.0/' exif:PixelXDimension='3000' exif:PixelYDimension='4000'",
)
SIZE = """<mwg-rs:AppliedToDimensions xmlns:stDim='http://ns.adobe.com/xap/1.0/sType/Dimensions#' stDim:w='{wide}'
 stDim:h='{high}' stDim:unit='pixel'/><mwg-rs:RegionList>"""


def made_for(text: str, wide: int, high: int) -> str:
    return text.replace("<mwg-rs:RegionList>", SIZE.format(wide=wide, high=high))


@pytest.mark.parametrize("orientation, is_other", [(6, False), (8, False), (3, True), (1, True)])
def test_a_shape_that_is_the_photos_once_its_sidecar_turns_it_is_no_other_picture(tmp_path, orientation, is_other):
    photo = tmp_path / "a.png"
    Image.new("RGB", (70, 84)).save(photo)
    text = made_for(packet(("Ben", FACES[0]), said=f"tiff:Orientation='{orientation}'"), 840, 700)
    photo.with_name("a.png.xmp").write_text(text)
    found = read_regions(photo)
    assert (found.of_another_shape, bool(found.problems)) == (is_other, is_other)
    assert found.sidecar_orientation == orientation and [one.name for one in found.regions] == ["Ben"]


@pytest.mark.parametrize("said", [*OF_4_TO_3, "regions"])
def test_a_sidecar_left_behind_beside_a_photo_of_another_shape_draws_nothing_unasked(studio, said):
    """The pictures here are square: whoever wrote it saw another one."""
    photo = studio.take("a.png", "anna", boxes=[FACES[0]])
    studio.scan()
    named = ("Ben", FACES[0]), ("Carl", FACES[1])
    text = made_for(packet(*named), 4000, 3000) if said == "regions" else packet(*named, said=said)
    photo.with_name("a.png.xmp").write_text(text)
    preview = preview_import(studio.library)
    assert {found.name: found.ours.code for found in preview.conflicts} == dict.fromkeys(
        ("Ben", "Carl"), FindingCode.OF_ANOTHER_PICTURE
    )
    done = import_names(studio.library, preview)
    assert (done.named, done.drawn) == (0, 0)
    done = import_names(studio.library, preview, theirs=True)
    assert (done.named, done.drawn) == (1, 1), "somebody says that it is right all the same"


@pytest.mark.parametrize("size", [(4000, 3000), (800, 800)])
def test_regions_that_all_lie_on_faces_or_fit_the_shape_name_them(studio, size):
    photo = studio.take("a.png", "anna", boxes=[FACES[0]])
    studio.scan()
    named = [("Anna", FACES[0])] if size[0] != size[1] else [("Anna", FACES[0]), ("Carl", FACES[1])]
    photo.with_name("a.png.xmp").write_text(made_for(packet(*named), *size))
    preview = preview_import(studio.library)
    assert preview.conflicts == [] and {found.name for found in preview.findings} == {name for name, _box in named}


def test_what_a_photo_says_itself_goes_before_a_sidecar_of_another_shape(studio):
    photo = studio.take("a.png", "anna", boxes=[FACES[0]])
    studio.scan()
    with InFileWriter() as in_file:
        carry_out(plan_write(photo, [Region("Anna", FACES[0])], kind=Target.IN_FILE), in_file)
    photo.with_name("a.png.xmp").write_text(made_for(packet(("Ben", FACES[0])), 4000, 3000))
    found = read_regions(photo)
    assert ([region.name for region in found.regions], found.of_another_shape) == (["Anna"], False)


def test_a_sidecar_that_comes_after_the_scan_is_noticed_by_the_next_one(studio):
    photo, other = studio.take("a.png", "anna"), studio.take("b.png", "ben")
    studio.scan()
    taken = "xmlns:exif='http://ns.adobe.com/exif/1.0/' exif:DateTimeOriginal='2001-02-03T04:05:06'"
    beside = photo.with_name("a.png.xmp")
    beside.write_text(packet(("Anna", FACES[0]), said=taken))
    _report, looked_at = studio.scan()
    assert photos.photo_at(studio.library.catalog, photo).taken_at == datetime(2001, 2, 3, 4, 5, 6)
    assert photos.photo_at(studio.library.catalog, other).taken_from is not DateSource.SIDECAR
    assert looked_at == [], "it says nothing of how the picture lies"
    beside.write_text(packet(("Anna", FACES[0]), said=f"tiff:Orientation='6' {taken}"))
    _report, looked_at = studio.scan()
    assert looked_at == [photo]
    _report, looked_at = studio.scan()
    assert looked_at == [], "nothing has come since"


def test_a_sidecar_that_is_copied_with_its_old_time_is_noticed_and_one_that_lay_there_is_not(studio, tmp_path):
    photo, other = studio.take("a.png", "anna"), studio.take("b.png", "ben")
    text = packet(("Anna", FACES[0]), said="tiff:Orientation='6'")
    other.with_name("b.png.xmp").write_text(text)
    studio.scan()
    old = tmp_path / "old.xmp"
    old.write_text(text)
    os.utime(old, (10**9, 10**9))
    shutil.copy2(old, photo.with_name("a.png.xmp"))
    _report, looked_at = studio.scan()
    assert looked_at == [photo]


def test_a_sidecar_that_came_while_a_scan_was_stopped_is_noticed_by_the_next_one(studio):
    photo = studio.take("a.png", "anna")
    studio.scan()
    photo.with_name("a.png.xmp").write_text(packet(("Anna", FACES[0]), said="tiff:Orientation='6'"))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        studio.scan(cancel=token)
    _report, looked_at = studio.scan()
    assert looked_at == [photo]


def test_a_turn_that_the_user_has_said_is_not_asked_of_a_sidecar_that_comes_later(studio):
    photo = studio.take("a.png", "anna")
    studio.scan()
    turning.turn_photos(studio.library, [photos.photo_at(studio.library.catalog, photo).id], 1)
    studio.scan()
    photo.with_name("a.png.xmp").write_text(packet(("Anna", FACES[0]), said="tiff:Orientation='3'"))
    _report, looked_at = studio.scan()
    assert looked_at == []


def test_a_sidecar_of_another_ending_is_not_this_photos(studio):
    jpeg, other = studio.take("a.png", "anna"), studio.photos / "a.xmp"
    studio.scan()
    other.write_text(packet(("Ben", FACES[0]), said="photoshop:SidecarForExtension='tif'"))
    assert read_regions(jpeg).regions == ()
    with refused(MetadataProblem, ProblemCode.SIDECAR_OF_ANOTHER_PHOTO, photo="a.png"):
        target_of(jpeg, Target.STEM)
    other.write_text(packet(("Ben", FACES[0]), said="photoshop:SidecarForExtension='PNG'"))
    assert [region.name for region in read_regions(jpeg).regions] == ["Ben"]
    assert target_of(jpeg, Target.STEM) == other


def test_picasas_names_are_known_from_other_folders_and_from_contacts_beside_them(studio):
    for folder in ("one", "two"):
        studio.take(f"{folder}/a.png", "anna", "ben")
    studio.scan()
    corners = [round(value * 65535) for value in (0.05, 0.3, 0.25, 0.6)]
    other = [round(value * 65535) for value in (0.35, 0.3, 0.55, 0.6)]
    rects = ["".join(f"{value:04x}" for value in values) for values in (corners, other)]
    faces_line = f"faces=rect64({rects[0]}),a1;rect64({rects[1]}),b2\n"
    (studio.photos / "one" / ".picasa.ini").write_text(f"[Contacts2]\na1=Anna;;\n[a.png]\n{faces_line}")
    (studio.photos / "two" / ".picasa.ini").write_text(f"[a.png]\n{faces_line}")
    (studio.photos / "one" / "contacts.xml").write_text('<contacts><contact id="b2" name="Ben"/></contacts>')
    preview = preview_import(studio.library)
    assert sorted((found.photo.parent.name, found.name) for found in preview.findings) == [
        ("one", "Anna"), ("one", "Ben"), ("two", "Anna"), ("two", "Ben"),
    ]  # fmt: skip


def test_the_field_of_turned_photos_lies_on_faces(field, main_pack):
    from faceorg.images.decode import decode_photo
    from faceorg.vision.analyzer import Analyzer
    from faceorg.vision.packs.installed import load_pack

    analyzer = Analyzer(load_pack(str(main_pack), None))
    for photo in sorted(field("stored_or_upright").glob("*.embedded*.jpg")):
        here = [a_face(n, one.box) for n, one in enumerate(analyzer.detect(decode_photo(photo).pixels))]
        found = read_regions(photo)
        regions, fits = turned_to_fit(found.regions, found, here)
        assert fits, photo.name
        assert all(any(is_same_face(region.box, face.box) for face in here) for region in regions), photo.name


def test_heics_turned_by_exif_or_by_their_container_are_upright_and_framed_as_stored(field):
    from faceorg.images.decode import decode_photo

    folder = field("heic_turned_by_exif")
    turned, plain = decode_photo(folder / "rot6.heic"), decode_photo(folder / "plain.heic")
    assert turned.pixels.shape == plain.pixels.shape == (768, 1366, 3)
    assert read_regions(folder / "rot6.heic").frame == Frame(768, 1366, 6)
    for photo in (SHARED / "photos" / "exif_samples").rglob("arrow.heic"):  # irot says it; EXIF repeats it
        assert (decode_photo(photo).full_width, decode_photo(photo).full_height) == (3024, 4032)
        assert read_regions(photo).frame.upright_size == (3024, 4032)


@pytest.fixture
def digikam_says(studio):
    """digikam_says(row, ...) -> the file of a digiKam database with these rows about a.png; tag 9 is "Ignored"."""

    def make(*rows: tuple[int, str, str]) -> Path:
        file = write_database(
            studio.photos,
            """
            INSERT INTO Albums VALUES (1, 1, '/');
            INSERT INTO Images VALUES (1, 1, 'a.png', 1, 1);
            INSERT INTO ImageInformation VALUES (1, 1, 1000, 1000);
            INSERT INTO Tags VALUES (1, 0, 'Anna'), (7, 0, 'Unbekannt'), (8, 0, 'Unbestätigt'), (9, 0, 'Ignoriert');
            INSERT INTO TagProperties VALUES (1, 'person', 'Anna'), (7, 'person', NULL), (7, 'unknownPerson', NULL),
              (8, 'person', NULL), (8, 'unconfirmedPerson', NULL), (9, 'person', NULL), (9, 'ignoredPerson', NULL);
            """,
        )
        with closing(sqlite3.connect(file)) as connection:
            connection.executemany("INSERT INTO ImageTagProperties VALUES (1, ?, ?, ?)", rows)
            connection.commit()
        return file

    return make


def rect(box: Box) -> str:
    x, y, width, height = (round(1000 * side) for side in (box.x, box.y, box.width, box.height))
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}"/>'


def test_what_digikam_guesses_is_nobodys_name_until_the_user_believes_it(studio, digikam_says):
    studio.take("a.png", "anna", "ben", "stranger")
    studio.scan()
    first, second, third = sorted((face.box for face in all_faces(studio)), key=lambda box: box.x)
    database = digikam_says(
        (8, "autodetectedPerson", "1,autodetectedFace," + rect(first)), (7, "autodetectedFace", rect(first)),
        (1, "autodetectedFace", rect(second)), (9, "tagRegion", rect(third)),
    )  # fmt: skip
    preview = preview_import(studio.library, digikam=database)
    assert [(found.name, found.ours.code) for found in preview.conflicts] == [("Anna", FindingCode.ONLY_GUESSED)] * 2
    assert (preview.aside, preview.new_people, len(preview.findings)) == (1, (), 3)
    import_names(studio.library, preview)
    after = sorted(all_faces(studio), key=lambda face: face.box.x)
    assert [face.person_id for face in after] == [None] * 3 and after[2].ignored is IgnoreReason.STRANGER
    import_names(studio.library, preview_import(studio.library, digikam=database), theirs=True)
    assert sum(face.person_id is not None for face in all_faces(studio)) == 2


def test_a_name_that_somebody_confirmed_goes_before_a_guess_about_the_same_face(studio, digikam_says):
    photo = studio.take("a.png", "anna")
    studio.scan()
    (box,) = (face.box for face in all_faces(studio))
    photo.with_name("a.png.xmp").write_text(packet(("Ben", box)))
    database = digikam_says((8, "autodetectedPerson", "1,autodetectedFace," + rect(box)))
    preview = preview_import(studio.library, digikam=database)
    assert [(found.name, found.outcome) for found in preview.findings] == [("Ben", Outcome.NAME)]
