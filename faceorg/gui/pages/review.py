"""Everything that waits for an answer, one question at a time: Enter yes, Del no, a number for somebody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from faceorg.domain import Changes, FaceId, IgnoreReason, PersonId
from faceorg.gui import naming
from faceorg.gui.i18n import duration, number, tr
from faceorg.gui.name_field import Named, NameField
from faceorg.gui.pages.base import Page
from faceorg.gui.review_card import CardMatter, ReviewCard, asked_to_be, read_card
from faceorg.gui.review_queue import AT_ONCE, ReviewQueue
from faceorg.gui.session import Session
from faceorg.gui.theme import GRID
from faceorg.gui.widgets import ElidedLabel, EmptyState, Segments, button, column, label, page_head, row
from faceorg.library import people, review
from faceorg.library.library import Edited, Library
from faceorg.library.review import Kind, Question

# The queue is read anew at most this often: reading it compares everybody with everybody.
READ_EVERY_MS = 1500
OTHERS_SHOWN = 4
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
# Questions fetched at once: minutes of answers, each of which has the queue read anew. The window stands still while
# it unpacks them: 500 groups of hundreds of faces took 60 ms.
MOST_READ = 60


class ReviewPage(Page):
    """The queue; it resumes where it stopped, because the library remembers what was answered and what put off."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.queue = ReviewQueue()
        self._matter: CardMatter | None = None
        self._ready: dict[str, CardMatter] = {}
        self._wanted = ""
        self._others: list[PersonId] = []
        self.size = Segments(
            [("one", tr("One face")), ("strip", tr("A strip")), ("page", tr("A page"))], tr("Asked at once")
        )
        self.size.set_choice("page")
        self.size.chosen.connect(self._on_size)
        self.left = ElidedLabel(snug=True)
        self.left.setProperty("role", "muted")
        self.heading = label(role="heading")
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.card = ReviewCard(session)
        self.card.looked.connect(session.look_at_photo)
        self.card.sorted.connect(self._say_yes)
        self.field = NameField(session)
        self.field.setMinimumWidth(36 * GRID)
        self.field.named.connect(self._on_named)
        self.field.cancelled.connect(self._close_field)
        self.field.hide()
        # What is mostly answered; below, what is answered otherwise.
        self._answers, self._others_row = row(1, spacing=GRID), row(1, spacing=GRID)
        self._add_buttons()
        self._empty = EmptyState(
            tr("Nothing waits for an answer"),
            tr("faceorg asks here when it is not sure who somebody is. Names given elsewhere bring new questions."),
            tr("Name someone"),
            lambda: session.go("unnamed"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._question_page())
        self._stack.addWidget(self._empty)
        self._reading = label(tr("Looking for questions…"), "muted")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._reading)
        self._stack.setCurrentWidget(self._reading)
        layout = column(spacing=0)
        layout.addLayout(page_head(label(tr("Review"), "heading"), self.left, 1, self.size))
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Review"))
        self._timer = QTimer(self, singleShot=True, interval=READ_EVERY_MS)
        self._timer.timeout.connect(self._read)
        session.runner.problem.connect(lambda _text: self._timer.start() if self.isVisible() else None)
        self._add_actions()

    def _question_page(self) -> QWidget:
        page = QWidget()
        layout = column(spacing=2 * GRID, margins=(24, 3 * GRID, 24, 8 * GRID))
        layout.addWidget(self.heading)
        layout.addWidget(self.card, 1)
        layout.addLayout(row(1, self.field, 1))
        layout.addLayout(self._answers)
        layout.addLayout(self._others_row)
        page.setLayout(layout)
        return page

    def _add_buttons(self) -> None:
        self.yes = button(tr("Yes"), self._on_yes, "primary")
        self.no = button(tr("No"), self._on_no)
        self.other_buttons = [button("", lambda n=n: self._on_other(n)) for n in range(OTHERS_SHOWN)]
        self.new = button(_keyed(tr("Someone new…"), "N"), self._open_field)
        self.stranger = button(_keyed(tr("A stranger"), "I"), lambda: self._on_ignore(IgnoreReason.STRANGER))
        self.not_a_face = button(tr("Not a face"), lambda: self._on_ignore(IgnoreReason.NOT_A_FACE))
        self.later = button(_keyed(tr("Later"), tr("Space")), self._on_later)
        answers = [self.yes, self.no, *self.other_buttons, self.new, self.stranger, self.not_a_face, self.later]
        for made in answers:
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for made in (self.yes, self.no, *self.other_buttons):
            self._answers.addWidget(made)
        for made in (self.new, self.stranger, self.not_a_face, self.later):
            self._others_row.addWidget(made)
        self._answers.addStretch(1)
        self._others_row.addStretch(1)

    def _add_actions(self) -> None:
        add = self.add_action
        add("yes", tr("Yes"), ["Return", "Enter"], self._on_yes, "check")
        add("no", tr("No"), "Del", self._on_no, "close")
        for place in range(OTHERS_SHOWN):
            add(
                f"other{place + 1}",
                tr("Likely person {n}").format(n=place + 1),
                str(place + 1),
                lambda _c=False, n=place: self._on_other(n),
            )
        add("new", tr("Someone new…"), "N", self._open_field, "plus")
        add("stranger", tr("A stranger"), "I", lambda: self._on_ignore(IgnoreReason.STRANGER), "eye_off")
        add("not_a_face", tr("Not a face"), "Shift+I", lambda: self._on_ignore(IgnoreReason.NOT_A_FACE))
        add("leave_out", tr("Leave this face out of the answer, or in"), "X", self._on_leave_out)
        add("later", tr("Not sure: later"), "Space", self._on_later)
        add("photo", tr("Zoom to the photo"), "Z", self._on_photo, "photos")
        add("alike", tr("Find similar faces"), "Shift+Return", self._on_alike, "search")
        add("undo_answer", tr("Take the last answer back"), "U", self._on_undo, "undo")
        for key, text, keys in (
            ("one", tr("One face"), "Ctrl+1"),
            ("strip", tr("A strip"), "Ctrl+2"),
            ("page", tr("A page"), "Ctrl+3"),
        ):
            add(f"size_{key}", text, keys, lambda _c=False, key=key: self._choose_size(key))

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("Review")

    def show_item(self, item: Any) -> None:
        self._read()

    def refresh(self, changes: Changes | None) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def take_focus(self) -> None:
        self.setFocus()

    def escape(self) -> bool:
        if self.field.isVisible():
            self._close_field()
            return True
        return False

    # ------------------------------------------------------------ the queue
    def _read(self) -> None:

        helper = self.session.helper
        self.session.runner.read(
            lambda: helper.call("review.first_questions", MOST_READ), lambda found: self._fill(*found), self
        )

    def _fill(self, questions: Sequence[Question], in_all: int) -> None:
        self.queue.fill(questions, in_all)
        self._ready.clear()
        self._ask()

    def _ask(self) -> None:
        """Show the current question, reading it first if it is not ready."""
        question = self.queue.current()
        self._say_left()
        if question is None:
            self._matter = None
            self.card.clear()
            self._stack.setCurrentWidget(self._empty)
        elif self._matter is not None and self._matter.question == question:
            return  # it is on the screen already, maybe with faces clicked off
        elif question.key in self._ready:
            self._show(self._ready.pop(question.key))
        else:
            self._matter = None
            self._wanted = question.key
            self._fetch(question)

    def _fetch(self, question: Question) -> None:
        library, helper = self.session.library, self.session.helper
        self.session.runner.read(lambda: read_card(library, helper, question), self._on_fetched, self)

    def _on_fetched(self, matter: CardMatter) -> None:
        if matter.question.key == self._wanted and self._matter is None:
            self._show(matter)
        else:
            self._ready[matter.question.key] = matter

    def _show(self, matter: CardMatter) -> None:
        self._matter = matter
        self._wanted = ""
        self._stack.setCurrentIndex(0)
        self._close_field()
        self.heading.setText(self._worded(matter.question))
        self.setAccessibleName(self.heading.text())
        self.card.show_matter(matter)
        self._offer_others(matter)
        self._word_buttons(matter.question)
        if matter.question.kind is Kind.WHO_IS_THIS:
            self._open_field(focus=self._has_keyboard())
        following = self.queue.following()
        if following is not None and following.key not in self._ready:
            self._fetch(following)

    def _has_keyboard(self) -> bool:
        focused = self.window().focusWidget()
        return focused is None or focused is self or self.isAncestorOf(focused)

    def _worded(self, question: Question) -> str:
        name = asked_to_be(self.session.everyone, question)
        match question.kind:
            case Kind.IS_THIS:
                if len(question.faces) == 1:
                    return tr("Is this {name}?").format(name=name)
                return tr("Are these %n faces {name}?", None, len(question.faces)).format(name=name)
            case Kind.NOT_THIS:
                return tr("Is this really {name}?").format(name=name)
            case Kind.ARE_THEY_ONE:
                other = self.session.everyone.name(question.other_id)
                return tr("Are {name} and {other} one person?").format(name=name, other=other)
            case Kind.WHO_IS_THIS:
                return tr("Who is this?")

    def _word_buttons(self, question: Question) -> None:
        naming_only = question.kind is Kind.WHO_IS_THIS
        pair = question.kind is Kind.ARE_THEY_ONE
        self.yes.setVisible(not naming_only)
        self.no.setVisible(not naming_only)
        self.no.setText(_keyed(tr("No, different people") if pair else tr("No"), tr("Del")))
        for made in (self.stranger, self.not_a_face):
            made.setVisible(not pair)
        self.new.setVisible(not pair and not question.asks_apart)
        self._say_yes()

    def _say_yes(self) -> None:
        """The yes says how many it is about, once some are clicked off."""
        left_out, chosen = len(self.card.left_out()), len(self.card.chosen())
        text = tr("Yes, these {count}").format(count=number(chosen)) if left_out else tr("Yes")
        self.yes.setText(_keyed(text, "⏎"))

    def _offer_others(self, matter: CardMatter) -> None:
        self._others = [who for who in matter.others if self.session.everyone.get(who)][:OTHERS_SHOWN]
        for place, made in enumerate(self.other_buttons):
            known = place < len(self._others)
            made.setVisible(known)
            if known:
                name = self.session.everyone.name(self._others[place])
                shown = made.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 16 * GRID)
                made.setText(f"{place + 1}  {shown}")
                made.setToolTip(name)
        self.field.set_likely(tuple(self._others))

    def _say_left(self) -> None:
        left = review.effort(len(self.queue))
        self.counted.emit(left.questions)
        text = tr("%n question(s) left, {time}", None, left.questions)
        self.left.setText(text.format(time=duration(left.minutes * 60)) if left.questions else "")

    def _on_size(self, key: str) -> None:
        self.queue.at_once = AT_ONCE[key]
        self._ask()
        self.setFocus()

    def _choose_size(self, key: str) -> None:
        self.size.set_choice(key)
        self._on_size(key)

    # ------------------------------------------------------------ answers
    def _answer(self, verb: Callable[[Library, Question], Edited], faces: Sequence[FaceId]) -> None:
        """Run an answer and ask the next question at once; if it fails, the queue is read again."""
        if self._matter is None:
            return
        question = self._matter.question
        self.queue.answered(faces)
        self._matter = None
        self.session.edit(lambda library: verb(library, question))
        self._ask()
        self.setFocus()

    def _on_yes(self) -> None:
        if self._matter is None or self._matter.question.kind is Kind.WHO_IS_THIS:
            return
        right, wrong = self.card.chosen(), self.card.left_out()
        match self._matter.question.kind:
            case Kind.IS_THIS:
                self._answer(lambda library, asked: review.sort_out(library, asked, right, wrong), [*right, *wrong])
            case Kind.NOT_THIS:  # "is this really Anna?": yes means that the doubt was wrong
                self._answer(review.no, right)
            case Kind.ARE_THEY_ONE:
                self._answer(review.yes, right)

    def _on_no(self) -> None:
        if self._matter is None:
            return
        faces = [glance.face_id for glance in self._matter.faces]
        doubted = self._matter.question.kind is Kind.NOT_THIS
        self._answer(review.yes if doubted else review.no, faces)

    def _on_other(self, place: int) -> None:
        if self._matter is None or place >= len(self._others):
            return
        person_id, faces = self._others[place], self.card.chosen()
        self._answer(lambda library, _asked: people.assign_faces(library, faces, person_id), faces)

    def _on_ignore(self, reason: IgnoreReason) -> None:
        if self._matter is None or self._matter.question.kind is Kind.ARE_THEY_ONE:
            return
        faces = self.card.chosen()
        self._answer(lambda library, _asked: people.ignore_faces(library, faces, reason), faces)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys go from face to face where there are several."""
        self.card.keyboard_here() if event.key() in _ARROWS else super().keyPressEvent(event)

    def _on_leave_out(self) -> None:
        at = self.card.keyboard_here()
        if at is not None:
            self.card.toggle(at)

    def _on_later(self) -> None:
        if self._matter is None:
            return
        question, library = self._matter.question, self.session.library
        self.session.runner.edit(lambda: review.later(library, question))
        self.queue.put_off()
        self._matter = None
        self._ask()

    def _on_undo(self) -> None:
        self.queue.step_back()
        self.session.undo()
        self._matter = None
        self._ask()

    # ------------------------------------------------------------ naming, and looking closer
    def _open_field(self, focus: bool = True) -> None:
        if self._matter is not None and self._matter.question.kind is not Kind.ARE_THEY_ONE:
            self.field.clear()
            self.field.show()
            if focus:
                self.field.setFocus()

    def _close_field(self) -> None:
        self.field.close_list()
        asks_who = self._matter is not None and self._matter.question.kind is Kind.WHO_IS_THIS
        had = self.field.hasFocus()
        self.field.setVisible(asks_who)
        if had:
            self.setFocus()

    def _on_named(self, named: Named) -> None:
        if self._matter is None:
            return
        faces = self.card.chosen()

        def done(_made: Edited) -> None:
            self.queue.answered(faces)
            self._matter = None
            self._ask()
            self.setFocus()

        naming.name_faces(self.session, self.window(), faces, named, done)

    def face_in_hand(self) -> FaceId | None:
        faces = self._matter.faces if self._matter is not None else ()
        return self.card.current_face() or (faces[0].face_id if faces else None)

    def _on_photo(self) -> None:
        if (face_id := self.face_in_hand()) is not None:
            self.session.look_at_photo(face_id)

    def _on_alike(self) -> None:
        if (face_id := self.face_in_hand()) is not None:
            self.session.look_alike(face_id)


def _keyed(text: str, key: str) -> str:
    """A button's text with the key that does the same."""
    return f"{text}   {key}"
