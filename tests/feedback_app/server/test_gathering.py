"""When a request is all there, however it arrives."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.server.gathering import MOST_HEAD, Arrived, Gathering
from feedback_app.web.request_checks import MOST_BYTES

FORM = b"POST /withdraw/ HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nreceipt=7"
PAGE = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"


def take(*text_values: bytes) -> list[Arrived]:
    gathering = Gathering(0.0)
    return [gathering.take(piece) for piece in text_values]


@given(st.lists(st.integers(1, len(FORM) - 1), unique=True).map(sorted))
def test_a_request_is_whole_with_its_last_byte_and_not_before(cuts: list[int]) -> None:
    edges = [0, *cuts, len(FORM)]
    text_values = [FORM[start:end] for start, end in pairwise(edges)]
    assert take(*text_values) == [Arrived.PARTLY] * len(cuts) + [Arrived.WHOLE]


def test_a_request_without_a_body_ends_with_its_head() -> None:
    assert take(PAGE[:-1], PAGE[-1:]) == [Arrived.PARTLY, Arrived.WHOLE]


@pytest.mark.parametrize(("length", "arrived"), [(MOST_BYTES, Arrived.PARTLY), (MOST_BYTES + 1, Arrived.TOO_LONG)])
def test_who_wants_to_send_too_much_is_known_before_it_comes(length: int, arrived: Arrived) -> None:
    assert take(FORM.replace(b": 9", b": %d" % length)) == [arrived]


def test_a_head_without_an_end_is_not_waited_for() -> None:
    assert take(b"x" * (MOST_HEAD - 1), b"x") == [Arrived.PARTLY, Arrived.UNREADABLE]


@pytest.mark.parametrize("name", [b"Transfer-Encoding", b"transfer-encoding"])
def test_a_form_in_pieces_without_a_length_is_refused(name: bytes) -> None:
    assert take(FORM.replace(b"Content-Length: 9", name + b": chunked")) == [Arrived.NO_LENGTH]


def test_who_hangs_up_before_the_end_is_not_waited_for() -> None:
    assert take(FORM[:-1], b"") == [Arrived.PARTLY, Arrived.LEFT]


def test_words_in_the_body_are_not_taken_for_a_head() -> None:
    body = b"\r\ncontent-length: 999999\r\ntransfer-encoding: chunked\r\n\r\n"
    assert take(b"POST / HTTP/1.1\r\ncontent-length:  %d\r\n\r\n" % len(body) + body) == [Arrived.WHOLE]
