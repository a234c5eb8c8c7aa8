"""A trial: ten changes of the real handbook as an ambassador would make them, three of them wrong.

She changes files in a browser and sends them as one proposal. What the check says is all that she gets, so the three
sentences must be enough to put the three lines right, and nothing may be said about the other seven.
"""

from pathlib import Path

import pytest

from handbook.source.problems import ContentError
from site_builder.build_site import load_checked
from site_builder.tools.nav_updates import add_to_menu
from site_builder.tools.proposals import apply_proposal
from tests.conftest import ON, ROOT, Figure
from tests.product import copy_content
from tests.proofs.proposing import Entry, Tree, commit_all, git, propose

Edit = tuple[str, str, str]
"""A file, what is in it, and what she writes instead."""

SENTENCE = (
    "docs/policies/payments.md",
    "3. Keep the receipt. For mileage,",
    "3. Keep the receipt, or take a photo of it. For mileage,",
)
DAY = """\
          - 2026-12-08
        begins: 09:30
        finishes: 15:30
        area: north
        place: Fostering office
"""
MOVED = """\
        moved_from: 2026-12-08
        decided_on: 2026-11-20
        told_on: 2026-11-20
        because: the trainer is away that day
"""
COURSE = ("service/courses.yml", DAY, DAY.replace("12-08", "12-10") + MOVED)
HINT = (
    "surveys/pay-and-conditions/consultation.yml",
    "hint: Leave it empty if none of them is",
    "hint: Leave this empty if none of them is hard",
)
WORD = (
    "service/glossary.yml",
    "meaning: Another way to say a child in care.",
    "meaning: Another way to say a child in care. Many children do not like it.",
)
HOURS = (
    "service/contacts.yml",
    "    phone: 01632 960107\n    hours:\n      - days: mon-fri\n        opens: 09:00\n",
    "    phone: 01632 960107\n    hours:\n      - days: mon-fri\n        opens: 08:30\n",
)
PROMISE = (
    "charters/kent.yml",
    "value your skills and what experience has taught you,",
    "value your skills and what your years of fostering have taught you,",
)
AGREED_BEFORE = "    fingerprint: 1b8d7bd601a7\n"
AGREED_NOW = (
    "  - day: 2026-11-30\n    by: Head of Fostering\n"
    "    because: Carers asked for plainer words; the promise is the same\n"
    "    items: 53\n    fingerprint: 82c1652b7603\n"
)
AGREED = ("charters/kent.yml", AGREED_BEFORE, AGREED_BEFORE + AGREED_NOW)
"""A promise is somebody's word: who agreed to other words for it, and why."""
NEW_PAGE = """\
---
title: Pets
summary: What to ask before a pet moves in, and what to write down.
owner: Handbook editor
reviewed: 2026-11-22
review_every: 12 months
questions:
  - ask: Can we have a dog?
    heading: ask
  - ask: Who do I ask about a pet?
    heading: ask
  - ask: Is my cat all right?
    heading: ask
---

## Ask first { #ask }

Ask the child's social worker before a new pet moves in.
"""
RATE_WRONG = (
    "service/rates.yml",
    "pounds: 200\n        starts: 2027-04-01",
    "pounds: £202\n        starts: 2027-04-01",
)
RATE_RIGHT = (*RATE_WRONG[:2], "pounds: 202\n        starts: 2027-04-01")
OPEN = "    due: 2026-12-18\n    status: open\n"
DONE_WRONG = ("service/actions.yml", OPEN, OPEN.replace("open", "done"))
DONE_RIGHT = (*DONE_WRONG[:2], OPEN.replace("open\n", "done\n    done_on: 2026-11-20\n"))
LINK_WRONG = (
    "docs/policies/payments.md",
    "The national minimum stops at 18.",
    "The national minimum stops at 18. Read [how levels work](/money/skills/).",
)
LINK_RIGHT = (*LINK_WRONG[:2], LINK_WRONG[2].replace("/money/skills/", "../money/skills.md"))

