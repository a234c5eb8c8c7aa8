"""Facts about the foot of every page."""

import re
from datetime import date
from typing import Any

from handbook.service.service import Service
from handbook.surveys.survey import Survey, Wave
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import ON, PAGE, REVIEW, SURVEY, WAVE, minimal, page

NIGHTS = "policies/nights.md"


def service(**more: str) -> Service:
    return Service.model_validate({**REVIEW, "name": "x", "title": "x", "demonstration": "no", **more})


def test_the_foot_comes_in_its_order(pages: dict[str, str]) -> None:
    marks = (
        "<!-- Added below every page -->",
        "## Who to call about this",
        "have-your-say",
        "/page-feedback/",
        "/suggest/",
        "<summary>Reviewed on 1 October 2026</summary>",
        "Next review: by",
        'id="promises-kept"',
        'id="sources"',
    )
    places = [pages[NIGHTS].index(mark) for mark in marks]
    assert places == sorted(places)


def test_every_page_says_when_it_was_reviewed_and_asks_whether_it_was_useful(pages: dict[str, str]) -> None:
    for path, text in ((path, text) for path, text in pages.items() if path.endswith(".md")):
        assert ("<summary>Reviewed on" in text) != path.startswith("children/"), path
        assert '<form class="useful page-foot__section" method="post" action="/page-feedback/"' in text, path


def test_a_page_sends_its_own_address_with_yes_or_no(pages: dict[str, str]) -> None:
    assert '<input type="hidden" name="page" value="/policies/nights/">' in pages[NIGHTS]
    assert 'name="useful" value="yes"' in pages[NIGHTS]
    assert 'name="useful" value="no"' in pages[NIGHTS]


def test_an_overdue_review_is_said_plainly() -> None:
    text = all_pages(minimal(), date(2027, 10, 2))[NIGHTS]
    assert "Next review: **overdue**, it was due by 1 October 2027." in text
    assert "**This page is overdue for review.** It was due by 1 October 2027." in text.partition("<footer")[0]


def test_promises_are_in_the_order_of_the_charter(pages: dict[str, str]) -> None:
    foot = pages[NIGHTS].split('id="promises-kept"')[1]
    assert foot.index("#moor-1") < foot.index("#moor-2")


def test_open_consultations_come_before_surveys_and_closed_ones_do_not_come(pages: dict[str, str]) -> None:
    assert "[Nights away](/answer/nights/)" in pages[NIGHTS].partition("have-your-say")[2]
    assert "/answer/views/" not in pages[NIGHTS]
    soon = Wave.model_validate({**WAVE, "opens": "2026-11-01", "closes": "2026-11-30", "answer_due": "2027-01-31"})
    both = all_pages(minimal(waves={"views": {"2026-winter": soon}}, summaries={}, outcomes={}), ON)[NIGHTS]
    assert both.index("(/answer/nights/)") < both.index("(/answer/views/)")


def test_a_page_is_not_asked_to_link_to_itself(pages: dict[str, str]) -> None:
    assert "have-your-say" not in pages["surveys/nights.md"]


def test_a_theme_shared_with_a_survey_is_enough(pages: dict[str, str]) -> None:
    assert "/answer/nights/" in pages["themes/talk.md"]
    assert "/answer/nights/" not in pages["themes/money.md"]


def test_suggest_a_change_leads_to_the_file_on_the_forge() -> None:
    made = all_pages(minimal(service=service(edit_address="https://forge.example/edit/{path}")), ON)
    assert "(https://forge.example/edit/docs/policies/nights.md)" in made[NIGHTS]
    assert "(https://forge.example/edit/charters/moor.yml)" in made["charters/moor.md"]


