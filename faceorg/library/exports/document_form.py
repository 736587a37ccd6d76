"""The form of a decisions file, entry by entry, as an export writes it; `exchange` describes what is in it."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class CoverEntry(TypedDict):
    photo: str
    box: list[float]


class PersonEntry(TypedDict):
    id: int
    name: str
    hidden: bool
    born_on: str | None
    cover: CoverEntry | None
    favourite: NotRequired[bool]  # only where it is one: documents of before have no such word
    looks_like_formula: NotRequired[bool]  # said of a name that a spreadsheet would run: somebody here is called so


class FaceEntry(TypedDict):
    photo: str
    box: list[float]
    person: int | None
    rejected: list[int]
    ignored: str | None
    drawn: bool
    moved: bool
    group: list[int] | None


class DateEntry(TypedDict):
    photo: str
    first: str
    last: str


class TurnEntry(TypedDict):
    photo: str
    quarters: int


class PairEntry(TypedDict):
    photo: str
    other: str


class Document(TypedDict):
    """The file, as an export writes it. One that was read has this form only where `checked_document` found it so."""

    format: str
    version: int
    people: list[PersonEntry]
    separations: list[list[int]]
    faces: list[FaceEntry]
    dates: list[DateEntry]
    turns: list[TurnEntry]
    other_pictures: list[PairEntry]
