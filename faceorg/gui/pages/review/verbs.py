"""The verbs of Review with their keys: what answers a question, what looks closer, how much is asked at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from faceorg.domain import FaceId, IgnoreReason
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.review.answers import OTHERS_SHOWN
from faceorg.gui.pages.review.card import ReviewCard
from faceorg.gui.pages.review.groups import ReviewGroups
from faceorg.gui.words.i18n import tr


class Review(Protocol):
    """What can be done with the question that is asked."""

    card: ReviewCard
    groups: ReviewGroups

    def accept(self) -> None: ...
    def decline(self) -> None: ...
    def give_to_other(self, place: int) -> None: ...
    def ask_name(self) -> None: ...
    def put_aside(self, reason: IgnoreReason) -> None: ...
    def leave_out(self, *, alone: bool = False) -> None: ...
    def put_off(self) -> None: ...
    def take_back(self) -> None: ...
    def look_closer(self, closer: Callable[[FaceId], None]) -> None: ...
    def choose_size(self, key: str) -> None: ...


def add_verbs(page: Page, review: Review) -> None:
    """Make the verbs of the page, in the order of its menu."""
    add, session = page.add_action, page.session
    add("yes", tr("Yes"), ["Return", "Enter"], review.accept, "check")
    add("no", tr("No"), "Del", lambda: _no(review), "close")
    for place in range(OTHERS_SHOWN):
        add(
            f"other{place + 1}",
            tr("Likely person {n}").format(n=place + 1),
            str(place + 1),
            partial(review.give_to_other, place),
        )
    add("new", tr("Someone new…"), "F2", review.ask_name, "plus")
    add("stranger", tr("A stranger"), "Ctrl+U", lambda: review.put_aside(IgnoreReason.STRANGER), "eye_off")
    add("not_a_face", tr("Not a face"), "Ctrl+Shift+U", lambda: review.put_aside(IgnoreReason.NOT_A_FACE))
    add("leave_out", tr("Leave this face out of the answer, or in"), "-", review.leave_out)
    add("leave_out_alone", tr("The same for this face alone"), "Ctrl+-", lambda: review.leave_out(alone=True))
    add("who_apart", tr("Say who this one face is"), "Shift+F2", review.card.ask_apart)
    add("likely", tr("Give it the likely name"), "Ctrl+J", review.groups.naming.name_likely)
    add("expand", tr("Show the whole group"), "Ctrl+Down", review.groups.naming.open_group)
    add("later", tr("Not sure: later"), "Space", review.put_off)
    add(
        "photo",
        tr("Zoom to the photo"),
        "Ctrl+Shift+P",
        lambda: review.look_closer(session.look_at_photo),
        "photos",
    )
    add("alike", tr("Find similar faces"), "Shift+Return", lambda: review.look_closer(session.look_alike), "search")
    add("undo_answer", tr("Take the last answer back"), "Backspace", review.take_back, "undo")
    sizes = ("one", tr("One face"), "Alt+1"), ("strip", tr("A strip"), "Alt+2"), ("page", tr("A page"), "Alt+3")
    for key, text, keys in sizes:
        add(f"size_{key}", text, keys, partial(review.choose_size, key))


def _no(review: Review) -> None:
    """Answer what is in hand: of a page of groups the current one, as in Unnamed; all of them have a button."""
    review.put_aside(IgnoreReason.STRANGER) if review.groups.isVisible() else review.decline()
