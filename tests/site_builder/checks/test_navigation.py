"""Facts about the hand-written menu."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.source.problems import ContentError
from site_builder.__main__ import cli
from site_builder.build_site import load_checked
from site_builder.checks.link_targets import LinkTargets
from site_builder.checks.navigation import check_navigation, made_pages_to_name
from site_builder.menu import Menu, MenuPage, read_menu
from site_builder.page import KEEPERS
from site_builder.page_list import all_pages
from tests.product import copy_sample
from tests.site_builder.minimal_handbook import ON, minimal

MADE = all_pages(minimal(), ON)
NAMED = sorted(
    made_pages_to_name(minimal(), LinkTargets(MADE, set()), [path for path in MADE if path.endswith("index.md")])
)
"""What a handbook without further facts must have in its menu."""
TITLE = "site_name: Moor handbook\n"


def problems(tmp_path: Path, config: str | None) -> list[str]:
    if config is not None:
        (tmp_path / "mkdocs.yml").write_text(config)
    return [str(problem) for problem in check_navigation(tmp_path, minimal(), LinkTargets(MADE, set()))]


def menu(*pages: str) -> str:
    return (
        TITLE
        + "docs_dir: !ENV [A, b]\nnav:\n  - Deep:\n      - Deeper:\n"
        + "".join(f"          - x: {page}\n" for page in pages)
    )


def test_a_menu_with_every_page_passes(tmp_path: Path) -> None:
    assert problems(tmp_path, menu("policies/nights.md", *NAMED, "https://else.example/")) == []


def test_a_page_that_the_menu_forgets_is_named_with_its_line(tmp_path: Path) -> None:
    found = problems(tmp_path, menu(*NAMED))
    last = 5 + len(NAMED)
    line = "          - Nights away: policies/nights.md"
    below = f"below line {last} write this line, with the spaces before its `-`: `{line}`"
    assert found == [f"mkdocs.yml:4:3: the page `policies/nights.md` is not in the menu; {below}"]


def test_a_page_for_keepers_needs_no_line_and_the_list_of_them_does(tmp_path: Path) -> None:
    assert "reviews.md" in MADE
    assert "reviews.md" not in NAMED
    (found,) = problems(tmp_path, menu("policies/nights.md", *(each for each in NAMED if each != KEEPERS)))
    assert f"the page `{KEEPERS}` is not in the menu" in found


@pytest.mark.parametrize("page", ["loans/index.md", "loans.md", "money/loans.md"])
def test_a_made_page_that_no_list_in_the_menu_names_is_told(tmp_path: Path, page: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(menu("policies/nights.md", *NAMED))
    (told,) = check_navigation(tmp_path, minimal(), LinkTargets({**MADE, page: ""}, set()))
    assert told.message.startswith(f"the page `{page}` is not in the menu; ")


def test_a_made_page_on_the_list_of_a_folder_needs_no_line(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(menu("policies/nights.md", *NAMED))
    assert list(check_navigation(tmp_path, minimal(), LinkTargets({**MADE, "charters/moor/extra.md": ""}, set()))) == []


def obey(config: str, told: str) -> str:
    """The configuration with the line that a sentence says, put where it says."""
    found = re.search(r"below line (\d+) write this line, with the spaces before its `-`: `(.+)`$", told)
    assert found, told
    lines = config.split("\n")
    return "\n".join([*lines[: int(found[1])], found[2], *lines[int(found[1]) :]])


MENUS = {
    "deep": menu(*NAMED, "policies/other.md").replace("- x: policies/other.md", "- policies/nights-too.md"),
    "flat": TITLE + "nav:\n" + "".join(f"- {page}\n" for page in NAMED),
    "indented": TITLE + "nav:\n" + "".join(f"  - {page}\n" for page in NAMED),
    "settings below": menu(*NAMED) + "extra:\n  a: b\n",
    "a heading before": TITLE
    + "nav:\n  - First:\n      - a: policies/nights-too.md\n"
    + "".join(f"  - {page}\n" for page in NAMED),
}


@pytest.mark.parametrize("config", MENUS.values(), ids=MENUS)
@pytest.mark.parametrize(
    "title", ["Nights away", "Nights: who decides?", "Yes", "12", "# 1", 'It\'s "late"', "[Late]", "-"]
)
def test_the_line_that_is_told_is_right_as_it_stands(tmp_path: Path, config: str, title: str) -> None:
    handbook = minimal()
    page = handbook.pages["policies/nights.md"]
    named = page.model_copy(update={"header": page.header.model_copy(update={"title": title})})
    handbook = replace(handbook, pages={**handbook.pages, "policies/nights.md": named})
    beside = {"policies/nights-too.md": ""} if "nights-too" in config else {}
    targets = LinkTargets({**MADE, **beside}, set())
    (tmp_path / "mkdocs.yml").write_text(config)
    (told,) = check_navigation(tmp_path, handbook, targets)
    (tmp_path / "mkdocs.yml").write_text(obey(config, told.message))
    assert list(check_navigation(tmp_path, handbook, targets)) == []
    assert MenuPage("policies/nights.md", title) in set(pages_of(read_menu(tmp_path)))


def pages_of(menu: Menu) -> Iterator[MenuPage]:
    for entry in menu:
        yield from (entry,) if isinstance(entry, MenuPage) else pages_of(entry.entries)


def test_a_line_that_leads_nowhere_is_named_with_its_place(tmp_path: Path) -> None:
    found = problems(tmp_path, menu("gone.md", "policies/nights.md", *NAMED))
    assert found == ["mkdocs.yml:6:16: the menu leads to `gone.md`, and there is no such page; correct or remove it"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("policies/night.md", "there is no such page; did you mean `policies/nights.md`?"),
        ("Nights away policies/nights.md", "by a colon and a space; write `Nights away: policies/nights.md`"),
        ("Nights away:policies/nights.md", "by a colon and a space; write `Nights away: policies/nights.md`"),
    ],
)
def test_a_line_with_a_slip_is_told_as_it_was_meant(tmp_path: Path, line: str, told: str) -> None:
    found = problems(tmp_path, menu("policies/nights.md", *NAMED).replace("  - Deep:", f"  - {line}\n  - Deep:"))
    assert len(found) == 1
    assert found[0].startswith("mkdocs.yml:4:5: the ")
    assert found[0].endswith(told)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("- New: n.md\n", "6:1: this `- ` does not stand under the `- ` of the list's first item; line them up"),
        ("  - New: n.md\n", "7:7: this `- ` begins further right than the `- ` of the line above; begin whichever"),
        ("          - New: n.md\n", "6:11: this `- ` begins further right than the `- ` of the line above"),
        ("        New: n.md\n", "6:9: each page of the menu is an item of its own; begin this line with `- `, under"),
        ("      -\n", "6:8: nothing stands after this `-`; write a page, or take the line out"),
        ("      -\n        - n.md\n", "7:9: a list stands here without its heading; write the heading and a colon"),
        ("      - More:\n          New: n.md\n", "7:11: each line below a heading of the menu begins with `- `"),
        ("\t- New: n.md\n", "6:1: a tab stands here; begin the line with 6 spaces, under the `-` of the line above"),
        ("<<<<<<< a\n", "6:1: `<<<<<<<` is a mark of a conflict"),
    ],
)
def test_a_menu_that_the_engine_would_stop_at_is_a_sentence_with_its_line(
    tmp_path: Path, lines: str, told: str
) -> None:
    config = f"{TITLE}nav:\n  - Home: index.md\n  - Day:\n      - A: a.md\n{lines}      - B: b.md\n  - C: c.md\n"
    (tmp_path / "mkdocs.yml").write_text(config)
    with pytest.raises(ContentError) as refused:
        read_menu(tmp_path)
    assert str(refused.value).startswith(f"mkdocs.yml:{told}")


def test_what_is_wrong_with_content_and_menu_is_told_together(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    menu, glossary = root / "mkdocs.yml", root / "service/glossary.yml"
    menu.write_text(menu.read_text().replace("\nnav:\n", "\nnav:\n      - Pasted: index.md\n"))
    with pytest.raises(ContentError) as refused:
        load_checked(root, ON)
    assert [each.path for each in refused.value.problems] == ["mkdocs.yml"]
    glossary.write_text(glossary.read_text().replace("owner:", "onwer:"))
    with pytest.raises(ContentError) as refused:
        load_checked(root, ON)
    assert [each.path for each in refused.value.problems] == ["mkdocs.yml", "service/glossary.yml"]


@pytest.mark.parametrize("command", ["check", "build"])
def test_no_command_says_more_of_a_fault_than_the_sentence(tmp_path: Path, command: str) -> None:
    root = copy_sample(tmp_path)
    (root / "mkdocs.yml").write_text("site_name: x\nnav:\n  - a.md\n    - b.md: b.md\n")
    done = CliRunner().invoke(cli, [command, "--root", str(root)])
    assert done.exit_code == 1
    told = [line for line in done.output.splitlines() if not line.startswith("Building ")]
    assert told[0].startswith("mkdocs.yml:4:11: `: ` stands inside the text")
    assert "Traceback" not in done.output


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
    (told,) = problems(tmp_path, TITLE)
    assert told.startswith("mkdocs.yml:1:1: there is no menu; write a line `nav:`, and below it `  - a-to-z.md` and")
    with pytest.raises(ContentError, match="no list of settings"):
        problems(tmp_path, "- a\n")


def test_a_list_of_a_heading_that_is_not_its_first_line_is_told_where_to_put_it(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    menu = (root / "mkdocs.yml").read_text()
    below = menu.count("\n") + 1
    (root / "mkdocs.yml").write_text(
        f"{menu}  - One:\n      - https://a.example/\n      - topics/one.md\n  - topics/two.md\n"
        "  - Three:\n      - topics/three.md\n      - https://b.example/\n"
        "  - Four:\n      - Four: topics/three.md\n      - https://c.example/\n"
    )
    twice = f"`topics/three.md` lists the pages below another heading already, on line {below + 5}; "
    twice += "give it another name here"
    with pytest.raises(ContentError) as refused:
        load_checked(root, ON)
    assert [str(each) for each in refused.value.problems] == [
        f"mkdocs.yml:{below + 2}:9: `topics/one.md` lists the pages below a heading; put it first below its heading",
        f"mkdocs.yml:{below + 3}:5: `topics/two.md` lists the pages below a heading; put it first below its heading",
        f"mkdocs.yml:{below + 8}:15: {twice}",
    ]
