"""What an embedding says of age and bad pictures is taken off, by directions that belong to the embedder."""

from __future__ import annotations

import zlib

import numpy as np
import pytest

from faceorg.errors import PackProblem
from faceorg.matching.evaluation.measures import pair_counts, verification
from faceorg.messages.codes import ProblemCode
from faceorg.vision.nuisance import without_nuisance
from faceorg.vision.packs.installed import load_pack
from faceorg.vision.packs.registry import registry
from tests.problems import refused

DIM = 32


@pytest.fixture
def directions(tmp_path):
    """A file of two directions, in half precision as they are shipped."""
    rows = np.linalg.qr(np.random.default_rng(0).normal(size=(DIM, 2)))[0].T
    np.save(tmp_path / "two.npy", rows.astype(np.float16))
    return tmp_path / "two.npy"


def some_faces(count: int, seed: int = 1) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, DIM))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_nothing_is_left_along_the_directions_and_twice_is_once(directions):
    found = without_nuisance(some_faces(50), directions)
    off = np.linalg.qr(np.load(directions).astype(float).T)[0]
    np.testing.assert_allclose(found @ off, 0, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(without_nuisance(found, directions), found, atol=1e-6)


def test_one_person_young_and_old_come_together_strangers_stay(directions):
    aged = np.load(directions)[:1].astype(np.float32)
    young, old = some_faces(20) - 0.7 * aged, some_faces(20) + 0.7 * aged
    before = np.einsum("ij,ij->i", young, old) / np.linalg.norm(young, axis=1) / np.linalg.norm(old, axis=1)
    after = np.einsum("ij,ij->i", without_nuisance(young, directions), without_nuisance(old, directions))
    assert after.min() > 0.99 > 0.6 > before.max()


def test_a_pack_that_nobody_measured_keeps_its_embeddings():
    faces = some_faces(3)
    assert without_nuisance(faces, None) is faces


def test_a_damaged_file_and_embeddings_of_another_length_are_problems_in_one_sentence(directions, tmp_path):
    with refused(PackProblem, ProblemCode.DIRECTIONS_OF_OTHER_LENGTH, have=32, length=16):
        without_nuisance(some_faces(2)[:, :16], directions)
    (tmp_path / "broken.npy").write_bytes(b"no array")
    with refused(PackProblem, ProblemCode.OWN_FILE_CANNOT_BE_READ):
        without_nuisance(some_faces(2), tmp_path / "broken.npy")


def test_every_shipped_file_fits_its_network():
    named = [network for network in registry().networks_by_sha256.values() if network.nuisance]
    assert named
    for network in named:
        rows = np.load(network.nuisance)
        assert rows.shape[1] == network.embedding_dim and len(rows) < network.embedding_dim / 50
        np.testing.assert_allclose(rows.astype(float) @ rows.T.astype(float), np.eye(len(rows)), atol=5e-3)


def test_people_of_the_held_half_are_known_better_decades_apart(shared, pack_folder):
    """The directions were fitted on the other half of these people (packaging/bench/fit_pack.py)."""
    arrays = np.load(shared / "labelled/ages.edgeface_xs.npz")
    people = np.unique(arrays["labels"], return_inverse=True)[1]
    held = np.array([zlib.crc32(str(label).encode()) & 1 for label in arrays["labels"].tolist()], bool)
    faces = arrays["embeddings"][held].astype(np.float32)
    pack = load_pack(pack_folder("edgeface_xs"))
    before, after = (
        verification(pair_counts(rows, people[held])).tar["1e-3"]
        for rows in (faces, without_nuisance(faces, pack.nuisance))
    )
    assert after > before + 0.07
