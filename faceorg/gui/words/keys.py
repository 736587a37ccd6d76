"""Keys as text -> the shortcuts of a verb; and the one rule that all of them follow: letters are letters.

[Note: Letters are letters] People type names wherever faces are, also where no field has the keyboard yet. So no verb,
of the window or of a page, sits on a bare letter, with or without Shift: verbs have Ctrl or Alt, a function key, Del,
Enter, Space, a digit or a sign, with which no name begins. A letter jumps to a name (People) or begins one (grids of
faces that are selected, a question, a face in a photo).

[Note: Names of keys] What a key is called in the user's language Qt knows, and writes beside the verbs of the menus.
Where its word is not ours ("Return" for Enter, and untranslated in German) `resources/translations/keys_*.ts` has
another, so that menus, hints and the guide say the same. A text gets the key of a verb from `key_in_words`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

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
