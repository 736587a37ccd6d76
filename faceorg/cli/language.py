"""The language of a terminal: problems, findings and progress come in it; JSON documents are always in English."""

from __future__ import annotations

import os

from faceorg.messages.message import Message, worded
from faceorg.messages.text import Language

# faceorg's own choice first, then the system's, in the order in which gettext looks them up.
VARIABLES = ("FACEORG_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language() -> Language:
    """Return the language of the first variable that says one ("de", "de_AT.UTF-8"); English for any other."""
    said = next((value for variable in VARIABLES if (value := os.environ.get(variable))), "")
    return Language.GERMAN if said[:2].lower() == "de" and not said[2:3].isalpha() else Language.ENGLISH


def say(message: Message) -> str:
    """Return a message's sentence for this terminal."""
    return worded(message, language())
