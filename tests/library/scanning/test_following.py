"""Names follow the person, whatever happens to the file: cropped, mirrored, replaced, restored; twenty random lives.

The photos are the shipped samples, the pack is a real one. `packaging/bench/following.py` lives hundreds of lives.
"""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageOps, ImageStat

from faceorg.boxes import Box
from faceorg.domain import IgnoreReason
from faceorg.library import pictures
from faceorg.library.names_in_files.files import write_names
from faceorg.library.names_in_files.plans import WritingChoice
from faceorg.library.opening import history
from faceorg.library.people import edits, turning
from faceorg.library.recognising import search
from faceorg.library.views import face_views, people_views, photo_views
from faceorg.metadata.readers import read_regions
from faceorg.metadata.writer import Target
from faceorg.vision.packs.installed import read_pack

BENCH = Path(__file__).parents[3] / "packaging" / "bench"
LAKE = "2016/07 Lake/DSC01219.JPG"  # Ruth, Henry, Maya from the left
LAKE_PAIR = "2016/07 Lake/DSC01211.JPG"  # Ada, Ravi
CHRISTMAS = "2016/12 Christmas/IMG_20161224_184403.jpg"  # Henry, Ruth, Ada, Maya
RUTH, RUTH_LATER, HENRY = (
    "2016/12 Christmas/IMG_20161224_180522.jpg",
    "2018/08 Beach/IMG_2061.JPG",
    "2017/10 Autumn walk/DSC01556.JPG",
)


