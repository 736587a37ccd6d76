"""What answers teach a library: when, what for, how it is kept, switched off and forgotten."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from faceorg.catalog import clusters, faces
from faceorg.catalog.pictures import photos
from faceorg.domain import FaceId, IgnoreReason
from faceorg.library import maintenance, wiping
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits
from faceorg.library.recognising import grouping, judgement, learning, packs, search
from faceorg.matching.learning import metric
from faceorg.matching.learning.losses import LossName
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message

SISTERS, TAKES, FREE_DIM = 6, 10, 40
NAMES = [f"{who} {family}" for family in range(SISTERS) for who in ("Ada", "Bea")]


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


@pytest.fixture
def sisters(studio):
    """Six pairs of sisters in ten pictures each: their faces are nearly as alike as one person's."""
    rng = np.random.default_rng(5)
    turn = np.linalg.qr(rng.normal(size=(512, FREE_DIM)))[0].T
    for family in range(SISTERS):
        shared = unit(rng.normal(size=FREE_DIM))
        for who in ("Ada", "Bea"):
            own = unit(np.sqrt(0.5) * shared + np.sqrt(0.5) * unit(rng.normal(size=FREE_DIM)))
            for take in range(TAKES):
                path = studio.take(f"{who} {family}/{take}.png", who)
                face = unit(np.sqrt(0.5) * own + np.sqrt(0.5) * unit(rng.normal(size=FREE_DIM))) @ turn
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                studio.plans[content] = [(box, face.astype(np.float32)) for box, _ in studio.plans[content]]
    studio.scan()
    return studio


def taken(library, name: str, takes: range) -> list[FaceId]:
    """Return the faces of a person in these of its pictures."""
    found = {photo.path.parent.name + photo.path.stem: photo.id for photo in photos.all_photos(library.catalog)}
    return [faces.faces_of_photo(library.catalog, found[f"{name}{take}"])[0].id for take in takes]


def name_some(library, takes: range = range(6)) -> None:
    for name in NAMES:
        edits.name_faces(library, taken(library, name, takes), name)


def recognised(library) -> float:
    """Return the share of the unnamed faces that get the right name by themselves, less those that get a wrong one."""
    judgement.assign_clear_faces(library)
    names = {edits.find_person(library, name).id: name for name in NAMES}
    said = {row.face_id: names[row.person_id] for row in clusters.derived(library.catalog, "automatic")}
    truth = {face_id: name for name in NAMES for face_id in taken(library, name, range(6, TAKES))}
    right = sum(said.get(face_id) == name for face_id, name in truth.items())
    return (2 * right - sum(face_id in said for face_id in truth)) / len(truth)


def test_sisters_are_told_apart_by_what_the_confirmed_faces_taught(sisters):
    library = sisters.library
    name_some(library)
    before = recognised(library)
    learned = learning.learn(library)
    assert learned.metric is not None and learned.metric.after > learned.metric.before
    assert "Learned from 72 faces of 12 people" in str(learning.explanation(library))
    assert recognised(library) > before


def test_it_is_learned_by_itself_once_enough_was_answered_and_again_when_there_is_more(sisters):
    library = sisters.library
    few = edits.name_faces(library, taken(library, NAMES[0], range(4)), NAMES[0])
    grouping.after_edit(library, few)
    assert learning.stored(library) is None
    assert str(learning.explanation(library)).startswith("Nothing learned yet")
    name_some(library)
    more = edits.name_faces(library, taken(library, NAMES[0], range(7)), NAMES[0])
    grouping.after_edit(library, more)
    first = learning.stored(library)
    assert first is not None and first.answers == 73
    assert not learning.learn_if_due(library)  # nothing new
    name_some(library, range(8))
    assert learning.learn_if_due(library)
    assert learning.stored(library).answers == 96


def test_the_loss_that_a_library_took_is_kept_with_what_was_learned(sisters, monkeypatch):
    library = sisters.library
    name_some(library)

    def by_n_pair(embeddings, owners):
        found = metric.learn_metric(embeddings, owners)
        return replace(found, matrix=metric.fit(embeddings, owners, loss=LossName.N_PAIR), loss=LossName.N_PAIR)

    monkeypatch.setattr(learning, "learn_metric", by_n_pair)
    learning.learn(library)
    assert learning.stored(library).metric.loss is LossName.N_PAIR
    assert learning.report(library)["metric"]["loss"] == "N-pair"
    assert recognised(library) > 0.5  # and it tells sisters apart as well


