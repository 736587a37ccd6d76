"""How long a photo of a slideshow stays: chosen in Settings or while it runs, and remembered."""

from __future__ import annotations

from PySide6.QtCore import QSettings

SECONDS = (2, 3, 5, 8, 12, 20, 30)
USUAL = 5
_KEY = "slides/seconds"


def seconds(settings: QSettings) -> int:
    """Return how long each photo stays."""
    try:
        said = int(str(settings.value(_KEY, USUAL)))
    except ValueError:
        return USUAL
    return said if said in SECONDS else USUAL


def set_seconds(settings: QSettings, said: int) -> None:
    settings.setValue(_KEY, said)


def step(settings: QSettings, by: int) -> int:
    """Let photos stay longer (positive) or shorter; return for how long now."""
    at = SECONDS.index(seconds(settings)) + by
    set_seconds(settings, SECONDS[min(max(at, 0), len(SECONDS) - 1)])
    return seconds(settings)
