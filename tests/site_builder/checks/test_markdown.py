"""What people write in pages and data reaches the site as the forge shows it, or is told at its line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.loading import load_sources
from handbook.pages.page import Page
from handbook.source.problems import ContentError
from site_builder.checks.markdown import check_markdown
from site_builder.page_list import all_pages, hand_written_page
from tests.site_builder.minimal_handbook import ON, REVIEW, page

SAMPLE = Path(__file__).parent.parent.parent / "sample"
PAGE, CHARTER = "docs/policies/sleepovers.md", "charters/thistlemoor.yml"
OUTCOME = "surveys/carer-views/waves/2025-autumn.outcome.yml"
LAST = "Tell your supervising social worker at your next talk."
LIST = "Bring:\n- a bag\n  - with clothes\n- the LADO's number"

Read = Callable[[str, str, str], tuple[dict[str, str], list[str]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The staged pages of the sample with one text put for another, and what is told about its Markdown."""

    def staged(path: str, old: str, new: str) -> tuple[dict[str, str], list[str]]:
        root = Path(shutil.copytree(SAMPLE, tmp_path / "handbook"))
        text = (root / path).read_text()
        assert old in text
        (root / path).write_text(text.replace(old, new, 1))
        sources = load_sources(root)
        pages = all_pages(sources.handbook, ON, (), sources.records)
        return pages, [str(each) for each in check_markdown(sources, pages)]

    return staged


def test_a_page_is_staged_as_the_forge_reads_it(read: Read) -> None:
    pages, told = read(PAGE, LAST, LIST)
    assert "Bring:\n\n-   a bag\n    -   with clothes\n-   the " in pages["policies/sleepovers.md"]
    assert told == []


def test_a_text_of_a_data_file_is_staged_as_the_forge_reads_it(read: Read) -> None:
    old = "introduction: >-\n  This charter is invented. It"
    pages, told = read(CHARTER, old, "introduction: |-\n  Bring:\n  - a bag\n    - with clothes\n\n  It")
    assert "Bring:\n\n-   a bag\n    -   with clothes\n" in pages["charters/thistlemoor.md"]
    assert told == []


def test_a_list_where_a_page_prints_one_paragraph_is_told(read: Read) -> None:
    old = "said: Messages wait too long."
    (told,) = read(OUTCOME, old, "said: |-\n      Messages wait:\n      - at night\n      - on Sundays\n")[1]
    assert told.startswith(f"{OUTCOME}:9:11: this prints as one paragraph, so a list")


@pytest.mark.parametrize(
    ("text", "mark"), [("A **second** worker.", "**"), ("A [worker](a.md).", "[ ]( )"), ("A `worker`.", "`")]
)
def test_marks_where_a_page_prints_letters_are_told(read: Read, text: str, mark: str) -> None:
    old = "text: A second duty worker answers messages."
    (told,) = read(OUTCOME, old, f'text: "{text}"')[1]
    assert told.startswith(f"{OUTCOME}:13:15: `{mark}` prints as it stands here")


def test_marks_where_a_page_prints_markdown_are_left_alone(read: Read) -> None:
    assert read(OUTCOME, "said: Messages wait too long.", "said: Messages wait **too** long.")[1] == []


def test_what_cannot_be_shown_is_told_at_its_line(read: Read) -> None:
    (told,) = read(PAGE, LAST, f"{LAST}\n\n    Moved in.\n")[1]
    assert told.startswith(
        f"{PAGE}:38:1: this is moved in by four spaces or more, so it prints as the text of a program"
    )


CHART = "Some words:\n- one\n\n```flowchart leaving\n1. Do you know?\n    - Yes -> 2\n    - No -> end\n2. Go.\n```\n"


def with_text(text: str) -> Page:
    return page("a.md", REVIEW | {"title": "A", "summary": "A page."}, text).model_copy(update={"body_line": 10})


def test_a_page_that_is_written_again_keeps_its_flowchart() -> None:
    made = hand_written_page(with_text(CHART)).body
    assert "Some words:\n\n-   one" in made
    assert '<div class="flowchart" markdown>' in made
    assert "1.  **Step 1**" in made


def test_the_faults_of_its_flowchart_have_the_lines_that_a_person_wrote() -> None:
    with pytest.raises(ContentError) as refused:
        hand_written_page(with_text(CHART.replace("2. Go.", "Go.")))
    assert any(str(each).startswith("docs/a.md:17:1: ") for each in refused.value.problems)
