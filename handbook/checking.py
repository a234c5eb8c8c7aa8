"""The rules across files, in the order in which they are tried."""

from collections.abc import Callable, Iterator
from datetime import date

from handbook import (
    answer_rules,
    asking_rules,
    branching_rules,
    calendar_rules,
    charter_rules,
    copy_rules,
    day_rules,
    markdown_rules,
    markup_rules,
    page_rules,
    prose_rules,
    redirect_rules,
    reference_rules,
    sample_rules,
    service_rules,
    slot_rules,
    structure_rules,
    summary_rules,
    terms_rules,
    translation_rules,
    web_address_rules,
)
from handbook.fact_rules import (
    actions,
    changes,
    contacts,
    courses,
    coverage,
    delegation,
    events,
    figures,
    offers,
    places,
    plan,
    rates,
    short_forms,
    skills,
    standards,
    stocktake,
)
from handbook.problems import Problem
from handbook.shelf import Shelf

RULES: tuple[Callable[[Shelf], Iterator[Problem]], ...] = (
    *charter_rules.RULES,
    *page_rules.RULES,
    *slot_rules.RULES,
    *terms_rules.RULES,
    *redirect_rules.RULES,
    *service_rules.RULES,
    *asking_rules.RULES,
    *branching_rules.RULES,
    *translation_rules.RULES,
    *sample_rules.RULES,
    *answer_rules.RULES,
    *summary_rules.RULES,
    *actions.RULES,
    *changes.RULES,
    *contacts.RULES,
    *courses.RULES,
    *coverage.RULES,
    *delegation.RULES,
    *events.RULES,
    *offers.RULES,
    *places.RULES,
    *rates.RULES,
    *skills.RULES,
    *standards.RULES,
    *stocktake.RULES,
    *plan.RULES,
    *figures.RULES,
)

RULES_OF_WRITING: tuple[Callable[[Shelf], Iterator[Problem]], ...] = (
    *prose_rules.RULES,
    *structure_rules.RULES,
    *markdown_rules.RULES,
    *markup_rules.RULES,
    *copy_rules.RULES,
    *calendar_rules.RULES,
    *short_forms.RULES,
    *web_address_rules.RULES,
)
"""How texts are written. They take longer than all others, and nothing is worked out from what they say."""


def check_shelf(shelf: Shelf, *, writing: bool = True, on: date | None = None) -> Iterator[Problem]:
    """Every problem that only shows when the files are read side by side; `writing`, how texts are written too.

    With the day the sentence about changed questions says whether they may still change.
    """
    told: set[tuple[str, int, int]] = set()
    for rule in (*RULES, *(RULES_OF_WRITING if writing else ())):
        for problem in rule(shelf):
            told.add((problem.path, problem.line, problem.column))
            yield problem
    yield from asking_rules.check_fingerprints(shelf, on)
    for problem in reference_rules.check_names_are_ids(shelf):
        if (problem.path, problem.line, problem.column) not in told:
            yield problem


RULES_BY_DAY: tuple[Callable[[Shelf, date], Iterator[Problem]], ...] = (
    *day_rules.RULES_BY_DAY,
    *terms_rules.RULES_BY_DAY,
    *rates.RULES_BY_DAY,
)
"""What depends on the day, such as whether a consultation has closed; they need a handbook without other problems."""


def check_on(shelf: Shelf, on: date) -> Iterator[Problem]:
    """Every problem of the files on the given day."""
    for rule in RULES_BY_DAY:
        yield from rule(shelf, on)
