"""Files, links and folders -> deleted, as far as they are ours and nothing resists; no link is followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class LinkLeft:
    """A link that was removed, and where it led: that was not touched."""

    link: Path
    target: Path


@dataclass
class Removal:
    """What was deleted so far, and the first thing that could not be."""

    deleted: list[Path] = field(default_factory=list)
    links: list[LinkLeft] = field(default_factory=list)
    resisted: OSError | None = None

    def remove(self, path: Path) -> None:
        """Delete a file, a link without what it leads to, or a folder with all in it; go on where something resists."""
        try:
            if os.path.islink(path):
                self.links.append(LinkLeft(path, Path(os.path.join(path.parent, os.readlink(path)))))
                _insist(path, path.unlink)
            elif os.path.isdir(path):
                for inner in sorted(_inside(path)):
                    self.remove(inner)
                _insist(path, path.rmdir)
            else:
                _insist(path, path.unlink)
        except FileNotFoundError:
            return
        except OSError as error:
            self.resisted = self.resisted or error
            return
        self.deleted.append(path)

    def remove_known(self, folder: Path, is_known: Callable[[Path], bool]) -> None:
        """Delete what is known in a folder, then the folder if nothing is left in it; a link to one only itself.

        is_known : whether a file, or a folder in it with all that is known in there, is ours
        """
        if os.path.islink(folder) or not os.path.lexists(folder):
            self.remove(folder)
            return
        try:
            for inner in sorted(_inside(folder)):
                if os.path.isdir(inner) and not os.path.islink(inner):
                    if is_known(inner):
                        self.remove_known(inner, is_known)
                elif is_known(inner):
                    self.remove(inner)
            if _inside(folder):
                return
        except NotADirectoryError:
            return
        except OSError as error:
            self.resisted = self.resisted or error
            return
        self.remove(folder)


def _inside(folder: Path) -> list[Path]:
    if os.path.isdir(folder) and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        folder.chmod(stat.S_IRWXU)  # ours, but closed: what is in it is to go all the same
    return list(folder.iterdir())


def _insist(path: Path, remove: Callable[[], None]) -> None:
    """Call `remove`, once more with the rights of the folder mended where they forbid it."""
    try:
        remove()
    except PermissionError:
        path.parent.chmod(stat.S_IRWXU)
        remove()
