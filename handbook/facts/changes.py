"""What has changed, for whom, from when and because of what (`service/changes.yml`)."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from pydantic import model_validator

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.facts.actions import Actions
from handbook.facts.places import check_no_people_named, check_posts
from handbook.source.problems import Problem
from handbook.source.types import Content, Day, Line, Slug, Text, YesNo
from handbook.sources import Mention, Sources


class ChangeCause(StrEnum):
    """What made somebody change something."""

    SURVEY = "survey"
    CONSULTATION = "consultation"
    ACTION = "action"
    COMPLAINT = "complaint theme"
    COMPLIMENT = "compliment"
    CASE_REVIEW = "serious case review"
    PLAN = "plan"
    LAW = "law"
    REVIEW = "review"
    SUGGESTION = "suggestion"

    @property
    def needs_a_ref(self) -> bool:
        """Whether it is in a file of the handbook, so that readers can be led to it."""
        return self in (ChangeCause.SURVEY, ChangeCause.CONSULTATION, ChangeCause.ACTION)

    @property
    def teaches(self) -> bool:
        """Whether a learning point can come from it."""
        return self in (ChangeCause.COMPLAINT, ChangeCause.COMPLIMENT, ChangeCause.CASE_REVIEW)


class ChangeReason(Content):
    """Why something changed."""

    kind: ChangeCause
    """`survey`, `consultation`, `action`, `plan`, `law`, `review` or `suggestion`; for a learning point
    `complaint theme`, `compliment` or `serious case review`."""
    text: Line
    """The reason in one sentence."""
    ref: Line | None = None
    """The survey's wave, the consultation or the action it comes from, by its name in `surveys/` or `actions.yml`."""

    @model_validator(mode="after")
    def _led_to_its_source(self) -> "ChangeReason":
        if self.kind.needs_a_ref and not self.ref:
            raise ValueError(f"readers must be able to find the {self.kind.value}: write its name after `ref:`")
        if self.ref and not self.kind.needs_a_ref:
            raise ValueError(f"a {self.kind.value} has no file of its own to lead to: take `ref` out")
        return self


class NoteKind(StrEnum):
    """What a note tells."""

    CHANGE = "change"
    """Something is different from now on."""
    LEARNING = "learning point"
    """What was learned from complaints, compliments or a case review, with the change that was made."""


class ChangeNote(Content):
    """One note about one change."""

    id: Slug
    """Its address on the page of changes; it never changes."""
    day: Day
    """The day on which carers are told."""
    corrected_on: Day | None = None
    """The day on which the note itself was last put right, once it was out."""
    title: Line
    """What changed, in a few words."""
    kind: NoteKind = NoteKind.CHANGE
    """`change` or `learning point`."""
    what: Text
    """What is different now; for a learning point, what was learned."""
    must_act: YesNo
    """Whether readers must do something; `no` means good to know."""
    act: Text | None = None
    """What to do, for those who must act."""
    act_by: Day | None = None
    """The last day for it."""
    audience: tuple[Line, ...]
    """For whom it is."""
    starts: Day
    """The day from which it holds."""
    because: ChangeReason
    """Why it changed."""
    pages: tuple[Line, ...] = ()
    """The pages that changed, such as `policies/payments.md`."""
    by: Line
    """The post that made the change; never a person's name."""
    theme: Line | None = None
    """For a learning point: what the complaints were about, in a few words."""
    change_made: Text | None = None
    """For a learning point: what was done about it."""
    example: YesNo = False
    """Whether it is invented, which every page that shows it says."""

    @model_validator(mode="after")
    def _says_what_to_do(self) -> "ChangeNote":
        if self.must_act and not (self.act and self.act_by):
            raise ValueError("who must act needs to know what to do and by when: write `act:` and `act_by:`")
        if not self.must_act and (self.act or self.act_by):
            raise ValueError(
                "a note that is good to know asks for nothing: take `act` and `act_by` out, or write `must_act: yes`"
            )
        if self.corrected_on and self.corrected_on < self.day:
            raise ValueError("it was put right before it was out: check the days `day` and `corrected_on`")
        if self.act_by and self.act_by < self.day:
            raise ValueError("nobody can act before the note is out: check the days `day` and `act_by`")
        return self

    @model_validator(mode="after")
    def _learning_is_complete(self) -> "ChangeNote":
        learning = self.kind is NoteKind.LEARNING
        if learning and not (self.theme and self.change_made):
            raise ValueError(
                "a learning point says what it is about and what was done: write `theme:` and `change_made:`"
            )
        if not learning and (self.theme or self.change_made):
            there = " and ".join(f"`{key}`" for key in ("theme", "change_made") if getattr(self, key))
            raise ValueError(f"only a learning point has this: write `kind: learning point`, or take out {there}")
        if learning and not self.because.kind.teaches:
            raise ValueError("a learning point comes from a complaint, a compliment or a case review: check `because`")
        return self

    def updated(self, on: date) -> date:
        """The last day on which the note began to read otherwise: out, put right, or no more to do."""
        days = [self.day, self.corrected_on, self.act_by + timedelta(days=1) if self.act_by else None]
        return max(day for day in days if day and day <= max(on, self.day))

    def is_to_do(self, on: date) -> bool:
        """Whether somebody still has time to act on the given day."""
        return self.act_by is not None and self.day <= on <= self.act_by


