"""The form as people see it: its sections, what scripts hold on to, and the way from an answer back to its question."""

from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from feedback_app.web.extensions import AppServices
from tests.feedback_app.visiting import Page, Values, Visitor

FORM = "/answer/every-kind/"
ANSWERS: Values = {
    "answer-called": ["called"],
    "answer-mood": ["good"],
    "answer-by-day": ["agree"],
    "answer-by-night": ["disagree"],
    "answer-by-name": ["neither"],
    "answer-recommend": ["7"],
    "answer-long": ["More calls."],
}


@pytest.fixture
def empty(visitor: Visitor) -> Page:
    return visitor.get(FORM)


@pytest.fixture
def check(visitor: Visitor) -> Page:
    return visitor.post(f"{FORM}check/", ANSWERS)


def with_attribute(page: Page, name: str) -> list[Element]:
    return [each for each in page.root.iter() if name in each.attrib]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def ids(page: Page) -> set[str]:
    return {each.get("id", "") for each in page.root.iter()}


def test_words_of_any_script_run_the_way_that_they_are_read(visitor: Visitor, empty: Page) -> None:
    """What people write is theirs, in the box and wherever it is shown back; our own words stay as they are."""
    boxes = {each.get("name") for each in with_attribute(empty, "dir")}
    assert boxes == {"answer-short", "answer-long"}
    urdu = "\u0645\u062f\u062f 07700 900123"
    details = visitor.post(f"{FORM}check/", {"answer-long": urdu})
    assert '<p class="detail__words" dir="auto">\u0645\u062f\u062f <mark>' in details.html
    check = details.press("Keep my words as they are")
    (shown,) = (each for each in with_attribute(check, "dir") if urdu in words(each))
    assert (shown.tag, shown.get("dir")) == ("dd", "auto")


def test_a_contents_list_leads_to_each_section(empty: Page) -> None:
    (contents,) = with_attribute(empty, "data-unstepped")
    links = [link.get("href", "")[1:] for link in contents.iter("a")]
    assert links == [f"section-{place}" for place in range(1, 6)]
    assert ids(empty).issuperset(links)


def test_a_form_of_one_section_has_no_contents_list(visitor: Visitor) -> None:
    assert with_attribute(visitor.get("/answer/mileage/"), "data-unstepped") == []


def test_the_proposal_and_before_you_start_come_before_the_sections(empty: Page) -> None:
    start = " ".join(words(part) for part in with_attribute(empty, "data-start"))
    assert all(each in start for each in ("What is proposed", "The first evening is the longest.", "Before you start"))
    assert "The call" in empty.text.partition("Before you start")[2]


def test_only_a_section_that_may_be_empty_depends(empty: Page) -> None:
    assert [words(part)[:15] for part in with_attribute(empty, "data-depends")] == ["What was missin"]


def test_what_decides_is_a_field_of_the_form(empty: Page) -> None:
    fields = {each.get("name") for each in empty.root.iter("input")}
    deciding = [part.get("data-only-if") for part in with_attribute(empty, "data-only-if")]
    assert len(deciding) == 3
    assert fields.issuperset(deciding)


def test_buttons_for_scripts_are_hidden_and_send_nothing(empty: Page) -> None:
    for name in ("data-forward", "data-back"):
        (button,) = with_attribute(empty, name)
        assert (button.get("type"), "hidden" in button.attrib, button.get("name")) == ("button", True, None)


def test_equality_questions_say_that_they_may_be_left_empty_and_are_kept_apart(empty: Page) -> None:
    about_you = words(with_attribute(empty, "data-section")[-1])
    assert "You can leave all of this empty. We keep these answers apart from all others." in about_you
    assert "How old are you?" in about_you


def test_no_question_is_called_optional_because_all_of_them_are(empty: Page) -> None:
    assert "You can leave any question empty." in empty.text
    assert "optional" not in empty.text


def test_each_answer_can_be_changed_at_its_own_question(check: Page) -> None:
    changes = [each for each in check.root.iter("button") if each.get("class") == "change"]
    spoken = [words(each) for each in changes]
    assert "Change your answer to: How was the first evening?" in spoken
    assert len(set(spoken)) == len(spoken) == len(list(check.root.iter("dt")))
    assert {each.get("form") for each in changes} == {"answers"}
    form = check.press("Change my answers")
    address, places = zip(*[each.get("formaction", "").split("#") for each in changes], strict=True)
    assert set(address) == {FORM}
    assert ids(form).issuperset(places)


def test_an_answer_that_is_left_out_has_no_question_to_change(visitor: Visitor) -> None:
    check = visitor.post(f"{FORM}check/", ANSWERS | {"answer-would-help": ["agree"]})
    (row,) = [
        row
        for row in check.root.iter("div")
        if "govuk-summary-list__row" in row.get("class", "") and "Left out: " in words(row)
    ]
    assert list(row.iter("button")) == []


def test_a_form_with_answers_in_it_says_so_to_scripts(empty: Page, check: Page) -> None:
    assert with_attribute(empty, "data-filled") == []
    assert len(with_attribute(check.press("Change my answers"), "data-filled")) == 1


def test_pages_and_days_are_stored_as_words_and_questions_about_oneself_apart(
    visitor: Visitor, services: AppServices
) -> None:
    more: Values = {
        "answer-called": ["missed"],
        "answer-would-help": ["agree"],
        "answer-which-page": ["/policies/sleepovers/"],
        "answer-waited-day": ["3"],
        "answer-waited-month": ["March"],
        "answer-waited-year": ["2026"],
        "answer-age": ["older"],
        "answer-quote": ["yes"],
    }
    done = visitor.post(f"{FORM}check/", ANSWERS | more).press("Send my answers")
    assert done.heading == "Thank you: we have your answers"
    assert set(services.store.words("every-kind")) == {
        ("which-page", "/policies/sleepovers/"),
        ("waited", "2026-03-03"),
        ("long", "More calls."),
    }
    ((ticked,), (apart,)) = services.store.replies("every-kind"), services.store.equality_replies("every-kind")
    assert apart == {"age": "older"}
    assert {"age", "quote", "which-page", "waited", "long"}.isdisjoint(ticked)


def test_the_pages_to_choose_from_are_those_of_the_handbook_by_title(empty: Page, services: AppServices) -> None:
    (chosen,) = (each for each in empty.root.iter("select") if each.get("name") == "answer-which-page")
    titles = [words(option) for option in chosen.iter("option")][1:]
    assert titles == sorted((page.header.title for page in services.handbook.pages.values()), key=str.lower)


def test_no_page_of_a_form_is_listed_by_search_engines_or_shown_from_memory(
    empty: Page, check: Page, visitor: Visitor
) -> None:
    pages = [empty, check, check.press("Send my answers"), visitor.get("/withdraw/"), visitor.get("/answer/nothing/")]
    for page in pages:
        robots = [each.get("content") for each in page.root.iter("meta") if each.get("name") == "robots"]
        assert robots == ["noindex"]
        scripts = [each.get("src") for each in page.root.iter("script")]
        assert "/forms-assets/coming-back.js" in scripts


def test_once_answers_are_sent_the_browser_is_told_to_forget_the_form(app: Flask) -> None:
    client = app.test_client()
    check = client.post(f"{FORM}check/", data=ANSWERS)
    sent = client.post(f"{FORM}send/", data=ANSWERS | {"receipt": ["7B2C-9QKD-M4XE-ZT10"]})
    assert "Clear-Site-Data" not in check.headers
    assert sent.headers["Clear-Site-Data"] == '"cache"'
