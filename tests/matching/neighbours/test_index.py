"""The search index: right answers, and never an answer from bytes that are not the ones that were saved."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from faceorg.errors import Cancelled
from faceorg.matching.neighbours import store
from faceorg.matching.neighbours.fair_lock import FairLock
from faceorg.matching.neighbours.index import FaceIndex
from faceorg.progress import CancelToken

DIM = 32


def random_faces(count: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def an_index(folder: Path, count: int = 300, **options: Any) -> FaceIndex:
    ids = np.arange(count, dtype=np.int64) * 7 + 3
    return FaceIndex.build(
        folder, pack_id="pack", dim=DIM, ids=ids, vectors=random_faces(count), generation=1, **options
    )


def reopen(folder: Path, generation: int = 1, **options: int) -> FaceIndex | None:
    return FaceIndex.open(folder, pack_id="pack", dim=DIM, generation=generation, **options)


def test_a_face_finds_itself_first_and_then_by_falling_similarity(tmp_path: Path) -> None:
    index = an_index(tmp_path)
    matches = index.search(random_faces(300)[5], k=10)[0]
    assert matches[0].face_id == 5 * 7 + 3
    assert matches[0].similarity == pytest.approx(1, abs=1e-5)
    assert [m.similarity for m in matches] == sorted((m.similarity for m in matches), reverse=True)
    assert len(matches) == 10


def test_min_similarity_leaves_out_the_rest(tmp_path: Path) -> None:
    index = an_index(tmp_path)
    assert len(index.search(random_faces(300)[5], k=300, min_similarity=0.9)[0]) == 1


def test_what_was_saved_opens_and_answers_the_same(tmp_path: Path) -> None:
    index = an_index(tmp_path)
    again = reopen(tmp_path)
    assert again is not None and len(again) == 300 and again.generation == 1
    queries = random_faces(4, seed=9)
    assert again.search(queries, 7) == index.search(queries, 7)


@pytest.mark.parametrize("exact_limit", [10_000, 50], ids=["exact", "graph"])
def test_added_faces_are_found_and_removed_ones_are_not(tmp_path: Path, exact_limit: int) -> None:
    index = an_index(tmp_path, exact_limit=exact_limit)
    extra = random_faces(5, seed=4)
    index.add(np.arange(5) + 100_000, extra)
    index.remove(np.array([3, 999_999_999]))
    assert index.search(extra[2], 1)[0][0].face_id == 100_002
    assert 3 not in [m.face_id for m in index.search(random_faces(300)[0], 300)[0]]
    assert 100_002 in index and 3 not in index and len(index) == 304
    index.save(2)
    again = reopen(tmp_path, 2, exact_limit=exact_limit)
    assert again is not None
    assert sorted(again.face_ids) == sorted(index.face_ids)
    assert again.search(extra, 3) == index.search(extra, 3)


def test_a_face_added_again_gets_its_new_vector(tmp_path: Path) -> None:
    index = an_index(tmp_path)
    new = random_faces(1, seed=11)
    index.add(np.array([3]), new)
    assert len(index) == 300
    np.testing.assert_allclose(index.vectors_of(np.array([3])), new, atol=1e-6)


def test_vectors_come_back_in_the_order_asked_and_unknown_faces_are_an_error(tmp_path: Path) -> None:
    index = an_index(tmp_path)
    np.testing.assert_allclose(index.vectors_of(np.array([17, 3])), random_faces(300)[[2, 0]], atol=1e-6)
    with pytest.raises(KeyError, match="999"):
        index.vectors_of(np.array([3, 999]))


def test_the_graph_finds_what_exact_search_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faceorg.matching.neighbours.index.UNCOVERED_LIMIT", 100)
    exact, quick = an_index(tmp_path / "a", 2_000), an_index(tmp_path / "b", 2_000, exact_limit=500)
    assert list((tmp_path / "b").glob("*.hnsw")) and not list((tmp_path / "a").glob("*.hnsw"))
    quick.add(np.array([1]), random_faces(1, seed=5))
    quick.remove(np.array([3, 10]))
    exact.add(np.array([1]), random_faces(1, seed=5))
    exact.remove(np.array([3, 10]))
    quick.save(2)
    again = reopen(tmp_path / "b", 2, exact_limit=500)
    assert again is not None
    for query in [*random_faces(2_000)[:20], *random_faces(1, seed=5)]:
        expected = [m.face_id for m in exact.search(query, 5)[0]]
        assert [m.face_id for m in quick.search(query, 5)[0]] == expected
        assert [m.face_id for m in again.search(query, 5)[0]] == expected


def test_an_empty_index_answers_nothing(tmp_path: Path) -> None:
    index = an_index(tmp_path, 0)
    assert index.search(random_faces(1), 5) == [[]]
    assert reopen(tmp_path) is not None


@pytest.mark.parametrize("suffix", ["f32", "i64", "hnsw", "npz", "json"])
@pytest.mark.parametrize("damage", ["flip", "truncate", "delete"])
def test_a_damaged_index_is_not_opened(
    tmp_path: Path, suffix: str, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faceorg.matching.neighbours.index.UNCOVERED_LIMIT", 10)
    an_index(tmp_path, exact_limit=50)
    (path,) = tmp_path.glob(f"*.{suffix}")
    data = bytearray(path.read_bytes())
    if damage == "flip":
        data[len(data) // 2] ^= 4
        path.write_bytes(data)
    elif damage == "truncate":
        path.write_bytes(data[:-3])
    else:
        path.unlink()
    assert reopen(tmp_path, exact_limit=50) is None


def test_a_stale_generation_another_pack_or_dim_is_not_opened(tmp_path: Path) -> None:
    an_index(tmp_path)
    assert reopen(tmp_path, generation=2) is None
    assert FaceIndex.open(tmp_path, pack_id="other", dim=DIM, generation=1) is None
    assert FaceIndex.open(tmp_path, pack_id="pack", dim=DIM + 1, generation=1) is None
    assert FaceIndex.open(tmp_path / "absent", pack_id="pack", dim=DIM, generation=1) is None


def test_a_crash_between_the_vectors_and_the_manifest_keeps_the_old_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = an_index(tmp_path)
    index.add(np.array([1]), random_faces(1, seed=5))
    with monkeypatch.context() as patch:
        patch.setattr(store, "write_manifest", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError):
            index.save(2)
    old = reopen(tmp_path)
    assert old is not None and len(old) == 300 and 1 not in old
    old.add(np.array([2]), random_faces(1, seed=6))
    old.save(3)
    again = reopen(tmp_path, 3)
    assert again is not None and again.search(random_faces(1, seed=6), 1)[0][0].face_id == 2


def test_saving_leaves_no_old_files_behind(tmp_path: Path) -> None:
    index = an_index(tmp_path)
    for generation in (2, 3):
        index.add(np.array([generation]), random_faces(1, seed=generation))
        index.save(generation)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".f32", ".i64", ".json"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX file modes")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    an_index(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_building_can_be_cancelled_and_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faceorg.matching.neighbours.index.UNCOVERED_LIMIT", 10)
    an_index(tmp_path, exact_limit=50)
    token = CancelToken()
    token.cancel()
    vectors = random_faces(300)
    with pytest.raises(Cancelled):
        FaceIndex.build(
            tmp_path,
            pack_id="pack",
            dim=DIM,
            ids=np.arange(300),
            vectors=vectors,
            generation=2,
            cancel=token,
            exact_limit=50,
        )
    assert reopen(tmp_path, exact_limit=50) is not None


def test_wrong_shapes_and_repeated_ids_are_refused(tmp_path: Path) -> None:
    index = an_index(tmp_path)
    with pytest.raises(ValueError, match="shape"):
        index.add(np.array([1]), np.zeros((1, DIM + 1), np.float32))
    with pytest.raises(ValueError, match="distinct"):
        index.add(np.array([1, 1]), random_faces(2))


def test_importing_the_index_does_not_import_heavy_libraries() -> None:
    heavy = ("hnswlib", "sklearn", "scipy", "cv2")
    code = f"import sys, faceorg.matching.neighbours.index; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_the_graph_answers_past_many_removed_faces(tmp_path: Path) -> None:
    index = an_index(tmp_path, 2_000, exact_limit=500)
    query = random_faces(2_000)[7]
    nearest = [m.face_id for m in index.search(query, 300)[0]]
    index.remove(np.array(nearest[:200]))
    left = [m.face_id for m in index.search(query, 5)[0]]
    assert left == nearest[200:205]


def test_faces_that_came_later_are_found_before_and_after_the_graph_takes_them_in(tmp_path: Path) -> None:
    index = an_index(tmp_path, 2_000, exact_limit=500)
    extra = random_faces(300, seed=8)
    index.add(np.arange(300) + 100_000, extra)
    assert index.facts.graph_rows == 2_000
    before = index.search(extra, 3)
    assert [found[0].face_id for found in before] == list(range(100_000, 100_300))
    index.extend(100)
    assert index.facts.graph_rows == 2_100
    index.extend()
    assert index.facts.graph_rows == 2_300
    assert [found[0].face_id for found in index.search(extra, 3)] == list(range(100_000, 100_300))
    index.save(2)  # three hundred more are too few to write the graph again
    again = reopen(tmp_path, 2, exact_limit=500)
    assert again is not None and again.facts.graph_rows == 2_000
    assert [found[0].face_id for found in again.search(extra, 3)] == list(range(100_000, 100_300))


def test_bursts_and_copies_are_found_together_and_hide_nobody(tmp_path: Path) -> None:
    """A thousand faces nearly alike, and as many that are all different: an island that no walk reached."""
    random = np.random.default_rng(3)
    burst = random_faces(1, seed=21) + 0.01 * random.normal(size=(1_000, DIM))
    faces = np.concatenate([burst, np.repeat(random_faces(3, seed=22), 200, axis=0), random_faces(1_000, seed=23)])
    index = FaceIndex.build(
        tmp_path, pack_id="pack", dim=DIM, ids=np.arange(2_600), vectors=faces, generation=1, exact_limit=500
    )
    assert {match.face_id for match in index.search(burst[500], 1_000)[0]} == set(range(1_000))
    for row in range(1_600, 2_600, 50):
        assert index.search(faces[row], 1)[0][0].face_id == row
    assert index.share_found(k=5) > 0.99


def test_a_node_stays_as_long_as_one_of_its_faces_does(tmp_path: Path) -> None:
    faces = np.concatenate([np.repeat(random_faces(1, seed=31), 3, axis=0), random_faces(800, seed=32)])
    index = FaceIndex.build(
        tmp_path, pack_id="pack", dim=DIM, ids=np.arange(803), vectors=faces, generation=1, exact_limit=500
    )
    for removed, left in ((0, {1, 2}), (1, {2})):
        index.remove(np.array([removed]))
        assert {match.face_id for match in index.search(faces[0], 5, 0.99)[0]} == left
    index.remove(np.array([2]))
    assert index.search(faces[0], 5, 0.99) == [[]]
    index.save(2)
    again = reopen(tmp_path, 2, exact_limit=500)
    assert again is not None and again.search(faces[0], 5, 0.99) == [[]]
    assert again.search(faces[7], 1)[0][0].face_id == 7


def test_a_graph_that_stands_mostly_for_removed_faces_is_made_anew(tmp_path: Path) -> None:
    index = an_index(tmp_path, 2_000, exact_limit=500)
    ids = np.arange(2_000) * 7 + 3
    index.remove(ids[:1_200])
    index.extend()
    assert index.facts.graph_rows == 2_000
    assert [index.search(random_faces(2_000)[row], 1)[0][0].face_id for row in (1_200, 1_999)] == [8_403, 13_996]
    assert index.share_found() == 1


def test_that_is_looked_at_without_a_new_face_too_and_once(tmp_path: Path) -> None:
    index = an_index(tmp_path, 2_000, exact_limit=500)
    index.remove(np.arange(1_200) * 7 + 3)
    files = [list(tmp_path.glob("*.hnsw"))]
    for generation in (2, 3):
        index.save(generation)
        files.append(list(tmp_path.glob("*.hnsw")))
    assert files[0] != files[1] == files[2]
    again = reopen(tmp_path, 3, exact_limit=500)
    assert again is not None
    again.save(4)
    assert list(tmp_path.glob("*.hnsw")) == files[2]
    assert [again.search(random_faces(2_000)[row], 1)[0][0].face_id for row in (1_200, 1_999)] == [8_403, 13_996]


class Looking(CancelToken):
    """Is asked between two steps of a long work: has another thread do something, which must not wait for the end."""

    def __init__(self, look: Callable[[], object]) -> None:
        super().__init__()
        self._look, self.looks = look, 0

    def raise_if_cancelled(self) -> None:
        thread = threading.Thread(target=self._look)
        thread.start()
        thread.join(20)
        assert not thread.is_alive(), "a search waits for the whole work"
        self.looks += 1


@pytest.mark.parametrize("saved", [False, True], ids=["first graph", "grown graph"])
def test_searches_and_changes_go_on_while_the_graph_is_made(
    tmp_path: Path, saved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faceorg.matching.neighbours.index.UNCOVERED_LIMIT", 10)
    index = an_index(tmp_path, 3_000, exact_limit=500, graph=saved)
    index.add(np.arange(500) + 100_000, random_faces(500, seed=4))
    left = [face_id for face_id in index.face_ids if face_id < 100_000]

    def look() -> None:
        assert index.search(random_faces(500, seed=4)[0], 1)[0][0].face_id == 100_000
        index.remove(np.array([left.pop()]))
        index.add(np.array([200_000 + len(left)]), random_faces(1, seed=len(left)))

    token = Looking(look)
    index.save(2, cancel=token)
    assert token.looks >= 3
    assert index.search(random_faces(1, seed=len(left)), 1)[0][0].face_id == 200_000 + len(left)
    again = reopen(tmp_path, 2, exact_limit=500)
    assert (
        again is not None and again.facts.graph_rows == len(again) == 3_500
    )  # what came meanwhile is read on from there
    for row in (0, 400):
        assert again.search(random_faces(500, seed=4)[row], 1)[0][0].face_id == 100_000 + row


def test_a_lock_is_handed_on_to_who_waits() -> None:
    lock, asked, order = FairLock(), threading.Event(), []

    def ask() -> None:
        asked.set()
        with lock, lock:
            order.append("other")

    other = threading.Thread(target=ask)
    with lock:
        other.start()
        asked.wait()
    for _ in range(200):
        with lock:
            order.append("own")
            sum(range(50_000))
    other.join()
    assert order.index("other") < 100


def test_a_large_library_is_searched_exactly_until_its_graph_is_made(tmp_path: Path) -> None:
    index = an_index(tmp_path, 2_000, exact_limit=500, graph=False)
    assert index.facts.graph_rows == 0 and not list(tmp_path.glob("*.hnsw"))
    assert index.search(random_faces(2_000)[9], 1)[0][0].face_id == 66
    index.save(2)
    assert index.facts.graph_rows == 2_000 and list(tmp_path.glob("*.hnsw"))
