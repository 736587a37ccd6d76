"""Damage of any kind, by the hundred: the right answer or a problem, and never a wrong one."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from faceorg.catalog.storage.faults import CATALOG_FILE, EMBEDDINGS_FILE, THUMBNAILS_FILE
from faceorg.errors import LibraryProblem
from faceorg.library import maintenance
from faceorg.library.opening.open_library import open_library
from tests.library.opening.test_damage import named as named  # a fixture
from tests.library.opening.test_damage import names


def damage(dice: random.Random, folder: Path) -> None:
    """Do something to one file of a library that a disk, a synchronising program or a user may do."""
    file = folder / dice.choice([CATALOG_FILE, EMBEDDINGS_FILE, THUMBNAILS_FILE])
    data = bytearray(file.read_bytes())
    how = dice.choice(["bits", "page", "cut", "empty", "gone", "swapped", "header", "longer", "log"])
    if how == "bits":
        for _ in range(dice.choice([1, 8, 64])):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    elif how == "page":
        at = dice.randrange(len(data) // 4096) * 4096
        data[at : at + 4096] = dice.randbytes(4096)
    elif how == "cut":
        del data[dice.randrange(len(data)) :]
    elif how == "empty":
        data.clear()
    elif how == "header":
        data[:100] = dice.randbytes(100)
    elif how == "longer":
        data += dice.randbytes(5000)
    elif how == "swapped":
        other = folder / dice.choice([CATALOG_FILE, EMBEDDINGS_FILE, THUMBNAILS_FILE])
        data = bytearray(other.read_bytes())
        other.write_bytes(file.read_bytes())
    elif how == "log":
        file.with_name(file.name + "-wal").write_bytes(dice.randbytes(9000))
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(bytes(data))


@pytest.mark.parametrize("lot", range(8))
def test_damage_of_any_kind_ends_in_the_right_answer_or_a_problem(named, tmp_path, lot):
    """Twenty damaged copies a lot: opening, reading, checking and putting a backup back."""
    from faceorg.library.opening.restoring import restore

    sound = named.library.folder
    for number in range(20):
        dice, copy = random.Random(lot * 1000 + number), tmp_path / f"copy{number}"
        shutil.copytree(sound, copy)
        damage(dice, copy)
        for edit in (False, True):
            try:
                with open_library(copy, edit=edit) as library:
                    assert sum(names(library).values()) == 4
                    if edit:
                        maintenance.check(library)
            except LibraryProblem as problem:
                assert str(problem)
        restore(copy)
        with open_library(copy, edit=False) as library:
            assert names(library) == {"Anna": 4}
        shutil.rmtree(copy)
