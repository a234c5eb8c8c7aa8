"""What is decided about details in what somebody wrote, and what is still to be asked."""

from feedback_app.privacy.personal_data import DetailKind, PersonalDetail, find_details, fingerprint
from feedback_app.web.personal_data_review import (
    ALL,
    MAX_QUESTIONS,
    DetailQuestion,
    ReviewedTexts,
    detail_finder,
    public_numbers,
    review_texts,
)
from handbook.handbook import Handbook

JAYDEN, PRIYA, TOM = (fingerprint(name) for name in ("Jayden", "Priya", "Tom"))
TEXTS = {"one": "Ask Jayden or Priya.", "two": "priya and JAYDEN. Then Tom."}


def find(_name: str, text: str) -> tuple[PersonalDetail, ...]:
    return find_details(text)


def settled(**sent: str) -> ReviewedTexts:
    return review_texts(TEXTS, sent, find)


def still_asked(**sent: str) -> list[str]:
    return [each.detail.text for each in settled(**sent).questions]


def test_each_detail_is_asked_about_once_with_its_words_around_it() -> None:
    undecided = settled()
    assert (undecided.texts, undecided.kept) == (TEXTS, "")
    assert undecided.questions == (
        DetailQuestion(PersonalDetail(DetailKind.NAME, 4, 10, "Jayden"), "Ask ", " or Priya."),
        DetailQuestion(PersonalDetail(DetailKind.NAME, 14, 19, "Priya"), "Ask Jayden or ", "."),
        DetailQuestion(PersonalDetail(DetailKind.NAME, 23, 26, "Tom"), "priya and JAYDEN. Then ", "."),
    )


def test_what_is_taken_out_is_taken_out_wherever_it_stands_and_the_rest_is_asked_about_as_it_then_is() -> None:
    taken = settled(take=PRIYA)
    assert taken.texts == {"one": "Ask Jayden or [name taken out].", "two": "[name taken out] and JAYDEN. Then Tom."}
    assert taken.kept == ""
    assert [(each.detail.text, each.before) for each in taken.questions] == [
        ("Jayden", "Ask "),
        ("Tom", "[name taken out] and JAYDEN. Then "),
    ]
    everything = settled(take=ALL)
    assert everything.questions == ()
    assert everything.texts == {
        "one": "Ask [name taken out] or [name taken out].",
        "two": "[name taken out] and [name taken out]. Then [name taken out].",
    }


def test_what_is_kept_is_not_asked_about_again_and_not_taken_out_with_all_the_rest() -> None:
    first = settled(keep=PRIYA)
    assert (first.texts, first.kept) == (TEXTS, PRIYA)
    assert [each.detail.text for each in first.questions] == ["Jayden", "Tom"]
    second = settled(keep=TOM, kept=first.kept)
    assert second.kept == " ".join(sorted((PRIYA, TOM)))
    assert [each.detail.text for each in second.questions] == ["Jayden"]
    last = settled(take=ALL, kept=second.kept)
    assert last.texts == {"one": "Ask [name taken out] or Priya.", "two": "priya and [name taken out]. Then Tom."}
    assert last.questions == ()


def test_all_that_is_kept_at_once_stays_as_it_was_written() -> None:
    everything = settled(keep=ALL)
    assert (everything.texts, everything.questions) == (TEXTS, ())
    assert everything.kept == " ".join(sorted((JAYDEN, PRIYA, TOM)))


def test_a_button_for_something_that_stands_there_no_longer_decides_nothing() -> None:
    gone = fingerprint("Quixley")
    assert still_asked(take=gone) == still_asked(keep=gone) == ["Jayden", "Priya", "Tom"]
    assert settled(keep=gone).kept == ""


def test_each_field_is_looked_through_by_its_name() -> None:
    seen = review_texts(TEXTS, {"take": TOM}, lambda name, text: find_details(text) if name == "two" else ())
    assert seen.texts == {"one": "Ask Jayden or Priya.", "two": "priya and JAYDEN. Then [name taken out]."}
    assert [each.detail.text for each in seen.questions] == ["priya", "JAYDEN"]


def test_a_page_asks_about_twenty_and_leaves_the_others_for_the_next() -> None:
    numbers = [f"07700 9001{number:02}" for number in range(MAX_QUESTIONS + 2)]
    texts = {"one": ", ".join(numbers)}
    asked = review_texts(texts, {}, find).questions
    assert [each.detail.text for each in asked] == numbers[:MAX_QUESTIONS]
    kept = " ".join(each.detail.mark for each in asked)
    assert [each.detail.text for each in review_texts(texts, {"kept": kept}, find).questions] == numbers[MAX_QUESTIONS:]


def test_only_so_many_words_around_a_detail_are_shown_and_none_of_another_line() -> None:
    full = "x" * 19 + " " + "y" * 19
    (one,) = review_texts({"one": f"{full} Tom {full}"}, {}, find).questions
    assert (one.before, one.after) == (f"{full} ", f" {full}")
    (one,) = review_texts({"one": f"a{full} Tom {full}b"}, {}, find).questions
    assert (one.before, one.after) == (f"... {'y' * 19} ", f" {'x' * 19} ...")
    (one,) = review_texts({"one": "A.\nB.\nC, Tom, d.\nE.\nF."}, {}, find).questions
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
    assert {"999", "112", "111", "101", "01632960199"} <= set(public_numbers(contacts))
    found = detail_finder(contacts)("one", "Ring 01632 960199 or 01632 960198.")
    assert [each.text for each in found] == ["01632 960198"]


def test_no_more_is_carried_on_than_three_boxes_hold() -> None:
    marks = [f"{number:010x}" for number in range(3001)]
    assert settled(kept=" ".join(marks)).kept == " ".join(marks[:3000])
