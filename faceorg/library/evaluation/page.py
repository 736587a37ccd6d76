"""An evaluation -> one HTML page with its figures and curves, self-contained, for people to read and keep."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from faceorg.library.evaluation.comparison import PackFigures, table_rows
from faceorg.library.evaluation.reports import Evaluation

# Side of a plot in CSS pixels, and the room around it for labels.
SIDE, MARGIN = 320, 44
# The lowest false accept rate on the axis of the ROC curve, a power of ten.
LOWEST_FAR = -4

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse } td, th { padding: .2rem .9rem .2rem 0; text-align: left }
td.n { text-align: right; font-variant-numeric: tabular-nums } figure { display: inline-block; margin: 0 1rem 0 0 }
figcaption { color: #666; font-size: .9rem } svg { overflow: visible }
@media (prefers-color-scheme: dark) { body { background: #1c1c1e; color: #eee } }
"""


def report_page(found: Evaluation, title: str, pack: str) -> str:
    """Return the report as HTML. pack : what the faces were measured with, in words"""
    v, c = found.verification, found.clustering
    verification_rows = [("accuracy, at the best threshold", f"{v.accuracy:.2%} at {v.threshold:.3f}")]
    verification_rows += [(f"true accepts at false accepts {rate}", f"{share:.2%}") for rate, share in v.tar.items()]
    if found.across_ages is not None:
        rates = found.across_ages.tar.items()
        verification_rows += [(f"across ages, at false accepts {rate}", f"{share:.2%}") for rate, share in rates]
    clustering_rows = [
        (name, f"F {score.f:.4f}, precision {score.precision:.4f}, recall {score.recall:.4f}")
        for name, score in (
            ("BCubed", c.bcubed),
            ("BCubed, people with three or more", c.bcubed_min3),
            ("pairs", c.pairwise),
        )
    ]
    clustering_rows.append(("groups that mix people", f"{c.mixed_share:.2%} of {c.groups:,}"))
    open_rows = [
        (
            f"known from {one.exemplars} face{'s' if one.exemplars > 1 else ''}, strangers accepted {rate}",
            f"{share:.2%}",
        )
        for one in found.identification
        for rate, share in one.rate.items()
    ]
    return (
        f"{_head(title)}<p>{found.faces:,} faces of {found.people:,} people"
        f"{f', {found.skipped:,} photos without a usable face left out' if found.skipped else ''}. "
        f"Pack {escape(pack)}.</p>"
        f"<h2>Are two faces one person?</h2>{_table(verification_rows)}{_roc(v.roc)}"
        f"<h2>Groups</h2>{_table(clustering_rows)}"
        f"<h2>Who is this, or nobody we know</h2>{_table(open_rows)}"
        f"<h2>Do the probabilities hold?</h2>"
        f"{_table([('expected calibration error', f'{found.calibration.ece:.4f}')])}"
        f"{_reliability(found.calibration.bins)}{_slices(found)}{_review(found)}</html>"
    )


def page_of_packs(compared: Sequence[PackFigures], title: str) -> str:
    """Return packs side by side as HTML."""
    heads = "".join(f"<th>{escape(one.pack)}" for one in compared)
    lines = "".join(
        f"<tr><td>{escape(name)}{''.join(f'<td class=n>{escape(cell)}' for cell in cells)}"
        for name, *cells in table_rows(compared)
    )
    return f"{_head(title)}<table><tr><th>{heads}{lines}</table></html>"


def _head(title: str) -> str:
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title><style>{STYLE}</style>"
        f"<h1>{escape(title)}</h1>"
    )


def _slices(found: Evaluation) -> str:
    lines = [
        (f"{one.name}, {what}", f"{share:.2%}")
        for one in found.slices
        for what, share in (("true accepts at 1e-3", one.tar), ("strangers taken for one", one.taken_for_one))
        if share is not None
    ]
    return f"<h2>Parts of the set, each by itself</h2>{_table(lines)}" if lines else ""


