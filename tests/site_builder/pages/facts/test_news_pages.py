"""Facts about the pages of changes, actions, decisions and coverage, the newsletter and the feed."""

from dataclasses import replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from handbook.facts.actions import Actions
from handbook.facts.changes import Changes
from handbook.facts.coverage import Coverage
from handbook.handbook import Facts, Handbook
from handbook.service.service import Service
from site_builder.context import build_context
from site_builder.menu import MenuPage
from site_builder.page_list import all_pages, site_pages
from site_builder.pages.facts.feed import feed
from tests.site_builder.minimal_handbook import ON, REVIEW, minimal

NOTE: dict[str, Any] = {
    "id": "nights",
    "day": "2026-11-05",
    "title": "One rule for nights & days",
    "what": "You decide *alone*.",
    "must_act": "no",
    "audience": ["foster carers", "social workers"],
    "starts": "2026-12-01",
    "because": {"kind": "consultation", "text": "You asked for it.", "ref": "nights"},
    "pages": ["policies/nights.md", "glossary.md"],
    "by": "Fostering manager",
}
ACT = {**NOTE, "id": "act", "day": "2026-11-02", "title": "Send it", "must_act": "yes", "act": "Send the form.",
       "act_by": "2026-12-05", "example": "yes"}  # fmt: skip
LEARNED = {**NOTE, "id": "learned", "day": "2026-10-30", "title": "Too late", "kind": "learning point",
           "theme": "late answers", "change_made": "One table.",
           "because": {"kind": "complaint theme", "text": "Several were alike."}}  # fmt: skip
OLD = {**NOTE, "id": "old", "day": "2026-01-15", "title": "Long ago", "pages": ["policies/nights.md"]}
TO_COME = {**NOTE, "id": "to-come", "day": "2026-11-23", "title": "Not told yet"}

RAISED: dict[str, Any] = {
    "id": "forms",
    "raised_at": "meet and greet",
    "raised_on": "2026-10-14",
    "what": "Shorter forms | fewer pages.",
    "who": "Payments manager",
    "due": "2026-12-18",
    "status": "open",
    "page": "policies/nights.md",
}
LATE = {**RAISED, "id": "late", "what": "Evening courses.", "due": "2026-11-21", "survey": "views/2026-spring"}
REFUSED = {**RAISED, "id": "refused", "what": "Send replies.", "status": "not doing", "because": "We cannot."}
RECORD = {
    **RAISED,
    "id": "record",
    "what": "An app.",
    "raised_on": "2018-06-01",
    "due": "2019-12-31",
    "source": {"title": "A report"},
}
DECISION = {"id": "once", "title": "Ask once", "decision": "We ask once.", "reason": "Twice is too often.",
            "day": "2026-10-01", "by": "Advisory board", "consultation": "views/2026-spring",
            "pages": ["policies/nights.md"],
            "alternatives": [{"text": "Ask twice", "because": "It tires people."}]}  # fmt: skip

COVERAGE: dict[str, Any] = {
    **REVIEW,
    "chapters": [{"letter": "A", "title": "Charters"}],
    "rows": [
        {"id": "A1", "name": "Nights", "asks": "Who decides.", "priority": "core", "state": "covered",
         "where": [{"title": "Nights away", "page": "policies/nights.md#decide"},
                   {"title": "The check", "command": "python -m site_builder check"}]},
        {"id": "A2", "name": "A portal", "asks": "A safe way in.", "priority": "out", "state": "out",
         "why": "It is another system."},
    ],
}  # fmt: skip


def changes(*notes: dict[str, Any]) -> Changes:
    newsletter = {"title": "Moor news", "opening": "Hello.", "closing": "Goodbye."}
    return Changes.model_validate({**REVIEW, "newsletter": newsletter, "changes": notes})


def kept(**facts: object) -> Handbook:
    """The tiny handbook with some facts."""
    return replace(minimal(), facts=Facts.of(*facts.values()))


