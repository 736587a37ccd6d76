"""Doing something as a user who may read nothing that is closed: whoever runs the tests may be allowed everything."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65_534


@contextmanager
def closed_to_us(path: Path) -> Iterator[None]:
    """Close a file or folder to everybody, and to root by being somebody else meanwhile. On Unix alone."""
    mode = stat.S_IMODE(path.stat().st_mode)
    path.chmod(0)
    was_root = os.geteuid() == 0
    try:
        if was_root:
            os.seteuid(NOBODY)
        yield
    finally:
        if was_root:
            os.seteuid(0)
        path.chmod(mode)
