"""The user's choices for a library, a verb each: saved in its settings at once. Reading them is `library.settings`.

Which pack is used is chosen by `recognising.packs`, where names are written by `names_in_files.files`.
"""

from __future__ import annotations

from dataclasses import replace

from faceorg.library.opening.library import Library
from faceorg.settings import Analysis, Grouping, Window


def name_clear_faces(library: Library, on: bool) -> None:
    """Let faces that are surely somebody known get that name by themselves, or not."""
    _save_grouping(library, replace(library.settings.grouping, automatic=on))


def learn_from_answers(library: Library, on: bool) -> None:
    """Use what confirmed people teach, where that proves better, or the pack alone."""
    _save_grouping(library, replace(library.settings.grouping, learn=on))


def stack_similar_pictures(library: Library, on: bool) -> None:
    """Show, decide about and count nearly the same pictures as one, or each by itself; see `recognising.stacking`."""
    _save_grouping(library, replace(library.settings.grouping, stack=on))


def set_strictness(library: Library, strictness: float) -> None:
    """Say how alike unnamed faces must be to be one group: 0 (joins readily) to 1 (joins only the certain)."""
    _save_grouping(library, replace(library.settings.grouping, strictness=strictness))


def set_device(library: Library, device: str) -> None:
    """Say what networks run on: a name that `settings.Analysis` lists."""
    _save_analysis(library, replace(library.settings.analysis, device=device))


def set_language(library: Library, code: str) -> None:
    """Say which language the window speaks; "": the system's."""
    _save_window(library, replace(library.settings.window, language=code))


def watch_folders(library: Library, on: bool) -> None:
    """Let the window notice new photos while it is open, or not."""
    _save_window(library, replace(library.settings.window, watch_folders=on))


def fetch_from_cloud(library: Library, on: bool) -> None:
    """Let scans open photos whose content lies in the cloud only, which fetches them, or leave those alone."""
    library.save_settings(replace(library.settings, scan=replace(library.settings.scan, from_cloud=on)))


def look_at_videos(library: Library, which: str) -> None:
    """Look for faces in short videos ("short"), in all of them ("all"), or in none."""
    library.save_settings(replace(library.settings, scan=replace(library.settings.scan, videos=which)))


def _save_grouping(library: Library, grouping: Grouping) -> None:
    library.save_settings(replace(library.settings, grouping=grouping))


def _save_analysis(library: Library, analysis: Analysis) -> None:
    library.save_settings(replace(library.settings, analysis=analysis))


def _save_window(library: Library, window: Window) -> None:
    library.save_settings(replace(library.settings, window=window))
