"""What verbs print: tables and sentences for people, one JSON document for programs, progress on standard error."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from faceorg.boxes import Box
from faceorg.cli import tables
from faceorg.cli.edit_words import IN_ENGLISH, edited_in_words
from faceorg.cli.language import say, tr
from faceorg.cli.terminal import HarmlessStream, harmless
from faceorg.domain import Face, PersonId, PersonSummary, Photo
from faceorg.messages.message import Given, Message
from faceorg.progress import Progress, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library

# Where standard error is a file or a pipe, a line now and then instead of a bar.
PLAIN_EVERY_S = 10.0
# Lines of one kind that are printed before "and N more"; --json gives all.
MOST_LINES = 20
_SPELT_OUT = "faceorg.spelt_out"


def print_whatever_comes() -> None:
    """Let standard output and error take every text, in whatever encoding a terminal, a pipe or a code page has.

    File names that are no text print as the bytes they are, signs that the encoding lacks as their numbers.
    """
    codecs.register_error(_SPELT_OUT, _spelt_out)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the program, a service or `>&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (for as long as it runs)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_SPELT_OUT)
    # What a terminal would obey is shown instead, wherever it comes from; see `terminal`.
    if sys.stdout.isatty():
        sys.stdout = HarmlessStream(sys.stdout)
    if sys.stderr.isatty():
        sys.stderr = HarmlessStream(sys.stderr)


def _spelt_out(error: UnicodeError) -> tuple[str | bytes, int]:
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeError:
        return codecs.lookup_error("backslashreplace")(error)


def line(text: object, *, error: bool = False) -> None:
    """Print one line, which names and file names in it cannot make two; error : on standard error."""
    stream = sys.stderr if error else sys.stdout
    print(harmless(str(text)) if stream.isatty() else text, file=stream)


def counted(count: int, one: str, many: str, **fields: Given) -> str:
    """Return a text about one or about many, with how many as its field `count`. fields : others that it has"""
    return tr(one if count == 1 else many, count=count, **fields)


def photos(count: int) -> str:
    return counted(count, "1 photo", "{count:,} photos")


def faces(count: int) -> str:
    return counted(count, "1 face", "{count:,} faces")


def groups(count: int) -> str:
    return counted(count, "1 group", "{count:,} groups")


def number(count: int) -> str:
    """Return a number as it is read: "1,204"."""
    return tr("{count:,}", count=count)


def agreed(question: str, *, error: bool = False, **fields: Given) -> bool:
    """Ask; anything but a yes is a no. error : ask on standard error. Raises typer.Abort where nobody answers."""
    import typer

    asked = f"{tr(question, **fields)} {tr('[y/N]')}"
    answer: str = typer.prompt(asked, default="", show_default=False, err=error)
    return answer.strip().lower() in tr("y yes").split()


def headings(*english: str) -> list[str]:
    """Return the headings of a table."""
    return [tr(one) if one else "" for one in english]


def some(title: str, lines: Iterable[str]) -> None:
    """Print a title and the first lines of a list below it, if there are any."""
    every = list(lines)
    if every:
        line(title)
        for one in every[:MOST_LINES]:
            line(f"  {one}")
        if len(every) > MOST_LINES:
            line(f"  {tr('... and {count:,} more', count=len(every) - MOST_LINES)}")


def emit(document: Any) -> None:
    """Print the one JSON document of a command: as it is in UTF-8, with JSON's own escapes in other encodings."""
    has_all_signs = codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name == "utf-8"
    text = json.dumps(document, ensure_ascii=not has_all_signs, indent=None if _is_long(document) else 2)
    print(text.encode("utf-8", "replace").decode() if has_all_signs else text)


def _is_long(document: Any) -> bool:
    return isinstance(document, list) and len(document) > 1000


def edited(result: Edited, as_json: bool) -> None:
    """Say what an edit did."""
    if as_json:
        emit(
            {
                "done": edited_in_words(result, IN_ENGLISH),
                "person_id": result.person_id,
                "faces": len(result.changes.faces),
                "is_kept": result.is_kept,
            }
        )
    elif not result.is_kept:
        line(tr("Nothing changed: it was so already."))
    else:
        line(tr("{edit}. (faceorg undo takes it back)", edit=edited_in_words(result)))


