"""Visits: answering, putting mistakes right, sending twice, codes, and forms that are shut."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.privacy.codes import new_code, normalise
from feedback_app.results.disclosure_control import tally
from feedback_app.settings import Settings
from feedback_app.storage import QueueFull, SaveOutcome, StoreUnavailable
from feedback_app.web import rate_limits
from feedback_app.web.availability import closed_form, run_to_send, run_to_show
from feedback_app.web.extensions import AppServices
from handbook.handbook import Handbook
from tests.feedback_app.conftest import CODED, Moment, hand_out_codes
from tests.feedback_app.visiting import Page, Visitor

RECOMMEND = "How likely are you to recommend fostering for Thistlemoor, from 0 to 10?"
CODE = "7B2C-9QKD-M4XE-ZT10"
ANSWERS: dict[str, str | list[str]] = {
    "invited": "agree",
    "answered": "do-not-know",
    "recommend": "7",
    "helped": ["training", "duty"],
    "area": "north",
    "change": "More notice.\nThank you & <b>bye</b>",
}

SENT = {f"answer-{name}": answer for name, answer in ANSWERS.items()}
"""The same as a browser sends it."""


CODE_REFUSED = [("code", "Check the code against your letter. Each code works once, and this one is unknown or used.")]


def checked(visitor: Visitor, code: str = CODE) -> Page:
    return visitor.get("/answer/carer-views/").press("Check my answers", code=code, **ANSWERS)


def test_a_carer_answers_and_keeps_the_receipt_that_was_shown_first(visitor: Visitor, services: AppServices) -> None:
    form = visitor.get("/answer/mileage/")
    check = form.press("Check my answers", support="agree", why="It is quicker")
    done = check.press("Send my answers")
    assert done.heading == "Thank you: we have your answers"
    assert form.receipt == check.receipt == done.receipt == normalise(form.receipt)
    assert services.store.replies("mileage") == ({"support": "agree"},)
    assert services.store.words("mileage") == (("why", "It is quicker"),)


def test_every_kind_of_question_is_stored_and_read_back(visitor: Visitor, services: AppServices) -> None:
    hand_out_codes(services, CODE)
    check = checked(visitor)
    assert check.heading == "Check your answers before you send them"
    for shown in ("Agree", "I do not know", "Training The duty worker", "North", "More notice."):
        assert shown in check.text
    check.press("Send my answers")
    assert services.store.replies(CODED) == (
        {
            "invited": "agree",
            "answered": "do-not-know",
            "recommend": 7,
            "helped": ("duty", "training"),
            "area": "north",
        },
    )
    assert services.store.words(CODED) == (("change", ANSWERS["change"]),)


def test_what_people_write_is_shown_as_text(visitor: Visitor, services: AppServices) -> None:
    hand_out_codes(services, CODE)
    check = checked(visitor)
    assert "&lt;b&gt;bye" in check.html
    assert not list(check.root.iter("b"))


def test_the_form_says_how_long_until_when_and_where_it_is_private(visitor: Visitor) -> None:
    form = visitor.get("/answer/mileage/")
    assert "It takes about 2 minutes." in form.text
    assert "28 February 2027" in form.text
    assert form.has_link("/about/privacy/")
    assert form.has_link("https://weather.example/")
    assert form.has_link("/policies/sleepovers/")
    assert "Each carer gets the same sum" in form.text


def test_nothing_but_the_code_must_be_filled_in(visitor: Visitor, services: AppServices) -> None:
    hand_out_codes(services, CODE)
    page = visitor.get("/answer/carer-views/").press("Check my answers")
    assert page.errors == [("code", "Enter your one-time code")]
    check = page.press("Check my answers", code=CODE)
    assert "You have left every question empty." in check.text
    assert check.press("Send my answers").status == 200
    assert services.store.replies(CODED) == ({},)
    assert services.store.words(CODED) == ()


def test_what_is_left_empty_is_no_answer_to_the_release_rule(visitor: Visitor, services: AppServices) -> None:
    """The seam between form and release: nobody who left a choice empty is in its base."""
    for number in range(12):
        answers = {"support": "agree" if number % 2 else "disagree"} if number < 10 else {}
        check = visitor.get("/answer/mileage/").press("Check my answers", why="Quick", **answers)
        assert "every question empty" not in check.text
        assert check.press("Send my answers").status == 200
    replies = services.store.replies("mileage")
    assert sorted(len(reply) for reply in replies) == [0] * 2 + [1] * 10
    (support, *_) = tally(services.handbook.runs["mileage"].questionnaire, replies)
    assert (support.id, support.base, support.withheld) == ("support", 10, None)


def test_a_mistake_loses_nothing(visitor: Visitor, services: AppServices) -> None:
    hand_out_codes(services, CODE)
    form = visitor.get("/answer/carer-views/")
    page = form.press("Check my answers", **ANSWERS | {"code": "7B2C", "area": "nowhere"})
    assert [target for target, _ in page.errors] == ["code", "answer-area"]
    assert page.receipt == form.receipt
    assert page.filled["answer-helped"] == ["training", "duty"]
    assert page.filled["code"] == ["7B2C"]
    assert page.filled["answer-change"] == [ANSWERS["change"]]
    assert page.press("Check my answers", code=CODE, area="south").errors == []


def test_changing_answers_shows_the_form_as_it_was(visitor: Visitor, services: AppServices) -> None:
    hand_out_codes(services, CODE)
    check = checked(visitor)
    form = check.press("Change my answers")
    assert form.heading == "Your views: Autumn 2026"
    assert form.errors == []
    assert form.receipt == check.receipt
    filled = form.filled
    assert filled.pop("website") == [""]
    assert {name: sorted(values) for name, values in filled.items()} == {
        name: sorted(values) for name, values in check.filled.items()
    }


def test_sending_twice_is_one_reply(visitor: Visitor, services: AppServices) -> None:
    check = visitor.get("/answer/mileage/").press("Check my answers", support="agree")
    first, second = check.press("Send my answers"), check.press("Send my answers")
    assert first.receipt == second.receipt
    assert second.heading == "We already have your answers"
    assert "nothing was sent twice" in second.text
    assert len(services.store.replies("mileage")) == 1


def test_a_correction_with_a_used_receipt_is_told_that_the_first_answers_count(
    visitor: Visitor, services: AppServices
) -> None:
    check = visitor.get("/answer/mileage/").press("Check my answers", support="agree")
    first = check.press("Send my answers")
    second = check.press("Change my answers").press("Check my answers", support="disagree").press("Send my answers")
    assert second.heading == "We already have your answers"
    says = "The answers that you sent first count. If you changed something since, the change did not reach us"
    assert says in second.text
    assert says not in first.text
    assert "take your first answers back with the receipt below. Then fill in the form again" in second.text
    assert (second.receipt, second.has_link("/withdraw/")) == (first.receipt, True)
    assert services.store.replies("mileage") == ({"support": "agree"},)
    # And that way leads to what was wanted.
    visitor.get("/withdraw/").press("Take my answers back", receipt=second.receipt)
    visitor.get("/answer/mileage/").press("Check my answers", support="disagree").press("Send my answers")
    assert services.store.replies("mileage") == ({"support": "disagree"},)


def test_everybody_is_thanked_with_their_own_receipt_and_nobody_elses(visitor: Visitor) -> None:
    checks = [visitor.get("/answer/mileage/").press("Check my answers", support="agree") for _ in range(3)]
    pages = [check.press("Send my answers") for check in checks] + [checks[0].press("Send my answers")]
    receipts = [check.receipt for check in (*checks, checks[0])]
    assert [page.receipt for page in pages] == receipts
    first, second, third, again = (
        page.html.replace(receipt, "") for page, receipt in zip(pages, receipts, strict=True)
    )
    assert first == second == third != again


def test_sending_twice_with_a_code_is_one_reply(visitor: Visitor, services: AppServices) -> None:
    hand_out_codes(services, CODE)
    check = checked(visitor)
    assert check.press("Send my answers").heading == "Thank you: we have your answers"
    assert check.press("Send my answers").heading == "We already have your answers"


@pytest.mark.parametrize("typed", [new_code(), CODE], ids=["unknown", "used"])
def test_a_code_that_cannot_be_used_is_an_error_at_its_field(
    visitor: Visitor, services: AppServices, typed: str
) -> None:
    hand_out_codes(services, CODE)
    checked(visitor).press("Send my answers")
    # Before the page for checking; on the way to the questions; and when it was right until somebody else sent it.
    page = checked(visitor, typed)
    assert page.errors == CODE_REFUSED
    assert page.filled["code"] == [typed]
    assert page.filled["answer-change"] == [ANSWERS["change"]]
    assert visitor.get("/answer/carer-views/").press("Continue", code=typed).errors == CODE_REFUSED
    sent = visitor.post("/answer/carer-views/send/", {"receipt": [new_code()], "code": [typed]})
    assert sent.errors == CODE_REFUSED
    assert len(services.store.replies(CODED)) == 1


def test_a_code_that_is_looked_at_early_is_not_used_up(visitor: Visitor, services: AppServices) -> None:
    hand_out_codes(services, CODE)
    form = visitor.get("/answer/carer-views/").press("Continue", code=CODE)
    assert (form.errors, form.filled["code"]) == ([], [CODE])
    assert form.press("Check my answers", **ANSWERS).errors == []
    assert checked(visitor).press("Send my answers").heading == "Thank you: we have your answers"


def test_enter_at_the_code_leads_to_the_questions_and_further_down_to_checking(
    visitor: Visitor, services: AppServices
) -> None:
    hand_out_codes(services, CODE)
    form = visitor.get("/answer/carer-views/")
    first = next(each for each in next(form.root.iter("form")).iter("button"))
    assert (first.get("name"), first.get("formaction")) == ("continue", "/answer/carer-views/#section-1")
    assert form.press("Continue").errors == [("code", "Enter your one-time code")]
    assert form.press("Continue", code="7B2C").errors != []
    assert form.press("Continue", code=CODE).heading == form.heading
    assert form.press("Continue", code=CODE, **ANSWERS).heading == "Check your answers before you send them"
    assert [each for each in visitor.get("/answer/mileage/").root.iter("button") if each.get("name")] == []


def test_the_page_for_checking_is_shown_again_to_whoever_sent_with_that_receipt(
    visitor: Visitor, services: AppServices
) -> None:
    hand_out_codes(services, CODE)
    check = checked(visitor)
    check.press("Send my answers")
    again = check.press("Change my answers").press("Check my answers")
    assert again.press("Send my answers").heading == "We already have your answers"


def test_a_code_is_accepted_as_people_type_it(visitor: Visitor, services: AppServices) -> None:
    hand_out_codes(services, CODE)
    assert checked(visitor, " 7b2c 9qkd m4xe ztlo ").press("Send my answers").status == 200
    assert len(services.store.replies(CODED)) == 1


def test_a_right_code_works_while_a_flood_of_wrong_ones_runs(
    app: Flask, services: AppServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How many there are in earnest is in test_rate_limits.py; each takes the drawing of a whole form.
    monkeypatch.setattr(rate_limits, "MAX_CHECKS_PER_NETWORK", 30)
    hand_out_codes(services, CODE)
    net = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}, "headers": {"Sec-Fetch-Site": "same-origin"}}
    client = app.test_client()

    def sent(address: str, code: str) -> int:
        return client.post(address, data=SENT | {"code": code, "receipt": new_code()}, **net).status_code

    check, send = "/answer/carer-views/check/", "/answer/carer-views/send/"
    wrong = Counter(sent(check, new_code()) for _ in range(33))
    assert wrong == {200: 30, 429: 3}
    stop = threading.Event()

    def flood() -> None:
        while not stop.is_set():
            sent(send, new_code())

    guessing = [threading.Thread(target=flood) for _ in range(3)]
    for each in guessing:
        each.start()
    try:
        assert services.store.replies(CODED) == ()
        assert (sent(check, CODE), sent(send, CODE)) == (200, 200)
    finally:
        stop.set()
        for each in guessing:
            each.join()
    assert len(services.store.replies(CODED)) == 1


def test_who_looked_over_too_often_keeps_everything_and_can_go_on(
    visitor: Visitor, services: AppServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = visitor.get("/answer/mileage/")
    with monkeypatch.context() as full:
        full.setattr(services.rate_limiter, "allow_check", lambda *_: False)
        page = form.press("Check my answers", support="agree", why="Quick")
    assert (page.status, page.heading) == (429, "Please wait, then send again")
    assert page.filled["answer-why"] == ["Quick"]
    check = page.press("Try again")
    assert check.heading == "Check your answers before you send them"
    assert check.press("Send my answers").status == 200


@pytest.mark.parametrize("trouble", [StoreUnavailable("full"), QueueFull()], ids=["unavailable", "queue full"])
def test_a_store_in_trouble_keeps_the_answers_on_the_page(
    visitor: Visitor, services: AppServices, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    check = visitor.get("/answer/mileage/").press("Check my answers", support="agree", why="Quick")

    def fail(*_: object) -> SaveOutcome:
        raise trouble

    with monkeypatch.context() as broken:
        broken.setattr(services.store, "save", fail)
        page = check.press("Send my answers")
    assert (page.status, page.heading) == (503, "We could not store your answers yet")
    assert page.filled == check.filled
    assert page.press("Try again").heading == "Thank you: we have your answers"


def test_the_notice_stands_before_the_first_box_for_words(visitor: Visitor) -> None:
    html = visitor.get("/answer/mileage/").html.partition("<main")[2]
    notice, box = html.index("Before you write"), html.index('id="answer-why"')
    assert html.index("A fixed sum") < notice < box
    for number in ("999", "01632 960101", "01632 960102", "0808 800 5000", "0800 1111", "0800 040 7675"):
        assert notice < html.index(f">{number}</a>") < box


def test_a_form_with_words_stays_shut_while_a_number_of_the_notice_is_missing(
    settings: Settings, sample_handbook: Handbook, moment: Moment
) -> None:
    contacts = tuple(
        each.model_copy(update={"phone": None}) if each.id == "front-door-night" else each
        for each in sample_handbook.contacts.contacts
    )
    incomplete = replace(sample_handbook, contacts=sample_handbook.contacts.model_copy(update={"contacts": contacts}))
    app = create_app(settings, incomplete, clock=Clock(now=moment.now))
    page = Visitor(app).get("/answer/mileage/")
    app.extensions["handbook"].store.close()
    assert page.status == 503
    assert "A number is still missing." in page.text
    assert list(page.root.iter("form")) == []


def test_a_wave_without_codes_made_is_not_ready(visitor: Visitor) -> None:
    page = visitor.get("/answer/carer-views/")
    assert (page.status, page.heading) == (503, "You need a code to answer this")
    # Nothing was written, so nothing is said about words that nobody reads straight away.
    assert "We cannot find you" not in page.text


def test_an_unknown_survey_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/answer/nobody-asks/").status == 404
    assert visitor.post("/answer/nobody-asks/send/", {"receipt": "x"}).status == 404


def test_before_opening_the_page_names_the_days(visitor: Visitor, moment: Moment) -> None:
    moment.at = datetime(2026, 10, 30, tzinfo=UTC)
    page = visitor.get("/answer/mileage/")
    assert page.heading == "Paying for your journeys is not open yet"
    assert "from 2 November 2026 until 28 February 2027" in page.text


def test_after_closing_the_page_says_what_comes_next(visitor: Visitor, moment: Moment) -> None:
    moment.at = datetime(2027, 4, 1, 12, tzinfo=UTC)
    page = visitor.get("/answer/carer-views/")
    assert page.heading == "Your views: Autumn 2026 is closed"
    assert "closed on 31 March 2027" in page.text
    assert "By 30 June 2027 we say" in page.text


def test_a_closed_wave_that_was_answered_says_so(visitor: Visitor, moment: Moment) -> None:
    moment.at = datetime(2026, 10, 31, tzinfo=UTC)
    assert "We have said what people told us" in visitor.get("/answer/carer-views/").text


def test_between_two_waves_both_are_named(visitor: Visitor, moment: Moment) -> None:
    moment.at = datetime(2026, 10, 31, tzinfo=UTC)
    text = visitor.get("/answer/carer-views/").text
    assert "Your views: Autumn 2026 is not open yet" in text
    assert "Your views: Autumn 2025 closed on" in text


def test_of_two_waves_that_are_open_the_one_that_closes_sooner_is_asked(sample_handbook: Handbook) -> None:
    waves = sample_handbook.waves["carer-views"]
    longer = waves["2026-autumn"].model_copy(update={"closes": date(2028, 1, 1)})
    for order in ({**waves, "2026-longer": longer}, {"2026-longer": longer, **waves}):
        both = replace(sample_handbook, waves={"carer-views": order})
        for find in (run_to_show, run_to_send):
            found = find(both, "carer-views", Clock(date(2026, 11, 22)))
            assert found
            assert found.key == CODED


def test_of_several_waves_to_come_the_nearest_is_named(sample_handbook: Handbook) -> None:
    waves = sample_handbook.waves["carer-views"]
    far = waves["2026-autumn"].model_copy(update={"opens": date(2030, 1, 1), "closes": date(2030, 2, 1)})
    waves_to_come = {"carer-views": {**waves, "2030-winter": far}}
    shut = closed_form(replace(sample_handbook, waves=waves_to_come), "carer-views", date(2026, 10, 1))
    assert shut.next_run
    assert shut.next_run.wave_slug == "2026-autumn"


def test_a_form_shown_before_closing_may_be_sent_within_the_hour(
    visitor: Visitor, services: AppServices, moment: Moment
) -> None:
    moment.at = datetime(2027, 2, 28, 23, 58, tzinfo=UTC)
    form = visitor.get("/answer/mileage/")
    moment.at = datetime(2027, 3, 1, 0, 30, tzinfo=UTC)
    assert visitor.get("/answer/mileage/").heading == "Paying for your journeys is closed"
    check = form.press("Check my answers", support="agree")
    assert check.press("Send my answers").heading == "Thank you: we have your answers"
    moment.at = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)
    late = check.press("Send my answers")
    assert (late.status, late.heading) == (403, "Paying for your journeys is closed")
    assert len(services.store.replies("mileage")) == 1


@pytest.mark.parametrize("step", ["", "check/", "send/"])
def test_a_form_that_closed_while_somebody_wrote_gives_the_words_back(
    visitor: Visitor, services: AppServices, moment: Moment, step: str
) -> None:
    moment.at = datetime(2027, 4, 1, 12, tzinfo=UTC)
    wrong = {"answer-area": "nowhere", "answer-helped": ["duty", "training"], "answer-change": "Line one\n<b>two</b>"}
    typed = {name: value if isinstance(value, list) else [value] for name, value in wrong.items()}
    page = visitor.post(f"/answer/carer-views/{step}", typed | {"code": [CODE]})
    assert (page.status, page.heading) == (403, "Your views: Autumn 2026 is closed")
    assert "We did not store them" in page.text
    assert "Line one<br>&lt;b&gt;two&lt;/b&gt;" in page.html
    assert "Training<br>The duty worker" in page.html, "as the page to check shows it"
    assert ">nowhere</dd>" in page.html, "what is wrong comes back too"
    assert CODE not in page.html
    assert page.has_link("tel:999")
    assert services.store.replies("carer-views/2026-autumn") == ()


def test_an_empty_form_that_closed_gives_nothing_back(visitor: Visitor, moment: Moment) -> None:
    moment.at = datetime(2027, 4, 1, 12, tzinfo=UTC)
    assert "What you had filled in" not in visitor.post("/answer/carer-views/send/", {}).text
    assert "What you had filled in" not in visitor.get("/answer/carer-views/").text


def test_a_form_whose_codes_are_gone_gives_the_words_back(visitor: Visitor) -> None:
    page = visitor.post("/answer/carer-views/check/", {"answer-change": "More breaks"})
    assert (page.status, page.heading) == (503, "You need a code to answer this")
    assert "More breaks" in page.text
    assert "We cannot find you" in page.text


def test_nothing_is_stored_once_results_are_released(visitor: Visitor, services: AppServices) -> None:
    check = visitor.get("/answer/mileage/").press("Check my answers", support="agree", why="Petrol costs more")
    services.store.save_release("mileage", "asking: mileage\n")
    late = check.press("Send my answers")
    assert late.status == 403
    assert "Petrol costs more" in late.text
    assert services.store.replies("mileage") == ()


def test_a_form_that_lost_its_receipt_gets_a_new_one(visitor: Visitor) -> None:
    page = visitor.get("/answer/mileage/").press("Check my answers", support="agree", receipt="spoilt")
    assert normalise(page.receipt) == page.receipt
    assert page.filled["receipt"] == [page.receipt]


def test_no_receipt_or_code_is_ever_in_an_address(visitor: Visitor, services: AppServices) -> None:
    hand_out_codes(services, CODE)
    check = checked(visitor)
    for page in (check, check.press("Send my answers"), visitor.get("/withdraw/")):
        addresses = [each.get(name) or "" for each in page.root.iter() for name in ("href", "action", "formaction")]
        assert not [address for address in addresses if check.receipt in address or CODE in address]
        assert {form.get("method") for form in page.root.iter("form")} <= {"post"}