@pytest.fixture(scope="session")
def bench():
    """The module of the benchmark, which has a library's life in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        return importlib.import_module("following")


@pytest.fixture(scope="session")
def pool(bench, main_pack: Path):
    return bench.HerePool(read_pack(main_pack))


@pytest.fixture
def life(bench, pool, main_pack: Path, tmp_path: Path):
    """An empty library, and a folder of photos in which everybody is known."""
    made = bench.Life(tmp_path, pool, read_pack(main_pack), bench.sample_faces())
    yield made
    made.close()


@pytest.fixture
def named(life, sample_photos: Path):
    """named(sample) -> a file that is scanned and named, faces from the left to the right."""

    def make(sample: str) -> Path:
        path = life.add(sample_photos / sample)
        life.scan()
        for face in faces_in(life, path):
            edits.name_faces(life.library, [face.id], life.at(path, face.box))
        return path

    return make


def faces_in(life, path: Path):
    photo_id = photo_views.require_photo(life.library, str(path))
    return face_views.faces_of_photo(life.library, photo_id)


def names_in(life, path: Path) -> list[str | None]:
    """Whom the user named in a photo as it is now, from the left; None for a face without a decided name."""
    names = {person.id: person.name for person in life.people()}
    return [names[face.person_id] if face.assigned_by == "user" else None for face in faces_in(life, path)]


def left_behind(life, path: Path) -> list[str]:
    names = {person.id: person.name for person in life.people()}
    photo_id = photo_views.require_photo(life.library, str(path))
    return [names[one.person_id] for one in face_views.left_behind(life.library, photo_id) if one.person_id]


def test_a_crop_keeps_each_name_on_its_face_and_the_lost_one_with_the_photo(bench, life, named):
    path = named(CHRISTMAS)
    assert names_in(life, path) == ["Henry Brook", "Ruth Brook", "Ada Brook", "Maya Menon"]
    first = life.faces[path][0][1]
    to = Box(first.x + first.width + 0.01, 0, 0.99 - first.x - first.width, 1)
    life.redraw(
        path,
        lambda one: one.crop((round(to.x * one.width), 0, one.width, one.height)),
        lambda box: bench.cropped(box, to),
    )
    life.scan()
    assert names_in(life, path) == ["Ruth Brook", "Ada Brook", "Maya Menon"]
    assert left_behind(life, path) == ["Henry Brook"]


def test_a_file_of_the_field_that_was_cropped_in_place_keeps_the_three_who_stayed(life, field):
    path = life.root / "photo.jpg"
    shutil.copyfile(field("replaced_in_place") / "before.jpg", path)
    life.faces[path] = ()
    life.scan()
    for number, face in enumerate(faces_in(life, path), 1):
        edits.name_faces(life.library, [face.id], f"P{number}")
    shutil.copyfile(field("replaced_in_place") / "after.jpg", path)
    life.scan()
    assert names_in(life, path) == ["P2", "P3", "P4"]
    assert left_behind(life, path) == ["P1"]


def test_the_sidecar_of_a_cropped_picture_names_who_is_still_in_it_and_each_in_their_place(bench, life, named):
    path = named(LAKE)
    choice = WritingChoice(Target.FULL_NAME, False)
    write_names(life.library, choice=choice)
    first = life.faces[path][0][1]
    to = Box(first.x + first.width + 0.01, 0, 0.98 - first.x - first.width, 1)
    life.redraw(path, lambda picture: bench.cut(picture, to), lambda box: bench.cropped(box, to))
    life.scan()
    write_names(life.library, choice=choice)
    said = {region.name: life.at(path, region.box) for region in read_regions(path).regions}
    assert said == {"Henry Brook": "Henry Brook", "Maya Menon": "Maya Menon"}


def test_in_a_mirror_nobody_swaps_names(life, named):
    path = named(LAKE)
    life.mirror(path, 0)
    life.scan()
    assert names_in(life, path) == ["Maya Menon", "Henry Brook", "Ruth Brook"]
    assert left_behind(life, path) == []


def test_a_portrait_replaced_by_another_persons_is_not_named_after_the_first(life, named, sample_photos: Path):
    path = named(RUTH)
    shutil.copy(sample_photos / HENRY, path)
    life.faces[path] = life.samples[sample_photos / HENRY]
    life.scan()
    assert names_in(life, path) == [None]
    assert left_behind(life, path) == ["Ruth Brook"]


def test_a_portrait_replaced_by_another_of_the_same_person_keeps_the_name(life, named, sample_photos: Path):
    path = named(RUTH)
    shutil.copy(sample_photos / RUTH_LATER, path)
    life.faces[path] = life.samples[sample_photos / RUTH_LATER]
    life.scan()
    assert names_in(life, path) == ["Ruth Brook"]


def test_what_was_decided_comes_back_with_the_old_picture(life, named, sample_photos: Path):
    path = named(LAKE_PAIR)
    before = path.read_bytes()
    shutil.copy(sample_photos / HENRY, path)
    life.scan()
    path.write_bytes(before)
    life.scan()
    assert names_in(life, path) == ["Ada Brook", "Ravi Menon"]
    assert left_behind(life, path) == []


def test_a_name_whose_face_is_gone_can_be_taken_back(life, named, sample_photos: Path):
    path = named(RUTH)
    shutil.copy(sample_photos / HENRY, path)
    life.scan()
    history.undo(life.library)
    assert left_behind(life, path) == []
    history.redo(life.library)
    assert left_behind(life, path) == ["Ruth Brook"]


def test_a_file_that_was_moved_and_rated_between_two_scans_is_the_photo_it_was(life, named):
    path = named(LAKE)
    photo_id = photo_views.require_photo(life.library, str(path))
    life.move_and_tag(path, 3)
    (moved,) = life.faces
    life.scan()
    assert photo_views.require_photo(life.library, str(moved)) == photo_id
    assert names_in(life, moved) == ["Ruth Brook", "Henry Brook", "Maya Menon"]
    assert list(life.photos().values()) == [moved]


def test_drawn_faces_go_along_with_a_file_that_was_moved_and_rated(life, named):
    path = named(LAKE)
    life.draw(path, 0)
    drawn = [face for face in faces_in(life, path) if face.drawn]
    life.move_and_tag(path, 3)
    (moved,) = life.faces
    life.scan()
    assert [(face.id, face.box) for face in faces_in(life, moved) if face.drawn] == [(one.id, one.box) for one in drawn]


def test_a_copy_that_was_rated_is_another_photo_while_the_first_is_there(life, named, bench):
    path = named(LAKE)
    copy = path.with_name("copy.jpg")
    copy.write_bytes(bench.with_rating(path.read_bytes(), 5))
    life.faces[copy] = life.faces[path]
    life.scan()
    assert names_in(life, path) == ["Ruth Brook", "Henry Brook", "Maya Menon"]
    assert sorted(life.photos().values()) == sorted([path, copy])


def test_twenty_lives_end_with_every_decision_on_its_face_or_none(bench, pool, main_pack, tmp_path_factory):
    pack = read_pack(main_pack)

    @settings(
        max_examples=20,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(first=st.integers(0, 30), steps=bench.lives)
    def try_lives(first, steps):
        bench.live(tmp_path_factory.mktemp("life"), pool, pack, first, steps)

    try_lives()


@pytest.fixture
def lay(life, sample_photos: Path, request):
    """lay(quarters) -> a photo of four people, so many quarters to the left and without EXIF, and who is where."""

    def lay_down(quarters: int):
        if quarters == 2:
            request.getfixturevalue("pack_folder")("edgeface_xs")  # the starter sees upside down, too
        path = life.add(sample_photos / CHRISTMAS)
        upright = life.faces[path]
        for _quarter in range(quarters):
            life.turn(path, 0)
        return path, upright

    return lay_down


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_scan_on_its_side_is_noticed_and_once_turned_all_of_it_is_found(bench, life, lay, quarters):
    """Four people on a scan that lies; the names that were given before, to whom the detector saw, stay on them."""
    path, upright = lay(quarters)
    life.scan()
    for face in faces_in(life, path):
        edits.name_faces(life.library, [face.id], life.at(path, face.box))
    early = {name for name in names_in(life, path) if name}
    (lying,) = turning.photos_that_lie(life.library)
    assert photo_views.photo(life.library, lying).lies == quarters
    turning.turn_upright(life.library, [lying])
    life.scan()
    seen = [bench.nearest(upright, face.box) for face in faces_in(life, path)]
    assert seen == ["Henry Brook", "Ruth Brook", "Ada Brook", "Maya Menon"]
    assert {name for name in names_in(life, path) if name} == early
    assert all(name in (None, truth) for name, truth in zip(names_in(life, path), seen, strict=True))
    assert turning.photos_that_lie(life.library) == []


SIDECAR = """<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
 <rdf:Description rdf:about='' xmlns:tiff='http://ns.adobe.com/tiff/1.0/' {said}='{value}'/></rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize("orientation, quarters", [(6, 1), (3, 2), (8, 3)])
