"""`faceorg`: without arguments the window, with a folder the window that scans it, with a verb the command line."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

# Set by the completion script of a shell when Tab was pressed.
COMPLETION = "_FACEORG_COMPLETE"


def main() -> int:
    """Run faceorg with the arguments of this process; return the exit status."""
    multiprocessing.freeze_support()  # in a packaged program a worker starts as this very program
    arguments = sys.argv[1:]
    if COMPLETION in os.environ:
        from faceorg.cli.completion import complete

        return complete()
    if not arguments or _is_folder(arguments):
        return _open_window(Path(arguments[0]) if arguments else None)
    from faceorg import log
    from faceorg.cli.main import run

    log.catch_everything()
    return run(arguments)


def _is_folder(arguments: list[str]) -> bool:
    from faceorg.cli.verbs import VERBS

    return len(arguments) == 1 and arguments[0] not in VERBS and os.path.isdir(arguments[0])


def _open_window(folder: Path | None) -> int:
    from faceorg.cli.language import say
    from faceorg.messages.codes import ProblemCode
    from faceorg.messages.message import Message

    no_screen = f"faceorg: {say(Message(ProblemCode.NO_SCREEN))}"
    if not _has_screen():
        print(no_screen, file=sys.stderr)
        return 1
    from faceorg import paths
    from faceorg.gui.app import main as open_window

    return open_window(folder, paths.default_library(), no_screen=no_screen)


def _has_screen() -> bool:
    """Whether it is worth loading Qt, which looks for a screen itself (`gui.screen`)."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
