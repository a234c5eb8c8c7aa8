"""Closing and releasing: never early, once, and unchanged by whatever comes later."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from feedback_app.clock import Clock
from feedback_app.privacy.codes import CodeKeys, new_code, new_receipt
from feedback_app.responses import Answer, Response
from feedback_app.results.release import DestroyedCodes, NotYetError, close, draft_release, release
from feedback_app.results.samples import invented_responses
from feedback_app.storage import SaveOutcome, Store
from handbook.handbook import Handbook
from handbook.surveys.summaries import Summary
from handbook.surveys.survey import SurveyRun
from handbook.surveys.thresholds import CHILDREN, THRESHOLDS
from tests.feedback_app.service_commands import AFTER_BY_CODE, BY_CODE, CLOSED
from tests.handbooks import sample_sources

AFTER = Clock(AFTER_BY_CODE)


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return sample_sources().handbook


@pytest.fixture
def run(handbook: Handbook) -> SurveyRun:
    return handbook.runs[BY_CODE]


@pytest.fixture
def keys(tmp_path: Path) -> CodeKeys:
    return CodeKeys(tmp_path / "keys")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite")
    yield opened
    opened.close()


def clock_at(moment: datetime) -> Clock:
    """A clock that is at a moment."""
    return Clock(now=lambda: moment)


def fill(store: Store, run: SurveyRun, replies: int = 20) -> list[Response]:
    """Invented replies, saved."""
    responses = list(invented_responses(run, replies))
    assert {store.save(response) for response in responses} == {SaveOutcome.RECEIVED}
    return responses


# The wave closes on 31 March 2027, in summer time: midnight is 23:00 UTC, and the grace ends an hour later.
IN_THE_GRACE = clock_at(datetime(2027, 3, 31, 23, 59, tzinfo=UTC))
JUST_OVER = clock_at(datetime(2027, 4, 1, 0, 1, tzinfo=UTC))


@pytest.mark.parametrize("clock", [Clock(date(2026, 10, 1)), Clock(date(2027, 3, 31)), IN_THE_GRACE])
def test_nothing_is_closed_or_released_while_people_can_answer(
    clock: Clock, store: Store, keys: CodeKeys, run: SurveyRun
) -> None:
    keys.create(run.key)
    said = (
        "is open until the end of 31 March 2027, and 60 minutes more for those who had begun: "
        "nothing is closed or released before then."
    )
    for step in (close, release):
        with pytest.raises(NotYetError, match=said):
            step(run, store, keys, clock)
    assert keys.exists(run.key)


def test_an_hour_after_the_last_day_it_can_be_closed(store: Store, keys: CodeKeys, run: SurveyRun) -> None:
    close(run, store, keys, JUST_OVER)
    assert release(run, store, keys, JUST_OVER).is_new


def test_closing_destroys_the_codes_and_their_key(store: Store, keys: CodeKeys, run: SurveyRun) -> None:
    keys.create(run.key)
    code = new_code()
    code_hmac = keys.code_hmac(run.key, code)
    store.add_codes(run.key, [code_hmac])
    close(run, store, keys, AFTER)
    assert not keys.exists(run.key)
    late = Response(new_receipt(), run.key, {"invited": "agree"})
    assert store.save(late, code_hmac) is SaveOutcome.CODE_REFUSED


@pytest.mark.parametrize("with_codes", [True, False])
@pytest.mark.parametrize("with_key", [True, False])
def test_closing_tells_what_there_was_to_destroy(
    store: Store,
    keys: CodeKeys,
    run: SurveyRun,
    with_key: bool,  # noqa: FBT001
    with_codes: bool,  # noqa: FBT001
) -> None:
    """Codes without their key mean that somebody took the key away: the command says so."""
    if with_codes:
        store.add_codes(run.key, [bytes(32)])
    if with_key:
        keys.create(run.key)
    assert close(run, store, keys, AFTER) == DestroyedCodes(key=with_key, codes=with_codes)
    assert close(run, store, keys, AFTER) == DestroyedCodes(key=False, codes=False)


def test_a_wave_that_still_has_its_codes_is_not_released(store: Store, keys: CodeKeys, run: SurveyRun) -> None:
    keys.create(run.key)
    with pytest.raises(NotYetError, match="close it first"):
        release(run, store, keys, AFTER)


def test_before_the_release_it_is_told_what_it_would_say_and_delete(
    store: Store, keys: CodeKeys, run: SurveyRun
) -> None:
    assert draft_release(run, store, keys, AFTER).reply_count_text == "no replies"
    fill(store, run, 9)
    few = draft_release(run, store, keys, AFTER)
    assert (few.is_empty, few.reply_count_text) == (False, "fewer than 10 replies")
    assert few.shown == 0
    assert draft_release(run, store, keys, AFTER, CHILDREN).reply_count_text == "fewer than 20 replies"
    for response in invented_responses(run, 20):
        store.save(response)
    told = draft_release(run, store, keys, AFTER)
    assert (told.is_empty, told.reply_count_text) == (False, "about 20 replies")
    summary = Summary.model_validate(yaml.safe_load(told.text))
    silent = [each for each in summary.questions if not each.shares and not each.option_shares]
    assert (told.shown, told.withheld) == (len(summary.questions) - len(silent), len(silent))
    assert told.shown
    # To look changes nothing: what is released is what was looked at.
    assert release(run, store, keys, AFTER).text == told.text


def test_of_children_no_number_under_twenty_is_said(run: SurveyRun, store: Store, keys: CodeKeys) -> None:
    fill(store, run, 19)
    assert draft_release(for_children(run), store, keys, AFTER).reply_count_text == "fewer than 20 replies"


def test_a_release_deletes_the_replies_it_was_made_from(store: Store, keys: CodeKeys, run: SurveyRun) -> None:
    fill(store, run)
    made = release(run, store, keys, AFTER)
    assert "replies: 20\n" in made.text
    assert f"released: {AFTER_BY_CODE}\n" in made.text
    assert store.replies(run.key) == ()
    assert store.released(run.key) == made.text


def test_releasing_again_gives_the_same_bytes_and_says_so(store: Store, keys: CodeKeys, run: SurveyRun) -> None:
    fill(store, run)
    first = release(run, store, keys, AFTER)
    again = release(run, store, keys, Clock(date(2028, 1, 1)), dataclasses.replace(THRESHOLDS, group=50))
    assert (first.is_new, again.is_new) == (True, False)
    assert again.text == first.text


def test_a_late_reply_changes_nothing(store: Store, keys: CodeKeys, run: SurveyRun) -> None:
    fill(store, run)
    first = release(run, store, keys, AFTER)
    assert store.save(Response(new_receipt(), run.key, {"invited": "agree"})) is SaveOutcome.TOO_LATE
    assert release(run, store, keys, AFTER).text == first.text


def test_taking_answers_back_after_the_release_changes_nothing(store: Store, keys: CodeKeys, run: SurveyRun) -> None:
    responses = fill(store, run)
    first = release(run, store, keys, AFTER)
    assert [store.withdraw(response.receipt) for response in responses] == [None] * len(responses)
    assert release(run, store, keys, AFTER).text == first.text


def test_taking_answers_back_before_the_release_leaves_them_out(store: Store, keys: CodeKeys, run: SurveyRun) -> None:
    responses = fill(store, run)
    for response in responses[:11]:
        assert store.withdraw(response.receipt) == run.key
    text = release(run, store, keys, AFTER).text
    assert "replies:" not in text
    assert "percent" not in text
    assert text.count("withheld: Fewer than 10 replies.") == 5


def test_a_wave_that_nobody_answered_can_be_released(store: Store, keys: CodeKeys, run: SurveyRun) -> None:
    text = release(run, store, keys, AFTER).text
    assert text.count("withheld: Fewer than 10 replies.") == 5


def test_raised_thresholds_are_used(store: Store, keys: CodeKeys, handbook: Handbook) -> None:
    form = handbook.runs["every-kind"]
    for place in range(12):
        apart: dict[str, Answer] = {"age": ("younger", "older")[place % 2]}
        answers: dict[str, Answer] = {"called": ("called", "missed")[place % 2]}
        store.save(Response(new_receipt(), form.key, answers, equality_answers=apart))
    assert draft_release(form, store, keys, AFTER).text.count("percent: 50") == 4
    assert "percent" not in release(form, store, keys, AFTER, THRESHOLDS.raised({"group": 13})).text


def test_a_release_says_whether_its_answers_are_invented(
    store: Store, keys: CodeKeys, handbook: Handbook, run: SurveyRun
) -> None:
    assert "example: yes\n" in release(handbook.runs[CLOSED], store, keys, AFTER).text
    assert "example:" not in release(run, store, keys, AFTER).text


def test_equality_questions_are_told_from_the_rows_that_are_kept_apart(
    store: Store, keys: CodeKeys, handbook: Handbook
) -> None:
    form = handbook.runs["every-kind"]
    for place in range(24):
        apart: dict[str, Answer] = {"age": ("younger", "older")[place % 3 == 0]} if place < 15 else {}
        store.save(Response(new_receipt(), form.key, {"mood": "good"}, equality_answers=apart))
    text = release(form, store, keys, AFTER).text
    assert "- id: age\n    kind: one of\n    text: How old are you?\n    base: 15\n" in text
    assert text.endswith("label: Under 50\n        percent: 67\n      - label: 50 or over\n        percent: 33\n")
    assert store.equality_replies(form.key) == ()


def test_other_survey_runs_keep_their_replies(store: Store, keys: CodeKeys, handbook: Handbook, run: SurveyRun) -> None:
    other = handbook.runs["mileage"]
    fill(store, run)
    fill(store, other, 3)
    release(run, store, keys, AFTER)
    assert len(store.replies(other.key)) == 3


def test_a_release_that_somebody_made_while_this_one_was_counted_stands(
    store: Store, keys: CodeKeys, run: SurveyRun
) -> None:
    def looked_at() -> datetime:
        if store.released(run.key) is None:
            store.save_release(run.key, "the first\n")
        return JUST_OVER.now()

    made = release(run, store, keys, Clock(now=looked_at))
    assert (made.text, made.is_new) == ("the first\n", False)


# -- children --


def for_children(run: SurveyRun) -> SurveyRun:
    return dataclasses.replace(run, survey=run.survey.model_copy(update={"for_children": True}))


def test_nineteen_children_are_too_few_and_twenty_are_not(run: SurveyRun, store: Store, keys: CodeKeys) -> None:
    fill(store, run, 19)
    assert "replies:" not in release(for_children(run), store, keys, AFTER).text
    other = dataclasses.replace(for_children(run), key=CLOSED)
    for response in invented_responses(run, 20):
        store.save(dataclasses.replace(response, receipt=new_receipt(), run_key=CLOSED))
    assert "replies: 20\n" in release(other, store, keys, AFTER).text


def test_every_figure_about_children_stands_for_ten(run: SurveyRun) -> None:
    assert THRESHOLDS.for_run(run) == THRESHOLDS
    raised = THRESHOLDS.raised({"group": 40}).for_run(for_children(run))
    assert (raised.group, raised.cell) == (40, 10)
    assert THRESHOLDS.for_run(for_children(run)) == CHILDREN
    assert (CHILDREN.group, CHILDREN.cell) == (20, 10)
