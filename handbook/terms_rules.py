"""Rules about pages of kind "terms": what carers are paid and held to changes only after they were asked."""

from collections.abc import Iterator
from datetime import date

from handbook.pages import Page
from handbook.problems import Problem
from handbook.shelf import Shelf, Spot
from handbook.surveys import Consultation


def check_consulted(shelf: Shelf) -> Iterator[Problem]:
    """Every consultation that a page names exists, is about that page, and is named once."""
    for page in shelf.handbook.pages.values():
        path = f"docs/{page.path}"
        spots: list[Spot] = [(path, ("consulted", at), slug) for at, slug in enumerate(page.header.consulted)]
        yield from shelf.unknown(spots, shelf.handbook.consultations, "consultation")
        yield from shelf.twice(spots, "consultation")
        for _, loc, slug in spots:
            consultation = shelf.handbook.consultations.get(slug)
            if consultation and page.path not in consultation.pages:
                message = f"`{slug}` was not about this page; name one that was, or add `{page.path}` to its `pages:`"
                yield shelf.problem(path, loc, message)


def check_terms_were_consulted_on(shelf: Shelf, on: date) -> Iterator[Problem]:
    """A page of terms names a consultation that has closed, and that the service has answered."""
    for page in shelf.handbook.pages.values():
        if not page.is_terms:
            continue
        named = [(slug, shelf.handbook.consultations[slug]) for slug in page.header.consulted]
        unmet = [_unmet(shelf, slug, each, on) for slug, each in named]
        if None in unmet:
            continue
        path = f"docs/{page.path}"
        if not named:
            yield shelf.problem(path, ("kind",), _nobody_asked(shelf, page))
        for at, message in enumerate(unmet):
            yield shelf.problem(path, ("consulted", at), f"{message}; until then this page cannot be of kind `terms`")


def _nobody_asked(shelf: Shelf, page: Page) -> str:
    about = [slug for slug, each in shelf.handbook.consultations.items() if page.path in each.pages]
    instead = f", such as `{about[0]}`" if about else ""
    return (
        "pay and conditions change only after carers were asked; "
        f"add `consulted:` with the consultation that was about this page{instead}"
    )


def _unmet(shelf: Shelf, slug: str, consultation: Consultation, on: date) -> str | None:
    """Why a consultation does not yet allow its terms; None when it does."""
    if not consultation.is_over(on):
        return f"people can answer `{slug}` until {consultation.closes}, and its answer follows after that"
    if slug not in shelf.handbook.outcomes:
        return f"`{slug}` closed on {consultation.closes} and has no answer; write surveys/{slug}/outcome.yml first"
    return None


RULES = (check_consulted,)
RULES_BY_DAY = (check_terms_were_consulted_on,)
