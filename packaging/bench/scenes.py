"""What is done in the window before each picture of it: a method a picture, named as its file (shots.py).

Each starts at People with nothing selected, whatever was done for the pictures before it. Those of people come first
(scenes_people.py).
"""

from __future__ import annotations

import threading
import traceback
from datetime import date
from typing import Any

from scenes_people import PeopleScenes
from studio import SHARED


class Scenes(PeopleScenes):
    """The pictures, in the order they are taken, after those of people."""

    # ------------------------------------------------------------ a photo
    def photo_page(self) -> None:
        self._photo()
        self.page.stage.hold_frames(True)

    def _photo(self, name: str = "bbt2.jpg") -> None:
        from faceorg.gui.session.navigation import PhotoTarget

        self.session.go("photo", PhotoTarget(self.photo(name)))
        self.wait(lambda: self.page.stage.has_picture and self.page.data.photo.path.name == name)
        self.page.who.dismiss()
        self.page.why.hide()
        self.page.info.setChecked(False)
        self.page.details.hide()
        self.page.camera.setChecked(False)
        self.page.stage.hold_frames(False)
        self.key("0")
        self.settle()

    def photo_why(self) -> None:
        self._photo()
        guess = [face for face in self.page.data.faces if face.person_id] or list(self.page.data.faces)
        self.page.info.click()
        self.page.stage.set_current_face(guess[0].id)
        self.wait(lambda: self.page.why.lead.text())

    def photo_who(self) -> None:
        self._photo()
        self.page.faces.ask(self.page.data.faces[0].id)

    def photo_zoom(self) -> None:
        self._photo()
        for _n in range(5):
            self.key("+")

    def photo_menu(self) -> None:
        from PySide6.QtCore import QPoint

        self._photo()
        self.page.stage.set_current_face(self.page.data.faces[0].id)
        self.page._show_menu(QPoint(self.page.stage.width() // 3, self.page.stage.height() // 4))

    def photo_details(self) -> None:
        self._photo("DSCN0010.jpg")
        self.page.camera.click()
        self.wait(lambda: self.page.details.copy_place.isVisible())

    # ------------------------------------------------------------ likeness
    def alike(self) -> None:
        from faceorg.catalog import face_rows

        self.session.go("alike", face_rows.of_person(self.library.catalog, self.person("Penny"))[0].face_id)
        self.wait(lambda: self.page.model.rowCount())

    def alike_selected(self) -> None:
        self.alike()
        self.wait(lambda: self.page.model.rowCount())
        self.page.grid.select_rows([0, 1, 2])

    def outside(self) -> None:
        self.session.go("alike", SHARED / "labelled" / "bbt" / "bbt4.jpg")
        self.wait(lambda: self.page.model.rowCount())

    # ------------------------------------------------------------ photos
    def photos(self) -> None:
        self.session.go("photos")
        self.wait(lambda: self.page.model.rowCount())

    def photos_years(self) -> None:
        self.photos()
        self.page.grid.set_side(96)
        self.page.verb("earlier_year").trigger()
        self.page.scrubber.point_at(self.page.scrubber.height() * 0.6)

    def photos_take_out(self) -> None:
        self.photos()
        self.page.grid.select_rows(range(12))
        self.page.verb("take_out").trigger()

    def photos_date(self) -> None:
        self.photos()
        self.window.actions_["go_to_date"].trigger()

    def photos_selected(self) -> None:
        self.photos()
        self.page.grid.select_rows([1, 2])
        self.page.bar.folder.setFocus()

    def photos_menu(self) -> None:
        self.photos()
        self.right_click(self.page.grid, 1)

    def filtered(self) -> None:
        from faceorg.domain import PhotoFilter

        wanted = PhotoFilter((self.person("Penny"),), (), (self.person("Sheldon"),), since=date(2010, 1, 1))
        self.session.go("photos", wanted)

    def failed(self) -> None:
        from faceorg.gui.jobs.scanning import only_failed

        self.session.go("photos", only_failed())

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
        WipeSheet(self.window, self.library.folder, lambda _take_out: None, in_files=12).open()

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
        from faceorg.library.people import edits

        self.people()
        leonard = self.person("Leonard")
        self.session.edit(lambda library: edits.set_birth_date(library, leonard, date(1980, 5, 17)))
        self.wait(self.window.toast.isVisible)

    def toast_action(self) -> None:
        self.people()
        self.session.notice("12 photos could not be read.", ("Show", lambda: None))

    def job(self) -> None:
        self.people()
        self._work()

    def _work(self) -> None:
        """A scan of which the bar tells, until the next picture."""
        from faceorg.gui.session.runner import Job
        from faceorg.progress import Progress

        ends = threading.Event()

        def work(progress: Any, _cancel: Any) -> None:
            progress(Progress("Finding faces", 8120, 24310, 26.4, 612.0))
            ends.wait(20)

        self.session.runner.job(Job("Looking for photos", work))
        self.wait(self.window.job_bar.isVisible)
        self.wait(lambda: "8" in self.window.job_bar.details.text())
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
    def empty_welcome(self) -> None:
        self.bare()
        self.session.go("welcome")

    def welcome(self) -> None:
        self.bare()
        self.session.go("welcome", (SHARED / "photos",))
        self.wait(lambda: self.page.pack.line.text())

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
        from faceorg.domain import PhotoFilter

        self.session.go("photos", PhotoFilter(since=date(1901, 1, 1), until=date(1902, 1, 1)))

    def empty_history(self) -> None:
        self.bare()
        self.session.go("history")


# Every picture, in the order of the methods.
PAGES = tuple(name for part in (PeopleScenes, Scenes) for name in vars(part) if not name.startswith("_"))
