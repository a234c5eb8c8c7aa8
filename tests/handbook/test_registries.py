"""What is written is used: every kind of file is kept, every rule is asked, every page made from data is built."""

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any, get_args, get_type_hints

import handbook
import handbook.facts
import handbook.rules
from handbook.registry import FACTS, KINDS
from handbook.rules import checking
from handbook.source.problems import Problem
from handbook.sources import Sources
from site_builder import page_list, pages
from site_builder.context import BuildContext
from site_builder.layout import slots
from site_builder.page import SitePage
from site_builder.pages import facts as fact_pages

CALLED = {
    *("check_sources", "check_on"),  # checking itself
    *("check_references_are_ids", "check_fingerprints"),  # checking calls them by their name, after all others
    "check_announced_days",  # the build calls it, with the days of an earlier commit
    *("check_posts", "check_no_people_named"),  # rules call them with what they have found
}
"""Public checks that no module lists as rules."""

WITHOUT_PAGE = {"jargon": "its words are what the rules of prose warn of"}
"""Kinds of fact that no page, file or slot shows, each with the reason."""


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(each.name)


def functions_that_take(package: ModuleType, *taken: object, ends: str) -> set[Callable[..., Any]]:
    """Every function of a package that takes the first of these and no more than these, and whose name ends so."""
    found = set()
    for module in modules_of(package):
        for each in functions_of(module):
            if each.__name__.endswith(ends) and _takes(each) in [taken[: many + 1] for many in range(len(taken))]:
                found.add(each)
    return found


def _takes(function: Callable[..., Any]) -> tuple[object, ...]:
    return tuple(hint for key, hint in get_type_hints(function).items() if key != "return")


def functions_of(module: ModuleType) -> list[Callable[..., Any]]:
    """The functions that are written in a module."""
    return [each for _, each in inspect.getmembers(module, inspect.isfunction) if each.__module__ == module.__name__]


def returns(function: Callable[..., Any], returned: type) -> bool:
    """Whether a function returns such an object, or any number of them in whatever collection."""
    return _is_within(get_type_hints(function).get("return"), returned)


def _is_within(hint: object, wanted: type) -> bool:
    return hint is wanted or any(_is_within(part, wanted) for part in get_args(hint))


def is_check(function: Callable[..., Any]) -> bool:
    """Whether a public function is a check by its name, or finds problems in the files that were read."""
    hints = get_type_hints(function)
    if function.__name__.startswith("_"):
        return False
    return function.__name__.startswith("check_") or (Sources in hints.values() and returns(function, Problem))


def facts_read_in(module: ModuleType) -> Iterator[object]:
    """The models that a module asks `Handbook.facts` for."""
    for each in ast.walk(ast.parse(inspect.getsource(module))):
        match each:
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="facts"), attr="get"), args=[ast.Name(id=model)]):
                yield getattr(module, model)


def names(functions: set[Callable[..., Any]]) -> set[str]:
    return {each.__name__ for each in functions}


def test_every_module_of_the_facts_registers_one_file_that_is_read_and_kept() -> None:
    modules = {each.name for each in pkgutil.iter_modules(handbook.facts.__path__)}
    assert {kind.place for kind in FACTS} == {f"service/{name}.yml" for name in modules}
    assert set(FACTS) <= set(KINDS)
    optional = {kind for kind in KINDS if kind.place.startswith("service/") and not kind.needed}
    assert {kind.name for kind in optional - set(FACTS)} == {"redirects"}  # kept with the handbook: it is about pages


def test_every_kind_of_file_has_a_model_of_its_own() -> None:
    models = [kind.model for kind in FACTS]
    assert len(set(models)) == len(models)


def test_every_kind_of_fact_is_shown_by_a_page_a_file_or_a_slot() -> None:
    shown = {model for module in (slots, *modules_of(pages)) for model in facts_read_in(module)}
    assert {kind.name for kind in FACTS if kind.model not in shown} == set(WITHOUT_PAGE)


def test_every_rule_is_asked() -> None:
    asked = {*checking.RULES, *checking.STYLE_RULES, *checking.RULES_BY_DAY}
    written = {
        each
        for package in (handbook.rules, handbook.facts)
        for module in modules_of(package)
        for each in functions_of(module)
        if is_check(each)
    }
    assert len(written) > 100
    assert names(written - asked) == CALLED


def test_a_rule_and_a_maker_of_pages_are_known_whatever_they_return_them_in() -> None:
    def check_nothing(_sources: Sources) -> list[str]:
        return []

    def lost_words(_sources: Sources) -> tuple[Problem, ...]:
        return ()

    def spare_page() -> Iterable[SitePage] | None:
        return None

    assert is_check(check_nothing)
    assert is_check(lost_words)
    assert returns(spare_page, SitePage)
    assert not is_check(spare_page)


def test_every_rule_that_a_module_lists_is_asked() -> None:
    asked = {*checking.RULES, *checking.STYLE_RULES, *checking.RULES_BY_DAY}
    listed = {
        rule
        for module in modules_of(handbook)
        if module is not checking
        for name in ("RULES", "STYLE_RULES", "RULES_BY_DAY")
        for rule in getattr(module, name, ())
        if callable(rule)
    }
    assert names(listed - asked) == set()


def test_every_page_and_file_that_is_made_from_facts_is_built() -> None:
    built = {*fact_pages.PAGES, *fact_pages.PAGES_ABOUT_PAGES, *fact_pages.FILES}
    for ends in ("_pages", "_page", "_files"):
        made = functions_that_take(fact_pages, BuildContext, Mapping[str, str], ends=ends)
        assert {each for each in names(made - built) if not each.startswith("_")} == set()


def test_every_function_that_makes_pages_is_called() -> None:
    makers = {each for module in modules_of(pages) for each in functions_of(module) if returns(each, SitePage)}
    assert len(makers) > 50
    called = {name for module in (page_list, *modules_of(pages)) for name in _called_in(module)}
    assert names(makers - {*fact_pages.PAGES, *fact_pages.PAGES_ABOUT_PAGES}) - called == set()


def _called_in(module: ModuleType) -> Iterator[str]:
    for each in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
            yield each.func.id
