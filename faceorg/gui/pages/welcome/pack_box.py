"""Before a first scan: which pack will recognise faces, what it may be used for, and which one would suit better.

[Note: Nothing is fetched unasked] Whether there is a network is not found out: that alone would be an access to it. A
larger pack is offered with its size, a click downloads it, and where it does not come that is said, with what the pack
that stays is bad at: in the box, until it is tried again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame
from shiboken6 import isValid

from faceorg.errors import LibraryProblem
from faceorg.gui.jobs import pack_change
from faceorg.gui.look.widgets import Segments, button, column, label, row, set_role
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import download_size, duration, tr
from faceorg.gui.words.messages import say_message, say_text
from faceorg.library.opening.library import Library
from faceorg.library.recognising import packs
from faceorg.library.scanning import pack_offers
from faceorg.library.scanning.pack_offers import PackOffer, Purpose
from faceorg.messages.message import Message
from faceorg.messages.text import Text
from faceorg.progress import CancelToken

if TYPE_CHECKING:  # with numpy: the window opens without it
    from faceorg.library.scanning.forecast import Forecast


@dataclass(frozen=True)
class PackLine:
    """What is said about the pack that will be used, and what may be used instead, the best first.

    problem : why there is none
    """

    name: str = ""
    license_plain: Text | None = None
    commercial_use: bool = True
    is_starter: bool = False
    problem: str = ""
    offers: tuple[PackOffer, ...] = ()


def pack_line(library: Library, purpose: Purpose) -> PackLine:
    """Read which pack will be used; for a worker thread, packs lie on disk."""
    offered = tuple(pack_offers.offers(library, purpose))
    try:
        pack = packs.pack_in_use(library)
    except LibraryProblem as problem:
        return PackLine(problem=say_message(problem.message), offers=offered)
    is_starter = pack.id == packs.STARTER_PACK
    return PackLine(pack.name, pack.license_plain, pack.commercial_use, is_starter, "", offered)


class PackBox(QFrame):
    """The pack in use, what the photos are for, and the offer."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._known = PackLine()
        self._folders: list[Path] = []
        self._forecast: Forecast | None = None
        self._tried: tuple[Path, ...] = ()  # the folders of the forecast, be it there or awaited
        self._is_trying, self._cancel = False, CancelToken()
        self.setProperty("role", "strip")
        choices = [(Purpose.PRIVATE.value, tr("Private")), (Purpose.BUSINESS.value, tr("Business"))]
        self.purpose = Segments(choices, tr("What the photos are for"))
        self.purpose.chosen.connect(self._on_purpose)
        self.line, self.offered = label(role="muted", whole=True), label(whole=True)
        self.time = label(role="muted", whole=True)
        self.failed = label(role="danger", whole=True)
        self._why: dict[str, str] = {}  # why a pack did not come, by its id
        self.fetch = button("", self._on_fetch)
        self.others = button(tr("Other packs"), lambda: session.go("packs"), "link")
        layout = column(spacing=4, margins=(16, 8, 16, 8))
        layout.addLayout(row(label(tr("Recognition"), "title"), 1, self.purpose))
        for part in (self.line, self.offered, self.time, self.failed):
            layout.addWidget(part)
        layout.addLayout(row(self.fetch, self.others, 1))
        self.setLayout(layout)
        self._show()
        session.close_begun.connect(self._give_up_trying)

    def read(self) -> None:
        """Find out what there is to say."""
        library, purpose = self._session.library, Purpose(self.purpose.choice())
        self._session.runner.read(lambda: pack_line(library, purpose), self._on_read, self)

    def look_at(self, folders: Sequence[Path]) -> None:
        """Estimate how long the photos in these folders take."""
        self._folders = list(folders)
        self._try()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():  # a window made small is one that comes back
            self._give_up_trying()  # who starts a scan needs no estimate any more, and all of the machine
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._try()

    # ------------------------------------------------------------ what is known
    def _on_read(self, known: PackLine) -> None:
        self._known = known
        self._show()
        self._try()

    def _on_purpose(self, _key: str) -> None:
        self.read()

    def _try(self) -> None:
        wanted = tuple(self._folders) if self._known.is_starter and self._known.offers else ()
        if wanted == self._tried or not self.isVisible():
            return
        self._give_up_trying()
        self._tried, self._forecast, self._is_trying = wanted, None, bool(wanted)
        if wanted:
            cancel = self._cancel = CancelToken()
            self._session.runner.read(
                lambda: self._session.helper.forecast(wanted, cancel=cancel),
                lambda found: self._on_tried(wanted, found),
                self,
                lambda: self._on_tried(wanted, None),
            )
        self._show()

    def _give_up_trying(self) -> None:
        self._cancel.cancel()
        if self._is_trying:
            self._is_trying, self._tried = False, ()

    def _on_tried(self, folders: tuple[Path, ...], found: Forecast | None) -> None:
        if self._is_trying and folders == self._tried:
            self._forecast, self._is_trying = found, False
            self._show()

    # ------------------------------------------------------------ what is shown
    def _offer(self) -> PackOffer | None:
        return pack_offers.suited(self._known.offers, self._forecast)

    def _show(self) -> None:
        known, offer = self._known, self._offer()
        set_role(self.line, "danger" if known.problem else "muted")
        self.line.setText(known.problem or self._about_the_one_in_use())
        for part in (self.offered, self.fetch, self.others):
            part.setVisible(offer is not None)
        self.time.setVisible(False)
        why = "" if offer is None else self._why.get(offer.id, "")
        self.failed.setText(why)
        self.failed.setVisible(bool(why))
        if offer is None:
            return
        self.offered.setText(self._about(offer))
        time = self._about_time(offer)
        self.time.setText(time)
        self.time.setVisible(bool(time))
        is_coming = pack_change.is_coming(self._session, offer.id)
        self.fetch.setEnabled(not is_coming)
        ready = tr("Use it") if offer.is_installed else tr("Try again") if why else tr("Download and use")
        self.fetch.setText(tr("Downloading…") if is_coming else ready)

    def _about_the_one_in_use(self) -> str:
        known = self._known
        if known.license_plain is None:
            return ""
        said = tr("{pack}: {license}.").format(pack=known.name, license=say_text(known.license_plain))
        if self._is_business() and not known.commercial_use:
            return f"{said} {tr('Not for business use.')}"
        return f"{said} {_weakness()}" if known.is_starter else said

    def _is_business(self) -> bool:
        return Purpose(self.purpose.choice()) is Purpose.BUSINESS

    def _about(self, offer: PackOffer) -> str:
        if pack_change.is_coming(self._session, offer.id):
            told = tr("{pack} is being downloaded. A scan waits for it; if you stop the download, it begins without.")
            return told.format(pack=offer.name)
        if self._is_business():
            told = tr("{pack} may be used for business, too.").format(pack=offer.name)
        else:
            told = tr("{pack} tells far more people apart, above all children.").format(pack=offer.name)
        if not offer.is_installed:
            size = download_size(offer.size_bytes) if offer.size_bytes else tr("size not published")
            told += " " + tr("{size} to download, {license}.").format(size=size, license=say_text(offer.license_plain))
        return told

    def _about_time(self, offer: PackOffer) -> str:
        if self._is_trying:
            return tr("Trying a few photos, to estimate how long all of them take…")
        found = self._forecast
        seconds = None if found is None else offer.seconds(found)
        if found is None or seconds is None:
            return ""
        if found.counted_all:
            said = tr("%Ln photo(s), estimated from a few of them: {time} with it, {now} without.", None, found.photos)
        else:
            said = tr("More than %Ln photo(s), estimated: {time} and more with it, {now} without.", None, found.photos)
        said = said.format(time=duration(seconds), now=duration(found.seconds()))
        best = self._known.offers[0]
        if offer.id != best.id and (slow := best.seconds(found)) is not None:
            said += " " + tr("The most accurate pack, {pack}, takes {time} here.").format(
                pack=best.name, time=duration(slow)
            )
        return said

    # ------------------------------------------------------------ what is done
    def _on_fetch(self) -> None:
        offer = self._offer()
        if offer is None:
            return
        if offer.is_installed:
            pack_change.use(self._session, offer.id)
        else:
            self._why.pop(offer.id, None)
            pack_id = offer.id
            pack_change.install_and_use(self._session, pack_id, lambda why: self._on_given_up(pack_id, why))
        self._show()

    def _on_given_up(self, pack_id: str, why: Message | None) -> None:
        """why : None: it was stopped, which needs no reason"""
        if not isValid(self):
            return
        if why is not None:
            self._why[pack_id] = f"{say_message(why)} {self._what_stays()}".strip()
        if not self.isVisible() and (stays := self._what_stays()):
            self._session.notice(stays, (tr("Other packs"), lambda: self._session.go("packs")))
        self._show()

    def _what_stays(self) -> str:
        """Without a pack in use there is none that could stay."""
        known = self._known
        told = tr("{pack} stays in use.").format(pack=known.name) if known.name else ""
        return f"{told} {_weakness()}" if known.is_starter else told


def _weakness() -> str:
    return tr("It is weak at small children, and at people seen over decades.")
