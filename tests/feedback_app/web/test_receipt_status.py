"""Visits: with a receipt, people see what became of what they sent; nothing else tells one receipt from another."""

import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.suggestions.suggestion import Suggestion, SuggestionState
from feedback_app.web.extensions import AppServices
from feedback_app.web.receipt_status import ActionStatusText, FindingStatus, ReceiptStatus, receipt_status
from handbook.formatting import day_in_words
from handbook.handbook import Handbook
from handbook.surveys.outcomes import ActionStatus
from tests.conftest import Figure
from tests.feedback_app.conftest import Moment
from tests.feedback_app.points import tag_nth
from tests.feedback_app.sql_capture import heard
from tests.feedback_app.visiting import Page, Visitor

CLOSED = "carer-views/2025-autumn"
PAGE = "/policies/sleepovers/"
PROBES = int(os.environ.get("PROVE_PROBES", "200"))
MOST_CALLS_APART = 0.03
"""In parts of all calls of functions that a page takes."""


def looked(visitor: Visitor, receipt: str, what: str) -> Page:
    return visitor.get("/receipt/").press("Show me", receipt=receipt, what=what)


def tagged(services: AppServices) -> str:
    """A receipt whose words became part of the point `messages`."""
    receipt = new_receipt()
    question = next(each.id for each in services.handbook.runs[CLOSED].questionnaire.questions if each.kind.is_words)
    services.store.save(Response(receipt, CLOSED, {}, {question: "Nobody calls back."}))
    assert tag_nth(services.store, CLOSED, 1, "messages")
    return receipt


def suggested(services: AppServices) -> tuple[str, str]:
    """A suggestion's receipt and its id."""
    receipt = new_receipt()
    services.store.save_suggestion(receipt, Suggestion(PAGE, "old", "new"))
    found = services.store.suggestion_of(receipt)
    assert found
    return receipt, found.id


def test_the_outcome_of_a_closed_form_is_shown_with_status_reason_and_page(visitor: Visitor) -> None:
    page = looked(visitor, new_receipt(), CLOSED)
    assert page.heading.startswith("What became of it: ")
    assert "It closed on 30 November 2025. We answered on 16 February 2026." in page.text
    assert "Messages wait too long." in page.text
    assert (
        "Done on 1 April 2026: A second duty worker answers messages. This page changed: Say yes to a sleepover"
        in page.text
    )
    assert "Not doing: A line that is open at night. Because: The line of the neighbouring council" in page.text
    assert page.has_link(PAGE)
    assert "Your words became part of this" not in page.text


def test_a_point_that_was_tagged_says_so(visitor: Visitor, services: AppServices) -> None:
    receipt = tagged(services)
    assert "Your words became part of this." in looked(visitor, receipt.lower(), CLOSED).text
    assert "Your words" not in looked(visitor, new_receipt(), CLOSED).text


def test_until_closing_the_page_offers_to_take_the_answers_back(visitor: Visitor, services: AppServices) -> None:
    form = visitor.get("/answer/mileage/").press("Check my answers", support="agree", why="Quick")
    receipt = form.press("Send my answers").receipt
    page = looked(visitor, receipt, "mileage")
    assert "It is open until 28 February 2027. Nobody sees any results before then." in page.text
    assert page.press("Take my answers back").heading == "Your answers are deleted"
    assert services.store.replies("mileage") == ()


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2027, 3, 1, 12, tzinfo=UTC), "By 31 May 2027 we say what we do about it, or why not."),
        (datetime(2027, 5, 31, 12, tzinfo=UTC), "By 31 May 2027 we say what we do about it, or why not."),
        (
            datetime(2027, 6, 1, 12, tzinfo=UTC),
            "We said that we would answer by 31 May 2027. We have not, so we are late.",
        ),
    ],
)
def test_an_answer_that_is_due_or_late_is_said_plainly(
    visitor: Visitor, moment: Moment, at: datetime, said: str
) -> None:
    moment.at = at
    page = looked(visitor, new_receipt(), "mileage")
    assert "It closed on 28 February 2027." in page.text
    assert said in page.text
    assert "Take my answers back" not in page.text


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_an_answer_says_itself_when_it_came_late(sample_handbook: Handbook, days: int, late: bool) -> None:  # noqa: FBT001
    run = sample_handbook.runs[CLOSED]
    published = run.wave.answer_due + timedelta(days=days)
    outcome = sample_handbook.outcomes[CLOSED].model_copy(update={"published": published})
    handbook = replace(sample_handbook, outcomes={CLOSED: outcome})
    state = receipt_status(handbook, run, frozenset(), published).state
    answered = f"We answered on {day_in_words(published)}."
    assert state == f"It closed on 30 November 2025. {answered}{' That was late.' if late else ''}"


