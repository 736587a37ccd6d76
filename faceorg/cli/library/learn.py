"""`faceorg learn`: what was learned from answers; learn now; switch it off and on."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import say
from faceorg.cli.options import Json, LibraryDir, open_for_editing, open_for_reading
from faceorg.messages.message import Message


def learn(
    now: Annotated[bool, typer.Option("--now", help="Learn again from all answers there are.")] = False,
    on: Annotated[bool, typer.Option("--on", help="Let answers teach faceorg (the default).")] = False,
    off: Annotated[bool, typer.Option("--off", help="Recognise by the model pack alone.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Say what was learned from your confirmed and rejected faces. It happens by itself; here it can be steered.

    Examples: faceorg learn
              faceorg learn --now
              faceorg learn --off
    """
    if sum((now, on, off)) > 1:
        raise typer.BadParameter("Give one of --now, --on and --off.", param_hint="--now")
    from faceorg.library.opening import preferences
    from faceorg.library.recognising import judgement, learning

    if not (now or on or off):
        with open_for_reading(library) as opened:
            found, explanation = learning.report(opened), learning.explanation(opened)
        _tell(found, explanation, json)
        return
    with open_for_editing(library, "learn") as opened, output.progress_bar() as progress:
        cancel = stopping.cancel_token()
        if on or off:
            preferences.learn_from_answers(opened, on)
        if now:
            learning.learn(opened, progress=progress, cancel=cancel)
        else:
            learning.learn_if_due(opened, progress=progress, cancel=cancel)
        judgement.assign_clear_faces(opened, progress=progress, cancel=cancel)
        found, explanation = learning.report(opened), learning.explanation(opened)
    _tell(found, explanation, json)


def _tell(found: dict[str, object], explanation: Message, as_json: bool) -> None:
    if as_json:
        output.emit(found)
    else:
        output.line(say(explanation))
