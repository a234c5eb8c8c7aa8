"""The areas, teams and roles of the service (`service/places.yml`)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from pydantic import StringConstraints

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.service.contacts import CONTACTS
from handbook.source.problems import Problem
from handbook.source.text_values import Loc, texts_of
from handbook.source.types import Content, Line, Ref, Slug, YesNo
from handbook.sources import Mention, Sources

ForgeTeam = Annotated[
    str, StringConstraints(pattern=r"^@[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_./-]*)?$", max_length=100)
]
"""A team or an account as a forge writes it."""


class Area(Content):
    """One part of the place that the service covers."""

    id: Slug
    """Short name that events, groups, contacts and surveys use."""
    title: Line
    """Its name, such as "North"."""
    where: Line
    """The same inside a sentence, such as "in the north"."""
    place_names: tuple[Line, ...] = ()
    """Towns or postcode areas in it, as carers say where they live."""

    @property
    def known_as(self) -> str:
        """How a carer finds it in a list: "Brackenfold, Larkmoor (North)", or its title where no place is named."""
        return f"{', '.join(self.place_names)} ({self.title})" if self.place_names else self.title


class Team(Content):
    """Some people who do one part of the work."""

    id: Slug
    """Short name that other files use."""
    title: Line
    """Its name, such as "Fostering review team"."""
    does: Line
    """What it does for carers and children, in one sentence."""
    areas: tuple[Ref, ...] = ()
    """The areas it serves, by id; left out: all of them."""
    contact: Ref | None = None
    """How to reach it: an id from `service/contacts.yml`."""
    source: Line | None = None
    """The document and section that tell of it."""


class ServiceRole(Content):
    """One post; who holds it at the moment is in no page."""

    id: Slug
    """Short name that other files use."""
    title: Line
    """The post as `owner` and pages write it, such as "Head of Fostering"."""
    does: Line
    """What the post is for, in one sentence."""
    team: Ref | None = None
    """The team it belongs to, by id."""
    contact: Ref | None = None
    """How to reach it: an id from `service/contacts.yml`."""
    forge: ForgeTeam | None = None
    """The team on the forge that is asked to look at changes of what the post owns, such as `@council/money`."""


class Places(Reviewed):
    """The whole of `service/places.yml`."""

    example: YesNo = False
    """Whether areas and teams are an example that no service uses as it is."""
    areas: tuple[Area, ...]
    """In the order in which people name them."""
    teams: tuple[Team, ...] = ()
    """In the order in which a carer meets them."""
    roles: tuple[ServiceRole, ...]
    """In the order in which a carer meets them."""
    code_owner: Line | None = None
    """The post that looks at changes of everything that is no content: programs, menu, looks, checks."""


PLACES = "service/places.yml"

_TITLES = "Mr|Mrs|Ms|Mx|Dr|Cllr"
_PERSON = re.compile(rf"\b(?:{_TITLES})\.? [A-Z][a-z]+")
"""A title before a name; in any text that is a person."""
_PERSON_IN_LOG = re.compile(rf"\b(?:{_TITLES}|Miss|Sir|Dame|Councillor)\.? [A-Z][a-z]+|\b[A-Z]\. ?[A-Z][a-z]+")
"""The same, a word that may be a title, or an initial before a name: in a log, where pages may have "Plan B. Then"."""

_POST = re.compile(
    r"\b(?:ambassadors?|assistants?|boards?|carers?|chair|child(?:ren)?|clerk|co-?ordinators?|council(?:lors?)?|directors?"
    r"|duty|editors?|group|heads?|lead|leaders?|managers?|managing|members?|nurse|officers?|panel|psychologist"
    r"|reviewers?|secretary|service|services|social|supervisors?|team|teams|trainers?|virtual|workers?)\b",
    re.IGNORECASE,
)
"""Words that posts and boards are called by; a name of a person holds none of them."""


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """The id of an area, a team or a role names one thing."""
    places = sources.handbook.facts.get(Places)
    for key, what in (("areas", "area id"), ("teams", "team id"), ("roles", "role id")) if places else ():
        mentions: list[Mention] = [(PLACES, (key, at, "id"), entry.id) for at, entry in enumerate(getattr(places, key))]
        yield from sources.duplicates(mentions, what)


def check_place_names_are_unique(sources: Sources) -> Iterator[Problem]:
    """A town or a postcode area is in one area, so that people who live there find one line to call."""
    places = sources.handbook.facts.get(Places)
    names: list[Mention] = [
        (PLACES, ("areas", at, "place_names", n), name)
        for at, area in enumerate(places.areas if places else ())
        for n, name in enumerate(area.place_names)
    ]
    yield from sources.duplicates(names, "place name")


def check_place_references(sources: Sources) -> Iterator[Problem]:
    """The areas, teams and contacts that teams and roles name exist."""
    places = sources.handbook.facts.get(Places)
    if places is None:
        return
    areas = {area.id: area.title for area in places.areas}
    area_mentions: list[Mention] = [
        (PLACES, ("teams", at, "areas", n), word)
        for at, team in enumerate(places.teams)
        for n, word in enumerate(team.areas)
    ]
    yield from sources.unknown(area_mentions, areas, "area")
    teams: list[Mention] = [
        (PLACES, ("roles", at, "team"), role.team) for at, role in enumerate(places.roles) if role.team
    ]
    yield from sources.unknown(teams, [team.id for team in places.teams], "team")
    yield from sources.unknown(
        _contacts(places), {contact.id: contact.title for contact in sources.handbook.contacts.contacts}, "contact"
    )


def _contacts(places: Places) -> list[Mention]:
    keys: tuple[tuple[str, Sequence[Team | ServiceRole]], ...] = (("teams", places.teams), ("roles", places.roles))
    return [
        (PLACES, (key, at, "contact"), entry.contact)
        for key, all_of in keys
        for at, entry in enumerate(all_of)
        if entry.contact
    ]


def check_owners_are_posts(sources: Sources) -> Iterator[Problem]:
    """Whoever owns a file, a page or an action is a post of the service."""
    places = sources.handbook.facts.get(Places)
    if places is None:
        return
    posts = [role.title for role in places.roles]
    mentions: list[Mention] = [
        (path, loc, str(value))
        for path, record in sources.records.items()
        for loc, value in texts_of(record.value)
        if loc[-1] in ("owner", "code_owner")
    ]
    yield from sources.unknown(mentions, posts, "post", f" in {PLACES}")


def check_people_are_named_in_contacts_only(sources: Sources) -> Iterator[Problem]:
    """A person's name is in the contacts alone; everything else names the post."""
    people = sources.handbook.contacts.people
    places = sources.handbook.facts.get(Places)
    roles = {role.id: role.title for role in places.roles} if places else {}
    mentions: list[Mention] = [(CONTACTS, ("people", at, "role"), person.role) for at, person in enumerate(people)]
    yield from sources.unknown(mentions, roles, "role", f" in {PLACES}")
    posts = {person.name: roles.get(person.role, "the post") for person in people}
    for path, record in sources.records.items():
        for loc, text in texts_of(record.value):
            if loc[:1] != ("people",) or path != CONTACTS:
                yield from _names(sources, path, loc, text, posts)
        for number, line in enumerate(record.body.split("\n")):
            for column, message in _names_in(line, posts):
                yield Problem(path, record.body_line + number, column + 1, message)