def table(rows: Sequence[Sequence[object]], header: Sequence[str]) -> None:
    """Print aligned columns; numbers to the right. On a terminal long names are cut to its width, elsewhere none is."""
    cells = [[_cell(value) for value in row] for row in rows]
    right = [all(isinstance(row[column], int | float) for row in rows) and bool(rows) for column in range(len(header))]
    room = tables.terminal_width() if sys.stdout.isatty() else None
    for text in tables.laid_out([list(header), *cells], right, room, _ellipsis()):
        line(text)


def _ellipsis() -> str:
    try:
        "…".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeError:
        return "..."
    return "…"


def _cell(value: object) -> str:
    """A cell as it is shown, so that the columns stand under each other."""
    return harmless(str(value)) if sys.stdout.isatty() else str(value)


def names_by_id(library: Library, *, as_json: bool) -> dict[PersonId, str]:
    """Return everybody's name; what is read by people tells namesakes apart, in JSON ids do."""
    from faceorg.library.views import people_views

    return people_views.names(library) if as_json else people_views.labels(library)


def person_entry(summary: PersonSummary) -> dict[str, Any]:
    person = summary.person
    return {
        "id": person.id,
        "name": person.name,
        "faces": summary.faces,
        "photos": summary.photos,
        "stacked": summary.stacked,
        "cover_face_id": person.cover_face_id,
        "hidden": person.hidden,
        "favourite": person.favourite,
        "born_on": person.born_on.isoformat() if person.born_on else None,
    }


def face_entry(face: Face, photo: Photo, names: dict[PersonId, str]) -> dict[str, Any]:
    landmarks = (
        None if face.landmarks is None else [[round(float(x), 6), round(float(y), 6)] for x, y in face.landmarks]
    )
    return {
        "id": face.id,
        "photo": str(photo.path),
        "photo_id": face.photo_id,
        "box": box_list(face.box),
        "landmarks": landmarks,
        "score": round(face.score, 4),
        "quality": round(face.quality.value, 4),
        "person": names.get(face.person_id) if face.person_id is not None else None,
        "person_id": face.person_id,
        "assigned_by": face.assigned_by.value if face.assigned_by else None,
        "cluster": face.cluster_id if face.person_id is None and face.ignored is None else None,
        "ignored": face.ignored.value if face.ignored else None,
    }


def box_list(box: Box) -> list[float]:
    return [round(value, 6) for value in (box.x, box.y, box.width, box.height)]


@contextmanager
def progress_bar() -> Iterator[ProgressSink]:
    """Show progress on standard error: a bar with rate and time left on a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield _PlainProgress().report
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    # A name is no markup, and the bar's own control characters must reach the terminal.
    said, speed = (TextColumn(f"{{task.{field}}}", markup=False) for field in ("description", "fields[pace]"))
    terminal = sys.stderr.stream if isinstance(sys.stderr, HarmlessStream) else sys.stderr
    columns = (said, BarColumn(), MofNCompleteColumn(), speed)
    with Bars(*columns, console=Console(file=terminal), transient=True) as bars:
        yield _Bar(bars).report


class _Bar:
    """One bar at a time; a new task replaces the last."""

    def __init__(self, bars: Any) -> None:
        self._bars = bars
        self._task: Message | None = None
        self._id: Any = None

    def report(self, progress: Progress) -> None:
        if progress.task != self._task:
            if self._id is not None:
                self._bars.remove_task(self._id)
            self._task = progress.task
            self._id = self._bars.add_task(harmless(say(progress.task)), total=progress.total, pace="")
        self._bars.update(self._id, completed=progress.done, total=progress.total, pace=pace(progress))


class _PlainProgress:
    """A line every few seconds, for logs."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def report(self, progress: Progress) -> None:
        if time.monotonic() - self._last >= PLAIN_EVERY_S:
            self._last = time.monotonic()
            known = progress.total is not None
            far = tr("{done:,} of {total:,}" if known else "{done:,}", done=progress.done, total=progress.total or 0)
            line(f"{say(progress.task)}: {far}  {pace(progress)}", error=True)
            sys.stderr.flush()


def pace(progress: Progress) -> str:
    """Say rate and time left in words: "26/s, 10 min left"."""
    if progress.rate is None:
        return ""
    rate = tr("{rate:.0f}/s" if progress.rate >= 2 else "{rate:.1f}/s", rate=progress.rate)
    if not progress.seconds_left:
        return rate
    left = progress.seconds_left
    if left < 90:
        return tr("{rate}, {left:.0f} s left", rate=rate, left=left)
    if left < 5400:
        return tr("{rate}, {left:.0f} min left", rate=rate, left=left / 60)
    return tr("{rate}, {left:.1f} h left", rate=rate, left=left / 3600)
