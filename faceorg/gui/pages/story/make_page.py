"""A page about a person, to print or to share: asks for the file, gathers the pictures as a job, writes HTML or PDF.

A file that is there is never written over: the page goes beside it, under the next free name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from faceorg.domain import Person
from faceorg.gui.file_urls import url_of
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import language
from faceorg.library.exports.page_file import HTML, PDF, write_page
from faceorg.paths import portable_name
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.exports.person_page import TellingPage

_LAST_FOLDER = "story/folder"


def ask_for_file(session: Session, parent: QWidget, person: Person) -> None:
    """Ask for the file, then make the page."""
    folder = Path(str(session.settings.value(_LAST_FOLDER, "")) or _documents())
    suggested = free_name(folder / (portable_name(person.name) + PDF))
    kinds = {tr("PDF, to print (*.pdf)"): PDF, tr("Web page, to share (*.html)"): HTML}
    chosen, kind = QFileDialog.getSaveFileName(
        parent,
        tr("A page about {name}").format(name=person.name),
        str(suggested),
        ";;".join(kinds),
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if chosen:
        file = Path(chosen)
        if file.suffix.lower() not in (HTML, PDF):
            file = file.with_name(file.name + kinds.get(kind, PDF))
        session.settings.setValue(_LAST_FOLDER, str(file.parent))
        make_page(session, person, free_name(file))


def make_page(session: Session, person: Person, file: Path) -> None:
    """Make the page as a job with progress; where it is done, it can be opened."""
    said = language()

    def work(progress: ProgressSink, cancel: CancelToken) -> Path:
        page = session.helper.person_page(person.id, said, progress=progress, cancel=cancel)
        write_page(page, file, _on_paper, library=session.library)
        return file

    def done(made: Path) -> None:
        text = tr("The page about {name} is in {file}.").format(name=person.name, file=made.name)
        session.notice(text, (tr("Open"), lambda: open_file(made)))

    session.runner.job(Job(tr("A page about {name}").format(name=person.name), work, done, goes_on=False))


def _on_paper(page: TellingPage) -> bytes:
    from faceorg.paper import as_pdf

    return as_pdf(page)


def open_file(file: Path) -> None:
    """Open a file with the program that the system has for it."""
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(url_of(file))


def free_name(file: Path) -> Path:
    """Return a path of this name at which nothing is: "Anna.pdf", "Anna (2).pdf"."""
    number, free = 1, file
    while free.exists() or free.is_symlink():
        number += 1
        free = file.with_name(f"{file.stem} ({number}){file.suffix}")
    return free


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(Path.home())
