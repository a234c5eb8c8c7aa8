"""The rules across files, in the order in which they are tried."""

from collections.abc import Callable, Iterator
from datetime import date

from handbook.rules import answers as answer_rules
from handbook.rules import branching as branching_rules
from handbook.rules import calendar as calendar_rules
from handbook.rules import charters as charter_rules
from handbook.rules import copies as copy_rules
from handbook.rules import days as day_rules
from handbook.rules import markdown as markdown_rules
from handbook.rules import markup as markup_rules
from handbook.rules import pages as page_rules
from handbook.rules import prose as prose_rules
from handbook.rules import redirects as redirect_rules
from handbook.rules import references as reference_rules
from handbook.rules import samples as sample_rules
from handbook.rules import service as service_rules
from handbook.rules import slots as slot_rules
from handbook.rules import structure as structure_rules
from handbook.rules import summaries as summary_rules
from handbook.rules import surveys as asking_rules
from handbook.rules import terms as terms_rules
from handbook.rules import translations as translation_rules
from handbook.rules import web_addresses as web_address_rules
from handbook.rules.facts import (
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
from handbook.source.problems import Problem
from handbook.sources import Shelf

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
