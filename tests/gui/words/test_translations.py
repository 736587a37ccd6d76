"""The language files hold every text of the code, also what comes from below; a German window speaks German."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtGui import QKeySequence

from faceorg.gui.words.i18n import install_translators, tr
from faceorg.gui.words.keys import key_in_words, shortcuts
from faceorg.paths import resources_dir

ROOMS = Path(__file__).parents[3] / "faceorg"


def messages(language: str) -> dict[str, ET.Element]:
    tree = ET.parse(resources_dir() / "translations" / f"faceorg_{language}.ts")
    return {message.findtext("source") or "": message.find("translation") for message in tree.iter("message")}


def test_no_text_of_the_code_is_missing_from_the_language_files() -> None:
    """A text added without running packaging/tools/translations.py is noticed here."""
    asked = set()
    for path in (ROOMS / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_tr = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"
            if is_tr and node.args and isinstance(node.args[0], ast.Constant):
                asked.add(node.args[0].value)
    assert len(asked) > 500
    assert sorted(asked - messages("de").keys()) == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_number_in_a_text_is_grouped(language: str) -> None:
    """Qt groups the digits of %Ln, and not those of %n."""
    texts = [
        text
        for source, translation in messages(language).items()
        for text in (source, translation.text or "", *(form.text or "" for form in translation))
    ]
    assert sum("%Ln" in text for text in texts) > 100
    assert [text for text in texts if "%n" in text] == []


def test_one_is_spoken_of_as_one_in_english() -> None:
    ones = [form.findtext("numerusform") or "" for form in messages("en").values()]
    assert len(ones) > 20
    speaks_of_many = re.compile(r"(%Ln|1) [\w ]+[.: ].*\b(are|were|they|them)\b|(%Ln|1) [\w ]+\b(are|were)\b")
    assert [one for one in ones if speaks_of_many.search(one)] == []


def test_a_german_window_speaks_german(qapp) -> None:
    before = QLocale()
    installed = install_translators(qapp, QLocale("de_DE"))
    try:
        assert tr("People") == "Personen"
        assert tr("%Ln face(s)", None, 1) == "1 Gesicht"
        assert tr("%Ln face(s)", None, 3) == "3 Gesichter"
        QLocale.setDefault(QLocale("de_DE"))
        assert tr("%Ln face(s)", None, 1_234_567) == "1.234.567 Gesichter"
    finally:
        QLocale.setDefault(before)
        for translator in installed:
            QCoreApplication.removeTranslator(translator)


def test_a_language_that_is_not_there_falls_back_to_english(qapp) -> None:
    installed = install_translators(qapp, QLocale("fi_FI"))
    try:
        assert tr("People") == "People"
        assert tr("%Ln face(s)", None, 1) == "1 face"
    finally:
        for translator in installed:
            QCoreApplication.removeTranslator(translator)


@pytest.mark.parametrize(
    ("language", "key", "called"),
    [
        ("en_US", "Ctrl+Return", "Ctrl+Enter"),
        ("en_US", "Del", "Del"),
        ("de_DE", "Return", "Eingabe"),
        ("de_DE", "Enter", "Eingabe"),
        ("de_DE", "Ctrl+Shift+Return", "Strg+Umschalt+Eingabe"),
        ("de_DE", "Ctrl+PgUp", "Strg+Bild auf"),
        ("de_DE", "Space", "Leertaste"),
        ("de_DE", "Down", "Runter"),
    ],
)
def test_a_key_is_called_what_stands_on_it(qapp, language: str, key: str, called: str) -> None:
    """Qt says "Return" in German, too, and "Bild aufwärts": [Note: Names of keys]."""
    installed = install_translators(qapp, QLocale(language))
    try:
        assert key_in_words(key) == called
        assert QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) == called  # as menus write it
    finally:
        for translator in installed:
            QCoreApplication.removeTranslator(translator)


@pytest.mark.parametrize("language", ["en_US", "de_DE"])
def test_a_verb_sits_on_the_keys_of_the_code_whatever_they_are_called(qapp, language: str) -> None:
    """Qt reads "Enter" as what is called so here, which is the other key: the verb would be on one of them, twice."""
    installed = install_translators(qapp, QLocale(language))
    try:
        keys = ["Return", "Enter", "Ctrl+PgUp", "Space", "Down"]
        read = [key.toString(QKeySequence.SequenceFormat.PortableText) for key in shortcuts(keys)]
        assert read == keys
    finally:
        for translator in installed:
            QCoreApplication.removeTranslator(translator)


@pytest.mark.parametrize("name", ["keys_de", "keys_en"])
def test_names_of_keys_are_compiled_as_they_are_written(name: str, qapp) -> None:
    folder, compiled = resources_dir() / "translations", QTranslator()
    assert compiled.load(name, str(folder))
    for message in ET.parse(folder / f"{name}.ts").iter("message"):
        assert compiled.translate("QShortcut", message.findtext("source")) == message.findtext("translation")


def test_our_german_texts_call_keys_as_the_menus_do() -> None:
    said = [text or "" for found in messages("de").values() for text in (found.text, *(form.text for form in found))]
    foreign = re.compile(r"\b(Enter|Return|Ctrl|Shift|Del|Space|Page)\b")
    assert [text for text in said if foreign.search(text)] == []
