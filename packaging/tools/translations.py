"""Texts of the window -> resources/translations/*.ts -> *.qm, which the window loads.

    python packaging/tools/translations.py          look for new texts, fill in English plurals, compile
    python packaging/tools/translations.py --check  exit 1 if a language misses a text or a .qm is older than its .ts

English texts stand in the code; the English file holds only plural forms ("%Ln face(s)" -> "%Ln face", "%Ln faces").
German (and every further language) is translated in its .ts, by hand or with Qt Linguist. `keys_*.ts` are written by
hand: keys whose names in Qt are not those on the keyboard ([Note: Names of keys], gui/words/keys.py).
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
SOURCES = HERE / "faceorg" / "gui"
FOLDER = HERE / "resources" / "translations"
LANGUAGES = ("en", "de")
# Where taking away "(s)" does not make a sentence for one.
ENGLISH_ONE = {
    "When were %Ln photo(s) taken?": "When was this photo taken?",
    "%Ln photo(s) seem to lie on their side": "1 photo seems to lie on its side",
    "%Ln photo(s) seem to lie on their side: seen from there, faces are clear.": (
        "This photo seems to lie on its side: seen from there, faces are clear."
    ),
    "The other %Ln group(s) are strangers": "The other one is a stranger",
    "All %Ln group(s) are strangers": "A stranger",
    "Who are these %Ln face(s)?": "Who is this?",
    "%Ln photo(s) could not be read.": "1 photo could not be read.",
    "%Ln more face(s) may be {name}.": "1 more face may be {name}.",
    "Takes back %Ln step(s). Nothing is lost: they can be done again.": (
        "Takes back 1 step. Nothing is lost: it can be done again."
    ),
    "%Ln contradiction(s) are left alone.": "1 contradiction is left alone.",
    "%Ln file(s) were written.": "1 file was written.",
    "%Ln photo(s) were copied to {folder}.": "1 photo was copied to {folder}.",
    "%Ln face(s) were cut out to {folder}.": "1 face was cut out to {folder}.",
    "%Ln were there already.": "1 was there already.",
    "%Ln are copies of these.": "1 is a copy of another.",
    "%Ln photo(s) are in the clipboard.": "1 photo is in the clipboard.",
    "Where do %Ln photo(s) go?": "Where does this photo go?",
    "Where do %Ln face(s) go?": "Where does this face go?",
    "%Ln of them lie in folded stacks, which go along whole.": "1 lies in a folded stack, which goes along whole.",
    "%Ln photo(s) were forgotten.": "1 photo was forgotten.",
    "Forget %Ln photo(s) that are left out?": "Forget 1 photo that is left out?",
    "%Ln face(s) put aside. Select some to name them or to bring them back.": (
        "1 face put aside. Select it to name it or to bring it back."
    ),
    "Changing to it: %Ln photo(s) are looked at again in the background. Faces, names and history stay.": (
        "Changing to it: 1 photo is looked at again in the background. Faces, names and history stay."
    ),
}


def ts(language: str) -> Path:
    return FOLDER / f"faceorg_{language}.ts"


def qt_tool(name: str) -> str:
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def update() -> None:
    """Collect the texts and compile every language."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    sources = sorted(str(path.relative_to(HERE)) for path in SOURCES.rglob("*.py"))
    for language in LANGUAGES:
        plurals = ["-pluralonly"] if language == "en" else []
        run(
            "lupdate",
            *plurals,
            "-no-obsolete",
            "-locations",
            "none",
            *sources,
            "-ts",
            str(ts(language).relative_to(HERE)),
        )
    fill_english()
    for source in sorted(FOLDER.glob("*.ts")):  # names of keys, too, which stand in no code
        run("lrelease", "-silent", str(source), "-qm", str(source.with_suffix(".qm")))


def run(tool: str, *arguments: str) -> None:
    subprocess.run([qt_tool(tool), *arguments], check=True, cwd=HERE, stdout=subprocess.DEVNULL)


def fill_english() -> None:
    """Write both forms of every English plural."""
    tree = ET.parse(ts("en"))
    for message in tree.iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        assert translation is not None
        translation.attrib.pop("type", None)
        one = ENGLISH_ONE.get(source, source.replace("(s)", "").replace("(ren)", ""))
        many = source.replace("(s)", "s").replace("(ren)", "ren")
        for form, text in zip(translation.findall("numerusform"), (one, many), strict=True):
            form.text = text
    tree.write(ts("en"), encoding="utf-8", xml_declaration=True)


def missing(language: str) -> list[str]:
    """Return the texts that a language does not have."""
    return [
        message.findtext("source") or ""
        for message in ET.parse(ts(language)).iter("message")
        if (found := message.find("translation")) is None or found.get("type") in ("unfinished", "vanished")
    ]


def main() -> int:
    if "--check" not in sys.argv[1:]:
        update()
    lacking = {language: missing(language) for language in LANGUAGES}
    for language, texts in lacking.items():
        for text in texts:
            print(f"{language}: {text}")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