def test_everybody_can_suggest_a_change_and_is_told_how_else_to_ask() -> None:
    how = {"suggest-a-change.md": page("suggest-a-change.md", {**PAGE, "title": "Suggest a change"}, "Call us.")}
    made = all_pages(minimal(pages=how), ON)
    assert "[Suggest a change to this page](/suggest/?page=/charters/moor/)" in made["charters/moor.md"]
    assert "[Tell us in another way](../suggest-a-change.md)" in made["charters/moor.md"]
    assert "[Tell us in another way]" not in made["suggest-a-change.md"]


def test_forms_at_another_address_are_found_there() -> None:
    made = all_pages(minimal(service=service(forms_address="https://forms.example")), ON)
    assert 'action="https://forms.example/page-feedback/"' in made[NIGHTS]
    assert "(https://forms.example/answer/nights/)" in made[NIGHTS]
    assert "(https://forms.example/suggest/?page=/policies/nights/)" in made[NIGHTS]


def test_each_contact_is_one_line_with_its_number_and_hours(pages: dict[str, str]) -> None:
    foot = pages[NIGHTS].partition("## Who to call about this")[2]
    assert "- **Duty worker**: [01632 960001](tel:+441632960001). " in foot


def test_numbers_that_the_text_already_has_open_on_demand_at_the_foot() -> None:
    told = {NIGHTS: page(NIGHTS, PAGE, "Call {{ contact.duty }}.")}
    foot = all_pages(minimal(pages=told), ON)[NIGHTS].partition("<footer")[2]
    fold = foot.partition('<details class="page-foot__fold" id="who-to-call-about-this"')[2].partition("</details>")[0]
    assert "- **Duty worker**: [01632 960001](tel:+441632960001). " in fold


def test_numbers_that_the_text_has_only_in_a_closed_part_are_listed_at_the_foot() -> None:
    closed = "<details markdown='block'>\n<summary>More</summary>\n\nCall {{ contact.duty }}.\n\n</details>"
    foot = all_pages(minimal(pages={NIGHTS: page(NIGHTS, PAGE, closed)}), ON)[NIGHTS].partition("<footer")[2]
    assert "## Who to call about this" in foot


def test_a_page_lists_at_its_foot_what_it_answers_for_readers_who_ask_in_their_own_words() -> None:
    header = {**PAGE, "questions": [{"ask": "Can he stay at a mate's?", "heading": "decide"}]}
    made = all_pages(minimal(pages={NIGHTS: page(NIGHTS, header, "## Decide\n\nYes.")}), ON)[NIGHTS]
    assert "<summary>This page answers one question</summary>\n\n- [Can he stay at a mate's?](#decide)" in made


def test_the_pages_of_children_carry_nothing_that_is_for_the_people_who_keep_them() -> None:
    path = "children/nights.md"
    foot = all_pages(minimal(pages={path: page(path, PAGE, "Words.")}), ON)[path].partition("<footer")[2]
    assert "Who to call about this" in foot
    assert "/page-feedback/" in foot
    for apparatus in ("<details", "Reviewed", "promise", "Standard", "source"):
        assert apparatus not in foot


def test_other_words_for_a_page_are_on_it_for_all_to_see(pages: dict[str, str]) -> None:
    assert "Other words for this page: sleepover." in pages[NIGHTS]


def test_the_title_is_no_other_word_for_a_page() -> None:
    header = {**PAGE, "keywords": [PAGE["title"], "sleepover"]}
    made = all_pages(minimal(pages={NIGHTS: page(NIGHTS, header, "Words.")}), ON)[NIGHTS]
    assert "Other words for this page: sleepover." in made


def test_a_made_page_names_its_source(pages: dict[str, str]) -> None:
    assert "<!-- Made from charters/moor.yml: change it there, not here. -->" in pages["charters/moor.md"]
    assert "<!-- Written in docs/policies/nights.md: change it there, not here. -->" in pages[NIGHTS]


