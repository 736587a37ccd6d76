"""Why something failed, as part of a problem: what systems, networks and readers of files refuse."""

from __future__ import annotations

from faceorg.messages.codes import Code, ReasonCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    ReasonCode.PERMISSION_DENIED: Text("Permission denied", "keine Berechtigung"),
    ReasonCode.FILE_NOT_FOUND: Text("No such file or directory", "nicht vorhanden"),
    ReasonCode.IO_ERROR: Text("Input/output error", "Ein-/Ausgabefehler"),
    ReasonCode.TOO_MANY_OPEN_FILES: Text("too many files are open", "zu viele Dateien sind geöffnet"),
    ReasonCode.IS_A_DIRECTORY: Text("Is a directory", "ist ein Ordner"),
    ReasonCode.NO_SPACE_LEFT: Text("No space left on device", "kein Platz mehr auf dem Datenträger"),
    ReasonCode.READ_ONLY_DISK: Text("Read-only file system", "der Datenträger ist schreibgeschützt"),
    ReasonCode.NOT_A_DIRECTORY: Text("Not a directory", "kein Ordner"),
    ReasonCode.QUOTA_USED_UP: Text("Disk quota exceeded", "der zugeteilte Platz ist aufgebraucht"),
    ReasonCode.TOO_MANY_LINKS: Text("Too many levels of symbolic links", "zu viele Verknüpfungen hintereinander"),
    ReasonCode.FILE_NAME_TOO_LONG: Text("File name too long", "der Name ist zu lang"),
    ReasonCode.NAME_NOT_POSSIBLE: Text(
        "the name is not possible on this disk", "der Name ist auf diesem Datenträger nicht möglich"
    ),
    ReasonCode.FILE_EXISTS: Text("File exists", "schon vorhanden"),
    ReasonCode.FOLDER_NOT_EMPTY: Text("Directory not empty", "der Ordner ist nicht leer"),
    ReasonCode.IN_USE: Text("Device or resource busy", "wird gerade benutzt"),
    ReasonCode.FILE_TOO_LARGE_FOR_DISK: Text("File too large", "zu groß für diesen Datenträger"),
    ReasonCode.DEVICE_NOT_THERE: Text("No such device", "das Gerät ist nicht da"),
    ReasonCode.NO_LONGER_CONNECTED: Text("the disk is no longer connected", "der Datenträger ist nicht mehr verbunden"),
    ReasonCode.NOT_SUPPORTED: Text("Operation not supported", "das ist dort nicht möglich"),
    ReasonCode.INVALID_ARGUMENT: Text("Invalid argument", "das nimmt das System nicht an"),
    ReasonCode.NO_LOCKS_LEFT: Text("No locks available", "keine Sperren verfügbar"),
    ReasonCode.TOO_LITTLE_MEMORY: Text("not enough memory", "zu wenig Speicher"),
    ReasonCode.NOT_NOW: Text("Resource temporarily unavailable", "zurzeit nicht verfügbar"),
    ReasonCode.TIMED_OUT: Text("it did not answer in time", "keine Antwort in der Zeit"),
    ReasonCode.CONNECTION_REFUSED: Text("Connection refused", "Verbindung abgewiesen"),
    ReasonCode.CONNECTION_RESET: Text("the connection was cut", "die Verbindung brach ab"),
    ReasonCode.NETWORK_UNREACHABLE: Text("Network is unreachable", "das Netz ist nicht erreichbar"),
    ReasonCode.HOST_UNKNOWN: Text("nobody knows this name", "niemand kennt diesen Namen"),
    ReasonCode.CERTIFICATE_REFUSED: Text(
        "its certificate is not to be trusted", "seinem Zertifikat ist nicht zu trauen"
    ),
    ReasonCode.NESTED_TOO_DEEPLY: Text("it is nested too deeply", "zu tief verschachtelt"),
    ReasonCode.ARCHIVE_DAMAGED: Text("what is packed in it is damaged", "was darin gepackt ist, ist beschädigt"),
    ReasonCode.NOT_UTF8: Text("it is no UTF-8 text at byte {at}", "kein Text in UTF-8 ab Byte {at}"),
    ReasonCode.NOT_JSON: Text(
        "it is no JSON at line {line}, column {column}", "kein JSON ab Zeile {line}, Spalte {column}"
    ),
    ReasonCode.NOT_XML: Text(
        "it is no XML at line {line}, column {column}", "kein XML ab Zeile {line}, Spalte {column}"
    ),
    ReasonCode.NOT_TOML: Text(
        "it is no TOML at line {line}, column {column}", "kein TOML ab Zeile {line}, Spalte {column}"
    ),
    ReasonCode.NOT_TOML_TO_END: Text("it is no TOML at its end", "kein TOML am Ende"),
    ReasonCode.IN_ITS_WORDS: Text("{text}", "„{text}“"),  # a library's or program's, which speaks English
}
