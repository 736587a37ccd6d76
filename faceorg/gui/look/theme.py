"""A choice (light, dark, system) -> palette, style sheet and tinted icons of the whole application.

Photos are the colour; the program is grey with one accent, used for selection and for the thing to do next.
Lengths follow a grid of 8 px (GRID); text has two sizes and one of headings.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from string import Template

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from faceorg.gui import garbage
from faceorg.paths import resources_dir

GRID = 8


class ThemeChoice(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Colors:
    """Every colour the window uses, as #rrggbb or #aarrggbb; but for the ticks, which are icons.

    page, side, raised, field : backgrounds, from the page itself to a card or an input lying on it
    line : hairlines; hover, pressed : of quiet buttons and rows
    text, muted, faint : of what is read, what helps, what is switched off
    accent, on_accent, accent_soft : selection and the next thing to do; text on it; a wash of it behind a selection
    danger : contradictions and what cannot be undone; good : a yes
    stage : behind a large photo, dark in both themes
    rim : a hairline within the edge of a picture, which else would melt into a page of its colour
    segment : the chosen one of a few choices, lifted off `field`
    tick, menu_tick : the icon of a checked box, in on_accent; of a checked line of a menu, in text
    """

    page: str
    side: str
    raised: str
    field: str
    line: str
    hover: str
    pressed: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    danger: str
    danger_soft: str
    good: str
    placeholder: str
    rim: str
    segment: str
    stage: str = "#121214"
    on_stage: str = "#e8e8ea"
    tick: str = "tick"
    menu_tick: str = "tick_dark"


LIGHT = Colors(
    page="#ffffff", side="#f4f4f5", raised="#ffffff", field="#f4f4f5", line="#e2e2e5", hover="#ececee",
    pressed="#e0e0e3", text="#1c1c1f", muted="#66666d", faint="#a8a8ae", accent="#2f6fde", accent_hover="#2861c8",
    on_accent="#ffffff", accent_soft="#e3edfd", danger="#c2362b", danger_soft="#fcebe9", good="#23824a",
    placeholder="#e6e6e9", rim="#14000000", segment="#ffffff",
)  # fmt: skip
DARK = Colors(
    page="#1d1d20", side="#252528", raised="#2b2b2f", field="#303034", line="#3a3a3f", hover="#343439",
    pressed="#3e3e44", text="#ececef", muted="#a3a3ab", faint="#6d6d75", accent="#5a94f6", accent_hover="#6a9ef8",
    on_accent="#0e1420", accent_soft="#263752", danger="#f0776c", danger_soft="#44282a", good="#5cc287",
    placeholder="#333338", rim="#26ffffff", segment="#48484f", tick="tick_dark", menu_tick="tick",
)  # fmt: skip

# Points relative to the system's font size: small print, text, heading.
SMALL_DELTA, HEADING_DELTA = -1.0, 6.0


class Theme(QObject):
    """The look in force.

    Signals
    -------
    changed() : colours or icons differ now; painted widgets update themselves
    """

    changed = Signal()

    def __init__(self, app: QApplication, settings: QSettings | None = None) -> None:
        super().__init__(app)
        self._app, self._settings = app, settings
        stored = str(settings.value("theme", ThemeChoice.SYSTEM.value)) if settings else ThemeChoice.SYSTEM.value
        self.choice = ThemeChoice(stored) if stored in list(ThemeChoice) else ThemeChoice.SYSTEM
        self.colors = LIGHT
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        with garbage.without_collecting():
            app.setStyle(QStyleFactory.create("Fusion"))
            self._apply()

    def choose(self, choice: ThemeChoice) -> None:
        """Change the look now and remember it."""
        self.choice = choice
        if self._settings:
            self._settings.setValue("theme", choice.value)
        self._apply()

    def color(self, name: str) -> QColor:
        """Return a colour of `Colors` by its field name."""
        return QColor(getattr(self.colors, name))

    def _on_system_changed(self) -> None:
        if self.choice is ThemeChoice.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        system_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self.choice is ThemeChoice.DARK or (self.choice is ThemeChoice.SYSTEM and system_dark)
        self.colors = DARK if dark else LIGHT
        with garbage.without_collecting():
            self._app.setPalette(palette(self.colors))
            self._app.setStyleSheet(style_sheet(self.colors, self._app.font()))
        self.changed.emit()


def palette(colors: Colors) -> QPalette:
    """Return the palette that Fusion paints the unstyled parts with."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, name in (
        (role.Window, colors.page), (role.WindowText, colors.text), (role.Base, colors.page),
        (role.AlternateBase, colors.side), (role.Text, colors.text), (role.Button, colors.raised),
        (role.ButtonText, colors.text), (role.Highlight, colors.accent), (role.HighlightedText, colors.on_accent),
        (role.ToolTipBase, colors.raised), (role.ToolTipText, colors.text), (role.PlaceholderText, colors.muted),
        (role.Link, colors.accent), (role.Accent, colors.accent), (role.Mid, colors.line),
        (role.Midlight, colors.hover),
    ):  # fmt: skip
        made.setColor(which, QColor(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colors.faint))
    return made


def style_sheet(colors: Colors, font: QFont) -> str:
    """Fill the shipped style sheet with colours and text sizes."""
    template = Template((resources_dir() / "style" / "faceorg.qss").read_text(encoding="utf-8"))
    base = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
    sizes = {"small": f"{base + SMALL_DELTA:g}pt", "heading": f"{base + HEADING_DELTA:g}pt"}
    return template.substitute(asdict(colors), icons=(resources_dir() / "icons").as_posix(), **sizes)
