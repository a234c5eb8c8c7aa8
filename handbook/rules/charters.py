"""Rules about charters, the parties and the themes that join them."""

from collections.abc import Iterator
from itertools import pairwise

from handbook.charters.charter import TO_FILL_IN, TO_PUT_PLAINLY, Certainty, Charter, CommitmentList
from handbook.source.problems import Problem
from handbook.source.spelling import nearest, suggest_instead
from handbook.source.text_values import Loc
from handbook.sources import Mention, Sources

THEMES = "charters/themes.yml"
PARTIES = "charters/parties.yml"


def _lists(sources: Sources) -> Iterator[tuple[str, str, Loc, CommitmentList]]:
    """Every list as the charter's slug, the path, its loc, and the list itself."""
    for slug, charter in sources.handbook.charters.items():
        for index, listed in enumerate(charter.lists):
            yield slug, f"charters/{slug}.yml", ("lists", index), listed


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """Ids are unique: of commitments in all charters, of voices and sources in their own."""
    items: list[Mention] = [
        (path, (*loc, "items", index, "id"), item.id)
        for _, path, loc, listed in _lists(sources)
        for index, item in enumerate(listed.items)
    ]
    yield from sources.duplicates(items, "commitment id")
    for slug, charter in sources.handbook.charters.items():
        path = f"charters/{slug}.yml"
        voices: list[Mention] = [
            (path, ("voices", index, "id"), voice.id) for index, voice in enumerate(charter.voices)
        ]
        yield from sources.duplicates(voices, "voice id")
        documents: list[Mention] = [
            (path, ("sources", index, "id"), source.id) for index, source in enumerate(charter.sources)
        ]
        yield from sources.duplicates(documents, "source id")
    parties: list[Mention] = [
        (PARTIES, ("parties", index, "id"), party.id) for index, party in enumerate(sources.handbook.parties.parties)
    ]
    yield from sources.duplicates(parties, "party id")
    themes: list[Mention] = [
        (THEMES, ("themes", index, "id"), theme.id) for index, theme in enumerate(sources.handbook.themes.themes)
    ]
    yield from sources.duplicates(themes, "theme id")


def check_voices(sources: Sources) -> Iterator[Problem]:
    """Every voice is one of the parties; every list has a voice and a source of its charter."""
    parties = {party.id: party.title for party in sources.handbook.parties.parties}
    for slug, charter in sources.handbook.charters.items():
        path = f"charters/{slug}.yml"
        mentions: list[Mention] = [
            (path, ("voices", index, "party"), v.party) for index, v in enumerate(charter.voices)
        ]
        yield from sources.unknown(mentions, parties, "party")
    for slug, path, loc, listed in _lists(sources):
        charter = sources.handbook.charters[slug]
        voices = [voice.id for voice in charter.voices]
        yield from sources.unknown([(path, (*loc, "party"), listed.party)], voices, "voice", " in this charter")
        documents = [source.id for source in charter.sources]
        yield from sources.unknown(
            [(path, (*loc, "document"), listed.document)], documents, "source", " in this charter"
        )


def check_lists(sources: Sources) -> Iterator[Problem]:
    """A charter has lists, lists have items numbered from 1, and an uncertain list says why."""
    for slug, charter in sources.handbook.charters.items():
        if not charter.lists:
            yield sources.key_problem(
                f"charters/{slug}.yml", ("lists",), "a charter needs lists; write them below this key"
            )
    for _, path, loc, listed in _lists(sources):
        if not listed.items:
            yield sources.key_problem(path, (*loc, "items"), "a list needs items; write them below this key")
        for index, item in enumerate(listed.items):
            if item.number != index + 1:
                message = f"the number is {item.number}, but this is item {index + 1} of its list; write {index + 1}"
                yield sources.problem(path, (*loc, "items", index, "number"), message)
        if listed.certainty is not Certainty.CERTAIN and not listed.why:
            message = f"the certainty is `{listed.certainty}`, so readers are owed a reason; add a line `why:`"
            yield sources.problem(path, (*loc, "certainty"), message)


def check_drafts_are_finished(sources: Sources) -> Iterator[Problem]:
    """Everything that the importer left to a person is done."""
    instead = {
        TO_FILL_IN: f"write it, and take `{TO_FILL_IN}` out",
        TO_PUT_PLAINLY: f"say it in your own plain words, and take `{TO_PUT_PLAINLY}` out",
    }
    for slug in sources.handbook.charters:
        path = f"charters/{slug}.yml"
        for value in sources.text_values[path]:
            for mark, words in instead.items():
                if value.text.startswith(mark):
                    yield sources.problem(path, value.loc, f"this part of the draft is not finished; {words}")


