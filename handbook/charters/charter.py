"""Charters (`charters/<slug>.yml`), and the parties and themes that they share."""

import hashlib
import json
import re
from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Day, Line, Ref, Slug, Text, Whole

_KIND_OF_COUNCIL = re.compile(r"\s+(?:(?:City|County|Borough|District|Metropolitan)\s+)*Council$")

TO_FILL_IN = "To be filled in:"
"""The beginning of a value that is still missing in a draft; `check` refuses it."""

TO_PUT_PLAINLY = "To be put in plain words:"
"""The beginning of a text in a draft that still has the charter's own words; `check` refuses it."""


class ListKind(StrEnum):
    """What the items of a list are."""

    PROMISES = "promises"
    """Detailed commitments: each can be kept or broken."""
    OVERVIEW = "overview"
    """One-line commitments that the charter repeats in detail elsewhere."""
    ROLE = "role"
    """What a party is for; not a promise."""


class Certainty(StrEnum):
    """How sure it is that a list is under its heading in the source."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"


class Item(Content):
    """One list item of the source, in plain words of ours."""

    id: Slug
    """Its address on the charter's page, such as `kent-1-la-1`; never changes."""
    number: Whole
    """Its place in the source's list, from 1."""
    text: Text
    """The commitment in plain words, as the charter speaks ("we" or "you")."""
    wording: Text | None = None
    """The authority's official words; empty unless an authority fills it in its own copy."""
    to: Line | None = None
    """Who is promised, when it differs from the list's `to`."""
    theme: Ref | None = None
    """Our theme, when it differs from the theme of the list's heading."""
    certainty: Certainty | None = None
    """How sure its heading is, when it differs from the list's certainty."""
    note: Text | None = None
    """What a reader should know about this item or its heading."""


class CommitmentList(Content):
    """The list of one party under one heading of the source."""

    heading: Line
    """The source's own heading, spelt as there."""
    kind: ListKind = ListKind.PROMISES
    """`promises`, `overview` or `role`."""
    party: Ref
    """Who promises: the `id` of one of this charter's voices."""
    to: Line
    """Who is promised, in the words of the source's section: "foster carers", "children in care"."""
    document: Ref
    """Which of the charter's sources the list is in."""
    section: Line
    """Where in that source: a number or a name of its section."""
    belief: Text | None = None
    """The paragraph that opens the list, in our words."""
    certainty: Certainty = Certainty.CERTAIN
    """How sure it is that these items are under this heading."""
    why: Text | None = None
    """Why the certainty is not `certain`."""
    theme: Ref | None = None
    """Our theme for the whole list, where the heading alone does not tell (see themes.yml)."""
    items: tuple[Item, ...]
    """In the order of the source."""


class Voice(Content):
    """One party as this charter names it."""

    id: Slug
    """Short name used by this charter's lists, such as `la`."""
    party: Ref
    """Which of the shared parties it is (`parties.yml`)."""
    heading: Line
    """The source's own heading for it."""
    who: Line
    """Who that is, in plain words."""
    lead_in: Line
    """The words that are before each item when it is read aloud, such as "We will" or "We must"."""
    role: Text | None = None
    """What the charter says this party is for, in our words."""


class Source(Content):
    """A published document the charter's facts come from."""

    id: Slug
    """Short name used by `document` in the lists."""
    title: Line
    """Its title."""
    publisher: Line
    """Who published it."""
    note: Text | None = None
    """What a reader should know about it."""


class Dates(Content):
    """What the source says about its own age."""

    published: Line | None = None
    """Year or day of publication."""
    revised: tuple[Line, ...] = ()
    """Years or days of revision, oldest first."""
    dated: Day | None = None
    """A day written in the source, where it does not say what the day stands for."""
    review: Line | None = None
    """The review cycle that the source promises."""
    note: Text | None = None
    """What is missing or doubtful about the dates."""


class Quote(Content):
    """A saying between the texts of the source, as a gist in our words."""

    gist: Line
    """What it says, in our words."""
    by: Line
    """Who is quoted, by post; "not named" where the source does not say."""
    placed: Line
    """Where in the source it stands."""


