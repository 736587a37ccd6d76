"""Chosen photos and faces -> what other programs and people get: copies in a folder, the clipboard, another program.

Nothing here changes a photo, and nothing throws one away: no verb of faceorg does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from faceorg.domain import FaceId, PhotoId
from faceorg.gui.file_manager import show_in_file_manager
from faceorg.gui.file_urls import url_of
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.dragging_out import files_as_data
from faceorg.gui.words.i18n import tr
from faceorg.library.views import photo_views
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.exports.copy_choice import CopyChoice
    from faceorg.library.exports.folder_of_copies import CopyReport
    from faceorg.library.pictures import FittedPicture

# Of more files at once, other programs make nothing but a long wait.
MOST_FILES = 2000
# Says why some could not be taken.
ShowProblems = Callable[[Sequence[Message]], None]
_LAST_FOLDER = "taking_out/folder"


def copy_photos(
    session: Session, photo_ids: Sequence[PhotoId], folder: Path, choice: CopyChoice, show: ShowProblems
) -> None:
    """Copy photos into a folder, as a job that can be stopped."""

    def work(progress: ProgressSink, cancel: CancelToken) -> CopyReport:
        return session.helper.copy_photos(photo_ids, folder, choice, progress=progress, cancel=cancel)

    def done(report: CopyReport) -> None:
        parts = [tr("%Ln photo(s) were copied to {folder}.", None, report.added).format(folder=folder.name)]
        if report.there:
            parts.append(tr("%Ln were there already.", None, report.there))
        if report.same:
            parts.append(tr("%Ln are copies of these.", None, report.same))
        _tell(session, report, parts, show)

    session.runner.job(Job(tr("Copying photos"), work, done))


def cut_out_faces(session: Session, face_ids: Sequence[FaceId], folder: Path, show: ShowProblems) -> None:
    """Put pictures of faces into a folder, as a job that can be stopped."""

    def work(progress: ProgressSink, cancel: CancelToken) -> CopyReport:
        return session.helper.cut_out_faces(face_ids, folder, progress=progress, cancel=cancel)

    def done(report: CopyReport) -> None:
        parts = [tr("%Ln face(s) were cut out to {folder}.", None, report.added).format(folder=folder.name)]
        if report.there:
            parts.append(tr("%Ln were there already.", None, report.there))
        _tell(session, report, parts, show)

    session.runner.job(Job(tr("Cutting out faces"), work, done))


def _tell(session: Session, report: CopyReport, parts: list[str], show: ShowProblems) -> None:
    if report.problems:
        parts.append(tr("%Ln could not be taken.", None, len(report.problems)))
        session.notice(" ".join(parts), (tr("Show"), lambda: show(report.problems)))
    else:
        session.notice(" ".join(parts), (tr("Open the folder"), partial(_open_folder, report.folder)))


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(url_of(folder))


def choose_folder_for_copies(session: Session, window: QWidget, title: str) -> Path | None:
    """Have the user choose where copies go; the next time, the chooser opens there. None: left without a choice."""
    before = str(session.settings.value(_LAST_FOLDER, str(Path.home())))
    chosen = QFileDialog.getExistingDirectory(window, title, before)
    if not chosen:
        return None
    session.settings.setValue(_LAST_FOLDER, chosen)
    return Path(chosen)


# ---------------------------------------------------------------- the clipboard
def files_to_clipboard(session: Session, photo_ids: Sequence[PhotoId]) -> None:
    """Put the files of photos into the clipboard, to be pasted in a file manager or a mail."""

    def put(paths: Sequence[Path]) -> None:
        QGuiApplication.clipboard().setMimeData(files_as_data(paths))
        session.notice(tr("%Ln photo(s) are in the clipboard.", None, len(paths)))

    with_paths(session, photo_ids, put)


def face_to_clipboard(session: Session, face_id: FaceId) -> None:
    """Put a face, cut out of its photo, into the clipboard as a picture."""

    def put(cut: FittedPicture) -> None:
        image = QImage(cut.data, cut.width, cut.height, 4 * cut.width, QImage.Format.Format_RGB32).copy()
        QGuiApplication.clipboard().setImage(image)
        session.notice(tr("The face is in the clipboard, as a picture."))

    session.runner.read(lambda: session.helper.cut_out_face(face_id), put, session)


# ---------------------------------------------------------------- other programs
def open_outside(session: Session, photo_ids: Sequence[PhotoId]) -> None:
    """Open photos in the program that the system has for them."""

    def open_them(paths: Sequence[Path]) -> None:
        # One after the other, whichever fails: what cannot be opened is named.
        failed = [path for path in paths if not QDesktopServices.openUrl(url_of(path))]
        if failed:
            session.notice(tr("No program answered. The photo is {path}").format(path=failed[0]))

    with_paths(session, photo_ids, open_them)


def show_files(session: Session, photo_ids: Sequence[PhotoId]) -> None:
    """Show photos in the file manager, selected there."""

    def show(paths: Sequence[Path]) -> None:
        def told(is_shown: bool) -> None:
            if not is_shown:
                session.notice(tr("No file manager answered. The photo is {path}").format(path=paths[0]))

        if paths:
            show_in_file_manager(session.runner, paths, told, session)

    with_paths(session, photo_ids, show)


def files_to_drag(session: Session, photo_ids: Sequence[PhotoId]) -> Sequence[Path]:
    """Return the files that a drag carries, at once: the button is held down. None where they are too many."""
    return photo_views.paths_of(session.library, photo_ids) if _are_few(session, photo_ids) else []


def with_paths(session: Session, photo_ids: Sequence[PhotoId], then: Callable[[Sequence[Path]], None]) -> None:
    if _are_few(session, photo_ids):
        session.runner.read(lambda: photo_views.paths_of(session.library, photo_ids), then, session)


def _are_few(session: Session, photo_ids: Sequence[PhotoId]) -> bool:
    if len(photo_ids) > MOST_FILES:
        told = tr(
            "These are %Ln photos, too many for other programs at once. Copy them to a folder.", None, len(photo_ids)
        )
        session.notice(told)
    return len(photo_ids) <= MOST_FILES
