"""A model pack as a user chooses it: what it is good for, its licence in plain words, its size, what a change means."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from faceorg.domain import PhotoState
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, column, label, row
from faceorg.gui.words.i18n import download_size, number, percent, tr
from faceorg.gui.words.messages import say_message, say_text
from faceorg.library.opening.library import Library
from faceorg.library.recognising import packs
from faceorg.library.views import photo_views
from faceorg.messages.message import Message
from faceorg.messages.text import Text


@dataclass(frozen=True)
class PackInfo:
    """What a card says.

    size_bytes : on disk when installed, else to download; None where nobody published it
    done, total : photos analysed with it, and photos there are
    problem : why an installed pack cannot be used
    accuracy : true accept rate on families (children, decades apart), 0-1, None where nobody measured it
    """

    id: str
    name: str
    about: Text | None
    license_plain: Text | None
    commercial_use: bool
    installed: bool
    in_use: bool = False
    size_bytes: int | None = None
    done: int = 0
    total: int = 0
    problem: Message | None = None
    accuracy: dict[str, float] = field(default_factory=dict)


def pack_infos(library: Library) -> list[PackInfo]:
    """Read all packs: the one in use, other installed ones, broken ones, those to install; for a worker thread."""
    from faceorg.vision.packs.installed import survey_packs
    from faceorg.vision.packs.manifests import about_of
    from faceorg.vision.packs.registry import known_packs

    known = known_packs()
    counts = photo_views.counts_by_state(library)
    total = counts[PhotoState.ANALYZED]
    infos = []
    for status in packs.pack_statuses(library):
        pack, published = status.pack, known.get(status.pack.id)
        infos.append(
            PackInfo(
                pack.id,
                pack.name,
                published.about if published else about_of(pack.folder),
                pack.license_plain,
                pack.commercial_use,
                True,
                status.in_use,
                sum(_size(file) for file in pack.files.values()),
                status.photos_done,
                total,
                None,
                dict(published.accuracy) if published else {},
            )
        )
    infos.sort(key=lambda info: not info.in_use)
    for broken in survey_packs(library.folder).broken:
        infos.append(PackInfo(broken.id, broken.id, None, None, False, True, problem=broken.reason))
    here = {info.id for info in infos}
    for published in known.values():
        if published.id not in here and published.downloads:
            infos.append(
                PackInfo(
                    published.id,
                    published.name,
                    published.about,
                    published.license_plain,
                    published.commercial_use,
                    False,
                    False,
                    published.download_bytes,
                    0,
                    total,
                    None,
                    dict(published.accuracy),
                )
            )
    return infos


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


class PackCard(QFrame):
    """One pack.

    Signals
    -------
    use_requested(str), install_requested(str) : the pack's id
    """

    use_requested = Signal(str)
    install_requested = Signal(str)

    def __init__(self, info: PackInfo) -> None:
        super().__init__()
        self.info = info
        self.setProperty("role", "strip")
        self.setAccessibleName(info.name)
        head = row(label(info.name, "title"), spacing=GRID)
        if info.in_use:
            head.addWidget(label(tr("In use"), "badge"))
        head.addStretch(1)
        self.button: QPushButton | None = self._button()
        if self.button is not None:
            head.addWidget(self.button)
        layout = column(spacing=GRID // 2, margins=(16, 12, 16, 12))
        layout.addLayout(head)
        for text, role in self._lines():
            layout.addWidget(label(text, role, wrap=True))
        self.setLayout(layout)

    def _button(self) -> QPushButton | None:
        info = self.info
        if info.problem or info.in_use:
            return None
        if info.installed:
            return button(tr("Use this one"), lambda: self.use_requested.emit(info.id))
        return button(tr("Install"), lambda: self.install_requested.emit(info.id))

    def _lines(self) -> list[tuple[str, str | None]]:
        info = self.info
        if info.problem:
            aside = tr("This pack is not used. Complete its folder or delete it; the other packs work without it.")
            return [(say_message(info.problem), "danger"), (aside, "muted")]
        lines: list[tuple[str, str | None]] = [(say_text(info.about), None)] if info.about else []
        if info.accuracy.get("children") is not None:
            told = tr("Recognises {children} of children and {cross_age} of people decades apart (published test).")
            children, cross_age = info.accuracy["children"], info.accuracy.get("cross_age", 0.0)
            lines.append((told.format(children=percent(children), cross_age=percent(cross_age)), "muted"))
        allowed = say_text(info.license_plain) if info.license_plain else ""
        licence = tr("May be used {licence}.").format(licence=allowed)
        if not info.commercial_use:
            licence += " " + tr("Not for business use.")
        size = download_size(info.size_bytes) if info.size_bytes else tr("size not published")
        size = size if info.installed else tr("{size} to download").format(size=size)
        lines.append((f"{licence}  ·  {size}", "muted"))
        lines.append((self._progress(), "muted"))
        return lines

    def _progress(self) -> str:
        info = self.info
        left = max(0, info.total - info.done)
        if info.in_use:
            done = tr("{done} of {total} photos were looked at with it.")
            return done.format(done=number(min(info.done, info.total)), total=number(info.total))
        if not left:
            return tr("Changing to it takes a moment: all photos were looked at with it before.")
        return tr(
            "Changing to it: %Ln photo(s) are looked at again in the background. Faces, names and history stay.",
            None,
            left,
        )
