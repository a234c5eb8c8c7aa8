"""Who to call instead of writing: above the first text box, and on every page after somebody may have reported harm."""

from dataclasses import dataclass

from handbook.handbook import Handbook
from handbook.service.contacts import NOTICE_PHONE_KEYS, Contact
from handbook.surveys.survey import SurveyRun


@dataclass(frozen=True)
class SafeguardingNotice:
    """The contacts of the notice, found by their ids."""

    danger: Contact
    worry_by_day: Contact
    worry_by_night: Contact
    national: Contact
    child: Contact
    advice: Contact
    reply: Contact
    reader: str
    reads: str
    keeps: str


def may_tell_of_harm(run: SurveyRun) -> bool:
    """Whether somebody may tell here that a person is not safe; told from the form, never from what was written.

    The form then needs the notice, and every page that follows says whom to call now.
    """
    questionnaire = run.questionnaire
    return run.survey.for_children or questionnaire.asks_for_words or questionnaire.asks_about_safety


def safeguarding_notice(handbook: Handbook) -> SafeguardingNotice | None:
    """The notice; None while a contact or its number is missing, and then no form may ask for words."""
    notice, known = handbook.contacts.notice, {contact.id: contact for contact in handbook.contacts.contacts}
    found = {part: known.get(getattr(notice, part)) for part in (*NOTICE_PHONE_KEYS, "reply")}
    if any(contact is None for contact in found.values()) or any(
        not _number(found[part]) for part in NOTICE_PHONE_KEYS
    ):
        return None
    return SafeguardingNotice(
        **{part: contact for part, contact in found.items() if contact is not None},
        reader=notice.reader,
        reads=notice.reads,
        keeps=notice.keeps,
    )


def _number(contact: Contact | None) -> str:
    return (contact.phone or "") if contact else ""
