"""Rules about pages of kind "terms": pay and conditions only change after a consultation."""

from collections.abc import Iterator
from datetime import date

from handbook.pages.page import Page
from handbook.source.problems import Problem
from handbook.sources import Mention, Sources


def check_consulted(sources: Sources) -> Iterator[Problem]:
    """The consultations of a page exist, are about it, and are listed once."""
    for page in sources.handbook.pages.values():
        path = f"docs/{page.path}"
        mentions: list[Mention] = [(path, ("consulted", at), slug) for at, slug in enumerate(page.header.consulted)]
        yield from sources.unknown(mentions, sources.handbook.consultations, "consultation")
        yield from sources.duplicates(mentions, "consultation")
        for _, loc, slug in mentions:
            consultation = sources.handbook.consultations.get(slug)
            if consultation and page.path not in consultation.pages:
                message = (
                    f"`{slug}` was not about this page: its `pages:` does not name `{page.path}`; "
                    "name one that was, or take this line out"
                )
                yield sources.problem(path, loc, message)


def check_terms_were_consulted_on(sources: Sources, on: date) -> Iterator[Problem]:
    """A page of terms names a consultation that has closed and has an outcome."""
    for page in sources.handbook.pages.values():
        if not page.is_terms:
            continue
        consultations = page.header.consulted
        unmet = [sources.handbook.unsettled_reason(slug, on) for slug in consultations]
        if None in unmet:
            continue
        path = f"docs/{page.path}"
        if not consultations:
            yield sources.problem(path, ("kind",), _nobody_asked(sources, page, on))
        for at, message in enumerate(unmet):
            yield sources.problem(path, ("consulted", at), f"{message}; until then take `kind: terms` out")


def _nobody_asked(sources: Sources, page: Page, on: date) -> str:
    """The advice, depending on the consultations about the page."""
    handbook = sources.handbook
    about = {
        slug: handbook.unsettled_reason(slug, on)
        for slug, consultation in handbook.consultations.items()
        if page.path in consultation.pages
    }
    settled = [slug for slug, why_not in about.items() if why_not is None]
    asked = "pay and conditions change only after carers were asked"
    if about and not settled:
        return f"{asked}: {next(iter(about.values()))}; until then take `kind: terms` out"
    instead = f", such as `{settled[0]}`" if settled else ", or take `kind: terms` out until there was one"
    return f"{asked}; add `consulted:` with the consultation that was about this page{instead}"


RULES = (check_consulted,)
RULES_BY_DAY = (check_terms_were_consulted_on,)
