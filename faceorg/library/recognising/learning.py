"""The user's answers -> what this library has learned from them: a metric of its own, and chances that hold here.

Derived from confirmed and rejected faces, kept in one file beside the index, made again when there are enough new
answers, dropped with the embeddings. Everything that compares a face with known people, or ranks faces by likeness,
looks through `comparer_of`: the pack as it is, or what was learned on top of it.

[Note: What was learned goes with its answers] What an answer taught that was taken back must not go on: nine faces
named wrongly and undone would come back by themselves. So the file names the answers it was learned from and the newest
edit of then, and counts only while all of these hold; the files before it are kept, so that an undo brings back what
was known before the edit.

[Note: Where the metric is not used] It has been taught that confirmed faces belong together and different names apart.
What doubts names (outliers, two names for one person, one for two) must not ask it: it would repeat what it was told.
Groups of unnamed faces stay with the pack, too: they hold people that it has never seen, and they would all reshuffle
with every lesson.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.catalog import faces, people, vectors
from faceorg.catalog.journal import journal
from faceorg.catalog.storage.faults import disk_faults
from faceorg.domain import EditId, Match, Thresholds
from faceorg.files import atomic
from faceorg.files.broken import BROKEN_ARRAYS
from faceorg.library.opening.index_files import LEARNED_KEPT, learned_files
from faceorg.library.opening.index_place import index_folder
from faceorg.library.recognising import curves, measured, packs
from faceorg.library.recognising.vectors import space_of
from faceorg.matching.learning import metric as metrics
from faceorg.matching.learning.calibration import UNMOVED, Calibration, calibration_of, pair_odds
from faceorg.matching.learning.losses import LossName
from faceorg.matching.learning.metric import LearnedMetric, learn_metric
from faceorg.messages.codes import FindingCode, TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Learned anew once the confirmed and rejected faces have become so many times more, or fewer.
LEARN_AGAIN = 1.25
# With fewer answers there is nothing to learn.
LEAST_ANSWERS = 12
# Confirmed faces of one person that are looked at; the metric takes fewer.
LEARNED_FACES_A_PERSON = 64
# Faces looked at beyond k before they are ranked anew: the metric brings some up that lay a little further down.
SPARE_TO_RANK = 200
LEARNED_FORMAT, NUMBERS = 3, 16
# Where nothing was decided yet; ids of edits begin with 1.
_NO_EDIT = EditId(0)
# By library: the files whose answers were looked up, with the state of the decisions they were looked up in.
_VERDICTS: WeakKeyDictionary[Library, dict[tuple[Path, int], tuple[tuple[int, int], bool]]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Learned:
    """What was learned. metric : None where it did not prove itself; pairs, guesses : curves over log odds, see
    calibration.pair_odds and guesses.guess_odds; answers : confirmed and rejected faces that it was learned from."""

    metric: LearnedMetric | None = None
    pairs: Calibration = UNMOVED
    guesses: Calibration = UNMOVED
    answers: int = 0


@dataclass(frozen=True)
class FaceComparer:
    """How faces are compared: thresholds and chances belong to the vectors that `project` returns."""

    thresholds: Thresholds
    learned: Learned

    def project(self, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return embeddings as they are compared, float32 (n, dim), unit rows."""
        return (
            embeddings if self.learned.metric is None or not len(embeddings) else self.learned.metric.apply(embeddings)
        )

    def chances(
        self, similarities: ArrayLike, quality: ArrayLike | None = None, *, among: int = 1
    ) -> NDArray[np.float64]:
        """Return the probability of each pair being one person.

        quality : of the poorer face of each pair, None where unknown
        among : how many people might have been the more similar one: so many chances to be wrong (Bayes' rule)
        """
        if quality is None:
            return self.curve().among(among).probability(similarities)
        return self.learned.pairs.among(among).probability(pair_odds(self.thresholds, similarities, quality))

    def curve(self) -> Calibration:
        """Return the curve over the similarity of pairs whose quality is unknown."""
        return calibration_of(self.thresholds).then(self.learned.pairs)


def comparer_of(library: Library) -> FaceComparer:
    """Return how faces of this library are compared with known people and with each other in a search."""
    learned, pack = learned_of(library), packs.pack_in_use(library).thresholds
    return FaceComparer(pack if learned.metric is None else learned.metric.thresholds(pack), learned)


