"""A LibraryProblem's sentence (English, as the command line prints it) -> the same in the user's language.

The rooms below know nothing of languages. What somebody at a window can meet is translated here; a sentence that is not
among these is shown as it is, under a translated headline where it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from faceorg.gui.i18n import tr


def _sentences(tr: Callable[[str], str]) -> tuple[str, ...]:
    """Return the known sentences, each through `tr`; what stands in braces differs from case to case."""
    return (
        # Photos that could not be read
        tr("{file} is not there; its disk may be away. Its faces and names are kept."),
        tr("{file} is empty: it holds no data; restore it from a backup."),
        tr("{file} is empty: it holds only zeros; restore it from a backup."),
        tr("{file} is damaged or incomplete ({why})."),
        tr("{file} is not a picture in a format that faceorg knows, although its name says so."),
        tr("{file} is not a picture in a format that faceorg knows."),
        tr("{file} is a JPEG XL picture, which faceorg cannot read yet; convert it to JPEG."),
        tr("{file} is too large: {size} pixels, more than the {most} megapixels faceorg reads."),
        tr("{file} is cut off before anything can be seen."),
        tr("{file} is damaged: it says that it has no pixels."),
        tr("{file} needs more memory than one photo may take."),
        tr("{file} cannot be read: {why}."),
        tr("{file} cannot be written: {why}."),
        tr("There is no picture {file}."),
        tr("No face was found in {file}."),
        # Folders, disks, the library
        tr("The folder {folder} does not exist or its disk is not connected."),
        tr("The folder {folder} may not be read; change its permissions or choose another."),
        tr("There is no room left in {folder}."),
        tr("There is no room left to write {file}."),
        tr("The library {folder} is being edited by {who}; close that first or wait for it."),
        tr("The library {folder} was opened for reading only."),
        # Names and faces
        tr("A name cannot be empty; type the person's name."),
        tr("A name cannot contain control characters; type it again."),
        tr("A name can have at most {most} characters; this one has {has}."),
        tr("This box is too small for a face, or outside the photo; draw it again."),
        tr("None of these faces has a person to confirm."),
        tr("{day} lies in the future; give the day {name} was born."),
        tr("There is nothing to import; look for names again."),
    )


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return each sentence as a pattern, with its translation."""
    sources = _sentences(lambda text: text)
    return [(_pattern(source), told) for source, told in zip(sources, _sentences(tr), strict=True)]


def _pattern(source: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", source)  # text, name, text, name, ... text
    return re.compile("".join(f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts)))


def _told(sentence: str) -> str | None:
    for pattern, told in _patterns():
        if found := pattern.fullmatch(sentence):
            return told.format(**found.groupdict())
    return None


def say_problem(sentence: str) -> str:
    """Return a problem's sentence in the user's language; one that is not known, as it is."""
    return _told(sentence) or sentence


def announce(sentence: str) -> str:
    """Return what to show when a problem is all there is to say: an unknown one comes under a translated headline."""
    return _told(sentence) or tr("That did not work: {why}").format(why=sentence)
