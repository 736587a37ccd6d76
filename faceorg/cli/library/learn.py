"""`faceorg learn`: what was learned from answers and measured on photos; do it now; switch it off and on."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import say, tr
from faceorg.cli.options import Json, LibraryDir, open_for_editing, open_for_reading
from faceorg.library.opening.library import Library


def learn(
    now: Annotated[bool, typer.Option("--now", help="Learn again from all answers there are.")] = False,
    on: Annotated[bool, typer.Option("--on", help="Let answers teach faceorg (the default).")] = False,
    off: Annotated[bool, typer.Option("--off", help="Recognise by the model pack alone.")] = False,
    measure: Annotated[
        bool, typer.Option("--measure", help="Measure the model pack on the photos of this library now.")
    ] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Say what was learned from your confirmed and rejected faces, and measured on your photos without any names.

    Both happen by themselves; here they can be steered. Switched off, neither is used.

    Examples: faceorg learn
              faceorg learn --now
              faceorg learn --measure
              faceorg learn --off
    """
    if sum((now, on, off, measure)) > 1:
        raise typer.BadParameter(tr("Give one of --now, --measure, --on and --off."), param_hint="--now")
    from faceorg.library.opening import preferences
    from faceorg.library.recognising import grouping, judgement, learning, measuring

    if not (now or on or off or measure):
        with open_for_reading(library) as opened:
            _tell(opened, json)
        return
    with open_for_editing(library, "learn") as opened, output.progress_bar() as progress:
        cancel = stopping.cancel_token()
        if on or off:
            preferences.learn_from_answers(opened, on)
        if measure:
            measuring.measure(opened, progress=progress, cancel=cancel)
        if now:
            learning.learn(opened, progress=progress, cancel=cancel)
            judgement.assign_clear_faces(opened, progress=progress, cancel=cancel)
        else:  # it learns, too, if there is enough to learn from
            grouping.settle(opened, full=True, progress=progress, cancel=cancel)
        _tell(opened, json)


def _tell(library: Library, as_json: bool) -> None:
    from faceorg.library.recognising import learning, measuring

    if as_json:
        output.emit({**learning.report(library), "measured": measuring.report(library)})
        return
    for line in (learning.explanation(library), measuring.explanation(library)):
        if line is not None:
            output.line(say(line))
