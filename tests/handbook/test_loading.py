"""The sample handbook as it comes out of its files."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook.charters.charter import ListKind
from handbook.handbook import Handbook
from handbook.surveys.questions import QuestionKind


def test_every_folder_of_the_sample_is_read(sample: Handbook) -> None:
    assert list(sample.charters) == ["thistlemoor"]
    assert list(sample.pages) == ["index.md", "policies/index.md", "policies/sleepovers.md"]
    assert list(sample.surveys) == ["carer-views"]
    assert list(sample.waves["carer-views"]) == ["2025-autumn", "2026-autumn"]
    assert list(sample.consultations) == ["every-kind", "mileage"]
    assert list(sample.summaries) == list(sample.outcomes) == ["carer-views/2025-autumn"]
    assert sample.service.name == "the Thistlemoor fostering service"
    assert [term.id for term in sample.glossary.terms] == ["lac", "placement"]


def test_commitments_take_from_their_list_what_they_do_not_say_themselves(sample: Handbook) -> None:
    own, taken = sample.commitments["thistle-2-la-2"], sample.commitments["thistle-2-la-1"]
    assert (own.to, own.certainty, own.theme) == ("foster carers and children", "uncertain", "information")
    assert (taken.to, taken.certainty) == ("foster carers", "likely")
    assert sample.commitments["thistle-1-fc-1"].theme == "information"
    assert sample.commitments["thistle-3-la-1"].kind is ListKind.OVERVIEW


def test_days_yes_and_no_and_kinds_are_understood(sample: Handbook) -> None:
    wave = sample.waves["carer-views"]["2025-autumn"]
    assert (wave.opens, wave.closes, wave.example) == (date(2025, 10, 1), date(2025, 11, 30), True)
    area = sample.surveys["carer-views"].questionnaire.questions[4]
    assert (area.kind, area.background) == (QuestionKind.ONE_OF, True)


def test_what_looks_like_another_type_stays_text(sample: Handbook) -> None:
    assert {each.phone for each in sample.contacts.contacts if each.id == "emergency"} == {"999"}
    assert sample.charters["thistlemoor"].dates.published == "2024"


def test_a_page_keeps_its_text_and_the_line_on_which_that_begins(sample: Handbook) -> None:
    page = sample.pages["policies/sleepovers.md"]
    lines = (Path(__file__).parent.parent / "sample/docs" / page.path).read_text(encoding="utf-8").splitlines()
    assert page.body.startswith("Children stay with friends.")
    assert lines[page.body_line - 1].startswith("Children stay with friends.")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("## Decide", "Decide\n======", 30),
        ("## Decide", "<h1>Decide</h1>", 29),
        ("## Decide", "#decide", 29),
        ("## Decide", "  # Decide", 29),
        ("## Decide", "```\nx\n```\n\n# Decide", 33),
        ("Children stay", "# Children stay", 27),
    ],
)
def test_a_second_title_is_reported_at_its_line(
    edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]], old: str, new: str, line: int
) -> None:
    edit("docs/policies/sleepovers.md", old, new)
    (told,) = complaints()
    assert told.startswith(f"docs/policies/sleepovers.md:{line}:1: a page has one title, and it stands in the header")


@pytest.mark.parametrize(
    "harmless",
    ["```\n# a remark\n```", "~~~ sh\n# a\n```\n# b\n~~~", "a = b\n\n====", "| = |\n| - |", "## See `<h1>` it"],
)
def test_what_only_looks_like_a_title_is_left_alone(
    edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]], harmless: str
) -> None:
    edit("docs/policies/sleepovers.md", "## Decide", f"## Decide\n\n{harmless}\n")
    assert complaints() == []


def test_a_page_needs_text_and_not_too_much_of_it(copy: Path, complaints: Callable[[], list[str]]) -> None:
    page = copy / "docs/index.md"
    header = page.read_text(encoding="utf-8").partition("\n---\n")[0] + "\n---\n"
    page.write_text(header)
    assert complaints() == ["docs/index.md:8:1: the page has no text; write it below the header"]
    page.write_text(header + "\n" + "word " * 5000)
    assert complaints() == [
        "docs/index.md:10:1: the page has 24,999 letters, and 20,000 is the most; split it into 2 pages"
    ]


def test_windows_line_ends_change_nothing(copy: Path, complaints: Callable[[], list[str]]) -> None:
    for file in [*copy.rglob("*.yml"), *copy.rglob("*.md")]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert complaints() == []


def test_a_handbook_without_charters_pages_and_surveys_loads(copy: Path, complaints: Callable[[], list[str]]) -> None:
    shutil.rmtree(copy / "surveys")
    shutil.rmtree(copy / "docs")
    (copy / "charters/thistlemoor.yml").unlink()
    themes = (copy / "charters/themes.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [
        line
        for line in themes
        if not line.strip().startswith(("headings:", "thistlemoor:", "- S", "- W", "- T", "- P"))
    ]
    (copy / "charters/themes.yml").write_text("".join(kept))
    assert complaints() == []
