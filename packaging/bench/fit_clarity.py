r"""Fit what an embedding tells of its picture: the share of its similarity to a good photo that a face has kept.

    python packaging/bench/embed_spoilt.py CACHE/spoilt.npz --root ../shared \
        --people ../shared/labelled/lfw --chips ../shared/unlabelled/utkface
    python packaging/bench/fit_clarity.py resources/packs/clarity/edgeface_xs.npz --spoilt CACHE/spoilt.npz \
        --clean CACHE/lfw.npz --hard CACHE/lfw_hard.npz

A network of one hidden layer (scikit-learn's MLPRegressor) on embeddings of spoilt photos of the dev half of the people
and of other chips; then, by least squares, how it is weighed with the measured quality. Prints, for both halves of
the people of the hard copy, how it correlates with the similarity of each photo to the one that was not spoilt.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from fit_nuisance import same_photos
from grouping_lfw import half_of

from faceorg.matching.neighbours.similarity import unit_rows
from faceorg.vision.clarity import clarity_of

# Among 16, 32, 64 units and a decay of 0.3, 1, 3, on people of the dev half kept out: correlations of 0.78 here and for
# 64 with 0.3, 0.74 to 0.77 for the others.
HIDDEN, WEIGHT_DECAY = 32, 1.0
_UNUSED = 4  # directions kept of those the embedder never fills
_NEVER = 1e-4  # share of the largest singular value
# Photos that were not spoilt are 1 and 1 alike.
_SPOILT = 0.98


def fit(embeddings: np.ndarray, quality: np.ndarray, likeness: np.ndarray) -> dict[str, np.ndarray]:
    """The arrays that faceorg.vision.clarity reads."""
    from sklearn.neural_network import MLPRegressor

    scale = np.sqrt(embeddings.shape[1])  # inputs about as large as 1: the decay means the same for every length
    model = MLPRegressor(
        hidden_layer_sizes=(HIDDEN,), alpha=WEIGHT_DECAY, max_iter=300, early_stopping=True, random_state=0
    ).fit(embeddings * scale, likeness)
    seen = model.predict(embeddings * scale)
    parts = np.stack([seen, quality, seen * quality, np.ones_like(seen)], axis=1)
    arrays = {
        "unused": unused(embeddings),
        "hidden": model.coefs_[0] * scale,
        "hidden_bias": model.intercepts_[0],
        "out": model.coefs_[1][:, 0],
        "out_bias": model.intercepts_[1][0],
        "mix": np.linalg.lstsq(parts, likeness, rcond=None)[0],
    }
    return {name: np.asarray(values, np.float16) for name, values in arrays.items()}


def unused(embeddings: np.ndarray) -> np.ndarray:
    """float (k, dim): directions that no face has anything in."""
    _, strengths, directions = np.linalg.svd(embeddings[:4096].astype(np.float64), full_matrices=False)
    never = np.flatnonzero(strengths < _NEVER * strengths[0])
    return directions[never[len(never) // 2 :][:_UNUSED]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    for name in ("spoilt", "clean", "hard"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    asked = parser.parse_args()
    spoilt = np.load(asked.spoilt)
    arrays = fit(unit_rows(spoilt["embeddings"]), spoilt["quality"], spoilt["likeness"])
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez(asked.out, **arrays)
    print(f"{len(spoilt['likeness'])} faces, {len(arrays['unused'])} directions never used, mix {arrays['mix']}")
    hard, clean = dict(np.load(asked.hard)), dict(np.load(asked.clean))
    rows, others = same_photos(hard, clean)
    faces, quality = unit_rows(hard["embeddings"])[rows], hard["quality"][rows]
    near = np.einsum("ij,ij->i", faces, unit_rows(clean["embeddings"])[others])
    dev = half_of(hard["labels"], "dev")[rows]
    for half, chosen in (("dev", dev), ("held", ~dev)):
        for name, kept in (
            ("measured quality", quality),
            ("embedding", clarity_of(faces, asked.out)),
            ("both", clarity_of(faces, asked.out, quality)),
        ):
            assert kept is not None
            poor = chosen & (near < _SPOILT)
            all_, those = (np.corrcoef(kept[part], near[part])[0, 1] for part in (chosen, poor))
            print(f"{half:5s} {name:17s} correlation: all photos {all_:.3f}, spoilt ones {those:.3f}")


if __name__ == "__main__":
    main()
