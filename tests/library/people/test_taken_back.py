"""Taken back means taken back: an edit and its undo leave everything that was derived as it was."""

from __future__ import annotations

import hashlib
import random
from datetime import date

import numpy as np
import pytest

from faceorg.boxes import Box
from faceorg.catalog import clusters, faces, people
from faceorg.catalog.journal import derived_journal
from faceorg.catalog.pictures import photos
from faceorg.domain import IgnoreReason
from faceorg.library.opening import history
from faceorg.library.people import boxes, edits
from faceorg.library.recognising import grouping, learning
from tests.old_edits import take_names_off

PEOPLE, TAKES, DIM = 8, 9, 512
TABLES = ("automatic", "suggestions", "cluster_faces", "clusters")


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def derived(library):
    """Every derived row, and what was learned."""
    connection = library.catalog.connection
    rows = {table: sorted(tuple(row) for row in connection.execute(f"SELECT * FROM {table}")) for table in TABLES}
    lesson = learning.stored(library)
    matrix = None if lesson is None or lesson.metric is None else lesson.metric.matrix.tobytes()
    return rows, lesson and (lesson.pairs, lesson.guesses, lesson.answers, matrix)


@pytest.fixture
def crowd(studio):
    """Four pairs of siblings in nine pictures each, alike enough for doubts and wrong guesses; all grouped."""
    rng = np.random.default_rng(11)
    turn = np.linalg.qr(rng.normal(size=(DIM, 40)))[0].T
    for number in range(PEOPLE):
        if number % 2 == 0:
            shared = unit(rng.normal(size=40))
        own = unit(0.7 * shared + 0.7 * unit(rng.normal(size=40)))
        for take in range(TAKES):
            path = studio.take(f"{number}/{take}.png", f"person {number}")
            face = unit(0.72 * own + 0.7 * unit(rng.normal(size=40))) @ turn
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            studio.plans[content] = [(box, face.astype(np.float32)) for box, _ in studio.plans[content]]
    studio.scan()
    return studio


class User:
    """Makes edits at random; each is followed up as the window does it."""

    def __init__(self, library, seed: int) -> None:
        self.library, self.draw = library, random.Random(seed)

    def follow(self, made) -> None:
        if made is not None:
            grouping.after_edit(self.library, made)

    def edit(self):
        """One edit of any kind; None where there is nothing to make it of."""
        kinds = [self.name_group, self.name_faces, self.confirm, self.reject, self.ignore, self.merge, self.split]
        kinds += [self.take_off, self.hide, self.born, self.draw_face, self.name_group, self.confirm]
        return self.draw.choice(kinds)()

    def somebody(self):
        known = people.people(self.library.catalog)
        return self.draw.choice(known) if known else None

    def some(self, face_ids, most: int = 4):
        face_ids = sorted(face_ids)
        return self.draw.sample(face_ids, min(len(face_ids), self.draw.randint(1, most))) if face_ids else []

    def name_group(self):
        groups = clusters.clusters(self.library.catalog)
        if not groups:
            return None
        return edits.name_cluster(self.library, self.draw.choice(groups).id, f"P{self.draw.randint(0, 9)}")

    def name_faces(self):
        every = [face.id for face in faces.all_faces(self.library.catalog)]
        return edits.name_faces(self.library, self.some(every), f"P{self.draw.randint(0, 9)}")

    def guesses(self):
        return [row for table in TABLES[:2] for row in clusters.derived(self.library.catalog, table)]

    def confirm(self):
        rows = self.guesses()
        if not rows:
            return None
        row = self.draw.choice(rows)
        return edits.assign_faces(self.library, [row.face_id], row.person_id)

    def reject(self):
        rows = self.guesses()
        if not rows:
            return None
        row = self.draw.choice(rows)
        return edits.reject_faces(self.library, [row.face_id], row.person_id)

    def ignore(self):
        every = [face.id for face in faces.all_faces(self.library.catalog)]
        return edits.ignore_faces(self.library, self.some(every), IgnoreReason.STRANGER)

    def merge(self):
        known = people.people(self.library.catalog)
        if len(known) < 2:
            return None
        keep, absorb = self.draw.sample(known, 2)
        return edits.merge_people(self.library, keep.id, [absorb.id], force=True)

    def split(self):
        person = self.somebody()
        own = person and [face.id for face in faces.faces_of_person(self.library.catalog, person.id)]
        return edits.split_faces(self.library, self.some(own)) if own else None

    def take_off(self):
        confirmed = people.confirmed(self.library.catalog)
        return take_names_off(self.library, self.some(confirmed)) if confirmed else None

    def hide(self):
        person = self.somebody()
        return person and edits.hide_person(self.library, person.id, hidden=not person.hidden)

    def born(self):
        person = self.somebody()
        return person and edits.set_birth_date(self.library, person.id, date(self.draw.randint(1950, 2025), 1, 1))

    def draw_face(self):
        photo = self.draw.choice(list(photos.all_photos(self.library.catalog)))
        return boxes.draw_face(self.library, photo.id, Box(0.7, 0.1, 0.2, 0.2), f"P{self.draw.randint(0, 9)}")


