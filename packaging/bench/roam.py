"""A random walk through the window over the sample photos: what is decided changes only by what the window offered.

    python packaging/bench/walk.py random --seed 7 --steps 10000 [--helper] [--keep FOLDER]

Types, clicks, drags, turns the wheel, undoes, redoes and goes away at random, on every page, seeded; offscreen. The
library is the shipped samples, scanned once. After each step the runner is idle; what waits for a pause (looking for
more, reading again) happens when chance says that time passes, never by the clock, so that a seed repeats its walk.
Prints a table, and for each fault the last steps. Faults are: a decision that was not meant, or lost; an exception;
the keyboard or the selection elsewhere than where it was left; a draft that outlives what it was typed for; and at the
end more than 1.3 times the memory of the first thousand steps.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, deque
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from roam_eyes import Eyes, Means
from roam_hands import Done, Hands
from roam_model import Fault, Meant, Model, Steps, said
from roam_place import Place, place_of, shown_on
from roam_time import Time
from roam_window import listening, objects, opened, resident_mb
from shiboken6 import isValid

from faceorg.domain import FaceId
from faceorg.gui.naming.name_field import NameField
from faceorg.gui.window.main_window import MainWindow
from faceorg.library.opening.library import Library
from faceorg.messages.message import Message
from faceorg.paths import samples_dir
from faceorg.progress import CancelToken

# Steps told with a fault, and after how many memory is compared with.
TOLD, FIRST = 15, 1000
MOST_GROWTH = 1.3


@dataclass
class Report:
    """What a walk found. memory_mb: by step."""

    seed: int
    steps: int = 0
    presses: int = 0
    edits: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, Fault, list[str]]] = field(default_factory=list)
    problems: Counter[str] = field(default_factory=Counter)
    memory_mb: dict[int, float] = field(default_factory=dict)
    growth: list[str] = field(default_factory=list)

    def grown(self) -> float:
        first = self.memory_mb.get(FIRST)
        return self.memory_mb[max(self.memory_mb)] / first if first else 1.0

    def table(self) -> str:
        kinds = Counter(fault.kind for _step, fault, _last in self.faults)
        lines = [
            f"seed {self.seed}, {self.steps} steps, {self.presses} keys and clicks, {sum(self.edits.values())} edits",
            "pages    " + ", ".join(f"{name} {count}" for name, count in self.pages.most_common()),
            "edits    " + ", ".join(f"{name} {count}" for name, count in self.edits.most_common()),
            "refused  " + (", ".join(f"{name} {count}" for name, count in self.problems.most_common()) or "nothing"),
            "memory   "
            + ", ".join(f"{step}: {mb:.0f} MB" for step, mb in self.memory_mb.items())
            + f" ({self.grown():.2f})",
            *self.growth,
            "faults   " + (", ".join(f"{kind} {count}" for kind, count in kinds.most_common()) or "none"),
        ]
        for step, fault, last in self.faults:
            lines += ["", f"step {step}, {fault.kind}: {fault.said}", *(f"    {words}" for words in last)]
        return "\n".join(lines)


class Walk:
    """One walk in one window."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window, self.session, self.library = window, window.session, window.session.library
        self.chance, self.report = random.Random(seed), Report(seed)
        self.model = Model(self.library)
        self.eyes = Eyes(window, self.model)
        self.hands = Hands(window, self.eyes, self.chance)
        self.last: deque[str] = deque(maxlen=TOLD)
        self.heard: list[Fault] = []
        self.refused = False  # in this step
        self.time = Time(window, self.heard.append)
        self._made_at: deque[tuple[Any, Place | None]] = deque(maxlen=60)
        self._drafts: dict[NameField, tuple[str, frozenset[FaceId]]] = {}
        self.session.runner.crashed.connect(lambda trace: self.heard.append(Fault("exception", trace)))
        self.session.runner.problem_reported.connect(self._refused)

    def _refused(self, why: Message) -> None:
        self.report.problems[str(why.code)] += 1
        self.refused = True
        self.last.append(f"      refused: {why}")

    # ------------------------------------------------------------ walking
    def step(self, number: int) -> None:
        """Do one thing, or a few without a pause between them, and compare."""
        place, means, words = place_of(self.window), list[Any](), list[str]()
        made_at: list[Place] = []
        self.report.pages[place.page] += 1
        passes = self.chance.random() < 0.12
        if passes and self.chance.random() < 0.5:
            self._only_time(number)
            return
        self.time.stop()
        self.refused = False
        for _again in range(1 if self.chance.random() < 0.85 else self.chance.randrange(2, 4)):
            QApplication.processEvents()  # nobody acts before what was done last is painted
            here = place_of(self.window)
            done: Done = self.hands.gesture()
            made_at += [here] * bool(done.means)
            means += done.means
            words.append(done.words)
        where = type(self.window.open_sheet()).__name__ if self.window.open_sheet() is not None else place.page
        meant = " | ".join(said(one) if isinstance(one, Meant) else f"{one.count} steps" for one in means)
        self.last.append(f"{number:5} {where:8} {'; '.join(words)}" + (f"   meant: {meant}" if meant else ""))
        self.time.settle()
        if passes:
            self.time.let_pass()
        faults, edits = self.model.compare(means, refused=self.refused)
        self.report.edits.update(str(edit.facts.kind) for edit in edits)
        before = made_at[0] if made_at else place
        self._made_at += [(edit.id, before if len(made_at) < 2 else None) for edit in edits]
        self._tell(number, [*faults, *self._drafts_astray(), *self._keyboard(), *self._came_back(means, before)])

    def _only_time(self, number: int) -> None:
        """Nothing is done: what is read again changes neither the selection nor where the keyboard is."""
        before, focus, text = place_of(self.window), QApplication.focusWidget(), self._text()
        self.last.append(f"{number:5} {before.page:8} time passes")
        self.time.let_pass()
        after = place_of(self.window)
        faults, _edits = self.model.compare([])
        if (before.page, before.item) == (after.page, after.item):
            shown = shown_on(self.window)
            if lost := {one for one in before.selected if one in shown} ^ set(after.selected):
                faults.append(Fault("selection", f"was {set(before.selected)}, is {set(after.selected)}: {lost}"))
            if before.current in shown and after.current != before.current:
                faults.append(Fault("selection", f"the keyboard was on {before.current}, is on {after.current}"))
        if focus is not None and isValid(focus) and self.window.job_bar.isAncestorOf(focus):
            focus = None  # a bar that goes when its job is done leaves the keyboard to the page
        there = (before.page, before.item) == (after.page, after.item)
        if (
            there
            and focus is not None
            and isValid(focus)
            and focus.isVisible()
            and QApplication.focusWidget() is not focus
        ):
            faults.append(Fault("focus", f"was on {_said(focus)}, is on {_said(QApplication.focusWidget())}"))
        if focus is not None and isValid(focus) and focus is QApplication.focusWidget() and text != self._text():
            faults.append(Fault("draft", f"{text!r} became {self._text()!r}"))
        self._tell(number, [*faults, *self._drafts_astray(), *self._keyboard()])

    def _tell(self, number: int, faults: Collection[Fault]) -> None:
        for fault in [*self.heard, *faults]:
            self.report.faults.append((number, fault, list(self.last)))
        self.heard.clear()
        self.report.steps, self.report.presses = number, self.hands.presses

    # ------------------------------------------------------------ what must hold besides decisions
    def _text(self) -> str:
        focused = QApplication.focusWidget()
        return focused.text() if isinstance(focused, NameField) else ""

    def _drafts_astray(self) -> list[Fault]:
        """A name that is begun stays with the faces it was begun for."""
        faults, drafts = [], {}
        for name_field in self.window.findChildren(NameField):
            if not name_field.isVisible() or not name_field.text():
                continue
            target = self.eyes.target(name_field)
            about = (target.faces if target is not None else None) or frozenset()
            text, typed_for = self._drafts.get(name_field, ("", about))
            if text and text == name_field.text() and typed_for and about and about.isdisjoint(typed_for):
                faults.append(Fault("draft", f"{text!r}, typed for {sorted(typed_for)}, is there for {sorted(about)}"))
                name_field.clear()
            drafts[name_field] = (name_field.text(), typed_for if text == name_field.text() else about)
        self._drafts = drafts
        return faults

    def _keyboard(self) -> list[Fault]:
        """Something in sight has the keyboard: on a sheet while one is open."""
        if QApplication.activePopupWidget() is not None or QApplication.activeWindow() is not self.window:
            return []
        focused, sheet = QApplication.focusWidget(), self.window.open_sheet()
        if focused is None:
            return [Fault("focus", "the keyboard is nowhere")]
        if not focused.isVisible():
            return [Fault("focus", f"the keyboard is on {_said(focused)}, which is hidden")]
        if sheet is not None and focused is not sheet and not sheet.isAncestorOf(focused):
            return [Fault("focus", f"the keyboard is on {_said(focused)}, behind {type(sheet).__name__}")]
        return []

    def _came_back(self, means: Means, before: Place) -> list[Fault]:
        """After an undo one is where one was when the edit was made, if that is in sight."""
        steps = [one for one in means if isinstance(one, Steps)]
        if [one.count for one in steps] != [-1] or len(means) != 1:
            return []
        known = self.model.edits
        undone = [(made, place) for made, place in self._made_at if made in known and known[made].undone]
        made, was = min(undone, key=lambda one: one[0], default=(0, None))
        newest_done = max((edit.id for edit in known.values() if not edit.undone), default=0)
        if was is None or (was.page, was.item) != (before.page, before.item):
            return []  # or it is not known which of a few gestures made it
        if made < newest_done or was.current is None:
            return []
        self.time.let_pass()
        now, shown = place_of(self.window), shown_on(self.window)
        self._made_at = deque(((m, p) for m, p in self._made_at if m != made), maxlen=60)
        if (now.page, now.item) != (was.page, was.item):
            return []
        if was.current in shown and now.current != was.current:
            return [Fault("selection", f"undone, the keyboard is on {now.current}; it was on {was.current}")]
        wanted = {one for one in was.selected if one in shown}
        if wanted and set(now.selected) != wanted:
            return [Fault("selection", f"undone, selected is {set(now.selected)}; it was {wanted}")]
        return []


