"""How many files this process may have open at once -> as many as it needs, or the answer that there are too few.

Three databases with their logs, the index, a pipe to each worker: with a few dozen all goes well, with a dozen whatever
comes thirteenth fails with words about anything but the cause.
"""

from __future__ import annotations

import sys
from contextlib import suppress

# A check has some 20 open, a window with its helper some 40.
LEAST = 64
# What systems give by themselves.
USUAL = 1024


def make_room() -> int | None:
    """Raise the limit to what is usual, as far as that may be done; return it where it stays too low."""
    if sys.platform == "win32":  # there is no such limit
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= USUAL:
        return None
    wanted = USUAL if hard == resource.RLIM_INFINITY else min(USUAL, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return soft if soft < LEAST else None
