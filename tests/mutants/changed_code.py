"""Which functions differ from what they were at a commit, so that only changes to those need be tried again."""

import ast
import subprocess
from collections.abc import Iterable, Iterator

from tests.mutants.parts import ROOT


def functions(code: str) -> dict[str, str]:
    """Each function and method of a module by its name in it, as the program sees it: without comments and layout."""
    return {name: ast.dump(found) for name, found in _named(ast.parse(code), "")}


def _named(holder: ast.Module | ast.ClassDef, before: str) -> Iterator[tuple[str, ast.AST]]:
    for each in holder.body:
        if isinstance(each, ast.ClassDef):
            yield from _named(each, f"{before}{each.name}.")
        elif isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{before}{each.name}", each


def at_commit(commit: str, module: str) -> str:
    """The code of a module, a path from the root, at a commit; nothing where it was not there yet."""
    command = ["git", "show", f"{commit}:{module}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return done.stdout if done.returncode == 0 else ""


def changed_functions(modules: Iterable[str], commit: str) -> set[str]:
    """The functions of these modules that are new or differ since a commit, by dotted name."""
    changed = set()
    for module in modules:
        now, then = functions((ROOT / module).read_text(encoding="utf-8")), functions(at_commit(commit, module))
        dotted = module.removesuffix(".py").replace("/", ".")
        changed |= {f"{dotted}.{name}" for name, code in now.items() if then.get(name) != code}
    return changed
