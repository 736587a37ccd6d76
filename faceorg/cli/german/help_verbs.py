"""What `--help` says of verbs: each paragraph of their docstrings, its lines joined, and its German.

See `faceorg.cli.help_texts`. Examples stand in the docstrings alone, but for those that have words beside them.
"""

PARAGRAPHS: dict[str, str] = {
    "Find everyone in a photo library, on this computer.": (
        "Findet alle Personen in einer Fotosammlung, auf diesem Rechner."
    ),
    "Without a verb, faceorg opens its window; with a folder, it opens and scans it.": (
        "Ohne Befehl öffnet faceorg sein Fenster; mit einem Ordner öffnet es sich und sieht ihn durch."
    ),
    # finding faces and naming them
    "Find all faces in folders of photos and group them.": (
        "Findet alle Gesichter in Ordnern mit Fotos und bildet Gruppen."
    ),
    "A second scan touches only what is new, changed or gone. Ctrl-C stops cleanly; the next scan goes on.": (
        "Ein zweiter Durchgang sieht nur an, was neu, anders oder weg ist. Strg-C hält sauber an; der nächste "
        "Durchgang macht weiter."
    ),
    "A photo that was moved or renamed keeps its faces and names. Of a whole folder that was, say where it lay: "
    "faceorg scan ~/Photos --moved-from ~/Pictures": (
        "Ein Foto, das verschoben oder umbenannt wurde, behält Gesichter und Namen. Von einem ganzen Ordner sage, "
        "wo er lag: faceorg scan ~/Fotos --moved-from ~/Bilder"
    ),
    'Videos need PyAV (the installers bring it, pip install "faceorg[video]" otherwise): some frames of each '
    "scene are looked at, sixty at most, which takes as long as so many photos; the best face of each person is "
    "kept with its moment.": (
        'Videos brauchen PyAV (die Installationspakete bringen es mit, sonst pip install "faceorg[video]"): einige '
        "Bilder jeder Szene werden angesehen, höchstens sechzig, was so lange dauert wie ebenso viele Fotos; das "
        "beste Gesicht jeder Person wird mit seinem Augenblick behalten."
    ),
    "--samples copies the shipped sample photos into the library's folder once and scans the copy; `faceorg wipe` "
    "deletes it with the library.": (
        "--samples kopiert die mitgelieferten Beispielfotos einmal in den Ordner der Bibliothek und sieht die Kopie "
        "durch; `faceorg wipe` löscht sie mit der Bibliothek."
    ),
    "With --cluster the workers of a Dask cluster do it, on any number of machines (see `faceorg "
    "cluster-worker`): faceorg scan /photos --cluster tcp://scheduler:8786 --map /photos=/mnt/nas/photos": (
        "Mit --cluster tun es die Rechner eines Dask-Clusters, beliebig viele (siehe `faceorg cluster-worker`): "
        "faceorg scan /photos --cluster tcp://scheduler:8786 --map /photos=/mnt/nas/photos"
    ),
    "List the people of the library with their faces and photos.": (
        "Nennt die Personen der Bibliothek mit ihren Gesichtern und Fotos."
    ),
    "Favourites come first. Pictures that are nearly the same count once; how many more there are stands beside. "
    "With --json hidden people are always listed, marked as such.": (
        "Favoriten kommen zuerst. Fast gleiche Bilder zählen einmal; wie viele es noch sind, steht daneben. Mit "
        "--json sind auch die Verborgenen immer dabei, als solche bezeichnet."
    ),
    "List the groups of unnamed faces, largest first, with their best faces.": (
        "Nennt die Gruppen ohne Namen, die größte zuerst, mit ihren besten Gesichtern."
    ),
    "List faces; the filters combine. Of one photo also whom it showed before it was changed.": (
        "Nennt Gesichter; die Filter lassen sich verbinden. Bei einem Foto auch, wen es zeigte, bevor es verändert "
        "wurde."
    ),
    "Name a group of faces.": ("Gibt einer Gruppe von Gesichtern einen Namen."),
    "Give a person another name; where somebody else has it, say whether the two are one (it asks on a terminal).": (
        "Gibt einer Person einen anderen Namen; hat ihn schon jemand, sage, ob beide eine sind (im Terminal wird "
        "gefragt)."
    ),
    "Make several people one; the first keeps its name and cover.": (
        "Macht mehrere Personen zu einer; die erste behält Namen und Titelbild."
    ),
    "Split chosen faces off a person, or the person by sub-groups.": (
        "Trennt gewählte Gesichter von einer Person, oder die Person nach Teilgruppen."
    ),
    "Say that faces are a person, whatever they were before.": (
        "Sagt, dass Gesichter diese Person sind, was immer sie vorher waren."
    ),
    "Turn automatic assignments into decisions.": ("Sagt ja zu Namen, die faceorg von selbst gab."),
    "Say that faces are not a person; they are never offered for it again.": (
        "Sagt, dass Gesichter nicht diese Person sind; sie werden nie wieder für sie vorgeschlagen."
    ),
    "Say that two people are not one: twins, mother and daughter.": (
        "Sagt, dass zwei Personen nicht eine sind: Zwillinge, Mutter und Tochter."
    ),
    "Put faces aside; they are not asked about again.": (
        "Legt Gesichter beiseite; nach ihnen wird nicht mehr gefragt."
    ),
    "Hide a person, or show it again; its faces stay named.": (
        "Verbirgt eine Person, oder zeigt sie wieder; ihre Gesichter behalten den Namen."
    ),
    "Have a person come first wherever people are listed.": (
        "Stellt eine Person überall an den Anfang, wo Leute aufgezählt sind."
    ),
    "Choose the face that stands for a person.": ("Wählt das Gesicht, das für eine Person steht."),
    "Set a birth date: nobody is found in photos taken before it.": (
        "Setzt ein Geburtsdatum: auf früheren Fotos wird die Person nicht gesucht."
    ),
    "Add a missed face to a photo.": ("Fügt ein Gesicht hinzu, das nicht gefunden wurde."),
    "Remove a person or a box; undo brings it back.": (
        "Entfernt eine Person oder einen Rahmen; undo macht es rückgängig."
    ),
    "Show the questions that wait, the one that settles most faces first; or answer the first.": (
        "Zeigt die Fragen, die warten, zuerst die, deren Antwort am meisten Gesichter klärt; oder beantwortet die "
        "erste."
    ),
    'Of a page of small groups ("Who are these?") each name is for the faces of --only; --no puts all the others '
    "aside.": (
        'Bei einer Seite kleiner Gruppen ("Wer ist das?") gilt jeder Name den Gesichtern von --only; --no legt alle '
        "anderen beiseite."
    ),
    # when, and which way up
    "Say when photos were taken, also of old prints; it counts more than what their files say.": (
        "Sagt, wann Fotos aufgenommen wurden, auch alte Abzüge; es gilt mehr als das, was in den Dateien steht."
    ),
    'WHEN is 1974-06-12, "June 1974", "summer 1974", 1974, 1970s, "about 1920", 1974-1978, "2019-07-31 14:05"...': (
        'WANN ist 12.6.1974, "Juni 1974", "Sommer 1974", 1974, 1970er, "um 1920", 1974-1978, "2019-07-31 14:05" ...'
    ),
    "Turn photos that lie on their side, such as scans: only in the library, their files stay as they are.": (
        "Dreht Fotos, die auf der Seite liegen, etwa Scans: nur in der Bibliothek, ihre Dateien bleiben, wie sie sind."
    ),
    "Names stay on their faces, and faces are looked for again. `faceorg photos --lying` lists what seems to lie.": (
        "Namen bleiben an ihren Gesichtern, und Gesichter werden noch einmal gesucht. `faceorg photos --lying` "
        "nennt, was zu liegen scheint."
    ),
    # what was decided
    "Take the last steps back: edits, and what was left out of scans.": (
        "Nimmt die letzten Schritte zurück: was entschieden und was aus Suchläufen ausgelassen wurde."
    ),
    "Do steps again that were undone.": ("Wiederholt, was zurückgenommen wurde."),
    "List all edits, newest first, and what was left out of scans between them; undone ones are marked.": (
        "Nennt alle Schritte, den neuesten zuerst, und was dazwischen ausgelassen wurde; zurückgenommene bezeichnet."
    ),
    "Say what was learned from your confirmed and rejected faces, and measured on your photos without any names.": (
        "Sagt, was aus deinen Antworten gelernt und was auf deinen Fotos ohne alle Namen gemessen wurde."
    ),
    "Both happen by themselves; here they can be steered. Switched off, neither is used.": (
        "Beides geschieht von selbst; hier lässt es sich steuern. Ausgeschaltet wird beides nicht benutzt."
    ),
    # searching
    "Find faces by likeness, best first.": ("Findet ähnliche Gesichter, das ähnlichste zuerst."),
    "Find photos; the filters combine.": ("Findet Fotos; die Filter lassen sich verbinden."),
    "List photos that show nearly the same picture: resized, saved again, of one burst, true copies.": (
        "Nennt Fotos, die fast das gleiche Bild zeigen: verkleinert, neu gespeichert, aus einer Serie, echte Kopien."
    ),
    "A face in several of them is named and counted once. The first photo of each stack stands for the others.": (
        "Ein Gesicht in mehreren von ihnen wird einmal benannt und einmal gezählt. Das erste Foto jedes Stapels "
        "steht für die anderen."
    ),
    "Compare the largest faces of two pictures.": ("Vergleicht die größten Gesichter zweier Bilder."),
    "Say who is in a picture: each face a person, or not recognised.": (
        "Sagt, wer auf einem Bild ist: jedes Gesicht eine Person, oder nicht erkannt."
    ),
    "List the faces of a person that fit it least: mistakes stand at the top. Says so if it seems to be two people.": (
        "Nennt die Gesichter einer Person, die am wenigsten passen: Fehler stehen oben. Sagt, wenn sie zwei "
        "Personen zu sein scheint."
    ),
    # care
    "Measure verification, groups, identification and calibration; without SOURCE on your own confirmed people.": (
        "Misst Vergleich, Gruppen, Erkennen und Eichung; ohne QUELLE an deinen eigenen bestätigten Personen."
    ),
    "An .npz holds embeddings (n, d), labels (n,) and photos (n,); pack, the id of the pack that made them; "
    "taken_at (n,) or young (n,) if it tells ages, and quality (n,), 0-1, if somebody looked at the pictures. A "
    "folder may hold a labels.csv with the columns file and any of age, origin, year: each part is then measured "
    "by itself, too.": (
        "Eine .npz enthält embeddings (n, d), labels (n,) und photos (n,); pack, die Kennung des Pakets, das sie "
        "machte; taken_at (n,) oder young (n,), wenn sie Alter nennt, und quality (n,), 0-1, wenn jemand die Bilder "
        "ansah. Ein Ordner kann eine labels.csv enthalten, mit den Spalten file und age, origin oder year: jeder "
        "Teil wird dann auch für sich gemessen."
    ),
    "Remake embeddings, thumbnails, index, groups and automatic assignments; decisions are not touched.": (
        "Macht Embeddings, kleine Bilder, Index, Gruppen und automatische Namen neu; Entscheidungen bleiben."
    ),
    "Prove that catalogue, index and embeddings agree and that the photos are readable. Exit 1 when they do not.": (
        "Weist nach, dass Katalog, Index und Embeddings übereinstimmen und die Fotos lesbar sind. Sonst ist der "
        "Rückgabewert 1."
    ),
    "Forget photos whose files were deleted: their faces, names and decisions go, and there is no undo.": (
        "Vergisst Fotos, deren Dateien gelöscht wurden: ihre Gesichter, Namen und Entscheidungen gehen, und es gibt "
        "kein Zurück."
    ),
    "Until then they are kept apart from lists and counts, and come back whole when the file does. Photos that "
    "are only left out (`faceorg folders remove` and `exclude`, `.nomedia`) go with --left-out alone, and those "
    "on a disk that is not connected never.": (
        "Bis dahin fehlen sie in Listen und Zahlen, und kommen ganz wieder, wenn die Datei es tut. Fotos, die nur "
        "ausgelassen sind (`faceorg folders remove` und `exclude`, `.nomedia`), gehen allein mit --left-out, und "
        "die auf einem nicht angeschlossenen Datenträger nie."
    ),
    "Delete every face, embedding, name and backup of the library, and the program's caches. There is no undo.": (
        "Löscht alle Gesichter, Embeddings, Namen und Sicherungen der Bibliothek, und was das Programm "
        "zwischenspeichert. Es gibt kein Zurück."
    ),
    "Photos are not touched. Without a catalogue, it deletes what is left of the library.": (
        "Fotos werden nicht angerührt. Ohne Katalog löscht es, was von der Bibliothek übrig ist."
    ),
    "Look at photos for a scan on another machine, until it is stopped.": (
        "Sieht Fotos für einen anderen Rechner an, bis es beendet wird."
    ),
    "Needs a faceorg installed with pip on every machine (pip install 'faceorg[cluster]'); the installation "
    "packages cannot do it. On one of them runs the scheduler (`dask scheduler`), on each that is to help "
    "`faceorg cluster-worker`, and where the library is `faceorg scan FOLDER --cluster ADDRESS`. Whoever reaches "
    "the scheduler can run programs on the workers: keep it in a network that you trust, or use Dask's TLS "
    "(tls://host:8786).": (
        "Braucht auf jedem Rechner ein faceorg, das mit pip installiert ist (pip install 'faceorg[cluster]'); die "
        "Installationspakete können es nicht. Auf einem läuft der Verteiler (`dask scheduler`), auf jedem, der "
        "helfen soll, `faceorg cluster-worker`, und wo die Bibliothek ist `faceorg scan ORDNER --cluster ADRESSE`. "
        "Wer den Verteiler erreicht, kann auf den anderen Rechnern Programme ausführen: lass ihn in einem Netz, dem "
        "du traust, oder nimm Dasks TLS (tls://host:8786)."
    ),
    "Show the guide: the list of its chapters, one of them, or what it says of a verb.": (
        "Zeigt das Handbuch: die Liste seiner Kapitel, eines davon, oder was es von einem Befehl sagt."
    ),
    "List installed and known model packs with size, licence and what they are good for.": (
        "Nennt installierte und bekannte Modellpakete mit Größe, Lizenz und wofür sie gut sind."
    ),
    "Download a model pack into the library's folder, or take it from disk. An interrupted download is resumed.": (
        "Lädt ein Modellpaket in den Ordner der Bibliothek, oder nimmt es von der Platte. Ein unterbrochenes Laden "
        "geht weiter, wo es war."
    ),
    "Change to another pack: photos are looked at again, faces, names, rejections and history stay.": (
        "Wechselt zu einem anderen Paket: Fotos werden noch einmal angesehen, Gesichter, Namen, Ablehnungen und "
        "Verlauf bleiben."
    ),
    # giving and taking
    "Write all decisions (people, names, rejections, ...) as one JSON document.": (
        "Schreibt alle Entscheidungen (Personen, Namen, Ablehnungen ...) als ein JSON-Dokument."
    ),
    "Take in another library's decisions, matched by photo content and face box, as one undoable edit.": (
        "Übernimmt Entscheidungen einer anderen Bibliothek, nach Inhalt der Fotos und Rahmen der Gesichter, als "
        "einen Schritt, der sich zurücknehmen lässt."
    ),
    "Names in photos, sidecars and other programs.": ("Namen in Fotos, Begleitdateien und anderen Programmen."),
    "Take in the names that other programs left in photos, sidecars, .picasa.ini files and digiKam's database.": (
        "Übernimmt Namen, die andere Programme in Fotos, Begleitdateien, .picasa.ini und digiKams Datenbank "
        "hinterließen."
    ),
    "Reads MWG, Microsoft, IPTC and ACDSee regions; everything becomes one step that undo takes back.": (
        "Liest Regionen von MWG, Microsoft, IPTC und ACDSee; alles wird ein Schritt, den undo zurücknimmt."
    ),
    "Write the names you gave into sidecars (or photos), so that other programs read them.": (
        "Schreibt die Namen, die du gabst, in Begleitdateien (oder Fotos), damit andere Programme sie lesen."
    ),
    "Only what changed since the last write is touched, and nothing that is not faceorg's: keywords, other "
    "people's regions and unknown fields stay as they are. Removing a name removes what faceorg wrote. It can be "
    "stopped and goes on where it was.": (
        "Nur was sich seit dem letzten Schreiben änderte, wird angerührt, und nichts, was nicht von faceorg ist: "
        "Stichwörter, Regionen anderer und unbekannte Felder bleiben, wie sie sind. Wird ein Name entfernt, "
        "entfernt das, was faceorg schrieb. Es lässt sich anhalten und macht weiter, wo es war."
    ),
    "Say how many photos' files have the names you gave.": (
        "Sagt, wie viele Dateien die Namen enthalten, die du gabst."
    ),
    "An album folder, a contact sheet, a page, a face table.": (
        "Ein Albumordner, ein Kontaktbogen, eine Seite, eine Tabelle der Gesichter."
    ),
    "Put all photos of a person into a folder; a second run adds the new ones.": (
        "Legt alle Fotos einer Person in einen Ordner; beim zweiten Mal kommen die neuen dazu."
    ),
    "Write one web page with every face of a person; any browser prints it to PDF.": (
        "Schreibt eine Webseite mit allen Gesichtern einer Person; jeder Browser druckt sie als PDF."
    ),
    "Write one page that tells of a person: year by year, the best pictures, with whom; to print or to share.": (
        "Schreibt eine Seite, die von einer Person erzählt: Jahr für Jahr, die besten Bilder, mit wem; zum Drucken "
        "oder Weitergeben."
    ),
    "It is in the language of the terminal, and whole in itself: pictures are inside.": (
        "Sie ist in der Sprache des Terminals und in sich ganz: die Bilder sind darin."
    ),
    "Write a table of all faces: photo, time, person, box, quality.": (
        "Schreibt eine Tabelle aller Gesichter: Foto, Zeit, Person, Rahmen, Güte."
    ),
    "Which folders are scanned.": ("Welche Ordner durchgesehen werden."),
    "List the folders that `faceorg scan` looks into, and what it leaves out.": (
        "Nennt die Ordner, die `faceorg scan` durchsieht, und was es auslässt."
    ),
    "Scan a folder no more. Its photos leave lists and counts; their faces and names are kept until `faceorg "
    "forget`.": (
        "Sieht einen Ordner nicht mehr durch. Seine Fotos verschwinden aus Listen und Zahlen; ihre Gesichter und "
        "Namen bleiben bis zu `faceorg forget`."
    ),
    "Scanning it again brings everything back.": ("Wird er wieder durchgesehen, ist alles wieder da."),
    "Leave a folder, or files and folders of some names, out of scans. Photos known there leave lists and counts.": (
        "Lässt einen Ordner aus, oder Dateien und Ordner, die so heißen. Fotos, die dort bekannt sind, verschwinden "
        "aus Listen und Zahlen."
    ),
    "Folders with a file `.nomedia` in them are left out, too.": (
        "Auch Ordner, in denen eine Datei `.nomedia` liegt, sind ausgelassen."
    ),
    "Take back that something is left out; the next scan finds its photos again, with their names.": (
        "Nimmt zurück, dass etwas ausgelassen ist; der nächste Durchgang findet die Fotos wieder, mit ihren Namen."
    ),
}
# Lists of lines with words beside the commands.
LISTS: dict[str, str] = {
    "  faceorg scan ~/Pictures            find and group all faces\n"
    "  faceorg clusters                   the groups that have no name yet\n"
    '  faceorg name 12 "Anna Keller"      name a group\n'
    "  faceorg photos --with Anna --without Ben\n"
    "  faceorg help                       the guide, a chapter a topic": (
        "  faceorg scan ~/Bilder              alle Gesichter finden, Gruppen bilden\n"
        "  faceorg clusters                   die Gruppen, die noch keinen Namen haben\n"
        '  faceorg name 12 "Anna Keller"      einer Gruppe einen Namen geben\n'
        "  faceorg photos --with Anna --without Ben\n"
        "  faceorg help                       das Handbuch, je Thema ein Kapitel"
    ),
}
