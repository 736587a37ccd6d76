"""Problems are told in the window's language, and an unknown one is at least announced in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from faceorg import errors
from faceorg.errors import LibraryProblem, PhotoProblem
from faceorg.formats import format_of_file
from faceorg.gui.words import problem_words
from faceorg.gui.words.i18n import install_translators
from faceorg.images.decode import decode_photo
from faceorg.library.evaluation import reports
from faceorg.library.exports import albums, exchange, face_table
from faceorg.library.people import edits
from faceorg.library.scanning import ingest
from faceorg.vision.packs import survey_packs


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
        sentence_of(LibraryProblem, lambda: edits.name_faces(library, person_of("penny"), " "))
    )
    assert told == "Ein Name kann nicht leer sein; gib den Namen der Person ein."


def test_an_unknown_problem_stays_as_it_is_under_a_headline(german) -> None:
    assert problem_words.say_problem("The moon is full.") == "The moon is full."
    assert problem_words.announce("The moon is full.") == "Das hat nicht geklappt: The moon is full."


def test_in_english_a_known_problem_is_its_own_sentence(qapp) -> None:
    assert problem_words.announce("There is no room left in /x.") == "There is no room left in /x."


def test_a_damaged_photo_is_told_with_its_reason_in_german(german, tmp_path: Path) -> None:
    photo = tmp_path / "kaputt.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + b"rubbish" * 50)
    told = problem_words.say_problem(sentence_of(PhotoProblem, lambda: decode_photo(photo)))
    assert told.startswith("kaputt.jpg ist beschädigt oder unvollständig (jpeg: ")


def test_a_photo_that_may_not_be_read_says_so_in_german(german) -> None:
    told = problem_words.say_problem("secret.jpg cannot be opened: Permission denied.")
    assert told == "secret.jpg kann nicht geöffnet werden: keine Berechtigung."


def test_a_crash_of_the_decoder_is_told_in_german(german) -> None:
    told = problem_words.say_problem("bad.heic cannot be analysed: each attempt crashed (SIGSEGV).")
    assert told == "bad.heic kann nicht untersucht werden: Jeder Versuch ist abgestürzt (SIGSEGV)."


def test_a_broken_pack_says_why_in_german(german, shared: Path, monkeypatch) -> None:
    monkeypatch.setenv("FACEORG_PACKS", str(shared / "models"))
    told = [problem_words.say_problem(broken.reason) for broken in survey_packs(None).broken]
    folder = shared / "models" / "opencv"
    wanted = f"{folder.absolute()} ist kein vollständiges Paket: Unter den ONNX-Dateien fehlt: Netz zum Wiedererkennen"
    assert wanted in told


def test_the_window_names_no_commands_of_the_terminal() -> None:
    """What the command line says to do there is said in the window's own words, in English too."""
    sentence = "Group 7 has no unnamed faces left; `faceorg clusters` lists the others."
    assert problem_words.announce(sentence) == "Every face of this group has a name by now, or was left out."
    shown = [told for _source, told in problem_words._patterns()]
    assert [text for text in shown if "`" in text or "--" in text.replace("--restore", "")] == []


# ---------------------------------------------------------------- everything the rooms below can say
ROOMS = Path(__file__).parents[2] / "faceorg"
KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, LibraryProblem)}
# Verbs that only the command line has: evaluations, exports, tables, ids and files typed by hand.
ONLY_IN_A_TERMINAL = {Path(module.__file__) for module in (reports, exchange, albums, face_table)}
TYPED_BY_HAND = (
    "Nobody here is named",
    "people are named “x”; give the id instead",
    "is not in this library; `faceorg scan` its folder first",
    "There is no library in",
    "Who is this? wants a name",
    "The setting names.target is",
    "There is no device",
)


def text_of(node: ast.expr) -> str | None:
    """Return a sentence with "x" for what differs; None for one that is handed on from elsewhere."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    return None


def sentences_below() -> Iterator[str]:
    for room in ("images", "vision", "catalog", "library", "metadata"):
        for path in (ROOMS / room).rglob("*.py"):
            if path in ONLY_IN_A_TERMINAL:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                    sentence = text_of(node.args[0]) if node.func.id in {*KINDS, "Finding"} else None
                    if sentence in (None, "x x", "x x."):
                        continue  # made elsewhere
                    if not any(start in sentence for start in TYPED_BY_HAND):
                        yield sentence


def test_every_sentence_that_a_window_can_show_is_known() -> None:
    """A problem added below without its translation is noticed here."""
    found = set(sentences_below())
    assert len(found) > 120
    # The decoders leave the photo's name to their caller: "is cut off before anything can be seen."
    known = {
        sentence for sentence in found if any(map(problem_words._told, (sentence, f"x {sentence}", f"x {sentence}.")))
    }
    assert sorted(found - known) == []
