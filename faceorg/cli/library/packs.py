"""`faceorg packs`: model packs on this machine and beyond; install one, use one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import language, say, tr
from faceorg.cli.options import Json, LibraryDir, library_folder, open_for_editing, tell
from faceorg.cli.usage import Verb
from faceorg.domain import ModelPack
from faceorg.library.opening.open_library import open_library
from faceorg.messages.text import Reader, Text

if TYPE_CHECKING:
    from faceorg.vision.packs.registry import KnownPack

packs = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@packs.callback()
def list_packs(context: typer.Context, library: LibraryDir = None, json: Json = False) -> None:
    """List installed and known model packs with size, licence and what they are good for.

    Examples: faceorg packs
              faceorg packs install buffalo_l
              faceorg packs use buffalo_l
    """
    if context.invoked_subcommand:
        return
    from faceorg.library.opening.library import Library
    from faceorg.library.recognising import packs as verbs
    from faceorg.library.recognising.small_children import many_small_children
    from faceorg.vision.packs import installed as installed_packs
    from faceorg.vision.packs.registry import known_packs

    folder = library_folder(library)
    broken = installed_packs.survey_packs(folder).broken
    if Library.exists(folder):
        with open_library(folder, edit=False) as opened:
            survey, hard = verbs.pack_statuses(opened), many_small_children(opened)
    else:
        survey, hard = verbs.pack_statuses(None), None
    installed = [(status.pack, status.in_use, status.photos_done) for status in survey]
    here = {status.pack.id for status in survey}
    known = [pack for pack in known_packs().values() if pack.downloads and pack.id not in here]
    if json:
        output.emit(
            {
                "installed": [_entry(pack, in_use, done) for pack, in_use, done in installed],
                "installable": [
                    {"id": pack.id, "name": pack.name, "license": pack.license, "download_bytes": pack.download_bytes}
                    for pack in known
                ],
                "broken": [{"id": pack.id, "folder": str(pack.folder), "reason": str(pack.reason)} for pack in broken],
            }
        )
        return
    for pack, in_use, done in installed:
        mark = "*" if in_use else " "
        said = tr("installed, {terms}; {count:,} photos analysed with it", terms=_terms(pack), count=done)
        output.line(f"{mark} {pack.id:18} {said}")
    for entry in broken:
        output.line(f"! {entry.id:18} {tr('cannot be used: {reason}', reason=say(entry.reason))}")
    for entry_known in known:
        megabytes = (entry_known.download_bytes or 0) / 1e6
        size = tr("{size:,.0f} MB to download" if megabytes else "size not published", size=megabytes)
        output.line(f"  {entry_known.id:18} {size}, {_terms(entry_known)}: {_of_terminal(entry_known.about)}")
    if hard is not None:
        tell(hard)


def _terms(pack: ModelPack | KnownPack) -> str:
    """For what a pack may be used."""
    return _of_terminal(pack.license_plain)


def _of_terminal(text: Text) -> str:
    return text.of(language(), Reader.TERMINAL)


def _entry(pack: ModelPack, in_use: bool, done: int) -> dict[str, Any]:
    return {
        "id": pack.id,
        "name": pack.name,
        "folder": str(pack.folder),
        "in_use": in_use,
        "photos_analyzed": done,
        "embedding_dim": pack.embedding_dim,
        "license": pack.license,
        "license_plain": pack.license_plain.english,
        "commercial_use": pack.commercial_use,
        "thresholds": {
            "match": pack.thresholds.match,
            "strict": pack.thresholds.strict,
            "cluster": pack.thresholds.cluster,
        },
    }


@packs.command("install", cls=Verb)
def install(
    pack_id: Annotated[str, typer.Argument(metavar="ID", help="A pack that `faceorg packs` lists.")],
    source: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="ZIP|FOLDER", readable=False, help="A zip or folder on disk instead of a download."
        ),
    ] = None,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Download a model pack into the library's folder, or take it from disk. An interrupted download is resumed.

    Example: faceorg packs install buffalo_l --from ~/Downloads/buffalo_l.zip
    """
    from faceorg.library.recognising.packs import install_pack

    with output.progress_bar() as progress:
        pack = install_pack(
            pack_id,
            library_folder(library) / "packs",
            source=source,
            progress=progress,
            cancel=stopping.cancel_token(),
        )
    if json:
        output.emit(_entry(pack, False, 0))
    else:
        said = "Installed {pack} ({terms}); `faceorg packs use {pack}` switches to it."
        output.line(tr(said, pack=pack.id, terms=_terms(pack)))


@packs.command("use", cls=Verb)
def use(
    pack_id: Annotated[str, typer.Argument(metavar="ID", help="An installed pack, or its folder.")],
    later: Annotated[bool, typer.Option("--later", help="Leave the work to the next scan.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Change to another pack: photos are looked at again, faces, names, rejections and history stay.

    Example: faceorg packs use buffalo_l
    """
    from faceorg.library.recognising import packs as verbs
    from faceorg.library.scanning import ingest

    with open_for_editing(library, "packs use") as opened, output.progress_bar() as progress:
        pack = verbs.use_pack(opened, pack_id)
        done = 0 if later else ingest.analyze(opened, progress=progress, cancel=stopping.cancel_token())
    if json:
        output.emit({"pack": pack.id, "analyzed": done})
    else:
        said = "{pack} is in use ({terms}); {count:,} photos were looked at with it."
        output.line(tr(said, pack=pack.id, terms=_terms(pack), count=done))
