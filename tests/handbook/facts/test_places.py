"""Areas, teams and posts: each rule broken once in a copy of the sample."""

from collections.abc import Callable
from pathlib import Path

import pytest

Edit = Callable[[str, str, str], None]
Complaints = Callable[[], list[str]]

PLACES = "service/places.yml"
HEAD = "owner: Fostering manager\nreviewed: 2026-10-01\nreview_every: 6 months\n"
BODY = """\
areas:
  - id: east
    title: East
    where: in the east
  - id: west
    title: West
    where: in the west
teams:
  - id: support
    title: Support team
    does: Visits you.
    areas:
      - east
    contact: duty-worker
  - id: panel
    title: Panel
    does: Says what it thinks.
roles:
  - id: manager
    title: Fostering manager
    does: Leads.
    team: support
    contact: duty-worker
"""


@pytest.fixture(autouse=True)
def places(copy: Path) -> None:
    """Areas, teams and every post that owns something in the sample."""
    owners = {
        row.split("owner: ")[1]
        for path in copy.rglob("*.*")
        for row in path.read_text(encoding="utf-8").splitlines()
        if "owner: " in row
    }
    posts = "".join(
        f"  - id: post-{n}\n    title: {each}\n    does: Something.\n"
        for n, each in enumerate(sorted(owners - {"Fostering manager"}))
    )
    (copy / PLACES).write_text(f"{HEAD}{BODY}{posts}", encoding="utf-8")


def test_the_sample_with_places_has_no_problem(complaints: Complaints) -> None:
    assert complaints() == []


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (
            PLACES,
            "where: in the west",
            "where: in the west\n    place_names:\n      - Fenby\n      - Fenby",
            "the place name `Fenby` stands here and on line 12; keep one of them",
        ),
        (PLACES, "- id: west", "- id: east", "the area id `east` stands here and on line 5; give one of them another"),
        (PLACES, "- id: panel", "- id: support", "the team id `support` stands here and on line 12; give one"),
        (PLACES, "id: post-0", "id: manager", "the role id `manager` stands here and on line 22; give one"),
        (PLACES, "      - east", "      - eats", "there is no area `eats`; did you mean `east`?"),
        (PLACES, "team: support", "team: suport", "there is no team `suport`; did you mean `support`?"),
        (PLACES, "contact: duty-worker", "contact: duty", "there is no contact `duty`; write one of: "),
        (
            "docs/index.md",
            "owner: Fostering manager",
            "owner: Fostering Manager",
            "there is no post `Fostering Manager` in service/places.yml; did you mean `Fostering manager`?",
        ),
        (
            "service/service.yml",
            "Thistlemoor does not exist.",
            "Ask Mrs Thistle.",
            "`Mrs Thistle` is a person; write the post, such as `the team manager`",
        ),
        ("docs/index.md", "## ", "## Ask Dr Thistle\n\n## ", "`Dr Thistle` is a person; write the post, such as"),
    ],
)
def test_a_broken_rule_is_reported(
    edit: Edit, complaints: Complaints, path: str, old: str, new: str, message: str
) -> None:
    edit(path, old, new)
    assert any(line.startswith(f"{path}:") and message in line for line in complaints()), complaints()


def test_a_name_kept_with_the_contacts_may_stand_nowhere_else(edit: Edit, complaints: Complaints) -> None:
    edit("service/contacts.yml", "notice:\n", "people:\n  - role: manager\n    name: Thistle Down\nnotice:\n")
    assert complaints() == []
    edit("docs/index.md", "## ", "## Thistle Down\n\n## ")
    edit("service/service.yml", "Thistlemoor does not exist.", "Thistle Down wrote this.")
    told = complaints()
    assert [line.partition(": ")[2] for line in told] == [
        "`Thistle Down` is a person; write the post, `Fostering manager`"
    ] * 2


def test_a_name_belongs_to_a_post_that_exists(edit: Edit, complaints: Complaints) -> None:
    edit("service/contacts.yml", "notice:\n", "people:\n  - role: manger\n    name: Thistle Down\nnotice:\n")
    (line,) = complaints()
    assert line.endswith("there is no role `manger` in service/places.yml; did you mean `manager`?")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("      - safety\n", "      - saftey\n", "there is no kind of problem `saftey`; did you mean `safety`?"),
        (
            "    otherwise: safety",
            "    otherwise: danger-now",
            "there is no kind of problem `danger-now`; did you mean",
        ),
        (
            "  - id: help",
            "  - id: safety",
            "the problem id `safety` stands here and on line 9; give one of them another",
        ),
        (
            '    problems:\n      - danger\n    phone: "999"',
            '    areas:\n      - eaast\n    problems:\n      - danger\n    phone: "999"',
            "there is no area `eaast` in service/places.yml; did you mean `east`?",
        ),
        (
            "    problems:\n      - help\n    phone: 0800",
            "    phone: 0800",
            "nobody learns when to call `fosterline`; add `problems:` with at least one kind below it",
        ),
        ("hours_unknown: See its website", "note: Ask.", "say once when somebody answers: write `hours:`, or"),
    ],
)
def test_a_broken_rule_about_contacts_is_reported(
    edit: Edit, complaints: Complaints, old: str, new: str, message: str
) -> None:
    edit("service/contacts.yml", old, new)
    told = complaints()
    assert any(line.startswith("service/contacts.yml:") and message in line for line in told), told
