"""Counts that may be published, as the release made them (`*.summary.yml`); read by both programs, written here."""

from handbook.fields import Content, Day, Line, Slug, YesNo
from handbook.questions import QuestionKind


class Share(Content):
    """One published cell: how many in a hundred gave this answer."""

    label: Line
    """The answer, or the answers taken together: "Agree or strongly agree"."""
    percent: int
    """Whole percentage of the base."""


class QuestionSummary(Content):
    """What may be said about one question."""

    id: Slug
    """The question's id."""
    kind: QuestionKind
    """Its kind as asked."""
    text: Line
    """The question as asked."""
    commitments: tuple[Slug, ...] = ()
    """The commitments it speaks of."""
    base: int | None = None
    """How many answered it, rounded to 5; empty where fewer than 10 did."""
    shares: tuple[Share, ...] = ()
    """From most to least agreement, or in the order of the options; empty when withheld."""
    option_shares: tuple[Share, ...] = ()
    """For `several of`: each option that may be shown, with the share who chose it."""
    withheld: Line | None = None
    """Why nothing, or not all, is shown, in plain words."""


class Summary(Content):
    """What may be published about one asking: the whole of one summary file."""

    asking: Line
    """Which asking: `carer-satisfaction/2026-spring`, or a consultation's slug."""
    title: Line
    """Its title as asked."""
    opens: Day
    """First day of answering."""
    closes: Day
    """Last day of answering."""
    released: Day
    """The day of the release."""
    example: YesNo = False
    """Whether the answers are invented."""
    replies: int | None = None
    """How many replied, rounded to 5; empty where fewer than 10 did."""
    questions: tuple[QuestionSummary, ...]
    """In the order asked; questions answered in words are left out."""
