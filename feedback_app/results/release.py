"""Closing an asking and releasing its results: once, after nobody can answer any more."""

from dataclasses import dataclass
from datetime import date

from feedback_app.clock import Clock
from feedback_app.formatting import day_in_words
from feedback_app.privacy.codes import CodeKeys
from feedback_app.results.disclosure_control import tally, tally_apart
from feedback_app.storage import AlreadyReleased, Store
from handbook.surveys.disclosure_control import rounded_count
from handbook.surveys.summaries import Summary, write_summary
from handbook.surveys.survey import Asking
from handbook.surveys.thresholds import THRESHOLDS, Thresholds


class NotYetError(Exception):
    """People can still answer, or the asking was not closed."""


@dataclass(frozen=True)
class Release:
    """The text of a summary file as it is kept in the store, and whether it was made just now."""

    text: str
    is_new: bool


@dataclass(frozen=True)
class Draft:
    """What a release would be, before it is made."""

    text: str
    """The summary file, byte for byte."""
    is_empty: bool
    """Whether nobody answered."""
    replies: int | None
    """How many replies it would delete, rounded; None where they are too few to say."""
    fewest: int
    """The smallest number of replies that is said."""
    shown: int
    """Questions about which it says something."""
    withheld: int
    """Questions about which it says nothing."""

    @property
    def replies_in_words(self) -> str:
        """How many replies go, as it may be said."""
        if self.is_empty:
            return "no replies"
        return f"about {self.replies} replies" if self.replies else f"fewer than {self.fewest} replies"


@dataclass(frozen=True)
class HadCodes:
    """What there was to destroy when an asking was closed."""

    key: bool
    codes: bool


def close(asking: Asking, store: Store, keys: CodeKeys, clock: Clock) -> HadCodes:
    """Destroy the codes of an asking and their key, so that nobody can tell who had which; raises NotYetError."""
    _check_over(asking, clock)
    had = HadCodes(key=keys.exists(asking.key), codes=asking.key in store.keys_of_codes())
    # The key goes first: without it the codes in the store are noise, should the second step fail.
    keys.destroy(asking.key)
    store.close_asking(asking.key)
    return had


def draft_release(
    asking: Asking, store: Store, keys: CodeKeys, clock: Clock, thresholds: Thresholds = THRESHOLDS
) -> Draft:
    """What the release of a closed asking would be; it changes nothing. Raises NotYetError.

    Whoever may release may see this: while people can still answer, nobody may.
    """
    _check_closed(asking, store, keys, clock)
    summary = _summary(asking, store, clock.today(), thresholds)
    silent = [each for each in summary.questions if not each.shares and not each.option_shares]
    return Draft(
        text=write_summary(summary),
        is_empty=asking.key not in store.keys_of_replies(),
        replies=summary.replies,
        fewest=thresholds.for_asking(asking).group,
        shown=len(summary.questions) - len(silent),
        withheld=len(silent),
    )


def release(asking: Asking, store: Store, keys: CodeKeys, clock: Clock, thresholds: Thresholds = THRESHOLDS) -> Release:
    """What may be published about a closed asking; made once, and from then on always the same.

    The store keeps the summary and deletes the replies in one step. Raises NotYetError.
    """
    earlier = store.released(asking.key)
    if earlier is not None:
        return Release(earlier, is_new=False)
    text = draft_release(asking, store, keys, clock, thresholds).text
    try:
        store.save_release(asking.key, text)
    except AlreadyReleased:
        # Somebody released it while this one was counted: theirs is the release.
        return Release(store.released(asking.key) or text, is_new=False)
    return Release(text, is_new=True)


def _check_closed(asking: Asking, store: Store, keys: CodeKeys, clock: Clock) -> None:
    _check_over(asking, clock)
    if keys.exists(asking.key) or asking.key in store.keys_of_codes():
        raise NotYetError(f"{asking.key} still has its codes: close it first.")


def _summary(asking: Asking, store: Store, on: date, thresholds: Thresholds) -> Summary:
    replies, apart = store.replies(asking.key), store.replies_apart(asking.key)
    thresholds = thresholds.for_asking(asking)
    return Summary(
        asking=asking.key,
        title=asking.title,
        opens=asking.wave.opens,
        closes=asking.wave.closes,
        released=on,
        # Wherever this text goes, it says that nobody wrote the answers.
        example=asking.wave.example or store.is_for_trying(),
        replies=rounded_count(len(replies), thresholds),
        questions=(
            *tally(asking.questionnaire, replies, thresholds),
            *tally_apart(asking.questionnaire, apart, thresholds),
        ),
    )


def _check_over(asking: Asking, clock: Clock) -> None:
    if not asking.wave.is_over(clock.today()) or clock.may_send(asking.wave):
        raise NotYetError(
            f"{asking.key} is open until the end of {day_in_words(asking.wave.closes)}, and 60 minutes more for those "
            "who had begun: nothing is closed or released before then."
        )