def _said(widget: QWidget | None) -> str:
    return "nothing" if widget is None else f"{type(widget).__name__} {widget.accessibleName()!r}"


def walk(window: MainWindow, seed: int, steps: int, *, tell: Callable[[str], None] = lambda _text: None) -> Report:
    """Walk so many steps, and return what was found."""
    walking = Walk(window, seed)
    counted: dict[int, Counter[str]] = {}
    told = 0
    with listening(walking.heard.append), suppress(KeyboardInterrupt):  # who stops it is told what was found till then
        walking.time.let_pass()
        for number in range(1, steps + 1):
            walking.step(number)
            for step, fault, last in walking.report.faults[told:]:  # at once: a long walk may be stopped for them
                tell(f"step {step}, {fault.kind}: {fault.said}\n" + "\n".join(f"    {words}" for words in last))
            told = len(walking.report.faults)
            if number % FIRST == 0 or number == steps:
                walking.report.memory_mb[number] = resident_mb()
                counted[number] = objects(window)
                tell(f"{number}: {resident_mb():.0f} MB, {len(walking.report.faults)} faults")
    walking.time.close()
    if walking.report.steps:
        walking.report.memory_mb.setdefault(walking.report.steps, resident_mb())
    if len(counted) > 1:
        first, last = counted[min(counted)], counted[max(counted)]
        more = sorted(((last[kind] - first[kind], kind) for kind in last), reverse=True)[:15]
        walking.report.growth = ["more of  " + ", ".join(f"{kind} +{count}" for count, kind in more if count > 50)]
    return walking.report


def scan_samples(library: Library) -> None:
    """Scan the shipped photos with the shipped pack."""
    from faceorg.library.scanning import ingest
    from faceorg.library.scanning.samples import copy_samples

    ingest.scan(library, [copy_samples(library.folder)], workers=1)


def main(seed: int, steps: int, folder: Path, *, helper_process: bool) -> int:
    """Walk, print the table, and return the exit status."""
    from faceorg.library.opening.open_library import open_library

    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    with open_library(folder / "library") as library:
        scan_samples(library)
        with opened(library, settings, helper_process=helper_process) as window:
            if not helper_process:  # what a helper process would load for the first search is no growth
                window.session.helper.like_picture(next(samples_dir().rglob("*.jpg")), cancel=CancelToken())
            report = walk(window, seed, steps, tell=lambda text: print(text, file=sys.stderr, flush=True))
    print(report.table())
    return 1 if report.faults or report.grown() > MOST_GROWTH else 0
