"""What all pages share: the open library, the runner, thumbnails, the theme, and the few words they say to the window.

Pages never touch each other. They ask the session to edit, to go somewhere, or to tell the user something, and the main
window listens.

[Note: One way back] Whatever changes the library, an edit or a job, in whichever thread or process it runs, says so to
`Session.broadcast`, and the signal `changed` says it to everybody who shows something of it or goes on from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal

from faceorg.domain import EditId, FaceId, PhotoFilter, PhotoId
from faceorg.edits import EVERYTHING, Changes, EditFacts
from faceorg.errors import Cancelled, LibraryProblem
from faceorg.gui.look.face_painter import FacePainter
from faceorg.gui.look.theme import Theme
from faceorg.gui.look.thumbnails import Thumbnails
from faceorg.gui.session.navigation import Item, PhotoTarget, Place
from faceorg.gui.session.people_cache import PeopleCache
from faceorg.gui.session.runner import Job, Runner
from faceorg.gui.words.edit_words import say_edit, say_edited
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.library.helper.in_process import InProcess
from faceorg.library.helper.verbs import Helper
from faceorg.library.opening import history, omissions
from faceorg.library.opening.library import Edited, Library
from faceorg.library.opening.omissions import Omission
from faceorg.library.views import photo_views
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressSink

# What only a closed library allows; returns what its user should know of it.
LastDeed = Callable[[], Sequence[Message]]


@dataclass(frozen=True)
class Notice:
    """One sentence for the toast. undo: offer to take the edit back; action: a button with what it does.

    details : what the sentence has no room for (where a folder lies), for who points at it
    about : what the sentence is about; a newer one about the same takes it away. Empty: nothing that changes
    """

    text: str
    undo: bool = False
    action: tuple[str, Callable[[], None]] | None = None
    details: str = ""
    about: str = ""


def _nothing() -> Sequence[Message]:
    """Have a window open again, with nothing done before."""
    return ()


def taking_in(what: str) -> str:
    """Return the key of the job that looks through what is left out no more."""
    return f"take in {what}"


def _in_words(left: Omission | None, edit: EditFacts | None) -> str:
    """Return what comes next: an omission before an edit; empty where there is neither."""
    if left is not None:
        return tr("Left out {folder}").format(folder=left.name)
    return say_edit(edit) if edit is not None else ""


class Session(QObject):
    """The shared bench.

    Signals
    -------
    navigation_requested(Place) : somebody asked to go there
    changed(Changes, Edited | None) : what differs now, and the edit that did it, made, undone or redone; None: a job,
        a setting. See [Note: One way back]
    undo_held() : Undo asks before it takes anything back, from here to the next edit
    taken_in(Omission) : Undo took in again what was left out last; its photos are to be looked for
    left_out_again(Omission) : Redo left it out again
    noticed(Notice) : show this for a moment
    slides_requested(list[PhotoId], int) : show these over the whole screen, beginning with this one
    close_begun() : the library is about to close; whoever has a thread of its own ends it
    quit_requested() : close the window; `after_close` is done then and the window opens again
    """

    navigation_requested = Signal(object)
    changed = Signal(object, object)
    undo_held = Signal()
    taken_in = Signal(object)
    left_out_again = Signal(object)
    noticed = Signal(object)
    _said = Signal(object, object)
    slides_requested = Signal(object, int)
    close_begun = Signal()
    quit_requested = Signal()

    def __init__(
        self,
        library: Library,
        theme: Theme,
        settings: QSettings,
        parent: QObject | None = None,
        *,
        helper: Helper | None = None,
    ) -> None:
        """helper : who runs long verbs, closed with the session; None: a thread of this process

        Raises LibraryProblem where the library cannot even say what there is to undo; then nothing was begun.
        """
        super().__init__(parent)
        self.next_undo, self.next_redo = history.next_steps(library)
        self.next_omission = omissions.next_to_take_back(library)
        self.next_repeated = omissions.next_to_repeat(library)
        self.library, self.theme, self.settings = library, theme, settings
        self.helper = helper or InProcess(library)
        # What only a closed library allows (putting a backup back, deleting everything).
        self.after_close: LastDeed | None = None
        # Where the window opens when it was closed to be opened again there; None: at its first page.
        self.opens_at: Place | None = None
        self.runner = Runner(self)
        self.thumbnails = Thumbnails(lambda face_id: self._thumbnail(FaceId(face_id)), self)
        self.faces = FacePainter(theme, self.thumbnails)
        # Whole photos by their id, as faces by theirs.
        self.previews = Thumbnails(lambda photo_id: self._preview(PhotoId(photo_id)), self)
        self._makes_previews = False
        self.people_cache = PeopleCache(library, self.runner, self)
        self._held = ""  # why Undo asks before it takes anything back
        self.people_cache.reload()
        self._said.connect(self._on_said)  # from another thread: when the GUI thread comes to it

    def go(self, page: str, item: Item = None, at: PhotoId | None = None) -> None:
        """Ask the window to show a page (a name of `pages/registry.py`), with what it shows there; at : the photo that
        is in hand there"""
        self.navigation_requested.emit(Place(page, item, at))

    def look_alike(self, face_id: FaceId) -> None:
        """Search by this face: everything like it, best first."""
        self.go("alike", face_id)

    def look_at_photo(self, face_id: FaceId | None = None, photo_id: PhotoId | None = None) -> None:
        """Show a photo large; by a face in it, that face is pointed out."""
        self.go("photo", PhotoTarget(photo_id, face_id))

    def show_slides(self, photo_ids: Sequence[PhotoId], first: int = 0) -> None:
        """Show photos one after the other over the whole screen. first : which of them comes first"""
        if photo_ids:
            self.slides_requested.emit(list(photo_ids), first)

    def show_slides_of(self, wanted: PhotoFilter) -> None:
        """The same with all photos that fit, oldest first, as one tells of somebody; undated ones come last."""
        from faceorg.library.views import story_views

        helper = self.helper
        self.runner.read(lambda: story_views.oldest_first(helper.timeline(wanted)), self.show_slides, self)

    def edit(
        self, verb: Callable[[Library], Edited], then: Callable[[Edited], None] | None = None, *, quiet: bool = False
    ) -> None:
        """Run one edit; then tell every page what changed and offer Undo. quiet: no toast."""

        def done(made: Edited) -> None:
            self._on_edited(made, quiet=quiet)
            if then:
                then(made)

        self.runner.edit(lambda: verb(self.library), done)

    def long_edit(
        self,
        title: str,
        verb: Callable[[Library, ProgressSink, CancelToken], Edited],
        then: Callable[[Edited], None],
        given_up: Callable[[], None],
    ) -> None:
        """Run one edit that may take long, as a job: with progress, and stopped as if it had never been begun."""

        def done(made: Edited) -> None:
            self._on_edited(made)
            then(made)

        def work(progress: ProgressSink, cancel: CancelToken) -> Edited:
            return verb(self.library, progress, cancel)

        self.runner.job(Job(title, work, done, given_up=given_up, goes_on=False, is_edit=True))

    def prefer(self, verb: Callable[[Library], object], then: Callable[[], None] = lambda: None) -> None:
        """Save a choice of the user's; its file is written where edits are made, for a disk may be slow."""
        self.runner.edit(lambda: verb(self.library), lambda _saved: then())

    def undo(self) -> None:
        """Take back what was done last, the newest edit or what was left out since; where that cannot be, say so."""
        if not self._held:
            self._undo()
            return
        name = self.undo_name
        self.notice(self._held, (tr("Undo “{edit}”").format(edit=name), self._undo) if name else None)

    @property
    def undo_name(self) -> str:
        """What is taken back next, in words; empty where there is nothing."""
        return _in_words(self.next_omission, self.next_undo)

    @property
    def redo_name(self) -> str:
        """What is done again next, in words; empty where there is nothing."""
        return _in_words(self.next_repeated, self.next_redo)

    def take_back(self, edit_id: EditId) -> None:
        """Take just this edit back: nothing, if another one was made since."""

        def step(skip: bool) -> Edited | None:
            newest = history.newest(self.library)
            return history.undo(self.library, skip_broken=skip) if newest and newest.id == edit_id else None

        self.replay(step)

    def hold_undo(self, why: str) -> None:
        """Something was done last that is no edit: until there is one, Undo asks before it takes back what was before.

        why : one sentence that says so
        """
        self._held = why
        self._read_next_steps()
        self.undo_held.emit()

    @property
    def next_held(self) -> str | None:
        """Why Undo asks before it takes anything back; None where it does not."""
        return self._held or None

    def _undo(self) -> None:
        self.replay(self._step_back)

    def _step_back(self, skip_broken: bool) -> Edited | Omission | None:
        """Asked where edits are made: what comes next may not be what it was when somebody pressed the key."""
        from faceorg.library.scanning import last_step

        return last_step.undo_last(self.library, skip_broken=skip_broken)

    def redo(self) -> None:
        """Do again what was undone last, an edit or that something was left out."""
        left = self.next_repeated
        stopped = self.runner.give_up(taking_in(left.what)) if left is not None else None
        self.replay(partial(self._step_forward, stopped))

    def _step_forward(self, stopped: Callable[[], None] | None, skip_broken: bool) -> Edited | Omission | None:
        """stopped : waits until nothing takes the folder in any more"""
        if stopped is not None:
            stopped()
        from faceorg.library.scanning import last_step

        return last_step.redo_last(self.library, skip_broken=skip_broken)

    def replay(self, step: Callable[[bool], Edited | Omission | None], *, skip_broken: bool = False) -> None:
        """Undo or redo; where the journal is damaged in a step, ask whether to leave the damaged part out.

        step : called on the edit lane with skip_broken, see `history.undo`; None where there was nothing to do
        """

        def replay() -> Edited | Omission | None:
            try:
                return step(skip_broken)
            except LibraryProblem as problem:
                if problem.code is not ProblemCode.EDIT_ROWS_BROKEN:
                    raise
                action = (tr("Leave that out"), partial(self.replay, step, skip_broken=True))
                self.noticed.emit(Notice(say_message(problem.message), action=action))
                raise Cancelled from problem  # nothing to answer yet

        self.runner.edit(replay, self._on_replayed)

    def _on_replayed(self, made: Edited | Omission | None) -> None:
        if isinstance(made, Omission):
            self._held = ""
            self.broadcast(EVERYTHING)
            (self.left_out_again if made.undone else self.taken_in).emit(made)
        elif made is not None:
            self._on_edited(made)

    def _on_edited(self, made: Edited, *, quiet: bool = False) -> None:
        self._held = ""
        self.broadcast(made.changes, made)
        if not quiet:
            self.noticed.emit(Notice(say_edited(made), undo=made.replayed is None and made.is_kept))

    def broadcast(self, changes: Changes, edited: Edited | None = None) -> None:
        """Tell everybody what changed; may be called in any thread, and is told in the GUI's."""
        self._said.emit(changes, edited)

    def _on_said(self, changes: Changes, edited: Edited | None) -> None:
        self._read_next_steps()
        if changes.everything:
            self.thumbnails.forget_misses()
            self.previews.forget_misses()
        else:
            self.thumbnails.forget(changes.faces)
            self.previews.forget(changes.photos)
        self.people_cache.on_changed(changes)
        self.changed.emit(changes, edited)

    def _read_next_steps(self) -> None:
        try:
            self.next_undo, self.next_redo = history.next_steps(self.library)
            self.next_omission = omissions.next_to_take_back(self.library)
            self.next_repeated = omissions.next_to_repeat(self.library)
        except LibraryProblem as problem:  # what was asked for goes on all the same
            self.runner.problem_reported.emit(problem.message)

    def _thumbnail(self, face_id: FaceId) -> bytes | None:
        """Read the small picture of a face; on the threads of `thumbnails`."""
        from faceorg.library.views import face_views

        return face_views.thumbnail(self.library, face_id)

    def _preview(self, photo_id: PhotoId) -> bytes | None:
        """Read the small picture of a photo, or have it made from its file; on the threads of `previews`."""
        stored = photo_views.preview(self.library, photo_id)
        if stored is not None:
            return stored
        self._makes_previews = True
        return self.helper.new_preview(photo_id)

    def keep_previews(self) -> None:
        """Write those that were made and not yet written; a helper that has ended has nothing to write."""
        if self._makes_previews:
            with suppress(LibraryProblem):
                self.helper.keep_previews()

    def notice(
        self, text: str, action: tuple[str, Callable[[], None]] | None = None, *, details: str = "", about: str = ""
    ) -> None:
        """Show a sentence for a moment; see Notice."""
        self.noticed.emit(Notice(text, action=action, details=details, about=about))

    def reopen(self, place: Place | None) -> None:
        """Close the window and open it again at a place."""
        self.after_close, self.opens_at = _nothing, place
        self.quit_requested.emit()

    def close(self) -> None:
        """Finish the edits, stop everything else."""
        self.close_begun.emit()
        self.thumbnails.close()
        self.previews.close()
        self.keep_previews()
        self.runner.close(self.helper.close)
