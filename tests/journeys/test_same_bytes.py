"""P26: the whole journey with scripts and without sends and stores the same bytes."""

from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request

from tests.conftest import Figure
from tests.journeys.people import RECEIPT, Carer, a_carer
from tests.product import Product

FORM = "/answer/every-kind/"


def says_that_nobody_called(carer: Carer) -> None:
    carer.chooses("called", "missed")
    carer.chooses("would-help", "strongly-agree")
    answers_the_first_section(carer)
    carer.chooses("wanted", "sleep")
    carer.chooses("wanted", "school")
    for part, typed in (("day", "27"), ("month", "March"), ("year", "2026")):
        carer.writes(f"waited-{part}", typed)


def says_that_somebody_called(carer: Carer) -> None:
    carer.chooses("called", "called")
    answers_the_first_section(carer)


def changes_her_mind(carer: Carer) -> None:
    says_that_nobody_called(carer)
    carer.chooses("called", "called")


def answers_the_first_section(carer: Carer) -> None:
    carer.chooses("mood", "mixed")


def answers_the_rest(carer: Carer) -> None:
    for row, option in (("by-day", "agree"), ("by-night", "strongly-disagree"), ("by-name", "do-not-know")):
        carer.chooses(row, option)
    carer.chooses("recommend", "7")
    for place, option in enumerate(("rest", "time")):
        carer.picks("order", option, place)
    carer.picks("which-page", "/policies/sleepovers/")
    carer.writes("short", "The   kind call")
    carer.writes("long", "First line\nSecond line: & = + %")
    carer.chooses("quote", "yes")
    carer.chooses("age", "older")


def sends_it_with_a_mistake_and_a_change(carer: Carer) -> None:
    carer.writes("long", "x" * 4001)
    carer.presses("Check my answers")
    assert carer.page.title().startswith("Error: ")
    carer.writes("long", "First line\nSecond line: & = + %")
    carer.presses("Check my answers")
    carer.changes("What would you call the evening call?")
    carer.writes("short", "The good-night call")
    carer.presses("Check my answers")
    carer.presses("Send my answers")
    assert carer.heading == "Thank you: we have your answers"


def journey(browser: Browser, product: Product, begins: Callable[[Carer], None], *, scripts: bool) -> list[str]:
    """What the browser posts on the way, each body with its address, without the receipt."""
    carer = a_carer(browser, product.address, scripts=scripts)
    posted: list[str] = []

    def keep(request: Request) -> None:
        if request.method == "POST":
            body = RECEIPT.sub("RECEIPT", request.post_data or "")
            posted.append(f"{urlsplit(request.url).path} {body}")

    carer.page.on("request", keep)
    carer.opens(FORM)
    begins(carer)
    answers_the_rest(carer)
    sends_it_with_a_mistake_and_a_change(carer)
    carer.leaves()
    return posted


STORED = (
    "SELECT survey, CAST(body AS BLOB) FROM reply",
    "SELECT survey, question, CAST(body AS BLOB), may_quote FROM words ORDER BY question",
)
"""Every column but the hashes of the receipt, which differs from form to form."""


def stored(product: Product) -> Counter[tuple[object, ...]]:
    """Every row, with how often it is there."""
    return Counter(row for question in STORED for row in product.rows(question))


@pytest.mark.browser
@pytest.mark.parametrize("begins", [says_that_nobody_called, says_that_somebody_called, changes_her_mind])
def test_with_scripts_and_without_the_same_bytes_are_sent_and_stored(
    browser: Browser, every_kind: Product, begins: Callable[[Carer], None], figure: Figure
) -> None:
    before = stored(every_kind)
    # Given a carer whose browser runs scripts
    posted = journey(browser, every_kind, begins, scripts=True)
    with_scripts = stored(every_kind) - before
    # When another does the same without them
    posted_plainly = journey(browser, every_kind, begins, scripts=False)
    # Then all that was sent is the same, byte for byte, and so is all that is stored
    assert posted == posted_plainly
    assert len(posted) == 5
    assert stored(every_kind) - before - with_scripts == with_scripts
    assert with_scripts.total() > 3
    figure(
        "P26: {bodies} posted bodies and {rows} stored rows, the same with scripts and without",
        bodies=len(posted),
        rows=with_scripts.total(),
    )
