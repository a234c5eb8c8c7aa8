"""Measures which modules a promise, a page, an answer and a rate go through: `python -m tests.bench.walks`.

The pages of the sample are made twice, up to the Markdown that the engine reads: without the thing, and with it. A
function that runs more often with it handles it, and its module counts. For an answer, everything counts that runs
from its sending to the summary file, and then what runs more often in a build with that file. Names of walks choose
these alone, and `-v` names the functions.
"""

import re
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import CodeType, FrameType

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.privacy.codes import CodeKeys
from feedback_app.results.release import close, publish_summary, release
from feedback_app.results.samples import invented_responses
from feedback_app.settings import read_settings
from handbook.loading import load_handbook
from site_builder.build.staging import stage
from site_builder.build_site import load_checked
from tests.conftest import ROOT
from tests.feedback_app.visiting import Visitor
from tests.product import copy_sample, write_menu

ON = date(2026, 11, 22)
CLOSED = date(2027, 3, 3)
"""When the consultation is over."""
PROGRAMS = ("handbook", "site_builder", "feedback_app")
RATES = """\
owner: Payments manager
reviewed: 2026-10-01
review_every: 12 months
note: Every amount here is an example.
rates:
  - id: mileage
    kind: mileage
    title: Journeys for the child
    unit: a mile
    about: For journeys that the placement needs.
    amounts:
      - pounds: "0.45"
        starts: 2026-04-01
        source: The sample
        example: yes
"""
ANOTHER_RATE = """\
  - id: night
    kind: respite
    title: A night of respite
    unit: a night
    about: For each night with another carer.
    amounts:
      - pounds: "40.00"
        starts: 2026-04-01
        source: The sample
        example: yes
"""
PROMISE = """\
      - id: thistle-1-la-3
        number: 3
        text: We tell you when we are late.
"""
AGREED = """\
  - day: 2026-10-02
    by: Fostering manager
    because: One more
    items: 8
    fingerprint: 72a21b3d32ed
"""


@cache
def _name(code: CodeType) -> str | None:
    """A function of the programs as `package.module:function`; None for all others."""
    place = Path(code.co_filename)
    if place.suffix != ".py" or not place.is_relative_to(ROOT) or code.co_name == "<module>":
        return None
    module = place.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    return f"{module}:{code.co_qualname}" if module.partition(".")[0] in PROGRAMS else None


@contextmanager
def calls() -> Iterator[Counter[str]]:
    """How often each function of the programs ran, as `package.module:function`."""
    counted: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (name := _name(frame.f_code)):
            counted[name] += 1

    threading.setprofile(count)
    sys.setprofile(count)
    try:
        yield counted
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def built(root: Path, on: date = ON) -> Counter[str]:
    with calls() as counted:
        _, pages = load_checked(root, on)
        stage(pages, root, root / "build/docs")
    return counted


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def add_promise(root: Path) -> None:
    after = "        note: The source counts bank holidays as working days.\n"
    change(root / "charters/thistlemoor.yml", after, f"{after}{PROMISE}")
    with (root / "charters/thistlemoor.yml").open("a") as file:
        file.write(AGREED)
    change(root / "docs/policies/sleepovers.md", "commitments:\n", "commitments:\n  - thistle-1-la-3\n")


def add_page(root: Path) -> None:
    text = (root / "docs/policies/sleepovers.md").read_text()
    (root / "docs/policies/late-buses.md").write_text(re.sub(r"^title: .*$", "title: Late buses", text, flags=re.M))
    write_menu(root, "money/rates.md")


def add_rate(root: Path) -> None:
    with (root / "service/rates.yml").open("a") as file:
        file.write(ANOTHER_RATE)
    change(root / "docs/index.md", "---\n\n", "---\n\nA night is {{ rate.night }}.\n\n")


def answered(root: Path, place: Path) -> Counter[str]:
    """Twenty people answer a consultation, one of them in a browser; then it is closed, released and published."""
    now = [datetime(2026, 11, 22, 12, tzinfo=UTC)]
    clock = Clock(now=lambda: now[0])
    places = {"HANDBOOK_STORE": place / "store.sqlite", "HANDBOOK_KEYS": place / "keys", "HANDBOOK_SITE": root / "site"}
    settings = read_settings({"HANDBOOK_ROOT": str(root), **{name: str(each) for name, each in places.items()}})
    handbook = load_handbook(root)
    run = handbook.runs["mileage"]
    with calls() as counted:
        app = create_app(settings, handbook, clock=clock)
        store = app.extensions["handbook"].store
        counted.clear()
        form = Visitor(app).get("/answer/mileage/")
        form.press("Check my answers", support="agree", why="It is quicker").press("Send my answers")
    for response in list(invented_responses(run, 25))[1:]:
        store.save(response)
    now[0] = datetime(2027, 3, 2, 12, tzinfo=UTC)
    keys = CodeKeys(place / "keys")
    with calls() as more:
        close(run, store, keys, clock)
        publish_summary(run, release(run, store, keys, clock).text, root)
    store.close()
    return counted + more


def walk_of(add: Callable[[Path], None], root: Path) -> Counter[str]:
    before = built(root)
    add(root)
    return built(root) - before


def base(place: Path) -> Path:
    root = copy_sample(place / "handbook")
    (root / "service/rates.yml").write_text(RATES)
    write_menu(root, "money/rates.md")
    load_checked(root, ON)  # what is kept for the next time is kept now
    return root


def main() -> None:
    walks = {"promise": add_promise, "page": add_page, "rate": add_rate, "answer": None}
    for name in [each for each in walks if each in sys.argv] or walks:
        add = walks[name]
        with tempfile.TemporaryDirectory() as folder:
            root = base(Path(folder))
            if add:
                walk = walk_of(add, root)
            else:
                before = built(root, CLOSED)
                walk = answered(root, Path(folder)) + (built(root, CLOSED) - before)
        modules = {each.partition(":")[0] for each in walk}
        print(f"{name}: {len(modules)} modules, {len(walk)} functions", flush=True)
        if "-v" in sys.argv:
            print(*sorted(f"    {each} +{times}" for each, times in walk.items()), sep="\n")


if __name__ == "__main__":
    main()
