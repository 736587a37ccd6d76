"""Rows in fewer dimensions keep their similarities, and no face is cut short for it."""

from __future__ import annotations

import numpy as np

from faceorg.matching.neighbours.similarity import narrow_rows, unit_rows


def flat(count: int, dim: int = 24, fills: int = 8) -> np.ndarray:
    """Embeddings, as float16 like the catalogue's, that fill only some of their dimensions."""
    rng = np.random.default_rng(0)
    return (rng.normal(size=(count, fills)) @ rng.normal(size=(fills, dim))).astype(np.float16)


def test_narrow_rows_keep_every_similarity() -> None:
    embeddings = flat(5_000)
    order = np.random.default_rng(1).permutation(5_000)
    narrow, wide = narrow_rows(embeddings, order), unit_rows(embeddings[order])
    assert narrow.shape == (5_000, 8)
    np.testing.assert_allclose(narrow[:300] @ narrow.T, wide[:300] @ wide.T, atol=2e-5)


def test_one_face_unlike_all_others_keeps_all_dimensions() -> None:
    embeddings = flat(5_000)
    embeddings[5] = np.random.default_rng(2).normal(size=24)  # not among the rows that are looked at first
    np.testing.assert_array_equal(narrow_rows(embeddings, np.arange(5_000)), unit_rows(embeddings))


def test_few_rows_and_rows_that_fill_their_dimensions_stay_as_they_are() -> None:
    few, full = flat(100), flat(5_000, dim=8)
    np.testing.assert_array_equal(narrow_rows(few, np.arange(100)), unit_rows(few))
    np.testing.assert_array_equal(narrow_rows(full, np.arange(5_000)), unit_rows(full))
