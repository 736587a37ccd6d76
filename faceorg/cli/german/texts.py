"""All German texts of the command line in one table."""

from __future__ import annotations

from faceorg.cli.german import usage

TEXTS: dict[str, str] = {**usage.TEXTS}