def asked(slug: str, **more: object) -> dict[str, Any]:
    """A survey with one open wave, about the theme of the page of nights."""
    opened = {**WAVE, "opens": "2026-11-01", "closes": "2026-12-30", "answer_due": "2027-02-28"}
    return {slug: (Survey.model_validate({**SURVEY, "title": slug, **more}), Wave.model_validate(opened))}


def foot_of(path: str, surveys: dict[str, Any]) -> str:
    made = minimal(
        surveys={slug: survey for slug, (survey, _) in surveys.items()},
        waves={slug: {"now": wave} for slug, (_, wave) in surveys.items()},
        pages={} if path.startswith("surveys/") else {path: page(path, PAGE, "Words.")},
        summaries={},
        outcomes={},
    )
    return all_pages(made, ON)[path].partition("<footer")[2].partition("have-your-say")[2]


def test_the_foot_has_two_surveys_those_that_name_the_page_first_and_a_link_to_the_rest() -> None:
    several = (
        asked("first", pages=[]) | asked("second", pages=[]) | asked("third", pages=[]) | asked("own", pages=[NIGHTS])
    )
    foot = foot_of(NIGHTS, several)
    assert re.findall(r"\(/answer/(\w+)/\)", foot) == ["nights", "own"]
    assert "[More that you can answer](../surveys/index.md#open)" in foot
    assert "More that you can answer" not in foot_of(NIGHTS, asked("first"))


def test_children_and_carers_are_each_asked_what_was_written_for_them() -> None:
    both = asked("grown", pages=[]) | asked("young", pages=[], for_children="yes")
    assert "/answer/young/" in foot_of("children/rights.md", both)
    assert "/answer/grown/" not in foot_of("children/rights.md", both)
    assert "/answer/young/" not in foot_of("guides/rights.md", both)
    assert "/answer/grown/" in foot_of("guides/rights.md", both)


def test_a_childrens_page_that_a_form_names_has_only_such_forms() -> None:
    path = "children/rights.md"
    both = asked("old", pages=[path], for_children="yes") | asked("young", pages=[], for_children="yes")
    foot = foot_of(path, both)
    assert "/answer/old/" in foot
    assert "/answer/young/" not in foot


def test_the_page_of_a_form_for_children_offers_only_forms_for_children() -> None:
    every = asked("grown", pages=[])
    for name in ("old", "young"):
        every |= asked(name, pages=[], for_children="yes")
    foot = foot_of("surveys/old.md", every)
    assert "/answer/young/" in foot
    assert "/answer/grown/" not in foot
    assert "/answer/old/" not in foot


def test_children_see_the_form_of_each_age_and_for_which_age_it_is() -> None:
    ages = {}
    for age in ("four", "eight", "twelve"):
        ages |= asked(age, pages=[], for_children="yes", summary=f"For children of {age}.")
    foot = foot_of("children/rights.md", ages)
    assert re.findall(r"\(/answer/(\w+)/\).* For children of (\w+)\.", foot) == [(age, age) for age in sorted(ages)]
    assert "More that you can answer" not in foot


def test_a_link_to_a_form_says_which_form_to_those_who_hear_it(pages: dict[str, str]) -> None:
    assert (
        '(/answer/nights/){: aria-label="Comment on this proposal: Nights away" } (3 minutes, until 28 February)'
        in pages[NIGHTS]
    )


def test_other_words_for_a_page_count_in_the_search_and_its_foot_does_not(pages: dict[str, str]) -> None:
    assert '\ntags:\n  - "sleepover"\nsearch:\n  boost: 2\n' in pages[NIGHTS]
    assert '<footer class="page-foot"' in pages[NIGHTS], "what it is called keeps it out: site_builder.search.places"


def test_a_list_of_everything_is_kept_out_of_the_search(pages: dict[str, str]) -> None:
    for path in ("a-to-z.md", "a-to-z/s.md", "contents.md"):
        assert "\nsearch:\n  exclude: true\n" in pages[path], path
    assert "exclude: true" not in pages[NIGHTS]
