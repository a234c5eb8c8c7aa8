"""Which places answer what was typed: facts that hold whatever the numbers of the ranking are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.search.index import SearchIndex
from handbook.search.ranking import search
from site_builder.search.index_files import IndexedPage, index_files
from site_builder.search.places import Place
from tests.search_indexes import indexed_page, search_index

PAYMENTS, CHILDS_PETS, PETS = "policies/payments.md", "children/pets.md", "guides/pets.md"
KEEPERS = "about/reviews.md"

PAGES = (
    indexed_page(
        PAYMENTS,
        "Payments",
        "Allowances are paid every fortnight.",
        places=[
            Place("mileage", "Mileage", "You are paid for each mile that you drive."),
            Place("late", "If a payment is late", "Call the finance team."),
        ],
        questions={"Can I claim petrol money?": "mileage", "My money has not come": "late"},
        keywords=("allowances",),
    ),
    indexed_page(CHILDS_PETS, "Your pets", "You may keep a rabbit.", questions={"Can I keep my rabbit?": ""}),
    indexed_page(PETS, "Pets in the home", "A rabbit may move in.", questions={"Can a child keep her rabbit?": ""}),
    replace(indexed_page(KEEPERS, "Reviews of pages", "Payments, mileage and a rabbit."), boost=0.1),
)
FILES = dict(index_files(PAGES))
INDEX = search_index(*PAGES)
TYPED = ("can", "i", "my", "her", "rabbit", "petrol", "mileage", "payments", "late", "zzzz", "rabit", "moneycome")


def addresses(index: SearchIndex, typed: str) -> list[str]:
    """Where the results lead, the best first."""
    return [index.shown_place(hit.page, hit.place).address for hit in search(index, typed)]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Can I claim petrol money?", "/policies/payments/#mileage"),
        ("petrol", "/policies/payments/#mileage"),
        ("claiming petrol", "/policies/payments/#mileage"),
        ("PETROL MONEY", "/policies/payments/#mileage"),
        ("petroll mony", "/policies/payments/#mileage"),
        ("money not come", "/policies/payments/#late"),
        ("drives", "/policies/payments/#mileage"),
    ],
)
def test_the_place_that_answers_is_first(typed: str, address: str) -> None:
    assert addresses(INDEX, typed)[0] == address


@pytest.mark.parametrize("typed", ["payments", "allowances"])
def test_the_page_that_is_called_so_or_has_the_keyword_is_first(typed: str) -> None:
    assert addresses(INDEX, typed)[0].partition("#")[0] == "/policies/payments/"


def test_a_child_who_speaks_of_herself_finds_the_page_for_children() -> None:
    assert addresses(INDEX, "can i keep my rabbit")[0] == "/children/pets/"
    assert addresses(INDEX, "can a child keep her rabbit")[0] == "/guides/pets/"


def test_pages_for_keepers_are_last() -> None:
    assert addresses(INDEX, "rabbit")[-1] == "/about/reviews/"


@pytest.mark.parametrize("typed", ["", "?", "zzzzz", "\u6f22\u5b57"])
def test_what_is_like_no_word_of_the_handbook_finds_nothing(typed: str) -> None:
    assert search(INDEX, typed) == []


@given(st.lists(st.sampled_from(TYPED)))
def test_whatever_is_typed_each_page_comes_once_and_the_best_first(words: list[str]) -> None:
    hits = search(INDEX, " ".join(words))
    assert len({hit.page for hit in hits}) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.score > 0 for hit in hits)
    assert all(INDEX.shown_place(hit.page, hit.place).address for hit in hits)


@given(st.permutations(PAGES))
def test_the_order_in_which_pages_are_read_changes_nothing(pages: list[IndexedPage]) -> None:
    other = search_index(*pages)
    for typed in ("rabbit", "petrol money", "payments"):
        assert addresses(other, typed)[0] == addresses(INDEX, typed)[0]


def test_words_of_one_stem_are_marked_alike() -> None:
    assert INDEX.words_like(["paid"]) == {"paid"}
    assert INDEX.words_like(["payments"]) == {"payment", "payments"}
    assert INDEX.words_like([]) == frozenset()


def test_only_the_files_of_the_words_are_read() -> None:
    read: list[str] = []

    def note(name: str) -> object:
        read.append(name)
        return FILES[name]

    index = SearchIndex(note)
    assert read == ["index.json"]
    found = search(index, "petrol petrol")
    assert len(read) == len(set(read)) == 2, "the file of its group, once"
    index.shown_place(found[0].page, found[0].place)
    assert read[2:] == [f"page-{found[0].page}-0.json"]
