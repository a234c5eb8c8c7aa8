"""Each recorded fault is put right by somebody who does what the check says, and nothing else.

That somebody is a program (advice.py). Every way that a sentence offers is tried, and each must end with nothing more
to say. What comes up only after a fault is put right, and what only people can decide, is in advice.yml.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from handbook.source import yaml_reader as nodes
from handbook.source.problems import ContentError
from tests.conftest import Figure
from tests.handbook.advice import obey, ways_of
from tests.handbook.check_line import CheckLine
from tests.handbook.conftest import FACTS, SAMPLE, break_rule, is_printed, told_about
from tests.handbook.knowledge import Knowledge
from tests.handbook.made_faults import MADE, Make
from tests.handbook.rules.test_rules import BROKEN
from tests.handbook.source.test_yaml_messages import MISTAKES
from tests.handbook.test_problems import CASES, FOLDER

LISTED = yaml.load((Path(__file__).parent / "advice.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
KNOWLEDGE = Knowledge(LISTED["known"], tuple(LISTED["sayings"]), SAMPLE, FACTS)
MOST_ROUNDS = 6
"""A parser stops at the first fault of a file, so that some files need a round for each."""

Check = Callable[[Path], list[str]]


def _rule(case: dict[str, str]) -> Make:
    return lambda root: break_rule(root, case)


def _folder(name: str) -> Make:
    def make(root: Path) -> None:
        shutil.copytree(FOLDER / name, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))

    return make


FAULTS: dict[str, Make] = {
    f"{number}. {case['file']}: {case['told'][:60]}": _rule(case) for number, case in enumerate(BROKEN, start=1)
}
FAULTS |= {name: _folder(name) for name in CASES}
DAYS = {name: case["on"] for name, case in zip(FAULTS, BROKEN, strict=False) if "on" in case}
"""The day on which a fault is one, where that depends on the day."""
OF_PAGES = {
    name
    for name, case in zip(FAULTS, [*BROKEN, *({"file": folder} for folder in CASES)], strict=True)
    if is_printed(case) or (FOLDER / case["file"] / "docs").is_dir()
}
"""The faults whose pages are printed as well, which takes longer than to read them."""
FAULTS |= MADE


def _read(root: Path) -> list[str]:
    """What the reader of YAML says about the one file."""
    try:
        nodes.read_nodes((root / "a.yml").read_text(encoding="utf-8"), "a.yml")
    except ContentError as error:
        return [str(each) for each in error.problems]
    return []


def _left_to_people(message: str) -> bool:
    return any(each["says"] in message for each in LISTED["left_to_people"])


def _follows(message: str) -> bool:
    return any(each["says"] in message for each in LISTED["follows"])


def _from_below(lines: list[str]) -> Iterator[tuple[int, CheckLine]]:
    """Whoever puts the last line right first finds the others where they were told."""
    told = [(index, CheckLine.read(line)) for index, line in enumerate(lines)]
    yield from sorted(told, key=lambda each: (each[1].path, -each[1].line_changed, -each[1].column))


def _without_hiding(lines: list[str]) -> list[str]:
    """Without sentences that say to put a file back, while others are there: nobody would see those obeyed."""
    others = [line for line in lines if not _puts_back(line)]
    return others if any(ways_of(CheckLine.read(line), KNOWLEDGE) for line in others) else lines


def _puts_back(line: str) -> bool:
    return "back as they were" in line or "take the file from `publish` as it is" in line


def _obeyed(root: Path, check: Check, first: list[str], choice: tuple[int, int]) -> int:
    """The rounds until there is nothing more to say; `choice` is the sentence of the first round and its way."""
    lines = first
    for count in range(1, MOST_ROUNDS + 1):
        for index, told in _from_below(_without_hiding(lines)):
            ways = ways_of(told, KNOWLEDGE)
            assert ways or _left_to_people(told.message), f"neither obeyed nor listed in advice.yml: {told.message}"
            if ways:
                obey(root, told, ways[choice[1] if (count, index) == (1, choice[0]) else 0])
        lines = check(root)
        if all(_left_to_people(line) for line in lines):
            return count
        led_astray = [line for line in lines if not _follows(line) and not _left_to_people(line)]
        assert not led_astray, f"{first} was obeyed, and led to {led_astray}"
    pytest.fail(f"{first} was obeyed for {MOST_ROUNDS} rounds, and {lines} is still said")


def _try_every_way(tmp_path: Path, make: Make, check: Check, figure: Figure) -> None:
    make(tmp_path / "0")
    first = check(tmp_path / "0")
    assert first, "there must be a fault to obey about"
    told = [CheckLine.read(line) for line in first]
    if all(not ways_of(each, KNOWLEDGE) and _left_to_people(each.message) for each in told):
        figure("sentences obeyed by a program: {left} faults left to people", left=1)
        return
    told = [CheckLine.read(line) for line in _without_hiding(first)]
    choices = [(index, way) for index, each in enumerate(told) for way in range(len(ways_of(each, KNOWLEDGE)))]
    assert choices, f"neither obeyed nor listed in advice.yml: {first}"
    # The first way of each sentence is taken together with all others; each further way stands in for it once.
    for number, choice in enumerate([choices[0], *(each for each in choices if each[1])], start=1):
        root = tmp_path / str(number)
        make(root)
        rounds = _obeyed(root, check, first, choice)
        figure("sentences obeyed by a program: {green} ways, all green, in {rounds} rounds", green=1, rounds=rounds)


@pytest.mark.parametrize("fault", FAULTS)
def test_whoever_obeys_the_check_ends_with_nothing_more_to_put_right(
    fault: str, tmp_path: Path, figure: Figure
) -> None:
    def make(root: Path) -> None:
        shutil.copytree(SAMPLE, root)
        FAULTS[fault](root)

    def check(root: Path) -> list[str]:
        return told_about(root, DAYS.get(fault, ""), pages=fault in OF_PAGES)

    _try_every_way(tmp_path, make, check, figure)


@pytest.mark.parametrize("text", MISTAKES)
def test_whoever_obeys_the_reader_of_yaml_ends_with_a_file_that_can_be_read(
    text: str, tmp_path: Path, figure: Figure
) -> None:
    def make(root: Path) -> None:
        root.mkdir()
        (root / "a.yml").write_text(text, encoding="utf-8")

    _try_every_way(tmp_path, make, _read, figure)


def all_that_is_recorded() -> str:
    """Every sentence of the faults that are obeyed here."""
    recorded = [case["told"] for case in BROKEN]
    recorded += [(FOLDER / name / "expected.txt").read_text(encoding="utf-8") for name in CASES]
    return "\n".join([*recorded, *MADE, *MISTAKES.values()])


def test_every_sentence_left_to_people_is_said_has_no_way_and_gives_its_reason() -> None:
    recorded = all_that_is_recorded().splitlines()
    for each in LISTED["left_to_people"]:
        said = [line for line in recorded if each["says"] in line]
        assert said, f"nothing says {each['says']}; take it out of advice.yml"
        assert len(each["because"]) > 20
        told = [CheckLine.read(line if line.count(":") > 2 else f"a.yml:1:1: {line}") for line in said]
        assert not any(ways_of(one, KNOWLEDGE) for one in told), f"a program can obey {each['says']}; take it out"


def test_every_sentence_that_follows_gives_its_reason() -> None:
    assert all(len(each["because"]) > 20 for each in LISTED["follows"])
