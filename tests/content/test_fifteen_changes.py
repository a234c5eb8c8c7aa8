"""Fifteen changes with their mistakes, as carers make them; a program obeys the messages until all is right.

The real content goes through the steps of the workflow: what is proposed is taken over from git, the menu follows, and
the whole handbook is checked. All fifteen come in one proposal, so that each round costs one check.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from handbook.source.problems import ContentError
from site_builder.build_site import read_checked
from site_builder.tools.nav_updates import add_to_menu, follow_in_menu, proposed_redirects
from site_builder.tools.proposals import apply_proposal
from tests.conftest import ON, ROOT, Figure
from tests.content.test_an_ambassador_changes_it import DAY
from tests.handbook.advice import obey, ways_of
from tests.handbook.check_line import CheckLine
from tests.handbook.knowledge import Knowledge
from tests.product import CONTENT, copy_content
from tests.proofs.proposing import Entry, Tree, commit_all, git, propose
from tests.site_builder.photographs import photo

MOST_ROUNDS = 8
QUESTION = "surveys/sleepovers/consultation.yml"
KNOWN = yaml.load((Path(__file__).parent / "fifteen_changes.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
SLIP = "corrected_because: Two figures were swapped.\n        "
KNOWLEDGE = Knowledge(KNOWN["known"], tuple(KNOWN["sayings"]), ROOT, ROOT)

HEADER = """\
---
title: {title}
summary: What to ask, and what to write down.
owner: Handbook editor
reviewed: 2026-11-22
review_every: 12 months
questions:
  - ask: Can we have a dog?
    heading: top
  - ask: Who do I ask about a pet?
    heading: top
  - ask: Is my cat all right?
    heading: top
---

"""
ROWS = "What\tWho\nA child\u2019s shoes\tYou\nA school trip\tThe council \u2013 ask first\n"
"""A table as a word processor puts it into a text."""
ENCODINGS = {"UTF-8": "utf-8", "UTF-8 with a mark": "utf-8-sig", "UTF-16": "utf-16", "Windows-1252": "cp1252"}
PETS = """# Ask first

Ask the child's social worker.

![A dog on a sofa](../images/IMG_1234.JPG)
"""
MOVED = DAY.replace("12-08", "12-10") + "        moved_from: 8 December 2026\n"
OPEN_ALSO = "        bank_holidays: open\n"
ON_BANK_HOLIDAYS = """\
      - days: mon-fri
        opens: 09:00
        closes: 17:00
        bank_holidays: only