@pytest.mark.parametrize("out", [True, False])
def test_results_that_are_out_are_named_before_they_are_answered(sample_handbook: Handbook, out: bool) -> None:  # noqa: FBT001
    run = sample_handbook.runs[CLOSED]
    summaries = sample_handbook.summaries if out else {}
    handbook = replace(sample_handbook, outcomes={}, summaries=summaries)
    state = receipt_status(handbook, run, frozenset(), run.wave.closes + timedelta(days=1)).state
    assert ("The results are out." in state) is out


def test_a_page_or_a_day_that_was_given_leads_to_its_point_too(visitor: Visitor, services: AppServices) -> None:
    receipt = new_receipt()
    services.store.save(Response(receipt, "every-kind", {}, {"which-page": PAGE}))
    assert tag_nth(services.store, "every-kind", 1, "calls")
    action = services.handbook.outcomes[CLOSED].findings[0]
    outcome = services.handbook.outcomes[CLOSED].model_copy(
        update={"findings": (action.model_copy(update={"id": "calls"}),)}
    )
    services.handbook.outcomes["every-kind"] = outcome
    try:
        assert "Your words became part of this." in looked(visitor, receipt, "every-kind").text
    finally:
        del services.handbook.outcomes["every-kind"]


def test_what_can_be_chosen_is_newest_first(visitor: Visitor) -> None:
    offered = [each.get("value") for each in visitor.get("/receipt/").root.iter("option")]
    assert offered == ["", "suggestion", "mileage", "every-kind", "carer-views/2026-autumn", CLOSED]


def test_a_form_that_is_still_to_come_cannot_be_chosen(visitor: Visitor, moment: Moment) -> None:
    moment.at = datetime(2026, 10, 1, 12, tzinfo=UTC)
    page = visitor.get("/receipt/")
    assert "mileage" not in [each.get("value") for each in page.root.iter("option")]
    assert looked(visitor, new_receipt(), "mileage").errors == [("what", "Choose what you sent")]


def test_what_is_missing_is_said_and_nothing_is_lost(visitor: Visitor) -> None:
    page = looked(visitor, "7B2C", "")
    assert [target for target, _ in page.errors] == ["receipt", "what"]
    assert page.filled["receipt"] == ["7B2C"]
    receipt = new_receipt()
    assert looked(visitor, receipt, "").filled["receipt"] == [receipt]


@pytest.mark.parametrize(
    ("state", "answer", "said"),
    [
        (SuggestionState.WAITING, "", "It waits to be read."),
        (SuggestionState.IN_PROGRESS, "We ask the duty team.", "In progress: somebody is working on it."),
        (SuggestionState.DONE, "", "Done: the page has changed."),
        (SuggestionState.NOT_DOING, "The law says it so.", "Not doing. Because: The law says it so."),
    ],
)
def test_the_outcome_of_a_suggestion_is_shown(
    visitor: Visitor, services: AppServices, state: SuggestionState, answer: str, said: str
) -> None:
    receipt, name = suggested(services)
    services.store.answer_suggestion(name, state, answer)
    page = looked(visitor, receipt, "suggestion")
    assert said in page.text
    assert answer in page.text
    assert page.has_link(PAGE)
    assert ("Take my change back" in page.text) is not state.is_final


def test_a_suggestion_can_be_taken_back_from_there(visitor: Visitor, services: AppServices) -> None:
    receipt, _ = suggested(services)
    assert (
        looked(visitor, receipt, "suggestion").press("Take my change back").heading
        == "Your suggested change is deleted"
    )
    assert "We hold no change that belongs to this receipt" in looked(visitor, receipt, "suggestion").text


