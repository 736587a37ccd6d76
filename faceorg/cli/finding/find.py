"""`faceorg find`: all faces like this one, from the library or from a picture outside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import MOST, Json, LibraryDir, number, open_for_reading, whole_number
from faceorg.library.recognising import packs

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library
    from faceorg.library.recognising.search import FoundFace


def find(
    face: Annotated[str | None, typer.Option(metavar="FACE", help="Faces like this face of the library.")] = None,
    image: Annotated[
        Path | None, typer.Option(metavar="PICTURE", readable=False, help="Faces like the faces in this picture.")
    ] = None,
    limit: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=MOST, help="At most so many.")] = 60,
    smallest: Annotated[
        float,
        typer.Option(
            "--min", metavar="NUMBER", callback=number, help="Leave out less similar faces (cosine, -1 to 1)."
        ),
    ] = -1.0,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Find faces by likeness, best first.

    Examples: faceorg find --face 340
              faceorg find --image ~/Downloads/stranger.jpg --limit 10
    """
    if (face is None) == (image is None):
        raise typer.BadParameter(tr("Give either --face or --image."), param_hint="--face")
    with open_for_reading(library) as opened:
        found = _search(opened, face, image, limit, smallest)
        names = output.names_by_id(opened, as_json=json)
        threshold = packs.pack_in_use(opened).thresholds.match
    if json:
        output.emit(
            [
                {
                    "face": one.face_id,
                    "photo": str(one.photo.path),
                    "photo_id": one.photo.id,
                    "similarity": round(one.similarity, 4),
                    "person": names.get(one.person_id) if one.person_id else None,
                    "person_id": one.person_id,
                }
                for one in found
            ]
        )
        return
    same, face_word = tr("same"), tr("face")
    for one in found:
        is_same = same if one.similarity >= threshold else " " * len(same)
        who = names.get(one.person_id, "") if one.person_id else ""
        output.line(f"{one.similarity:6.3f} {is_same}  {face_word} {one.face_id:<7} {who:20} {one.photo.path}")


def _search(library: Library, face: str | None, image: Path | None, limit: int, smallest: float) -> list[FoundFace]:
    """For a picture with several faces: every face of the library once, by the probe it is most like."""
    from faceorg.domain import FaceId
    from faceorg.library.recognising import search

    if image is None:
        return search.find_by_face(library, FaceId(whole_number(face or "", "face")), limit, smallest)
    best: dict[int, FoundFace] = {}
    for _seen, matches in search.find_by_image(library, image, limit, smallest):
        for match in matches:
            if match.face_id not in best or match.similarity > best[match.face_id].similarity:
                best[match.face_id] = match
    return sorted(best.values(), key=lambda match: (-match.similarity, match.face_id))[:limit]
