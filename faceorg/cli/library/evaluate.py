"""`faceorg evaluate`: how well are people told apart, on labelled faces or on one's own confirmed people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.options import Force, Json, LibraryDir, library_folder, number, open_for_reading

if TYPE_CHECKING:
    from faceorg.library.evaluation.reports import Evaluation, LabelledFaces


def evaluate(
    source: Annotated[
        Path | None, typer.Argument(metavar="SOURCE", help="A folder with a sub-folder a person, or an .npz file.")
    ] = None,
    pack: Annotated[str | None, typer.Option(help="Model pack; the library's by default.")] = None,
    report: Annotated[Path | None, typer.Option(help="Also write the report as an HTML page.")] = None,
    force: Force = False,
    strictness: Annotated[float, typer.Option(min=0.0, max=1.0, callback=number, help="Of the grouping.")] = 0.5,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Measure verification, groups, identification and calibration; without SOURCE on your own confirmed people.

    An .npz holds embeddings (n, d), labels (n,) and photos (n,); taken_at (n,) or young (n,) if it tells ages, and
    quality (n,), 0-1, if somebody looked at the pictures.

    Examples: faceorg evaluate people/ --report report.html
              faceorg evaluate --json
    """
    from faceorg.library.evaluation import reports
    from faceorg.library.exports import text_files

    if report is not None:
        text_files.check_target(report, library=None, force=force)
    found = reports.evaluate(_labelled(source, pack, library), strictness=strictness)
    if report is not None:
        _write_page(found, report, str(source or "Your people"), force=force)
    if json:
        output.emit(reports.document(found))
    else:
        _tell(found)


def _labelled(source: Path | None, pack: str | None, library: Path | None) -> LabelledFaces:
    from faceorg.library.evaluation import reports
    from faceorg.library.recognising import search

    if source is None:
        with open_for_reading(library) as opened:
            return reports.of_library(opened)
    with output.progress_bar() as progress:
        chosen = search.pack_for(library_folder(library), pack)
        return reports.read_source(source, chosen, progress=progress, cancel=stopping.cancel_token())


def _write_page(found: Evaluation, file: Path, title: str, *, force: bool) -> None:
    from faceorg.library.evaluation.page import page
    from faceorg.library.exports.text_files import write_text

    write_text(file, iter([page(found, f"faceorg: {title}")]), force=force)


def _tell(found: Evaluation) -> None:
    v, c = found.verification, found.clustering
    skipped = f", {found.skipped:,} photos without a usable face left out" if found.skipped else ""
    print(f"{found.faces:,} faces of {found.people:,} people{skipped}")
    rates = ", ".join(f"{share:.2%} at {rate}" for rate, share in v.tar.items())
    print(f"verification: accuracy {v.accuracy:.2%}; true accepts at false accepts: {rates}")
    if found.across_ages is not None:
        rates = ", ".join(f"{share:.2%} at {rate}" for rate, share in found.across_ages.tar.items())
        print(f"across ages: true accepts at false accepts: {rates}")
    for name, score in (("all", c.bcubed), ("people with three or more", c.bcubed_min3), ("pairs", c.pairwise)):
        kind = "pairwise" if name == "pairs" else f"BCubed, {name}"
        print(f"groups, {kind}: F {score.f:.4f} (precision {score.precision:.4f}, recall {score.recall:.4f})")
    print(f"groups that mix people: {c.mixed_share:.2%} of {c.groups:,}")
    for one in found.identification:
        rates = ", ".join(f"{share:.2%} at {rate}" for rate, share in one.rate.items())
        print(f"identification, {one.people:,} people known from {one.exemplars}: {rates} (strangers accepted)")
    print(f"calibration error: {found.calibration.ece:.4f}")
    if found.review is not None:
        review = found.review
        cost = f"{review.per_person:.2f} a person, {review.per_1000:.0f} a 1,000 faces"
        print(f"review: {review.actions:,} actions, {cost}")
        print(f"names given by then that are right: {review.name_precision:.2%}")
