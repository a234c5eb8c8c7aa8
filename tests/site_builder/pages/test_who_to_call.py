"""Who can be called about what: the rows of the table, and what the script is told."""

from datetime import date

from handbook.service.contacts import Contacts
from site_builder.page_list import all_pages
from site_builder.pages.who_to_call import holidays_from, problem_rows, usual_hours
from tests.site_builder.minimal_handbook import NOTICE, ON, REVIEW, minimal

OFFICE = {"days": "mon-fri", "opens": "09:00", "closes": "17:00", "bank_holidays": "closed"}
ALWAYS = {"days": "mon-sun", "opens": "00:00", "closes": "24:00", "bank_holidays": "open"}
NIGHT = {"days": "mon-sun", "opens": "17:00", "closes": "09:00", "bank_holidays": "open"}
WEEKEND = {"days": "sat, sun", "opens": "09:00", "closes": "17:00", "bank_holidays": "open"}
HOLIDAY = {"days": "mon-fri", "opens": "09:00", "closes": "17:00", "bank_holidays": "only"}


def line(id_: str, problem: str, *hours: dict[str, str], **more: object) -> dict[str, object]:
    written = {"hours": list(hours)} if hours else {"hours_unknown": "See the website."}
    base = {"id": id_, "title": id_.title(), "use": "you must", "urgency": "urgent", "phone": "01632 960001"}
    return {**base, "example": "yes", "problems": [problem], **written, **more}


def kept(*lines: dict[str, object], **help_: object) -> Contacts:
    kinds = [
        {"id": "danger", "title": "Danger"},
        {"id": "money", "title": "Money", "otherwise": "help"},
        {"id": "help", "title": "Help", **help_},
    ]
    emergency = line("police", "danger", ALWAYS, urgency="emergency", phone="999", example="no")
    return Contacts.model_validate(
        {**REVIEW, "problems": kinds, "contacts": [emergency, *lines], "notice": {**NOTICE, "danger": "police"}}
    )


def columns(contacts: Contacts, problem: str) -> tuple[list[str], list[str]]:
    row = next(row for row in problem_rows(contacts) if row.problem.id == problem)
    return [each.contact.id for each in row.by_day], [each.contact.id for each in row.other_times]


def test_what_only_the_emergency_number_serves_has_no_row() -> None:
    assert [row.problem.id for row in problem_rows(kept(line("desk", "help", ALWAYS)))] == ["money", "help"]


def test_where_nobody_of_the_kind_answers_the_kind_named_instead_does() -> None:
    contacts = kept(
        line("pay", "money", OFFICE), line("desk", "help", OFFICE), line("night", "help", NIGHT, WEEKEND, HOLIDAY)
    )
    assert columns(contacts, "money") == (["pay"], ["night"])
    assert columns(contacts, "help") == (["desk"], ["night"])
    (row, _) = problem_rows(contacts)
    assert [each.instead for each in row.other_times] == [True]


def test_the_order_that_the_service_named_is_the_order_of_the_row() -> None:
    lines = line("day", "help", OFFICE), line("late", "help", ALWAYS), line("pay", "money", ALWAYS)
    assert columns(kept(*lines, call=["late", "day", "pay"]), "help") == (["late", "day"], ["late"])


def test_what_can_wait_names_nobody_for_other_times() -> None:
    contacts = kept(line("desk", "help", OFFICE), can_wait="yes")
    assert columns(contacts, "help") == (["desk"], [])
    opens = "It can wait until this opens: Monday to Friday, 9am to 5pm, except bank holidays."
    assert opens in all_pages(minimal(contacts=contacts, pages={}), ON)["who-to-call.md"]


def test_a_line_for_some_areas_only_does_not_end_the_search() -> None:
    contacts = kept(line("pay", "money", OFFICE, areas=["east"]), line("desk", "help", ALWAYS))
    assert columns(contacts, "money") == (["pay", "desk"], ["desk"])


def test_who_may_or_may_not_answer_stands_with_office_hours() -> None:
    contacts = kept(line("web", "money"), line("card", "money", OFFICE, phone=None), line("desk", "help", ALWAYS))
    assert columns(contacts, "money") == (["web", "card", "desk"], ["desk"])


def test_the_usual_hours_are_those_of_most_lines() -> None:
    found = list(
        problem_rows(kept(line("pay", "money", OFFICE), line("desk", "help", OFFICE), line("all", "help", ALWAYS)))
    )
    assert usual_hours(row.by_day for row in found) == "Monday to Friday, 9am to 5pm, except bank holidays"
    assert usual_hours([]) == ""


def test_the_page_puts_danger_first_then_the_table_then_the_rest() -> None:
    contacts = kept(line("pay", "money", OFFICE), line("night", "help", NIGHT, WEEKEND, HOLIDAY))
    page = all_pages(minimal(contacts=contacts, pages={}), ON)["who-to-call.md"]
    assert page.index('<div class="call-now"') < page.index("## In danger now") < page.index("## By day and by night")
    assert page.index("## By day and by night") < page.index("## Urgent")
    assert page.count('data-line="night"') == 3
    assert "Call here when nobody else answers." in page
    assert "- 25 December 2026" in page


def test_the_bank_holidays_to_come_are_those_of_england() -> None:
    assert [f"{each:%Y-%m-%d}" for each in holidays_from(date(2026, 1, 1))[:16]] == [
        *("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04"),
        *("2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"),
        *("2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03"),
        *("2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"),
    ]
    assert holidays_from(date(2026, 12, 26))[0] == date(2026, 12, 28)


def test_a_row_says_the_extension_and_names_who_takes_only_texts() -> None:
    lines = (
        line("duty", "help", ALWAYS, extension="4"),
        line("words", "money", ALWAYS, phone=None, text_number="07700 900001"),
        line("card", "money", OFFICE, phone=None),
    )
    made = all_pages(minimal(contacts=kept(*lines)), ON)["who-to-call.md"]
    called = '<a class="calling__number" href="tel:+441632960001,4">01632 960001</a> extension 4 (example)'
    assert made.count(called) == 4
    texted = 'Text <a class="calling__number" href="sms:+447700900001">07700 900001</a> (example)'
    assert made.count(texted) == 1
    assert made.count("The number is in your papers.") == 1
