"""Marks that mark nothing: each is told at its line with what to write, and whoever writes that is told no more."""

import dataclasses

import pytest

from handbook.rules import markdown as markdown_rules
from handbook.rules import structure as structure_rules
from handbook.source.source_file import Record
from handbook.source.yaml_reader import read_nodes
from handbook.sources import Sources
from tests.handbooks import sample_sources

PAGE = "docs/policies/sleepovers.md"
WRITTEN = sample_sources()
DASH = "\N{EN DASH}"
FIRST = WRITTEN.records[PAGE].body_line


def told(sources: Sources) -> list[str]:
    """What the rules about marks and about tables say."""
    rules = (*markdown_rules.STYLE_RULES, *structure_rules.STYLE_RULES)
    return [str(each) for rule in rules for each in rule(sources)]


def told_of_page(text: str) -> list[str]:
    """What is told about a page with this text."""
    record = WRITTEN.records[PAGE]
    page = WRITTEN.handbook.pages[PAGE.removeprefix("docs/")].model_copy(update={"body": text})
    handbook = dataclasses.replace(WRITTEN.handbook, pages={page.path: page})
    return told(Sources(handbook, {PAGE: dataclasses.replace(record, body=text)}))


WRONG_AND_RIGHT = [
    ("A **bold word.", 1, 3, "`**` prints as it stands here", "A **bold** word."),
    ("Words ** bold ** words.", 1, 7, "`**` prints as it stands here", "Words **bold** words."),
    ("**Note:**call first.", 1, 1, "`**` prints as it stands here", "**Note:** call first."),
    ("A *word.", 1, 3, "`*` prints as it stands here", "A *word*."),
    ("A `word.", 1, 3, "the sign ` of code prints as it stands here", "A `word`."),
    ("One.\n\n- two\n- **three", 4, 3, "`**` prints as it stands here", "One.\n\n- two\n- **three**"),
    ("| a | b |\n| - | - |\n| **x | y** |", 3, 3, "`**` prints", "| a | b |\n| - | - |\n| **x** | **y** |"),
    ("See (the guide)[a.md].", 1, 5, "`[the guide](a.md)`", "See [the guide](a.md)."),
    ("See [the guide] (a.md).", 1, 5, "`[the guide](a.md)`", "See [the guide](a.md)."),
    ("See [it] (https://www.gov.uk/x).", 1, 5, "`[it](https://www.gov.uk/x)`", "See [it](https://www.gov.uk/x)."),
    ("See [the guide][a.md].", 1, 5, "`[the guide](a.md)`", "See [the guide](a.md)."),
    ("See [the guide](my file.md).", 1, 1, "holds a space", "See [the guide](my-file.md)."),
    ("See [[the guide]].", 1, 1, "this is no link", "See [the guide](a.md)."),
    ("Bring:\n\n• a bag\n• a coat", 3, 1, "`•` makes no list", "Bring:\n\n- a bag\n- a coat"),
    ("Bring:\n\n\uf0b7\ta bag", 3, 1, "`\uf0b7` makes no list", "Bring:\n\n- a bag"),
    (f"Bring:\n{DASH} a bag\n{DASH} a coat", 2, 1, f"`{DASH}` makes no list", "Bring:\n- a bag\n- a coat"),
    ("Bring:\n\no\ta bag", 3, 1, "`o` makes no list", "Bring:\n\n- a bag"),
    ("Bring:\n\no bread\no milk", 3, 1, "`o` makes no list", "Bring:\n\n- bread\n- milk"),
    ("Bring:\no bread\no milk", 2, 1, "`o` makes no list", "Bring:\n- bread\n- milk"),
    ("Bring:\n► bread", 2, 1, "`►` makes no list", "Bring:\n- bread"),
    ("Bring:\n\n\N{MINUS SIGN} bread", 3, 1, "`\N{MINUS SIGN}` makes no list", "Bring:\n\n- bread"),
    ("Bring:\n\n-\u00a0bread", 3, 1, "`-` needs an ordinary space", "Bring:\n\n- bread"),
    ("Do:\n\n1.\u00a0Ask", 3, 1, "`1.` needs an ordinary space", "Do:\n\n1. Ask"),
    ("Bring:\n1.bread\n2.milk", 2, 1, "`1.` needs an ordinary space", "Bring:\n1. bread\n2. milk"),
    ("Do:\ni. ask\nii. tell", 2, 1, "`i.` makes no list", "Do:\n1. ask\n2. tell"),
    ("Do:\n\n1. go\n\nii. ask\niii. tell", 5, 1, "`ii.` makes no list", "Do:\n\n1. go\n2. ask\n3. tell"),
    ("Do:\n\na) ask\nb) tell", 3, 1, "`a)` makes no list", "Do:\n\n1. ask\n2. tell"),
    ("Do:\n\n(1) ask\n(2) tell", 3, 1, "`(1)` makes no list", "Do:\n\n1. ask\n2. tell"),
    ("Do:\n\n-ask\n-tell", 3, 1, "`-` needs an ordinary space", "Do:\n\n- ask\n- tell"),
    ("Do:\n\n1.Ask\n2.Tell", 3, 1, "`1.` needs an ordinary space", "Do:\n\n1. Ask\n2. Tell"),
    (
        "##Ask first\n\nWords.",
        1,
        1,
        "`##` needs an ordinary space behind it to begin a heading",
        "## Ask first\n\nWords.",
    ),
    ("Day\tTime\nMonday\tnoon", 1, 4, "a tab stands here", "| Day | Time |\n| --- | --- |\n| Monday | noon |"),
    ("One.\n\n```\ncode", 3, 1, "this block is never closed", "One.\n\n```\ncode\n```"),
    ("One.\n\n~~~\ncode\n```", 3, 1, "write ~~~ on a line", "One.\n\n~~~\ncode\n~~~"),
    ("| a | b |\n| - | - |\n| Yes|No | y |", 3, 1, "this row has 3 cells", "| a | b |\n| - | - |\n| Yes\\|No | y |"),
    ("| a | b |\n| - | - |\n| x |", 3, 1, "this row has 1 of 2 cells", "| a | b |\n| - | - |\n| x | |"),
    ("| a | b |\n| - | - |\n| x | y |\nMore.", 4, 1, "1 of 2", "| a | b |\n| - | - |\n| x | y |\n\nMore."),
    ("| a | b |\n| - |\n| x | y |", 2, 1, "has 1 cell and the row above it 2", "| a | b |\n| - | - |\n| x | y |"),
    (
        "| a | b | c |\n| --- | --- |\n| x | y | z |",
        2,
        1,
        "write `| --- | --- | --- |`",
        "| a | b | c |\n| --- | --- | --- |\n| x | y | z |",
    ),
    (
        "| a | b | c |\n| x | y | z |",
        1,
        1,
        "and `| --- | --- | --- |` below it",
        "| a | b | c |\n| --- | --- | --- |\n| x | y | z |",
    ),
    ("Take care :warning: here.", 1, 11, "`:warning:` becomes a picture", "Take care here."),
]


