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
    FindingCode.ENGINE_IS_OPENVINO: Text(
        "Recognition: on OpenVINO, {times:.1f} times as fast as on onnxruntime here; embeddings agree to "
        "{agreement:.4f}.",
        "Erkennung: auf OpenVINO, hier {times:.1f}-mal so schnell wie auf onnxruntime; Einbettungen stimmen auf "
        "{agreement:.4f} überein.",
    ),
    FindingCode.ENGINE_NO_FASTER: Text(
        "Recognition: on onnxruntime; OpenVINO was tried and is no faster with this pack here.",
        "Erkennung: auf onnxruntime; OpenVINO wurde versucht und ist hier mit diesem Paket nicht schneller.",
    ),
    FindingCode.ENGINE_DISAGREES: Text(
        "Recognition: on onnxruntime; OpenVINO was tried, and embeddings agree to {agreement:.4f} only "
        "({least:.3f} is asked).",
        "Erkennung: auf onnxruntime; OpenVINO wurde versucht, und Einbettungen stimmen nur auf {agreement:.4f} überein "
        "(verlangt: {least:.3f}).",
    ),
    FindingCode.ENGINE_FAILED: Text(
        "Recognition: on onnxruntime; OpenVINO was tried and did not run (faceorg.log says why).",
        "Erkennung: auf onnxruntime; OpenVINO wurde versucht und lief nicht (faceorg.log sagt, warum).",
    ),
    FindingCode.ENGINE_UNTRIED: Text(
        "Recognition: on onnxruntime; the next scan tries whether OpenVINO is faster with this pack.",
        "Erkennung: auf onnxruntime; der nächste Durchgang versucht, ob OpenVINO mit diesem Paket schneller ist.",
    ),
    FindingCode.ORPHAN_EMBEDDINGS: Text(
        "{count} embeddings belong to no face; `faceorg rebuild` removes them.",
        "{count} Einbettungen gehören zu keinem Gesicht; `faceorg rebuild` entfernt sie.",
        "{count} stored vectors belong to no face; “Rebuild” below removes them.",
        "{count} gespeicherte Vektoren gehören zu keinem Gesicht; „Neu aufbauen“ darunter entfernt sie.",
    ),
    FindingCode.JOURNAL_LEFT_OPEN: Text(
        "The journal in catalog.sqlite was left open; put a backup back with `faceorg check --restore`.",
        "Das Protokoll in catalog.sqlite blieb offen; spiele mit `faceorg check --restore` eine Sicherung zurück.",
        "The journal in catalog.sqlite was left open; put a backup back with “Earlier state”.",
        "Das Protokoll in catalog.sqlite blieb offen; spiele unter „Früherer Stand“ eine Sicherung zurück.",
    ),
    FindingCode.GUESSES_AGAINST_DECISIONS: Text(
        "{count} automatic assignments contradict decisions; `faceorg rebuild` remakes them.",
        "{count} automatische Zuordnungen widersprechen Entscheidungen; `faceorg rebuild` macht sie neu.",
        "{count} guesses contradict decisions; “Rebuild” below makes them anew.",
        "{count} Vermutungen widersprechen Entscheidungen; „Neu aufbauen“ darunter macht sie neu.",
    ),
    FindingCode.INDEX_OF_OTHER_FACES: Text(
        "The index and the catalogue hold different faces; `faceorg rebuild` remakes the index.",
        "Index und Katalog enthalten verschiedene Gesichter; `faceorg rebuild` macht den Index neu.",
        "The index and the catalogue hold different faces; “Rebuild” below remakes the index.",
        "Index und Katalog enthalten verschiedene Gesichter; „Neu aufbauen“ darunter macht den Index neu.",
    ),
    FindingCode.INDEX_OF_OTHER_EMBEDDINGS: Text(
        "The index holds other embeddings than the catalogue; `faceorg rebuild` remakes the index.",
        "Der Index enthält andere Einbettungen als der Katalog; `faceorg rebuild` macht den Index neu.",
        "The index and the catalogue hold different faces; “Rebuild” below remakes the index.",
        "Index und Katalog enthalten verschiedene Gesichter; „Neu aufbauen“ darunter macht den Index neu.",
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
    FindingCode.LINK_IN_LIBRARY: Text(
        "{file} is a link to {target}, and faceorg looks after nothing that lies elsewhere; put the file itself here, "
        "or delete the link.",
        "{file} ist eine Verknüpfung mit {target}, und faceorg kümmert sich um nichts, was anderswo liegt; lege die "
        "Datei selbst hierher oder lösche die Verknüpfung.",
    ),
    FindingCode.READABLE_BY_OTHERS: Text(
        "{file} can be read by other users; `chmod go= {file}` mends it.",
        "{file} kann von anderen Benutzern gelesen werden; `chmod go= {file}` behebt es.",
        "{file} can be read by other users of this computer; mend its rights.",
        "{file} kann von anderen Benutzern dieses Computers gelesen werden; berichtige die Zugriffsrechte.",
    ),
    FindingCode.DISK_WITHOUT_RIGHTS: Text(
        "{folder} can be read by everybody who uses this computer: its disk keeps no rights of files (as NTFS, exFAT "
        "and FAT). Mount it with umask=077, or move the folder to a disk that keeps them.",
        "{folder} kann von allen gelesen werden, die diesen Computer benutzen: Der Datenträger merkt sich keine Rechte "
        "von Dateien (wie NTFS, exFAT und FAT). Hänge ihn mit umask=077 ein, oder lege den Ordner auf einen, der sie "
        "sich merkt.",
        "{folder} can be read by everybody who uses this computer: its disk keeps no rights of files (as NTFS, exFAT "
        "and FAT). Move the folder to a disk that keeps them.",
        "{folder} kann von allen gelesen werden, die diesen Computer benutzen: Der Datenträger merkt sich keine Rechte "
        "von Dateien (wie NTFS, exFAT und FAT). Lege den Ordner auf einen, der sie sich merkt.",
    ),
    FindingCode.PHOTO_NOT_READABLE: Text(
        "{file} cannot be read; mend its rights.", "{file} kann nicht gelesen werden; berichtige die Zugriffsrechte."
    ),
    FindingCode.CATALOG_FILE_DAMAGED: Text(
        "{file} is damaged ({why}); put a backup back with `faceorg check --restore`.",
        "{file} ist beschädigt ({why}); spiele mit `faceorg check --restore` eine Sicherung zurück.",
        "{file} is damaged ({why}); put a backup back with “Earlier state”.",
        "{file} ist beschädigt ({why}); spiele unter „Früherer Stand“ eine Sicherung zurück.",
    ),
    FindingCode.DERIVED_DAMAGE: Text(
        "{file} is damaged ({why}); `faceorg rebuild` makes it anew. No decision is in it.",
        "{file} ist beschädigt ({why}); `faceorg rebuild` macht die Datei neu. Keine Entscheidung steht darin.",
        "{file} is damaged ({why}); “Rebuild” below makes it anew. No decision is in it.",
        "{file} ist beschädigt ({why}); „Neu aufbauen“ darunter macht die Datei neu. Keine Entscheidung steht darin.",
    ),
    FindingCode.DERIVED_FILE_DROPPED: Text(
        "{file} was damaged and was begun anew; `faceorg scan` fills it again. No name is lost.",
        "{file} war beschädigt und wurde neu begonnen; `faceorg scan` füllt die Datei wieder. Kein Name ging verloren.",
        "{file} was damaged and was begun anew; F5 fills it again. No name is lost.",
        "{file} war beschädigt und wurde neu begonnen; F5 füllt die Datei wieder. Kein Name ging verloren.",
    ),
    FindingCode.INDEX_PLACE_TAKEN: Text(
        "{file} stands where faceorg keeps its search index or what it learned, or is closed to it; faceorg makes that "
        "each time and keeps it nowhere. Move it elsewhere, delete it, or mend its rights.",
        "{file} liegt, wo faceorg seinen Suchindex oder Gelerntes aufbewahrt, oder ist verschlossen; faceorg legt das "
        "jedes Mal neu an und behält es nicht. Lege es woandershin, lösche es oder berichtige die Zugriffsrechte.",
    ),
    FindingCode.DERIVED_LINK_DROPPED: Text(
        "{file} was a link, or a second name of a file elsewhere, where faceorg changes nothing; it was deleted here, "
        "and `faceorg scan` fills a new file. No name is lost.",
        "{file} war eine Verknüpfung oder ein zweiter Name einer Datei, die anderswo liegt, und faceorg ändert dort "
        "nichts; hier wurde das gelöscht, und `faceorg scan` füllt eine neue Datei. Kein Name ging verloren.",
        "{file} was a link, or a second name of a file elsewhere, where faceorg changes nothing; it was deleted here, "
        "and F5 fills a new file. No name is lost.",
        "{file} war eine Verknüpfung oder ein zweiter Name einer Datei, die anderswo liegt, und faceorg ändert dort "
        "nichts; hier wurde das gelöscht, und F5 füllt eine neue Datei. Kein Name ging verloren.",
    ),
    FindingCode.DERIVED_FILE_LEFT_OUT: Text(
        "{file} is damaged and is left out; `faceorg rebuild` makes it anew. No name is lost.",
        "{file} ist beschädigt und bleibt außer Acht; `faceorg rebuild` macht die Datei neu. Kein Name ging verloren.",
        "{file} is damaged and is left out; “Rebuild” in the settings makes it anew. No name is lost.",
        "{file} ist beschädigt und bleibt außer Acht; „Neu aufbauen“ in den Einstellungen macht die Datei neu. Kein "
        "Name ging verloren.",
    ),
    FindingCode.ROW_WITHOUT_PARTNER: Text(
        "A row of {table} in catalog.sqlite speaks of a row of {other} that is not there; put a backup back with "
        "`faceorg check --restore`.",
        "Eine Zeile von {table} in catalog.sqlite verweist auf eine Zeile von {other}, die es nicht gibt; spiele "
        "mit `faceorg check --restore` eine Sicherung zurück.",
        "A row of {table} in catalog.sqlite speaks of a row of {other} that is not there; put a backup back with "
        "“Earlier state”.",
        "Eine Zeile von {table} in catalog.sqlite verweist auf eine Zeile von {other}, die es nicht gibt; spiele "
        "unter „Früherer Stand“ eine Sicherung zurück.",
    ),
    FindingCode.PROGRAMS_MISSING: Text(
        "catalog.sqlite lacks {names} or has them otherwise; `faceorg rebuild` makes them anew.",
        "In catalog.sqlite fehlt {names} oder lautet anders; `faceorg rebuild` macht es neu.",
        "catalog.sqlite lacks {names} or has them otherwise; “Rebuild” below makes them anew.",
        "In catalog.sqlite fehlt {names} oder lautet anders; „Neu aufbauen“ darunter macht es neu.",
    ),
    FindingCode.JOURNAL_DOES_NOT_RECORD: Text(
        "The journal in catalog.sqlite does not record what changes in {table}; `faceorg rebuild` mends it.",
        "Das Protokoll in catalog.sqlite hält nicht fest, was sich in {table} ändert; `faceorg rebuild` behebt es.",
        "The journal in catalog.sqlite does not record what changes in {table}; “Rebuild” below mends it.",
        "Das Protokoll in catalog.sqlite hält nicht fest, was sich in {table} ändert; „Neu aufbauen“ darunter "
        "behebt es.",
    ),
    FindingCode.JOURNAL_ROWS_UNREADABLE: Text(
        "{count} entries of the journal in catalog.sqlite do not read (the first is number {first}); they cannot "
        "be undone. An earlier backup may have them whole: `faceorg check --backups`.",
        "{count} Einträge des Protokolls in catalog.sqlite lassen sich nicht lesen (der erste ist Nummer {first}) "
        "und nicht zurücknehmen. In einer früheren Sicherung können sie heil sein: `faceorg check --backups`.",
        "{count} entries of the history in catalog.sqlite do not read (the first is number {first}); they cannot "
        "be undone. An earlier backup may have them whole: “Earlier state”.",
        "{count} Einträge des Verlaufs in catalog.sqlite lassen sich nicht lesen (der erste ist Nummer {first}) "
        "und nicht zurücknehmen. In einer früheren Sicherung können sie heil sein: „Früherer Stand“.",
    ),
    FindingCode.DECISIONS_NOT_AS_RECORDED: Text(
        "{count} decisions in catalog.sqlite ({table}) are not as its journal recorded them: a disk changed one of the "
        "two. Decide again where something is wrong, or put an earlier backup back: `faceorg check --backups`.",
        "{count} Entscheidungen in catalog.sqlite ({table}) sind nicht, wie das Protokoll sie festgehalten hat: Ein "
        "Datenträger hat eines von beiden verändert. Entscheide neu, wo etwas nicht stimmt, oder spiele eine frühere "
        "Sicherung zurück: `faceorg check --backups`.",
        "{count} decisions in catalog.sqlite ({table}) are not as the history recorded them: a disk changed one of the "
        "two. Decide again where something is wrong, or put an earlier backup back: “Earlier state”.",
        "{count} Entscheidungen in catalog.sqlite ({table}) sind nicht, wie der Verlauf sie festgehalten hat: Ein "
        "Datenträger hat eines von beiden verändert. Entscheide neu, wo etwas nicht stimmt, oder spiele eine frühere "
        "Sicherung zurück: „Früherer Stand“.",
    ),
    FindingCode.VECTORS_UNUSABLE: Text(
        "{count} embeddings in embeddings.sqlite are not of length one or of another pack's size; `faceorg "
        "rebuild` makes them anew.",
        "{count} Einbettungen in embeddings.sqlite haben nicht die Länge eins oder eine falsche Größe; `faceorg "
        "rebuild` macht sie neu.",
        "{count} stored vectors in embeddings.sqlite make no sense; “Rebuild” below makes them anew.",
        "{count} gespeicherte Vektoren in embeddings.sqlite ergeben keinen Sinn; „Neu aufbauen“ darunter macht sie "
        "neu.",
    ),
    FindingCode.FACES_WITHOUT_PICTURE: Text(
        "{count} faces have no small picture in thumbnails.sqlite; `faceorg rebuild` makes them.",
        "{count} Gesichter haben kein kleines Bild in thumbnails.sqlite; `faceorg rebuild` macht sie.",
        "{count} faces have no small picture in thumbnails.sqlite; “Rebuild” below makes them.",
        "{count} Gesichter haben kein kleines Bild in thumbnails.sqlite; „Neu aufbauen“ darunter macht sie.",
    ),
    FindingCode.PICTURES_DAMAGED: Text(
        "{count} small pictures in thumbnails.sqlite are damaged; `faceorg rebuild` makes them again.",
        "{count} kleine Bilder in thumbnails.sqlite sind beschädigt; `faceorg rebuild` macht sie neu.",
        "{count} small pictures in thumbnails.sqlite are damaged; “Rebuild” below makes them again.",
        "{count} kleine Bilder in thumbnails.sqlite sind beschädigt; „Neu aufbauen“ darunter macht sie neu.",
    ),
    FindingCode.PICTURES_OF_NO_FACE: Text(
        "{count} small pictures in thumbnails.sqlite belong to no face; `faceorg rebuild` removes them.",
        "{count} kleine Bilder in thumbnails.sqlite gehören zu keinem Gesicht; `faceorg rebuild` entfernt sie.",
        "{count} small pictures in thumbnails.sqlite belong to no face; “Rebuild” below removes them.",
        "{count} kleine Bilder in thumbnails.sqlite gehören zu keinem Gesicht; „Neu aufbauen“ darunter entfernt sie.",
    ),
    FindingCode.NUMBERS_GIVEN_TWICE: Text(
        "catalog.sqlite would give numbers of {table} a second time; `faceorg rebuild` mends it.",
        "catalog.sqlite würde Nummern von {table} ein zweites Mal vergeben; `faceorg rebuild` behebt es.",
        "catalog.sqlite would give numbers of {table} a second time; “Rebuild” below mends it.",
        "catalog.sqlite würde Nummern von {table} ein zweites Mal vergeben; „Neu aufbauen“ darunter behebt es.",
    ),
    FindingCode.EVERY_PHOTO_FAILED: Text(
        "None of {count} photos could be read; `faceorg scan --retry-failed` tries again and says why.",
        "Keines von {count} Fotos konnte gelesen werden; `faceorg scan --retry-failed` versucht es noch einmal und "
        "sagt, warum.",
        "None of {count} photos could be read; the page Photos shows why and tries again.",
        "Keines von {count} Fotos konnte gelesen werden; die Seite Fotos zeigt, warum, und versucht es noch einmal.",
    ),
    FindingCode.BACKUP_DAMAGED: Text(
        "The backup {file} is of no use ({why}); it may be deleted.",
        "Die Sicherung {file} ist unbrauchbar ({why}); sie kann gelöscht werden.",
    ),
    FindingCode.NO_BACKUP_MADE: Text(
        "No backup was made: {why} The library itself is whole.",
        "Es wurde keine Sicherung gemacht: {why} Die Bibliothek selbst ist unversehrt.",
    ),
    FindingCode.PUT_BACK: Text(
        "The backup of {day} is in place. People: {people:,}, faces: {faces:,}, decisions: {decisions:,}.",
        "Die Sicherung vom {day} ist zurückgespielt. Personen: {people:,}, Gesichter: {faces:,}, Entscheidungen: "
        "{decisions:,}.",
    ),
    FindingCode.OPEN_FOR_LOOKING: Text(
        "{why} Until then the library can be looked at, and not be changed.",
        "{why} Bis dahin kann die Bibliothek angesehen und nicht geändert werden.",
    ),
    FindingCode.PUT_ASIDE: Text(
        "What was in its place is kept as {file}.",
        "Was an ihrer Stelle war, liegt nun in {file}.",
    ),
    FindingCode.LINK_NOT_FOLLOWED: Text(
        "{file} was a link to {target}, which was not touched; delete that by hand.",
        "{file} führte zu {target}, das nicht angerührt wurde; lösche es von Hand.",
    ),
    FindingCode.NOT_OURS_STAYS: Text(
        "{file} stays: it is, or holds, something that faceorg did not make.",
        "{file} bleibt: Es ist oder enthält etwas, das nicht von faceorg stammt.",
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
    FindingCode.PACK_MEASURED: Text(
        "Measured on your photos: two faces are called the same person from a similarity of {match:.2f} on (the pack "
        "itself says {usual:.2f}; {pairs:,} pairs of faces that share a photo), and {spoilt:,} faces spoilt on purpose "
        "told how bad pictures look to the pack.",
        "An deinen Fotos gemessen: Zwei Gesichter gelten ab einer Ähnlichkeit von {match:.2f} als dieselbe Person (das "
        "Paket selbst sagt {usual:.2f}; {pairs:,} Paare von Gesichtern auf einem Foto), und {spoilt:,} absichtlich "
        "verdorbene Gesichter zeigten, wie schlechte Bilder für das Paket aussehen.",
    ),
    FindingCode.PACK_MEASURED_BY_STRANGERS: Text(
        "Measured on your photos: two faces are called the same person from a similarity of {match:.2f} on (the pack "
        "itself says {usual:.2f}; {pairs:,} pairs of faces that share a photo).",
        "An deinen Fotos gemessen: Zwei Gesichter gelten ab einer Ähnlichkeit von {match:.2f} als dieselbe Person (das "
        "Paket selbst sagt {usual:.2f}; {pairs:,} Paare von Gesichtern auf einem Foto).",
    ),
    FindingCode.PACK_MEASURED_BY_BAD_PICTURES: Text(
        "Measured on your photos: {spoilt:,} faces spoilt on purpose told how bad pictures look to the pack.",
        "An deinen Fotos gemessen: {spoilt:,} absichtlich verdorbene Gesichter zeigten, wie schlechte Bilder für das "
        "Paket aussehen.",
    ),
    FindingCode.STARTER_PACK_USED: Text(
        "this used the small starter pack; a larger one finds more people right, children above all (faceorg packs).",
        "das kleine mitgebrachte Paket hat gesucht; ein größeres erkennt mehr Personen richtig, Kinder vor allem "
        "(faceorg packs).",
    ),
    FindingCode.MANY_SMALL_CHILDREN: Text(
        "Many small children here (about {share:.0%} of the faces): {pack} takes some of them for each other and "
        "misses photos of the same child. A larger pack tells them apart (faceorg packs).",
        "Viele kleine Kinder hier (etwa {share:.0%} der Gesichter): {pack} verwechselt manche und übersieht Fotos "
        "desselben Kindes. Ein größeres Paket unterscheidet sie (faceorg packs).",
        "Many small children here (about {share:.0%} of the faces): {pack} takes some of them for each other and "
        "misses photos of the same child. A larger pack tells them apart.",
        "Viele kleine Kinder hier (etwa {share:.0%} der Gesichter): {pack} verwechselt manche und übersieht Fotos "
        "desselben Kindes. Ein größeres Paket unterscheidet sie.",
    ),
}
