"""Names in files: read what other programs left in photos, and write what was decided here, each after a look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFrame, QWidget

from faceorg.edits import Changes
from faceorg.gui.jobs import names_in_files
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import ChoiceBox, Segments, boxed, button, column, label, page_head, row, set_role
from faceorg.gui.pages.base import Page
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.two_line_list import TwoLineList
from faceorg.gui.words.i18n import number, tr
from faceorg.gui.words.messages import say_message
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message

if TYPE_CHECKING:
    from faceorg.library.names_in_files.files import WriteReport
    from faceorg.library.names_in_files.findings import ImportPreview
    from faceorg.library.names_in_files.plans import WritingChoice

P = ParamSpec("P")
SIDECAR, STEM, IN_FILE = "photo.jpg.xmp", "photo.xmp", "photo"


class NamesPage(Page):
    """[Read | Write] above what would happen."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._preview: ImportPreview | None = None
        self._report: WriteReport | None = None
        self._digikam: Path | None = None
        self._contacts: Path | None = None
        self._looks = 0  # what was asked before the last choice was made is no answer to it
        self.mode = Segments([("read", tr("Read")), ("write", tr("Write"))], tr("Names in files"))
        self.mode.chosen.connect(self._turn_to)
        self.reading, self.writing = self._reading(), self._writing()
        self.said = label("", wrap=True)
        self.lines = TwoLineList(session.theme, tr("What would happen"))
        self.lines.activated.connect(lambda _index: self._look())
        self.go_on = button("", self._go_on, "primary")
        foot = row(spacing=2 * GRID)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.go_on)
        body = column(self.reading, self.writing, spacing=GRID, margins=(24, 0, 24, 16))
        body.addWidget(self.lines, 1)
        body.addLayout(foot)
        layout = column(spacing=0)
        layout.addLayout(page_head(label(tr("Names in files"), "heading"), 1, self.mode))
        layout.addLayout(body, 1)
        self.setLayout(layout)
        self.add_action("look", tr("Look what would happen"), "Ctrl+L", self._start, "search")
        self.add_action("photo", tr("Show the photo"), "Ctrl+Shift+P", self._look, "photos")
        self._turn_to("read")

    def _reading(self) -> QFrame:
        text = tr(
            "Other programs keep names in the photos or beside them: Lightroom, digiKam, Picasa, Windows and more. "
            "faceorg reads them all. What you decided here always wins unless you say otherwise."
        )
        self.digikam = button(tr("digiKam database…"), self._ask_digikam)
        self.picasa = button(tr("Picasa contacts…"), self._ask_contacts)
        self.draw = QCheckBox(tr("Also draw faces that faceorg did not find"))
        self.draw.setChecked(True)
        self.theirs = QCheckBox(tr("Where files and I disagree, believe the files"))
        self.draw.toggled.connect(lambda _on: self._show_reading())
        self.theirs.toggled.connect(lambda _on: self._show_reading())
        self.read = button(tr("Look for names"), self._start, "primary")
        body = column(label(text, "muted", whole=True), self.draw, self.theirs, spacing=GRID, margins=(16, 12, 16, 12))
        body.addLayout(row(self.digikam, self.picasa, 1, self.read))
        return boxed(body, "strip")

    def _writing(self) -> QFrame:
        text = tr(
            "Writes who is where into files that other programs read. Nothing else in a file is changed, and what "
            "others wrote is left alone. It can be done again at any time; only what changed is written."
        )
        self.target = ChoiceBox()
        self.target.setAccessibleName(tr("Where to"))
        self.target.addItem(tr("Beside each photo: photo.jpg.xmp (digiKam, darktable, Immich)"), SIDECAR)
        self.target.addItem(tr("Beside each photo: photo.xmp (Lightroom, Capture One, Bridge)"), STEM)
        self.target.addItem(tr("Into the photos themselves"), IN_FILE)
        self.target.currentIndexChanged.connect(lambda _at: self._on_target())
        self.microsoft = QCheckBox(tr("Also for Windows Photo Gallery"))
        self.ours = QCheckBox(tr("Where others wrote another name for a face, put mine in its place"))
        # What was worked out without it, or with it, is not what would happen now.
        self.changed = QCheckBox(tr("Also write into files that another program changed since"))
        for choice_box in (self.ours, self.changed, self.microsoft):
            choice_box.toggled.connect(lambda _on: self._forget())
        self.caution = label(
            say_message(Message(FindingCode.PHOTOS_WILL_CHANGE)),
            "danger",
            whole=True,
        )
        self.look = button(tr("Look what would change"), self._start, "primary")
        body = column(label(text, "muted", whole=True), spacing=GRID, margins=(16, 12, 16, 12))
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.target.setMaximumWidth(56 * GRID)
        choice = row(spacing=2 * GRID)
        choice.addWidget(self.target, 1)
        choice.addWidget(self.look, 0, Qt.AlignmentFlag.AlignTrailing)
        body.addLayout(choice)
        body.addWidget(self.microsoft)
        body.addWidget(self.ours)
        body.addWidget(self.changed)
        body.addWidget(self.caution)
        return boxed(body, "strip")

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("Names in files")

    def take_focus(self) -> None:
        (self.read if self.mode.choice() == "read" else self.look).setFocus()

    def show_item(self, item: Item) -> None:
        names = self.session.library.settings.names
        self.target.setCurrentIndex(max(0, self.target.findData(names.target)))
        self.microsoft.setChecked(names.microsoft)
        self._on_target()

    def refresh(self, changes: Changes) -> None:
        """What was worked out before an edit may be wrong after it: it is asked for anew."""
        if changes.people or changes.faces:
            self._forget()

    def _forget(self) -> None:
        self._looks += 1
        self._preview = self._report = None
        self.lines.show_lines([])
        self.said.setText("")
        self._offer(False)

    def _turn_to(self, mode: str) -> None:
        self.mode.set_choice(mode)
        self.reading.setVisible(mode == "read")
        self.writing.setVisible(mode == "write")
        self._forget()
        self.take_focus()

    def _on_target(self) -> None:
        self.caution.setVisible(self.target.currentData() == IN_FILE)
        self._forget()

    # ------------------------------------------------------------ looking
    def _start(self) -> None:
        self._forget()
        self.said.setText(tr("Looking; the bar below says how far it is."))
        if self.mode.choice() == "read":
            names_in_files.preview_import(
                self.session,
                self._digikam,
                self._contacts,
                self._if_wanted(self._on_preview),
                self._if_wanted(self._forget),
            )
        else:
            self._write(self._choice(), for_real=False, then=self._if_wanted(self._on_report))

    def _if_wanted(self, then: Callable[P, None]) -> Callable[P, None]:
        """Return what is done with the answer to this look, unless something else was chosen or asked meanwhile."""
        this = self._looks

        def answered(*args: P.args, **kwargs: P.kwargs) -> None:
            if this == self._looks:
                then(*args, **kwargs)

        return answered

    def _choice(self) -> WritingChoice:
        from faceorg.library.names_in_files.plans import WritingChoice
        from faceorg.metadata.writer import Target

        return WritingChoice(Target(str(self.target.currentData())), self.microsoft.isChecked())

    def _on_preview(self, preview: ImportPreview) -> None:
        self._preview = preview
        self._show_reading()

    def _show_reading(self) -> None:
        preview = self._preview
        if preview is None:
            return
        from faceorg.library.names_in_files.findings import Outcome

        believed = self.theirs.isChecked()
        lines = names_in_files.import_lines(preview, draw=self.draw.isChecked(), theirs=believed)
        self.lines.show_lines(lines)
        conflicts = len(preview.of(Outcome.CONFLICT))
        drawn = len(preview.of(Outcome.DRAW)) if self.draw.isChecked() else 0
        left = len(preview.conflicts) - (conflicts if believed else 0)
        count = len(preview.of(Outcome.NAME)) + preview.aside + drawn + (conflicts if believed else 0)
        said = [
            tr("%Ln photo(s) read; naming somebody: {named}.", None, preview.photos_read).format(
                named=number(preview.photos_with_names)
            )
        ]
        if preview.new_people:
            said.append(tr("New people: {names}.").format(names=_listed(preview.new_people)))
        if left:
            said.append(tr("%Ln contradiction(s) are left alone.", None, left))
        self.said.setText(" ".join(said))
        self.go_on.setText(tr("Take over %Ln name(s)", None, count))
        self._offer(count > 0)

    def _on_report(self, report: WriteReport) -> None:
        self._report = report
        self.lines.show_lines(names_in_files.write_lines(report))
        files = len(report.changes)
        if files:
            told = tr("{added} names are added, {removed} taken out; {same} photos say it already.")
            if report.names_moved:
                told = tr(
                    "{added} names are added, {removed} taken out, {moved} move to the photo's other file; "
                    "{same} photos say it already."
                )
            self.said.setText(
                told.format(
                    added=number(report.names_added),
                    removed=number(report.names_removed),
                    moved=number(report.names_moved),
                    same=number(report.unchanged),
                )
            )
        elif report.problems or report.changed_elsewhere or report.conflicts:
            self.said.setText(tr("There is nothing to write but what is left alone for the reasons above."))
        else:
            self.said.setText(tr("All files say it already; there is nothing to write."))
        self.go_on.setText(tr("Write %Ln file(s)", None, files))
        self._offer(files > 0)

    def _offer(self, going_on: bool) -> None:
        """Mark the one thing to do next: to look, or to go on with what was found."""
        self.go_on.setVisible(going_on)
        for looking in (self.read, self.look):
            set_role(looking, None if going_on else "primary")

    # ------------------------------------------------------------ doing
    def _go_on(self) -> None:
        if self._preview is not None:
            preview, self._preview = self._preview, None
            self._offer(False)
            names_in_files.import_names(
                self.session,
                preview,
                draw=self.draw.isChecked(),
                theirs=self.theirs.isChecked(),
                then=lambda _made: self._forget(),
                given_up=self._if_wanted(self._forget),
            )
        elif self._report is not None:
            choice, self._report = self._report.choice, None
            self._offer(False)
            from faceorg.library.names_in_files import files as region_files

            self.session.prefer(
                lambda library: region_files.choose(library, choice.kind, microsoft=choice.microsoft),
                lambda: self._write(choice, for_real=True, then=self._on_written),
            )

    def _write(self, choice: WritingChoice, *, for_real: bool, then: Callable[[WriteReport], None]) -> None:
        overrule, over_changed = self.ours.isChecked(), self.changed.isChecked()
        names_in_files.write(
            self.session,
            choice,
            for_real=for_real,
            overrule=overrule,
            over_changed=over_changed,
            then=then,
            given_up=self._if_wanted(self._forget),
        )

    def _on_written(self, report: WriteReport) -> None:
        """Say what was done; of a write that was stopped, offer the rest."""
        self.lines.show_lines(names_in_files.write_lines(report))
        written, left = len(report.changes), report.left or 0
        said = [tr("%Ln file(s) were written.", None, written)]
        if left:
            said.append(tr("Stopped before %Ln photo(s).", None, left))
            self.go_on.setText(tr("Write the rest"))
            self._report = report
        self.said.setText(" ".join(said))
        self._offer(bool(left))
        if written:
            self.session.hold_undo(tr("Undo takes nothing out of files."))

    def _look(self) -> None:
        chosen = self.lines.chosen()
        photo_id = getattr(chosen[0].item, "photo_id", None) if chosen else None
        if photo_id is not None:
            self.session.look_at_photo(None, photo_id)

    # ------------------------------------------------------------ other programs' databases
    def _ask_digikam(self) -> None:
        self._digikam = self._ask(tr("digiKam's database"), "digikam4.db (*.db)", self.digikam)

    def _ask_contacts(self) -> None:
        self._contacts = self._ask(tr("Picasa's contacts"), "contacts.xml (*.xml)", self.picasa)

    def _ask(self, title: str, pattern: str, asked: QWidget) -> Path | None:
        chosen, _filter = QFileDialog.getOpenFileName(self, title, str(Path.home()), pattern)
        asked.setToolTip(chosen)
        return Path(chosen) if chosen else None


def _listed(names: tuple[str, ...]) -> str:
    """The first few of many names."""
    shown = ", ".join(names[:6])
    return tr("{names} and {more} more").format(names=shown, more=number(len(names) - 6)) if len(names) > 6 else shown
