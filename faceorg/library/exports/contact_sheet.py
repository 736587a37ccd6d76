"""A person -> one web page with all its faces, which any browser shows and prints to PDF."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import faces, people, vectors
from faceorg.catalog.pictures import photos
from faceorg.domain import AssignedBy, Face, Person, PersonId, Photo
from faceorg.library.exports.text_files import write_text
from faceorg.messages.codes import TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; color: #222 }
h1 { font-weight: 600; margin-bottom: 0 }
p { color: #555; margin-top: .2em }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr)); gap: 1em; padding: 0 }
li { list-style: none; break-inside: avoid }
img { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: .4em; background: #ddd }
figure { margin: 0 }
figcaption { font-size: 12px; color: #555; overflow-wrap: anywhere }
@media print { body { margin: 0; max-width: none } ul { grid-template-columns: repeat(6, 1fr) } }
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
<style>{style}</style>
</head>
<body>
<h1>{name}</h1>
<p>{summary}</p>
<ul>
"""
_PAGE_END = "</ul>\n</body>\n</html>\n"


def export_contact_sheet(
    library: Library,
    person_id: PersonId,
    file: Path,
    *,
    confirmed_only: bool = False,
    force: bool = False,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Write one web page with every face of a person, oldest first; return how many. It prints to PDF as it is.

    The page is whole in itself: pictures are inside, nothing is loaded from anywhere.

    force : also over a file that is there

    Raises
    ------
    InvalidInput : the file cannot be written, or must not be (see text_files)
    DiskFull, Cancelled
    """
    person = people.person(library.catalog, person_id)
    dated = _dated_faces(library, person_id, confirmed_only=confirmed_only)
    meter = ProgressMeter(Message(TaskCode.MAKING_CONTACT_SHEET, name=person.name), len(dated), progress)

    def lines() -> Iterator[str]:
        yield _PAGE.format(style=_STYLE, name=escape(person.name), summary=escape(_summary(person, dated)))
        for face, photo in dated:
            if cancel:
                cancel.raise_if_cancelled()
            yield _figure(face, photo, vectors.thumbnail(library.catalog, face.id))
            meter.step()
        yield _PAGE_END

    write_text(file, lines(), library=library, force=force)
    return len(dated)


def _dated_faces(library: Library, person_id: PersonId, *, confirmed_only: bool) -> list[tuple[Face, Photo]]:
    own = faces.faces_of_person(library.catalog, person_id, missing=False)
    own = [face for face in own if not confirmed_only or face.assigned_by is AssignedBy.USER]
    by_id = {photo.id: photo for photo in photos.photos(library.catalog, {face.photo_id for face in own})}
    pairs = [(face, by_id[face.photo_id]) for face in own]
    return sorted(pairs, key=lambda pair: (pair[1].taken_at is None, pair[1].taken_at, pair[0].id))


def _summary(person: Person, dated: list[tuple[Face, Photo]]) -> str:
    years = sorted({photo.taken_at.year for _, photo in dated if photo.taken_at})
    span = "" if not years else f", {years[0]}" if len(years) == 1 else f", {years[0]} to {years[-1]}"
    born = f"born {person.born_on.isoformat()}; " if person.born_on else ""
    return f"{born}{len(dated):,} faces in {len({photo.id for _, photo in dated}):,} photos{span}"


def _figure(face: Face, photo: Photo, thumbnail: bytes | None) -> str:
    name = escape(photo.path.name)
    when = f"{photo.taken_at:%Y-%m-%d} " if photo.taken_at else ""
    data = base64.b64encode(thumbnail).decode() if thumbnail else ""
    picture = f'<img alt="{name}" loading="lazy" src="data:image/jpeg;base64,{data}">' if data else ""
    guess = " (not confirmed)" if face.assigned_by is AssignedBy.AUTO else ""
    return f"<li><figure>{picture}<figcaption>{when}{name}{guess}</figcaption></figure></li>\n"
