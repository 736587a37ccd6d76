"""The queue of questions: order, answers, what is put off."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from faceorg.catalog import clusters, faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import Derived, FaceId, IgnoreReason, PersonId
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import InvalidInput
from faceorg.library.opening import history
from faceorg.library.opening.index_files import INDEX_FOLDER
from faceorg.library.people import edits
from faceorg.library.recognising import grouping, search, vectors
from faceorg.library.review import questions
from faceorg.library.review.question import Question, QuestionKind
from faceorg.messages.codes import ProblemCode
from tests.problems import refused


@pytest.fixture
def asking(family):
    """The family with automatic assignments off, so that clear faces become questions."""
    settings = family.library.settings
    family.library.save_settings(replace(settings, grouping=replace(settings.grouping, automatic=False)))
    return family


@pytest.fixture
def two_questions(asking, studio):
    """A larger group, which is asked about alone, and a small one: the first and the second question."""
    for take in range(2):
        studio.take(f"anna again {take}.png", "anna")
    studio.scan()
    return questions.questions(asking.library)


def test_the_largest_group_is_asked_about_first(two_questions):
    assert [question.kind for question in two_questions] == [QuestionKind.WHO_IS_THIS, QuestionKind.WHO_IS_THIS]
    assert [question.settles for question in two_questions] == [pytest.approx(6 * 8 / 9), pytest.approx(3 * 6 / 8)]


def test_small_groups_are_asked_about_on_one_page_and_each_name_is_for_its_own(asking):
    library = asking.library
    anna, ben = clusters.clusters(library.catalog)[:2]
    (page,) = questions.questions(library)
    assert page.kind is QuestionKind.WHO_ARE_THESE
    assert dict(zip(page.faces, page.groups, strict=True)) == {
        **dict.fromkeys(anna.face_ids, anna.id),
        **dict.fromkeys(ben.face_ids, ben.id),
    }
    assert page.settles == pytest.approx(4 * 8 / 9 + 3 * 6 / 8)
    assert page.actions == pytest.approx(1 + 8 / 9 + 6 / 8)
    assert page.together_with(ben.face_ids[0]) == ben.face_ids
    with refused(InvalidInput, ProblemCode.GROUPS_OF_DIFFERENT_PEOPLE):
        questions.name(library, page, "Anna")
    questions.name(library, page, "Anna", anna.face_ids)
    rest = page.about(ben.face_ids)
    assert (rest.faces, rest.groups) == (ben.face_ids, (ben.id,) * 3)
    questions.no(library, rest)
    assert questions.next_question(library) is None
    assert set(people.ignored(library.catalog)) == set(ben.face_ids)
    assert set(people.confirmed(library.catalog)) == set(anna.face_ids)


def test_of_a_page_put_off_its_groups_come_last_whatever_joins_them(asking, studio):
    library = asking.library
    (page,) = questions.questions(library)
    questions.later(library, page)
    for who in ("carl", "dora", "emil"):
        for take in range(3):
            studio.take(f"{who} {take}.png", who)
    studio.scan()
    first, last = questions.questions(library)
    assert set(first.groups).isdisjoint(page.groups) and len(set(first.groups)) == 3
    assert set(last.groups) == set(page.groups)
    questions.later(library, first)
    assert len(questions.questions(library)) == 1  # all of them are put off, and on one page again


def test_a_group_is_suggested_as_a_whole_and_never_against_what_was_said_of_one_of_its_faces(asking):
    library = asking.library
    anna = clusters.clusters(library.catalog)[0]
    named = edits.name_faces(library, anna.face_ids[:1], "Anna")
    grouping.after_edit(library, named)
    rows = clusters.derived(library.catalog, "suggestions")
    assert {row.face_id for row in rows} == set(anna.face_ids[1:]) and len({row.probability for row in rows}) == 1
    strip = next(q for q in questions.questions(library) if q.kind is QuestionKind.IS_THIS)
    assert strip.groups == (anna.id,) * 3 and strip.actions < 1 + (1 - strip.probabilities[0]) * 2
    denied = edits.reject_faces(library, anna.face_ids[1:2], named.person_id)
    grouping.after_edit(library, denied)
    assert clusters.derived(library.catalog, "suggestions") == []


def test_after_one_face_is_named_its_others_are_asked_about_in_one_strip(asking):
    group = clusters.clusters(asking.library.catalog)[0]
    named = edits.name_faces(asking.library, group.face_ids[:1], "Anna")
    grouping.after_edit(asking.library, named)
    strip = next(q for q in questions.questions(asking.library) if q.kind is QuestionKind.IS_THIS)
    assert set(strip.faces) == set(group.face_ids[1:])
    assert strip.person_id == named.person_id
    questions.yes(asking.library, strip, strip.faces[:2])
    questions.no(asking.library, strip, strip.faces[2:])
    assert {row.face_id for row in people.rejections(asking.library.catalog)} == {strip.faces[2]}
    assert faces.face(asking.library.catalog, strip.faces[0]).person_id == named.person_id
    assert QuestionKind.IS_THIS not in [q.kind for q in questions.questions(asking.library)]


def test_a_doubtful_face_is_asked_about_once_few_others_can_still_turn_out_to_be_nearer(asking):
    library = asking.library
    anna, ben = clusters.clusters(library.catalog)[:2]
    named = edits.name_faces(library, anna.face_ids, "Anna")
    undecided = faces.undecided_faces(library.catalog).face_ids.tolist()
    alone = next(FaceId(face_id) for face_id in undecided if face_id not in ben.face_ids)
    guess = Derived(alone, named.person_id, 0.3, 0.1, 0.55)
    clusters.replace_derived(library.catalog, "suggestions", [guess])
    assert [question.kind for question in questions.questions(library)] == [
        QuestionKind.WHO_IS_THIS
    ]  # Ben's group waits
    edits.ignore_faces(library, ben.face_ids, IgnoreReason.STRANGER)
    (asked,) = questions.questions(library)
    assert asked.faces == (alone,) and asked.probabilities == (pytest.approx(0.55),)


def test_two_names_for_one_person_are_asked_about_and_the_answer_holds(asking):
    group = clusters.clusters(asking.library.catalog)[0]
    first = edits.name_faces(asking.library, group.face_ids[:2], "Anna").person_id
    second = edits.name_faces(asking.library, group.face_ids[2:], "Anna Keller").person_id
    asked = next(q for q in questions.questions(asking.library) if q.kind is QuestionKind.ARE_THEY_ONE)
    assert {asked.person_id, asked.other_id} == {first, second}
    questions.no(asking.library, asked)
    assert QuestionKind.ARE_THEY_ONE not in [q.kind for q in questions.questions(asking.library)]
    history.undo(asking.library)
    questions.yes(asking.library, asked)
    assert len(people.people(asking.library.catalog)) == 1


def test_a_face_that_does_not_fit_is_doubted_until_the_user_has_spoken(asking):
    anna, ben = clusters.clusters(asking.library.catalog)[:2]
    named = edits.name_faces(asking.library, [*anna.face_ids, ben.face_ids[0]], "Anna")
    doubt = next(q for q in questions.questions(asking.library) if q.kind is QuestionKind.NOT_THIS)
    assert doubt.faces == (ben.face_ids[0],)
    questions.no(asking.library, doubt)  # it does belong
    assert QuestionKind.NOT_THIS not in [q.kind for q in questions.questions(asking.library)]
    assert faces.face(asking.library.catalog, ben.face_ids[0]).person_id == named.person_id


def test_nobody_is_asked_about_a_face_whose_photo_was_deleted(asking):
    library = asking.library
    anna, ben = clusters.clusters(library.catalog)[:2]
    edits.name_faces(library, [*anna.face_ids, ben.face_ids[0]], "Anna")
    doubt = next(q for q in questions.questions(library) if q.kind is QuestionKind.NOT_THIS)
    photos.mark_missing(library.catalog, [faces.face(library.catalog, doubt.faces[0]).photo_id])
    assert QuestionKind.NOT_THIS not in [q.kind for q in questions.questions(library)]


def test_nobody_is_asked_whether_somebody_is_one_with_a_person_in_deleted_photos(asking):
    library = asking.library
    anna = clusters.clusters(library.catalog)[0].face_ids
    edits.name_faces(library, anna[:2], "Anna")
    edits.name_faces(library, anna[2:], "Annie")
    asked = next(q for q in questions.questions(library) if q.kind is QuestionKind.ARE_THEY_ONE)
    gone = [face.photo_id for face in faces.faces(library.catalog, asked.faces)]
    photos.mark_missing(library.catalog, gone)
    assert QuestionKind.ARE_THEY_ONE not in [q.kind for q in questions.questions(library)]


def test_a_question_put_off_comes_last_also_after_a_restart(asking, two_questions):
    first, second = two_questions
    questions.later(asking.library, first)
    assert [q.key for q in questions.questions(asking.library)] == [second.key, first.key]
    assert questions.waiting(asking.library).questions == 2


def test_who_is_this_wants_a_name_and_no_means_a_stranger(asking, two_questions):
    first, second = two_questions
    with refused(InvalidInput, ProblemCode.QUESTION_WANTS_A_NAME):
        questions.yes(asking.library, first)
    questions.name(asking.library, first, "Anna")
    questions.no(asking.library, second)
    assert questions.next_question(asking.library) is None
    assert len(people.ignored(asking.library.catalog)) == 3


def test_few_suggestions_of_several_people_share_one_strip_and_each_goes_to_its_own(asking):
    library = asking.library
    anna, ben = clusters.clusters(library.catalog)[:2]
    for group, name in ((anna, "Anna"), (ben, "Ben")):
        named = edits.name_faces(library, group.face_ids[:1], name)
        grouping.after_edit(library, named)
    strip = next(q for q in questions.questions(library) if q.kind is QuestionKind.IS_THIS)
    assert strip.person_id is None and strip.asks_apart
    assert set(strip.faces) == {*anna.face_ids[1:], *ben.face_ids[1:]}
    assert all(
        (strip.who(face_id) == strip.who(anna.face_ids[1])) == (face_id in anna.face_ids) for face_id in strip.faces
    )
    wrong = ben.face_ids[1]
    made = questions.sort_out(library, strip, [face_id for face_id in strip.faces if face_id != wrong], [wrong])
    assert made.facts == EditFacts(EditKind.SORTED, right=4, wrong=1)
    names = {person.id: person.name for person in people.people(library.catalog)}
    confirmed = people.confirmed(library.catalog)
    assert [names[confirmed[face_id]] for face_id in (*anna.face_ids, ben.face_ids[2])] == ["Anna"] * 4 + ["Ben"]
    assert [(row.face_id, names[row.person_id]) for row in people.rejections(library.catalog)] == [(wrong, "Ben")]
    assert history.undo(library) is not None
    assert wrong not in people.confirmed(library.catalog) and people.rejections(library.catalog) == []


def test_a_part_of_a_strip_about_one_person_says_so(asking):
    one, other = PersonId(1), PersonId(2)
    faces_ = (FaceId(1), FaceId(2), FaceId(3))
    strip = Question(QuestionKind.IS_THIS, faces_, (0.9, 0.8, 0.7), 2.4, None, actions=1.6, people=(one, other, one))
    part = strip.about([FaceId(1), FaceId(3)])
    assert (part.faces, part.person_id, part.people) == ((1, 3), one, (one, one))
    assert strip.about([FaceId(1), FaceId(2)]).person_id is None


def test_what_settles_most_faces_an_action_comes_first(asking):
    rates = [question.settles / question.actions for question in questions.questions(asking.library)]
    assert rates == sorted(rates, reverse=True)


def test_somebody_twice_in_one_photo_is_doubted_until_the_user_has_spoken(asking):
    library = asking.library
    anna, ben = clusters.clusters(library.catalog)[:2]
    both = {face.photo_id for face in faces.faces(library.catalog, anna.face_ids)} & {
        face.photo_id for face in faces.faces(library.catalog, ben.face_ids)
    }
    wrong = next(face.id for face in faces.faces(library.catalog, ben.face_ids) if face.photo_id in both)
    right = next(face.id for face in faces.faces(library.catalog, anna.face_ids) if face.photo_id in both)
    edits.name_faces(library, [right, wrong], "Anna")
    doubt = next(q for q in questions.questions(library) if q.kind is QuestionKind.NOT_THIS)
    assert doubt.faces[0] in (right, wrong) and doubt.probabilities == (questions.TWICE_IS_WRONG,)
    questions.no(library, doubt)
    assert QuestionKind.NOT_THIS not in [q.kind for q in questions.questions(library)]


def test_two_people_under_one_name_are_noticed(studio):
    for take in range(4):
        studio.take(f"{take}a.png", "anna")
        studio.take(f"{take}b.png", "ben")
    studio.scan()
    groups = clusters.clusters(studio.library.catalog)
    one = edits.name_faces(studio.library, groups[0].face_ids, "Anna").person_id
    assert search.seems_two(studio.library, one) is None
    edits.name_faces(studio.library, groups[1].face_ids, "Anna")
    found = search.seems_two(studio.library, one)
    assert found is not None
    assert {frozenset(found.faces), frozenset(found.others)} == {frozenset(group.face_ids) for group in groups}


def test_a_new_face_that_joins_a_group_is_suggested_with_it(asking, studio):
    library = asking.library
    anna = clusters.clusters(library.catalog)[0]
    grouping.after_edit(library, edits.name_faces(library, anna.face_ids[:1], "Anna"))
    studio.take("anna comes later.png", "anna")
    studio.scan()
    rows = clusters.derived(library.catalog, "suggestions")
    (group,) = {*clusters.membership_of(library.catalog, [row.face_id for row in rows]).values()}
    assert len(rows) == 4 and group == anna.id
    assert len({row.probability for row in rows}) == 1


def test_a_picture_and_its_mirror_in_one_photo_are_asked_about_and_once_confirmed_no_more(asking, studio):
    library = asking.library
    anna = clusters.clusters(library.catalog)[0]
    named = edits.name_faces(library, anna.face_ids, "Anna")
    studio.take("mirror.png", "anna", "anna")
    studio.scan()
    photo = next(found for found in photos.all_photos(library.catalog) if found.path.name == "mirror.png")
    both = faces.faces_of_photo(library.catalog, photo.id)
    offered = {row.face_id for row in clusters.derived(library.catalog, "suggestions", named.person_id)}
    assert offered == {face.id for face in both}
    edits.name_faces(library, [face.id for face in both], "Anna")
    assert QuestionKind.NOT_THIS not in [question.kind for question in questions.questions(library)]


def test_two_faces_of_one_person_in_a_photo_that_no_embedding_is_left_of_ask_nothing(asking, studio):
    """After another pack was chosen and the photo was deleted meanwhile; Review was dead for good."""
    library = asking.library
    studio.take("mirror.png", "anna", "dora")
    studio.scan()
    photo = next(found for found in photos.all_photos(library.catalog) if found.path.name == "mirror.png")
    both = [face.id for face in faces.faces_of_photo(library.catalog, photo.id)]
    edits.name_faces(library, both, "Anna")
    assert QuestionKind.NOT_THIS in [question.kind for question in questions.questions(library)]
    for left in (1, 0):
        library.catalog.connection.execute("DELETE FROM emb.embeddings WHERE face_id = ?", (both[left],))
        shutil.rmtree(library.folder / INDEX_FOLDER)
        vectors.forget_space(library)
        assert QuestionKind.NOT_THIS not in [question.kind for question in questions.questions(library)]
