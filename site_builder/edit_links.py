"""Where a file of the handbook opens on the forge, so that a reader can change what stands on a page."""

from markupsafe import Markup

from handbook.source.text_values import Loc
from site_builder.context import BuildContext


def edit_link(ctx: BuildContext, source: str, *place: str | int) -> Markup | None:
    """The forge's address for changing a file, at the place named; None without a forge, and for a folder."""
    address = ctx.handbook.service.edit_address
    if address is None or source.endswith("/"):
        return None
    filled = address.replace("{path}", source).replace("{line}", str(_line(ctx, source, place)))
    return Markup("{}").format(filled)


def _line(ctx: BuildContext, source: str, place: Loc) -> int:
    """The line of the place; for a page the first of its words, as the header is for those who know it."""
    page = ctx.handbook.pages.get(source.removeprefix("docs/"))
    if page is not None and not place:
        return page.body_line
    record = ctx.records.get(source)
    return record.line_of(*place) if record else 1
