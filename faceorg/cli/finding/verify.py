"""`faceorg verify`: are two pictures of one person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, library_folder


def verify(
    first: Annotated[
        Path, typer.Argument(metavar="A.jpg", readable=False, help="A picture; its largest face is compared.")
    ],
    second: Annotated[Path, typer.Argument(metavar="B.jpg", readable=False, help="The other picture.")],
    pack: Annotated[str | None, typer.Option(metavar="PACK", help="Model pack; the library's by default.")] = None,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Compare the largest faces of two pictures.

    Example: faceorg verify passport.jpg wedding.jpg
    """
    from faceorg.library.recognising import search

    result = search.verify(search.pack_for(library_folder(library), pack), first, second)
    if json:
        output.emit(
            {
                "similarity": round(result.similarity, 4),
                "match_threshold": result.match_threshold,
                "same": result.same,
                "probability": round(result.probability, 4),
            }
        )
        return
    said = "{verdict}: similarity {similarity:.3f}, same from {least:.3f} on ({odds:.0%} likely one person)"
    verdict = tr("the same person" if result.same else "different people")
    least, odds = result.match_threshold, result.probability
    output.line(tr(said, verdict=verdict, similarity=result.similarity, least=least, odds=odds))
