"""What verbs about names in files and about albums say: `faceorg.cli.files`."""

TEXTS: dict[str, str] = {
    # regions read
    ", 1 new person": ", 1 neue Person",
    ", {count:,} new people": ", {count:,} neue Personen",
    "1 contradiction": "1 Widerspruch",
    "{count:,} contradictions": "{count:,} Widersprüche",
    "Named {faces} and drew {drawn:,}{made}; {left} left alone.": (
        "{faces} benannt, {drawn:,} eingezeichnet{made}; {left} so gelassen."
    ),
    "Named {faces} and drew {drawn:,}{made}; {left} left alone. (faceorg undo takes it back)": (
        "{faces} benannt, {drawn:,} eingezeichnet{made}; {left} so gelassen. (faceorg undo macht es rückgängig)"
    ),
    "Run `faceorg scan` once, so that the drawn faces can be recognised elsewhere.": (
        "Nach einem `faceorg scan` lassen sich die eingezeichneten Gesichter auch anderswo erkennen."
    ),
    "Read {photos}; with names in them: {named:,}.": "{photos} gelesen; mit Namen darin: {named:,}.",
    "Only photos that were scanned can be read; run `faceorg scan` first.": (
        "Nur durchsuchte Fotos lassen sich lesen; zuerst `faceorg scan`."
    ),
    "faces would get a name": "Gesichter bekämen einen Namen",
    "faces that faceorg did not find would be drawn": "Gesichter, die faceorg nicht fand, würden eingezeichnet",
    "faces that faceorg did not find stay out (--no-draw)": "Gesichter, die faceorg nicht fand, fehlen (--no-draw)",
    "faces without a name would be put aside, as in digiKam": (
        "Gesichter ohne Namen würden beiseitegelegt, wie in digiKam"
    ),
    "have their name already": "haben ihren Namen schon",
    "names have no place in their photo and stay out": "Namen haben keinen Ort in ihrem Foto und bleiben fort",
    "New people:": "Neue Personen:",
    "People you know:": "Personen, die du kennst:",
    "{contradictions} in which the files would be believed (--theirs):": (
        "{contradictions}, in denen den Dateien geglaubt würde (--theirs):"
    ),
    "{file}: {name} instead of {ours}": "{file}: {name} statt {ours}",
    "{contradictions}, left alone:": "{contradictions}, so gelassen:",
    "{file}: {name}, but here: {ours}": "{file}: {name}, aber hier: {ours}",
    "... and {count:,} more": "... und {count:,} weitere",
    "1 file could not be used:": "1 Datei ließ sich nicht verwenden:",
    "{count:,} files could not be used:": "{count:,} Dateien ließen sich nicht verwenden:",
    # regions write
    "Stopped before {photos}; run it again to write the rest.": (
        "Angehalten vor {photos}; noch einmal aufgerufen, schreibt es den Rest."
    ),
    "Write into the photos?": "In die Fotos schreiben?",
    "1 file": "1 Datei",
    "{count:,} files": "{count:,} Dateien",
    "{files} would change": "{files} würden geändert",
    "{files} changed": "{files} geändert",
    "{added:,} names added, {removed:,} removed": "{added:,} Namen dazu, {removed:,} entfernt",
    ", {count:,} moved to another file": ", {count:,} in eine andere Datei",
    "1 photo needs nothing.": "1 Foto braucht nichts.",
    "{count:,} photos need nothing.": "{count:,} Fotos brauchen nichts.",
    "{files} changed by another program, left alone "
    "(`faceorg regions read` takes its names in, --changed writes all the same):": (
        "{files} von einem anderen Programm geändert, so gelassen "
        "(`faceorg regions read` übernimmt die Namen darin, --changed schreibt trotzdem):"
    ),
    "{file}: {theirs} there, {ours} here": "{file}: dort {theirs}, hier {ours}",
    "1 face with another name in its file (--overrule puts yours there):": (
        "1 Gesicht mit anderem Namen in seiner Datei (--overrule setzt deinen ein):"
    ),
    "{count:,} faces with other names in their files (--overrule puts yours there):": (
        "{count:,} Gesichter mit anderen Namen in ihren Dateien (--overrule setzt deine ein):"
    ),
    "new   ": "neu    ",
    "delete": "löschen",
    "change": "ändern ",
    "{name} moves here": "{name} kommt hierher",
    "{name} moves away": "{name} geht fort",
    # regions status
    "Names go into {kind} (MWG and Microsoft).": "Namen kommen in: {kind} (MWG und Microsoft).",
    "Names go into {kind} (MWG).": "Namen kommen in: {kind} (MWG).",
    "photos have named faces": "Fotos haben benannte Gesichter",
    "of these are written": "davon sind geschrieben",
    "files wait for `faceorg regions write`": "Dateien warten auf `faceorg regions write`",
    "files give a face another name than you do": "Dateien geben einem Gesicht einen anderen Namen als du",
    "files were changed by another program since": "Dateien hat seither ein anderes Programm geändert",
    # album
    "Put {photos} into {folder}; there already: {there:,}.": "{photos} in {folder} gelegt; schon dort: {there:,}.",
    "Wrote the page about {name} to {file}.": "Die Seite über {name} steht in {file}.",
    "Wrote {faces} to {file}.": "{faces} in {file} geschrieben.",
}
