"""`faceorg rebuild`: drop everything derived and make it again."""

from __future__ import annotations

from faceorg.cli import output, stopping
from faceorg.cli.options import Json, LibraryDir, open_for_editing


def rebuild(library: LibraryDir = None, json: Json = False) -> None:
    """Remake embeddings, thumbnails, index, groups and automatic assignments; decisions are not touched.

    Example: faceorg rebuild
    """
    from faceorg.cli.library.check import print_report
    from faceorg.library import maintenance

    with open_for_editing(library, "rebuild") as opened, output.progress_bar() as progress:
        report = maintenance.rebuild(opened, progress=progress, cancel=stopping.cancel_token())
    print_report(report, json)
