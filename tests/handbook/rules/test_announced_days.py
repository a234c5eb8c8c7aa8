"""Days and amounts that people were told: what is written over or gone is told; what nobody knows may change."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook.folders import content_files, content_paths
from handbook.loading import load_sources, read_content
from handbook.rules.announced_days import ANNOUNCED, check_announced_days
from handbook.source.types import Content
from site_builder.context import build_context
from site_builder.pages.facts.rates import rates_pages
from tests.handbook.advice import obey, ways_of
from tests.handbook.check_line import CheckLine
from tests.handbook.facts.test_decision_and_money_rules import RATES as CONSULTED
from tests.handbook.facts.test_learning_rules import COURSES, EVENTS
from tests.handbook.test_advice import KNOWLEDGE

ON = date(2026, 11, 30)
Edit = Callable[[str, str, str], None]
COURSE, EVENT = "service/courses.yml", "service/events.yml"
OPEN, OVER = (f"surveys/carer-views/waves/{name}-autumn.yml" for name in ("2026", "2025"))
WAY = "`decided_on:`, `told_on:` and `because:`"
SPRING = COURSES[COURSES.index("      - id: spring") : COURSES.index("      - id: summer")]
MOVED_FROM = "        moved_from: 2027-03-18\n        decided_on: 2026-11-20\n        told_on: 2026-11-20\n"


@pytest.fixture
def kept(copy: Path) -> Path:
    """The sample with courses and events."""
    (copy / COURSE).write_text(COURSES, encoding="utf-8")
    (copy / EVENT).write_text(EVENTS.partition("    meetings:")[0], encoding="utf-8")
    return copy


def known(root: Path) -> dict[str, Content]:
    """What people know."""
    files = [each for each in content_files(content_paths(root)) if each.kind.name in ANNOUNCED]
    return {each.path: read_content(root, each)[1] for each in files}


def told(root: Path, before: dict[str, Content], on: date = ON) -> list[str]:
    return [str(each) for each in check_announced_days(load_sources(root), before, on)]


MOVED = "people were told 2027-03-18, and nobody who has booked would hear of another day; add below this date "
MOVED += f"`moved_from: 2027-03-18`, with {WAY}"
GONE = "people were told of 2027-03-18, the date `spring` of `first-aid`, and it is gone; put it back, and add "
GONE += f"`cancelled: yes` to it, with {WAY}"
BOARD = "people were told that `board` is held on 2027-05-05; put the day back in place of a new one, and add it to "
BOARD += (
    "`moved:`, as `- day: 2027-05-05` with `to:`, `told_on:` and `because:` below, or to `cancelled:` without `to:`"
)
LEFT_OUT = "people were told of 2027-03-02, so it is not left out but cancelled; move it to `cancelled:`, as "
LEFT_OUT += "`- day: 2027-03-02` with `told_on:` and `because:` below"
SOONER = "people were told that they can answer until 2027-03-31; write `closes: 2027-03-31`, or a day after it"
ANSWER = "people were told that the answer comes by 2027-06-30; write `answer_due: 2027-06-30`, and the pages say by "
ANSWER += "themselves when it is late"
AGAIN = "on this day people were told of the change before; tell those who had booked of this one, and write the day"


@pytest.mark.parametrize(
    ("path", "old", "new", "there"),
    [
        (COURSE, "- 2027-03-18\n", "- 2027-03-17\n", (23, MOVED)),
        (COURSE, "- 2027-03-18\n          - 2027-03-19\n", "- 2027-03-25\n          - 2027-03-26\n", (23, MOVED)),
        (COURSE, SPRING, "", (10, GONE)),
        (COURSE, "id: spring", "id: springtime", (10, GONE)),
        (COURSE, "- 2027-06-18", "- 2027-06-25", (30, "`moved_from: 2027-06-18`")),
        (EVENT, "          - 2027-05-05", "          - 2027-05-12", (43, BOARD)),
        (EVENT, "  - id: board", "  - id: boards", (7, BOARD)),
        (EVENT, "- 2027-01-05\n", "- 2027-01-05\n          - 2027-03-02\n", (27, LEFT_OUT)),
        (OPEN, "closes: 2027-03-31", "closes: 2027-03-30", (4, SOONER)),
        (OPEN, "opens: 2026-11-01", "opens: 2026-12-01", (3, "people can answer since 2026-11-01; write `opens: 2026")),
        (OPEN, "answer_due: 2027-06-30", "answer_due: 2027-07-01", (7, ANSWER)),
    ],
)
def test_a_day_that_people_know_is_not_written_over(
    kept: Path, edit: Edit, path: str, old: str, new: str, there: tuple[int, str]
) -> None:
    before = known(kept)
    edit(path, old, new)
    (one,) = told(kept, before)
    assert one.startswith(f"{path}:{there[0]}:")
    assert there[1] in one
    if path == OPEN:
        obey(kept, CheckLine.read(one), ways_of(CheckLine.read(one), KNOWLEDGE)[0])
        assert told(kept, before) == [], "as the sentence says"


@pytest.mark.parametrize(
    ("path", "old", "new", "on"),
    [
        (COURSE, SPRING, SPRING.replace("03-18", "03-17") + MOVED_FROM, ON),
        (COURSE, "- 2027-03-18\n", "- 2027-03-17\n", date(2027, 3, 20)),
        (COURSE, SPRING, "", date(2027, 3, 20)),
        (EVENT, "          - 2027-05-05", "          - 2027-05-12", date(2027, 5, 6)),
        (EVENT, "- 2027-01-05\n", "- 2027-01-05\n          - 2027-03-02\n", date(2027, 3, 3)),
        (OPEN, "closes: 2027-03-31", "closes: 2027-04-30", ON),
        (OPEN, "closes: 2027-03-31", "closes: 2027-03-30", date(2026, 10, 31)),
        (OPEN, "answer_due: 2027-06-30", "answer_due: 2027-06-29", ON),
    ],
)
def test_a_day_that_is_told_anew_or_is_over_or_is_no_promise_yet_may_change(
    kept: Path, edit: Edit, path: str, old: str, new: str, on: date
) -> None:
    before = known(kept)
    edit(path, old, new)
    assert told(kept, before, on) == []


def test_a_day_that_is_new_in_the_proposal_may_change(kept: Path, edit: Edit) -> None:
    before = known(kept)
    edit(COURSE, SPRING, SPRING + SPRING.replace("spring", "later").replace("03-1", "04-1"))
    assert told(kept, before) == []
    edit(COURSE, "2027-04-18", "2027-04-17")
    assert told(kept, before) == []
    assert told(kept, {}) == []


def test_who_moves_or_cancels_a_second_time_tells_people_again(kept: Path, edit: Edit) -> None:
    before = known(kept)
    edit(COURSE, "        moved_from: 2027-06-11\n", "        moved_from: 2027-06-11\n        cancelled: yes\n")
    (one,) = told(kept, before)
    assert one.startswith(f"{COURSE}:37:")
    assert AGAIN in one
    edit(COURSE, "told_on: 2026-12-31", "told_on: 2027-01-01")
    edit(COURSE, "decided_on: 2026-12-22", "decided_on: 2026-12-30")
    assert told(kept, before) == []


def test_a_form_that_is_over_keeps_its_last_day(kept: Path, edit: Edit) -> None:
    before = known(kept)
    summary = OVER.replace(".yml", ".summary.yml")
    edit(OVER, "closes: 2025-11-30", "closes: 2025-12-01")
    edit(summary, "closes: 2025-11-30", "closes: 2025-12-01")
    (one,) = told(kept, before)
    assert one.startswith(f"{OVER}:4:")
    assert one.endswith("people could answer until 2025-11-30, and it is over; write `closes: 2025-11-30`")
    obey(kept, CheckLine.read(one), ways_of(CheckLine.read(one), KNOWLEDGE)[0])
    edit(summary, "closes: 2025-12-01", "closes: 2025-11-30")
    assert told(kept, before) == []


RATE = "service/rates.yml"
RATES = CONSULTED.replace("consultation: mileage", "decision: The council")
RATES = RATES.replace("        ends: 2026-03-31\n", "")
PAID = (
    "carers are paid £0.45 since 2026-04-01; write `0.45`, and the new amount below with its own `starts:`; if £0.45 "
)
PAID += "was a slip, say in `corrected_because:` what was wrong, and the page tells it"
PAST = "carers are paid £0.40 since 2025-04-01; write `0.40`"
TO_COME = "carers were told £0.50 from 2027-04-01; write `0.50`"
AMOUNT = RATES[RATES.index("      - pounds: 0.45") : RATES.index("      - pounds: 0.50")]
PLAIN = AMOUNT.replace("        example: yes\n", "")
GONE_AMOUNT = "carers were told £0.45 from 2026-04-01 on, and this amount is gone; put it back, as `starts: 2026-04-01`"

LATER = "      - pounds: 0.55\n        starts: 2028-04-01\n        source: Invented\n        decision: The council\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("pounds: 0.45", "pounds: 0.55", 15, PAID),
        ("pounds: 0.40", "pounds: 0.41", 12, PAST),
        ("pounds: 0.50", "pounds: 0.60", 18, TO_COME),
        (PLAIN, "", 11, GONE_AMOUNT),
        ("starts: 2026-04-01", "starts: 2026-05-01", 11, GONE_AMOUNT),
        ("  - id: mileage", "  - id: miles", 5, "carers are paid `mileage`, and it is gone; put it back"),
    ],
)
def test_an_amount_that_carers_know_is_not_written_over(
    kept: Path, edit: Edit, old: str, new: str, line: int, said: str
) -> None:
    (kept / RATE).write_text(RATES.replace("        example: yes\n", ""), encoding="utf-8")
    before = known(kept)
    edit(RATE, old, new)
    (one,) = told(kept, before)
    assert one.startswith(f"{RATE}:{line}:")
    assert said in one


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pounds: 0.45\n", "pounds: 0.55\n        corrected_because: Two figures were swapped.\n"),
        ("        decision: The council\n", f"        decision: The council\n{LATER}"),
        (
            "pounds: 0.45\n        starts: 2026-04-01\n        source: Invented\n        example: yes\n",
            "pounds: 0.55\n        starts: 2026-04-01\n        source: Invented\n",
        ),
        (AMOUNT, AMOUNT.replace("2026-04-01", "2026-04-06").replace("        example: yes\n", "")),
    ],
)
def test_a_slip_that_is_owned_a_further_amount_and_a_real_one_for_an_invented_one_may_be_written(
    kept: Path, edit: Edit, old: str, new: str
) -> None:
    (kept / RATE).write_text(RATES, encoding="utf-8")
    before = known(kept)
    edit(RATE, old, new)
    assert told(kept, before) == []


def test_the_page_of_rates_tells_what_was_put_right(kept: Path, edit: Edit) -> None:
    (kept / RATE).write_text(RATES, encoding="utf-8")
    edit(RATE, "pounds: 0.45\n", "pounds: 0.55\n        corrected_because: Two figures were swapped\n")
    handbook = load_sources(kept).handbook
    (page,) = rates_pages(build_context(handbook, ON))
    assert "**Corrected:** Mileage. Two figures were swapped." in page.body
