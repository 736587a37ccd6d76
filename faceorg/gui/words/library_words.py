"""Sentences that come from below the window (packs and their licences), marked for translation.

The rooms below know nothing of languages: they speak English, and the window translates what they say when it shows it.
Nothing here runs; `pyside6-lupdate` reads it, and a test compares it with what the rooms can say.
"""

from __future__ import annotations

from faceorg.gui.words.i18n import tr


def words() -> tuple[str, ...]:
    """Return every sentence that is known to come from below, in the user's language."""
    return (
        # Licences
        tr("for any use"),
        tr("for private and research use"),
        tr("licence unknown: ask whoever made the pack"),
        # Packs
        tr(
            "The most accurate pack for families: children and people decades apart. "
            "Heavy: about 0.2 s a photo on one core."
        ),
        tr(
            "The embedder of buffalo_l with a lighter detector: "
            "as good at telling people apart, finds fewer small faces."
        ),
        tr(
            "Small and quick, good on adults, weaker on children. The same networks as buffalo_sc in a larger download."
        ),
        tr("Small and quick, good on adults, weaker on children."),
        tr("A ResNet100 embedder trained on Glint360K: accurate and the slowest of all."),
        tr("A heavier detector that also finds hidden faces, with the small embedder of buffalo_s."),
        tr("A heavier detector that also finds hidden faces, with the accurate embedder of buffalo_l."),
        tr("Open weights of OpenCV Zoo, small and quick, for any use; weaker on children."),
        tr("Open weights, a large embedder, for any use; weaker on children than buffalo_l."),
        tr("Small and shipped with faceorg; a better pack finds more of the same person, above all children."),
        tr("Small and quick; used to develop faceorg."),
        tr("Small and quick, 128 numbers a face; used to develop faceorg."),
    )