"""
ALSO_CALL = "    example: yes\n    note: >-\n      Also call"
LADO = "  - id: lado\n"
KIN = "  - id: Kin\n    term: Kin\n    meaning: Family: and friends who are like family.\n"

Change = Callable[[Path], None]


def _edit(path: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text, f"the play needs another place in {path}: `{old}` is gone"
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def _page(path: str, text: str, encoding: str = "utf-8") -> Change:
    def write(root: Path) -> None:
        (root / path).write_bytes(text.encode(encoding))

    return write


def _picture(root: Path) -> None:
    (root / "docs/images").mkdir(exist_ok=True)
    (root / "docs/images/IMG_1234.JPG").write_bytes(photo())


def _rename(root: Path) -> None:
    (root / "docs/guides/myths.md").rename(root / "docs/guides/common-myths.md")


def _delete(root: Path) -> None:
    (root / "docs/guides/physical-affection.md").unlink()


def _who_pays(encoding: str) -> str:
    return f"docs/guides/who-pays-{encoding}.md"


def _word_table(encoding: str) -> Change:
    text = HEADER.format(title=f"Who pays {encoding}") + "## Who pays { #pays }\n\n" + ROWS
    return _page(_who_pays(encoding), text, encoding)


CHANGES: dict[str, tuple[str, Change]] = {
    "a sentence": (
        "docs/policies/payments.md",
        _edit(
            "docs/policies/payments.md",
            "3. Keep the receipt. For mileage,",
            "3. Keep the receipt, or **take a photo of it. For mileage,",
        ),
    ),
    "a page": (
        "docs/guides/pets.md",
        _page("docs/guides/pets.md", HEADER.format(title="Pets").replace("owner: Handbook editor\n", "") + PETS),
    ),
    "a page renamed": ("myths", _rename),
    "a page deleted": ("physical-affection", _delete),
    "a picture": ("IMG_1234", _picture),
    **{f"a Word table in {name}": (_who_pays(each), _word_table(each)) for name, each in ENCODINGS.items()},
    "a course with a moved date": ("service/courses.yml", _edit("service/courses.yml", DAY, MOVED)),
    "a date written over": ("2027-01-28", _edit("service/courses.yml", "- 2027-01-28", "- 2027-02-04")),
    "a gap on bank holidays": (
        "service/contacts.yml",
        _edit("service/contacts.yml", f"{OPEN_ALSO}{ON_BANK_HOLIDAYS}{ALSO_CALL}", f"{OPEN_ALSO}{ALSO_CALL}"),
    ),
    "a rate": (
        "service/rates.yml",
        _edit(
            "service/rates.yml",
            "pounds: 200\n        starts: 2027-04-01",
            f"pounds: £202\n        {SLIP}starts: 2027-04-01",
        ),
    ),
    "second Tuesday but not in August": (
        "service/events.yml",
        _edit(
            "service/events.yml",
            "every: first Tuesday of the month\n",
            "every: second Tuesday of the month but not in August\n",
        ),
    ),
    "a word of the glossary": ("service/glossary.yml", _edit("service/glossary.yml", LADO, KIN + LADO)),
    "a question of an open form": (QUESTION, _edit(QUESTION, "        text: Carers", "        text: All carers")),
    "a promise": (
        "charters/kent.yml",
        _edit(
            "charters/kent.yml",
            "value your skills and what experience has taught you,",
            "value your skills and what your years of fostering have taught you,",
        ),
    ),
    "a theme": (
        "docs/policies/allegations.md",
        _edit("docs/policies/allegations.md", "themes:\n", "themes:\n  - Support and breaks\n"),
    ),
    "you said, we did": (
        "surveys/everyday-decisions/outcome.yml",
        _edit(
            "surveys/everyday-decisions/outcome.yml",
            "status: not doing\n        because: >-\n",
            "status: not doing\n        becuase: >-\n",
        ),
    ),
}
"""For each change, what a sentence about it holds, in its path or its words, and the change with its mistakes."""


def _files(root: Path) -> dict[str, bytes]:
    found = (path for folder in CONTENT for path in (root / folder).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def _tree(was: dict[str, bytes], now: dict[str, bytes]) -> Tree:
    """What differs in her files."""
    tree: Tree = {path.encode(): Entry(data) for path, data in now.items() if was.get(path) != data}
    return tree | {path.encode(): None for path in was.keys() - now.keys()}


def _sent(root: Path, base: str, hers: Path) -> tuple[dict[str, str], list[CheckLine]]:
    """What her files as they are now come to in the steps of the workflow: the pages, or what is told."""
    git(root, "checkout", "--quiet", "--force", base, "--", ".")
    git(root, "clean", "-fdxq")
    try:
        taken = apply_proposal(root, base, propose(root, base, _tree(_files(ROOT), _files(hers))))
        follow_in_menu(root, taken.removed, proposed_redirects(root))
        add_to_menu(root, taken.new)
        return read_checked(root, ON, base=base)[1], []
    except ContentError as error:
        return {}, [CheckLine.read(str(each)) for each in error.problems]


def _about(told: CheckLine) -> set[str]:
    """The changes of which a sentence speaks."""
    return {name for name, (word, _) in CHANGES.items() if word in f"{told.path} {told.message}"}


def _obey(hers: Path, told: list[CheckLine]) -> None:
    for each in sorted(told, key=lambda each: (each.path, -each.line_changed, -each.column)):
        ways = ways_of(each, KNOWLEDGE)
        assert ways, f"nobody can obey: {each}"
        # Who means to change a charter takes the second of the two ways: another agreement.
        obey(hers, each, ways[-1 if each.path.startswith("charters/") else 0])


def _play(root: Path, hers: Path) -> tuple[dict[str, str], Counter[str]]:
    """The pages when nothing is told any more, and in how many rounds each change was told of."""
    base = commit_all(root)
    rounds: Counter[str] = Counter()
    for _ in range(MOST_ROUNDS):
        pages, told = _sent(root, base, hers)
        if not told:
            return pages, rounds
        assert all(_about(each) for each in told), f"nobody changed that: {told}"
        rounds.update(set().union(*(_about(each) for each in told)))
        _obey(hers, told)
    pytest.fail(f"after {MOST_ROUNDS} rounds: {told}")


@pytest.mark.usefixtures("cached_files")
def test_fifteen_changes_end_right_when_the_messages_alone_are_obeyed(tmp_path: Path, figure: Figure) -> None:
    root, hers = tmp_path / "handbook", tmp_path / "hers"
    root.mkdir()
    copy_content(ROOT, root)
    for folder in CONTENT:
        shutil.copytree(ROOT / folder, hers / folder)
    for _, change in CHANGES.values():
        change(hers)
    pages, rounds = _play(root, hers)

    assert "or **take a photo of it**. For mileage," in pages["policies/payments.md"]
    assert "10 December" in pages["learning/calendar.md"]
    assert "28 January" in pages["learning/calendar.md"], "the day it was, for those who booked"
    assert "your years of fostering" in pages["charters/kent.md"]
    assert "£202" in pages["money/rates.md"]
    assert "**Corrected:** Allowance, child aged 0 to 4. Two figures were swapped." in pages["money/rates.md"]
    assert "Family: and friends" in pages["glossary.md"]
    for encoding in ENCODINGS.values():
        page = pages[_who_pays(encoding).removeprefix("docs/")]
        assert "| A child\u2019s shoes | You |\n| A school trip | The council \u2013 ask first |" in page
    assert b"Exif" not in (root / "docs/images/img-1234.jpg").read_bytes()
    assert (hers / QUESTION).read_bytes() == (ROOT / QUESTION).read_bytes(), "people answer it: refused, and put back"
    for name in CHANGES:
        figure(f"fifteen changes, rounds until right: {name}: {rounds[name]}")
    # The day that is written over in the same file is told once the file can be read.
    most = dict.fromkeys(CHANGES, 2) | {"a course with a moved date": 3}
    assert all(1 <= rounds[name] <= most[name] for name in CHANGES)
