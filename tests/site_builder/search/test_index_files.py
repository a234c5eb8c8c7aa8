"""The files of the search index: which words lead where, what is left out, and how far they grow."""

from dataclasses import replace
from typing import Any

import pytest

from handbook.search.index import ALL_LABELS, MAX_LABELS, MAX_PLACES, PLACES_OF_FILE, WHOLE_PAGE, SearchIndex
from handbook.search.words import words_of
from site_builder.search.index_files import GROUP_SIZE, MAX_POSTINGS, index_files
from site_builder.search.labels import Label, LabelKind
from site_builder.search.places import Place
from site_builder.search.stop_words import FIRST_PERSON, STOP_WORDS, THIRD_PERSON
from tests.search_indexes import indexed_page, search_index


def places_of(index: SearchIndex, word: str) -> set[tuple[int, int]]:
    """The pages and places to which a word leads."""
    return {divmod(key // MAX_LABELS, MAX_PLACES) for key in index.term(word).postings}


def texts_of(index: SearchIndex, word: str) -> set[tuple[int, int]]:
    """The same of texts alone, without labels."""
    return {divmod(key // MAX_LABELS, MAX_PLACES) for key in index.term(word).postings if key % MAX_LABELS == 0}


def labels_of(index: SearchIndex, word: str) -> set[tuple[int, int]]:
    """The same of labels alone; all labels of a place count together too, and for its page as a whole."""
    keys = [key for key in index.term(word).postings if key % MAX_LABELS]
    each = {divmod(key // MAX_LABELS, MAX_PLACES) for key in keys if key % MAX_LABELS != ALL_LABELS}
    together = {divmod(key // MAX_LABELS, MAX_PLACES) for key in keys if key % MAX_LABELS == ALL_LABELS}
    assert together == each | {(page, WHOLE_PAGE) for page, _ in each}
    return each


def test_words_lead_to_the_places_that_have_them() -> None:
    index = search_index(
        indexed_page(
            "policies/a.md",
            "Nights",
            "Alpha beta.",
            places=[Place("one", "Gamma", "Alpha."), Place("two", "Delta", "Beta.")],
            questions={"An epsilon?": "two", "A zeta?": ""},
            keywords=("eta",),
        )
    )
    assert texts_of(index, "alpha") == {(0, 0), (0, 1)}
    assert texts_of(index, "beta") == {(0, 0), (0, 2)}
    assert texts_of(index, "gamma") == {(0, 1)}, "a heading is also text"
    assert labels_of(index, "gamma") == {(0, 1)}
    assert labels_of(index, "epsilon") == {(0, 2)}
    assert labels_of(index, "zeta") == {(0, 0)}
    assert labels_of(index, "eta") == {(0, WHOLE_PAGE)}
    assert labels_of(index, "nights") == {(0, WHOLE_PAGE)}, "the title is of the page as a whole"


def test_a_keyword_leads_to_the_place_that_says_it() -> None:
    places = [
        Place("one", "Other", "Mileage mileage."),
        Place("two", "Mileage rates", "Paid."),
        Place("three", "X", "Y."),
    ]
    index = search_index(indexed_page("policies/a.md", "Nights", places=places, keywords=("mileage", "nobody")))
    assert labels_of(index, "mileage") == {(0, 2)}, "a heading comes before a text"
    assert labels_of(index, "nobody") == {(0, WHOLE_PAGE)}


def test_pages_for_children_have_the_lowest_numbers() -> None:
    pages = [indexed_page(path, "Title", "Alpha.") for path in ("about/a.md", "children/b.md", "guides/c.md")]
    index = search_index(*pages)
    assert [index.shown_place(number, 0).address for number in range(3)] == ["/children/b/", "/about/a/", "/guides/c/"]
    assert index.childrens_pages == 1


def test_words_of_one_stem_are_one_term() -> None:
    index = search_index(indexed_page("policies/a.md", "Title", "Allow, allows, allowed, allowance."))
    assert len({index.words[word] for word in ("allow", "allows", "allowed")}) == 1
    assert "allowing" not in index.words, "only words of the handbook are known"


def test_stop_words_are_known_and_lead_nowhere() -> None:
    index = search_index(indexed_page("policies/a.md", "About this", "The alpha and the beta. I am."))
    assert set(index.words) == {"alpha", "beta", "aboutthis"}, "a title is known as one word too"
    assert {"the", "and", "i", "about", "this"} <= index.stop_words


def test_stop_words_and_who_speaks_are_words_as_the_search_takes_them() -> None:
    for text in (STOP_WORDS, FIRST_PERSON, THIRD_PERSON):
        assert words_of(text) == text.split()
        assert len(set(text.split())) == len(text.split()), "one is there twice"
    assert not set(FIRST_PERSON.split()) & set(THIRD_PERSON.split())


def test_a_word_of_every_page_leads_to_the_texts_in_which_it_counts_most() -> None:
    pages = [indexed_page(f"policies/{n:03}.md", f"T{n}", "alpha " + "other " * n) for n in range(MAX_POSTINGS + 20)]
    index = search_index(*pages)
    assert texts_of(index, "alpha") == {(number, 0) for number in range(MAX_POSTINGS)}, "the short ones"
    assert index.term("alpha").rarity < index.term("t7").rarity


def test_texts_and_labels_do_not_crowd_each_other_out() -> None:
    texts = [indexed_page(f"policies/t{n:03}.md", f"T{n}", "alpha") for n in range(MAX_POSTINGS + 20)]
    asked = indexed_page("policies/z.md", "T", places=[Place("z", "Other")], questions={"alpha": "z"})
    found = search_index(*texts, asked)
    assert len(texts_of(found, "alpha")) == MAX_POSTINGS
    assert labels_of(found, "alpha") == {(MAX_POSTINGS + 20, 1)}
    many = [indexed_page(f"policies/{n:03}.md", f"T{n}", questions={"alpha": ""}) for n in range(MAX_POSTINGS + 20)]
    assert len(labels_of(search_index(*many), "alpha")) == MAX_POSTINGS


def test_a_page_with_more_places_than_numbers_is_refused() -> None:
    def page_with(count: int) -> Any:
        return indexed_page("policies/a.md", "T", places=[Place(f"p{n}", f"H{n}") for n in range(count - 1)])

    assert list(index_files([page_with(WHOLE_PAGE)]))
    with pytest.raises(ValueError, match=r"policies/a\.md has more than 1023 headings and rows"):
        list(index_files([page_with(WHOLE_PAGE + 1)]))


def test_a_place_with_more_labels_than_numbers_is_refused() -> None:
    def page_with(count: int) -> Any:
        labels = tuple(Label("", f"alpha{n}", LabelKind.QUESTION) for n in range(count))
        return replace(indexed_page("policies/a.md", "T"), labels=labels)

    most = ALL_LABELS - 1
    index = search_index(page_with(most))
    keys = {key for n in range(most) for key in index.term(f"alpha{n}").postings}
    assert {key % MAX_LABELS for key in keys} == set(range(1, MAX_LABELS)), "each by itself, and all together"
    with pytest.raises(ValueError, match=rf"policies/a\.md# has more than {most} labels"):
        list(index_files([page_with(most + 1)]))


def test_terms_are_in_files_of_about_one_size_and_each_word_in_one() -> None:
    pages = [
        indexed_page(f"policies/{n:03}.md", f"T{n}", " ".join(f"word{word}x" for word in range(n, n + 60)))
        for n in range(100)
    ]
    files = dict(index_files(pages))
    groups: list[str] = files["index.json"]["groups"]  # type: ignore[index]
    assert list(files)[-1] == "index.json"
    assert len(groups) > 3
    assert {name for name in files if name.startswith("terms-")} == {f"terms-{n}.json" for n in range(len(groups))}
    sizes = [sum(len(keys) for _, keys, _ in files[f"terms-{n}.json"]) * 6 for n in range(len(groups))]  # type: ignore[attr-defined]
    assert all(GROUP_SIZE < size < GROUP_SIZE + 100 * 6 for size in sizes[:-1])
    index = search_index(*pages)
    assert sum(len(group.split(" ")) for group in groups) == len({index.words[word] for word in index.words})
    assert index.sorted_words == sorted(index.words)


def test_weights_and_rarities_are_whole_numbers_that_can_be_told_apart_from_none() -> None:
    pages = [indexed_page(f"policies/{n}.md", "Alpha", f"Alpha beta{n} " * 50) for n in range(30)]
    index = search_index(*pages)
    for word in index.words:
        term = index.term(word)
        assert 1 <= term.rarity <= 100
        assert all(isinstance(weight, int) and weight >= 1 for weight in term.postings.values())


def test_what_results_show_of_a_place() -> None:
    contact = Place("duty", "Duty worker", "By day.", call="tel:+441632960001", number="01632 960001")
    row = Place("hair", "Hair cut", "You decide. Why?", is_row=True, answer="You decide.")
    index = search_index(indexed_page("policies/index.md", "Nights", "Words.", places=[contact, row]))
    top, first, second = (index.shown_place(0, at) for at in range(3))
    assert (top.address, top.page_title, top.heading, top.text) == ("/policies/", "Nights", "Nights", "Words.")
    assert (first.address, first.page_title, first.heading) == ("/policies/#duty", "Nights", "Duty worker")
    assert (first.call, first.number, first.answer) == ("tel:+441632960001", "01632 960001", "")
    assert (second.address, second.answer, second.call) == ("/policies/#hair", "You decide.", "")


def test_the_texts_of_a_long_page_are_in_files_of_a_few_places() -> None:
    places = [Place(f"p{n}", f"H{n}", f"Text {n}.") for n in range(2 * PLACES_OF_FILE)]
    page = indexed_page("policies/a.md", "T", places=places)
    files = [name for name, _ in index_files([page]) if name.startswith("page-")]
    assert files == ["page-0-0.json", "page-0-1.json", "page-0-2.json"]
    index = search_index(page)
    assert [index.shown_place(0, at + 1).text for at in range(len(places))] == [place.text for place in places]
