"""The contacts (`service/contacts.yml`)."""

from enum import StrEnum

from pydantic import model_validator

from handbook.calendar.hours import Hours, hours_in_words
from handbook.calendar.reviews import Reviewed
from handbook.service.british_numbers import dial_string, relay_number
from handbook.service.contact_numbers import Extension, Phone, TextNumber
from handbook.service.phone_numbers import digits
from handbook.source.types import Content, Line, Ref, Slug, Text, YesNo


class Urgency(StrEnum):
    """When a contact is the right one, from most to least urgent."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    EVERYDAY = "everyday"


class Caller(StrEnum):
    """Who may call."""

    CARERS = "carers"
    CHILDREN = "children"
    ANYONE = "anyone"


class ProblemKind(Content):
    """One kind of problem that people call about; at any hour somebody must answer."""

    id: Slug
    """Short name that contacts use."""
    title: Line
    """What it is, so that it also reads well after "about": "A child's safety"."""
    caller: Caller = Caller.CARERS
    """Who calls about it: `carers`, `children` or `anyone`."""
    otherwise: Ref | None = None
    """The kind of problem whose numbers people call while no number of this kind answers."""
    call: tuple[Ref, ...] = ()
    """The contacts to call, by id, in order: the first that is open, and the next open one when nobody answers."""
    say: Line | None = None
    """What to say or do first, in a sentence or two, below the number."""
    can_wait: YesNo = False
    """Whether it waits until a line opens: the page then says when, and nobody has to answer at night."""


class Person(Content):
    """The name of the person who holds a post now; the only place for it, and no page prints it."""

    role: Ref
    """The post, by its id in `service/places.yml`."""
    name: Line
    """The person's name."""


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
    audience: tuple[Caller, ...] = (Caller.ANYONE,)
    """Who may call: `carers`, `children` or `anyone`."""
    problems: tuple[Ref, ...] = ()
    """The kinds of problem to call about, by id."""
    areas: tuple[Ref, ...] = ()
    """The areas it serves, by id in `service/places.yml`; left out: all of them."""
    phone: Phone | None = None
    """The one number to call, such as `01632 960101`; every page prints it in one way."""
    extension: Extension | None = None
    """The figures to dial once the number has answered, such as `4`."""
    text_relay: YesNo = False
    """Whether pages say how to reach the number by typing instead of speaking (Relay UK)."""
    text_number: TextNumber | None = None
    """A number that takes text messages, such as `85258`."""
    hours: tuple[Hours, ...] = ()
    """When somebody answers."""
    hours_unknown: Line | None = None
    """In place of `hours`, where they are not sure: what people should do; nobody is counted on then."""
    address: Line | None = None
    """A web address."""
    example: YesNo = False
    """Whether its numbers are invented (Ofcom's numbers for drama) and show as examples."""
    note: Text | None = None
    """What else a caller should know."""

    @model_validator(mode="after")
    def _hours_or_not(self) -> "Contact":
        if bool(self.hours) == bool(self.hours_unknown):
            message = "say once when somebody answers: write `hours:`, or `hours_unknown:` where you are not sure"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _what_goes_with_a_number(self) -> "Contact":
        lonely = [key for key in ("extension", "text_relay") if getattr(self, key) and not self.phone]
        if lonely:
            raise ValueError(f"there is no number to call with this; add `phone:`, or take it out: `{lonely[0]}:`")
        return self

    @property
    def call_address(self) -> str:
        """The address of a link that calls, such as `tel:+441632960101`; an extension follows after a pause."""
        return f"tel:{dial_string(self.phone, self.extension)}" if self.phone else ""

    @property
    def relay_number(self) -> str:
        """The number of Relay UK, for people who type instead of speaking; empty without `text_relay`."""
        return relay_number(self.phone) if self.phone and self.text_relay else ""

    @property
    def relay_address(self) -> str:
        """The address of a link to Relay UK; empty without `text_relay`."""
        return f"tel:{digits(self.relay_number)}" if self.relay_number else ""

    @property
    def text_address(self) -> str:
        """The address of a link that sends a text message, such as `sms:85258`; empty without a `text_number`."""
        return f"sms:{dial_string(self.text_number)}" if self.text_number else ""

    @property
    def calls(self) -> frozenset[str]:
        """The digits of every number that pages print or call for it."""
        return frozenset(digits(number) for number in (self.phone, self.call_address, self.relay_number) if number)

    @property
    def numbers(self) -> frozenset[str]:
        """The digits of all its numbers."""
        return self.calls | ({digits(self.text_number)} if self.text_number else frozenset())

    @property
    def answers(self) -> str:
        """The opening hours in words, without a full stop."""
        return self.hours_unknown.rstrip(".") if self.hours_unknown else hours_in_words(self.hours)

    def serves(self, area: str | None, caller: Caller) -> bool:
        """Whether somebody in that area may call."""
        return (not self.areas or area in self.areas) and self.takes(caller)

    def takes(self, caller: Caller) -> bool:
        """Whether such a caller may call."""
        return caller in self.audience or Caller.ANYONE in self.audience


CONTACTS = "service/contacts.yml"
"""The file of the contacts, the only one with phone numbers."""
NOTICE_PHONE_KEYS = ("danger", "worry_by_day", "worry_by_night", "national", "child", "advice")
"""The keys of the notice whose contacts need a phone number."""


class Notice(Content):
    """Whom the notice above each text box names; a form with text boxes stays shut while one is missing."""

    danger: Ref
    """For danger now."""
    worry_by_day: Ref
    """For a worry about a child, in office hours."""
    worry_by_night: Ref
    """For a worry about a child, at all other hours."""
    national: Ref
    """A national helpline about a child's safety."""
    child: Ref
    """A helpline for children themselves."""
    advice: Ref
    """Independent advice for carers."""
    reply: Ref
    """Whom to ask for a reply to what was written."""
    reader: Line
    """The post, outside the fostering line, that reads the words."""
    reads: Line
    """How often it reads, such as "each working day"."""
    keeps: Line
    """How long the words are kept, such as "90 days after closing"."""


class Contacts(Reviewed):
    """The whole of `service/contacts.yml`."""

    problems: tuple[ProblemKind, ...] = ()
    """The kinds of problem, most urgent first."""
    contacts: tuple[Contact, ...]
    """Most urgent first."""
    people: tuple[Person, ...] = ()
    """Who holds which post now; no page prints it, and no other file may hold these names."""
    notice: Notice
    """Whom the notice above text boxes names."""