RIGHT: tuple[Edit, ...] = (SENTENCE, COURSE, HINT, WORD, HOURS, PROMISE, AGREED)
WRONG: tuple[Edit, ...] = (RATE_WRONG, DONE_WRONG, LINK_WRONG)
PUT_RIGHT: tuple[Edit, ...] = (RATE_RIGHT, DONE_RIGHT, LINK_RIGHT)

SAID_FIRST = {
    "service/actions.yml": "people want to know when it was done; "
    "add a line `done_on:` with the day, such as 2026-03-31",
    "service/rates.yml": "this is no amount; write pounds in figures, with or without pence, such as 190 or 0.45",
}
SAID_THEN = {
    "docs/policies/payments.md": "the link `/money/skills/` leads nowhere: pages are linked by their file, "
    "which ends in `.md`; write `../money/skills.md`",
}
"""Links are followed once every file can be read, so the third sentence comes when the first two are put right."""


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A copy of the real content under git, and its first commit."""
    root = tmp_path_factory.mktemp("ambassador") / "handbook"
    root.mkdir()
    copy_content(ROOT, root)
    return root, commit_all(root)


def sent(handbook: tuple[Path, str], *edits: Edit) -> tuple[dict[str, str], list[str], tuple[str, ...]]:
    """What a proposal with these edits and the new page comes to: pages, problems, pages without a menu line."""
    root, base = handbook
    git(root, "checkout", "--quiet", "--force", base, "--", ".")
    git(root, "clean", "-fdxq")
    changed: dict[str, str] = {"docs/guides/pets.md": NEW_PAGE}
    for path, old, new in edits:
        text = changed.get(path) or (root / path).read_text()
        assert text.count(old) >= 1, f"the trial needs another place in {path}: `{old}` is gone"
        changed[path] = text.replace(old, new, 1)
    tree: Tree = {path.encode(): Entry(text.encode()) for path, text in changed.items()}
    taken = apply_proposal(root, base, propose(root, base, tree))
    assert set(taken.written) == set(changed)
    placed = add_to_menu(root, taken.new)
    try:
        return load_checked(root, ON)[1], [], placed
    except ContentError as error:
        return {}, [str(problem) for problem in error.problems], placed


def line_of(path: str, text: str) -> int:
    return (ROOT / path).read_text().split(text)[0].count("\n") + 1


@pytest.mark.usefixtures("cached_files")
def test_the_three_wrong_changes_are_told_with_their_line_and_nothing_else_is(
    handbook: tuple[Path, str], figure: Figure
) -> None:
    _, problems, _ = sent(handbook, *RIGHT, *WRONG)
    lines = {
        "service/actions.yml": line_of("service/actions.yml", OPEN) - 6,
        "service/rates.yml": line_of("service/rates.yml", RATE_WRONG[1]),
    }
    assert [problem.split(": ", 1)[1] for problem in problems] == list(SAID_FIRST.values())
    assert [int(problem.split(":")[1]) for problem in problems] == list(lines.values())

    _, problems, _ = sent(handbook, *RIGHT, RATE_RIGHT, DONE_RIGHT, LINK_WRONG)
    assert [problem.split(": ", 1)[1] for problem in problems] == list(SAID_THEN.values())
    line = line_of("docs/policies/payments.md", LINK_WRONG[1])
    assert int(problems[0].split(":")[1]) == line

    pages, problems, placed = sent(handbook, *RIGHT, *PUT_RIGHT)
    assert problems == []
    assert placed == ("docs/guides/pets.md",), "a new page needs nothing from her: its line in the menu is added"
    assert "or take a photo of it" in pages["policies/payments.md"]
    assert "10 December" in pages["learning/calendar.md"]
    assert "the trainer is away that day" in pages["learning/calendar.md"]
    assert "Many children do not like it." in pages["glossary.md"]
    assert "your years of fostering" in pages["charters/kent.md"]
    assert "[Pets](../guides/pets.md)" in pages["a-to-z/p.md"]
    assert "£202" in pages["money/rates.md"]
    figure("ambassador's trial: 10 changes, 3 wrong, 3 told on their line, 0 sentences about the other 7")
