"""`faceorg help`: the guide, chapter by chapter; laid out on a terminal, as Markdown into a pipe."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import language, say
from faceorg.cli.options import Json
from faceorg.cli.terminal import HarmlessStream
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message

# Longer lines are hard to read, however wide the terminal is.
WIDEST_COLUMNS = 100
# [Review](review.md#strips): on a terminal, what to type to get there.
_LINK = re.compile(r"\[([^]]+)\]\(([\w-]+)\.md[^)]*\)")


def help_(
    topic: Annotated[
        list[str] | None, typer.Argument(metavar="[TOPIC]", help="A chapter of the guide, or a verb.")
    ] = None,
    json: Json = False,
) -> None:
    """Show the guide: the list of its chapters, one of them, or what it says of a verb.

    Examples: faceorg help
              faceorg help naming
              faceorg help merge
    """
    from faceorg import guide

    if not topic:
        _list(json)
        return
    said = " ".join(topic)
    text = guide.topic(said, language())
    if json:
        output.emit({"topic": said, "language": language().value, "markdown": text})
    else:
        _show(text)


def _list(as_json: bool) -> None:
    from faceorg import guide

    chapters = guide.chapters(language())
    if as_json:
        output.emit([{"topic": one.name, "title": one.title} for one in chapters])
        return
    widest = max(len(one.name) for one in chapters)
    for one in chapters:
        output.line(f"{one.name:{widest}}  {one.title}")
    output.line(say(Message(FindingCode.HOW_TO_ASK_FOR_A_TOPIC)))


def _show(text: str) -> None:
    if not sys.stdout.isatty():
        print(text, end="")
        return
    from rich.console import Console
    from rich.markdown import Markdown

    # The text is ours, and its colours must reach the terminal.
    terminal = sys.stdout.stream if isinstance(sys.stdout, HarmlessStream) else sys.stdout
    console = Console(file=terminal)
    console.print(Markdown(_LINK.sub(r"\1 (`faceorg help \2`)", text)), width=min(WIDEST_COLUMNS, console.width))
