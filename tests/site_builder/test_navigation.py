"""Facts about the hand-written menu."""

from pathlib import Path

from site_builder.navigation import NAMED_BY_HAND, check_navigation
from site_builder.pages import all_pages
from tests.site_builder.tiny import ON, tiny

NAMED = [path for path in NAMED_BY_HAND if path in all_pages(tiny(), ON)]
"""What a handbook without further facts must have in its menu."""
TITLE = "site_name: Moor handbook\n"


def problems(tmp_path: Path, config: str | None) -> list[str]:
    if config is not None:
        (tmp_path / "mkdocs.yml").write_text(config)
    return [str(problem) for problem in check_navigation(tmp_path, tiny(), set(all_pages(tiny(), ON)))]


def menu(*pages: str) -> str:
    return (
        TITLE
        + "docs_dir: !ENV [A, b]\nnav:\n  - Deep:\n      - Deeper:\n"
        + "".join(f"          - x: {page}\n" for page in pages)
    )


def test_a_menu_with_every_page_passes(tmp_path: Path) -> None:
    assert problems(tmp_path, menu("policies/nights.md", *NAMED, "https://else.example/")) == []


def test_a_page_that_the_menu_forgets_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, menu(*NAMED))
    line = "`- Nights away: policies/nights.md`"
    wrong = f"the page `policies/nights.md` is not in the menu; add a line {line} below `nav`, in its chapter"
    assert found == [f"mkdocs.yml:4:3: {wrong}"]


def test_a_line_that_leads_nowhere_is_named_with_its_place(tmp_path: Path) -> None:
    found = problems(tmp_path, menu("gone.md", "policies/nights.md", *NAMED))
    assert found == ["mkdocs.yml:6:16: the menu leads to `gone.md`, and there is no such page; correct or remove it"]


def test_a_heading_of_the_menu_without_pages_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, menu("policies/nights.md", *NAMED) + "  - Empty:\n")
    assert [each.partition(": ")[2] for each in found] == [
        "no page stands below this heading of the menu; add one, or remove the heading"
    ]


def test_the_name_of_the_site_is_the_title_of_the_handbook(tmp_path: Path) -> None:
    config = menu("policies/nights.md", *NAMED).replace("Moor", "Fen")
    assert problems(tmp_path, config) == [
        "mkdocs.yml:1:12: `site_name` differs from `title` in service/service.yml; write `site_name: Moor handbook`"
    ]


def test_no_configuration_and_no_menu_are_sentences(tmp_path: Path) -> None:
    assert "this file is missing" in problems(tmp_path, None)[0]
    assert "no list of settings" in problems(tmp_path, "- a\n")[0]
    assert len(problems(tmp_path, TITLE)) == len(NAMED) + 1
