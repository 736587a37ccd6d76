"""`faceorg clusters`: groups of faces that have no name yet."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, open_for_reading


def clusters(
    smallest: Annotated[int, typer.Option("--min", min=1, help="Leave out groups of fewer faces.")] = 2,
    limit: Annotated[int | None, typer.Option(min=1, help="Show at most so many, largest first.")] = None,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """List the groups of unnamed faces, largest first, with their best faces.

    Example: faceorg clusters --min 3 --limit 20
    """
    from faceorg.catalog import clusters as groups
    from faceorg.catalog import faces, photos

    with open_for_reading(library) as opened:
        found = groups.clusters(opened.catalog, min_faces=smallest, limit=limit)
        if json:
            output.emit([{"id": group.id, "faces": list(group.face_ids)} for group in found])
            return
        if not found:
            print("There are no groups without a name.")
        best = {face.id: face for group in found for face in faces.faces(opened.catalog, group.face_ids[:3])}
        names = {
            photo.id: photo.path.name for photo in photos.photos(opened.catalog, {f.photo_id for f in best.values()})
        }
    for group in found:
        shown = [names[best[face_id].photo_id] for face_id in group.face_ids[:3] if face_id in best]
        print(f"group {group.id}: {len(group.face_ids)} faces, best in {', '.join(dict.fromkeys(shown))}")
