"""Questions, their kinds and their options."""

from enum import StrEnum

from pydantic import model_validator

from handbook.source.types import Content, Line, Ref, Slug, Whole, YesNo


class QuestionKind(StrEnum):
    """How a question is answered."""

    AGREEMENT = "agreement"
    """Five points from "strongly agree" to "strongly disagree", with "I do not know" and "prefer not to say"."""
    GRID = "grid"
    """Several statements, each answered like `agreement`."""
    ONE_OF = "one of"
    """One of the options."""
    SEVERAL_OF = "several of"
    """Any number of the options."""
    RANKING = "ranking"
    """The options that matter most, in order."""
    FACES = "faces"
    """One of the options, each with a face beside its words."""
    NUMBER = "number"
    """A whole number from 0 to 10."""
    DATE = "date"
    """A day."""
    PAGE = "page"
    """One of the handbook's pages."""
    SHORT_TEXT = "short text"
    """One line of words."""
    LONG_TEXT = "long text"
    """Several lines of words."""
    CONSENT = "consent"
    """Whether the words may be quoted once personal details are taken out; empty until the person ticks it."""

    @property
    def has_options(self) -> bool:
        """Whether the question lists its own options."""
        return self in _WITH_OPTIONS

    @property
    def is_words(self) -> bool:
        """Whether the answer is free text."""
        return self in (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)

    @property
    def is_counted(self) -> bool:
        """Whether answers are counted and may be published; all others are read one by one."""
        return self in _COUNTED

    @property
    def can_decide(self) -> bool:
        """Whether `show_if` may ask for its answer."""
        return self in _DECIDING


_WITH_OPTIONS = {QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF, QuestionKind.RANKING, QuestionKind.FACES}
_COUNTED = _WITH_OPTIONS | {QuestionKind.AGREEMENT, QuestionKind.NUMBER}
_DECIDING = {QuestionKind.AGREEMENT, QuestionKind.ONE_OF, QuestionKind.FACES}


class Face(StrEnum):
    """A face beside an option; it never stands without its words."""

    HAPPY = "happy"
    FINE = "fine"
    UNSURE = "unsure"
    SAD = "sad"
    UPSET = "upset"


class Option(Content):
    """One answer a person can choose."""

    id: Slug
    """What is stored."""
    text: Line
    """What the person reads."""
    face: Face | None = None
    """For `faces`: `happy`, `fine`, `unsure`, `sad` or `upset`."""


AGREEMENT: tuple[Option, ...] = (
    Option(id="strongly-agree", text="Strongly agree"),
    Option(id="agree", text="Agree"),
    Option(id="neither", text="Neither agree nor disagree"),
    Option(id="disagree", text="Disagree"),
    Option(id="strongly-disagree", text="Strongly disagree"),
)
"""The five points, from most to least agreement."""

DO_NOT_KNOW = Option(id="do-not-know", text="I do not know")
PREFER_NOT_TO_SAY = Option(id="prefer-not-to-say", text="Prefer not to say")
UNCOUNTED = (DO_NOT_KNOW, PREFER_NOT_TO_SAY)
"""Answers that are not counted in a question's base."""


class ShowIf(Content):
    """When a question is asked: only after certain answers to an earlier one."""

    question: Ref
    """An earlier question of kind `agreement`, `one of` or `faces`."""
    answers: tuple[Ref, ...]
    """The answers after which it is asked."""


class GridRow(Content):
    """One statement of a grid; stored and counted like a question of kind `agreement`."""

    id: Slug
    """Its name in stored answers."""
    text: Line
    """The statement to agree with."""
    commitments: tuple[Ref, ...] = ()
    """The commitments that the answer speaks of."""


class Question(Content):
    """One question."""

    id: Slug
    """Its name in stored answers; never changes while people can answer."""
    kind: QuestionKind
    """How it is answered."""
    text: Line
    """The question, or the statement to agree with."""
    hint: Line | None = None
    """One short sentence of help."""
    options: tuple[Option, ...] = ()
    """For `one of`, `several of`, `ranking` and `faces`: what can be chosen ("prefer not to say" is added)."""
    rows: tuple[GridRow, ...] = ()
    """For `grid`: the statements."""
    places: Whole = 3
    """For `ranking`: how many options people put in order."""
    show_if: ShowIf | None = None
    """Asked only after certain answers to an earlier question."""
    commitments: tuple[Ref, ...] = ()
    """The commitments that the answer speaks of."""
    background: YesNo = False
    """Whether it says something about the person (an area, a role) rather than about the service."""
    about_safety: YesNo = False
    """Whether an answer can say that somebody is not safe; the form then says right below it whom to call now."""

    @model_validator(mode="after")
    def _parts_where_needed(self) -> "Question":
        if self.kind.has_options and len(self.options) < 2:
            raise ValueError(f"a question of kind `{self.kind}` needs at least two `options`")
        if not self.kind.has_options and self.options:
            raise ValueError(f"a question of kind `{self.kind}` has no `options`: take them out")
        if self.kind is QuestionKind.GRID and len(self.rows) < 2:
            raise ValueError("a question of kind `grid` needs at least two `rows`")
        if self.kind is not QuestionKind.GRID and self.rows:
            raise ValueError(f"a question of kind `{self.kind}` has no `rows`: take them out")
        return self

    @model_validator(mode="after")
    def _consent_speaks_for_itself(self) -> "Question":
        if self.kind is QuestionKind.CONSENT and self.hint:
            raise ValueError("the form says itself what a yes to `consent` means: take the `hint` out")
        return self

    @model_validator(mode="after")
    def _faces_and_places(self) -> "Question":
        if any((option.face is None) is (self.kind is QuestionKind.FACES) for option in self.options):
            raise ValueError("each of the `options` has a `face` where the kind is `faces`, and none elsewhere")
        if self.kind is QuestionKind.RANKING and not 1 < self.places <= len(self.options):
            raise ValueError("people put at least two options in order, and not more than there are: change `places`")
        return self

    @property
    def choices(self) -> tuple[Option, ...]:
        """Every option that people see, in order; empty for dates, pages and texts."""
        match self.kind:
            case QuestionKind.AGREEMENT:
                return (*AGREEMENT, *UNCOUNTED)
            case QuestionKind.ONE_OF | QuestionKind.SEVERAL_OF | QuestionKind.FACES:
                return (*self.options, PREFER_NOT_TO_SAY)
            case QuestionKind.RANKING:
                return self.options
            case QuestionKind.NUMBER:
                return (PREFER_NOT_TO_SAY,)
            case _:
                return ()

    @property
    def asked(self) -> "tuple[Question, ...]":
        """The questions that are stored and counted: itself, or one for every statement of a grid."""
        return tuple(self._statement(row) for row in self.rows) or (self,)

    def _statement(self, row: GridRow) -> "Question":
        return Question(
            id=row.id,
            kind=QuestionKind.AGREEMENT,
            text=row.text,
            commitments=row.commitments,
            show_if=self.show_if,
            background=self.background,
            about_safety=self.about_safety,
        )
