"""An index folder that somebody else has laid out leads to no file outside of it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from faceorg.matching.neighbours import store
from faceorg.matching.neighbours.index import FaceIndex

DIM = 32


def random_faces(count: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def an_index(folder: Path, count: int = 300) -> FaceIndex:
    ids = np.arange(count, dtype=np.int64)
    return FaceIndex.build(folder, pack_id="pack", dim=DIM, ids=ids, vectors=random_faces(count), generation=1)


def reopen(folder: Path) -> FaceIndex | None:
    return FaceIndex.open(folder, pack_id="pack", dim=DIM, generation=1)


@pytest.mark.parametrize("role", ["vectors", "ids"])
@pytest.mark.parametrize("place", ["absolute", "above", "unusual"])
def test_a_manifest_that_names_a_file_elsewhere_is_not_believed(tmp_path: Path, role: str, place: str) -> None:
    """The bytes are the right ones, and would be appended to."""
    folder = tmp_path / "index"
    an_index(folder)
    manifest = json.loads((folder / store.MANIFEST).read_text())
    file = folder / manifest[role]["name"]
    victim = (folder if place == "unusual" else tmp_path) / f"mine{file.suffix}"
    victim.write_bytes(file.read_bytes())
    before = victim.read_bytes()
    names = {"absolute": str(victim), "above": f"../{victim.name}", "unusual": victim.name}
    manifest[role]["name"] = names[place]
    (folder / store.MANIFEST).write_text(json.dumps(manifest))
    assert reopen(folder) is None and victim.read_bytes() == before


@pytest.mark.parametrize("name", ["rows", "generation", "graph_rows", "dim", "size_bytes"])
@pytest.mark.parametrize("value", [-1, 1.5, True, "1", None])
def test_a_manifest_whose_numbers_count_nothing_is_not_believed(tmp_path: Path, name: str, value: object) -> None:
    an_index(tmp_path)
    manifest = json.loads((tmp_path / store.MANIFEST).read_text())
    (manifest["vectors"] if name == "size_bytes" else manifest)[name] = value
    (tmp_path / store.MANIFEST).write_text(json.dumps(manifest))
    assert store.read_index_manifest(tmp_path) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("role", ["vectors", "ids"])
@pytest.mark.parametrize("put", [os.symlink, os.link, lambda _victim, file: os.mkfifo(file)])
def test_no_file_of_an_index_is_followed_elsewhere(
    tmp_path: Path, role: str, put: Callable[[Path, Path], None]
) -> None:
    folder, victim = tmp_path / "index", tmp_path / "mine"
    index = an_index(folder)
    stored = getattr(store.read_index_manifest(folder), role)
    victim.write_bytes((folder / stored.name).read_bytes())
    before = victim.read_bytes()
    (folder / stored.name).unlink()
    put(victim, folder / stored.name)
    assert reopen(folder) is None
    if role == "vectors":
        index.add(np.array([1]), random_faces(1, seed=5))
        with pytest.raises(OSError):  # an index that is open notices it too
            index.save(2)
    assert victim.read_bytes() == before


def test_a_folder_called_like_a_file_of_an_index_stays_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "vectors-0a.f32").mkdir()
    an_index(tmp_path)
    assert reopen(tmp_path) is not None and (tmp_path / "vectors-0a.f32").is_dir()