class Agreement(Content):
    """That somebody compared the lists of a charter with the published one, and agreed to what is in the file."""

    day: Day
    """The day on which it was agreed."""
    by: Line
    """The post or the board that agreed; never a person's name."""
    because: Line
    """Why the lists are as they are now, such as what was changed and who asked for it."""
    items: Whole
    """How many items all lists have together, counted by a person in the published charter."""
    fingerprint: Line | None = None
    """Twelve figures and letters made from the lists; `check` tells them once the other lines are written."""


class Charter(Reviewed):
    """The whole of one `charters/<slug>.yml`."""

    title: Line
    """The charter's title."""
    subtitle: Line | None = None
    """Its second title line, in our words where it is a sentence."""
    authority: Line
    """Who published it."""
    summary: Line
    """One sentence: what this charter is."""
    introduction: Text
    """What the source says before its lists, in our words."""
    dates: Dates
    """Publication, revisions, review cycle."""
    signed_by: tuple[Line, ...] = ()
    """Posts (never names) of those who signed."""
    made_with: tuple[Line, ...] = ()
    """Who wrote it together."""
    sources: tuple[Source, ...]
    """The documents behind it."""
    voices: tuple[Voice, ...]
    """The parties as this charter names them, in its order."""
    quotes: tuple[Quote, ...] = ()
    """Sayings between the texts."""
    lists: tuple[CommitmentList, ...]
    """Every list of the source, in its order."""
    agreed: tuple[Agreement, ...] = ()
    """Who agreed to the lists as they are, oldest first; each change of an item has an entry of its own."""

    @property
    def place(self) -> str:
        """The council without its kind: `Kent` of "Kent County Council"."""
        return _KIND_OF_COUNCIL.sub("", self.authority)

    @property
    def count(self) -> int:
        """How many items all lists have together."""
        return sum(len(listed.items) for listed in self.lists)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change with the wording, order, party or addressee of any promise."""
        promised: list[object] = [(voice.id, voice.party, voice.lead_in) for voice in self.voices]
        for listed in self.lists:
            promised.append((listed.heading, listed.kind, listed.party, listed.to, listed.document, listed.section))
            promised += [
                (item.id, item.number, _words(item.text), _words(item.wording), item.to) for item in listed.items
            ]
        return hashlib.sha256(json.dumps(promised).encode()).hexdigest()[:12]


def _words(text: str | None) -> list[str]:
    """The words of a text, because its line breaks may change."""
    return (text or "").split()


@dataclass(frozen=True)
class Commitment:
    """One list item with everything that its list and charter say about it."""

    id: str
    charter: str
    voice: Voice
    party: str
    to: str
    heading: str
    theme: str
    kind: ListKind
    text: str
    wording: str | None
    number: Whole
    document: str
    section: str
    certainty: Certainty
    note: str | None

    @property
    def is_promise(self) -> bool:
        """Whether it can be kept or broken (a role cannot)."""
        return self.kind is not ListKind.ROLE


class Party(Content):
    """One side of a charter: the corporate parent, the fostering service, the foster carer."""

    id: Slug
    """Its name in addresses, such as `foster-carer`."""
    title: Line
    """What readers call it, such as "Foster carers"."""
    summary: Text
    """Who that is, in one or two plain sentences."""


class Parties(Reviewed):
    """The whole of `charters/parties.yml`."""

    parties: tuple[Party, ...]
    """In the order in which pages show them."""


class Theme(Content):
    """One subject that charters speak of under different names."""

    id: Slug
    """Its name in addresses, such as `decisions`."""
    title: Line
    """A task or a plain noun, such as "Making decisions"."""
    summary: Text
    """What the theme covers, in one or two plain sentences."""
    headings: dict[Slug, tuple[Line, ...]] = Field(default_factory=dict)
    """For each charter (by slug), the headings of its lists that belong here, spelt as the charter spells them;
    left out where no charter has such a heading."""


class Themes(Reviewed):
    """The whole of `charters/themes.yml`."""

    themes: tuple[Theme, ...]
    """In the order in which pages show them."""
