"""What typed words may mean: typing errors are forgiven, and words that are joined, split or half typed."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from handbook.search.index import SearchIndex
from handbook.search.words import title_word, words_of

_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers")
"""Endings that do not change what is meant."""

_FAR = 3
"""Mistakes up to which a word is named as the nearest one."""
_MOST_NEAREST = 4

Candidates = Sequence[tuple[str, float]]
"""Words that a typed word may be, each with how sure that is, from 0 to 1."""

MAX_WORDS = 16
"""Words that are looked for; longer questions are cut, so that none keeps a server busy."""
MIN_PREFIX = 3
"""Letters after which a word may be half typed."""
MIN_HALF = 3
"""Letters of each part of a word that may be two, such as `sleepover`."""
MIN_FORGIVEN, MIN_TWICE_FORGIVEN = 4, 5
"""Letters of a word in which one and two mistakes are forgiven: shorter ones are often short forms."""


def typed_words(index: SearchIndex, typed: str) -> list[str]:
    """The words of what was typed that mean something; all of them where all are stop words.

    All together are one word more where that is a title (`title_word`).
    """
    words = words_of(typed)
    meant = ([word for word in words if word not in index.stop_words] or words)[:MAX_WORDS]
    title = title_word(words)
    return [*meant, title] if len(words) > len(meant) and title in index.words else meant


def candidates_of(index: SearchIndex, words: Sequence[str]) -> Iterator[Candidates]:
    """What each word may be; words that may be nothing are left out, and a word that may be two has two entries."""
    settings = index.settings
    for at, word in enumerate(words):
        joined = word + words[at + 1] if at + 1 < len(words) else ""
        found = [(word, 1.0)] if word in index.words else []
        if joined in index.words:
            found.append((joined, settings["joined"]))
        if not found and at == len(words) - 1:
            found = [(longer, settings["half_typed"]) for longer in _longer_words(index, word)]
        found = found or _with_other_ending(index, word) or _mistyped(index, word)
        if found:
            yield found
        yield from _halves(index, word, is_known=word in index.words, forgiving=not found)


def nearest_words(index: SearchIndex, words: Iterable[str]) -> list[str]:
    """What somebody may have meant whose words are like none of the handbook: the most alike, at most a few."""
    near = sorted(
        (typing_distance(word, known, _FAR), known[:2] != word[:2], known)
        for word in words
        if len(word) >= MIN_FORGIVEN
        for known in index.words_with_letters_of(word, _FAR)
        if len(known) >= MIN_FORGIVEN
    )
    return list(dict.fromkeys(known for distance, _, known in near if distance <= _FAR))[:_MOST_NEAREST]


def typing_distance(one: str, other: str, limit: int) -> int:
    """How many letters were left out, added, mistaken or swapped with a neighbour; `limit` + 1 for more than `limit`.

    The optimal string alignment distance: Boytsov, "Indexing methods for approximate dictionary searching" (2011).
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        earlier, before, row = before, row, [at + 1]
        for place, there in enumerate(other):
            cost = min(before[place + 1] + 1, row[place] + 1, before[place] + (letter != there))
            if at and place and letter == other[place - 1] and one[at - 1] == there:
                cost = min(cost, earlier[place - 1] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _mistyped(index: SearchIndex, word: str) -> list[tuple[str, float]]:
    """The words that are nearest by the fewest mistakes; none is forgiven in a short word, nor two in the beginning."""
    if len(word) < MIN_FORGIVEN:
        return []
    limit = 1 if len(word) < MIN_TWICE_FORGIVEN else 2
    near = sorted(
        (distance, known[0] != word[0], abs(len(known) - len(word)), known)
        for known in index.words_with_letters_of(word, limit)
        if len(known) >= MIN_FORGIVEN and (distance := typing_distance(word, known, limit)) <= limit
    )
    likely = [each for each in near if each[:2] == near[0][:2] and (each[0] == 1 or not each[1])]
    sure = index.settings["mistyped_once" if near and near[0][0] == 1 else "mistyped_twice"]
    return [(known, sure) for *_, known in likely[: int(index.settings["max_candidates"])]]


def _with_other_ending(index: SearchIndex, word: str) -> list[tuple[str, float]]:
    """The same word as the handbook has it: `drive` for `driving`, and `driving` for `drive`."""
    beginnings = [word, *(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))]
    others = [f"{beginning.removesuffix('e')}{ending}" for beginning in beginnings for ending in ("", "e", *_ENDINGS)]
    known = [other for other in dict.fromkeys(others) if len(other) >= MIN_FORGIVEN and other in index.words]
    return [(other, index.settings["other_ending"]) for other in known[: int(index.settings["max_candidates"])]]


def _longer_words(index: SearchIndex, word: str) -> list[str]:
    """The shortest words that begin with a half-typed one."""
    if len(word) < MIN_PREFIX:
        return []
    known = index.sorted_words
    longer = takewhile(lambda each: each.startswith(word), known[bisect_left(known, word) :])
    return sorted(longer, key=lambda each: (len(each), each))[: int(index.settings["max_candidates"])]


def _halves(index: SearchIndex, word: str, *, is_known: bool, forgiving: bool) -> Iterator[Candidates]:
    """The two words that one may be; with `forgiving`, the second may be mistyped."""
    sure = index.settings["half_of_known" if is_known else "half"]
    for at in range(MIN_HALF, len(word) - MIN_HALF + 1):
        one, other = word[:at], word[at:]
        if one in index.words and other in index.words:
            yield [(one, sure)]
            yield [(other, sure)]
            return
    for at in range(MIN_HALF + 1, len(word) - MIN_HALF) if forgiving else ():
        rest = _mistyped(index, word[at:]) if word[:at] in index.words else []
        if rest:
            yield [(word[:at], sure)]
            yield [(known, sure * quality) for known, quality in rest]
            return
