"""A gallery in which some people are renewed: as if it had been made of everybody anew."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from faceorg.domain import PersonId
from faceorg.matching.recognition.gallery import MAX_EXEMPLARS, NEAREST, EnrolledPerson, Gallery

DIM = 16


def somebody(person: int, take: int) -> EnrolledPerson:
    """One of many things that may be known of a person; none of its faces with take 0."""
    rng = np.random.default_rng([person, take])
    count = int(rng.integers(1, MAX_EXEMPLARS + 20)) if take else 0
    days = np.datetime64("1980-01-01") + rng.integers(0, 15000, count).astype("timedelta64[D]")
    days[rng.random(count) < 0.3] = np.datetime64("NaT")
    born_on = np.datetime64("1979-01-01") if take % 2 else None
    faces = rng.permutation(count) + 1000 * person
    return EnrolledPerson(PersonId(person), faces, rng.normal(size=(count, DIM)), days if take % 3 else None, born_on)


takes = st.dictionaries(st.integers(0, 7), st.integers(0, 4), max_size=8)


@given(before=takes, after=takes)
def test_renewing_who_changed_gives_what_making_it_of_everybody_gives(before, after):
    changed = {PersonId(who) for who in {*before, *after} if before.get(who) != after.get(who)}
    old = Gallery([somebody(who, take) for who, take in before.items()], DIM)
    exemplars = old.exemplars.copy()
    renewed = old.renewed(changed, [somebody(who, take) for who, take in after.items() if who in changed])
    anew = Gallery([somebody(who, take) for who, take in after.items()], DIM)
    assert renewed.person_ids == anew.person_ids == sorted(who for who, take in after.items() if take)
    for name in ("born_on", "exemplars", "exemplar_faces", "eras", "means"):
        np.testing.assert_array_equal(getattr(renewed, name), getattr(anew, name))
    assert renewed.size_bytes == anew.size_bytes
    probes = np.eye(DIM, dtype=np.float32)
    np.testing.assert_array_equal(renewed.similarities(probes), anew.similarities(probes))
    np.testing.assert_array_equal(old.exemplars, exemplars)


def test_the_order_of_a_persons_faces_does_not_matter():
    known = somebody(3, 4)
    turned = EnrolledPerson(
        known.person_id,
        known.face_ids[::-1],
        known.embeddings[::-1],
        None if known.taken_on is None else known.taken_on[::-1],
        known.born_on,
    )
    one, other = Gallery([known], DIM), Gallery([turned], DIM)
    for name in ("exemplars", "exemplar_faces", "eras", "means"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_a_likeness_is_half_the_nearest_exemplars_and_half_the_nearest_era():
    gallery = Gallery([somebody(who, take) for who, take in enumerate([1, 2, 4, 3, 1, 4])], DIM)
    probes = np.random.default_rng(0).normal(size=(9, DIM)).astype(np.float32)
    probes /= np.linalg.norm(probes, axis=1, keepdims=True)
    assert len(gallery) == 6
    for at in range(len(gallery)):
        own = gallery.eras[gallery.eras_of(at)]
        near = np.sort(probes @ gallery.exemplars[gallery.exemplars_of(at)].T, axis=1)[:, ::-1]
        looked_at = min(-(-near.shape[1] // 2), NEAREST)
        expected = (near[:, :looked_at].mean(axis=1) + (probes @ own.T).max(axis=1)) / 2
        np.testing.assert_allclose(gallery.similarities(probes)[:, at], expected, atol=1e-6)
    alone = Gallery([EnrolledPerson(PersonId(1), np.arange(2), np.eye(DIM)[:2])], DIM)
    expected = (1 + np.sqrt(0.5)) / 2  # of two the nearest one, and the mean of both
    np.testing.assert_allclose(alone.similarities(np.eye(DIM, dtype=np.float32))[:3, 0], [expected, expected, 0])


def test_a_person_is_asked_for_by_id_and_nobody_else_has_faces():
    gallery = Gallery([somebody(5, 1), somebody(3, 2)], DIM)
    assert gallery.faces_of(PersonId(3)).tolist() == [face for face in gallery.exemplar_faces.tolist() if face < 5000]
    assert len(gallery.faces_of(PersonId(5))) == gallery.face_counts()[1]
    assert [len(gallery.faces_of(PersonId(who))) for who in (1, 4, 9)] == [0, 0, 0]
