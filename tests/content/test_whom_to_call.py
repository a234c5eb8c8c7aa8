"""Somebody who tells is never left alone: every page that follows names whom to call now, as links that call."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask, render_template

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.forms.translations import words_in
from feedback_app.privacy.codes import new_receipt
from feedback_app.settings import read_settings
from feedback_app.storage import StoreUnavailable
from feedback_app.web.errors import MESSAGES, message_page
from feedback_app.web.extensions import AppServices
from feedback_app.web.rate_limits import RateLimiter
from handbook.surveys.survey import Access, SurveyRun
from handbook.surveys.translations import translated
from tests.conftest import ROOT, Figure
from tests.feedback_app.conftest import Moment
from tests.feedback_app.visiting import Page, Visitor
from tests.handbooks import real_sources

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LATER = datetime(2030, 1, 1, 12, tzinfo=UTC)
HANDBOOK = real_sources().handbook
OPEN = {run.slug: run for run in HANDBOOK.open_runs(NOW.date())}
TELLS = "They hit me. Ring me on 07700 900123."
"""Words in which something looks like a phone number, so that the form asks about it."""
CHILDLINE, DANGER = "tel:08001111", "tel:999"
SHOWN = [
    (slug, language)
    for slug, run in OPEN.items()
    if run.survey.for_children or run.questionnaire.asks_for_words or run.questionnaire.asks_about_safety
    for language in ("en", *HANDBOOK.translations.get(slug, {}))
]
FOR_CARERS = {
    contact.call_address
    for contact in HANDBOOK.contacts.contacts
    if contact.id in {HANDBOOK.contacts.notice.worry_by_day, HANDBOOK.contacts.notice.worry_by_night}
}

Walk = Iterator[tuple[str, Page]]
Walks = dict[tuple[str, str], list[tuple[str, Page]]]


@pytest.fixture(scope="module")
def moment() -> Moment:
    return Moment(NOW)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, moment: Moment) -> Iterator[Flask]:
    places = tmp_path_factory.mktemp("forms")
    names = ("HANDBOOK_STORE", "HANDBOOK_KEYS", "HANDBOOK_SITE")
    settings = read_settings({"HANDBOOK_ROOT": str(ROOT)} | {name: str(places / name.lower()) for name in names})
    page = settings.site / "policies/sleepovers/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<h1>Sleepovers</h1>")
    made = create_app(settings, HANDBOOK, clock=Clock(now=moment.now))
    made.config["PROPAGATE_EXCEPTIONS"] = False
    yield made
    made.extensions["handbook"].store.close()


@pytest.fixture(scope="module")
def services(app: Flask) -> AppServices:
    found = app.extensions["handbook"]
    assert isinstance(found, AppServices)
    return found


@pytest.fixture(scope="module")
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture(scope="module")
def walks(visitor: Visitor, services: AppServices, moment: Moment) -> Walks:
    """Every page of every form in which somebody can tell, by form and language; each is walked once."""
    return {(slug, language): list(states(visitor, services, moment, OPEN[slug], language)) for slug, language in SHOWN}


def in_trouble(services: AppServices, then: Callable[[], Page]) -> Page:
    """A page while the store takes nothing."""

    def fail(*_: object) -> None:
        raise StoreUnavailable("no room")

    with pytest.MonkeyPatch.context() as broken:
        for name in ("save", "save_words", "save_suggestion"):
            broken.setattr(services.store, name, fail)
        return then()


def in_a_crowd(then: Callable[[], Page]) -> Page:
    """A page while the network has had its share."""
    with pytest.MonkeyPatch.context() as full:
        full.setattr(RateLimiter, "_count_network", lambda *_: False)
        return then()


def answers_to(services: AppServices, run: SurveyRun, language: str) -> dict[str, str]:
    """What somebody sends who tells, wherever the form lets them."""
    told = {"receipt": new_receipt(), "language": language}
    for question in run.questionnaire.questions:
        if question.kind.is_words and question.show_if is None:
            told[f"answer-{question.id}"] = TELLS
        elif question.about_safety:
            told[f"answer-{question.id}"] = question.choices[-2].id
    if run.wave.access is Access.CODE:
        services.keys.create(run.key)
        told["code"] = new_receipt()
        services.store.add_codes(run.key, [services.keys.code_hmac(run.key, told["code"])])
    return told


def states(visitor: Visitor, services: AppServices, moment: Moment, run: SurveyRun, language: str) -> Walk:
    """Every page that can follow once somebody has told."""
    told, address = answers_to(services, run, language), f"/answer/{run.slug}/"
    shown = translated(run, HANDBOOK.translations[run.slug][language]) if language != "en" else run
    yield "again", visitor.post(address, told)
    written = next((name for name, given in told.items() if given == TELLS), None)
    if written:
        yield "too long", visitor.post(f"{address}check/", told | {written: "x" * 5000})
        yield "leave this out?", visitor.post(f"{address}check/", told)
        told[written] = "They hit me."
        told = {name: "They hit me." if given == TELLS else given for name, given in told.items()}
    yield "check", visitor.post(f"{address}check/", told)
    yield "trapped", visitor.post(f"{address}check/", told | {"website": "x"})
    yield "no room", in_trouble(services, lambda: visitor.post(f"{address}send/", told))
    if run.wave.access is Access.OPEN_LINK:
        yield "crowd", in_a_crowd(lambda: visitor.post(f"{address}send/", told))
    yield "crowd of checks", in_a_crowd(lambda: visitor.post(f"{address}check/", told))
    thanks = visitor.post(f"{address}send/", told)
    assert (thanks.status, shown.title in thanks.text) == (200, True)
    yield "thanks", thanks
    yield "thanks again", visitor.post(f"{address}send/", told)
    moment.at = LATER
    try:
        yield "too late", visitor.post(f"{address}send/", told)
    finally:
        moment.at = NOW
    yield "far too long", visitor.post(f"{address}check/", {"a": "x" * 170_000})


def calls(page: Page) -> list[str]:
    """The numbers in the main part that a tap calls, in order."""
    links = (link for main in page.root.iter("main") for link in main.iter("a"))
    return [link.get("href", "") for link in links if link.get("href", "").startswith("tel:")]


def lacks(page: Page, *, for_children: bool) -> list[str]:
    numbers = {CHILDLINE, DANGER} | (set() if for_children else FOR_CARERS)
    return sorted(numbers - set(calls(page)))


def test_every_page_after_somebody_may_have_told_names_whom_to_call(walks: Walks, figure: Figure) -> None:
    faults, walked = [], 0
    for (slug, language), walk in walks.items():
        for state, page in walk:
            walked += 1
            for_children = OPEN[slug].survey.for_children
            faults += [f"{slug} ({language}), {state}: {each}" for each in lacks(page, for_children=for_children)]
            words = words_in(language if state != "too late" else "en", for_children=for_children)
            expected = words.plain("help-now-why") if state != "far too long" else "We cannot find you"
            faults += [] if expected in page.text else [f"{slug} ({language}), {state}: cannot find you"]
    figure(f"whom to call now: {walked} pages after somebody may have told, {len(faults)} without a number to tap")
    assert {slug for slug, _ in SHOWN} >= {each for each, run in OPEN.items() if run.survey.for_children}
    assert faults == []


@pytest.mark.parametrize(("slug", "language"), [each for each in SHOWN if OPEN[each[0]].survey.for_children])
def test_children_read_of_childline_before_anything_else_they_could_call(
    walks: Walks, slug: str, language: str
) -> None:
    for state, page in walks[slug, language]:
        if state != "far too long":
            assert calls(page)[:2] == [CHILDLINE, DANGER], state


def test_the_thanks_lead_back_to_the_pages_for_that_reader(visitor: Visitor, services: AppServices) -> None:
    for slug, run in OPEN.items():
        thanks = visitor.post(f"/answer/{slug}/send/", answers_to(services, run, "en"))
        links = {link.get("href") for main in thanks.root.iter("main") for link in main.iter("a")}
        assert links & {"/", "/children/"} == {"/children/" if run.survey.for_children else "/"}, slug


def shows_words(page: Page) -> int:
    """Where a page shows what was written in sight, -1 where it does not."""
    main = page.html.partition("<main")[2].partition("</main>")[0]
    seen = re.sub(r'<input type="hidden"[^>]*>', "", main)
    return max(seen.find("They hit me."), seen.find("x" * 5000), seen.find("07700 900123"))


@pytest.mark.parametrize(("slug", "language"), [each for each in SHOWN if OPEN[each[0]].survey.for_children])
def test_a_childs_words_are_shown_back_only_below_the_line_that_sends_grown_ups_away(
    walks: Walks, slug: str, language: str
) -> None:
    seen = set()
    for state, page in walks[slug, language]:
        if shows_words(page) >= 0:
            words = words_in(language if state != "too late" else "en", for_children=True)
            told = max(page.text.find(each) for each in ("They hit me.", "07700", "xxx"))
            assert 0 <= page.text.find(words.plain("alone-now")) < told, state
            seen.add(state)
    if OPEN[slug].questionnaire.asks_for_words:
        assert seen >= {"again", "too long", "leave this out?", "check", "too late"}


def test_whom_to_call_comes_before_all_else_where_somebody_may_have_told(walks: Walks) -> None:
    """Right below the heading: the first screen of a phone holds a number."""
    for (slug, language), walk in walks.items():
        for state, page in walk:
            if state != "far too long":
                young = OPEN[slug].survey.for_children
                said = words_in(language if state != "too late" else "en", for_children=young)
                help_at, exit_at = (page.text.find(said.plain(each)) for each in ("help-now-title", "leave-quickly"))
                assert 0 <= help_at < exit_at, (slug, language, state)
                assert page.has_link(HANDBOOK.service.exit_address or ""), (slug, language, state)


@pytest.mark.parametrize("slug", [slug for slug, each in OPEN.items() if each.questionnaire.asks_about_safety])
def test_who_to_call_is_right_below_a_question_about_safety(visitor: Visitor, slug: str) -> None:
    html = visitor.get(f"/answer/{slug}/").html
    for question in OPEN[slug].questionnaire.questions:
        if question.about_safety:
            _, _, after = html.partition(f'name="answer-{question.id}"')
            beside, _, _ = after.partition("</section>")
            until_next, _, _ = beside.partition(CHILDLINE)
            assert CHILDLINE in beside
            assert until_next.count("<legend") == 0, f"another question stands between {question.id} and the number"


def test_forms_for_children_that_ask_how_home_is_say_whom_to_call_there() -> None:
    asked = {each.id for slug in OPEN for each in OPEN[slug].questionnaire.questions if each.about_safety}
    assert asked >= {"feel-safe", "how-at-home", "how-with-carers"}


def test_the_thanks_say_who_reads_what_was_written(walks: Walks) -> None:
    for (slug, language), walk in walks.items():
        run = OPEN[slug]
        if not run.questionnaire.asks_for_words:
            continue
        thanks = dict(walk)["thanks"]
        notice = HANDBOOK.contacts.notice
        words = words_in(language, for_children=run.survey.for_children)
        assert words.plain("words-are-read", reader=notice.reader, reads=notice.reads) in thanks.text
        # Only in a demonstration is it true that nobody reads them.
        assert (words.plain("nobody-reads") in thanks.text) is HANDBOOK.service.demonstration


PAGE = "/policies/sleepovers/"


def pages_about_pages(visitor: Visitor, services: AppServices) -> Walk:
    """Every page after words about a page of the handbook."""
    words = {"page": PAGE, "words": TELLS}
    yield "box", visitor.post("/page-feedback/", {"page": PAGE, "useful": "no"})
    yield "leave this out?", visitor.post("/page-feedback/words/", words)
    yield "looked over", visitor.post("/page-feedback/words/", words | {"take": "all"})
    told = words | {"words": "They hit me."}
    yield "too long", visitor.post("/page-feedback/words/", words | {"words": "x" * 5000})
    yield "no room", in_trouble(services, lambda: visitor.post("/page-feedback/words/", told))
    yield "crowd", in_a_crowd(lambda: visitor.post("/page-feedback/words/", told))
    yield "thanks", visitor.post("/page-feedback/words/", told)
    change = told | {"part": "page", "why": "", "receipt": new_receipt()}
    yield "suggest", visitor.get(f"/suggest/?page={PAGE}&part=page")
    yield "suggest again", visitor.post("/suggest/", change)
    yield "suggest, wrong", visitor.post("/suggest/check/", change | {"words": "x" * 9000})
    yield "suggest, leave this out?", visitor.post("/suggest/check/", change | {"words": TELLS})
    yield "suggest, check", visitor.post("/suggest/check/", change)
    yield "suggest, no room", in_trouble(services, lambda: visitor.post("/suggest/send/", change))
    yield "suggest, crowd", in_a_crowd(lambda: visitor.post("/suggest/send/", change))
    yield "suggest, thanks", visitor.post("/suggest/send/", change)
    yield "suggest, thanks again", visitor.post("/suggest/send/", change)


def test_words_about_a_page_are_followed_by_whom_to_call_too(
    visitor: Visitor, services: AppServices, figure: Figure
) -> None:
    walked = list(pages_about_pages(visitor, services))
    faults = [f"{state}: {each}" for state, page in walked for each in lacks(page, for_children=False)]
    faults += [f"{state}: cannot find you" for state, page in walked if "cannot find you from" not in page.text]
    figure(f"whom to call now: {len(walked)} pages after words about a page, {len(faults)} without a number to tap")
    assert faults == []


def test_every_page_about_a_page_can_be_left_quickly(visitor: Visitor, services: AppServices) -> None:
    walked = [*pages_about_pages(visitor, services), ("choose a part", visitor.get(f"/suggest/?page={PAGE}"))]
    walked += [("choose a page", visitor.get("/suggest/"))]
    missing = [state for state, page in walked if not page.has_link(HANDBOOK.service.exit_address or "")]
    assert missing == []


def test_words_on_a_childrens_page_are_shown_back_below_the_same_line(visitor: Visitor, services: AppServices) -> None:
    page = services.settings.site / "children/index.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text("<h1>For children</h1>")
    asked = visitor.post("/page-feedback/words/", {"page": "/children/", "words": TELLS})
    for shown in (asked, asked.press("Take it out"), asked.press("Change my words")):
        assert 0 <= shown.text.find("look away now") < shown.text.find("They hit me.")
    assert "look away" not in visitor.post("/page-feedback/words/", {"page": PAGE, "words": TELLS}).text


def test_only_a_page_that_follows_words_warns_that_nobody_finds_whoever_wrote_them(app: Flask) -> None:
    with app.test_request_context():
        pages = [message_page(status)[0] for status in MESSAGES]
    assert [page for page in pages if "We cannot find you" in page] == []


def test_every_page_of_the_forms_has_both_numbers_at_its_foot(visitor: Visitor) -> None:
    for address in ("/withdraw/", "/receipt/", "/suggest/", "/nowhere/", f"/answer/{next(iter(OPEN))}/what-we-see/"):
        page = visitor.get(address)
        foot = next(page.root.iter("footer"))
        assert {DANGER, CHILDLINE} <= {link.get("href") for link in foot.iter("a")}, address


def test_whoever_is_turned_away_before_a_form_is_read_is_told_too(app: Flask) -> None:
    with app.test_request_context(method="POST"):
        pages = [render_template("busy.html", action="/answer/comment/check/", held="")]
        pages += [message_page(status)[0] for status in MESSAGES]
    for page in pages:
        main = page.partition("<main")[2].partition("</main>")[0]
        assert [number for number in (DANGER, CHILDLINE, *FOR_CARERS) if f'href="{number}"' not in main] == []
