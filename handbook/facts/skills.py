"""The levels of skill, what each asks for, and what shows it (`service/skills.yml`)."""

from collections.abc import Iterator

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.facts.rates.model import Rates
from handbook.source.problems import Problem
from handbook.source.types import Content, Line, Ref, Slug, Text, Whole, YesNo
from handbook.sources import Mention, Sources


class Scheme(Content):
    """What one source document says about paying for skill."""

    authority: Line
    """Whose scheme it is."""
    says: Line
    """What the source says, in one sentence of ours."""
    source: Line
    """The document and its section."""


class Competency(Content):
    """One thing that a carer on this level can do."""

    id: Slug
    """Its address on the page."""
    title: Line
    """What the carer can do, as a sentence that begins with "I"."""
    evidence: tuple[Line, ...]
    """What shows it: papers, records, what people say."""
    source: Line
    """Where it comes from."""
    example: YesNo = False
    """Whether it is this demonstration's own example."""


class SkillLevel(Content):
    """One level, with what it asks for."""

    id: Slug
    """Its address on the page."""
    number: Whole
    """Its number, from 1."""
    title: Line
    """Its name."""
    about: Text
    """Who is on it."""
    fee: Ref | None = None
    """The rate that is paid on it: an id from `rates.yml`."""
    decided_by: Line
    """Who says that a carer has reached it."""
    decided_when: Line
    """When that is decided, and when it is looked at again."""
    example: YesNo = False
    """Whether the level itself is this demonstration's own example."""
    competencies: tuple[Competency, ...]
    """What it asks for."""


class Skills(Reviewed):
    """The whole of `service/skills.yml`."""

    about: Text
    """What the levels are for."""
    schemes: tuple[Scheme, ...]
    """What the source documents say."""
    pages: tuple[Line, ...] = ()
    """Paths below `docs/` of pages that tell how to move up."""
    levels: tuple[SkillLevel, ...]
    """Lowest first."""


SKILLS = "service/skills.yml"


def check_skill_names(sources: Sources) -> Iterator[Problem]:
    """Ids are unique; a level's fee is one of the rates, and pages that are named exist."""
    skills = sources.handbook.facts.get(Skills)
    if skills is None:
        return
    ids: list[Mention] = [(SKILLS, ("levels", index, "id"), level.id) for index, level in enumerate(skills.levels)]
    ids += [
        (SKILLS, ("levels", index, "competencies", at, "id"), competency.id)
        for index, level in enumerate(skills.levels)
        for at, competency in enumerate(level.competencies)
    ]
    yield from sources.duplicates(ids, "id")
    rates = sources.handbook.facts.get(Rates)
    fees: list[Mention] = [
        (SKILLS, ("levels", index, "fee"), level.fee) for index, level in enumerate(skills.levels) if level.fee
    ]
    pages: list[Mention] = [(SKILLS, ("pages", at), page) for at, page in enumerate(skills.pages)]
    yield from sources.unknown(pages, sources.handbook.pages, "page", " in docs/")
    yield from sources.unknown(
        fees, {rate.id: rate.title for rate in rates.rates} if rates else [], "rate", " in rates.yml"
    )


def check_levels_can_be_reached(sources: Sources) -> Iterator[Problem]:
    """Levels rise one by one from 1; each asks for something, and something shows it."""
    skills = sources.handbook.facts.get(Skills)
    numbers = sorted(level.number for level in skills.levels) if skills else []
    reordered = ", or change their order" if numbers == list(range(1, len(numbers) + 1)) else ""
    for index, level in enumerate(skills.levels if skills else ()):
        if level.number != index + 1:
            message = f"levels rise one by one from the lowest; write `number: {index + 1}`{reordered}"
            yield sources.problem(SKILLS, ("levels", index, "number"), message)
        if not level.competencies:
            message = "a level asks for something; write at least one below `competencies:`, in place of `[]`"
            yield sources.key_problem(SKILLS, ("levels", index, "competencies"), message)
        for at, competency in enumerate(level.competencies):
            if not competency.evidence:
                message = "a carer must know what shows it; write at least one line below `evidence:`, in place of `[]`"
                yield sources.key_problem(SKILLS, ("levels", index, "competencies", at, "evidence"), message)


RULES = (check_skill_names, check_levels_can_be_reached)

KIND = ContentKind(
    "skills",
    Skills,
    SKILLS,
    needed=False,
    rules=RULES,
)
