"""The questions by which the search is measured lead to places that are there, and enough of them are held out."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.search.questions import KINDS, read_questions


@cache
def _ids(page: Path) -> frozenset[str]:
    return frozenset(re.findall(r"\bid=[\"']?([^\s\"'>]+)", page.read_text(encoding="utf-8")))


def _is_there(site: Path, address: str) -> bool:
    path, _, anchor = address.partition("#")
    page = site / path.strip("/") / "index.html"
    return page.is_file() and (not anchor or anchor in _ids(page))


def lost_addresses(site: Path) -> Iterator[str]:
    """What is named and not there. No question is named with it: who tunes the search reads none that is held out."""
    for question in read_questions():
        yield from (address for address in question.pages | question.places if not _is_there(site, address))


def test_each_page_and_heading_that_answers_is_there(built_site: Path) -> None:
    lost = sorted(lost_addresses(built_site))
    assert lost == []


def test_a_place_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text("<h2 id=here>Here</h2><h2 id='there'>There</h2>")
    tried = ("/a/", "/a/#here", "/a/#there", "/a/#gone", "/b/")
    assert [address for address in tried if _is_there(tmp_path, address)] == ["/a/", "/a/#here", "/a/#there"]


def test_each_place_is_on_one_of_the_pages() -> None:
    strays = [
        address
        for question in read_questions()
        for address in question.places
        if address.partition("#")[0] not in question.pages
    ]
    assert strays == []


def test_there_are_enough_questions_of_each_kind_and_a_third_is_held_out() -> None:
    questions = read_questions()
    held_out = [each for each in questions if each.held_out]
    assert len(questions) >= 200
    assert len(held_out) * 3 >= len(questions)
    assert {each.kind for each in questions} == {each.kind for each in held_out} == set(KINDS)


def test_each_question_is_there_once() -> None:
    asked = [" ".join(each.ask.lower().split()) for each in read_questions()]
    assert len(asked) - len(set(asked)) == 0


def test_each_question_has_an_answer() -> None:
    assert sum(not (each.pages and each.places) for each in read_questions()) == 0
