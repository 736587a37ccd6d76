"""Keys as text -> the shortcuts of a verb, what keys are called, and the access letters of a menu; and the rule that
all shortcuts follow: letters are letters.

[Note: Letters are letters] People type names wherever faces are, also where no field has the keyboard yet. So no verb,
of the window or of a page, sits on a bare letter, with or without Shift: verbs have Ctrl or Alt, a function key, Del,
Enter, Space, a digit or a sign, with which no name begins. A letter jumps to a name (People) or begins one (grids of
faces that are selected, a question, a face in a photo).

[Note: Names of keys] What a key is called in the user's language Qt knows, and writes beside the verbs of the menus.
Where its word is not ours ("Return" for Enter, and untranslated in German) `resources/translations/keys_*.ts` has
another, so that menus, hints and the guide say the same. A text gets the key of a verb from `key_in_words`.

[Note: Access letters] What is underlined in a menu, and chooses the line by one key. They are chosen when a menu opens,
in the user's language: written into texts by hand, they clash as soon as a page has other verbs. macOS knows none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def shortcuts(keys: str | list[str]) -> list[QKeySequence]:
    """Return the sequences of a verb, as QKeySequence reads them ("Ctrl+J"); "" is none.

    Raises ValueError for a key that may be the first letter of a name.
    """
    sequences = [_read(key) for key in ([keys] if isinstance(keys, str) else keys) if key]
    for sequence in sequences:
        if may_begin_name(sequence):
            raise ValueError(f"a verb on {sequence.toString()}: letters are for names, see [Note: Letters are letters]")
    return sequences


def may_begin_name(sequence: QKeySequence) -> bool:
    """Whether the first key is a letter, and nothing but Shift is held with it."""
    first = sequence[0]  # type: ignore[index]  # PySide6 has it, its types do not know it
    return not first.keyboardModifiers() & _HELD and first.key() < Qt.Key.Key_Escape and chr(first.key()).isalpha()


def key_in_words(key: str | int | QKeySequence) -> str:
    """Return what a key is called here: "Ctrl+Return" is "Ctrl+Enter", "Strg+Eingabe", or signs on macOS."""
    sequence = _read(key) if isinstance(key, str) else QKeySequence(key)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def _read(key: str) -> QKeySequence:
    """Read a key as code spells it. Qt would take the user's words for keys first, in which Return is called Enter."""
    return QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)


def begins_name(event: QKeyEvent) -> bool:
    """Whether a key that nobody else wanted is the first letter of a name."""
    return event.text().isalpha() and not event.modifiers() & _HELD


def is_plain(event: QKeyEvent) -> bool:
    """Whether nothing is held with a key: Alt+Enter and its like are verbs, and press no button."""
    return event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


# ---------------------------------------------------------------- [Note: Access letters]
def with_letters(texts: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Return the texts, each with "&" before a letter that no other has: the first of a word, else any. A text that has
    one keeps it, and one for which no letter is left stays as it is.

    taken : letters that are in use beside them
    """
    used = {letter.casefold() for letter in (*taken, *map(letter_of, texts)) if letter}
    wanted = [[] if letter_of(text) else _places(text, used) for text in texts]
    owner: dict[str, int] = {}  # which text has a letter
    for of in range(len(texts)):
        _find(of, texts, wanted, owner, set())
    has = {of: letter for letter, of in owner.items()}
    made = []
    for of, text in enumerate(texts):
        at = next((at for at in wanted[of] if text[at].casefold() == has.get(of)), None)
        made.append(text if at is None else f"{text[:at]}&{text[at:]}")
    return made


def _find(of: int, texts: Sequence[str], wanted: list[list[int]], owner: dict[str, int], tried: set[str]) -> bool:
    """Give a text its best free letter, or one whose text can take another (Kuhn's matching in a bipartite graph)."""
    letters = [texts[of][at].casefold() for at in wanted[of]]
    for letter in sorted(letters, key=lambda letter: letter in owner):
        if letter not in tried:
            tried.add(letter)
            if letter not in owner or _find(owner[letter], texts, wanted, owner, tried):
                owner[letter] = of
                return True
    return False


def letter_of(text: str) -> str:
    """Return the letter behind "&", "" where there is none; "&&" is the sign itself."""
    found = text.replace("&&", "").partition("&")[2]
    return found[:1]


def _places(text: str, used: set[str]) -> list[int]:
    """Return where the letters are that a text may take, first letters of words first."""
    places = [at for at, letter in enumerate(text) if letter.isalpha() and letter.casefold() not in used]
    return sorted(places, key=lambda at: at > 0 and text[at - 1] not in " “(-")


def give_letters(menu: QMenu) -> None:
    """Have the lines of a menu bear letters while it is open; what they are called besides is not touched."""
    if sys.platform != "darwin":
        menu.aboutToShow.connect(lambda: _give(menu))


def _give(menu: QMenu) -> None:
    lines = [action for action in menu.actions() if action.text() and not action.isSeparator()]
    before = [action.text() for action in lines]
    after = with_letters(before)
    for action, text in zip(lines, after, strict=True):
        action.setText(text)

    def take_back() -> None:
        menu.aboutToHide.disconnect(take_back)
        for action, plain, text in zip(lines, before, after, strict=True):
            if action in menu.actions() and action.text() == text:  # else it is called otherwise by now
                action.setText(plain)

    menu.aboutToHide.connect(take_back)
