"""Days that somebody asks for -> the photo of a timeline that was taken then, or next before."""

from __future__ import annotations

from datetime import date

from faceorg.gui.pages.getting_around import say_nearest
from faceorg.gui.pages.photos.photo_grid import PhotoGrid
from faceorg.gui.pages.photos.photos_model import PhotosModel
from faceorg.gui.session.session import Session
from faceorg.library.views import photo_views


def go_to_days(session: Session, grid: PhotoGrid, model: PhotosModel, first: date, last: date) -> None:
    """Go to the newest photo that is not after these days; it is looked for in the month that it must be in."""
    rows = model.month_not_after(last)
    ids = model.photo_ids(rows)

    def go(found: int | None) -> None:
        if model.photo_ids(rows) == ids:  # else others are shown by now
            at = min(rows.start + found if found is not None else rows.stop, model.rowCount() - 1)
            grid.go_to_row(at)
            say_nearest(session, first, last, model.day_of(at))

    session.runner.read(lambda: photo_views.first_not_after(session.library, ids, last), go, grid)
