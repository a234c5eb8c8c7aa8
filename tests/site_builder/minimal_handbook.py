"""A handbook small enough to read on one screen, made by hand, so that golden pages do not depend on any file."""

from collections.abc import Mapping
from datetime import date

from handbook.charters.charter import Charter, Parties, Themes
from handbook.handbook import Handbook
from handbook.pages.page import Page
from handbook.service.contacts import Contacts
from handbook.service.glossary import Glossary
from handbook.service.service import Service
from handbook.surveys.outcomes import Outcome
from handbook.surveys.summaries import Summary
from handbook.surveys.survey import Consultation, Survey, Wave

ON = date(2026, 11, 22)

REVIEW = {"owner": "Fostering manager", "reviewed": "2026-10-01", "review_every": "12 months"}

CONTACT = {
    "id": "duty",
    "title": "Duty worker",
    "use": "you need an answer today",
    "urgency": "everyday",
    "phone": "01632 960001",
    "hours": [{"days": "mon-fri", "opens": "09:00", "closes": "17:00", "bank_holidays": "closed"}],
    "example": "yes",
}
EMERGENCY = {
    "id": "emergency",
    "title": "Police",
    "use": "someone is in danger",
    "urgency": "emergency",
    "phone": "999",
    "hours": [{"days": "mon-sun", "opens": "00:00", "closes": "24:00", "bank_holidays": "open"}],
}
NOTICE = {
    **dict.fromkeys(("danger", "worry_by_day", "worry_by_night", "national", "child", "advice", "reply"), "duty"),
    "reader": "Safeguarding lead",
    "reads": "each working day",
    "keeps": "90 days after closing",
}

CHARTER = {
    **REVIEW,
    "title": "Our promise",
    "authority": "Moor Council",
    "summary": "What the council and carers promise.",
    "introduction": "Invented for the tests.",
    "dates": {},
    "sources": [{"id": "paper", "title": "The promise paper", "publisher": "Moor Council"}],
    "voices": [
        {
            "id": "la",
            "party": "corporate-parent",
            "heading": "Council",
            "who": "the council",
            "lead_in": "We will",
        },
        {
            "id": "fc",
            "party": "foster-carer",
            "heading": "Carers",
            "who": "the carers",
            "lead_in": "We will",
        },
    ],
    "lists": [
        {
            "heading": "Talk & listen",
            "party": "la",
            "to": "foster carers",
            "document": "paper",
            "section": "1",
            "items": [
                {"id": "moor-1", "number": 1, "text": "ask you *first*."},
                {"id": "moor-2", "number": 2, "text": "answer.", "certainty": "uncertain", "note": "Or under money."},
            ],
        },
        {
            "heading": "Money",
            "party": "fc",
            "to": "the council",
            "document": "paper",
            "section": "Back page",
            "certainty": "likely",
            "why": "It has no heading of its own.",
            "items": [{"id": "moor-3", "number": 1, "text": "send receipts."}],
        },
    ],
}

THEMES = [
    {"id": "talk", "title": "Talking", "summary": "Who tells whom.", "headings": {"moor": ["Talk & listen"]}},
    {"id": "money", "title": "Money", "summary": "Who pays.", "headings": {"moor": ["Money"]}},
]
PARTIES = [
    {"id": "foster-carer", "title": "Foster carers", "summary": "People who foster."},
    {"id": "corporate-parent", "title": "The council", "summary": "The whole council."},
]

