"""Names in other programs' files: sidecars, XMP, Picasa, digiKam; what an import finds."""

from __future__ import annotations

from faceorg.messages.codes import Code, FindingCode, ProblemCode, ReasonCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    ProblemCode.NOTHING_TO_IMPORT: Text(
        "There is nothing to import; look for names again.",
        "Es gibt nichts zu übernehmen; suche noch einmal nach Namen.",
    ),
    ProblemCode.NO_DIGIKAM_DATABASE: Text(
        "There is no digiKam database {file}.", "Es gibt keine digiKam-Datenbank {file}."
    ),
    ProblemCode.NOT_A_DIGIKAM_DATABASE: Text(
        "{file} does not read as a digiKam database ({why}).",
        "{file} lässt sich nicht als digiKam-Datenbank lesen ({why}).",
    ),
    ProblemCode.DIGIKAM_STILL_WRITING: Text(
        "digiKam has not finished writing {file}; close digiKam and import again.",
        "digiKam ist mit {file} noch nicht fertig; schließe digiKam und lies noch einmal ein.",
    ),
    ProblemCode.DATABASE_CANNOT_BE_OPENED: Text(
        "{file} cannot be opened ({why}).", "{file} kann nicht geöffnet werden ({why})."
    ),
    ProblemCode.PICASA_FILE_TOO_LARGE: Text(
        "{file} is far larger than Picasa's files and was not read.",
        "{file} ist viel größer als Dateien von Picasa und wurde nicht gelesen.",
    ),
    ProblemCode.CHANGED_MEANWHILE_NOT_WRITTEN: Text(
        "{file} was changed by another program meanwhile; nothing was written.",
        "{file} wurde inzwischen von einem anderen Programm geändert; nichts wurde geschrieben.",
    ),
    ProblemCode.CHANGED_MEANWHILE_NOT_REMOVED: Text(
        "{file} was changed by another program meanwhile; nothing was removed.",
        "{file} wurde inzwischen von einem anderen Programm geändert; nichts wurde entfernt.",
    ),
    ProblemCode.DID_NOT_READ_BACK: Text(
        "{file} did not read back as written; the old file was kept.",
        "{file} ließ sich nicht so lesen, wie es geschrieben wurde; die alte Datei blieb erhalten.",
    ),
    ProblemCode.PHOTO_DID_NOT_READ_BACK: Text(
        "{file} did not read back as written; the photo was left as it was.",
        "{file} ließ sich nicht so lesen, wie es geschrieben wurde; das Foto blieb, wie es war.",
    ),
    ProblemCode.WOULD_NOT_SURVIVE_WRITING: Text(
        "{file} would not survive writing unchanged; write a sidecar instead.",
        "{file} bliebe beim Schreiben nicht unverändert; schreibe stattdessen eine Begleitdatei.",
    ),
    ProblemCode.PHOTO_DOES_NOT_DECODE: Text(
        "{file} does not decode, so nothing is written into it ({why}).",
        "{file} lässt sich nicht lesen, daher wird nichts hineingeschrieben ({why}).",
    ),
    ProblemCode.PHOTO_WITHOUT_SIZE: Text(
        "{file} does not open as a picture, so regions cannot be placed on it.",
        "{file} lässt sich nicht als Bild öffnen, daher können keine Bereiche darauf liegen.",
    ),
    ProblemCode.XMP_IN_SEVERAL_PARTS: Text(
        "{file} holds XMP in several parts; write a sidecar instead.",
        "{file} enthält XMP in mehreren Teilen; schreibe stattdessen eine Begleitdatei.",
    ),
    ProblemCode.SIDECAR_OF_ANOTHER_PHOTO: Text(
        "{file} says that it belongs to another photo than {photo} (photoshop:SidecarForExtension).",
        "{file} sagt, dass sie zu einem anderen Foto als {photo} gehört (photoshop:SidecarForExtension).",
    ),
    ProblemCode.SIDECAR_SERVES_TWO_PHOTOS: Text(
        "{file} would serve both {photo} and {other}; choose sidecars named photo.jpg.xmp.",
        "{file} gälte für {photo} und {other}; wähle Begleitdateien der Form foto.jpg.xmp.",
    ),
    ProblemCode.SIDECAR_LEADS_ELSEWHERE: Text(
        "{file} is a link that leads out of its folder or nowhere; nothing was written there.",
        "{file} ist eine Verknüpfung, die aus ihrem Ordner hinaus oder ins Leere führt; dort wurde nichts geschrieben.",
    ),
    ProblemCode.SIDECAR_NOT_A_FILE: Text(
        "{file} is no file but something else of that name; nothing was written there.",
        "{file} ist keine Datei, sondern etwas anderes dieses Namens; dort wurde nichts geschrieben.",
    ),
    ProblemCode.METADATA_FILE_TOO_LARGE: Text(
        "{file} is larger than the {most} MB that real metadata takes and was not read.",
        "{file} ist größer als die {most} MB, die echte Metadaten brauchen, und wurde nicht gelesen.",
    ),
    ProblemCode.METADATA_CANNOT_BE_EDITED: Text(
        "{file} is written in a way that faceorg cannot edit safely; left alone.",
        "{file} ist so geschrieben, dass faceorg es nicht sicher ändern kann; blieb unberührt.",
    ),
    ProblemCode.PERSON_IN_IMAGE_CANNOT_BE_EDITED: Text(
        "{file} writes PersonInImage in a way that cannot be added to; left alone.",
        "{file} schreibt PersonInImage so, dass nichts hinzugefügt werden kann; blieb unberührt.",
    ),
    ProblemCode.REGIONS_OF_ANOTHER_PICTURE: Text(
        "{file} holds regions for a picture of {width} x {height} pixels, not for this photo; nothing was written "
        "there.",
        "{file} enthält Bereiche für ein Bild mit {width} x {height} Pixeln, nicht für dieses Foto; dort wurde "
        "nichts geschrieben.",
    ),
    ProblemCode.FORMAT_NOT_WRITTEN: Text(
        "faceorg does not write into {kind} files such as {file}; write a sidecar instead.",
        "faceorg schreibt nicht in {kind}-Dateien wie {file}; schreibe stattdessen eine Begleitdatei.",
    ),
    ProblemCode.UNKNOWN_FORMAT_NOT_WRITTEN: Text(
        "faceorg does not write into unknown files such as {file}; write a sidecar instead.",
        "faceorg schreibt nicht in unbekannte Dateien wie {file}; schreibe stattdessen eine Begleitdatei.",
    ),
    ProblemCode.EXIFTOOL_CANNOT_WRITE: Text(
        "exiftool cannot write into {file} ({why}); write a sidecar.",
        "exiftool kann nicht in {file} schreiben ({why}); schreibe eine Begleitdatei.",
    ),
    ProblemCode.EXIFTOOL_STOPPED: Text(
        "exiftool stopped while writing into {file}; write a sidecar instead.",
        "exiftool brach beim Schreiben in {file} ab; schreibe stattdessen eine Begleitdatei.",
    ),
    ProblemCode.EXIFTOOL_NOT_COMPARABLE: Text(
        "exiftool gave no answer about {file} that can be compared; write a sidecar instead.",
        "exiftool gab zu {file} keine vergleichbare Antwort; schreibe stattdessen eine Begleitdatei.",
    ),
    ProblemCode.EXIFTOOL_MISSING: Text(
        "Writing names into photos needs the program exiftool, which was not found; install it from exiftool.org or "
        "your system's packages, say where it is with `faceorg regions write --exiftool PROGRAM`, or write sidecar "
        "files, which need nothing.",
        "Um Namen in Fotos zu schreiben, braucht es das Programm exiftool, das nicht gefunden wurde; installiere es "
        "von exiftool.org oder aus den Paketen deines Systems, sage mit `faceorg regions write --exiftool PROGRAMM`, "
        "wo es ist, oder schreibe Begleitdateien, die nichts brauchen.",
        "Writing names into photos needs the program exiftool, which was not found; install it from exiftool.org or "
        "your system's packages, say in the settings where it is, or write sidecar files, which need nothing.",
        "Um Namen in Fotos zu schreiben, braucht es das Programm exiftool, das nicht gefunden wurde; installiere es "
        "von exiftool.org oder aus den Paketen deines Systems, sage in den Einstellungen, wo es ist, oder schreibe "
        "Begleitdateien, die nichts brauchen.",
    ),
    ProblemCode.EXIFTOOL_NOT_THERE: Text(
        "exiftool is not at {file} or does not start there; say with `faceorg regions write --exiftool PROGRAM` where "
        "it is, or nothing in quotes to have it looked for.",
        "exiftool ist nicht unter {file} oder startet dort nicht; sage mit `faceorg regions write --exiftool "
        "PROGRAMM`, wo es ist, oder leer in Anführungszeichen, damit es gesucht wird.",
        "exiftool is not at {file} or does not start there; say in the settings where it is.",
        "exiftool ist nicht unter {file} oder startet dort nicht; sage in den Einstellungen, wo es ist.",
    ),
    ProblemCode.NOT_EXIFTOOL: Text(
        "{file} is not exiftool: asked for its version, it does not say one.",
        "{file} ist nicht exiftool: Nach der Version gefragt, nennt es keine.",
    ),
    ProblemCode.ATTRIBUTES_WOULD_BE_LOST: Text(
        "{file} is left as it is: its tags or access rights would not survive a write ({why}). Names can go into a "
        "sidecar file instead.",
        "{file} bleibt, wie es ist: Etiketten oder Zugriffsrechte würden das Schreiben nicht überstehen ({why}). Namen "
        "können stattdessen in eine Begleitdatei.",
    ),
    ProblemCode.FACE_CANNOT_BE_WRITTEN: Text(
        "Only named faces inside the photo can be written; this one has no name or no area.",
        "Nur benannte Gesichter innerhalb des Fotos können geschrieben werden; dieses hat keinen Namen oder keine "
        "Fläche.",
    ),
    ProblemCode.NAME_NOT_FOR_XMP: Text(
        'The name "{name}" holds a character that XMP cannot store; rename the person first.',
        "Der Name „{name}“ enthält ein Zeichen, das XMP nicht speichern kann; benenne die Person zuerst um.",
    ),
    ProblemCode.METADATA_TOO_LARGE: Text(
        "The metadata in {file} is {size} MB, more than the {most} MB that real metadata takes, and was not read.",
        "Die Metadaten in {file} sind {size} MB groß, mehr als die {most} MB, die echte Metadaten brauchen, und "
        "wurden nicht gelesen.",
    ),
    ProblemCode.METADATA_TOO_MANY_ELEMENTS: Text(
        "The metadata in {file} has more elements than real metadata and was not read.",
        "Die Metadaten in {file} haben mehr Elemente als echte Metadaten und wurden nicht gelesen.",
    ),
    ProblemCode.METADATA_DECLARES_DOCTYPE: Text(
        "The metadata in {file} declares a document type, which XMP never does and attacks do; it was not read.",
        "Die Metadaten in {file} geben einen Dokumenttyp an, was XMP nie tut, Angriffe aber schon; sie wurden "
        "nicht gelesen.",
    ),
    ProblemCode.METADATA_NOT_XML: Text(
        "The metadata in {file} was left alone: {why}.",
        "Die Metadaten in {file} blieben unberührt: {why}.",
    ),
    ProblemCode.METADATA_NOT_XMP: Text(
        "The metadata in {file} is XML but not XMP (it has no rdf:RDF) and was left alone.",
        "Die Metadaten in {file} sind XML, aber kein XMP (rdf:RDF fehlt), und blieben unberührt.",
    ),
    ProblemCode.METADATA_EMPTY: Text("The metadata in {file} is empty.", "Die Metadaten in {file} sind leer."),
    ProblemCode.RECORD_OF_NAMES_DAMAGED: Text(
        "The record of written names is damaged ({why}).",
        "Das Verzeichnis der geschriebenen Namen ist beschädigt ({why}).",
    ),
    ProblemCode.NO_SUCH_PHOTO: Text("There is no photo {file}.", "Es gibt kein Foto {file}."),
    ProblemCode.METADATA_CANNOT_BE_READ: Text(
        "{file} cannot be read ({why}).", "{file} kann nicht gelesen werden ({why})."
    ),
    ProblemCode.METADATA_CANNOT_BE_WRITTEN: Text(
        "{file} cannot be written ({why}); check its permissions.",
        "{file} kann nicht geschrieben werden ({why}); prüfe die Zugriffsrechte.",
    ),
    ReasonCode.NO_REASON_GIVEN: Text("no reason given", "kein Grund genannt"),
    ReasonCode.NOT_A_PLAIN_FILE: Text(
        "it is a pipe or a device, not a file", "es ist eine Pipe oder ein Gerät, keine Datei"
    ),
    ReasonCode.LEADS_ELSEWHERE: Text(
        "it is a link, or another name of a file that lies elsewhere",
        "es ist eine Verknüpfung oder ein weiterer Name einer Datei, die anderswo liegt",
    ),
    ReasonCode.FILE_FAR_TOO_LARGE: Text("it is far too large", "sie ist viel zu groß"),
    ReasonCode.NOT_WHAT_BELONGS_THERE: Text(
        "what is in it belongs into no such file", "was darin steht, gehört in keine solche Datei"
    ),
    FindingCode.PHOTOS_WILL_CHANGE: Text(
        "Names will be written into the photo files themselves. Pixels and all other metadata are compared before each "
        "file is replaced, but the files change: backups and synchronisation will see every one of them as new.",
        "Namen werden in die Fotodateien selbst geschrieben. Bildpunkte und alle anderen Metadaten werden verglichen, "
        "bevor eine Datei ersetzt wird, aber die Dateien ändern sich: Sicherungen und Abgleich sehen jede als neu.",
        "The photo files change. Pixels and everything else are compared before a file is replaced, but backups and "
        "synchronisation will see each of them as new.",
        "Die Fotodateien ändern sich. Bildpunkte und alles andere werden verglichen, bevor eine Datei ersetzt wird, "
        "aber Sicherungen und Abgleich sehen jede als neu.",
    ),
    FindingCode.REGIONS_MAY_BE_OFF: Text(
        "Regions were made for a picture of {width} x {height} pixels; the photo is now {width_now} x "
        "{height_now}, so boxes may be off.",
        "Die Bereiche gelten einem Bild mit {width} x {height} Pixeln; das Foto hat jetzt {width_now} x "
        "{height_now}, daher können sie verrutscht sein.",
    ),
    FindingCode.PHOTO_DOES_NOT_OPEN: Text(
        "{file} does not open as a picture ({why}).", "{file} lässt sich nicht als Bild öffnen ({why})."
    ),
    FindingCode.ABOUT_FILE: Text("{file}: {what}", "{file}: {what}"),
    FindingCode.SAID_STRANGER: Text("stranger", "jemand Fremdes"),
    FindingCode.SAID_NOT_A_FACE: Text("not a face", "kein Gesicht"),
    FindingCode.ONLY_GUESSED: Text("a guess that nobody confirmed", "eine Vermutung, die niemand bestätigt hat"),
    FindingCode.OF_ANOTHER_PICTURE: Text(
        "made for a picture of another shape; not all boxes lie on faces here",
        "für ein Bild mit anderen Seitenverhältnissen gemacht; nicht alle Rahmen liegen hier auf Gesichtern",
    ),
    FindingCode.NO_FACE_THERE: Text(
        "no face in the box, whichever way the photo is turned",
        "kein Gesicht im Rahmen, wie auch immer das Foto gedreht ist",
    ),
    FindingCode.SAID_NOT_THIS_PERSON: Text("not {name}", "nicht {name}"),
    FindingCode.SAID_ANOTHER_NAME: Text("{name}", "{name}"),
    FindingCode.SAID_IN_A_COPY: Text(
        "{name} in {file}, which shows the same picture", "{name} in {file}, die das gleiche Bild zeigt"
    ),
    FindingCode.SEVERAL_PEOPLE_OF_THIS_NAME: Text("{count} people are named {name}", "{count} Personen heißen {name}"),
}
