"""Every page of the window -> pictures, in every look, for eyes that know design.

    python packaging/bench/shots.py --out FOLDER [--look light dark light-2x dark-2x rtl de] [--only people review ...]

Makes a library of ../shared/labelled/bbt and ../shared/photos once (kept in FOLDER/library), names some of it, and
draws each page offscreen, one process a look: FOLDER/<look>/<page>.png.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("FACEORG_SHARED", Path(__file__).resolve().parents[3] / "shared"))
# look -> (theme, scale, right to left, language)
LOOKS = {
    "light": ("light", "1", False, "en"),
    "dark": ("dark", "1", False, "en"),
    "light-2x": ("light", "2", False, "en"),
    "dark-2x": ("dark", "2", False, "en"),
    "rtl": ("light", "1", True, "en"),
    "de": ("light", "1", False, "de"),
}
SIZE = (1280, 820)
NAMED = ("amy", "howard", "leonard", "penny", "raj", "sheldon")
SETTLED_MS = 1200  # pictures arrive, buttons take their places


def make_library(folder: Path) -> None:
    from faceorg.library import ingest
    from faceorg.library.library import Library

    with Library.open(folder) as library:
        ingest.scan(library, [SHARED / "labelled" / "bbt", SHARED / "photos"], pack="edgeface_xs", workers=1)
    name_some(folder)


def name_some(folder: Path) -> None:
    """Name six of eight, leave some questions open, hide one, set a birth date, make mistakes and undo one."""
    from faceorg.catalog import clusters, faces, photos
    from faceorg.catalog import people as people_rows
    from faceorg.library import grouping, history, people
    from faceorg.library.library import Library

    with Library.open(folder) as library:
        catalog = library.catalog
        folder_of = {photo.id: photo.path.parent.name for photo in photos.all_photos(catalog)}
        for group in clusters.clusters(catalog, min_faces=2):
            inside = [faces.face(catalog, face_id) for face_id in group.face_ids]
            name = Counter(folder_of[face.photo_id] for face in inside).most_common(1)[0][0]
            if name in NAMED:
                known = [face.id for face in inside if folder_of[face.photo_id] == name][:4]
                made = people.name_faces(library, known, name.title())
                grouping.after_edit(library, made)
        by_name = {summary.person.name: summary.person.id for summary in people_rows.summaries(catalog)}
        people.set_birth_date(library, by_name["Penny"], date(1985, 11, 30))
        people.hide_person(library, by_name["Amy"], hidden=True)
        people.rename_person(library, by_name["Raj"], "Rajesh Ramayan Koothrappali of New Delhi")
        people.merge_people(library, by_name["Howard"], [by_name["Leonard"]], force=True)
        history.undo(library)


class Studio:
    """A window, and what is done before each picture of it."""

    def __init__(self, library_folder: Path, out: Path, theme_name: str, *, rtl: bool, language: str) -> None:
        from PySide6.QtCore import QSettings, Qt

        from faceorg.gui.app import make_application
        from faceorg.gui.main_window import MainWindow
        from faceorg.gui.session import Session
        from faceorg.gui.theme import Theme, ThemeChoice
        from faceorg.library.library import Library

        self.out = out
        self.app = make_application(language)
        if rtl:
            self.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        settings = QSettings(str(out / "window.ini"), QSettings.Format.IniFormat)
        theme = Theme(self.app, settings)
        theme.choose(ThemeChoice(theme_name))
        self.library = Library.open(library_folder)
        self.session = Session(self.library, theme, settings)
        self.window = MainWindow(self.session)
        self.session.go("people")
        self.window.resize(*SIZE)
        self.window.show()
        self.window.activateWindow()
        self.wait(lambda: self.session.everyone.loaded)

    # ------------------------------------------------------------ hands
    @property
    def page(self) -> Any:
        return self.window.page

    def wait(self, check: Callable[[], object], timeout_s: float = 60.0) -> None:
        from PySide6.QtTest import QTest

        ends = time.monotonic() + timeout_s
        while not check():
            assert time.monotonic() < ends, "the page did not fill"
            QTest.qWait(40)

    def key(self, key: str) -> None:
        """Press a key sequence where the keyboard is."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(key))

    def type(self, text: str) -> None:
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def person(self, name: str) -> Any:
        return next(s.person.id for s in self.session.everyone.summaries() if s.person.name.startswith(name))

    def photo(self, name: str) -> Any:
        from faceorg.catalog import photos

        return next(p.id for p in photos.all_photos(self.library.catalog) if p.path.name == name)

    def clean(self) -> None:
        """Close what lies over the page."""
        from PySide6.QtTest import QTest

        while (sheet := self.window.open_sheet()) is not None:
            sheet.close_sheet()
            QTest.qWait(10)
        self.window.toast.dismiss()
        self.window.search.clear()

    # ------------------------------------------------------------ pages
    def welcome(self) -> None:
        self.session.go("welcome", (SHARED / "photos",))
        self.wait(lambda: self.page._pack.text())

    def people(self) -> None:
        self.session.go("people")
        self.wait(lambda: self.page.model.group_count())
        self.page.grid.setCurrentIndex(self.page.model.index(1, 0))

    def people_hidden(self) -> None:
        self.people()
        self.page.hidden.click()

    def rename(self) -> None:
        self.people()
        if self.page.hidden.isChecked():
            self.page.hidden.click()
        self.key("F2")

    def search(self) -> None:
        self.people()
        self.window.search.setFocus()
        self.type("ho")

    def unnamed(self) -> None:
        self.session.go("unnamed")
        self.wait(lambda: self.page.model.rowCount())
        self.page.model.toggle_off(0, self.page.model.cluster(0).face_ids[1])

    def naming(self) -> None:
        self.unnamed()
        self.page.rows.take_row(1)
        self.type("le")

    def same_name(self) -> None:
        self.unnamed()
        self.type("Penny")
        self.key("Return")

    def group(self) -> None:
        self.session.go("unnamed", self.page.model.cluster(0).id)
        self.wait(lambda: self.page.group.faces())

    def merge(self) -> None:
        from faceorg.gui.sheets.merge import MergeSheet

        self.people()
        MergeSheet.ask(self.session, self.window, self.person("Leonard"), self.person("Sheldon"))
        self.wait(self.window.open_sheet)

    def person_page(self) -> None:
        self.session.go("person", self.person("Penny"))
        self.wait(lambda: self.page.model.rowCount())
        self.page.grid.select_rows([0, 1])

    def person_fit(self) -> None:
        self.session.go("person", self.person("Penny"))
        self.page.header.order.button("fit").click()
        self.wait(lambda: self.page.model.rowCount())

    def split(self) -> None:
        self.session.go("person", self.person("Leonard"))
        self.key("Shift+S")
        self.wait(self.window.open_sheet)
        self.window.open_sheet().dial.setValue(18)
        self.wait(lambda: self.window.open_sheet()._groups)

    def move(self) -> None:
        self.session.go("person", self.person("Penny"))
        self.wait(lambda: self.page.model.rowCount())
        self.page.grid.select_rows([0, 1, 2])
        self.key("M")

    def review(self) -> None:
        self.session.go("review")
        self.wait(lambda: self.page._matter or self.page._empty.isVisible())

    def review_one(self) -> None:
        self.review()
        self.key("Ctrl+1")
        self.wait(lambda: self.page._matter)

    def review_page(self) -> None:
        self.review()
        self.key("Ctrl+3")
        self.wait(lambda: self.page._matter)

    def photo_page(self) -> None:
        from faceorg.gui.navigation import Look

        self.session.go("photo", Look(self.photo("bbt2.jpg")))
        self.wait(lambda: self.page.stage.has_picture and self.page.matter.faces)
        self.page.stage.hold_frames(True)

    def photo_why(self) -> None:
        self.photo_page()
        guess = [f for f in self.page.matter.faces if f.person_id] or list(self.page.matter.faces)
        self.page.stage.pick(guess[0].id)
        if not self.page.why.isVisible():
            self.page.info.click()
        self.wait(lambda: self.page.why._lead.text())

    def photo_who(self) -> None:
        self.photo_page()
        self.page.why.hide()
        self.page._ask(self.page.matter.faces[0].id)

    def alike(self) -> None:
        from faceorg.catalog import glances

        self.session.go("alike", glances.of_person(self.library.catalog, self.person("Penny"))[0].face_id)
        self.wait(lambda: self.page._probes)

    def outside(self) -> None:
        self.session.go("alike", SHARED / "labelled" / "bbt" / "bbt4.jpg")
        self.wait(lambda: self.page._probes)

    def photos(self) -> None:
        self.session.go("photos")
        self.wait(lambda: self.page.model.rowCount())
        self.wait(lambda: not self.session.previews._pending if hasattr(self.session.previews, "_pending") else True)

    def filtered(self) -> None:
        from faceorg.library.search import PhotoFilter

        wanted = PhotoFilter((self.person("Penny"),), (), (self.person("Sheldon"),), since=date(2010, 1, 1))
        self.session.go("photos", wanted)

    def failed(self) -> None:
        from faceorg.gui.work import failed_photos

        self.session.go("photos", failed_photos())

    def history(self) -> None:
        self.session.go("history")

    def packs(self) -> None:
        self.session.go("packs")
        self.wait(lambda: self.page.cards)

    def settings(self) -> None:
        self.session.go("settings")

    def settings_end(self) -> None:
        from PySide6.QtWidgets import QScrollArea

        self.session.go("settings")
        bar = self.page.findChild(QScrollArea).verticalScrollBar()
        bar.setValue(bar.maximum())

    def wipe(self) -> None:
        from faceorg.gui.sheets.wipe import WipeSheet

        self.session.go("settings")
        WipeSheet(self.window, self.library.folder, lambda: None).open()

    def names(self) -> None:
        self.session.go("names")
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

    def crash(self) -> None:
        self.people()
        try:
            raise RuntimeError("an example")
        except RuntimeError as error:
            import traceback

            self.window.show_crash("".join(traceback.format_exception(error)))

    def menu(self) -> None:
        self.people()
        menu = self.window.actions_.menus["edit"]
        menu.popup(self.window.mapToGlobal(self.window.menuBar().geometry().bottomLeft()))

    def toast(self) -> None:
        self.people()
        self.session.edit(lambda library: _renamed(library, self.person("Sheldon")))
        self.wait(self.window.toast.isVisible)

    def job(self) -> None:
        from faceorg.gui.runner import Job
        from faceorg.progress import Progress

        self.people()
        ends = threading.Event()

        def work(progress: Any, _cancel: Any) -> None:
            progress(Progress("Finding faces", 8120, 24310, 26.4, 612.0))
            ends.wait(20)

        self.session.runner.job(Job("Looking for photos", work))
        self.wait(self.window.job_bar.isVisible)
        self.wait(lambda: "8" in self.window.job_bar._details.text())
        self.finish = ends.set

    finish: Callable[[], None] = staticmethod(lambda: None)

    def shoot(self, name: str) -> None:
        from PySide6.QtTest import QTest

        self.clean()
        getattr(self, name)()
        QTest.qWait(SETTLED_MS)
        popup = self.app.activePopupWidget()
        (popup or self.window).grab().save(str(self.out / f"{name}.png"))
        if popup is not None:
            popup.close()
        self.finish()


