"""The search in the page and the search of the app find the same: pages, places, order, excerpts and nearest words."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Worker

from feedback_app.web.search_routes import shown_results
from handbook.search.index import SEARCH_FOLDER, SearchIndex
from handbook.search.ranking import search
from handbook.search.typed_words import candidates_of, nearest_words, typed_words
from tests.search.engines import built_index
from tests.search.questions import read_questions
from tests.serving import Served
from tests.site.searching import look_for, open_search
from tests.site.visiting import opened

pytestmark = pytest.mark.browser

RESULTS = 20
LETTERS = "abcdefghijklmnopqrstuvwxyz' -."
ODD = (
    *("", " ", "?", "...", "'", "\u2019s", "+", "++", "&", "_", "\\", "%", '"', "<b>", "</script>", "\x00", "\t\n"),
    *("I.R.O.", "i.r.o", "IRO's", "P.E.P.s", "S&P", "a&e"),
    *("A & E", "pupil premium +", "pp+", "u.k", "e.g.", "x.y.z.w"),
    *("caf\u00e9", "na\u00efve", "cafe\u0301", "\u00c5ngstr\u00f6m"),
    *("stra\u00dfe", "STRASSE", "\ufb01rst aid", "\uff53\uff43hool"),
    *("\u0130stanbul", "\u0131ssue", "\u03a3\u03a4\u0399\u03a3", "\u01c5"),
    *("\u2460 day", "\u00b2 days", "\u00bd day", "\u2168"),
    *("\u0440\u0435\u0431\u0435\u043d\u043e\u043a", "\u0637\u0641\u0644"),
    *("\u5b69\u5b50", "\u0e40\u0e14\u0e47\u0e01", "\u092c\u091a\u094d\u091a\u093e"),
    *("\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467 holiday"),
    *("sleep\u200bover", "sleep\u00adover", "a\u0300\u0301b"),
    *("sleepover " * 40, "w" * 500, "school" * 60),
    *("a b c d e f g h i j k l m n o p q r s t u v", "the the the", "0" * 30),
    *("999", "101", "16+", "0-5", "5", "2027"),
    *("\u00a345", "45p", "24/7", "O'Brien", "don\u2019t", "mum's mums mums'", "l'ecole"),
    *("__proto__", "constructor", "toString", "hasOwnProperty"),
    *("sleepover.", "sleep-over", "hair  cut", "childline999"),
)
"""Accents, dots, plus signs, emoji, other scripts, very long texts, names that scripts know."""

ASK = """async ([folder, questions, count]) => {
  const PARTS = ["address", "pageTitle", "heading", "excerpt", "call", "number"];
  const ask = startSearch(folder);
  const answers = [];
  for (const typed of questions) answers.push(await ask(typed, count));
  return answers.map(({ results, nearest }) => ({
    nearest,
    results: results.map((place) => PARTS.map((part) => place[part])),
  }));
}"""


@pytest.fixture(scope="module")
def index(built_site: Path) -> SearchIndex:
    """The index as the app reads it."""
    return built_index(built_site)


@pytest.fixture(scope="module")
def worker(browser: Browser, site: Served) -> Iterator[Worker]:
    """The worker of a page whose search was opened."""
    with opened(browser) as page:
        page.goto(site.address)
        open_search(page)
        look_for(page, "sleepover")
        yield page.workers[0]


def mistyped(index: SearchIndex, count: int) -> list[str]:
    """One to four words of the handbook, each with up to three letters mistaken, left out, added or cut off."""
    chance = random.Random(count)  # noqa: S311  the same ones in every run

    def change(word: str) -> str:
        for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
            at = chance.randrange(len(word) + 1)
            word = word[:at] + chance.choice(("", chance.choice(LETTERS))) + word[at + chance.randrange(2) :]
        return word

    phrases = [chance.sample(index.sorted_words, chance.randint(1, 4)) for _ in range(count)]
    return [chance.choice((" ", " ", "")).join(map(change, phrase)) for phrase in phrases]


def by_the_app(index: SearchIndex, typed: str) -> dict[str, Any]:
    """What the app shows of one question, in the form of ASK."""
    words, hits = typed_words(index, typed), search(index, typed)
    shown = shown_results(index, list(candidates_of(index, words)), hits[:RESULTS])
    results = [
        (
            each.place.address,
            each.place.page_title,
            each.place.heading,
            each.excerpt,
            each.place.call,
            each.place.number,
        )
        for each in shown
    ]
    return json.loads(json.dumps({"results": results, "nearest": [] if hits else nearest_words(index, words)}))


def differences(index: SearchIndex, worker: Worker, site: Served, questions: list[str]) -> list[int]:
    """The numbers of the questions whose answers are not the same."""
    in_page = worker.evaluate(ASK, [f"{site.address}/{SEARCH_FOLDER}/", questions, RESULTS])
    assert sum(bool(answer["results"]) for answer in in_page) > len(questions) // 3
    return [n for n, typed in enumerate(questions) if by_the_app(index, typed) != in_page[n]]


def test_questions_find_the_same(index: SearchIndex, worker: Worker, site: Served) -> None:
    questions = [question.ask for question in read_questions()]
    assert differences(index, worker, site, questions) == []  # numbers, as some questions are not to be looked at


def test_words_with_typing_errors_find_the_same(index: SearchIndex, worker: Worker, site: Served) -> None:
    questions = mistyped(index, 200)
    assert [questions[n] for n in differences(index, worker, site, questions)] == []


def test_odd_words_find_the_same(index: SearchIndex, worker: Worker, site: Served) -> None:
    questions = [*ODD, *(f"sleepover {odd} school" for odd in ODD)]
    assert [questions[n] for n in differences(index, worker, site, questions)] == []
