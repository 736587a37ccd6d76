"""What was done last -> undo and redo, one order for the window and the command line: edits, and between them what was
left out of scans."""

from __future__ import annotations

from faceorg.library.opening import history, omissions
from faceorg.library.opening.library import Edited, Library
from faceorg.library.opening.omissions import Omission
from faceorg.library.scanning import folders


def undo_last(library: Library, *, skip_broken: bool = False) -> Edited | Omission | None:
    """Take back what was done last; what was left out is scanned again from now on. None: there is nothing.

    skip_broken, Raises : as `history.undo`
    """
    left = omissions.next_to_take_back(library)
    if left is None:
        return history.undo(library, skip_broken=skip_broken)
    folders.take_in(library, left)
    return left


def redo_last(library: Library, *, skip_broken: bool = False) -> Edited | Omission | None:
    """Do again what was undone last, an edit or that something was left out. None: there is nothing.

    skip_broken, Raises : as `history.redo`
    """
    left = omissions.next_to_repeat(library)
    if left is None:
        return history.redo(library, skip_broken=skip_broken)
    folders.leave_out_again(library, left)
    return left
