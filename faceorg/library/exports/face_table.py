"""Faces -> a table as CSV or JSON, for spreadsheets and other people's programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import Face, PersonId, Photo
from faceorg.errors import InvalidInput
from faceorg.library.exports.text_files import write_text
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# What a cell begins with that Excel, LibreOffice or Google Sheets evaluate, full-width signs among it
# (owasp.org/www-community/attacks/CSV_Injection).
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
COLUMNS = (
    "face_id", "photo", "taken_at", "person", "person_id", "assigned_by",
    "x", "y", "width", "height", "score", "quality",
)  # fmt: skip


def export_faces(
    library: Library,
    file: Path,
    *,
    person_id: PersonId | None = None,
    force: bool = False,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Write a table of all faces (or one person's) as CSV or JSON, by the file's ending; return how many.

    Columns: see COLUMNS; boxes are fractions of the upright photo, times local ISO.

    force : also over a file that is there

    Raises
    ------
    InvalidInput : an ending other than .csv and .json, or the file cannot be written, or must not be (see text_files)
    DiskFull, Cancelled
    """
    writers: dict[str, Callable[[Iterator[dict[str, object]]], Iterator[str]]] = {".csv": _as_csv, ".json": _as_json}
    writer = writers.get(file.suffix.lower())
    if writer is None:
        raise InvalidInput(ProblemCode.TABLE_OF_UNKNOWN_KIND, file=file.name)
    chosen = (
        faces.all_faces(library.catalog)
        if person_id is None
        else faces.faces_of_person(library.catalog, person_id, missing=False)
    )
    meter = ProgressMeter(TaskCode.WRITING_FACES, len(chosen), progress)
    write_text(file, writer(_rows(library, chosen, meter, cancel)), library=library, force=force)
    return len(chosen)


def _rows(
    library: Library, chosen: list[Face], meter: ProgressMeter, cancel: CancelToken | None
) -> Iterator[dict[str, object]]:
    names = {person.id: person.name for person in people.people(library.catalog)}
    for start in range(0, len(chosen), 1000):
        part = chosen[start : start + 1000]
        by_id = {photo.id: photo for photo in photos.photos(library.catalog, {face.photo_id for face in part})}
        if cancel:
            cancel.raise_if_cancelled()
        for face in part:
            yield _row(face, by_id[face.photo_id], names)
        meter.step(len(part))


def _row(face: Face, photo: Photo, names: dict[PersonId, str]) -> dict[str, object]:
    box = (face.box.x, face.box.y, face.box.width, face.box.height)
    values = (
        face.id,
        str(photo.path).encode("utf-8", "replace").decode(),
        photo.taken_at.isoformat() if photo.taken_at else None,
        names.get(face.person_id) if face.person_id is not None else None,
        face.person_id,
        face.assigned_by.value if face.assigned_by else None,
        *(round(value, 6) for value in box),
        round(face.score, 4),
        round(face.quality.value, 4),
    )
    return dict(zip(COLUMNS, values, strict=True))


class _Line:
    """The csv module writes into files only; this hands the line it made back."""

    def write(self, text: str) -> str:
        return text


def harmless_cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula (and run) -> one it shows: an apostrophe is put before it.

    The rule is OWASP's, for names and file names alike; numbers stay numbers.
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN_BY_SPREADSHEETS) else value


def _as_csv(rows: Iterator[dict[str, object]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield str(writer.writerow(COLUMNS))
    for row in rows:
        yield str(writer.writerow([harmless_cell(value) for value in row.values()]))


def _as_json(rows: Iterator[dict[str, object]]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"
