"""How invented answers lean: only questions and options that the form has, and no share above a hundred."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.loading import load_handbook

FILE = "surveys/carer-views/sample.yml"
WHOLE = """\
replies: 40
agreement:
  invited: 70
  recommend: 80
options:
  area:
    north: 60
    south: 40
  helped:
    training: 75
texts:
  change:
    - "Invented: more notice."
"""

Complaints = Callable[[], list[str]]


@pytest.fixture
def leaning(copy: Path) -> Path:
    (copy / FILE).write_text(WHOLE, encoding="utf-8")
    return copy


def test_a_sample_is_shown_beside_its_questions(leaning: Path) -> None:
    sample = load_handbook(leaning).samples["carer-views"]
    assert (sample.replies, sample.agreement["invited"], sample.options["area"]) == (40, 70, {"north": 60, "south": 40})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "invited: 70",
            "invite: 70",
            f"{FILE}:3:3: `invite` is no question of kind `agreement` or `number`; did you",
        ),
        ("invited: 70", "area: 70", f"{FILE}:3:3: `area` is no question of kind `agreement` or `number`"),
        ("invited: 70", "invited: 101", f"{FILE}:3:12: this is more than 100"),
        ("  area:", "  aria:", f"{FILE}:6:3: `aria` is no question with options; did you mean `area`?"),
        ("north: 60", "nord: 60", f"{FILE}:7:5: there is no option `nord` in `area`"),
        ("training: 75", "training: 750", f"{FILE}:10:15: this is more than 100"),
        (
            "  change:",
            "  recommend:",
            f"{FILE}:12:3: `recommend` is no question of kind `short text` or `long text`; ",
        ),
        ("replies: 40", "replies: many", f"{FILE}:1:10: "),
    ],
)
def test_what_the_form_does_not_have_is_told_at_its_place(
    leaning: Path, complaints: Complaints, old: str, new: str, said: str
) -> None:
    file = leaning / FILE
    file.write_text(file.read_text().replace(old, new, 1))
    (problem,) = complaints()
    assert problem.startswith(said)
