"""What each key does in a slideshow: for the show itself, and for the sheet of keys."""

from __future__ import annotations

from enum import StrEnum, auto

from PySide6.QtCore import Qt

from faceorg.gui.words.i18n import tr
from faceorg.gui.words.keys import key_in_words


class SlideVerb(StrEnum):
    """What can be done while a show runs."""

    WAIT = auto()
    NEXT = auto()
    BEFORE = auto()
    FIRST = auto()
    LAST = auto()
    SHORTER = auto()
    LONGER = auto()
    TELL = auto()
    END = auto()


# By verb, the one that is told first.
KEYS: dict[SlideVerb, tuple[Qt.Key, ...]] = {
    SlideVerb.WAIT: (Qt.Key.Key_Space,),
    SlideVerb.NEXT: (Qt.Key.Key_Right, Qt.Key.Key_PageDown),
    SlideVerb.BEFORE: (Qt.Key.Key_Left, Qt.Key.Key_PageUp),
    SlideVerb.FIRST: (Qt.Key.Key_Home,),
    SlideVerb.LAST: (Qt.Key.Key_End,),
    SlideVerb.SHORTER: (Qt.Key.Key_Minus,),
    SlideVerb.LONGER: (Qt.Key.Key_Plus, Qt.Key.Key_Equal),  # the same key, without Shift
    SlideVerb.TELL: (Qt.Key.Key_Question, Qt.Key.Key_F1),
    SlideVerb.END: (Qt.Key.Key_Escape, Qt.Key.Key_F9),
}


def verb_of(key: int) -> SlideVerb | None:
    """Return what a key does, None for all others."""
    return next((verb for verb, keys in KEYS.items() if key in keys), None)


def said(verb: SlideVerb) -> str:
    """Return what a verb is called."""
    return {
        SlideVerb.WAIT: tr("Wait, or go on"),
        SlideVerb.NEXT: tr("Next photo"),
        SlideVerb.BEFORE: tr("Previous photo"),
        SlideVerb.FIRST: tr("First photo"),
        SlideVerb.LAST: tr("Last photo"),
        SlideVerb.SHORTER: tr("Each photo shorter"),
        SlideVerb.LONGER: tr("Each photo longer"),
        SlideVerb.TELL: tr("Keys"),
        SlideVerb.END: tr("End the slideshow"),
    }[verb]


def keys_in_words(verb: SlideVerb) -> tuple[str, ...]:
    """Return the keys of a verb as they are called here; of two that are one on the keyboard, the first."""
    told = KEYS[verb][:1] if verb is SlideVerb.LONGER else KEYS[verb]
    return tuple(key_in_words(key) for key in told)


def said_with_key(verb: SlideVerb) -> str:
    """Return what a verb is called, with its first key: what stands beside its button."""
    return f"{said(verb)} ({keys_in_words(verb)[0]})"
