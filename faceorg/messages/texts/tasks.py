"""What a long verb is doing, as a title above its progress."""

from __future__ import annotations

from faceorg.messages.codes import Code, TaskCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    TaskCode.CHECKING_PHOTOS: Text("Checking photos", "Fotos prüfen"),
    TaskCode.COMPARING_CHANGED_PHOTOS: Text("Comparing changed photos", "Geänderte Fotos vergleichen"),
    TaskCode.COMPARING_FACES: Text("Comparing faces", "Gesichter vergleichen"),
    TaskCode.COMPARING_NAMES: Text("Comparing names", "Namen vergleichen"),
    TaskCode.COMPARING_PICTURES: Text("Comparing pictures", "Bilder vergleichen"),
    TaskCode.IMPORTING_DECISIONS: Text("Taking in decisions", "Entscheidungen übernehmen"),
    TaskCode.FINDING_FACES: Text("Finding faces", "Gesichter suchen"),
    TaskCode.FORGETTING_PHOTOS: Text("Forgetting photos", "Fotos vergessen"),
    TaskCode.TRYING_ENGINES: Text("Trying what computes fastest", "Versuchen, was am schnellsten rechnet"),
    TaskCode.INDEXING_FACES: Text("Indexing faces", "Gesichter verzeichnen"),
    TaskCode.LEARNING: Text("Learning from your answers", "Aus deinen Antworten lernen"),
    TaskCode.MEASURING_PACK: Text("Measuring the model pack", "Modellpaket vermessen"),
    TaskCode.MOVING_PHOTOS: Text("Having photos follow their folder", "Fotos folgen ihrem Ordner"),
    TaskCode.LOOKING_AT_LABELLED_PHOTOS: Text("Looking at labelled photos", "Beschriftete Fotos ansehen"),
    TaskCode.LOOKING_FOR_MOVED_PHOTOS: Text("Looking for moved photos", "Suche verschobene Fotos"),
    TaskCode.LOOKING_FOR_PHOTOS: Text("Looking for photos", "Suche Fotos"),
    TaskCode.READING_DATES: Text("Reading dates", "Daten lesen"),
    TaskCode.READING_NAMES: Text("Reading names", "Namen lesen"),
    TaskCode.RECOGNISING_PEOPLE: Text("Recognising people", "Personen erkennen"),
    TaskCode.WRITING_FACES: Text("Writing faces", "Gesichter schreiben"),
    TaskCode.TAKING_NAMES_OVER: Text("Taking names over", "Namen übernehmen"),
    TaskCode.WRITING_NAMES: Text("Writing names", "Namen schreiben"),
    TaskCode.MAKING_PERSON_PAGE: Text("Page about {name}", "Seite über {name}"),
    TaskCode.MAKING_CONTACT_SHEET: Text("Contact sheet of {name}", "Kontaktbogen von {name}"),
    TaskCode.MAKING_ALBUM: Text("Album of {name}", "Album von {name}"),
    TaskCode.COPYING_PHOTOS: Text("Copying photos", "Fotos kopieren"),
    TaskCode.CUTTING_OUT_FACES: Text("Cutting out faces", "Gesichter ausschneiden"),
    TaskCode.DOWNLOADING: Text("Downloading {file} (MB)", "{file} wird geladen (MB)"),
}
