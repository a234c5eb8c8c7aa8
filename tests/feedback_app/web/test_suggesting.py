"""Visits: suggesting other words for a page, without an account."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from feedback_app.suggestions.suggestion import Suggestion
from feedback_app.web.extensions import AppServices
from feedback_app.web.rate_limit_checks import Refusal
from feedback_app.web.rate_limits import MAX_REPLIES_PER_DAY
from feedback_app.web.suggest_routes import details_finder
from feedback_app.web.suggestion_draft import read_page_draft
from handbook.pages.sections import Section, sections_of
from tests.feedback_app.visiting import Page, Visitor

PAGE = "/policies/sleepovers/"
OLD = "1. Ask who else will be there.\n2. Say yes if you would for your own child."
NEW = "1. Ask who else will be there.\n2. Say yes if you would say yes for your own child."


@pytest.fixture
def part(services: AppServices) -> str:
    """The id of the part under "Decide"."""
    return next(
        each.id for each in sections_of(services.handbook.pages["policies/sleepovers.md"]) if each.title == "Decide"
    )


def opened(visitor: Visitor, part: str) -> Page:
    return visitor.get(f"/suggest/?page={PAGE}&part={part}")


def checked(visitor: Visitor, part: str, words: str = NEW, why: str = "It reads as if the child says it.") -> Page:
    return opened(visitor, part).press("Check my change", words=words, why=why)


def test_each_part_of_a_page_is_shown_as_it_stands_and_can_be_chosen(visitor: Visitor, part: str) -> None:
    page = visitor.get(f"/suggest/?page={PAGE}")
    assert page.heading == "Suggest a change: Say yes to a sleepover"
    assert "You need no account and no name" in page.text
    assert "Children stay with friends. That is part of growing up." in page.text
    assert page.has_link(f"/suggest/?page={PAGE}&part={part}")
    assert page.has_link(f"/suggest/?page={PAGE}&part=top")
    assert page.has_link(f"/suggest/?page={PAGE}&part=page")


def test_about_the_page_as_a_whole_the_box_is_empty(visitor: Visitor) -> None:
    assert opened(visitor, "page").filled["words"] == [""]
    assert opened(visitor, "gone").has_link(f"/suggest/?page={PAGE}&part=page")


def test_the_box_holds_the_words_as_they_stand(visitor: Visitor, part: str) -> None:
    assert opened(visitor, part).filled["words"] == [OLD]


def test_old_and_new_words_are_shown_before_sending(visitor: Visitor, services: AppServices, part: str) -> None:
    page = checked(visitor, part)
    assert page.heading == "Check your change before you send it"
    assert ["".join(each.itertext()) for each in page.root.iter("ins")] == ["say yes "]
    assert list(page.root.iter("del")) == []
    assert "It reads as if the child says it." in page.text
    assert services.store.suggestions() == ()


def test_a_change_is_stored_once_with_its_heading_and_the_same_receipt(
    visitor: Visitor, services: AppServices, part: str
) -> None:
    page = checked(visitor, part)
    done = page.press("Send my change")
    assert done.heading == "Thank you: we have your change"
    assert done.receipt == page.receipt
    again = page.press("Send my change")
    assert again.heading == "We already have your change"
    assert "The words that you sent first count." in again.text
    (kept,) = services.store.suggestions()
    assert (kept.page, kept.before, kept.after) == (PAGE, f"## Decide\n\n{OLD}", f"## Decide\n\n{NEW}")
    assert kept.why == "It reads as if the child says it."
    assert kept.state.value == "waiting"
    assert services.store.suggestion_of(done.receipt) == kept


def test_what_is_stored_says_nothing_about_who_or_when_and_joins_nothing(
    visitor: Visitor, services: AppServices, part: str
) -> None:
    receipt = checked(visitor, part).press("Send my change").receipt
    connection = sqlite3.connect(services.settings.store)
    (row,) = connection.execute("SELECT * FROM suggestion").fetchall()
    connection.close()
    assert len(row) == 7
    assert receipt.encode() not in services.settings.store.read_bytes()
    assert services.store.run_key_of(receipt) is None


def test_words_that_do_not_change_are_not_sent(visitor: Visitor, services: AppServices, part: str) -> None:
    page = checked(visitor, part, words=OLD + "  \n\n")
    assert page.errors == [("words", "Change the words in the box, or write new ones")]
    assert services.store.suggestions() == ()


def test_too_many_words_are_kept_on_the_page(visitor: Visitor, part: str) -> None:
    page = checked(visitor, part, words="x" * 4001)
    assert page.errors == [("words", "Shorten your words by 1 character")]
    assert page.filled["words"] == ["x" * 4001]


def test_spaces_at_the_start_of_a_line_stay(visitor: Visitor, services: AppServices, part: str) -> None:
    checked(visitor, part, words="    moved in\n\tand so on  \n").press("Send my change")
    assert services.store.suggestions()[0].after == "## Decide\n\n    moved in\n\tand so on"


def test_going_back_to_the_words_loses_nothing(visitor: Visitor, part: str) -> None:
    page = checked(visitor, part).press("Change my words")
    assert (page.filled["words"], page.filled["why"]) == ([NEW], ["It reads as if the child says it."])


def test_words_that_changed_on_the_page_meanwhile_are_shown_beside_ones_own(visitor: Visitor, part: str) -> None:
    form = opened(visitor, part)
    page = visitor.post("/suggest/check/", form.filled | {"words": [NEW], "shown": ["an older mark"]})
    assert page.errors == [("words", "The words of this page changed while you wrote. Compare yours with them below")]
    assert page.filled["words"] == [NEW]
    assert OLD.replace("\n", " ") in page.text
    assert page.press("Check my change").heading == "Check your change before you send it"


def test_a_part_that_is_gone_becomes_a_change_to_the_whole_page(
    visitor: Visitor, services: AppServices, part: str
) -> None:
    form = opened(visitor, part)
    page = visitor.post("/suggest/check/", form.filled | {"words": [NEW], "part": ["gone"], "shown": [""]})
    page.press("Send my change")
    (kept,) = services.store.suggestions()
    assert (kept.before, kept.after) == ("", NEW)


@pytest.fixture
def made_page(services: AppServices) -> str:
    """A page of the built site that is made from data."""
    folder = services.site / "who-to-call"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(
        '<h1 id="x">Who to <em>call</em> &amp; when<a class="headerlink" href="#x">#</a></h1>'
    )
    return "/who-to-call/"


def test_a_page_made_from_data_takes_words_too(visitor: Visitor, services: AppServices, made_page: str) -> None:
    page = visitor.get(f"/suggest/?page={made_page}")
    assert page.heading == "Suggest a change: Who to call & when"
    assert page.filled["words"] == [""]
    sent = page.press("Check my change", words="The night number is wrong.").press("Send my change")
    assert sent.heading == "Thank you: we have your change"
    assert services.store.suggestions()[0] == Suggestion(
        made_page, "", "The night number is wrong.", id=services.store.suggestions()[0].id
    )


@pytest.mark.parametrize("address", ["/nowhere/", "/../../etc/", "https://evil.example/", "/" + "a/" * 200])
def test_an_unknown_page_leads_to_the_list_of_pages(visitor: Visitor, address: str) -> None:
    page = visitor.get(f"/suggest/?page={address}")
    assert page.heading == "Suggest a change to a page"
    assert "We do not know that page" in page.text
    assert "evil" not in page.html


def test_words_for_a_page_that_is_gone_come_back(visitor: Visitor, services: AppServices) -> None:
    page = visitor.post("/suggest/send/", {"page": "/nowhere/", "words": "Say <it> so.", "why": "It is unclear."})
    assert page.heading == "Suggest a change to a page"
    assert [word in page.html for word in ("Say &lt;it&gt; so.", "It is unclear.", "We have kept none of it")] == [
        True
    ] * 3
    assert services.store.suggestions() == ()


def test_without_a_page_the_list_is_offered(visitor: Visitor) -> None:
    page = visitor.get("/suggest/")
    assert "We do not know" not in page.text
    assert PAGE in [each.get("value") for each in page.root.iter("option")]


def test_personal_details_that_are_new_are_asked_about_and_old_ones_are_not(
    visitor: Visitor, services: AppServices, part: str
) -> None:
    page = checked(visitor, part, words=OLD + "\n3. Ask Priya on 07700 900123.", why="Mr Smith said so.")
    assert page.heading == "Leave these out?"
    page = page.press("Take all of them out")
    assert page.heading == "Check your change before you send it"
    page.press("Send my change")
    (kept,) = services.store.suggestions()
    assert kept.after.endswith("3. Ask [name taken out] on [phone number taken out].")
    assert kept.why == "[name taken out] said so."


def test_a_program_that_fills_in_every_box_is_stopped(visitor: Visitor, part: str) -> None:
    page = opened(visitor, part).press("Check my change", words=NEW, website="https://spam.example")
    assert page.errors == [("website", 'Empty the box called "Leave this box empty", then send again')]
    assert page.press("Check my change", website="").heading == "Check your change before you send it"


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"website": "https://spam.example"}, 'Empty the box called "Leave this box empty", then send again'),
        ({"shown": "an older mark"}, "The words of this page changed while you wrote. Compare yours with them below"),
        ({"words": "x" * 4001}, "Shorten your words by 1 character"),
        ({"why": "x" * 4001}, "Shorten your words by 1 character"),
        ({"words": OLD}, "Change the words in the box, or write new ones"),
    ],
)
def test_what_is_sent_without_being_looked_over_is_checked_all_the_same(
    visitor: Visitor, services: AppServices, part: str, sent: dict[str, str], why: str
) -> None:
    form = opened(visitor, part).filled | {"words": [NEW]}
    page = visitor.post("/suggest/send/", form | {name: [value] for name, value in sent.items()})
    assert why in [said for _, said in page.errors]
    assert services.store.suggestions() == ()


def test_who_comes_too_late_keeps_the_words_and_can_send_again(
    visitor: Visitor, services: AppServices, part: str
) -> None:
    page = checked(visitor, part)
    for _ in range(MAX_REPLIES_PER_DAY):
        services.rate_limiter.allow_reply("suggest", None)
    waiting = page.press("Send my change")
    assert (waiting.status, waiting.heading) == (Refusal.TOO_MANY.status, "Please wait, then send again")
    assert waiting.filled["words"] == [NEW]
    assert waiting.receipt == page.receipt
    services.rate_limiter._forms.clear()
    assert waiting.press("Try again").heading == "Thank you: we have your change"


def test_a_store_out_of_order_keeps_the_words(
    visitor: Visitor, services: AppServices, part: str, tmp_path: Path
) -> None:
    page = checked(visitor, part)
    away = services.settings.store.rename(tmp_path / "away.sqlite")
    waiting = page.press("Send my change")
    assert (waiting.status, waiting.heading) == (503, "We could not store your change yet")
    assert waiting.filled["words"] == [NEW]
    away.rename(services.settings.store)
    assert waiting.press("Try again").heading == "Thank you: we have your change"


def test_a_change_can_be_taken_back_until_it_is_answered(visitor: Visitor, services: AppServices, part: str) -> None:
    receipt = checked(visitor, part).press("Send my change").receipt
    gone = visitor.get("/withdraw/").press("Take my answers back", receipt=receipt)
    assert gone.heading == "Your suggested change is deleted"
    assert services.store.suggestions() == ()
    assert visitor.get("/withdraw/").press("Take my answers back", receipt=receipt).errors


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><b>"])
def test_nothing_that_is_typed_becomes_markup(visitor: Visitor, part: str, hostile: str) -> None:
    page = checked(visitor, part, words=hostile, why=hostile)
    assert hostile not in page.html
    assert hostile not in page.press("Change my words").html


def test_what_the_page_says_already_is_no_secret(app: Flask) -> None:
    with app.test_request_context():
        whole = read_page_draft(PAGE, {})
        find = details_finder(replace(whole, section=Section("x", "X", "## X\n\n", "Since 1 April 2026, ask Priya.")))
        assert find("words", "Since 1 April 2026, please ask Priya.") == ()
        assert [each.text for each in find("why", "Priya said so.")] == ["Priya"]
