"""`faceorg scan --cluster` with real workers and a real pack: the same library as without, whatever is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress

import numpy as np
import pytest

pytest.importorskip("distributed")

from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoState
from faceorg.errors import LibraryReadOnly, NotFound
from faceorg.library.cluster.calls import Scheduler
from faceorg.library.cluster.comparing import compare_on_cluster
from faceorg.library.opening.open_library import open_library
from faceorg.library.recognising.vectors import space_of
from faceorg.library.scanning import ingest
from faceorg.matching.neighbours.cells import nearest_pairs_by_cells
from faceorg.matching.neighbours.similarity import unit_rows
from faceorg.messages.codes import TaskCode
from faceorg.paths import resources_dir
from faceorg.progress import ProgressMeter
from tests.cluster.machines import Machines, until

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    with Machines(tmp_path_factory.mktemp("machines"), apart=True) as made:
        made.start_scheduler()
        made.start_worker()
        made.start_worker()
        yield made


@pytest.fixture(scope="module")
def some_photos(tmp_path_factory, still_photos):
    """Thirty pictures of four people, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("some") / "photos"
    for name in ("amy", "howard", "penny", "raj"):
        shutil.copytree(still_photos / name, folder / name)
    for file in still_photos.glob("*.jpg"):
        shutil.copy(file, folder / file.name)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 and no more")
    return folder


@pytest.fixture(scope="module")
def scanned_here(tmp_path_factory, some_photos):
    """What a scan on this machine alone finds."""
    folder = tmp_path_factory.mktemp("here") / "library"
    with open_library(folder) as library:
        ingest.scan(library, [some_photos], pack="starter", device="cpu")
        return seen_in(library)


def seen_in(library):
    """What each photo shows: its state, and of each face its box and its embedding."""
    found = {}
    for photo in photos.all_photos(library.catalog):
        shown = faces.faces_of_photo(library.catalog, photo.id)
        ids, embeddings = space_of(library).vectors_of([face.id for face in shown])
        by_id = dict(zip(ids.tolist(), embeddings, strict=True))
        found[photo.path.name] = (photo.state, photo.content_hash, [(face.box, by_id[face.id]) for face in shown])
    return found


def same(one, other):
    assert one.keys() == other.keys()
    for name in one:
        (state, content, mine), (its_state, its_content, its) = one[name], other[name]
        assert (state, content) == (its_state, its_content), name
        assert [box for box, _ in mine] == [box for box, _ in its], name
        assert all(np.array_equal(a, b) for (_, a), (_, b) in zip(mine, its, strict=True)), name
    return True


def contents(folder):
    with open_library(folder, edit=False) as library:
        return seen_in(library)


def analysed(folder):
    """How many photos a library knows the faces of."""
    with (
        suppress(NotFound, LibraryReadOnly),
        open_library(folder, edit=False) as library,
    ):  # not there yet, or not whole
        return photos.counts_by_state(library.catalog).get(PhotoState.ANALYZED, 0)
    return 0


def finished(scan):
    output, _ = scan.communicate(timeout=300)
    return scan.returncode, output


def test_a_scan_on_a_cluster_makes_the_same_library(machines, some_photos, scanned_here, tmp_path):
    scan = machines.start_scan(str(some_photos), "--library", str(tmp_path / "library"), "--pack", "starter")

    status, output = finished(scan)

    assert status == 0 and "1 failed" in output, machines.said(machines.here)
    assert same(contents(tmp_path / "library"), scanned_here)


def test_a_pack_that_no_worker_has_is_sent(machines, some_photos, tmp_path):
    library = tmp_path / "library"
    pack = library / "packs" / "mine"
    pack.mkdir(parents=True)
    for file in (resources_dir() / "packs" / "starter").iterdir():
        if file.suffix in (".onnx", ".json"):
            shutil.copyfile(file, pack / file.name)

    scan = machines.start_scan(str(some_photos / "amy"), "--library", str(library), "--pack", "mine")

    assert finished(scan)[0] == 0, machines.said(machines.here)
    assert analysed(library) == 5
    assert list(machines.folder.glob("worker*/cache/**/mine/*.onnx"))


def test_a_scan_that_is_killed_goes_on_where_it_was(machines, some_photos, scanned_here, tmp_path):
    library = tmp_path / "library"
    arguments = (str(some_photos), "--library", str(library), "--pack", "starter")
    scan = machines.start_scan(*arguments)
    until(lambda: analysed(library) or scan.poll() is not None, "the first photos")
    machines.kill(scan)

    status, _output = finished(machines.start_scan(*arguments))

    assert status == 0, machines.said(machines.here)
    assert same(contents(library), scanned_here)


