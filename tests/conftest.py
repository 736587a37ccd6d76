"""Where tests find real material: ../shared or FACEORG_SHARED; what is absent skips by name, never silently passes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No test is timed: the first example of one may import a library on a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# Sentences are compared in English, whatever the machine speaks.
os.environ["FACEORG_LANGUAGE"] = "en"

SHARED = Path(os.environ.get("FACEORG_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared test material; skips by name where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared (or FACEORG_SHARED), which is absent")
    return SHARED


@pytest.fixture(scope="session")
def pack_folder(shared: Path):
    """pack_folder(id) -> the folder of a pack of ../shared; skips by name where it is absent."""

    def find(pack_id: str) -> Path:
        folder = shared / "models" / pack_id
        if not folder.is_dir():
            pytest.skip(f"needs the pack {pack_id}, which is absent")
        return folder

    return find
