"""The time of a random walk: it stands still while somebody does something, and passes when the walk says so.

What a walk does must not hang on how quick the machine is, or a seed would not repeat its walk. So no work of the
runner begins while a gesture is made, all of it is done one after the other in the order asked, and what waits for a
pause (looking for more, reading again) happens when the walk lets time pass, never by the clock.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from roam_model import Fault
from shiboken6 import isValid

from faceorg.gui.window.main_window import MainWindow

# A step that takes longer hangs.
PATIENCE_S = 120.0


class Time(QObject):
    """Holds the runner's work and the timers of a window."""

    def __init__(self, window: MainWindow, hear: Callable[[Fault], None]) -> None:
        super().__init__()
        self.window, self.session, self.hear = window, window.session, hear
        self._waiting: dict[QTimer, int] = {}
        self._passing = False
        self._may_work = threading.Event()
        self._may_work.set()
        self._lane = ThreadPoolExecutor(1, "walk")
        submit = self.session.runner._submit

        def one_after_the_other(
            _lane: ThreadPoolExecutor, work: Callable[[], Any], then: Callable[[Future[Any]], None]
        ) -> Future[Any] | None:
            return submit(self._lane, lambda: self._in_time(work), then)

        self.session.runner._submit = one_after_the_other  # type: ignore[method-assign]
        self._hold()

    def _in_time(self, work: Callable[[], Any]) -> Any:
        self._may_work.wait()
        return work()

    def close(self) -> None:
        """Let everything go its own way again."""
        self.settle()
        self._passing = True
        del self.session.runner._submit  # the runner's own is beneath
        self._lane.shutdown()

    # ------------------------------------------------------------ timers
    def _timers(self) -> list[QTimer]:
        found = [*self.window.findChildren(QTimer), *self.session.findChildren(QTimer)]
        return [timer for timer in found if timer.isSingleShot()]

    def _hold(self) -> None:
        """Stop what waits for a pause, and see to it that none of it ends by the clock."""
        for timer in self._timers():
            timer.removeEventFilter(self)  # a timer that was here before is not watched twice
            timer.installEventFilter(self)
            if timer.isActive() and timer.interval() > 0:
                self._waiting[timer] = timer.interval()
                timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a timer that ended while nobody looked."""
        if event.type() != QEvent.Type.Timer or not isinstance(watched, QTimer):
            return False
        if self._passing or watched.interval() == 0:
            return False
        self._waiting[watched] = watched.interval()
        watched.stop()
        return True

    # ------------------------------------------------------------ passing
    def stop(self) -> None:
        """Nothing is answered from here on, until `settle`."""
        self._may_work.clear()

    def settle(self) -> None:
        """Wait until every question is answered; what waits for a pause goes on waiting."""
        self._may_work.set()
        ends = time.monotonic() + PATIENCE_S
        quiet = 0
        while quiet < 2:
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as an event loop does; this is none
            if QApplication.activePopupWidget() is None and QApplication.activeWindow() is not self.window:
                self.window.activateWindow()  # offscreen, a menu that closes leaves no window active
            if self.session.runner.is_paused:
                self.session.runner.pause(False)  # a job that was told to wait would be waited for
            soon = any(timer.isActive() and timer.interval() == 0 for timer in self._timers())
            quiet = quiet + 1 if self.session.runner.is_idle and not soon else 0
            if time.monotonic() > ends:
                self.hear(Fault("exception", f"the window is not idle after {PATIENCE_S:.0f} s"))
                return
            self._hold()
            if not quiet:
                time.sleep(0.0005)

    def let_pass(self) -> None:
        """Everything that waits for a pause happens now, the shortest first, and what follows from it."""
        for _round in range(8):
            self.settle()
            waiting, self._waiting = self._waiting, {}
            alive = {timer: interval for timer, interval in waiting.items() if isValid(timer)}
            if not alive:
                return
            for timer in sorted(alive, key=lambda timer: alive[timer]):
                timer.start(0)
            self.settle()
            for timer, interval in alive.items():
                if isValid(timer) and timer.interval() == 0:
                    timer.setInterval(interval)
