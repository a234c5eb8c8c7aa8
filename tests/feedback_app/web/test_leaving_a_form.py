"""Nobody loses what they began to fill in by following a link: whom to call opens in the page, all else anew."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from feedback_app.formatting import in_new_tabs, prose
from tests.feedback_app.visiting import Page, Visitor

PAGE = "/policies/sleepovers/"
EXIT = "https://weather.example/"
SAYS = "(opens in a new tab)"
STAYS = ("#", "tel:", "mailto:")
NOTHING_FILLED_IN = {"receipt.html", "search.html", "withdraw.html", "receipt_form.html", "receipt_suggestion.html"}
"""Pages with a form that asks for no more than a receipt, or holds what was typed in the search."""


def half_filled(visitor: Visitor) -> Iterator[tuple[str, Page]]:
    """Every page that holds what somebody began."""
    words = {"answer-why": "It took two weeks.", "answer-support": "agree"}
    detail = {"page": PAGE, "part": "page", "words": "Ring me on 07700 900123."}
    yield "form", visitor.get("/answer/mileage/")
    yield "long form", visitor.get("/answer/every-kind/")
    yield "form again", visitor.post("/answer/mileage/", words)
    yield "check", visitor.post("/answer/mileage/check/", words)
    yield "leave this out?", visitor.post("/answer/mileage/check/", {"answer-why": detail["words"]})
    yield "suggest", visitor.get(f"/suggest/?page={PAGE}&part=page")
    yield "suggest, check", visitor.post("/suggest/check/", detail | {"words": "Say it shorter."})
    yield "suggest, leave this out?", visitor.post("/suggest/check/", detail)
    yield "page feedback", visitor.post("/page-feedback/", {"page": PAGE, "useful": "no"})
    yield "page that is gone", visitor.post("/page-feedback/words/", {"page": "/gone/", "words": "hello"})


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_link_out_of_a_form_opens_in_a_new_tab_and_says_so(visitor: Visitor) -> None:
    for state, page in half_filled(visitor):
        out = [each for each in page.root.iter("a") if not each.get("href", "").startswith((*STAYS, EXIT))]
        assert len(out) >= 6, state
        for link in out:
            tab = link.get("target"), link.get("rel") in ("noopener", "noreferrer"), words(link).endswith(SAYS)
            assert tab == ("_blank", True, True), (state, link.attrib, words(link))


def test_the_quick_way_out_leaves_in_the_same_tab(visitor: Visitor) -> None:
    for state, page in half_filled(visitor):
        ways = [each for each in page.root.iter("a") if each.get("href") == EXIT]
        assert [each.get("target") for each in ways] in ([None], []), state


def test_who_to_call_opens_in_the_header_of_a_form(visitor: Visitor) -> None:
    for state, page in half_filled(visitor):
        header = next(page.root.iter("header"))
        (details,) = header.iter("details")
        assert words(next(details.iter("summary"))) == "Who to call", state
        calls = [each.get("href", "") for each in details.iter("a")]
        assert calls[0] == "tel:999", state
        assert len([each for each in calls if each.startswith("tel:")]) == 4, state


def test_links_of_pages_that_hold_nothing_open_where_they_are(visitor: Visitor) -> None:
    form = visitor.post("/answer/mileage/check/", {"answer-support": "agree"})
    for page in (form.press("Send my answers"), visitor.get("/withdraw/"), visitor.get("/nowhere/")):
        assert [each for each in page.root.iter("a") if each.get("target")] == []
        assert "new tab" not in page.html


def test_a_template_whose_form_holds_words_says_so(root: Path) -> None:
    folder = root / "feedback_app" / "templates"
    forms = {each.name for each in folder.glob("*.html") if 'method="post"' in each.read_text()}
    silent = {name for name in forms if "{% set half_filled" not in (folder / name).read_text()}
    assert silent == NOTHING_FILLED_IN


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "[How](about/how-we-ask.md)",
            '<a href="/about/how-we-ask/" rel="noreferrer" target="_blank">How <span class="new-tab">(new)</span></a>',
        ),
        ("Call [999](tel:999).", 'Call <a href="tel:999" rel="noreferrer">999</a>.'),
    ],
)
def test_links_that_writers_put_into_a_form_are_of_the_same_kind(text: str, made: str) -> None:
    assert in_new_tabs(prose(text), half_filled=True, words="(new)") == f"<p>{made}</p>"
