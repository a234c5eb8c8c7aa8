"""What happens when too much arrives: people wait and keep their answers, programs are stopped, nothing fills up."""

from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, Request
from werkzeug.test import EnvironBuilder

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.privacy.codes import new_receipt
from feedback_app.settings import Settings, read_settings
from feedback_app.web import rate_limits
from feedback_app.web.extensions import AppServices
from feedback_app.web.rate_limits import (
    DAY,
    HOUR,
    MAX_CHECKS_PER_NETWORK,
    MAX_NETWORKS,
    MAX_REPLIES_PER_DAY,
    MAX_REPLIES_PER_NETWORK,
    UNKNOWN,
    RateLimiter,
    network_of,
)
from handbook.handbook import Handbook
from tests.conftest import ON
from tests.feedback_app.visiting import Visitor

FORM = "mileage"
Usage = namedtuple("Usage", "total used free")


class Time:
    """A clock that only goes on when told."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        """What it says now."""
        return self.at


@pytest.fixture
def time() -> Time:
    return Time()


def asked(remote: str, forwarded: str | None = None) -> Request:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return Request(EnvironBuilder(headers=headers, environ_base={"REMOTE_ADDR": remote}).get_environ())


def test_a_network_has_its_share_of_a_form_in_an_hour(time: Time) -> None:
    rate_limiter = RateLimiter(time)
    assert [rate_limiter.allow_reply(FORM, "192.0.2.0/24") for _ in range(MAX_REPLIES_PER_NETWORK + 2)].count(
        False
    ) == 2
    assert rate_limiter.allow_reply(FORM, "198.51.100.0/24")
    assert rate_limiter.allow_reply("another", "192.0.2.0/24")
    time.at += HOUR - 1
    assert not rate_limiter.allow_reply(FORM, "192.0.2.0/24")
    time.at += 1
    assert rate_limiter.allow_reply(FORM, "192.0.2.0/24")


def test_in_each_later_hour_a_network_has_the_same_share(time: Time) -> None:
    rate_limiter = RateLimiter(time)
    for _ in range(3):
        assert [rate_limiter.allow_reply(FORM, "192.0.2.0/24") for _ in range(MAX_REPLIES_PER_NETWORK + 2)].count(
            False
        ) == 2
        time.at += HOUR


def test_nothing_that_is_remembered_names_a_network(time: Time) -> None:
    rate_limiter = RateLimiter(time)
    rate_limiter.allow_reply(FORM, "192.0.2.0/24")
    (known,) = rate_limiter._networks
    key = rate_limiter._key
    assert b"192.0.2" not in known
    time.at += HOUR
    rate_limiter.allow_reply(FORM, "192.0.2.0/24")
    assert rate_limiter._key != key
    assert known not in rate_limiter._networks


def test_looks_have_a_share_of_their_own_for_each_form_and_network(time: Time) -> None:
    rate_limiter = RateLimiter(time)
    looks = [rate_limiter.allow_check(FORM, "192.0.2.0/24") for _ in range(MAX_CHECKS_PER_NETWORK + 2)]
    assert looks.count(False) == 2
    assert rate_limiter.allow_reply(FORM, "192.0.2.0/24")
    assert rate_limiter.allow_check("another", "192.0.2.0/24")
    assert rate_limiter.allow_check(FORM, "198.51.100.0/24")


def test_a_form_has_a_daily_limit_for_all_senders_together(time: Time) -> None:
    time.at += 3 * DAY
    rate_limiter = RateLimiter(time)
    assert all(rate_limiter.allow_reply(FORM, None) for _ in range(MAX_REPLIES_PER_DAY))
    time.at += DAY - 1
    assert not rate_limiter.allow_reply(FORM, None)
    time.at += 1
    assert all(rate_limiter.allow_reply(FORM, None) for _ in range(MAX_REPLIES_PER_DAY))
    assert not rate_limiter.allow_reply(FORM, None)


def test_the_memory_of_networks_has_an_end(time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "MAX_NETWORKS", 100)
    rate_limiter = RateLimiter(time)
    let_in = [rate_limiter.allow_reply(FORM, f"10.{number // 256}.{number % 256}.0/24") for number in range(300)]
    assert let_in.count(True) == len(rate_limiter._networks) == 100
    assert MAX_NETWORKS == 100_000


@pytest.mark.parametrize(
    ("remote", "forwarded", "behind_proxy", "network"),
    [
        ("192.0.2.77", None, False, "192.0.2.0/24"),
        ("2001:db8:5ca1:ab1e::4", None, False, "2001:db8:5ca1::/48"),
        ("127.0.0.1", None, False, None),
        ("127.0.0.1", "192.0.2.77", False, None),
        ("127.0.0.1", "203.0.113.1, 192.0.2.77", True, "192.0.2.0/24"),
        ("127.0.0.1", "2001:db8:5ca1:ab1e::4", True, "2001:db8:5ca1::/48"),
        ("127.0.0.1", "203.0.113.7:54321", True, "203.0.113.0/24"),
        ("127.0.0.1", "[2001:db8::1]:443", True, "2001:db8::/48"),
        ("127.0.0.1", "[2001:db8::1]", True, "2001:db8::/48"),
        ("127.0.0.1", "fe80::1%eth0", True, "fe80::/48"),
        # One sender, written in other ways:
        ("::ffff:203.0.113.7", None, False, "203.0.113.0/24"),
        ("127.0.0.1", "::ffff:203.0.113.7", True, "203.0.113.0/24"),
        ("127.0.0.1", "[::ffff:203.0.113.7]:54321", True, "203.0.113.0/24"),
        ("127.0.0.1", "::FFFF:cb00:7107", True, "203.0.113.0/24"),
        ("127.0.0.1", "64:ff9b::203.0.113.7", True, "203.0.113.0/24"),
        ("127.0.0.1", "2002:cb00:7107::1", True, "203.0.113.0/24"),
        ("127.0.0.1", "2001:0:4136:e378:8000:63bf:34ff:8ef8", True, "203.0.113.0/24"),
        ("::ffff:127.0.0.1", None, False, None),
        # What cannot be read has the share of one network, all of it together:
        ("127.0.0.1", "not an address", True, UNKNOWN),
        ("127.0.0.1", "unknown", True, UNKNOWN),
        ("127.0.0.1", "203.0.113.7:port", True, UNKNOWN),
        ("127.0.0.1", "203.0.113.777", True, UNKNOWN),
        ("127.0.0.1", "203.0.113.7, ", True, UNKNOWN),
        ("127.0.0.1", "127.0.0.1", True, UNKNOWN),
        ("127.0.0.1", None, True, UNKNOWN),
        ("", None, False, UNKNOWN),
    ],
)
def test_only_the_network_is_looked_at_and_only_a_proxy_of_ours_is_believed(
    remote: str,
    forwarded: str | None,
    behind_proxy: bool,  # noqa: FBT001
    network: str | None,
) -> None:
    assert network_of(asked(remote, forwarded), behind_proxy=behind_proxy) == network


@pytest.fixture
def crowded(app: Flask) -> Iterator[AppServices]:
    """The open form has had its share for today."""
    services: AppServices = app.extensions["handbook"]
    for _ in range(MAX_REPLIES_PER_DAY):
        services.rate_limiter.allow_reply(FORM, None)
    return services


def test_who_comes_too_late_keeps_every_answer_and_can_send_again(visitor: Visitor, crowded: AppServices) -> None:
    checked = visitor.get(f"/answer/{FORM}/").press("Check my answers", support="agree", why="Fair.")
    waiting = checked.press("Send my answers")
    assert (waiting.status, waiting.heading) == (429, "Please wait, then send again")
    assert "Your answers are still on this page" in waiting.text
    assert waiting.receipt == checked.receipt
    assert crowded.store.replies(FORM) == ()
    crowded.rate_limiter._forms.clear()
    assert waiting.press("Try again").heading == "Thank you: we have your answers"


def test_a_code_is_never_refused_because_of_others(app: Flask) -> None:
    from feedback_app.web.rate_limit_checks import reply_refusal  # noqa: PLC0415

    services: AppServices = app.extensions["handbook"]
    for _ in range(MAX_REPLIES_PER_DAY):
        services.rate_limiter.allow_reply("carer-views/2026-autumn", None)
    with app.test_request_context():
        assert reply_refusal(services.handbook.runs["carer-views/2026-autumn"]) is None


@pytest.mark.parametrize(("free", "kept"), [(999_999_999, False), (1_000_000_000, True)])
def test_a_disk_that_is_nearly_full_takes_no_more_from_open_forms(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    kept: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(rate_limits.shutil, "disk_usage", lambda _place: Usage(100_000_000_000, 0, free))
    page = (
        visitor.get(f"/answer/{FORM}/").press("Check my answers", support="agree", why="Fair.").press("Send my answers")
    )
    assert page.status == (200 if kept else 503)
    assert ("Your answers are still on this page" in page.text) is not kept


def test_a_program_that_fills_in_every_box_is_stopped_and_a_person_can_mend_it(visitor: Visitor) -> None:
    page = visitor.get(f"/answer/{FORM}/").press(
        "Check my answers", website="https://spam.example", support="agree", why="Fair."
    )
    assert page.errors == [("website", 'Empty the box called "Leave this box empty", then send again')]
    assert page.press("Check my answers", website="").heading == "Check your answers before you send them"


def sent_from(app: Flask, remote: str, forwarded: str) -> int:
    """The status of one reply to the open form."""
    answer = app.test_client().post(
        f"/answer/{FORM}/send/",
        data={"answer-support": "agree", "receipt": new_receipt()},
        headers={"X-Forwarded-For": forwarded},
        environ_base={"REMOTE_ADDR": remote},
    )
    return answer.status_code


@pytest.mark.parametrize("written", ["no", ""])
def test_a_sender_who_forges_other_networks_is_counted_as_one(
    settings: Settings, sample_handbook: Handbook, written: str
) -> None:
    told = read_settings({"HANDBOOK_BEHIND_PROXY": written})
    app = create_app(replace(settings, behind_proxy=told.behind_proxy), sample_handbook, clock=Clock(ON))
    statuses = [sent_from(app, "192.0.2.7", f"198.51.{number}.1") for number in range(MAX_REPLIES_PER_NETWORK + 1)]
    app.extensions["handbook"].store.close()
    assert statuses == [200] * MAX_REPLIES_PER_NETWORK + [429]


def test_behind_a_proxy_of_ours_each_network_that_it_names_has_its_own_share(
    settings: Settings, sample_handbook: Handbook
) -> None:
    told = read_settings({"HANDBOOK_BEHIND_PROXY": "yes"})
    app = create_app(replace(settings, behind_proxy=told.behind_proxy), sample_handbook, clock=Clock(ON))
    one = [sent_from(app, "127.0.0.1", "198.51.100.1") for _ in range(MAX_REPLIES_PER_NETWORK + 1)]
    other = sent_from(app, "127.0.0.1", "203.0.113.1")
    app.extensions["handbook"].store.close()
    assert (one, other) == ([200] * MAX_REPLIES_PER_NETWORK + [429], 200)
