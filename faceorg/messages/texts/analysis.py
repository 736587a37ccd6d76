"""What can go wrong while photos are analysed, in worker processes and in the helper process."""

from __future__ import annotations

from faceorg.messages.codes import Code, ProblemCode, ReasonCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    ProblemCode.ANALYSIS_KEEPS_ENDING: Text(
        "{file} cannot be analysed: each attempt {ending}.",
        "{file} kann nicht untersucht werden: Jeder Versuch {ending}.",
    ),
    ProblemCode.ANALYSIS_NEEDS_TOO_MUCH_MEMORY: Text(
        "Its analysis needs more memory than one photo may take.",
        "Die Untersuchung braucht mehr Speicher, als ein Foto belegen darf.",
    ),
    ProblemCode.ANALYSIS_FAILED: Text(
        "Its analysis failed unexpectedly ({why}).", "Die Untersuchung ist unerwartet gescheitert ({why})."
    ),
    ProblemCode.PHOTO_NOT_ANALYSED: Text("It could not be read.", "Es konnte nicht gelesen werden."),
    ProblemCode.WORKERS_CANNOT_START: Text(
        "The processes that analyse photos cannot be started: {why}.",
        "Die Prozesse, die Fotos untersuchen, können nicht gestartet werden: {why}.",
    ),
    ProblemCode.HELPER_ENDED: Text(
        "The background process of faceorg has ended unexpectedly; nothing decided is lost. Try that again.",
        "Der Hintergrundprozess von faceorg ist unerwartet beendet worden; nichts Entschiedenes ist verloren. "
        "Versuche es noch einmal.",
    ),
    ProblemCode.HELPER_CANNOT_START: Text(
        "The background process of faceorg cannot be started; close faceorg and open it again.",
        "Der Hintergrundprozess von faceorg kann nicht gestartet werden; schließe faceorg und öffne es wieder.",
    ),
    ProblemCode.LIBRARY_CLOSING: Text("The library is being closed.", "Die Bibliothek wird gerade geschlossen."),
    ReasonCode.TOOK_TOO_LONG: Text(
        "took longer than {seconds:g} s to read", "brauchte länger als {seconds:g} s zum Lesen"
    ),
    ReasonCode.TOOK_TOO_MUCH_MEMORY: Text(
        "needs more than the {most:.2g} GiB of memory one photo may take",
        "braucht mehr als die {most:.2g} GiB Speicher, die ein Foto belegen darf",
    ),
    ReasonCode.CRASHED: Text("crashed ({signal})", "ist abgestürzt ({signal})"),
    ReasonCode.KILLED_BY_SYSTEM: Text(
        "was killed by the system, most likely because memory ran out",
        "wurde vom System beendet, wahrscheinlich weil der Speicher ausging",
    ),
    ReasonCode.ENDED_SILENTLY: Text(
        "ended without a word (exit code {exit_code})", "endete ohne ein Wort (Exit-Code {exit_code})"
    ),
    ReasonCode.START_TOOK_TOO_LONG: Text(
        "one took longer than {seconds:g} s", "einer brauchte länger als {seconds:g} s"
    ),
    ReasonCode.MADE_NO_SENSE: Text(
        "gave an answer that makes no sense", "führte zu einer Antwort, die keinen Sinn ergibt"
    ),
    ReasonCode.ONE_PROCESS_ENDED: Text("one {ending}", "einer {ending}"),
}
