"""The page of everybody who can be called: danger first, then who answers now, then each contact."""

from handbook.facts.places import Places
from handbook.service.contacts import Urgency
from site_builder.context import BuildContext
from site_builder.page import SitePage
from site_builder.pages.calling import holidays_from, problem_rows, usual_hours
from site_builder.render import render

URGENCY_TITLES = {
    Urgency.EMERGENCY: "In danger now",
    Urgency.URGENT: "Urgent",
    Urgency.EVERYDAY: "Everyday questions",
}
NEXT = 10
"""So many bank holidays to come are named: about a year of them."""


def who_to_call_page(ctx: BuildContext) -> SitePage:
    """All contacts, most urgent first."""
    contacts = ctx.handbook.contacts
    groups = [
        {
            "id": urgency.value,
            "title": title,
            "contacts": [each for each in contacts.contacts if each.urgency is urgency],
        }
        for urgency, title in URGENCY_TITLES.items()
    ]
    places = ctx.handbook.facts.get(Places)
    holidays = holidays_from(ctx.on)
    found = list(problem_rows(contacts))
    body = render(
        "who-to-call",
        "who-to-call.md",
        groups=[group for group in groups if group["contacts"]],
        rows=found,
        usual=(usual_hours(row.by_day for row in found), usual_hours(row.other_times for row in found)),
        areas=places.areas if places and any(each.areas for each in contacts.contacts) else (),
        holidays=holidays,
        next_holidays=holidays[:NEXT],
        examples=any(each.example for each in contacts.contacts),
    )
    return SitePage(
        path="who-to-call.md",
        title="Who to call",
        summary="The right number for now, for tonight and for tomorrow.",
        body=body,
        source="service/contacts.yml",
        place=("contacts",),
        review=contacts,
        keywords=("phone numbers", "help now", "emergency", "telephone"),
        boost=2,
    )
