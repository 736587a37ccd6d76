"""A build hook of hatchling: the commit that sdist and wheel are made from -> faceorg/commit.txt inside them.

A wheel that is built from an sdist finds the file there; where neither git nor that file is at hand, there is none.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CommitHook(BuildHookInterface[Any]):
    """Adds commit.txt to what is built; an editable install asks git itself (see faceorg.version)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if version == "editable" or (root / "faceorg" / "commit.txt").exists() or not (root / ".git").exists():
            return
        found = subprocess.run(["git", "rev-parse", "--short=10", "HEAD"], cwd=root, capture_output=True, text=True)
        if found.returncode == 0:
            file = Path(self.directory) / "commit.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(found.stdout, encoding="utf-8")
            build_data["force_include"][str(file)] = "faceorg/commit.txt"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        (Path(self.directory) / "commit.txt").unlink(missing_ok=True)
