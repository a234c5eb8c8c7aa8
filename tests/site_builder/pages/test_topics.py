"""A heading of the menu leads to a page of its name, where a reader chooses."""

from site_builder.menu import Menu, MenuGroup, MenuPage
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import ON, PAGE, minimal, page

NIGHTS, PETS = "policies/nights.md", "guides/pets.md"
HOME = MenuGroup("At home", (MenuPage("topics/at-home.md"), MenuPage(NIGHTS), MenuPage("nowhere.md")))
CARING: Menu = (MenuGroup("Caring", (MenuPage("topics/caring.md"), MenuPage(PETS), HOME)),)


def staged(menu: Menu) -> dict[str, str]:
    pages = {
        path: page(path, {**PAGE, "title": title}, "Words.") for path, title in ((NIGHTS, "Nights"), (PETS, "Pets"))
    }
    return all_pages(minimal(pages=pages), ON, menu)


def test_it_lists_its_pages_with_their_summaries_and_those_below_by_their_headings() -> None:
    made = staged(CARING)["topics/caring.md"]
    assert "\n# Caring {: #top }\n\nPets and Nights.\n" in made
    assert f"\n- [Pets](../guides/pets.md): {PAGE['summary']}\n" in made
    assert "\n## At home\n\n- [Nights](../policies/nights.md)\n" in made
    assert "topics/at-home.md" not in made.partition("<footer")[0]


def test_a_smaller_heading_has_a_page_of_its_own_without_what_leads_nowhere() -> None:
    made = staged(CARING)["topics/at-home.md"]
    assert f"Nights.\n{{: .lead }}\n\n- [Nights](../policies/nights.md): {PAGE['summary']}\n" in made
    assert "nowhere" not in made


def test_only_a_first_line_in_its_folder_makes_a_page() -> None:
    late = (MenuGroup("Caring", (MenuPage(PETS), MenuPage("topics/caring.md"))),)
    assert "topics/caring.md" not in staged(late)


def test_its_summary_names_three_of_what_is_below_and_says_that_there_is_more() -> None:
    many = (MenuPage("topics/at-home.md"), *(MenuPage(f"guides/{name}.md") for name in ("a", "b", "c", "d", "e")))
    groups = tuple(MenuGroup(name, (MenuPage(PETS),)) for name in ("One", "Two", "Three", "Four"))
    titles = {"a": "At home", "b": "Is it late?", "c": "Bread: how to bake it", "d": "Dogs", "e": "Eels"}
    pages = {
        f"guides/{name}.md": page(f"guides/{name}.md", {**PAGE, "title": title}, "Words.")
        for name, title in titles.items()
    }
    menu = (MenuGroup("At home", many), MenuGroup("Caring", (MenuPage("topics/caring.md"), *groups)))
    made = all_pages(minimal(pages=pages), ON, menu)
    assert "\nIs it late?, Bread, Dogs and two more pages.\n" in made["topics/at-home.md"]
    assert "\nOne, Two, Three, and more.\n" in made["topics/caring.md"]


def test_a_page_of_the_same_name_as_its_heading_is_named_where_it_is_alone() -> None:
    menu = (MenuGroup("Pets", (MenuPage("topics/pets.md"), MenuPage(PETS))),)
    assert "# Pets {: #top }\n\nPets.\n" in staged(menu)["topics/pets.md"]
