"""The library's folder, its catalogue, its settings, its folders of photos."""

from __future__ import annotations

from faceorg.messages.codes import Code, ProblemCode, ReasonCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    ProblemCode.NO_SUCH_FOLDER: Text(
        "The folder {folder} does not exist or its disk is not connected.",
        "Der Ordner {folder} existiert nicht, oder sein Datenträger ist nicht angeschlossen.",
    ),
    ProblemCode.FOLDER_MAY_NOT_BE_READ: Text(
        "The folder {folder} may not be read; change its permissions or choose another.",
        "Der Ordner {folder} darf nicht gelesen werden; ändere seine Rechte oder wähle einen anderen.",
    ),
    ProblemCode.FOLDER_CANNOT_BE_READ: Text(
        "The folder {folder} cannot be read: {why}.", "Der Ordner {folder} kann nicht gelesen werden: {why}."
    ),
    ProblemCode.FOLDER_CANNOT_BE_MADE: Text(
        "The folder {folder} cannot be made: {why}.", "Der Ordner {folder} kann nicht angelegt werden: {why}."
    ),
    ProblemCode.FILE_INSTEAD_OF_FOLDER: Text(
        "{file} is a file; name the folder that holds it instead.",
        "{file} ist eine Datei; wähle stattdessen den Ordner, in dem sie liegt.",
    ),
    ProblemCode.FOLDER_OF_THE_LIBRARY: Text(
        "{folder} is the library's own folder; name a folder of photos.",
        "{folder} ist der Ordner der Bibliothek selbst; wähle einen Ordner mit Fotos.",
    ),
    ProblemCode.NO_SAMPLES: Text(
        "This installation has no sample photos; install faceorg again.",
        "Diese Installation hat keine Beispielfotos; installiere faceorg neu.",
    ),
    ProblemCode.SAMPLES_NOT_COPIED: Text(
        "The sample photos cannot be copied to {folder}: {why}.",
        "Die Beispielfotos können nicht nach {folder} kopiert werden: {why}.",
    ),
    ProblemCode.DISK_FULL: Text(
        "There is no room left on the disk of {folder}; free some space and run this again.",
        "Auf dem Datenträger von {folder} ist kein Platz mehr; schaffe welchen und rufe es noch einmal auf.",
        "There is no room left on the disk of {folder}; free some space and try again.",
        "Auf dem Datenträger von {folder} ist kein Platz mehr; schaffe welchen und versuche es noch einmal.",
    ),
    ProblemCode.NO_ROOM_TO_WRITE: Text(
        "There is no room left to write {file}.", "Es ist kein Platz mehr, um {file} zu schreiben."
    ),
    ProblemCode.NO_ROOM_IN_FOLDER: Text("There is no room left in {folder}.", "In {folder} ist kein Platz mehr."),
    ProblemCode.LIBRARY_NOT_WRITABLE: Text(
        "The library folder {folder} cannot be written; choose another with --library or mend its rights.",
        "Der Ordner der Bibliothek {folder} kann nicht beschrieben werden; wähle mit --library einen anderen oder "
        "berichtige die Zugriffsrechte.",
        "The library folder {folder} cannot be written; mend its rights.",
        "Der Ordner der Bibliothek {folder} kann nicht beschrieben werden; berichtige die Zugriffsrechte.",
    ),
    ProblemCode.FILE_IN_THE_WAY: Text(
        "{folder} cannot hold a library because a file is in the way; choose another folder.",
        "{folder} kann keine Bibliothek aufnehmen, weil eine Datei im Weg ist; wähle einen anderen Ordner.",
    ),
    ProblemCode.PLACE_TAKEN: Text(
        "{file} stands where faceorg keeps something of its own; move it elsewhere, or delete it.",
        "{file} liegt, wo faceorg etwas Eigenes aufbewahrt; lege es woandershin, oder lösche es.",
    ),
    ProblemCode.PLACE_CLOSED: Text(
        "{file} may not be read and written; mend its rights.",
        "{file} darf nicht gelesen und geschrieben werden; berichtige die Zugriffsrechte.",
    ),
    ProblemCode.LIBRARY_NOT_USABLE: Text(
        "The library folder {folder} cannot be used: {why}.",
        "Der Ordner der Bibliothek {folder} kann nicht benutzt werden: {why}.",
    ),
    ProblemCode.CATALOG_DAMAGED: Text(
        "catalog.sqlite in {folder} is damaged; `faceorg check --restore` puts an automatic backup back.",
        "catalog.sqlite in {folder} ist beschädigt; `faceorg check --restore` spielt eine automatische Sicherung "
        "zurück.",
        "catalog.sqlite in {folder} is damaged; put a backup back: faceorg offers them when it opens, and under "
        "“Earlier state” in the settings.",
        "catalog.sqlite in {folder} ist beschädigt; spiele eine Sicherung zurück: faceorg bietet sie beim Öffnen an, "
        "und unter „Früherer Stand“ in den Einstellungen.",
    ),
    ProblemCode.CATALOG_LOST: Text(
        "catalog.sqlite in {folder} is missing or empty, but there was one; `faceorg check --restore` puts an "
        "automatic backup back, `faceorg wipe` begins anew.",
        "catalog.sqlite in {folder} fehlt oder ist leer, aber es gab einen; `faceorg check --restore` spielt eine "
        "automatische Sicherung zurück, `faceorg wipe` beginnt von vorn.",
        "catalog.sqlite in {folder} is missing or empty, but there was one. It holds all names and decisions: put a "
        "backup back, or the file itself.",
        "catalog.sqlite in {folder} fehlt oder ist leer, aber es gab einen. Er enthält alle Namen und Entscheidungen: "
        "spiele eine Sicherung zurück, oder lege die Datei selbst wieder hin.",
    ),
    ProblemCode.ROW_MAKES_NO_SENSE: Text(
        "Row {row} of the table {table} in catalog.sqlite makes no sense; `faceorg check --restore` puts an automatic "
        "backup back.",
        "Zeile {row} der Tabelle {table} in catalog.sqlite ergibt keinen Sinn; `faceorg check --restore` spielt eine "
        "automatische Sicherung zurück.",
        "Row {row} of the table {table} in catalog.sqlite makes no sense; put a backup back, under “Earlier state” in "
        "the settings.",
        "Zeile {row} der Tabelle {table} in catalog.sqlite ergibt keinen Sinn; spiele eine Sicherung zurück, unter "
        "„Früherer Stand“ in den Einstellungen.",
    ),
    ProblemCode.CATALOG_IS_SOUND: Text(
        "The catalogue in {folder} is sound; `--yes` puts the backup in its place all the same.",
        "Der Katalog in {folder} ist unversehrt; `--yes` setzt die Sicherung trotzdem an seine Stelle.",
        "The catalogue in {folder} is sound; no backup was put in its place.",
        "Der Katalog in {folder} ist unversehrt; es wurde keine Sicherung an seine Stelle gesetzt.",
    ),
    ProblemCode.DERIVED_FILE_DAMAGED: Text(
        "{file} in {folder} is damaged; `faceorg rebuild` makes it anew. No name and no decision is in it.",
        "{file} in {folder} ist beschädigt; `faceorg rebuild` macht die Datei neu. Kein Name und keine Entscheidung "
        "steht darin.",
        "{file} in {folder} is damaged; “Rebuild” in the settings makes it anew. No name and no decision is in it.",
        "{file} in {folder} ist beschädigt; „Neu aufbauen“ in den Einstellungen macht die Datei neu. Kein Name und "
        "keine Entscheidung steht darin.",
    ),
    ProblemCode.DERIVED_FILE_IN_THE_WAY: Text(
        "{file} is a folder with something in it, where faceorg keeps a file that it can make again; move the folder "
        "elsewhere, or delete it.",
        "{file} ist ein Ordner, in dem etwas liegt, wo faceorg eine Datei aufbewahrt, die es neu machen kann; lege den "
        "Ordner woandershin, oder lösche ihn.",
    ),
    ProblemCode.EDIT_ROWS_BROKEN: Text(
        "The journal in catalog.sqlite is damaged in this step (entries that do not read: {count}). Nothing was "
        "changed; `--skip-broken` leaves them out, `faceorg check --restore` puts a backup back.",
        "Das Protokoll in catalog.sqlite ist in diesem Schritt beschädigt (unlesbare Einträge: {count}). Nichts wurde "
        "geändert; `--skip-broken` lässt sie aus, `faceorg check --restore` spielt eine Sicherung zurück.",
        "The history is damaged in this step (entries that do not read: {count}).",
        "Der Verlauf ist in diesem Schritt beschädigt (unlesbare Einträge: {count}).",
    ),
    ProblemCode.DISK_ERROR: Text(
        "The disk of {folder} reports an error; check the disk and its free space.",
        "Der Datenträger von {folder} meldet einen Fehler; prüfe ihn und seinen freien Platz.",
    ),
    ProblemCode.LIBRARY_BUSY: Text(
        "The library {folder} is busy in another program; try again in a moment.",
        "Die Bibliothek {folder} wird gerade von einem anderen Programm benutzt; versuche es gleich noch einmal.",
    ),
    ProblemCode.LIBRARY_LOCKED: Text(
        "The library {folder} is being edited by {program} (process {pid} on {host}, since {since}); close that first "
        "or wait for it.",
        "Die Bibliothek {folder} wird gerade von {program} (Prozess {pid} auf {host}, seit {since}) bearbeitet; "
        "schließe das zuerst oder warte, bis es fertig ist.",
    ),
    ProblemCode.LIBRARY_LOCKED_BY_SOMEBODY: Text(
        "The library {folder} is being edited by another program; close that first or wait for it.",
        "Die Bibliothek {folder} wird gerade von einem anderen Programm bearbeitet; schließe das zuerst oder warte, "
        "bis es fertig ist.",
    ),
    ProblemCode.LIBRARY_READ_ONLY: Text(
        "The library {folder} was opened for reading only.",
        "Die Bibliothek {folder} wurde nur zum Lesen geöffnet.",
        "The disk of {folder} is full or cannot be written: until that is mended, the library can only be looked at.",
        "Der Datenträger von {folder} ist voll oder nicht zu beschreiben: Bis das behoben ist, kann die Bibliothek nur "
        "angesehen werden.",
    ),
    ProblemCode.LIBRARY_TOO_NEW: Text(
        "This library was written by a newer faceorg (version {found}, this one reads up to {known}); update "
        "faceorg to open it.",
        "Diese Bibliothek wurde mit einem neueren faceorg geschrieben (Stand {found}, dieses liest bis {known}); "
        "aktualisiere faceorg, um sie zu öffnen.",
        "This library was written by a newer faceorg; update faceorg to open it.",
        "Diese Bibliothek wurde mit einem neueren faceorg geschrieben; aktualisiere faceorg, um sie zu öffnen.",
    ),
    ProblemCode.CATALOG_OF_ANOTHER_PROGRAM: Text(
        "The file catalog.sqlite belongs to another program; choose another folder with --library, or put a backup "
        "back with `faceorg check --restore`.",
        "Die Datei catalog.sqlite gehört einem anderen Programm; wähle mit --library einen anderen Ordner, oder spiele "
        "mit `faceorg check --restore` eine Sicherung zurück.",
        "The file catalog.sqlite in this folder belongs to another program; choose another folder.",
        "Die Datei catalog.sqlite in diesem Ordner gehört einem anderen Programm; wähle einen anderen Ordner.",
    ),
    ProblemCode.LIBRARY_NEVER_FINISHED: Text(
        "This library was begun and never finished (was the disk full?), and nothing is in it; make room and run "
        "`faceorg scan FOLDER`.",
        "Diese Bibliothek wurde angefangen und nie fertig (war der Datenträger voll?), und nichts ist darin; schaffe "
        "Platz und führe `faceorg scan ORDNER` aus.",
        "This library was begun and never finished (was the disk full?), and nothing is in it; make room and open it "
        "again.",
        "Diese Bibliothek wurde angefangen und nie fertig (war der Datenträger voll?), und nichts ist darin; schaffe "
        "Platz und öffne sie noch einmal.",
    ),
    ProblemCode.NO_LOCKS_HERE: Text(
        "The place of the library {folder} knows no locks ({why}), so nothing could keep two programs from writing at "
        "once; keep the library on a local disk. The photos may stay where they are.",
        "Der Ort der Bibliothek {folder} kennt keine Sperren ({why}), sodass zwei Programme zugleich schreiben "
        "könnten; lege die Bibliothek auf einen lokalen Datenträger. Die Fotos können bleiben, wo sie sind.",
    ),
    ProblemCode.LOCK_FILE_UNUSABLE: Text(
        "The library's lock {file} cannot be used ({why}); move it elsewhere, or delete it: nothing of the "
        "library is in it.",
        "Die Sperrdatei {file} der Bibliothek ist nicht zu gebrauchen ({why}); lege sie woandershin, oder lösche sie: "
        "Von der Bibliothek steht nichts darin.",
    ),
    ProblemCode.BACKUPS_FOLDER_IS_A_LINK: Text(
        "The backups' folder {folder} is a link, and no backup is written to where it leads; delete the link.",
        "Der Ordner der Sicherungen {folder} ist eine Verknüpfung, und wohin sie führt, wird keine Sicherung "
        "geschrieben; lösche sie.",
    ),
    ProblemCode.LIBRARY_TOO_OLD: Text(
        "This library was made by an older faceorg; `faceorg scan` brings it up to date.",
        "Diese Bibliothek wurde mit einem älteren faceorg angelegt; `faceorg scan` bringt sie auf den neuen Stand.",
        "This library was made by an older faceorg; open it for editing to bring it up to date.",
        "Diese Bibliothek wurde mit einem älteren faceorg angelegt; öffne sie zum Bearbeiten, um sie auf den neuen "
        "Stand zu bringen.",
    ),
    ProblemCode.NO_LIBRARY: Text(
        "There is no library in {folder}; `faceorg scan FOLDER` makes one.",
        "In {folder} gibt es keine Bibliothek; `faceorg scan ORDNER` legt eine an.",
        "There is no library in {folder}; open this folder once for editing to make one.",
        "In {folder} gibt es keine Bibliothek; öffne den Ordner einmal zum Bearbeiten, um eine anzulegen.",
    ),
    ProblemCode.NO_FOLDERS_YET: Text(
        "This library has no folders yet; name one: faceorg scan FOLDER",
        "Diese Bibliothek hat noch keine Ordner; nenne einen: faceorg scan ORDNER",
        "There are no folders yet; add one.",
        "Es gibt noch keine Ordner; füge einen hinzu.",
    ),
    ProblemCode.FOLDER_NOT_SCANNED: Text(
        "{folder} is no folder of this library, and no photo of it was below it.",
        "{folder} ist kein Ordner dieser Bibliothek, und keines ihrer Fotos lag darin.",
    ),
    ProblemCode.EXCLUDES_EVERYTHING: Text(
        "“{text}” would leave out every photo; name a folder or a part of a name.",
        "„{text}“ ließe jedes Foto aus; nenne einen Ordner oder einen Teil eines Namens.",
    ),
    ProblemCode.NOT_EXCLUDED: Text(
        "“{text}” is not left out; `faceorg folders list` names what is.",
        "„{text}“ ist nicht ausgelassen; `faceorg folders list` nennt, was es ist.",
        "“{text}” is not left out.",
        "„{text}“ ist nicht ausgelassen.",
    ),
    ProblemCode.FOLDER_STILL_THERE: Text(
        "{folder} is still there: what lies in it was not moved.",
        "{folder} ist noch da: Was darin liegt, wurde nicht verschoben.",
    ),
    ProblemCode.MOVED_WHERE: Text(
        "Name the one folder that it is now: faceorg scan NEW --moved-from OLD",
        "Nenne den einen Ordner, der es jetzt ist: faceorg scan NEU --moved-from ALT",
        "Choose the one folder that it is now.",
        "Wähle den einen Ordner, der es jetzt ist.",
    ),
    ProblemCode.NO_SOUND_BACKUP: Text(
        "There is no sound backup in {folder}; put a catalog.sqlite of your own back there, or begin anew with "
        "`faceorg wipe`.",
        "In {folder} gibt es keine unversehrte Sicherung; lege eine eigene catalog.sqlite zurück oder beginne mit "
        "`faceorg wipe` von vorn.",
        "There is no sound backup in {folder}; put a catalog.sqlite of your own back beside that folder, or choose "
        "another library.",
        "In {folder} gibt es keine unversehrte Sicherung; lege eine eigene catalog.sqlite neben diesen Ordner, oder "
        "wähle eine andere Bibliothek.",
    ),
    ProblemCode.NO_SUCH_BACKUP: Text(
        "There is no backup {name}; `faceorg check --backups` lists those there are.",
        "Es gibt keine Sicherung {name}; `faceorg check --backups` zählt die vorhandenen auf.",
        "There is no backup {name} any more; choose another.",
        "Es gibt keine Sicherung {name} mehr; wähle eine andere.",
    ),
    ProblemCode.BACKUP_NOT_SOUND: Text(
        "The backup {file} cannot be put back ({why}); choose another with `faceorg check --backups`.",
        "Die Sicherung {file} kann nicht zurückgespielt werden ({why}); wähle mit `faceorg check --backups` eine "
        "andere.",
        "The backup {file} cannot be put back ({why}); choose another.",
        "Die Sicherung {file} kann nicht zurückgespielt werden ({why}); wähle eine andere.",
    ),
    ProblemCode.NOTHING_TO_BACK_UP: Text(
        "The library {folder} has no photos and no decisions yet; there is nothing to back up.",
        "Die Bibliothek {folder} hat noch keine Fotos und keine Entscheidungen; es gibt nichts zu sichern.",
    ),
    ProblemCode.BACKUP_REFUSED: Text(
        "No backup was made: catalog.sqlite in {folder} is damaged ({why}). `faceorg check --restore` puts an earlier "
        "backup back.",
        "Es wurde keine Sicherung gemacht: catalog.sqlite in {folder} ist beschädigt ({why}). `faceorg check "
        "--restore` spielt eine frühere zurück.",
        "No backup was made: catalog.sqlite in {folder} is damaged ({why}). Put an earlier backup back, under “Earlier "
        "state” in the settings.",
        "Es wurde keine Sicherung gemacht: catalog.sqlite in {folder} ist beschädigt ({why}). Spiele unter „Früherer "
        "Stand“ in den Einstellungen eine frühere zurück.",
    ),
    ReasonCode.WINDOW_OF_FACEORG: Text("the faceorg window", "dem Fenster von faceorg"),  # who edits a library
    ReasonCode.NOT_A_DATABASE: Text("it does not read as a database", "sie liest sich nicht als Datenbank"),
    ReasonCode.MADE_BY_ANOTHER_PROGRAM: Text("it belongs to another program", "sie gehört einem anderen Programm"),
    ReasonCode.MADE_BY_NEWER_FACEORG: Text("a newer faceorg wrote it", "ein neueres faceorg hat sie geschrieben"),
    ReasonCode.TABLES_MISSING: Text("it lacks {tables}", "es fehlt {tables}"),
    ReasonCode.JOURNAL_UNUSABLE: Text("its journal is not whole", "ihr Protokoll ist nicht vollständig"),
    ReasonCode.SQLITE_SAYS: Text("SQLite says: {text}", "SQLite sagt: {text}"),
    ReasonCode.ROWS_WITHOUT_PARTNER: Text("its tables contradict each other", "ihre Tabellen widersprechen einander"),
    ReasonCode.FILE_EMPTY: Text("it is empty", "sie ist leer"),
    ProblemCode.FILE_NOT_DELETED: Text(
        "{file} could not be deleted ({why}); delete it by hand.",
        "{file} konnte nicht gelöscht werden ({why}); lösche es von Hand.",
    ),
    ProblemCode.DATABASE_IS_NO_FILE: Text(
        "{file} is a folder, a pipe or a device, where a file of the catalogue belongs; move it elsewhere.",
        "{file} ist ein Ordner, eine Pipe oder ein Gerät, wo eine Datei des Katalogs hingehört; lege es woandershin.",
    ),
    ProblemCode.DATABASE_LEADS_ELSEWHERE: Text(
        "{file} is a link, or a second name of a file elsewhere, and faceorg changes nothing there; put a copy of the "
        "file itself in its place.",
        "{file} ist eine Verknüpfung oder ein zweiter Name einer Datei, die anderswo liegt, und faceorg ändert dort "
        "nichts; lege eine Kopie der Datei selbst an ihre Stelle.",
    ),
    ProblemCode.SETTINGS_CANNOT_BE_READ: Text(
        "The settings {file} cannot be read ({why}); mend or delete the file.",
        "Die Einstellungen {file} können nicht gelesen werden ({why}); berichtige oder lösche die Datei.",
    ),
    ProblemCode.SETTINGS_WITHOUT_SECTIONS: Text(
        "The settings {file} are not in sections; mend or delete the file.",
        "Die Einstellungen {file} sind nicht in Abschnitte gegliedert; berichtige oder lösche die Datei.",
    ),
    ProblemCode.SETTING_OF_WRONG_KIND: Text(
        "The setting {name} in {file} is not a {kind}; mend the file.",
        "Die Einstellung {name} in {file} ist kein {kind}; berichtige die Datei.",
    ),
    ProblemCode.SETTING_OUT_OF_RANGE: Text(
        "The setting {name} in {file} is not from {least} to {most}; mend the file.",
        "Die Einstellung {name} in {file} liegt nicht zwischen {least} und {most}; berichtige die Datei.",
    ),
    ProblemCode.SETTING_UNKNOWN_VALUE: Text(
        "The setting {name} is “{value}”; it can be: {known}.",
        "Die Einstellung {name} ist „{value}“; möglich sind: {known}.",
    ),
    ProblemCode.CONTRADICTING_LINKS: Text(
        "rows {left} and {right} are said to be one person and to be two people",
        "von den Zeilen {left} und {right} wird gesagt, dass sie eine Person und dass sie zwei Personen sind",
    ),
}
