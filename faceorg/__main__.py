"""`faceorg`: without arguments the window, with a folder the window that scans it, with a verb the command line."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Run faceorg with the arguments of this process; return the exit status."""
    arguments = sys.argv[1:]
    if not arguments or _is_folder(arguments):
        return _open_window(Path(arguments[0]) if arguments else None)
    from faceorg.cli.main import run

    return run(arguments)


def _is_folder(arguments: list[str]) -> bool:
    from faceorg.cli.verbs import VERBS

    return len(arguments) == 1 and arguments[0] not in VERBS and Path(arguments[0]).is_dir()


def _open_window(folder: Path | None) -> int:
    from faceorg import paths
    from faceorg.gui.app import main as open_window

    return open_window(folder, paths.default_library())


if __name__ == "__main__":
    sys.exit(main())