def test_a_photo_that_only_its_sidecar_turns_is_shown_and_named_upright(bench, life, lay, orientation, quarters):
    path, upright = lay(quarters)
    path.with_name(path.name + ".xmp").write_text(SIDECAR.format(said="tiff:Orientation", value=orientation))
    life.scan()
    photo = photo_views.photo(life.library, photo_views.require_photo(life.library, str(path)))
    with Image.open(path) as stored:
        size = stored.size if quarters == 2 else stored.size[::-1]
    assert (photo.turned, (photo.width, photo.height)) == (quarters, size)
    seen = [bench.nearest(upright, face.box) for face in faces_in(life, path)]
    assert seen == ["Henry Brook", "Ruth Brook", "Ada Brook", "Maya Menon"]
    assert turning.photos_that_lie(life.library) == []
    turning.turn_photos(life.library, [photo.id], turning.RIGHT)  # whoever says otherwise is believed
    life.scan()
    assert photo_views.photo(life.library, photo.id).turned == (quarters + 1) % 4
    history.undo(life.library)
    assert photo_views.photo(life.library, photo.id).turned == quarters
    assert [bench.nearest(upright, face.box) for face in faces_in(life, path)] == seen


MIRRORS = {2: ImageOps.mirror, 4: ImageOps.flip, 5: lambda one: one.transpose(Image.Transpose.TRANSPOSE)}
MIRRORS[7] = lambda one: one.transpose(Image.Transpose.TRANSVERSE)


@pytest.mark.parametrize("orientation", [2, 4, 5, 7])
def test_a_photo_that_its_sidecar_mirrors_is_shown_and_named_as_it_should_be(
    bench, life, request, sample_photos: Path, orientation
):
    """Stored as a film that was scanned the wrong way round: each of these undoes itself."""
    if orientation == 4:
        request.getfixturevalue("pack_folder")("edgeface_xs")  # the starter sees upside down, too
    path = life.add(sample_photos / CHRISTMAS)
    upright = life.faces[path]
    life.redraw(path, MIRRORS[orientation], lambda box: box)
    path.with_name(path.name + ".xmp").write_text(SIDECAR.format(said="tiff:Orientation", value=orientation))
    life.scan()
    photo = photo_views.photo(life.library, photo_views.require_photo(life.library, str(path)))
    assert photo.mirrored and photo.turned == {2: 0, 4: 2, 5: 3, 7: 1}[orientation]
    seen = [bench.nearest(upright, face.box) for face in faces_in(life, path)]
    assert seen == ["Henry Brook", "Ruth Brook", "Ada Brook", "Maya Menon"]
    with Image.open(path) as stored:
        meant = MIRRORS[orientation](stored.convert("RGB"))
    shown = Image.fromarray(pictures.open_picture(photo).pixels)
    assert shown.size == meant.size == (photo.width, photo.height)
    assert np.abs(np.asarray(shown, np.int16) - np.asarray(meant, np.int16)).mean() < 3
    turning.turn_photos(life.library, [photo.id], 2)
    life.scan()
    now = photo_views.photo(life.library, photo.id)
    assert now.mirrored and now.turned == (photo.turned + 2) % 4, "whoever turns it does not mirror it"
    history.undo(life.library)
    assert [bench.nearest(upright, face.box) for face in faces_in(life, path)] == seen


