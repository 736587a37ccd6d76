"""What somebody typed on the command line."""

from __future__ import annotations

from faceorg.messages.codes import Code, FindingCode, ProblemCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    ProblemCode.NO_PHOTO_OF_THAT_TIME: Text(
        "No photo is of “{text}”: photography began in {first}, and the future is still to come.",
        "Kein Foto ist von „{text}“: Die Fotografie begann {first}, und die Zukunft kommt erst.",
    ),
    ProblemCode.NO_PHOTO_CHOSEN: Text("Choose a photo first.", "Wähle zuerst ein Foto."),
    ProblemCode.PHOTO_NOT_READ_YET: Text(
        "{file} has not been read yet, so it cannot be turned; scan its folder first.",
        "{file} ist noch nicht gelesen und lässt sich nicht drehen; durchsuche zuerst seinen Ordner.",
    ),
    ProblemCode.TURN_WHERE: Text(
        "Say which photos, and how to turn them: `faceorg turn PHOTO --right`.",
        "Sag, welche Fotos und wie gedreht werden soll: `faceorg turn FOTO --right`.",
        "Say how to turn the photos.",
        "Sag, wie die Fotos gedreht werden sollen.",
    ),
    ProblemCode.IN_NO_STACK: Text(
        "“{file}” is in no stack with other pictures.", "„{file}“ ist in keinem Stapel mit anderen Bildern."
    ),
    ProblemCode.ONLY_TRUE_COPIES: Text(
        "“{file}” and its copies are one and the same picture, pixel for pixel; they stay together.",
        "„{file}“ und seine Kopien sind Punkt für Punkt dasselbe Bild; sie bleiben zusammen.",
    ),
    ProblemCode.NOT_A_DAY: Text(
        "“{text}” is no date; write it as {example}.", "„{text}“ ist kein Datum; schreibe es wie {example}."
    ),
    ProblemCode.NOT_A_BOX: Text(
        "“{text}” is no box; write it as {example}.", "„{text}“ ist kein Rahmen; schreibe ihn wie {example}."
    ),
    ProblemCode.NOT_A_FACE_ID: Text(
        "“{text}” is no face id; `faceorg faces` lists them.",
        "„{text}“ ist keine Nummer eines Gesichts; `faceorg faces` zeigt alle.",
        "“{text}” is no number of a face.",
        "„{text}“ ist keine Nummer eines Gesichts.",
    ),
    ProblemCode.NOT_A_GROUP_ID: Text(
        "“{text}” is no group id; `faceorg clusters` lists them.",
        "„{text}“ ist keine Nummer einer Gruppe; `faceorg clusters` zeigt alle.",
        "“{text}” is no number of a group.",
        "„{text}“ ist keine Nummer einer Gruppe.",
    ),
    ProblemCode.SIDECAR_OR_PHOTO: Text(
        "Names go either into sidecars or into photos: give --sidecar or --in-file, not both.",
        "Namen kommen entweder in Begleitdateien oder in Fotos: --sidecar oder --in-file, nicht beides.",
        "Names go either into sidecars or into photos, not into both.",
        "Namen kommen entweder in Begleitdateien oder in Fotos, nicht in beide.",
    ),
    ProblemCode.WRITING_NOT_CONFIRMED: Text(
        "Nothing was written: confirm with --yes that photos may be changed.",
        "Nichts wurde geschrieben: Bestätige mit --yes, dass Fotos geändert werden dürfen.",
        "Nothing was written: confirm that photos may be changed.",
        "Nichts wurde geschrieben: Bestätige, dass Fotos geändert werden dürfen.",
    ),
    ProblemCode.NOTHING_WRITTEN: Text("Nothing was written.", "Nichts wurde geschrieben."),
    ProblemCode.NO_FOLDER: Text("There is no folder {folder}.", "Es gibt keinen Ordner {folder}."),
    ProblemCode.UNKNOWN_SIDECAR_NAME: Text(
        "--sidecar is photo.jpg.xmp or photo.xmp, not “{text}”.",
        "--sidecar ist photo.jpg.xmp oder photo.xmp, nicht „{text}“.",
        "Sidecars are named photo.jpg.xmp or photo.xmp, not “{text}”.",
        "Begleitdateien heißen photo.jpg.xmp oder photo.xmp, nicht „{text}“.",
    ),
    ProblemCode.FORGET_WHAT: Text(
        "Say what to forget: --missing, for photos whose files are gone, or --left-out, for those no scan looks for.",
        "Sage, was vergessen werden soll: --missing, für Fotos, deren Dateien fort sind, oder --left-out, für solche, "
        "nach denen nicht mehr gesucht wird.",
        "Nothing was chosen to be forgotten.",
        "Nichts wurde zum Vergessen gewählt.",
    ),
    ProblemCode.FORGETTING_NOT_CONFIRMED: Text(
        "{count} photos would be forgotten for good; say --yes to do so, or --dry-run to see them.",
        "{count} Fotos würden endgültig vergessen; sage --yes, um es zu tun, oder --dry-run, um sie zu sehen.",
        "{count} photos would be forgotten for good; nothing was done.",
        "{count} Fotos würden endgültig vergessen; nichts wurde getan.",
    ),
    ProblemCode.COMPARE_NEEDS_A_FOLDER: Text(
        "--compare needs a folder with a sub-folder a person, and no --pack.",
        "--compare braucht einen Ordner mit einem Unterordner je Person, und kein --pack.",
        "Packs are compared on a folder with a sub-folder a person.",
        "Pakete werden an einem Ordner mit einem Unterordner je Person verglichen.",
    ),
    ProblemCode.MERGE_OR_APART: Text(
        "Say either --merge or --apart; two people are one, or they are two.",
        "Sage entweder --merge oder --apart; zwei Personen sind eine oder zwei.",
        "Two people are one, or they are two.",
        "Zwei Personen sind eine oder zwei.",
    ),
    ProblemCode.NOT_RENAMED: Text("Nothing was renamed.", "Nichts wurde umbenannt."),
    ProblemCode.WIPING_NOT_CONFIRMED: Text(
        "Wiping cannot be undone; add --yes to say that you mean it.",
        "Löschen lässt sich nicht rückgängig machen; bestätige es mit --yes.",
        "Wiping cannot be undone; confirm that you mean it.",
        "Löschen lässt sich nicht rückgängig machen; bestätige es.",
    ),
    ProblemCode.NO_SCREEN: Text(
        "there is no screen to open a window on; `faceorg --help` lists the verbs.",
        "es gibt keinen Bildschirm für ein Fenster; `faceorg --help` nennt die Befehle.",
        "There is no screen to open a window on.",
        "Es gibt keinen Bildschirm für ein Fenster.",
    ),
    ProblemCode.TOO_FEW_OPEN_FILES: Text(
        "faceorg may have no more than {allowed} files open at once here, and needs {least}; `ulimit -n {least}` "
        "allows them, where the system does.",
        "faceorg darf hier höchstens {allowed} Dateien zugleich geöffnet haben und braucht {least}; "
        "`ulimit -n {least}` erlaubt sie, wo das System es zulässt.",
        "faceorg may have no more than {allowed} files open at once here, and needs {least}.",
        "faceorg darf hier höchstens {allowed} Dateien zugleich geöffnet haben und braucht {least}.",
    ),
    ProblemCode.ANSWER_NOT_WRITTEN: Text(
        "the answer could not be written ({why}). What was asked for may have been done: `faceorg history` tells.",
        "die Antwort konnte nicht geschrieben werden ({why}). Was verlangt war, kann geschehen sein: `faceorg history` "
        "sagt es.",
        "The answer could not be written ({why}).",
        "Die Antwort konnte nicht geschrieben werden ({why}).",
    ),
    ProblemCode.NO_TOPIC_LIKE_IT: Text(
        "the guide says nothing about “{topic}”; `faceorg help` lists what it has.",
        "das Handbuch sagt nichts zu „{topic}“; `faceorg help` nennt, was darin steht.",
        "The guide says nothing about “{topic}”.",
        "Das Handbuch sagt nichts zu „{topic}“.",
    ),
    ProblemCode.NO_TOPIC: Text(
        "the guide says nothing about “{topic}”; the nearest it has is `faceorg help {nearest}`.",
        "das Handbuch sagt nichts zu „{topic}“; am nächsten kommt `faceorg help {nearest}`.",
        "The guide says nothing about “{topic}”; the nearest it has is “{nearest}”.",
        "Das Handbuch sagt nichts zu „{topic}“; am nächsten kommt „{nearest}“.",
    ),
    FindingCode.HOW_TO_ASK_FOR_A_TOPIC: Text(
        "`faceorg help TOPIC` shows a chapter, by its name or its title; a verb is a topic, too: `faceorg help merge`.",
        "`faceorg help THEMA` zeigt ein Kapitel, beim Namen oder Titel; auch ein Befehl ist ein Thema: "
        "`faceorg help merge`.",
        "Choose a chapter.",
        "Wähle ein Kapitel.",
    ),
    FindingCode.STOPPED: Text(
        "stopped; what was done is kept, run it again to go on.",
        "angehalten; was getan ist, bleibt, ein neuer Aufruf macht weiter.",
        "Stopped; what was done is kept.",
        "Angehalten; was getan ist, bleibt.",
    ),
}
