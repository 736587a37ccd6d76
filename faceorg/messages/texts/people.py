"""Names, people, faces and groups: what an edit or a search may refuse."""

from __future__ import annotations

from faceorg.messages.codes import Code, ProblemCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    ProblemCode.NAME_EMPTY: Text(
        "A name cannot be empty; type the person's name.",
        "Ein Name kann nicht leer sein; gib den Namen der Person ein.",
    ),
    ProblemCode.NAME_TAKEN: Text(
        "Somebody is named “{name}” already ({ids}); say --merge if the two are one person, or --apart if they are "
        "two.",
        "Jemand heißt schon „{name}“ ({ids}); sage --merge, wenn beide dieselbe Person sind, oder --apart, wenn es "
        "zwei sind.",
        "Somebody is named “{name}” already.",
        "Jemand heißt schon „{name}“.",
    ),
    ProblemCode.NAME_WITH_CONTROL_CHARACTERS: Text(
        "A name cannot contain control characters; type it again.",
        "Ein Name kann keine Steuerzeichen enthalten; gib ihn noch einmal ein.",
    ),
    ProblemCode.NAME_TOO_LONG: Text(
        "A name can have at most {most} characters; this one has {has}.",
        "Ein Name kann höchstens {most} Zeichen haben; dieser hat {has}.",
    ),
    ProblemCode.BOX_UNUSABLE: Text(
        "This box is too small for a face, or outside the photo; draw it again.",
        "Dieser Rahmen ist zu klein für ein Gesicht oder liegt außerhalb des Fotos; zeichne ihn noch einmal.",
    ),
    ProblemCode.NOBODY_TO_CONFIRM: Text(
        "None of these faces has a person to confirm.",
        "Keines dieser Gesichter hat eine Person, die bestätigt werden könnte.",
    ),
    ProblemCode.NO_FACE_CHOSEN: Text("No face was chosen.", "Kein Gesicht ist ausgewählt."),
    ProblemCode.GROUPS_OF_DIFFERENT_PEOPLE: Text(
        "These are groups of different people; say which faces the name is for.",
        "Das sind Gruppen verschiedener Personen; sag, für welche Gesichter der Name gilt.",
    ),
    ProblemCode.BORN_TOO_EARLY: Text(
        "{day} is long before the first photograph; give the day {name} was born.",
        "{day} liegt lange vor dem ersten Foto; gib den Tag an, an dem {name} geboren wurde.",
    ),
    ProblemCode.BORN_IN_THE_FUTURE: Text(
        "{day} lies in the future; give the day {name} was born.",
        "{day} liegt in der Zukunft; gib den Tag an, an dem {name} geboren wurde.",
    ),
    ProblemCode.MERGE_NEEDS_TWO: Text(
        "Merging needs two different people.", "Zum Zusammenlegen braucht es zwei verschiedene Personen."
    ),
    ProblemCode.APART_NEEDS_TWO: Text(
        "A person cannot be kept apart from itself; name two people.",
        "Eine Person kann nicht von sich selbst getrennt werden; wähle zwei Personen.",
    ),
    ProblemCode.FACES_HAVE_THIS_NAME: Text(
        "These faces are {name} already; give the split-off person another name.",
        "Diese Gesichter sind schon {name}; gib der abgetrennten Person einen anderen Namen.",
    ),
    ProblemCode.TOO_FEW_FACES_TO_RANK: Text(
        "{name} has too few faces to say which fit least; three are needed.",
        "{name} hat zu wenige Gesichter, um zu sagen, welche am wenigsten passen; drei braucht es.",
    ),
    ProblemCode.FILTER_PERSON_GONE: Text(
        "Somebody in this filter is no longer in the library; take that name out of it.",
        "Jemand in diesem Filter ist nicht mehr in der Bibliothek; nimm den Namen heraus.",
    ),
    ProblemCode.GROUPS_OF_DIFFERENT_PEOPLE_CHOOSE: Text(
        "These are groups of different people; say which faces the name is for, with --only.",
        "Das sind Gruppen verschiedener Personen; sag mit --only, für welche Gesichter der Name gilt.",
        "These are groups of different people; say which faces the name is for.",
        "Das sind Gruppen verschiedener Personen; sag, für welche Gesichter der Name gilt.",
    ),
    ProblemCode.NO_SUB_GROUPS: Text(
        "{name} has no sub-groups to split at this strictness; raise it or choose faces.",
        "{name} hat bei dieser Strenge keine Untergruppen; erhöhe sie oder wähle Gesichter.",
        "{name} has no groups to split into at this setting; change it or choose faces.",
        "{name} zerfällt bei dieser Einstellung in keine Gruppen; ändere sie oder wähle Gesichter aus.",
    ),
    ProblemCode.KEPT_APART: Text(
        "You said that {other} and {name} are different people; --force merges them all the same.",
        "Du hast gesagt, dass {other} und {name} verschiedene Personen sind; --force legt sie trotzdem zusammen.",
        "You said before that {other} and {name} are different people.",
        "Du hast früher gesagt, dass {other} und {name} verschiedene Personen sind.",
    ),
    ProblemCode.FACE_OF_SOMEBODY_ELSE: Text(
        "Face {face_id} is not {name}; assign it first.",
        "Gesicht {face_id} ist nicht {name}; ordne es zuerst zu.",
        "This face is not {name}; give it that name first.",
        "Dieses Gesicht ist nicht {name}; gib ihm zuerst diesen Namen.",
    ),
    ProblemCode.FACE_NOT_THIS_PERSON: Text(
        "Face {face_id} is not {name}; `faceorg faces --person {name}` lists those that are.",
        "Gesicht {face_id} ist nicht {name}; `faceorg faces --person {name}` zeigt, welche es sind.",
        "This face is not {name} any more.",
        "Dieses Gesicht ist nicht mehr {name}.",
    ),
    ProblemCode.GROUP_HAS_NO_UNNAMED_FACES: Text(
        "Group {group_id} has no unnamed faces left; `faceorg clusters` lists the others.",
        "Gruppe {group_id} hat keine unbenannten Gesichter mehr; `faceorg clusters` zeigt die anderen.",
        "Every face of this group has a name by now, or was left out.",
        "Jedes Gesicht dieser Gruppe hat inzwischen einen Namen oder wurde weggelassen.",
    ),
    ProblemCode.FACES_ALREADY_DECIDED: Text(
        "Each of these faces has a name by now, or was put aside or left out; nothing was changed.",
        "Jedes dieser Gesichter hat inzwischen einen Namen, wurde beiseitegelegt oder weggelassen; nichts ist anders.",
    ),
    ProblemCode.NO_SUCH_GROUP: Text(
        "There is no group {group_id} in this library; `faceorg clusters` lists them.",
        "In dieser Bibliothek gibt es keine Gruppe {group_id}; `faceorg clusters` zeigt alle.",
        "This group is gone: its faces were named, or grouped anew.",
        "Diese Gruppe gibt es nicht mehr: Ihre Gesichter wurden benannt oder neu gruppiert.",
    ),
    ProblemCode.NO_SUCH_PERSON: Text(
        "There is no person {person_id} in this library; `faceorg people` lists them.",
        "In dieser Bibliothek gibt es keine Person {person_id}; `faceorg people` zeigt alle.",
        "This person is no longer in the library.",
        "Diese Person ist nicht mehr in der Bibliothek.",
    ),
    ProblemCode.NO_SUCH_FACE: Text(
        "There is no face {face_id} in this library; `faceorg faces` lists them.",
        "In dieser Bibliothek gibt es kein Gesicht {face_id}; `faceorg faces` zeigt alle.",
        "This face is no longer in the library.",
        "Dieses Gesicht ist nicht mehr in der Bibliothek.",
    ),
    ProblemCode.FACE_GONE: Text(
        "There is no face {face_id} in this library.",
        "In dieser Bibliothek gibt es kein Gesicht {face_id}.",
        "This face is no longer in the library.",
        "Dieses Gesicht ist nicht mehr in der Bibliothek.",
    ),
    ProblemCode.PHOTO_GONE: Text(
        "There is no photo {photo_id} in this library.",
        "In dieser Bibliothek gibt es kein Foto {photo_id}.",
        "This photo is no longer in the library.",
        "Dieses Foto ist nicht mehr in der Bibliothek.",
    ),
    ProblemCode.SEVERAL_NAMESAKES_ASSIGN: Text(
        "{count} people are named “{name}”; assign the faces by id instead ({ids}).",
        "{count} Personen heißen „{name}“; ordne die Gesichter stattdessen über die Nummer zu ({ids}).",
        "{count} people are named “{name}”; choose one of them in the list.",
        "{count} Personen heißen „{name}“; wähle eine davon in der Liste.",
    ),
    ProblemCode.SEVERAL_NAMESAKES: Text(
        "{count} people are named “{name}”; give the id instead ({ids}).",
        "{count} Personen heißen „{name}“; gib stattdessen die Nummer an ({ids}).",
        "{count} people are named “{name}”; choose one of them in the list.",
        "{count} Personen heißen „{name}“; wähle eine davon in der Liste.",
    ),
    ProblemCode.NOBODY_OF_THIS_NAME: Text(
        "Nobody here is named “{name}”; `faceorg people` lists everyone.",
        "Hier heißt niemand „{name}“; `faceorg people` zeigt alle.",
        "Nobody here is named “{name}”.",
        "Hier heißt niemand „{name}“.",
    ),
    ProblemCode.QUESTION_WANTS_A_NAME: Text(
        "Who is this? wants a name, not a yes.", "„Wer ist das?“ will einen Namen, kein Ja."
    ),
    ProblemCode.PHOTO_NOT_IN_LIBRARY: Text(
        "{file} is not in this library; `faceorg scan` its folder first.",
        "{file} ist nicht in dieser Bibliothek; zuerst `faceorg scan` mit dem Ordner aufrufen.",
        "{file} is not in this library; add its folder first.",
        "{file} ist nicht in dieser Bibliothek; füge zuerst den Ordner hinzu.",
    ),
}