def test_a_sidecar_of_before_does_not_turn_a_photo_that_stands_upright(life, sample_photos: Path):
    path = life.add(sample_photos / CHRISTMAS)
    life.redraw(path, lambda picture: picture, lambda box: box)  # another program turned it, and took the EXIF off
    path.with_name(path.name + ".xmp").write_text(SIDECAR.format(said="tiff:Orientation", value=6))
    life.scan()
    photo = photo_views.photo(life.library, photo_views.require_photo(life.library, str(path)))
    assert photo.turned == 0 and len(faces_in(life, path)) == 4


def test_a_page_with_people_behind_a_letter_is_found_and_shown(life, sample_photos: Path, tmp_path: Path):
    with Image.open(sample_photos / CHRISTMAS) as picture:
        people = ImageOps.exif_transpose(picture).convert("RGB")
    letter = Image.new("RGB", (300, 400), "white")
    letter.paste("black", (40, 60, 260, 66))
    path = life.root / "scan.tif"
    letter.save(path, save_all=True, append_images=[letter, people, letter])
    life.faces[path] = ()
    life.scan()
    photo = photo_views.photo(life.library, photo_views.require_photo(life.library, str(path)))
    assert (photo.frame, photo.width, photo.height) == (2, *people.size)
    assert len(faces_in(life, path)) == 4
    shown = pictures.open_picture(photo)
    assert (
        shown.pixels.shape[:2] == people.size[::-1] and abs(shown.pixels.mean() - ImageStat.Stat(people).mean[0]) < 60
    )
    assert pictures.new_preview(life.library, photo.id) is not None


def test_photos_that_lie_right_are_not_offered(life, sample_photos: Path):
    for sample in (CHRISTMAS, LAKE, LAKE_PAIR, RUTH, HENRY):
        life.redraw(life.add(sample_photos / sample), lambda picture: picture, lambda box: box)  # without EXIF
    life.scan()
    assert turning.photos_that_lie(life.library) == []


def test_all_of_a_photo_booths_strip_are_named(life, named, tmp_path: Path):
    """Four pictures of one person on one strip: another picture of her, differently lit, cut and turned a little."""
    named(RUTH)
    with Image.open(life.root / "001.jpg") as picture:
        portrait = ImageOps.exif_transpose(picture).convert("RGB")
    shots = [portrait, ImageOps.mirror(portrait), ImageEnhance.Brightness(portrait).enhance(0.7), portrait.rotate(6)]
    strip = Image.new("RGB", (portrait.width, 4 * portrait.height))
    for number, shot in enumerate(shots):
        strip.paste(shot, (0, number * portrait.height))
    strip.save(tmp_path / "strip.jpg", quality=92)
    found = search.identify(life.library, tmp_path / "strip.jpg")
    names = {person.id: person.name for person in life.people()}
    assert [names.get(one.person_id) for one in found] == ["Ruth Brook"] * 4


def test_what_was_drawn_and_put_aside_before_a_mailed_copy_came_is_so_in_the_copy(life, named):
    """The copy is smaller: what the detector sees in it, and what the networks say of that, is another thing."""
    path = named(LAKE_PAIR)
    life.draw(path, 0)
    (thing,) = [face for face in faces_in(life, path) if face.drawn]
    stranger = next(face for face in faces_in(life, path) if life.at(path, face.box) == "Ravi Menon")
    edits.ignore_faces(life.library, [stranger.id], IgnoreReason.STRANGER)
    life.mail(path, 1)
    (sent,) = [one for one in life.faces if one != path]
    life.scan()
    assert names_in(life, sent) == names_in(life, path) == ["a thing 0", "Ada Brook", None]
    (drawn,) = [face for face in faces_in(life, sent) if face.drawn]
    assert drawn.box == thing.box and drawn.id != thing.id
    assert [face.ignored for face in faces_in(life, sent)] == [None, None, IgnoreReason.STRANGER]
    counted = {one.person.name: (one.faces, one.photos, one.stacked) for one in people_views.summaries(life.library)}
    assert counted["a thing 0"] == counted["Ada Brook"] == (1, 1, 1)
    path.unlink()
    del life.faces[path]
    life.scan()
    assert names_in(life, sent) == ["a thing 0", "Ada Brook", None]
