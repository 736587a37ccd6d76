"""The timeline below the page of photos: every photo in its month, and its neighbours."""

from __future__ import annotations

from faceorg.catalog.pictures import photo_search, photos
from faceorg.domain import PhotoFilter
from faceorg.library.views.photo_views import timeline


def test_the_timeline_puts_every_photo_in_its_month(library) -> None:
    found = timeline(library, PhotoFilter())
    assert found.months[0].first == 0
    assert [month.first for month in found.months] == sorted({month.first for month in found.months})
    for month, following in zip(found.months, [*found.months[1:], None], strict=True):
        last = following.first if following else len(found.photo_ids)
        for photo in photos.photos(library.catalog, found.photo_ids[month.first : last]):
            assert (photo.taken_at.year, photo.taken_at.month) == (month.year, month.month)


def test_neighbours_walk_through_the_whole_timeline(library) -> None:
    order = list(timeline(library, PhotoFilter()).photo_ids)
    assert len(order) > 1
    for at, photo_id in enumerate(order):
        newer, older = photo_search.neighbours(library.catalog, photo_id)
        assert newer == (order[at - 1] if at else None)
        assert older == (order[at + 1] if at + 1 < len(order) else None)


def test_neighbours_are_found_where_photos_have_no_date_or_the_same(library) -> None:
    order = list(timeline(library, PhotoFilter()).photo_ids)
    write = library.catalog.connection.execute
    with library.catalog.atomic():
        for photo_id in order[:2]:
            write("UPDATE photos SET taken_at = NULL WHERE id = ?", (photo_id,))
        for photo_id in order[2:4]:
            write("UPDATE photos SET taken_at = '1990-01-01T00:00:00' WHERE id = ?", (photo_id,))

    test_neighbours_walk_through_the_whole_timeline(library)


def test_neighbours_are_found_without_a_pass_over_all_photos(library) -> None:
    [photo_id, *_] = timeline(library, PhotoFilter()).photo_ids
    asked = []
    library.catalog.connection.set_trace_callback(asked.append)
    photo_search.neighbours(library.catalog, photo_id)
    library.catalog.connection.set_trace_callback(None)

    assert asked
    for question in asked:
        plan = " ".join(row[3] for row in library.catalog.connection.execute(f"EXPLAIN QUERY PLAN {question}"))
        assert "TEMP B-TREE" not in plan and "SEARCH" in plan, plan
