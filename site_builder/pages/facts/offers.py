"""The directory of support: what the service offers, and who helps from outside."""

from collections.abc import Iterator

from handbook.facts.offers import Offer, Offers, Provider
from handbook.facts.places import Places
from site_builder.context import BuildContext
from site_builder.page import SitePage, references_to
from site_builder.render import render

PATH = "support/directory.md"

GIVERS = {
    Provider.SERVICE: ("From the service", "service"),
    Provider.INDEPENDENT: ("From outside the council", "independent"),
}


def directory_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The page, where the service keeps its offers."""
    facts = ctx.handbook.facts.get(Offers)
    if facts is None:
        return
    groups = [
        {"title": title, "id": anchor, "offers": [_row(ctx, each) for each in facts.offers if each.giver is giver]}
        for giver, (title, anchor) in GIVERS.items()
    ]
    body = render("support-directory", PATH, facts=facts, groups=[group for group in groups if group["offers"]])
    yield SitePage(
        path=PATH,
        title="Support: who helps with what",
        summary="Help that you can ask for, from the service and from outside: for whom, when, and how to ask.",
        body=body,
        source="service/offers.yml",
        review=facts,
        audience=("foster carers", "kinship carers", "people who live with carers"),
        themes=("support",),
        contacts=tuple(each for each in ("supervising-social-worker", "out-of-hours") if each in ctx.contacts),
        references=references_to(each.source for each in facts.offers),
        keywords=("charities", "associations", "directory of support", "who can help me"),
    )


def _row(ctx: BuildContext, offer: Offer) -> dict[str, object]:
    facts = ctx.handbook.facts
    needs = {need.id: need.title for need in offers.needs} if (offers := facts.get(Offers)) else {}
    areas = {area.id: area.known_as for area in places.areas} if (places := facts.get(Places)) else {}
    return {
        "offer": offer,
        "needs": [needs[need] for need in offer.needs],
        "areas": [areas[area] for area in offer.areas],
        "everywhere": list(areas.values()),
        "contact": ctx.contacts[offer.contact] if offer.contact else None,
    }


PAGES = (directory_pages,)
