"""Rules about slots: they are well formed, in a file that may have slots, and name an existing fact."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from handbook.content_kind import TEXT_PART
from handbook.facts.local import Local
from handbook.pages.slots import Slot, odd_braces, slots_in
from handbook.registry import PATHS_WITHOUT_SLOTS, SLOT_FILES, SLOT_KINDS
from handbook.source.problems import Problem
from handbook.source.spelling import suggest_instead
from handbook.source.text_values import place_in
from handbook.sources import Sources

SHAPE = "`{{ local.payment-days }}`"

_WHOLE_BEFORE = re.compile(r"(?:^|[.?!][\"')*\]]*|^(?:[-*+:>]|\d+[.)]))$")
_ALONE = "write it last in its line or table cell, after a whole sentence, or in a line of its own"


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
    return _number_fault(sources, slot, SLOT_FILES[slot.kind]) if slot.kind == "contact" else None


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
    """A fact of the service is after a whole sentence or alone, because pages say nothing of it until it is known.

    Where other words would be left without a meaning, the fact says what is usual.
    """
    local = sources.handbook.facts.get(Local)
    silent = {each.id for each in (local.facts if local else ()) if not (each.usually or each.value)}
    for path, text_values in sources.text_values.items():
        for piece in text_values:
            for slot in slots_in(piece.text):
                message = _wrong_local(path, slot, _around(piece.text, slot), silent) if slot.kind == "local" else None
                if message:
                    yield Problem(path, *place_in(piece.text, slot.start, piece.line, piece.column), message)


def _around(text: str, slot: Slot) -> tuple[str, str]:
    """What is before and after a slot in its line or table cell."""
    before, after = text[: slot.start].rpartition("\n")[2], text[slot.end :].partition("\n")[0]
    return before.rpartition("|")[2].strip(), after.partition("|")[0].strip()


def _wrong_local(path: str, slot: Slot, around: tuple[str, str], silent: Collection[str]) -> str | None:
    before, after = around
    if not path.endswith(".md"):
        if slot.id in silent:
            return (
                f"nothing is known of `{slot.name}` yet; write its `usually:` or its `value:` in {SLOT_FILES['local']}"
            )
        return None
    if after or not _WHOLE_BEFORE.search(before):
        return f"`{slot.name}` may say nothing until your service fills it in; {_ALONE}"
    return None


RULES = (check_slots, check_local_slots)
