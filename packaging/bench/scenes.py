"""What is done in the window before each picture of it: a method a picture, named as its file (shots.py).

Each starts at People with nothing selected, whatever was done for the pictures before it.
"""

from __future__ import annotations

import threading
import traceback
from datetime import date
from typing import Any

from studio import SHARED, Studio


class Scenes(Studio):
    """The pictures, in the order they are taken."""

    # ------------------------------------------------------------ people
    def people(self) -> None:
        self.session.go("people")
        self.wait(lambda: self.page.model.group_count() and self.page.model.people_count())
        self.page.grid.setCurrentIndex(self.page.model.index(1, 0))

    def people_hidden(self) -> None:
        self.people()
        self.page.hidden.click()

    def people_selected(self) -> None:
        self.people()
        self.page.grid.select_rows([0, 2])

    def people_hover(self) -> None:
        self.people()
        self.hover(self.page.grid.viewport(), self.page.grid.visualRect(self.page.model.index(2, 0)).center())

    def people_order(self) -> None:
        self.people()
        self.page.order.showPopup()

    def people_menu(self) -> None:
        self.people()
        self.right_click(self.page.grid, 1)

    def rename(self) -> None:
        self.people()
        self.key("F2")

    def search(self) -> None:
        self.people()
        self.window.search.setFocus()
        self.type("ho")

    # ------------------------------------------------------------ unnamed
    def unnamed(self) -> None:
        self.session.go("unnamed")
        self.wait(lambda: self.page.model.rowCount())
        self.page.model.toggle_off(0, self.page.model.cluster(0).face_ids[1])

    def naming(self) -> None:
        self.unnamed()
        self.settle()
        self.page.rows.take_row(1)
        self.type("le")

    def same_name(self) -> None:
        self.unnamed()
        self.page.rows.take_row(0)
        self.type("Penny")
        self.key("Return")
        self.wait(self.window.open_sheet)

    def singles(self) -> None:
        self.session.go("unnamed")
        self.wait(lambda: self.page.model.rowCount())
        self.page.what.button("singles").click()

    def aside(self) -> None:
        self.session.go("unnamed")
        self.page.what.button("aside").click()

    def group(self) -> None:
        self.session.go("unnamed")
        self.page.what.button("groups").click()
        self.wait(lambda: self.page.model.rowCount())
        self.session.go("unnamed", self.page.model.cluster(0).id)
        self.wait(lambda: self.page.group.faces())

    # ------------------------------------------------------------ a person
    def person_page(self) -> None:
        self._person("Howard")
        self.page.grid.select_rows([0, 1])

    def person_strip(self) -> None:
        self._person("Penny")
        self.page.strip.setFocus()

    def person_menu(self) -> None:
        self._person("Howard")
        self.right_click(self.page.grid, 1)

    def person_more(self) -> None:
        self._person("Howard")
        from faceorg.gui.widgets import IconButton

        self.page.header.findChild(IconButton).click()

    def person_rename(self) -> None:
        self._person("Howard")
        self.key("F2")

    def person_fit(self) -> None:
        self._person("Howard")
        self.page.header.order.button("fit").click()
        self.wait(lambda: self.page.model.rowCount())

    def _person(self, name: str) -> None:
        self.session.go("person", self.person(name))
        self.wait(lambda: self.page.model.rowCount())

    def born(self) -> None:
        self._person("Penny")
        self.key("B")
        self.wait(self.window.open_sheet)

    def merge(self) -> None:
        from faceorg.gui.sheets.merge import MergeSheet

        self.people()
        MergeSheet.ask(self.session, self.window, self.person("Leonard"), self.person("Sheldon"))
        self.wait(self.window.open_sheet)

    def split(self) -> None:
        self._person("Leonard")
        self.key("Shift+S")
        self.wait(self.window.open_sheet)
        self.window.open_sheet().dial.setValue(18)
        self.wait(lambda: self.window.open_sheet()._groups)

    def move(self) -> None:
        self._person("Howard")
        self.page.grid.select_rows([0, 1, 2])
        self.key("M")

    # ------------------------------------------------------------ review
    def review(self) -> None:
        """The first question: mostly who a large group is."""
        self._ask("page", lambda question: True)

    def review_one(self) -> None:
        """ "Is this Penny?", about one face, with what speaks for it."""
        self._ask("one", lambda question: question.kind == "is_this")
        self.wait(lambda: self.page._matter and self.page._matter.evidence)

    def review_strip(self) -> None:
        self._ask("strip", lambda question: question.kind == "is_this" and len(question.faces) > 1)

    def review_off(self) -> None:
        """A face clicked off, and the keyboard among the faces."""
        self._ask("page", lambda question: question.kind == "is_this" and len(question.faces) > 1)
        self.page.card.keyboard_here()
        self.page.card.toggle(1)

    def review_pair(self) -> None:
        """Are these two one person?"""
        from faceorg.library.review import Kind, Question

        ids = self.person("Leonard"), self.person("Howard")
        faces = self.session.library.catalog
        from faceorg.catalog import glances

        shown = tuple(glance.face_id for glance in glances.of_person(faces, ids[1]))
        self._show_question(Question(Kind.ARE_THEY_ONE, shown, (0.8,) * len(shown), 1.0, ids[0], ids[1]))

    def review_doubt(self) -> None:
        """Is this really Howard?"""
        from faceorg.catalog import glances
        from faceorg.library.review import Kind, Question

        person_id = self.person("Howard")
        face_id = glances.of_person(self.library.catalog, person_id)[0].face_id
        self._show_question(Question(Kind.NOT_THIS, (face_id,), (0.7,), 1.0, person_id))

    def _ask(self, at_once: str, fits: Any) -> None:
        """Put questions off until one fits."""
        self.session.go("review")
        self.page._choose_size(at_once)
        self.wait(lambda: self.page._matter)
        for _n in range(100):
            if fits(self.page._matter.question):
                return
            before = self.page._matter.question.key
            self.key("Space")
            self.wait(lambda before=before: self.page._matter and self.page._matter.question.key != before)
        raise LookupError("no such question waits")

    def _show_question(self, question: Any) -> None:
        from faceorg.gui.review_card import read_card

        self._ask("page", lambda question: True)
        page = self.page
        page._fill = lambda *_found: None  # a reading that is under way must not put the real question back
        page._show(read_card(self.library, self.session.helper, question))
        self.finish = lambda: page.__dict__.pop("_fill", None)

    # ------------------------------------------------------------ a photo
    def photo_page(self) -> None:
        self._photo()
        self.page.stage.hold_frames(True)

    def _photo(self) -> None:
        from faceorg.gui.navigation import Look

        self.session.go("photo", Look(self.photo("bbt2.jpg")))
        self.wait(lambda: self.page.stage.has_picture and self.page.matter.faces)
        self.page.who.dismiss()
        self.page.why.hide()
        self.page.info.setChecked(False)
        self.page.stage.hold_frames(False)
        self.key("0")
        self.settle()

    def photo_why(self) -> None:
        self._photo()
        guess = [face for face in self.page.matter.faces if face.person_id] or list(self.page.matter.faces)
        self.page.info.click()
        self.page.stage.pick(guess[0].id)
        self.wait(lambda: self.page.why._lead.text())

    def photo_who(self) -> None:
        self._photo()
        self.page._ask(self.page.matter.faces[0].id)

    def photo_zoom(self) -> None:
        self._photo()
        for _n in range(5):
            self.key("+")

    def photo_menu(self) -> None:
        from PySide6.QtCore import QPoint

        self._photo()
        self.page.stage.pick(self.page.matter.faces[0].id)
        self.page._show_menu(QPoint(self.page.stage.width() // 3, self.page.stage.height() // 4))

    # ------------------------------------------------------------ likeness
    def alike(self) -> None:
        from faceorg.catalog import glances

        self.session.go("alike", glances.of_person(self.library.catalog, self.person("Penny"))[0].face_id)
        self.wait(lambda: self.page._probes)

    def alike_selected(self) -> None:
        self.alike()
        self.wait(lambda: self.page.model.rowCount())
        self.page.grid.select_rows([0, 1, 2])

    def outside(self) -> None:
        self.session.go("alike", SHARED / "labelled" / "bbt" / "bbt4.jpg")
        self.wait(lambda: self.page._probes)

    # ------------------------------------------------------------ photos
    def photos(self) -> None:
        self.session.go("photos")
        self.wait(lambda: self.page.model.rowCount())

    def photos_selected(self) -> None:
        self.photos()
        self.page.grid.select_rows([1, 2])
        self.page.bar.folder.setFocus()

    def photos_menu(self) -> None:
        self.photos()
        self.right_click(self.page.grid, 1)

    def filtered(self) -> None:
        from faceorg.library.search import PhotoFilter

        wanted = PhotoFilter((self.person("Penny"),), (), (self.person("Sheldon"),), since=date(2010, 1, 1))
        self.session.go("photos", wanted)

    def failed(self) -> None:
        from faceorg.gui.work import failed_photos

        self.session.go("photos", failed_photos())

    # ------------------------------------------------------------ the rest
    def history(self) -> None:
        self.session.go("history")

    def packs(self) -> None:
        self.session.go("packs")
        self.wait(lambda: self.page.cards)

    def settings(self) -> None:
        self._settings_at(0.0)

    def settings_end(self) -> None:
        self._settings_at(1.0)

    def _settings_at(self, share: float) -> None:
        from PySide6.QtWidgets import QScrollArea

        self.session.go("settings")
        bar = self.page.findChild(QScrollArea).verticalScrollBar()
        self.wait(lambda: bar.maximum() or self.window.height() > 1200)
        bar.setValue(round(bar.maximum() * share))

    def wipe(self) -> None:
        from faceorg.gui.sheets.wipe import WipeSheet

        self.session.go("settings")
        WipeSheet(self.window, self.library.folder, lambda: None).open()

    def names(self) -> None:
        self.session.go("names")
        self.page._turn_to("read")
        self.page._start()
        self.wait(lambda: self.session.runner.current_job is None and self.page._preview)

    def names_write(self) -> None:
        self.session.go("names")
        self.page._turn_to("write")
        self.page._start()
        self.wait(lambda: self.session.runner.current_job is None and self.page._report)

    def keys(self) -> None:
        self.people()
        self.key("?")
        self.wait(self.window.open_sheet)

    def crash(self) -> None:
        self.people()
        try:
            raise RuntimeError("an example")
        except RuntimeError as error:
            self.window.show_crash("".join(traceback.format_exception(error)))

    def menu(self) -> None:
        self._menu("edit")

    def menu_page(self) -> None:
        self._menu("page")

    def menu_view(self) -> None:
        self._menu("view")

    def _menu(self, name: str) -> None:
        self.people()
        bar = self.window.menuBar()
        menu = self.window.actions_.menus[name]
        menu.popup(bar.mapToGlobal(bar.actionGeometry(menu.menuAction()).bottomLeft()))

    def toast(self) -> None:
        from faceorg.library import people

        self.people()
        leonard = self.person("Leonard")
        self.session.edit(lambda library: people.set_birth_date(library, leonard, date(1980, 5, 17)))
        self.wait(self.window.toast.isVisible)

    def toast_action(self) -> None:
        self.people()
        self.session.notice("12 photos could not be read.", ("Show", lambda: None))

    def job(self) -> None:
        self.people()
        self._work()

    def _work(self) -> None:
        """A scan of which the bar tells, until the next picture."""
        from faceorg.gui.runner import Job
        from faceorg.progress import Progress

        ends = threading.Event()

        def work(progress: Any, _cancel: Any) -> None:
            progress(Progress("Finding faces", 8120, 24310, 26.4, 612.0))
            ends.wait(20)

        self.session.runner.job(Job("Looking for photos", work))
        self.wait(self.window.job_bar.isVisible)
        self.wait(lambda: "8" in self.window.job_bar._details.text())
        runner = self.session.runner

        def finish() -> None:
            ends.set()
            self.wait(lambda: runner.current_job is None)

        self.finish = finish

    def focus(self) -> None:
        """The keyboard in the sidebar."""
        self.people()
        self.window.sidebar.entries["unnamed"].setFocus()

    # ------------------------------------------------------------ nothing yet
    def welcome(self) -> None:
        self.bare()
        self.session.go("welcome", (SHARED / "photos",))
        self.wait(lambda: self.page._pack.text())

    def empty_welcome(self) -> None:
        self.bare()
        self.session.go("welcome")

    def empty_people(self) -> None:
        self.bare()
        self.session.go("people")

    def empty_people_scanning(self) -> None:
        self.empty_people()
        self._work()

    def empty_unnamed(self) -> None:
        self.bare()
        self.session.go("unnamed")

    def empty_review(self) -> None:
        self.bare()
        self.session.go("review")
        self.wait(self.page._empty.isVisible)

    def empty_photos(self) -> None:
        self.bare()
        self.session.go("photos")
        self.wait(self.page._empty.isVisible)

    def empty_filter(self) -> None:
        from faceorg.library.search import PhotoFilter

        self.session.go("photos", PhotoFilter(since=date(1901, 1, 1), until=date(1902, 1, 1)))

    def empty_history(self) -> None:
        self.bare()
        self.session.go("history")


# Every picture, in the order of the methods.
PAGES = tuple(name for name in vars(Scenes) if not name.startswith("_"))
