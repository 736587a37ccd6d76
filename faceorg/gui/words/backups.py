"""A backup in words: when it was made, and what it holds, so that one can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale

from faceorg.gui.words.i18n import number, tr
from faceorg.library.opening.backups import Backup


def made_at_in_words(backup: Backup) -> str:
    """Write when it was made, as the user's language does: 11/29/26 8:15 PM."""
    return QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(backup.made_at.timestamp())), QLocale.FormatType.ShortFormat
    )


def backup_in_words(backup: Backup) -> str:
    """Write it in one line: when, and how many people, faces and decisions are in it."""
    facts = backup.facts
    if facts is None:
        return tr("{time}. Does not read").format(time=made_at_in_words(backup))
    told = tr("{time}. People: {people}, faces: {faces}, decisions: {decisions}")
    return told.format(
        time=made_at_in_words(backup),
        people=number(facts.people),
        faces=number(facts.faces),
        decisions=number(facts.decisions),
    )
