"""`faceorg evaluate`: how well are people told apart, on labelled faces or on one's own confirmed people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.options import Force, Json, LibraryDir, library_folder, number, open_for_reading
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.domain import ModelPack
    from faceorg.library.evaluation.pack_of_source import ChosenPack
    from faceorg.library.evaluation.reports import Evaluation, LabelledFaces
    from faceorg.library.evaluation.slices import SliceFigures


def evaluate(
    source: Annotated[
        Path | None, typer.Argument(metavar="SOURCE", help="A folder with a sub-folder a person, or an .npz file.")
    ] = None,
    pack: Annotated[str | None, typer.Option(help="Model pack; the file's or the library's by default.")] = None,
    compare: Annotated[
        list[str] | None, typer.Option(metavar="PACK", help="Packs side by side, on a folder; give it once a pack.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Also write the report as an HTML page.")] = None,
    force: Force = False,
    strictness: Annotated[float, typer.Option(min=0.0, max=1.0, callback=number, help="Of the grouping.")] = 0.5,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Measure verification, groups, identification and calibration; without SOURCE on your own confirmed people.

    An .npz holds embeddings (n, d), labels (n,) and photos (n,); pack, the id of the pack that made them; taken_at (n,)
    or young (n,) if it tells ages, and quality (n,), 0-1, if somebody looked at the pictures. A folder may hold a
    labels.csv with the columns file and any of age, origin, year: each part is then measured by itself, too.

    Examples: faceorg evaluate people/ --report report.html
              faceorg evaluate people/ --compare starter --compare buffalo_l
              faceorg evaluate faces.npz --pack buffalo_l
              faceorg evaluate --json
    """
    from faceorg.library.exports import text_files

    if report is not None:
        text_files.check_target(report, library=None, force=force)
    folder = library_folder(library)
    if compare:
        if source is None or pack is not None:
            raise InvalidInput(ProblemCode.COMPARE_NEEDS_A_FOLDER)
        _compare(source, compare, folder, strictness, as_json=json, report=report, force=force)
        return
    _measure(source, pack, folder, library, strictness, as_json=json, report=report, force=force)


def _measure(
    source: Path | None,
    pack: str | None,
    folder: Path,
    library: Path | None,
    strictness: float,
    *,
    as_json: bool,
    report: Path | None,
    force: bool,
) -> None:
    from faceorg.library.evaluation import reports
    from faceorg.library.evaluation.pack_of_source import pack_of_source
    from faceorg.library.evaluation.page import report_page

    chosen = pack_of_source(source, pack, folder)
    found = reports.evaluate(_labelled(source, chosen.pack, library), strictness=strictness)
    if report is not None:
        _write(report_page(found, f"faceorg: {source or 'Your people'}", _in_words(chosen)), report, force=force)
    if as_json:
        output.emit({"pack": chosen.pack.id, "pack_said_by": chosen.said_by.value, **reports.document(found)})
    else:
        output.line(f"pack {_in_words(chosen)}")
        _tell(found)


def _in_words(chosen: ChosenPack) -> str:
    """The pack and who said so."""
    from faceorg.library.evaluation.pack_of_source import PackSaidBy

    said = {
        PackSaidBy.OPTION: "as asked for",
        PackSaidBy.FILE: "as the file says",
        PackSaidBy.LIBRARY: "as in the library",
        PackSaidBy.BEST_INSTALLED: "the best one installed",
    }
    return f"{chosen.pack.id} ({said[chosen.said_by]})"


def _compare(
    source: Path,
    names: Sequence[str],
    folder: Path,
    strictness: float,
    *,
    as_json: bool,
    report: Path | None,
    force: bool,
) -> None:
    from faceorg.library.evaluation import comparison, reports
    from faceorg.library.evaluation.page import page_of_packs
    from faceorg.library.recognising import packs

    chosen = [packs.pack_named(name, folder) for name in dict.fromkeys(names)]
    with output.progress_bar() as progress:
        compared = comparison.compare_packs(
            source, chosen, strictness=strictness, progress=progress, cancel=stopping.cancel_token()
        )
    if report is not None:
        _write(page_of_packs(compared, f"faceorg: {source}"), report, force=force)
    if as_json:
        output.emit([{"pack": one.pack, **reports.document(one.found)} for one in compared])
    else:
        output.table(comparison.table_rows(compared), ["", *(one.pack for one in compared)])


def _labelled(source: Path | None, pack: ModelPack, library: Path | None) -> LabelledFaces:
    from faceorg.library.evaluation import reports

    if source is None:
        with open_for_reading(library) as opened:
            return reports.of_library(opened)
    with output.progress_bar() as progress:
        return reports.read_source(source, pack, progress=progress, cancel=stopping.cancel_token())


def _write(html: str, file: Path, *, force: bool) -> None:
    from faceorg.library.exports.text_files import write_text

    write_text(file, iter([html]), force=force)


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
    for part in found.slices:
        output.line(f"{part.name}: {part.faces:,} faces of {part.people:,} people{_shares(part)}")


def _shares(part: SliceFigures) -> str:
    found = "" if part.tar is None else f", {part.tar:.2%} of a person's pairs found at 1e-3"
    wrong = "" if part.taken_for_one is None else f", {part.taken_for_one:.2%} of strangers' pairs above the match"
    return found + wrong
