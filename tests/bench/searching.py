"""What the search in the page fetches, and how long it takes to the first result, on a phone of 360 px.

Run by `make bench`. Each visit has a browser with an empty cache. The slow phone gets 400 kbit/s with 400 ms of latency
from Chromium. Its processor is slowed by stopping the page's process for three quarters of the time, because Chromium
slows no worker.
"""

import json
import os
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request, sync_playwright

from handbook.search.index import SEARCH_FOLDER
from tests.conftest import FLAGS, ON, ROOT, chromium, tested_handbook
from tests.product import Product
from tests.search.questions import read_questions
from tests.site.visiting import opened

QUESTIONS = 20
TIMED = 10
KEY_MS = 80
LATENCY_MS = 400
LINE = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Throughput is in bytes a second."""
SLOWDOWN = 4
RUNS_FOR = 0.005
"""Seconds for which a slowed process runs at a time."""
MOST_WIRE, MOST_SECONDS, MOST_SLOW_SECONDS = 60_000, 0.5, 3.0
WORKER, INDEX = "search-worker", f"/{SEARCH_FOLDER}/"
"""Parts of the addresses of the search's files."""
TRIES = 5

NOTE_TIMES = """() => {
  window.noted = {};
  const list = document.querySelector("#search ol");
  const words = document.querySelector("#search-words");
  const note = (name) => (noted[name] = performance.now());
  document.querySelector("[data-opens=search]").addEventListener("click", () => note("opened"), true);
  words.addEventListener("input", () => { note("typed"); delete list.dataset.answers; }, true);
  new MutationObserver(() => {
    if (!list.children.length || list.dataset.answers) return;
    note("shown");
    list.dataset.answers = words.value;
  }).observe(list, {childList: true});
}"""
"""Notes when the search was opened, when a key was pressed last, and when the first result to it was there."""

COUNT = """() => {
  const began = performance.now();
  for (let at = 0, sum = 0; at < 3e7; at += 1) sum += at % 7;
  return performance.now() - began;
}"""
"""Milliseconds of some work."""


@dataclass(frozen=True)
class Visit:
    """One question, asked once."""

    fetched_before: int
    """Files of the search that were fetched before it was opened."""
    files: int
    """Files that were fetched from opening it to the results."""
    wire: int
    """Their bytes on the wire, headers too."""
    from_opening: float
    """Seconds from opening to the first result."""
    from_last_key: float
    """Seconds from the last key to the first result."""
    shortest_wait: float
    """Milliseconds until a file of the index began to come, of that which came soonest."""


def visit(browser: Browser, address: str, typed: str, *, key_ms: float = KEY_MS, slow: bool = False) -> Visit:
    """Open the search on the home page and type; with no time between keys, all words are put in at once."""
    with opened(browser, viewport={"width": 360, "height": 640}) as page:
        requests: list[Request] = []

        def note(request: Request) -> None:
            requests.append(request)

        page.on("requestfinished", note)
        page.goto(address, wait_until="networkidle")
        before = sum(WORKER in each.url or INDEX in each.url for each in requests)
        requests.clear()
        page.evaluate(NOTE_TIMES)
        if slow:
            slow_line(page)
        with slow_processor(browser) if slow else nullcontext():
            page.get_by_role("button", name="Search").click()
            if key_ms:
                page.keyboard.type(typed, delay=key_ms)
            else:
                page.keyboard.insert_text(typed)
            page.locator(f"#search ol[data-answers={json.dumps(typed)}]").wait_for(timeout=120_000)
        noted = page.evaluate("noted")
        return Visit(
            fetched_before=before,
            files=len(requests),
            wire=sum(map(bytes_on_the_wire, requests)),
            from_opening=(noted["shown"] - noted["opened"]) / 1000,
            from_last_key=(noted["shown"] - noted["typed"]) / 1000,
            shortest_wait=min(waited_for(each) for each in requests if INDEX in each.url),
        )


def bytes_on_the_wire(request: Request) -> int:
    """The response with its headers, as Chromium counts it; it does not count the body of a worker's own script."""
    size, response = request.sizes(), request.response()
    assert response is not None
    body = size["responseBodySize"] or int(response.header_value("content-length") or 0)
    return size["responseHeadersSize"] + body


