"""`faceorg identify`: who is in this picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, open_for_reading


def identify(
    image: Annotated[
        Path, typer.Argument(metavar="PICTURE", readable=False, help="Any picture, in the library or not.")
    ],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Say who is in a picture: each face a person, or not recognised.

    Example: faceorg identify party.jpg
    """
    from faceorg.library.recognising import search

    with open_for_reading(library) as opened:
        found = search.identify(opened, image)
        names = output.names_by_id(opened, as_json=json)
    if json:
        output.emit(
            [
                {
                    "box": output.box_list(one.box),
                    "person": names.get(one.person_id) if one.person_id else None,
                    "person_id": one.person_id,
                    "similarity": None if one.similarity is None else round(one.similarity, 4),
                    "probability": None if one.probability is None else round(one.probability, 4),
                }
                for one in found
            ]
        )
        return
    for number, one in enumerate(found, 1):
        who = names[one.person_id] if one.person_id else tr("not recognised")
        likeness = "" if one.similarity is None else tr(" (similarity {value:.3f})", value=one.similarity)
        output.line(tr("face {number} from the left: {who}{likeness}", number=number, who=who, likeness=likeness))
