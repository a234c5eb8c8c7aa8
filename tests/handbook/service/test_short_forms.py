"""Short forms: which words count, and the rule that the glossary explains each of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.service.glossary import short_forms_in

Edit = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Ask the LADO or two IROs.", ["LADO", "IRO"]),
        ("The SENCo, A/L and A&E; (DfE) is not one, SEND's is.", ["SENCo", "A/L", "A&E", "SEND"]),
        ("JavaScript, YouTube, I, A, Part III and GOV.UK are none.", []),
        ("LADO-led work", ["LADO"]),
        ("@BBC, file.PDF and CamelCASEx", ["CamelCASEx"]),
    ],
)
def test_short_forms_are_words_with_two_capitals_in_a_row(text: str, forms: list[str]) -> None:
    assert [form for _, form in short_forms_in(text)] == forms


Complaints = Callable[[], list[str]]


def test_a_short_form_that_the_glossary_lacks_is_told_once_in_each_file(edit: Edit, complaints: Complaints) -> None:
    assert complaints() == []
    edit("docs/index.md", "## ", "## The XYZ\n\nAgain XYZ, and `ABC`, and [here](https://QQQ.example).\n\n## ")
    edit("service/service.yml", "Thistlemoor does not exist.", "XYZ and LACS.")
    page, service, other = sorted(complaints(), key=lambda line: (line.partition(":")[0], "LAC" in line))
    words = "is a short form that the glossary does not explain; write the words out, or add it to service/glossary.yml"
    assert page.startswith("docs/index.md:")
    assert page.endswith(f"`XYZ` {words}")
    assert service.endswith(f"`XYZ` {words}")
    assert "did you mean `LAC`, or is it new? Then write the words out" in other


def test_the_place_is_the_first_letter(copy: Path, edit: Edit, complaints: Complaints) -> None:
    edit("docs/index.md", "## ", "## Ask the XYZ\n\n## ")
    lines = (copy / "docs/index.md").read_text(encoding="utf-8").splitlines()
    line = next(number for number, each in enumerate(lines, start=1) if "XYZ" in each)
    assert any(each.startswith(f"docs/index.md:{line}:12: ") for each in complaints())