def waited_for(request: Request) -> float:
    """Milliseconds from asking to the beginning of the answer."""
    return request.timing["responseStart"] - request.timing["requestStart"]


def slow_line(page: Page) -> None:
    """Slow down what the page and its worker fetch from now on."""
    session = page.context.new_cdp_session(page)
    numbers = count(1)

    def attached(event: dict[str, Any]) -> None:
        for method, given in (("Network.enable", {}), ("Network.emulateNetworkConditions", LINE)):
            message = json.dumps({"id": next(numbers), "method": method, "params": given})
            session.send("Target.sendMessageToTarget", {"sessionId": event["sessionId"], "message": message})

    session.on("Target.attachedToTarget", attached)
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)


@contextmanager
def slow_processor(browser: Browser) -> Iterator[None]:
    """Let the processes of pages run for a part of the time while the block runs."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    pages = [each["id"] for each in processes if each["type"] == "renderer"]
    over = threading.Event()

    def slow_down() -> None:
        while not over.is_set():
            tell(pages, signal.SIGSTOP)
            time.sleep(RUNS_FOR * (SLOWDOWN - 1))
            tell(pages, signal.SIGCONT)
            time.sleep(RUNS_FOR)

    thread = threading.Thread(target=slow_down, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        session.detach()


def tell(processes: Sequence[int], what: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, what)


def slowdown(browser: Browser) -> float:
    """How much slower the slow processor is; where other programs keep the real one busy, it is hardly slower."""
    with opened(browser) as page:
        as_it_is = statistics.median(page.evaluate(COUNT) for _ in range(5))
        with slow_processor(browser):
            return statistics.median(page.evaluate(COUNT) for _ in range(5)) / as_it_is


def slow_visit(browser: Browser, address: str, typed: str) -> Visit:
    """A visit whose worker was slow from its first file on: Chromium may slow it only after that."""
    for _ in range(TRIES):
        seen = visit(browser, address, typed, key_ms=0, slow=True)
        if seen.shortest_wait >= LATENCY_MS:
            return seen
    raise RuntimeError("Chromium does not slow down what the worker fetches")


def measure(browser: Browser, address: str) -> None:
    """Print each figure beside its limit."""
    tuning = [each.ask for each in read_questions() if not each.held_out]
    asked = tuning[:: len(tuning) // QUESTIONS][:QUESTIONS]
    typed = [visit(browser, address, each) for each in asked]
    print(f"files of the search fetched before it is opened: {max(each.fetched_before for each in typed)} (limit 0)")
    wire = [each.wire / 1000 for each in typed]
    print(
        f"on the wire from opening to the results of {len(typed)} questions, {KEY_MS} ms a key: "
        f"median {statistics.median(wire):.1f} kB in {statistics.median(each.files for each in typed):.0f} files, "
        f"most {max(wire):.1f} kB (limit {MOST_WIRE / 1000:.0f} kB)"
    )
    print(f"from the last key to the first result: {said([each.from_last_key for each in typed], MOST_SECONDS)}")
    here = [visit(browser, address, each, key_ms=0) for each in asked[:TIMED]]
    print(f"words put in at once, from opening: {said([each.from_opening for each in here], MOST_SECONDS)}")
    slow = [slow_visit(browser, address, each).from_opening for each in asked[:TIMED]]
    print(
        f"the same at 400 kbit/s, {LATENCY_MS} ms, the processor {SLOWDOWN} times slower "
        f"({slowdown(browser):.1f} times as measured): {said(slow, MOST_SLOW_SECONDS)}"
    )


def said(seconds: Sequence[float], limit: float) -> str:
    return f"median {statistics.median(seconds):.2f} s of {len(seconds)}, most {max(seconds):.2f} s (limit {limit} s)"


def main() -> None:
    """Measure on the handbook as it is served with its forms."""
    made = tested_handbook()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        product = Product(ROOT, made / "site", made / "content-security-policy.txt", Path(folder), ON)
        product.start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            measure(browser, product.address)
        finally:
            browser.close()
            product.stop()


if __name__ == "__main__":
    main()
