"""Rules about slots: they are well formed, in a file that may have slots, and name an existing fact."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from handbook.content_kind import TEXT_PART
from handbook.facts.local import Local
from handbook.pages.slots import Slot, odd_braces, slots_in
from handbook.registry import PATHS_WITHOUT_SLOTS, SLOT_FILES, SLOT_KINDS
from handbook.service.call_order import call_order
from handbook.service.contacts import CONTACTS
from handbook.source.problems import Problem
from handbook.source.spelling import suggest_instead
from handbook.source.text_values import place_in
from handbook.sources import Sources

SHAPE = "`{{ local.payment-days }}`"

_END_OF_SENTENCE_OR_START = re.compile(r"(?:^|[.?!][\"')*\]]*|^(?:[-*+:>]|\d+[.)]))$")
_NO_SENTENCE = re.compile(r"[#<{|]|!!!|\?\?\?")
"""How a line begins that is a heading, a tag, attributes, a table or a note."""
_SLOT_AT_THE_END = re.compile(r"\{\{ local\.[^{}]* \}\}\s*$")
_WHERE_ALLOWED = "write it last in its line or table cell, after a whole sentence, or in a line of its own"


def check_slots(sources: Sources) -> Iterator[Problem]:
    """Slots name existing facts, and are in files whose slots are filled in."""
    for path, value in sources.texts("{", "}}"):
        for slot in slots_in(value.text):
            message = _place_fault(path) or _slot_fault(sources, slot)
            if message:
                yield Problem(path, *place_in(value.text, slot.start, value.line, value.column), message)
        for offset in () if _place_fault(path) else odd_braces(value.text):
            message = f"these braces are no slot; write it like {SHAPE}: two braces, one space, two braces"
            yield Problem(path, *place_in(value.text, offset, value.line, value.column), message)


def _place_fault(path: str) -> str | None:
    if path.startswith(PATHS_WITHOUT_SLOTS):
        return "slots are filled in on pages and in the other files of service/, not here; write the words themselves"
    return None


def _slot_fault(sources: Sources, slot: Slot) -> str | None:
    """The message about a slot; None if it is right."""
    kind = SLOT_KINDS.get(slot.kind)
    if kind is None:
        return f"there is no kind of fact `{slot.kind}`; {suggest_instead(slot.kind, SLOT_KINDS)}"
    known = kind.ids(sources.handbook)
    if slot.id not in known:
        return f"there is no `{slot.id}` in {SLOT_FILES[slot.kind]}; {suggest_instead(slot.id, known)}"
    if slot.part not in kind.parts:
        others = (replace(slot, part=part) for part in kind.parts)
        choices = " or ".join(f"`{{{{ {other.name} }}}}`" for other in others if not _slot_fault(sources, other))
        return f"`{slot.name}` has no such part; write {choices}"
    if slot.kind == "call":
        return _call_fault(sources, slot)
    return _number_fault(sources, slot, SLOT_FILES[slot.kind]) if slot.kind == "contact" else None


def _call_fault(sources: Sources, slot: Slot) -> str | None:
    """Whoever reads a page may live in any area: a line of one area is not for everybody."""
    contacts = sources.handbook.contacts
    problem = next(each for each in contacts.problems if each.id == slot.id)
    if call_order(contacts, problem, None):
        return None
    return f"nobody with a number is called about `{slot.id}` in all areas; write `call:` for it in {CONTACTS}"


def _number_fault(sources: Sources, slot: Slot, file: str) -> str | None:
    index, contact = next(
        contact for contact in enumerate(sources.handbook.contacts.contacts) if contact[1].id == slot.id
    )
    if not slot.part and not contact.phone:
        what, key = "has no number", "phone"
    elif slot.part == TEXT_PART and not contact.text_number:
        what, key = "takes no texts", "text_number"
    else:
        return None
    line = sources.records[file].line_of("contacts", index, "id")
    return f"`{slot.id}` {what}; write who it is instead, or add its `{key}:` below line {line} of {file}"


def check_local_slots(sources: Sources) -> Iterator[Problem]:
    """A slot of a local fact is after a whole sentence or alone: until it is filled in, pages may print nothing for it.

    In data files, where other words would be left without a meaning, the fact must have something to print.
    """
    local = sources.handbook.facts.get(Local)
    silent = {fact.id for fact in (local.facts if local else ()) if fact.is_silent}
    for path, value in sources.texts("{{ local."):
        for slot in slots_in(value.text):
            if slot.kind == "local" and (message := _local_slot_fault(path, value.text, slot, silent)):
                yield Problem(path, *place_in(value.text, slot.start, value.line, value.column), message)


def _local_slot_fault(path: str, text: str, slot: Slot, silent: Collection[str]) -> str | None:
    if not path.endswith(".md"):
        file = SLOT_FILES[slot.kind]
        message = f"nothing is known of `{slot.name}` yet; write its `usually:` or its `value:` in {file}"
        return message if slot.id in silent else None
    before, after = _around(text, slot)
    if after or not _END_OF_SENTENCE_OR_START.search(before):
        return f"`{slot.name}` may say nothing until your service fills it in; {_WHERE_ALLOWED}"
    return None


def _around(text: str, slot: Slot) -> tuple[str, str]:
    """What is before and after a slot in its line or table cell; where it is alone in a line, what the next ones say.

    Only a line that goes on with a small letter is behind it: another sentence may follow in the same paragraph.
    """
    above, _, before = text[: slot.start].rpartition("\n")
    after, _, below = text[slot.end :].partition("\n")
    if "|" in before + after:
        return before.rpartition("|")[2].strip(), after.partition("|")[0].strip()
    line_above = _SLOT_AT_THE_END.sub("", above.rpartition("\n")[2]).strip()
    sentence = before.strip() or ("" if _NO_SENTENCE.match(line_above) else line_above)
    return sentence, after.strip() or (below if re.match(r"\s*[a-z]", below.partition("\n")[0]) else "")


RULES = (check_slots, check_local_slots)
