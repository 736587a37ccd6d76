"""What a worker says is checked piece by piece: a sound answer arrives as sent, a forged one costs its photo alone."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceorg import errors
from faceorg.boxes import Box
from faceorg.dates import Dated, DateSource, Span
from faceorg.domain import Detection, FaceObservation, PhotoId, Quality
from faceorg.errors import PackProblem
from faceorg.library.pictures import Picture, Pictures
from faceorg.library.workers import answers
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis
from faceorg.library.workers.answers import Ready, StartFailed, take_answer, take_start
from faceorg.library.workers.frames import LENGTH_BYTES, BadAnswer, packed
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import WorkerPool
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message
from faceorg.metadata.dates import DatesInside
from tests.problems import refused

DIM = 4
FORM = PhotoAnalyses(DIM)
DRAWN = Box(0.7, 0.1, 0.25, 0.2)
TASK = AnalysisTask(PhotoId(1), Path("photo.jpg"), (DRAWN,))
THUMBNAIL = b"\xff\xd8a small picture"


def a_face(box: Box, towards: int = 0, thumbnail: bytes | None = THUMBNAIL) -> FaceObservation:
    landmarks = np.array([[0.1, 0.2], [0.3, 0.2], [0.2, 0.3], [0.1, 0.4], [0.3, 1.1]], np.float32)
    embedding = np.eye(DIM, dtype=np.float32)[towards]
    quality = Quality(0.5, 93.5, 0.75, -12.5, 3.25, 170.0)
    return FaceObservation(Detection(box, landmarks, 0.875), quality, embedding, thumbnail)


ANALYSIS = PhotoAnalysis(
    content_hash="0123456789abcdef" * 4,
    size_bytes=123_456,
    mtime_ns=1_600_000_000_123_456_789,
    width=4000,
    height=3000,
    dates=DatesInside(
        Dated(Span(datetime(2019, 7, 31, 12, 0, 1), datetime(2019, 8, 1)), DateSource.XMP),
        Dated(Span.moment(datetime(2020, 1, 1)), DateSource.EXIF),
    ),
    format="jpeg",
    observations=(a_face(Box(0.1, 0.2, 0.3, 0.4)), a_face(Box(0.0, 0.0, 1.0, 1.0), 1, None)),
    known=(a_face(DRAWN, 2),),
    image_hash="fedcba9876543210" * 4,
    orientation=6,
    ends_early=True,
)


def sent(analysis: PhotoAnalysis = ANALYSIS) -> bytes:
    return answers.put_value(FORM, analysis, 1 << 20)


def received(data: bytes, task: AnalysisTask = TASK) -> PhotoAnalysis:
    answer = take_answer(data, FORM, task)
    assert answer.value is not None
    return answer.value


def same(one: FaceObservation, other: FaceObservation) -> bool:
    return (
        (one.detection.box, one.detection.score, one.quality, one.thumbnail)
        == (other.detection.box, other.detection.score, other.quality, other.thumbnail)
        and np.array_equal(one.detection.landmarks, other.detection.landmarks)
        and np.array_equal(one.embedding, other.embedding)
    )


# ---------------------------------------------------------------- sound answers
def test_an_analysis_arrives_as_it_was_sent() -> None:
    found = received(sent())
    for ours, theirs in ((ANALYSIS.observations, found.observations), (ANALYSIS.known, found.known)):
        assert len(ours) == len(theirs) and all(map(same, ours, theirs))
    assert replace(found, observations=(), known=()) == replace(ANALYSIS, observations=(), known=())
    assert found.observations[0].embedding.dtype == found.observations[0].detection.landmarks.dtype == np.float32


def test_a_photo_without_faces_and_date_arrives_too() -> None:
    empty = replace(ANALYSIS, observations=(), known=(), dates=DatesInside())
    assert received(sent(empty), replace(TASK, known_boxes=())) == empty


def test_the_signature_of_a_photo_arrives_and_no_other_size_of_one_does() -> None:
    signed = replace(ANALYSIS, signature=bytes(range(256)) * 4)
    assert received(sent(signed)).signature == signed.signature
    for size in (0, 1_023, 1_025):
        with pytest.raises(BadAnswer):
            received(sent(replace(ANALYSIS, signature=bytes(size))) if size else retold(sent(signed), signature=0))


def test_a_failure_arrives_with_its_trace() -> None:
    failure = Message(ProblemCode.PHOTO_REFUSED, file="photo.jpg", what=Message(ReasonCode.IO_ERROR))
    answer = take_answer(answers.put_failure(failure, "Traceback", 5), FORM, TASK)
    assert (answer.value, answer.failure, answer.trace, answer.rss_bytes) == (
        None,
        failure,
        "Traceback",
        5,
    )


def test_a_file_name_that_is_no_text_arrives_as_it_is() -> None:
    failure = Message(ProblemCode.PHOTO_CANNOT_BE_READ, file="caf\udce9.jpg")
    assert take_answer(answers.put_failure(failure, None, 5), FORM, TASK).failure == failure


def test_a_reason_that_is_too_long_is_cut() -> None:
    failure = take_answer(
        answers.put_failure(Message(ProblemCode.OTHER, text="x" * 30_000), None, 5), FORM, TASK
    ).failure
    assert str(failure) == "x" * 2_000


@pytest.mark.parametrize("kind", list(answers.PROBLEMS.values()), ids=lambda kind: kind.__name__)
def test_a_problem_at_the_start_arrives_as_what_it_is(kind: type[errors.LibraryProblem]) -> None:
    found = take_start(answers.put_start_failed(kind(ProblemCode.NO_PACK_INSTALLED)))
    assert isinstance(found, StartFailed) and type(found.problem) is kind
    assert found.problem.code is ProblemCode.NO_PACK_INSTALLED


def test_the_first_word_is_ready_or_a_bug() -> None:
    assert take_start(answers.put_ready(77)) == Ready(77)
    assert take_start(answers.put_start_failed(None, "Traceback")) == StartFailed(None, "Traceback")


def test_a_picture_arrives_as_it_was_sent() -> None:
    pixels = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)
    form = Pictures(16)
    found = take_answer(answers.put_value(form, Picture(pixels, 700, 500), 1), form, TASK).value
    assert found is not None and np.array_equal(found.pixels, pixels)
    assert (found.full_width, found.full_height) == (700, 500)


# ---------------------------------------------------------------- forged answers
def retold(data: bytes = b"", **changed: object) -> bytes:
    """The same frame with other fields."""
    data = data or sent()
    end = LENGTH_BYTES + int.from_bytes(data[:LENGTH_BYTES], "big")
    fields = {**json.loads(data[LENGTH_BYTES:end]), **changed}
    return spoken(json.dumps({name: value for name, value in fields.items() if value is not ...}).encode()) + data[end:]


def spoken(fields: bytes) -> bytes:
    """These fields with their length before them."""
    return len(fields).to_bytes(LENGTH_BYTES, "big") + fields


def spoilt(name: str, at: tuple[int, ...], value: float) -> bytes:
    """The same frame with another number in one array."""
    fields, parts = FORM.put(ANALYSIS)
    shapes = {
        "boxes": (0, np.float64, (2, 4)),
        "said": (1, np.float64, (3, 18)),
        "embeddings": (2, np.float32, (3, DIM)),
    }
    place, dtype, shape = shapes[name]
    array = np.frombuffer(parts[place], dtype).reshape(shape).copy()
    array[at] = value
    changed = [*parts[:place], array.tobytes(), *parts[place + 1 :]]
    return packed({"says": "value", "rss_bytes": 1, **fields}, changed)


def failed(failure: object) -> bytes:
    return spoken(json.dumps({"says": "failure", "rss_bytes": 1, "failure": failure, "trace": None}).encode())


FORGED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a pickle": lambda: pickle.dumps(ANALYSIS),
    "no json": lambda: spoken(b"{]"),
    "a list": lambda: spoken(b"[]"),
    "a depth without end": lambda: spoken(b"[" * 100_000),
    "fields longer than all": lambda: b"\xff\xff\xff\xff" + sent()[4:],
    "a number of 5,000 digits": lambda: spoken(b'{"says": "value", "rss_bytes": ' + b"9" * 5000 + b"}"),
    "another word": lambda: retold(says="come in"),
    "a field too many": lambda: retold(also="this"),
    "a field missing": lambda: retold(width=...),
    "bytes too many": lambda: sent() + b"\0",
    "bytes missing": lambda: sent()[:-1],
    "no bytes": lambda: sent()[: -len(THUMBNAIL) * 2 - 100],
    "a size below nothing": lambda: retold(size_bytes=-1),
    "a size beyond SQLite": lambda: retold(size_bytes=1 << 63),
    "a time beyond SQLite": lambda: retold(mtime_ns=-(1 << 63) - 1),
    "true for a number": lambda: retold(width=True),
    "a fraction for a number": lambda: retold(width=4000.0),
    "a text for a number": lambda: retold(width="4000"),
    "a photo without width": lambda: retold(width=0),
    "a photo wider than any": lambda: retold(width=10**9),
    "a hash with a path": lambda: retold(content_hash="../" + "0" * 61),
    "a short hash": lambda: retold(content_hash="00"),
    "a picture's hash that is none": lambda: retold(image_hash="../" + "0" * 61),
    "a picture turned nine ways": lambda: retold(orientation=9),
    "a format nobody knows": lambda: retold(format="exe"),
    "a date that is none": lambda: retold(taken_at="yesterday"),
    "a date by nobody": lambda: retold(taken_from="somebody"),
    "a date that ends before it begins": lambda: retold(taken_until="2019-07-30T12:00:00"),
    "a date with a zone": lambda: retold(taken_at="2019-07-31T12:00:00+02:00"),
    "memory beyond any machine": lambda: retold(rss_bytes=1 << 60),
    "more faces than there are": lambda: retold(detected=3),
    "a million faces": lambda: retold(detected=10**6),
    "a known face too few": lambda: retold(known=0),
    "a known face too many": lambda: retold(known=2),
    "a box of no number": lambda: spoilt("boxes", (0, 1), np.nan),
    "an infinite box": lambda: spoilt("boxes", (1, 2), np.inf),
    "a box outside": lambda: spoilt("boxes", (0, 0), 0.75),
    "a box of negative width": lambda: spoilt("boxes", (0, 2), -0.25),
    "a landmark of no number": lambda: spoilt("said", (2, 9), np.nan),
    "a landmark on the moon": lambda: spoilt("said", (0, 0), 1e30),
    "a score above one": lambda: spoilt("said", (2, 10), 2.0),
    "a score of no number": lambda: spoilt("said", (0, 10), np.nan),
    "a quality above one": lambda: spoilt("said", (0, 11), 7.0),
    "a sharpness of no number": lambda: spoilt("said", (1, 13), np.nan),
    "an impossible turn": lambda: spoilt("said", (2, 14), 120.0),
    "an embedding of no number": lambda: spoilt("embeddings", (1, 3), np.nan),
    "an embedding of no length": lambda: spoilt("embeddings", (0, 0), 0.0),
    "a long embedding": lambda: spoilt("embeddings", (0, 1), 1.0),
    "a thumbnail of negative size": lambda: spoilt("said", (0, 17), -1),
    "a thumbnail larger than all": lambda: spoilt("said", (0, 17), 1 << 40),
    "a thumbnail longer than what is left": lambda: spoilt("said", (2, 17), 1 << 19),
    "half a byte of a thumbnail": lambda: spoilt("said", (0, 17), len(THUMBNAIL) - 0.5),
    "a thumbnail that is no JPEG": lambda: sent().replace(THUMBNAIL, b"<svg onload='run'>"[: len(THUMBNAIL)]),
    "a failure without end": lambda: failed("x" * 99_999),
    "a failure that is a number": lambda: failed(5),
    "a failure without its fields": lambda: failed('{"code": "photo_refused", "fields": {}}'),
    "a failure whose number is a text": lambda: failed('{"code": "took_too_long", "fields": {"seconds": "long"}}'),
    "a failure whose fields are a list": lambda: failed('{"code": "photo_refused", "fields": []}'),
    "a failure of endless depth": lambda: failed('{"code": "photo_refused", "fields": ' * 700),
    "a failure with pixels": lambda: answers.put_failure(Message(ProblemCode.OTHER, text="x"), None, 5) + b"pixels",
    "a first word again": lambda: answers.put_ready(5),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_answer_is_refused(name: str) -> None:
    with pytest.raises(BadAnswer):
        take_answer(FORGED[name](), FORM, TASK)


def test_what_was_not_asked_for_is_refused() -> None:
    with pytest.raises(BadAnswer, match="detected"):
        received(sent(), replace(TASK, detect=False))
    with pytest.raises(BadAnswer, match="known"):
        received(sent(), replace(TASK, known_boxes=()))
    with pytest.raises(BadAnswer):
        take_answer(sent(), PhotoAnalyses(DIM + 1), TASK)


@pytest.mark.parametrize(
    "said",
    [
        {"says": "value", "rss_bytes": 1},
        {"says": "ready", "rss_bytes": -1},
        {"says": "ready", "rss_bytes": 1, "run": "this"},
        {"says": "cannot start", "kind": "SystemExit", "problem": "{}", "trace": ""},
        {"says": "cannot start", "kind": "Exception", "problem": "{}", "trace": ""},
        {"says": "cannot start", "kind": "PackProblem", "problem": None, "trace": ""},
        {"says": "cannot start", "kind": None, "problem": "{}", "trace": ""},
        {"says": "cannot start", "kind": None, "problem": None, "trace": "x" * 30_000},
    ],
)
def test_a_forged_first_word_is_refused(said) -> None:
    with pytest.raises(BadAnswer):
        take_start(packed(said))


@pytest.mark.parametrize("changed", [{"width": 8}, {"height": 6}, {"width": 33}, {"full_width": 0}, {"depth": 1}])
def test_a_forged_picture_is_refused(changed: dict[str, int]) -> None:
    form = Pictures(16)
    picture = answers.put_value(form, Picture(np.zeros((5, 7, 3), np.uint8), 700, 500), 1)
    with pytest.raises(BadAnswer):
        take_answer(retold(picture, **changed), form, TASK)


@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    for take in (take_start, lambda said: take_answer(said, FORM, TASK)):
        with pytest.raises(BadAnswer):
            take(data)


@given(st.integers(0, len(sent()) - 1), st.integers(0, 255), st.integers(0, len(sent())))
def test_a_changed_answer_is_refused_or_as_sound_as_any(at: int, byte: int, end: int) -> None:
    """What is let through can be written to a catalogue: finite numbers, and sizes of a photo."""
    data = bytearray(sent())
    data[at] = byte
    for said in (bytes(data), bytes(data[:end])):
        try:
            found = received(said)
        except BadAnswer:
            continue
        for face in (*found.observations, *found.known):
            box = face.detection.box
            assert 0 <= box.x <= 1 and 0 <= box.width <= 1 and np.isfinite(face.detection.landmarks).all()
            assert abs(float(np.linalg.norm(face.embedding)) - 1) < 0.02
        assert 0 < found.width <= 10**6 and found.dates.taken is not None


# ---------------------------------------------------------------- real processes that lie
@pytest.fixture
def fakes(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import worker_fakes

    return worker_fakes


@pytest.mark.parametrize("lie", ["pickle", "huge", "flood", "nan", "endless"])
def test_a_worker_that_lies_costs_its_photo_alone(fakes, tmp_path: Path, caplog, lie: str) -> None:
    names = ["fine", f"lie-{lie}", *["fine"] * 6]
    tasks = [AnalysisTask(PhotoId(number), tmp_path / name) for number, name in enumerate(names)]
    pool = WorkerPool(fakes.open_fake_runner, PhotoAnalyses(DIM), processes=2)
    results = {int(result.photo_id): result for result in pool.run(tasks)}
    assert sorted(results) == list(range(8))
    if lie == "endless":  # it said the truth of its photo first
        assert results[1].analysis
    else:
        assert str(results[1].failure) == f"lie-{lie} gave an answer that makes no sense."
    assert all(results[number].analysis for number in results if number != 1)
    assert not (tmp_path / "unpickled").exists()


def test_a_worker_that_stops_in_the_middle_of_a_word_keeps_nobody_waiting(fakes, tmp_path: Path) -> None:
    tasks = [AnalysisTask(PhotoId(number), tmp_path / name) for number, name in enumerate(["lie-half", "fine"])]
    pool = WorkerPool(fakes.open_fake_runner, PhotoAnalyses(DIM), processes=1, timeout_s=2.0)
    results = {int(result.photo_id): result for result in pool.run(tasks)}
    assert str(results[0].failure) == "lie-half took longer than 2 s to read."
    assert results[1].analysis


def test_a_problem_of_the_pack_still_ends_a_run(fakes) -> None:
    with refused(PackProblem, ProblemCode.NO_PACK_INSTALLED):
        list(WorkerPool(fakes.open_nothing, PhotoAnalyses(DIM), processes=1).run([TASK]))
