"""`faceorg clusters`: groups of faces that have no name yet."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import MOST, Json, LibraryDir, open_for_reading


def clusters(
    smallest: Annotated[
        int, typer.Option("--min", metavar="NUMBER", min=1, max=MOST, help="Leave out groups of fewer faces.")
    ] = 2,
    limit: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, max=MOST, help="Show at most so many, largest first.")
    ] = None,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """List the groups of unnamed faces, largest first, with their best faces.

    Example: faceorg clusters --min 3 --limit 20
    """
    from faceorg.library.views import face_views, group_views, photo_views

    with open_for_reading(library) as opened:
        found = group_views.groups(opened, min_faces=smallest, limit=limit)
        if json:
            output.emit([{"id": group.id, "faces": list(group.face_ids)} for group in found])
            return
        if not found:
            output.line(tr("There are no groups without a name."))
        best = {face.id: face for group in found for face in face_views.faces_by_id(opened, group.face_ids[:3])}
        pictures = photo_views.photos_of(opened, best.values())
    for group in found:
        shown = [pictures[best[face_id].photo_id].path.name for face_id in group.face_ids[:3] if face_id in best]
        said, faces = "group {group}: {faces}, best in {photos}", output.faces(len(group.face_ids))
        output.line(tr(said, group=group.id, faces=faces, photos=", ".join(dict.fromkeys(shown))))
