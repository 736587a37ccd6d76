"""A short random walk through the window: nothing is decided that was not meant, and nothing is lost.

The long one: `python packaging/bench/walk.py random --seed 7 --steps 10000`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from faceorg.domain import FaceId
from faceorg.edits import EditKind
from faceorg.library.opening import history
from faceorg.library.people import edits

BENCH = Path(__file__).parents[3] / "packaging" / "bench"


@pytest.fixture
def roam(monkeypatch: pytest.MonkeyPatch):
    """The walk of packaging/bench, with nothing that would wait for a hand."""
    monkeypatch.syspath_prepend(BENCH)
    import roam
    import roam_window

    roam_window.let_nothing_wait(monkeypatch.setattr)
    return roam


@pytest.mark.parametrize("seed", [3, 4])
def test_a_random_walk_decides_nothing_that_was_not_meant(window, roam, seed: int) -> None:
    report = roam.walk(window, seed, 150)
    assert report.steps == 150 and report.edits.total() > 0 and len(report.pages) >= 6
    assert not report.faults, report.table()


def test_the_model_tells_what_was_not_meant_and_what_is_lost(library, roam, person_of) -> None:
    from roam_model import Meant, Model

    amy, penny = person_of("amy"), person_of("penny")
    model = Model(library)
    named = frozenset({EditKind.NAMED})

    def faults(*meant: Meant) -> list[str]:
        return [fault.kind for fault in model.compare(meant)[0]]

    edits.name_faces(library, amy, "Amy")
    assert faults(Meant(named, frozenset(amy), name="Amy")) == []
    edits.name_faces(library, penny, "Penny")
    assert faults() == ["not meant"]
    edits.name_faces(library, penny, "Amy")
    assert faults(Meant(named, frozenset(penny), name="Penny")) == ["not meant"]
    edits.name_faces(library, [*penny, amy[0]], "Penny")
    assert faults(Meant(named, frozenset(penny), name="Penny")) == ["not meant"]
    assert faults(Meant(named, frozenset({FaceId(amy[1])}), name="Amy")) == []  # she is already
    assert faults(Meant(named, frozenset({FaceId(amy[1])}), name="Penny")) == ["lost"]


def test_a_second_name_in_the_same_breath_may_be_refused_aloud_but_not_be_lost(library, roam, person_of) -> None:
    from roam_model import Meant, Model

    amy = person_of("amy")
    named, model = frozenset({EditKind.NAMED}), Model(library)
    both = [Meant(named, frozenset(amy), name="Amy"), Meant(named, frozenset(amy), name="Lee")]
    edits.name_faces(library, amy, "Amy")
    faults, _edits = model.compare(both, refused=True)
    assert faults == []
    history.undo(library)
    model.compare([])
    history.redo(library)
    faults, _edits = model.compare([Meant(named, frozenset(amy), name="Lee")], refused=True)
    assert [fault.kind for fault in faults] == ["not meant", "lost"]


def test_nothing_is_answered_while_something_is_done(window, roam) -> None:
    from roam_time import Time

    time, answers = Time(window, lambda fault: answers.append(fault)), []
    time.settle()
    time.stop()
    window.session.runner.read(lambda: "read", answers.append)
    window.session.runner.edit(lambda: "edited", answers.append)
    for _turn in range(50):
        QApplication.processEvents()
    assert answers == []
    time.settle()
    assert answers == ["edited", "read"]  # a question waits for the next turn of the event loop
    time.close()
