"""Disclosure control, shared by the release of summaries and the rules that check them.

It has the sentences, the rounding, and the numbers of people that published figures can stand for.
"""

from collections.abc import Sequence

from handbook.surveys.questions import QuestionKind
from handbook.surveys.summaries import QuestionSummary, Share
from handbook.surveys.thresholds import Thresholds

FEWER = "Fewer than {} replies."
TOO_FEW_OR_ALIKE = "The answers are too few or too alike to show without risk to the people who gave them."
TOO_FEW_ASKED = "Not everybody was asked this, and too few were, or too few were not, to show it without risk."
SOME_CHOICES_WITHHELD = "Some choices are not shown: too few people chose them, or nearly everyone did."

BY_OPTION = (QuestionKind.SEVERAL_OF, QuestionKind.RANKING)
"""Kinds with a share for each option, because one person can choose several."""


def rounded_count(people: int, thresholds: Thresholds) -> int | None:
    """A number of people, rounded to the nearest 5; None if there are too few to show."""
    return None if people < thresholds.group else 5 * ((people + 2) // 5)


def percent_of(people: int, base: int) -> int:
    """A share of a base in whole per cent, rounded half up; integers only, so it is exact."""
    return (200 * people + base) // (2 * base)


def possible_counts(percent: int, base: int) -> range:
    """The numbers of people out of `base` that a published percentage can stand for."""
    fewest = -((1 - 2 * percent) * base // 200)
    most = ((2 * percent + 1) * base - 1) // 200
    return range(max(fewest, 0), min(most, base) + 1)


def exact_bases(rounded: int, thresholds: Thresholds) -> list[int]:
    """The numbers that are rounded to this one."""
    return [] if rounded % 5 else list(range(max(rounded - 2, thresholds.group), rounded + 3))


def possible_bases(question: QuestionSummary, base: int, thresholds: Thresholds) -> list[int]:
    """The exact numbers of answers, shown as `base`, that are compatible with all shares of a question."""
    bases = exact_bases(base, thresholds)
    if question.kind in BY_OPTION:
        return [
            base for base in bases if all(_is_safe_option(share, base, thresholds) for share in question.option_shares)
        ]
    return [base for base in bases if not question.shares or _are_safe_shares(question.shares, base, thresholds)]


def _is_safe_option(share: Share, base: int, thresholds: Thresholds) -> bool:
    """Whether enough people can have chosen an option, and enough not have chosen it."""
    return any(thresholds.is_safe((people, base - people)) for people in possible_counts(share.percent, base))


def _are_safe_shares(shares: Sequence[Share], base: int, thresholds: Thresholds) -> bool:
    """Whether `base` people can be distributed over the shares with enough people in each."""
    behind = [[many for many in possible_counts(share.percent, base) if many >= thresholds.cell] for share in shares]
    return (
        len(shares) <= thresholds.answers_shown(base)
        and all(behind)
        and sum(min(counts) for counts in behind) <= base <= sum(max(counts) for counts in behind)
    )
