"""Facts about what is on which page."""

import re
from dataclasses import replace
from datetime import date

import pytest

from handbook.charters.charter import Charter
from handbook.service.contacts import Contacts
from handbook.service.service import Service
from handbook.source.problems import ContentError
from handbook.surveys.summaries import Summary
from handbook.surveys.survey import Wave
from site_builder.context import BuildContext, build_context
from site_builder.page_list import all_pages
from site_builder.pages.parties import promised_by, promised_to
from tests.site_builder.minimal_handbook import (
    CHARTER,
    CONTACT,
    EMERGENCY,
    NOTICE,
    ON,
    PAGE,
    REVIEW,
    SUMMARY,
    WAVE,
    minimal,
    page,
)


def test_every_promise_has_an_element_with_its_id(pages: dict[str, str]) -> None:
    for ref in ("moor-1", "moor-2", "moor-3"):
        assert f'id="{ref}"' in pages["charters/moor.md"]
        assert f"[Link to this promise](#{ref})" in pages["charters/moor.md"]


def test_a_figure_is_shown_beside_its_promise_and_says_that_it_is_invented(pages: dict[str, str]) -> None:
    assert "**6 in 10 agree:**" in pages["charters/moor.md"]
    assert "About 55 answers, spring 2026, invented example." in pages["charters/moor.md"]
    assert "../surveys/views/2026-spring.md#question-asked" in pages["charters/moor.md"]


def test_a_real_figure_is_not_called_an_example() -> None:
    real = all_pages(minimal(summaries={"views/2026-spring": Summary.model_validate({**SUMMARY, "example": "no"})}), ON)
    assert "example" not in real["charters/moor.md"]


def test_the_newest_figure_is_beside_its_promise(ctx: BuildContext) -> None:
    old = Summary.model_validate({**SUMMARY, "asking": "views/2025-spring", "closes": "2025-03-31"})
    new = ctx.handbook.summaries["views/2026-spring"]
    for summaries in ((old, new), (new, old)):
        both = build_context(minimal(summaries={each.asking: each for each in summaries}), ON)
        assert {summary.asking for summary, _ in both.figures["moor-1"]} == {"views/2026-spring"}


def test_two_questions_about_one_promise_both_show_their_figures() -> None:
    question = SUMMARY["questions"][0]  # type: ignore[index]
    twice = {**SUMMARY, "questions": [question, {**question, "id": "second", "text": "Asked in other words."}]}
    made = all_pages(minimal(summaries={"views/2026-spring": Summary.model_validate(twice)}), ON)
    promise = made["charters/moor.md"].split('id="moor-1"')[1].split("</li>")[0]
    assert promise.count("See the results](") == 2
    assert "Asked in other words." in promise


def test_a_question_without_a_figure_says_so_beside_its_promise() -> None:
    silent = {**SUMMARY, "questions": [{**SUMMARY["questions"][0], "base": None, "shares": []}]}  # type: ignore[index]
    made = all_pages(minimal(summaries={"views/2026-spring": Summary.model_validate(silent)}), ON)
    assert "**Asked, but no figure can be shown:**" in made["charters/moor.md"]


def test_a_charter_without_dates_says_so(pages: dict[str, str]) -> None:
    assert "The charter has no date." in pages["charters/moor.md"]


def test_an_uncertain_heading_is_said_with_its_reason(pages: dict[str, str]) -> None:
    assert "It has no heading of its own." in pages["charters/moor.md"]
    assert "The charter does not show which heading this item belongs under." in pages["charters/moor.md"]


def test_a_role_is_told_apart_from_promises() -> None:
    lists = [{**CHARTER["lists"][0], "kind": "role"}, CHARTER["lists"][1]]  # type: ignore[index]
    charter = Charter.model_validate({**CHARTER, "lists": lists})
    made = all_pages(minimal(charters={"moor": charter}), ON)
    assert "## What each role is {: #roles }" in made["charters/moor.md"]
    assert "Link to this role" in made["charters/moor.md"]
    assert "ask you" not in made["themes/talk.md"], "a role is no promise under a theme"
    assert "ask you" in made["expectations/corporate-parent-expected.md"]


