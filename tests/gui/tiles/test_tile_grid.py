"""The grid with very many tiles: selecting them asks the model nothing, and a long band waits until it rests."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QItemSelectionModel, QRect
from PySide6.QtWidgets import QStyledItemDelegate

from faceorg.domain import Timeline
from faceorg.gui.look.theme import Theme
from faceorg.gui.pages.photos.photo_grid import PhotoGrid
from faceorg.gui.pages.photos.photos_model import PhotosModel

COUNT = 100_000


class Blank(QStyledItemDelegate):
    def paint(self, painter, option, index) -> None:
        """Nothing: what is shown does not matter here."""


@pytest.fixture
def grid(qtbot, qapp, ini) -> PhotoGrid:
    model = PhotosModel(None)
    model.show(Timeline(array("q", range(1, COUNT + 1))))
    made = PhotoGrid(Theme(qapp, ini))
    qtbot.addWidget(made)
    model.setParent(made)
    made.setModel(model)
    made.setItemDelegate(Blank(made))
    made.resize(1200, 800)
    made.show()
    return made


def test_select_all_asks_for_a_few_rows_only(grid, monkeypatch) -> None:
    asked = []
    count = PhotosModel.rowCount
    monkeypatch.setattr(PhotosModel, "rowCount", lambda self, *index: asked.append(1) or count(self, *index))
    grid.selectAll()
    assert grid.selected_count() == COUNT
    assert len(asked) < 500


def test_a_long_band_selects_once_it_rests(qtbot, grid) -> None:
    command = QItemSelectionModel.SelectionFlag.ClearAndSelect
    narrow = QRect(30, 30, 200, grid.grid_layout().height - 60)
    grid.setSelection(narrow, command)
    assert grid.selected_count() == 0
    qtbot.waitUntil(lambda: grid.selected_count() > 0)
    columns = grid.grid_layout().columns
    assert {row % columns for row in grid.selected_rows()} == {0, 1}
    grid.setSelection(QRect(30, 30, 200, 100), command)
    assert grid.selected_rows() == [0, 1]
