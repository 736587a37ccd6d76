"""The filters of the photos page in one bar: people (and, or, without, only these), days, folder, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QMenu, QToolButton, QWidget

from faceorg.domain import PersonId, PhotoFilter, PhotoState
from faceorg.gui.look.flow_layout import FlowLayout
from faceorg.gui.look.icons import set_icon
from faceorg.gui.look.text_field import TextField
from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.look.widgets import IconButton, button, rounded, row, tool_button
from faceorg.gui.naming.name_field import NameChoice, NameField
from faceorg.gui.search.days import find_days
from faceorg.gui.session.session import Session
from faceorg.gui.words.dates import in_numbers, span_in_words
from faceorg.gui.words.i18n import tr
from faceorg.library.views.photo_views import scanned_folders

# The three ways a person can be meant, by the field of PhotoFilter that holds it.
MODES = ("all_of", "any_of", "none_of")


# A longer name is cut, with the whole in its tooltip.
WIDEST_CHIP = 30 * GRID


class Chip(IconButton):
    """A filter in force: its menu changes it, Del and its cross take it out.

    Signals
    -------
    removed()
    """

    removed = Signal()

    def __init__(self, theme: Theme, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, WIDEST_CHIP))
        self.setToolTip(text if self.text() != text else "")
        self.setAccessibleName(name)
        self.setAccessibleDescription(tr("Delete takes this filter out"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cross = tool_button(theme, "close", tr("Take out"), self.removed.emit)
        self.cross.setProperty("role", "cross")
        self.cross.setIconSize(QSize(12, 12))
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by key, Del does the same
        self.setLayout(row(1, self.cross, margins=(0, 0, 5, 0)))
        self.setProperty("cross", "left" if self.isRightToLeft() else "right")  # where its text leaves room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class DayField(TextField):
    """A year, a month or a day, in words, in the order of the language or as ISO; red while it is none of these.

    Signals
    -------
    chosen(object) : the first and the last day meant, or None when it was emptied
    left() : Esc
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setToolTip(tr("A year, a month or a day: {examples}").format(examples=_examples()))
        self.setFixedWidth(14 * GRID)
        self._told = ""
        self.textEdited.connect(lambda _text: self._mark(wrong=False))
        self.editingFinished.connect(self._on_finished)
        self.cancelled.connect(self._put_back)

    def show_day(self, day: date | None, *, last: bool) -> None:
        """Show a day as short as it can be said, without telling anybody."""
        self.setText(_short(day, last=last) if day else "")
        self._told = self.text()
        self._mark(wrong=False)

    def _put_back(self) -> None:
        """Esc: what was typed does not hold, and the keyboard goes back to the photos."""
        self.setText(self._told)
        self._mark(wrong=False)
        self.left.emit()

    def _on_finished(self) -> None:
        text = self.text().strip()
        if text == self._told:
            return
        days = find_days(text) if text else None
        self._mark(wrong=bool(text) and days is None)
        if not text or days is not None:
            self._told = text
            self.chosen.emit(days)

    def _mark(self, *, wrong: bool) -> None:
        self.setProperty("wrong", wrong)
        self.setProperty("on", bool(self._told) and not wrong)
        self.style().unpolish(self)
        self.style().polish(self)


def _examples() -> str:
    """A year, a month and a day as they may be typed in the user's language."""
    day = date(2019, 7, 21)
    return f"2019, {span_in_words(date(2019, 7, 1), date(2019, 7, 31))}, {in_numbers(day)}"


def _short(day: date, *, last: bool) -> str:
    """Return the year or month where the day is its first (or last) day."""
    for text in (f"{day.year:04}", f"{day.year:04}-{day.month:02}"):
        days = find_days(text)
        if days is not None and days[1 if last else 0] == day:
            return text
    return day.isoformat()


