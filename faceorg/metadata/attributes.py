"""What a file has besides its content (tags of the Finder, access lists, owner) -> the file that takes its place.

On Windows `atomic` has the system do it, which knows of alternate streams, too.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

# What users and programs gave: tags, notes, access lists. Others ("security.", "trusted.") are the system's own labels,
# which it gives a new file by its own rules, and which others may not set.
_OF_THE_USER = ("user.", "system.")
# copyfile.h of macOS.
_COPYFILE_ACL, _COPYFILE_XATTR = 1 << 0, 1 << 2


def carry_over(old: Path, new: Path) -> None:
    """Give a new file what an old one has. Raises OSError where something of the user's would be lost."""
    if sys.platform == "linux":
        _on_linux(old, new)
    elif sys.platform == "darwin":
        _on_macos(old, new)
    if hasattr(os, "chown"):
        before, after = old.stat(), new.stat()
        if (before.st_uid, before.st_gid) != (after.st_uid, after.st_gid):
            with suppress(OSError):  # who may write into a file need not be allowed to give one away
                os.chown(new, before.st_uid, before.st_gid)


def _on_linux(old: Path, new: Path) -> None:
    try:
        names = os.listxattr(old)
    except OSError:  # a file system without them
        return
    for name in names:
        try:
            value = os.getxattr(old, name)
            if name not in os.listxattr(new) or os.getxattr(new, name) != value:
                os.setxattr(new, name, value)
        except OSError:
            if name.startswith(_OF_THE_USER):
                raise


def _on_macos(old: Path, new: Path) -> None:
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    if system.copyfile(os.fsencode(old), os.fsencode(new), None, _COPYFILE_ACL | _COPYFILE_XATTR) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(old))
