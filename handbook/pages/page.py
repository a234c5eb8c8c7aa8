"""A hand-written page of `docs/`: its header and its text."""

from enum import StrEnum

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Line, Ref, Slug, Text


class PageKind(StrEnum):
    """What a page says."""

    PAGE = "page"
    """How something is done."""
    TERMS = "terms"
    """What carers are paid and held to; it changes only after they were consulted."""


class Reference(Content):
    """Where a page's facts come from."""

    title: Line
    """The document, law or guidance."""
    detail: Line | None = None
    """The part of it: a section, a regulation, a standard."""
    address: Line | None = None
    """A public web address, where there is one."""


class PageQuestion(Content):
    """One question that a page answers, as a reader would ask it."""

    ask: Line
    """In a carer's or a child's own words, such as "Can I cut her hair?"."""
    heading: Slug
    """The id of the heading that answers it; `top` for the page's first words."""
    also: tuple[Line, ...] = ()
    """Other ways to ask the same: whole sentences and single words. Only the search knows them; no page shows them."""


class PageHeader(Reviewed):
    """The header between the `---` lines at the top of a page."""

    title: Line
    """The page's only level-one heading."""
    summary: Line
    """One sentence: what the reader finds here."""
    kind: PageKind = PageKind.PAGE
    """`page`, or `terms` for pay and conditions, which change only after a consultation."""
    consulted: tuple[Ref, ...] = ()
    """The consultations that were about this page, by their folder's name; a page of terms names one that closed."""
    audience: tuple[Line, ...] = ()
    """Who it is for, such as "foster carers"."""
    themes: tuple[Ref, ...] = ()
    """Our themes it belongs to."""
    commitments: tuple[Ref, ...] = ()
    """The commitments this page helps to keep, by id."""
    standards: tuple[Ref, ...] = ()
    """The national standards and regulations it serves: ids from `service/standards.yml`."""
    contacts: tuple[Ref, ...] = ()
    """Who to call about it: ids from `service/contacts.yml`."""
    authority: Ref | None = None
    """The charter of the council that the page is about; every other page names no council in its text."""
    questions: tuple[PageQuestion, ...] = ()
    """What it answers, in readers' words; three to ten."""
    keywords: tuple[Line, ...] = ()
    """Words a carer may look for; they lead to this page in search and in the A to Z."""
    sources: tuple[Reference, ...] = ()
    """Where the facts come from."""


class Page(Content):
    """One hand-written page: its path below `docs/`, its header and its Markdown without the header."""

    path: str
    """Path below `docs/`, such as `policies/delegated-authority.md`."""
    header: PageHeader
    """The header."""
    body: Text
    """The Markdown after the header; starts with text, not with the title."""
    body_line: int
    """The line of the file on which the body starts."""

    @property
    def is_policy(self) -> bool:
        """Whether it is a policy: a page in `docs/policies/` other than its index."""
        return self.path.startswith("policies/") and not self.path.endswith("index.md")

    @property
    def is_terms(self) -> bool:
        """Whether it is about pay and conditions."""
        return self.header.kind is PageKind.TERMS
