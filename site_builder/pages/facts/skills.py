"""The levels of skill, each with a checklist that prints."""

from collections.abc import Iterator

from handbook.facts.rates.model import Rates
from handbook.facts.skills import Skills
from site_builder.context import CrossLinks
from site_builder.page import MadePage
from site_builder.render import render

PATH = "money/skills.md"
RATES_PATH = "money/rates.md"


def skills_pages(links: CrossLinks) -> Iterator[MadePage]:
    """The page, where the service keeps its levels."""
    facts = links.handbook.facts.get(Skills)
    if facts is None:
        return
    rates = links.handbook.facts.get(Rates)
    fees = {level.id: rates.current(level.fee, links.on) for level in facts.levels if rates and level.fee}
    pages = [links.handbook.pages[path] for path in facts.pages]
    body = render("skills", PATH, facts=facts, fees=fees, pages=pages, rates_path=RATES_PATH)
    yield MadePage(
        path=PATH,
        title="Levels of skill",
        summary="What each level asks for, what shows it, and who decides. Print it and tick.",
        body=body,
        source="service/skills.yml",
        review=facts,
        audience=("foster carers", "kinship carers"),
        themes=("money", "learning"),
        contacts=tuple(each for each in ("supervising-social-worker", "training-team") if each in links.contacts),
        keywords=("payment for skills", "level 2", "level 3", "competencies", "progression", "portfolio", "evidence"),
    )


PAGES = (skills_pages,)
