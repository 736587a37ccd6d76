"""How photos are to be copied for somebody else: how large, in which folders, with or without names; then where to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from faceorg.domain import PhotoId
from faceorg.gui.jobs import taking_out
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import Segments, button, column, label, row
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import number, tr
from faceorg.library.exports.copy_choice import Arrangement, CopyChoice

# Long sides of smaller copies: for a print of a page, for a screen, for a mail.
SIZES = {"original": None, "large": 3000, "medium": 2048, "small": 1280}
_SIZE, _ARRANGEMENT, _NAMES = "taking_out/size", "taking_out/arrangement", "taking_out/names"


class TakeOutSheet(Sheet):
    """Remembers what was chosen last."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        photo_ids: Sequence[PhotoId],
        folded: int,
        show_problems: taking_out.ShowProblems,
    ) -> None:
        """folded : how many of the photos lie under others in folded stacks"""
        super().__init__(window, tr("Copy %Ln photo(s) to a folder", None, len(photo_ids)), width=640)
        self._session, self._photo_ids, self._show_problems = session, photo_ids, show_problems
        if folded:
            stacks = tr("%Ln of them lie in folded stacks, which go along whole.", None, folded)
            self.body.addWidget(label(stacks, "muted", wrap=True))
        self.size_choice = Segments(
            [
                ("original", tr("Original")),
                ("large", tr("Large")),
                ("medium", tr("Medium")),
                ("small", tr("Small")),
            ],
            tr("Size"),
        )
        self.arrangement = Segments(
            [
                (Arrangement.TOGETHER, tr("All in one")),
                (Arrangement.BY_YEAR, tr("By year")),
                (Arrangement.BY_PERSON, tr("By person")),
            ],
            tr("Folders"),
        )
        self.names = QCheckBox(tr("Say who is in each photo"))
        self._size_means, self._arrangement_means, self._names_mean = (label(role="muted", wrap=True) for _ in range(3))
        for title, choice, meaning in (
            (tr("Size"), self.size_choice, self._size_means),
            (tr("Folders"), self.arrangement, self._arrangement_means),
        ):
            choice.chosen.connect(lambda _key: self._say())
            line = column(label(title, "title"), spacing=GRID // 2)
            line.addLayout(row(choice, 1))
            line.addWidget(meaning)
            self.body.addLayout(line)
        self.names.toggled.connect(lambda _on: self._say())
        self.body.addLayout(column(self.names, self._names_mean, spacing=GRID // 2))
        self.body.addWidget(label(tr("Nothing is written over, and your photos stay as they are."), "muted", wrap=True))
        self.add_cancel()
        self.choose = button(tr("Choose a folder…"), self._choose, "primary")
        self.buttons.addWidget(self.choose)
        self._restore()

    def _restore(self) -> None:
        settings = self._session.settings
        size, arrangement = str(settings.value(_SIZE, "original")), str(settings.value(_ARRANGEMENT, ""))
        self.size_choice.set_choice(size if size in SIZES else "original")
        known = arrangement in set(Arrangement)
        self.arrangement.set_choice(arrangement if known else Arrangement.TOGETHER)
        self.names.setChecked(settings.value(_NAMES, False, bool) is True)
        self._say()

    def _say(self) -> None:
        """Say what the choices mean."""
        longest = SIZES[self.size_choice.choice()]
        if longest is None:
            self._size_means.setText(tr("The files themselves, byte for byte."))
            self._names_mean.setText(tr("In a small file beside each photo (.xmp), which most programs read."))
        else:
            small = tr("JPEG, at most {pixels} pixels. Of what the file says, only the date goes along: no place.")
            self._size_means.setText(small.format(pixels=number(longest)))
            self._names_mean.setText(tr("Inside the copies, where most programs read it."))
        self._arrangement_means.setText(
            {
                Arrangement.TOGETHER: tr("Photos of one name get a number."),
                Arrangement.BY_YEAR: tr("A folder for each year."),
                Arrangement.BY_PERSON: tr("A folder for each person; a photo of two people lies in both."),
            }[Arrangement(self.arrangement.choice())]
        )

    def _choose(self) -> None:
        key, arrangement = self.size_choice.choice(), Arrangement(self.arrangement.choice())
        title = tr("Where do %Ln photo(s) go?", None, len(self._photo_ids))
        folder = taking_out.choose_folder_for_copies(self._session, self.window(), title)
        if folder is None:
            return
        settings = self._session.settings
        settings.setValue(_SIZE, key)
        settings.setValue(_ARRANGEMENT, arrangement.value)
        settings.setValue(_NAMES, self.names.isChecked())
        elsewhere = {Arrangement.BY_YEAR: tr("No date"), Arrangement.BY_PERSON: tr("Nobody with a name")}
        choice = CopyChoice(SIZES[key], self.names.isChecked(), arrangement, elsewhere.get(arrangement, ""))
        self.close_sheet()
        taking_out.copy_photos(self._session, self._photo_ids, folder, choice, self._show_problems)
