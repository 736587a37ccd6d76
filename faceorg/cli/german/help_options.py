"""What `--help` says of options and arguments, and what stands for their values, by their English.

See `faceorg.cli.help_texts`.
"""

OPTIONS: dict[str, str] = {
    # of several verbs
    "Say which version.": "Sagt, welche Version es ist.",
    "The library's folder; FACEORG_LIBRARY or the platform's by default.": (
        "Der Ordner der Bibliothek; sonst der von FACEORG_LIBRARY oder der des Systems."
    ),
    "Print one JSON document on standard output.": "Gibt ein JSON-Dokument aus.",
    "Write over a file that is there.": "Überschreibt eine Datei, die schon da ist.",
    "Do not ask.": "Fragt nicht.",
    "At most so many.": "Höchstens so viele.",
    "Name or id.": "Name oder Nummer.",
    "A name or an id.": "Ein Name oder eine Nummer.",
    "Face ids.": "Nummern von Gesichtern.",
    "auto, cpu, cuda, coreml, directml or openvino.": "auto, cpu, cuda, coreml, directml oder openvino.",
    "Analysis processes; one a core by default.": "So viele Prozesse sehen Fotos an; sonst je Kern einer.",
    # scan
    "Folders of photos; all known ones by default.": "Ordner mit Fotos; sonst alle bekannten.",
    "Model pack to use from now on, by id or folder.": "Modellpaket, das von nun an gilt: Kennung oder Ordner.",
    "auto, cpu, cuda, coreml, directml or openvino; as in the settings by default.": (
        "auto, cpu, cuda, coreml, directml oder openvino; sonst wie in den Einstellungen."
    ),
    "Try photos again that could not be read.": "Versucht Fotos noch einmal, die nicht lesbar waren.",
    "Fetch and open photos that lie in the cloud only (OneDrive, iCloud); remembered. Not by itself.": (
        "Holt und öffnet Fotos, die nur in der Cloud liegen (OneDrive, iCloud); wird gemerkt. Nicht von selbst."
    ),
    "Look for faces in long videos, too, or in none; remembered. Up to 5 minutes by itself, with PyAV.": (
        "Sucht Gesichter auch in langen Videos, oder in keinen; wird gemerkt. Von selbst bis 5 Minuten, mit PyAV."
    ),
    "Scan the sample photos, too: a family that does not exist, to try faceorg with.": (
        "Sieht auch die Beispielfotos durch: eine Familie, die es nicht gibt, um faceorg auszuprobieren."
    ),
    "Where the folder lay before: its photos and names follow.": (
        "Wo der Ordner vorher lag: seine Fotos und Namen ziehen mit."
    ),
    "Have the workers of a Dask cluster look at the photos (tcp://host:8786).": (
        "Lässt die Rechner eines Dask-Clusters die Fotos ansehen (tcp://rechner:8786)."
    ),
    "What a folder is called on the cluster's workers.": "Wie ein Ordner auf den Rechnern des Clusters heißt.",
    "Send the photos to the workers, which do not see their folders.": (
        "Schickt die Fotos an die Rechner, die ihre Ordner nicht sehen."
    ),
    # people
    "Also those who are hidden.": "Auch die verborgenen.",
    "Leave out groups of fewer faces.": "Lässt Gruppen von weniger Gesichtern aus.",
    "Show at most so many, largest first.": "Zeigt höchstens so viele, die größte zuerst.",
    "Only of this person (name or id).": "Nur von dieser Person (Name oder Nummer).",
    "Only of this group.": "Nur aus dieser Gruppe.",
    "Only in this photo (path or id).": "Nur auf diesem Foto (Pfad oder Nummer).",
    "Only faces without a name.": "Nur Gesichter ohne Namen.",
    "The group's id, or face ids with --faces.": "Nummer der Gruppe, mit --faces Nummern von Gesichtern.",
    "The person's name; a known name gets the faces too.": (
        "Name der Person; ein bekannter Name bekommt die Gesichter dazu."
    ),
    "Leave this face out (repeatable).": "Lässt dieses Gesicht aus (auch mehrmals).",
    "GROUP is a list of face ids: 12,15,31": "GRUPPE sind Nummern von Gesichtern: 12,15,31",
    "Another person of a name that is taken.": "Eine weitere Person mit einem Namen, den es schon gibt.",
    "The new name.": "Der neue Name.",
    "Where the name is taken: the two are one person.": "Hat ihn schon jemand: beide sind eine Person.",
    "Where the name is taken: two people of one name.": "Hat ihn schon jemand: zwei Personen mit einem Namen.",
    "The person who stays (name or id).": "Die Person, die bleibt (Name oder Nummer).",
    "The people who are the same.": "Die Personen, die dieselbe sind.",
    "Although they were kept apart before.": "Obwohl sie vorher getrennt wurden.",
    "Split off this face (repeatable, 12,15).": "Trennt dieses Gesicht ab (auch mehrmals, 12,15).",
    "Name of the person split off.": "Name der abgetrennten Person.",
    "0: few large sub-groups, 1: many sure ones.": "0: wenige große Teilgruppen, 1: viele sichere.",
    "Only show the sub-groups.": "Zeigt die Teilgruppen nur.",
    "Face ids, then a name or id.": "Nummern von Gesichtern, dann ein Name oder eine Nummer.",
    "Faces that faceorg assigned by itself.": "Gesichter, die faceorg von selbst benannte.",
    "All faces of this group.": "Alle Gesichter dieser Gruppe.",
    "A statue, a pattern; not a stranger.": "Eine Statue, ein Muster; niemand Fremdes.",
    "Bring ignored faces back.": "Holt beiseitegelegte Gesichter zurück.",
    "Show the person again.": "Zeigt die Person wieder.",
    "No favourite any more.": "Kein Favorit mehr.",
    "One of the person's faces.": "Eines der Gesichter der Person.",
    "The birth date, or - to clear it.": "Das Geburtsdatum, oder - um es zu löschen.",
    "Path or id of the photo.": "Pfad oder Nummer des Fotos.",
    "Fractions of the upright photo, 0-1.": "Teile des aufrechten Fotos, 0-1.",
    "Who it is.": "Wer es ist.",
    "Forget this person; its faces become unnamed.": "Vergisst diese Person; ihre Gesichter verlieren den Namen.",
    "Remove this face's box.": "Entfernt den Rahmen dieses Gesichts.",
    # dates, turning
    "A day, month, season, year, or - to clear it.": "Tag, Monat, Jahreszeit oder Jahr, oder - um es zu löschen.",
    "Paths or ids; of folders, all below.": "Pfade oder Nummern; von Ordnern alles darunter.",
    "Read dates from the files again: sidecars and Takeout's files that came since.": (
        "Liest die Daten der Dateien neu: Begleitdateien und Dateien von Takeout, die inzwischen kamen."
    ),
    "Paths or ids, and degrees clockwise.": "Pfade oder Nummern, und Grad im Uhrzeigersinn.",
    "By a quarter, clockwise.": "Um ein Viertel, im Uhrzeigersinn.",
    "By a quarter, the other way.": "Um ein Viertel, andersherum.",
    "As their faces tell: these photos, or all that seem to lie on their side.": (
        "Wie ihre Gesichter sagen: diese Fotos, oder alle, die auf der Seite zu liegen scheinen."
    ),
    "They lie right: do not offer to turn them.": "Sie liegen richtig: bietet nicht mehr an, sie zu drehen.",
    # review, history, learning
    "Answer the first question with yes.": "Beantwortet die erste Frage mit ja.",
    "Answer it with no (for a group: a stranger).": "Beantwortet sie mit nein (bei einer Gruppe: fremd).",
    "Say who it is instead.": "Sagt stattdessen, wer es ist.",
    "Put it off until the others are answered.": "Verschiebt sie, bis die anderen beantwortet sind.",
    "Answer for these faces alone.": "Antwortet nur für diese Gesichter.",
    "Show at most so many questions.": "Zeigt höchstens so viele Fragen.",
    "How many steps.": "Wie viele Schritte.",
    "Leave out what the journal cannot say any more, where it is damaged.": (
        "Lässt aus, was das Journal nicht mehr sagen kann, wo es beschädigt ist."
    ),
    "Only the last so many.": "Nur die letzten so vielen.",
    "Learn again from all answers there are.": "Lernt neu aus allen Antworten, die es gibt.",
    "Let answers teach faceorg (the default).": "Lässt faceorg aus Antworten lernen (so ist es von Anfang an).",
    "Recognise by the model pack alone.": "Erkennt allein mit dem Modellpaket.",
    "Measure the model pack on the photos of this library now.": (
        "Misst das Modellpaket jetzt an den Fotos dieser Bibliothek."
    ),
    # finding
    "Faces like this face of the library.": "Gesichter wie dieses der Bibliothek.",
    "Faces like the faces in this picture.": "Gesichter wie die auf diesem Bild.",
    "Leave out less similar faces (cosine, -1 to 1).": "Lässt weniger ähnliche aus (Kosinus, -1 bis 1).",
    "With this person (repeatable: all).": "Mit dieser Person (mehrmals: mit allen).",
    "With at least one of these.": "Mit mindestens einer von diesen.",
    "Without this person.": "Ohne diese Person.",
    "Nobody else is in it.": "Niemand sonst ist darauf.",
    "Taken on this day or later.": "An diesem Tag oder später aufgenommen.",
    "Taken on this day or earlier.": "An diesem Tag oder früher aufgenommen.",
    "Below this folder.": "Unter diesem Ordner.",
    "With a face that has no name.": "Mit einem Gesicht ohne Namen.",
    "Seem to lie on their side (see `faceorg turn`).": "Scheinen auf der Seite zu liegen (siehe `faceorg turn`).",
    "Only photos that could not be read, with the reason.": "Nur Fotos, die nicht lesbar waren, mit dem Grund.",
    "This is not the same picture (repeatable; path or id).": (
        "Dies ist nicht das gleiche Bild (auch mehrmals; Pfad oder Nummer)."
    ),
    "A picture; its largest face is compared.": "Ein Bild; sein größtes Gesicht wird verglichen.",
    "The other picture.": "Das andere Bild.",
    "Model pack; the library's by default.": "Modellpaket; sonst das der Bibliothek.",
    "Any picture, in the library or not.": "Irgendein Bild, in der Bibliothek oder nicht.",
    # care
    "A folder with a sub-folder a person, or an .npz file.": "Ordner mit einem Unterordner je Person, oder eine .npz.",
    "Model pack; the file's or the library's by default.": "Modellpaket; sonst das der Datei oder der Bibliothek.",
    "Packs side by side, on a folder; give it once a pack.": "Pakete nebeneinander, an einem Ordner; je Paket einmal.",
    "Also write the report as an HTML page.": "Schreibt den Bericht auch als HTML-Seite.",
    "How strict the grouping is, 0 to 1.": "Wie streng Gruppen gebildet werden, 0 bis 1.",
    "Read every photo whole and compare its content.": "Liest jedes Foto ganz und vergleicht seinen Inhalt.",
    "Put the newest sound backup back, or the one named.": (
        "Holt die neueste heile Sicherung zurück, oder die genannte."
    ),
    "With --restore: which one, by name or path.": "Mit --restore: welche, bei Namen oder Pfad.",
    "List the backups and what each holds.": "Nennt die Sicherungen und was jede enthält.",
    "With --restore: do not ask, even if the catalogue is sound.": (
        "Mit --restore: fragt nicht, auch wenn der Katalog heil ist."
    ),
    "Where to write; standard output by default.": "Wohin; sonst auf die Standardausgabe.",
    "A file that `faceorg export` wrote.": "Eine Datei, die `faceorg export` schrieb.",
    "Photos whose file was deleted.": "Fotos, deren Datei gelöscht wurde.",
    "Photos that no scan looks for any more; their files stay.": (
        "Fotos, die kein Durchgang mehr sucht; ihre Dateien bleiben."
    ),
    "Only those that were below this folder (repeatable).": "Nur die unter diesem Ordner (auch mehrmals).",
    "Only list them.": "Nennt sie nur.",
    "Of the scheduler: tcp://host:8786.": "Des Verteilers: tcp://rechner:8786.",
    "GiB that one analysis process may take at most.": "GiB, die ein Prozess höchstens nehmen darf.",
    "A chapter of the guide, or a verb.": "Ein Kapitel des Handbuchs, oder ein Befehl.",
    "A pack that `faceorg packs` lists.": "Ein Paket, das `faceorg packs` nennt.",
    "A zip or folder on disk instead of a download.": "Ein Zip oder Ordner, statt zu laden.",
    "An installed pack, or its folder.": "Ein installiertes Paket, oder sein Ordner.",
    "Leave the work to the next scan.": "Überlässt die Arbeit dem nächsten Durchgang.",
    # names in files
    "Only photos below these folders.": "Nur Fotos unter diesen Ordnern.",
    "Also read digiKam's database digikam4.db.": "Liest auch digiKams Datenbank digikam4.db.",
    "Picasa's contacts.xml, for its names.": "Picasas contacts.xml, für ihre Namen.",
    "Say what would happen, file by file, and change nothing.": "Sagt Datei für Datei, was geschähe; ändert nichts.",
    "Also draw named faces that faceorg did not find.": (
        "Zeichnet auch benannte Gesichter ein, die faceorg nicht fand."
    ),
    "Where the files contradict what you said here, believe the files.": (
        "Wo die Dateien dem widersprechen, was du hier sagtest, gelten die Dateien."
    ),
    "Which name sidecars have; remembered for this library.": (
        "Wie Begleitdateien heißen; wird für diese Bibliothek gemerkt."
    ),
    "Write into the photos themselves (needs exiftool); remembered.": (
        "Schreibt in die Fotos selbst (braucht exiftool); wird gemerkt."
    ),
    'Where exiftool is, if not found by itself (""); remembered.': (
        'Wo exiftool ist, wenn es nicht von selbst gefunden wird (""); wird gemerkt.'
    ),
    "Do not ask before the first write into photos.": "Fragt nicht, bevor zum ersten Mal in Fotos geschrieben wird.",
    "Also write Microsoft's regions; remembered.": "Schreibt auch Microsofts Regionen; wird gemerkt.",
    "Look into files whose names did not change, too.": "Sieht auch in Dateien, deren Namen sich nicht änderten.",
    "Also write into files that another program changed since.": (
        "Schreibt auch in Dateien, die ein anderes Programm inzwischen änderte."
    ),
    "Where a file gives a face another name, put yours in its place.": (
        "Wo eine Datei einem Gesicht einen anderen Namen gibt, kommt deiner an seine Stelle."
    ),
    "Write none: take all names that faceorg wrote out of files.": (
        "Schreibt keine: nimmt alle Namen, die faceorg schrieb, wieder aus den Dateien."
    ),
    "Also look for files that another program changed since.": (
        "Sucht auch nach Dateien, die ein anderes Programm inzwischen änderte."
    ),
    # albums, folders
    "Where to; it is made if it is not there.": "Wohin; er wird angelegt, wenn es ihn nicht gibt.",
    "Symbolic links instead of copies.": "Symbolische Verknüpfungen statt Kopien.",
    "Only faces you confirmed, no automatic ones.": "Nur Gesichter, die du bestätigt hast, keine automatischen.",
    "The page to write.": "Die Seite, die geschrieben wird.",
    "Ends in .html, to share, or .pdf, to print.": "Endet auf .html, zum Weitergeben, oder .pdf, zum Drucken.",
    "Ends in .csv or .json.": "Endet auf .csv oder .json.",
    "Only this person's faces.": "Nur Gesichter dieser Person.",
    "A folder that was scanned.": "Ein Ordner, der durchgesehen wurde.",
    "A folder, or a pattern: Thumbs, *.gif, old/*.jpg": "Ein Ordner, oder ein Muster: Thumbs, *.gif, alt/*.jpg",
    "What was left out.": "Was ausgelassen war.",
}
# What stands for a value. Signs, names of files and formats are the same in both languages.
VALUES: dict[str, str] = {
    "ABSORB": "WEITERE",
    "ADDRESS": "ADRESSE",
    "BOX": "RAHMEN",
    "DEVICE": "GERÄT",
    "DIR": "ORDNER",
    "FACE": "GESICHT",
    "FILE": "DATEI",
    "FOLDER": "ORDNER",
    "GIB": "GIB",
    "GROUP": "GRUPPE",
    "HERE": "HIER",
    "ID": "ID",
    "KEEP": "BLEIBT",
    "NAME": "NAME",
    "NUMBER": "ZAHL",
    "OLD": "ALT",
    "OTHER": "ANDERE",
    "PACK": "PAKET",
    "PATTERN": "MUSTER",
    "PERSON": "PERSON",
    "PHOTO": "FOTO",
    "PICTURE": "BILD",
    "PROGRAM": "PROGRAMM",
    "SOURCE": "QUELLE",
    "STEPS": "SCHRITTE",
    "THERE": "DORT",
    "TOPIC": "THEMA",
    "WHEN": "WANN",
    "YYYY-MM-DD": "JJJJ-MM-TT",
}
