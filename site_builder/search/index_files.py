"""Makes the files of the search index, which `handbook.search` and the script in the page read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log, sqrt
from os.path import commonprefix

import snowballstemmer

from handbook.search.index import (
    ALL_LABELS,
    INDEX_FILE,
    MAX_LABELS,
    MAX_PLACES,
    PLACES_OF_FILE,
    WHOLE_PAGE,
    page_file,
    term_file,
)
from handbook.search.words import title_word, words_of
from handbook.urls import page_address
from site_builder.page import is_for_children
from site_builder.search import weights
from site_builder.search.labels import Label, LabelKind
from site_builder.search.places import Place
from site_builder.search.stop_words import CHILDS_PHRASES, FIRST_PERSON, STOP_WORDS, THIRD_PERSON, WEAK_WORDS

SCALE = 100
"""Rarities and weights are whole numbers up to about this."""
MAX_POSTINGS = 200
"""Texts, labels and places that a word leads to, those in which it counts most: a word of every page says little."""
GROUP_SIZE = 3500
"""Bytes of a file of terms, about; a browser fetches a whole file for each word."""
_BYTES_OF_POSTING = 6

_EACH, _TEXT, _OF_PLACE, _OF_PAGE = range(4)
"""What a key stands for: a label, a text, all labels of a place, all labels of a page."""
_PARTS = (_TEXT, _OF_PLACE, _OF_PAGE)

_stemmer = snowballstemmer.stemmer("english")


@dataclass(frozen=True)
class IndexedPage:
    """A page with all that the search knows of it."""

    path: str
    """The staged page, such as `policies/payments.md`."""
    title: str
    keywords: tuple[str, ...]
    boost: float
    """How much more than others it counts."""
    places: tuple[Place, ...]
    """The first is its top."""
    labels: tuple[Label, ...]
    """What leads to them, but for the title and the keywords."""

    @property
    def for_children(self) -> bool:
        """Whether children read it."""
        return is_for_children(self.path)


@dataclass(frozen=True)
class _Text:
    """The stems of one label or one place, and how much it counts."""

    stems: Counter[str]
    weight: float


def index_files(pages: Iterable[IndexedPage]) -> Iterator[tuple[str, object]]:
    """The files by name with their content, the first of them last, because it names the others.

    Raises ValueError for a page with more places than have numbers.
    """
    in_order = sorted(pages, key=lambda each: not each.for_children)
    surfaces: dict[str, set[str]] = defaultdict(set)
    texts: dict[int, _Text] = {}
    for number, each in enumerate(in_order):
        if len(each.places) > WHOLE_PAGE:
            raise ValueError(f"{each.path} has more than {WHOLE_PAGE} headings and rows")
        texts.update(_texts_of(number, each, surfaces))
        for place in range(0, len(each.places), PLACES_OF_FILE):
            yield page_file(number, place), _shown(each, each.places[place : place + PLACES_OF_FILE])
    groups: list[str] = []
    for names, terms in _groups(_postings(texts), surfaces):
        yield term_file(len(groups)), terms
        groups.append(" ".join(names))
    yield (
        INDEX_FILE,
        {
            "groups": groups,
            "settings": weights.RANKING,
            "stop_words": STOP_WORDS,
            "first_person": FIRST_PERSON,
            "third_person": THIRD_PERSON,
            "childs_phrases": CHILDS_PHRASES,
            "childrens_pages": sum(each.for_children for each in in_order),
        },
    )


@cache
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


def _stems(text: str, surfaces: dict[str, set[str]]) -> Counter[str]:
    """The stems of a text with how often each is there; notes of which words they are stems."""
    words = [word for word in words_of(text) if word not in _STOP_WORDS]
    for word in words:
        surfaces[_stem(word)].add(word)
    return Counter(map(_stem, words))


_STOP_WORDS = frozenset(STOP_WORDS.split())


def _texts_of(number: int, each: IndexedPage, surfaces: dict[str, set[str]]) -> Iterator[tuple[int, _Text]]:
    """The texts and labels of a page by their keys (`handbook.search.index.IndexedTerm`).

    Raises ValueError for too many.
    """
    boost = weights.CHILDREN if each.for_children else weights.boost(each.boost)
    texts = [_stems(f"{place.heading} {place.text}", surfaces) for place in each.places]
    for at, stems in enumerate(texts):
        yield (number * MAX_PLACES + at) * MAX_LABELS, _Text(stems, boost)
    used: Counter[int] = Counter()
    together: dict[int, Counter[str]] = defaultdict(Counter)
    for label in (*_labels_of_whole_page(each), *each.labels):
        stems = _stems(label.text, surfaces)
        if label.kind is LabelKind.TITLE and not _STOP_WORDS.isdisjoint(words_of(label.text)):
            stems.update(_stems(title_word(words_of(label.text)), surfaces))
        at = _place_of(label, stems, each.places, texts)
        used[at] += 1
        if used[at] == ALL_LABELS:
            raise ValueError(f"{each.path}#{each.places[at].anchor} has more than {ALL_LABELS - 1} labels")
        key = (number * MAX_PLACES + at) * MAX_LABELS + used[at]
        yield key, _Text(stems, _label_weight(each, label.kind))
        together[WHOLE_PAGE].update(stems)
        if at != WHOLE_PAGE:
            together[at].update(stems)
    for at, stems in together.items():
        yield (number * MAX_PLACES + at) * MAX_LABELS + ALL_LABELS, _Text(stems, boost)


def _label_weight(each: IndexedPage, kind: LabelKind) -> float:
    if each.for_children:
        boost = weights.CHILDREN
    elif kind is LabelKind.TITLE:
        boost = weights.title_boost(each.boost)
    else:
        boost = weights.boost(each.boost)
    return boost * weights.LABELS[kind]


def _place_of(label: Label, stems: Counter[str], places: Sequence[Place], texts: Sequence[Counter[str]]) -> int:
    """The number of the place to which a label leads.

    Keywords and everyday words may name only a page. They lead to the place that has all of their words, to a heading
    before a text and to the text that says them most; without one, to the page as a whole.
    """
    if label.anchor:
        return next((at for at, place in enumerate(places) if place.anchor == label.anchor), 0)
    if label.kind is LabelKind.QUESTION:
        return 0
    if label.kind is LabelKind.TITLE:
        return WHOLE_PAGE
    having = [at for at, text in enumerate(texts) if stems.keys() <= text.keys()]
    headed = [at for at in having if stems.keys() <= {_stem(word) for word in words_of(places[at].heading)}]
    said = Counter({at: sum(texts[at][stem] for stem in stems) for at in headed or having})
    return said.most_common(1)[0][0] if said else WHOLE_PAGE


def _labels_of_whole_page(each: IndexedPage) -> Iterator[Label]:
    yield Label("", each.title, LabelKind.TITLE)
    yield from (Label("", keyword, LabelKind.KEYWORD) for keyword in each.keywords)


def _shown(each: IndexedPage, places: Sequence[Place]) -> dict[str, object]:
    """What results show of some places of a page."""
    return {
        "address": page_address(each.path),
        "title": each.title,
        "places": [
            [place.anchor, place.heading, place.text, place.answer, place.call, place.number] for place in places
        ],
    }


def _postings(texts: Mapping[int, _Text]) -> dict[str, tuple[float, dict[int, int]]]:
    """For each stem its rarity, from 0 to 1, and how much it counts in each text and label."""
    keys: dict[str, list[int]] = defaultdict(list)
    for key, text in texts.items():
        for stem in text.stems:
            keys[stem].append(key)
    many = sum(key % MAX_LABELS == 0 for key in texts)
    # One for each place, whether its text or several of its labels have the word.
    places = {stem: len({key // MAX_LABELS for key in held}) for stem, held in keys.items()}
    rarity = {stem: log(1 + many / count) / log(1 + many) for stem, count in places.items()}
    rarity |= {stem: weights.WEAK * rarity[stem] for stem in map(_stem, WEAK_WORDS.split()) if stem in rarity}
    average = {part: _average(texts, part) for part in _PARTS}
    norms = {key: sqrt(sum(rarity[stem] ** 2 for stem in text.stems)) for key, text in texts.items()}
    postings = {}
    for stem, held in keys.items():
        weighted: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for key in held:
            text, part = texts[key], _part(key)
            if part in average:
                weighted[part].append((_text_weight(text, stem, rarity[stem], average[part]), key))
            else:
                weighted[_EACH].append((text.weight * rarity[stem] ** 2 / norms[key] ** weights.SHORTNESS, key))
        most = (sorted(each, key=lambda it: (-it[0], it[1]))[:MAX_POSTINGS] for each in weighted.values())
        whole = {key: max(1, round(SCALE * weight)) for each in most for weight, key in each}
        postings[stem] = (rarity[stem], whole)
    return postings


def _part(key: int) -> int:
    place, label = divmod(key, MAX_LABELS)
    if label == ALL_LABELS:
        return _OF_PAGE if place % MAX_PLACES == WHOLE_PAGE else _OF_PLACE
    return _EACH if label else _TEXT


def _average(texts: Mapping[int, _Text], part: int) -> float:
    lengths = [text.stems.total() for key, text in texts.items() if _part(key) == part]
    return sum(lengths) / max(len(lengths), 1)


def _text_weight(text: _Text, stem: str, rarity: float, average: float) -> float:
    """BM25 of one word in one text, at most its rarity."""
    times, length = text.stems[stem], text.stems.total() / average
    saturation = times / (times + weights.SATURATION * (1 - weights.LENGTH + weights.LENGTH * length))
    return text.weight * rarity * saturation


def _groups(
    postings: Mapping[str, tuple[float, dict[int, int]]], surfaces: Mapping[str, set[str]]
) -> Iterator[tuple[list[str], list[object]]]:
    """Neighbours in the alphabet in files of about one size: the words of each, and where they lead."""
    names: list[str] = []
    terms: list[object] = []
    size = 0
    for stem, (rarity, weights_by_key) in sorted(postings.items()):
        keys = sorted(weights_by_key)
        steps = [later - earlier for earlier, later in pairwise((0, *keys))]
        names.append(_name(surfaces[stem]))
        terms.append([max(1, round(SCALE * rarity)), steps, [weights_by_key[key] for key in keys]])
        size += _BYTES_OF_POSTING * len(keys)
        if size > GROUP_SIZE:
            yield names, terms
            names, terms, size = [], [], 0
    if terms:
        yield names, terms


def _name(words: set[str]) -> str:
    """The words of one stem as `allow,,ed,s`: what they begin with, and each ending."""
    beginning = commonprefix(sorted(words))  # noqa: RUF071 letter by letter is what is meant
    return ",".join((beginning, *(word.removeprefix(beginning) for word in sorted(words))))
