"""What this faceorg is: its version, and the commit it was made from where that is known."""

from __future__ import annotations

import subprocess
from pathlib import Path

from faceorg import __version__

_PACKAGE = Path(__file__).parent


def commit() -> str | None:
    """Return the short hash of the commit: from the file that a wheel carries, or from git in a checkout."""
    carried = _PACKAGE / "commit.txt"
    if carried.is_file():
        return carried.read_text(encoding="utf-8").strip() or None
    if not (_PACKAGE.parent / ".git").exists():
        return None
    try:
        command = ["git", "rev-parse", "--short=10", "HEAD"]
        found = subprocess.run(command, cwd=_PACKAGE, capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.TimeoutExpired):  # no git on this machine, or a disk that sleeps
        return None
    return found.stdout.strip() or None if found.returncode == 0 else None


def described() -> str:
    """Return the version as `faceorg --version` says it: "1.0.0 (2402f27aa1)"."""
    known = commit()
    return f"{__version__} ({known})" if known else __version__
