"""Edits: what each decides, what it refuses, what undo brings back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from faceorg.boxes import Box
from faceorg.catalog import clusters, faces
from faceorg.catalog import people as rows
from faceorg.catalog.pictures import photos
from faceorg.domain import AssignedBy, Derived, IgnoreReason, PhotoFilter
from faceorg.edits import EditFacts, EditKind, NamedPerson, Replayed
from faceorg.errors import InvalidInput, NotFound
from faceorg.library.opening import history
from faceorg.library.people import boxes, edits
from faceorg.library.recognising import grouping, search
from faceorg.library.review import after_edits
from faceorg.library.views import photo_views
from faceorg.messages.codes import ProblemCode
from tests.old_edits import take_names_off
from tests.problems import refused


def groups(studio):
    return clusters.clusters(studio.library.catalog, min_faces=2)


@pytest.fixture
def named(family):
    """The family with Anna and Ben named; .anna and .ben are their ids."""
    family.anna = edits.name_cluster(family.library, groups(family)[0].id, "Anna").person_id
    family.ben = edits.name_cluster(family.library, groups(family)[0].id, "Ben").person_id
    return family


def ids_of(studio, person_id):
    return {face.id for face in faces.faces_of_person(studio.library.catalog, person_id)}


def names(studio):
    return sorted(person.name for person in rows.people(studio.library.catalog))


def test_naming_a_group_names_all_its_faces_but_those_left_out(family):
    group = groups(family)[0]
    made = edits.name_cluster(family.library, group.id, "Anna", without=group.face_ids[:1])
    assert ids_of(family, made.person_id) == set(group.face_ids[1:])
    assert made.facts == EditFacts(EditKind.NAMED, (NamedPerson(made.person_id, "Anna"),), faces=3)
    assert [edit.facts for edit in history.history(family.library)] == [made.facts]


def test_only_faces_that_were_shown_get_the_name_of_a_group(family):
    group = groups(family)[0]
    seen, unseen = group.face_ids[:3], set(group.face_ids[3:])
    anna = edits.name_group(family.library, seen, "Anna").person_id
    assert ids_of(family, anna) == set(seen)
    assert unseen & rows.confirmed(family.library.catalog).keys() == set()
    other = groups(family)[0]
    merged = edits.merge_people(family.library, anna, [], groups=[other.face_ids[:2]])
    assert ids_of(family, anna) == set(seen) | set(other.face_ids[:2])
    assert merged.facts.faces == 2


def test_what_was_decided_meanwhile_stays_when_its_group_gets_a_name(family):
    seen = groups(family)[0].face_ids
    ben = edits.name_faces(family.library, seen[:1], "Ben").person_id
    edits.ignore_faces(family.library, seen[1:2], IgnoreReason.STRANGER)
    anna = edits.name_group(family.library, seen, "Anna").person_id
    assert ids_of(family, anna) == set(seen[2:])
    assert ids_of(family, ben) == {seen[0]} and set(rows.ignored(family.library.catalog)) == {seen[1]}
    with pytest.raises(InvalidInput) as refused:
        edits.name_group(family.library, seen, "Cleo")
    assert refused.value.code is ProblemCode.FACES_ALREADY_DECIDED
    assert names(family) == ["Anna", "Ben"]


def test_a_face_left_out_of_a_name_is_not_given_to_that_person_by_itself(family):
    group = groups(family)[0]
    made = edits.name_cluster(family.library, group.id, "Anna", without=group.face_ids[:1])
    grouping.after_edit(family.library, made)
    grouping.settle(family.library, full=True)
    assert ids_of(family, made.person_id) == set(group.face_ids[1:])
    history.undo(family.library)
    assert rows.rejections(family.library.catalog) == []


def test_a_known_name_gets_the_faces_and_new_makes_a_namesake(family):
    first, second = groups(family)
    anna = edits.name_cluster(family.library, first.id, "Anna").person_id
    assert edits.name_cluster(family.library, second.id, "anna").person_id == anna
    history.undo(family.library)
    other = edits.name_cluster(family.library, second.id, "Anna", new=True).person_id
    assert other != anna
    assert names(family) == ["Anna", "Anna"]
    with refused(InvalidInput, ProblemCode.SEVERAL_NAMESAKES, count=2):
        edits.find_person(family.library, "Anna")
    assert edits.find_person(family.library, str(other)).id == other


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", ProblemCode.NAME_EMPTY),
        ("   ", ProblemCode.NAME_EMPTY),
        ("x" * 10_000, ProblemCode.NAME_TOO_LONG),
        ("a\x00b", ProblemCode.NAME_WITH_CONTROL_CHARACTERS),
    ],
)
def test_a_name_that_is_empty_or_endless_is_refused(family, name, code):
    with refused(InvalidInput, code):
        edits.name_cluster(family.library, groups(family)[0].id, name)
    assert names(family) == []


def test_a_person_named_from_one_single_photo_is_recognised_elsewhere(family):
    group = groups(family)[0]
    named = edits.name_faces(family.library, group.face_ids[:1], "Anna")
    more = after_edits.look_for_more(family.library, [named])
    assert (more.person_id, more.assigned) == (named.person_id, 3)
    found = faces.faces_of_person(family.library.catalog, named.person_id)
    assert [face.assigned_by for face in found if face.id != group.face_ids[0]] == [AssignedBy.AUTO] * 3


def test_a_new_photo_of_a_named_person_is_assigned_automatically_and_undo_of_the_name_takes_it_back(named):
    named.take("anna-later.png", "anna")
    named.scan()
    found = faces.faces_of_person(named.library.catalog, named.anna)
    assert [face.assigned_by for face in found].count(AssignedBy.AUTO) == 1
    history.undo(named.library)  # Ben
    history.undo(named.library)  # Anna
    assert names(named) == []
    assert {face.person_id for face in faces.all_faces(named.library.catalog)} == {None}


def test_a_rejected_face_is_never_given_to_that_person_again(named):
    face_id = min(ids_of(named, named.anna))
    edits.reject_faces(named.library, [face_id], named.anna)
    grouping.settle(named.library)
    assert faces.face(named.library.catalog, face_id).person_id is None
    edits.assign_faces(named.library, [face_id], named.anna)  # the user may change their mind
    assert rows.rejections(named.library.catalog) == []


def test_splitting_off_chosen_faces_makes_another_person(named):
    chosen = sorted(ids_of(named, named.anna))[:2]
    made = edits.split_faces(named.library, chosen, "Maria")
    assert ids_of(named, made.person_id) == set(chosen)
    grouping.settle(named.library)
    assert ids_of(named, named.anna).isdisjoint(chosen)
    with refused(InvalidInput, ProblemCode.FACES_HAVE_THIS_NAME):
        edits.split_faces(named.library, chosen, "Maria")
    history.undo(named.library)
    assert set(chosen) <= ids_of(named, named.anna)


def test_two_people_under_one_name_split_by_sub_groups(family):
    first, second = groups(family)
    mixed = edits.name_faces(family.library, [*first.face_ids, *second.face_ids], "Both").person_id
    parts = grouping.split_preview(family.library, mixed, 0.5)
    assert [set(part) for part in parts] == [set(first.face_ids), set(second.face_ids)]
    edits.split_person(family.library, mixed, parts)
    assert ids_of(family, mixed) == set(first.face_ids)
    grouping.settle(family.library)
    assert set(second.face_ids) in [set(group.face_ids) for group in groups(family)]
    with refused(InvalidInput, ProblemCode.NO_SUB_GROUPS):
        edits.split_person(family.library, mixed, grouping.split_preview(family.library, mixed, 0.5))


def test_ignored_faces_leave_the_groups_and_can_be_brought_back(family):
    group = groups(family)[0]
    edits.ignore_cluster(family.library, group.id)
    assert group.id not in [left.id for left in groups(family)]
    edits.unignore_faces(family.library, group.face_ids)
    assert group.id in [left.id for left in groups(family)]


def test_a_face_that_is_none_is_found_no_more(named):
    face_id = min(ids_of(named, named.anna))
    other = max(ids_of(named, named.anna))
    edits.ignore_faces(named.library, [face_id], IgnoreReason.NOT_A_FACE)
    assert face_id not in [found.face_id for found in search.find_by_face(named.library, other)]


def test_undo_of_a_name_shows_the_group_again(family):
    group = groups(family)[0]
    edits.name_cluster(family.library, group.id, "Anna")
    history.undo(family.library)
    assert groups(family)[0] == group
    history.redo(family.library)
    assert names(family) == ["Anna"]


def test_a_group_keeps_its_id_when_new_photos_join_it(family):
    before = [group.id for group in groups(family)]
    family.take("anna-more.png", "anna")
    family.scan()
    assert [group.id for group in groups(family)] == before
    assert len(groups(family)[0].face_ids) == 5


def test_nobody_is_found_before_the_day_of_birth(named):
    edits.set_birth_date(named.library, named.anna, date(2020, 1, 1))  # every picture was taken in 2019
    named.take("anna-later.png", "anna")
    named.scan()
    assert AssignedBy.AUTO not in [f.assigned_by for f in faces.faces_of_person(named.library.catalog, named.anna)]
    with refused(InvalidInput, ProblemCode.BORN_TOO_EARLY):
        edits.set_birth_date(named.library, named.anna, date(1699, 12, 31))
    with refused(InvalidInput, ProblemCode.BORN_IN_THE_FUTURE):
        edits.set_birth_date(named.library, named.anna, date.today() + timedelta(days=2))


def test_hiding_covers_and_renaming_are_edits_too(named):
    cover = min(ids_of(named, named.anna))
    edits.set_cover(named.library, named.anna, cover)
    edits.hide_person(named.library, named.anna)
    edits.rename_person(named.library, named.anna, "  Anna   Keller ")
    person = rows.person(named.library.catalog, named.anna)
    assert (person.name, person.hidden, person.cover_face_id) == ("Anna Keller", True, cover)
    for _ in range(3):
        history.undo(named.library)
    person = rows.person(named.library.catalog, named.anna)
    assert (person.name, person.hidden, person.cover_face_id) == ("Anna", False, None)
    with refused(InvalidInput, ProblemCode.FACE_OF_SOMEBODY_ELSE, name="Anna"):
        edits.set_cover(named.library, named.anna, min(ids_of(named, named.ben)))


def test_a_drawn_face_disappears_with_its_box_and_comes_back_with_undo(family):
    made = boxes.draw_face(family.library, 1, Box(0.8, 0.05, 0.1, 0.1), "Carl")
    assert ids_of(family, made.person_id) == set(made.faces)
    boxes.remove_face(family.library, made.faces[0])
    assert ids_of(family, made.person_id) == set()
    history.undo(family.library)
    assert ids_of(family, made.person_id) == set(made.faces)
    with refused(InvalidInput, ProblemCode.BOX_UNUSABLE):
        boxes.draw_face(family.library, 1, Box(0.99999, 0.5, 0.3, 0.3))


def test_unknown_ids_are_said_in_one_sentence(family):
    for call in (
        lambda: edits.name_cluster(family.library, 999, "Anna"),
        lambda: edits.name_faces(family.library, [999], "Anna"),
        lambda: edits.rename_person(family.library, 999, "Anna"),
        lambda: edits.find_person(family.library, "Nobody"),
        lambda: edits.find_person(family.library, "99999999999999999999999"),
        lambda: search.find_by_face(family.library, 999),
        lambda: photo_views.find_photos(family.library, PhotoFilter(all_of=(999,))),
    ):
        with pytest.raises(NotFound):
            call()


def found(studio, **wanted):
    from faceorg.catalog.pictures import photos

    ids = photo_views.find_photos(studio.library, PhotoFilter(**wanted))
    return {photo.path.name for photo in photos.photos(studio.library.catalog, ids)}


def test_photos_are_found_by_people_days_and_folder(named):
    anna, ben = named.anna, named.ben
    assert found(named, all_of=(anna, ben)) == {"both.png"}
    assert found(named, all_of=(anna,), none_of=(ben,)) == {"anna0.png", "anna1.png", "anna2.png"}
    assert len(found(named, any_of=(anna, ben))) == 6
    assert found(named, all_of=(anna,), only=True) == {"anna0.png", "anna1.png", "anna2.png"}
    assert found(named, all_of=(anna, ben), only=True) == {"both.png"}
    assert found(named, unnamed=True) == {"stranger.png"}
    assert found(named, since=date(2019, 8, 1)) == set()
    assert len(found(named, since=date(2019, 7, 31), until=date(2019, 7, 31))) == 7
    assert found(named, folder=named.photos / "nowhere") == set()
    assert len(found(named, folder=named.photos)) == 7


def test_find_ranks_the_same_person_first_and_leaves_the_probe_out(named):
    probe = min(ids_of(named, named.anna))
    matches = search.find_by_face(named.library, probe)
    assert {match.face_id for match in matches[:3]} == ids_of(named, named.anna) - {probe}
    assert [match.similarity for match in matches] == sorted((m.similarity for m in matches), reverse=True)


def test_outliers_put_the_wrong_face_first(named):
    wrong = min(ids_of(named, named.ben))
    edits.assign_faces(named.library, [wrong], named.anna)
    assert search.outliers(named.library, named.anna)[0][0] == wrong
    with refused(InvalidInput, ProblemCode.TOO_FEW_FACES_TO_RANK):
        search.outliers(named.library, named.ben)


def test_faces_in_deleted_photos_tell_who_fits_and_are_not_listed(named):
    wrong = next(iter(ids_of(named, named.ben)))
    edits.assign_faces(named.library, [wrong], named.anna)
    photos.mark_missing(named.library.catalog, [faces.face(named.library.catalog, wrong).photo_id])
    ranked = [face_id for face_id, _fit in search.outliers(named.library, named.anna)]
    assert len(ranked) >= 3
    assert wrong not in ranked


def test_the_history_keeps_what_every_verb_did(named):
    """Who was meant by id and by the name of the time, how many, when, in which file; no sentence."""
    library, anna, ben = named.library, named.anna, named.ben
    hers, his = sorted(ids_of(named, anna)), sorted(ids_of(named, ben))
    stranger = next(face.id for face in faces.all_faces(library.catalog) if face.person_id is None)
    photo = faces.face(library.catalog, stranger).photo_id
    file = photos.photo(library.catalog, photo).path.name
    start = len(history.history(library))
    edits.rename_person(library, anna, "Ann")
    clusters.replace_derived(library.catalog, "automatic", [Derived(stranger, anna, 0.7, 0.2, 0.99)])
    edits.confirm_faces(library, [stranger])
    take_names_off(library, [stranger])
    edits.separate_people(library, ben, anna)
    edits.hide_person(library, anna)
    edits.hide_person(library, anna, hidden=False)
    edits.set_cover(library, anna, hers[0])
    edits.set_birth_date(library, anna, date(1985, 12, 2))
    edits.set_birth_date(library, anna, None)
    edits.reject_faces(library, [stranger], anna)
    edits.ignore_faces(library, [stranger], IgnoreReason.NOT_A_FACE)
    edits.unignore_faces(library, [stranger])
    edits.split_faces(library, hers[:1])
    zoe = edits.split_faces(library, hers[1:2], "Zoe").person_id
    edits.split_person(library, ben, [his[:2], his[2:]])
    bert = boxes.draw_face(library, photo, Box(0.1, 0.1, 0.2, 0.1), "Bert")
    boxes.move_face(library, bert.faces[0], Box(0.2, 0.1, 0.2, 0.1))
    boxes.remove_face(library, bert.faces[0])
    boxes.draw_face(library, photo, Box(0.5, 0.1, 0.2, 0.1))
    edits.assign_faces(library, [stranger], zoe)
    edits.merge_people(library, ben, [anna, zoe], force=True)
    edits.delete_person(library, ben)
    ann, his_name, her = NamedPerson(anna, "Ann"), NamedPerson(ben, "Ben"), NamedPerson(zoe, "Zoe")
    made = [edit.facts for edit in reversed(history.history(library))][start:]
    assert made == [
        EditFacts(EditKind.RENAMED, (NamedPerson(anna, "Anna"), ann)),
        EditFacts(EditKind.CONFIRMED, faces=1),
        EditFacts(EditKind.UNNAMED, faces=1),
        EditFacts(EditKind.KEPT_APART, (his_name, ann)),
        EditFacts(EditKind.HIDDEN, (ann,)),
        EditFacts(EditKind.SHOWN, (ann,)),
        EditFacts(EditKind.COVER_CHOSEN, (ann,)),
        EditFacts(EditKind.BIRTH_DATE, (ann,), day=date(1985, 12, 2)),
        EditFacts(EditKind.BIRTH_DATE, (ann,)),
        EditFacts(EditKind.REJECTED, (ann,), faces=1),
        EditFacts(EditKind.IGNORED, faces=1, reason=IgnoreReason.NOT_A_FACE),
        EditFacts(EditKind.BROUGHT_BACK, faces=1),
        EditFacts(EditKind.SPLIT_OFF, faces=1),
        EditFacts(EditKind.SPLIT_OFF, (her,), faces=1),
        EditFacts(EditKind.PERSON_SPLIT, (his_name,), groups=2),
        EditFacts(EditKind.FACE_DRAWN, (NamedPerson(bert.person_id, "Bert"),), file=file),
        EditFacts(EditKind.FACE_MOVED),
        EditFacts(EditKind.DRAWN_FACE_REMOVED),
        EditFacts(EditKind.FACE_DRAWN, file=file),
        EditFacts(EditKind.NAMED, (her,), faces=1),
        EditFacts(EditKind.MERGED, (his_name, ann, her), faces=4),
        EditFacts(EditKind.PERSON_REMOVED, (his_name,)),
    ]


def test_undo_and_redo_say_what_they_replayed(named):
    undone = history.undo(named.library)
    assert history.next_steps(named.library)[1] == undone.facts
    again = history.redo(named.library)
    assert undone.facts == again.facts == EditFacts(EditKind.NAMED, (NamedPerson(named.ben, "Ben"),), faces=3)
    assert (undone.replayed, again.replayed) == (Replayed.UNDONE, Replayed.REDONE)
    assert history.next_steps(named.library) == (again.facts, None)


def test_a_yes_goes_to_who_was_shown_and_leaves_alone_what_was_decided_meanwhile(family):
    library = family.library
    first, second = groups(family)[:2]
    anna = edits.name_faces(library, first.face_ids[1:], "Anna").person_id
    ben = edits.name_faces(library, second.face_ids[1:], "Ben").person_id
    guessed = first.face_ids[0]
    clusters.replace_derived(library.catalog, "automatic", [Derived(guessed, ben, 0.7, 0.2, 0.99)])
    edits.confirm_faces(library, [guessed, second.face_ids[1]], anna)
    assert rows.confirmed(library.catalog)[guessed] == anna
    assert rows.confirmed(library.catalog)[second.face_ids[1]] == ben
