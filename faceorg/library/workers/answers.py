"""What a worker process says <-> frames (see `frames`): that it is ready, that it cannot start, what became of a job.

What an answer holds is for the pool's user to say: an `AnswerForm` puts it into a frame and takes it out, with checks.
Whatever comes out can be written into a catalogue and painted: no number is infinite, no size is absurd, every text is
text. It need not be true, of course: a worker that a photo took over can lie about that photo and those it is asked
next, and that is all it can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from faceorg import errors
from faceorg.errors import LibraryProblem
from faceorg.library.workers.analysis import AnalysisTask
from faceorg.library.workers.frames import AnswerFrame, BadAnswer, packed
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message, strictly_from_json, worded
from faceorg.messages.text import Language, Reader

T = TypeVar("T")
Fields = Mapping[str, str | int | None]

# Characters of a message as JSON, and of one that is too long for that; a traceback keeps its end, where the bug is.
MOST_MESSAGE, MOST_SENTENCE, MOST_TRACE = 20_000, 2_000, 20_000
# More memory than any machine has: a process that says so lies.
MOST_RSS_BYTES = 1 << 50
PROBLEMS = {
    name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, LibraryProblem)
}


class AnswerForm(Protocol[T]):
    """How one kind of answer travels. Picklable: a worker gets it when it starts."""

    @property
    def most_bytes(self) -> int:
        """The largest frame that is read at all."""
        ...

    def put(self, value: T, /) -> tuple[Fields, Sequence[bytes]]:
        """Return the fields and the bytes that take() reads; on the worker's side."""
        ...

    def take(self, frame: AnswerFrame, task: AnalysisTask, /) -> T:
        """Read the answer to a task; raises BadAnswer. On the parent's side."""
        ...


@dataclass(frozen=True)
class Ready:
    """The first message of a worker: its networks are loaded. rss_bytes is its resident memory now."""

    rss_bytes: int


@dataclass(frozen=True)
class StartFailed:
    """The only message of a worker that cannot start: a problem for the user, or the traceback of a bug."""

    problem: LibraryProblem | None
    trace: str


@dataclass(frozen=True)
class WorkerAnswer(Generic[T]):
    """The outcome of one job: its value, or why there is none; trace only for bugs."""

    value: T | None
    failure: Message | None
    trace: str | None
    rss_bytes: int


# ---------------------------------------------------------------- on the worker's side
def put_ready(rss_bytes: int) -> bytes:
    return packed({"says": "ready", "rss_bytes": rss_bytes})


def put_start_failed(problem: LibraryProblem | None, trace: str = "") -> bytes:
    kind = type(problem).__name__ if problem is not None else None
    said = _put_message(problem.message) if problem is not None else None
    return packed({"says": "cannot start", "kind": kind, "problem": said, "trace": trace[-MOST_TRACE:]})


def put_value(form: AnswerForm[T], value: T, rss_bytes: int) -> bytes:
    fields, parts = form.put(value)
    return packed({"says": "value", "rss_bytes": rss_bytes, **fields}, parts)


def put_failure(failure: Message, trace: str | None, rss_bytes: int) -> bytes:
    said = {"failure": _put_message(failure), "trace": trace and trace[-MOST_TRACE:]}
    return packed({"says": "failure", "rss_bytes": rss_bytes, **said})


def _put_message(message: Message) -> str:
    text = message.to_json()
    if len(text) > MOST_MESSAGE:
        text = Message(ProblemCode.OTHER, text=str(message)[:MOST_SENTENCE]).to_json()
    return text


# ---------------------------------------------------------------- on the parent's side
def take_start(data: bytes) -> Ready | StartFailed:
    """Read the first message of a worker. Raises BadAnswer."""
    frame = AnswerFrame(data)
    said = frame.text("says", 20)
    found: Ready | StartFailed
    if said == "ready":
        found = Ready(frame.whole("rss_bytes", 0, MOST_RSS_BYTES))
    elif said == "cannot start":
        found = StartFailed(_take_problem(frame), frame.text("trace", MOST_TRACE))
    else:
        raise BadAnswer("that is no first word")
    frame.done()
    return found


def take_answer(data: bytes, form: AnswerForm[T], task: AnalysisTask) -> WorkerAnswer[T]:
    """Read what became of a task. Raises BadAnswer."""
    frame = AnswerFrame(data)
    said, rss_bytes = frame.text("says", 20), frame.whole("rss_bytes", 0, MOST_RSS_BYTES)
    if said == "value":
        found = WorkerAnswer(form.take(frame, task), None, None, rss_bytes)
    elif said == "failure":
        failure = _message(frame.text("failure", MOST_MESSAGE))
        found = WorkerAnswer(None, failure, frame.text_or_none("trace", MOST_TRACE), rss_bytes)
    else:
        raise BadAnswer("that is no answer")
    frame.done()
    return found


def _take_problem(frame: AnswerFrame) -> LibraryProblem | None:
    kind, text = frame.text_or_none("kind", 100), frame.text_or_none("problem", MOST_MESSAGE)
    if kind is None and text is None:
        return None
    if kind not in PROBLEMS or text is None:
        raise BadAnswer("there is no such problem")
    return PROBLEMS[kind](_message(text))


def _message(text: str) -> Message:
    """Read a message that whoever reads it can be told: its code exists, and it has what its sentence needs."""
    try:
        message = strictly_from_json(text)
        for language in Language:
            for reader in Reader:
                worded(message, language, reader)
    except Exception as error:  # whatever a sentence can stumble over
        raise BadAnswer("a message that cannot be worded") from error
    return message