@pytest.mark.parametrize("seed", range(4))
def test_any_edit_and_its_undo_leave_what_was_derived_and_learned_as_it_was(crowd, seed):
    user = User(crowd.library, seed)
    compared = 0
    for _ in range(25):
        before = derived(crowd.library)
        made = user.edit()
        if made is None or made.edit_id is None:
            continue
        user.follow(made)
        user.follow(history.undo(crowd.library))
        assert derived(crowd.library) == before, made.facts
        compared += 1
        user.follow(history.redo(crowd.library))
    assert compared > 8


def test_several_edits_and_their_undos_in_a_row_do_so_too(crowd):
    user = User(crowd.library, 99)
    for _ in range(12):
        user.follow(user.edit())
    before = derived(crowd.library)
    made = [found for found in (user.edit() for _ in range(6)) if found is not None]
    for one in made:
        user.follow(one)
    while history.next_steps(crowd.library)[0] is not None and derived(crowd.library) != before:
        user.follow(history.undo(crowd.library))
    assert derived(crowd.library) == before


def test_nine_faces_named_wrongly_and_undone_do_not_come_back_by_themselves(crowd):
    library = crowd.library
    of = {photo.id: photo.path.parent.name for photo in photos.all_photos(library.catalog)}
    by_person = {}
    for face in faces.all_faces(library.catalog):
        by_person.setdefault(of[face.photo_id], []).append(face.id)
    user = User(library, 0)
    for number in ("0", "2", "4"):
        user.follow(edits.name_faces(library, by_person[number], f"P{number}"))
    user.follow(edits.name_faces(library, by_person["6"], "P0"))  # nine faces of somebody else
    assert learning.stored(library) is not None
    user.follow(history.undo(library))
    wrong = set(by_person["6"])
    known = edits.find_person(library, "P0")
    assert not wrong & {row.face_id for row in clusters.derived(library.catalog, "automatic", known.id)}
    assert learning.stored(library).answers == 27


def test_an_undo_before_the_follow_up_leaves_nothing_to_follow(crowd):
    library = crowd.library
    before = derived(library)
    made = edits.name_cluster(library, clusters.clusters(library.catalog)[0].id, "Anna")
    undone = history.undo(library)
    for one in (made, undone):  # the window follows up both, half a second later
        grouping.after_edit(library, one)
    assert derived(library) == before


def test_faces_that_came_in_between_are_judged_again(crowd):
    library = crowd.library
    group = clusters.clusters(library.catalog)[0]
    grouping.after_edit(library, edits.name_cluster(library, group.id, "Anna"))
    crowd.take("new.png", "person 0")
    crowd.scan()
    undone = history.undo(library)
    assert not undone.changes.settled
    grouping.after_edit(library, undone)
    assert clusters.derived(library.catalog, "automatic") == []


