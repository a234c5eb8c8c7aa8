"""Closes a survey run and releases its results, once, after nobody can answer any more."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from feedback_app.clock import Clock
from feedback_app.privacy.codes import CodeKeys
from feedback_app.results.disclosure_control import tally, tally_equality
from feedback_app.storage import AlreadyReleased, Store
from handbook.formatting import day_in_words
from handbook.surveys.disclosure_control import rounded_count
from handbook.surveys.summaries import Summary, write_summary
from handbook.surveys.survey import SurveyRun
from handbook.surveys.survey_files import summary_file
from handbook.surveys.thresholds import THRESHOLDS, Thresholds


class NotYetError(Exception):
    """People can still answer, or the survey run was not closed."""


@dataclass(frozen=True)
class Release:
    """The text of a summary file as it is kept in the store, and whether it was made just now."""

    text: str
    is_new: bool


@dataclass(frozen=True)
class ReleaseDraft:
    """What a release would be, before it is made."""

    text: str
    """The summary file, byte for byte."""
    is_empty: bool
    """Whether nobody answered."""
    replies: int | None
    """How many replies it would delete, rounded; None where they are too few to say."""
    fewest: int
    """The smallest number of replies that is stated."""
    shown: int
    """The questions with published shares."""
    withheld: int
    """The questions that are withheld."""

    @property
    def reply_count_text(self) -> str:
        """How many replies are deleted, as it may be stated."""
        if self.is_empty:
            return "no replies"
        return f"about {self.replies} replies" if self.replies else f"fewer than {self.fewest} replies"


@dataclass(frozen=True)
class DestroyedCodes:
    """What there was to destroy when a survey run was closed."""

    key: bool
    codes: bool


def close(run: SurveyRun, store: Store, keys: CodeKeys, clock: Clock) -> DestroyedCodes:
    """Destroy the codes of a survey run and their key, so that nobody can tell who had which; raises NotYetError."""
    _check_over(run, clock)
    had = DestroyedCodes(key=keys.exists(run.key), codes=run.key in store.run_keys_with_codes())
    # The key goes first: without it the codes in the store are noise, should the second step fail.
    keys.destroy(run.key)
    store.close_run(run.key)
    return had


def draft_release(
    run: SurveyRun, store: Store, keys: CodeKeys, clock: Clock, thresholds: Thresholds = THRESHOLDS
) -> ReleaseDraft:
    """What the release of a closed survey run would be; it changes nothing. Raises NotYetError.

    Whoever may release may see this: while people can still answer, nobody may.
    """
    _check_closed(run, store, keys, clock)
    summary = _summary(run, store, clock.today(), thresholds)
    silent = [question for question in summary.questions if not question.shares and not question.option_shares]
    return ReleaseDraft(
        text=write_summary(summary),
        is_empty=run.key not in store.run_keys_with_replies(),
        replies=summary.replies,
        fewest=thresholds.for_run(run).group,
        shown=len(summary.questions) - len(silent),
        withheld=len(silent),
    )


def release(run: SurveyRun, store: Store, keys: CodeKeys, clock: Clock, thresholds: Thresholds = THRESHOLDS) -> Release:
    """What may be published about a closed survey run; made once, and from then on always the same.

    The store keeps the summary and deletes the replies in one step. Raises NotYetError.
    """
    earlier = store.released(run.key)
    if earlier is not None:
        return Release(earlier, is_new=False)
    text = draft_release(run, store, keys, clock, thresholds).text
    try:
        store.save_release(run.key, text)
    except AlreadyReleased:
        # Somebody released it while this one was counted: theirs is the release.
        return Release(store.released(run.key) or text, is_new=False)
    return Release(text, is_new=True)


def _check_closed(run: SurveyRun, store: Store, keys: CodeKeys, clock: Clock) -> None:
    _check_over(run, clock)
    if keys.exists(run.key) or run.key in store.run_keys_with_codes():
        raise NotYetError(f"{run.key} still has its codes: close it first.")


def _summary(run: SurveyRun, store: Store, on: date, thresholds: Thresholds) -> Summary:
    replies, apart = store.replies(run.key), store.equality_replies(run.key)
    thresholds = thresholds.for_run(run)
    return Summary(
        asking=run.key,
        title=run.title,
        opens=run.wave.opens,
        closes=run.wave.closes,
        released=on,
        # Wherever this text goes, it says that nobody wrote the answers.
        example=run.wave.example or store.is_trial(),
        replies=rounded_count(len(replies), thresholds),
        questions=(
            *tally(run.questionnaire, replies, thresholds),
            *tally_equality(run.questionnaire, apart, thresholds),
        ),
    )


def _check_over(run: SurveyRun, clock: Clock) -> None:
    if not run.wave.is_over(clock.today()) or clock.may_send(run.wave):
        raise NotYetError(
            f"{run.key} is open until the end of {day_in_words(run.wave.closes)}, and 60 minutes more for those "
            "who had begun: nothing is closed or released before then."
        )


class DifferentFileError(Exception):
    """The path of the summary holds a different file."""


def publish_summary(run: SurveyRun, text: str, root: Path) -> str:
    """Write the summary below `root` unless it is there; its path below `root`. Never writes over another file."""
    path = summary_file(run.key)
    file = root / path
    if file.exists():
        if file.read_bytes() != text.encode():
            raise DifferentFileError(
                f"{path} is there already and is not the release: take it away if it is wrong, then publish again."
            )
        return path
    file.parent.mkdir(parents=True, exist_ok=True)
    # Not write_text: line ends must be the same on every machine.
    file.write_bytes(text.encode())
    return path


def next_steps(path: str) -> str:
    """Instructions for the person who has published a summary."""
    return (
        f"The results stand in {path}.\n"
        "1. Read the file. It holds every word and number that will be shown.\n"
        "2. Run `make check`, then `make pages`, and look at the results page.\n"
        "3. Open a pull request with this one file, and ask a second person to read it.\n"
        "4. When it is merged, the site shows the results. Then write what you will do about them."
    )
