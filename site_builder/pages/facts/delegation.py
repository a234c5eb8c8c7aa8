"""The table of who decides what: one section for each part of life, one column for each legal order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook.facts.delegation import (
    Decider,
    DecisionAnswer,
    DecisionKind,
    DecisionSubject,
    DelegatedDecision,
    Delegation,
)
from site_builder.context import BuildContext, edit_link
from site_builder.formatting import within_sentence
from site_builder.page import SitePage, references_to
from site_builder.render import render

PATH = "decisions/who-decides.md"
SOURCE = "service/delegation.yml"

DECIDES = {
    Decider.CARER: "You decide",
    Decider.PARENT: "The parents decide",
    Decider.COUNCIL: "The council decides",
    Decider.TOGETHER: "Decided together",
    Decider.CHILD: "The young person decides",
    Decider.COURT: "A court decides",
    Decider.DOCTOR: "The doctor decides",
    Decider.NOBODY: "Nobody may agree",
}

WEIGHTS = {
    DecisionKind.DAY_TO_DAY: "Day to day",
    DecisionKind.LONGER_TERM: "Longer term",
    DecisionKind.MAJOR: "Big event",
}


@dataclass(frozen=True)
class WhoDecidesCell:
    """Who decides under one order, in words."""

    order: str
    decides: str
    note: str | None
    orders: str
    """This order and those after it under which the same person decides in the same words."""
    is_same: bool
    """Whether an order before it says the same, so that a phone shows both as one."""


@dataclass(frozen=True)
class WhoDecidesRow:
    """One decision in words."""

    decision: DelegatedDecision
    weight: str
    cells: list[WhoDecidesCell]
    check: str
    rests_on: str
    also: str
    """Other words people look for."""


def who_decides_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The page, where the service keeps the decisions."""
    facts = ctx.handbook.facts.get(Delegation)
    if facts is None:
        return
    subjects = [
        {
            "subject": subject,
            "rows": [_row(facts, each) for each in facts.decisions if each.subject == subject.id],
            "edit": edit_link(ctx, SOURCE, "decisions", _first(facts, subject)),
            "pages": [ctx.handbook.pages[path] for path in subject.pages],
        }
        for subject in facts.subjects
    ]
    used = {law for decision in facts.decisions for law in decision.rests_on}
    body = render(
        "who-decides",
        PATH,
        facts=facts,
        orders=[order for order in facts.orders if order.applies],
        subjects=subjects,
        law=[law for law in facts.law if law.id in used],
        weights=WEIGHTS,
        total=len(facts.decisions),
    )
    yield SitePage(
        path=PATH,
        title="Who decides: the full list",
        summary="Who says yes or no to everyday and bigger things, for each legal order.",
        body=body,
        source=SOURCE,
        place=("decisions",),
        review=facts,
        references=references_to(each.named_in for each in facts.decisions),
        audience=("foster carers", "kinship carers", "short-break carers", "social workers"),
        themes=("decisions",),
        contacts=tuple(each for each in CONTACTS if each in ctx.contacts),
        keywords=("table of decisions", "section 20", "care order", "placement order", "category one"),
        boost=2,
    )


CONTACTS = ("childs-social-worker", "supervising-social-worker", "duty-worker", "out-of-hours")
"""Whom to ask about a decision; a service that has none of them shows none."""


def _first(facts: Delegation, subject: DecisionSubject) -> str:
    """The first decision of a subject; the subject itself while it has none."""
    return next((each.id for each in facts.decisions if each.subject == subject.id), subject.id)


def _cells(who: Mapping[str, DecisionAnswer]) -> list[WhoDecidesCell]:
    """A cell for each order; those that say the same know of each other."""
    groups: dict[tuple[Decider, str | None], list[str]] = {}
    for order, answer in who.items():
        groups.setdefault((answer.decides, answer.note), []).append(order)
    return [
        WhoDecidesCell(
            order, DECIDES[answer.decides], answer.note, _orders_in_words(alike, len(who)), alike[0] != order
        )
        for order, answer in who.items()
        for alike in (groups[answer.decides, answer.note],)
    ]


def _orders_in_words(orders: list[str], of: int) -> str:
    if len(orders) == of > 1:
        return "Under every order"
    return "; ".join([orders[0], *(within_sentence(each) for each in orders[1:])])


def _row(facts: Delegation, decision: DelegatedDecision) -> WhoDecidesRow:
    shorts = {law.id: law.short for law in facts.law}
    return WhoDecidesRow(
        decision=decision,
        weight=WEIGHTS[decision.weight],
        cells=_cells({order.title: decision.who[order.id] for order in facts.orders if order.applies}),
        check=". ".join(decision.check),
        rests_on="; ".join(shorts[law] for law in decision.rests_on),
        also=", ".join(decision.keywords),
    )


PAGES = (who_decides_pages,)
