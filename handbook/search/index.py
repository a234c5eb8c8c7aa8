"""The search index as it is read: which words the handbook has, and where each of them leads.

The builder writes it as small files, of which a search needs few: `index.json` has the words in groups,
`terms-<group>.json` where the words of a group lead, and `page-<page>-<part>.json` what results show of some places of
a page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

SEARCH_FOLDER = "assets/search"
"""Where the files are in a site; all but the first are in a folder below it that is named in the first."""
INDEX_FILE = "index.json"

MAX_PLACES = 1024
"""Places of a page; the last number is the page as a whole."""
WHOLE_PAGE = MAX_PLACES - 1
MAX_LABELS = 128
"""Labels of a place; number 0 is its text, and the last one all its labels together."""
ALL_LABELS = MAX_LABELS - 1

PLACES_OF_FILE = 6
"""Places whose texts are in one file: a result shows one of them."""

_FILES_KEPT = 512


def term_file(group: int) -> str:
    """The file of a group of terms."""
    return f"terms-{group}.json"


def page_file(page: int, place: int) -> str:
    """The file of a place, with its neighbours on the page."""
    return f"page-{page}-{place // PLACES_OF_FILE}.json"


def _letters(word: str) -> int:
    """Which letters a word has, a bit for each."""
    return sum(1 << (ord(letter) & 31) for letter in set(word))


@dataclass(frozen=True)
class IndexedTerm:
    """Words of one stem, such as `allow`, `allows` and `allowed`."""

    rarity: int
    """From 1 for a word that nearly every place has to 100 for a word that one place has."""
    postings: Mapping[int, int]
    """How much it counts in each label and text: keys are (page * MAX_PLACES + place) * MAX_LABELS + label."""


@dataclass(frozen=True)
class ShownPlace:
    """What a result shows of a place."""

    address: str
    """Such as `/policies/payments/#mileage`."""
    page_title: str
    heading: str
    """The same as the title for a page's top."""
    text: str
    answer: str
    """The answer itself, where data has it: a rate, who decides, a meaning, a number's hours; else empty."""
    call: str
    """Where a contact is called, such as `tel:999`; else empty."""
    number: str
    """The same as a person reads it."""


class SearchIndex:
    """One build's index. `read` returns the content of a JSON file by its name, and raises OSError without it."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        """Read the first file; the others are read when a search needs them."""
        self._read = lru_cache(maxsize=_FILES_KEPT)(read)
        first = read(INDEX_FILE)
        self.settings: Mapping[str, float] = first["settings"]
        """The numbers of the ranking by their names in `site_builder.search.weights`."""
        self.stop_words = frozenset(first["stop_words"].split())
        self.first_person = frozenset(first["first_person"].split())
        self.third_person = frozenset(first["third_person"].split())
        self.childs_phrases = tuple(f" {phrase} " for phrase in first["childs_phrases"])
        self.childrens_pages: int = first["childrens_pages"]
        """How many pages are for children; they have the lowest numbers."""
        self._groups: list[str] = first["groups"]

    @cached_property
    def words(self) -> Mapping[str, tuple[int, int]]:
        """Every word of the handbook, in the order of the alphabet, with its group and the number of its term there."""
        words = {}
        for group, terms in enumerate(self._groups):
            for number, term in enumerate(terms.split(" ")):
                beginning, *endings = term.split(",")
                words.update({f"{beginning}{ending}": (group, number) for ending in endings})
        return dict(sorted(words.items()))

    @cached_property
    def sorted_words(self) -> list[str]:
        """The same words as a list."""
        return list(self.words)

    def words_with_letters_of(self, word: str, mistakes: int) -> Iterator[str]:
        """The words that may be this one with a few mistakes: a mistake changes at most two letters of all it has."""
        letters = _letters(word)
        return (known for known, held in self._letters.items() if (held ^ letters).bit_count() <= 2 * mistakes)

    @cached_property
    def _letters(self) -> dict[str, int]:
        return {word: _letters(word) for word in self.words}

    def term(self, word: str) -> IndexedTerm:
        """Where one of `words` leads."""
        group, number = self.words[word]
        rarity, steps, weights = self._read(term_file(group))[number]
        postings, key = {}, 0
        for step, weight in zip(steps, weights, strict=True):
            key += step
            postings[key] = weight
        return IndexedTerm(rarity, postings)

    def words_like(self, known: Iterable[str]) -> frozenset[str]:
        """The words that mean the same as one of these to the search, to mark them in a text."""
        terms = {self.words[word] for word in known}
        return frozenset(word for word, term in self.words.items() if term in terms)

    def shown_place(self, page: int, place: int) -> ShownPlace:
        """What a result shows of a place."""
        shown = self._read(page_file(page, place))
        anchor, heading, *rest = shown["places"][place % PLACES_OF_FILE]
        address = f"{shown['address']}#{anchor}" if anchor else shown["address"]
        return ShownPlace(address, shown["title"], heading or shown["title"], *rest)
