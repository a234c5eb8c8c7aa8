"""No request costs much: each address that takes a form is sent the worst texts that it may be sent."""

import os
import random
import time
from collections.abc import Callable, Iterator
from itertools import islice
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import Client

from feedback_app.privacy.codes import new_receipt
from feedback_app.suggestions.diff import diff_hunks
from feedback_app.web.extensions import AppServices
from feedback_app.web.http_security import FORM_MIMETYPE, MAX_BYTES, MAX_FIELDS
from handbook.pages.sections import sections_of
from tests.conftest import Figure
from tests.feedback_app.conftest import CODED, hand_out_codes
from tests.feedback_app.every_route import forms

EVERY = 1 if os.environ.get("PROVE_TEXTS") == "each" else 6
"""One of so many texts is sent to an address, another to the next; `make prove` sends each to each."""
MOST_SECONDS = 0.3
"""Of one processor, for one request."""
PAGE = "/policies/sleepovers/"
HERE = {"Sec-Fetch-Site": "same-origin"}
UNITS = (
    *(
        ". ",
        "a",
        "a ",
        "1",
        "1/",
        "1-",
        "0 ",
        "@",
        "a@",
        "a.",
        "a-",
        "-",
        "<",
        "&",
        "\n",
        "a\n",
        "\r\n",
        " ",
        "\t",
        "[",
        "[[",
        "x-x-x ",
    ),
    *(
        "Aa ",
        "A ",
        "A'",
        "A.",
        "A-a ",
        "St ",
        "Jo ",
        "jo ",
        "Mr A. ",
        "my son ",
        "called Aa ",
        "born ",
        "3rd of ",
        "1 April ",
        "case 1",
    ),
    *(
        "AB12 ",
        "12 Aa Aa Aa ",
        "www.",
        "http://",
        "jo at example dot ",
        "on insta as ",
        "the of to a ",
        "é",
        "\u0301",
        "😀",
        "\u202e",
    ),
    "[date taken out]",
)
"""What fills a box to its end, again and again."""
FULL = 4000


