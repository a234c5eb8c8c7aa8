"""A public class is called by a name that no other class of the three packages has, so a name says which one it is."""

import ast
from collections import Counter

from tests.conftest import ROOT


def test_no_two_public_classes_have_one_name() -> None:
    modules = [
        path for package in ("handbook", "site_builder", "feedback_app") for path in (ROOT / package).rglob("*.py")
    ]
    classes = Counter(
        each.name
        for path in modules
        for each in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(each, ast.ClassDef) and not each.name.startswith("_")
    )
    assert classes.total() > 300
    assert [name for name, many in classes.items() if many > 1] == []
