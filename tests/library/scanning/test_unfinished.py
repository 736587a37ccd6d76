"""How many photos are still to be looked at, of those that can be looked at now."""

from __future__ import annotations

from faceorg.catalog.pictures import photos
from faceorg.library.recognising import packs
from faceorg.library.scanning.unfinished import photos_waiting


def test_photos_that_wait_are_counted_once_and_only_where_their_folder_is_there(studio) -> None:
    for name in ("one/a.png", "one/in/b.png", "two/c.png"):
        studio.take(name, "anna")
    studio.scan(studio.photos / "one", studio.photos / "one" / "in", studio.photos / "two")
    assert photos_waiting(studio.library) == 0
    catalog = studio.library.catalog
    every = list(photos.all_photos(catalog))
    photos.mark_changed(catalog, [(photo.id, photo.size_bytes, photo.mtime_ns) for photo in every])
    assert photos_waiting(studio.library) == 3
    (studio.photos / "two").rename(studio.photos / "unplugged")
    assert photos_waiting(studio.library) == 2
    packs.choose_pack(studio.library, "no such pack")
    assert photos_waiting(studio.library) == 0


def test_photos_that_only_another_pack_saw_wait(studio) -> None:
    studio.take("a.png", "anna")
    studio.scan()
    studio.library.catalog.connection.execute("UPDATE emb.analyzed SET pack_id = 'another'")
    assert photos_waiting(studio.library) == 1
    assert photos.count_to_analyze(studio.library.catalog, "fake", []) == 0
