"""A page of terms says which consultation it rests on; each way to be wrong is told once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook.loading import load_sources
from handbook.rules.checking import check_on
from tests.handbook.conftest import OUTCOME

PAGE = "docs/policies/sleepovers.md"
CONSULTATION = "surveys/mileage/consultation.yml"
OPEN, CLOSED, ANSWERED = date(2026, 12, 1), date(2027, 3, 10), date(2027, 3, 21)

Edit = Callable[[str, str, str], None]


@pytest.fixture
def told(copy: Path) -> Callable[[date], list[str]]:
    """What is told about the copy on a day."""
    return lambda on: [str(each) for each in check_on(load_sources(copy), on)]


@pytest.fixture
def terms(copy: Path, edit: Edit) -> Path:
    """The sample's policy as a page of terms that rests on the consultation about mileage."""
    edit(PAGE, "audience:\n", "kind: terms\nconsulted:\n  - mileage\naudience:\n")
    text = (copy / CONSULTATION).read_text()
    if "pages:" not in text:
        (copy / CONSULTATION).write_text(text.replace("themes:\n", "pages:\n  - policies/sleepovers.md\nthemes:\n", 1))
    return copy


def test_terms_rest_on_a_consultation_that_closed_and_was_answered(
    terms: Path, told: Callable[[date], list[str]]
) -> None:
    (terms / "surveys/mileage/outcome.yml").write_text(OUTCOME)
    assert told(ANSWERED) == []


@pytest.mark.usefixtures("terms")
def test_while_people_can_answer_there_are_no_terms(told: Callable[[date], list[str]]) -> None:
    (line,) = told(OPEN)
    assert line.startswith(f"{PAGE}:7:5: people can answer `mileage` until 2027-02-28, and its answer follows after")


@pytest.mark.usefixtures("terms")
def test_a_consultation_without_an_answer_is_not_enough(told: Callable[[date], list[str]]) -> None:
    (line,) = told(CLOSED)
    assert "`mileage` closed on 2027-02-28 and has no answer; write surveys/mileage/outcome.yml first" in line


def test_an_answer_of_a_day_to_come_is_no_answer(terms: Path, told: Callable[[date], list[str]]) -> None:
    (terms / "surveys/mileage/outcome.yml").write_text(OUTCOME.replace("reviewed: 2027-03-20", "reviewed: 2027-03-01"))
    lines = [line for line in told(CLOSED) if "nobody can have been answered on 2027-03-20" in line]
    assert [line.partition(": ")[0] for line in lines] == ["surveys/mileage/outcome.yml:4:12"]


def test_terms_that_name_no_consultation_are_refused(
    terms: Path, edit: Edit, told: Callable[[date], list[str]]
) -> None:
    edit(PAGE, "consulted:\n  - mileage\n", "")
    asked = f"{PAGE}:5:7: pay and conditions change only after carers were asked"
    until = "; until then take `kind: terms` out"
    assert told(OPEN) == [
        f"{asked}: people can answer `mileage` until 2027-02-28, and its answer follows after that{until}"
    ]
    (terms / "surveys/mileage/outcome.yml").write_text(OUTCOME)
    add = "; add `consulted:` with the consultation that was about this page"
    assert told(ANSWERED) == [f"{asked}{add}, such as `mileage`"]
    edit(PAGE, "kind: terms\n", "kind: terms\nconsulted:\n  - mileage\n")
    assert told(ANSWERED) == [], "as the sentence says"
    edit(PAGE, "consulted:\n  - mileage\n", "")
    edit(CONSULTATION, "policies/sleepovers.md", "index.md")
    assert told(ANSWERED) == [f"{asked}{add}, or take `kind: terms` out until there was one"]


@pytest.mark.usefixtures("terms")
def test_another_page_needs_no_consultation(edit: Edit, told: Callable[[date], list[str]]) -> None:
    edit(PAGE, "kind: terms\nconsulted:\n  - mileage\n", "kind: page\n")
    assert told(OPEN) == []


@pytest.mark.usefixtures("terms")
def test_an_unknown_consultation_is_reported(edit: Edit, complaints: Callable[[], list[str]]) -> None:
    edit(PAGE, "  - mileage", "  - milage")
    assert complaints() == [f"{PAGE}:7:5: there is no consultation `milage`; did you mean `mileage`?"]


@pytest.mark.usefixtures("terms")
def test_a_consultation_about_another_page_is_told(edit: Edit, complaints: Callable[[], list[str]]) -> None:
    edit(CONSULTATION, "policies/sleepovers.md", "index.md")
    (line,) = complaints()
    assert line.endswith(
        "`mileage` was not about this page: its `pages:` does not name `policies/sleepovers.md`; "
        "name one that was, or take this line out"
    )


def test_terms_begin_when_the_consultation_is_closed_and_answered(
    terms: Path, told: Callable[[date], list[str]]
) -> None:
    (terms / "surveys/mileage/outcome.yml").write_text(OUTCOME)
    before = [line for line in told(date(2027, 2, 28)) if line.startswith(PAGE)]
    assert ["people can answer `mileage` until 2027-02-28" in line for line in before] == [True]
    assert told(date(2027, 3, 20)) == []


def test_each_page_of_terms_is_looked_at(terms: Path, edit: Edit, told: Callable[[date], list[str]]) -> None:
    """The first may rest on an answer while the second rests on nothing."""
    (terms / "surveys/mileage/outcome.yml").write_text(OUTCOME)
    second = terms / "docs/policies/another.md"
    second.write_text((terms / PAGE).read_text().replace("consulted:\n  - mileage\n", ""))
    edit(CONSULTATION, "  - policies/sleepovers.md", "  - policies/sleepovers.md\n  - policies/another.md")
    (line,) = told(ANSWERED)
    assert line.startswith("docs/policies/another.md:5:7: pay and conditions change only after carers were asked")


def test_of_several_consultations_one_that_was_answered_is_enough(
    terms: Path, edit: Edit, told: Callable[[date], list[str]]
) -> None:
    (terms / "surveys/mileage/outcome.yml").write_text(OUTCOME)
    edit("surveys/every-kind/consultation.yml", "themes:\n", "pages:\n  - policies/sleepovers.md\nthemes:\n")
    edit(PAGE, "  - mileage\n", "  - every-kind\n  - mileage\n")
    assert told(ANSWERED) == []
    (terms / "surveys/mileage/outcome.yml").unlink()
    assert len(told(date(2027, 3, 10))) == 2, "each is told while none was answered"
