"""Results pages: what a share means, and the same numbers as a file for spreadsheets."""

import csv
import io

import pytest

from handbook.surveys.summaries import Summary
from site_builder.context import build_context
from site_builder.formatting import BYTE_ORDER_MARK, csv_text, escape_formula
from site_builder.page_list import all_pages
from site_builder.pages.results import published_results
from tests.handbooks import sample_sources
from tests.site_builder.minimal_handbook import ON, SUMMARY, minimal

PAGE, TABLE = "surveys/views/2026-spring.md", "surveys/views/2026-spring.csv"
CHOICES = ("More time", "More money", "More rest")


def summary(*questions: dict[str, object]) -> Summary:
    return Summary.model_validate({**SUMMARY, "questions": questions})


def question(kind: str, **more: object) -> dict[str, object]:
    return {"id": "it", "kind": kind, "text": "How is it?", "base": 55, **more}


def shares(*labels: str) -> list[dict[str, object]]:
    return [{"label": label, "percent": 30 + at} for at, label in enumerate(labels)]


def says(told: dict[str, object]) -> str:
    ctx = build_context(minimal(), ON)
    (shown,) = published_results(ctx, summary(told)).questions
    return shown.says


def test_a_question_from_0_to_10_says_what_its_groups_are() -> None:
    assert says(question("number", shares=shares("9 or 10", "7 or 8", "0 to 6"))) == (
        "About 55 answers. People chose a number from 0 to 10. We count the numbers in three groups: "
        "9 or 10; 7 or 8; 0 to 6."
    )
    assert "in two groups: 9 or 10; 0 to 8." in says(question("number", shares=shares("9 or 10", "0 to 8")))


def test_a_ranking_says_what_a_share_means() -> None:
    assert says(question("ranking", option_shares=shares(*CHOICES))) == (
        "About 55 answers. People put what matters most to them in order. Each share says how many put it among "
        "their first choices, in any place, so the shares do not add up to 100."
    )


def test_a_ranking_says_how_many_choices_each_person_had_while_the_form_still_asks_so() -> None:
    told = question("ranking", option_shares=shares(*CHOICES))
    shown = Summary.model_validate({**SUMMARY, "asking": "every-kind", "questions": [told | {"id": "order"}]})
    ctx = build_context(sample_sources().handbook, ON)
    (result,) = published_results(ctx, shown).questions
    assert "Each share says how many put it among their first three, in any place" in result.says


def test_a_ranking_that_the_form_no_longer_asks_is_reported_without_a_number_of_choices() -> None:
    told = question("ranking", option_shares=shares(*CHOICES))
    shown = Summary.model_validate({**SUMMARY, "asking": "every-kind", "questions": [told | {"id": "another"}]})
    ctx = build_context(sample_sources().handbook, ON)
    (result,) = published_results(ctx, shown).questions
    assert "among their first choices, in any place" in result.says


def test_who_could_choose_several_is_told_that_shares_do_not_add_up() -> None:
    assert says(question("several of", option_shares=shares(*CHOICES))) == (
        "About 55 answers. People could choose more than one, so the shares do not add up to 100."
    )


def test_answers_counted_together_with_others_are_not_called_agreement() -> None:
    together = "Strongly agree, or Agree, or Neither agree nor disagree, or Strongly disagree"
    assert says(question("agreement", shares=shares(together, "Disagree"))) == "About 55 answers."


def test_without_results_or_with_too_few_replies_the_page_says_so_in_words() -> None:
    assert "\nThe results are not published yet.\n" in all_pages(minimal(summaries={}), ON)[PAGE]
    few = Summary.model_validate({key: SUMMARY[key] for key in SUMMARY if key != "replies"} | {"questions": []})
    page = all_pages(minimal(summaries={"views/2026-spring": few}), ON)[PAGE]
    assert "\nToo few people answered, so no figures are shown.\n" in page


def test_a_question_whose_answers_are_held_back_has_no_picture_and_no_table() -> None:
    ctx = build_context(minimal(), ON)
    told = question("agreement", withheld="Fewer than 10 replies.")
    del told["base"]
    (shown,) = published_results(ctx, summary(told)).questions
    assert (shown.chart, shown.shares, shown.more) == (None, (), "")
    assert shown.counted == "Answers to: How is it?"


def test_results_that_we_have_not_answered_yet_say_so_and_stand_in_the_summary() -> None:
    page = all_pages(minimal(outcomes={}), ON)[PAGE]
    assert "<!-- Made from surveys/views/waves/2026-spring.summary.yml: change it there, not here. -->" in page
    assert "Our answer is overdue.</strong> We promised it by 30 June 2026.\n" in page
    assert "Ask us earlier." not in page


def test_real_results_are_not_marked_as_invented() -> None:
    told = Summary.model_validate(SUMMARY | {"example": "no"})
    text = all_pages(minimal(summaries={"views/2026-spring": told}), ON)[TABLE]
    assert "invented" not in text
    assert "How is it?: Spring 2026," in text


def table(*questions: dict[str, object]) -> list[list[str]]:
    pages = all_pages(minimal(summaries={"views/2026-spring": summary(*questions)}), ON)
    text = pages[TABLE]
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_each_results_page_leads_to_its_numbers_as_a_file() -> None:
    pages = all_pages(minimal(), ON)
    assert "[These numbers as a table file](2026-spring.csv) (CSV, in English), for a spreadsheet." in pages[PAGE]
    header, first, second, withheld = table(*SUMMARY["questions"])  # type: ignore[misc]
    assert header == ["asked", "question", "about how many answers", "answer", "per cent", "note"]
    asked = "How is it?: Spring 2026 (invented answers)"
    assert first == [asked, "I am asked first.", "55", "Agree or strongly agree", "62", ""]
    assert second[3:5] == ["Neither, or disagree, or strongly disagree", "38"]
    # What is held back is said in words: an empty cell would be read as nobody.
    assert withheld == [asked, "Who told you?", "not shown", "all answers", "not shown", "Fewer than 10 replies."]


def test_choices_that_are_held_back_are_said_in_words_too() -> None:
    _, *rows = table(question("several of", option_shares=shares("Training"), withheld="Some choices are not shown."))
    assert [row[3:] for row in rows] == [
        ["Training", "30", ""],
        ["all other choices", "not shown", "Some choices are not shown."],
    ]


def test_a_page_without_results_has_no_file() -> None:
    pages = all_pages(minimal(summaries={}), ON)
    assert TABLE not in pages
    assert "table file" not in pages[PAGE]


@pytest.mark.parametrize("cell", ["=1+1", "+441632960000", "-1+2", "@SUM(A1)", "\t=1", "  =1", "|calc"])
def test_no_cell_runs_as_a_formula(cell: str) -> None:
    assert escape_formula(cell) == f"'{cell}"
    assert (
        csv_text([[cell]]) == f'{BYTE_ORDER_MARK}"{chr(39)}{cell}"\r\n'
        or csv_text([[cell]]) == f"{BYTE_ORDER_MARK}'{cell}\r\n"
    )


@pytest.mark.parametrize("cell", ["-5", "12.50", "0", "No, or hardly", "", "9 or 10"])
def test_numbers_and_words_stay_as_they_are(cell: str) -> None:
    assert escape_formula(cell) == cell


def test_the_question_itself_cannot_be_a_formula() -> None:
    _, row = table({"id": "it", "kind": "number", "text": "=HYPERLINK(1)", "withheld": "Fewer than 10 replies."})
    assert row[1] == "'=HYPERLINK(1)"
