"""Personal details in what somebody wrote: asked about once, gently, before anything is sent.

Nothing is decided for anybody: each detail is taken out or kept as the person says, and the words are never refused.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from feedback_app.privacy.personal_data import DetailKind, PersonalDetail, find_details, redact
from handbook.service.contacts import Contacts
from handbook.service.phone_numbers import NATIONAL_NUMBERS

ALL = "all"
"""In place of one detail: all that are asked about."""
_MARK = re.compile(r"[0-9a-f]{10}")
_MAX_KEPT = 3000
"""Details that can be kept at a time; no three boxes hold more."""
MAX_QUESTIONS = 20
"""Details that one page asks about. Others follow on the next page, unless its last buttons decide about all."""

FindDetails = Callable[[str, str], tuple[PersonalDetail, ...]]
"""The details in the text of a field: its name, and the text."""


KIND_PHRASES = {
    DetailKind.E_MAIL: "detail-email",
    DetailKind.WEB: "detail-web",
    DetailKind.HANDLE: "detail-handle",
    DetailKind.DATE: "detail-date",
    DetailKind.POSTCODE: "detail-postcode",
    DetailKind.INSURANCE: "detail-insurance",
    DetailKind.PLATE: "detail-plate",
    DetailKind.PHONE: "detail-phone",
    DetailKind.NHS: "detail-nhs",
    DetailKind.CASE: "detail-case",
    DetailKind.NUMBER: "detail-number",
    DetailKind.STREET: "detail-street",
    DetailKind.SCHOOL: "detail-school",
    DetailKind.HEALTH: "detail-health",
    DetailKind.NAME: "detail-name",
}
"""What the question calls each kind: names of sentences in `words/`."""


@dataclass(frozen=True)
class DetailQuestion:
    """One detail that the person decides about."""

    detail: PersonalDetail
    before: str
    """The words right before it."""
    after: str

    @property
    def kind(self) -> str:
        """What the question calls it."""
        return KIND_PHRASES[self.detail.kind]


@dataclass(frozen=True)
class ReviewedTexts:
    """The texts after what was decided so far, and what is still to be asked."""

    texts: dict[str, str]
    kept: str
    """Marks of what stays, for a hidden field."""
    questions: tuple[DetailQuestion, ...]


def review_texts(texts: Mapping[str, str], sent: Mapping[str, str], find: FindDetails) -> ReviewedTexts:
    """Apply the button that was pressed, and find the details that are left to ask about."""
    kept = set(_MARK.findall(sent.get("kept", ""))[:_MAX_KEPT])
    take, keep = sent.get("take"), sent.get("keep")
    reviewed: dict[str, str] = {}
    questions: dict[str, DetailQuestion] = {}
    for name, text in texts.items():
        undecided = [detail for detail in find(name, text) if detail.mark not in kept]
        if keep:
            kept.update(detail.mark for detail in undecided if keep in (ALL, detail.mark))
        to_redact = [detail for detail in undecided if take in (ALL, detail.mark)]
        reviewed[name] = redact(text, to_redact)
        for detail in find(name, reviewed[name]) if to_redact else undecided:
            if detail.mark not in kept and len(questions) < MAX_QUESTIONS:
                questions.setdefault(detail.mark, _question(reviewed[name], detail))
    return ReviewedTexts(reviewed, " ".join(sorted(kept)), tuple(questions.values()))


def _question(text: str, detail: PersonalDetail) -> DetailQuestion:
    return DetailQuestion(detail, _last_words(text[: detail.start]), _first_words(text[detail.end :]))


_SHOWN = 40


def _last_words(text: str) -> str:
    line = text.rpartition("\n")[2]
    return line if len(line) <= _SHOWN else f"... {line[-_SHOWN:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rpartition(' ')[0]} ..."


def public_numbers(contacts: Contacts) -> tuple[str, ...]:
    """The phone numbers that this handbook prints itself, such as 999."""
    return (*NATIONAL_NUMBERS, *(number for contact in contacts.contacts for number in contact.numbers))


def detail_finder(contacts: Contacts) -> FindDetails:
    """A function that finds details in a text, except for public phone numbers."""
    known = public_numbers(contacts)
    return lambda _name, text: find_details(text, known)
