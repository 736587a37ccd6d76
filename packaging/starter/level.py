"""Turns an embedder's answers into level ones: what all people of one age and origin have in common is made small.

    python packaging/starter/level.py --to FOLDER [--pack PACK]     for a pack that is already exported

A small student blurs small children, and people of one origin, into each other: their answers share a part that says
"a baby" and little of which one. The part is made small, not taken away: the answers are divided, in every direction,
by how much photos of one person differ and how much the means of the cells (age band and group, see `chips.py`) do.
The same linear step for everybody, folded into the head, so it costs nothing. Export does it after sharpening.

With the first generation's weights: of pairs of strangers among small children (chips kept out of training) 28 % passed
the match threshold before and 0.2 % after; LFW's held-out half keeps its figures (TAR 88.3, then 88.6 %).
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
from chips import cell_of, is_chip
from onnx import numpy_helper
from places import PACK, SEED, WORK
from steps import VIEWS, Step
from teacher import Embedder, centre

# How much the spread of the cells' means counts beside the average difference of one person's photos. At 0.3 pairs of
# children whom the teacher takes for one person fall apart too (77 of 100 stay), at 0.1 95 do, at 0.05 97, adults all.
CELLS = 0.05
# How much of the sharpening is taken back. Its photos of one person are training photos, whose likeness the student
# knows by heart: where it ended, TAR of LFW's held-out half was 88.3 %, at -0.3 88.6 %, and BCubed F 0.958 and 0.963.
SHARPENED = -0.3
LEAST = 0.1  # of the average: no direction is enlarged more than this allows, whatever few photos say
CHIPS = 8000  # training chips whose answers make the means
FEWEST = 8  # chips of a cell that has a mean
ONE_PERSON = 0.45  # the teacher's similarity: one pair of strangers in a million reaches it
HEAD = "net.head"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--to", type=Path, required=True, help="a folder; then export.py --finish")
    chosen = parser.parse_args()
    chosen.to.mkdir(parents=True, exist_ok=True)
    before = chosen.pack / "embedder.onnx"
    embedder = Embedder(before)
    photos, chips = training_photos(), training_chips()
    step = level_step(embedder.raw(crops_of(photos)), taught(photos), embedder.raw(crops_of(chips)), cells_of(chips))
    after = chosen.to / before.name
    with_step(onnx.load(str(before)), step, after)
    kept = Step.of(before)
    if kept is not None:
        kept.then(step).keep(after)
    shutil.copyfile(chosen.pack / "detector.onnx", chosen.to / "detector.onnx")


def level_step(photos: np.ndarray, said: np.ndarray, chips: np.ndarray, cells: np.ndarray) -> Step:
    """Return the step from raw answers, float (n, dim), to level ones.

    said : the teacher's answers to the photos, float (n_photos, dim); cells : int (n_chips,), `chips.cell_of`
    """
    members = [chips[cells == cell] for cell in np.unique(cells) if cell > 0]
    means = np.stack([answers.mean(0) for answers in members if len(answers) >= FEWEST])
    apart = means - means.mean(0)
    within = within_person(photos, said)
    average = np.trace(within) / len(within)
    spread = average * np.eye(len(within)) + SHARPENED * within + CELLS * apart.T @ apart / len(apart)
    strengths, directions = np.linalg.eigh(spread)
    strengths = np.maximum(strengths, LEAST * average)
    matrix = directions / np.sqrt(strengths / strengths.mean()) @ directions.T
    # halfway between photos and chips: either's middle alone would be a direction that the other's people share
    middle = (photos.mean(0) + means.mean(0)) / 2
    return Step(matrix.astype(np.float32), middle.astype(np.float32))


def within_person(answers: np.ndarray, said: np.ndarray) -> np.ndarray:
    """Return float (dim, dim): how photos of one person, by the teacher's answers, differ in every direction."""
    first, second = np.where(np.triu(said @ said.T > ONE_PERSON, 1))
    photos = np.bincount(np.concatenate([first, second]), minlength=len(answers))
    weights = 1 / np.sqrt(photos[first] * photos[second])  # nobody counts by the square of the number of photos
    apart = answers[first] - answers[second]
    return (apart * weights[:, None]).T @ apart / weights.sum() / 2


def with_step(model: onnx.ModelProto, step: Step, file: Path) -> None:
    """Write the embedder with the step folded into its head, of which each view carries its part of the middle."""
    tensors = {tensor.name.removesuffix(".half"): tensor for tensor in model.graph.initializer}
    weight, bias = tensors[f"{HEAD}.weight"], tensors[f"{HEAD}.bias"]
    old_weight, old_bias = (numpy_helper.to_array(tensor).astype(np.float64) for tensor in (weight, bias))
    turn = step.matrix.T.astype(np.float64)
    for tensor, values in ((weight, turn @ old_weight), (bias, turn @ (old_bias - step.middle / VIEWS))):
        kind = numpy_helper.to_array(tensor).dtype
        tensor.CopyFrom(numpy_helper.from_array(values.astype(kind), tensor.name))
    onnx.save(model, str(file))


def training_photos() -> np.ndarray:
    """Return the rows of faces.npy that are training faces from photos."""
    return _training_rows(chips=False)


def training_chips() -> np.ndarray:
    """Return rows of faces.npy that are training chips, CHIPS of them by chance."""
    rows = _training_rows(chips=True)
    return np.sort(np.random.default_rng(SEED).choice(rows, min(CHIPS, len(rows)), replace=False))


def crops_of(rows: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(centre(np.load(WORK / "faces.npy", mmap_mode="r")[rows]))


def cells_of(rows: np.ndarray) -> np.ndarray:
    sources = json.loads((WORK / "faces.json").read_text())
    return np.array([cell_of(sources[i]["file"]) for i in rows])


def taught(rows: np.ndarray) -> np.ndarray:
    """Return the teacher's answers to these faces."""
    return np.load(WORK / "teacher.npy")[rows]


def _training_rows(*, chips: bool) -> np.ndarray:
    sources = json.loads((WORK / "faces.json").read_text())
    return np.array([i for i, s in enumerate(sources) if s["part"] == "train" and is_chip(s["file"]) == chips])


if __name__ == "__main__":
    main()
