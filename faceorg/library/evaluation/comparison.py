"""A labelled folder and several packs -> their figures side by side, so that one can choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from faceorg.domain import ModelPack, PackId
from faceorg.errors import InvalidInput
from faceorg.library.evaluation import reports
from faceorg.library.evaluation.reports import Evaluation
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken, ProgressSink, no_progress


@dataclass(frozen=True)
class PackFigures:
    pack: PackId
    found: Evaluation


def compare_packs(
    source: Path,
    packs: Sequence[ModelPack],
    *,
    strictness: float = 0.5,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> list[PackFigures]:
    """Measure the same folder with each pack, in the order asked. Raises NotFound, InvalidInput, Cancelled."""
    if source.is_file():
        raise InvalidInput(ProblemCode.ONLY_FOLDERS_COMPARE, file=source)
    answers = []
    for pack in packs:
        labelled = reports.read_source(source, pack, progress=progress, cancel=cancel)
        answers.append(PackFigures(pack.id, reports.evaluate(labelled, strictness=strictness)))
    return answers


def table_rows(compared: Sequence[PackFigures]) -> list[tuple[str, ...]]:
    """Return the table: what is measured, then one cell a pack; "-" where a pack's faces do not tell."""
    of_each = [dict(_figures(one.found)) for one in compared]
    names = {name: None for figures in of_each for name in figures}  # all of them, in the order first met
    return [(name, *(figures.get(name, "-") for figures in of_each)) for name in names]


def _figures(found: Evaluation) -> list[tuple[str, str]]:
    v, c = found.verification, found.clustering
    figures = [
        ("faces found", f"{found.faces:,}"),
        ("photos without a usable face", f"{found.skipped:,}"),
        ("verification: accuracy", f"{v.accuracy:.2%}"),
        *((f"true accepts at false accepts {rate}", f"{share:.2%}") for rate, share in v.tar.items()),
        ("groups: BCubed F", f"{c.bcubed.f:.4f}"),
        ("people with three or more: BCubed F", f"{c.bcubed_min3.f:.4f}"),
        ("groups that mix people", f"{c.mixed_share:.2%}"),
        ("calibration error", f"{found.calibration.ece:.4f}"),
    ]
    if found.review is not None:
        figures.append(("actions a person", f"{found.review.per_person:.2f}"))
    for one in found.slices:
        figures.append((f"{one.name}: faces", f"{one.faces:,}"))
        if one.tar is not None:
            figures.append((f"{one.name}: true accepts at 1e-3", f"{one.tar:.2%}"))
        if one.taken_for_one is not None:
            figures.append((f"{one.name}: strangers taken for one", f"{one.taken_for_one:.2%}"))
    return figures
