"""What may not be typed into a page or a data file: each is refused once at its place, and what is like it is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.service.phone_numbers import known_numbers_in

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
    "put the file beside the page and write its name in place of this, or name the page"
)
ALONE = "addresses stand in service/contacts.yml alone: take it out here"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Call 01632 960103 now.", f"`01632 960103` {SLOT}"),
        ("Call 01632-960-103 now.", f"`01632-960-103` {SLOT}"),
        ("Call +44 1632 960103 now.", f"`+44 1632 960103` {SLOT}"),
        ("Call [us](tel:01632960103).", f"`01632960103` {SLOT}"),
        ("Call 1632 960103 now.", f"`1632 960103` {SLOT}"),
        ("Call 44 1632 960103 now.", f"`44 1632 960103` {SLOT}"),
        ("Call 01632, 960103 now.", f"`01632, 960103` {SLOT}"),
        ("Text [us](sms:07700900123).", f"`07700900123` {STRANGE}"),
        ("Press 1 and 01632 960103 now.", f"`01632 960103` {SLOT}"),
        ("From 2026 01632 960103 answers.", f"`01632 960103` {SLOT}"),
        ("Call (+44) 1632 960103 now.", f"`(+44) 1632 960103` {SLOT}"),
        ("Call 0044 1632 960103 now.", f"`0044 1632 960103` {SLOT}"),
        ("Call 020 7946 0000 now.", f"`020 7946 0000` {STRANGE}"),
        ("Call 0.1.6.3.2.9.6.0.1.0.3 now.", f"`0.1.6.3.2.9.6.0.1.0.3` {SLOT}"),
        ("Call 0/1/6/3/2/9/6/0/1/0/3 now.", f"`0/1/6/3/2/9/6/0/1/0/3` {SLOT}"),
        ("Call (020) 7946 0000 now.", f"`(020) 7946 0000` {STRANGE}"),
        # Whoever opens the file reads its comments.
        ("<!-- Ask on 01632 960103 -->", f"`01632 960103` {SLOT}"),
        ("Call 01632 <!-- ask --> 960103.", f"`01632  960103` {SLOT}"),
        ("<!-- carers@council.example -->", f"`carers@council.example` looks like an e-mail address; {ALONE}"),
        ("<!-- Come to ZZ99 9ZZ. -->", f"`ZZ99 9ZZ` looks like a postcode; {ALONE}"),
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
    assert sentence[column - 1] in "014+(cZfCH\\"


@pytest.mark.parametrize(
    "sentence",
    [
        "Call 999 first, or 101 if nobody is in danger.",
        "The Children Act 1989 and the Regulations 2011 (SI 2011/581) say so.",
        "In 2018-19 there were 53,420 children, and 1,500 in 2019.",
        "By 31 March 2026, between 9am and 5pm, read version 0.10.2.",
        "See [the law](https://www.legislation.gov.uk/uksi/2011/581/regulation/20110581001).",
        "Part 4A, section 22C, form F1 and Standard 31.",
        "Turn A: left\\right, and either/or.",
        "From 0 to 10: 0 1 2 3 4 5 6 7 8 9 10, and 0-10, 10-20, 20-30.",
        "01.02.2026 and 2011/0581/7 and 0.25, 0.123.",
        "0800 is free, and so is +44 0.",
    ],
)
def test_years_laws_counts_and_addresses_of_the_web_are_left_alone(
    write: Callable[[str], list[str]], sentence: str
) -> None:
    assert write(sentence) == []


KNOWN = frozenset(("01632960103", "116123", "85258", "999"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("01632 960103", "01632960103"),
        ("1632 960103", "01632960103"),
        ("+44 (0)1632 960103", "01632960103"),
        ("0044 1632 960103", "01632960103"),
        ("O1632 96O1O3", "01632960103"),
        ("01632, 960103", "01632960103"),
        ("01632:960103", "01632960103"),
        ("01632 = 960 103", "01632960103"),
        ("**1632** 960103", "01632960103"),
        ("116 123", "116123"),
        ("116123", "116123"),
        ("85258", "85258"),
        ("999", None),
        ("01632 960104", None),
        ("101632 9601033", None),
        ("85,258", None),
        ("116,123", None),
        ("£85258", None),
        ("85258.5", None),
        ("2026-85258", None),
    ],
)
def test_a_number_of_a_contact_is_found_however_it_is_written(text: str, found: str | None) -> None:
    told = [number.digits for number in known_numbers_in(f"Call {text}, or wait.", KNOWN)]
    assert told == ([found] if found else [])


def test_two_copies_in_one_sentence_are_told_once_each(write: Callable[[str], list[str]]) -> None:
    told = write("Call 01632 960103, 1632:960103 or +44 1632 960103.")
    assert [line.split("`")[1] for line in told] == ["01632 960103", "1632:960103", "+44 1632 960103"]


DISGUISED = {
    "a reference": "Call &#48;905 123 4567 now.",
    "references without an end": "Call &#48&#57&#48&#53 123 4567 now.",
    "references in sixteens": "Call &#x30;905 123 4567 now.",
    "strong figures": "Call 09**0**5 123 4567 now.",
    "leaning figures": "Call 0_9_05 *123* 4567 now.",
    "code": "Call `0905 123 4567` now.",
    "code in parts": "Call `0905` `123` `4567` now.",
    "wide figures": "Call \uff10\uff19\uff10\uff15 \uff11\uff12\uff13 \uff14\uff15\uff16\uff17 now.",
    "Arabic figures": "Call \u0660\u0669\u0660\u0665 \u0661\u0662\u0663 \u0664\u0665\u0666\u0667 now.",
    "Devanagari figures": "Call \u0966\u096f\u0966\u096b \u0967\u0968\u0969 \u096a\u096b\u096c\u096d now.",
    "figures of mathematics": "Call \U0001d7ce\U0001d7d7\U0001d7ce\U0001d7d3 123 4567 now.",
    "figures in circles": "Call \u24ea\u2468\u24ea\u2464 123 4567 now.",
    "raised figures": "Call \u2070\u2079\u2070\u2075 123 4567 now.",
    "marks on figures": "Call 0\u03059\u03050\u03055\u0305 123 4567 now.",
    "no-break spaces": "Call 0905\u00a0123\u202f4567 now.",
    "long dashes": "Call 0905\u2013123\u20134567 now.",
    "full stops": "Call 0905.123.4567 now.",
    "slashes": "Call 0905/123/4567 now.",
    "figure by figure": "Call 0 9 0 5 1 2 3 4 5 6 7 now.",
    "a remark inside": "Call 09<!-- x -->05 123 4567 now.",
    "tags inside": "Call 09<small>05</small> 123 4567 now.",
    "a break inside": "Call 0905<br>123 4567 now.",
    "two lines": "Call 0905\n123 4567 now.",
    "links": "Call [0905](../index.md) [123](../index.md)4567 now.",
    "words around it": "Call0905 123 4567now.",
    "a backslash": "Call 0905 12\\3 4567 now.",
    "another country": "Call +1 900 555 0199 now.",
    "another country, dialled": "Call 0033 1 23 45 67 89 now.",
    "two numbers in a row": "Call 0905 123 4567 0905 123 4568 now.",
    "a call by reference": "Call [us][1] now.\n\n[1]: tel:09051234567",
    "a call in references": "Call [us](&#116;el:09051234567) now.",
    "a call in capitals": "Call [us](TEL:09051234567) now.",
    "a call in angles": "Call <tel:09051234567> now.",
}


@pytest.mark.parametrize("sentence", DISGUISED.values(), ids=DISGUISED)
def test_a_number_is_a_number_however_it_is_written(write: Callable[[str], list[str]], sentence: str) -> None:
    told = write(sentence)
    assert any(STRANGE in each and each.startswith(f"{PAGE}:{LINE}:") for each in told), told


def test_a_known_number_in_disguise_is_told_by_its_contact(write: Callable[[str], list[str]]) -> None:
    (told,) = write("Call 01632 96**0**103 now.")
    assert told == f"{PAGE}:{LINE}:6: `01632 960103` {SLOT}"


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Mail carers&#64;council.example now.", "an e-mail address"),
        ("Mail carers\uff20council.example now.", "an e-mail address"),
        ("Come to \uff3aZ99 9ZZ now.", "a postcode"),
    ],
)
def test_an_address_is_an_address_however_it_is_written(
    write: Callable[[str], list[str]], sentence: str, what: str
) -> None:
    (told,) = write(sentence)
    assert f"looks like {what}" in told


@pytest.mark.parametrize(
    "reference", ["&#8203;", "&#x202E;", "&shy;", "&zwnj;", "&lrm;", "&#xE0041;", "&#1;", "&#127;"]
)
def test_a_reference_to_what_nobody_sees_is_refused(write: Callable[[str], list[str]], reference: str) -> None:
    assert write(f"Your {reference}supervising worker.") == [
        f"{PAGE}:{LINE}:6: `{reference}` stands for a character that nobody sees; take it out"
    ]


def test_references_that_stand_for_what_is_seen_pass(write: Callable[[str], list[str]]) -> None:
    assert write("Bread &amp; butter, &pound;5, &#8211; and &nbsp;more.") == []


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


ALONE_HERE = "opens on your own computer or network alone, and for no reader;"
BY_FILE = "name a page by its file, such as `../index.md`, and anything else by its public address"


OWN_ADDRESSES = {
    "http://localhost:8001/policies/": "write `index.md`",
    "http://127.0.0.1:8001/policies/sleepovers/": "write `sleepovers.md`",
    "http://localhost:8000/": "write `../index.md`",
    "HTTP://LOCALHOST": "write `../index.md`",
    "http://[::1]:8001/policies/sleepovers": "write `sleepovers.md`",
    "http://localhost:8001/rates/": BY_FILE,
    "http://0.0.0.0:8001/a": BY_FILE,
    "https://192.168.1.20/a": BY_FILE,
    "https://10.0.0.7/a": BY_FILE,
    "https://172.20.0.7/a": BY_FILE,
    "http://me:secret@localhost/a": BY_FILE,
    "http://intranet/forms/a.docx": BY_FILE,
    "https://files.council.local/a": BY_FILE,
}
PUBLIC_ADDRESSES = (
    "https://www.gov.uk/localhost",
    "https://localhost.example/",
    "https://council.example:8443/a",
    "https://172.217.0.7/a",
    "https://11.0.0.7/a",
    "https://a.b.internal.example/",
)


@pytest.mark.parametrize("written", ["See [it]({}) there.", "See <{}> there.", "See {} there."])
def test_an_address_of_ones_own_computer_or_network_is_reported_with_what_to_write(
    write: Callable[[str], list[str]], written: str
) -> None:
    told = write("\n\n".join(map(written.format, (*OWN_ADDRESSES, *PUBLIC_ADDRESSES))))
    column = written.index("{}") + 1
    assert [line for line in told if ALONE_HERE in line] == [
        f"{PAGE}:{LINE + 2 * number}:{column}: `{address}` {ALONE_HERE} {instead}"
        for number, (address, instead) in enumerate(OWN_ADDRESSES.items())
    ]


def test_an_address_of_a_network_in_the_data_needs_the_public_one(edit: Edit, complaints: Complaints) -> None:
    edit("service/glossary.yml", "meaning: ", "meaning: See http://localhost:8001/policies/. ")
    (line,) = complaints()
    assert line.endswith(
        f"`http://localhost:8001/policies/.` {ALONE_HERE} write its public address, which begins with https://"
    )
