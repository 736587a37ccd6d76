"""Short codes name candidates: nearly all true neighbours are among them, however far from everybody they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from faceorg.matching.neighbours.codes import Codes


def faces(count: int, dim: int = 64, fills: int = 40, seed: int = 0) -> np.ndarray:
    """Unit rows that fill only some of their dimensions, as those of real packs do."""
    rng = np.random.default_rng(seed)
    spread = np.linspace(1.0, 0.4, fills)  # some directions hold more than others
    rows = (rng.normal(size=(count, fills)) * spread) @ np.linalg.qr(rng.normal(size=(dim, fills)))[0].T
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_nearly_all_neighbours_are_among_the_candidates() -> None:
    rows = faces(6_000)
    codes = Codes.train(rows)
    codes.add(rows[:4_000])
    codes.add(rows[4_000:])
    queries = rows[::60]
    nearest = np.argsort(-(queries @ rows.T), axis=1)[:, :20]
    found = codes.candidates(queries, 300)
    share = np.mean([np.isin(own, candidates).mean() for own, candidates in zip(nearest, found, strict=True)])
    assert len(codes) == 6_000 and share > 0.98
    assert all((np.diff(candidates) > 0).all() for candidates in found)


def test_codes_read_back_answer_the_same(tmp_path: Path) -> None:
    rows = faces(2_000)
    codes = Codes.train(rows)
    codes.add(rows)
    codes.write(tmp_path / "codes")
    again = Codes.read(tmp_path / "codes")
    told, told_again = codes.candidates(rows[:5], 50), again.candidates(rows[:5], 50)
    assert len(told) == 5
    for one, other in zip(told, told_again, strict=True):
        assert one.tolist() == other.tolist()


def test_more_candidates_than_faces_are_all_faces() -> None:
    rows = faces(700)
    codes = Codes.train(rows)
    codes.add(rows)
    assert codes.candidates(rows[:1], 5_000)[0].tolist() == list(range(700))


def test_faces_that_are_all_alike_are_all_candidates() -> None:
    rows = np.tile(faces(1), (1_000, 1))
    codes = Codes.train(rows)
    codes.add(rows)
    assert len(codes.candidates(rows[:1], 1_000)[0]) == 1_000
