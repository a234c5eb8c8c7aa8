"""Rules about contacts: their areas and problems exist, and somebody answers at every hour."""

from collections import defaultdict
from collections.abc import Iterator

from handbook.facts.places import Area, Places
from handbook.service.contacts import CONTACTS, Contacts, ProblemKind
from handbook.service.reachability import gaps, gaps_in_words
from handbook.source.problems import Problem
from handbook.sources import Mention, Sources


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """The ids of kinds of problem are unique."""
    contacts = sources.handbook.contacts
    kinds: list[Mention] = [
        (CONTACTS, ("problems", at, "id"), problem.id) for at, problem in enumerate(contacts.problems)
    ]
    yield from sources.duplicates(kinds, "problem id")


def check_contact_references(sources: Sources) -> Iterator[Problem]:
    """What contacts and kinds of problem name exists, and every contact has a kind of problem."""
    contacts = sources.handbook.contacts
    kinds = {problem.id: problem.title for problem in contacts.problems}
    areas = {area.id: area.title for area in _areas(sources)}
    for at, contact in enumerate(contacts.contacts):
        loc = ("contacts", at)
        problems: list[Mention] = [(CONTACTS, (*loc, "problems", n), word) for n, word in enumerate(contact.problems)]
        yield from sources.unknown(problems, kinds, "kind of problem")
        area_mentions: list[Mention] = [(CONTACTS, (*loc, "areas", n), word) for n, word in enumerate(contact.areas)]
        yield from sources.unknown(area_mentions, areas, "area", " in service/places.yml")
        if kinds and not contact.problems:
            message = f"nobody learns when to call `{contact.id}`; add `problems:` with at least one kind below it"
            yield sources.key_problem(CONTACTS, loc, message)
    fallbacks: list[Mention] = [
        (CONTACTS, ("problems", at, "otherwise"), problem.otherwise)
        for at, problem in enumerate(contacts.problems)
        if problem.otherwise
    ]
    yield from sources.unknown(fallbacks, kinds, "kind of problem")


def check_lines_to_call(sources: Sources) -> Iterator[Problem]:
    """What `call:` names is a contact that has a phone and serves those who call about it."""
    contacts = sources.handbook.contacts
    by_id = {contact.id: contact for contact in contacts.contacts}
    calls: list[Mention] = [
        (CONTACTS, ("problems", at, "call", n), word)
        for at, problem in enumerate(contacts.problems)
        for n, word in enumerate(problem.call)
    ]
    yield from sources.unknown(calls, {each.id: each.title for each in contacts.contacts}, "contact")
    for path, loc, word in calls:
        if word in by_id and not by_id[word].phone:
            yield sources.problem(path, loc, f"`{word}` has no `phone:`; name a contact here that can be called")
        elif word in by_id and not by_id[word].takes(contacts.problems[int(loc[1])].caller):
            message = f"`{word}` does not take calls from everyone who calls about this; look at its `audience:`"
            yield sources.problem(path, loc, message)


def check_coverage_of_hours(sources: Sources) -> Iterator[Problem]:
    """Somebody can be called at any hour, in any area, about any kind of problem."""
    contacts = sources.handbook.contacts
    for at, problem in enumerate(contacts.problems):
        for message in _gap_messages(contacts, problem, _areas(sources)):
            yield sources.problem(CONTACTS, ("problems", at, "id"), message)


def _areas(sources: Sources) -> tuple[Area, ...]:
    places = sources.handbook.facts.get(Places)
    return places.areas if places else ()


def _gap_messages(contacts: Contacts, problem: ProblemKind, areas: tuple[Area, ...]) -> Iterator[str]:
    """A message for every gap, with its areas."""
    where: dict[str | None, str] = {area.id: area.where for area in areas} or {None: ""}
    lacking: dict[str, list[str]] = defaultdict(list)
    for area, words in where.items():
        for when in gaps_in_words(gaps(contacts, problem, area)):
            lacking[when].append(words)
    for when, places in lacking.items():
        nobody = "nobody" if len(places) == len(where) else f"nobody {' or '.join(places)}"
        yield f"{when} {nobody} can be called about {_lower_first(problem.title)}; {_advice(contacts, problem)}"


def _lower_first(title: str) -> str:
    first, _, _ = title.partition(" ")
    return title if len(first) > 1 and first.isupper() else f"{title[:1].lower()}{title[1:]}"


def _advice(contacts: Contacts, problem: ProblemKind) -> str:
    if problem.call:
        return "add hours to one of its contacts, or name below `call:` another that answers then"
    if not any(contact.phone and contact.hours for contact in contacts.contacts if problem.id in contact.problems):
        return f"name `{problem.id}` below `problems:` of a contact that has a phone and hours"
    return "add hours to one of its contacts, or say with `otherwise:` whom to call then"


RULES = (check_ids_are_unique, check_contact_references, check_lines_to_call, check_coverage_of_hours)
