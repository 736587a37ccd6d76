"""Nearly the same pictures are decided about once and counted once, until the user says that they are not the same."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from faceorg.catalog import clusters, face_rows, faces, people
from faceorg.catalog.journal import journal
from faceorg.catalog.pictures import photos, stack_finding, stacks
from faceorg.domain import FaceId, IgnoreReason, PhotoId
from faceorg.errors import InvalidInput
from faceorg.library import maintenance
from faceorg.library.exports import exchange
from faceorg.library.opening import history
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits, pictures
from faceorg.library.recognising import grouping
from faceorg.library.scanning import folders, forgetting, ingest
from faceorg.library.views import stack_views
from faceorg.messages.codes import ProblemCode
from tests.library.conftest import BOXES
from tests.old_edits import take_names_off
from tests.problems import refused


def photo_of(studio, name: str) -> PhotoId:
    return photos.photo_at(studio.library.catalog, studio.photos / name).id


def faces_of(studio, name: str):
    return faces.faces_of_photo(studio.library.catalog, photo_of(studio, name))


def named(studio, name: str) -> list[str | None]:
    """Who the faces of a photo are by the user's word."""
    known = {person.id: person.name for person in people.people(studio.library.catalog)}
    return [known[face.person_id] if face.assigned_by == "user" else None for face in faces_of(studio, name)]


def shown(studio, name: str) -> list[str | None]:
    """Who the faces of a photo are, by whoever says so."""
    known = {person.id: person.name for person in people.people(studio.library.catalog)}
    return [known[face.person_id] if face.person_id else None for face in faces_of(studio, name)]


def stacked(studio) -> list[list[str]]:
    """The stacks by their files, the photo that stands for each first."""
    path = {photo.id: str(photo.path.relative_to(studio.photos)) for photo in photos.all_photos(studio.library.catalog)}
    found = stack_views.stacks_of_photos(studio.library)
    return [[path[of], *sorted(path[one] for one in others)] for of, others in found.items()]


def do(studio, edited):
    grouping.after_edit(studio.library, edited)
    return edited


@pytest.fixture
def pair(studio):
    """A picture of Anna and Ben, the same one twice as large, and another of Anna; scanned, nobody named."""
    studio.take("small.png", "anna", "ben")
    studio.resave("small.png", "large.png", "anna", "ben")
    studio.take("other.png", "anna")
    studio.scan()
    return studio


def test_a_resized_picture_is_stacked_below_the_largest(pair):
    assert stacked(pair) == [["large.png", "small.png"]]


def test_a_name_given_in_one_is_given_in_all_by_one_edit_and_counts_once(pair):
    made = do(pair, edits.name_faces(pair.library, [faces_of(pair, "small.png")[0].id], "Anna"))
    assert made.facts.faces == 1
    assert named(pair, "small.png") == named(pair, "large.png") == ["Anna", None]
    (anna,) = people.summaries(pair.library.catalog)
    assert (anna.faces - anna.automatic, anna.photos - anna.automatic, anna.stacked) == (1, 1, 1)
    do(pair, history.undo(pair.library))
    assert named(pair, "small.png") == named(pair, "large.png") == [None, None]


def test_what_is_rejected_confirmed_taken_off_or_put_aside_is_so_in_all(pair):
    library = pair.library
    large, small = faces_of(pair, "large.png"), faces_of(pair, "small.png")
    anna = edits.name_faces(library, [large[0].id], "Anna").person_id
    edits.reject_faces(library, [small[0].id], anna)
    assert {(row.face_id, row.person_id) for row in people.rejections(library.catalog)} == {
        (large[0].id, anna),
        (small[0].id, anna),
    }
    assert named(pair, "large.png") == [None, None]
    edits.ignore_faces(library, [large[1].id], IgnoreReason.STRANGER)
    assert [faces_of(pair, name)[1].ignored for name in ("large.png", "small.png")] == [IgnoreReason.STRANGER] * 2
    edits.unignore_faces(library, [small[1].id])
    assert people.ignored(library.catalog) == {}
    edits.assign_faces(library, [small[0].id], anna)
    take_names_off(library, [large[0].id])
    assert named(pair, "small.png") == [None, None]


def test_a_scan_counts_the_faces_of_a_stack_once(pair):
    report, _ = pair.scan()
    assert (report.found, report.faces, report.stacked) == (3, 3, 1)


