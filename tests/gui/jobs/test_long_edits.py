"""What decides something and may take long (forgetting, moved folders, names of files): seen in the bar and stopped."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import missing, photos
from faceorg.domain import PhotoFilter, PhotoState
from faceorg.edits import EVERYTHING
from faceorg.gui.jobs import scanning
from faceorg.gui.session.runner import Job
from faceorg.gui.sheets.really import ReallySheet
from faceorg.library.names_in_files import regions
from faceorg.library.people import edits
from faceorg.library.scanning import exclusions, forgetting, ingest
from faceorg.library.views import photo_views
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.regions import Region
from faceorg.metadata.writer import Target, carry_out, plan_write
from tests.stills import mirrored

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


class Gate:
    """Lets the first call of a function through, and each later one only once it was opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, of: object, name: str) -> None:
        self._real, self._open, self.calls = getattr(of, name), threading.Event(), 0
        monkeypatch.setattr(of, name, lambda *given, **named: self._pass(*given, **named))

    def _pass(self, *given, **named):
        self.calls += 1
        if self.calls > 1:
            assert self._open.wait(60)
        return self._real(*given, **named)

    def open(self) -> None:
        self._open.set()


def stop(qtbot, window, gate: Gate) -> None:
    """Wait for the bar, click its cross, and let what waits go on to where it notices."""
    qtbot.waitUntil(window.job_bar.isVisible)
    assert not window.job_bar.pause_button.isVisible(), "all other edits would wait for who pauses it"
    with qtbot.waitSignal(window.session.runner.job_ended) as ended:
        qtbot.mouseClick(window.job_bar.cancel_button, LEFT)
        gate.open()
    assert ended.args[1] is False
    qtbot.waitUntil(lambda: not window.job_bar.isVisible() and window.session.runner.is_idle)


@pytest.fixture
def left_out(qtbot, window, library, person_of, still_photos) -> int:
    """Howard's folder is left out, and the list of what is so in sight; how many photos that are."""
    edits.name_faces(library, person_of("howard"), "Howard")
    exclusions.exclude(library, str(still_photos / "howard"))
    window.session.broadcast(EVERYTHING)
    window.session.go("photos", PhotoFilter(state=PhotoState.MISSING))
    qtbot.waitUntil(window.page.deleted.isVisible)
    found = len(window.page.deleted.list.lines())
    assert found > 2
    return found


def test_forgetting_is_stopped_and_what_was_forgotten_until_then_is(
    qtbot, window, library, left_out: int, monkeypatch
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 1)
    gate = Gate(monkeypatch, missing, "forget")
    qtbot.mouseClick(window.page.deleted.forget_left_out, LEFT)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), ReallySheet))
    qtbot.mouseClick(window.open_sheet().yes, LEFT)
    qtbot.waitUntil(lambda: window.job_bar.details.text().startswith(f"0 of {left_out}"))
    stop(qtbot, window, gate)
    qtbot.waitUntil(lambda: 0 < len(window.page.deleted.list.lines()) < left_out)
    kept = len(window.page.deleted.list.lines())
    assert photo_views.counts_by_state(library)[PhotoState.MISSING] == kept
    assert window.toast.text() == "Stopped: Forgetting photos. What is done stays."
    qtbot.mouseClick(window.toast.more, LEFT)  # go on
    qtbot.waitUntil(lambda: photo_views.counts_by_state(library)[PhotoState.MISSING] == 0)
    qtbot.waitUntil(lambda: window.toast.text() == f"{kept} photos were forgotten.")


def test_a_folder_whose_move_is_stopped_is_where_it_was(
    qtbot, window, library, still_photos: Path, tmp_path: Path, monkeypatch
) -> None:
    trip = tmp_path / "trip"
    trip.mkdir()
    for photo in sorted((still_photos / "howard").iterdir())[:3]:
        mirrored(photo, trip / photo.name)
    ingest.scan(library, [trip], workers=1)
    before = photo_views.find_photos(library, PhotoFilter(folder=trip))
    assert len(before) == 3
    new = trip.rename(tmp_path / "Norway")
    gate = Gate(monkeypatch, photos.ProgressMeter, "step")
    scanning.folder_moved(window.session, trip, new)
    stop(qtbot, window, gate)
    assert photo_views.find_photos(library, PhotoFilter(folder=trip)) == before
    assert window.toast.text() == "Stopped: Having photos follow their folder."
    qtbot.mouseClick(window.toast.more, LEFT)  # begin again
    qtbot.waitUntil(lambda: photo_views.find_photos(library, PhotoFilter(folder=new)) == before)
    qtbot.waitUntil(lambda: window.session.runner.is_idle)


@pytest.fixture
def named_files(library, still_photos: Path, tmp_path: Path) -> list[str]:
    """Three photos with a name in them that faceorg did not give."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for at, photo in enumerate(sorted((still_photos / "howard").iterdir())[:3]):
        mirrored(photo, folder / f"{at}.jpg")
    ingest.scan(library, [folder], workers=1)
    for photo in photo_views.known_photos(library, photo_views.find_photos(library, PhotoFilter(folder=folder))):
        face = faces.faces_of_photo(library.catalog, photo.id)[0]
        with InFileWriter() as in_file:
            carry_out(plan_write(photo.path, [Region("Bernadette", face.box)], kind=Target.FULL_NAME), in_file)
    return ["Bernadette"]


def test_names_of_files_are_taken_over_whole_or_not_at_all(qtbot, window, library, monkeypatch, named_files) -> None:
    window.session.go("names")
    page = window.page
    qtbot.mouseClick(page.read, LEFT)
    qtbot.waitUntil(page.go_on.isVisible)
    gate = Gate(monkeypatch, regions._RegionImport, "apply")
    qtbot.mouseClick(page.go_on, LEFT)
    qtbot.waitUntil(lambda: window.job_bar.details.text().startswith("0 of 3"))
    stop(qtbot, window, gate)
    assert people.people(library.catalog) == []
    assert window.toast.text() == "Stopped: Taking names over."
    qtbot.mouseClick(window.toast.more, LEFT)  # begin again
    qtbot.waitUntil(lambda: [person.name for person in people.people(library.catalog)] == named_files)
    qtbot.waitUntil(lambda: window.actions_["undo"].text().startswith("Undo “"))
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: people.people(library.catalog) == [])


def test_while_another_job_runs_it_is_made_at_once(qtbot, window, library, left_out: int) -> None:
    """A scan may take hours: nobody waits for its end to forget a few photos."""
    gate, forgotten = threading.Event(), window.page.deleted.forget_left_out
    window.session.runner.job(Job("Looking for photos", lambda _progress, _cancel: gate.wait(60)))
    qtbot.mouseClick(forgotten, LEFT)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), ReallySheet))
    qtbot.mouseClick(window.open_sheet().yes, LEFT)
    qtbot.waitUntil(lambda: window.toast.text() == f"{left_out} photos were forgotten.")
    assert window.session.runner.current_job is not None
    gate.set()
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