def test_a_silent_charter_is_named(pages: dict[str, str]) -> None:
    money = pages["themes/money.md"]
    assert "No charter has a promise by the council about this." in money
    two = {"moor": CHARTER, "fen": {**CHARTER, "authority": "Fen Council", "lists": CHARTER["lists"][1:]}}  # type: ignore[index]
    fen = two["fen"]["lists"][0]  # type: ignore[index]
    two["fen"]["lists"] = [
        {**fen, "heading": "Talk & listen", "theme": "money", "items": [{**fen["items"][0], "id": "fen-1"}]}
    ]
    made = all_pages(minimal(charters={slug: Charter.model_validate(each) for slug, each in two.items()}), ON)
    assert "Fen's charter does not mention this." in made["themes/talk.md"]


def test_a_party_expects_what_is_promised_to_it_by_name(ctx: BuildContext) -> None:
    carers, council = ctx.parties["foster-carer"], ctx.parties["corporate-parent"]
    assert [each.id for each in promised_to(ctx, carers)] == ["moor-1", "moor-2"]
    assert [each.id for each in promised_to(ctx, council)] == ["moor-3"]
    assert [each.id for each in promised_by(ctx, carers)] == ["moor-3"]


def test_what_is_promised_to_carers_families_is_not_promised_to_carers(ctx: BuildContext) -> None:
    lists = [{**CHARTER["lists"][0], "to": "foster carers' families"}]  # type: ignore[index]
    other = build_context(minimal(charters={"moor": Charter.model_validate({**CHARTER, "lists": lists})}), ON)
    assert promised_to(other, ctx.parties["foster-carer"]) == []


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 2, 1), "It opens on 1 March 2026 and closes on 31 March 2026."),
        (date(2026, 3, 31), "It is open: you can answer until 31 March 2026."),
        (date(2026, 4, 1), "It closed on 31 March 2026."),
    ],
)
def test_a_survey_shows_its_status(on: date, said: str) -> None:
    made = all_pages(minimal(summaries={}, outcomes={}), on)["surveys/views.md"]
    assert said in made
    assert ("/answer/views/" in made) == ("It is open" in said)


def test_an_answer_that_is_late_is_said_plainly() -> None:
    made = all_pages(minimal(outcomes={}), ON)
    for path in ("surveys/views.md", "surveys/views/2026-spring.md"):
        assert '<strong class="overdue">Our answer is overdue.</strong> We promised it by 30 June 2026.' in made[path]
    assert '"An answer is overdue"\n    - [How is it? Spring 2026](' in made["you-said-we-did.md"]


def test_late_answers_are_in_one_box() -> None:
    late = all_pages(minimal(outcomes={}), date(2027, 6, 1))["you-said-we-did.md"]
    assert late.count("!!! warning") == 1
    assert '"Answers are overdue"' in late
    assert "we promised it by 30 June 2026." in late
    assert "we promised it by 31 May 2027." in late


def test_results_say_why_a_question_is_silent(pages: dict[str, str]) -> None:
    assert "Fewer than 10 replies." in pages["surveys/views/2026-spring.md"]


def test_every_page_that_shows_invented_answers_says_so(pages: dict[str, str]) -> None:
    for path in ("surveys/views/2026-spring.md", "charters/moor.md", "you-said-we-did.md"):
        assert "example-banner" in pages[path]


def test_real_answers_carry_no_banner() -> None:
    wave = Wave.model_validate({**WAVE, "example": "no"})
    made = all_pages(minimal(waves={"views": {"2026-spring": wave}}), ON)
    assert "example-banner" not in made["surveys/views/2026-spring.md"]


def test_an_action_past_its_day_is_late_and_a_refusal_has_its_reason(pages: dict[str, str]) -> None:
    assert 'due by 1 October 2026) <strong class="overdue">This is late.</strong>' in pages["you-said-we-did.md"]
    assert "**Because:** Once is enough." in pages["you-said-we-did.md"]


def test_who_to_call_begins_with_the_emergency_whatever_the_order_of_the_file() -> None:
    contacts = Contacts.model_validate({**REVIEW, "contacts": [CONTACT, EMERGENCY], "notice": NOTICE})
    made = all_pages(minimal(contacts=contacts), ON)["who-to-call.md"]
    assert made.index("(tel:999)") < made.index("(tel:+441632960001)")
    assert "(example number, it does not work)" in made


