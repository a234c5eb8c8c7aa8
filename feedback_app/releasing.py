"""Closing an asking and releasing its results: once, after nobody can answer any more."""

from dataclasses import dataclass
from datetime import date

from feedback_app.clock import Clock
from feedback_app.codes import CodeKeys
from feedback_app.store import AlreadyReleased, Store
from feedback_app.tallies import tally, tally_apart
from feedback_app.wording import day_in_words
from handbook.disclosure_control import rounded_count
from handbook.summaries import Summary, write_summary
from handbook.surveys import Asking
from handbook.thresholds import THRESHOLDS, Thresholds


class NotYetError(Exception):
    """People can still answer, or the asking was not closed."""


@dataclass(frozen=True)
class Release:
    """The text of a summary file as it is kept in the store, and whether it was made just now."""

    text: str
    is_new: bool


def close(asking: Asking, store: Store, keys: CodeKeys, clock: Clock) -> None:
    """Destroy the codes of an asking and their key, so that nobody can tell who had which; raises NotYetError."""
    _check_over(asking, clock)
    # The key goes first: without it the codes in the store are noise, should the second step fail.
    keys.destroy(asking.key)
    store.close_asking(asking.key)


def release(asking: Asking, store: Store, keys: CodeKeys, clock: Clock, thresholds: Thresholds = THRESHOLDS) -> Release:
    """What may be published about a closed asking; made once, and from then on always the same.

    The store keeps the summary and deletes the replies in one step. Raises NotYetError.
    """
    earlier = store.released(asking.key)
    if earlier is not None:
        return Release(earlier, is_new=False)
    _check_over(asking, clock)
    if keys.exists(asking.key):
        raise NotYetError(f"{asking.key} still has its codes: close it first")
    text = write_summary(_summary(asking, store, clock.today(), thresholds))
    try:
        store.save_release(asking.key, text)
    except AlreadyReleased:
        # Somebody released it while this one was counted: theirs is the release.
        return release(asking, store, keys, clock, thresholds)
    return Release(text, is_new=True)


def _summary(asking: Asking, store: Store, on: date, thresholds: Thresholds) -> Summary:
    replies, apart = store.replies(asking.key), store.replies_apart(asking.key)
    thresholds = thresholds.for_asking(asking)
    return Summary(
        asking=asking.key,
        title=asking.title,
        opens=asking.wave.opens,
        closes=asking.wave.closes,
        released=on,
        example=asking.wave.example,
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
            "who had begun: nothing is closed or released before then"
        )