def test_ctrl_c_ends_a_scan_and_the_next_one_goes_on(machines, some_photos, scanned_here, tmp_path):
    library = tmp_path / "library"
    arguments = (str(some_photos), "--library", str(library), "--pack", "starter")
    scan = machines.start_scan(*arguments)
    until(lambda: "takes part" in machines.said(machines.here), "that it works")
    os.kill(scan.pid, signal.SIGINT)
    status, _output = finished(scan)

    again, _output = finished(machines.start_scan(*arguments))

    assert status == 130 and again == 0
    assert same(contents(library), scanned_here)


def test_a_worker_ends_when_it_is_asked_to(machines, tmp_path):
    with Machines(tmp_path / "own") as own:
        own.start_scheduler()
        worker = own.start_worker()
        until(lambda: own.served_by(0), "a worker")
        worker.send_signal(signal.SIGTERM)

        assert worker.wait(60) == 0


def test_a_worker_waits_for_a_scheduler(tmp_path):
    with Machines(tmp_path / "own") as own:
        own.start_worker()
        until(lambda: "trying again" in own.said("worker0"), "that it waits")
        own.start_scheduler()

        until(lambda: "Registered to" in own.said("worker0"), "that it has found it")


def test_own_workers_and_a_cluster_do_not_go_together(machines, some_photos, tmp_path):
    scan = machines.start_scan(str(some_photos), "--library", str(tmp_path / "library"), "--workers", "2")

    assert finished(scan)[0] == 1
    assert "--workers and --device" in machines.said(machines.here)


# ---------------------------------------------------------------- comparing faces
@pytest.fixture
def many_faces():
    """Two thousand faces of a hundred people."""
    chance = np.random.default_rng(5)
    people = chance.normal(size=(100, 32))
    return unit_rows(np.repeat(people, 20, axis=0) + chance.normal(size=(2000, 32)) * 0.4).astype(np.float32)


@pytest.fixture(scope="module")
def near_machines(tmp_path_factory):
    with Machines(tmp_path_factory.mktemp("near")) as made:
        made.start_scheduler()
        made.start_worker()
        made.start_worker()
        yield made


def pairs_of(vectors, compare=None):
    meter = ProgressMeter(TaskCode.COMPARING_FACES, len(vectors))
    return nearest_pairs_by_cells(vectors, k=8, floor=0.3, meter=meter, cancel=None, compare=compare)


def on(scheduler):
    return lambda comparison, cancel: compare_on_cluster(scheduler, comparison, cancel)


def test_a_cluster_finds_the_same_neighbours(near_machines, many_faces):
    done = []

    def compare(comparison, cancel):
        for found in compare_on_cluster(Scheduler(near_machines.address), comparison, cancel):
            done.append(found)
            yield found

    for mine, its in zip(pairs_of(many_faces), pairs_of(many_faces, compare), strict=True):
        assert np.array_equal(mine, its)
    assert sum(len(found.keys) for found in done) >= len(pairs_of(many_faces)[0])


def test_what_a_cluster_cannot_compare_is_compared_here(tmp_path, many_faces):
    said = []
    with Machines(tmp_path / "own") as nobody:
        found = pairs_of(many_faces, on(Scheduler(nobody.address, said.append)))

    assert said
    for mine, its in zip(pairs_of(many_faces), found, strict=True):
        assert np.array_equal(mine, its)


def test_tls_is_spoken_where_dask_has_certificates(tmp_path, some_photos):
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=faceorg -keyout {key} -out {certificate}".split(),
        check=True,
        capture_output=True,
    )
    tls = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(certificate), "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "1"}
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        tls[f"DASK_DISTRIBUTED__COMM__TLS__{who}__CERT"] = str(certificate)
        tls[f"DASK_DISTRIBUTED__COMM__TLS__{who}__KEY"] = str(key)
    with Machines(tmp_path / "own", scheme="tls", **tls) as secret:
        secret.start_scheduler()
        secret.start_worker()
        scan = secret.start_scan(str(some_photos / "amy"), "--library", str(tmp_path / "library"), "--pack", "starter")

        assert finished(scan)[0] == 0, secret.said(secret.here)
        assert "tls://" in secret.said("worker0")
    assert analysed(tmp_path / "library") == 5
