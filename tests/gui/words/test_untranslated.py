"""Nothing on a page is left in the language of the code: a translator marks every text, the unmarked are found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from faceorg import guide
from faceorg.catalog.pictures import photos
from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.gui.session.session import Session
from faceorg.gui.window.main_window import MainWindow
from faceorg.library.people import edits
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.messages.text import Language, Text
from faceorg.vision.packs.installed import survey_packs
from faceorg.vision.packs.registry import known_packs

# Names of people, files, packs, programs, languages, devices, keys, days and units are no texts of ours.
OWN_NAMES = re.compile(
    r"\b(?:faceorg|English|Deutsch|CPU|CUDA|COREML|DIRECTML|OPENVINO|digiKam|Picasa|exiftool|Penny|Howard|bbt|"
    r"Ctrl|Shift|Alt|Esc|Del|PgUp|PgDown|Return|Enter|Space|Tab|Home|End|Left|Right|Up|Down|Backspace|"
    r"[KMG]i?B|kB|AM|PM|Jan\w*|Feb\w*|Mar\w*|Apr\w*|May|Jun\w*|Jul\w*|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|[\w-]+\.(?:png|jpe?g)|/\S+"
)


def pack_names() -> Iterator[str]:
    for pack in known_packs().values():
        yield from (pack.name, str(pack.id))
    for pack in survey_packs(None).packs:
        yield from (pack.name, str(pack.id))
    yield from (str(broken.id) for broken in survey_packs(None).broken)


class Marker(QTranslator):
    """Every text that is asked for comes back in brackets; plurals with their number."""

    def translate(self, _context: str, source: str, _comment: str | None = None, n: int = -1) -> str:
        return "⟦" + source.replace("%Ln", str(n)) + "⟧"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def marked(qtbot, qapp, library, ini, person_of, monkeypatch) -> Iterator[MainWindow]:
    """A window of which every translated text is in brackets, over a library with names and a failed photo."""
    edits.name_faces(library, person_of("penny"), "Penny")
    edits.name_faces(library, person_of("howard")[:2], "Howard")
    marker = Marker(qapp)
    # Messages of the rooms below have their texts in a catalogue of their own.
    wording = Text.of
    monkeypatch.setattr(Text, "of", lambda text, *reader: f"⟦{wording(text, *reader)}⟧")
    qapp.installTranslator(marker)
    session = Session(library, Theme(qapp, ini), ini)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: len(session.people_cache) == 2)
    yield window
    window.close()
    qapp.removeTranslator(marker)


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything a widget says, to eyes and to screen readers."""
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if (
        isinstance(widget, QAbstractItemView)
        and widget.model() is not None
        and not isinstance(widget.parent(), QComboBox)
    ):
        model = widget.model()
        for row in range(min(model.rowCount(), 20)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.index(row, 0).data(role) or "")


def unmarked(text: str) -> str:
    """Return what stands outside of all brackets."""
    while (fewer := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = fewer
    return text


def left_over(window: MainWindow) -> set[str]:
    """Texts with a word that no translator was asked for."""
    said = {window.windowTitle(), window.page.title()}
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.objectName().startswith("qt_"):
            said |= set(texts_of(widget))
    for action in window.findChildren(QAction):
        said |= {action.text(), action.toolTip()}
    packs = re.compile("|".join(map(re.escape, sorted(set(pack_names()), key=len, reverse=True))))
    chapters = {chapter.title for chapter in guide.chapters(Language.ENGLISH)}  # the guide's files are their own texts
    said = {packs.sub("", text) for text in said - chapters}
    plain = {text: unmarked(text) for text in said}
    return {text for text, rest in plain.items() if re.search(r"[^\W\d_]{2,}", OWN_NAMES.sub("", rest))}


def item_of(window: MainWindow, name: str, person_of):
    """What a page shows that shows one thing."""
    penny = person_of("penny")[0]
    shown = {"photo": PhotoTarget(None, penny), "alike": penny}
    return window.session.people_cache.summaries()[0].person.id if name == "person" else shown.get(name)


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_every_text_of_a_page_can_be_translated(marked, settled, person_of, name: str) -> None:
    marked.session.go(name, item_of(marked, name, person_of))
    settled(marked)
    assert any("⟦" in text for part in marked.page.findChildren(QWidget) for text in texts_of(part))
    assert sorted(left_over(marked)) == []


def test_every_text_about_failed_photos_can_be_translated(qtbot, marked, tmp_path: Path) -> None:
    catalog = marked.session.library.catalog
    broken = tmp_path / "broken.jpg"
    photos.add_pending(catalog, [(broken, 13, 1)])
    photos.mark_failed(
        catalog,
        photos.photo_at(catalog, broken).id,
        Message(ProblemCode.PHOTO_NEEDS_TOO_MUCH_MEMORY, file="broken.jpg"),
    )
    marked.session.go("photos")
    qtbot.keyClick(marked.page.grid, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: marked.page.failed.isVisible())
    assert marked.page.failed.list.lines()[0].detail.startswith("⟦")
    assert sorted(left_over(marked)) == []


@pytest.mark.parametrize(
    "keys",
    [
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Question, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
    ],
    ids=["born", "split", "merge with", "keys", "album", "go to a date"],
)
def test_every_text_of_a_sheet_can_be_translated(qtbot, marked, settled, person_of, keys) -> None:
    marked.session.go("person", item_of(marked, "person", person_of))
    qtbot.waitUntil(lambda: marked.page.model.rowCount() > 0)
    qtbot.keyClick(marked.page.grid, keys[0], keys[1])
    qtbot.waitUntil(lambda: marked.open_sheet() is not None)
    settled(marked)
    assert "⟦" in marked.open_sheet().heading.text()
    assert sorted(left_over(marked)) == []
