"""No text is cut off: every label's and button's text has room where it stands, in both languages, page by page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from faceorg import guide
from faceorg.gui.look.theme import Theme
from faceorg.gui.look.widgets import ElidedLabel
from faceorg.gui.naming.who_sheet import WhoSheet
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.about import AboutSheet
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.sheets.birth_date import BirthDateSheet
from faceorg.gui.sheets.confirm_all import ConfirmAllSheet
from faceorg.gui.sheets.go_to_date import GoToDateSheet
from faceorg.gui.sheets.leave_out import LeaveOutSheet
from faceorg.gui.sheets.merge import MergeSheet, read_merge
from faceorg.gui.sheets.photo_date import PhotoDateSheet
from faceorg.gui.sheets.really import ReallySheet, forgetting
from faceorg.gui.sheets.same_name import SameNameSheet
from faceorg.gui.sheets.split import SplitSheet
from faceorg.gui.sheets.take_out import TakeOutSheet
from faceorg.gui.sheets.told import ToldSheet
from faceorg.gui.sheets.wipe import WipeSheet
from faceorg.gui.window.crash import CrashSheet
from faceorg.gui.window.first_size import FRAME
from faceorg.gui.window.main_window import MainWindow
from faceorg.gui.window.shortcut_sheet import ShortcutSheet
from faceorg.gui.words import i18n
from faceorg.library.people import edits
from faceorg.library.views import face_views
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message

# The smallest window that is promised: on a screen 600 high, with the bar that the system puts above it.
SMALL = (900, 600 - FRAME.height())
# Less than this is missing between two lines, and cuts no letter.
LEADING = 1
ROOT = Path(__file__).parents[3]
LONG_NAME = "Bernadette Maryann Rostenkowski-Wolowitz"


@pytest.fixture(params=["en_US", "de_DE"])
def spoken(request, qtbot, qapp, library, ini, person_of) -> Iterator[MainWindow]:
    """A small window in each language, over a library where two people have one long name, and one a short one."""
    edits.name_faces(library, person_of("penny"), "Penny")
    for folder in ("amy", "howard"):
        edits.name_faces(library, person_of(folder), LONG_NAME, new=True)
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    installed = i18n.install_translators(qapp, QLocale(request.param))
    session = Session(library, Theme(qapp, ini), ini)
    window = MainWindow(session)
    qtbot.addWidget(window)
    session.go("people")
    window.resize(*SMALL)
    window.show()
    qtbot.waitUntil(lambda: len(session.people_cache) == 3)
    yield window
    window.close()
    for translator in installed:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def cut_off(root: QWidget) -> list[str]:
    """What texts below a widget have less room than they need, and by how much."""
    return [
        f"{type(part).__name__} {_text(part)!r}: {lacks}"
        for part in root.findChildren(QWidget)
        if part.isVisible() and isinstance(part, QLabel | QAbstractButton | QComboBox) and (lacks := _lacks(part))
    ]


def _text(part: QWidget) -> str:
    return part.currentText() if isinstance(part, QComboBox) else part.text()


def _lacks(part: QWidget) -> str:
    text, room = _text(part), part.contentsRect()
    if not text.strip() or (
        isinstance(part, QToolButton) and part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    ):
        return ""
    if isinstance(part, ElidedLabel):
        part.grab()  # it says so itself where it cuts
        shown = QFontMetrics(part.font()).horizontalAdvance(text) <= room.width()
        return "" if shown or part.toolTip() == text else "cut without a tooltip"
    if isinstance(part, QLabel) and part.textFormat() != Qt.TextFormat.RichText and "<" not in text:
        if part.wordWrap():
            needed = part.heightForWidth(part.width())
            return f"{part.height()} of {needed} high" if needed > part.height() + LEADING else ""
        needed = part.sizeHint().width()
        return f"{part.width()} of {needed} wide" if needed > part.width() else ""
    if isinstance(part, QPushButton | QCheckBox | QToolButton):
        needed = part.sizeHint().width()
        elides = part.toolTip() == text
        return f"{part.width()} of {needed} wide" if needed > part.width() and not elides else ""
    return ""


def outside(window: QWidget, root: QWidget) -> list[str]:
    """What of a sheet lies beyond the window, where nobody sees it; what scrolls is reached by scrolling."""
    area = window.rect()
    parts = [part for part in root.findChildren(QAbstractButton) if part.isVisible() and _text(part)]
    places = {_text(part): part.rect().translated(part.mapTo(window, QPoint(0, 0))) for part in parts}
    beyond = [text for text, place in places.items() if not area.contains(place)]
    if isinstance(root, Sheet) and not area.contains(root.card.geometry()):
        beyond.append(f"the card, {root.card.width()} x {root.card.height()}")
    return beyond


def test_no_text_is_cut_off_on_any_page(qtbot, spoken, settled, person_of) -> None:
    session, found = spoken.session, []
    penny = next(who.person.id for who in session.people_cache.summaries() if who.person.name == "Penny")
    face_id = person_of("penny")[0]
    items = {"person": penny, "story": penny, "photo": PhotoTarget(None, face_id), "alike": face_id}
    for page in PAGES:
        session.go(page.name, items.get(page.name))
        settled(spoken)
        found += [f"{page.name}: {told}" for told in cut_off(spoken)]
        if (spoken.width(), spoken.height()) != SMALL:
            found.append(f"{page.name}: the window is {spoken.width()} x {spoken.height()}")
            spoken.resize(*SMALL)
    assert not found, "\n".join(found)


def test_no_title_is_cut_off_in_the_contents_of_the_guide(spoken, settled) -> None:
    spoken.session.go("guide")
    places, found = spoken.page.list, []
    for words in ("", "e"):  # the chapters, and all headings below which a letter stands
        spoken.page.field.setText(words)
        settled(spoken)
        option = QStyleOptionViewItem()
        places.initViewItemOption(option)
        across = QRect(places.viewport().rect().topLeft(), QSize(places.viewport().width(), 1 << 20))
        for item in (places.item(row) for row in range(places.count())):
            option.rect, option.text = places.visualItemRect(item) & across, item.text()
            option.features = QStyleOptionViewItem.ViewItemFeature.HasDisplay
            room = places.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, places).size()
            taken = places.fontMetrics().boundingRect(QRect(QPoint(), room), Qt.TextFlag.TextWordWrap, item.text())
            if room.expandedTo(taken.size()) != room:
                found.append(f"{item.text()}: {room.toTuple()} of {taken.size().toTuple()}")
    assert places.count() > len(guide.CHAPTERS)
    assert not found, "\n".join(found)


def test_no_text_is_cut_off_in_what_pages_show_at_times(qtbot, spoken, settled, person_of) -> None:
    session, found = spoken.session, []
    long_named = next(who.person.id for who in session.people_cache.summaries() if who.person.name == LONG_NAME)
    session.go("person", long_named)
    settled(spoken)
    spoken.page.grid.select_rows([0])
    QApplication.processEvents()
    found += cut_off(spoken)
    session.go("story", long_named)
    settled(spoken)
    found += cut_off(spoken)
    session.look_alike(person_of("amy")[0])
    settled(spoken)
    found += cut_off(spoken)
    session.go("unnamed")
    settled(spoken)
    for choice in ("singles", "aside"):
        qtbot.mouseClick(spoken.page.what.button(choice), Qt.MouseButton.LeftButton)
        settled(spoken)
        found += cut_off(spoken)
    session.go("names")
    qtbot.mouseClick(spoken.page.mode.button("write"), Qt.MouseButton.LeftButton)
    settled(spoken)
    found += cut_off(spoken)
    session.look_at_photo(person_of("penny")[0])
    settled(spoken)
    spoken.page.info.click()
    settled(spoken)
    found += cut_off(spoken)
    session.look_at_photo(person_of("amy")[0])
    settled(spoken)
    qtbot.keyClick(spoken.page.stage, Qt.Key.Key_Return)
    settled(spoken)
    found += cut_off(spoken)
    assert not found, "\n".join(found)


def sheets(window: MainWindow, person_of: Callable) -> list[Callable[[], Sheet]]:
    session = window.session
    library, cache = session.library, session.people_cache
    same = [who for who in cache.summaries() if who.person.name == LONG_NAME]
    ids = [who.person.id for who in same]
    faces = person_of("penny")
    message = Message(FindingCode.PHOTOS_WILL_CHANGE)
    return [
        lambda: AboutSheet(window, library.folder, print),
        lambda: ShortcutSheet(window, window.actions_),
        lambda: WhoSheet(session, window, LONG_NAME, faces, print),
        lambda: BirthDateSheet(window, LONG_NAME, date(1981, 3, 12), print),
        lambda: PhotoDateSheet(window, 3, said=True, on_set=print),
        lambda: LeaveOutSheet(window, Path("/photos of a long time ago"), 1234, print),
        lambda: MergeSheet(session, window, read_merge(library, ids, ())),
        lambda: ReallySheet(window, forgetting(same).heading, forgetting(same).text, forgetting(same).verb, print),
        lambda: SameNameSheet(session, window, ids[:1], faces, print, print),
        lambda: SameNameSheet(session, window, ids, faces, print, print),
        lambda: SplitSheet(session, window, ids[0]),
        lambda: ConfirmAllSheet(session, window, same[0].person, face_views.rows_of_person(library, ids[0])),
        lambda: ToldSheet(window, [message]),
        lambda: GoToDateSheet(window, print),
        lambda: TakeOutSheet(session, window, list(range(1234)), 12, print),
        lambda: WipeSheet(window, library.folder, print, in_files=1234),
        lambda: WipeSheet(window, library.folder, print),
        lambda: CrashSheet(window, "Traceback\n" * 30, library.folder, print),
    ]


def test_no_text_is_cut_off_on_any_sheet(qtbot, spoken, settled, person_of) -> None:
    found = []
    for make in sheets(spoken, person_of):
        sheet = make()
        sheet.open()
        settled(spoken)
        found += [f"{type(sheet).__name__}: {told}" for told in (*cut_off(sheet), *outside(spoken, sheet))]
        sheet.close_sheet()
    assert not found, "\n".join(found)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_no_text_is_cut_off_on_any_sheet_at_other_scales(scale: str) -> None:
    """In a process of its own, for it has one scale; sizes and fonts are rounded to other pixels. In long words."""
    same = f"{__file__}::{test_no_text_is_cut_off_on_any_sheet.__name__}[de_DE]"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", same]
    scaled = {**os.environ, "QT_SCALE_FACTOR": scale}
    done = subprocess.run(command, capture_output=True, text=True, env=scaled, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
