"""The one place that speaks of progress: what runs, how far, how fast, how long still; pause and cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from faceorg.gui.look.icons import set_icon
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import ElidedLabel, column, label, row, tool_button
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import duration, number, tr
from faceorg.gui.words.messages import say_message
from faceorg.progress import Progress

_BAR_STEPS = 1000
# A job that ends sooner needs no bar: the page would only jump.
SHOWN_AFTER_MS = 600


class JobBar(QFrame):
    """Hidden while nothing runs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jobBar")
        self._session = session
        self._title = ElidedLabel()
        self.details = label(role="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        theme = session.theme
        self.pause_button = tool_button(theme, "pause", tr("Pause"), self._on_pause)
        self.cancel_button = tool_button(theme, "close", tr("Stop"), self._stop)
        self._stopping: Job[object] | None = None  # what somebody has stopped here
        texts = row(spacing=2 * GRID)
        texts.addWidget(self._title, 1)
        texts.addWidget(self.details)
        left = column(spacing=6)
        left.addLayout(texts)
        left.addWidget(self._bar)
        layout = row(spacing=GRID, margins=(24, 8, 16, 8))
        layout.addLayout(left, 1)
        layout.addWidget(self.pause_button)
        layout.addWidget(self.cancel_button)
        self.setLayout(layout)
        runner = session.runner
        runner.job_started.connect(self._on_started)
        runner.job_progressed.connect(self._on_progress)
        runner.job_paused.connect(self._on_paused)
        runner.job_ended.connect(self._on_ended)
        self._delay = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._delay.timeout.connect(self.show)
        self.hide()

    def _on_started(self, job: Job[object]) -> None:
        self._title.setText(job.title)
        self.details.setText("")
        self._bar.setRange(0, 0)
        self._on_paused(False)
        self.pause_button.setVisible(not job.is_edit)  # all other edits wait for it
        # What only looks, or makes one file, leaves nothing where it is stopped.
        stop = tr("Stop; what is done stays") if job.goes_on and not job.newest else tr("Stop")
        self.cancel_button.setToolTip(stop)
        self.cancel_button.setAccessibleName(stop)
        self._delay.start()

    def _on_ended(self, job: Job[object], whole: bool) -> None:
        self._delay.stop()
        self.hide()
        stopped, self._stopping = self._stopping is job and not whole, None
        if stopped and not job.newest:  # of those the page says itself that it waits for nothing any more
            self._tell_stopped(job)

    def _stop(self) -> None:
        self._stopping = self._session.runner.current_job
        self._session.runner.cancel()

    def _tell_stopped(self, job: Job[object]) -> None:
        """Say what was stopped, and let it go on, which by then may be much later."""
        told = tr("Stopped: {job}. What is done stays.") if job.goes_on else tr("Stopped: {job}.")
        again = tr("Go on") if job.goes_on else tr("Begin again")
        self._session.notice(told.format(job=job.title.rstrip("… .")), (again, lambda: self._session.runner.job(job)))

    def _on_progress(self, progress: Progress) -> None:
        self._title.setText(say_message(progress.task))
        self.details.setText(progress_in_words(progress))
        if progress.total:
            self._bar.setRange(0, _BAR_STEPS)
            self._bar.setValue(progress.done * _BAR_STEPS // progress.total)
        else:
            self._bar.setRange(0, 0)

    def _on_pause(self) -> None:
        self._session.runner.pause(not self._session.runner.is_paused)

    def _on_paused(self, paused: bool) -> None:
        name = tr("Continue") if paused else tr("Pause")
        set_icon(self.pause_button, "play" if paused else "pause", self._session.theme)
        self.pause_button.setToolTip(name)
        self.pause_button.setAccessibleName(name)
        if paused:
            self.details.setText(tr("paused"))


def progress_in_words(progress: Progress) -> str:
    """Say how far, how fast and how long still: "8,120 of 24,310 · 26/s · about 10 minutes left"."""
    parts = []
    if progress.total:
        parts.append(tr("{done} of {total}").format(done=number(progress.done), total=number(progress.total)))
    elif progress.done:
        parts.append(number(progress.done))
    if progress.rate:
        rate = number(round(progress.rate)) if progress.rate >= 3 else f"{progress.rate:.1f}"
        parts.append(tr("{rate}/s").format(rate=rate))
    if progress.seconds_left is not None:
        parts.append(tr("{time} left").format(time=duration(progress.seconds_left)))
    return "  ·  ".join(parts)