def test_a_stack_is_no_group_and_its_faces_wait_once(pair):
    for cluster in clusters.clusters(pair.library.catalog):
        assert len({faces.face(pair.library.catalog, face).photo_id for face in cluster.face_ids}) == len(
            cluster.face_ids
        )
    waiting = [face for cluster in clusters.clusters(pair.library.catalog) for face in cluster.face_ids]
    waiting += [row.face_id for row in face_rows.alone(pair.library.catalog)]
    assert set(waiting).isdisjoint(face.id for face in faces_of(pair, "small.png"))


def test_a_picture_that_comes_later_is_who_the_first_one_is(studio):
    studio.take("small.png", "anna", "ben")
    studio.scan()
    edits.name_faces(studio.library, [faces_of(studio, "small.png")[0].id], "Anna")
    studio.resave("small.png", "large.png", "anna", "ben")
    studio.scan()
    assert shown(studio, "large.png") == ["Anna", None]
    (anna,) = people.summaries(studio.library.catalog)
    assert (anna.faces, anna.photos, anna.automatic, anna.stacked) == (1, 1, 0, 1)


def test_pictures_about_which_something_else_was_said_stay_by_themselves(studio):
    studio.library.save_settings(
        replace(studio.library.settings, grouping=replace(studio.library.settings.grouping, stack=False))
    )
    studio.take("small.png", "anna")
    studio.resave("small.png", "large.png", "anna")
    studio.scan()
    for name in ("small.png", "large.png"):
        edits.name_faces(studio.library, [faces_of(studio, name)[0].id], name)
    studio.library.save_settings(
        replace(studio.library.settings, grouping=replace(studio.library.settings.grouping, stack=True))
    )
    studio.scan()
    assert stacked(studio) == []


def test_other_people_in_the_same_picture_are_another_picture(studio):
    studio.take("small.png", "anna")
    studio.resave("small.png", "large.png", "ben")
    studio.scan()
    assert stacked(studio) == []


def test_not_the_same_picture_is_one_edit_that_keeps_names_and_can_be_undone(pair):
    do(pair, edits.name_faces(pair.library, [faces_of(pair, "large.png")[0].id], "Anna"))
    do(pair, pictures.not_the_same_picture(pair.library, [photo_of(pair, "small.png")]))
    assert stacked(pair) == []
    assert named(pair, "small.png") == named(pair, "large.png") == ["Anna", None]
    assert people.summaries(pair.library.catalog)[0].stacked == 0
    take_names_off(pair.library, [faces_of(pair, "small.png")[0].id])
    assert named(pair, "large.png") == ["Anna", None]
    history.undo(pair.library)
    do(pair, history.undo(pair.library))
    assert stacked(pair) == [["large.png", "small.png"]]
    do(pair, history.redo(pair.library))
    assert stacked(pair) == []


def test_when_what_stood_for_a_stack_leaves_it_the_others_are_one_still(studio):
    studio.take("a.png", "anna")
    studio.resave("a.png", "b.png", "anna")
    studio.resave("b.png", "c.png", "anna")
    studio.scan()
    assert stacked(studio) == [["c.png", "a.png", "b.png"]]
    do(studio, pictures.not_the_same_picture(studio.library, [photo_of(studio, "c.png")]))
    assert stacked(studio) == [["b.png", "a.png"]]
    do(studio, history.undo(studio.library))
    assert stacked(studio) == [["c.png", "a.png", "b.png"]]


def test_what_is_in_no_stack_cannot_leave_one(pair):
    with refused(InvalidInput, ProblemCode.IN_NO_STACK, file="other.png"):
        pictures.not_the_same_picture(pair.library, [photo_of(pair, "other.png")])


def test_true_copies_are_told_that_they_are_one_picture(pair):
    shutil.copy(pair.photos / "other.png", pair.photos / "copy.png")
    pair.scan()
    for name in ("other.png", "copy.png"):
        with refused(InvalidInput, ProblemCode.ONLY_TRUE_COPIES, file=name):
            pictures.not_the_same_picture(pair.library, [photo_of(pair, name)])


def test_not_the_same_picture_survives_scans_and_a_rebuild_and_is_exported(pair, monkeypatch):
    pictures.not_the_same_picture(pair.library, [photo_of(pair, "small.png")])
    pair.touch(pair.photos / "small.png")
    pair.scan()
    assert stacked(pair) == []
    document = json.loads(json.dumps(exchange.export_decisions(pair.library)))
    assert len(document["other_pictures"]) == 1
    pool, real = pair.pool(), ingest.analyze
    monkeypatch.setattr(ingest, "analyze", lambda library, **options: real(library, **{**options, "pool": pool}))
    maintenance.rebuild(pair.library)
    assert stacked(pair) == []
    history.undo(pair.library)
    pair.scan()
    assert stacked(pair) == [["large.png", "small.png"]]
    exchange.import_decisions(pair.library, document, "here.json")
    pair.scan()
    assert stacked(pair) == []