SECTIONS = [
    {
        "title": "Talking",
        "questions": [
            {"id": "asked", "kind": "agreement", "text": "I am asked first.", "commitments": ["moor-1"]},
            {"id": "better", "kind": "long text", "text": "What would be better?"},
        ],
    }
]
SURVEY = {
    **REVIEW,
    "title": "How is it?",
    "summary": "We ask what is kept.",
    "introduction": "No names.",
    "minutes": 3,
    "audience": ["foster carers"],
    "pages": ["policies/nights.md"],
    "themes": ["talk"],
    "sections": SECTIONS,
}
WAVE = {
    "title": "Spring 2026",
    "opens": "2026-03-01",
    "closes": "2026-03-31",
    "access": "open link",
    "fingerprint": "0123456789ab",
    "answer_due": "2026-06-30",
    "example": "yes",
}
CONSULTATION = {
    **SURVEY,
    **WAVE,
    "title": "Nights away",
    "opens": "2026-11-02",
    "closes": "2027-02-28",
    "answer_due": "2027-05-31",
    "example": "no",
    "proposal": "You decide alone.",
    "reasons": "Children wait too long.",
}
SUMMARY = {
    "asking": "views/2026-spring",
    "title": "How is it?: Spring 2026",
    "opens": "2026-03-01",
    "closes": "2026-03-31",
    "released": "2026-04-02",
    "example": "yes",
    "replies": 60,
    "questions": [
        {
            "id": "asked",
            "kind": "agreement",
            "text": "I am asked first.",
            "commitments": ["moor-1"],
            "base": 55,
            "shares": [
                {"label": "Agree or strongly agree", "percent": 62},
                {"label": "Neither, or disagree, or strongly disagree", "percent": 38},
            ],
        },
        {
            "id": "told",
            "kind": "one of",
            "text": "Who told you?",
            "withheld": "Fewer than 10 replies.",
        },
    ],
}
OUTCOME = {
    **REVIEW,
    "published": "2026-07-02",
    "asked": "We asked what is kept.",
    "findings": [
        {
            "said": "Ask us earlier.",
            "did": [
                {
                    "text": "We ask at the start.",
                    "owner": "Head of fostering",
                    "day": "2026-10-01",
                    "status": "under way",
                    "page": "policies/nights.md",
                },
                {
                    "text": "Ask twice.",
                    "owner": "Head of fostering",
                    "day": "2026-07-01",
                    "status": "not doing",
                    "because": "Once is enough.",
                },
            ],
        }
    ],
}
PAGE = {
    **REVIEW,
    "title": "Nights away",
    "summary": "Who decides.",
    "themes": ["talk"],
    "commitments": ["moor-2", "moor-1"],
    "contacts": ["duty"],
    "keywords": ["sleepover"],
    "audience": ["foster carers"],
    "sources": [{"title": "The guide", "detail": "Part 1", "address": "https://guide.example/1"}],
}


def page(path: str, header: Mapping[str, object], body: str) -> Page:
    """A hand-written page."""
    return Page.model_validate({"path": path, "header": header, "body": body, "body_line": 9})


def minimal(**changes: object) -> Handbook:
    """The tiny handbook; whatever is named is replaced."""
    parts: dict[str, object] = {
        "service": Service.model_validate(
            {**REVIEW, "name": "the service", "title": "Moor handbook", "demonstration": "yes"}
        ),
        "contacts": Contacts.model_validate({**REVIEW, "contacts": [EMERGENCY, CONTACT], "notice": NOTICE}),
        "glossary": Glossary.model_validate(
            {**REVIEW, "terms": [{"id": "lac", "term": "LAC", "stands_for": "looked after child", "meaning": "Old."}]}
        ),
        "parties": Parties.model_validate({**REVIEW, "parties": PARTIES}),
        "themes": Themes.model_validate({**REVIEW, "themes": THEMES}),
        "charters": {"moor": Charter.model_validate(CHARTER)},
        "pages": {"policies/nights.md": page("policies/nights.md", PAGE, "## Decide\n\nSay *yes*.")},
        "surveys": {"views": Survey.model_validate(SURVEY)},
        "waves": {"views": {"2026-spring": Wave.model_validate(WAVE)}},
        "consultations": {"nights": Consultation.model_validate(CONSULTATION)},
        "summaries": {"views/2026-spring": Summary.model_validate(SUMMARY)},
        "outcomes": {"views/2026-spring": Outcome.model_validate(OUTCOME)},
    }
    return Handbook(**(parts | changes))  # type: ignore[arg-type]
