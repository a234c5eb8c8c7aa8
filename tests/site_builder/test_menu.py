"""Facts about reading the menu, and about the list of everything that follows its order."""

from pathlib import Path

import pytest

from handbook.source.problems import ContentError
from site_builder.menu import MenuGroup, MenuPage, breadcrumbs, read_menu
from site_builder.page import SitePage
from site_builder.pages.contents import listed_by_chapter
from tests.site_builder.minimal_handbook import minimal

CONFIG = """\
docs_dir: !ENV [A, b]
nav:
  - index.md
  - Who to call: call.md
  - Learn:
      - learning/index.md
      - Deep:
          - A page: deep.md
"""


def page(path: str, *, for_keepers: bool = False) -> SitePage:
    review = minimal().service
    return SitePage(path, path, summary="s", body="b", source="docs/", review=review, for_keepers=for_keepers)


def test_the_menu_is_read_as_chapters_with_groups_in_them(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    assert read_menu(tmp_path) == (
        MenuPage("index.md"),
        MenuPage("call.md", "Who to call"),
        MenuGroup("Learn", (MenuPage("learning/index.md"), MenuGroup("Deep", (MenuPage("deep.md", "A page"),)))),
    )


def test_no_file_and_no_menu_are_an_empty_menu(tmp_path: Path) -> None:
    assert read_menu(tmp_path) == ()
    (tmp_path / "mkdocs.yml").write_text("site_name: a\n")
    assert read_menu(tmp_path) == ()


def test_what_the_menu_leaves_out_stands_with_the_index_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    paths = ("index.md", "call.md", "learning/index.md", "deep.md", "learning/a.md", "learning/b/c.md", "lost/x.md")
    chapters = listed_by_chapter(read_menu(tmp_path), {path: page(path) for path in paths})
    assert [(each.title, [one.path for one in each.pages]) for each in chapters] == [
        ("First of all", ["index.md", "call.md"]),
        ("Learn", ["learning/index.md", "learning/a.md", "learning/b/c.md"]),
        ("Other pages", ["lost/x.md"]),
    ]
    assert [one.path for one in chapters[1].groups[0].pages] == ["deep.md"]
    assert sum(each.count for each in chapters) == len(paths)


def test_what_is_for_keepers_stands_at_the_end_unless_the_menu_names_it(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    made = [page("learning/index.md"), page("learning/sources.md", for_keepers=True), page("lost.md")]
    made.append(page("deep.md", for_keepers=True))
    chapters = listed_by_chapter(read_menu(tmp_path), {each.path: each for each in made})
    assert [(each.title, each.count) for each in chapters] == [
        ("Learn", 2),
        ("Other pages", 1),
        ("For the people who keep this handbook", 1),
    ]
    assert [each.path for each in chapters[-1].pages] == ["learning/sources.md"]


LEFT_OUT = (
    MenuPage("index.md", "Home"),
    MenuGroup("Learn", (MenuPage("training.md"), MenuPage("learning/index.md", "Find a course"))),
    MenuGroup("Have your say", (MenuPage("surveys/index.md"), MenuPage("changes/index.md", "What has changed"))),
)


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("learning/first-aid.md", (("Learn", "training.md"), ("Find a course", "learning/index.md"))),
        ("surveys/views/2026.md", (("Have your say", "surveys/index.md"),)),
        ("changes/print.md", (("Have your say", "surveys/index.md"), ("What has changed", "changes/index.md"))),
        ("learning/index.md", ()),
        ("training.md", ()),
        ("alone.md", ()),
        ("elsewhere/page.md", ()),
    ],
)
def test_a_page_that_the_menu_leaves_out_has_a_way_back(path: str, way: tuple[tuple[str, str], ...]) -> None:
    assert tuple((step.title, step.path) for step in breadcrumbs(LEFT_OUT, path)) == way


def test_a_page_of_a_list_elsewhere_has_its_way_back_to_that_list() -> None:
    way = breadcrumbs(LEFT_OUT, "learning/sources.md", listed_on="changes/index.md")
    assert [step.path for step in way] == ["surveys/index.md", "changes/index.md"]
    assert breadcrumbs(LEFT_OUT, "training.md", listed_on="changes/index.md") == ()


def test_a_conflict_of_two_menus_is_told_before_a_parser_stumbles_over_it(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("nav:\n<<<<<<< a\n  - a.md\n=======\n  - b.md\n>>>>>>> main\n")
    with pytest.raises(ContentError) as refused:
        read_menu(tmp_path)
    assert str(refused.value).startswith("mkdocs.yml:2:1: two people changed these lines")
