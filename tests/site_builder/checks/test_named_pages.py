"""Facts about what points to a page: a missing one is told where it is written, before anything is built."""

import dataclasses
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from handbook.facts.actions import Actions
from handbook.facts.changes import Changes
from handbook.facts.coverage import Coverage
from handbook.handbook import Facts
from handbook.source.source_file import Record
from handbook.source.yaml_reader import read_nodes
from handbook.sources import Sources
from site_builder.checks.link_check import check_named_files, check_named_pages
from site_builder.checks.link_targets import LinkTargets
from tests.handbook.facts.test_news_rules import FILES
from tests.site_builder.minimal_handbook import minimal

CHANGES, ACTIONS, COVERAGE = "service/changes.yml", "service/actions.yml", "service/coverage.yml"
PAGES = {
    "policies/sleepovers.md": "---\n---\n## Say yes { #yes }\n\n## Who decides?\n",
    "glossary.md": '---\n---\n<dt id="lac">LAC</dt>',
    "a-to-z.md": "---\n---\n## A {: #letter-a }\n",
    "changes.atom": "<feed/>",
}


def told(
    root: Path, files: Mapping[str, str], moved: Mapping[str, str] | None = None, gone: Collection[str] = ()
) -> list[str]:
    """What is told about these files."""
    nodes = {path: read_nodes(text, path) for path, text in files.items()}
    facts = Facts.of(
        Changes.model_validate(nodes[CHANGES].value),
        Actions.model_validate(nodes[ACTIONS].value),
        Coverage.model_validate(nodes[COVERAGE].value),
    )
    records = {path: Record(path, read.value, read.keys, read.values) for path, read in nodes.items()}
    sources, targets = (
        Sources(dataclasses.replace(minimal(), facts=facts), records),
        LinkTargets(PAGES, set(), moved or {}, gone),
    )
    return [str(each) for each in (*check_named_pages(sources, targets), *check_named_files(sources, root))]


def with_changes(*changes: tuple[str, str, str]) -> dict[str, str]:
    files = dict(FILES)
    for path, old, new in changes:
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    return files


@pytest.mark.parametrize(
    ("path", "old", "new", "told_at", "words"),
    [
        (
            CHANGES,
            "    by: Quality manager",
            "    pages:\n      - glossary.md\n      - policies/sleepover.md\n    by: Quality manager",
            "38:9",
            "there is no page `policies/sleepover.md`; did you mean `policies/sleepovers.md`?",
        ),
        (
            ACTIONS,
            "    survey: mileage",
            "    page: zzzzzz.md",
            "12:11",
            "there is no page `zzzzzz.md`; write one of: `policies/sleepovers.md`, `glossary.md`, `a-to-z.md`",
        ),
        (
            ACTIONS,
            "    consultation: mileage",
            "    pages:\n      - glossary.md\n      - glosary.md#lac",
            "22:9",
            "there is no page `glosary.md`; did you mean `glossary.md`?",
        ),
        (
            COVERAGE,
            "form: mileage",
            "page: glossary.md#nowhere",
            "15:15",
            "there is no place `#nowhere` on the page `glossary.md`; correct the part after `#`, or take it out",
        ),
        (
            COVERAGE,
            "form: mileage",
            "file: service/nothing.yml",
            "15:15",
            "there is no file `service/nothing.yml`; check the path from the repository's root",
        ),
    ],
)
def test_what_is_not_there_is_told_where_it_is_written(
    tmp_path: Path, path: str, old: str, new: str, told_at: str, words: str
) -> None:
    assert told(tmp_path, with_changes((path, old, new))) == [f"{path}:{told_at}: {words}"]


def test_a_page_that_has_moved_is_told_where_it_is_now_and_one_that_is_gone_as_gone(tmp_path: Path) -> None:
    files = with_changes(
        (CHANGES, "    by: Quality manager", "    pages: [policies/nights.md, a.md, b.md]\n    by: Quality manager"),
    )
    moved = {"policies/nights.md": "policies/sleepovers.md#yes"}
    assert [line.partition(": ")[2] for line in told(tmp_path, files, moved, gone=("b.md",))] == [
        "there is no page `policies/nights.md`; it has moved, so write `policies/sleepovers.md#yes`",
        "there is no page `a.md`; write one of: `policies/sleepovers.md`, `glossary.md`, `a-to-z.md`",
        "there is no page `b.md`; it is gone, so write the page that tells it now",
    ]


def test_everything_missing_is_reported(tmp_path: Path) -> None:
    others = "".join(
        f"      - title: Another\n        {each}\n" for each in ("file: g.yml", "page: glossary.md", "file: h.yml")
    )
    files = with_changes(
        (CHANGES, "    by: Payments manager", "    pages: [b.md, glossary.md#b]\n    by: Payments manager"),
        (CHANGES, "    by: Quality manager", "    pages: [c.md]\n    by: Quality manager"),
        (ACTIONS, "    survey: mileage", "    page: d.md"),
        (ACTIONS, "    consultation: mileage", "    pages: [e.md, a-to-z.md#letter-b]"),
        (COVERAGE, "        form: mileage", f"        page: f.md\n{others}"),
    )
    lines = told(tmp_path, files)
    assert [line.split("`")[1] for line in lines] == [
        *("b.md", "#b", "c.md", "d.md", "e.md", "#letter-b", "f.md", "g.yml", "h.yml"),
    ]
    assert len({line.split(": ")[0] for line in lines}) == len(lines)


def test_what_is_there_is_no_problem(tmp_path: Path) -> None:
    assert told(tmp_path, FILES) == []
    (tmp_path / "own.yml").write_text("")
    files = with_changes(
        (
            CHANGES,
            "    by: Quality manager",
            "    pages: [policies/sleepovers.md#who-decides]\n    by: Quality manager",
        ),
        (ACTIONS, "    survey: mileage", "    page: policies/sleepovers.md#yes"),
        (ACTIONS, "    consultation: mileage", "    pages: [a-to-z.md#letter-a, 'glossary.md#']"),
        # Below the handbook's own root, and beside the program.
        (
            COVERAGE,
            "form: mileage",
            "file: own.yml\n      - title: More\n        file: site_builder/checks/link_check.py",
        ),
    )
    assert told(tmp_path, files) == []


@pytest.mark.parametrize(("file", "problems"), [("CONTRIBUTING.md", 0), ("service/nothing.yml", 1)])
def test_installed_from_a_wheel_only_files_of_the_content_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, problems: int
) -> None:
    monkeypatch.setattr("site_builder.checks.link_check.SOURCE_ROOT", tmp_path / "site-packages")
    assert len(told(tmp_path, with_changes((COVERAGE, "form: mileage", f"file: {file}")))) == problems


def test_a_service_that_keeps_none_of_these_files_names_nothing(tmp_path: Path) -> None:
    sources = Sources(dataclasses.replace(minimal(), facts=Facts()), {})
    assert [*check_named_pages(sources, LinkTargets(PAGES, set())), *check_named_files(sources, tmp_path)] == []
