"""A suggestion that somebody is filling in, as it passes from page to page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from feedback_app.forms.kinds.texts import MAX_TEXT_LENGTH, plain_words
from feedback_app.privacy.codes import new_receipt, normalise
from feedback_app.privacy.personal_data import typed_length
from feedback_app.suggestions.suggestion import Suggestion
from feedback_app.web.extensions import written_page
from handbook.formatting import counted
from handbook.pages.sections import Section, sections_of
from handbook.source.invisible_characters import is_blank

WHOLE_PAGE = "page"
"""Takes the place of a section id for a suggestion about the whole page."""
_MORE = 2000
"""How many characters longer than before the text may become."""


@dataclass(frozen=True)
class SuggestionDraft:
    """A draft of one suggestion."""

    page: str
    section: Section | None
    """None for the page as a whole."""
    shown: str
    """The mark of the words as they were when the box was filled with them."""
    words: str
    why: str
    receipt: str
    kept: str
    honeypot: str
    """What a program typed into the box that people do not see."""

    @property
    def before(self) -> str:
        """The words as they are; empty for the page as a whole."""
        return self.section.words if self.section else ""

    @property
    def section_id(self) -> str:
        """What names the part in a form."""
        return self.section.id if self.section else WHOLE_PAGE

    @property
    def longest(self) -> int:
        """How many letters the new words may have."""
        return max(MAX_TEXT_LENGTH, len(self.before) + _MORE)

    @property
    def rows(self) -> int:
        """How high the box is."""
        return min(max(8, sum(1 + len(line) // 60 for line in self.words.split("\n")) + 2), 25)

    def hidden_values(self) -> list[tuple[str, str]]:
        """Everything, to carry it on without storing it."""
        values = {
            "page": self.page,
            "part": self.section_id,
            "shown": self.shown,
            "words": self.words,
            "why": self.why,
            "receipt": self.receipt,
            "kept": self.kept,
        }
        return [(name, value) for name, value in values.items() if value]

    def problems(self) -> list[dict[str, str]]:
        """Errors, linked to their fields."""
        problems = []
        if self.section and self.shown != self.section.mark:
            problems.append(("words", "The words of this page changed while you wrote. Compare yours with them below"))
        elif self.words == self.before:
            problems.append(("words", "Change the words in the box, or write new ones"))
        for name, text, most in (("words", self.words, self.longest), ("why", self.why, MAX_TEXT_LENGTH)):
            over = typed_length(text) - most
            if over > 0:
                problems.append((name, f"Shorten your words by {counted(over, 'character')}"))
        if self.honeypot.strip():
            problems.append(("website", 'Empty the box called "Leave this box empty", then send again'))
        return [{"text": text, "href": f"#{name}"} for name, text in problems]

    def with_texts(self, words: str, why: str, kept: str) -> "SuggestionDraft":
        """The same with other words."""
        return replace(self, words=words, why=why, kept=kept)

    def suggestion(self) -> Suggestion:
        """What is stored."""
        if self.section is None:
            return Suggestion(self.page, "", self.words, self.why)
        return Suggestion(self.page, self.section.text, self.section.with_words(self.words), self.why)


def read_draft(page: str, sent: Mapping[str, str]) -> SuggestionDraft | None:
    """What was sent about a part of a page; None for a part that is not there."""
    written = written_page(page)
    name = sent.get("part")
    section = next((part for part in sections_of(written) if part.id == name), None) if written else None
    if section is None:
        return read_page_draft(page, sent) if name == WHOLE_PAGE else None
    return _draft(page, section, sent)


def read_page_draft(page: str, sent: Mapping[str, str]) -> SuggestionDraft:
    """What was sent about a page as a whole."""
    return _draft(page, None, sent)


def _draft(page: str, section: Section | None, sent: Mapping[str, str]) -> SuggestionDraft:
    """What was sent, or the words as they are where no words came."""
    return SuggestionDraft(
        page=page,
        section=section,
        shown=sent.get("shown", ""),
        words=_kept_lines(sent["words"]) if "words" in sent else section.words if section else "",
        why=plain_words(sent.get("why")),
        receipt=normalise(sent.get("receipt", "")) or new_receipt(),
        kept=sent.get("kept", ""),
        honeypot=sent.get("website", ""),
    )


def _kept_lines(typed: str) -> str:
    """Words as typed; spaces at a line's start belong to them, at its end they do not."""
    # A letter before keeps `plain_words` from taking away the spaces of the first line.
    plain = plain_words(f"x{typed}")[1:]
    return "" if is_blank(plain) else "\n".join(line.rstrip() for line in plain.split("\n")).strip("\n")
