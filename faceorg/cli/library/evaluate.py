"""`faceorg evaluate`: how well are people told apart, on labelled faces or on one's own confirmed people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import tr
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
        Path | None,
        typer.Argument(metavar="SOURCE", readable=False, help="A folder with a sub-folder a person, or an .npz file."),
    ] = None,
    pack: Annotated[
        str | None, typer.Option(metavar="PACK", help="Model pack; the file's or the library's by default.")
    ] = None,
    compare: Annotated[
        list[str] | None, typer.Option(metavar="PACK", help="Packs side by side, on a folder; give it once a pack.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", readable=False, help="Also write the report as an HTML page.")
    ] = None,
    force: Force = False,
    strictness: Annotated[
        float,
        typer.Option(metavar="NUMBER", min=0.0, max=1.0, callback=number, help="How strict the grouping is, 0 to 1."),
    ] = 0.5,
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
        output.line(tr("pack {pack}", pack=_in_words(chosen)))
        _tell(found)


def _in_words(chosen: ChosenPack) -> str:
    """The pack and who said so."""
    from faceorg.library.evaluation.pack_of_source import PackSaidBy

    said = {
        PackSaidBy.OPTION: tr("as asked for"),
        PackSaidBy.FILE: tr("as the file says"),
        PackSaidBy.LIBRARY: tr("as in the library"),
        PackSaidBy.BEST_INSTALLED: tr("the best one installed"),
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
    faces, people = found.faces, found.people
    skipped = tr(", {count:,} photos without a usable face left out", count=found.skipped) if found.skipped else ""
    output.line(tr("{faces:,} faces of {people:,} people", faces=faces, people=people) + skipped)
    said = "verification: accuracy {accuracy:.2%}; true accepts at false accepts: {rates}"
    output.line(tr(said, accuracy=v.accuracy, rates=_rates(v.tar)))
    if found.across_ages is not None:
        rates = _rates(found.across_ages.tar)
        output.line(tr("across ages: true accepts at false accepts: {rates}", rates=rates))
    for kind, score in (
        (tr("BCubed, all"), c.bcubed),
        (tr("BCubed, people with three or more"), c.bcubed_min3),
        (tr("pairwise"), c.pairwise),
    ):
        said = "groups, {kind}: F {f:.4f} (precision {precision:.4f}, recall {recall:.4f})"
        output.line(tr(said, kind=kind, f=score.f, precision=score.precision, recall=score.recall))
    output.line(tr("groups that mix people: {share:.2%} of {count:,}", share=c.mixed_share, count=c.groups))
    for one in found.identification:
        said = "identification, {people:,} people known from {exemplars}: {rates} (strangers accepted)"
        output.line(tr(said, people=one.people, exemplars=one.exemplars, rates=_rates(one.rate)))
    output.line(tr("calibration error: {error:.4f}", error=found.calibration.ece))
    if found.review is not None:
        review = found.review
        said = "review: {actions:,} actions, {each:.2f} a person, {all:.0f} a 1,000 faces"
        output.line(tr(said, actions=review.actions, each=review.per_person, all=review.per_1000))
        output.line(tr("names given by then that are right: {share:.2%}", share=review.name_precision))
    for part in found.slices:
        faces_of = tr("{faces:,} faces of {people:,} people", faces=part.faces, people=part.people)
        output.line(f"{part.name}: {faces_of}{_shares(part)}")


def _rates(by_wrong: Mapping[str, float]) -> str:
    """Shares that are right, each at a share that is wrong."""
    return ", ".join(tr("{share:.2%} at {rate}", share=share, rate=rate) for rate, share in by_wrong.items())


def _shares(part: SliceFigures) -> str:
    found, wrong = part.tar, part.taken_for_one
    pairs = "" if found is None else tr(", {share:.2%} of a person's pairs found at 1e-3", share=found)
    return pairs + ("" if wrong is None else tr(", {share:.2%} of strangers' pairs above the match", share=wrong))
