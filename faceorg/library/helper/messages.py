"""What the window and its helper process say to each other: pickled, since both are this program (see
`helper_process`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from faceorg.edits import Changes
from faceorg.errors import Cancelled, LibraryProblem
from faceorg.progress import Progress
from faceorg.settings import Settings


@dataclass(frozen=True)
class Call:
    """A verb to run.

    number : for its answer; verb : the method of `InProcess`, called with arguments and options
    hears : which of progress, cancel and on_changes it is given beside `options`
    settings : those in force
    """

    number: int
    verb: str
    arguments: tuple[object, ...]
    options: dict[str, object]
    hears: frozenset[str]
    settings: Settings

    @property
    def is_long(self) -> bool:
        """One of those that take turns: whatever is worth telling its progress."""
        return "progress" in self.hears


class Steering(StrEnum):
    """What may be wanted of a running verb."""

    CANCEL = "cancel"
    PAUSE = "pause"
    RESUME = "resume"


@dataclass(frozen=True)
class Steer:
    """To a running verb."""

    number: int
    how: Steering


@dataclass(frozen=True)
class ProgressTold:
    """From a running verb."""

    number: int
    progress: Progress


@dataclass(frozen=True)
class ChangesTold:
    """From a running verb: what it has written so far."""

    number: int
    changes: Changes


@dataclass(frozen=True)
class SettingsSaved:
    """A verb has changed the settings (a first scan chooses the pack)."""

    settings: Settings


@dataclass(frozen=True)
class HelperAnswer:
    """The end of a verb: its value, or the problem it met, or the traceback of a bug."""

    number: int
    value: object = None
    problem: LibraryProblem | Cancelled | None = None
    trace: str | None = None


ToHelper = Call | Steer | None  # None: end
FromHelper = ProgressTold | ChangesTold | SettingsSaved | HelperAnswer
