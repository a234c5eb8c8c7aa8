"""What is installed may be used, and what was copied is named with its licence."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.conftest import ROOT

PARTS = ("pip", "run", "test")
NOTICES = "THIRD-PARTY-NOTICES.md"

ALLOWED = {
    *("MIT", "MIT-0", "MIT-CMU", "0BSD", "ISC", "Zlib", "Unlicense", "PSF-2.0", "Python-2.0", "Apache-2.0"),
    *("BSD-2-Clause", "BSD-3-Clause", "MPL-2.0", "ZPL-2.1"),
}
"""MPL-2.0 asks only that changes to its own files stay open; we change none."""
IN_WORDS = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Zope Public License": "ZPL-2.1",
}
"""As older packages classify themselves."""
READ_BY_A_PERSON = {
    "axe-playwright-python": "MIT License",  # names none in its metadata; the axe-core inside is MPL-2.0
    "pyrage": "MIT License",  # says so in its description alone
}
"""Packages whose metadata name no licence, and the first words of the licence that they carry."""
LONGEST_LIKENESS = 100
"""Words and signs in stretches of 14 that a file of ours may share with a template of a package by chance."""


def pinned() -> list[str]:
    """Every package that set-up installs."""
    texts = ((ROOT / "requirements" / f"{part}.txt").read_text() for part in PARTS)
    return sorted({name for text in texts for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)})


def licences(package: str) -> set[str]:
    """The licences of an installed package, as SPDX names them; empty where it names none."""
    about = distribution(package).metadata
    expression = about.get("License-Expression")
    if expression:
        return set(re.split(r" (?:AND|OR|WITH) ", expression.replace("(", "").replace(")", "")))
    classified = [
        each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if each.startswith("License")
    ]
    if classified:
        return {IN_WORDS.get(each, each) for each in classified if each != "OSI Approved"}
    name = (about.get("License") or "").strip()
    return {name} if name in ALLOWED else set()


@pytest.mark.parametrize("package", pinned())
def test_what_is_installed_may_be_used(package: str) -> None:
    try:
        named = licences(package)
    except PackageNotFoundError:
        pytest.skip("not for this system or this Python")
    if package in READ_BY_A_PERSON:
        assert not named, f"{package} names its licence now; take it out of READ_BY_A_PERSON"
        carried = distribution(package).read_text("licenses/LICENSE") or ""
        assert READ_BY_A_PERSON[package] in carried[:200]
        return
    assert named, f"{package} names no licence: read it, and say so in READ_BY_A_PERSON"
    assert named <= ALLOWED


def _stretches(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[\w-]+|[^\s\w]", text)
    yield from (tuple(words[at : at + 14]) for at in range(len(words) - 13))


@pytest.fixture(scope="module")
def templates() -> set[tuple[str, ...]]:
    """Every stretch of the templates, styles and scripts of the theme, the engine and the form components."""
    found: set[tuple[str, ...]] = set()
    for package, folders in (
        ("mkdocs-material", ("material/templates",)),
        ("mkdocs", ("mkdocs/themes", "mkdocs/contrib")),
        ("govuk-frontend-jinja", ("govuk_frontend_jinja",)),
    ):
        base = Path(str(distribution(package).locate_file("")))
        for folder in folders:
            for path in (base / folder).rglob("*"):
                if path.suffix in (".html", ".css", ".js", ".jinja") and ".min." not in path.name:
                    found.update(_stretches(path.read_text(errors="replace")))
    return found


def test_what_was_copied_from_a_package_is_named_in_the_notices(templates: set[tuple[str, ...]]) -> None:
    notices = (ROOT / NOTICES).read_text()
    assert templates
    alike = {}
    for folder in (
        "site_builder",
        "feedback_app/static",
        "feedback_app/templates",
    ):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in (".html", ".css", ".js", ".jinja"):
                alike[path.relative_to(ROOT).as_posix()] = sum(
                    each in templates for each in _stretches(path.read_text())
                )
    copied = {path for path, count in alike.items() if count > LONGEST_LIKENESS}
    assert copied, "the search would see the file that we know to be copied"
    assert not {path for path in copied if f"`{path}`" not in notices}


def test_the_notices_name_files_that_are_there_and_carry_the_licence() -> None:
    notices = (ROOT / NOTICES).read_text()
    named = re.findall(r"^- `([^`]+)`", notices, re.MULTILINE)
    assert named
    assert all((ROOT / each).is_file() for each in named)
    theme = distribution("mkdocs-material")
    assert (theme.read_text("licenses/LICENSE") or "?").strip() in notices
    assert f"Material for MkDocs {theme.version} " in notices
