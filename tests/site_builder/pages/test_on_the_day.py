"""What pages say on the last day of something, and on the day after: the days on which being wrong by one shows."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from handbook.facts.changes import Changes
from handbook.facts.events.model import Events
from handbook.handbook import Facts, Handbook
from handbook.pages.page import Page
from handbook.service.contacts import Contacts
from handbook.service.service import Service
from handbook.surveys.outcomes import Outcome
from handbook.surveys.survey import Consultation, Survey, SurveyRun, Wave
from handbook.urls import PAGE_FEEDBACK_ADDRESS, SUGGEST_ADDRESS, WITHDRAW_ADDRESS
from site_builder.build.csp import content_security_policy
from site_builder.context import build_context
from site_builder.page_list import all_pages
from site_builder.pages.facts.courses import calendar_lines
from site_builder.pages.outcomes import outcome_row
from site_builder.pages.survey_status import NEEDS_CODE, answer_sentences, form_link, period_sentence
from tests.site_builder.minimal_handbook import (
    CONSULTATION,
    CONTACT,
    EMERGENCY,
    NOTICE,
    ON,
    OUTCOME,
    PAGE,
    REVIEW,
    SURVEY,
    WAVE,
    minimal,
    page,
)
from tests.site_builder.pages.facts.test_cancelled_dates import HELD, courses
from tests.site_builder.pages.test_examples_say_so import EVENT, MEETING, NOTE

ONE_DAY = timedelta(days=1)
NEWS: dict[str, Any] = {
    **{key: value for key, value in NOTE.items() if key not in ("act", "act_by", "kind", "theme", "change_made")},
    "must_act": "no",
    "because": {"kind": "consultation", "text": "You asked for it.", "ref": "nights"},
}


def changes(*notes: dict[str, Any]) -> Changes:
    letter = {"title": "News", "opening": "Hello.", "closing": "Goodbye."}
    return Changes.model_validate({**REVIEW, "newsletter": letter, "changes": notes})


def with_facts(**facts: object) -> Handbook:
    return replace(minimal(), facts=Facts.of(*facts.values()))


def run(handbook: Handbook, key: str = "views/2026-spring") -> SurveyRun:
    return handbook.runs[key]


# -- surveys and what comes of them --


@pytest.mark.parametrize(
    ("on", "says", "form"),
    [
        (date(2026, 2, 28), "It opens on 1 March 2026 and closes on 31 March 2026.", False),
        (date(2026, 3, 1), "It is open: you can answer until 31 March 2026.", True),
        (date(2026, 3, 31), "It is open: you can answer until 31 March 2026.", True),
        (date(2026, 4, 1), "It closed on 31 March 2026.", False),
    ],
)
def test_a_wave_is_open_from_its_first_day_to_its_last(on: date, says: str, *, form: bool) -> None:
    ctx = build_context(minimal(), on)
    assert period_sentence(run(ctx.handbook), on) == says
    assert (form_link(ctx, run(ctx.handbook)) is not None) == form
    assert ("](/answer/views/)" in all_pages(minimal(), on)["surveys/views.md"]) == form


@pytest.mark.parametrize(
    ("on", "heading", "asked_then"),
    [(date(2027, 2, 28), "What we propose", False), (date(2027, 3, 1), "What we proposed", True)],
)
def test_a_consultation_that_is_over_says_first_that_its_words_are_those_of_the_time(
    on: date, heading: str, *, asked_then: bool
) -> None:
    made = all_pages(minimal(), on)["surveys/nights.md"]
    before, _, _ = made.partition(f"\n## {heading} {{: #proposal }}\n")
    assert before != made
    assert ("What follows is what we proposed and asked then." in before) == asked_then


def test_a_consultation_that_is_over_leads_to_the_answer() -> None:
    outcomes = {"nights": Outcome.model_validate(OUTCOME)}
    made = all_pages(minimal(outcomes=outcomes), date(2027, 3, 1))["surveys/nights.md"]
    assert "It closed on 28 February 2027. Our answer is under [You said, we did](#you-said-we-did)." in made
    assert "\n## You said, we did {: #you-said-we-did }\n" in made


def test_a_form_that_takes_codes_says_so_wherever_it_is_offered() -> None:
    """On the page of surveys, on its own page, and at the top and the foot of each page that it is about."""
    code = {"access": "one-time code"}
    by_code = minimal(
        waves={"views": {"2026-spring": Wave.model_validate({**WAVE, **code})}},
        consultations={"nights": Consultation.model_validate({**CONSULTATION, **code})},
    )
    for slug, on in (("views", date(2026, 3, 1)), ("nights", ON)):
        link = f"(/answer/{slug}/)"
        offers = {path: text for path, text in all_pages(by_code, on).items() if link in text}
        assert {"surveys/index.md", f"surveys/{slug}.md"} <= offers.keys()
        # Before the link in the list and in the banner; at the foot in the brackets that follow it.
        around = [(path, *each) for path, text in offers.items() for each in pairwise(text.split(link))]
        assert [
            path
            for path, before, after in around
            if NEEDS_CODE not in before[-400:] and "with a code from us" not in before[-80:] + after[:160]
        ] == []
        assert [path for path, text in all_pages(minimal(), on).items() if NEEDS_CODE in text] == []
    assert any(".asked-banner" in text for text in offers.values())


@pytest.mark.parametrize(("on", "late"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_an_answer_is_overdue_after_the_day_that_was_promised(on: date, *, late: bool) -> None:
    ctx = build_context(minimal(outcomes={}), on)
    says = " ".join(map(str, answer_sentences(ctx, run(ctx.handbook))))
    assert ("Our answer is overdue." in says) == late
    assert "30 June 2026" in says
    assert "not published" not in says, "the results are there"


def test_results_are_missed_only_once_the_wave_is_over() -> None:
    for on, missed in ((date(2026, 3, 31), False), (date(2026, 4, 1), True)):
        ctx = build_context(minimal(outcomes={}, summaries={}), on)
        says = " ".join(map(str, answer_sentences(ctx, run(ctx.handbook))))
        assert ("The results are not published yet." in says) == missed


def test_once_answered_nothing_is_promised_any_more() -> None:
    assert list(answer_sentences(build_context(minimal(), date(2026, 8, 1)), run(minimal()))) == []


@pytest.mark.parametrize(("published", "late"), [("2026-06-30", False), ("2026-07-01", True)])
def test_an_answer_that_came_late_says_so(published: str, *, late: bool) -> None:
    outcome = Outcome.model_validate({**OUTCOME, "published": published})
    row = outcome_row(build_context(minimal(), ON), run(minimal()), outcome)
    assert ("later than we promised (30 June 2026)" in row.answered) == late


@pytest.mark.parametrize(("on", "late"), [(date(2026, 10, 1), False), (date(2026, 10, 2), True)])
def test_an_action_is_late_after_its_day_unless_it_was_done_or_refused(on: date, *, late: bool) -> None:
    handbook = minimal()
    row = outcome_row(build_context(handbook, on), run(handbook), handbook.outcomes["views/2026-spring"])
    under_way, refused = row.findings[0].actions
    assert ("This is late." in under_way.when) == late
    assert "This is late." not in refused.when


def test_children_are_asked_in_a_list_of_their_own() -> None:
    child = Consultation.model_validate({**CONSULTATION, "title": "For you", "for_children": "yes", "pages": []})
    handbook = minimal(consultations={"nights": Consultation.model_validate(CONSULTATION), "child": child})
    text = all_pages(handbook, ON)["surveys/index.md"]
    grown_up, _, children = text.partition("{: #for-children }")
    assert "](nights.md) {: #nights }" in grown_up
    assert "](child.md)" not in grown_up
    assert "](child.md) {: #child }" in children


def test_a_survey_for_children_is_not_in_the_letter_and_a_long_list_leads_on() -> None:
    each = {**CONSULTATION, "pages": []}
    some = {f"c{number}": Consultation.model_validate({**each, "title": f"Form {number}"}) for number in range(6)}
    child = Consultation.model_validate({**each, "title": "For you", "for_children": "yes"})
    handbook = replace(minimal(consultations={**some, "child": child}), facts=Facts.of(changes(NEWS)))
    text = all_pages(handbook, ON)["newsletter.txt"]
    assert [f"* Form {number}:" in text for number in range(6)] == [True] * 5 + [False]
    assert "Six forms can be answered now." in text
    assert "For you" not in text


# -- who is asked where --


def with_page(path: str, **header: object) -> str:
    contacts = Contacts.model_validate(
        {**REVIEW, "contacts": [EMERGENCY, CONTACT, {**CONTACT, "id": "help", "urgency": "urgent"}], "notice": NOTICE}
    )
    by_theme = Consultation.model_validate({**CONSULTATION, "pages": []})
    written: dict[str, Page] = {path: page(path, {**PAGE, **header}, "Text.")}
    return all_pages(minimal(contacts=contacts, pages=written, consultations={"nights": by_theme}, outcomes={}), ON)[
        path
    ]


@pytest.mark.parametrize(
    ("path", "header", "asked"),
    [
        ("policies/nights.md", {}, True),
        ("policies/nights.md", {"themes": ["money"]}, False),
        ("policies/nights.md", {"contacts": ["help"]}, False),
        ("policies/nights.md", {"contacts": ["duty", "help"]}, False),
        ("children/nights.md", {}, False),
    ],
)
def test_help_pages_do_not_ask_for_an_opinion_first(path: str, header: dict[str, object], *, asked: bool) -> None:
    assert ("asked-banner" in with_page(path, **header)) is asked


def test_a_form_that_names_its_pages_asks_on_no_other() -> None:
    pages = {path: page(path, PAGE, "Text.") for path in ("policies/nights.md", "policies/days.md")}
    made = all_pages(minimal(pages=pages, outcomes={}), ON)
    assert "asked-banner" in made["policies/nights.md"]
    assert "asked-banner" not in made["policies/days.md"]


@pytest.mark.parametrize(("count", "more"), [(2, False), (3, True)])
def test_a_foot_lists_two_forms_and_links_to_the_rest(count: int, *, more: bool) -> None:
    some = {f"c{number}": Consultation.model_validate(CONSULTATION) for number in range(count)}
    text = all_pages(minimal(consultations=some, outcomes={}), ON)["policies/nights.md"]
    foot = text.partition('id="have-your-say"')[2]
    assert foot.count("](/answer/c") == 2
    assert ("More that you can answer" in foot) == more


# -- reviews --


@pytest.mark.parametrize(("on", "late"), [(date(2027, 10, 1), False), (date(2027, 10, 2), True)])
def test_a_page_is_overdue_after_its_day(on: date, *, late: bool) -> None:
    text = all_pages(minimal(), on)["policies/nights.md"]
    assert ("**This page is overdue for review.** It was due by 1 October 2027." in text) == late
    assert ("Next review: **overdue**, it was due by 1 October 2027." in text) == late
    assert ("Next review: by 1 October 2027" in text) != late


@pytest.mark.parametrize(("before", "group"), [(-1, "overdue"), (0, "soon"), (60, "soon"), (61, "later")])
def test_a_review_is_grouped_by_its_date(before: int, group: str) -> None:
    text = all_pages(minimal(), date(2027, 10, 1) - before * ONE_DAY)["reviews.md"]
    (part,) = [each for each in text.split("\n## ") if "](policies/nights.md)" in each]
    assert f"{{: #{group} }}" in part


# -- news --


@pytest.mark.parametrize(
    ("on", "todo"),
    [(date(2026, 11, 4), None), (date(2026, 11, 5), True), (date(2026, 12, 5), True), (date(2026, 12, 6), False)],
)
def test_a_note_is_out_from_its_day_and_to_do_until_its_last(on: date, todo: bool | None) -> None:  # noqa: FBT001 a case
    made = all_pages(with_facts(changes=changes(NOTE)), on)
    assert ("note-note" in made["changes/index.md"]) == (todo is not None)
    assert ("Must act by 5 December 2026" in made["changes/index.md"]) == bool(todo)
    assert ("YOU MUST ACT" in made["newsletter.txt"]) == bool(todo)
    assert ("Must act by 5 December 2026: Send it" in made["changes.xml"]) == bool(todo)


@pytest.mark.parametrize(("after", "told"), [(31, True), (32, False)])
def test_the_letter_tells_of_changes_for_a_month(after: int, *, told: bool) -> None:
    made = all_pages(with_facts(changes=changes(NEWS)), date(2026, 11, 5) + after * ONE_DAY)
    assert ("* Send it:" in made["newsletter.txt"]) == told


@pytest.mark.parametrize(("after", "told"), [(92, True), (93, False)])
def test_the_letter_tells_of_answers_for_three_months(after: int, *, told: bool) -> None:
    made = all_pages(with_facts(changes=changes()), date(2026, 7, 2) + after * ONE_DAY)
    assert ("We answered on 2 July 2026" in made["newsletter.txt"]) == told


@pytest.mark.parametrize(("ahead", "told"), [(61, True), (62, False)])
def test_the_letter_looks_two_months_ahead(ahead: int, *, told: bool) -> None:
    on = date(2027, 1, 12) - ahead * ONE_DAY
    event = {**REVIEW, "events": [{**EVENT, "held": [{**MEETING, "days": ["2027-01-12"]}]}]}
    handbook = with_facts(changes=changes(), courses=courses(HELD), events=Events.model_validate(event))
    text = all_pages(handbook, on)["newsletter.txt"]
    assert ("* First aid:" in text) == told
    assert ("* Support group:" in text) == told


def test_the_feed_holds_fifty_notes_and_no_more() -> None:
    many = [{**NEWS, "id": f"n{number}"} for number in range(51)]
    made = all_pages(with_facts(changes=changes(*many)), ON)
    assert made["changes.xml"].count("<item>") == 50
    assert made["changes/index.md"].count("<article") == 51


# -- dates of courses and events --


@pytest.mark.parametrize(
    ("on", "under"),
    [
        (date(2027, 1, 11), 12),
        (date(2027, 1, 12), 12),
        (date(2027, 1, 13), 19),
        (date(2027, 1, 19), 19),
        (date(2027, 1, 20), None),
    ],
)
def test_a_course_of_two_days_stands_under_the_one_to_come(on: date, under: int | None) -> None:
    kept = courses({**HELD, "days": ["2027-01-12", "2027-01-19"]})
    lines = calendar_lines(build_context(with_facts(courses=kept), on), kept)
    assert [line.day.day for line in lines] == ([] if under is None else [under])


def test_a_moved_day_stands_where_it_is_now_and_a_day_off_nowhere() -> None:
    rule = {
        **{key: value for key, value in MEETING.items() if key != "days"},
        "every": "Tuesday",
        "since": "2026-12-01",
        "until": "2026-12-29",
        "not_on": ["2026-12-29"],
        "moved": [
            {"day": "2026-12-08", "to": "2026-12-10", "told_on": "2026-11-20"},
            {"day": "2026-12-15", "to": "2027-01-04", "told_on": "2026-11-20"},
        ],
    }
    (held,) = Events.model_validate({**REVIEW, "events": [{**EVENT, "held": [rule]}]}).events[0].held
    days = held.between(date(2026, 11, 1), date(2027, 2, 1))
    assert [f"{day:%m-%d}" for day in days] == ["12-01", "12-10", "12-22", "01-04"]
    assert held.between(date(2026, 12, 10), date(2026, 12, 10)) == [date(2026, 12, 10)], "both ends belong to it"
    assert held.between(date(2026, 12, 11), date(2027, 1, 3)) == [date(2026, 12, 22)]
    assert held.next_day(date(2026, 12, 23)) == date(2027, 1, 4)


# -- where the forms are --


def test_every_link_to_a_form_leads_to_the_host_of_the_forms() -> None:
    service = Service.model_validate(
        {**REVIEW, "name": "s", "title": "t", "demonstration": "no", "forms_address": "https://forms.example/"}
    )
    made = all_pages(replace(minimal(outcomes={}), service=service), ON)
    page_ = made["policies/nights.md"]
    for address in ("/answer/nights/", SUGGEST_ADDRESS, PAGE_FEEDBACK_ADDRESS):
        assert f"https://forms.example{address}" in page_, address
    assert f"https://forms.example{WITHDRAW_ADDRESS}" in made["surveys/index.md"]
    assert not [path for path, text in made.items() if "](/answer/" in text or 'action="/' in text]


def test_forms_may_be_sent_to_the_site_and_to_the_host_of_the_forms_alone() -> None:
    def directive(policy: str, name: str) -> list[str]:
        return next(each.split()[1:] for each in policy.split("; ") if each.startswith(f"{name} "))

    assert directive(content_security_policy([], None), "form-action") == ["'self'"]
    policy = content_security_policy(["'sha256-a'"], "https://forms.example:8443/path/?x=1")
    assert directive(policy, "form-action") == ["'self'", "https://forms.example:8443"]
    assert directive(policy, "script-src") == ["'self'", "'sha256-a'"]
    assert directive(policy, "default-src") == ["'none'"]


# -- several waves --


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 2, 1), "It opens on 1 March 2026"),
        (date(2026, 3, 5), "you can answer until 31 March 2026"),
        (date(2026, 5, 1), "It opens on 1 September 2026"),
        (date(2026, 9, 1), "you can answer until 30 September 2026"),
        (date(2026, 11, 1), "It closed on 30 September 2026"),
    ],
)
def test_a_survey_shows_the_status_of_its_current_wave(on: date, said: str) -> None:
    autumn = {**WAVE, "title": "Autumn 2026", "opens": "2026-09-01", "closes": "2026-09-30", "answer_due": "2026-12-31"}
    waves = {"views": {"2026-spring": Wave.model_validate(WAVE), "2026-autumn": Wave.model_validate(autumn)}}
    handbook = minimal(waves=waves, surveys={"views": Survey.model_validate(SURVEY)})
    standing = all_pages(handbook, on)["surveys/views.md"].partition("\n## ")[0]
    assert said in standing
