"""`faceorg review`: the next question, and its answer; the same queue as in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, assert_never

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import MOST, Json, LibraryDir, face_ids, open_for_editing, open_for_reading

if TYPE_CHECKING:
    from faceorg.domain import PersonId
    from faceorg.library.opening.library import Edited, Library
    from faceorg.library.review.question import Question


def review(
    yes: Annotated[bool, typer.Option("--yes", help="Answer the first question with yes.")] = False,
    no: Annotated[bool, typer.Option("--no", help="Answer it with no (for a group: a stranger).")] = False,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Say who it is instead.")] = None,
    later: Annotated[bool, typer.Option("--later", help="Put it off until the others are answered.")] = False,
    only: Annotated[list[str] | None, typer.Option(metavar="FACE", help="Answer for these faces alone.")] = None,
    limit: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=MOST, help="Show at most so many questions.")] = 5,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Show the questions that wait, the one that settles most faces first; or answer the first.

    Of a page of small groups ("Who are these?") each name is for the faces of --only; --no puts all the others aside.

    Examples: faceorg review
              faceorg review --yes --only 12,15
              faceorg review --name "Anna Keller"
    """
    if sum((yes, no, later, name is not None)) > 1:
        raise typer.BadParameter(tr("Give one answer: --yes, --no, --name or --later."), param_hint="--yes")
    from faceorg.library.review import questions as queue

    if not (yes or no or later or name is not None):
        with open_for_reading(library) as opened:
            _show(opened, queue.questions(opened), limit, json)
        return
    with open_for_editing(library, "review") as opened:
        asked = queue.next_question(opened)
        if asked is None:
            output.emit({"done": None}) if json else output.line(tr("Nothing waits for an answer."))
        elif later:
            queue.later(opened, asked)
            output.emit({"done": "put off"}) if json else output.line(tr("Put off until the others are answered."))
        else:
            output.edited(_answer(opened, asked, yes, name, only), json)


def _answer(library: Library, asked: Question, yes: bool, name: str | None, only: list[str] | None) -> Edited:
    from faceorg.errors import InvalidInput
    from faceorg.library.recognising import grouping
    from faceorg.library.review import questions as queue
    from faceorg.library.review.question import QuestionKind
    from faceorg.messages.codes import ProblemCode

    chosen = face_ids(only) if only else None
    if name is not None and not chosen and asked.kind is QuestionKind.WHO_ARE_THESE:
        raise InvalidInput(ProblemCode.GROUPS_OF_DIFFERENT_PEOPLE_CHOOSE)
    if name is not None:
        made = queue.name(library, asked, name, chosen)
    else:
        made = queue.yes(library, asked, chosen) if yes else queue.no(library, asked, chosen)
    grouping.after_edit(library, made)
    return made


def _show(library: Library, asked: list[Question], limit: int, as_json: bool) -> None:
    from faceorg.library.review import questions as queue

    names = output.names_by_id(library, as_json=as_json)
    left = queue.waiting(library, asked)
    if as_json:
        output.emit({"waiting": left.questions, "questions": [_entry(question, names) for question in asked[:limit]]})
        return
    for question in asked[:limit]:
        output.line(_sentence(question, names))
    minutes = output.counted(max(1, round(left.minutes)), "1 minute", "{count:,} minutes")
    some = tr("{count} left, about {minutes}.", count=left.questions, minutes=minutes)
    output.line(some if asked else tr("Nothing waits for an answer."))


def _entry(question: Question, names: dict[PersonId, str]) -> dict[str, Any]:
    return {
        "kind": question.kind.value,
        "faces": list(question.faces),
        "probabilities": [round(odds, 4) for odds in question.probabilities],
        "settles": round(question.settles, 2),
        "actions": round(question.actions, 2),
        "person": names.get(question.person_id) if question.person_id else None,
        "people": [names.get(person_id) for person_id in question.people],
        "other": names.get(question.other_id) if question.other_id else None,
        "cluster": question.cluster_id,
        "groups": list(question.groups),
    }


def _sentence(question: Question, names: dict[PersonId, str]) -> str:
    from faceorg.library.review.question import QuestionKind

    who = names.get(question.person_id, "") if question.person_id else ""
    other = names.get(question.other_id, "") if question.other_id else ""
    count = tr("{count} faces", count=len(question.faces)) if len(question.faces) > 1 else tr("face")
    ids = ", ".join(map(str, question.faces[:8])) + (" ..." if len(question.faces) > 8 else "")
    faces = f"{count} {ids}"
    match question.kind:
        case QuestionKind.IS_THIS if question.person_id is None:
            each = zip(question.faces, question.people, question.probabilities, strict=True)
            guesses = (f"{face_id} {names.get(person_id, '')} ({odds:.0%})" for face_id, person_id, odds in each)
            return tr("Are these right? {guesses}", guesses=", ".join(guesses))
        case QuestionKind.IS_THIS:
            said = "Is this {who}? {faces} ({odds:.0%} for the first)"
            return tr(said, who=who, faces=faces, odds=question.probabilities[0])
        case QuestionKind.WHO_ARE_THESE:
            groups = (
                f"{tr('group')} {group}: {', '.join(map(str, face_ids))}"
                for group, face_ids in question.by_group().items()
            )
            return tr("Who are these? {groups}", groups="; ".join(groups))
        case QuestionKind.WHO_IS_THIS:
            return tr("Who is this? group {group}: {faces}", group=question.cluster_id or 0, faces=faces)
        case QuestionKind.ARE_THEY_ONE:
            return tr("Are {who} and {other} one person?", who=who, other=other)
        case QuestionKind.NOT_THIS:
            return tr("Is this not {who} after all? {faces}", who=who, faces=faces)
        case _:
            assert_never(question.kind)