class FilterBar(QFrame):
    """The bar.

    Signals
    -------
    changed(PhotoFilter) : the user asks for these
    left() : Esc in a field: the photos want the keyboard back
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.filter = PhotoFilter()
        self.setAccessibleName(tr("Filters"))
        self.chips: list[Chip] = []
        self.person = NameField(session, new_people=False)
        self.person.setProperty("role", "chip")
        self.person.setPlaceholderText(tr("Add a person"))
        self.person.setAccessibleName(tr("Add a person to the filter"))
        self.person.setFixedWidth(18 * GRID)
        self.person.named.connect(self._on_person)
        self.only = self._switch(tr("Only these"), "only")
        self.since, self.until = DayField(tr("From")), DayField(tr("To"))
        for field in (self.since, self.until):
            field.left.connect(self.left)
        self.person.cancelled.connect(self.left)
        self.since.chosen.connect(lambda days: self._change(since=days[0] if days else None))
        self.until.chosen.connect(lambda days: self._change(until=days[1] if days else None))
        self.folder = IconButton()
        self.folder.setProperty("role", "chip")
        self.folder.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.folder.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.folder.setAccessibleName(tr("Folder"))
        self.folder.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_icon(self.folder, "folder", session.theme)
        self._folder_menu = rounded(QMenu(self.folder))
        self._folder_menu.aboutToShow.connect(self._fill_folders)
        self.folder.setMenu(self._folder_menu)
        self.unnamed = self._switch(tr("Faces without a name"), "unnamed")
        self.failed = self._switch(tr("Could not be read"), "failed")
        self.deleted = self._switch(tr("Deleted"), "deleted")
        self.lying = self._switch(tr("On their side"), "lying")
        self._photos_lying = 0
        self.clear = button(tr("Clear"), lambda: self.changed.emit(PhotoFilter()), "link")
        self._flow = FlowLayout(GRID, (24, 0, 24, GRID))
        for part in (
            self.person, self.only, self.since, self.until, self.folder, self.unnamed, self.failed,
            self.deleted, self.lying, self.clear
        ):  # fmt: skip
            self._flow.addWidget(part)
        self.setLayout(self._flow)
        self.show_filter(PhotoFilter())

    def _switch(self, text: str, name: str) -> QToolButton:
        made = IconButton()
        made.setProperty("role", "chip")
        made.setText(text)
        made.setObjectName(name)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(lambda on: self._on_switch(name, on))
        return made

    # ------------------------------------------------------------ showing
    def show_filter(self, wanted: PhotoFilter) -> None:
        """Show a filter without telling anybody."""
        self.filter = wanted
        self._show_people()
        self.since.show_day(wanted.since, last=False)
        self.until.show_day(wanted.until, last=True)
        said = wanted.folder.name or str(wanted.folder) if wanted.folder else tr("Any folder")
        self.folder.setText(self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, WIDEST_CHIP))
        self.folder.setToolTip(str(wanted.folder) if wanted.folder else tr("Photos below one folder"))
        self._mark(self.folder, on=wanted.folder is not None)
        self.only.setChecked(wanted.only)
        self.only.setVisible(bool(wanted.all_of or wanted.any_of))
        self.unnamed.setChecked(wanted.unnamed)
        self.failed.setChecked(wanted.state is PhotoState.FAILED)
        self.deleted.setChecked(wanted.state is PhotoState.MISSING)
        self.lying.setChecked(wanted.lying)
        self.lying.setVisible(wanted.lying or self._photos_lying > 0)
        self.clear.setVisible(wanted != PhotoFilter())

    def show_lying(self, photos: int) -> None:
        """Offer the photos that seem to lie on their side, where there are any."""
        self._photos_lying = photos
        self.lying.setVisible(self.filter.lying or photos > 0)
        self.lying.setToolTip(tr("%Ln photo(s) seem to lie on their side", None, photos))

    def _mark(self, part: QWidget, *, on: bool) -> None:
        part.setProperty("on", on)
        part.style().unpolish(part)
        part.style().polish(part)

    def _show_people(self) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        words = {
            "all_of": tr("with {name}"),
            "any_of": tr("or {name}"),
            "none_of": tr("without {name}"),
        }
        for mode in MODES:
            for place, person_id in enumerate(getattr(self.filter, mode)):
                name = self._session.people_cache.label(person_id) or "…"
                first_of_any = mode == "any_of" and place == 0
                text = (tr("either {name}") if first_of_any else words[mode]).format(name=name)
                self._add_chip(text, name, mode, person_id)

    def _add_chip(self, text: str, name: str, mode: str, person_id: PersonId) -> None:
        chip = Chip(self._session.theme, text, text)
        self._mark(chip, on=True)
        menu = rounded(QMenu(chip))
        for other, said in zip(MODES, (tr("With {name}"), tr("{name} or others"), tr("Without {name}")), strict=True):
            action = menu.addAction(said.format(name=name), self._mover(person_id, other))
            action.setCheckable(True)
            action.setChecked(other == mode)
        menu.addSeparator()
        menu.addAction(tr("Take out"), lambda: self._put(person_id, None))
        chip.setMenu(menu)
        chip.removed.connect(lambda: self._put(person_id, None))
        self._flow.insert_widget(len(self.chips), chip)
        chip.show()
        self.chips.append(chip)

    # ------------------------------------------------------------ changing
    def _change(self, **values: object) -> None:
        self.changed.emit(replace(self.filter, **values))  # type: ignore[arg-type]

    def _mover(self, person_id: PersonId, mode: str) -> Callable[[], None]:
        return lambda: self._put(person_id, mode)

    def _put(self, person_id: PersonId, mode: str | None) -> None:
        """Move a person into one of the three lists, or out of all."""
        lists = {name: tuple(p for p in getattr(self.filter, name) if p != person_id) for name in MODES}
        if mode is not None:
            lists[mode] = (*lists[mode], person_id)
        only = self.filter.only and bool(lists["all_of"] or lists["any_of"])
        self._change(**lists, only=only)

    def _on_person(self, named: NameChoice) -> None:
        self.person.clear()
        if named.person_id is not None:
            self._put(named.person_id, "all_of")
        elif named.namesakes:
            self._put(named.namesakes[0], "all_of")

    def _on_switch(self, name: str, on: bool) -> None:
        states = {"failed": PhotoState.FAILED, "deleted": PhotoState.MISSING}
        if name in states:
            self._change(state=states[name] if on else None)
        else:
            self._change(**{name: on})

    def _fill_folders(self) -> None:
        self._folder_menu.clear()
        self._folder_menu.addAction(tr("Any folder"), lambda: self._change(folder=None))
        self._folder_menu.addSeparator()
        for folder in scanned_folders(self._session.library):
            self._folder_menu.addAction(str(folder), self._folder_chooser(folder))
        self._folder_menu.addSeparator()
        self._folder_menu.addAction(tr("Another folder…"), self._ask_folder)

    def _folder_chooser(self, folder: Path) -> Callable[[], None]:
        return lambda: self._change(folder=folder)

    def _ask_folder(self) -> None:
        known = scanned_folders(self._session.library)
        start = str(self.filter.folder or (known[0] if known else Path.home()))
        chosen = QFileDialog.getExistingDirectory(self, tr("Photos below this folder"), start)
        if chosen:
            self._change(folder=Path(chosen))
