"""Short forms explain themselves: where a page first uses one, it is a button that shows the full words.

The note is a popover of the browser's own: it opens by touch, mouse and keyboard, closes by Escape, and needs no
script. A browser too old for it prints the full words behind the short form. On paper they are in brackets.
"""

import re
from collections.abc import Mapping

from markupsafe import Markup

from handbook.service.glossary import Glossary, Term, short_forms_in
from site_builder.formatting import sentence_start
from site_builder.render import plain, relative_link

GLOSSARY_PAGE = "glossary.md"
NOT_EXPLAINED = (GLOSSARY_PAGE, "a-to-z")
"""What the paths of pages begin with that are lists of words themselves."""

_BLOCK = re.compile(r"\s*#|<(?!/?(?:b|em|i|span|strong)\b)|\[[^\]]+\]:")
"""Lines in which nothing is explained: headings, raw HTML, link targets."""
_OPENS = re.compile(r"^<(svg|table|figure|pre|dl|form|nav|ol|ul)\b(?![^>]*\bmarkdown=)")
_SKIPPED = re.compile(
    r"`[^`\n]*`"
    r"|!?\[(?:[^\[\]]|\[[^\]]*\])*\](?:\([^)\n]*\)|\[[^\]\n]*\])?"
    r"|<(a|button|summary|code|abbr)\b.*?</\1>"
    r"|<span data-call=.*?</span></span>"
    r"|<[^<>]*>|https?://\S+|\{\{.*?\}\}|\{:?[^{}\n]*\}|&[#\w]+;"
)
"""Parts of a line in which nothing is explained: code, links, tags, addresses, attributes.

Who to call at all hours is one of them, because the script shows who is open now in its place.
"""

NOTE = Markup(
    '<button type="button" class="short-form" popovertarget="short-form-{id}">{form}</button>'
    '<span class="short-form__note" id="short-form-{id}" popover="auto">'
    '<span class="short-form__words">{words}</span> '
    '<span class="short-form__more">[{form} in the glossary]({link})</span></span>'
)

NO_WRAP = '<span class="short-form__whole">{}</span>'


def short_terms(glossary: Glossary) -> dict[str, Term]:
    """The terms that are short forms, by their form."""
    forms = ((form, term) for term in glossary.terms for _, form in short_forms_in(term.term))
    return {form: term for form, term in forms if form == term.term}


def explain_abbreviations(here: str, body: str, terms: Mapping[str, Term]) -> str:
    """A page's Markdown with each short form of the glossary explained where it is first used."""
    if here.startswith(NOT_EXPLAINED):
        return body
    waiting = dict(terms)
    lines = body.split("\n")
    until: str | None = None
    for number, line in enumerate(lines):
        until, readable = _state(line, until)
        if readable and waiting:
            lines[number] = _line(here, line, waiting)
    return "\n".join(lines)


def _state(line: str, until: str | None) -> tuple[str | None, bool]:
    """What ends the block that is open after this line, and whether the line is prose."""
    if until:
        return (None if until in line else until), False
    fence = re.match(r"\s*(```|~~~)", line)
    if fence:
        return fence[1], False
    opened = _OPENS.match(line)
    if opened:
        end = f"</{opened[1]}>"
        return (None if end in line else end), False
    return None, not _BLOCK.match(line)


def _line(here: str, line: str, waiting: dict[str, Term]) -> str:
    blanked = _SKIPPED.sub(lambda match: " " * len(match[0]), line)
    result, done = "", 0
    for start, form in short_forms_in(blanked):
        term = waiting.pop(form, None)
        if term is not None:
            before, after = _with_punctuation(line[done:start], line[start + len(form) :])
            note = f"{before}{_note(here, form, term)}{after}"
            result += line[done : start - len(before)] + (NO_WRAP.format(note) if before or after else note)
            done = start + len(form) + len(after)
    return result + line[done:]


def _with_punctuation(before: str, after: str) -> tuple[str, str]:
    """Brackets and stops that touch a short form: a browser may break a line on either side of a button."""
    opening, closing = re.search(r"[(\"']*$", before), re.match(r"(?:'s|s)?[)\"'.,;:?!]*(?=\s|$)", after)
    return (opening[0] if opening else ""), (closing[0] if closing else "")


def _note(here: str, form: str, term: Term) -> Markup:
    words = term.stands_for or " ".join(term.meaning.split())
    return NOTE.format(
        id=term.id,
        form=plain(form),
        words=plain(sentence_start(words)),
        link=relative_link(here, GLOSSARY_PAGE, term.id),
    )
