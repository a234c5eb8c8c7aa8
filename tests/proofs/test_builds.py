"""P30: the site is built again, day after day, while many people read it from the running server.

`make prove` builds it ten times under two hundred readers.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handbook.search.index import INDEX_FILE, SEARCH_FOLDER
from tests.conftest import ON, Figure
from tests.product import ROOT, Product, copy_sample, write_menu
from tests.proofs.reading import Reader, Told
from tests.proofs.server import SAMPLE, Client, quiet_port

DAYS, READERS = int(os.environ.get("PROVE_BUILDS", "2")), int(os.environ.get("PROVE_READERS", "60"))
PAGES = ("/", "/policies/sleepovers/", "/who-to-call/", "/charters/thistlemoor/", f"/{SEARCH_FOLDER}/{INDEX_FILE}")
FORM = "/answer/mileage/"
ENCODINGS = ("br, gzip", "gzip", "identity")
PATIENCE = 60.0
"""Seconds in which the forms must have the content of the last build."""


def write_day(content: Path, day: int) -> None:
    """Say another day in the title of every page, in a phone number, in the policy, and in what the search finds."""
    service = content / "service/service.yml"
    text = re.sub(r"(?m)^title:.*$", f"title: Handbook reads day {day}", (SAMPLE / "service/service.yml").read_text())
    service.write_text(f"{text}\nforms_address: https://forms-{day}.example\n")
    contacts = (SAMPLE / "service/contacts.yml").read_text()
    (content / "service/contacts.yml").write_text(re.sub(r"01632 960 ?\d{3}", f"01632 9600{day:02}", contacts))
    page = (SAMPLE / "docs/policies/sleepovers.md").read_text()
    (content / "docs/policies/sleepovers.md").write_text(f"{page}\nThis reads day {day}, which is readsday{day}.\n")
    write_menu(content)


def build(product: Product, day: int) -> None:
    """Build the site of one day, as the line for cron does."""
    write_day(product.content, day)
    places = ["--root", product.content, "--made", product.place / "build", "--site", product.site]
    on = (ON + timedelta(days=day)).isoformat()
    subprocess.run([sys.executable, "-m", "site_builder", "build", *places, "--on", on], cwd=ROOT, check=True)


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    content = copy_sample(tmp_path / "handbook")
    made = Product(content, tmp_path / "site", None, tmp_path, ON, port=quiet_port(3))
    build(made, 0)
    made.start()
    yield made
    made.stop()


def forms_say(product: Product, day: int) -> bool:
    """Whether the forms have the content of a day's build."""
    return f"reads day {day}".encode() in Client(product.port).get(FORM).body


def seconds_until_forms_say(product: Product, day: int) -> float:
    """How long the forms take to have it; fails when they never do."""
    began = time.monotonic()
    while not forms_say(product, day):
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.05)
    return time.monotonic() - began


def test_builds_under_many_readers(product: Product, figure: Figure) -> None:
    told = Told(ended=0)
    paths = [*PAGES, FORM]
    readers = [
        Reader(product.port, paths[number % len(paths) :] + paths[: number % len(paths)], ENCODINGS[number % 3], told)
        for number in range(READERS)
    ]
    for reader in readers:
        reader.start()
    for day in range(1, DAYS + 1):
        build(product, day)
        told.ended = day
    late = seconds_until_forms_say(product, DAYS)
    told.stop.set()
    for reader in readers:
        reader.join()
    assert (told.broken[:5], told.stale[:5]) == ([], [])
    assert told.days >= {0, DAYS}
    assert len(list((product.place / "build/sites").iterdir())) <= 3
    assert (product.place / "server.log").read_text().count("\n") == 1  # the address that `serve` says
    figure(
        f"P30 {DAYS} builds under {READERS} readers: {{answers}} answers, {{unchanged}} of them 304, "
        f"0 broken, 0 stale; the forms followed the last build within {late:.1f} s",
        answers=told.answers,
        unchanged=told.unchanged,
    )
