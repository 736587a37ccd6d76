"""Pictures by face id: newest request first, dropped when scrolled past, never read on the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from faceorg.domain import FaceId
from faceorg.gui.look.thumbnails import MAX_REQUESTS, Thumbnails


def jpeg(color: str = "red") -> bytes:
    image = QImage(160, 160, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    return bytes(buffer.data().data())


@pytest.fixture
def made(qapp) -> Iterator[Callable[..., Thumbnails]]:
    pools: list[Thumbnails] = []

    def make(read) -> Thumbnails:
        pools.append(Thumbnails(read))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


def test_a_miss_answers_none_and_arrives_by_its_id(qtbot, made) -> None:
    picture = jpeg()
    pool = made(lambda face_id: picture)
    with qtbot.waitSignal(pool.arrived) as arrived:
        assert pool.pixmap(FaceId(7), 96) is None
    assert arrived.args == [[7]]
    assert pool.pixmap(FaceId(7), 96).width() == 96


def test_nothing_is_read_on_the_gui_thread(qtbot, made) -> None:
    readers: set[int] = set()
    picture = jpeg()

    def read(_face_id: FaceId) -> bytes:
        readers.add(threading.get_ident())
        return picture

    pool = made(read)
    with qtbot.waitSignal(pool.arrived):
        pool.pixmap(FaceId(1), 96)
    assert readers and threading.get_ident() not in readers


def test_the_newest_wish_is_read_first_and_the_oldest_are_dropped(qtbot, made) -> None:
    gate, order = threading.Event(), list[int]()
    picture = jpeg()

    def read(face_id: FaceId) -> bytes:
        gate.wait(10)
        order.append(face_id)
        return picture

    pool, arrived = made(read), list[FaceId]()
    pool.arrived.connect(arrived.extend)
    busy = 2  # the pool's threads each hold one of the first requests while the gate is shut
    for number in range(MAX_REQUESTS + 50):
        pool.pixmap(FaceId(number), 96)
    gate.set()
    qtbot.waitUntil(lambda: len(arrived) == len(order) >= MAX_REQUESTS)
    assert MAX_REQUESTS + 49 in order[: busy + 20]
    assert len(order) <= MAX_REQUESTS + busy


def test_a_face_without_a_picture_is_asked_for_once(qtbot, made) -> None:
    asked: list[int] = []

    def read(face_id: FaceId) -> None:
        asked.append(face_id)

    pool = made(read)
    with qtbot.waitSignal(pool.arrived):
        pool.pixmap(FaceId(3), 96)
    assert pool.pixmap(FaceId(3), 96) is None
    with qtbot.waitSignal(pool.arrived):
        pool.pixmap(FaceId(4), 96)
    assert asked == [3, 4]


def test_a_changed_face_keeps_its_old_picture_until_the_new_one_is_here(qtbot, made) -> None:
    color = ["red"]
    pool = made(lambda _face_id: jpeg(color[0]))
    with qtbot.waitSignal(pool.arrived):
        pool.pixmap(FaceId(1), 96)
    color[0] = "blue"
    with qtbot.waitSignal(pool.arrived):
        pool.forget([FaceId(1)])
        assert pool.pixmap(FaceId(1), 96).toImage().pixelColor(5, 5).red() > 200
    assert pool.pixmap(FaceId(1), 96).toImage().pixelColor(5, 5).blue() > 200


def test_one_picture_that_cannot_be_read_leaves_the_others(qtbot, made, caplog) -> None:
    picture = jpeg()

    def read(face_id: FaceId) -> bytes:
        if face_id < 5:
            raise OSError("disk")
        return picture

    pool = made(read)
    for number in range(1, 7):
        pool.pixmap(FaceId(number), 96)
    qtbot.waitUntil(lambda: pool.pixmap(FaceId(6), 96) is not None)
    assert "cannot be read" in caplog.text


def test_a_picture_that_is_read_again_and_is_the_same_stays_the_same_pixmap(qtbot, made) -> None:
    pictures = {1: jpeg("red"), 2: jpeg("red")}
    pool = made(lambda face_id: pictures[face_id])
    for face_id in pictures:
        with qtbot.waitSignal(pool.arrived):
            pool.pixmap(FaceId(face_id), 96)
    before = {face_id: pool.pixmap(FaceId(face_id), 96).cacheKey() for face_id in pictures}
    pictures[2] = jpeg("blue")
    for face_id in pictures:
        with qtbot.waitSignal(pool.arrived):
            pool.forget([FaceId(face_id)])
    assert pool.pixmap(FaceId(1), 96).cacheKey() == before[1]
    assert pool.pixmap(FaceId(2), 96).cacheKey() != before[2]
    assert QColor(pool.pixmap(FaceId(2), 96).toImage().pixel(48, 48)).blue() > 200
