"""Ctrl-C and SIGTERM -> Cancelled: long verbs stop cleanly at their next step, short ones at once."""

from __future__ import annotations

import signal
import sys
from types import FrameType

from faceorg.errors import Cancelled
from faceorg.progress import CancelToken

_token: CancelToken | None = None


def stop_on_signals() -> None:
    """Let Ctrl-C and SIGTERM stop this process as Cancelled does."""
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), _on_signal)


def cancel_token() -> CancelToken:
    """Return the token that a long verb hands on: the first signal sets it, a second one interrupts at once."""
    global _token
    if _token is None:
        _token = CancelToken()
    return _token


def _on_signal(_number: int, _frame: FrameType | None) -> None:
    if _token is None or _token.is_cancelled:
        raise Cancelled()
    _token.cancel()
    print("\nfaceorg: stopping ... (Ctrl-C again stops at once)", file=sys.stderr)
