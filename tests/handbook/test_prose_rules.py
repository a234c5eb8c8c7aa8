"""What may not be typed into a page or a data file: each is refused once at its place, and what is like it is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

PAGE = "docs/policies/sleepovers.md"
LAST = "Tell your supervising social worker at your next talk."
LINE = 36
"""The line of the page on which that stands."""

Complaints = Callable[[], list[str]]
Edit = Callable[[str, str, str], None]


@pytest.fixture
def write(edit: Edit, complaints: Complaints) -> Callable[[str], list[str]]:
    """Put a sentence at the end of the sample's policy; answers what is told."""

    def told(sentence: str) -> list[str]:
        edit(PAGE, LAST, sentence)
        return complaints()

    return told


SLOT = "stands in service/contacts.yml, and would not change with it; write `{{ contact.duty-worker }}`"
STRANGE = "looks like a phone number, and no contact has it; add it to service/contacts.yml and write its slot"
COMPUTER = (
    "this leads to somebody's own computer or drive, where no reader can follow; "
    "put the file beside the page, or name the page"
)
ALONE = "addresses stand in service/contacts.yml alone: take it out here"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Call 01632 960103 now.", f"`01632 960103` {SLOT}"),
        ("Call 01632-960-103 now.", f"`01632-960-103` {SLOT}"),
        ("Call +44 1632 960103 now.", f"`+44 1632 960103` {SLOT}"),
        ("Call [us](tel:01632960103).", f"`01632960103` {SLOT}"),
        ("Call 020 7946 0000 now.", f"`020 7946 0000` {STRANGE}"),
        ("Call (020) 7946 0000 now.", f"`(020) 7946 0000` {STRANGE}"),
        ("Mail carers@council.example now.", f"`carers@council.example` looks like an e-mail address; {ALONE}"),
        ("Come to ZZ99 9ZZ now.", f"`ZZ99 9ZZ` looks like a postcode; {ALONE}"),
        ("See [it](file:///home/form.doc).", COMPUTER),
        ("See C:\\forms\\form.doc there.", COMPUTER),
        ("See \\\\server\\forms there.", COMPUTER),
        ("See [it](H:\\forms\\form.doc).", COMPUTER),
    ],
)
def test_what_belongs_elsewhere_is_refused_at_its_place(
    write: Callable[[str], list[str]], sentence: str, told: str
) -> None:
    (line,) = write(sentence)
    place, _, message = line.partition(": ")
    assert message == told
    assert place.startswith(f"{PAGE}:{LINE}:")
    column = int(place.rpartition(":")[2])
    assert sentence[column - 1] in "0+(cZfCH\\"


@pytest.mark.parametrize(
    "sentence",
    [
        "Call 999 first, or 101 if nobody is in danger.",
        "The Children Act 1989 and the Regulations 2011 (SI 2011/581) say so.",
        "In 2018-19 there were 53,420 children, and 1,500 in 2019.",
        "By 31 March 2026, between 9am and 5pm, read version 0.10.2.",
        "See [the law](https://www.legislation.gov.uk/uksi/2011/581/regulation/01632960001).",
        "Part 4A, section 22C, form F1 and Standard 31.",
        "Turn A: left\\right, and either/or.",
        "`01632 960103` is how a number looks.",
    ],
)
def test_years_laws_counts_and_addresses_of_the_web_are_left_alone(
    write: Callable[[str], list[str]], sentence: str
) -> None:
    assert write(sentence) == []


def test_data_files_are_looked_at_too(edit: Edit, complaints: Complaints) -> None:
    edit("service/glossary.yml", "meaning: ", "meaning: Call 01632 960103 - ")
    (line,) = complaints()
    assert line.startswith("service/glossary.yml:")
    assert SLOT in line


def test_an_address_that_stands_in_the_contacts_may_be_printed(edit: Edit, complaints: Complaints) -> None:
    edit(PAGE, LAST, "Mail carers@council.example now.")
    edit("service/contacts.yml", "    urgency: ", "    note: Or write to carers@council.example.\n    urgency: ")
    assert complaints() == []


def test_the_sample_has_the_line_on_which_these_sentences_are_put(copy: Path) -> None:
    assert (copy / PAGE).read_text().splitlines()[LINE - 1] == LAST
