"""The walks through the code: every name in them can be imported, and each heading counts the modules rightly."""

import importlib
import re

from tests.conftest import ROOT

GUIDE = (ROOT / "docs/developers/walks.md").read_text(encoding="utf-8")
NAME = re.compile(r"`((?:handbook|site_builder|feedback_app)(?:\.\w+)+)`")
HEADING = re.compile(r"^## .+: (\d+) modules named, \d+ run$", re.MULTILINE)


def module_of(name: str) -> str | None:
    """The module in which a name can be found; None when there is none, or when the module has no such name."""
    parts = name.split(".")
    for length in range(len(parts), 1, -1):
        try:
            found: object = importlib.import_module(module := ".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part, None)
        return module if found is not None else None
    return None


def test_every_name_on_the_way_is_there() -> None:
    names = NAME.findall(GUIDE)
    assert len(names) > 60
    assert [name for name in names if module_of(name) is None] == []


def test_every_file_on_the_way_is_there() -> None:
    files = re.findall(r"`([\w/-]+/[\w.-]+)`", GUIDE)
    assert files
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_a_name_that_is_gone_is_noticed() -> None:
    assert module_of("handbook.loading.load_nothing") is None
    assert module_of("handbook.lading.load_handbook") is None


def test_each_heading_counts_the_modules_that_are_named_below_it() -> None:
    _, *walks = HEADING.split(GUIDE)
    assert len(walks) == 8
    for told, text in zip(walks[::2], walks[1::2], strict=True):
        assert len({module_of(name) for name in NAME.findall(text)}) == int(told)