def test_another_page_that_changed_is_named(visitor: Visitor, services: AppServices) -> None:
    receipt, name = suggested(services)
    elsewhere = services.site / "policies" / "school-trips"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("<h1>Go on school trips</h1>")
    services.store.answer_suggestion(name, SuggestionState.DONE, "It stands there now.\n/policies/school-trips/")
    page = looked(visitor, receipt, "suggestion")
    assert "Done: the page has changed. It stands there now. The page: Go on school trips" in page.text
    assert page.has_link("/policies/school-trips/")
    assert not page.has_link(PAGE)


def test_a_page_that_is_gone_since_breaks_nothing(visitor: Visitor, services: AppServices) -> None:
    receipt, name = suggested(services)
    services.store.answer_suggestion(name, SuggestionState.DONE, "Moved.\n/gone/")
    assert "Done: the page has changed. Moved." in looked(visitor, receipt, "suggestion").text


def test_a_receipt_never_stands_in_an_address(visitor: Visitor) -> None:
    assert visitor.get("/receipt/?receipt=7B2C-9QKD-M4XE-ZT10").filled["receipt"] == [""]


@pytest.mark.parametrize("what", [CLOSED, "mileage", "suggestion"])
def test_known_and_unknown_receipts_cannot_be_told_apart(
    app: Flask, services: AppServices, figure: Figure, what: str
) -> None:
    if what == CLOSED:
        known = tagged(services)
    elif what == "suggestion":
        known, _ = suggested(services)
    else:
        known = new_receipt()
        services.store.save(Response(known, what, {"support": "agree"}, {"why": "Quick"}))
    client = app.test_client()
    calls: dict[bool, list[int]] = {True: [], False: []}
    seen: dict[bool, set[tuple[int, str, int]]] = {True: set(), False: set()}
    asked: dict[bool, set[tuple[str, ...]]] = {True: set(), False: set()}
    # The first of each draws templates that the others find drawn.
    for probe in range(-2, PROBES):
        is_known = probe % 2 == 0
        receipt = known if is_known else new_receipt()
        with heard() as texts, counted_calls() as made:
            answer = client.post("/receipt/", data={"receipt": receipt, "what": what})
        if probe >= 0:
            calls[is_known].append(made[0])
            asked[is_known].add(tuple(texts))
            seen[is_known].add((answer.status_code, str(sorted(answer.headers)), len(answer.get_data())))
    assert seen[True] == seen[False]
    assert len(seen[True]) == 1
    assert asked[True] == asked[False]
    # Work is counted and not timed: how long a page takes is the computer's to say.
    most = max(statistics.median(calls[True]), statistics.median(calls[False]))
    apart = abs(statistics.median(calls[True]) - statistics.median(calls[False]))
    figure(
        f"T10 {what.partition('/')[0]}: {PROBES:,} probes, known and unknown 0 bytes and 0 statements apart, "
        f"{apart:.0f} of {most:,.0f} calls"
    )
    assert apart <= MOST_CALLS_APART * most


@contextmanager
def counted_calls() -> Iterator[list[int]]:
    """How many functions are called in this thread while the block runs."""
    made = [0]

    def count(_frame: object, event: str, _argument: object) -> None:
        made[0] += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        yield made
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize(
    ("status", "on", "said"),
    [
        (ActionStatus.UNDER_WAY, date(2026, 12, 18), "In progress, due by 18 December 2026"),
        (ActionStatus.UNDER_WAY, date(2026, 12, 19), "In progress. It was due by 18 December 2026, so it is late"),
        (ActionStatus.PLANNED, date(2026, 12, 18), "Planned, due by 18 December 2026"),
        (ActionStatus.PLANNED, date(2026, 12, 19), "Planned. It was due by 18 December 2026, so it is late"),
    ],
)
def test_an_action_that_is_late_says_so(sample_handbook: Handbook, status: ActionStatus, on: date, said: str) -> None:
    outcome = sample_handbook.outcomes[CLOSED]
    action = outcome.findings[0].did[0].model_copy(update={"status": status, "day": date(2026, 12, 18)})
    finding = outcome.findings[0].model_copy(update={"did": (action,)})
    outcomes = {CLOSED: outcome.model_copy(update={"findings": (finding,)})}
    handbook = replace(sample_handbook, outcomes=outcomes)
    became = receipt_status(handbook, handbook.runs[CLOSED], frozenset(), on)
    assert [step.state for point in became.points for step in point.steps] == [said]


