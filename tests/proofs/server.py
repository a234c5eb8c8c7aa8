"""The real server over the tiny sample handbook, and a plain client that can say where it comes from."""

import http.client
import json
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from feedback_app.cli.serve_command import is_free
from feedback_app.web.site_build import PAGES
from tests.conftest import ON
from tests.product import Product

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
BY_CODE = "carer-views/2026-autumn"
BY_CODE_ADDRESS = "/answer/carer-views/"
BY_CODE_ANSWERS = [
    ("answer-invited", "agree"),
    ("answer-answered", "do-not-know"),
    ("answer-recommend", "7"),
    ("answer-helped", "group"),
    ("answer-helped", "duty"),
    ("answer-area", "north"),
]
OPEN_LINK_ADDRESS = "/answer/mileage/"
OPEN_LINK_ANSWERS = [("answer-support", "disagree")]
_RECEIPT = re.compile(rb'name="receipt" value="([0-9A-Z-]{19})"')
RECEIVED = re.compile(rb"<title>[^<]*(Thank you: we have your answers|We already have your answers)")


def quiet_port(number: int = 0) -> int:
    """A free port below those that the system gives to clients; `number` tells servers apart that start together.

    A client that calls a port of that kind while nobody listens can be given the same port for itself, and then it
    talks to itself and keeps the server out.
    """
    first = 12_000 + os.getpid() % 1_000 * 20 + number
    return next(port for port in range(first, 32_700, 20) if is_free(port))


def sample_server(place: Path, number: int = 0) -> Product:
    """A server of its own, not started yet, whose every file is in `place/kept`."""
    content, site, kept = place / "handbook", place / "site", place / "kept"
    shutil.copytree(SAMPLE, content)
    for folder in (site, kept):
        folder.mkdir(parents=True, exist_ok=True)
    for page in PAGES:
        (site / page.strip("/")).mkdir(exist_ok=True)
        (site / page.strip("/") / "index.html").write_text("<!doctype html><title>A handbook</title>")
    policy = place / "policy.txt"
    policy.write_text("default-src 'none'")
    return Product(content=content, site=site, policy=policy, place=kept, on=ON, port=quiet_port(number))


def hurried(server: Product, **numbers: float | list[str]) -> Product:
    """The same server with other numbers, each named by module and name: `server__server__MAX_WAITING_REQUESTS=3`."""
    names = {f"feedback_app.{name.replace('__', '.')}": number for name, number in numbers.items()}
    return replace(server, program="tests.proofs.server_overrides", more={"PROVE_HURRY": json.dumps(names)})


@dataclass(frozen=True)
class Answered:
    """What the server said."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    @property
    def receipt(self) -> str:
        """The receipt in the page's form."""
        found = _RECEIPT.search(self.body)
        if found is None:
            raise AssertionError(f"no receipt in a page with status {self.status}")
        return found.group(1).decode()

    @property
    def is_received(self) -> bool:
        """Whether the server says that it has the answers."""
        return self.status == 200 and RECEIVED.search(self.body) is not None


@dataclass(frozen=True)
class Client:
    """Somebody who sends forms; every request on a connection of its own."""

    port: int
    headers: tuple[tuple[str, str], ...] = ()
    comes_from: str = "127.0.0.1"
    """Any loopback address."""

    def get(self, path: str) -> Answered:
        """Open a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Sequence[tuple[str, str]], kind: str = "") -> Answered:
        """Send a form."""
        content_type = kind or "application/x-www-form-urlencoded"
        return self._ask("POST", path, urlencode(fields).encode(), {"Content-Type": content_type})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answered:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10, source_address=(self.comes_from, 0))
        try:
            connection.request(method, path, body, dict(self.headers) | headers)
            answer = connection.getresponse()
            return Answered(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()
