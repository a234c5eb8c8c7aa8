"""The numbers of the ranking: `make search-report` measures what they find, and they were chosen by it."""

from collections.abc import Mapping

from site_builder.search.labels import LabelKind

LABELS: Mapping[LabelKind, float] = {
    LabelKind.QUESTION: 0.7,
    LabelKind.EVERYDAY: 0.8,
    LabelKind.TITLE: 1.7,
    LabelKind.KEYWORD: 0.8,
    LabelKind.TERM: 0.7,
    LabelKind.HEADING: 0.7,
}
"""How much a label counts by its kind."""

CHILDREN = 1.0
"""How much a page for children counts, before `childs_voice`."""
_BOOSTS: Mapping[float, float] = {2: 1.0, 1.5: 0.95, 1: 0.9, 0.5: 0.7}
_KEEPERS = 0.3
_KEEPERS_TITLE = 0.8


def boost(of_page: float) -> float:
    """How much a page counts by the boost in its front matter; little where it is for who keeps the handbook."""
    return _BOOSTS.get(of_page, _KEEPERS)


def title_boost(of_page: float) -> float:
    """The same for its title: also a page for who keeps the handbook is found by its name."""
    return _BOOSTS.get(of_page, _KEEPERS_TITLE)


WEAK = 0.4
"""How much a word counts that nearly every question has, by its rarity otherwise."""

SHORTNESS = 0.7
"""How much shorter labels are preferred: with 1 a label counts as the cosine, with 0 by its words alone."""

SATURATION, LENGTH = 1.6, 0.4
"""`k1` and `b` of BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), section 3.4."""

RANKING: Mapping[str, float] = {
    # of a place
    "second_label": 0.1,
    "text": 0.4,
    "together": 0.8,
    # of a page
    "page": 0.6,
    "both": 0.2,
    "other_places": 0.1,
    "top_beats": 3,
    "childs_voice": 1.4,
    "grown_ups_voice": 0.8,
    # how sure it is that a word was meant
    "joined": 0.95,
    "half_typed": 0.6,
    "half": 0.6,
    "half_of_known": 0.3,
    "other_ending": 0.9,
    "mistyped_once": 0.85,
    "mistyped_twice": 0.65,
    "max_candidates": 6,
}
"""What `handbook.search` and the script in the page read from the index."""
