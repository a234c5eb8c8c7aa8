"""The menu follows pages that a proposal renames or takes away; the rest of the settings stays as it is."""

from pathlib import Path

import pytest

from site_builder.tools.nav_updates import follow_in_menu, proposed_redirects

MENU = """\
site_name: x # our title
nav:
  - Home: index.md
  - "On hold, a break": policies/on-hold.md
  - Money:
      - Inner:
          - money.md

extra: 1
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(MENU)
    (tmp_path / "service").mkdir()
    (tmp_path / "docs/policies").mkdir(parents=True)
    (tmp_path / "docs/policies/breaks.md").touch()
    return tmp_path


def test_a_renamed_page_keeps_its_line_and_its_title(root: Path) -> None:
    became = follow_in_menu(root, ["docs/policies/on-hold.md"], {"policies/on-hold.md": "policies/breaks.md"})
    assert became == {"docs/policies/on-hold.md": "docs/policies/breaks.md"}
    assert (root / "mkdocs.yml").read_text() == MENU.replace("policies/on-hold.md", "policies/breaks.md")


def test_a_page_that_went_into_another_loses_its_line(root: Path) -> None:
    became = follow_in_menu(root, ["docs/policies/on-hold.md"], {"policies/on-hold.md": "money.md"})
    assert became == {"docs/policies/on-hold.md": None}
    assert (root / "mkdocs.yml").read_text() == MENU.replace('  - "On hold, a break": policies/on-hold.md\n', "")


@pytest.mark.parametrize("name", ["new.md\nhooks: [evil.py]", "../README.md", "New.md", "new.txt"])
def test_nothing_but_the_name_of_a_page_is_written_into_the_settings(root: Path, name: str) -> None:
    (root / "README.md").touch()
    (root / "docs" / name).touch()
    assert follow_in_menu(root, ["docs/money.md"], {"money.md": name}) == {"docs/money.md": None}
    assert name not in (root / "mkdocs.yml").read_text()


def test_headings_without_a_page_go_with_their_last_one(root: Path) -> None:
    follow_in_menu(root, ["docs/money.md"], {})
    assert (root / "mkdocs.yml").read_text() == MENU.replace("  - Money:\n      - Inner:\n          - money.md\n", "")


def test_what_the_menu_does_not_name_changes_nothing(root: Path) -> None:
    assert follow_in_menu(root, ["docs/other.md", "service/money.md", "money.md.png"], {}) == {}
    assert (root / "mkdocs.yml").read_text() == MENU


@pytest.mark.parametrize(
    "text", ["redirects: [", "redirects: []\n", "redirects:\n", "- a\n", "", "redirects:\n  - a\n"]
)
def test_redirects_that_cannot_be_read_are_left_to_check(root: Path, text: str) -> None:
    (root / "service/redirects.yml").write_text(text)
    assert proposed_redirects(root) == {}


def test_redirects_are_read_without_parts_of_pages(root: Path) -> None:
    assert proposed_redirects(root) == {}
    (root / "service/redirects.yml").write_text("redirects:\n  a.md: b.md#c\n")
    assert proposed_redirects(root) == {"a.md": "b.md"}
