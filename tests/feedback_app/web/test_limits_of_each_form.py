"""Everything that can be sent passes the same limits: a full disk, a crowd, and the notice that must be first."""

from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.privacy.codes import new_receipt
from feedback_app.privacy.retention import page_words_key
from feedback_app.responses import PAGE_FEEDBACK
from feedback_app.settings import Settings
from feedback_app.web import rate_limits
from feedback_app.web.extensions import AppServices
from feedback_app.web.rate_limits import MAX_REPLIES_PER_DAY, MAX_REPLIES_PER_NETWORK, MAX_TAPS_PER_NETWORK
from handbook.handbook import Handbook
from tests.conftest import ON

PAGE = "/policies/sleepovers/"
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
Usage = namedtuple("Usage", "total used free")


@dataclass(frozen=True)
class Sending:
    """One thing that anybody can send."""

    address: str
    values: dict[str, str]
    counted_as: str
    share: int
    """How many of them one network may send in an hour."""
    stored: Callable[[AppServices], int]

    def by(self, app: Flask) -> int:
        """Send it once, from a network of its own kind; the status."""
        values = self.values | {"receipt": new_receipt()}
        return app.test_client().post(self.address, data=values, environ_base=ELSEWHERE).status_code


SENDINGS = {
    "answers": Sending(
        "/answer/mileage/send/",
        {"answer-support": "agree", "answer-why": "Fair."},
        "mileage",
        MAX_REPLIES_PER_NETWORK,
        lambda services: len(services.store.replies("mileage")),
    ),
    "a suggestion": Sending(
        "/suggest/send/",
        {"page": PAGE, "part": "page", "words": "Say it sooner."},
        "suggest",
        MAX_REPLIES_PER_NETWORK,
        lambda services: len(services.store.suggestions()),
    ),
    "a tap": Sending(
        "/page-feedback/",
        {"page": PAGE, "useful": "yes"},
        PAGE_FEEDBACK,
        MAX_TAPS_PER_NETWORK,
        lambda services: len(services.store.replies(PAGE_FEEDBACK)),
    ),
    "words about a page": Sending(
        "/page-feedback/words/",
        {"page": PAGE, "words": "The rate is old."},
        PAGE_FEEDBACK,
        MAX_TAPS_PER_NETWORK,
        lambda services: len(services.store.words(page_words_key(ON))),
    ),
}


@pytest.fixture(params=list(SENDINGS))
def sending(request: pytest.FixtureRequest) -> Sending:
    return SENDINGS[request.param]


@pytest.fixture
def app(settings: Settings, sample_handbook: Handbook) -> Iterator[Flask]:
    made = create_app(settings, sample_handbook, clock=Clock(ON))
    yield made
    made.extensions["handbook"].store.close()


@pytest.fixture
def services(app: Flask) -> AppServices:
    found: AppServices = app.extensions["handbook"]
    return found


def test_nothing_is_taken_while_the_disk_is_nearly_full(
    app: Flask, services: AppServices, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(rate_limits.shutil, "disk_usage", lambda _place: Usage(100_000_000_000, 0, 999_999_999))
        assert (sending.by(app), sending.stored(services)) == (503, 0)
    assert (sending.by(app), sending.stored(services)) == (200, 1)


def test_a_form_that_had_its_share_of_the_day_takes_no_more(
    app: Flask, services: AppServices, sending: Sending
) -> None:
    for _ in range(MAX_REPLIES_PER_DAY):
        services.rate_limiter.allow_reply(sending.counted_as, None)
    assert (sending.by(app), sending.stored(services)) == (429, 0)


def test_one_network_has_its_share_of_the_hour_and_no_more(app: Flask, services: AppServices, sending: Sending) -> None:
    network = "192.0.2.0/24"
    for _ in range(sending.share - 1):
        assert services.rate_limiter.allow_reply(sending.counted_as, network, sending.share)
    assert [sending.by(app) for _ in range(2)] == [200, 429]
    assert sending.stored(services) == 1


def test_one_form_in_a_crowd_keeps_no_other_from_anybody(app: Flask, services: AppServices, sending: Sending) -> None:
    for _ in range(sending.share):
        services.rate_limiter.allow_reply(sending.counted_as, "192.0.2.0/24", sending.share)
    others = [each for each in SENDINGS.values() if each.counted_as != sending.counted_as]
    assert [each.by(app) for each in others] == [200] * len(others)


def test_no_words_are_asked_for_or_taken_while_a_number_to_call_is_missing(
    settings: Settings, sample_handbook: Handbook
) -> None:
    contacts = tuple(
        each.model_copy(update={"phone": None}) if each.id == "front-door-night" else each
        for each in sample_handbook.contacts.contacts
    )
    incomplete = replace(sample_handbook, contacts=sample_handbook.contacts.model_copy(update={"contacts": contacts}))
    app = create_app(settings, incomplete, clock=Clock(ON))
    services: AppServices = app.extensions["handbook"]
    client = app.test_client()
    shown = [client.get(address) for address in ("/answer/mileage/", "/suggest/", f"/suggest/?page={PAGE}&part=page")]
    sent = [SENDINGS[name].by(app) for name in ("answers", "a suggestion")]
    checked = [
        client.post(address, data=SENDINGS[name].values).status_code
        for name, address in (
            ("answers", "/answer/mileage/"),
            ("answers", "/answer/mileage/check/"),
            ("a suggestion", "/suggest/"),
            ("a suggestion", "/suggest/check/"),
        )
    ]
    box = client.post("/page-feedback/", data=SENDINGS["a tap"].values)
    assert ([each.status_code for each in shown], sent, checked) == ([503] * 3, [503] * 2, [503] * 4)
    assert (box.status_code, "<textarea" in box.text) == (200, False)
    assert (SENDINGS["answers"].stored(services), SENDINGS["a suggestion"].stored(services)) == (0, 0)
    services.store.close()


def test_who_looked_too_often_is_asked_to_wait(
    app: Flask, services: AppServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"answer-support": "agree", "receipt": new_receipt()}

    def look() -> int:
        return app.test_client().post("/answer/mileage/check/", data=sent, environ_base=ELSEWHERE).status_code

    assert look() == 200
    asked: list[tuple[str, str | None]] = []
    monkeypatch.setattr(services.rate_limiter, "allow_check", lambda form, network: asked.append((form, network)))
    assert look() == 429
    assert asked == [("mileage", "192.0.2.0/24")]


@pytest.mark.parametrize(
    ("total", "free", "room"),
    [
        (100_000_000_000, 999_999_999, False),
        (100_000_000_000, 1_000_000_000, True),
        (5_000_000_000, 500_000_000, True),
        (5_000_000_000, 499_999_999, False),
    ],
)
def test_a_disk_is_nearly_full_when_both_a_tenth_and_a_gigabyte_are_gone(
    services: AppServices,
    monkeypatch: pytest.MonkeyPatch,
    total: int,
    free: int,
    room: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(rate_limits.shutil, "disk_usage", lambda _place: Usage(total, 0, free))
    assert rate_limits.has_room_on_disk(services.settings.store) is room


def test_a_disk_that_cannot_be_asked_is_left_to_the_store(
    services: AppServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_place: object) -> Usage:
        raise OSError

    monkeypatch.setattr(rate_limits.shutil, "disk_usage", fail)
    assert rate_limits.has_room_on_disk(services.settings.store)