@pytest.mark.parametrize("words", [True, False])
def test_only_an_open_form_that_asks_for_words_says_that_they_are_read_sooner(
    sample_handbook: Handbook,
    words: bool,  # noqa: FBT001
) -> None:
    run = sample_handbook.runs["mileage"]
    kept = [each for each in run.questionnaire.questions if words or not each.kind.is_words]
    section = run.questionnaire.sections[0].model_copy(update={"questions": tuple(kept)})
    run = replace(run, survey=run.survey.model_copy(update={"sections": (section,)}))
    in_earnest = replace(sample_handbook, service=sample_handbook.service.model_copy(update={"demonstration": False}))
    state = receipt_status(in_earnest, run, frozenset(), run.wave.opens).state
    said = "It is open until 28 February 2027. Nobody sees any results before then."
    assert state == said + (" What people wrote is read sooner." if words else "")
    assert receipt_status(sample_handbook, run, frozenset(), run.wave.opens).state == said, "a demonstration"


def test_everything_about_a_form_is_told_at_once(sample_handbook: Handbook) -> None:
    outcome = sample_handbook.outcomes[CLOSED]
    first, second = outcome.findings[0].did
    did = (first, second.model_copy(update={"because": "Another line\n  answers."}))
    findings = tuple(
        outcome.findings[0].model_copy(update={"id": name, "said": "Messages\n  wait.", "did": did})
        for name in ("messages", "calls", None)
    )
    handbook = replace(sample_handbook, outcomes={CLOSED: outcome.model_copy(update={"findings": findings})})
    run = handbook.runs[CLOSED]
    steps = (
        ActionStatusText("Done on 1 April 2026", first.text, None, PAGE, "Say yes to a sleepover"),
        ActionStatusText("Not doing", second.text, "Another line answers.", None, None),
    )
    assert receipt_status(handbook, run, frozenset({"messages"}), date(2026, 11, 22)) == ReceiptStatus(
        run.title,
        "It closed on 30 November 2025. We answered on 16 February 2026.",
        "/surveys/carer-views/",
        is_open=False,
        points=(
            FindingStatus("Messages wait.", steps, is_yours=True),
            FindingStatus("Messages wait.", steps, is_yours=False),
            FindingStatus("Messages wait.", steps, is_yours=False),
        ),
    )


def test_an_open_form_says_until_when_and_a_closed_one_what_comes_next(sample_handbook: Handbook) -> None:
    run = sample_handbook.runs["mileage"]
    became = receipt_status(sample_handbook, run, frozenset(), run.wave.closes)
    assert (became.is_open, became.points) == (True, ())
    assert became.state.startswith("It is open until 28 February 2027. Nobody sees any results before then.")
    handbook = replace(sample_handbook, summaries={run.key: next(iter(sample_handbook.summaries.values()))})
    due = "By 31 May 2027 we say what we do about it, or why not."
    for sources, out in ((sample_handbook, ""), (handbook, " The results are out.")):
        closed = receipt_status(sources, run, frozenset(), run.wave.closes + timedelta(days=1))
        assert closed.state == f"It closed on 28 February 2027.{out} {due}"
        assert not closed.is_open
    late = receipt_status(handbook, run, frozenset(), run.wave.answer_due + timedelta(days=1))
    assert late.state == (
        "It closed on 28 February 2027. The results are out. "
        "We said that we would answer by 31 May 2027. We have not, so we are late."
    )


def test_a_page_that_an_action_changed_is_linked_although_nobody_knows_its_title(sample_handbook: Handbook) -> None:
    handbook = replace(sample_handbook, pages={})
    (point,) = receipt_status(handbook, handbook.runs[CLOSED], frozenset(), date(2026, 11, 22)).points
    assert [(step.page, step.page_title) for step in point.steps] == [(PAGE, None), (None, None)]
