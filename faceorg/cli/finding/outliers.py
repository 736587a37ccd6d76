"""`faceorg outliers`: the faces of a person that fit it least."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import MOST, Json, LibraryDir, open_for_reading, person_of

# Faces of a second person that are named in a sentence.
MOST_TOLD = 8


def outliers(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name or id.")],
    limit: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=MOST, help="At most so many.")] = 20,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """List the faces of a person that fit it least: mistakes stand at the top. Says so if it seems to be two people.

    Example: faceorg outliers Anna
    """
    from faceorg.library.recognising import search
    from faceorg.library.views import face_views, photo_views

    with open_for_reading(library) as opened:
        who = person_of(opened, person)
        found = search.outliers(opened, who.id, limit)
        parted = None if json else search.seems_two(opened, who.id)
        shown = {face.id: face for face in face_views.faces_by_id(opened, [face_id for face_id, _fit in found])}
        pictures = photo_views.photos_of(opened, shown.values())
    rows = [(face_id, fit, str(pictures[shown[face_id].photo_id].path)) for face_id, fit in found if face_id in shown]
    if json:
        output.emit([{"face": face_id, "fit": round(fit, 4), "photo": path} for face_id, fit, path in rows])
    else:
        output.table(
            [(face_id, f"{fit:.3f}", path) for face_id, fit, path in rows], output.headings("face", "fit", "photo")
        )
        if parted is not None:
            others = ", ".join(map(str, parted.others[:MOST_TOLD]))
            said = "{name} seems to be two people: {count} faces are like each other and unlike the"
            output.line(tr(said, name=who.name, count=len(parted.others)))
            said = "other {count} ({others} ...); `faceorg split` parts them."
            output.line(tr(said, count=len(parted.faces), others=others))
