"""National standards and regulations, as a list that pages and plan lines point to (`service/standards.yml`)."""

from collections.abc import Iterator

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.source.problems import Problem
from handbook.source.types import Content, Line, Slug, Text, Whole
from handbook.sources import Mention, Sources


class Standard(Content):
    """One national minimum standard."""

    id: Slug
    """Its name in page headers, such as `nms-7`; never changes."""
    number: Whole
    """Its number in the published list."""
    title: Line
    """What it is about, in a few words of ours."""
    asks: Text
    """What it asks for, in one or two plain sentences of ours."""


class Provision(Content):
    """One part of a law that carers meet."""

    part: Line
    """Where in the law it stands, such as "regulation 9" or "section 26"."""
    says: Line
    """What it is about, in plain words of ours."""


class Legislation(Content):
    """An Act of Parliament, or regulations made under one."""

    id: Slug
    """Its name in page headers, such as `children-act-1989`; never changes."""
    title: Line
    """Its title, without the year."""
    year: Whole
    """The year in its title."""
    purpose: Text
    """What it is for, in one or two plain sentences of ours."""
    address: Line | None = None
    """Where the law itself can be read."""
    parts: tuple[Provision, ...] = ()
    """The parts that matter most to fostering, in the order of the law."""


class Standards(Reviewed):
    """The whole of `service/standards.yml`."""

    title: Line
    """The title of the published list of standards."""
    year: Whole
    """The year in which it was published."""
    address: Line | None = None
    """Where the list itself can be read."""
    standards: tuple[Standard, ...]
    """In the order of their numbers."""
    laws: tuple[Legislation, ...]
    """In the order in which pages show them."""

    @property
    def ids(self) -> dict[str, str]:
        """What a page header may name, in the order of this file, with the words that readers see."""
        standards = {standard.id: f"Standard {standard.number}: {standard.title}" for standard in self.standards}
        return standards | {law.id: f"{law.title} {law.year}" for law in self.laws}


def standard_id(reference: str) -> str:
    """The id behind a reference to a part of a standard: `7.1` belongs to `nms-7`."""
    return f"nms-{reference.partition('.')[0]}"


STANDARDS = "service/standards.yml"


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """An id names one standard or one law."""
    standards = sources.handbook.facts.get(Standards)
    if standards is None:
        return
    mentions: list[Mention] = [
        *((STANDARDS, ("standards", index, "id"), standard.id) for index, standard in enumerate(standards.standards)),
        *((STANDARDS, ("laws", index, "id"), law.id) for index, law in enumerate(standards.laws)),
    ]
    yield from sources.duplicates(mentions, "standard id")


def check_numbers(sources: Sources) -> Iterator[Problem]:
    """Standards are numbered from 1, and the id says the number: plan lines find a standard by it."""
    standards = sources.handbook.facts.get(Standards)
    for index, standard in enumerate(standards.standards if standards else ()):
        loc = ("standards", index)
        if standard.number != index + 1:
            message = (
                f"the number is {standard.number}, but this is standard {index + 1} of the list; write {index + 1}"
            )
            yield sources.problem(STANDARDS, (*loc, "number"), message)
        elif standard.id != f"nms-{standard.number}":
            message = f"the id of standard {standard.number} is `{standard.id}`; write `nms-{standard.number}`"
            yield sources.problem(STANDARDS, (*loc, "id"), message)


def check_pages(sources: Sources) -> Iterator[Problem]:
    """Each standard that a page's header names is in the list, and is named once."""
    standards = sources.handbook.facts.get(Standards)
    known = standards.ids if standards else {}
    for page in sources.handbook.pages.values():
        mentions: list[Mention] = [
            (f"docs/{page.path}", ("standards", index), word) for index, word in enumerate(page.header.standards)
        ]
        yield from sources.unknown(mentions, known, "standard", f" in {STANDARDS}")
        yield from sources.duplicates(mentions, "standard")


RULES = (check_ids_are_unique, check_numbers, check_pages)

KIND = ContentKind(
    "standards",
    Standards,
    STANDARDS,
    needed=False,
    rules=RULES,
)
