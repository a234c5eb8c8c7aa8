"""Closing an asking and releasing its results: once, after nobody can answer any more."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from feedback_app.codes import CodeKeys
from feedback_app.store import AlreadyReleased, Store
from feedback_app.tallies import THRESHOLDS, Thresholds, rounded_count, tally
from handbook.summaries import Summary, write_summary
from handbook.surveys import Asking, Wave

GRACE = timedelta(minutes=60)
"""How long after its last day somebody who has the form open may still send it."""


class NotYetError(Exception):
    """People can still answer, or the asking was not closed."""


@dataclass(frozen=True)
class Release:
    """The text of a summary file as it is kept in the store, and whether it was made just now."""

    text: str
    is_new: bool


def over_at(wave: Wave) -> datetime:
    """The moment, by the clock on the wall, after which no reply is taken: the last day's midnight and the grace."""
    return datetime.combine(wave.closes + timedelta(days=1), time()) + GRACE


def close(asking: Asking, store: Store, keys: CodeKeys, now: datetime) -> None:
    """Destroy the codes of an asking and their key, so that nobody can tell who had which; raises NotYetError."""
    _check_over(asking, now)
    # The key goes first: without it the codes in the store are noise, should the second step fail.
    keys.destroy(asking.key)
    store.close_asking(asking.key)


def release(
    asking: Asking, store: Store, keys: CodeKeys, now: datetime, thresholds: Thresholds = THRESHOLDS
) -> Release:
    """What may be published about a closed asking; made once, and from then on always the same.

    The store keeps the summary and deletes the replies in one step. Raises NotYetError.
    """
    earlier = store.released(asking.key)
    if earlier is not None:
        return Release(earlier, is_new=False)
    _check_over(asking, now)
    if keys.exists(asking.key):
        raise NotYetError(f"{asking.key} still has its codes: close it first")
    text = write_summary(_summary(asking, store, now, thresholds))
    try:
        store.save_release(asking.key, text)
    except AlreadyReleased:
        # Somebody released it while this one was counted: theirs is the release.
        return release(asking, store, keys, now, thresholds)
    return Release(text, is_new=True)


def _summary(asking: Asking, store: Store, now: datetime, thresholds: Thresholds) -> Summary:
    replies = store.replies(asking.key)
    return Summary(
        asking=asking.key,
        title=asking.title,
        opens=asking.wave.opens,
        closes=asking.wave.closes,
        released=now.date(),
        example=asking.wave.example,
        replies=rounded_count(len(replies), thresholds),
        questions=tally(asking.questionnaire, replies, thresholds),
    )


def _check_over(asking: Asking, now: datetime) -> None:
    over = over_at(asking.wave)
    if now.replace(tzinfo=None) < over:
        raise NotYetError(
            f"people can answer {asking.key} until the end of {asking.wave.closes}, and {GRACE.seconds // 60} minutes "
            "more if they had begun: nothing is closed or released before then"
        )
