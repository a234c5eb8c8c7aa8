"""Every sentence that names a correction is obeyed by a program, by a test of its own, or is listed with its reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.handbook.test_advice import LISTED, all_that_is_recorded

RULES = (
    *sorted((ROOT / "handbook").rglob("*.py")),
    *(ROOT / f"site_builder/checks/{name}.py" for name in ("footnotes", "link_check", "markdown")),
)


def sentences_in(module: Path) -> Iterator[tuple[int, str]]:
    """Each sentence of a module that says what is wrong and, behind a semicolon, what to write; `{}` is filled in."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    within = {id(part) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for part in each.values}
    docstrings = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in each.values)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in within | docstrings:
            text = each.value
        else:
            continue
        if "; " in text:
            yield each.lineno, text


SENTENCES = [(f"{path.relative_to(ROOT)}:{line}", said) for path in RULES for line, said in sentences_in(path)]


def is_recorded(sentence: str, recorded: str) -> bool:
    """Whether a recorded fault is told with this sentence, whatever is filled in."""
    return bool(re.search(".*".join(re.escape(part) for part in re.split(r"\{\w*\}", sentence)), recorded))


def test_every_sentence_that_names_a_correction_is_obeyed_or_listed() -> None:
    recorded = all_that_is_recorded()
    listed = [each["says"] for each in (*LISTED["obeyed_elsewhere"], *LISTED["not_tried"])]
    untried = [
        f"{place}: {said}"
        for place, said in SENTENCES
        if not is_recorded(said, recorded) and not any(each in said for each in listed)
    ]
    assert untried == [], (
        "record a fault for each in rules/broken/ or problems/, or list it in advice.yml with its reason"
    )


def test_what_is_obeyed_elsewhere_is_said_and_the_test_is_there() -> None:
    for each in LISTED["obeyed_elsewhere"]:
        assert any(each["says"] in said for _, said in SENTENCES), f"nothing says {each['says']}"
        assert (ROOT / each["by"]).is_file(), each


def test_what_is_not_tried_is_said_is_not_recorded_and_has_a_reason() -> None:
    recorded = all_that_is_recorded()
    for each in LISTED["not_tried"]:
        said = [said for _, said in SENTENCES if each["says"] in said]
        assert said, f"nothing says {each['says']}; take it out of advice.yml"
        assert not all(is_recorded(one, recorded) for one in said), f"{each['says']} is recorded; take it out"
        assert len(each["because"]) > 20, each
