"""Which places answer what was typed, the best first.

Each place has labels, which are short texts in readers' words: questions, titles, headings, everyday words. A label
counts by how alike it is to what was typed, as the cosine of two lists of words in which rare words count more; a text
counts by the words that it has (the weights are made by `site_builder.search.index_files`). A page counts as its best
place, and a little more for what else it has.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from handbook.search.index import ALL_LABELS, MAX_LABELS, MAX_PLACES, WHOLE_PAGE, SearchIndex
from handbook.search.typed_words import Candidates, candidates_of, typed_words
from handbook.search.words import words_of

_OTHER_PLACES = 3
"""How many more places of a page count a little."""


@dataclass(frozen=True)
class Hit:
    """A page that may answer, with the place on it that answers best."""

    page: int
    place: int
    score: float


@dataclass
class _PlaceScore:
    """What was found of one place."""

    best: float = 0
    second: float = 0
    """The two labels that are most alike to what was typed."""
    text: float = 0
    together: float = 0
    """All labels as one text."""

    def add_label(self, score: float) -> None:
        if score > self.best:
            self.best, self.second = score, self.best
        elif score > self.second:
            self.second = score

    def total(self, settings: Mapping[str, float]) -> float:
        score = self.best + settings["second_label"] * self.second
        return score + settings["text"] * self.text + settings["together"] * self.together


def search(index: SearchIndex, typed: str) -> list[Hit]:
    """The pages that may answer, the best first; empty if no word that was typed is like one of the handbook."""
    return rank(index, typed, list(candidates_of(index, typed_words(index, typed))))


def rank(index: SearchIndex, typed: str, meant: Sequence[Candidates]) -> list[Hit]:
    """The same where it is known already what the words may be."""
    pages: dict[int, dict[int, _PlaceScore]] = defaultdict(dict)
    for place, score in _place_scores(index, meant).items():
        pages[place // MAX_PLACES][place % MAX_PLACES] = score
    by_child = _is_by_child(index, words_of(typed))
    hits = [_hit(index, page, scores, by_child=by_child) for page, scores in pages.items()]
    return sorted(hits, key=lambda hit: (-hit.score, hit.page))


def _is_by_child(index: SearchIndex, words: Sequence[str]) -> bool:
    """Whether a child may be asking: of "my carer", or of herself and neither of a child nor of carers."""
    asked = f" {' '.join(words)} "
    if any(phrase in asked for phrase in index.childs_phrases):
        return True
    return not index.first_person.isdisjoint(words) and index.third_person.isdisjoint(words)


def _place_scores(index: SearchIndex, meant: Sequence[Candidates]) -> dict[int, _PlaceScore]:
    """What each place scores; keys are page * MAX_PLACES + place."""
    scores: dict[int, float] = defaultdict(float)
    squares = total = 0.0
    for candidates in meant:
        rarity = 0.0
        best: dict[int, float] = {}
        for word, sure in candidates:
            term = index.term(word)
            rarity = max(rarity, term.rarity * sure)
            for key, weight in term.postings.items():
                best[key] = max(best.get(key, 0.0), weight * sure)
        squares += rarity * rarity
        total += rarity
        for key, score in best.items():
            scores[key] += score
    places: dict[int, _PlaceScore] = defaultdict(_PlaceScore)
    for key in sorted(scores):
        place, label = divmod(key, MAX_LABELS)
        if label == ALL_LABELS:
            places[place].together = scores[key] / total
        elif label:
            places[place].add_label(scores[key] / sqrt(squares))
        else:
            places[place].text = scores[key] / total
    return places


def _hit(index: SearchIndex, page: int, scores: dict[int, _PlaceScore], *, by_child: bool) -> Hit:
    """A page by its best place; the top where the page as a whole is much more alike than any place on it."""
    settings = index.settings
    page_score = scores.pop(WHOLE_PAGE, _PlaceScore())
    whole = page_score.best
    places = {place: score.total(settings) for place, score in scores.items()}
    in_order = sorted(places.items(), key=lambda each: (-each[1], each[0])) or [(0, 0.0)]
    place, best = in_order[0]
    score = max(best, whole) + settings["both"] * min(best, whole)
    for _, other in in_order[1 : 1 + _OTHER_PLACES]:
        score += settings["other_places"] * other
    score += settings["page"] * page_score.together
    if page < index.childrens_pages:
        score *= settings["childs_voice" if by_child else "grown_ups_voice"]
    return Hit(page, 0 if whole > settings["top_beats"] * best else place, score)