def _review(found: Evaluation) -> str:
    """What naming everyone costs, and how the share of rightly named faces grows with each action."""
    if found.review is None or not found.review.curve:
        return ""
    review = found.review
    rows = [
        ("actions", f"{review.actions:,}"),
        ("actions a person", f"{review.per_person:.2f}"),
        ("actions for 1,000 faces", f"{review.per_1000:.0f}"),
        ("names that are right", f"{review.name_precision:.2%}"),
    ]
    last = max(review.curve[-1][0], 1)
    points = [(done / last, named) for done, named in review.curve]
    ticks = [(share / 4, f"{last * share // 4:,}") for share in range(5)]
    plot = _plot(points, "actions", "faces rightly named", ticks, "Review")
    return f"<h2>What does naming everyone cost?</h2>{_table(rows)}{plot}"


def _table(rows: Sequence[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td>{escape(name)}<td class=n>{escape(value)}" for name, value in rows)
    return f"<table>{cells}</table>"


def _roc(points: Sequence[tuple[float, float]]) -> str:
    """True accepts over false accepts, the latter on a logarithmic axis."""
    placed = [((math.log10(far) - LOWEST_FAR) / -LOWEST_FAR, tar) for far, tar in points if far >= 10.0**LOWEST_FAR]
    ticks = [(-LOWEST_FAR + power) / -LOWEST_FAR for power in range(LOWEST_FAR, 1)]
    labels = [f"1e{power}" for power in range(LOWEST_FAR, 1)]
    return _plot(placed, "false accepts", "true accepts", list(zip(ticks, labels, strict=True)), "ROC curve")


def _reliability(bins: Sequence[tuple[float, float, float]]) -> str:
    ticks = [(share / 4, f"{share * 25} %") for share in range(5)]
    placed = [(claimed, true) for claimed, true, _share in bins]
    diagonal = f'<path d="M0 {SIDE}L{SIDE} 0" stroke="#999" stroke-dasharray="3 4" fill="none"/>'
    return _plot(placed, "said", "true", ticks, "Probabilities said and true", diagonal)


def _plot(
    points: Sequence[tuple[float, float]],
    across: str,
    up: str,
    ticks: Sequence[tuple[float, str]],
    caption: str,
    behind: str = "",
) -> str:
    """An SVG line through points given as fractions 0-1 of the square."""
    path = "".join(f"{'L' if n else 'M'}{x * SIDE:.1f} {(1 - y) * SIDE:.1f}" for n, (x, y) in enumerate(points))
    dots = "".join(
        f'<circle cx="{x * SIDE:.1f}" cy="{(1 - y) * SIDE:.1f}" r="3" fill="#2f6fde"/>' for x, y in points[:40]
    )
    below = "".join(
        f'<text x="{x * SIDE:.0f}" y="{SIDE + 16}" text-anchor="middle">{escape(label)}</text>' for x, label in ticks
    )
    beside = "".join(
        f'<text x="-6" y="{(1 - y / 4) * SIDE + 4:.0f}" text-anchor="end">{y * 25} %</text>' for y in range(5)
    )
    size = SIDE + 2 * MARGIN
    return (
        f'<figure><svg width="{size}" height="{size}" viewBox="{-MARGIN} {-MARGIN / 2} {size} {size}" role="img" '
        f'aria-label="{escape(caption)}" font-size="11" fill="currentColor">'
        f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="#bbb"/>{behind}'
        f'<path d="{path}" stroke="#2f6fde" stroke-width="2" fill="none"/>{dots if len(points) <= 40 else ""}'
        f'{below}{beside}<text x="{SIDE / 2}" y="{SIDE + 34}" text-anchor="middle">{escape(across)}</text></svg>'
        f"<figcaption>{escape(caption)}: {escape(up)} over {escape(across)}</figcaption></figure>"
    )
