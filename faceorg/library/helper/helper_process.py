"""The verbs of a library, run in a process of their own, so that the window's interpreter is free to paint.

What goes through the pipe is pickled, both ways. That is right here and nowhere else: the other end is this program,
started by this one from the same files with the same rights, and it never looks into a photo it does not know (worker
processes do that, see `workers.answers`, whose answers nobody unpickles). Whoever could speak in its place could as
well change the program.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from faceorg.errors import LibraryProblem
from faceorg.library.helper.in_process import InProcess
from faceorg.library.opening.library import Library
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.library.helper.pipe import HelperPipe
    from faceorg.library.helper.verbs import Helper

# Processes that may end in a row before they answered anything: then it is not chance, and each small picture would
# start another one.
MAX_FAILURES = 3

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
Verbs = TypeVar("Verbs", bound=InProcess)


def _sent(
    verb: Callable[Concatenate[InProcess, Arguments], Answer],
) -> Callable[Concatenate[HelperProcess, Arguments], Answer]:
    """Return the method that takes what `verb` takes and has it run in the helper process."""

    @wraps(verb)
    def method(self: HelperProcess, /, *arguments: Arguments.args, **options: Arguments.kwargs) -> Answer:
        return self.run(verb, *arguments, **options)

    return method


class HelperProcess:
    """A `Helper` that runs verbs in one other process, started by the first call; a new one is started if it ended."""

    def __init__(self, library: Library, verbs: type[InProcess] = InProcess) -> None:
        """verbs : who runs them there, made over its own opening of the library; tests bring more of them"""
        self._library = library
        self._verbs = verbs
        self._lock = threading.Lock()
        self._pipe: HelperPipe | None = None
        self._failures = 0
        self._closed = False

    scan = _sent(InProcess.scan)
    analyze = _sent(InProcess.analyze)
    settle = _sent(InProcess.settle)
    measure_if_due = _sent(InProcess.measure_if_due)
    look_for_more = _sent(InProcess.look_for_more)
    check = _sent(InProcess.check)
    rebuild = _sent(InProcess.rebuild)
    preview_import = _sent(InProcess.preview_import)
    preview_writing = _sent(InProcess.preview_writing)
    write_names = _sent(InProcess.write_names)
    take_names_out = _sent(InProcess.take_names_out)
    person_page = _sent(InProcess.person_page)
    copy_photos = _sent(InProcess.copy_photos)
    cut_out_faces = _sent(InProcess.cut_out_faces)

    folder_state = _sent(InProcess.folder_state)
    timeline = _sent(InProcess.timeline)
    like_face = _sent(InProcess.like_face)
    like_picture = _sent(InProcess.like_picture)
    outliers = _sent(InProcess.outliers)
    why = _sent(InProcess.why)
    split_preview = _sent(InProcess.split_preview)
    questions_waiting = _sent(InProcess.questions_waiting)
    first_questions = _sent(InProcess.first_questions)
    what_was_learned = _sent(InProcess.what_was_learned)
    what_was_measured = _sent(InProcess.what_was_measured)
    many_small_children = _sent(InProcess.many_small_children)
    devices = _sent(InProcess.devices)
    forecast = _sent(InProcess.forecast)

    fitted_picture = _sent(InProcess.fitted_picture)
    camera_facts = _sent(InProcess.camera_facts)
    cut_out_face = _sent(InProcess.cut_out_face)
    new_preview = _sent(InProcess.new_preview)
    keep_previews = _sent(InProcess.keep_previews)

    def run(
        self,
        verb: Callable[Concatenate[Verbs, Arguments], Answer],
        *arguments: Arguments.args,
        **options: Arguments.kwargs,
    ) -> Answer:
        """Have a method of `verbs` run there; what it tells through progress and on_changes is told here.

        Raises what it raises, HelperBug for a bug, LibraryProblem when the process ends meanwhile.
        """
        # It is what the very same function returned there.
        return cast(Answer, self._open_pipe().call(verb.__name__, arguments, dict(options)))

    def warm(self) -> None:
        self._open_pipe()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()

    def _open_pipe(self) -> HelperPipe:
        from faceorg.library.helper.pipe import HelperPipe  # with multiprocessing: the window opens without it

        with self._lock:
            if self._closed:
                raise LibraryProblem(ProblemCode.LIBRARY_CLOSING)
            if self._pipe is None or self._pipe.ended:
                self._pipe = self._new_pipe(HelperPipe)
            return self._pipe

    def _new_pipe(self, open_pipe: type[HelperPipe]) -> HelperPipe:
        if self._pipe is not None:
            self._failures = 0 if self._pipe.has_answered else self._failures + 1
        if self._failures >= MAX_FAILURES:
            raise LibraryProblem(ProblemCode.HELPER_CANNOT_START)
        return open_pipe(self._library, self._verbs)


if TYPE_CHECKING:
    # A verb that one of them lacks, or takes in another way, fails the type check here.
    _BOTH: tuple[type[Helper], ...] = (InProcess, HelperProcess)
