"""Small pictures know whether they are whole, and every program reads them as before."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from faceorg.files.sealed_jpeg import is_whole, sealed


@pytest.fixture
def plain() -> bytes:
    out = io.BytesIO()
    pixels = np.random.default_rng(7).integers(0, 255, (24, 32, 3), np.uint8)
    Image.fromarray(pixels).save(out, "JPEG", quality=80)
    return out.getvalue()


def test_a_sealed_picture_is_whole_and_shows_the_same(plain: bytes) -> None:
    picture = sealed(plain)
    assert is_whole(picture)
    shown = [np.asarray(Image.open(io.BytesIO(data))) for data in (plain, picture)]
    assert np.array_equal(*shown)


def test_every_flipped_bit_of_the_picture_and_of_its_checksum_is_noticed(plain: bytes) -> None:
    picture = sealed(plain)
    digits = picture.index(b"crc32 ") + 6  # without the tag before them, it is a picture that nobody sealed
    for at in [*range(2), *range(digits, len(picture))]:
        flipped = bytearray(picture)
        flipped[at] ^= 1 << at % 8
        assert not is_whole(bytes(flipped)), at


def test_what_was_written_before_there_were_seals_is_whole_if_it_ends(plain: bytes) -> None:
    assert is_whole(plain) and not is_whole(plain[:-2])
    assert sealed(b"no picture") == b"no picture" and is_whole(b"no picture")