def test_not_the_same_picture_goes_with_the_copy_that_is_left_and_is_taken_back_with_its_edit(pair):
    shutil.copy(pair.photos / "large.png", pair.photos / "copy.png")
    pair.scan()
    do(pair, pictures.not_the_same_picture(pair.library, [photo_of(pair, "small.png")]))
    (pair.photos / "large.png").unlink()
    pair.scan()
    assert stacked(pair) == [["copy.png", "large.png"]]
    assert maintenance.check(pair.library).findings == ()
    forgetting.forget(pair.library, [one.id for one in forgetting.missing_photos(pair.library)])
    pair.scan()
    assert stacked(pair) == []
    do(pair, history.undo(pair.library))
    assert stacked(pair) == [["copy.png", "small.png"]]


def test_a_forgotten_picture_is_not_told_apart_from_any(pair):
    catalog, before = pair.library.catalog, len(journal.history(pair.library.catalog))
    do(pair, pictures.not_the_same_picture(pair.library, [photo_of(pair, "small.png")]))
    (pair.photos / "large.png").unlink()
    pair.scan()
    forgetting.forget(pair.library, [one.id for one in forgetting.missing_photos(pair.library)])
    assert stacks.kept_apart(catalog, [photo_of(pair, "small.png")]) == set()
    assert len(journal.history(catalog)) == before


def test_not_the_same_picture_is_imported_for_the_photo_that_counts(pair):
    shutil.copy(pair.photos / "large.png", pair.photos / "copy.png")
    pair.edit_metadata(pair.photos / "copy.png")
    pair.scan()
    do(pair, pictures.not_the_same_picture(pair.library, [photo_of(pair, "small.png")]))
    large, copy = (photos.photo(pair.library.catalog, photo_of(pair, name)) for name in ("large.png", "copy.png"))
    document = json.loads(
        json.dumps(exchange.export_decisions(pair.library)).replace(large.content_hash, copy.content_hash)
    )
    do(pair, history.undo(pair.library))
    assert stacked(pair) == [["large.png", "copy.png", "small.png"]]
    do(pair, exchange.import_decisions(pair.library, document, "faceorg.json").edited)
    assert stacked(pair) == [["large.png", "copy.png"]]


def test_a_rebuild_finds_the_same_stacks(pair, monkeypatch):
    everybody = [FaceId(face) for face in range(1, 9)]
    before = stacked(pair), stacks.leads_of(pair.library.catalog, everybody)
    pool, real = pair.pool(), ingest.analyze
    monkeypatch.setattr(ingest, "analyze", lambda library, **options: real(library, **{**options, "pool": pool}))
    maintenance.rebuild(pair.library)
    assert (
        stacked(pair),
        dict(stacks.leads_of(pair.library.catalog, [FaceId(face) for face in range(1, 9)])),
    ) == before
    assert before[1], "without faces that are stacked there is nothing to find again"


@pytest.mark.parametrize("lost", ["large.png", "small.png"])
def test_the_picture_that_is_left_counts_alone_at_once(pair, lost):
    do(pair, edits.name_faces(pair.library, [faces_of(pair, "small.png")[0].id], "Anna"))
    (left,) = {"large.png", "small.png"} - {lost}
    (pair.photos / lost).unlink()
    pair.scan()
    assert stacked(pair) == []
    assert named(pair, left) == ["Anna", None]
    (anna,) = people.summaries(pair.library.catalog)
    assert (anna.faces - anna.automatic, anna.stacked) == (1, 0)


def test_a_folder_that_is_taken_out_takes_no_counts_with_it(studio):
    studio.take("in/small.png", "anna")
    studio.resave("in/small.png", "out/large.png", "anna")
    studio.scan(studio.photos / "in", studio.photos / "out")
    edits.name_faces(studio.library, [faces_of(studio, "in/small.png")[0].id], "Anna")
    folders.leave_out(studio.library, studio.photos / "out")
    (anna,) = people.summaries(studio.library.catalog)
    assert (anna.faces, anna.photos, anna.stacked) == (1, 1, 0)
    studio.scan(studio.photos / "out")
    (anna,) = people.summaries(studio.library.catalog)
    assert (anna.faces, anna.photos, anna.stacked) == (1, 1, 1)


def test_a_picture_that_becomes_another_one_leaves_its_stack(pair):
    pair.take("small.png", "dora")
    pair.touch(pair.photos / "small.png")
    pair.scan()
    assert stacked(pair) == []


