"""`faceorg faces`: single faces, filtered."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import MOST, Json, LibraryDir, open_for_reading, person_of
from faceorg.domain import AssignedBy, Face


def faces(
    person: Annotated[str | None, typer.Option(metavar="PERSON", help="Only of this person (name or id).")] = None,
    cluster: Annotated[int | None, typer.Option(metavar="GROUP", min=0, max=MOST, help="Only of this group.")] = None,
    photo: Annotated[str | None, typer.Option(metavar="PHOTO", help="Only in this photo (path or id).")] = None,
    unassigned: Annotated[bool, typer.Option("--unassigned", help="Only faces without a name.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """List faces; the filters combine. Of one photo also whom it showed before it was changed.

    Example: faceorg faces --person Anna --json
    """
    from faceorg.domain import ClusterId
    from faceorg.library.views import face_views, photo_views

    with open_for_reading(library) as opened:
        chosen = []
        if person is not None:
            chosen.append(face_views.faces_of_person(opened, person_of(opened, person).id))
        if cluster is not None:
            chosen.append(face_views.faces_of_group(opened, ClusterId(cluster)))
        if photo is not None:
            chosen.append(face_views.faces_of_photo(opened, photo_views.require_photo(opened, photo)))
        if unassigned or not chosen:
            chosen.append(face_views.all_faces(opened, unassigned=unassigned))
        common = set.intersection(*({face.id for face in part} for part in chosen))
        found = [face for face in chosen[0] if face.id in common]
        pictures = photo_views.photos_of(opened, found)
        names = output.names_by_id(opened, as_json=json)
        left = face_views.left_behind(opened, photo_views.require_photo(opened, photo)) if photo is not None else []
    if json:
        output.emit([output.face_entry(face, pictures[face.photo_id], names) for face in found])
        return
    rows_shown = []
    for face in found:
        who = names.get(face.person_id, "") if face.person_id else ""
        quality = f"{face.quality.value:.2f}"
        rows_shown.append((face.id, who, _by(face), face.cluster_id or "", quality, pictures[face.photo_id].path))
    output.table(rows_shown, output.headings("id", "person", "by", "group", "quality", "photo"))
    for one in left:
        who = names[one.person_id] if one.person_id is not None else tr("a face you decided about")
        said = "no longer in this picture: {who} (face {face}); what you said is kept and comes back with the face"
        output.line(tr(said, who=who, face=one.face_id))


def _by(face: Face) -> str:
    """Who said whose face it is."""
    if face.assigned_by is None:
        return ""
    return tr("user" if face.assigned_by is AssignedBy.USER else "auto")