def filled(unit: str, most: int) -> str:
    return (unit * (most // len(unit) + 1))[:most]


def distinct(made: Callable[[int], str], most: int) -> str:
    """Things that differ, as many as fit."""
    text, number = "", 0
    while len(text) < most:
        text += made(number)
        number += 1
    return text[:most]


def texts() -> Iterator[tuple[str, str]]:
    """Names of texts and the texts, as long as a box may hold."""
    yield from ((repr(unit), filled(unit, FULL)) for unit in UNITS)
    yield "other addresses", distinct(lambda number: f"a{number}@b.co ", FULL)
    yield "other dates", distinct(lambda number: f"{number % 28 + 1}/{number % 12 + 1}/{1901 + number % 190} ", FULL)
    yield "other words", distinct(lambda number: f"w{number} ", FULL)
    # One letter more than a box holds, and all that a request holds.
    yield "one too many", filled("a. ", FULL + 1)
    yield "all of it", filled(". ", MAX_BYTES // 4)
    yield "marks", filled("[date taken out] ", MAX_BYTES // 3)


def bodies(app: Flask, address: str) -> Iterator[tuple[str, bytes]]:
    """Everything a route is sent: its own fields full of each text, then odd numbers of fields."""
    own = fields_of(app, address)
    for name, text in texts():
        full = own | {field: text for field in own if field in WORDS}
        yield name, urlencode(full).encode()
        if address.endswith(("/check/", "/words/")):
            yield f"{name}, taken out", urlencode(full | {"take": "all"}).encode()
        if name in EVERYWHERE:
            yield f"{name} in every field", urlencode(dict.fromkeys(own, text)).encode()
    yield "marks to keep", urlencode(own | {"kept": filled("0123456789 ", 100_000)}).encode()
    yield "as many fields as may be", urlencode([(field, "x") for field in own] * 200)[:MAX_BYTES].encode()
    yield "one field again and again", urlencode([(name, "x" * 500) for name in own][:1] * MAX_FIELDS).encode()
    yield "nothing but fields", (b"a&" * MAX_BYTES)[:MAX_BYTES]
    yield "nothing but per cents", (b"%" * MAX_BYTES)[:MAX_BYTES]


EVERYWHERE = {repr(unit) for unit in (". ", "a", "1/", "@", "<", "\n")}
WORDS = ("words", "why", "answer-why", "answer-change", "answer-short", "answer-long")


def fields_of(app: Flask, address: str) -> dict[str, str]:
    """What somebody sends there who fills in everything; a new address has no row yet, and fails."""
    receipt = {"receipt": new_receipt()}
    services = app.extensions["handbook"]
    part = max(sections_of(services.handbook.pages["policies/sleepovers.md"]), key=lambda each: len(each.words))
    suggestion = {"page": PAGE, "part": part.id, "shown": part.mark, "words": "x", "why": "x", "kept": ""}
    every = {
        f"answer-{each.id}": each.choices[0].id if each.choices else "x"
        for each in services.handbook.runs["every-kind"].questionnaire.questions
    }
    rows: dict[str, dict[str, str]] = {
        "/answer/<slug>/": every,
        "/answer/<slug>/check/": every,
        "/answer/<slug>/send/": every,
        "/page-feedback/": {"page": PAGE, "useful": "no"},
        "/page-feedback/words/": {"page": PAGE, "words": "x", "kept": ""},
        "/receipt/": {"what": "suggestion"},
        "/search/missing": {"words": "x"},
        "/suggest/": suggestion,
        "/suggest/check/": suggestion,
        "/suggest/send/": suggestion,
        "/withdraw/": {},
    }
    return rows[address.replace("/answer/every-kind/", "/answer/<slug>/")] | receipt


def sent(app: Flask, address: str, body: bytes) -> tuple[float, int]:
    """Seconds of a processor that the app's own thread spent on a request, and the status."""
    client = Client(app)
    began = time.thread_time()
    answer = client.post(address, data=body, content_type=FORM_MIMETYPE, headers=HERE)
    answer.get_data()
    return time.thread_time() - began, answer.status_code


def test_no_request_takes_long_whatever_was_sent(app: Flask, figure: Figure) -> None:
    slowest: list[tuple[float, str, str]] = []
    asked = 0
    for number, route in enumerate(forms(app)):
        address = route.address.replace("/mileage/", "/every-kind/")
        # What takes long once, such as drawing the first form, is not what somebody sends.
        sent(app, address, urlencode(fields_of(app, address)).encode())
        for name, body in islice(bodies(app, address), number % EVERY, None, EVERY):
            seconds, status = sent(app, address, body)
            asked += 1
            assert status < 500, (address, name, status)
            if seconds > MOST_SECONDS:
                # Whatever else ran on the machine is no fault of the text.
                seconds = min(seconds, *(sent(app, address, body)[0] for _ in range(2)))
            slowest.append((seconds, address, name))
    slowest.sort(reverse=True)
    seconds, address, name = slowest[0]
    figure(
        f"worst texts: {asked} requests to {len(list(forms(app)))} addresses, "
        f"slowest {seconds:.2f} s at {address} ({name})"
    )
    assert [each for each in slowest if each[0] > MOST_SECONDS] == []


OFTEN = ("the", "of", "to", "a", "and", "in", "is", "you", "it", "for")


@pytest.mark.parametrize(
    "new",
    [
        filled(". ", 8000),
        filled("the ", 8000),
        filled("the of to a ", 8000),
        filled("a\n", 8000),
        filled("\n", 8000),
        " ".join(random.Random(1).choices(OFTEN, k=1500)),  # noqa: S311 (no secret)
        "\n".join(random.Random(2).choices(OFTEN, k=1500)),  # noqa: S311 (no secret)
    ],
    ids=["signs", "one word", "small words", "lines", "empty lines", "shuffled words", "shuffled lines"],
)
@pytest.mark.parametrize("parted", [" ", "\n"])
def test_two_texts_are_compared_in_little_time(new: str, parted: str) -> None:
    chosen = random.Random(3)  # noqa: S311 (no secret)
    old = parted.join(chosen.choice(OFTEN) if chosen.random() < 0.4 else f"word{number}" for number in range(900))
    began = time.thread_time()
    found = diff_hunks(old, new)
    spent = time.thread_time() - began
    assert spent <= MOST_SECONDS
    assert "".join(piece.text for each in found for piece in each.new).replace("\n", "") in new.replace("\n", "")


def test_checks_are_counted_for_each_network_and_keep_everything(app: Flask, services: AppServices) -> None:
    hand_out_codes(services)
    assert services.keys.exists(CODED)
    counted: list[str] = []
    held_lets_check = services.rate_limiter.allow_check

    def allow_check(form: str, network: str | None) -> bool:
        counted.append(form)
        return held_lets_check(form, network)

    with pytest.MonkeyPatch.context() as watched:
        watched.setattr(services.rate_limiter, "allow_check", allow_check)
        for address in ("/answer/every-kind/", "/answer/every-kind/check/", "/suggest/", "/suggest/check/"):
            sent(app, address, urlencode(fields_of(app, address)).encode())
        sent(app, "/page-feedback/words/", urlencode({"page": PAGE, "words": "x"}).encode())
    assert counted == ["every-kind", "every-kind", "suggest", "suggest", "page-feedback"]
