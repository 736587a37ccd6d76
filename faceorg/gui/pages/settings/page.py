"""The few settings, and the care of the library: look, recognition, folders, backups, and the end of it all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QCheckBox, QFileDialog, QScrollArea, QVBoxLayout, QWidget

from faceorg.edits import Changes
from faceorg.gui.file_manager import show_in_file_manager
from faceorg.gui.jobs import analysis as analysis_job
from faceorg.gui.jobs import maintenance, scanning
from faceorg.gui.look.slider import Slider
from faceorg.gui.look.theme import GRID, ThemeChoice
from faceorg.gui.look.widgets import (
    ChoiceBox,
    Segments,
    button,
    clear_layout,
    column,
    label,
    page_head,
    row,
    tool_button,
)
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.settings.device_choice import DeviceChoice
from faceorg.gui.pages.settings.exiftool_row import ExiftoolRow
from faceorg.gui.pages.settings.rows import group, setting
from faceorg.gui.pages.settings.slide_seconds import SlideSeconds
from faceorg.gui.pages.settings.videos_choice import videos_setting
from faceorg.gui.pages.settings.wiping import ask_wipe
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.leave_out import LeaveOutSheet
from faceorg.gui.sheets.really import ReallySheet
from faceorg.gui.tiles.two_line_list import ListLine, TwoLineList
from faceorg.gui.words.backups import backup_in_words
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.library.opening import preferences
from faceorg.library.opening.backups import Backup
from faceorg.library.opening.library import Library
from faceorg.library.views import photo_views

if TYPE_CHECKING:
    from faceorg.library.maintenance import CheckReport

T = TypeVar("T")

WIDEST = 92 * GRID
# Languages that the window is complete in, by their own names; "" is the system's.
LANGUAGES = (("en", "English"), ("de", "Deutsch"))
STRICT_STEPS = 20


class SettingsPage(Page):
    """Groups below each other; every change holds at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._body = QVBoxLayout()
        self._body.setSpacing(2 * GRID)
        self._body.setContentsMargins(24, 0, 24, 24)
        for part in (self._look(), self._recognition(), self._folders(), self._data(), self._end()):
            self._body.addWidget(part)
        self._body.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        inner.setLayout(self._body)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        layout = column(spacing=GRID)
        layout.addLayout(page_head(label(tr("Settings"), "heading"), 1))
        layout.addWidget(area, 1)
        self.setLayout(layout)
        session.runner.problem_reported.connect(self._show_choices)  # what could not be saved was not chosen
        self.add_action("check", tr("Check the library"), "Ctrl+Shift+C", self._check, "check")
        self.add_action(
            "back_up", tr("Back up now"), "Ctrl+Shift+B", lambda: maintenance.back_up(session, self._read), "download"
        )

    # ------------------------------------------------------------ groups
    def _look(self) -> QWidget:
        theme = self.session.theme
        self.theme = Segments(
            [
                (ThemeChoice.SYSTEM.value, tr("System")),
                (ThemeChoice.LIGHT.value, tr("Light")),
                (ThemeChoice.DARK.value, tr("Dark")),
            ],
            tr("Theme"),
        )
        self.theme.chosen.connect(lambda key: theme.choose(ThemeChoice(key)))
        self.language = ChoiceBox()
        self.language.addItem(tr("As the system"), "")
        for code, name in LANGUAGES:
            self.language.addItem(name, code)
        self.language.activated.connect(self._on_language)
        self.slides = SlideSeconds(self.session.settings)
        return group(
            tr("Look"),
            setting(tr("Theme"), "", self.theme),
            setting(tr("Language"), tr("Holds from the next start on."), self.language),
            setting(tr("Slideshow"), tr("How long each photo stays."), self.slides),
        )

    def _recognition(self) -> QWidget:
        self.automatic = QCheckBox()
        self.automatic.clicked.connect(lambda on: self._regroup(preferences.name_clear_faces, on))
        self.learned = label(role="muted", whole=True)
        self.learn = QCheckBox()
        self.learn.clicked.connect(lambda on: self._regroup(preferences.learn_from_answers, on))
        self.stack = QCheckBox()
        self.stack.clicked.connect(lambda on: self._regroup(preferences.stack_similar_pictures, on))
        self.strictness = Slider()
        self.strictness.setRange(0, STRICT_STEPS)
        self.strictness.setPageStep(STRICT_STEPS // 4)
        self.strictness.setMinimumWidth(24 * GRID)
        self.strictness.sliderReleased.connect(self._on_strictness)
        self.strictness.valueChanged.connect(
            lambda _v: None if self.strictness.isSliderDown() else self._on_strictness()
        )
        self.device = DeviceChoice(self.session)
        self.packs = button(tr("Packs…"), lambda: self.session.go("packs"))
        return group(
            tr("Recognition"),
            setting(tr("Pack"), tr("What finds and recognises faces here."), self.packs),
            setting(
                tr("Name clear faces by themselves"),
                tr("A face that is surely somebody you named gets that name, with a dashed ring until you confirm it."),
                self.automatic,
            ),
            setting(
                tr("Learn from your answers"),
                tr("Uses confirmed people to tell others apart, where that proves better."),
                self.learn,
            ),
            self.learned,
            setting(
                tr("Stack similar pictures"),
                tr("Resized and re-saved pictures and bursts are one tile, are named together and count once."),
                self.stack,
            ),
            setting(
                tr("Groups of unnamed faces"),
                tr("Left: larger groups, with a wrong face now and then. Right: smaller and surer groups."),
                self.strictness,
            ),
            setting(tr("Computed on"), tr("Leave it at “Choose for me” unless a scan fails."), self.device),
        )

    def _folders(self) -> QWidget:
        self.watch = QCheckBox()
        self.watch.clicked.connect(lambda on: self._prefer(preferences.watch_folders, on))
        self.from_cloud = QCheckBox()
        self.from_cloud.clicked.connect(lambda on: self._prefer(preferences.fetch_from_cloud, on))
        self._folder_lines = QVBoxLayout()
        self._folder_lines.setSpacing(2)
        self._folder_lines.setContentsMargins(0, 0, 0, 0)
        folders = QWidget()
        folders.setLayout(self._folder_lines)
        add = button(tr("Add a folder…"), lambda: scanning.add_folder(self.session, self))
        self.leave_out = button(tr("Leave out a folder…"), self._ask_left_out)
        return group(
            tr("Folders"),
            setting(
                tr("Notice new photos"),
                tr("While faceorg is open, photos that are added to these folders are scanned."),
                self.watch,
            ),
            setting(
                tr("Fetch photos from the cloud"),
                tr("OneDrive and iCloud keep files away from this computer. Off: a scan leaves those closed."),
                self.from_cloud,
            ),
            videos_setting(self.session),
            folders,
            setting("", "", add),
            setting(
                tr("Not to be looked at"),
                tr("Folders that scans leave out. A folder with a file called .nomedia is left out, too."),
                self.leave_out,
            ),
        )

    def _data(self) -> QWidget:
        folder = self.session.library.folder
        self.show_folder = button(tr("Show"), lambda: self._show_file(folder))
        self.back_up = button(tr("Back up now"), lambda: maintenance.back_up(self.session, self._read))
        self.check = button(tr("Check"), self._check)
        self.backups = ChoiceBox()
        self.backups.setMinimumWidth(24 * GRID)
        self.restore = button(tr("Put back"), self._restore)
        both = QWidget()
        both.setLayout(row(self.backups, self.restore))
        both.setAccessibleName(tr("Backups"))
        self.backups.setAccessibleName(tr("Backups"))
        self.exiftool = ExiftoolRow(self.session)
        self.rebuild = button(tr("Rebuild"), self._ask_rebuild)
        self.findings = TwoLineList(self.session.theme, tr("What the check found"))
        self._check_facts = label("", "muted", whole=True)
        self._check_facts.hide()
        self.findings.setMinimumHeight(20 * GRID)
        self.findings.hide()
        library = group(
            tr("Library"),
            setting(tr("Where it lies"), str(folder), self.show_folder),
            setting(
                tr("Backup"),
                tr("Made by itself every day and after every session; holds names and decisions, not photos."),
                self.back_up,
            ),
            setting(tr("Earlier state"), tr("Puts a backup in the place of what is there now; faceorg reopens."), both),
            setting(tr("Check"), tr("Proves that all files agree and that the photos can be read."), self.check),
            setting(
                tr("Rebuild"),
                tr("Looks at every photo again; makes small pictures, groups and guesses anew. Decisions stay."),
                self.rebuild,
            ),
            setting("exiftool", tr("Needed only where names are written into photos themselves."), self.exiftool),
        )
        made = QWidget()
        made.setLayout(column(library, self._check_facts, self.findings))
        return made

    def _end(self) -> QWidget:
        self.wipe = button(tr("Delete all face data…"), self._ask_wipe, "danger")
        return group(
            tr("The end"),
            setting(
                tr("Delete all face data"),
                tr(
                    "Names, faces and everything they are recognised by. Photos stay as they are. There is no way back."
                ),
                self.wipe,
            ),
        )

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("Settings")

    def take_focus(self) -> None:
        self.theme.button(self.theme.choice()).setFocus()

    def show_item(self, item: Item) -> None:
        self._show_choices()
        self.exiftool.show_place()
        self.device.read()
        self._read()

    def _show_choices(self) -> None:
        settings = self.session.library.settings
        self.theme.set_choice(self.session.theme.choice.value)
        self.language.setCurrentIndex(max(0, self.language.findData(settings.window.language)))
        self.automatic.setChecked(settings.grouping.automatic)
        self.learn.setChecked(settings.grouping.learn)
        self.stack.setChecked(settings.grouping.stack)
        self.strictness.blockSignals(True)
        self.strictness.setValue(round(settings.grouping.strictness * STRICT_STEPS))
        self.strictness.blockSignals(False)
        self.device.show_choice()
        self.watch.setChecked(settings.window.watch_folders)
        self.from_cloud.setChecked(settings.scan.from_cloud)

    def refresh(self, changes: Changes) -> None:
        if changes.everything:
            self._read()

    def _read(self) -> None:
        library = self.session.library
        helper = self.session.helper
        self.session.runner.read(
            lambda: (helper.what_was_learned(), helper.what_was_measured()),
            lambda said: self.learned.setText("\n".join(say_message(one) for one in said if one)),
            self,
        )
        self.session.runner.read(
            lambda: (photo_views.scanned_folders(library), maintenance.list_backups(library)),
            lambda read: self._show(*read),
            self,
        )

    def _show(self, folders: list[Path], copies: list[Backup]) -> None:
        clear_layout(self._folder_lines)
        for folder in folders:
            leave = tool_button(
                self.session.theme,
                "close",
                tr("Leave {folder} out from now on; its faces and names are kept").format(folder=folder),
                partial(self._remove, folder),
            )
            line = QWidget()
            line.setLayout(row(label(str(folder)), 1, leave))
            self._folder_lines.addWidget(line)
        for entry in self.session.library.settings.scan.exclude:
            self._folder_lines.addWidget(self._left_out_line(entry))
        self.backups.clear()
        for copy in copies:
            self.backups.addItem(backup_in_words(copy), copy.file)
        self.restore.setEnabled(bool(copies))

    def _left_out_line(self, entry: str) -> QWidget:
        """A folder or pattern that scans leave out, and how to take it in again."""
        again = tool_button(
            self.session.theme,
            "close",
            tr("Take {folder} in again").format(folder=entry),
            partial(scanning.take_in, self.session, entry),
        )
        line = QWidget()
        line.setLayout(row(label(tr("Left out: {folder}").format(folder=entry), "muted"), 1, again))
        return line

    def _ask_left_out(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Leave out a folder"))
        if chosen:
            LeaveOutSheet.ask(self.session, self.window(), Path(chosen), scanned=False)

    # ------------------------------------------------------------ changing
    def _prefer(self, prefer: Callable[[Library, T], None], value: T) -> None:
        self.session.prefer(lambda library: prefer(library, value))

    def _regroup(self, prefer: Callable[[Library, T], None], value: T) -> None:
        session = self.session
        session.prefer(lambda library: prefer(library, value), lambda: analysis_job.group_again(session))

    def _on_strictness(self) -> None:
        strictness = self.strictness.value() / STRICT_STEPS
        if strictness != self.session.library.settings.grouping.strictness:
            self._regroup(preferences.set_strictness, strictness)

    def _on_language(self) -> None:
        code, beside = str(self.language.currentData()), self.session.settings
        # Beside the library, too: the language is wanted before a library is open.
        self.session.prefer(
            lambda library: preferences.set_language(library, code), lambda: beside.setValue("language", code)
        )

    def _remove(self, folder: Path) -> None:
        LeaveOutSheet.ask(self.session, self.window(), folder, scanned=True)

    # ------------------------------------------------------------ care
    def _check(self) -> None:
        maintenance.check(self.session, self._show_findings)

    def _ask_rebuild(self) -> None:
        text = tr(
            "Every photo that is there now is looked at again, as in the first scan. That may take long; you can go on "
            "meanwhile, and stop it. Names and decisions are not touched."
        )
        rebuild = partial(maintenance.rebuild, self.session, self._show_findings)
        ReallySheet(self.window(), tr("Make all that is computed anew?"), text, tr("Rebuild"), rebuild).open()

    def _show_findings(self, report: CheckReport) -> None:
        self.findings.setVisible(bool(report.findings))
        facts = [fact for fact in (report.index, report.engine, report.decoding) if fact is not None]
        self._check_facts.setVisible(bool(facts))
        self._check_facts.setText("\n".join(map(say_message, facts)))
        self.findings.show_lines(
            [
                ListLine(
                    finding.path.name if finding.path else tr("Library"),
                    say_message(finding.message),
                    "",
                    "warning",
                    "danger",
                )
                for finding in report.findings
            ]
        )

    def _restore(self) -> None:
        chosen = self.backups.currentData()
        if chosen is None:
            return
        heading = tr("Put back the backup of {time}?").format(time=self.backups.currentText())
        text = tr("All names and decisions will be what they were then. How they are now is kept beside it.")
        restore = partial(maintenance.restore, self.session, Path(chosen))
        ReallySheet(self.window(), heading, text, tr("Put back"), restore).open()

    def _ask_wipe(self) -> None:
        ask_wipe(self.session, self.window())

    def _show_file(self, path: Path) -> None:
        show_in_file_manager(self.session.runner, [path], lambda _shown: None, self)