def check_lists_are_agreed(sources: Sources) -> Iterator[Problem]:
    """Somebody has compared the lists with the published charter, and every change has been agreed to."""
    for slug, charter in sources.handbook.charters.items():
        path = f"charters/{slug}.yml"
        if any(value.text.startswith((TO_FILL_IN, TO_PUT_PLAINLY)) for value in sources.text_values[path]):
            continue  # drafts have a rule of their own
        if not charter.agreed:
            message = (
                "nobody has agreed yet that these lists say what was published; compare them, item by item, and add "
                "`agreed:` with one entry that has `day:`, `by:`, `because:` and `items:`"
            )
            yield sources.key_problem(path, ("lists",), message)
            continue
        fault = _agreement_fault(charter)
        if fault:
            key, message = fault
            loc = ("agreed", len(charter.agreed) - 1)
            yield sources.problem(path, (*loc, key) if key else loc, message)
        for place, (before, after) in enumerate(pairwise(charter.agreed), start=1):
            if after.day < before.day:
                message = f"the entry above is of {before.day}, a later day; put the oldest entry first"
                yield sources.problem(path, ("agreed", place, "day"), message)


def _agreement_fault(charter: Charter) -> tuple[str, str] | None:
    """The key of the last agreement that does not match the lists, with the message about it."""
    last, count, now = charter.agreed[-1], charter.count, charter.fingerprint
    was = f"{last.by} agreed on {last.day}"
    changed = (
        "If the charter itself was changed, or its words here must be, add an entry below this one: "
        "`day:`, `by:` (who agreed), `because:` and `items:`"
    )
    if last.items != count:
        only = "only " if count < last.items else ""
        message = f"{was} to {last.items} items, and {only}{count} stand in the lists; put the lists back as they were"
        return "items", f"{message}. {changed}"
    if last.fingerprint is None:
        message = f"compare each item with the published charter; if all are as {was}, write `fingerprint: {now}` here"
        return "", message
    if last.fingerprint != now:
        message = f"the promises are not those to which {was}: an item, its words or its place differ"
        return "fingerprint", f"{message}; put them back as they were. {changed}"
    return None


def check_themes_known(sources: Sources) -> Iterator[Problem]:
    """Every theme of a list or an item exists."""
    known = {theme.id: theme.title for theme in sources.handbook.themes.themes}
    for _, path, loc, listed in _lists(sources):
        if listed.theme:
            yield from sources.unknown([(path, (*loc, "theme"), listed.theme)], known, "theme")
        mentions: list[Mention] = [
            (path, (*loc, "items", index, "theme"), item.theme) for index, item in enumerate(listed.items) if item.theme
        ]
        yield from sources.unknown(mentions, known, "theme")


def check_headings_have_themes(sources: Sources) -> Iterator[Problem]:
    """Every heading of a charter belongs to a theme, unless its list has one."""
    reported = set()
    for slug, path, loc, listed in _lists(sources):
        themes = [t.id for t in sources.handbook.themes.themes if listed.heading in t.headings.get(slug, ())]
        if not themes and not listed.theme and (slug, listed.heading) not in reported:
            reported.add((slug, listed.heading))
            own = {commitment_list.heading for commitment_list in sources.handbook.charters[slug].lists}
            written = [heading for t in sources.handbook.themes.themes for heading in t.headings.get(slug, ())]
            guess = nearest(listed.heading, [heading for heading in written if heading not in own])
            # The theme's wording must follow the charter, which quotes what was published.
            instead = f"write it in place of `{guess}` in {THEMES}" if guess else f"write it in {THEMES}"
            message = f"the heading `{listed.heading}` belongs to no theme; {instead}, below a theme, under `{slug}:`"
            yield sources.problem(path, (*loc, "heading"), message)


def check_themes_headings(sources: Sources) -> Iterator[Problem]:
    """Every heading in themes.yml exists in its charter, and is listed once."""
    charters = sources.handbook.charters
    mentions: dict[str, list[Mention]] = {}
    for index, theme in enumerate(sources.handbook.themes.themes):
        for slug, headings in theme.headings.items():
            loc = ("themes", index, "headings", slug)
            if slug not in charters:
                yield sources.key_problem(
                    THEMES, loc, f"there is no charter `{slug}`; {suggest_instead(slug, charters)}"
                )
                continue
            mentions.setdefault(slug, []).extend(
                (THEMES, (*loc, place), heading) for place, heading in enumerate(headings)
            )
    for slug, written in mentions.items():
        own = dict.fromkeys(listed.heading for listed in charters[slug].lists)
        # A heading that already has a theme would be reported as a repetition.
        free = [heading for heading in own if heading not in {heading for *_, heading in written}]
        for path, at, heading in written:
            if heading not in own:
                instead = suggest_instead(heading, free or own)
                message = f"there is no heading `{heading}` in charters/{slug}.yml; {instead}"
                yield sources.problem(path, at, message)
        yield from sources.duplicates(written, "heading")


RULES = (
    check_ids_are_unique,
    check_voices,
    check_lists,
    check_drafts_are_finished,
    check_lists_are_agreed,
    check_themes_known,
    check_headings_have_themes,
    check_themes_headings,
)