def plain_comparer(library: Library) -> FaceComparer:
    """Return how faces are compared where names are doubted: see [Note: Where the metric is not used]."""
    return FaceComparer(packs.pack_in_use(library).thresholds, replace(learned_of(library), metric=None))


def learned_of(library: Library) -> Learned:
    """Return what was learned; nothing where that is switched off, was never done, or is of other embeddings."""
    if not library.settings.grouping.learn:
        return Learned()
    return stored(library) or Learned()


def explanation(library: Library) -> Message:
    """Say in one line what was learned."""
    if not library.settings.grouping.learn:
        return Message(FindingCode.LEARNING_SWITCHED_OFF)
    found = stored(library)
    if found is None:
        return Message(FindingCode.NOTHING_LEARNED, count=metrics.LEAST_FACES)
    if found.metric is None:
        return Message(FindingCode.NOTHING_TO_LEARN, count=found.answers)
    return found.metric.explanation()


def report(library: Library) -> dict[str, object]:
    """Return what was learned as the JSON document of `faceorg learn --json`."""
    found = learned_of(library)
    metric = found.metric
    return {
        "on": library.settings.grouping.learn,
        "explanation": str(explanation(library)),
        "answers": found.answers,
        "metric": None
        if metric is None
        else {
            "version": metric.version,
            "loss": metric.loss.value,
            "people": metric.people,
            "faces": metric.faces,
            "tar_at_1e-3": {"before": metric.before, "after": metric.after},
        },
    }


# ---------------------------------------------------------------- learning
def learn_if_due(library: Library, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None) -> bool:
    """Learn again if there are enough new answers; return whether it did. What was derived by it is to be remade."""
    if not library.settings.grouping.learn:
        return False
    now, found = _answers(library), stored(library)
    if found is None and now < LEAST_ANSWERS:
        return False
    if found is not None and found.answers / LEARN_AGAIN <= now < max(found.answers * LEARN_AGAIN, LEAST_ANSWERS):
        return False
    learn(library, progress=progress, cancel=cancel)
    return True


def learn(library: Library, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None) -> Learned:
    """Learn from all confirmed and rejected faces and keep it. Takes seconds.

    Raises LibraryReadOnly, DiskFull, Cancelled.
    """
    meter = ProgressMeter(TaskCode.LEARNING, 2, progress)
    newest, answers = journal.newest_edit(library.catalog), people.answers(library.catalog)
    known = faces.confirmed_faces(library.catalog, LEARNED_FACES_A_PERSON)
    ids, embeddings = space_of(library).vectors_of(known.face_ids)
    owners = known.person_ids[np.searchsorted(known.face_ids, ids)]
    metric = learn_metric(embeddings, owners) if len(ids) else None
    meter.step()
    (cancel or CancelToken()).raise_if_cancelled()
    found = Learned(metric, curves.pairs_curve(library), curves.guesses_curve(library), _answers(library))
    meter.step()
    if _all_hold(library, answers):  # else one was taken back meanwhile: what was learned from it is not kept
        _keep(library, found, answers, newest)
    return found


def _answers(library: Library) -> int:
    return people.count_confirmed(library.catalog) + people.count_rejections(library.catalog)


def best_matches(library: Library, embedding: NDArray[np.float32], k: int, min_similarity: float = -1.0) -> list[Match]:
    """Return the k faces most like an embedding, float32 (dim,), best first, as they are seen after learning."""
    space, comparer = space_of(library), comparer_of(library)
    embedding = space.as_compared(embedding[None])[0]
    if comparer.learned.metric is None:
        return space.search(embedding, k, min_similarity)
    found = [match.face_id for match in space.search(embedding, k + SPARE_TO_RANK)]
    ids, embeddings = space.vectors_of(found)
    if not len(ids):
        return []
    near = comparer.project(embeddings) @ comparer.project(embedding[None])[0]
    order = np.lexsort((ids, -near))[:k]
    ranked = zip(ids[order].tolist(), near[order].tolist(), strict=True)
    return [Match(face_id, similarity) for face_id, similarity in ranked if similarity >= min_similarity]


