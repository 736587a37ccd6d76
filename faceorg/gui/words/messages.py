"""A message of the rooms below (a problem, a finding, what a long verb is doing) -> its sentence in the window."""

from __future__ import annotations

from faceorg.gui.words.i18n import tr
from faceorg.messages.message import Message, worded
from faceorg.messages.text import Language, Reader, Text


def say_message(message: Message) -> str:
    """Return the sentence in the window's language, with what to do about it here."""
    return worded(message, language(), Reader.WINDOW)


def say_text(text: Text) -> str:
    """Return the wording of a text without fields."""
    return text.of(language(), Reader.WINDOW)


def language() -> Language:
    """Return the language of the translators that are installed."""
    return Language.GERMAN if tr("en", "the code of the language these texts are in") == "de" else Language.ENGLISH
