"""What is written is used: every kind of file is kept, every rule is asked, every page made from data is built."""

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from types import ModuleType
from typing import Any, get_type_hints

import handbook
import handbook.facts
from handbook.registry import FACTS, KINDS
from handbook.rules import checking
from handbook.source.problems import Problem
from handbook.sources import Sources
from site_builder import page_list, pages
from site_builder.context import BuildContext
from site_builder.page import SitePage
from site_builder.pages import facts as fact_pages

CALLED = {"check_references_are_ids", "check_on"}
"""Rules that checking calls by their name, because they are told more than the files, and checking itself."""


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(each.name)


def functions_that_take(
    package: ModuleType, *taken: object, begins: str = "", ends: str = ""
) -> set[Callable[..., Any]]:
    """Every function of a package that takes the first of these and no more than these, and is named so."""
    found = set()
    for module in modules_of(package):
        for name, each in inspect.getmembers(module, inspect.isfunction):
            is_named = each.__module__ == module.__name__ and name.startswith(begins) and name.endswith(ends)
            if is_named and _takes(each) in [taken[: many + 1] for many in range(len(taken))]:
                found.add(each)
    return found


def _takes(function: Callable[..., Any]) -> tuple[object, ...]:
    return tuple(hint for key, hint in get_type_hints(function).items() if key != "return")


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


def test_every_rule_is_asked() -> None:
    asked = {*checking.RULES, *checking.STYLE_RULES, *checking.RULES_BY_DAY}
    written = {
        each
        for each in functions_that_take(handbook, Sources, date)
        if get_type_hints(each).get("return") == Iterator[Problem] and not each.__name__.startswith("_")
    }
    assert len(written) > 100
    assert names(written - asked) == CALLED


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
    makers = {
        each
        for module in modules_of(pages)
        for _, each in inspect.getmembers(module, inspect.isfunction)
        if each.__module__ == module.__name__
        and get_type_hints(each).get("return") in (SitePage, list[SitePage], Iterator[SitePage])
    }
    assert len(makers) > 50
    called = {name for module in (page_list, *modules_of(pages)) for name in _called_in(module)}
    assert names(makers - {*fact_pages.PAGES, *fact_pages.PAGES_ABOUT_PAGES}) - called == set()


def _called_in(module: ModuleType) -> Iterator[str]:
    for each in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
            yield each.func.id
