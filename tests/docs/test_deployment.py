"""The page for deployers and its examples: they can be read, and they keep what the pages promise.

nginx's file is read by nginx's own parser for Python. For Caddy there is no such parser: its file is taken apart here
by the few rules that the example needs, and whatever else it holds fails.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import crossplane
import pytest
from crossplane.analyzer import DIRECTIVES

from feedback_app.backups.backups import new_key
from feedback_app.server.server import (
    CHANNEL_TIMEOUT,
    MAX_CONCURRENT_REQUESTS,
    MAX_CONNECTIONS,
    MAX_WAITING_REQUESTS,
    RECV_BYTES,
    serve,
)
from feedback_app.settings import read_settings
from feedback_app.storage.writer import Health
from feedback_app.web.http_security import MAX_BYTES
from feedback_app.web.rate_limits import MAX_REPLIES_PER_NETWORK
from handbook.search.index import SEARCH_FOLDER
from handbook.urls import PAGE_FEEDBACK_ADDRESS, RECEIPT_ADDRESS, SEARCH_ADDRESS, SUGGEST_ADDRESS, WITHDRAW_ADDRESS
from tests.conftest import ROOT

NGINX, CADDY = ROOT / "deployment/nginx.conf", ROOT / "deployment/Caddyfile"
UNIT, PAGE = ROOT / "deployment/handbook.service", ROOT / "docs/developers/deploying.md"
PRIVATE = (
    "/answer/",
    WITHDRAW_ADDRESS,
    RECEIPT_ADDRESS,
    SUGGEST_ADDRESS,
    PAGE_FEEDBACK_ADDRESS,
    f"{SEARCH_ADDRESS}/",
    # which of its files are fetched tells what is looked for
    f"/{SEARCH_FOLDER}/",
)
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
    """Each directive with the block that it is in."""
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
    # The address as nginx has decoded it, without what is behind a question mark.
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
    # Of each server: without one it takes the error log of the whole nginx, with addresses of senders in it.
    assert values(nginx, "error_log") == [["/dev/null", "emerg"]] * len(values(nginx, "server"))


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
    assert set(site) == {"request_body", "reverse_proxy 127.0.0.1:8000"}
    assert int(site["request_body"]["max_size"].removesuffix("KiB")) * 1024 > MAX_BYTES


def test_caddy_takes_in_a_form_whole_before_it_passes_it_on() -> None:
    site = read_caddyfile(CADDY)["handbook.example.org"]
    assert site["reverse_proxy 127.0.0.1:8000"] == {"request_buffers": site["request_body"]["max_size"]}


@pytest.fixture(scope="module")
def unit() -> ConfigParser:
    read = ConfigParser(interpolation=None, delimiters="=")
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(UNIT)
    return read


def test_the_unit_starts_a_command_that_there_is(unit: ConfigParser) -> None:
    python, *words = unit["Service"]["ExecStart"].split()
    assert python == f"{unit['Service']['WorkingDirectory']}/.venv/bin/python"
    told = subprocess.run(
        [sys.executable, *words, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "Serve the handbook and its forms" in told


def test_the_unit_lets_the_app_write_where_its_store_and_keys_are_and_nowhere_else(unit: ConfigParser) -> None:
    service = unit["Service"]
    usual = read_settings({})
    writable = Path(service["ReadWritePaths"]).relative_to(service["WorkingDirectory"])
    assert service["ProtectSystem"] == "strict"
    assert {usual.store.parent, usual.keys.parent} == {ROOT / writable}
    assert service["UMask"] == "0077"


def test_the_unit_allows_a_file_for_each_answer_that_may_be_unread(unit: ConfigParser) -> None:
    requests = RECV_BYTES // len(b"GET / HTTP/1.1\r\n\r\n")
    assert int(unit["Service"]["LimitNOFILE"]) > requests * MAX_CONNECTIONS
    assert f"{requests} for each of {MAX_CONNECTIONS} connections" in UNIT.read_text()


def test_the_unit_waits_until_those_who_are_being_answered_are() -> None:
    assert "up to five seconds" in (serve.__doc__ or "")
    assert "TimeoutStopSec=15" in UNIT.read_text()


def test_the_page_for_deployers_leads_to_all_examples_and_names_the_limits() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for example in (NGINX, CADDY, UNIT):
        assert f"`{example.relative_to(ROOT)}`" in page
    assert f"| {MAX_CONCURRENT_REQUESTS}; {MAX_WAITING_REQUESTS}; {MAX_CONNECTIONS} |" in page
    assert f"**Let {MAX_BYTES // 1024} KB through.**" in page
    assert f"after {CHANNEL_TIMEOUT} silent seconds" in page
    assert f"{MAX_REPLIES_PER_NETWORK} replies an hour to an open form from one network" in page
    assert all(f"`{address}`" in page for address in PRIVATE)


def test_everything_that_healthz_may_say_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    said = [each.value for each in Health if each is not Health.OK]
    assert [each for each in (*said, "the site cannot be read") if each not in page] == []


def test_the_drill_brings_a_backup_back(tmp_path: Path) -> None:
    """The lines of the page, run as they are, with a store of invented answers and names of a folder of our own."""
    secret, public = new_key()
    (tmp_path / "secret.txt").write_text(secret)
    places = {"STORE": tmp_path / "store.sqlite", "KEYS": tmp_path / "keys"}
    environment = os.environ | {f"HANDBOOK_{name}": str(place) for name, place in places.items()}
    for words in (["sample", "carer-satisfaction/2026-winter", "--for-trying"], ["backup", str(tmp_path / "backups")]):
        subprocess.run(
            [sys.executable, "-m", "feedback_app", *words],
            cwd=ROOT,
            env=environment | {"HANDBOOK_BACKUP_KEY": public},
            capture_output=True,
            check=True,
        )
    (copy,) = (tmp_path / "backups").glob("store-*.age")
    (drill,) = re.findall(r"```\n(export .*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    lines = (
        re.sub(r"backups/store-[\d-]+\.age", str(copy), drill)
        .replace("secret.txt", str(tmp_path / "secret.txt"))
        .replace("var/drill", str(tmp_path / "drill"))
        .replace(".venv/bin/python", sys.executable)
    )
    told = subprocess.run(["sh", "-ec", lines], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)  # noqa: S607
    assert "is back as it was when the backup was made" in " ".join(told.stdout.split())
    assert re.search(r"carer-satisfaction/2026-winter\n.*\b\d+ replies or a few more", told.stdout)
    assert not (tmp_path / "drill").exists()
