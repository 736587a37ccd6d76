"""Everything that waits for an answer -> one queue, what settles most faces first; and what each answer does.

The command line and the window ask the same questions and give the same answers; each answer is one undoable edit.
A question that was put off comes back at the end of the queue, and anew when its faces have changed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from faceorg.catalog import clusters, faces, notes, people
from faceorg.domain import ClusterId, FaceId, IgnoreReason, PersonId
from faceorg.edits import EditFacts, EditKind, NamedPerson
from faceorg.errors import InvalidInput
from faceorg.library.people import edits
from faceorg.library.review.question import Question, QuestionKind, Waiting
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library
    from faceorg.matching import questions as asking

# Faces of the second person that are shown with "are they one?".
FACES_OF_THE_OTHER = 24
# Faces of one person that are asked about as doubtful, at most.
DOUBTS_A_PERSON = 3
# Nobody is in a photo twice, but for mirrors, collages and pictures on the wall: how often the doubt is right.
TWICE_IS_WRONG = 0.8
POSTPONED = "review.postponed"
# Doubts that the user answered with "it does belong": a confirmed face is not doubted twice.
BELONGS = "review.belongs"
# Seconds an answer takes a practised user, for "about 4 minutes".
SECONDS_AN_ANSWER = 3.0


def questions(library: Library, *, limit: int | None = None) -> list[Question]:
    """Return the questions that wait, the one whose answer settles most faces first; put-off ones last.

    Reads embeddings: not for the GUI thread.
    """
    from faceorg.matching.questions import urgency

    makers: tuple[Callable[[Library], list[Question]], ...] = (
        _is_this,
        partial(_who, kind=QuestionKind.WHO_IS_THIS),
        partial(_who, kind=QuestionKind.WHO_ARE_THESE),
        _are_they_one,
        _not_this,
    )
    put_off = set(_noted(library, POSTPONED))
    found = [question for maker in makers for question in maker(library)]
    found.sort(key=lambda question: (put_off.issuperset(keys_of(question)), *urgency(question), question.key))
    return found[:limit]


def first_questions(library: Library, limit: int) -> tuple[list[Question], int]:
    """Return the first `limit` questions, and how many wait in all."""
    found = questions(library)
    return found[:limit], len(found)


def next_question(library: Library) -> Question | None:
    """Return the question to ask now, None when all is settled."""
    for question in questions(library, limit=1):
        return question
    return None


def waiting(library: Library, asked: Sequence[Question] | None = None) -> Waiting:
    """Return how much is left, of `asked` or of everything."""
    return effort(len(questions(library) if asked is None else asked))


def effort(count: int) -> Waiting:
    """Return what so many questions cost their answerer."""
    return Waiting(count, count * SECONDS_AN_ANSWER / 60)


# ---------------------------------------------------------------- answers
def yes(library: Library, question: Question, face_ids: Sequence[FaceId] | None = None) -> Edited:
    """Answer yes, for all faces of the question or only for some of them.

    Raises InvalidInput for WHO_IS_THIS and WHO_ARE_THESE, which want names.
    """
    chosen = list(question.faces if face_ids is None else face_ids)
    if question.kind is QuestionKind.IS_THIS:
        return sort_out(library, question, chosen, ())
    if question.kind is QuestionKind.ARE_THEY_ONE and question.person_id is not None and question.other_id is not None:
        return edits.merge_people(library, question.person_id, [question.other_id])
    if question.kind is QuestionKind.NOT_THIS and question.person_id is not None:
        return edits.reject_faces(library, chosen, question.person_id)
    raise InvalidInput(ProblemCode.QUESTION_WANTS_A_NAME)


def no(library: Library, question: Question, face_ids: Sequence[FaceId] | None = None) -> Edited:
    """Answer no, for all faces of the question or only for some of them; of groups without a name: strangers."""
    chosen = list(question.faces if face_ids is None else face_ids)
    if question.kind is QuestionKind.IS_THIS:
        return sort_out(library, question, (), chosen)
    if question.kind is QuestionKind.ARE_THEY_ONE and question.person_id is not None and question.other_id is not None:
        return edits.separate_people(library, question.person_id, question.other_id)
    if question.kind is QuestionKind.NOT_THIS and question.person_id is not None:
        notes.take_note(library.catalog, BELONGS, json.dumps([*_noted(library, BELONGS), question.key]))
        return edits.assign_faces(library, chosen, question.person_id)
    return edits.ignore_faces(library, chosen, IgnoreReason.STRANGER)


def sort_out(library: Library, question: Question, right: Sequence[FaceId], wrong: Sequence[FaceId]) -> Edited:
    """Answer IS_THIS or NOT_THIS face by face, in one edit: `right` are who they are asked to be, `wrong` are not.

    Raises InvalidInput for any other question.
    """
    if question.kind not in (QuestionKind.IS_THIS, QuestionKind.NOT_THIS):
        raise InvalidInput(ProblemCode.QUESTION_WANTS_A_NAME)
    asked = sorted({question.who(face_id) for face_id in (*right, *wrong)})
    only = asked[0] if len(asked) == 1 else None
    if only is not None and not (right and wrong):
        verb = edits.assign_faces if right else edits.reject_faces
        return verb(library, list(right or wrong), only)
    whom = () if only is None else (NamedPerson.of(people.person(library.catalog, only)),)
    facts = EditFacts(EditKind.SORTED, whom, right=len(right), wrong=len(wrong))
    with library.edit(facts) as edit_id:
        for person_id in asked:
            for verb, those in ((edits.assign_faces, right), (edits.reject_faces, wrong)):
                if own := [face_id for face_id in those if question.who(face_id) == person_id]:
                    verb(library, own, person_id)
    return library.edited(edit_id, facts, only, (*right, *wrong))


def name(library: Library, question: Question, text: str, face_ids: Sequence[FaceId] | None = None) -> Edited:
    """Say who it is instead: the faces get this name, whoever was asked about.

    Raises InvalidInput for WHO_ARE_THESE without `face_ids`: its groups are different people.
    """
    if face_ids is None and question.kind is QuestionKind.WHO_ARE_THESE:
        raise InvalidInput(ProblemCode.GROUPS_OF_DIFFERENT_PEOPLE)
    return edits.name_faces(library, list(question.faces if face_ids is None else face_ids), text)


def later(library: Library, question: Question) -> None:
    """Not sure: ask again after everything else. Remembered across restarts."""
    keys = keys_of(question)
    kept = [key for key in _noted(library, POSTPONED) if key not in keys]
    notes.take_note(library.catalog, POSTPONED, json.dumps([*kept, *keys]))


def keys_of(question: Question) -> list[str]:
    """What is put off with a question: of a page each group by itself, for the page is never the same twice."""
    if question.kind is not QuestionKind.WHO_ARE_THESE:
        return [question.key]
    return [_key_of_group(face_ids) for face_ids in question.by_group().values()]


def _key_of_group(face_ids: tuple[FaceId, ...]) -> str:
    """The key of a group, whether it is asked about alone or on a page."""
    return Question(QuestionKind.WHO_IS_THIS, face_ids, (), 0.0).key


def _noted(library: Library, what: str) -> list[str]:
    """The keys remembered under POSTPONED or BELONGS."""
    return notes.note_as(library.catalog, what, lambda text: [str(key) for key in json.loads(text)]) or []


# ---------------------------------------------------------------- questions
def _is_this(library: Library) -> list[Question]:
    """Strips of suggestions, about one person or about several (matching.questions)."""
    known = people.people(library.catalog)
    hidden = {person.id for person in known if person.hidden}
    rows = [row for row in clusters.derived(library.catalog, "suggestions") if row.person_id not in hidden]
    if not rows:
        return []
    from faceorg.matching import questions as asking

    waiting = [len(group.face_ids) for group in clusters.clusters(library.catalog, min_faces=2)]
    named = asking.share_named(len(known), waiting)
    group_of = clusters.membership_of(library.catalog, [row.face_id for row in rows])
    # Ids of groups and of faces are both positive.
    tiles = [group_of.get(row.face_id, ClusterId(-row.face_id)) for row in rows]
    together = Counter(tiles)
    chances = [
        row.probability if together[tile] > 1 else asking.chance_while_naming(row.probability, named)
        for row, tile in zip(rows, tiles, strict=True)
    ]
    asked = [place for place, chance in enumerate(chances) if chance >= asking.LEAST_CHANCE]
    found = asking.strips(
        [rows[place].face_id for place in asked],
        [rows[place].person_id for place in asked],
        [chances[place] for place in asked],
        [tiles[place] for place in asked],
    )
    return [
        Question(
            QuestionKind.IS_THIS,
            tuple(FaceId(face_id) for face_id in strip.faces),
            strip.chances,
            strip.settles,
            PersonId(strip.subjects[0]) if len(set(strip.subjects)) == 1 else None,
            actions=strip.actions,
            people=tuple(PersonId(person_id) for person_id in strip.subjects),
            groups=tuple(ClusterId(tile) if strip.tiles.count(tile) > 1 else None for tile in strip.tiles),
        )
        for strip in found
    ]


def _who(library: Library, kind: QuestionKind) -> list[Question]:
    """Groups without a name of which nobody is suggested: the larger ones alone, or the small ones by the page."""
    by_page = kind is QuestionKind.WHO_ARE_THESE
    return [
        Question(
            kind,
            tuple(FaceId(face_id) for face_id in asked.faces),
            asked.chances,
            asked.settles,
            cluster_id=None if by_page else ClusterId(asked.subjects[0]),
            actions=asked.actions,
            groups=tuple(ClusterId(group) for group in asked.subjects) if by_page else (),
        )
        for asked in _naming(library)
        if (len(set(asked.subjects)) > 1) == by_page
    ]


def _naming(library: Library) -> list[asking.PlannedQuestion]:
    """Groups without a name of which nobody is suggested, small ones together on pages, those put off on others."""
    from faceorg.matching import questions as asking

    suggested = {row.face_id for row in clusters.derived(library.catalog, "suggestions")}
    put_off = set(_noted(library, POSTPONED))
    found: dict[bool, list[asking.PlannedQuestion]] = {False: [], True: []}
    for group in clusters.clusters(library.catalog, min_faces=2):
        count = len(group.face_ids)
        if sum(face_id in suggested for face_id in group.face_ids) * 2 < count:
            asked = asking.who_is_this(group.id, group.face_ids, [1.0] * count, asking.chance_known(count))
            found[_key_of_group(group.face_ids) in put_off].append(asked)
    return asking.pages(found[False]) + asking.pages(found[True])


def _are_they_one(library: Library) -> list[Question]:
    """People with different names, or namesakes, whose faces are as alike as one person's."""
    from faceorg.library.recognising import enrolment, learning, packs
    from faceorg.matching import questions as asking
    from faceorg.matching.recognition.contradictions import seem_one

    enrolled = enrolment.enrolled(library)
    apart = [(row.person_a, row.person_b) for row in people.separations(library.catalog)]
    together = people.pairs_in_one_photo(library.catalog)
    sizes = {found.person.id: found.faces for found in people.summaries(library.catalog)}
    pairs = seem_one(
        enrolled,
        packs.pack_in_use(library).thresholds,
        separations=apart,
        shared_photos=together,
        calibration=learning.plain_comparer(library).curve(),
    )
    found = []
    for pair in pairs:
        keep, other = sorted((pair.person_a, pair.person_b), key=lambda person: (-sizes[person], person))
        shown = faces.confirmed_of_person(library.catalog, other, FACES_OF_THE_OTHER)
        if not shown or not sizes[keep]:  # nobody is asked about faces that nobody can look at
            continue
        odds = (pair.probability,) * len(shown)
        asked = asking.same_person((keep, other), (sizes[keep], sizes[other]), pair.probability)
        found.append(Question(QuestionKind.ARE_THEY_ONE, tuple(shown), odds, asked.settles, keep, other))
    return found