def _renamed(library: Any, person_id: Any) -> Any:
    from faceorg.library import people

    return people.hide_person(library, person_id, hidden=False)


PAGES = (
    "people", "people_hidden", "rename", "search", "unnamed", "naming", "same_name", "group", "merge", "person_page",
    "person_fit", "split", "move", "review", "review_one", "review_page", "photo_page", "photo_why", "photo_who",
    "alike", "outside", "photos", "filtered", "failed", "history", "packs", "settings", "settings_end", "wipe", "names",
    "names_write", "keys", "crash", "menu", "toast", "job", "welcome",
)  # fmt: skip


def draw(look: str, out: Path, library: Path, only: list[str]) -> None:
    theme, _scale, rtl, language = LOOKS[look]
    folder = out / look
    folder.mkdir(parents=True, exist_ok=True)
    studio = Studio(library, folder, theme, rtl=rtl, language=language)
    for name in only or PAGES:
        try:
            studio.shoot(name)
        except Exception as problem:
            print(f"{look}/{name}: {problem!r}", flush=True)
    os._exit(0)  # the pictures are on the disk; nothing is to be saved


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--look", nargs="*", choices=list(LOOKS), default=list(LOOKS))
    parser.add_argument("--only", nargs="*", choices=PAGES, default=[])
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("FACEORG_PACKS", str(SHARED / "models"))
    library = options.out / "library"
    if not library.exists():
        make_library(library)
    if options.here:
        draw(options.look[0], options.out, library, options.only)
    for look in options.look:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": LOOKS[look][1]}
        command = [sys.executable, __file__, "--here", "--out", str(options.out), "--look", look]
        subprocess.run([*command, *(["--only", *options.only] if options.only else [])], env=environment, check=False)
        print(options.out / look)
    return 0


if __name__ == "__main__":
    sys.exit(main())
