"""The list of what the service must still fill in, with the pages that wait for it."""

from collections.abc import Iterator

from handbook.facts.local import Local
from handbook.open_slots import OpenSlot, SlotPlace, open_slots
from site_builder.context import BuildContext
from site_builder.page import SitePage
from site_builder.render import render

PATH = "about/open-slots.md"


def open_slots_page(ctx: BuildContext) -> Iterator[SitePage]:
    """One page; none when the service keeps no local facts."""
    local = ctx.handbook.facts.get(Local)
    if local is None:
        return
    slots = open_slots(ctx.handbook)
    yield SitePage(
        path=PATH,
        title="What your service must fill in",
        summary="Facts that no public source tells. Each service writes its own, and the pages then print them.",
        body=render("open-slots", PATH, says=_count(slots, len(local.facts)), rows=[_row(ctx, each) for each in slots]),
        source="service/local.yml",
        review=local,
        keywords=("open slots", "to be filled in"),
        for_keepers=True,
    )


def _count(slots: tuple[OpenSlot, ...], facts: int) -> str:
    return f"Still to be filled in: {len(slots)} of {facts}." if slots else "Everything is filled in."


def _row(ctx: BuildContext, slot: OpenSlot) -> dict[str, object]:
    return {"asks": slot.fact.asks, "id": slot.fact.id, "places": [_place(ctx, each) for each in _files(slot)]}


def _files(slot: OpenSlot) -> list[SlotPlace]:
    return list({each.path: each for each in slot.places}.values())


def _place(ctx: BuildContext, printed: SlotPlace) -> dict[str, str]:
    path = printed.path.removeprefix("docs/")
    page = ctx.handbook.pages.get(path) if path != printed.path else None
    return {"title": page.header.title, "path": path} if page else {"title": printed.path, "path": ""}


PAGES = (open_slots_page,)
