"""Rules about the levels of skill."""

from collections.abc import Iterator

from handbook.source.problems import Problem
from handbook.sources import Shelf, Spot

SKILLS = "service/skills.yml"


def check_skill_names(shelf: Shelf) -> Iterator[Problem]:
    """Ids stand once; a level's fee is one of the rates, and pages that are named exist."""
    facts = shelf.handbook.facts.skills
    if facts is None:
        return
    ids: list[Spot] = [(SKILLS, ("levels", index, "id"), level.id) for index, level in enumerate(facts.levels)]
    ids += [
        (SKILLS, ("levels", index, "competencies", at, "id"), each.id)
        for index, level in enumerate(facts.levels)
        for at, each in enumerate(level.competencies)
    ]
    yield from shelf.twice(ids, "id")
    rates = shelf.handbook.facts.rates
    fees: list[Spot] = [
        (SKILLS, ("levels", index, "fee"), level.fee) for index, level in enumerate(facts.levels) if level.fee
    ]
    pages: list[Spot] = [(SKILLS, ("pages", at), page) for at, page in enumerate(facts.pages)]
    yield from shelf.unknown(pages, shelf.handbook.pages, "page", " in docs/")
    yield from shelf.unknown(
        fees, {rate.id: rate.title for rate in rates.rates} if rates else [], "rate", " in rates.yml"
    )


def check_levels_can_be_reached(shelf: Shelf) -> Iterator[Problem]:
    """Levels rise one by one from 1; each asks for something, and something shows it."""
    facts = shelf.handbook.facts.skills
    numbers = sorted(level.number for level in facts.levels) if facts else []
    reordered = ", or change their order" if numbers == list(range(1, len(numbers) + 1)) else ""
    for index, level in enumerate(facts.levels if facts else ()):
        if level.number != index + 1:
            message = f"levels rise one by one from the lowest; write `number: {index + 1}`{reordered}"
            yield shelf.problem(SKILLS, ("levels", index, "number"), message)
        if not level.competencies:
            message = "a level asks for something; write at least one below `competencies:`, in place of `[]`"
            yield shelf.key_problem(SKILLS, ("levels", index, "competencies"), message)
        for at, each in enumerate(level.competencies):
            if not each.evidence:
                message = "a carer must know what shows it; write at least one line below `evidence:`, in place of `[]`"
                yield shelf.key_problem(SKILLS, ("levels", index, "competencies", at, "evidence"), message)


RULES = (check_skill_names, check_levels_can_be_reached)
