"""A model pack as a user chooses it: what it is good for, its licence in plain words, its size, what a change means."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QPushButton

from faceorg.domain import PhotoState
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, column, label, row
from faceorg.gui.words.i18n import number, percent, tr
from faceorg.gui.words.messages import say_message, say_text
from faceorg.library.opening.library import Library
from faceorg.library.recognising import packs
from faceorg.library.views import photo_views
from faceorg.messages.message import Message
from faceorg.messages.text import Text


@dataclass(frozen=True)
class PackLook:
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


def pack_looks(library: Library) -> list[PackLook]:
    """Read all packs: the one in use, other installed ones, broken ones, those to install; for a worker thread."""
    from faceorg.vision.manifests import about_of
    from faceorg.vision.packs import survey_packs
    from faceorg.vision.registry import known_packs

    known = known_packs()
    counts = photo_views.counts(library)
    total = counts[PhotoState.ANALYZED]
    looks = []
    for status in packs.survey(library):
        pack, published = status.pack, known.get(status.pack.id)
        looks.append(
            PackLook(
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
    looks.sort(key=lambda look: not look.in_use)
    for broken in survey_packs(library.folder).broken:
        looks.append(PackLook(broken.id, broken.id, None, None, False, True, problem=broken.reason))
    here = {look.id for look in looks}
    for published in known.values():
        if published.id not in here and published.downloads:
            looks.append(
                PackLook(
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
    return looks


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

    def __init__(self, look: PackLook) -> None:
        super().__init__()
        self.look = look
        self.setProperty("role", "strip")
        self.setAccessibleName(look.name)
        head = row(label(look.name, "title"), spacing=GRID)
        if look.in_use:
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
        look = self.look
        if look.problem or look.in_use:
            return None
        if look.installed:
            return button(tr("Use this one"), lambda: self.use_requested.emit(look.id))
        return button(tr("Install"), lambda: self.install_requested.emit(look.id))

    def _lines(self) -> list[tuple[str, str | None]]:
        look = self.look
        if look.problem:
            aside = tr("This pack is not used. Complete its folder or delete it; the other packs work without it.")
            return [(say_message(look.problem), "danger"), (aside, "muted")]
        lines: list[tuple[str, str | None]] = [(say_text(look.about), None)] if look.about else []
        if look.accuracy.get("children") is not None:
            told = tr("Recognises {children} of children and {cross_age} of people decades apart (published test).")
            children, cross_age = look.accuracy["children"], look.accuracy.get("cross_age", 0.0)
            lines.append((told.format(children=percent(children), cross_age=percent(cross_age)), "muted"))
        allowed = say_text(look.license_plain).removesuffix(".") if look.license_plain else ""
        licence = tr("May be used {licence}.").format(licence=allowed)
        if not look.commercial_use:
            licence += " " + tr("Not for business use.")
        size = QLocale().formattedDataSize(look.size_bytes, 0) if look.size_bytes else tr("size not published")
        size = size if look.installed else tr("{size} to download").format(size=size)
        lines.append((f"{licence}  ·  {size}", "muted"))
        lines.append((self._progress(), "muted"))
        return lines

    def _progress(self) -> str:
        look = self.look
        left = max(0, look.total - look.done)
        if look.in_use:
            done = tr("{done} of {total} photos were looked at with it.")
            return done.format(done=number(min(look.done, look.total)), total=number(look.total))
        if not left:
            return tr("Changing to it takes a moment: all photos were looked at with it before.")
        return tr(
            "Changing to it: %n photo(s) are looked at again in the background. Faces, names and history stay.",
            None,
            left,
        ).replace(str(left), number(left))
