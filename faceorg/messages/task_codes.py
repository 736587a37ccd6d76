"""The codes of what a long verb is doing: titles of progress. See `codes`, which hands them on with all others."""

from __future__ import annotations

from enum import StrEnum, auto


class TaskCode(StrEnum):
    """What a long verb is doing."""

    CHECKING_PHOTOS = auto()
    COMPARING_CHANGED_PHOTOS = auto()
    COMPARING_FACES = auto()
    COMPARING_NAMES = auto()
    COMPARING_PICTURES = auto()
    FINDING_FACES = auto()
    FORGETTING_PHOTOS = auto()
    IMPORTING_DECISIONS = auto()
    INDEXING_FACES = auto()
    TRYING_ENGINES = auto()
    LEARNING = auto()
    MEASURING_PACK = auto()
    MOVING_PHOTOS = auto()
    LOOKING_AT_LABELLED_PHOTOS = auto()
    LOOKING_FOR_MOVED_PHOTOS = auto()
    LOOKING_FOR_PHOTOS = auto()
    READING_DATES = auto()
    READING_NAMES = auto()
    RECOGNISING_PEOPLE = auto()
    WRITING_FACES = auto()
    TAKING_NAMES_OVER = auto()
    WRITING_NAMES = auto()
    MAKING_CONTACT_SHEET = auto()
    MAKING_PERSON_PAGE = auto()
    MAKING_ALBUM = auto()
    COPYING_PHOTOS = auto()
    CUTTING_OUT_FACES = auto()
    DOWNLOADING = auto()
