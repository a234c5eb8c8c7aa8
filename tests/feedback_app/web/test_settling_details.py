"""What is decided about details in what somebody wrote, and what is still to be asked."""

from feedback_app.privacy.personal_data import Detail, DetailKind, find_details, short_mark
from feedback_app.web.personal_data_review import (
    ALL,
    ASKED_AT_ONCE,
    Asked,
    Settled,
    find_in,
    numbers_everybody_may_know,
    settle,
)
from handbook.handbook import Handbook

JAYDEN, PRIYA, TOM = (short_mark(name) for name in ("Jayden", "Priya", "Tom"))
TEXTS = {"one": "Ask Jayden or Priya.", "two": "priya and JAYDEN. Then Tom."}


def find(_name: str, text: str) -> tuple[Detail, ...]:
    return find_details(text)


def settled(**sent: str) -> Settled:
    return settle(TEXTS, sent, find)


def still_asked(**sent: str) -> list[str]:
    return [each.detail.text for each in settled(**sent).asked]


def test_each_detail_is_asked_about_once_with_its_words_around_it() -> None:
    undecided = settled()
    assert (undecided.texts, undecided.kept) == (TEXTS, "")
    assert undecided.asked == (
        Asked(Detail(DetailKind.NAME, 4, 10, "Jayden"), "Ask ", " or Priya."),
        Asked(Detail(DetailKind.NAME, 14, 19, "Priya"), "Ask Jayden or ", "."),
        Asked(Detail(DetailKind.NAME, 23, 26, "Tom"), "priya and JAYDEN. Then ", "."),
    )


def test_what_is_taken_out_is_taken_out_wherever_it_stands_and_the_rest_is_asked_about_as_it_then_is() -> None:
    taken = settled(take=PRIYA)
    assert taken.texts == {"one": "Ask Jayden or [name taken out].", "two": "[name taken out] and JAYDEN. Then Tom."}
    assert taken.kept == ""
    assert [(each.detail.text, each.before) for each in taken.asked] == [
        ("Jayden", "Ask "),
        ("Tom", "[name taken out] and JAYDEN. Then "),
    ]
    everything = settled(take=ALL)
    assert everything.asked == ()
    assert everything.texts == {
        "one": "Ask [name taken out] or [name taken out].",
        "two": "[name taken out] and [name taken out]. Then [name taken out].",
    }


def test_what_is_kept_is_not_asked_about_again_and_not_taken_out_with_all_the_rest() -> None:
    first = settled(keep=PRIYA)
    assert (first.texts, first.kept) == (TEXTS, PRIYA)
    assert [each.detail.text for each in first.asked] == ["Jayden", "Tom"]
    second = settled(keep=TOM, kept=first.kept)
    assert second.kept == " ".join(sorted((PRIYA, TOM)))
    assert [each.detail.text for each in second.asked] == ["Jayden"]
    last = settled(take=ALL, kept=second.kept)
    assert last.texts == {"one": "Ask [name taken out] or Priya.", "two": "priya and [name taken out]. Then Tom."}
    assert last.asked == ()


def test_all_that_is_kept_at_once_stays_as_it_was_written() -> None:
    everything = settled(keep=ALL)
    assert (everything.texts, everything.asked) == (TEXTS, ())
    assert everything.kept == " ".join(sorted((JAYDEN, PRIYA, TOM)))


def test_a_button_for_something_that_stands_there_no_longer_decides_nothing() -> None:
    gone = short_mark("Quixley")
    assert still_asked(take=gone) == still_asked(keep=gone) == ["Jayden", "Priya", "Tom"]
    assert settled(keep=gone).kept == ""


def test_each_field_is_looked_through_by_its_name() -> None:
    seen = settle(TEXTS, {"take": TOM}, lambda name, text: find_details(text) if name == "two" else ())
    assert seen.texts == {"one": "Ask Jayden or Priya.", "two": "priya and JAYDEN. Then [name taken out]."}
    assert [each.detail.text for each in seen.asked] == ["priya", "JAYDEN"]


def test_a_page_asks_about_twenty_and_leaves_the_others_for_the_next() -> None:
    numbers = [f"07700 9001{number:02}" for number in range(ASKED_AT_ONCE + 2)]
    texts = {"one": ", ".join(numbers)}
    asked = settle(texts, {}, find).asked
    assert [each.detail.text for each in asked] == numbers[:ASKED_AT_ONCE]
    kept = " ".join(each.detail.mark for each in asked)
    assert [each.detail.text for each in settle(texts, {"kept": kept}, find).asked] == numbers[ASKED_AT_ONCE:]


def test_only_so_many_words_around_a_detail_are_shown_and_none_of_another_line() -> None:
    full = "x" * 19 + " " + "y" * 19
    (one,) = settle({"one": f"{full} Tom {full}"}, {}, find).asked
    assert (one.before, one.after) == (f"{full} ", f" {full}")
    (one,) = settle({"one": f"a{full} Tom {full}b"}, {}, find).asked
    assert (one.before, one.after) == (f"... {'y' * 19} ", f" {'x' * 19} ...")
    (one,) = settle({"one": "A.\nB.\nC, Tom, d.\nE.\nF."}, {}, find).asked
    assert (one.before, one.after) == ("C, ", ", d.")


def test_emergency_numbers_and_those_of_the_handbook_are_known_to_everybody(sample_handbook: Handbook) -> None:
    contact = sample_handbook.contacts.contacts[0]
    contacts = sample_handbook.contacts.model_copy(
        update={
            "contacts": (
                contact.model_copy(update={"phone": "01632 960199"}),
                contact.model_copy(update={"phone": None}),
            )
        }
    )
    assert {"999", "112", "111", "101", "01632960199"} <= set(numbers_everybody_may_know(contacts))
    found = find_in(contacts)("one", "Ring 01632 960199 or 01632 960198.")
    assert [each.text for each in found] == ["01632 960198"]


def test_no_more_is_carried_on_than_three_boxes_hold() -> None:
    marks = [f"{number:010x}" for number in range(3001)]
    assert settled(kept=" ".join(marks)).kept == " ".join(marks[:3000])
