"""The side sheet of a photo: its file and date, and why a face is taken for somebody: evidence, lead, quality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from faceorg.domain import AssignedBy, Face, FaceId, IgnoreReason, Match, PersonId, Photo, Quality
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import ElidedLabel, FaceView, button, clear_layout, column, label, line, row, tool_button
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.face_verbs import follow_when_clicked
from faceorg.gui.words.dates import source_in_words, taken_in_words
from faceorg.gui.words.i18n import number, percent, tr
from faceorg.library.helper.verbs import LibraryVerbs
from faceorg.library.recognising.chances import WORTH_SHOWING

WIDTH = 40 * GRID
FACE_SIDE = 88
EVIDENCE_SIDE = 80
# Quality, 0-1, as words: below the first it is weak evidence, from the second on it is good.
FAIR_QUALITY, GOOD_QUALITY = 0.25, 0.5
# Turned further than this (degrees) is worth a word.
TURNED_DEGREES = 25


@dataclass(frozen=True)
class Reasons:
    """Why a face is who it is taken for. candidate: the likeliest person; lead: similarity over the runner-up."""

    face_id: FaceId
    candidate: PersonId | None
    similarity: float
    probability: float
    runner_up: PersonId | None
    lead: float
    evidence: tuple[Match, ...]
    runner_up_probability: float = 0.0


def likely_by_reasons(found: Reasons | None) -> list[PersonId]:
    """Return whom a face may be, likeliest first; nobody who is unlikely."""
    if found is None:
        return []
    asked = (found.candidate, found.probability), (found.runner_up, found.runner_up_probability)
    return [who for who, chance in asked if who is not None and chance >= WORTH_SHOWING]


def reasons(helper: LibraryVerbs, face_id: FaceId) -> Reasons | None:
    """Read them; for a worker thread. None for a face that was not analysed yet."""
    found = helper.why(face_id)
    if found is None:
        return None
    return Reasons(
        face_id,
        found.candidate,
        found.similarity,
        found.probability,
        found.runner_up,
        found.margin,
        tuple(found.evidence),
        found.runner_up_probability,
    )


class WhyPanel(QScrollArea):
    """The sheet.

    Signals
    -------
    folder_requested() : show the file in the file manager
    date_requested() : ask when the photo was taken
    confirm_requested(int), reject_requested(int), alike_requested(int) : FaceId
    """

    folder_requested = Signal()
    date_requested = Signal()
    confirm_requested = Signal(int)
    reject_requested = Signal(int)
    alike_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._face: Face | None = None
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("whyPanel")
        self.setAccessibleName(tr("About this photo"))
        self.file = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.file.setProperty("role", "title")
        self._day = label(whole=True)
        self._source = label(role="muted", whole=True)
        self.date = button(tr("Date of the photo…"), self.date_requested.emit, "link")
        self._folder = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._size = label(role="muted", whole=True)
        self.copies = label(whole=True)
        self.copies.hide()
        self.left_behind = label(whole=True)
        self.left_behind.hide()
        self.show_file = tool_button(
            session.theme, "external", tr("Show in the file manager"), lambda: self.folder_requested.emit()
        )
        top = row(spacing=GRID)
        top.addWidget(self.file, 1)
        top.addWidget(self.show_file)
        layout = column(spacing=GRID, margins=(16, 16, 16, 16))
        layout.addLayout(top)
        about = (self._day, self._source, self.date, self._folder, self._size, self.copies, self.left_behind)
        for part in (*about, line(), self._face_part()):
            layout.addWidget(part)
        layout.addStretch(1)
        inner = QFrame()
        inner.setObjectName("whySheet")
        inner.setLayout(layout)
        self.setWidget(inner)

    def show_copies(self, paths: Sequence[Path]) -> None:
        """Say which other files hold the same picture."""
        told = ", ".join(str(path) for path in paths)
        self.copies.setText(
            tr("The same picture, named and counted together: {paths}").format(paths=told) if paths else ""
        )
        self.copies.setVisible(bool(paths))

    def show_left_behind(self, those: Sequence[str]) -> None:
        """Say whom the picture showed before it was changed, "" for a face without a name: kept, and nobody's now."""
        names = [name for name in those if name]
        others = len(those) - len(names)
        parts = [*names, *([tr("%Ln other face(s)", None, others)] if others else [])]
        self.left_behind.setText(
            tr(
                "No longer in this picture: {faces}. What you said of them is kept and comes back with the face."
            ).format(faces=", ".join(parts))
            if parts
            else ""
        )
        self.left_behind.setVisible(bool(parts))

    def _face_part(self) -> QWidget:
        self.face_view = FaceView(self._session.faces, FACE_SIDE)
        follow_when_clicked(self.face_view, self._session)
        self._name = label(role="title", whole=True)
        self._said = label(role="muted", whole=True)
        self.yes = button(tr("Yes"), lambda: self._emit(self.confirm_requested), "primary")
        self.no = button(tr("No"), lambda: self._emit(self.reject_requested))
        self.alike = button(tr("Find similar faces"), lambda: self._emit(self.alike_requested))
        self.lead = label(whole=True)
        self.quality = label(whole=True)
        self._evidence_title = label(tr("Looks like"), "title")
        self._evidence = QGridLayout()
        self._evidence.setSpacing(GRID // 2)
        self._hint = label(tr("Press Tab to choose a face and see why it has its name."), "muted", wrap=True)
        texts = column(self._name, self._said, 1, spacing=4)
        head = row(self.face_view, spacing=2 * GRID)
        head.addLayout(texts, 1)
        self._about = QWidget()
        about = column(spacing=GRID)
        about.addLayout(head)
        about.addLayout(row(self.yes, self.no, 1))
        about.addWidget(self._evidence_title)
        evidence = row()
        evidence.addLayout(self._evidence)
        evidence.addStretch(1)
        about.addLayout(evidence)
        for part in (self.lead, label(tr("Quality"), "title"), self.quality, self.alike):
            about.addWidget(part)
        self._about.setLayout(about)
        self._about.hide()
        whole = QWidget()
        whole.setLayout(column(self._hint, self._about, spacing=GRID))
        return whole

    # ------------------------------------------------------------ what is shown
    def show_photo(self, photo: Photo) -> None:
        self.file.setText(photo.path.name)
        self._folder.setText(str(photo.path.parent))
        self._day.setText(taken_in_words(photo, long=True) or tr("No date"))
        self._source.setText(source_in_words(photo.taken_from) if photo.taken_from and photo.taken_at else "")
        self._source.setVisible(bool(self._source.text()))
        size = QLocale().formattedDataSize(photo.size_bytes, 1)
        if photo.width:
            size = f"{number(photo.width)} × {number(photo.height)} · {size}"
        self._size.setText(size)

    @property
    def taken_on(self) -> str:
        """What it says of when the photo was taken."""
        return self._day.text()

    @property
    def taken_from(self) -> str:
        """Who says so."""
        return self._source.text()

    def show_face(self, face: Face | None) -> None:
        """Show a face; what speaks for it follows with `show_reasons`."""
        self._face = face
        self._hint.setVisible(face is None)
        self._about.setVisible(face is not None)
        if face is None:
            return
        name = self._session.people_cache.label(face.person_id)
        self.face_view.show_face(face.id, automatic=face.assigned_by is AssignedBy.AUTO)
        self._name.setText(name or tr("No name yet"))
        self._said.setText(_said(face))
        guess = face.assigned_by is AssignedBy.AUTO
        self.yes.say_name(tr("Yes, {name}"), name)
        self.no.say_name(tr("Not {name}"), name)
        self.yes.setVisible(guess)
        self.no.setVisible(face.person_id is not None)
        self.quality.setText(quality_in_words(face.quality) if not face.drawn else tr("Drawn by you"))
        self._show_evidence(())
        self.lead.setText("")

    def show_reasons(self, found: Reasons | None) -> None:
        if self._face is None or (found is not None and found.face_id != self._face.id):
            return
        if found is None:
            self.lead.setText(tr("This face has not been looked at yet; that happens in the background."))
            return
        name, people_cache = self._session.people_cache.label(found.candidate), self._session.people_cache
        self._show_evidence(found.evidence)
        if found.candidate is None:
            self.lead.setText(tr("It resembles nobody who has a name."))
            return
        likeness = percent(found.probability)
        lines = [tr("Most like {name}: {likeness} likely the same person.").format(name=name, likeness=likeness)]
        lines.append(tr("Similarity to the nearest face: {value}.").format(value=percent(max(0.0, found.similarity))))
        if found.runner_up is not None:
            next_name = people_cache.label(found.runner_up)
            lines.append(tr("{lead} ahead of {name}.").format(lead=percent(max(0.0, found.lead)), name=next_name))
        self.lead.setText("\n".join(lines))

    def _show_evidence(self, evidence: tuple[Match, ...]) -> None:
        clear_layout(self._evidence)
        self._evidence_title.setVisible(bool(evidence))
        for place, match in enumerate(evidence):
            view = FaceView(self._session.faces, EVIDENCE_SIDE)
            view.show_face(match.face_id)
            view.setToolTip(tr("All photos of this person"))
            follow_when_clicked(view, self._session)
            likeness = label(percent(max(0.0, match.similarity)), "small")
            likeness.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._evidence.addWidget(view, 0, place)
            self._evidence.addWidget(likeness, 1, place)

    def _emit(self, signal: SignalInstance) -> None:
        if self._face is not None:
            signal.emit(self._face.id)


def _said(face: Face) -> str:
    if face.ignored is IgnoreReason.STRANGER:
        return tr("Put aside as a stranger")
    if face.assigned_by is AssignedBy.USER:
        return tr("You said so")
    if face.assigned_by is AssignedBy.AUTO:
        return tr("faceorg thinks so; not confirmed")
    return tr("Click the plate under the face to name it")


def quality_in_words(quality: Quality) -> str:
    """Say how good a face is as evidence: "Good (72 %): 180 pixels, sharp, seen from the front"."""
    word = tr("Good") if quality.value >= GOOD_QUALITY else tr("Fair") if quality.value >= FAIR_QUALITY else tr("Weak")
    parts = [tr("%Ln pixel(s) wide", None, round(quality.size_px))]
    parts.append(tr("sharp") if quality.sharpness >= 0.5 else tr("soft"))
    turned = max(abs(quality.yaw), abs(quality.pitch)) > TURNED_DEGREES
    parts.append(tr("turned away") if turned else tr("seen from the front"))
    return f"{word} ({percent(quality.value)}): " + ", ".join(parts)
