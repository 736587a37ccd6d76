"""A LibraryProblem's sentence (English, as the command line prints it) -> the same in the user's language.

The rooms below know nothing of languages. What somebody at a window can meet is translated here; a sentence that is not
among these is shown as it is, under a translated headline where it stands alone.
"""

from __future__ import annotations

import re
from functools import cache

from faceorg.gui.words.i18n import tr
from faceorg.gui.words.problem_sentences import sentences

# Parts of a sentence that may be known sentences themselves: "cannot be opened: Permission denied".
REASONS = frozenset({"why", "ending", "part"})


@cache
def _patterns() -> list[tuple[str, str]]:
    """Return each sentence as the text of a pattern, with what to show."""
    found = []
    for source, told in zip(sentences(lambda text: text), sentences(tr), strict=True):
        found.append((source if isinstance(source, str) else source[0], told if isinstance(told, str) else told[1]))
    return found


@cache
def _compiled(source: str) -> tuple[str, re.Pattern[str]]:
    """Return the longest part of a sentence that never differs, by which others are ruled out, and its pattern."""
    parts = re.split(r"\{(\w+)\}", source)  # text, name, text, name, ... text
    pattern = "".join(f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return max(parts[::2], key=len), re.compile(pattern)


def _told(sentence: str) -> str | None:
    for source, told in _patterns():
        always, pattern = _compiled(source)
        if always in sentence and (found := pattern.fullmatch(sentence)):
            parts = found.groupdict()
            for name in REASONS & parts.keys():
                parts[name] = _told(parts[name]) or parts[name]
            return told.format(**parts)
    return None


def say_problem(sentence: str) -> str:
    """Return a problem's sentence in the user's language; one that is not known, as it is."""
    return _told(sentence) or sentence


def announce(sentence: str) -> str:
    """Return what to show when a problem is all there is to say: an unknown one comes under a translated headline."""
    return _told(sentence) or tr("That did not work: {why}").format(why=sentence)
