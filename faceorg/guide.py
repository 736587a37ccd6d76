"""The user guide: Markdown files of `resources/guide` -> chapters and their parts, for the window and `faceorg help`.

One folder a language, with the same files and, in each, the same headings in the same order: so a place in one language
is a place in every other. How the files are written, which tests hold them to, says [Note: Signs of the guide].

[Note: Signs of the guide]
*Italics* are words of the window as it says them in that language, **bold** are keys, `code` is what is typed or
printed at a terminal, and links go to other chapters (`review.md`) or to a heading of one (`review.md#strips`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from faceorg.errors import NotFound
from faceorg.messages.codes import ProblemCode
from faceorg.messages.text import Language
from faceorg.paths import resources_dir

# Names of the files without ".md", in the order in which somebody new would read them.
CHAPTERS = (
    "first-scan",
    "naming",
    "review",
    "correcting",
    "searching",
    "telling",
    "taking-out",
    "names-in-files",
    "moving",
    "packs",
    "privacy",
    "machines",
    "troubleshooting",
    "commands",
)
# In this one, each verb of the command line is a heading of the third level.
COMMANDS, VERB_LEVEL = "commands", 3
# How alike (SequenceMatcher's ratio, 0-1) a topic must be spelt to be proposed: "nameing" and "naming" are 0.92.
SPELT_ALIKE = 0.6

_HEADING = re.compile(r"(#{1,4}) (.+)")
_FENCE = "```"


@dataclass(frozen=True)
class Part:
    """What stands from one heading to the next.

    level : 1 is the title of the chapter; text : Markdown, its heading included
    """

    heading: str
    level: int
    text: str

    @property
    def anchor(self) -> str:
        return anchor(self.heading)


@dataclass(frozen=True)
class Chapter:
    """One file. name : in the files' names and on the command line; title : its first heading; text : Markdown."""

    name: str
    title: str
    text: str

    def parts(self) -> tuple[Part, ...]:
        """Return the parts in order; together they are the whole text."""
        return tuple(_parts(self.text))


def anchor(heading: str) -> str:
    """Return what a link calls a heading, as GitHub does: "Moving on: packs" -> "moving-on-packs"."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def chapter(name: str, language: Language) -> Chapter:
    """Return a chapter of CHAPTERS."""
    file = resources_dir() / "guide" / language.value / f"{name}.md"
    text = file.read_text(encoding="utf-8")
    return Chapter(name, next(_parts(text)).heading, text)


def chapters(language: Language) -> tuple[Chapter, ...]:
    """Return all chapters in order."""
    return tuple(chapter(name, language) for name in CHAPTERS)


def topic(said: str, language: Language) -> str:
    """Return the Markdown about a chapter (by name or title in any language) or a verb of the command line.

    Raises NotFound, which names the topic of this language that is spelt most alike, if one is spelt alike at all.
    """
    wanted = said.strip().casefold()
    found = _topics(language, tuple(Language))
    if wanted in found:
        return found[wanted]
    alike = {known: SequenceMatcher(None, wanted, known).ratio() for known in _topics(language, (language,))}
    nearest = max(alike, key=lambda known: alike[known])
    if alike[nearest] < SPELT_ALIKE:
        raise NotFound(ProblemCode.NO_TOPIC_LIKE_IT, topic=said[:40])
    raise NotFound(ProblemCode.NO_TOPIC, topic=said[:40], nearest=nearest)


def _topics(language: Language, titles_in: Sequence[Language]) -> dict[str, str]:
    """Return Markdown by everything a topic may be called; of a chapter that is called like a verb both, one by one.

    titles_in : in which languages titles of chapters count; names of chapters and verbs are the same in all
    """
    found = {part.heading: part.text for part in chapter(COMMANDS, language).parts() if part.level == VERB_LEVEL}
    for one in chapters(language):
        found[one.name] = "\n".join(filter(None, (one.text, found.get(one.name))))
    for other in titles_in:
        found |= {one.title.casefold(): found[one.name] for one in chapters(other)}
    return found


def _parts(text: str) -> Iterator[Part]:
    heading: re.Match[str] | None = None
    lines: list[str] = []
    in_code = False
    for line in text.splitlines(keepends=True):
        in_code ^= line.startswith(_FENCE)
        begins = None if in_code else _HEADING.match(line)
        if begins and heading:
            yield _part(heading, lines)
            lines = []
        heading = begins or heading
        lines.append(line)
    if heading:
        yield _part(heading, lines)


def _part(heading: re.Match[str], lines: list[str]) -> Part:
    return Part(heading[2].strip(), len(heading[1]), "".join(lines))
