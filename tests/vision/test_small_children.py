"""Embeddings -> which are small children's: the shipped direction on the sample family, and files that are none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from faceorg import paths
from faceorg.errors import PackProblem
from faceorg.images.decode import decode_photo
from faceorg.messages.codes import ProblemCode
from faceorg.vision.analyzer import Analyzer
from faceorg.vision.packs.installed import load_pack
from faceorg.vision.packs.registry import registry
from faceorg.vision.packs.roles import RECOGNITION
from faceorg.vision.small_children import are_small_children
from tests.problems import refused

# Of the family that does not exist, one is up to seven years old, and two are old.
CHILD, OLD = "Ken Lin", {"Ruth Brook", "Henry Brook"}


def test_the_shipped_direction_tells_the_small_child_of_the_sample_family(sample_truth) -> None:
    starter = load_pack(paths.resources_dir() / "packs" / "starter")
    analyzer, file = Analyzer(starter), registry().small_children[starter.sha256s[RECOGNITION]]
    told: dict[str, list[bool]] = {CHILD: [], "old": []}
    for photo in sample_truth:
        names = {name for name, _box in photo.faces}
        if len(names) != 1 or not names <= {CHILD, *OLD}:
            continue
        seen = analyzer.analyze(decode_photo(photo.file).pixels)
        found = are_small_children(np.stack([one.embedding for one in seen]), file)
        told[CHILD if CHILD in names else "old"] += found.tolist()
    assert len(told[CHILD]) >= 3 and np.mean(told[CHILD]) > 0.5
    assert len(told["old"]) >= 3 and not any(told["old"])


def test_no_faces_are_no_children(tmp_path: Path) -> None:
    np.save(tmp_path / "direction.npy", np.zeros(5, np.float32))
    assert are_small_children(np.empty((0, 4), np.float32), tmp_path / "direction.npy").tolist() == []


def test_a_face_is_a_small_childs_from_the_limit_on(tmp_path: Path) -> None:
    np.save(tmp_path / "direction.npy", np.array([2, 0, 1], np.float32))
    embeddings = np.array([[1, 0], [0.6, 0.8], [0.4, 0.9165], [-1, 0]], np.float32)
    assert are_small_children(embeddings, tmp_path / "direction.npy").tolist() == [True, True, False, False]


def test_a_direction_of_other_embeddings_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "direction.npy"
    np.save(file, np.zeros(9, np.float32))
    with refused(PackProblem, ProblemCode.DIRECTIONS_OF_OTHER_LENGTH, have=8, length=4):
        are_small_children(np.zeros((1, 4), np.float32), file)


@pytest.mark.parametrize("content", [b"", b"no numbers"])
def test_a_file_that_does_not_read_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "direction.npy"
    file.write_bytes(content)
    with refused(PackProblem, ProblemCode.OWN_FILE_CANNOT_BE_READ, file="direction.npy"):
        are_small_children(np.zeros((1, 4), np.float32), file)
