"""The codes of what checks, previews and reports found. See `codes`, which hands them on with all others."""

from __future__ import annotations

from enum import StrEnum, auto


class FindingCode(StrEnum):
    """What is told without anything having failed: findings of a check and of an import, what was learned."""

    # texts/names_in_files.py
    PHOTOS_WILL_CHANGE = auto()
    REGIONS_MAY_BE_OFF = auto()
    PHOTO_DOES_NOT_OPEN = auto()
    ABOUT_FILE = auto()
    SAID_STRANGER = auto()
    SAID_NOT_A_FACE = auto()
    SAID_NOT_THIS_PERSON = auto()
    NO_FACE_THERE = auto()
    ONLY_GUESSED = auto()
    SAID_ANOTHER_NAME = auto()
    SEVERAL_PEOPLE_OF_THIS_NAME = auto()
    # texts/exports.py
    PHOTO_NOT_COPIED = auto()
    # texts/commands.py
    STOPPED = auto()
    HOW_TO_ASK_FOR_A_TOPIC = auto()
    # texts/findings.py
    FACES_WITHOUT_EMBEDDING = auto()
    ORPHAN_EMBEDDINGS = auto()
    JOURNAL_LEFT_OPEN = auto()
    GUESSES_AGAINST_DECISIONS = auto()
    INDEX_OF_OTHER_FACES = auto()
    INDEX_OF_OTHER_EMBEDDINGS = auto()
    PHOTO_NOT_THERE = auto()
    PHOTO_CHANGED = auto()
    READABLE_BY_OTHERS = auto()
    PHOTO_NOT_READABLE = auto()
    CATALOG_FILE_DAMAGED = auto()
    DERIVED_DAMAGE = auto()
    DERIVED_FILE_DROPPED = auto()
    DERIVED_FILE_LEFT_OUT = auto()
    ROW_WITHOUT_PARTNER = auto()
    INDEX_SEARCHED_EXACTLY = auto()
    INDEX_SEARCHED_BY_GRAPH = auto()
    DECODING_CONFINED = auto()
    DECODING_WITHOUT_NETWORK = auto()
    DECODING_WITHOUT_FILES = auto()
    DECODING_UNCONFINED = auto()
    ENGINE_IS_OPENVINO = auto()
    ENGINE_NO_FASTER = auto()
    ENGINE_DISAGREES = auto()
    ENGINE_FAILED = auto()
    ENGINE_UNTRIED = auto()
    PROGRAMS_MISSING = auto()
    JOURNAL_DOES_NOT_RECORD = auto()
    JOURNAL_ROWS_UNREADABLE = auto()
    DECISIONS_NOT_AS_RECORDED = auto()
    VECTORS_UNUSABLE = auto()
    FACES_WITHOUT_PICTURE = auto()
    PICTURES_OF_NO_FACE = auto()
    NUMBERS_GIVEN_TWICE = auto()
    EVERY_PHOTO_FAILED = auto()
    BACKUP_DAMAGED = auto()
    NO_BACKUP_MADE = auto()
    PUT_BACK = auto()
    PUT_ASIDE = auto()
    OPEN_FOR_LOOKING = auto()
    LINK_NOT_FOLLOWED = auto()
    LEARNING_SWITCHED_OFF = auto()
    NOTHING_LEARNED = auto()
    NOTHING_TO_LEARN = auto()
    LEARNED = auto()
    LEARNED_A_LITTLE = auto()
