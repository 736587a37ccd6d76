"""What verbs about the library say: `faceorg.cli.library`, and what all verbs share (`faceorg.cli.output`)."""

TEXTS: dict[str, str] = {
    # shared
    "{done:,} of {total:,}": "{done:,} von {total:,}",
    "{rate:.0f}/s": "{rate:.0f} je Sekunde",
    "{rate:.1f}/s": "{rate:.1f} je Sekunde",
    "{rate}, {left:.0f} s left": "{rate}, noch {left:.0f} s",
    "{rate}, {left:.0f} min left": "{rate}, noch {left:.0f} min",
    "{rate}, {left:.1f} h left": "{rate}, noch {left:.1f} h",
    "stopping ... (Ctrl-C again stops at once)": "hält an ... (noch einmal Strg-C hält sofort an)",
    "[y/N]": "[j/N]",
    "y yes": "j ja y yes",
    "1 person": "1 Person",
    "{count:,} people": "{count:,} Personen",
    # check
    "1 problem": "1 Problem",
    "{count:,} problems": "{count:,} Probleme",
    "{photos}, {faces}, {embeddings}: {verdict}.": "{photos}, {faces}, {embeddings}: {verdict}.",
    "1 embedding": "1 Einbettung",
    "{count:,} embeddings": "{count:,} Einbettungen",
    "all sound": "alles in Ordnung",
    "backup": "Sicherung",
    "made": "von",
    "people": "Personen",
    "decisions": "Entscheidungen",
    "now": "jetzt",
    "Run `faceorg scan` to take in what came since.": "`faceorg scan` nimmt auf, was seither dazukam.",
    "The catalogue is sound. Put the backup in its place? What is there now is kept beside it": (
        "Der Katalog ist in Ordnung. Die Sicherung an seine Stelle setzen? Was jetzt da ist, bleibt daneben erhalten"
    ),
    # wipe
    "Names stay in the files of {count:,} photos, as nobody knows them afterwards; "
    "to take them out first: faceorg regions write --take-out": (
        "In den Dateien von {count:,} Fotos bleiben Namen, denn danach weiß niemand mehr von ihnen; "
        "vorher herausnehmen: faceorg regions write --take-out"
    ),
    "Delete all faces, names and backups in {folder}? This cannot be undone": (
        "Alle Gesichter, Namen und Sicherungen in {folder} löschen? Das lässt sich nicht rückgängig machen"
    ),
    "Deleted all biometric data in {folder}; your photos were not touched.": (
        "Alle biometrischen Daten in {folder} sind gelöscht; deine Fotos wurden nicht angerührt."
    ),
    # history, undo, turn, date
    "Nothing was decided yet.": "Noch wurde nichts entschieden.",
    "(undone)": "(rückgängig)",
    "There is nothing to undo.": "Es gibt nichts rückgängig zu machen.",
    "There is nothing to redo.": "Es gibt nichts zu wiederholen.",
    "No photo seems to lie on its side.": "Kein Foto scheint auf der Seite zu liegen.",
    "1 photo has another date now.": "1 Foto hat jetzt ein anderes Datum.",
    "{count:,} photos have another date now.": "{count:,} Fotos haben jetzt ein anderes Datum.",
    # folders, forget
    "No folder is scanned now; `faceorg scan FOLDER` takes one in again.": (
        "Jetzt wird kein Ordner durchsucht; `faceorg scan ORDNER` nimmt einen wieder auf."
    ),
    "left out: {entry}": "ausgelassen: {entry}",
    "No folder was scanned yet; `faceorg scan FOLDER` takes one in.": (
        "Noch wurde kein Ordner durchsucht; `faceorg scan ORDNER` nimmt einen auf."
    ),
    "{folder} is scanned no more; 1 photo is kept apart.": (
        "{folder} wird nicht mehr durchsucht; 1 Foto bleibt beiseite."
    ),
    "{folder} is scanned no more; {count:,} photos are kept apart.": (
        "{folder} wird nicht mehr durchsucht; {count:,} Fotos bleiben beiseite."
    ),
    "`faceorg scan FOLDER` takes it in again, `faceorg forget --left-out` forgets its photos for good.": (
        "`faceorg scan ORDNER` nimmt ihn wieder auf, `faceorg forget --left-out` vergisst seine Fotos für immer."
    ),
    "{entry} is left out; 1 photo is kept apart.": "{entry} wird ausgelassen; 1 Foto bleibt beiseite.",
    "{entry} is left out; {count:,} photos are kept apart.": (
        "{entry} wird ausgelassen; {count:,} Fotos bleiben beiseite."
    ),
    "{entry} is left out no more; run `faceorg scan`.": "{entry} wird wieder durchsucht; weiter mit `faceorg scan`.",
    "Forgot {photos} and {faces}.": "Vergessen: {photos} und {faces}.",
    "Forget them for good? This cannot be undone": "Für immer vergessen? Das lässt sich nicht rückgängig machen",
    "{photos} would be forgotten; with somebody you named: {named:,}.": (
        "Vergessen würden: {photos}; mit jemandem, den du benannt hast: {named:,}."
    ),
    "... and {count:,} more folders": "... und {count:,} weitere Ordner",
    "Kept: {count:,} whose files are gone (--missing).": "Behalten: {count:,}, deren Dateien fort sind (--missing).",
    "Kept: {count:,} that no scan looks for any more (--left-out).": (
        "Behalten: {count:,}, nach denen nicht mehr gesucht wird (--left-out)."
    ),
    "Kept: {count:,} on a disk or in a folder that cannot be reached now.": (
        "Behalten: {count:,} auf einem Datenträger oder in einem Ordner, der gerade nicht erreichbar ist."
    ),
    "Kept: {count:,} whose files are there; `faceorg scan` brings them back.": (
        "Behalten: {count:,}, deren Dateien da sind; `faceorg scan` bringt sie zurück."
    ),
    # export, import
    "Wrote {people} and {faces} to {file}.": "{people} und {faces} in {file} geschrieben.",
    "1 date": "1 Datum",
    "{count:,} dates": "{count:,} Daten",
    "Took in {people}, {faces} and {dates} of photos.": "Übernommen: {people}, {faces} und {dates} von Fotos.",
    "1 dated photo": "1 datiertes Foto",
    "{count:,} dated photos": "{count:,} datierte Fotos",
    "1 cover": "1 Titelbild",
    "{count:,} covers": "{count:,} Titelbilder",
    "Not in this library: {faces}, {dated} and {covers} of people.": (
        "Nicht in dieser Bibliothek: {faces}, {dated} und {covers} von Personen."
    ),
    "Boxes that were drawn or moved are looked at by the next `faceorg scan`.": (
        "Gezeichnete und verschobene Rahmen sieht sich der nächste `faceorg scan` an."
    ),
    # packs
    "installed, {terms}; {count:,} photos analysed with it": "installiert, {terms}; {count:,} Fotos damit untersucht",
    "cannot be used: {reason}": "nicht zu gebrauchen: {reason}",
    "{size:,.0f} MB to download": "{size:,.0f} MB zu laden",
    "size not published": "Größe nicht angegeben",
    "Installed {pack} ({terms}); `faceorg packs use {pack}` switches to it.": (
        "{pack} ist installiert ({terms}); `faceorg packs use {pack}` wechselt dazu."
    ),
    "{pack} is in use ({terms}); {count:,} photos were looked at with it.": (
        "{pack} ist in Gebrauch ({terms}); {count:,} Fotos wurden damit untersucht."
    ),
    # scan
    "{photos}: {analyzed:,} analysed, {unchanged:,} unchanged, {failed:,} failed, {missing:,} missing "
    "({seconds:.0f} s)": (
        "{photos}: {analyzed:,} untersucht, {unchanged:,} unverändert, {failed:,} nicht lesbar, "
        "{missing:,} fehlen ({seconds:.0f} s)"
    ),
    "{faces}, {groups} without a name (faceorg clusters)": "{faces}, {groups} ohne Namen (faceorg clusters)",
    "1 photo is a copy of another one; a face in both is named and counted once": (
        "1 Foto ist die Kopie eines anderen; ein Gesicht in beiden wird einmal benannt und gezählt"
    ),
    "{count:,} photos are copies of another one; a face in both is named and counted once": (
        "{count:,} Fotos sind Kopien anderer; ein Gesicht in beiden wird einmal benannt und gezählt"
    ),
    "1 photo lies only in the cloud and stayed closed (faceorg scan --cloud fetches what can be fetched)": (
        "1 Foto liegt nur in der Cloud und blieb zu (faceorg scan --cloud holt, was sich holen lässt)"
    ),
    "{count:,} photos lie only in the cloud and stayed closed (faceorg scan --cloud fetches what can be fetched)": (
        "{count:,} Fotos liegen nur in der Cloud und blieben zu (faceorg scan --cloud holt, was sich holen lässt)"
    ),
    "1 photo shows nearly the same picture as another one (faceorg stacks); such count once, too": (
        "1 Foto zeigt fast dasselbe Bild wie ein anderes (faceorg stacks); auch solche zählen einmal"
    ),
    "{count:,} photos show nearly the same picture as another one (faceorg stacks); such count once, too": (
        "{count:,} Fotos zeigen fast dasselbe Bild wie andere (faceorg stacks); auch solche zählen einmal"
    ),
    "1 video is longer than 5 minutes and not looked through (faceorg scan --videos: up to a minute each)": (
        "1 Video ist länger als 5 Minuten und wurde nicht durchgesehen (faceorg scan --videos: bis zu einer Minute)"
    ),
    "{count:,} videos are longer than 5 minutes and not looked through (faceorg scan --videos: up to a minute each)": (
        "{count:,} Videos sind länger als 5 Minuten und wurden nicht durchgesehen "
        "(faceorg scan --videos: bis zu einer Minute für jedes)"
    ),
    "There is no photo in {path}": "In {path} ist kein Foto",
    "{path} is away or empty; its photos and names are kept. Was it moved? faceorg scan NEW --moved-from OLD": (
        "{path} fehlt oder ist leer; Fotos und Namen bleiben erhalten. Wurde der Ordner verschoben? "
        "faceorg scan NEU --moved-from ALT"
    ),
    "{gone} is gone; {count:,} of its photos were found in {place}, with their names. If the folder was moved, say so: "
    "faceorg scan {new} --moved-from {old}": (
        "{gone} ist fort; {count:,} der Fotos fanden sich in {place}, mit ihren Namen. Wurde der Ordner verschoben, "
        "dann: faceorg scan {new} --moved-from {old}"
    ),
    "{path}: the file ends early; a part of the picture is missing, the rest was looked at": (
        "{path}: Die Datei endet zu früh; ein Teil des Bildes fehlt, der Rest wurde angesehen"
    ),
    "not read: {path}: {reason}": "nicht gelesen: {path}: {reason}",
}
