"""What verbs about people, faces and photos say: `faceorg.cli.people` and `faceorg.cli.finding`."""

TEXTS: dict[str, str] = {
    # headings of tables
    "id": "Nr.",
    "name": "Name",
    "faces": "Gesichter",
    "photos": "Fotos",
    "more in stacks": "mehr in Stapeln",
    "automatic": "automatisch",
    "to confirm": "zu bestätigen",
    "person": "Person",
    "by": "durch",
    "group": "Gruppe",
    "quality": "Güte",
    "photo": "Foto",
    "face": "Gesicht",
    "fit": "passt",
    "user": "dich",
    "auto": "automatisch",
    # people
    "Nobody has a name yet; `faceorg clusters` shows the groups, `faceorg name GROUP NAME` names one.": (
        "Noch hat niemand einen Namen; `faceorg clusters` zeigt die Gruppen, `faceorg name GRUPPE NAME` benennt eine."
    ),
    "a face you decided about": "ein Gesicht, über das du entschieden hast",
    "no longer in this picture: {who} (face {face}); what you said is kept and comes back with the face": (
        "nicht mehr in diesem Bild: {who} (Gesicht {face}); was du sagtest, bleibt und kommt mit dem Gesicht zurück"
    ),
    "There are no groups without a name.": "Es gibt keine Gruppen ohne Namen.",
    "group {group}: {faces}, best in {photos}": "Gruppe {group}: {faces}, am besten in {photos}",
    "It is face {face}.": "Es ist Gesicht {face}.",
    "1 more face was recognised as {name}": "1 weiteres Gesicht wurde erkannt: {name}",
    "{count:,} more faces were recognised as {name}": "{count:,} weitere Gesichter wurden erkannt: {name}",
    "There is a {name} already (#{id}, {photos}).": "{name} gibt es schon (#{id}, {photos}).",
    "The same person (m: merge), another of this name (a: apart), or leave it (l)?": (
        "Dieselbe Person (z: zusammenlegen), eine andere dieses Namens (g: getrennt), oder so lassen (l)?"
    ),
    "m a": "z g",
    "sub-group {place}: {count}: {faces}": "Teilgruppe {place}: {count}: {faces}",
    # review
    "Nothing waits for an answer.": "Nichts wartet auf eine Antwort.",
    "Put off until the others are answered.": "Verschoben, bis die anderen beantwortet sind.",
    "1 minute": "1 Minute",
    "{count:,} minutes": "{count:,} Minuten",
    "{count} left, about {minutes}.": "Noch {count}, etwa {minutes}.",
    "{count} faces": "{count} Gesichter",
    "Are these right? {guesses}": "Stimmen diese? {guesses}",
    "Is this {who}? {faces} ({odds:.0%} for the first)": "Ist das {who}? {faces} ({odds:.0%} beim ersten)",
    "Who are these? {groups}": "Wer ist das? {groups}",
    "Who is this? group {group}: {faces}": "Wer ist das? Gruppe {group}: {faces}",
    "Are {who} and {other} one person?": "Sind {who} und {other} eine Person?",
    "Is this not {who} after all? {faces}": "Ist das doch nicht {who}? {faces}",
    # finding
    "{verdict}: similarity {similarity:.3f}, same from {least:.3f} on ({odds:.0%} likely one person)": (
        "{verdict}: Ähnlichkeit {similarity:.3f}, dieselbe ab {least:.3f} ({odds:.0%} wahrscheinlich eine Person)"
    ),
    "the same person": "dieselbe Person",
    "different people": "verschiedene Personen",
    "same": "gleich",
    "not recognised": "nicht erkannt",
    " (similarity {value:.3f})": " (Ähnlichkeit {value:.3f})",
    "face {number} from the left: {who}{likeness}": "Gesicht {number} von links: {who}{likeness}",
    "No photo looks like another one.": "Kein Foto sieht aus wie ein anderes.",
    "{name} seems to be two people: {count} faces are like each other and unlike the": (
        "{name} scheint zwei Personen zu sein: {count} Gesichter gleichen einander und nicht den"
    ),
    "other {count} ({others} ...); `faceorg split` parts them.": (
        "anderen {count} ({others} ...); `faceorg split` trennt sie."
    ),
}