class Newsletter(Content):
    """The words around what the newsletter is made from."""

    title: Line
    """Its name, without the month."""
    opening: Text
    """What is before the news."""
    closing: Text
    """What is at its end: how to join in, and who sends it."""


class Changes(Reviewed):
    """The whole of `service/changes.yml`."""

    newsletter: Newsletter
    """The words around the newsletter."""
    changes: tuple[ChangeNote, ...]
    """Every note, in any order."""

    def published(self, on: date) -> tuple[ChangeNote, ...]:
        """The notes that are out on the given day, newest first; on one day, what must be acted on first."""
        out = (note for note in self.changes if note.day <= on)
        return tuple(sorted(out, key=lambda note: (-note.day.toordinal(), not note.must_act, note.id)))


CHANGES = "service/changes.yml"


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """A note's id is its address, so no two share one."""
    yield from sources.duplicates(_mentions(sources, "id"), "note id")


def check_causes(sources: Sources) -> Iterator[Problem]:
    """The survey, consultation or action that caused a change exists."""
    changes = sources.handbook.facts.get(Changes)
    actions = sources.handbook.facts.get(Actions)
    known = {
        ChangeCause.SURVEY: [key for key, run in sources.handbook.runs.items() if not run.is_consultation],
        ChangeCause.CONSULTATION: list(sources.handbook.consultations),
        ChangeCause.ACTION: [action.id for action in actions.actions] if actions else [],
    }
    for index, note in enumerate(changes.changes if changes else ()):
        if note.because.ref:
            place: Mention = (CHANGES, ("changes", index, "because", "ref"), note.because.ref)
            what = "survey wave" if note.because.kind is ChangeCause.SURVEY else note.because.kind.value
            yield from sources.unknown([place], known[note.because.kind], what)


def check_no_people_named_in_log(sources: Sources) -> Iterator[Problem]:
    """A note is by a post, and tells of no person."""
    changes = sources.handbook.facts.get(Changes)
    yield from check_posts(sources, _mentions(sources, "by"))
    yield from check_no_people_named(
        sources,
        (
            (CHANGES, ("changes", index, key), getattr(note, key))
            for index, note in enumerate(changes.changes if changes else ())
            for key in ("title", "what", "act", "change_made")
            if getattr(note, key)
        ),
    )


def _mentions(sources: Sources, key: str) -> list[Mention]:
    changes = sources.handbook.facts.get(Changes)
    return [
        (CHANGES, ("changes", index, key), getattr(note, key))
        for index, note in enumerate(changes.changes if changes else ())
    ]


RULES = (check_ids_are_unique, check_causes, check_no_people_named_in_log)

KIND = ContentKind(
    "changes",
    Changes,
    CHANGES,
    needed=False,
    rules=RULES,
)
