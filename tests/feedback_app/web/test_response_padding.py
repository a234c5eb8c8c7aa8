"""Whoever watches the line learns nothing from a page's length, compressed or not: known and unknown receipts alike."""

import gzip
import zlib
from collections.abc import Callable

import pytest
from flask import Response as Answer

from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.suggestions.suggestion import Suggestion
from feedback_app.web.extensions import AppServices
from feedback_app.web.http_security import ROUND_SIZE, pad_response
from tests.conftest import Figure
from tests.feedback_app.visiting import Visitor

TRIES = 200
PAGE = "/policies/sleepovers/"
COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "gzip 6": lambda page: gzip.compress(page, 6),
    "gzip 1": lambda page: zlib.compress(page, 1),
}


def sent(services: AppServices) -> str:
    """The receipt of answers that are in the store."""
    receipt = new_receipt()
    services.store.save(Response(receipt, "mileage", {"support": "agree"}, {"why": "Quick"}))
    return receipt


def pages_of(visitor: Visitor, services: AppServices) -> dict[str, dict[str, str]]:
    """Pages that must not be told apart, by what they tell."""
    suggestion = new_receipt()
    services.store.save_suggestion(suggestion, Suggestion(PAGE, "", "Say it shorter."))
    unknown, known = new_receipt(), sent(services)

    def looked(receipt: str, what: str) -> str:
        return visitor.post("/receipt/", {"receipt": receipt, "what": what}).html

    def taken_back(receipt: str) -> str:
        return visitor.post("/withdraw/", {"receipt": receipt}).html

    return {
        "/receipt/ of a form": {"known": looked(known, "mileage"), "unknown": looked(unknown, "mileage")},
        "/receipt/ of a change": {"known": looked(suggestion, "suggestion"), "unknown": looked(unknown, "suggestion")},
        "/withdraw/": {
            "taken back": taken_back(known),
            "a change taken back": taken_back(suggestion),
            "unknown": taken_back(unknown),
            "taken back before": taken_back(known),
            "no receipt": taken_back("7B2C"),
        },
    }


def sizes(html: str, compress: Callable[[bytes], bytes]) -> list[int]:
    """How long a page is on the line, each time that it is sent."""
    page, _, _ = html.partition("\n<!-- ")
    return [len(compress(pad_response(Answer(page)).get_data())) for _ in range(TRIES)]


def larger(one: list[int], other: list[int]) -> float:
    """How often the first is larger, over all pairs; a half where nothing can be told."""
    return sum((a > b) + 0.5 * (a == b) for a in one for b in other) / (len(one) * len(other))


@pytest.mark.parametrize("how", COMPRESSED)
def test_compressed_pages_cannot_be_distinguished_by_their_size(
    visitor: Visitor, services: AppServices, figure: Figure, how: str
) -> None:
    worst = 0.5
    for address, pages in pages_of(visitor, services).items():
        (first, *others) = (sizes(html, COMPRESSED[how]) for html in pages.values())
        for other in others:
            told = larger(first, other)
            worst = max(worst, told, 1 - told)
            assert 0.35 < told < 0.65, (address, list(pages))
    figure(f"receipts, {how}: the larger of two pages tells which is which in {worst:.0%} (50% is chance)")


def test_pages_that_are_not_compressed_are_equally_long(visitor: Visitor, services: AppServices) -> None:
    lengths = {len(html.encode()) for pages in pages_of(visitor, services).values() for html in pages.values()}
    assert lengths == {ROUND_SIZE}


def test_what_fills_a_page_up_is_chance_and_new_each_time() -> None:
    first, second = (pad_response(Answer("<p>The same")).get_data() for _ in range(2))
    assert first != second
    assert first.startswith(b"<p>The same\n<!-- ")
