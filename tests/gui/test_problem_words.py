"""Problems are told in the window's language, and an unknown one is at least announced in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from faceorg.errors import LibraryProblem, PhotoProblem
from faceorg.gui import problem_words
from faceorg.gui.i18n import install_translators
from faceorg.images.formats import format_of_file
from faceorg.library import ingest, people


@pytest.fixture
def german(qapp):
    problem_words._patterns.cache_clear()
    installed = install_translators(qapp, QLocale("de_DE"))
    yield
    for translator in installed:
        qapp.removeTranslator(translator)
    problem_words._patterns.cache_clear()


def sentence_of(kind: type[LibraryProblem], act) -> str:
    with pytest.raises(kind) as raised:
        act()
    return str(raised.value)


def test_an_empty_photo_is_told_in_german(german, tmp_path: Path) -> None:
    photo = tmp_path / "leer.jpg"
    photo.write_bytes(b"")
    told = problem_words.say_problem(sentence_of(PhotoProblem, lambda: format_of_file(photo)))
    assert told == "leer.jpg ist leer: Die Datei enthält keine Daten; hole sie aus einer Sicherung zurück."


def test_a_folder_that_is_away_is_told_in_german(german, library, tmp_path: Path) -> None:
    away = tmp_path / "away"
    told = problem_words.say_problem(sentence_of(LibraryProblem, lambda: ingest.scan(library, [away])))
    assert told == f"Der Ordner {away} existiert nicht, oder sein Datenträger ist nicht angeschlossen."


def test_an_empty_name_is_told_in_german(german, library, person_of) -> None:
    told = problem_words.say_problem(
        sentence_of(LibraryProblem, lambda: people.name_faces(library, person_of("penny"), " "))
    )
    assert told == "Ein Name kann nicht leer sein; gib den Namen der Person ein."


def test_an_unknown_problem_stays_as_it_is_under_a_headline(german) -> None:
    assert problem_words.say_problem("The moon is full.") == "The moon is full."
    assert problem_words.announce("The moon is full.") == "Das hat nicht geklappt: The moon is full."


def test_in_english_a_known_problem_is_its_own_sentence(qapp) -> None:
    assert problem_words.announce("There is no room left in /x.") == "There is no room left in /x."
