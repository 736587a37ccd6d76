"""The language of a terminal: what people read comes in it; JSON documents are always in English."""

from __future__ import annotations

import os

from faceorg.messages.message import Given, Message, filled_in, worded
from faceorg.messages.text import Language

# faceorg's own choice first, then the system's, in the order in which gettext looks them up.
OWN, LISTED, LOCALES = "FACEORG_LANGUAGE", "LANGUAGE", ("LC_ALL", "LC_MESSAGES", "LANG")
# With these a system speaks no language in particular, and LANGUAGE says nothing.
_NO_LOCALE = ("", "C", "POSIX")


def language() -> Language:
    """Return the first language that the variables name and faceorg speaks ("de", "de_AT.UTF-8"); English for others.

    LANGUAGE is GNU's list of languages, the best first: "gsw:de:en".
    """
    if own := os.environ.get(OWN):
        return Language.spoken(own) or Language.ENGLISH
    locale = next((value for variable in LOCALES if (value := os.environ.get(variable))), "")
    listed = [] if locale in _NO_LOCALE else os.environ.get(LISTED, "").split(":")
    return next((found for said in [*listed, locale] if (found := Language.spoken(said))), Language.ENGLISH)


def say(message: Message) -> str:
    """Return a message's sentence for this terminal."""
    return worded(message, language())


def tr(english: str, /, **fields: Given) -> str:
    """Return a text of the command line for this terminal, with its fields filled in; `german` has the German ones."""
    return in_language(language(), english, **fields)


def in_language(wanted: Language, english: str, /, **fields: Given) -> str:
    """Return a text of the command line in a language."""
    if wanted is Language.ENGLISH:
        return filled_in(english, wanted, fields)
    from faceorg.cli.german.texts import TEXTS  # read where it is German

    return filled_in(TEXTS[english], wanted, fields)