def test_what_follows_is_kept_for_the_newest_edits_only(crowd, monkeypatch):
    monkeypatch.setattr(derived_journal, "EDITS_KEPT", 2)
    user = User(crowd.library, 5)
    for _ in range(12):
        user.follow(user.edit())
    kept = crowd.library.catalog.connection.execute("SELECT count(DISTINCT edit_id) FROM derived_rows").fetchone()[0]
    assert 0 < kept <= 2


# ---------------------------------------------------------------- boxes that were placed
def observed(library):
    """Everything observed and derived about faces that are to be seen, and which photos wait to be analysed."""
    connection = library.catalog.connection
    seen = [tuple(row) for row in connection.execute("SELECT * FROM seen_faces ORDER BY id")]
    ids = "SELECT id FROM seen_faces"
    vectors = {tuple(row) for row in connection.execute(
        f"SELECT face_id, pack_id, vector FROM emb.embeddings WHERE face_id IN ({ids})"
    )}  # fmt: skip
    pictures = {tuple(row) for row in connection.execute(f"SELECT * FROM thumbs.thumbnails WHERE face_id IN ({ids})")}
    return seen, vectors, pictures, list(photos.to_analyze(library.catalog, "fake"))


def a_face_of(library, name: str):
    photo = next(found for found in photos.all_photos(library.catalog) if found.path.name == name)
    return faces.faces_of_photo(library.catalog, photo.id)[0]


def test_a_moved_box_goes_back_with_all_that_was_seen_and_followed(family):
    library = family.library
    user = User(library, 0)
    face = a_face_of(library, "both.png")
    user.follow(edits.name_faces(library, [face.id], "Anna"))
    before, derived_before = observed(library), derived(library)
    made = boxes.move_face(library, face.id, Box(0.7, 0.7, 0.2, 0.2))
    user.follow(made)
    family.scan_known()  # looks at the photo again: the name lies on background, the real face is a new one
    assert len(faces.faces_of_photo(library.catalog, face.photo_id)) == 3
    assert observed(library) != before
    undone = history.undo(library)
    assert undone.changes.photos == {face.photo_id}
    user.follow(undone)
    assert observed(library) == before
    assert derived(library) == derived_before
    family.scan_known()
    assert observed(library) == before
    assert derived(library) == derived_before


def test_a_moved_box_that_is_done_again_is_looked_at_again(family):
    library = family.library
    face = a_face_of(library, "both.png")
    boxes.move_face(library, face.id, Box(0.7, 0.7, 0.2, 0.2))
    family.scan_known()
    moved = observed(library)
    history.undo(library)
    history.redo(library)
    assert [photo_id for photo_id, _path in photos.to_analyze(library.catalog, "fake")] == [face.photo_id]
    family.scan_known()
    assert len(faces.faces_of_photo(library.catalog, face.photo_id)) == 3
    assert observed(library)[1:3] == moved[1:3]


def test_a_photo_that_changed_meanwhile_is_looked_at_again(family):
    library = family.library
    face = a_face_of(library, "both.png")
    boxes.move_face(library, face.id, Box(0.7, 0.7, 0.2, 0.2))
    family.take("both.png", "ben")
    family.scan_known()
    history.undo(library)
    assert [photo_id for photo_id, _path in photos.to_analyze(library.catalog, "fake")] == [face.photo_id]


def test_looking_again_at_an_unchanged_photo_disturbs_no_group(family):
    library = family.library
    before = derived(library)
    photo = a_face_of(library, "both.png").photo_id
    library.catalog.connection.execute("DELETE FROM emb.analyzed WHERE photo_id = ?", (photo,))
    family.scan_known()
    assert derived(library) == before
