"""What may be written as a number of a contact: how it is printed and dialled, and what is said of everything else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handbook.service.british_numbers import is_callable, is_drama_number, is_example_number
from handbook.service.contacts import Contact
from handbook.service.phone_numbers import digits
from handbook.source.validation_messages import message_for
from tests.handbook.test_never_a_traceback import CALM

BASE = {"id": "desk", "title": "Desk", "use": "you must", "urgency": "everyday", "hours_unknown": "See the website"}


def contact(phone: str | None = None, **more: str) -> Contact:
    return Contact.model_validate({**BASE, **({"phone": phone} if phone is not None else {}), **more})


def told(phone: str | None = None, **more: str) -> str:
    """What is said of a contact with one fault."""
    with pytest.raises(ValidationError) as refused:
        contact(phone, **more)
    (fault,) = refused.value.errors(include_url=False)
    return message_for(fault)


@pytest.mark.parametrize(
    ("written", "printed", "address"),
    [
        ("01632 960101", "01632 960101", "tel:+441632960101"),
        ("01632960101", "01632 960101", "tel:+441632960101"),
        ("01632-960-101", "01632 960101", "tel:+441632960101"),
        ("(01632) 960101", "01632 960101", "tel:+441632960101"),
        ("+44 1632 960101", "01632 960101", "tel:+441632960101"),
        ("(+44) 1632 960101", "01632 960101", "tel:+441632960101"),
        ("0044 1632 960 101", "01632 960101", "tel:+441632960101"),
        ("01632\u2013960101", "01632 960101", "tel:+441632960101"),
        ("01632\u00a0960101", "01632 960101", "tel:+441632960101"),
        ("\uff10\uff11\uff16\uff13\uff12 \uff19\uff16\uff10\uff11\uff10\uff11", "01632 960101", "tel:+441632960101"),
        ("02079460958", "020 7946 0958", "tel:+442079460958"),
        ("07700900123", "07700 900123", "tel:+447700900123"),
        ("03001231234", "0300 123 1234", "tel:+443001231234"),
        ("0808 8005000", "0808 800 5000", "tel:+448088005000"),
        ("0800040 7675", "0800 040 7675", "tel:+448000407675"),
        ("08001111", "0800 1111", "tel:08001111"),
        ("999", "999", "tel:999"),
        ("112", "112", "tel:112"),
        ("111", "111", "tel:111"),
        ("101", "101", "tel:101"),
        ("105", "105", "tel:105"),
        ("116123", "116 123", "tel:116123"),
        ("116 123", "116 123", "tel:116123"),
        ("116000", "116 000", "tel:116000"),
    ],
)
def test_a_number_is_printed_one_way_and_dialled_from_anywhere(written: str, printed: str, address: str) -> None:
    made = contact(written)
    assert (made.phone, made.call_address) == (printed, address)
    assert contact(printed).phone == printed


CALLS_NOBODY = {
    "ask the office": (
        "`ask the office` is no phone number; write its figures alone, "
        "or take `phone:` out and say in `note:` where people find the number"
    ),
    "0800 FOSTER": (
        "`0800 FOSTER` is no phone number; write its figures alone, "
        "or take `phone:` out and say in `note:` where people find the number"
    ),
    "+44 (0)1632 960101": ("the 0 in brackets is for some callers only, and a phone cannot know; write `01632 960101`"),
    "(0)1632 960101": "the 0 in brackets is for some callers only, and a phone cannot know; write `01632 960101`",
    "01632 960101 ext. 4": (
        "an extension stands beside the number; write `01632 960101`, and below it a line `extension: 4`"
    ),
    "01632 960101x4": "an extension stands beside the number; write `01632 960101`, and below it a line `extension: 4`",
    "01632 960101 (ext 4)": (
        "an extension stands beside the number; write `01632 960101`, and below it a line `extension: 4`"
    ),
    "01632 960101,4#": (
        "an extension stands beside the number; write `01632 960101`, and below it a line `extension: 4`"
    ),
    "18001 01632 960101": (
        "`18001 01632 960101` leads to Relay UK; write `01632 960101`, and below it a line `text_relay: yes`"
    ),
    "18000": "`18000` leads to Relay UK; write `999`, and below it a line `text_relay: yes`",
    "O1632 960101": ("a letter stands in `O1632 960101` in place of a figure, such as O for 0; write `01632 960101`"),
    "0808 8O0 5o00": (
        "a letter stands in `0808 8O0 5o00` in place of a figure, such as O for 0; write `0808 800 5000`"
    ),
    "01632 960l0l": "a letter stands in `01632 960l0l` in place of a figure, such as O for 0; write `01632 960101`",
    "Call 01632 960101": "words or signs stand beside the number; write `01632 960101`, and the words in `note:`",
    "01632 960101 (Mon-Fri)": "words or signs stand beside the number; write `01632 960101`, and the words in `note:`",
    "01632 960101, option 2": "words or signs stand beside the number; write `01632 960101`, and the words in `note:`",
    "tel:+441632960101": "words or signs stand beside the number; write `01632 960101`, and the words in `note:`",
    "01632/960101": "signs stand within the number `01632/960101`; write `01632 960101`",
    "1632 960101": "`1632 960101` lacks its beginning; write `01632 960101`",
    "44 1632 960101": "`44 1632 960101` lacks its beginning; write `01632 960101`",
    "0 1 6 3 2 9 6 0 1 0 1": "`0 1 6 3 2 9 6 0 1 0 1` is parted in an odd way; write `01632 960101`",
    "0 800 1111": "`0 800 1111` is parted in an odd way; write `0800 1111`",
    "+44 116 123": "`+44 116 123` lacks figures; write `116 123`, or all figures of the number that is meant",
    "0 999": "`0 999` lacks figures; write `999`, or all figures of the number that is meant",
    "960101": (
        "`960101` has 6 figures, and a number here has 10 or 11; "
        "write all of them, with the area code, which begins with 0"
    ),
    "1": (
        "`1` has 1 figure, and a number here has 10 or 11; write all of them, with the area code, which begins with 0"
    ),
    "01632 9601011": (
        "`01632 9601011` has 12 figures, and a number here has 10 or 11; take out what does not belong to it"
    ),
    "141 01632 960101": (
        "`141 01632 960101` has 14 figures, and a number here has 10 or 11; take out what does not belong to it"
    ),
    "01632 970101": (
        "nobody can have the number `01632 970101`; compare each figure with where you have it from, "
        "or write 01632 960 and three more figures, and `example: yes`, where it is invented"
    ),
    "85258": "`85258` takes text messages and no calls; write it after `text_number:`, in place of `phone:`",
} | dict.fromkeys(
    (
        *("01632 960101 / 01632 960102", "01632 960101 or 01632 960102", "01632 960101 01632 960102"),
        *("01632 960101/2", "01632 960101, 960102", "01632 960101 (or 960102)", "01632 960101 and 999"),
    ),
    "a tap calls one number, and two stand here; write `01632 960101`, and give the other a contact of its own",
)
OF_A_NETWORK = ("121", "150", "155", "195", "123", "100", "141", "110", "118")
EVERYWHERE = ("999", "112", "101", "105", "111", "119", "159", "116 000", "116 123")
PLACEHOLDERS = (
    *("01622 000000", "0116 000 0000", "0300 000 0000", "0800 000 0000", "020 3000 0000", "07700 000000"),
    "01234 567890",
)
OF_AN_ISLAND = {
    "01624 675678": "the Isle of Man",
    "07624 123456": "the Isle of Man",
    "01534 500000": "Jersey",
    "07797 712345": "Jersey",
    "07700 312345": "Jersey",
    "+44 1481 712345": "Guernsey",
    "07781 123456": "Guernsey",
}
DEAR = ("0906 123 4567", "118 118", "118118", "0845 46 47", "0843 123 4567", "0871 123 4567", "070 1234 5678")
ABROAD = ("+353 1 234 5678", "0033 1 23 45 67 89", "+1 202 555 0123")


@pytest.mark.parametrize(("written", "words"), CALLS_NOBODY.items(), ids=CALLS_NOBODY)
def test_what_a_phone_cannot_dial_is_reported_with_what_to_write(written: str, words: str) -> None:
    assert told(written) == words


@pytest.mark.parametrize("written", DEAR)
def test_a_number_that_costs_more_than_a_usual_call_is_refused(written: str) -> None:
    assert told(written) == (
        f"a call to `{written}` costs more than a usual one; write a number that begins with 01, 02, 03, 07 or 080, "
        "or take `phone:` out and write a web `address:`"
    )


@pytest.mark.parametrize("written", OF_A_NETWORK)
def test_a_short_number_that_each_network_answers_in_its_own_way_is_refused(written: str) -> None:
    assert told(written) == (
        f"`{written}` reaches somebody else from each network, or nobody; "
        "write the whole number of whoever is meant, or take `phone:` out and write a web `address:`"
    )


@pytest.mark.parametrize("written", EVERYWHERE)
def test_a_short_number_that_is_the_same_everywhere_can_be_called(written: str) -> None:
    assert contact(written).phone == written


@pytest.mark.parametrize("written", PLACEHOLDERS)
def test_figures_that_hold_the_place_of_a_number_are_none(written: str) -> None:
    assert told(written).startswith(f"nobody can have the number `{written}`; compare each figure")
    assert told(text_number=written).startswith(f"`{written}` is no number for text messages; ")


@pytest.mark.parametrize(("written", "island"), OF_AN_ISLAND.items(), ids=OF_AN_ISLAND)
def test_a_number_of_an_island_is_refused_because_it_looks_like_one_of_britain(written: str, island: str) -> None:
    assert told(written) == (
        f"`{written}` is a number of {island}, where a call often costs more; "
        "write a number within the United Kingdom, or take `phone:` out and write a web `address:`"
    )
    if written.startswith("07"):
        assert told(text_number=written) == (
            f"`{written}` is a number of {island}, where a message often costs more; "
            "write a mobile number of the United Kingdom, or take `text_number:` out"
        )


@pytest.mark.parametrize("written", ABROAD)
def test_a_number_abroad_is_refused(written: str) -> None:
    assert told(written) == (
        f"`{written}` is a number abroad, where a call costs more; write one that begins with 0 or +44, "
        "or take `phone:` out and write a web `address:`"
    )


NAMES_A_NUMBER = [
    each for each, words in CALLS_NOBODY.items() if re.search(r"; write `[\d ]+`", words) and "text_number" not in words
]


@pytest.mark.parametrize("written", [*NAMES_A_NUMBER, "85258"])
def test_following_the_sentence_leaves_no_problem(written: str) -> None:
    words = told(written)
    lines = dict(re.findall(r"a line `(\w+): (\w+)`", words))
    if "text_number:" in words:
        assert contact(text_number=written).text_number == written
        return
    (number,) = re.findall(r"; write `([\d ]+)`", words)
    made = contact(number, **lines)
    assert made.phone == number
    assert made.call_address.endswith(",4") is ("extension" in lines)
    assert bool(made.relay_number) is ("text_relay" in lines)


def test_all_kinds_of_faults_but_dear_and_abroad_are_among_these() -> None:
    assert len(NAMES_A_NUMBER) >= 20


@pytest.mark.parametrize(("written", "figures"), [("ext 4", "4"), ("#12", "12"), ("Extension 0042 (days)", "0042")])
def test_an_extension_is_its_figures_alone(written: str, figures: str) -> None:
    assert told("01632 960101", extension=written) == f"`{written}` is no extension; write `{figures}`"


@pytest.mark.parametrize("written", ["4 then 5", "4,2", "1:30", "4 2", "4-2", "reception", "1234567"])
def test_no_extension_is_made_up_of_what_could_dial_another_line(written: str) -> None:
    assert told("01632 960101", extension=written) == (
        f"`{written}` is no extension, which is one row of at most six figures; "
        "write the figures alone, and say the rest in `note:`"
    )


def test_an_extension_is_dialled_after_a_pause() -> None:
    made = contact("01632 960101", extension="0042")
    assert (made.phone, made.call_address) == ("01632 960101", "tel:+441632960101,0042")


@pytest.mark.parametrize(
    ("phone", "number", "address"),
    [
        ("01632 960101", "18001 01632 960101", "tel:1800101632960101"),
        ("111", "18001 111", "tel:18001111"),
        ("999", "18000", "tel:18000"),
    ],
)
def test_who_types_instead_of_speaking_dials_the_relay_first(phone: str, number: str, address: str) -> None:
    made = contact(phone, text_relay="yes")
    assert (made.relay_number, made.relay_address) == (number, address)
    assert (contact(phone).relay_number, contact(phone).relay_address) == ("", "")


@pytest.mark.parametrize(("key", "value"), [("extension", "4"), ("text_relay", "yes")])
def test_what_goes_with_a_number_needs_one(key: str, value: str) -> None:
    assert told(**{key: value}) == f"there is no number to call with this; add `phone:`, or take it out: `{key}:`"


@pytest.mark.parametrize(
    ("written", "printed", "address"),
    [("85258", "85258", "sms:85258"), ("07700900123", "07700 900123", "sms:+447700900123")],
)
def test_a_number_for_texts_is_printed_and_linked(written: str, printed: str, address: str) -> None:
    made = contact(text_number=written)
    assert (made.text_number, made.text_address, made.phone) == (printed, address, None)


@pytest.mark.parametrize("written", ["01632 960101", "Text 85258", "85 258", "999", "0800 1111", "118118", "help"])
def test_a_number_that_takes_no_texts_is_told(written: str) -> None:
    assert told(text_number=written) == (
        f"`{written}` is no number for text messages; write one that begins with 07, or one of five figures, "
        "and nothing beside it"
    )


def test_every_way_in_which_a_number_shows_is_known() -> None:
    made = contact("01632 960101", extension="4", text_relay="yes", text_number="07700 900123")
    assert made.numbers == {"01632960101", "016329601014", "1800101632960101", "07700900123"}
    assert made.numbers >= {digits(each) for each in (made.call_address, made.relay_address, made.text_address)}
    assert made.calls == made.numbers - {"07700900123"}
    assert contact().numbers == frozenset()


@pytest.mark.parametrize(
    "number",
    [
        *("0113 496 0123", "0118 496 0123", "0121 496 0123", "0161 496 0123", "0191 498 0123", "020 7946 0123"),
        *("028 9649 6123", "029 2018 0123", "01632 960123", "07700 900123", "0808 157 0123", "03069 990123"),
    ],
)
def test_numbers_for_drama_can_be_written_so_that_they_are_told_from_real_ones(number: str) -> None:
    assert is_drama_number(number)
    assert is_callable(number)


@pytest.mark.parametrize("number", ["0119 496 0123", "0171 496 0123", "0808 157 1123", "01632 961123", "0191 496 0123"])
def test_a_number_beside_those_for_drama_is_none_of_them(number: str) -> None:
    assert not is_drama_number(number)


def test_only_two_ranges_and_one_for_texts_are_for_examples() -> None:
    assert all(map(is_example_number, ("01632 960000", "0808 157 0999", "07700 900500")))
    assert not any(map(is_example_number, ("020 7946 0123", "0113 496 0123", "03069 990123", "0800 1111", "999")))


@pytest.mark.parametrize(
    "written",
    ["01632 960103", "+44 1632 960103", "+44 (0)1632 960103", "(+44) 1632 960103", "0044 1632 960103", "01632-960-103"],
)
def test_one_number_has_the_same_figures_however_it_is_written(written: str) -> None:
    assert digits(written) == "01632960103"


NUMBERS = st.text(st.sampled_from("0123456789+() -/.,;xeOolortx#\u00a0\u2013\uff10\u0661\n"), max_size=24)


@CALM
@given(st.one_of(NUMBERS, st.text(max_size=12)), st.sampled_from(["phone", "text_number", "extension"]))
def test_whatever_is_written_is_a_number_or_a_sentence(written: str, key: str) -> None:
    words, made = [], None
    try:
        made = Contact.model_validate({**BASE, "phone": "01632 960101", key: written})
    except ValidationError as refused:
        words = [message_for(each) for each in refused.errors(include_url=False)]
    assert all(";" in each for each in words)
    if made:
        assert contact(made.phone).phone == made.phone
        assert re.fullmatch(r"tel:(?:\+44)?\d{3,10}(?:,\d{1,6})?", made.call_address)
        assert re.fullmatch(r"(?:sms:(?:\+44)?\d{5,10})?", made.text_address)
