"""A question -> what the Review page says about it: the question itself, and what its buttons answer."""

from __future__ import annotations

from collections.abc import Callable

from faceorg.gui.look.widgets import EmptyState
from faceorg.gui.pages.review.card import asked_to_be
from faceorg.gui.session.people_cache import PeopleCache
from faceorg.gui.words.i18n import number, tr
from faceorg.gui.words.keys import key_in_words
from faceorg.library.review.question import Question, QuestionKind

# Shorter than the word, on the button that is pressed most.
ENTER_SIGN = "⏎"


def question_in_words(people_cache: PeopleCache, question: Question) -> str:
    """Return the question as it is asked."""
    name = asked_to_be(people_cache, question)
    match question.kind:
        case QuestionKind.IS_THIS:
            if len(question.faces) == 1:
                return tr("Is this {name}?").format(name=name)
            return tr("Are these %Ln faces {name}?", None, len(question.faces)).format(name=name)
        case QuestionKind.NOT_THIS:
            return tr("Is this really {name}?").format(name=name)
        case QuestionKind.ARE_THEY_ONE:
            other = people_cache.label(question.other_id)
            return tr("Are {name} and {other} one person?").format(name=name, other=other)
        case QuestionKind.WHO_IS_THIS:
            several = len(question.faces) > 1  # a name is given to all of them: say how many that are
            return tr("Who are these %Ln face(s)?", None, len(question.faces)) if several else tr("Who is this?")
        case QuestionKind.WHO_ARE_THESE:
            return tr("Who are these?")


def yes_worded(chosen: int, left_out: int) -> str:
    """Return what the yes says: how many it is about, once some are clicked off."""
    return keyed(tr("Yes, these {count}").format(count=number(chosen)) if left_out else tr("Yes"), ENTER_SIGN)


def no_worded(question: Question, *, begun: bool) -> str:
    """Return what the no says; begun : some of a page of groups have names already."""
    text = tr("No")
    if question.kind is QuestionKind.ARE_THEY_ONE:
        text = tr("No, different people")
    elif question.kind is QuestionKind.WHO_ARE_THESE:
        groups = len(set(question.groups))
        some, every = (
            tr("The other %Ln group(s) are strangers", None, groups),
            tr("All %Ln group(s) are strangers", None, groups),
        )
        return some if begun else every  # without a key: Del is about one group
    return keyed(text, "Del")


def keyed(text: str, key: str) -> str:
    """Return a button's text with the key that does the same.

    key : as in `key_in_words`, or a sign
    """
    return f"{text}   {key if key == ENTER_SIGN else key_in_words(key)}"


def nothing_waits(name_someone: Callable[[], None]) -> EmptyState:
    """Return what is shown where there is no question."""
    return EmptyState(
        tr("Nothing waits for an answer"),
        tr("faceorg asks here when it is not sure who somebody is. Names given elsewhere bring new questions."),
        tr("Name someone"),
        name_someone,
    )
