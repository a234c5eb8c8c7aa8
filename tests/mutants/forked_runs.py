"""Tries each change in a fork of one process that has collected the tests and run none of them.

Started in the folder in which mutmut wrote the changes. A fork costs some hundredths of a second, where pytest
needs a second of the processor to start; and what one test leaves in a cache cannot hide a change from another.
"""

import contextlib
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline

LEAST_CPU = 5
"""Seconds of the processor that a run may take, however short its tests are."""
LEAST_WAIT = 60
"""Seconds that one test may take, however short it is: what waits for ever takes no time of the processor."""


class ForkedRuns:
    """The plugin that runs the collected tests once to learn what they reach, then those that reach each change."""

    def __init__(self, names: list[str], results: Path, workers: int) -> None:
        """Writes to `results` how the run of tests for each of the changes `names` ended."""
        self.names, self.results, self.workers = names, results, workers
        self.ends: dict[str, int | None] = {}
        self.reached: set[str] = set()
        self.by_fixture: dict[str, set[str]] = defaultdict(set)

    def pytest_configure(self) -> None:
        """Found is enough, and the same examples each time; a busy computer is no fault of the code."""
        from hypothesis import HealthCheck, Phase, settings  # noqa: PLC0415 pytest rewrites it when it loads it itself

        settings.register_profile(
            "mutants",
            phases=(Phase.explicit, Phase.generate),
            derandomize=True,
            database=None,
            deadline=None,
            max_examples=30,
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile("mutants")

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        """What a fixture that many tests share reaches is reached by each of them."""
        if fixturedef.scope == "function":
            return (yield)
        before, self.reached = self.reached, set()
        try:
            return (yield)
        finally:
            self.by_fixture[fixturedef.argname] |= self.reached
            self.reached |= before

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of running the tests one after the other."""
        base = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        learnt = base / "reached.json"
        _, status = os.waitpid(self._fork(session, partial(self._learn, session, learnt), base / "learn"), 0)
        if status:
            raise pytest.UsageError("a test fails before anything is changed")
        learned = json.loads(learnt.read_text())
        told = learned["tests"]
        # What the code loads only when it is needed is loaded here, or each fork would do so again.
        for name in learned["modules"]:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        running: dict[int, str] = {}
        for number, name in enumerate(self.names):
            tests = [each for each in session.items if name.partition("__mutmut_")[0] in told[each.nodeid]["reached"]]
            tests.sort(key=lambda each: told[each.nodeid]["cpu"])
            if not tests:
                self.ends[name] = None
                continue
            # Those that cost least are first: most changes are told by one of them.
            most = LEAST_CPU + 3 * ceil(sum(told[each.nodeid]["cpu"] for each in tests))
            while len(running) >= self.workers:
                self._wait(running)
            costs = [told[each.nodeid]["cpu"] for each in tests]
            running[self._fork(session, partial(_tell, name, tests, costs, most), base / str(number))] = name
        while running:
            self._wait(running)
        self.results.write_text(json.dumps(self.ends))
        return True

    def _wait(self, running: dict[int, str]) -> None:
        pid, status = os.wait()
        self.ends[running.pop(pid)] = os.waitstatus_to_exitcode(status)
        self.results.write_text(json.dumps(self.ends))
        print(f"{len(self.ends)} of {len(self.names)}", file=sys.__stderr__, flush=True)

    def _fork(self, session: pytest.Session, job: Callable[[], int], place: Path) -> int:
        pid = os.fork()
        if pid:
            return pid
        end = 70
        with contextlib.suppress(BaseException):
            place.mkdir()
            session.config._tmp_path_factory._basetemp = place  # type: ignore[attr-defined]
            end = job()
            shutil.rmtree(place, ignore_errors=True)
        os._exit(end)

    def _learn(self, session: pytest.Session, learnt: Path) -> int:
        """Run every test once and write which functions it reaches and what it costs."""
        trampoline.record_trampoline_hit = lambda name, **_: self.reached.add(name)
        trampoline.set_mutant_under_test("stats")
        told: dict[str, dict[str, Any]] = {}
        loaded = set(sys.modules)
        for item, following in zip(session.items, [*session.items[1:], None], strict=True):
            self.reached, began = set(), time.process_time()
            reports = runtestprotocol(item, log=False, nextitem=following)
            for report in reports:
                if report.failed:
                    print(item.nodeid, report.longreprtext, file=sys.__stderr__, flush=True)
                    return 1
            told[item.nodeid] = {"reached": set(self.reached), "cpu": time.process_time() - began}
        for item in session.items:
            for fixture in getattr(item, "fixturenames", ()):
                told[item.nodeid]["reached"] |= self.by_fixture.get(fixture, set())
        tests = {name: each | {"reached": sorted(each["reached"])} for name, each in told.items()}
        learnt.write_text(json.dumps({"tests": tests, "modules": sorted(set(sys.modules) - loaded)}))
        return 0


def _tell(name: str, tests: list[pytest.Item], costs: list[float], most: int) -> int:
    """Run the tests that reach a change until one fails: 1 then, 0 when none does; `most` seconds of the processor.

    `costs` says how many of them each test took before anything was changed.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    trampoline.set_mutant_under_test(name)
    for item, cost, following in zip(tests, costs, [*tests[1:], None], strict=True):
        # A busy computer may take ten times as long.
        signal.alarm(LEAST_WAIT + ceil(10 * cost))
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
            return 1
    return 0


def main() -> None:
    """Read `changes.json` (tests and names) beside this folder and write `ends.json` there."""
    told = json.loads(Path("../changes.json").read_text(encoding="utf-8"))
    runs = ForkedRuns(told["names"], Path("../ends.json").resolve(), int(os.environ.get("WORKERS", "2")))
    Path("../ends.json").unlink(missing_ok=True)
    end = pytest.main(["-q", *told["tests"]], plugins=[runs])
    # This process itself runs none.
    sys.exit(0 if end in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else 1)


if __name__ == "__main__":
    main()
