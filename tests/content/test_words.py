"""How the pages speak: the questions they answer, the numbers at each step, how hard they read."""

import re
from collections.abc import Iterator
from datetime import date
from statistics import median

from handbook.facts.everyday_words import EverydayWords
from handbook.facts.jargon import Jargon
from handbook.facts.national import National, past_sums
from handbook.handbook import Handbook
from handbook.pages.page import Page
from handbook.readability import assess_readability
from handbook.service.contacts import Urgency
from site_builder.context import build_context
from site_builder.layout.slots import fill_plain_text
from site_builder.pages.facts.national import national_pages
from tests.conftest import Figure

MIN_QUESTIONS = 600
_CALL = re.compile(
    r"\b(?:call|ring|phone)\b[^.!?{|,]{0,40}"
    r"\b(?:999|101|111|out-of-hours line|duty worker|police|designated officer|children's services|helpline)\b"
)

_NUMBER = re.compile(r"\{\{ (?:contact|call)\.")


def test_every_page_says_which_questions_it_answers(handbook: Handbook, figure: Figure) -> None:
    asked = {path: len(page.header.questions) for path, page in handbook.pages.items()}
    assert not {path: count for path, count in asked.items() if not 3 <= count <= 10}
    assert sum(asked.values()) >= MIN_QUESTIONS
    figure(
        "pages written by hand: {pages}; questions they answer: {questions}; pages without any: 0",
        pages=len(asked),
        questions=sum(asked.values()),
    )


def test_no_page_answers_one_question_twice(handbook: Handbook) -> None:
    for path, page in handbook.pages.items():
        questions = [question.ask.lower() for question in page.header.questions]
        assert len(set(questions)) == len(questions), path


def _is_for_danger(handbook: Handbook, page: Page) -> bool:
    urgencies = {contact.id: contact.urgency for contact in handbook.contacts.contacts}
    return any(urgencies[contact] is Urgency.EMERGENCY for contact in page.header.contacts)


def _calls_without_a_number(page: Page) -> Iterator[str]:
    for number, line in enumerate(page.body.splitlines(), start=page.body_line):
        if not line.startswith("#") and _CALL.search(line) and not _NUMBER.search(line):
            yield f"docs/{page.path}:{number}: {line}"


def test_each_step_that_says_call_has_the_number_on_pages_for_somebody_in_danger(
    handbook: Handbook, figure: Figure
) -> None:
    pages = [page for page in handbook.pages.values() if _is_for_danger(handbook, page)]
    assert [line for page in pages for line in _calls_without_a_number(page)] == []
    calls = sum(bool(_NUMBER.search(line)) for page in pages for line in page.body.splitlines())
    figure(
        "pages for somebody in danger: {pages}; lines with a number to call: {calls}; calls without one: 0",
        pages=len(pages),
        calls=calls,
    )


def test_a_number_that_depends_on_the_hour_is_named_by_its_problem(handbook: Handbook) -> None:
    """A page that names the line of the day and that of the night shows a closed one to whoever reads it."""
    day, night = ("front-door-day", "duty-worker"), ("front-door-night", "out-of-hours")
    both = [
        f"docs/{path}:{page.body_line + number}"
        for path, page in handbook.pages.items()
        for number, line in enumerate(page.body.splitlines())
        if all(any(f"{{{{ contact.{each} }}}}" in line for each in lines) for lines in (day, night))
    ]
    assert both == []
    assert sum("{{ call." in page.body for page in handbook.pages.values()) >= 40


def test_how_hard_the_pages_read_is_counted(handbook: Handbook, figure: Figure) -> None:
    readability = assess_readability(handbook)
    ages = sorted(readability.ages.values())
    assert readability.hard_pages == ()
    spread = f"reading age of {len(ages)} pages: {ages[0]} to {ages[-1]}, median {median(ages):.0f}"
    figure(
        spread + "; stiff phrases left: {phrases}; long sentences left: {long}",
        phrases=len(readability.jargon),
        long=len(readability.long_sentences),
    )


def test_the_list_of_stiff_phrases_and_the_list_of_everyday_words_are_of_use(
    handbook: Handbook, figure: Figure
) -> None:
    jargon, everyday = handbook.facts.get(Jargon), handbook.facts.get(EverydayWords)
    assert jargon is not None
    assert everyday is not None
    said = sum(len(word.say) for word in everyday.words)
    assert said >= 150
    figure(
        "phrases that check advises on: {phrases}; everyday words that lead to a page: {said}",
        phrases=len(jargon.words),
        said=said,
    )


def test_a_sum_of_the_government_that_is_past_its_year_says_so_wherever_it_is_printed(
    handbook: Handbook, on: date, figure: Figure
) -> None:
    ctx, national = build_context(handbook, on), handbook.facts.get(National)
    assert national is not None
    past = [each for each in national.sums if each.is_past(on)]
    (page,) = national_pages(ctx)
    assert page.body.count("(over)") == len(past) == len(list(past_sums(handbook, on)))
    silent = [
        each.id for each in past if "not confirmed here" not in fill_plain_text(ctx, f"{{{{ national.{each.id} }}}}")
    ]
    assert silent == []
    figure("sums of the government past their year: {past}, printed without a word about it: 0", past=len(past))
