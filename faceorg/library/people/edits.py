"""What a user decides about people and faces: each verb is one journaled, undoable edit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from faceorg.catalog import clusters, faces, people
from faceorg.catalog.journal import journal
from faceorg.catalog.pictures import stacks
from faceorg.dates import FIRST_BIRTH_YEAR
from faceorg.domain import AssignedBy, ClusterId, Face, FaceId, IgnoreReason, Person, PersonId
from faceorg.edits import EditFacts, EditKind, NamedPerson
from faceorg.errors import InvalidInput, NotFound
from faceorg.library.people.names import clean_name
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library


def find_person(library: Library, name_or_id: str) -> Person:
    """Return the person of this name (any case) or id ("7" or "#7"); a name wins over an id.

    Raises NotFound, or InvalidInput when several people have the name.
    """
    named = people.people_named(library.catalog, " ".join(unicodedata.normalize("NFC", name_or_id).split()))
    if len(named) > 1:
        ids = ", ".join(str(person.id) for person in named)
        raise InvalidInput(ProblemCode.SEVERAL_NAMESAKES, count=len(named), name=name_or_id, ids=ids)
    if named:
        return named[0]
    digits = name_or_id.removeprefix("#")
    if digits.isascii() and digits.isdigit() and len(digits) < 19:
        return people.person(library.catalog, PersonId(int(digits)))
    raise NotFound(ProblemCode.NOBODY_OF_THIS_NAME, name=_short(name_or_id))


# ---------------------------------------------------------------- naming
def name_cluster(
    library: Library,
    cluster_id: ClusterId,
    name: str,
    *,
    without: Iterable[FaceId] = (),
    new: bool = False,
) -> Edited:
    """Name the unnamed faces that a cluster has now (see `name_group`).

    Raises NotFound, and InvalidInput where none is left.
    """
    clusters.require_cluster(library.catalog, cluster_id)
    members = [face.id for face in faces.faces_of_cluster(library.catalog, cluster_id)]
    if not set(members) - set(without := list(without)):
        raise InvalidInput(ProblemCode.GROUP_HAS_NO_UNNAMED_FACES, group_id=cluster_id)
    return name_group(library, members, name, without=without, new=new)


def name_group(
    library: Library,
    shown: Iterable[FaceId],
    name: str,
    *,
    without: Iterable[FaceId] = (),
    person: PersonId | None = None,
    new: bool = False,
) -> Edited:
    """Name faces that were seen as one group, `without` those that do not belong: they are not that person.

    The person of that name (or `person`) gets the others; `new` makes another person although the name is taken. Faces
    that nobody saw are not named, whatever joined their cluster meanwhile, and what was decided meanwhile stays.

    Raises InvalidInput where all of them were decided meanwhile.
    """
    members = undecided(library, shown)
    left_out = set(without) & set(members)
    if not (wanted := [face_id for face_id in members if face_id not in left_out]):
        raise InvalidInput(ProblemCode.FACES_ALREADY_DECIDED)
    with library.edit(EditFacts(EditKind.NAMED, faces=_count(library, wanted))) as edit_id:
        named = name_faces(library, wanted, name, person=person, new=new)
        assert named.person_id is not None, "naming faces says who they are"
        people.reject(library.catalog.connection, sorted(left_out), named.person_id)
        journal.describe(library.catalog, edit_id, named.facts)
    return library.edited(edit_id, named.facts, named.person_id, tuple(wanted))


def name_faces(
    library: Library, face_ids: Sequence[FaceId], name: str, *, person: PersonId | None = None, new: bool = False
) -> Edited:
    """Say that these faces are the person of this name, who is made if nobody has it yet."""
    name = clean_name(name)
    found = _require_faces(library, face_ids)
    chosen = people.person(library.catalog, person) if person is not None else _namesake(library, name, new=new)
    who = NamedPerson.of(chosen) if chosen else NamedPerson(None, name)
    before = _who_they_were(library, found, who.id)
    facts = EditFacts(EditKind.NAMED, (who, *before), faces=_count(library, face_ids))
    with library.edit(facts) as edit_id:
        person_id = who.id
        if person_id is None:
            person_id = people.insert_person(library.catalog.connection, name)
            facts = replace(facts, people=(NamedPerson(person_id, name), *before))
            journal.describe(library.catalog, edit_id, facts)
        people.assign(library.catalog.connection, face_ids, person_id)
    return library.edited(edit_id, facts, person_id, tuple(face_ids))


def _who_they_were(library: Library, found: Sequence[Face], now: PersonId | None) -> tuple[NamedPerson, ...]:
    """Return the one other person that all of these faces were, automatic ones too; nobody where they were several."""
    were = {face.person_id for face in found}
    (one,) = were if len(were) == 1 else (None,)
    return (NamedPerson.of(people.person(library.catalog, one)),) if one is not None and one != now else ()


def _namesake(library: Library, name: str, *, new: bool) -> Person | None:
    if new:
        return None
    named = people.people_named(library.catalog, name)
    if len(named) > 1:
        ids = ", ".join(str(person.id) for person in named)
        raise InvalidInput(ProblemCode.SEVERAL_NAMESAKES_ASSIGN, count=len(named), name=name, ids=ids)
    return named[0] if named else None


def rename_person(library: Library, person_id: PersonId, name: str) -> Edited:
    """Give a person another name; two people may share one."""
    person = people.person(library.catalog, person_id)
    name = clean_name(name)
    both = (NamedPerson.of(person), NamedPerson(person_id, name))
    return _update(library, replace(person, name=name), EditFacts(EditKind.RENAMED, both))


def assign_faces(library: Library, face_ids: Sequence[FaceId], person_id: PersonId) -> Edited:
    """Say that these faces are this person, whatever was said of them before."""
    return name_faces(library, face_ids, people.person(library.catalog, person_id).name, person=person_id)


def confirm_faces(library: Library, face_ids: Sequence[FaceId], shown_as: PersonId | None = None) -> Edited:
    """Turn automatic assignments into decisions: yes, these are who faceorg took them for.

    shown_as : who that was when somebody looked at them, whatever is guessed by now; None: who they are taken for now

    Raises InvalidInput where nobody is guessed.
    """
    found = faces.faces(library.catalog, face_ids)
    if shown_as is not None:
        who = people.person(library.catalog, shown_as).id
        decided = {face.id for face in found if face.assigned_by is AssignedBy.USER and face.person_id != who}
        found = [replace(face, person_id=who) for face in found if face.id not in decided]
    found = [face for face in found if face.person_id is not None]
    if not found:
        raise InvalidInput(ProblemCode.NOBODY_TO_CONFIRM)
    facts = EditFacts(EditKind.CONFIRMED, faces=_count(library, [face.id for face in found]))
    with library.edit(facts) as edit_id:
        for person_id in sorted({face.person_id for face in found if face.person_id is not None}):
            ids = [face.id for face in found if face.person_id == person_id]
            people.assign(library.catalog.connection, ids, person_id)
    return library.edited(edit_id, facts, found[0].person_id, tuple(face.id for face in found))


# ---------------------------------------------------------------- people
def merge_people(
    library: Library,
    keep: PersonId,
    absorb: Sequence[PersonId],
    *,
    groups: Sequence[Sequence[FaceId]] = (),
    force: bool = False,
) -> Edited:
    """Make several people one: the kept one's name, cover and birth date stay; nothing said about the others is lost.

    groups : unnamed groups that are this person, too, by the faces that were seen of each

    Raises InvalidInput when the user once said that two of them are not one, unless `force`.
    """
    kept = people.person(library.catalog, keep)
    others = [people.person(library.catalog, person_id) for person_id in dict.fromkeys(absorb) if person_id != keep]
    if not others and not groups:
        raise InvalidInput(ProblemCode.MERGE_NEEDS_TWO)
    for other in others:
        if not force and are_separated(library, keep, other.id):
            raise InvalidInput(ProblemCode.KEPT_APART, other=other.name, name=kept.name)
    moved = sum(found.faces for found in people.summaries(library.catalog, [other.id for other in others]))
    moved += sum(len(undecided(library, shown)) for shown in groups)
    named = tuple(NamedPerson.of(person) for person in (kept, *others))
    facts = EditFacts(EditKind.MERGED, named, faces=moved, groups=len(groups))
    with library.edit(facts) as edit_id:
        for other in others:
            people.unseparate(library.catalog.connection, keep, other.id)
            people.move_person(library.catalog.connection, other.id, keep)
        for shown in groups:
            name_group(library, shown, kept.name, person=keep)
        born = kept.born_on or next((other.born_on for other in others if other.born_on), None)
        cover = kept.cover_face_id or next((other.cover_face_id for other in others if other.cover_face_id), None)
        people.update_person(library.catalog.connection, replace(kept, born_on=born, cover_face_id=cover))
    return library.edited(edit_id, facts, keep)


def delete_people(library: Library, person_ids: Sequence[PersonId]) -> Edited:
    """Forget people; their faces become unnamed. Undo brings everything back."""
    found = [people.person(library.catalog, person_id) for person_id in person_ids]
    facts = EditFacts(EditKind.PERSON_REMOVED, tuple(map(NamedPerson.of, found)))
    with library.edit(facts) as edit_id:
        for person in found:
            people.delete_person(library.catalog.connection, person.id)
    return library.edited(edit_id, facts)


def delete_person(library: Library, person_id: PersonId) -> Edited:
    """Forget one person."""
    return delete_people(library, [person_id])


def separate_people(library: Library, person_a: PersonId, person_b: PersonId) -> Edited:
    """Say that two people are not one: they are never suggested for merging, nor grouped together, again.

    Raises NotFound, and InvalidInput where they are one.
    """
    first, second = people.person(library.catalog, person_a), people.person(library.catalog, person_b)
    if first.id == second.id:
        raise InvalidInput(ProblemCode.APART_NEEDS_TWO)
    facts = EditFacts(EditKind.KEPT_APART, (NamedPerson.of(first), NamedPerson.of(second)))
    with library.edit(facts) as edit_id:
        people.separate(library.catalog.connection, person_a, person_b)
    return library.edited(edit_id, facts)


def hide_people(library: Library, person_ids: Sequence[PersonId], *, hidden: bool = True) -> Edited:
    """Leave people out of lists (or show them again); their faces stay named."""
    found = [people.person(library.catalog, person_id) for person_id in person_ids]
    facts = EditFacts(EditKind.HIDDEN if hidden else EditKind.SHOWN, tuple(map(NamedPerson.of, found)))
    with library.edit(facts) as edit_id:
        for person in found:
            people.update_person(library.catalog.connection, replace(person, hidden=hidden))
    return library.edited(edit_id, facts, found[0].id if len(found) == 1 else None)


def hide_person(library: Library, person_id: PersonId, *, hidden: bool = True) -> Edited:
    """Leave one person out of lists, or show it again."""
    return hide_people(library, [person_id], hidden=hidden)


def favour_people(library: Library, person_ids: Sequence[PersonId], *, favourite: bool = True) -> Edited:
    """Have people come first wherever people are listed, or no longer."""
    found = [people.person(library.catalog, person_id) for person_id in person_ids]
    facts = EditFacts(EditKind.FAVOURED if favourite else EditKind.NOT_FAVOURED, tuple(map(NamedPerson.of, found)))
    with library.edit(facts) as edit_id:
        for person in found:
            people.set_favourite(library.catalog.connection, person.id, favourite=favourite)
    return library.edited(edit_id, facts, found[0].id if len(found) == 1 else None)


def set_cover(library: Library, person_id: PersonId, face_id: FaceId) -> Edited:
    """Choose the face that stands for a person. Raises InvalidInput for a face of somebody else."""
    person = people.person(library.catalog, person_id)
    if faces.face(library.catalog, face_id).person_id != person_id:
        raise InvalidInput(ProblemCode.FACE_OF_SOMEBODY_ELSE, face_id=face_id, name=person.name)
    facts = EditFacts(EditKind.COVER_CHOSEN, (NamedPerson.of(person),))
    return _update(library, replace(person, cover_face_id=face_id), facts)


def set_birth_date(library: Library, person_id: PersonId, born_on: date | None) -> Edited:
    """Set or clear a birth date: shows ages, and nobody is found in photos taken before.

    Raises InvalidInput for a day to come, or before there were photos.
    """
    person = people.person(library.catalog, person_id)
    if born_on is not None and born_on > date.today():
        raise InvalidInput(ProblemCode.BORN_IN_THE_FUTURE, day=born_on.isoformat(), name=person.name)
    if born_on is not None and born_on.year < FIRST_BIRTH_YEAR:
        raise InvalidInput(ProblemCode.BORN_TOO_EARLY, day=born_on.isoformat(), name=person.name)
    facts = EditFacts(EditKind.BIRTH_DATE, (NamedPerson.of(person),), day=born_on)
    return _update(library, replace(person, born_on=born_on), facts)


def _update(library: Library, person: Person, facts: EditFacts) -> Edited:
    with library.edit(facts) as edit_id:
        people.update_person(library.catalog.connection, person)
    return library.edited(edit_id, facts, person.id)


def are_separated(library: Library, a: PersonId, b: PersonId) -> bool:
    """Say whether the user once said that these two are not one."""
    pair = (min(a, b), max(a, b))
    return any((found.person_a, found.person_b) == pair for found in people.separations(library.catalog))


# ---------------------------------------------------------------- what a face is not
def reject_faces(library: Library, face_ids: Sequence[FaceId], person_id: PersonId) -> Edited:
    """Say that these faces are not this person; they are never offered for it again."""
    _require_faces(library, face_ids)
    person = people.person(library.catalog, person_id)
    facts = EditFacts(EditKind.REJECTED, (NamedPerson.of(person),), faces=_count(library, face_ids))
    with library.edit(facts) as edit_id:
        people.reject(library.catalog.connection, face_ids, person_id)
    return library.edited(edit_id, facts, person_id, tuple(face_ids))


def ignore_faces(library: Library, face_ids: Sequence[FaceId], reason: IgnoreReason) -> Edited:
    """Put faces aside: a stranger, or not a face at all. They can always be brought back."""
    _require_faces(library, face_ids)
    facts = EditFacts(EditKind.IGNORED, faces=_count(library, face_ids), reason=reason)
    with library.edit(facts) as edit_id:
        people.ignore(library.catalog.connection, face_ids, reason)
    return library.edited(edit_id, facts, None, tuple(face_ids))


def ignore_cluster(library: Library, cluster_id: ClusterId, reason: IgnoreReason = IgnoreReason.STRANGER) -> Edited:
    """Put all unnamed faces of a cluster aside. Raises NotFound, and InvalidInput where none is left."""
    clusters.require_cluster(library.catalog, cluster_id)
    ids = [face.id for face in faces.faces_of_cluster(library.catalog, cluster_id)]
    if not ids:
        raise InvalidInput(ProblemCode.GROUP_HAS_NO_UNNAMED_FACES, group_id=cluster_id)
    return ignore_faces(library, ids, reason)


def unignore_faces(library: Library, face_ids: Sequence[FaceId]) -> Edited:
    """Bring ignored faces back."""
    _require_faces(library, face_ids)
    facts = EditFacts(EditKind.BROUGHT_BACK, faces=_count(library, face_ids))
    with library.edit(facts) as edit_id:
        people.unignore(library.catalog.connection, face_ids)
    return library.edited(edit_id, facts, None, tuple(face_ids))


# ---------------------------------------------------------------- splitting
def split_faces(library: Library, face_ids: Sequence[FaceId], name: str | None = None) -> Edited:
    """Take chosen faces out of their person: they become the person of that name, or one unnamed group.

    Raises InvalidInput where they have that name already.
    """
    found = _require_faces(library, face_ids)
    owners = {face.person_id for face in found if face.person_id is not None}
    if name is not None:
        namesakes = [person for person in people.people_named(library.catalog, clean_name(name)) if person.id in owners]
        if namesakes:
            raise InvalidInput(ProblemCode.FACES_HAVE_THIS_NAME, name=namesakes[0].name)
    facts = EditFacts(EditKind.SPLIT_OFF, faces=_count(library, face_ids))
    with library.edit(facts) as edit_id:
        connection = library.catalog.connection
        for owner in owners:
            people.reject(connection, [face.id for face in found if face.person_id == owner], owner)
        if name is None:
            people.set_groups(connection, [face_ids])
            person_id = None
        else:
            person_id = name_faces(library, face_ids, name).person_id
            facts = replace(facts, people=(NamedPerson(person_id, clean_name(name)),))
            journal.describe(library.catalog, edit_id, facts)
    return library.edited(edit_id, facts, person_id, tuple(face_ids))


def split_person(library: Library, person_id: PersonId, groups: Sequence[Sequence[FaceId]]) -> Edited:
    """Split a person by sub-groups (see grouping.split_preview): the largest keeps the name, the others become unnamed
    groups that stay together and apart from each other. Raises InvalidInput for fewer than two groups."""
    person = people.person(library.catalog, person_id)
    ordered = sorted((list(group) for group in groups if group), key=lambda group: (-len(group), group[0]))
    if len(ordered) < 2:
        raise InvalidInput(ProblemCode.NO_SUB_GROUPS, name=person.name)
    facts = EditFacts(EditKind.PERSON_SPLIT, (NamedPerson.of(person),), groups=len(ordered))
    with library.edit(facts) as edit_id:
        for group in ordered[1:]:
            people.reject(library.catalog.connection, group, person_id)
        people.set_groups(library.catalog.connection, ordered[1:])
    return library.edited(edit_id, facts, person_id, tuple(face for group in ordered[1:] for face in group))


# ---------------------------------------------------------------- what verbs ask
def undecided(library: Library, face_ids: Iterable[FaceId]) -> list[FaceId]:
    """Return those of these faces that have no name by the user's word, and are not put aside."""
    found = faces.faces(library.catalog, face_ids)
    return [face.id for face in found if face.assigned_by is not AssignedBy.USER and face.ignored is None]


def _count(library: Library, face_ids: Sequence[FaceId]) -> int:
    """How many faces these are, that of several pictures of a stack once."""
    leads = stacks.leads_of(library.catalog, face_ids)
    return len({leads.get(face_id, face_id) for face_id in face_ids})


def _require_faces(library: Library, face_ids: Sequence[FaceId]) -> list[Face]:
    found = faces.faces(library.catalog, face_ids)
    if not face_ids:
        raise InvalidInput(ProblemCode.NO_FACE_CHOSEN)
    known = {face.id for face in found}
    for face_id in face_ids:
        if face_id not in known:
            raise NotFound(ProblemCode.NO_SUCH_FACE, face_id=face_id)
    return found


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
