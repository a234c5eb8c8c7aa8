"""Every variable of a template is passed by a view that renders it, and every variable that is passed is used.

An undefined variable renders as nothing, because the macros of govuk-frontend-jinja need that: no page would show it.
"""

import ast
from collections import defaultdict
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, meta, nodes

PACKAGE = Path(__file__).parents[3] / "feedback_app"
TEMPLATES = PACKAGE / "templates"


def passed_variables() -> dict[str, set[str]]:
    """The keyword arguments of all calls that render a template, by its name."""
    passed: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        module = ast.parse(path.read_text(encoding="utf-8"))
        functions = {each.name: each for each in ast.walk(module) if isinstance(each, ast.FunctionDef)}
        for call in (each for each in ast.walk(module) if isinstance(each, ast.Call)):
            name = template_of(call)
            if name:
                for keyword in call.keywords:
                    passed[name] |= {keyword.arg} if keyword.arg else keys_from(keyword.value, functions)
    return passed


def template_of(call: ast.Call) -> str | None:
    """The template that a call of `render_template` or `get_template().render` renders."""
    match call:
        case ast.Call(func=ast.Name("render_template"), args=[ast.Constant(str(name))]):
            return name
        case ast.Call(
            func=ast.Attribute(
                ast.Call(func=ast.Attribute(attr="get_template"), args=[ast.Constant(str(name))]), "render"
            )
        ):
            return name
    return None


def keys_from(unpacked: ast.expr, functions: dict[str, ast.FunctionDef]) -> set[str]:
    """The keys of dictionaries in a function of the same module, as in `**_audience(page)`."""
    assert isinstance(unpacked, ast.Call)
    assert isinstance(unpacked.func, ast.Name)
    dictionaries = (each for each in ast.walk(functions[unpacked.func.id]) if isinstance(each, ast.Dict))
    return {key.value for each in dictionaries for key in each.keys if isinstance(key, ast.Constant)}


def used_variables(environment: Environment, name: str) -> set[str]:
    """The variables that a template, those it extends and those it includes expect to be passed."""
    template = environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    used = meta.find_undeclared_variables(template)
    for other in template.find_all((nodes.Extends, nodes.Include)):
        assert isinstance(other.template, nodes.Const)
        used |= used_variables(environment, other.template.value)
    # jinja2.meta does not see in a block what is imported or set outside of it.
    for found in template.find_all(nodes.FromImport):
        used -= {each if isinstance(each, str) else each[1] for each in found.names}
    used -= {each.name for each in template.find_all(nodes.Name) if each.ctx == "store"}
    return used - environment.globals.keys()


@pytest.mark.parametrize("name", sorted(passed_variables()))
def test_templates_use_the_variables_that_views_pass(app: Flask, name: str) -> None:
    environment = app.jinja_env
    optional = used_variables(environment, "base.html")
    used, passed = used_variables(environment, name), passed_variables()[name]
    assert used - passed - optional == set(), "no view passes these"
    assert passed - used - environment.globals.keys() == set(), "the template uses none of these"


def test_some_view_passes_each_optional_variable_of_the_frame(app: Flask) -> None:
    passed = set().union(*passed_variables().values())
    # Templates set the first of these, and the preview of a form has the second as a global.
    assert used_variables(app.jinja_env, "base.html") - passed == {"half_filled", "preview"}