@pytest.fixture(scope="module")
def news() -> dict[str, str]:
    """Every page of a handbook with notes, actions and coverage."""
    actions = Actions.model_validate({**REVIEW, "actions": [RAISED, LATE, REFUSED, RECORD], "decisions": [DECISION]})
    facts = {"changes": changes(OLD, NOTE, ACT, LEARNED, TO_COME), "actions": actions}
    return all_pages(kept(**facts, coverage=Coverage.model_validate(COVERAGE)), ON)


def test_a_service_that_keeps_no_such_facts_has_no_such_pages(pages: dict[str, str]) -> None:
    assert not [path for path in pages if path.startswith(("changes", "actions/", "newsletter", "about/coverage"))]
    assert "feed:" not in pages["policies/nights.md"]


def test_months_stand_newest_first_and_what_must_be_acted_on_first_in_its_month(news: dict[str, str]) -> None:
    page = news["changes/index.md"]
    order = ["{: #month-2026-11 }", "{: #note-act }", "{: #note-nights }", "{: #month-2026-10 }", "{: #note-learned }",
             "{: #month-2026-01 }", "{: #note-old }"]  # fmt: skip
    places = [page.index(each) for each in order]
    assert places == sorted(places)


def test_a_note_says_in_words_what_to_do_for_whom_from_when_and_why(news: dict[str, str]) -> None:
    note = news["changes/index.md"].partition("{: #note-act }")[2].partition("</article>")[0]
    for words in (
        "Must act by 5 December 2026",
        "For foster carers and social workers. It starts on 1 December 2026.",
        "**What to do:** Send the form.",
        "[See the consultation](../surveys/nights.md)",
        "[Nights away](../policies/nights.md), [Glossary](../glossary.md)",
        "This is an invented example.",
    ):
        assert words in note


def test_unpublished_results_are_nowhere(news: dict[str, str]) -> None:
    assert not [path for path, text in news.items() if "Not told yet" in text]


def test_a_day_that_has_passed_is_no_longer_to_do() -> None:
    late = all_pages(kept(changes=changes(ACT)), date(2026, 12, 6))["changes/index.md"]
    assert "Was to be done by 5 December 2026" in late
    assert "There is nothing that you must do at the moment." in late


def test_the_foot_of_a_page_names_its_two_newest_notes(news: dict[str, str]) -> None:
    foot = news["policies/nights.md"].partition("**What changed on this page:**")[2].splitlines()[0]
    assert foot.index("#note-nights") < foot.index("#note-act")
    assert "(2 November 2026, example)" in foot
    assert "#note-learned" not in foot, "two are enough"


def test_the_page_to_print_holds_three_months_and_what_is_still_to_do(news: dict[str, str]) -> None:
    page = news["changes/print.md"]
    assert "One rule for nights" in page
    assert "Long ago" not in page
    assert "Send the form. Must act by 5 December 2026." in page


def test_the_page_to_print_says_what_found_no_room() -> None:
    many = [{**NOTE, "id": f"n{number}"} for number in range(20)]
    assert "There are five changes more." in all_pages(kept(changes=changes(*many)), ON)["changes/print.md"]


def test_learning_points_have_a_page_of_their_own(news: dict[str, str]) -> None:
    page = news["changes/learning.md"]
    assert "**It is about:** late answers. **It came from:** complaint theme." in page
    assert "**What we changed:** One table." in page
    assert "One rule for nights" not in page


def test_the_letter_is_the_same_as_page_and_as_text(news: dict[str, str]) -> None:
    page, text = news["changes/newsletter.md"], news["newsletter.txt"]
    for title in ("Send it", "Too late", "Nights away"):
        assert title in page
        assert f"* {title}:" in text
    assert "You can answer until 28 February 2027." in " ".join(text.split())
    assert "Long ago" not in text
    assert max(map(len, text.splitlines())) <= 72


