"""All texts in one table."""

from __future__ import annotations

from faceorg.messages.codes import Code, ProblemCode
from faceorg.messages.text import Text
from faceorg.messages.texts import (
    analysis,
    cluster,
    commands,
    exports,
    findings,
    library,
    names_in_files,
    packs,
    people,
    photos,
    reasons,
    tasks,
)

TEXTS: dict[Code, Text] = {
    ProblemCode.OTHER: Text("{text}", "{text}"),
    **photos.TEXTS,
    **reasons.TEXTS,
    **analysis.TEXTS,
    **cluster.TEXTS,
    **packs.TEXTS,
    **names_in_files.TEXTS,
    **library.TEXTS,
    **people.TEXTS,
    **exports.TEXTS,
    **commands.TEXTS,
    **findings.TEXTS,
    **tasks.TEXTS,
}
