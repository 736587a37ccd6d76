"""Files that are written for others or read back, and evaluations."""

from __future__ import annotations

from faceorg.messages.codes import Code, FindingCode, ProblemCode, ReasonCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    ProblemCode.FILE_CANNOT_BE_WRITTEN: Text(
        "{file} cannot be written: {why}.", "{file} kann nicht geschrieben werden: {why}."
    ),
    ProblemCode.FILE_CANNOT_BE_READ: Text("{file} cannot be read: {why}.", "{file} kann nicht gelesen werden: {why}."),
    ProblemCode.FILE_ALREADY_THERE: Text(
        "{file} is there already; choose another name, or say --force to write over it.",
        "{file} gibt es schon; wähle einen anderen Namen, oder sage --force, um sie zu überschreiben.",
        "{file} is there already; choose another name.",
        "{file} gibt es schon; wähle einen anderen Namen.",
    ),
    ProblemCode.EXPORT_OVER_PICTURE: Text(
        "{file} is a picture and is never written over; choose another name.",
        "{file} ist ein Bild und wird nie überschrieben; wähle einen anderen Namen.",
    ),
    ProblemCode.EXPORT_INTO_LIBRARY: Text(
        "{file} lies in the library's own folder; choose another place.",
        "{file} liegt im Ordner der Bibliothek selbst; wähle einen anderen Ort.",
    ),
    ProblemCode.EXPORT_NOT_ON_A_FILE: Text(
        "{file} is a folder or a device, not a file; choose another name.",
        "{file} ist ein Ordner oder ein Gerät, keine Datei; wähle einen anderen Namen.",
    ),
    ProblemCode.NAME_RESERVED: Text(
        "Windows keeps the name {name} for itself, or changes it; choose another name.",
        "Windows behält sich den Namen {name} vor oder ändert ihn; wähle einen anderen Namen.",
    ),
    ProblemCode.NO_SUCH_FILE_OR_FOLDER: Text(
        "There is no folder or file {file}.", "Es gibt keinen Ordner und keine Datei {file}."
    ),
    ProblemCode.NO_SUCH_FILE: Text("There is no file {file}.", "Es gibt keine Datei {file}."),
    ProblemCode.TABLE_OF_UNKNOWN_KIND: Text(
        "{file} should end in .csv or .json, so that it is clear what to write.",
        "{file} sollte auf .csv oder .json enden, damit klar ist, was zu schreiben ist.",
    ),
    ProblemCode.NOT_AN_EXPORT: Text(
        "{file} is not a file that `faceorg export` wrote.",
        "{file} ist keine Datei, die `faceorg export` geschrieben hat.",
        "{file} is not a file of decisions that faceorg wrote.",
        "{file} ist keine Datei mit Entscheidungen, die faceorg geschrieben hat.",
    ),
    ProblemCode.EXPORT_NOT_JSON: Text(
        "{file} is not a file that `faceorg export` wrote (not JSON).",
        "{file} ist keine Datei, die `faceorg export` geschrieben hat (kein JSON).",
        "{file} is not a file of decisions that faceorg wrote (not JSON).",
        "{file} ist keine Datei mit Entscheidungen, die faceorg geschrieben hat (kein JSON).",
    ),
    ProblemCode.EXPORT_TOO_NEW: Text(
        "{file} was written by a newer faceorg; update faceorg to import it.",
        "{file} wurde von einem neueren faceorg geschrieben; aktualisiere faceorg, um es einzulesen.",
    ),
    ProblemCode.EXPORT_TOO_LARGE: Text(
        "{file} is too large to be a file of decisions.", "{file} ist zu groß für eine Datei mit Entscheidungen."
    ),
    ProblemCode.EXPORT_ENTRY_UNKNOWN: Text(
        "{file} has an entry that cannot be understood ({why}); nothing was imported.",
        "{file} hat einen Eintrag, der nicht zu verstehen ist ({why}); nichts wurde eingelesen.",
    ),
    ReasonCode.ENTRY_AT: Text("at {place}: {why}", "bei {place}: {why}"),
    ReasonCode.ENTRY_MISSING: Text("it is missing", "es fehlt"),
    ReasonCode.ENTRY_OF_WRONG_KIND: Text("it is not what belongs there", "es ist nicht, was dorthin gehört"),
    ReasonCode.ENTRY_TWICE: Text("the same is there twice", "dasselbe steht doppelt da"),
    ReasonCode.ENTRIES_CONTRADICT: Text(
        "an earlier entry says something else of this photo", "ein früherer Eintrag sagt von diesem Foto etwas anderes"
    ),
    ReasonCode.NUMBER_OUT_OF_RANGE: Text("it is out of range", "es liegt außerhalb des Möglichen"),
    ReasonCode.TOO_MANY_FACES_OF_PHOTO: Text(
        "one photo has more than {most} faces", "ein Foto hat mehr als {most} Gesichter"
    ),
    ReasonCode.BOX_OUTSIDE: Text("the box is not within the picture", "der Rahmen liegt nicht im Bild"),
    ReasonCode.BOX_EMPTY: Text("the box has no room for a face", "der Rahmen hat keinen Platz für ein Gesicht"),
    ReasonCode.PERSON_NOT_IN_DOCUMENT: Text(
        "the file has no person of this number", "die Datei hat keine Person mit dieser Nummer"
    ),
    ReasonCode.NAME_IS_A_FORMULA: Text(
        "the name is a formula that a spreadsheet would run",
        "der Name ist eine Formel, die eine Tabelle ausführen würde",
    ),
    FindingCode.PHOTO_NOT_COPIED: Text(
        "{file} could not be taken: {why}.", "{file} konnte nicht übernommen werden: {why}."
    ),
    ReasonCode.TOO_MANY_NAMESAKES: Text("too many photos are called {name}", "zu viele Fotos heißen {name}"),
    ProblemCode.EVALUATION_NEEDS_TWO: Text(
        "An evaluation needs two people at least, one of them with two faces.",
        "Eine Auswertung braucht mindestens zwei Personen, eine davon mit zwei Gesichtern.",
    ),
    ProblemCode.NOBODY_CONFIRMED: Text(
        "Nobody is confirmed yet; name some people first.",
        "Noch ist niemand bestätigt; benenne zuerst einige Personen.",
    ),
    ProblemCode.ARRAYS_DO_NOT_FIT: Text(
        "The arrays in {file} do not belong together: embeddings (n, d); labels, photos, taken_at, young, quality "
        "(n,).",
        "Die Felder in {file} gehören nicht zusammen: embeddings (n, d); labels, photos, taken_at, young, quality "
        "(n,).",
    ),
    ProblemCode.QUALITY_OUT_OF_RANGE: Text(
        "The quality of faces in {file} must lie between 0 and 1.",
        "Die Güte der Gesichter in {file} muss zwischen 0 und 1 liegen.",
    ),
    ProblemCode.NO_LABELLED_FOLDERS: Text(
        "{file} has no photos in sub-folders named after people.",
        "{file} hat keine Fotos in Unterordnern, die nach Personen heißen.",
    ),
    ProblemCode.ARRAYS_MISSING: Text(
        "{file} does not hold arrays named embeddings and labels ({why}).",
        "{file} enthält keine Felder namens embeddings und labels ({why}).",
    ),
    ProblemCode.ARRAYS_WITHOUT_PACK: Text(
        "{file} does not say which model pack made its embeddings; name it with --pack, or put its id into the file as "
        "an array named pack.",
        "{file} sagt nicht, von welchem Modellpaket die Embeddings sind; nenne es mit --pack, oder lege seine Kennung "
        "als Feld namens pack in die Datei.",
        "{file} does not say which model pack made its embeddings.",
        "{file} sagt nicht, von welchem Modellpaket die Embeddings sind.",
    ),
    ProblemCode.ARRAYS_OF_ANOTHER_PACK: Text(
        "The embeddings in {file} have {numbers} numbers, those of pack {pack} {gives}: another pack made them; name "
        "it with --pack.",
        "Die Embeddings in {file} haben {numbers} Zahlen, die von Paket {pack} {gives}: ein anderes Paket hat sie "
        "gemacht; nenne es mit --pack.",
        "The embeddings in {file} have {numbers} numbers, those of pack {pack} {gives}: another pack made them.",
        "Die Embeddings in {file} haben {numbers} Zahlen, die von Paket {pack} {gives}: ein anderes hat sie gemacht.",
    ),
    ProblemCode.ONLY_FOLDERS_COMPARE: Text(
        "Packs can only be compared on a folder of pictures: in {file} are the embeddings of one pack.",
        "Pakete lassen sich nur an einem Ordner mit Bildern vergleichen: in {file} sind die Embeddings von einem.",
    ),
    ProblemCode.OWN_PEOPLE_OF_ANOTHER_PACK: Text(
        "Your own people are measured with the pack of your library, {pack}; name a folder of pictures to measure "
        "another one.",
        "Deine eigenen Personen werden mit dem Paket deiner Bibliothek gemessen, {pack}; nenne einen Ordner mit "
        "Bildern, um ein anderes zu messen.",
    ),
    ProblemCode.LABELS_WITHOUT_FILE_COLUMN: Text(
        "{file} has no column named file; its first line must name file and any of age, origin, year.",
        "{file} hat keine Spalte namens file; die erste Zeile muss file und dazu age, origin oder year nennen.",
    ),
    ProblemCode.LABELS_UNREADABLE: Text(
        "{file} cannot be read as a table of file, age, origin and year ({why}).",
        "{file} lässt sich nicht als Tabelle aus file, age, origin und year lesen ({why}).",
    ),
    ReasonCode.NO_AGE_AND_NO_YEAR: Text("{text} is no age and no year", "{text} ist weder Alter noch Jahr"),
}
