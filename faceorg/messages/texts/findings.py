"""What a check of the library finds, and what was learned from answers."""

from __future__ import annotations

from faceorg.messages.codes import Code, FindingCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    FindingCode.FACES_WITHOUT_EMBEDDING: Text(
        "{count} faces have no embedding of the pack in use; `faceorg scan` makes them.",
        "{count} Gesichter haben keine Einbettung des verwendeten Pakets; `faceorg scan` macht sie.",
        "{count} faces were not looked at with the pack in use; press F5 to look at them.",
        "{count} Gesichter wurden mit dem verwendeten Paket noch nicht angesehen; F5 holt es nach.",
    ),
    FindingCode.INDEX_SEARCHED_EXACTLY: Text(
        "Search: {faces} faces, {mib} MiB, compared one by one.",
        "Suche: {faces} Gesichter, {mib} MiB, einzeln verglichen.",
    ),
    FindingCode.INDEX_SEARCHED_BY_GRAPH: Text(
        "Search: {faces} faces, {mib} MiB, a graph made in {made_s} s; a sample finds {found} % of the nearest faces.",
        "Suche: {faces} Gesichter, {mib} MiB, ein Graph, in {made_s} s gebaut; eine Stichprobe findet {found} % der "
        "nächsten Gesichter.",
    ),
    FindingCode.DECODING_CONFINED: Text(
        "Photos are decoded by processes that have no network and can open no other file.",
        "Fotos werden von Prozessen gelesen, die kein Netz haben und keine andere Datei öffnen können.",
    ),
    FindingCode.DECODING_WITHOUT_NETWORK: Text(
        "Photos are decoded by processes that have no network; this system does not keep them from other files.",
        "Fotos werden von Prozessen gelesen, die kein Netz haben; von anderen Dateien hält dieses System sie nicht ab.",
    ),
    FindingCode.DECODING_WITHOUT_FILES: Text(
        "Photos are decoded by processes that can open no other file; this system does not keep them from the network.",
        "Fotos werden von Prozessen gelesen, die keine andere Datei öffnen können; vom Netz hält sie dieses System "
        "nicht ab.",
    ),
    FindingCode.DECODING_UNCONFINED: Text(
        "Photos are decoded by processes of their own; this system keeps them neither from other files nor from the "
        "network.",
        "Fotos werden von eigenen Prozessen gelesen; dieses System hält sie weder von anderen Dateien noch vom Netz "
        "ab.",
    ),
    FindingCode.ORPHAN_EMBEDDINGS: Text(
        "{count} embeddings belong to no face; `faceorg rebuild` removes them.",
        "{count} Einbettungen gehören zu keinem Gesicht; `faceorg rebuild` entfernt sie.",
        "{count} stored vectors belong to no face; “faceorg rebuild” in a terminal removes them.",
        "{count} gespeicherte Vektoren gehören zu keinem Gesicht; „faceorg rebuild“ in einem Terminal entfernt sie.",
    ),
    FindingCode.JOURNAL_LEFT_OPEN: Text(
        "The journal was left open; put a backup back with `faceorg check --restore`.",
        "Das Protokoll wurde offen zurückgelassen; spiele mit `faceorg check --restore` eine Sicherung zurück.",
        "The journal was left open; put a backup back with “Earlier state”.",
        "Das Protokoll wurde offen zurückgelassen; spiele unter „Früherer Stand“ eine Sicherung zurück.",
    ),
    FindingCode.GUESSES_AGAINST_DECISIONS: Text(
        "{count} automatic assignments contradict decisions; `faceorg rebuild` remakes them.",
        "{count} automatische Zuordnungen widersprechen Entscheidungen; `faceorg rebuild` macht sie neu.",
        "{count} guesses contradict decisions; “faceorg rebuild” in a terminal makes them anew.",
        "{count} Vermutungen widersprechen Entscheidungen; „faceorg rebuild“ in einem Terminal macht sie neu.",
    ),
    FindingCode.INDEX_OF_OTHER_FACES: Text(
        "The index and the catalogue hold different faces; `faceorg rebuild` remakes the index.",
        "Index und Katalog enthalten verschiedene Gesichter; `faceorg rebuild` macht den Index neu.",
        "The index and the catalogue hold different faces; “faceorg rebuild” in a terminal remakes the index.",
        "Index und Katalog enthalten verschiedene Gesichter; „faceorg rebuild“ in einem Terminal macht den Index neu.",
    ),
    FindingCode.INDEX_OF_OTHER_EMBEDDINGS: Text(
        "The index holds other embeddings than the catalogue; `faceorg rebuild` remakes the index.",
        "Der Index enthält andere Einbettungen als der Katalog; `faceorg rebuild` macht den Index neu.",
        "The index and the catalogue hold different faces; “faceorg rebuild” in a terminal remakes the index.",
        "Index und Katalog enthalten verschiedene Gesichter; „faceorg rebuild“ in einem Terminal macht den Index neu.",
    ),
    FindingCode.PHOTO_NOT_THERE: Text(
        "{file} is not there; `faceorg scan` notes it.",
        "{file} ist nicht da; `faceorg scan` nimmt es zur Kenntnis.",
        "{file} is not there; F5 takes note of it.",
        "{file} ist nicht da; F5 nimmt es zur Kenntnis.",
    ),
    FindingCode.PHOTO_CHANGED: Text(
        "{file} has other content than was scanned; `faceorg scan` looks again.",
        "{file} hat einen anderen Inhalt als beim Durchsehen; `faceorg scan` sieht noch einmal nach.",
        "{file} has other content than was scanned; F5 looks again.",
        "{file} hat einen anderen Inhalt als beim Durchsehen; F5 sieht noch einmal nach.",
    ),
    FindingCode.READABLE_BY_OTHERS: Text(
        "{file} can be read by other users; `chmod go= {file}` mends it.",
        "{file} kann von anderen Benutzern gelesen werden; `chmod go= {file}` behebt es.",
        "{file} can be read by other users of this computer; mend its rights.",
        "{file} kann von anderen Benutzern dieses Computers gelesen werden; berichtige die Zugriffsrechte.",
    ),
    FindingCode.PHOTO_NOT_READABLE: Text(
        "{file} cannot be read; mend its rights.", "{file} kann nicht gelesen werden; berichtige die Zugriffsrechte."
    ),
    FindingCode.FILE_DAMAGED: Text("{file} is damaged: {why}.", "{file} ist beschädigt: {why}."),
    FindingCode.ROW_WITHOUT_PARTNER: Text(
        "A row of {table} in catalog.sqlite speaks of a row of {other} that is not there.",
        "Eine Zeile von {table} in catalog.sqlite verweist auf eine Zeile von {other}, die es nicht gibt.",
    ),
    FindingCode.LEARNING_SWITCHED_OFF: Text(
        "Learning from answers is switched off.", "Das Lernen aus Antworten ist ausgeschaltet."
    ),
    FindingCode.NOTHING_LEARNED: Text(
        "Nothing learned yet: that takes some people with {count} confirmed faces each.",
        "Noch nichts gelernt: Dafür braucht es einige Personen mit je {count} bestätigten Gesichtern.",
    ),
    FindingCode.NOTHING_TO_LEARN: Text(
        "Looked at {count:,} answers: the pack tells these people apart as well as it can be taught to.",
        "{count:,} Antworten angesehen: Das Paket unterscheidet diese Personen schon so gut, wie es lernen kann.",
    ),
    FindingCode.LEARNED: Text(
        "Learned from {faces:,} faces of {people:,} people: at one wrong in a thousand among look-alikes it now "
        "finds {after:.0%} instead of {before:.0%}.",
        "Aus {faces:,} Gesichtern von {people:,} Personen gelernt: Bei einer Verwechslung auf tausend ähnliche "
        "Paare werden nun {after:.0%} statt {before:.0%} gefunden.",
    ),
    FindingCode.LEARNED_A_LITTLE: Text(
        "Learned from {faces:,} faces of {people:,} people: at one wrong in a thousand among look-alikes it now "
        "finds {after:.1%} instead of {before:.1%}.",
        "Aus {faces:,} Gesichtern von {people:,} Personen gelernt: Bei einer Verwechslung auf tausend ähnliche "
        "Paare werden nun {after:.1%} statt {before:.1%} gefunden.",
    ),
}
