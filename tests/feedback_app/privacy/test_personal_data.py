"""Personal details are found before anything is sent: on invented comments, and not where there are none."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.privacy.personal_data import (
    DetailKind,
    find_details,
    fingerprint,
    new_details,
    redact,
    typed_length,
)
from feedback_app.privacy.personal_data.patterns import is_nhs_number
from handbook.handbook import Handbook
from handbook.pages.markdown import without_code
from tests.conftest import Figure
from tests.feedback_app.comments import PLANTED, Comment, comments
from tests.handbooks import real_sources

EACH = 60
"""Comments of each kind."""

HELP = ("999", "0800 1111", "0808 800 5000", "0800 040 7675", "01632 960001")
MOST_ALARMS_IN_TEN_THOUSAND_WORDS = 3


@pytest.fixture(scope="module")
def real_handbook() -> Handbook:
    return real_sources().handbook


def is_found(comment: Comment) -> bool:
    """Whether every letter and figure of what was planted lies within something found."""
    start = comment.text.index(comment.planted)
    covered = {place for each in find_details(comment.text) for place in range(each.start, each.end)}
    return all(
        place in covered
        for place in range(start, start + len(comment.planted))
        if comment.text[place].isalnum() and not _is_title(comment, place - start)
    )


def _is_title(comment: Comment, place: int) -> bool:
    return comment.kind == "name with title" and place < comment.planted.index(" ")


def test_everything_with_a_shape_is_found_and_nearly_every_name(figure: Figure) -> None:
    made = list(comments(EACH))
    assert len(made) >= 1000
    assert len(PLANTED) >= 20
    shaped = [each for each in made if not each.is_a_name]
    names = [each for each in made if each.is_a_name]
    missed = Counter(each.planted for each in names if not is_found(each))
    found = len(names) - missed.total()
    listed = ", ".join(f"{name} {times}" for name, times in sorted(missed.items()))
    figure(
        f"personal details: {{names}} of {{of}} planted names found; missed: {listed or 'none'}",
        names=found,
        of=len(names),
    )
    lost = [f"{each.kind}: {each.text}" for each in shaped if not is_found(each)]
    figure(
        f"personal details: {{found}} of {{shaped}} planted details with a shape found, of {len(PLANTED) - 4} kinds",
        found=len(shaped) - len(lost),
        shaped=len(shaped),
    )
    assert lost == []
    assert found >= 0.95 * len(names)


def test_a_text_without_the_detail_is_not_asked_about() -> None:
    plain = [each.text.replace(each.planted, "it") for each in comments(10)]
    assert [found.text for text in plain for found in find_details(text) if found.kind is not DetailKind.NAME] == []


def test_pages_that_name_nobody_raise_few_alarms(real_handbook: Handbook, figure: Figure) -> None:
    known = [each.phone for each in real_handbook.contacts.contacts if each.phone]
    pages = [without_code(page.body) for page in real_handbook.pages.values()]
    words = sum(len(text.split()) for text in pages)
    kinds = Counter(found.kind for text in pages for found in find_details(text, known))
    told = ", ".join(f"{kind} {times}" for kind, times in kinds.most_common())
    figure(
        f"personal details: {{alarms}} alarms in {{words}} words of the handbook ({told})",
        alarms=kinds.total(),
        words=words,
    )
    # Pages say on which day something was looked up or began.
    assert kinds.total() - kinds[DetailKind.DATE] <= words / 10_000 * MOST_ALARMS_IN_TEN_THOUSAND_WORDS


@pytest.mark.parametrize(
    "number",
    [
        *("999", "0800 1111", "08001111", "0808 800 5000", "0808-800-5000", "01632 960 001"),
        *("+44 808 800 5000", "+44 (0)808 800 5000", "0044 808 8005000", "+448088005000"),
    ],
)
def test_numbers_that_everybody_may_know_are_no_detail(number: str) -> None:
    assert find_details(f"We called {number} at once. Then 0800 040 7675.", HELP) == ()


def test_a_private_number_beside_a_help_line_is_still_found() -> None:
    (found,) = find_details("Childline 0800 1111 07700 900123", HELP)
    assert (found.kind, found.text) == (DetailKind.PHONE, "07700 900123")


@pytest.mark.parametrize("phone", ["07999 123456", "01632 199912", "07700 911112", "01011 960123"])
def test_a_number_that_everybody_may_know_hides_no_longer_one(phone: str) -> None:
    assert [found.text for found in find_details(f"Ring me on {phone} tonight.", ("999", "111", "101"))] == [phone]


@pytest.mark.parametrize(
    "words",
    [
        "Will you tell us in May or in April? Kent said it may march on.",
        "The Virtual School and the Head of Fostering told us. Ask your school. Nobody told us.",
        "I hope that grace and mercy rose. Mark the day. Summer was hard, and dawn came early.",
        "We get £120000 for 24/7 work, 2024-2025, from 9.30 to 10.15, in 2 or 3 weeks, 1 may do.",
        "Standard 12.3 of the 2011 regulations; section 47; 31 standards; year 7; aged 10.",
        "LADO, IRO, CAMHS and Ofsted said so. See https://www.gov.uk/foster-carers for more.",
    ],
)
def test_months_places_and_plain_words_are_no_names(words: str) -> None:
    assert [each.text for each in find_details(words)] == []


@pytest.mark.parametrize("number", ["9434765919", "4010232137", "4374068120"])
def test_the_last_figure_of_an_nhs_number_is_worked_out(number: str) -> None:
    assert is_nhs_number(number)
    wrong = [number[:9] + str(figure) for figure in range(10) if str(figure) != number[9]]
    assert not any(is_nhs_number(each) for each in wrong)
    assert not is_nhs_number(number[:9])


@given(st.text(max_size=400))
def test_what_is_taken_out_is_replaced_by_its_mark_and_nothing_else_changes(text: str) -> None:
    details = find_details(text)
    kept = re.split("|".join(re.escape(each.kind.mark) for each in details) or "$^", redact(text, details))
    ends = [0, *(each.end for each in details)]
    starts = [*(each.start for each in details), len(text)]
    assert kept == [text[end:start] for end, start in zip(ends, starts, strict=True)] or not details


def test_what_was_taken_out_is_not_found_again() -> None:
    for comment in comments(3):
        assert find_details(redact(comment.text, find_details(comment.text))) == ()


def test_marks_do_not_count_against_the_length() -> None:
    assert typed_length("a [phone number taken out] b") == 4
    assert typed_length("a [all sorts taken out] b") == 25


def test_marks_by_the_thousand_count_as_they_are_stored() -> None:
    assert typed_length("[date taken out]" * 50) == 0
    assert typed_length("[date taken out]" * 3_000) == 2_950 * len("[date taken out]")


def test_only_what_is_new_in_changed_words_is_told() -> None:
    assert new_details("From 1 April 2026 call 01632 960123.", "From 1 April 2026 call 01632 960123, or Priya.") != ()
    (found,) = new_details("From 1 April 2026.", "From 1 April 2026 call 07700 900123.")
    assert found.text == "07700 900123"


def test_details_of_all_kinds_are_in_the_order_of_the_text() -> None:
    text = "Jayden lives at 3 Oak Road; ring 07700 900123 on 3 April 2016."
    found = find_details(text)
    assert [each.text for each in found] == ["Jayden", "3 Oak Road", "07700 900123", "3 April 2016"]
    assert [text[each.start : each.end] for each in found] == [each.text for each in found]
    left = "[name taken out] lives at [address taken out]; ring [phone number taken out] on [date taken out]."
    assert redact(text, found) == redact(text, reversed(found)) == left


def test_of_two_that_begin_together_the_longer_is_meant() -> None:
    assert [each.text for each in find_details("She was born 3/4/2016, you know.")] == ["3/4/2016"]


def test_a_sign_that_no_keyboard_has_hides_nothing() -> None:
    assert [each.text for each in find_details("Ring 07700\x00900123 about\x00Jayden.")] == [
        "07700\x00900123",
        "Jayden",
    ]


def test_a_known_number_that_begins_like_another_does_not_cut_it_short() -> None:
    assert find_details("Ring 01632 960000 123456.", ("01632 960000", "01632 960000 123456")) == ()


def test_the_same_words_have_the_same_mark_however_they_are_written() -> None:
    mark = fingerprint("Zorblat Quixley")
    assert fingerprint("zorblat\n QUIXLEY ") == fingerprint("Zorblat-Quixley") == mark
    assert fingerprint("ZorblatQuixley") != mark
    assert fingerprint("Zorblat Quixly") != mark
    assert len(mark) == 10


def test_words_that_stood_there_are_not_new_because_they_are_broken_or_written_otherwise() -> None:
    before = "Ask Priya\nOkafor (01632-960123) or JAYDEN."
    assert new_details(before, "Ask Priya Okafor on 01632 960123, or Jayden.") == ()
    assert [each.text for each in new_details(before, "Ask Priya\nOkafor, Jayden or Tom.")] == ["Tom"]
    assert new_details(before, "Ask Jayden on 0808 800 5000.", ("0808 800 5000",)) == ()


def test_a_name_is_new_although_its_letters_stood_within_other_words() -> None:
    assert [each.text for each in new_details("The annual day.", "The annual day with Ann.")] == ["Ann"]
    assert [each.text for each in new_details("William's day.", "William's day with Liam.")] == ["Liam"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It was 3/4/2016 then.", "3/4/2016"),
        ("It was 3 may then.", ""),
        ("It was 3 mar. then.", ""),
        ("It was 3 May then.", "3 May"),
        ("It was 3rd may then.", "3rd may"),
        ("It was 3 may 2016 then.", "3 may 2016"),
        ("It was may 3rd then.", "may 3rd"),
        ("It was may 3, 2016 then.", "may 3, 2016"),
        ("It was may 3 then.", ""),
        ("It was 3 april then.", "3 april"),
        ("It was april 3 then.", "april 3"),
        ("She was born in 2016 then.", "2016"),
    ],
)
def test_a_month_that_is_also_a_word_makes_a_date_only_with_something_that_tells(text: str, date: str) -> None:
    assert "".join(each.text for each in find_details(text) if each.kind is DetailKind.DATE) == date


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We went to Zorblat Primary School.", "Zorblat Primary School"),
        ("We went to The Same Zorblat Vale School.", "Zorblat Vale School"),
        ("We went to the Zorblat Same School.", "Zorblat Same School"),
        ("We went to The Virtual School.", ""),
        ("We went to St Mary's School.", "St Mary's School"),
        ("We went to Saint School College.", "Saint School College"),
        ("we went to Zorblat primary school", "Zorblat primary school"),
        ("We went to The Local Zorblat Surgery.", "Zorblat Surgery"),
        ("We went to the Children's Hospital.", ""),
    ],
)
def test_a_school_or_surgery_is_found_by_its_own_name_without_the_words_for_any_of_them(text: str, found: str) -> None:
    assert "".join(each.text for each in find_details(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://example.org/zorblat, please.", "https://example.org/zorblat"),
        ("See www.example.org/MAX.", "www.example.org/MAX"),
        ("See www.gov.uk/foster-carers.", ""),
        ("My insta: zorblat_9 is new.", "zorblat_9"),
        ("Find me on Roblox as zorblat there.", "zorblat"),
        ("The case number is 123456 now.", "123456"),
        ("The NHS has 943 476 5919 for me.", "943 476 5919"),
        ("The NHS has 401 023 2137 for me.", "401 023 2137"),
    ],
)
def test_a_detail_is_found_without_the_words_and_signs_around_it(text: str, found: str) -> None:
    assert "".join(each.text for each in find_details(text)) == found
