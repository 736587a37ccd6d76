"""The verbs that take photos and faces out of the window, for every page that shows them, with their numbers said.

Of a folded stack, all photos are meant, as with every other verb: a tile stands for all that lies under it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from faceorg.domain import FaceId, PhotoId
from faceorg.gui.jobs import taking_out
from faceorg.gui.pages.base import Page
from faceorg.gui.sheets.really import Really, ReallySheet
from faceorg.gui.sheets.told import ToldSheet
from faceorg.gui.words.i18n import tr
from faceorg.messages.message import Message

# More windows of another program are not opened without asking.
MOST_UNASKED = 10
# The verbs, as a menu names them: of photos, and of faces.
PHOTO_VERBS = ("take_out", "copy_files", "open_outside", "show_file")
FACE_VERBS = ("copy_face", "cut_out")


@dataclass(frozen=True)
class InHand:
    """What a page has in hand. photos : of folded stacks, all; folded : how many of these no tile of their own shows
    faces : in the same order, where the page shows faces
    """

    photos: Sequence[PhotoId] = ()
    folded: int = 0
    faces: Sequence[FaceId] = ()


def add_taking_out(page: Page, in_hand: Callable[[], InHand], *, with_faces: bool = False) -> None:
    """Give a page the verbs. with_faces : those of faces, too"""
    session = page.session

    def with_photos(do: Callable[[Sequence[PhotoId]], None], asked: Callable[[int], Really] | None = None) -> None:
        if chosen := in_hand().photos:
            if asked is not None and len(chosen) > MOST_UNASKED:
                question = asked(len(chosen))
                run = partial(do, chosen)
                ReallySheet(page.window(), question.heading, question.text, question.verb, run, role="primary").open()
            else:
                do(chosen)
        else:
            session.notice(tr("Choose photos first."))

    add = page.add_action
    add("take_out", tr("Copy to a folder…"), "Ctrl+Shift+E", lambda: ask_where(page, in_hand()), "download")
    add(
        "copy_files", tr("Copy"), "Ctrl+C", lambda: with_photos(partial(taking_out.files_to_clipboard, session)), "copy"
    )
    opening = partial(taking_out.open_outside, session)
    opened = partial(with_photos, opening, _opening)
    add("open_outside", tr("Open in the default program"), "F12", opened, "external")
    showing = partial(taking_out.show_files, session)
    add("show_file", tr("Show in the file manager"), "Ctrl+E", lambda: with_photos(showing, _showing), "folder")
    if with_faces:
        add("copy_face", tr("Copy the face as a picture"), "Ctrl+Shift+C", lambda: _copy_face(page, in_hand()), "copy")
        add("cut_out", tr("Cut out faces to a folder…"), "Ctrl+Shift+X", lambda: _cut_out(page, in_hand()), "cut")


def ask_where(page: Page, chosen: InHand) -> None:
    """Ask where these photos are to be copied to, and how."""
    from faceorg.gui.sheets.take_out import TakeOutSheet

    if chosen.photos:
        show = partial(_show_problems, page)
        TakeOutSheet(page.session, page.window(), chosen.photos, chosen.folded, show).open()
    else:
        page.session.notice(tr("Choose photos first."))


def _copy_face(page: Page, chosen: InHand) -> None:
    if len(chosen.faces) == 1:
        taking_out.face_to_clipboard(page.session, chosen.faces[0])
    elif chosen.faces:
        page.session.notice(tr("The clipboard holds one face. Choose a single one, or cut them out to a folder."))
    else:
        page.session.notice(tr("Choose a face first."))


def _cut_out(page: Page, chosen: InHand) -> None:
    if not chosen.faces:
        page.session.notice(tr("Choose a face first."))
        return
    title = tr("Where do %Ln face(s) go?", None, len(chosen.faces))
    if folder := taking_out.choose_folder_for_copies(page.session, page.window(), title):
        taking_out.cut_out_faces(page.session, chosen.faces, folder, partial(_show_problems, page))


def _show_problems(page: Page, problems: Sequence[Message]) -> None:
    ToldSheet(page.window(), problems, tr("What could not be taken")).open()


def _opening(photos: int) -> Really:
    return Really(
        tr("Open %Ln photo(s)?", None, photos),
        tr("Each of them is opened in the program that the system has for it."),
        tr("Open"),
    )


def _showing(photos: int) -> Really:
    return Really(
        tr("Show %Ln photo(s) in the file manager?", None, photos),
        tr("A window opens for each folder that they lie in."),
        tr("Show"),
    )
