"""The sums that the government sets, with their year and source."""

from collections.abc import Iterator
from datetime import date

from handbook.facts.national import NATIONAL, National, NationalGroup, NationalSum
from site_builder.context import BuildContext
from site_builder.page import SitePage
from site_builder.render import render

PATH = "money/national.md"


def national_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The page, where the handbook holds such sums."""
    facts = ctx.handbook.facts.get(National)
    if facts is None:
        return
    groups = [_group(group, [each for each in facts.sums if each.group == group.id], ctx.on) for group in facts.groups]
    yield SitePage(
        path=PATH,
        title="National minimums and allowances",
        summary="What the government sets for fostering in England, for which year, and where it is published.",
        body=render("national", PATH, groups=[group for group in groups if group["sums"]], on=ctx.on),
        source=NATIONAL,
        review=facts,
        audience=("foster carers", "kinship carers"),
        keywords=("national minimum allowance", "NMA", "government rates", "tax relief", "pupil premium"),
    )


def _group(group: NationalGroup, sums: list[NationalSum], on: date) -> dict[str, object]:
    sources = dict.fromkeys((each.source, each.address) for each in sums)
    past = sum(each.is_past(on) for each in sums)
    return {"title": group.title, "id": group.id, "sums": sums, "past": past, "sources": list(sources)}


PAGES = (national_pages,)