@pytest.mark.parametrize(("wrong", "line", "column", "said", "right"), WRONG_AND_RIGHT)
def test_a_mark_that_marks_nothing_is_told_and_the_advice_fixes_it(
    wrong: str, line: int, column: int, said: str, right: str
) -> None:
    first, *_ = sorted(told_of_page(wrong), key=lambda each: int(each.split(":")[1]))
    assert first.startswith(f"{PAGE}:{FIRST - 1 + line}:{column}: ")
    assert said in first
    assert told_of_page(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "Two stars \\*\\* and \\*one\\*, 2 * 3 * 4, snake_case in `**code**`.",
        "Words [in brackets] (and round ones), a list (of one) [here].",
        f"He said\n{DASH} and meant it {DASH} that\n- no list\n- is here.",
        "```\n• a\n**b\n(c)[d]\n```",
        "I. The first. e.g. this one. A. Smith\n5. May",
        "| a | b |\n| - | - |\n| x | y | |\n| `p\\|q` \\| z | w |",
        "> | a | b |\n> | - | - |\n> | x | y |",
        "> ```\n> code\n> ```\n\n- one\n  ~~~\n  code\n  ~~~",
        "At 10:30: come. Ratio a:b:c.",
        "-5 degrees, and 1.5 hours.",
        "9.am is early.\n\nOpen\no and so on, i.e. late.",
        '{{ contact.duty-worker }} and [words](a.md#here "A title").',
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert told_of_page(text) == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("A **bold word.", "`**` prints as it stands here"),
        ("See (the guide)[a.md].", "`[the guide](a.md)`"),
        ("• a bag", "`•` makes no list"),
        ("|-\n  Bring:\n  • a bag\n", "`•` makes no list"),
        ("|-\n  One.\n\n  ```\n  code\n", "this block is never closed"),
    ],
)
def test_a_text_of_a_data_file_is_told_at_its_place(value: str, said: str) -> None:
    path = "service/glossary.yml"
    nodes = read_nodes(f"a: b\nmeaning: {value}", path)
    (line,) = told(
        Sources(
            dataclasses.replace(WRITTEN.handbook, pages={}), {path: Record(path, nodes.value, nodes.keys, nodes.values)}
        )
    )
    assert line.startswith(f"{path}:2:10: ")
    assert said in line


def test_the_patterns_of_a_charter_import_are_no_texts() -> None:
    path = "charters/profiles/kent.yml"
    nodes = read_nodes('bullets: "•"\n', path)
    sources = Sources(
        dataclasses.replace(WRITTEN.handbook, pages={}), {path: Record(path, nodes.value, nodes.keys, nodes.values)}
    )
    assert told(sources) == []
