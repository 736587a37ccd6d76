"""An icon's name -> a QIcon tinted with the theme's colours, sharp at every scale.

The SVGs in resources/icons are drawn in black on a 20 px grid; black is replaced by the colour asked for.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from faceorg.gui.look.theme import Theme
from faceorg.paths import resources_dir

ICON_PX = 20
MENU_ICONS_AFTER_MS = 250
# Arrows that point along the reading direction.
_MIRRORED = {"back": "forward", "forward": "back"}
# What a button that can be switched shows while it is on.
_WHEN_ON = {"star": "star_full"}


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, color: QColor | str, size_px: int = ICON_PX, ratio: float = 1.0) -> QPixmap:
    """Render one icon in one colour; size_px in device-independent pixels."""
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        name = _MIRRORED.get(name, name)
    tinted = _source(name).replace("#000000", QColor(color).name())
    made = QPixmap(QSize(round(size_px * ratio), round(size_px * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(tinted.encode())).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _ratios() -> set[float]:
    """Device pixel ratios of the screens there are: rendering for others costs a third of the window's start."""
    return {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}


def icon(name: str, theme: Theme) -> QIcon:
    """Return an icon in the muted colour of the theme, fainter while disabled; one that is on may be another."""
    made = QIcon()
    for ratio in _ratios():
        drawn = pixmap(name, theme.color("muted"), ratio=ratio)
        made.addPixmap(drawn, QIcon.Mode.Normal)
        made.addPixmap(_in_colour(drawn, theme.color("faint")), QIcon.Mode.Disabled)
        if (when_on := _WHEN_ON.get(name)) is not None:
            lit = pixmap(when_on, theme.color("accent"), ratio=ratio)
            made.addPixmap(lit, QIcon.Mode.Normal, QIcon.State.On)
    return made


def _in_colour(drawn: QPixmap, color: QColor) -> QPixmap:
    """The same shape in another colour: a tenth of the price of drawing it again."""
    made = QPixmap(drawn)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRectF(0, 0, made.width(), made.height()), color)
    painter.end()
    return made


def set_icon(target: QAbstractButton | QAction, name: str, theme: Theme) -> None:
    """Give a button or action an icon, or another one, that follows the theme for as long as the target lives."""
    has_one = target.property("iconName") is not None
    target.setProperty("iconName", name)

    def apply() -> None:
        target.setIcon(icon(str(target.property("iconName")), theme))

    if has_one:
        apply()
        return
    if isinstance(target, QAction):
        # Menus are opened by hand, after the window is there: their icons need not hold it up.
        QTimer.singleShot(MENU_ICONS_AFTER_MS, target, apply)
    else:
        apply()
    # A connection whose receiver is the target ends with it.
    connection = theme.changed.connect(apply)
    target.destroyed.connect(lambda: theme.disconnect(connection))  # type: ignore[call-overload]  # stubs lack it


def app_icon() -> QIcon:
    return QIcon(str(resources_dir() / "icons" / "faceorg.svg"))
