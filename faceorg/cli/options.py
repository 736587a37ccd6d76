"""Options that several verbs share, and how the library and people named by them are found."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer

from faceorg import paths
from faceorg.cli import output
from faceorg.cli.language import say, tr
from faceorg.domain import FaceId, Person, PhotoFilter, PhotoId
from faceorg.errors import InvalidInput
from faceorg.library.opening.library import Library, require_library
from faceorg.library.opening.open_library import open_library
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message

LibraryDir = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="DIR",
        readable=False,
        help="The library's folder; FACEORG_LIBRARY or the platform's by default.",
    ),
]
# The largest number that SQLite takes.
MOST = (1 << 63) - 1
# More processes than any machine that photos are kept on has cores.
MOST_WORKERS = 1024


def number(value: float) -> float:
    """Let through what is a number. Raises BadParameter."""
    if not math.isfinite(value):
        raise typer.BadParameter(tr("this is no number"))
    return value


Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]


def library_folder(library: Path | None) -> Path:
    return paths.expanded(library or paths.default_library())


def open_for_reading(library: Path | None) -> Library:
    """Open an existing library without taking the editing lock."""
    return open_library(library_folder(library), edit=False, tell=tell)


def open_for_editing(library: Path | None, verb: str) -> Library:
    """Open an existing library as its one editor."""
    folder = library_folder(library)
    require_library(folder)
    return open_library(folder, program=f"faceorg {verb}", tell=tell)


def tell(message: Message) -> None:
    """Say what a user should know although all goes on: on standard error, which no program reads."""
    output.line(f"faceorg: {say(message)}", error=True)


def person_of(library: Library, name_or_id: str) -> Person:
    from faceorg.library.people.edits import find_person

    return find_person(library, name_or_id)


def photos_meant(library: Library, texts: list[str]) -> list[PhotoId]:
    """The photos that paths, ids and folders mean. Raises NotFound for a path that is none of the library's."""
    import os

    from faceorg.library.views import photo_views

    chosen: list[PhotoId] = []
    for text in texts:
        is_folder = os.path.isdir(paths.expanded(Path(text)))
        below = photo_views.find_photos(library, PhotoFilter(folder=Path(text))) if is_folder else []
        chosen += below or [photo_views.require_photo(library, text)]
    return list(dict.fromkeys(chosen))


def face_ids(texts: list[str]) -> list[FaceId]:
    """Read face ids, also several separated by commas. Raises InvalidInput."""
    ids = []
    for part in (part.strip() for text in texts for part in text.split(",")):
        if part:
            ids.append(FaceId(whole_number(part, "face")))
    return list(dict.fromkeys(ids))


def whole_number(text: str, what: str) -> int:
    """Read an id. Raises InvalidInput."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        code = ProblemCode.NOT_A_FACE_ID if what == "face" else ProblemCode.NOT_A_GROUP_ID
        raise InvalidInput(code, text=text[:40])
    return int(text)


def faces_and_person(arguments: list[str]) -> tuple[list[str], str]:
    """Tell the person from the faces: the last argument, or the first where only that one is no number."""
    if len(arguments) < 2:
        raise typer.BadParameter(tr("Give face ids and a person: FACE... PERSON"), param_hint="FACE... PERSON")
    if arguments[-1].replace(",", "").isdigit() and not arguments[0].replace(",", "").isdigit():
        return arguments[1:], arguments[0]
    return arguments[:-1], arguments[-1]