def test_a_loss_that_only_some_of_the_faces_spoke_for_is_not_taken(sisters, monkeypatch):
    name_some(sisters.library)
    monkeypatch.setattr(metric, "best_loss", lambda *_held_out: LossName.CONTRASTIVE)
    assert learning.learn(sisters.library).metric.loss is LossName.ADDITIVE_MARGIN


def test_switched_off_nothing_of_it_is_used_and_switched_on_it_is_back(sisters):
    library = sisters.library
    name_some(library)
    learning.learn(library)
    plain = library.settings
    library.save_settings(replace(plain, grouping=replace(plain.grouping, learn=False)))
    assert learning.comparer_of(library).thresholds == packs.pack_in_use(library).thresholds
    assert learning.comparer_of(library).learned == learning.Learned()
    assert str(learning.explanation(library)) == "Learning from answers is switched off."
    assert not learning.learn_if_due(library)
    library.save_settings(plain)
    assert learning.comparer_of(library).learned.metric is not None


def test_a_search_ranks_by_it_and_doubts_do_not(sisters):
    library = sisters.library
    name_some(library)
    probe = taken(library, NAMES[0], range(7, 8))[0]
    own = set(taken(library, NAMES[0], range(TAKES)))

    def first_hits() -> int:
        return sum(found.face_id in own for found in search.find_by_face(library, probe, k=9))

    before = first_hits()
    doubts = search.outliers(library, edits.find_person(library, NAMES[0]).id)
    learning.learn(library)
    assert first_hits() > before
    assert search.outliers(library, edits.find_person(library, NAMES[0]).id) == doubts
    assert learning.plain_comparer(library).thresholds == packs.pack_in_use(library).thresholds


def test_it_goes_with_the_embeddings_it_was_learned_on(own_cache, sisters, monkeypatch):
    library = sisters.library
    name_some(library)
    learning.learn(library)
    file = learning.file_of(library)
    assert file.stat().st_mode & 0o077 == 0
    with monkeypatch.context() as other_embeddings:
        other_embeddings.setattr(learning.vectors, "identity", lambda _catalog: 1)
        assert learning.stored(library) is None
    packs.choose_pack(library, "another")
    assert learning.stored(library) is None
    packs.choose_pack(library, "fake")
    assert learning.stored(library) is not None
    kept = file.read_bytes()
    file.write_bytes(kept[: len(kept) // 2])
    assert learning.stored(library) is None
    library.close()
    wiping.wipe(library.folder)
    assert not file.exists()


@pytest.mark.parametrize("place", range(2))
def test_a_folder_in_its_place_is_named_and_all_goes_on(sisters, place):
    library = sisters.library
    name_some(library)
    learning.learn(library)
    first, second = learning.file_of(library), learning.file_of(library, 1)
    (first, second)[place].unlink(missing_ok=True)
    taken_by = (first, second)[place]
    taken_by.mkdir()
    (taken_by / "mine.txt").write_text("mine")
    told = []
    with open_library(library.folder, edit=False, tell=told.append) as looking:
        assert learning.learned_of(looking) == learning.Learned()
    learning.learn(library)
    assert learning.stored(library) is not None
    assert FindingCode.INDEX_PLACE_TAKEN in [message.code for message in told]
    assert Message(FindingCode.INDEX_PLACE_TAKEN, file=taken_by) in [
        finding.message for finding in maintenance.check(library).findings
    ]
    assert (taken_by / "mine.txt").read_text() == "mine"


def test_refusals_and_strangers_make_guesses_more_careful(sisters):
    library = sisters.library
    name_some(library)
    learning.learn(library)
    trusting = learning.stored(library).guesses
    for ada, bea in zip(NAMES[::2], NAMES[1::2], strict=True):
        person = edits.find_person(library, bea).id
        edits.reject_faces(library, taken(library, ada, range(6, TAKES)), person)
    learning.learn(library)
    careful = learning.stored(library).guesses
    assert careful.answers > trusting.answers
    assert careful.probability(0.0) < trusting.probability(0.0)


def test_strangers_put_aside_are_answers_too(sisters):
    library = sisters.library
    name_some(library)
    learning.learn(library)
    before = learning.stored(library).guesses.answers
    group = clusters.clusters(library.catalog, min_faces=1)[0]
    edits.ignore_faces(library, group.face_ids[:1], IgnoreReason.STRANGER)
    learning.learn(library)
    assert learning.stored(library).guesses.answers == before + 1
