"""`faceorg`: without arguments the window, with a folder the window that scans it, with a verb the command line."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faceorg.messages.message import Message

# Set by the completion script of a shell when Tab was pressed.
COMPLETION = "_FACEORG_COMPLETE"


def main() -> int:
    """Run faceorg with the arguments of this process; return the exit status."""
    multiprocessing.freeze_support()  # in a packaged program a worker starts as this very program
    arguments = sys.argv[1:]
    if COMPLETION in os.environ:
        from faceorg.cli.completion import complete

        return complete()
    from faceorg.files import open_files

    if (allowed := open_files.make_room()) is not None:
        return _refuse_for_open_files(allowed)
    from faceorg.cli import before_verb

    before = before_verb.split(arguments)
    if not before.rest:
        return _open_window(None, before.library)
    if _names_a_place(before.rest):
        return _open_folder(os.path.expanduser(before.rest[0]), before.library)
    from faceorg import log
    from faceorg.cli import stopping
    from faceorg.cli.main import run

    log.catch_everything()
    try:
        return run(arguments)
    finally:
        stopping.stop_no_more()  # a signal while Python ends would be a traceback


def _names_a_place(arguments: list[str]) -> bool:
    """Whether the only argument is a folder or file, or looks like one that is not there, and is no verb."""
    from faceorg.cli.verbs import VERBS

    if len(arguments) != 1 or arguments[0] in VERBS or arguments[0].startswith("-"):
        return False
    said = arguments[0]
    return said.startswith((".", "~")) or os.sep in said or "/" in said or os.path.exists(said)


def _open_folder(folder: str, library: str | None) -> int:
    """Open the window and scan a folder; where there is none, say so."""
    if os.path.isdir(folder):
        return _open_window(Path(folder), library)
    from faceorg.messages.codes import ProblemCode
    from faceorg.messages.message import Message

    if os.path.exists(folder):
        return _refuse(Message(ProblemCode.FILE_INSTEAD_OF_FOLDER, file=folder))
    return _refuse(Message(ProblemCode.NO_SUCH_FOLDER, folder=folder))


def _refuse_for_open_files(allowed: int) -> int:
    from faceorg.files import open_files
    from faceorg.messages.codes import ProblemCode
    from faceorg.messages.message import Message

    return _refuse(Message(ProblemCode.TOO_FEW_OPEN_FILES, allowed=allowed, least=open_files.LEAST))


def _refuse(message: Message) -> int:
    from faceorg.cli import output
    from faceorg.cli.language import say

    output.print_whatever_comes()
    output.line(f"faceorg: {say(message)}", error=True)
    return 1


def _no_screen() -> str:
    """The sentence; its words are loaded only where there is none."""
    from faceorg.cli.language import say
    from faceorg.messages.codes import ProblemCode
    from faceorg.messages.message import Message

    return f"faceorg: {say(Message(ProblemCode.NO_SCREEN))}"


def _open_window(folder: Path | None, library: str | None) -> int:
    if not _has_screen():
        print(_no_screen(), file=sys.stderr)
        return 1
    import gc

    gc.disable()  # while so much is imported nothing is garbage; the window looks for it by itself (`gui.garbage`)
    from faceorg import paths
    from faceorg.gui.app import main as open_window

    where = paths.expanded(Path(library)) if library else paths.default_library()
    return open_window(folder, where, no_screen=_no_screen)


def _has_screen() -> bool:
    """Whether it is worth loading Qt, which looks for a screen itself (`gui.screen`)."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
