"""The guide says in both languages the same, and what it says is so: commands, links, verbs."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache

import pytest

from faceorg import guide
from faceorg.cli.main import PROGRAM, application
from faceorg.cli.verbs import VERBS
from faceorg.errors import NotFound
from faceorg.messages.codes import ProblemCode
from faceorg.messages.text import Language
from faceorg.paths import resources_dir
from tests.problems import refused

CHAPTERS = [
    pytest.param(language, chapter, id=f"{language.value}-{chapter.name}")
    for language in Language
    for chapter in guide.chapters(language)
]
FENCED = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)
TYPED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)]*)\)")


def commands(text: str) -> Iterator[str]:
    """Every command line that is shown: the lines of blocks, and what stands in backquotes and begins with faceorg."""
    for block in FENCED.findall(text):
        yield from block.splitlines()
    yield from (typed for typed in TYPED.findall(FENCED.sub("", text)) if typed.startswith(f"{PROGRAM} "))


def parse(line: str) -> tuple[str, ...]:
    """Read a command line as the program would, without doing it; return its verbs. Fails on what does not exist."""
    name, *words = shlex.split(line)
    assert name == PROGRAM
    seen: list[tuple[str, ...]] = [
        tuple(word for word in words if not word.startswith("-"))
    ]  # where only help is asked
    tree = whole_program()
    for verb, command in tree.commands.items():
        watch(command, (verb,), seen)
    tree(args=words, prog_name=PROGRAM, standalone_mode=False)
    return seen[-1]


@cache
def whole_program():
    return application(list(VERBS))


def watch(command, verbs: tuple[str, ...], seen: list[tuple[str, ...]]) -> None:
    """Let a verb note that it was reached instead of doing what it does."""
    command.callback = lambda **_arguments: seen.append(verbs)
    for verb, below in getattr(command, "commands", {}).items():
        watch(below, (*verbs, verb), seen)


def test_every_file_is_a_chapter_and_every_chapter_is_in_every_language():
    for language in Language:
        files = {path.stem for path in (resources_dir() / "guide" / language.value).glob("*.md")}
        assert files == set(guide.CHAPTERS)


def test_the_languages_have_the_same_headings_in_the_same_order():
    for english, german in zip(guide.chapters(Language.ENGLISH), guide.chapters(Language.GERMAN), strict=True):
        assert [part.level for part in english.parts()] == [part.level for part in german.parts()], english.name


def test_the_languages_show_as_many_commands_of_the_same_verbs():
    for english, german in zip(guide.chapters(Language.ENGLISH), guide.chapters(Language.GERMAN), strict=True):
        said = [sorted(parse(line) for line in commands(one.text)) for one in (english, german)]
        assert said[0] == said[1], english.name


@pytest.mark.parametrize(("language", "chapter"), CHAPTERS)
def test_every_command_that_is_shown_is_one(language, chapter):
    for line in commands(chapter.text):
        assert parse(line), line


def test_a_command_that_does_not_exist_would_be_noticed():
    for line in (
        "faceorg scann ~/Pictures",
        "faceorg scan --no-such-option",
        "faceorg name 12",
        "faceorg regions wrote",
    ):
        with pytest.raises(Exception, match=r"No such|Missing"):
            parse(line)


@pytest.mark.parametrize("language", list(Language))
def test_every_verb_has_a_heading_and_an_example(language):
    parts = guide.chapter(guide.COMMANDS, language).parts()
    verbs = {part.heading: part for part in parts if part.level == guide.VERB_LEVEL}
    assert verbs.keys() == VERBS.keys()
    for verb, part in verbs.items():
        assert {parse(line)[0] for block in FENCED.findall(part.text) for line in block.splitlines()} == {verb}


@pytest.mark.parametrize(("language", "chapter"), CHAPTERS)
def test_every_link_leads_to_a_chapter_or_a_heading_of_one(language, chapter):
    for target in LINK.findall(chapter.text):
        file, _, wanted = target.partition("#")
        name = file.removesuffix(".md") or chapter.name
        assert name in guide.CHAPTERS, target
        anchors = {part.anchor for part in guide.chapter(name, language).parts()}
        assert not wanted or wanted in anchors, target


@pytest.mark.parametrize(("language", "chapter"), CHAPTERS)
def test_the_parts_of_a_chapter_are_all_of_it(language, chapter):
    parts = chapter.parts()
    assert "".join(part.text for part in parts) == chapter.text
    assert [part.level for part in parts].count(1) == 1
    assert parts[0].heading == chapter.title


def test_a_topic_is_a_chapter_by_name_or_title_or_a_verb():
    naming = guide.chapter("naming", Language.ENGLISH).text
    assert guide.topic("naming", Language.ENGLISH) == naming
    assert guide.topic(" Naming", Language.ENGLISH) == naming
    assert guide.topic("Namen geben", Language.ENGLISH) == naming
    assert guide.topic("merge", Language.GERMAN).startswith("### merge\n")


def test_a_chapter_called_like_a_verb_shows_both():
    said = guide.topic("review", Language.ENGLISH)
    assert said.startswith("# Review\n")
    assert "### review\n" in said


def test_a_topic_that_is_none_names_the_nearest():
    with refused(NotFound, ProblemCode.NO_TOPIC) as caught:
        guide.topic("nameing", Language.ENGLISH)
    assert caught.value.message.fields["nearest"] == "naming"


def test_a_topic_is_proposed_in_the_language_that_is_read_and_only_if_it_is_spelt_alike():
    with refused(NotFound, ProblemCode.NO_TOPIC, topic="Namen gebn", nearest="namen geben"):
        guide.topic("Namen gebn", Language.GERMAN)
    german = {chapter.title.casefold() for chapter in guide.chapters(Language.GERMAN)}
    for said in ("nosuch", "Namen gebn", "Privatspäre"):
        with pytest.raises(NotFound) as caught:
            guide.topic(said, Language.ENGLISH)
        assert caught.value.message.fields.get("nearest") not in german
    with refused(NotFound, ProblemCode.NO_TOPIC_LIKE_IT, topic="nosuch"):
        guide.topic("nosuch", Language.ENGLISH)
    for language in Language:
        with refused(NotFound, ProblemCode.NO_TOPIC_LIKE_IT, topic="xyzzy"):
            guide.topic("xyzzy", language)
