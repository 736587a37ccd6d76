"""What is said while photos are looked at by the machines of a cluster; the window has none of it."""

from __future__ import annotations

from faceorg.messages.codes import Code, FindingCode, ProblemCode, ReasonCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    ProblemCode.CLUSTER_NOT_INSTALLED: Text(
        "Working on a cluster needs Dask: pip install 'faceorg[cluster]'",
        "Die Arbeit in einem Rechnerverbund braucht Dask: pip install 'faceorg[cluster]'",
        "Working on a cluster needs Dask, which is not installed.",
        "Die Arbeit in einem Rechnerverbund braucht Dask, das nicht installiert ist.",
        packaged_english="This packaged faceorg cannot work on a cluster; one installed with pip can (see its README).",
        packaged_german="Dieses faceorg aus einem Installationspaket kann nicht in einem Rechnerverbund arbeiten; ein "
        "mit pip installiertes kann es (siehe README).",
    ),
    ProblemCode.CLUSTER_ADDRESS: Text(
        "{text!r} is no address of a scheduler; they look like tcp://scheduler:8786 or tls://scheduler:8786.",
        "{text!r} ist keine Adresse eines Schedulers; sie sehen aus wie tcp://scheduler:8786 oder "
        "tls://scheduler:8786.",
    ),
    ProblemCode.CLUSTER_MAP: Text(
        "{text!r} does not say which folder is where; it must look like /photos=/mnt/nas/photos (here=there).",
        "{text!r} sagt nicht, welcher Ordner wo liegt; es muss aussehen wie /fotos=/mnt/nas/fotos (hier=dort).",
    ),
    ProblemCode.CLUSTER_OWN_WORKERS: Text(
        "--workers and --device do not go with --cluster: say them where the workers are started "
        "(faceorg cluster-worker).",
        "--workers und --device passen nicht zu --cluster: Sage sie da, wo die Arbeiter gestartet werden "
        "(faceorg cluster-worker).",
        "How many processes look at photos, and on what, is said where the workers of the cluster are started.",
        "Wie viele Prozesse Fotos ansehen und worauf, wird da gesagt, wo die Arbeiter des Verbunds gestartet werden.",
    ),
    ProblemCode.CLUSTER_NOT_THERE: Text(
        "No scheduler answers at {address}: {why}. Is `dask scheduler` running there?",
        "Unter {address} antwortet kein Scheduler: {why}. Läuft dort `dask scheduler`?",
        "No scheduler answers at {address}: {why}.",
        "Unter {address} antwortet kein Scheduler: {why}.",
    ),
    ProblemCode.CLUSTER_GONE: Text(
        "The scheduler at {address} has gone away and does not come back. What was found is kept; the next scan goes "
        "on from there.",
        "Der Scheduler unter {address} ist verschwunden und kommt nicht wieder. Was gefunden wurde, bleibt; der "
        "nächste Durchgang macht dort weiter.",
    ),
    ProblemCode.CLUSTER_WITHOUT_WORKERS: Text(
        "The scheduler at {address} has no worker that could look at photos (faceorg cluster-worker {address}). What "
        "was found is kept; the next scan goes on from there.",
        "Der Scheduler unter {address} hat keinen Arbeiter, der Fotos ansehen könnte "
        "(faceorg cluster-worker {address}). Was gefunden wurde, bleibt; der nächste Durchgang macht dort weiter.",
    ),
    ProblemCode.CLUSTER_WORKER_UNUSABLE: Text(
        "The worker {worker} cannot be used; stop it or mend it and scan again. {problem}",
        "Der Arbeiter {worker} kann nicht benutzt werden; beende oder richte ihn und suche noch einmal. {problem}",
    ),
    ProblemCode.CLUSTER_OTHER_VERSION: Text(
        "It has faceorg {theirs}, and this is faceorg {ours}.",
        "Er hat faceorg {theirs}, und dies ist faceorg {ours}.",
    ),
    ProblemCode.CLUSTER_PARCEL_DAMAGED: Text(
        "{file} did not arrive as it was sent.", "{file} ist nicht so angekommen, wie es abgeschickt wurde."
    ),
    ReasonCode.ENDED_ITS_WORKERS: Text(
        "ended the workers of the cluster that had it before them",
        "beendete die Arbeiter des Verbunds, die es vor sich hatten",
    ),
    FindingCode.CLUSTER_WORKER_CAME: Text(
        "The worker {worker} takes part; there are {count:,} now.",
        "Der Arbeiter {worker} ist dabei; es sind jetzt {count:,}.",
    ),
    FindingCode.CLUSTER_WORKER_GONE: Text(
        "The worker {worker} is gone and {left:,} are left; others get what it had before it.",
        "Der Arbeiter {worker} ist weg, {left:,} sind noch da; andere bekommen, was er vor sich hatte.",
    ),
    FindingCode.CLUSTER_WAITS_FOR_WORKERS: Text(
        "There is no worker at {address} at the moment; waiting for one for up to {minutes:.2g} min.",
        "Unter {address} gibt es gerade keinen Arbeiter; auf einen wird bis zu {minutes:.2g} min gewartet.",
    ),
    FindingCode.CLUSTER_SCHEDULER_GONE: Text(
        "The scheduler at {address} has gone away; waiting for it for up to {minutes:.2g} min.",
        "Der Scheduler unter {address} ist verschwunden; auf ihn wird bis zu {minutes:.2g} min gewartet.",
    ),
    FindingCode.CLUSTER_SCHEDULER_BACK: Text(
        "The scheduler at {address} is back; the scan goes on.",
        "Der Scheduler unter {address} ist wieder da; es geht weiter.",
    ),
    FindingCode.CLUSTER_WORKER_STARTS: Text(
        "Working for {address} with {processes:,} processes; Ctrl-C ends it.",
        "Arbeite für {address} mit {processes:,} Prozessen; Strg-C beendet es.",
    ),
    FindingCode.CLUSTER_WORKER_WAITS: Text(
        "No scheduler answers at {address}; trying again until one does.",
        "Unter {address} antwortet kein Scheduler; es wird weiter versucht, bis einer antwortet.",
    ),
}