def _not_this(library: Library) -> list[Question]:
    """Faces that fit their person as badly as a stranger would, or that are in a photo with another of its faces."""
    import numpy as np  # with all that compares faces: the window answers questions without it

    from faceorg.library.recognising import enrolment, learning, packs
    from faceorg.matching import questions as asking
    from faceorg.matching.recognition.identification import again_similarity
    from faceorg.matching.recognition.outliers import fit_of_faces

    threshold, comparer = packs.pack_in_use(library).thresholds.match, learning.plain_comparer(library)
    enrolled = enrolment.enrolled(library)
    again = again_similarity(packs.pack_in_use(library).thresholds, len(enrolled))
    found, twice = [], _twice_in_a_photo(library)
    unseen = faces.in_missing_photos(library.catalog)  # they tell who fits, and are not asked about
    for person in enrolled:
        if len(person.face_ids) < 3 and person.person_id not in twice:
            continue
        fits = fit_of_faces(person.embeddings, face_ids=person.face_ids)
        sharp = faces.qualities(library.catalog, [FaceId(face_id) for face_id in person.face_ids.tolist()])
        order = [row for row in np.argsort(fits, kind="stable").tolist() if int(person.face_ids[row]) not in unseen]
        for row in order[:DOUBTS_A_PERSON]:
            face_id = FaceId(int(person.face_ids[row]))
            if fits[row] >= threshold or len(person.face_ids) < 3:
                break
            odds = float(1 - comparer.chances(float(fits[row]), sharp[face_id]))
            asked = asking.not_this(person.person_id, face_id, odds)
            found.append(Question(QuestionKind.NOT_THIS, (face_id,), (odds,), asked.settles, person.person_id))
        fit_of = dict(zip(person.face_ids.tolist(), fits.tolist(), strict=True))
        asked_already = {question.faces[0] for question in found}
        for group in twice.get(person.person_id, ()):
            # Another pack has no embedding of a face whose photo is gone: such a face is left out.
            known = [face_id for face_id in group if face_id in fit_of and face_id not in unseen]
            worst = min(known, key=lambda face: (fit_of[face], face), default=None)
            if worst is not None and fit_of[worst] >= again:
                continue  # another picture of the same person in one photo [Note: Twice in a picture]
            if worst is not None and len(known) > 1 and worst not in asked_already:
                asked = asking.not_this(person.person_id, worst, TWICE_IS_WRONG)
                found.append(Question(QuestionKind.NOT_THIS, (worst,), asked.chances, asked.settles, person.person_id))
    doubted_before = set(_noted(library, BELONGS))
    return [question for question in found if question.key not in doubted_before]


def _twice_in_a_photo(library: Library) -> dict[PersonId, list[tuple[FaceId, ...]]]:
    """The confirmed faces of each person who has several in one photo."""
    from faceorg.library.recognising import enrolment
    from faceorg.matching.recognition.contradictions import twice_in_a_photo

    known = faces.confirmed_faces(library.catalog, enrolment.FACES_A_PERSON)
    found: dict[PersonId, list[tuple[FaceId, ...]]] = {}
    for doubt in twice_in_a_photo(known.face_ids, known.photo_ids, known.person_ids):
        found.setdefault(doubt.person_id, []).append(doubt.faces)
    return found
