"""All German texts of the command line in one table."""

from __future__ import annotations

from faceorg.cli.german import edits, figures, files, library, people, usage

# The same in both languages but for how numbers are written.
_NUMBERS = {text: text for text in ("{count:,}", "{done:,}")}
TEXTS: dict[str, str] = {
    **usage.TEXTS,
    **figures.TEXTS,
    **edits.TEXTS,
    **people.TEXTS,
    **library.TEXTS,
    **files.TEXTS,
    **_NUMBERS,
}
