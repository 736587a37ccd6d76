"""Every item model keeps Qt's rules while rows come, go and are replaced: a tester watches all the time."""

from __future__ import annotations

import inspect
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from itertools import chain
from pkgutil import walk_packages

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

import faceorg.gui
from faceorg.catalog import clusters, face_rows, faces
from faceorg.domain import Cluster, ClusterId, EditId, FaceId, PackId, PhotoFilter, Timeline
from faceorg.edits import Edit, EditFacts, EditKind
from faceorg.gui.naming.clusters_model import ClustersModel
from faceorg.gui.pages.history.history_model import HistoryModel
from faceorg.gui.pages.people.people_model import Order, PeopleModel
from faceorg.gui.pages.photos.photos_model import PhotosModel
from faceorg.gui.tiles.faces_model import FacesModel
from faceorg.gui.tiles.roles import Role
from faceorg.gui.tiles.two_line_list import LinesModel, ListLine
from faceorg.library.opening import history
from faceorg.library.people import edits as verbs
from faceorg.library.views.photo_views import timeline

Life = Iterator[QAbstractItemModel]


def asked_everything(model: QAbstractItemModel) -> None:
    """Ask every row for every role, as views, delegates and screen readers do."""
    roles = [*Role, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole]
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        assert index.isValid() and not index.parent().isValid()
        assert index.flags() & Qt.ItemFlag.ItemIsEnabled
        for role in roles:
            index.data(role)
    assert model.rowCount(model.index(0, 0)) == 0  # a list, not a tree
    assert not model.index(model.rowCount(), 0).isValid()
    assert QModelIndex().data() is None


def life_of_faces(window, person_of) -> Life:
    session = window.session
    found = list(face_rows.of_faces(session.library.catalog, [*person_of("penny"), *person_of("raj")]))
    model = FacesModel(session.people_cache, session.thumbnails)
    yield model
    model.show(found)
    yield model
    model.toggle_left_out(2)
    model.set_left_out([found[0].face_id, found[4].face_id])
    session.thumbnails.arrived.emit([found[1].face_id])
    yield model
    model.show(found, {found[3].face_id: "91 %"})
    yield model
    model.show(list(reversed(found[2:])))
    assert model.left_out() == {found[4].face_id}
    yield model
    model.show([])
    yield model


def life_of_people(window, person_of) -> Life:
    session = window.session
    model = PeopleModel(session.people_cache, session.thumbnails)
    yield model
    model.show_groups(clusters.clusters(session.library.catalog, min_faces=2))
    assert model.group_count() == 8
    yield model
    found = clusters.clusters(session.library.catalog, min_faces=2)
    fewer = [found[0], replace(found[1], face_ids=found[1].face_ids[1:]), *found[2:]]
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    model.show_groups(fewer)
    assert told == [1], "the same groups, one of them with other faces"
    yield model
    made = [verbs.name_faces(session.library, person_of(name), name.title()) for name in ("penny", "raj", "amy")]
    session.people_cache.put(frozenset(who.person_id for who in made), _summaries(session))
    yield model
    model.set_order(Order.NAME)
    model.set_order(Order.RECENT)
    yield model
    verbs.hide_person(session.library, made[0].person_id)
    session.people_cache.put(frozenset([made[0].person_id]), _summaries(session))
    assert model.people_count() == 2
    yield model
    model.show_hidden(True)
    model.set_filter("pen")
    assert model.rowCount() == 1
    yield model
    model.set_filter("nobody")
    yield model
    model.set_filter("")
    model.show_groups([])
    yield model


def _summaries(session) -> list:
    from faceorg.catalog import people

    return people.summaries(session.library.catalog)


def life_of_clusters(window, _person_of) -> Life:
    found = list(clusters.clusters(window.session.library.catalog, min_faces=1))
    model = ClustersModel()
    yield model
    model.show(found)
    yield model
    model.toggle_left_out(0, found[0].face_ids[1])
    model.remove(found[3].id)
    model.remove(found[0].id)
    model.remove(ClusterId(10**6))
    assert model.rowCount() == len(found) - 2
    yield model
    model.show([Cluster(ClusterId(10**6 + n), PackId("p"), (FaceId(1), FaceId(2))) for n in range(3)] + found[4:])
    yield model
    model.sort_anew(found)
    yield model
    model.show([])
    yield model


def life_of_photos(window, _person_of) -> Life:
    library = window.session.library
    model = PhotosModel(library)
    yield model
    whole = timeline(library, PhotoFilter())
    assert model.show(whole) and not model.show(whole)
    yield model
    model.show(Timeline(array("q", whole.photo_ids[5:20])))
    assert model.row_of(whole.photo_ids[7]) == 2 and model.row_of(whole.photo_ids[0]) is None
    yield model
    model.show(Timeline(array("q", [10**9])))  # a photo that has just been forgotten
    yield model
    model.show(Timeline())
    yield model


def life_of_history(window, person_of) -> Life:
    library = window.session.library
    model = HistoryModel()
    yield model
    for name in ("penny", "raj", "amy"):
        verbs.name_faces(library, person_of(name), name.title())
    model.show(history.history(library))
    yield model
    history.undo(library)
    model.show(history.history(library))
    assert model.newest_done() == 1
    yield model
    edits = history.history(library)
    model.show([replace(edit, made_at=datetime(2020, 1, 1 + at).astimezone()) for at, edit in enumerate(edits)])
    yield model
    model.show(
        [
            Edit(
                EditId(1),
                EditFacts(EditKind.OTHER, text="A label of a newer faceorg"),
                datetime.now().astimezone(),
                False,
            )
        ]
    )
    yield model
    model.show([])
    yield model


def life_of_lines(_window, _person_of) -> Life:
    model = LinesModel()
    yield model
    model.show([ListLine("one", "two", "three"), ListLine("four")])
    yield model
    model.show([ListLine("five")])
    yield model
    model.show([])
    yield model


LIVES: dict[type[QAbstractItemModel], Callable[..., Life]] = {
    FacesModel: life_of_faces,
    PeopleModel: life_of_people,
    ClustersModel: life_of_clusters,
    PhotosModel: life_of_photos,
    HistoryModel: life_of_history,
    LinesModel: life_of_lines,
}


@pytest.mark.parametrize("kind", LIVES, ids=lambda kind: kind.__name__)
def test_a_model_keeps_qts_rules_through_its_life(qtmodeltester, window, person_of, kind) -> None:
    steps = LIVES[kind](window, person_of)
    model = next(steps)
    watching = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for changed in chain([model], steps):
        qtmodeltester.check(changed)
        asked_everything(changed)
    assert watching.model() is model


def test_every_item_model_of_the_window_is_among_them() -> None:
    """A new one cannot be forgotten."""
    found = set()
    for module in walk_packages(faceorg.gui.__path__, "faceorg.gui."):
        made = import_module(module.name)
        for _name, kind in inspect.getmembers(made, inspect.isclass):
            if issubclass(kind, QAbstractItemModel) and kind.__module__ == module.name:
                found.add(kind)
    assert found == set(LIVES)


def test_models_of_the_catalogue_hold_real_rows(window, person_of) -> None:
    """What the lives above show is the scanned library, not made up."""
    catalog = window.session.library.catalog
    assert len(person_of("penny")) == 5
    assert len({faces.face(catalog, face_id).photo_id for face_id in person_of("penny")}) == 5
