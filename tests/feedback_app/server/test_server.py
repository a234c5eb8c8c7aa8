"""What waitress is told, who is let in, and what its log may say."""

import logging
import threading
from dataclasses import replace
from wsgiref.util import setup_testing_defaults

import pytest
from waitress.adjustments import Adjustments

from feedback_app.server import server
from feedback_app.server.server import HARMLESS_MESSAGES, FairSemaphore, RequestLimiter, filter_log_record, options
from feedback_app.settings import Settings
from feedback_app.web.http_security import MAX_BYTES


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_waitress_listens_on_one_address_and_keeps_nothing_on_disk(settings: Settings, host: str) -> None:
    told = Adjustments(**options(replace(settings, host=host, port=8010)))
    assert [address[3][:2] for address in told.listen] == [(host, 8010)]
    assert told.trusted_proxy == host
    assert told.inbuf_overflow >= told.max_request_body_size > MAX_BYTES
    assert told.outbuf_overflow > len("&quot;") * told.max_request_body_size
    assert told.threads > server.MAX_CONCURRENT_REQUESTS + server.MAX_WAITING_REQUESTS
    assert (told.ident, told.expose_tracebacks) == (None, False)


@pytest.mark.parametrize(
    ("message", "values"),
    [
        ('Malformed proxy header "%s" from "%s"', ("marker", "203.0.113.7")),
        ("Exception while serving /marker/203.0.113.7", ()),
        ("uncaptured python exception, closing channel <203.0.113.7:42846> (ValueError:'marker')", ()),
    ],
)
@pytest.mark.parametrize("fault", [None, ValueError("marker 203.0.113.7")])
@pytest.mark.parametrize("level", [logging.WARNING, logging.ERROR])
def test_the_log_of_the_server_holds_no_address(
    message: str, values: tuple[str, ...], fault: ValueError | None, level: int, caplog: pytest.LogCaptureFixture
) -> None:
    log = logging.getLogger("waitress")
    log.addFilter(filter_log_record)
    try:
        log.log(level, message, *values, exc_info=fault)
        log.warning(HARMLESS_MESSAGES[0])
        log.warning(HARMLESS_MESSAGES[-1], 3)
    finally:
        log.removeFilter(filter_log_record)
    said = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "connection limit" in said
    assert "Canceling 3 pending" in said
    assert ("a request could not be handled" in said) == (level == logging.ERROR)
    assert ("ValueError" in said) == (fault is not None and level == logging.ERROR)
    assert "203.0.113.7" not in said
    assert "marker" not in said


def test_threads_are_let_in_one_after_the_other_in_the_order_of_coming() -> None:
    semaphore, came, let_in = FairSemaphore(1), [], list[int]()

    def enter(number: int) -> None:
        with semaphore:
            let_in.append(number)

    with semaphore:
        for number in range(8):
            came.append(threading.Thread(target=enter, args=(number,)))
            came[-1].start()
            while len(semaphore._waiting) <= number:
                pass
        assert let_in == []
    for thread in came:
        thread.join()
    assert let_in == list(range(8))


class _Slow:
    """An app that answers once it is told to."""

    def __init__(self) -> None:
        self.inside, self.go_on = threading.Semaphore(0), threading.Event()

    def __call__(self, environ: dict[str, object], _start: object) -> list[bytes]:
        self.inside.release()
        self.go_on.wait()
        if environ["PATH_INFO"] == "/fails":
            raise ValueError
        return [b"answered"]

    def busy(self, _environ: dict[str, object], _start: object) -> list[bytes]:
        return [b"busy"]


def test_past_the_room_for_waiting_the_answer_is_to_send_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MAX_CONCURRENT_REQUESTS", 2)
    monkeypatch.setattr(server, "MAX_WAITING_REQUESTS", 0)
    slow = _Slow()
    limiter, heard = RequestLimiter(slow), list[object]()  # type: ignore[arg-type]

    def ask(path: str = "/") -> None:
        environ: dict[str, object] = {"PATH_INFO": path}
        setup_testing_defaults(environ)
        try:
            heard.append(limiter(environ, None))  # type: ignore[arg-type]
        except ValueError:
            heard.append(ValueError)

    inside = [threading.Thread(target=ask, args=(path,)) for path in ("/", "/fails")]
    for thread in inside:
        thread.start()
        slow.inside.acquire()
    ask()
    assert heard == [[b"busy"]]
    slow.go_on.set()
    for thread in inside:
        thread.join()
    for _ in range(3):
        ask()
    assert heard.count([b"answered"]) == 4
    assert heard.count([b"busy"]) == 1
