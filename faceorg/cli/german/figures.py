"""What `faceorg evaluate` says of a pack, in the field's words."""

TEXTS: dict[str, str] = {
    "pack {pack}": "Paket {pack}",
    "as asked for": "wie verlangt",
    "as the file says": "wie die Datei sagt",
    "as in the library": "wie in der Bibliothek",
    "the best one installed": "das beste installierte",
    "{faces:,} faces of {people:,} people": "{faces:,} Gesichter von {people:,} Personen",
    ", {count:,} photos without a usable face left out": ", {count:,} Fotos ohne brauchbares Gesicht ausgelassen",
    "{share:.2%} at {rate}": "{share:.2%} bei {rate}",
    "verification: accuracy {accuracy:.2%}; true accepts at false accepts: {rates}": (
        "Verifikation: {accuracy:.2%} richtig; erkannte Paare je Anteil verwechselter: {rates}"
    ),
    "across ages: true accepts at false accepts: {rates}": (
        "über Lebensalter hinweg: erkannte Paare je Anteil verwechselter: {rates}"
    ),
    "BCubed, all": "BCubed, alle",
    "BCubed, people with three or more": "BCubed, Personen mit dreien oder mehr",
    "pairwise": "paarweise",
    "groups, {kind}: F {f:.4f} (precision {precision:.4f}, recall {recall:.4f})": (
        "Gruppen, {kind}: F {f:.4f} (Genauigkeit {precision:.4f}, Trefferquote {recall:.4f})"
    ),
    "groups that mix people: {share:.2%} of {count:,}": "Gruppen, die Personen mischen: {share:.2%} von {count:,}",
    "identification, {people:,} people known from {exemplars}: {rates} (strangers accepted)": (
        "Identifikation, {people:,} Personen aus je {exemplars} bekannt: {rates} (angenommene Fremde)"
    ),
    "calibration error: {error:.4f}": "Fehler der Kalibrierung: {error:.4f}",
    "review: {actions:,} actions, {each:.2f} a person, {all:.0f} a 1,000 faces": (
        "Durchsicht: {actions:,} Handgriffe, {each:.2f} je Person, {all:.0f} je 1.000 Gesichter"
    ),
    "names given by then that are right: {share:.2%}": "davon richtige Namen: {share:.2%}",
    ", {share:.2%} of a person's pairs found at 1e-3": ", {share:.2%} der Paare einer Person bei 1e-3 erkannt",
    ", {share:.2%} of strangers' pairs above the match": ", {share:.2%} der Paare von Fremden über der Schwelle",
}
