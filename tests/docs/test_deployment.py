"""The examples for web servers in front: they can be read, and they keep what the pages promise.

nginx's file is read by nginx's own parser for Python. For Caddy there is no such parser: its file is taken apart here
by the few rules that the example needs, and whatever else it holds fails.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import crossplane
import pytest
from crossplane.analyzer import DIRECTIVES

from feedback_app.web.request_checks import MAX_BYTES
from handbook.urls import PAGE_FEEDBACK_ADDRESS, RECEIPT_ADDRESS, SUGGEST_ADDRESS, WITHDRAW_ADDRESS
from tests.conftest import ROOT

NGINX, CADDY = ROOT / "deployment/nginx.conf", ROOT / "deployment/Caddyfile"
PRIVATE = ("/answer/", WITHDRAW_ADDRESS, RECEIPT_ADDRESS, SUGGEST_ADDRESS, PAGE_FEEDBACK_ADDRESS)
NAMES_A_READER = (
    "remote_addr",
    "remote_user",
    "http_",
    "request_uri",
    "request ",
    "args",
    "query",
    "cookie",
    "binary_",
)


def walked(block: list[dict[str, Any]], inside: str = "") -> Iterator[tuple[str, str, list[str]]]:
    """Each directive with the block that it stands in."""
    for each in block:
        yield inside, each["directive"], each["args"]
        yield from walked(each.get("block", []), each["directive"])


@pytest.fixture(scope="module")
def nginx() -> list[tuple[str, str, list[str]]]:
    read = crossplane.parse(str(NGINX), check_ctx=False)
    assert (read["status"], read["errors"]) == ("ok", [])
    return list(walked(read["config"][0]["parsed"]))


def values(nginx: list[tuple[str, str, list[str]]], name: str) -> list[list[str]]:
    return [args for _, directive, args in nginx if directive == name]


def test_nginx_knows_every_word_of_its_example(nginx: list[tuple[str, str, list[str]]]) -> None:
    assert {name for inside, name, _ in nginx if inside != "map"} <= set(DIRECTIVES)


def test_nginx_writes_down_nothing_about_forms(nginx: list[tuple[str, str, list[str]]]) -> None:
    # The address as nginx has decoded it, without what stands behind a question mark.
    assert values(nginx, "map") == [["$uri", "$handbook_logged"]]
    ((pattern, logged),) = [(name, args) for inside, name, args in nginx if inside == "map" and name != "default"]
    assert logged == ["0"]
    private = re.compile(pattern.removeprefix("~*"), re.IGNORECASE)
    for address in PRIVATE:
        for path in (address, address.rstrip("/"), f"{address}check/", address.upper()):
            assert private.search(path), path
            assert private.search(f"/fostering{path}"), "below a path of the host"
    assert not private.search("/policies/payments/")
    assert not private.search("/guides/answering-questions/")
    assert values(nginx, "access_log") == [["off"], ["/var/log/nginx/handbook.log", "handbook", "if=$handbook_logged"]]
    assert values(nginx, "error_log") == [["/var/log/nginx/handbook-error.log", "crit"]]


def test_the_log_of_nginx_names_no_reader(nginx: list[tuple[str, str, list[str]]]) -> None:
    ((_, line),) = values(nginx, "log_format")
    assert [each for each in NAMES_A_READER if f"${each}" in line] == []
    assert "$uri" in line


def test_nginx_says_who_sends_and_believes_no_claim(nginx: list[tuple[str, str, list[str]]]) -> None:
    told = dict(values(nginx, "proxy_set_header"))
    assert told["X-Forwarded-For"] == "$remote_addr"
    assert told["X-Forwarded-Proto"] == "$scheme"
    assert values(nginx, "return") == [["301", "https://handbook.example.org$request_uri"]]


def test_nginx_compresses_nothing_and_keeps_nothing(nginx: list[tuple[str, str, list[str]]]) -> None:
    assert values(nginx, "gzip") == [["off"]]
    assert not values(nginx, "gzip_types")
    assert not values(nginx, "brotli")
    assert values(nginx, "proxy_cache") == [["off"]]
    (most,), (in_memory,) = values(nginx, "client_max_body_size")[0], values(nginx, "client_body_buffer_size")[0]
    assert most == in_memory
    assert int(most.removesuffix("k")) * 1024 > MAX_BYTES


def test_nginx_leaves_the_types_of_files_to_the_app(nginx: list[tuple[str, str, list[str]]]) -> None:
    """The app says that a calendar is a calendar, in UTF-8: tests/feedback_app/server/test_site_and_forms.py."""
    changes = {
        "types",
        "default_type",
        "charset",
        "override_charset",
        "add_header",
        "proxy_hide_header",
        "root",
        "alias",
    }
    assert not changes & {name for _, name, _ in nginx}


def read_caddyfile(file: Path) -> dict[str, Any]:
    """Each line that opens a block with what is in it, and each other line; AssertionError where it is wrong."""
    stack: list[dict[str, Any]] = [{}]
    for line in file.read_text().splitlines():
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        assert line.startswith("\t" * (len(stack) - 1 - (words == "}"))), f"set in wrongly: {line!r}"
        if words == "}":
            stack.pop()
            assert stack, "one bracket too many"
        elif words == "{" or words.endswith(" {"):
            inner: dict[str, Any] = {}
            stack[-1][words.removesuffix("{").strip()] = inner
            stack.append(inner)
        else:
            assert "{" not in words.replace("{remote_host}", ""), f"a bracket in the middle: {line!r}"
            name, _, rest = words.partition(" ")
            stack[-1][name] = rest
    assert len(stack) == 1, "a bracket is not closed"
    return stack[0]


def test_caddy_writes_down_nothing_and_compresses_nothing() -> None:
    read = read_caddyfile(CADDY)
    assert set(read) == {"", "handbook.example.org"}
    assert set(read[""]) == {"log default"}
    assert set(read[""]["log default"]["exclude"].split()) >= {"http.log.error", "http.handlers.reverse_proxy"}
    site = read["handbook.example.org"]
    assert set(site) == {"request_body", "reverse_proxy"}
    assert site["reverse_proxy"] == "127.0.0.1:8000"
    assert int(site["request_body"]["max_size"].removesuffix("KiB")) * 1024 > MAX_BYTES


def test_the_readme_leads_to_both() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "deployment/nginx.conf" in readme
    assert "deployment/Caddyfile" in readme
