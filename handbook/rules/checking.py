"""All rules across files, in the order in which they run."""

from collections.abc import Iterator
from datetime import date

from handbook import rules
from handbook.content_kind import Rule, RuleByDay
from handbook.registry import FACTS, modules_in
from handbook.rules import references as reference_rules
from handbook.rules import surveys as survey_rules
from handbook.source.problems import Problem
from handbook.sources import Sources

_MODULES = tuple(module for module in modules_in(rules.__name__, rules.__path__) if module.__name__ != __name__)

RULES: tuple[Rule, ...] = (
    *(rule for module in _MODULES for rule in getattr(module, "RULES", ())),
    *(rule for kind in FACTS for rule in kind.rules),
)

STYLE_RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in getattr(module, "STYLE_RULES", ()))
"""Rules of style. They are slower than all others, and no other rule depends on them."""

RULES_BY_DAY: tuple[RuleByDay, ...] = (
    *(rule for module in _MODULES for rule in getattr(module, "RULES_BY_DAY", ())),
    *(rule for kind in FACTS for rule in kind.rules_by_day),
)
"""Rules that depend on the day, such as whether a consultation has closed; they need a handbook without problems."""


def check_sources(sources: Sources, *, writing: bool = True, on: date | None = None) -> Iterator[Problem]:
    """Every problem that shows once all files are read; with `writing`, problems of style too.

    With a day, the message about changed questions says whether they may still change.
    """
    reported: set[tuple[str, int, int]] = set()
    for rule in (*RULES, *(STYLE_RULES if writing else ())):
        for problem in rule(sources):
            reported.add((problem.path, problem.line, problem.column))
            yield problem
    yield from survey_rules.check_fingerprints(sources, on)
    for problem in reference_rules.check_references_are_ids(sources):
        if (problem.path, problem.line, problem.column) not in reported:
            yield problem


def check_on(sources: Sources, on: date) -> Iterator[Problem]:
    """Every problem of the files on the given day."""
    for rule in RULES_BY_DAY:
        yield from rule(sources, on)
