"""Facts that only the service knows: where a page may print them, and what data files need to know of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

Edit = Callable[[str, str, str], None]
Complaints = Callable[[], list[str]]

PAGE = "docs/policies/sleepovers.md"
LOCAL = """owner: Fostering manager
reviewed: 2026-10-01
review_every: 12 months
facts:
  - id: notice
    asks: how early you tell us
"""
CONTACT = "service/contacts.yml"


@pytest.fixture
def local(copy: Path) -> Path:
    """The file of local facts, with one that nobody has filled in."""
    path = copy / "service" / "local.yml"
    path.write_text(LOCAL, encoding="utf-8")
    return path


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    "words",
    [
        "Tell us {{ local.notice }} before.",
        "Notice: {{ local.notice }}",
        "Tell us {{ local.notice }}\nand not later.",
    ],
)
def test_a_local_fact_in_a_sentence_is_refused(edit: Edit, complaints: Complaints, words: str) -> None:
    edit(PAGE, "Children stay with friends.", words)
    (line,) = complaints()
    assert line.startswith(f"{PAGE}:27:")
    assert "may say nothing until your service fills it in; write it last in its line or table cell" in line


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    "words",
    [
        "Tell us\n{{ local.notice }}\nand not later.\n",
        "Tell us early.\n{{ local.notice }}\nand not later.\n",
        "Tell us early. {{ local.notice }}\nand not later.\n",
        "- Tell us\n  {{ local.notice }}\n",
    ],
)
def test_a_local_fact_alone_in_a_line_within_a_sentence_is_refused(
    edit: Edit, complaints: Complaints, words: str
) -> None:
    edit(PAGE, "Children stay with friends. That is part of growing up.\n", words)
    (line,) = complaints()
    assert "`local.notice` may say nothing until your service fills it in; " in line


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    "words",
    [
        "Tell us early. {{ local.notice }}\n",
        "Tell us early.\n{{ local.notice }}\nSay why.\n",
        "Tell us early. {{ local.notice }}\n{{ local.notice }}\n{{ local.notice }}\n",
        "## When\n{{ local.notice }}\n",
        "{{ local.notice }}\n",
        "- {{ local.notice }}\n",
        "| When | Who |\n| --- | --- |\n| Early. {{ local.notice }} | {{ local.notice }} |\n",
    ],
)
def test_a_local_fact_after_a_whole_sentence_or_alone_is_right(edit: Edit, complaints: Complaints, words: str) -> None:
    edit(PAGE, "Children stay with friends. That is part of growing up.\n", words)
    assert complaints() == []


def test_a_data_file_needs_what_is_usual(copy: Path, local: Path, complaints: Complaints) -> None:
    glossary = copy / "service" / "glossary.yml"
    glossary.write_text(
        glossary.read_text(encoding="utf-8").replace("    meaning: ", "    meaning: >-\n      {{ local.notice }} ", 1),
        encoding="utf-8",
    )
    (line,) = complaints()
    assert "nothing is known of `local.notice` yet; write its `usually:` or its `value:` in service/local.yml" in line
    for known in ("usually: As early as you can.", "value: 5 days"):
        local.write_text(f"{LOCAL}    {known}\n", encoding="utf-8")
        assert complaints() == []


def test_what_is_usual_names_no_council_and_the_value_may(local: Path, complaints: Complaints) -> None:
    local.write_text(f"{LOCAL}    usually: In Thistlemoor it is 5 days.\n", encoding="utf-8")
    (line,) = complaints()
    assert line.startswith("service/local.yml:7:14: `Thistlemoor` is one council, and `usually:` prints on pages for")
    local.write_text(f"{LOCAL}    value: In Thistlemoor it is 5 days.\n", encoding="utf-8")
    assert complaints() == []
