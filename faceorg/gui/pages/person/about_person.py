"""What is done with a person as a whole: renamed, born, split, merged, hidden, forgotten."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction

from faceorg.domain import PersonSummary
from faceorg.gui.look.icons import set_icon
from faceorg.gui.naming.name_field import NameChoice
from faceorg.gui.naming.naming import rename_person
from faceorg.gui.naming.who_sheet import WhoSheet
from faceorg.gui.pages.base import Page
from faceorg.gui.sheets.birth_date import BirthDateSheet
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.really import ask_if_many, forgetting, hiding
from faceorg.gui.sheets.split import SplitSheet
from faceorg.gui.words.edit_words import hide_or_show
from faceorg.gui.words.i18n import tr
from faceorg.library.people import edits


class AboutPerson:
    """The verbs of a page about one person. shown : who that is just now; rename : begins to"""

    def __init__(self, page: Page, shown: Callable[[], PersonSummary | None], rename: Callable[[], object]) -> None:
        self._page, self._session, self._shown = page, page.session, shown
        add = page.add_action
        self._hide_or_show = add("hide", tr("Hide"), "Ctrl+H", self._hide, "eye_off")
        self.actions: list[QAction] = [
            add("rename", tr("Rename…"), "F2", rename, "pencil"),
            add("born", tr("Birth date…"), "Ctrl+D", self.ask_birth, "calendar"),
            add("split_all", tr("Split by likeness…"), "Ctrl+Shift+S", self.split, "split"),
            add("merge", tr("Merge with…"), "Ctrl+M", self._merge, "merge"),
            self._hide_or_show,
            add("delete", tr("Delete…"), "Ctrl+Del", self._delete, "trash"),
        ]

    def rename_to(self, name: str) -> None:
        if (found := self._shown()) is not None:
            rename_person(self._session, self._page.window(), found.person.id, name)

    def ask_birth(self) -> None:
        if (found := self._shown()) is None:
            return
        person = found.person
        BirthDateSheet(
            self._page.window(),
            person.name,
            person.born_on,
            lambda born_on: self._session.edit(lambda library: edits.set_birth_date(library, person.id, born_on)),
        ).open()

    def split(self) -> None:
        if (found := self._shown()) is not None:
            SplitSheet(self._session, self._page.window(), found.person.id).open()

    def _merge(self) -> None:
        if (found := self._shown()) is None:
            return
        keep, window = found.person.id, self._page.window()

        def chosen(named: NameChoice) -> None:
            if named.person_id is not None and named.person_id != keep:
                MergeSheet.ask(self._session, window, [keep, named.person_id])

        heading = tr("Merge {name} with whom?").format(name=found.person.name)
        WhoSheet(self._session, window, heading, [], chosen, new_people=False, without=keep).open()

    def say_what_hiding_does(self, *, hidden: bool) -> None:
        self._hide_or_show.setText(hide_or_show(hidden))
        set_icon(self._hide_or_show, "eye" if hidden else "eye_off", self._session.theme)

    def _hide(self) -> None:
        if (found := self._shown()) is None:
            return
        person_id, hidden = found.person.id, not found.person.hidden

        def hide() -> None:
            self._session.edit(lambda library: edits.hide_person(library, person_id, hidden=hidden))

        # Who is shown again has lost nothing.
        ask_if_many(self._page.window(), found.faces, hiding([found]), hide) if hidden else hide()

    def _delete(self) -> None:
        if (found := self._shown()) is None:
            return
        person_id = found.person.id

        def delete() -> None:
            self._session.edit(lambda library: edits.delete_person(library, person_id))

        ask_if_many(self._page.window(), found.faces, forgetting([found]), delete)