def test_every_number_of_a_contact_is_printed_and_linked() -> None:
    more = {"phone": "01632 960001", "extension": "4", "text_relay": "yes", "text_number": "07700 900001"}
    told = {**CONTACT, **more}
    contacts = Contacts.model_validate({**REVIEW, "contacts": [EMERGENCY, told], "notice": NOTICE})
    made = all_pages(minimal(contacts=contacts), ON)["who-to-call.md"]
    example = "(example number, it does not work)"
    assert f"[01632 960001](tel:+441632960001,4){{: .contact__number }} extension 4 {example}" in made
    assert f"Text [07700 900001](sms:+447700900001){{: .contact__number }} {example}" in made
    assert "type through Relay UK: [18001 01632 960001](tel:1800101632960001)" in made
    assert "Relay UK" not in all_pages(minimal(), ON)["who-to-call.md"]


def test_other_words_lead_to_a_page_in_the_a_to_z(pages: dict[str, str]) -> None:
    assert "- [Sleepover](../policies/nights.md)\n" in pages["a-to-z/s.md"]
    assert "- [Looked after child](../glossary.md#lac): " in pages["a-to-z/l.md"]


def test_reviews_tell_overdue_from_later() -> None:
    old = page("old.md", {**PAGE, "title": "Old page", "reviewed": "2020-01-01"}, "Text.")
    made = all_pages(minimal(pages={"old.md": old}), ON)["reviews.md"]
    assert "[Old page](old.md): by 1 January 2021, fostering manager" in made.split("## Due in")[0]


def test_a_hand_written_page_never_hides_a_made_one() -> None:
    own = page("glossary.md", {**PAGE, "title": "Our own glossary"}, "Text.")
    with pytest.raises(ContentError, match=r"docs/glossary\.md:1:1: .* made from `service/glossary\.yml`"):
        all_pages(minimal(pages={"glossary.md": own}), ON)


def test_no_page_has_two_elements_with_one_id(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        ids = re.findall(r'(?:\sid="|\{: #)([\w-]+)', text)
        assert len(ids) == len(set(ids)), path


def test_texts_of_content_cannot_break_out_of_the_page_header() -> None:
    service = Service.model_validate({**REVIEW, "name": "x", "title": "x", "demonstration": "no"})
    evil = page("evil.md", {**PAGE, "title": 'A "title": <b>', "summary": '"><script>x()</script>'}, "Text.")
    head = all_pages(minimal(service=service, pages={"evil.md": evil}), ON)["evil.md"].split("---")[1]
    assert 'title: "A &quot;title&quot;: &lt;b&gt;"' in head
    assert "<" not in head


def test_pages_grow_with_the_content_and_not_with_its_square() -> None:
    """Twice the pages make twice the look-ups: a page never goes through all others."""

    def lookups(number: int) -> int:
        counted = CountingDict(
            {f"p{n}.md": page(f"p{n}.md", {**PAGE, "title": f"Page {n}"}, "Text.") for n in range(number)}
        )
        all_pages(replace(minimal(), pages=counted), ON)
        return counted.gone_through

    assert lookups(40) == lookups(20)


class CountingDict(dict[str, object]):
    """Counts how often somebody goes through all of it."""

    gone_through = 0

    def values(self):  # type: ignore[no-untyped-def]  # noqa: ANN201, D102 as in dict
        self.gone_through += 1
        return super().values()

    def __iter__(self):  # type: ignore[no-untyped-def]  # noqa: ANN204 as in dict
        self.gone_through += 1
        return super().__iter__()


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("policies/nights/index.md", "`docs/policies/nights.md` has the same address"),
        ("who-to-call/index.md", "made from `service/contacts.yml`"),
        ("charters/moor/index.md", "made from `charters/moor.yml`"),
        ("glossary.md", "made from `service/glossary.yml`"),
    ],
)
def test_two_files_with_one_address_are_refused(path: str, other: str) -> None:
    pages = {**minimal().pages, path: page(path, PAGE, "Text.")}
    with pytest.raises(ContentError) as told:
        all_pages(minimal(pages=pages), ON)
    (problem,) = told.value.problems
    assert problem.path == f"docs/{path}"
    assert other in problem.message