def test_addresses_in_the_letter_and_the_feed_are_whole_once_the_site_has_one() -> None:
    service = Service.model_validate(
        {**REVIEW, "name": "s", "title": "Moor & more", "demonstration": "no", "site_address": "https://moor.example/"}
    )
    made = all_pages(replace(kept(changes=changes(NOTE)), service=service), ON)
    assert "  https://moor.example/changes/#note-nights\n" in made["newsletter.txt"]
    assert "<link>https://moor.example/changes/#note-nights</link>" in made["changes.xml"]
    assert 'href="https://moor.example/changes.xml" rel="self"' in made["changes.xml"]
    assert "site_address" not in made["changes/newsletter.md"]


def test_the_feed_is_rss_with_days_that_readers_understand() -> None:
    found = changes(NOTE, ACT, TO_COME)
    text = feed(minimal().service, found, ON)
    channel = ET.fromstring(text).find("channel")  # noqa: S314 our own feed
    assert channel is not None
    items = channel.findall("item")
    assert [item.findtext("guid") for item in items] == ["change-note-nights", "change-note-act"]
    assert {guid.get("isPermaLink") for guid in channel.iter("guid")} == {"false"}
    days = [parsedate_to_datetime(item.findtext("pubDate") or "") for item in items]
    assert days == [datetime.fromisoformat(f"2026-11-0{day}T00:00:00+00:00") for day in (5, 2)]
    assert items[0].findtext("title") == "One rule for nights & days"
    assert items[1].findtext("title") == "Must act by 5 December 2026: Send it"
    assert items[1].findtext("category") == "Must act"
    assert (items[0].findtext("link") or "").startswith("/changes/#"), "without an address, links begin with a stroke"


def test_every_page_leads_news_readers_to_the_feed(news: dict[str, str]) -> None:
    staged = [text for path, text in news.items() if path.endswith(".md")]
    assert all("\nfeed: changes.xml\n" in text for text in staged)


def test_late_is_said_in_words_and_a_record_is_never_late(news: dict[str, str]) -> None:
    page = news["actions/index.md"]
    assert "Two actions are still to do. One action is late." in page
    row = page.partition('id="action-late"')[2].partition("</tr>")[0]
    assert '<strong class="overdue">Late.</strong> It was due by 21 November 2026' in row
    assert "[You said, we did](../you-said-we-did.md#views-2026-spring)" in row
    assert "Late." not in page.partition('id="action-record"')[2].partition("</tr>")[0]
    assert "<strong>Because:</strong> We cannot." in page


def test_a_decision_shows_its_reason_and_what_else_was_looked_at(news: dict[str, str]) -> None:
    page = news["actions/decisions.md"]
    assert "Decided on 1 October 2026, by the advisory board." in page
    assert "**Why:** Twice is too often." in page
    assert "- Ask twice. It tires people." in page


def test_an_answer_leads_to_the_actions_and_decisions_that_share_its_survey(news: dict[str, str]) -> None:
    page = news["you-said-we-did.md"]
    assert "[Evening courses.](actions/index.md#action-late)" in page
    assert "[Ask once](actions/decisions.md#decision-once)" in page


def test_a_row_leads_to_its_place_or_says_why_not(news: dict[str, str]) -> None:
    page = news["about/coverage.md"]
    assert "[Nights away](../policies/nights.md#decide)" in page
    assert "The check: <code>python -m site&#95;builder check</code>" in page
    assert "It is another system." in page
    assert '<tr><th scope="row">Core</th><td>1</td><td>0</td><td>0</td><td>0</td><td>1</td></tr>' in page


def test_everything_is_listed_once_and_what_the_menu_forgets_stands_at_the_end() -> None:
    ctx = build_context(minimal(), ON, (MenuPage("glossary.md"),))
    made = site_pages(ctx)
    contents = next(page for page in made if page.path == "contents.md").body
    for page in made:
        # The letters' pages are all on the page of the A to Z.
        if page.path != "contents.md" and not page.path.startswith("a-to-z/"):
            assert contents.count(f"]({page.path})") == (2 if page.path == "a-to-z.md" else 1), page.path
    assert contents.index("](glossary.md)") < contents.index("## Other pages") < contents.index("](a-to-z.md): ")
