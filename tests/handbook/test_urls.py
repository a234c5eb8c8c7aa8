"""Where things are: addresses that both programs link to, and names that no page may take."""

import pytest

from handbook import urls as addresses


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", "/"),
        ("contents.md", "/contents/"),
        ("policies/payments.md", "/policies/payments/"),
        ("themes/index.md", "/themes/"),
        ("policies/my-index.md", "/policies/my-index/"),
    ],
)
def test_a_page_has_the_address_that_the_engine_gives_it(path: str, address: str) -> None:
    assert addresses.page_address(path) == address


def test_each_kind_of_page_is_in_its_folder() -> None:
    assert addresses.charter_path("moor") == "charters/moor.md"
    assert addresses.theme_path("money") == "themes/money.md"
    assert addresses.party_path("foster-carer", "expect") == "expectations/foster-carer-expect.md"
    assert addresses.survey_path("views") == "surveys/views.md"
    assert addresses.results_path("views/2026-spring") == "surveys/views/2026-spring.md"


def test_forms_are_linked_by_what_they_ask_and_suggestions_by_their_page() -> None:
    assert addresses.form_address("views") == "/answer/views/"
    assert addresses.suggest_address("policies/nights.md") == "/suggest/?page=/policies/nights/"


@pytest.mark.parametrize(
    "path",
    [
        "answer/a.md",
        "answer.md",
        "assets/a.png",
        "search.png",
        # Hosts that do not tell capitals apart, drop dots and spaces at the end, or read wide letters as plain ones.
        "Answer/a.md",
        "ANSWER.md",
        "answer./a.md",
        " answer /a.md",
        "answer ./a.md",
        "\uff41nswer/a.md",
    ],
)
def test_no_page_and_no_picture_takes_an_address_of_the_app_or_of_the_theme(path: str) -> None:
    assert addresses.is_reserved(path)


@pytest.mark.parametrize(
    "path", ["answers/a.md", "policies/answer.md", "my-assets/a.png", "index.md", "re.search/a.md"]
)
def test_other_names_are_free(path: str) -> None:
    assert not addresses.is_reserved(path)


def test_a_whole_address_leads_to_a_page_from_outside() -> None:
    site = "https://council.example/fostering/"
    assert addresses.whole_address(site, "policies/nights.md") == f"{site}policies/nights/"
    assert addresses.whole_address("https://council.example", "index.md", "top") == "https://council.example/#top"
    assert addresses.whole_address("https://council.example/HANDBOX/", "index.md") == "https://council.example/HANDBOX/"
    # Without an address of its own the site is at a root.
    assert addresses.whole_address(None, "policies/nights.md", "yes") == "/policies/nights/#yes"


@pytest.mark.parametrize(
    ("address", "base"),
    [
        (None, ""),
        ("https://council.example", ""),
        ("https://council.example/", ""),
        ("https://council.example/fostering/", "/fostering"),
        ("https://council.example/a/b", "/a/b"),
        ("https://council.example/HANDBOX", "/HANDBOX"),
        ("https://council.example//a/", "/a"),
    ],
)
def test_a_site_is_served_below_the_path_of_its_address(address: str | None, base: str) -> None:
    assert addresses.base_path(address) == base


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("policies/payments.md", "/policies/payments/"),
        ("policies/payments.md#mileage", "/policies/payments/#mileage"),
        ("policies/payments.md#a#b", "/policies/payments/#a#b"),
        ("downloads/form.pdf", "/downloads/form.pdf"),
    ],
)
def test_a_part_of_a_page_and_a_file_have_addresses_too(place: str, address: str) -> None:
    assert addresses.place_address(place) == address


@pytest.mark.parametrize(
    ("here", "target", "way"),
    [
        ("/a/", "/b/#c", "../b/#c"),
        ("/a/", "/b/#c#d", "../b/#c#d"),
        ("/a/b/", "/", "../../"),
        ("/a/", "/a/c.pdf", "c.pdf"),
        ("/old.html", "/b/", "b/"),
    ],
)
def test_the_way_from_one_address_to_another_holds_below_any_path(here: str, target: str, way: str) -> None:
    assert addresses.relative_address(here, target) == way
