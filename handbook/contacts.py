"""Who to call (`service/contacts.yml`)."""

from enum import StrEnum

from handbook.fields import Content, Line, Slug, Text, YesNo
from handbook.reviews import Reviewed


class Urgency(StrEnum):
    """When a contact is the right one, from most to least urgent."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    EVERYDAY = "everyday"


class Contact(Content):
    """One line of the contacts."""

    id: Slug
    """Short name that pages use."""
    title: Line
    """A post, a team or a helpline; never the name of a person."""
    use: Line
    """When to call: a short phrase after "Call if"."""
    urgency: Urgency
    """`emergency`, `urgent` or `everyday`."""
    phone: Line | None = None
    """The number as people read it."""
    hours: Line
    """When somebody answers, in words."""
    address: Line | None = None
    """A web address."""
    example: YesNo = False
    """Whether the number is invented (Ofcom's numbers for drama) and shows as an example."""
    note: Text | None = None
    """What else a caller should know."""


class Notice(Content):
    """Whom the notice above each text box names; a form with text boxes stays shut while one is missing."""

    danger: Slug
    """For danger now."""
    worry_by_day: Slug
    """For a worry about a child, in office hours."""
    worry_by_night: Slug
    """For a worry about a child, at all other hours."""
    national: Slug
    """A national helpline about a child's safety."""
    child: Slug
    """A helpline for children themselves."""
    advice: Slug
    """Independent advice for carers."""
    reply: Slug
    """Whom to ask for a reply to what was written."""
    reader: Line
    """The post, outside the fostering line, that reads the words."""
    reads: Line
    """How often it reads, such as "each working day"."""
    keeps: Line
    """How long the words are kept, such as "90 days after closing"."""


class Contacts(Reviewed):
    """The whole of `service/contacts.yml`."""

    contacts: tuple[Contact, ...]
    """Most urgent first."""
    notice: Notice
    """Whom the notice above text boxes names."""