def _names(sources: Sources, path: str, loc: Loc, text: str, posts: dict[str, str]) -> Iterator[Problem]:
    for _, message in _names_in(text, posts):
        yield sources.problem(path, loc, message)


def _names_in(text: str, posts: dict[str, str]) -> Iterator[tuple[int, str]]:
    for name, post in posts.items():
        if name in text:
            yield text.index(name), f"`{name}` is a person; write the post, `{post}`"
    match = _PERSON.search(text)
    if match:
        yield match.start(), f"`{match[0]}` is a person; write the post, such as `the team manager`"


def check_posts(sources: Sources, mentions: Iterable[Mention]) -> Iterator[Problem]:
    """Whoever answers for something is a post or a board."""
    for path, loc, word in mentions:
        if _PERSON_IN_LOG.search(word) or not _POST.search(word):
            message = f"`{word}` reads like the name of a person; write the post, such as `Training coordinator`"
            yield sources.problem(path, loc, message)


def check_no_people_named(sources: Sources, mentions: Iterable[Mention]) -> Iterator[Problem]:
    """No person is in a public text."""
    for path, loc, text in mentions:
        match = _PERSON_IN_LOG.search(text)
        if match:
            message = f"`{match[0]}` is a person; write the post, such as `the team manager`"
            yield sources.problem(path, loc, message)


RULES = (
    check_ids_are_unique,
    check_place_names_are_unique,
    check_place_references,
    check_owners_are_posts,
    check_people_are_named_in_contacts_only,
)

KIND = ContentKind(
    "places",
    Places,
    PLACES,
    needed=False,
    rules=RULES,
)
