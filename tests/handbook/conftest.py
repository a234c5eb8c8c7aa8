"""What these tests share: the sample handbook, as it is and as a copy that may be broken."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook.handbook import Handbook
from handbook.loading import FileCache, load_sources
from handbook.rules.checking import check_on
from handbook.source.problems import ContentError
from site_builder.checks.link_check import check_page_links
from site_builder.checks.link_targets import link_targets
from site_builder.checks.markdown import check_markdown
from site_builder.page_list import all_pages
from tests.handbooks import sample_sources
from tests.site_builder.minimal_handbook import ON

SAMPLE = Path(__file__).parent.parent / "sample"
FACTS = Path(__file__).parent / "facts"
"""What a service may keep beside the sample's files, which keeps none of it: one file of each kind of fact."""

OUTCOME = """\
owner: Fostering manager
reviewed: 2027-03-20
review_every: 12 months
published: 2027-03-20
asked: We asked about mileage.
findings:
  - said: Pay by the mile.
    did:
      - text: We pay by the mile.
        owner: Fostering manager
        day: 2027-03-20
        status: done
"""
"""What the service answered to a consultation about mileage, whose last day is before it."""


READ = FileCache()
"""What was read of the copies of the sample: most of their files are as in the one before."""


def told_about(root: Path, on: str = "", *, pages: bool = True) -> list[str]:
    """Every problem of a folder without a menu as a line; with a day, also what depends on the day.

    With `pages`, also what is wrong with the pages as they are printed.
    """
    day = date.fromisoformat(on) if on else None
    try:
        sources = load_sources(root, on=day, reader=READ)
    except ContentError as error:
        return [str(each) for each in error.problems]
    found = list(check_on(sources, day)) if day else []
    if pages:
        made = all_pages(sources.handbook, ON, (), sources.records)
        places = link_targets(made, root).after(sources.handbook.redirects.redirects, ())
        found += [*check_markdown(sources, made), *check_page_links(sources.handbook, places)]
    return [str(each) for each in found]


def break_rule(root: Path, case: dict[str, str]) -> None:
    """The fault of one case of rules/broken/; the facts are laid beside the sample where it is in them."""
    if (FACTS / case["file"]).exists():
        shutil.copytree(FACTS, root, dirs_exist_ok=True)
    file = root / case["file"]
    text = file.read_text(encoding="utf-8")
    assert case["text"] in text, f"{case['file']} no longer holds {case['text']!r}"
    file.write_text(text.replace(case["text"], case["instead"], 1), encoding="utf-8")


def is_printed(case: dict[str, str]) -> bool:
    """Whether the fault of a case shows in the pages as they are printed, which takes longer than to read them."""
    return case["file"].startswith("docs/") or "printed" in case


@pytest.fixture(scope="session")
def sample() -> Handbook:
    """The tiny invented handbook."""
    return sample_sources().handbook


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sample's files."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "handbook"))


@pytest.fixture
def edit(copy: Path) -> Callable[[str, str, str], None]:
    """Replace some text, which must be there, in one file of the copy."""

    def replace(path: str, old: str, new: str) -> None:
        text = (copy / path).read_text(encoding="utf-8")
        assert old in text, f"{path} no longer holds {old!r}"
        (copy / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def complaints(copy: Path) -> Callable[[], list[str]]:
    """Load the copy; answers every problem as a line, none when all is well."""

    def load() -> list[str]:
        try:
            load_sources(copy, reader=READ)
        except ContentError as error:
            return [str(problem) for problem in error.problems]
        return []

    return load
