"""One thing to say: a code, and the values its sentence needs. Made where something happens, worded where it is read.

A message crosses processes and is kept in the catalogue, so its fields are plain: text, numbers, and other messages
(the reason of a problem is a message of its own).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from string import Formatter
from types import MappingProxyType
from typing import Any, TypeAlias

from faceorg.messages.codes import Code, FindingCode, ProblemCode, ReasonCode, TaskCode
from faceorg.messages.reasons import reason_known
from faceorg.messages.text import Language, Reader

Field: TypeAlias = "str | int | float | Message"
# What a caller may give: paths become text, and an exception becomes its reason.
Given: TypeAlias = "str | int | float | PurePath | BaseException | Message"

_GERMAN_DIGITS = str.maketrans(",.", ".,")


@dataclass(frozen=True, init=False)
class Message:
    """A code with its fields. ``str(message)`` is the English sentence of the command line.

    Exceptions given as fields become their reason (`reasons.py`): a problem its message, an OSError what was refused.
    """

    code: Code
    _fields: tuple[tuple[str, Field], ...]

    def __init__(self, code: Code, /, **fields: Given) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "_fields", tuple((name, _plain(value)) for name, value in sorted(fields.items())))

    @property
    def fields(self) -> Mapping[str, Field]:
        """The values by name; not to be changed."""
        return MappingProxyType(dict(self._fields))

    def __str__(self) -> str:
        return worded(self)

    def with_name(self, name: str, shown: str) -> Message:
        """Return it with another name for a file or folder wherever its own stands in a text."""
        fields = {key: value.replace(name, shown) if isinstance(value, str) else value for key, value in self._fields}
        return Message(self.code, **fields)

    def to_json(self) -> str:
        """Return a text that `from_json` reads."""
        return json.dumps(self._document())  # ASCII: names that are no Unicode fit into a database

    def _document(self) -> dict[str, Any]:
        fields = {name: value._document() if isinstance(value, Message) else value for name, value in self._fields}
        return {"code": str(self.code), "fields": fields}


def from_json(text: str) -> Message:
    """Read a message that was kept; a sentence that an older faceorg kept becomes a message that says just it."""
    try:
        return strictly_from_json(text)
    except ValueError:
        return Message(ProblemCode.OTHER, text=text)


def strictly_from_json(text: str) -> Message:
    """Read a message that can be worded. Raises ValueError where the text is none, or lacks what its sentence needs."""
    try:
        found = _from_document(json.loads(text))
        worded(found)
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(text) from error
    return found


def _from_document(document: dict[str, Any]) -> Message:
    fields = {
        name: _from_document(value) if isinstance(value, dict) else value for name, value in document["fields"].items()
    }
    return Message(_code_of(document["code"]), **fields)


def _code_of(text: str) -> Code:
    for codes in (ProblemCode, ReasonCode, FindingCode, TaskCode):
        if text in codes.__members__.values():
            return codes(text)
    raise ValueError(f"{text!r} is no code")


def _plain(value: Given) -> Field:
    if isinstance(value, Message):
        return value
    if isinstance(value, BaseException):
        return reason_of(value)
    if isinstance(value, bool | int | float) or type(value) is str:
        return value
    return str(value)


def reason_of(error: BaseException) -> Message:
    """Return why something failed; in the exception's own words where its kind is not known."""
    return known_reason(error) or in_its_words(str(error) or type(error).__name__)


def known_reason(error: BaseException) -> Message | None:
    """Return the message of a problem, or the reason of a kind that `reasons.py` knows; None of any other."""
    own = getattr(error, "message", None)
    if isinstance(own, Message):
        return own
    found = reason_known(error)
    return None if found is None else Message(found.code, **found.fields)


def in_its_words(text: str) -> Message:
    """Return what another program or library says, on one line."""
    return Message(ReasonCode.IN_ITS_WORDS, text=" ".join(text.split()))


def worded(message: Message, language: Language = Language.ENGLISH, reader: Reader = Reader.TERMINAL) -> str:
    """Return the sentence; messages in its fields are worded for the same reader."""
    from faceorg.messages.catalogue import TEXTS  # the sentences are loaded when the first one is read

    fields = {
        name: worded(value, language, reader) if isinstance(value, Message) else value
        for name, value in message.fields.items()
    }
    return filled_in(TEXTS[message.code].of(language, reader), language, fields)


def filled_in(text: str, language: Language, fields: Mapping[str, object]) -> str:
    """Return a text with its fields in braces, and numbers as the language writes them."""
    return _NumbersOf(language).vformat(text, (), fields)


class _NumbersOf(Formatter):
    """`str.format` with the separators of a language in numbers whose format is given: 1,234.5 or 1.234,5."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        said: str = super().format_field(value, format_spec)
        if self._language is not Language.GERMAN or not format_spec or isinstance(value, str):
            return said
        return said.translate(_GERMAN_DIGITS).replace("%", " %")
