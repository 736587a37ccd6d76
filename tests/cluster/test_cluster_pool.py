"""Photos on a cluster: each gets one result, whatever becomes of the workers, the scheduler, and the folders there."""

from __future__ import annotations

import hashlib
import os
import threading

import pytest

from faceorg.domain import PhotoId
from faceorg.errors import Cancelled, InvalidInput, LibraryProblem
from faceorg.library.workers.analysis import AnalysisTask
from faceorg.messages.codes import FindingCode, ProblemCode, ReasonCode
from faceorg.progress import CancelToken
from tests.problems import refused

pytest.importorskip("distributed")

from faceorg.library.cluster import parcels
from faceorg.library.cluster.calls import Scheduler
from faceorg.library.cluster.link import checked_address
from faceorg.library.cluster.open_pool import OpenPool
from faceorg.library.cluster.photo_pool import ClusterPool, MappedFolder
from tests.cluster.cluster_fakes import FakeSetUp, open_fake_look
from tests.cluster.machines import Machines, until

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """A scheduler that gives up what one worker died of, and two workers."""
    once = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with Machines(tmp_path_factory.mktemp("machines"), **once) as made:
        made.start_scheduler()
        made.start_worker()
        made.start_worker()
        yield made


@pytest.fixture
def photos(tmp_path):
    """Forty files, each with something of its own in it."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.jpg").write_bytes(b"photo %d" % number)
    return folder


@pytest.fixture
def said():
    return []


@pytest.fixture
def pool_on(said):
    def build(machines, **options):
        contents = {"pack/network": memoryview(b"x" * 100)}
        scheduler = Scheduler(machines.address, said.append, options.pop("patience_s", 120.0))
        return ClusterPool(scheduler, FakeSetUp(parcels.parcel_of(contents)), contents, **options)

    return build


def jobs_in(folder):
    return [AnalysisTask(PhotoId(number), path) for number, path in enumerate(sorted(folder.iterdir()))]


def seen(results):
    return {result.photo_id: result.analysis.content_hash for result in results}


def truth(jobs):
    return {job.photo_id: hashlib.sha256(job.path.read_bytes()).hexdigest() for job in jobs}


def codes(said):
    return [message.code for message in said]


def test_every_photo_gets_one_result_and_both_workers_take_part(machines, photos, pool_on, said):
    jobs = jobs_in(photos)

    results = list(pool_on(machines).run(jobs))

    assert len(results) == len(jobs) and seen(results) == truth(jobs)
    until(lambda: machines.served_by(0) and machines.served_by(1), "two workers")
    assert FindingCode.CLUSTER_WORKER_CAME in codes(said)


def test_size_and_date_are_those_of_the_file_here(machines, photos, pool_on):
    os.utime(photos / "3.jpg", ns=(5, 1_700_000_000_123_456_789))
    job = AnalysisTask(PhotoId(7), photos / "3.jpg")

    [result] = pool_on(machines).run([job])

    assert (result.analysis.mtime_ns, result.analysis.size_bytes) == (1_700_000_000_123_456_789, 7)


def test_a_folder_has_another_name_on_the_workers(machines, photos, tmp_path, pool_on):
    there = tmp_path / "there" / "deep"
    there.mkdir(parents=True)
    (there / "3.jpg").write_bytes(b"as the workers see it")
    job = AnalysisTask(PhotoId(1), photos / "3.jpg")

    [result] = pool_on(machines, folders=[MappedFolder(photos, str(there))]).run([job])

    assert result.analysis.content_hash == hashlib.sha256(b"as the workers see it").hexdigest()


@pytest.mark.parametrize("sends", [True, False])
def test_photos_travel_to_workers_that_do_not_see_them(machines, photos, pool_on, sends):
    jobs = jobs_in(photos)[:5]
    nowhere = MappedFolder(photos, "/a/folder/that/is/not/there")

    assert seen(pool_on(machines, folders=[nowhere], sends=sends).run(jobs)) == truth(jobs)


def test_a_photo_that_is_gone_fails_and_says_so(machines, photos, pool_on):
    [result] = pool_on(machines).run([AnalysisTask(PhotoId(1), photos / "gone.jpg")])

    assert result.analysis is None and result.failure.code is ProblemCode.PHOTO_CANNOT_BE_OPENED


def test_a_worker_that_dies_costs_no_photo(machines, photos, pool_on, said):
    jobs = jobs_in(photos)
    results = []
    for result in pool_on(machines).run(jobs):
        results.append(result)
        if len(results) == 5:
            until(lambda: machines.served_by(0), "a worker")
            machines.kill_worker(0)

    assert len(results) == len(jobs) and seen(results) == truth(jobs)


def test_a_scheduler_that_comes_back_costs_no_photo(machines, photos, pool_on, said):
    jobs = jobs_in(photos)
    results = []
    for result in pool_on(machines).run(jobs):
        results.append(result)
        if len(results) == 5:
            machines.kill(machines.scheduler)
            machines.start_scheduler(wait=False)

    assert len(results) == len(jobs) and seen(results) == truth(jobs)
    assert FindingCode.CLUSTER_SCHEDULER_GONE in codes(said) and FindingCode.CLUSTER_SCHEDULER_BACK in codes(said)


def test_a_photo_that_kills_its_workers_costs_only_itself(machines, photos, pool_on):
    (photos / "deadly.jpg").write_bytes(b"!")
    jobs = jobs_in(photos)

    results = {result.photo_id: result for result in pool_on(machines).run(jobs)}

    deadly = next(job.photo_id for job in jobs if job.path.name == "deadly.jpg")
    failure = results.pop(deadly).failure
    assert failure.code is ProblemCode.ANALYSIS_KEEPS_ENDING
    assert failure.fields["ending"].code is ReasonCode.ENDED_ITS_WORKERS
    assert seen(results.values()) == truth([job for job in jobs if job.photo_id != deadly])


def test_jobs_are_read_only_a_few_ahead_of_the_results(machines, photos, pool_on):
    read = []

    def jobs():
        for job in jobs_in(photos) * 5:
            read.append(job)
            yield job

    results = pool_on(machines).run(jobs())
    next(results)
    ahead = len(read)
    results.close()

    assert ahead <= 2 * 2 * 2 + 1  # two workers, two photos each, and as many waiting; and one that is looked for


def test_stopping_ends_the_run_and_the_workers_stay(machines, photos, pool_on):
    cancel = CancelToken()
    results = pool_on(machines).run(jobs_in(photos), cancel)
    next(results)
    cancel.cancel()

    with pytest.raises(Cancelled):
        list(results)

    assert all(worker.poll() is None for worker in machines.workers)


def test_a_scheduler_that_stays_away_ends_the_run_with_a_sentence(tmp_path, photos, pool_on, said):
    with Machines(tmp_path / "own") as own:
        own.start_scheduler()
        own.start_worker()
        until(lambda: "Start worker at" in own.said("worker0"), "a worker")
        results = pool_on(own, patience_s=5.0).run(jobs_in(photos))
        next(results)
        own.kill(own.scheduler)

        with refused(LibraryProblem, ProblemCode.CLUSTER_GONE):
            list(results)


def test_without_any_worker_the_run_ends_with_a_sentence(tmp_path, photos, pool_on):
    with Machines(tmp_path / "own") as own:
        own.start_scheduler()
        with refused(LibraryProblem, ProblemCode.CLUSTER_WITHOUT_WORKERS):
            list(pool_on(own, patience_s=1.0).run(jobs_in(photos)))


def test_where_no_scheduler_is_the_run_says_so_at_once(tmp_path, photos, pool_on):
    with Machines(tmp_path / "own") as own, refused(LibraryProblem, ProblemCode.CLUSTER_NOT_THERE):
        list(pool_on(own).run(jobs_in(photos)))


def test_a_pack_is_sent_to_a_worker_once(machines, photos, pool_on):
    list(pool_on(machines).run(jobs_in(photos)[:1]))
    sent = {place: place.stat().st_mtime_ns for place in machines.folder.rglob("network")}

    list(pool_on(machines).run(jobs_in(photos)[:1]))

    assert sent and {place: place.stat().st_mtime_ns for place in machines.folder.rglob("network")} == sent


# ---------------------------------------------------------------- the parts, without a cluster
def test_a_piece_that_was_damaged_on_the_way_is_no_file(tmp_path):
    parcel = parcels.parcel_of({"pack/network": memoryview(b"whole")})

    with refused(LibraryProblem, ProblemCode.CLUSTER_PARCEL_DAMAGED):
        parcels.write_piece(tmp_path, parcel.files[0], 0, b"holes")

    assert parcel.lacking(tmp_path) == ["pack/network"]


@pytest.mark.parametrize("name", ["../out", "/etc/passwd", "a/../../b", "a\\b", "C:evil", ""])
def test_a_parcel_writes_nothing_outside_of_its_folder(tmp_path, name):
    with refused(LibraryProblem, ProblemCode.CLUSTER_PARCEL_DAMAGED):
        parcels.place_in(tmp_path, name)


def test_a_large_file_arrives_piece_by_piece(tmp_path, monkeypatch):
    monkeypatch.setattr(parcels, "PIECE_BYTES", 3)
    contents = {"pack/network": memoryview(b"0123456789")}
    parcel = parcels.parcel_of(contents)

    parcels.send(parcel, contents, ["pack/network"], None, lambda _take, *piece: _write(tmp_path, *piece))

    assert [file.name for file in (tmp_path / "pack").iterdir()] == ["network"]
    assert (tmp_path / "pack" / "network").read_bytes() == b"0123456789" and not parcel.lacking(tmp_path)


def _write(folder, parcel, name, start, piece):
    parcels.write_piece(folder, parcel.file(name), start, piece)


@pytest.mark.parametrize(
    ("here", "there", "path", "name"),
    [
        ("/photos", "/mnt/nas", "/photos/a/b.jpg", "/mnt/nas/a/b.jpg"),
        ("/photos", "Z:\\photos\\", "/photos/a/b.jpg", "Z:\\photos\\a\\b.jpg"),
        ("/photos", "/mnt/nas", "/photos2/b.jpg", None),
    ],
)
def test_names_there_keep_to_the_folder_that_was_mapped(tmp_path, here, there, path, name):
    folder = MappedFolder.parsed(f"{here}={there}")

    assert folder.name_there(type(tmp_path)(path)) == name


@pytest.mark.parametrize("text", ["photos", "=there", "here="])
def test_a_map_that_says_nothing_is_refused(text):
    with refused(InvalidInput, ProblemCode.CLUSTER_MAP):
        MappedFolder.parsed(text)


@pytest.mark.parametrize("text", ["", "scheduler:8786", "http://scheduler", "tcp://", "tcp://a:b", "tcp://a/b"])
def test_what_is_no_address_is_refused(text):
    with refused(InvalidInput, ProblemCode.CLUSTER_ADDRESS):
        checked_address(text)


def test_a_scheduler_has_its_usual_port():
    assert checked_address("tcp://scheduler") == "tcp://scheduler:8786"


def test_an_open_pool_answers_each_thread_for_its_own_photo(photos):
    from faceorg.library.workers.photo_answers import PhotoAnalyses
    from faceorg.library.workers.pool import WorkerPool

    pool = OpenPool(WorkerPool(open_fake_look, PhotoAnalyses(4), processes=2))
    jobs = jobs_in(photos)
    found = {}

    def ask(some):
        for job in some:
            [result] = pool.analyse([job])
            found[job.photo_id] = result.analysis.content_hash

    threads = [threading.Thread(target=ask, args=(jobs[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()

    assert found == truth(jobs)
    with pytest.raises(Cancelled):
        pool.analyse(jobs[:1])
