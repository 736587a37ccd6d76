"""Turns a wish ("until 08:35", "for 20 minutes") into the moment at which a training run shall be finished."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def deadline_of(until: str | None, minutes: float) -> float:
    """Return the deadline in seconds since the epoch; until is a UTC time of day HH:MM and wins over minutes."""
    now = datetime.now(UTC)
    if until is None:
        return (now + timedelta(minutes=minutes)).timestamp()
    hour, minute = map(int, until.split(":"))
    then = now.replace(hour=hour, minute=minute, second=0)
    return (then if then > now else then + timedelta(days=1)).timestamp()
