"""Who decides what in a child's everyday life (`service/delegation.yml`)."""

from collections.abc import Iterator
from enum import StrEnum

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.source.problems import Problem
from handbook.source.types import Content, Line, Ref, Slug, Text, YesNo
from handbook.sources import Mention, Sources


class Decider(StrEnum):
    """Who usually says yes or no."""

    CARER = "carer"
    PARENT = "parent"
    COUNCIL = "council"
    TOGETHER = "together"
    CHILD = "child"
    COURT = "court"
    DOCTOR = "doctor"
    NOBODY = "nobody"


class DecisionKind(StrEnum):
    """The three kinds of decision that national guidance names."""

    DAY_TO_DAY = "day-to-day"
    """What the stocktake calls category one."""
    LONGER_TERM = "longer-term"
    MAJOR = "major"


class LegalOrder(Content):
    """One way in which a child comes to live with a carer."""

    id: Slug
    """Short name that each decision's `who` uses."""
    title: Line
    """What readers call it."""
    means: Text
    """Who has parental responsibility, in one or two sentences."""
    applies: YesNo = True
    """Whether somebody decides for the person at all; `no` for adults, who decide themselves."""


class DecisionSubject(Content):
    """One part of life that decisions are grouped by."""

    id: Slug
    """Its address on the page."""
    title: Line
    """Its heading."""
    pages: tuple[Line, ...] = ()
    """Paths below `docs/` of pages that say more."""


class LegalBasis(Content):
    """A law, a judgment or guidance that decisions rest on."""

    id: Slug
    """Short name that each decision's `rests_on` uses."""
    short: Line
    """How the table names it."""
    title: Line
    """Its full name."""
    says: Line
    """What it says about deciding, in one sentence of ours."""
    address: Line | None = None
    """A public web address."""


class DecisionAnswer(Content):
    """Who decides under one order."""

    decides: Decider
    """Who says yes or no."""
    note: Line | None = None
    """What goes with it, such as "Tell the social worker."."""


class DelegatedDecision(Content):
    """One thing that somebody must say yes or no to."""

    id: Slug
    """Its address on the page."""
    subject: Ref
    """Which part of life it belongs to."""
    title: Line
    """What is decided, in a few words."""
    weight: DecisionKind
    """`day-to-day`, `longer-term` or `major`."""
    says: Line
    """The answer in one plain sentence."""
    who: dict[Slug, DecisionAnswer]
    """Who decides under each order."""
    check: tuple[Line, ...]
    """What to look at before saying yes or no."""
    rests_on: tuple[Ref, ...]
    """The law and guidance behind it."""
    named_in: Line | None = None
    """Where a source document of this handbook names it."""
    keywords: tuple[Line, ...] = ()
    """Other words people look for."""


class Delegation(Reviewed):
    """The whole of `service/delegation.yml`."""

    record_wins: Text
    """Why the child's own record counts more than this list."""
    orders: tuple[LegalOrder, ...]
    """In the order of the table's columns."""
    subjects: tuple[DecisionSubject, ...]
    """In the order of the page."""
    law: tuple[LegalBasis, ...]
    """What decisions rest on."""
    decisions: tuple[DelegatedDecision, ...]
    """In the order of the page, within each subject."""


DELEGATION = "service/delegation.yml"


def check_delegation_names(sources: Sources) -> Iterator[Problem]:
    """Ids are unique; subjects, law and pages that are named exist."""
    delegation = sources.handbook.facts.get(Delegation)
    if delegation is None:
        return
    for key, what in (("orders", "order id"), ("law", "law id")):
        yield from sources.duplicates(_ids(delegation, key), what)
    # Both are addresses on one page.
    yield from sources.duplicates(
        [*_ids(delegation, "subjects"), *_ids(delegation, "decisions")], "subject or decision id"
    )
    subjects: list[Mention] = []
    laws: list[Mention] = []
    for index, decision in enumerate(delegation.decisions):
        subjects.append((DELEGATION, ("decisions", index, "subject"), decision.subject))
        laws += [(DELEGATION, ("decisions", index, "rests_on", at), law) for at, law in enumerate(decision.rests_on)]
    yield from sources.unknown(
        subjects, {subject.id: subject.title for subject in delegation.subjects}, "subject", " among the `subjects`"
    )
    yield from sources.unknown(laws, [law.id for law in delegation.law], "law", " in the list `law`")
    pages: list[Mention] = [
        (DELEGATION, ("subjects", index, "pages", at), page)
        for index, subject in enumerate(delegation.subjects)
        for at, page in enumerate(subject.pages)
    ]
    yield from sources.unknown(pages, sources.handbook.pages, "page", " in docs/")


def _ids(delegation: Delegation, key: str) -> list[Mention]:
    return [(DELEGATION, (key, index, "id"), entry.id) for index, entry in enumerate(getattr(delegation, key))]


def check_every_order_has_a_decider(sources: Sources) -> Iterator[Problem]:
    """Each decision says who decides under each order that applies, and under no other."""
    delegation = sources.handbook.facts.get(Delegation)
    if delegation is None:
        return
    applying = [order.id for order in delegation.orders if order.applies]
    for index, decision in enumerate(delegation.decisions):
        loc = ("decisions", index, "who")
        missing = [order for order in applying if order not in decision.who]
        wrong = [order for order in decision.who if order not in applying]
        # Whoever wrote a wrong order meant one of those that are missing, which are told once it is right.
        instead = f"write one of: {_quoted(missing)}" if missing else "take it out"
        for order in wrong:
            message = f"`{order}` is no order under which others decide; {instead}"
            yield sources.key_problem(DELEGATION, (*loc, order), message)
        for order in () if wrong else missing:
            message = f"nobody is named for the order `{order}`; add `{order}:` and below it `decides:`"
            yield sources.key_problem(DELEGATION, loc, message)


def check_decisions_are_complete(sources: Sources) -> Iterator[Problem]:
    """Each decision says what to check and what it rests on, and each subject has a decision."""
    delegation = sources.handbook.facts.get(Delegation)
    if delegation is None:
        return
    for index, decision in enumerate(delegation.decisions):
        if not decision.check:
            message = (
                "a carer must know what to look at first; write at least one line below `check:`, in place of `[]`"
            )
            yield sources.key_problem(DELEGATION, ("decisions", index, "check"), message)
        if not decision.rests_on:
            message = (
                "an answer rests on law or guidance; "
                "write an id from the list `law` below `rests_on:`, in place of `[]`"
            )
            yield sources.key_problem(DELEGATION, ("decisions", index, "rests_on"), message)
    used = {decision.subject for decision in delegation.decisions}
    for index, subject in enumerate(delegation.subjects):
        if subject.id not in used:
            message = f"no decision has `subject: {subject.id}`; add a decision with that, or take the subject out"
            yield sources.problem(DELEGATION, ("subjects", index, "id"), message)


def _quoted(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


RULES = (check_delegation_names, check_every_order_has_a_decider, check_decisions_are_complete)

KIND = ContentKind(
    "delegation",
    Delegation,
    DELEGATION,
    needed=False,
    rules=RULES,
)
