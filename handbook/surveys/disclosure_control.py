"""What a release may say, for those who make a summary and for those who check one.

The sentences, how numbers are rounded, and from how many people published figures can come.
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
"""Kinds whose options are told one by one, because one person can choose more than one."""


def rounded_count(people: int, thresholds: Thresholds) -> int | None:
    """A number of people as it may be shown: to the nearest 5, or None where there are too few."""
    return None if people < thresholds.group else 5 * ((people + 2) // 5)


def percent_of(people: int, base: int) -> int:
    """A share of a base, whole; half a per cent goes up, by whole numbers: the same on every machine."""
    return (200 * people + base) // (2 * base)


def possible_counts(percent: int, base: int) -> range:
    """How many people of exactly so many a published percentage can stand for."""
    fewest = -((1 - 2 * percent) * base // 200)
    most = ((2 * percent + 1) * base - 1) // 200
    return range(max(fewest, 0), min(most, base) + 1)


def exact_bases(rounded: int, thresholds: Thresholds) -> list[int]:
    """The numbers of people that are shown as this number."""
    return [] if rounded % 5 else list(range(max(rounded - 2, thresholds.group), rounded + 3))


def possible_bases(question: QuestionSummary, base: int, thresholds: Thresholds) -> list[int]:
    """The exact numbers of answers, shown as `base`, from which all that is shown of a question can have come."""
    bases = exact_bases(base, thresholds)
    if question.kind in BY_OPTION:
        return [
            base for base in bases if all(_is_safe_option(share, base, thresholds) for share in question.option_shares)
        ]
    return [base for base in bases if not question.shares or _are_safe_shares(question.shares, base, thresholds)]


def _is_safe_option(share: Share, base: int, thresholds: Thresholds) -> bool:
    """Whether enough people can have chosen an option, and enough not."""
    return any(thresholds.is_safe((people, base - people)) for people in possible_counts(share.percent, base))


def _are_safe_shares(shares: Sequence[Share], base: int, thresholds: Thresholds) -> bool:
    """Whether so many people can spread over the shares so that each stands for enough of them."""
    behind = [[many for many in possible_counts(share.percent, base) if many >= thresholds.cell] for share in shares]
    return (
        len(shares) <= thresholds.answers_shown(base)
        and all(behind)
        and sum(min(counts) for counts in behind) <= base <= sum(max(counts) for counts in behind)
    )
