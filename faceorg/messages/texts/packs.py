"""Model packs: on disk, downloaded, loaded, and the devices they compute on."""

from __future__ import annotations

from faceorg.messages.codes import Code, ProblemCode, ReasonCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    ProblemCode.PACK_INCOMPLETE: Text(
        "{folder} is no full model pack: it has no {part} among its ONNX files",
        "{folder} ist kein vollständiges Paket: Unter den ONNX-Dateien fehlt: {part}",
    ),
    ReasonCode.FACE_DETECTOR: Text("face detector", "Gesichtsfinder"),
    ReasonCode.FACE_EMBEDDER: Text("embedder (recognition network)", "Netz zum Wiedererkennen"),
    ProblemCode.PACK_FILE_NOT_PUBLISHED: Text(
        "{file} is not the file published as part of {pack} (its checksum differs): it is damaged or was replaced; "
        "delete the folder and faceorg packs install {pack}",
        "{file} ist nicht die Datei, die mit {pack} veröffentlicht wurde (andere Prüfsumme): Sie ist beschädigt "
        "oder wurde ersetzt; lösche den Ordner, dann faceorg packs install {pack}",
        "{file} is not the file that was published with {pack}: delete its folder and install the pack again.",
        "{file} ist nicht die Datei, die mit {pack} veröffentlicht wurde: Lösche ihren Ordner und installiere das "
        "Paket neu.",
    ),
    ProblemCode.PACK_FILE_NOT_PUBLISHED_FETCH_AGAIN: Text(
        "{file} is not the file published as part of {pack} (its checksum differs): it is damaged or was replaced; "
        "delete the folder and fetch the pack again",
        "{file} ist nicht die Datei, die mit {pack} veröffentlicht wurde (andere Prüfsumme): Sie ist beschädigt "
        "oder wurde ersetzt; lösche den Ordner und lade das Paket neu",
        "{file} is not the file that was published with {pack}: delete its folder and install the pack again.",
        "{file} ist nicht die Datei, die mit {pack} veröffentlicht wurde: Lösche ihren Ordner und installiere das "
        "Paket neu.",
    ),
    ProblemCode.NETWORK_NOT_PUBLISHED: Text(
        "{file} is not the {role} network published as part of {pack} (its checksum differs); fetch it again, or "
        "install it under a name of its own",
        "{file} ist nicht das Netz ({role}), das mit {pack} veröffentlicht wurde (andere Prüfsumme); lade es neu "
        "oder installiere es unter einem eigenen Namen",
        "{file} is not the file that was published with {pack}: fetch it again, or give the pack another name.",
        "{file} ist nicht die Datei, die mit {pack} veröffentlicht wurde: Lade sie neu oder gib dem Paket einen "
        "anderen Namen.",
    ),
    ProblemCode.NETWORK_DAMAGED: Text(
        "{file} is damaged or no ONNX file ({why}); delete it and install the pack again",
        "{file} ist beschädigt oder keine ONNX-Datei ({why}); lösche sie und installiere das Paket neu",
    ),
    ProblemCode.NETWORK_NOT_ITS_MANIFESTS: Text(
        "{file} is damaged: its checksum is not its manifest's; install the pack again",
        "{file} ist beschädigt: Die Prüfsumme passt nicht zum Verzeichnis des Pakets; installiere es neu",
    ),
    ProblemCode.NETWORK_CANNOT_BE_LOADED: Text(
        "{file} cannot be loaded as a {role} network ({why}); install the pack again",
        "{file} kann nicht als Netz ({role}) geladen werden ({why}); installiere das Paket neu",
    ),
    ProblemCode.EMBEDDING_LENGTH_UNKNOWN: Text(
        "{file} does not say how long its embeddings are; export it with a fixed output shape",
        "{file} sagt nicht, wie lang seine Vektoren sind; exportiere es mit fester Ausgabegröße",
    ),
    ProblemCode.EMBEDDER_WITHOUT_FIXED_SIZE: Text(
        "{file} is no face embedder: its input has no fixed size",
        "{file} ist kein Netz zum Wiedererkennen: Die Eingabe hat keine feste Größe",
    ),
    ProblemCode.NO_FACE_NETWORK: Text(
        "{file} is no face {role} network", "{file} ist kein Netz für Gesichter ({role})"
    ),
    ProblemCode.MANIFEST_NAMES_MISSING_FILE: Text(
        "{file} names {network} for {role}: there is no such file",
        "{file} nennt {network} für {role}: Diese Datei gibt es nicht",
    ),
    ProblemCode.THRESHOLDS_NOT_NUMBERS: Text(
        "{file} has thresholds that are no three numbers", "{file} hat Schwellen, die keine drei Zahlen sind"
    ),
    ProblemCode.THRESHOLDS_NOT_SIMILARITIES: Text(
        "{file} has thresholds that are no similarities: {stated}",
        "{file} hat Schwellen, die keine Ähnlichkeiten sind: {stated}",
    ),
    ProblemCode.EMBEDDING_LENGTH_WRONG: Text(
        "{file} gives {found} numbers a face where {announced} were announced",
        "{file} liefert {found} Zahlen je Gesicht, angekündigt waren {announced}",
    ),
    ProblemCode.PACK_NOT_DOWNLOADED: Text(
        "{pack} could not be downloaded: {why}; fetch {address} on a machine that can, then run: faceorg packs "
        "install {pack_id} --from FILE",
        "{pack} konnte nicht geladen werden: {why}; lade {address} auf einem Rechner, der es kann, dann: faceorg "
        "packs install {pack_id} --from DATEI",
        "{pack} could not be downloaded: {why}. Fetch {address} elsewhere and install it from a file.",
        "{pack} konnte nicht geladen werden: {why}. Lade {address} anderswo und installiere es aus der Datei.",
    ),
    ProblemCode.NOT_A_PACK: Text("{file} is no model pack: {why}", "{file} ist kein Paket: {why}"),
    ProblemCode.ARCHIVE_WITHOUT_NETWORKS: Text("there is no ONNX file in it", "es enthält keine ONNX-Datei"),
    ProblemCode.ZIP_DAMAGED: Text(
        "{file} is a damaged or unusual zip file ({why}); fetch it again",
        "{file} ist eine beschädigte oder ungewöhnliche Zip-Datei ({why}); lade sie neu",
    ),
    ProblemCode.NOT_A_ZIP: Text(
        "{file} is no zip file and no folder; name a zip file or a folder with ONNX files",
        "{file} ist weder Zip-Datei noch Ordner; wähle eine Zip-Datei oder einen Ordner mit ONNX-Dateien",
    ),
    ProblemCode.PACK_FILE_NOT_READABLE: Text(
        "{file} cannot be read ({why}); mend its rights, or fetch it again",
        "{file} kann nicht gelesen werden ({why}); berichtige die Zugriffsrechte, oder lade die Datei neu",
    ),
    ProblemCode.ZIP_ENTRY_TWICE: Text(
        "{file} holds two files for one place ({entry}); it is not unpacked",
        "{file} enthält zwei Dateien für einen Platz ({entry}); sie wird nicht entpackt",
    ),
    ProblemCode.NO_SUCH_PACK_FILE: Text(
        "{file} does not exist; name a zip file or a folder with the pack's ONNX files",
        "{file} gibt es nicht; wähle eine Zip-Datei oder einen Ordner mit den ONNX-Dateien des Pakets",
    ),
    ProblemCode.ZIP_TOO_LARGE: Text(
        "{file} would unpack to {size} MiB in {count} files: that is no pack",
        "{file} würde ausgepackt {size} MiB in {count} Dateien ergeben: Das ist kein Paket",
    ),
    ProblemCode.ZIP_ENTRY_TOO_LARGE: Text(
        "{file} holds {entry}, unpacking to {size} MiB: no pack does",
        "{file} enthält {entry}, ausgepackt {size} MiB: So etwas hat kein Paket",
    ),
    ProblemCode.ZIP_ENTRY_OUTSIDE: Text(
        "{file} holds {entry}, a path that no pack has; it was not unpacked",
        "{file} enthält {entry}, einen Pfad, den kein Paket hat; es wurde nicht ausgepackt",
    ),
    ProblemCode.ZIP_ENTRY_LARGER_THAN_ANNOUNCED: Text(
        "{file} is larger than announced", "{file} ist größer als angekündigt"
    ),
    ReasonCode.FILE_WITHOUT_NETWORK: Text("it has no network in it", "sie enthält kein Netz"),
    ReasonCode.NETWORK_WITHOUT_ENDS: Text(
        "its network has no input or no output", "ihr Netz hat keinen Eingang oder keinen Ausgang"
    ),
    ReasonCode.NOT_BYTES_OF_A_NETWORK: Text("its bytes are not those of a network", "ihre Bytes sind kein Netz"),
    ReasonCode.ENDS_IN_THE_MIDDLE: Text("it ends in the middle", "sie hört mittendrin auf"),
    ReasonCode.ARRAYS_DO_NOT_FIT_EACH_OTHER: Text(
        "its arrays do not belong together", "ihre Felder gehören nicht zusammen"
    ),
    ReasonCode.NO_CONNECTION: Text("no connection to {host} ({why})", "keine Verbindung zu {host} ({why})"),
    ReasonCode.NO_ADDRESS: Text("no address is known", "keine Adresse ist bekannt"),
    ReasonCode.SERVER_REFUSED: Text("{host} answered {status} {words}", "{host} antwortete {status} {words}"),
    ReasonCode.SERVER_SENT_ANOTHER_PART: Text(
        "{host} sent another range than the one asked for", "{host} schickte einen anderen Teil als den verlangten"
    ),
    ReasonCode.SERVER_SENT_ANOTHER_FILE: Text(
        "what {host} sent is not the published file (its checksum differs)",
        "was {host} schickte, ist nicht die veröffentlichte Datei (andere Prüfsumme)",
    ),
    ProblemCode.PACK_BEING_INSTALLED: Text(
        "{pack} is being installed already, by another faceorg; wait for it.",
        "{pack} wird schon installiert, von einem anderen faceorg; warte darauf.",
    ),
    ProblemCode.NETWORK_REACHES_OUTSIDE: Text(
        "{file} wants to read {other}, which lies outside its folder; a pack that does so is not used.",
        "{file} will {other} lesen, das außerhalb seines Ordners liegt; ein solches Paket wird nicht benutzt.",
    ),
    ProblemCode.NETWORK_LACKS_ITS_WEIGHTS: Text(
        "{file} has its weights in another file, {other}, which is not there.",
        "{file} hat seine Gewichte in einer anderen Datei, {other}, und die fehlt.",
    ),
    ProblemCode.NETWORK_WITH_UNKNOWN_OPERATORS: Text(
        "{file} needs operators that only its maker has ({operators}); such a pack is not used.",
        "{file} braucht Operatoren, die nur sein Hersteller hat ({operators}); ein solches Paket wird nicht benutzt.",
    ),
    ProblemCode.NETWORK_OF_NO_USE: Text(
        "{file} is of no use as {role}: it answers with nothing, or with what is no number.",
        "{file} taugt nicht als {role}: Es antwortet mit nichts oder mit dem, was keine Zahl ist.",
    ),
    ReasonCode.SERVER_CHANGED_THE_FILE: Text(
        "the file changed on the server", "die Datei auf dem Server ist eine andere geworden"
    ),
    ReasonCode.SERVER_STOPPED_EARLY: Text("the file ends too early", "die Datei hört zu früh auf"),
    ReasonCode.SERVER_SENT_TOO_MUCH: Text(
        "{host} sends more than the published file has ({most} MB)",
        "{host} schickt mehr, als die veröffentlichte Datei hat ({most} MB)",
    ),
    ReasonCode.DOWNLOAD_TOO_SLOW: Text(
        "{host} sent it too slowly: it was not there after {minutes} minutes",
        "{host} schickte sie zu langsam: Nach {minutes} Minuten war sie nicht da",
    ),
    ProblemCode.NO_ROOM_FOR_DOWNLOAD: Text(
        "There is no room left in {folder} for {file}; free some",
        "In {folder} ist kein Platz mehr für {file}; schaffe welchen",
    ),
    ProblemCode.NO_ROOM_FOR_PACK: Text(
        "There is no room left in {folder} for the pack; free some and try again",
        "In {folder} ist kein Platz mehr für das Paket; schaffe welchen und versuche es noch einmal",
    ),
    ProblemCode.PACK_NEEDS_MORE_ROOM: Text(
        "The pack needs {needed} MiB and {folder} has {free} MiB left",
        "Das Paket braucht {needed} MiB, in {folder} sind noch {free} MiB frei",
    ),
    ProblemCode.PACK_CANNOT_BE_PLACED: Text(
        "The pack cannot be put into {folder} ({why})", "Das Paket kann nicht in {folder} gelegt werden ({why})"
    ),
    ProblemCode.DOWNLOADS_CANNOT_BE_WRITTEN: Text(
        "{folder} cannot be written ({why})", "{folder} kann nicht beschrieben werden ({why})"
    ),
    ProblemCode.NETWORK_CANNOT_BE_READ: Text(
        "{file} cannot be read ({why})", "{file} kann nicht gelesen werden ({why})"
    ),
    ProblemCode.PACK_NAME_UNUSABLE: Text(
        "{name} cannot be the name of a pack; use letters, digits and underscores",
        "{name} kann nicht der Name eines Pakets sein; nimm Buchstaben, Ziffern und Unterstriche",
    ),
    ProblemCode.PACK_NOT_INSTALLED: Text(
        "The model pack {pack} is not installed; install it with: faceorg packs install {pack}",
        "Das Paket {pack} ist nicht installiert; so wird es installiert: faceorg packs install {pack}",
        "The pack {pack} is not installed; install it under Recognition, or use another one there.",
        "Das Paket {pack} ist nicht installiert; installiere es unter „Erkennung“ oder verwende dort ein anderes.",
    ),
    ProblemCode.NO_SUCH_PACK: Text(
        "There is no model pack {pack!r} (installed: {have}); `faceorg packs` lists what can be installed",
        "Es gibt kein Paket {pack!r} (installiert: {have}); `faceorg packs` zeigt, was installiert werden kann",
        "There is no pack {pack!r} (installed: {have}); choose another one under Recognition.",
        "Es gibt kein Paket {pack!r} (installiert: {have}); wähle unter „Erkennung“ ein anderes.",
    ),
    ProblemCode.NO_PACK_AT_ALL: Text(
        "There is no model pack {pack!r} (installed: none); `faceorg packs` lists what can be installed",
        "Es gibt kein Paket {pack!r} (installiert: keines); `faceorg packs` zeigt, was installiert werden kann",
        "There is no pack {pack!r}, and no other is installed; install one under Recognition.",
        "Es gibt kein Paket {pack!r}, und kein anderes ist installiert; installiere eines unter „Erkennung“.",
    ),
    ProblemCode.NO_KNOWN_PACK: Text(
        "There is no known pack {pack!r}; known are {known}, or name a zip or folder with --from",
        "Es gibt kein bekanntes Paket {pack!r}; bekannt sind {known}, oder nenne mit --from eine Zip-Datei oder "
        "einen Ordner",
        "There is no known pack {pack!r}; known are {known}.",
        "Es gibt kein bekanntes Paket {pack!r}; bekannt sind {known}.",
    ),
    ProblemCode.PACK_WITHOUT_ADDRESS: Text(
        "{pack} has no download address; install it from disk: faceorg packs install {pack} --from FOLDER",
        "Für {pack} gibt es keine Adresse zum Laden; installiere es von der Platte: faceorg packs install {pack} "
        "--from ORDNER",
        "{pack} has no download address; install it from a file.",
        "Für {pack} gibt es keine Adresse zum Laden; installiere es aus einer Datei.",
    ),
    ProblemCode.NO_PACK_INSTALLED: Text(
        "No model pack is installed; `faceorg packs` lists the known ones, `faceorg packs install ID` fetches one.",
        "Es ist kein Paket installiert; `faceorg packs` nennt die bekannten, `faceorg packs install NAME` lädt eines.",
        "No pack is installed; install one under Recognition.",
        "Es ist kein Paket installiert; installiere eines unter „Erkennung“.",
    ),
    ProblemCode.FACE_NOT_ANALYSED: Text(
        "Face {face_id} was not analysed with the pack in use yet; run `faceorg scan` first.",
        "Gesicht {face_id} wurde mit dem verwendeten Paket noch nicht untersucht; zuerst `faceorg scan` aufrufen.",
        "This face was not looked at with the pack in use yet; press F5 to look now.",
        "Dieses Gesicht wurde mit dem verwendeten Paket noch nicht angesehen; F5 holt es nach.",
    ),
    ProblemCode.NO_SUCH_DEVICE: Text(
        "There is no device {device!r}; choose one of {known}", "Es gibt kein Gerät {device!r}; wähle eines von {known}"
    ),
    ProblemCode.DEVICE_CANNOT_START: Text(
        "The device {device} could not be started (is its driver installed?); use --device cpu",
        "Das Gerät {device} ließ sich nicht starten (ist sein Treiber installiert?); nimm --device cpu",
        "The device {device} could not be started (is its driver installed?); choose another in the settings.",
        "Das Gerät {device} ließ sich nicht starten (ist sein Treiber installiert?); wähle in den Einstellungen "
        "ein anderes.",
    ),
    ProblemCode.DEVICE_NOT_SUPPORTED: Text(
        "The installed onnxruntime cannot use {device} (it has: {have}); install an onnxruntime built for "
        "{device}, or use --device auto",
        "Das installierte onnxruntime kann {device} nicht benutzen (es hat: {have}); installiere ein onnxruntime "
        "für {device}, oder nimm --device auto",
        "This faceorg cannot compute on {device}; choose another device in the settings.",
        "Dieses faceorg kann nicht auf {device} rechnen; wähle in den Einstellungen ein anderes Gerät.",
        packaged_english="This packaged faceorg cannot compute on {device} (it has: {have}); use --device auto, or a "
        "faceorg installed with pip (see its README)",
        packaged_german="Dieses faceorg aus einem Installationspaket kann nicht auf {device} rechnen (es hat: {have}); "
        "nimm --device auto, oder ein mit pip installiertes faceorg (siehe README)",
    ),
    ProblemCode.REGISTRY_CANNOT_BE_READ: Text(
        "faceorg's own list of packs {file} cannot be read ({why}); reinstall faceorg",
        "Die Liste der Pakete von faceorg {file} kann nicht gelesen werden ({why}); installiere faceorg neu",
    ),
    ProblemCode.OWN_FILE_CANNOT_BE_READ: Text(
        "faceorg's own file {file} cannot be read ({why}); reinstall faceorg",
        "Die zu faceorg gehörende Datei {file} kann nicht gelesen werden ({why}); installiere faceorg neu",
    ),
    ProblemCode.DIRECTIONS_OF_OTHER_LENGTH: Text(
        "{file} has directions of {have} numbers for embeddings of {length}; reinstall faceorg",
        "{file} hat Richtungen aus {have} Zahlen für Einbettungen aus {length}; installiere faceorg neu",
    ),
}