def test_a_true_copy_of_a_stacked_picture_is_in_its_stack(pair):
    shutil.copy(pair.photos / "small.png", pair.photos / "copy.png")
    pair.scan()
    assert stacked(pair) == [["large.png", "copy.png", "small.png"]]


def test_stacking_that_is_switched_off_forgets_stacks_and_finds_them_again(pair):
    def switch(on: bool) -> None:
        settings = pair.library.settings
        pair.library.save_settings(replace(settings, grouping=replace(settings.grouping, stack=on)))
        pair.scan()

    switch(False)
    assert stacked(pair) == []
    switch(True)
    assert stacked(pair) == [["large.png", "small.png"]]


def test_evidence_is_counted_once(pair):
    do(pair, edits.name_faces(pair.library, [face[0].id for face in (faces_of(pair, "large.png"),)], "Anna"))
    assert len(faces.confirmed_faces(pair.library.catalog, 10).face_ids) == 1
    do(pair, pictures.not_the_same_picture(pair.library, [photo_of(pair, "small.png")]))
    assert len(faces.confirmed_faces(pair.library.catalog, 10).face_ids) == 2


def test_a_face_that_only_one_picture_shows_waits_by_itself(studio):
    studio.take("small.png", "anna")
    studio.resave("small.png", "large.png", "anna", "ben")
    studio.scan()
    assert stacked(studio) == [["large.png", "small.png"]]
    edits.name_faces(studio.library, [faces_of(studio, "large.png")[1].id], "Ben")
    assert (named(studio, "large.png"), named(studio, "small.png")) == ([None, "Ben"], [None])


def test_faces_correspond_by_place_and_likeness(studio):
    """Two people who change places between two pictures are two other faces, whatever the pictures look like."""
    studio.take("small.png", "anna", "ben")
    studio.resave("small.png", "large.png", "ben", "anna")
    studio.scan()
    assert stacked(studio) == []
    assert BOXES[0].iou(BOXES[1]) == 0


def test_a_library_of_an_older_faceorg_is_stacked_by_its_small_pictures(studio):
    from faceorg.catalog.pictures import previews
    from faceorg.images.preview import photo_preview

    studio.take("small.png", "anna")
    studio.resave("small.png", "large.png", "anna")
    studio.scan()
    catalog = studio.library.catalog
    catalog.connection.execute("DELETE FROM thumbs.photo_signatures")
    for photo in photos.all_photos(catalog):
        with Image.open(photo.path) as picture:
            jpeg = photo_preview(np.asarray(picture.convert("RGB").resize((96, 96), Image.Resampling.NEAREST)))
        previews.save_previews(catalog, [(photo.id, photo.content_hash, jpeg)])
    stack_finding.put_off(catalog, [photo_of(studio, "small.png")])
    catalog.connection.execute("DELETE FROM stacks")
    catalog.connection.execute("DELETE FROM stack_faces")
    studio.scan()
    assert stacked(studio) == [["large.png", "small.png"]]


def test_bursts_and_copies_of_the_sample_photos_are_stacked_and_nothing_else(tmp_path: Path, sample_photos, main_pack):
    """Real faces: three frames of one moment, a true copy, and every tenth photo resized and saved again."""
    root = tmp_path / "photos"
    shutil.copytree(sample_photos, root)
    (root / "mailed").mkdir()
    wanted = {"IMG_20170514_151001_BURST": 3, "IMG_2041": 2}
    for number, file in enumerate(sorted(sample_photos.rglob("*.[jJ][pP][gG]"))):
        if number % 10 == 3:
            with Image.open(file) as stored:
                picture = ImageOps.exif_transpose(stored).convert("RGB")
            half = picture.resize((picture.width // 2, picture.height // 2))
            half.save(root / "mailed" / f"{file.stem}.mail.jpg", quality=70)
            wanted[file.stem] = 2
    with open_library(tmp_path / "library") as library:
        ingest.scan(library, [root], pack=str(main_pack), workers=1)
        found = {}
        for of, others in stack_views.stacks_of_photos(library).items():
            stems = [photo.path.stem for photo in photos.photos(library.catalog, [of, *others])]
            common = stems[0].rstrip("123") if "BURST" in stems[0] else stems[0].removesuffix(" (1)")
            assert all(stem.startswith(common) for stem in stems), stems
            found[common] = len(stems)
        assert found == wanted
        alone = {face.id for face in faces.all_faces(library.catalog)}
        leads = stacks.leads_of(library.catalog, sorted(alone))
        assert len(leads) >= 4, "two faces of the burst, twice over, are stacked"
