"""English source texts -> the user's language. One context for the whole window, so `tr` works anywhere.

`pyside6-lupdate` files a bare ``tr("...")`` under the empty context; Qt finds it there again. Texts are translated when
they are shown, never at import. Plurals: ``tr("%Ln face(s)", None, count)``; Qt writes `%Ln` as `number` does.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTranslator

from faceorg.paths import resources_dir

CONTEXT = ""


def tr(text: str, comment: str | None = None, n: int = -1) -> str:
    """Return `text` in the user's language; `%Ln` becomes `n` with the user's digit grouping."""
    return QCoreApplication.translate(CONTEXT, text, comment, n)


def install_translators(app: QCoreApplication, locale: QLocale | None = None) -> list[QTranslator]:
    """Load Qt's own texts and faceorg's for `locale` (default: the system's); faceorg's in English where none fits.

    The last one installed is asked first: names of keys are ours before they are Qt's ([Note: Names of keys]).
    """
    locale = locale or QLocale()
    ours = resources_dir() / "translations"
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    installed = []
    for name, folder in (("faceorg", ours), ("qtbase", qt), ("keys", ours)):
        translator = QTranslator(app)
        found = translator.load(locale, name, "_", str(folder))
        if not found and folder == ours:
            found = translator.load(f"{name}_en", str(folder))
        if found:
            app.installTranslator(translator)
            installed.append(translator)
    return installed


def number(value: int) -> str:
    """Write a count with the user's digit grouping: 24,310."""
    return QLocale().toString(value)


def download_size(size_bytes: int) -> str:
    """Write how large a download is in the units that `faceorg packs` and the sites of packs use: 289 MB."""
    return QLocale().formattedDataSize(size_bytes, 0, QLocale.DataSizeFormat.DataSizeSIFormat)


def percent(share: float) -> str:
    """Write a share (0-1) as whole percent; 100 % is kept for the certain."""
    whole = 100 if share >= 1 else min(99, round(share * 100))
    return tr("{number} %").format(number=QLocale().toString(whole))


def day(value: date | datetime) -> str:
    """Write a date briefly, its year in full: Mar 12, 1981."""
    in_words = QLocale().dateFormat(QLocale.FormatType.LongFormat).replace("MMMM", "MMM")
    without_weekday = re.sub(r"^dddd\W*|\W*dddd$", "", in_words)
    return QLocale().toString(QDate(value.year, value.month, value.day), without_weekday)


def long_day(value: date | datetime) -> str:
    """Write a date in words."""
    return QLocale().toString(QDate(value.year, value.month, value.day), QLocale.FormatType.LongFormat)


def duration(seconds: float) -> str:
    """Write a rough time to wait: "a few seconds", "about 4 minutes", "about 2 hours"."""
    if seconds < 50:
        return tr("a few seconds")
    if seconds < 5400:
        return tr("about %Ln minute(s)", None, max(1, round(seconds / 60)))
    return tr("about %Ln hour(s)", None, round(seconds / 3600))