# ---------------------------------------------------------------- the file
def file_of(library: Library, age: int = 0) -> Path:
    """Where it is kept: a file that goes when the index is dropped or the library wiped. age : 0 for the newest"""
    files = learned_files(packs.pack_id(library))
    return index_folder(library, files=files) / files[age]


def stored(library: Library) -> Learned | None:
    """Return what was learned last, if all its answers hold, else what was learned before it; None where there is none.

    One that is broken, of another method or of other embeddings counts for nothing.
    """
    for age in range(LEARNED_KEPT):
        file = file_of(library, age)
        try:
            written = file.stat().st_mtime_ns
        except OSError:
            continue
        found = _read(file, written, _basis(library))
        if found is not None and _holds(library, file, written):
            return found
    return None


def _holds(library: Library, file: Path, written_ns: int) -> bool:
    """Whether every answer that a file was learned from still stands; looked up once after every edit."""
    verdicts = _VERDICTS.setdefault(library, {})
    key = (file, written_ns)
    state = journal.decided_state(library.catalog)
    if key not in verdicts or verdicts[key][0] != state:
        with np.load(file, allow_pickle=False) as arrays:
            used, newest = arrays["answers"], EditId(int(arrays["newest_edit"]))
        holds = newest == _NO_EDIT or journal.is_in_force(library.catalog, newest)
        verdicts[key] = (state, holds and _all_hold(library, used))
    return verdicts[key][1]


def _all_hold(library: Library, answers: NDArray[np.int64]) -> bool:
    return bool(np.isin(_numbers(answers), _numbers(people.answers(library.catalog))).all())


def _numbers(answers: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number an answer; ids stay below 2^30."""
    return (answers[:, 0] << 60) | (answers[:, 1] << 30) | answers[:, 2]


def _basis(library: Library) -> int:
    """What lies beneath all that is learned: the embeddings, and what was measured of their pack."""
    return vectors.identity(library.catalog) ^ measured.measurement_in_use(library, packs.pack_id(library))


@lru_cache(maxsize=2 * LEARNED_KEPT)
def _read(file: Path, _written_ns: int, basis: int) -> Learned | None:
    try:
        with np.load(file, allow_pickle=False) as arrays:
            matrix, numbers = arrays["matrix"], arrays["numbers"].tolist()
            if arrays["answers"].ndim != 2 or arrays["newest_edit"].ndim != 0:
                return None
    except BROKEN_ARRAYS:
        return None
    if len(numbers) != NUMBERS or numbers[:3] != [LEARNED_FORMAT, metrics.VERSION, basis]:
        return None
    scale, before, after, of_people, of_faces, loss, *both, answers = numbers[3:]
    learned_by = list(LossName)[int(loss)] if 0 <= loss < len(LossName) else LossName.ADDITIVE_MARGIN
    metric = LearnedMetric(matrix, scale, int(of_people), int(of_faces), before, after, learned_by)
    metric_if_any = metric if len(matrix) else None
    pairs, guesses = (Calibration(centre, slope, int(heard)) for centre, slope, heard in (both[:3], both[3:]))
    return Learned(metric_if_any, pairs, guesses, int(answers))


def _keep(library: Library, found: Learned, answers: NDArray[np.int64], newest: EditId | None) -> None:
    metric = found.metric
    numbers: list[float] = [LEARNED_FORMAT, metrics.VERSION, _basis(library)]
    of_metric = [metric.scale, metric.before, metric.after, metric.people, metric.faces] if metric else [0] * 5
    numbers += [*of_metric, list(LossName).index(metric.loss) if metric else 0]
    for curve in (found.pairs, found.guesses):
        numbers += [curve.centre, curve.slope, curve.answers]
    numbers.append(found.answers)
    file = file_of(library)
    with disk_faults(library.folder):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        for age in range(LEARNED_KEPT - 1, 0, -1):
            if file_of(library, age - 1).exists():
                os.replace(file_of(library, age - 1), file_of(library, age))
        with atomic.replacing(file) as stream:
            matrix = np.empty((0, 0), np.float32) if metric is None else metric.matrix
            edit = np.int64(_NO_EDIT if newest is None else newest)
            np.savez(stream, matrix=matrix, numbers=np.array(numbers, np.float64), answers=answers, newest_edit=edit)
