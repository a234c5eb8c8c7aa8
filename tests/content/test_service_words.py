"""The real contacts, posts and words: somebody always answers, and every short form is explained."""

import re
from datetime import date
from itertools import chain
from pathlib import Path

from handbook.facts.places import Places
from handbook.handbook import Handbook
from handbook.rules.short_forms import check_short_forms
from handbook.service.reachability import gaps
from handbook.sources import Sources
from site_builder.layout.abbreviations import short_terms
from site_builder.page_list import all_pages
from site_builder.pages.who_to_call import problem_rows
from tests.conftest import Figure

ROOT = Path(__file__).parent.parent.parent
NATIONAL = {
    "999",  # Police, ambulance and fire
    "101",  # Police, when it is not an emergency
    "0808 800 5000",  # NSPCC helpline
    "0800 1111",  # Childline
    "116 123",  # Samaritans
    "111",  # NHS 111
    "0800 068 4141",  # HOPELINE247 (Papyrus)
    "116 000",  # Missing People and Runaway Helpline
    "0808 200 0247",  # National Domestic Abuse Helpline
    "0808 801 0327",  # Men's Advice Line
    "020 7008 0151",  # Forced Marriage Unit
    "0800 599 9247",  # Karma Nirvana
    "0800 012 1700",  # Modern Slavery and Exploitation Helpline
    "0800 011 3764",  # Act Early support line
    "0800 040 7675",  # Fosterline
    "0121 758 5013",  # FosterTalk
    "0800 528 0731",  # Help at Hand, Children's Commissioner
    "0808 800 5792",  # Coram Voice
    "0808 808 1001",  # NYAS, National Youth Advocacy Service
    "0300 123 1231",  # Ofsted
    "0808 801 0366",  # Family Rights Group
    "0800 028 0285",  # NSPCC Whistleblowing Advice Line
    "020 3117 2520",  # Protect
    "0300 123 7015",  # Kinship
    "0300 061 0614",  # Local Government and Social Care Ombudsman
    "0300 123 6600",  # Talk to Frank
    "0808 100 0900",  # Stop It Now
    "0800 999 5428",  # Galop
    "0808 802 4040",  # Respect Phoneline
    "0800 011 9100",  # Switchboard LGBT+
    "0808 802 6869",  # The Lullaby Trust
    "0808 800 2222",  # Family Lives
}
"""Real numbers of national lines; every other number is an example."""
SEEDS = (
    *("ADM", "A/L", "CAMHS", "CIC", "CSE", "CSWT", "CYPE", "DDP", "FCA", "IFA", "IRO", "KEEP", "LAC"),
    *("LADO", "MIU", "MOMO", "NMS", "OOH", "OYPC", "PDP", "SCR", "TOD", "TPS", "TSD", "UASC", "VSK", "YAC"),
)
"""Short forms of fostering that the source documents use; without the names of one council's own bodies."""


def test_the_glossary_misses_no_short_form(sources: Sources, figure: Figure) -> None:
    misses = [str(each) for each in check_short_forms(sources)]
    figure(f"glossary: {len(sources.handbook.glossary.terms)} terms; glossary misses: {len(misses)}")
    assert misses == []


def test_the_glossary_has_every_short_form_of_the_sources(handbook: Handbook) -> None:
    assert set(SEEDS) <= set(short_terms(handbook.glossary))
    assert len(SEEDS) == 27
    assert len(short_terms(handbook.glossary)) >= 60


def test_what_is_ordinary_needs_no_entry(handbook: Handbook) -> None:
    assert not set(handbook.glossary.ordinary) & {term.term for term in handbook.glossary.terms}


def test_somebody_answers_at_any_hour_in_any_area_for_any_kind_of_problem(handbook: Handbook, figure: Figure) -> None:
    contacts, places = handbook.contacts, handbook.facts.get(Places)
    assert places
    found = [gaps(contacts, kind, area.id) for kind in contacts.problems for area in places.areas]
    hours = sum(gap.length for gap in chain.from_iterable(found)) / 60
    figure(
        f"contacts: {len(contacts.contacts)} lines, {len(contacts.problems)} kinds of problem, "
        f"{len(places.areas)} areas; "
        f"{hours:.0f} hours of a week with nobody to call"
    )
    assert hours == 0
    assert len(contacts.problems) >= 15


def test_every_kind_of_problem_but_danger_has_a_row_with_numbers_on_both_sides(handbook: Handbook) -> None:
    found = list(problem_rows(handbook.contacts))
    assert {row.problem.id for row in found} == {kind.id for kind in handbook.contacts.problems} - {"danger-now"}
    for row in found:
        assert any(each.contact.phone for each in row.by_day)
        assert row.problem.can_wait or any(each.contact.phone for each in row.other_times)


def test_an_area_is_told_by_places_that_people_know(handbook: Handbook, on: date) -> None:
    places = handbook.facts.get(Places)
    assert places
    assert all(area.place_names for area in places.areas)
    titles = "|".join(area.title for area in places.areas)
    # "Head of Fostering West" is a post, the South East a region, and `(East)` or `East (Gullhaven)` has its places.
    alone = re.compile(rf"(?<!South )(?<!Fostering )(?<![\w(])(?:{titles})(?![\w),]| [\w(])")
    pages = all_pages(handbook, on)
    assert [f"{path}: {match[0]}" for path, text in pages.items() for match in alone.finditer(text)] == []
    names = {area.id: area.place_names for area in places.areas}
    for contact in handbook.contacts.contacts:
        for area in contact.areas:
            assert all(name in contact.title and name in contact.use for name in names[area]), contact.id


def test_only_national_lines_have_real_numbers(handbook: Handbook) -> None:
    assert {each.phone for each in handbook.contacts.contacts if each.phone and not each.example} == NATIONAL


def test_the_areas_teams_and_posts_are_those_of_the_annual_report_and_no_person_is_named(handbook: Handbook) -> None:
    places = handbook.facts.get(Places)
    assert places
    assert [area.id for area in places.areas] == ["north", "south", "east", "west"]
    assert len(places.teams) >= 20
    assert len(places.roles) >= 30
    assert places.example
    assert handbook.contacts.people == ()
