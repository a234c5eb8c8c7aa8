"""Facts about what points to a page: a missing one is told where it is written, before anything is built."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from handbook.loading import load_shelf
from site_builder.pages import all_pages
from site_builder.pointing import anchors_in, check_pointers
from tests.handbook.test_news_rules import FILES, SAMPLE

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (
            "service/changes.yml",
            "    by: Quality manager",
            "    pages:\n      - policies/sleepover.md\n    by: Quality manager",
            "there is no page `policies/sleepover.md`; did you mean `policies/sleepovers.md`?",
        ),
        (
            "service/actions.yml",
            "    survey: mileage",
            "    page: zzzzzz.md",
            "there is no page `zzzzzz.md`; check the spelling, or add it first",
        ),
        (
            "service/actions.yml",
            "    consultation: mileage",
            "    pages:\n      - glosary.md",
            "there is no page `glosary.md`; did you mean `glossary.md`?",
        ),
        (
            "service/coverage.yml",
            "form: mileage",
            "page: glossary.md#nowhere",
            "there is no place `#nowhere` on the page `glossary.md`; correct the part after `#`, or take it out",
        ),
        (
            "service/coverage.yml",
            "form: mileage",
            "file: service/nothing.yml",
            "there is no file `service/nothing.yml`; check the path from the repository's root",
        ),
    ],
)
def test_what_is_not_there_is_told_where_it_is_written(
    tmp_path: Path, path: str, old: str, new: str, told: str
) -> None:
    root = Path(shutil.copytree(SAMPLE, tmp_path / "handbook"))
    for name, text in FILES.items():
        (root / name).write_text(text.replace(old, new, 1) if name == path else text, encoding="utf-8")
    shelf = load_shelf(root)
    found = [str(problem) for problem in check_pointers(shelf, all_pages(shelf.handbook, ON), root)]
    assert [line.split(": ", 1)[1] for line in found] == [told]
    assert found[0].startswith(f"{path}:")


def test_what_is_there_is_no_problem(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SAMPLE, tmp_path / "handbook"))
    for name, text in FILES.items():
        whole = text.replace("form: mileage", "page: a-to-z.md#letter-a").replace(
            "    consultation: mileage", "    pages: [contents.md, policies/sleepovers.md]"
        )
        (root / name).write_text(whole, encoding="utf-8")
    shelf = load_shelf(root)
    assert list(check_pointers(shelf, all_pages(shelf.handbook, ON), root)) == []


def test_a_place_is_a_written_id_or_a_heading() -> None:
    text = '## Say yes & no { #yes }\n\n### Who decides?\n\n- x {: #item .wide }\n\n<tr id="row-1">'
    assert {"yes", "item", "row-1", "who-decides"} <= anchors_in(text)
