"""Who is who in the service: areas, teams and posts."""

from collections.abc import Iterator

from handbook.facts.places import Places
from site_builder.context import BuildContext
from site_builder.page import SitePage, references_to
from site_builder.render import render


def places_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """One page with every area, team and post."""
    places = ctx.handbook.facts.get(Places)
    if places is None:
        return
    yield SitePage(
        path="service/index.md",
        title="Who is who in the service",
        summary="The areas, the teams and the posts of the service, and what each of them does for you.",
        body=render(
            "places",
            "service/index.md",
            places=places,
            areas={area.id: area.known_as for area in places.areas},
            teams={team.id: team.title for team in places.teams},
            here_now=_local_teams(places),
            contacts=ctx.contacts,
        ),
        source="service/places.yml",
        review=places,
        references=references_to(each.source for each in places.teams),
        keywords=("teams", "areas", "posts", "staff", "structure", "managers"),
    )


def _local_teams(places: Places) -> dict[str, list[str]]:
    """The teams that serve each area, those that serve all of them left out."""
    return {area.id: [team.id for team in places.teams if area.id in team.areas] for area in places.areas}


PAGES = (places_pages,)
