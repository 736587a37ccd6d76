"""The program's icon (SVG) -> PNG files of all sizes, and the formats of Windows and macOS; drawn by Qt."""

from __future__ import annotations

import sys
from pathlib import Path

from release.names import PROGRAM, ROOT

ICON = ROOT / "resources" / "icons" / f"{PROGRAM}.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)


def draw(folder: Path, sizes: tuple[int, ...] = SIZES) -> dict[int, Path]:
    """Draw the icon in these sizes into a folder; return the files."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    folder.mkdir(parents=True, exist_ok=True)
    renderer, files = QSvgRenderer(str(ICON)), {}
    for size in sizes:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        files[size] = folder / f"{size}.png"
        if not image.save(str(files[size])):
            raise SystemExit(f"{files[size]} cannot be written")
    return files


def for_this_system(folder: Path) -> Path:
    """Return the icon as Windows (.ico) or macOS (.icns) wants it."""
    from PIL import Image

    if sys.platform == "darwin":
        file, sizes = folder / f"{PROGRAM}.icns", (1024,)
    else:
        file, sizes = folder / f"{PROGRAM}.ico", WINDOWS_SIZES
    drawn = draw(folder / "icons", sizes)
    pictures = [Image.open(drawn[size]) for size in sizes]
    pictures[-1].save(file, sizes=[(size, size) for size in sizes], append_images=pictures[:-1])
    return file
