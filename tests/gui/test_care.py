"""Care: every part has a name for screen readers, the theme can be changed, texts exist in every language."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from faceorg.gui import i18n
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.theme import DARK, LIGHT, ThemeChoice
from faceorg.paths import resources_dir

# Pages that show one thing need to be told which; the others are opened as they are.
OPENED = [page.name for page in PAGES if page.name not in ("person", "photo", "alike")]


def spoken(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    buddies = [label for label in widget.window().findChildren(QLabel) if label.buddy() is widget]
    return buddies[0].text() if buddies else ""


@pytest.mark.parametrize("name", OPENED)
def test_everything_that_takes_the_keyboard_has_a_name(qtbot, empty_window, name: str) -> None:
    empty_window.session.go(name)
    qtbot.wait(20)
    mute = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in empty_window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not spoken(widget)
        and not widget.objectName().startswith("qt_")
        and type(widget).__name__ not in ("QScrollArea", "QStackedWidget")
        and widget.focusProxy() is None
    ]
    assert mute == []


def test_tab_walks_through_the_window_and_comes_back(qtbot, empty_window) -> None:
    empty_window.session.go("welcome")
    empty_window.activateWindow()
    qtbot.waitActive(empty_window)
    empty_window.search.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused in seen:
            break
        seen.append(focused)
    assert empty_window.page.choose in seen
    assert empty_window.sidebar.entries["people"] in seen


def test_the_theme_follows_its_keys_and_is_remembered(qtbot, empty_window) -> None:
    theme = empty_window.session.theme
    qtbot.keyClick(empty_window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert theme.colors is DARK
    assert empty_window.session.settings.value("theme") == ThemeChoice.DARK.value
    qtbot.keyClick(empty_window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert theme.colors is LIGHT


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1-21 (WCAG 2.2, relative luminance)."""

    def luminance(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_can_be_read_on_every_background(colors) -> None:
    for background in (colors.page, colors.side, colors.raised, colors.field):
        assert contrast(colors.text, background) >= 7
        assert contrast(colors.muted, background) >= 4.5
    assert contrast(colors.on_accent, colors.accent) >= 4.5
    assert contrast(colors.text, colors.accent_soft) >= 7
    assert contrast(colors.danger, colors.danger_soft) >= 4.5


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_text_is_missing_in_a_language(language: str) -> None:
    tree = ET.parse(resources_dir() / "translations" / f"faceorg_{language}.ts")
    unfinished = [
        message.findtext("source")
        for message in tree.iter("message")
        if (found := message.find("translation")) is None or found.get("type") == "unfinished"
    ]
    assert unfinished == []


def test_plurals_are_english_sentences(qapp) -> None:
    installed = i18n.install_translators(qapp, QLocale(QLocale.Language.English))
    try:
        assert i18n.tr("%n face(s)", None, 1) == "1 face"
        assert i18n.tr("%n face(s)", None, 2) == "2 faces"
        assert i18n.tr("%n face(s)", None, 12345).endswith("345 faces")
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)


def test_enter_presses_the_button_that_has_the_keyboard(qtbot, empty_window) -> None:
    entry = empty_window.sidebar.entries["photos"]
    entry.setFocus()
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert empty_window.trail.here.page == "photos"


def test_a_screen_reader_finds_the_field_for_a_groups_name(qtbot, window) -> None:
    window.session.go("unnamed")
    rows = window.page.rows
    qtbot.waitUntil(rows.field.isVisible)
    around = QAccessible.queryAccessibleInterface(rows.field.parentWidget())
    told = [around.child(at).text(QAccessible.Text.Name) for at in range(around.childCount())]
    assert told == ["Groups without a name", "Name"]
