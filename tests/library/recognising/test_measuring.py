"""What a library measures of its pack: when, what changes by it, what never does, and how it goes on when stopped."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from faceorg.catalog import clusters
from faceorg.catalog.journal import journal
from faceorg.domain import Thresholds
from faceorg.errors import Cancelled
from faceorg.library import maintenance
from faceorg.library.people import edits
from faceorg.library.recognising import grouping, learning, measured, measuring, packs, search
from faceorg.library.recognising.clearness import clearness
from faceorg.library.recognising.vectors import space_of
from faceorg.library.workers.pool import JobResult
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken
from tests.library.conftest import DIM, THRESHOLDS, observation, vector_of

PHOTOS = 50
BAD = vector_of("what bad pictures look like")


def jpeg_of(seed: int) -> bytes:
    pixels = np.random.default_rng(seed).integers(40, 216, (192, 192, 3)).astype(np.uint8)
    stream = BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG")
    return stream.getvalue()


class SpoiltPool:
    """Stands for the worker that looks at sheets: every face is moved towards BAD, as far as its picture says.

    stop_after : sheets after which the user stops it
    """

    def __init__(self, stop_after: int | None = None) -> None:
        self.sheets = 0
        self._stop_after = stop_after

    def run(self, jobs, cancel=None):
        for job in jobs:
            if self.sheets == self._stop_after:
                raise Cancelled
            self.sheets += 1
            with Image.open(job.path) as picture:
                pixels = np.asarray(picture)
            seen = tuple(self._face(pixels, box) for box in job.known_boxes)
            yield JobResult(job.photo_id, _Known(seen), None)

    def _face(self, pixels, box):
        high, wide = pixels.shape[:2]
        cell = pixels[round(box.y * high) :, round(box.x * wide) :][:12, :12]
        rng = np.random.default_rng(int(hashlib.sha256(cell.tobytes()).hexdigest()[:8], 16))
        moved = rng.normal(size=DIM).astype(np.float32) / np.sqrt(DIM) + rng.uniform(0.2, 2) * BAD
        return observation(box, (moved / np.linalg.norm(moved)).astype(np.float32))


class _Known:
    def __init__(self, known) -> None:
        self.known = known


@pytest.fixture
def crowd(studio, monkeypatch):
    """Fifty photos of three people each, none of them twice, with crops; one of them has a name."""
    monkeypatch.setattr(measured, "LEAST_PHOTOS", 40)
    monkeypatch.setattr(measuring, "SPOILT_A_PHOTO", 8.0)
    monkeypatch.setattr(measuring, "KNOWN_WEIGHT", 100.0)
    for number in range(PHOTOS):
        studio.take(f"{number}.png", f"a{number}", f"b{number}", f"c{number}")
    studio.scan()
    library = studio.library
    for number, face_id in enumerate(space_of(library).ids().tolist()):
        # The pool of the studio makes no crops.
        library.catalog.connection.execute(
            "UPDATE thumbs.thumbnails SET jpeg = ? WHERE face_id = ?", (jpeg_of(number), face_id)
        )
    edits.name_faces(library, space_of(library).ids().tolist()[:1], "Ada")
    return studio


def everything_of(found: measured.Measured) -> tuple[object, ...]:
    assert found.clarity is not None and found.directions is not None
    told = (found.clarity.by_embedding.tolist(), found.clarity.by_quality, found.directions.tolist())
    return (found.photos, found.thresholds, found.pairs, found.spoilt, *told)


def test_strangers_of_the_same_photos_move_the_thresholds_of_the_pack(crowd, monkeypatch):
    library = crowd.library
    monkeypatch.setattr(measuring, "LEAST_PORTRAITS", 1000)  # no bad pictures
    found = measuring.measure(library, pool=SpoiltPool())
    assert found.pairs == 3 * PHOTOS and found.photos == PHOTOS
    now = packs.pack_in_use(library).thresholds
    assert now == found.thresholds
    # Whoever is in one photo of the studio has its noise in common: strangers lie around 0.2, with a spread of 0.04.
    assert THRESHOLDS.match + 0.01 < now.match < THRESHOLDS.match + 0.04
    assert packs.pack_as_shipped(library).thresholds == THRESHOLDS
    assert learning.comparer_of(library).thresholds == now
    assert "150 pairs" in str(measuring.explanation(library))


def test_what_tells_of_bad_pictures_is_taken_off_and_read(crowd):
    library = crowd.library
    before = space_of(library).vectors_of(space_of(library).ids())[1]
    found = measuring.measure(library, pool=SpoiltPool())
    assert found.spoilt > 100 and found.pairs == 0
    assert "spoilt on purpose" in str(measuring.explanation(library)) and "similarity" not in str(
        measuring.explanation(library)
    )
    rows = space_of(library).vectors_of(space_of(library).ids())[1]
    assert float(np.abs(rows @ found.directions.T).max()) < 1e-3 < float(np.abs(before @ found.directions.T).max())
    spoilt = space_of(library).as_compared((before + BAD) / np.linalg.norm(before + BAD, axis=1, keepdims=True))
    good = np.full(len(rows), 0.9)
    assert clearness(library, rows, good).tolist() != good.tolist()
    assert np.allclose(np.linalg.norm(spoilt, axis=1), 1, atol=1e-5)
    assert maintenance.check(library).findings == ()  # the index is compared as it is made


def test_nothing_decided_changes_and_switched_off_all_is_as_the_pack_says(crowd):
    library = crowd.library
    before = journal.decided_state(library.catalog)
    asked = space_of(library).ids().tolist()[5]
    plain = [match.face_id for match in search.matches_of_face(library, asked, 3)]
    measuring.measure(library, pool=SpoiltPool())
    grouping.settle(library, full=True)
    assert journal.decided_state(library.catalog) == before
    library.save_settings(replace(library.settings, grouping=replace(library.settings.grouping, learn=False)))
    assert packs.pack_in_use(library).thresholds == THRESHOLDS
    assert measuring.explanation(library) is None
    assert [match.face_id for match in search.matches_of_face(library, asked, 3)] == plain


@pytest.mark.parametrize("name", ["measured", "measuring"])
def test_a_folder_in_the_place_of_what_is_measured_is_named_and_all_goes_on(crowd, name):
    library = crowd.library
    place = measured.file_of(library, "fake", name)
    (place / "mine").mkdir(parents=True)
    assert everything_of(measuring.measure(library, pool=SpoiltPool())) == everything_of(
        measured.stored(library, "fake")
    )
    found = [finding.message for finding in maintenance.check(library).findings]
    assert Message(FindingCode.INDEX_PLACE_TAKEN, file=place) in found
    assert (place / "mine").is_dir()


def test_one_that_was_stopped_goes_on_and_ends_as_if_it_had_not_been(crowd):
    library = crowd.library
    whole = everything_of(measuring.measure(library, pool=SpoiltPool()))
    measured.file_of(library, "fake").unlink()
    with pytest.raises(Cancelled):
        measuring.measure(library, pool=SpoiltPool(stop_after=3))
    assert measured.stored(library, "fake") is None
    rest = SpoiltPool()
    assert everything_of(measuring.measure(library, pool=rest)) == whole
    assert rest.sheets == -(-measured.stored(library, "fake").spoilt // 30) - 3 > 5
    assert not measured.file_of(library, "fake", "measuring").exists()


def test_it_is_due_once_and_again_when_the_library_has_doubled(crowd, monkeypatch):
    library, made = crowd.library, []
    real = measuring.measure
    monkeypatch.setattr(measuring, "measure", lambda *one, **more: made.append(real(*one, pool=SpoiltPool(), **more)))
    assert measuring.measure_if_due(library) and len(made) == 1
    assert not measuring.measure_if_due(library)
    for number in range(PHOTOS - 1):
        crowd.take(f"more{number}.png", f"d{number}")
    crowd.scan()
    measuring.measure_if_due(library)
    assert len(made) == 1
    crowd.take("last.png", "e")
    crowd.scan()
    measuring.measure_if_due(library)
    measuring.measure_if_due(library)
    assert [found.photos for found in made] == [PHOTOS, 2 * PHOTOS]


def test_a_small_library_measures_nothing(family):
    assert not measuring.measure_if_due(family.library)
    assert measured.stored(family.library, "fake") is None
    assert packs.pack_in_use(family.library).thresholds == THRESHOLDS


def test_where_nothing_is_found_nothing_is_done_again(family, monkeypatch):
    monkeypatch.setattr(measured, "LEAST_PHOTOS", 5)
    assert not measuring.measure_if_due(family.library)
    assert measured.stored(family.library, "fake").photos == 7
    assert measuring.explanation(family.library) is None
    assert not measuring.measure_if_due(family.library)


def test_a_rebuild_drops_it(crowd, monkeypatch):
    library = crowd.library
    measuring.measure(library, pool=SpoiltPool())
    assert measured.stored(library, "fake") is not None
    monkeypatch.setattr(maintenance.ingest, "analyze", lambda *_one, **_more: 0)
    maintenance.rebuild(library)
    assert measured.stored(library, "fake") is None
    assert packs.pack_in_use(library).thresholds == THRESHOLDS


def test_two_sisters_in_a_thousand_photos_do_not_speak_for_everybody(studio):
    for number in range(30):
        studio.take(f"{number}.png", "ada", "bea")
    studio.scan()
    assert len(clusters.clusters(studio.library.catalog, min_faces=2)) == 2
    assert len(measuring.pairs_of_strangers(studio.library)) == measuring.PAIRS_OF_TWO


def test_a_broken_file_counts_for_nothing(crowd):
    library = crowd.library
    measured.keep_measured(library, "fake", measured.Measured(9, Thresholds(0.2, 0.3, 0.3), pairs=70))
    assert packs.pack_in_use(library).thresholds.match == 0.2
    measured.file_of(library, "fake").write_bytes(b"no arrays")
    assert packs.pack_in_use(library).thresholds == THRESHOLDS


def test_a_crop_that_does_not_read_is_left_out(crowd):
    whole = measuring.measure(crowd.library, pool=SpoiltPool())
    crowd.library.catalog.connection.execute("UPDATE thumbs.thumbnails SET jpeg = x'ff' WHERE face_id = 2")
    assert measuring.measure(crowd.library, pool=SpoiltPool()).spoilt == whole.spoilt - measuring.COPIES


def test_a_user_who_stops_it_is_heard(crowd):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        measuring.measure(crowd.library, pool=crowd.pool(), cancel=cancel)
