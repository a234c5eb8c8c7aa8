"""A promise as other pages show it: said aloud in full, with its address and who makes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from handbook.charters.charter import Commitment
from handbook.urls import charter_path
from site_builder.context import BuildContext
from site_builder.formatting import sentence_start, within_sentence


@dataclass(frozen=True)
class PromiseLine:
    """One promise in a list on another page than its charter's."""

    id: str
    text: str
    """With the lead-in: "We will listen to you"."""
    path: str
    """The staged page of its charter."""
    name: str
    """The charter's short name: "Kent"."""
    says: str
    """Which charter, who promises: "Kent, foster carers"."""


def promise_sentence(commitment: Commitment) -> str:
    """The promise as a sentence of its own: the charter's lead-in, then the item; a whole sentence is alone."""
    text = " ".join(commitment.text.split())
    if text[:1].isupper() and not text[:2].isupper():
        return text
    return sentence_start(f"{commitment.voice.lead_in} {text}")


def promise_line(ctx: BuildContext, commitment: Commitment) -> PromiseLine:
    """A commitment as a line for another page."""
    name = ctx.charter_name(commitment.charter)
    return PromiseLine(
        id=commitment.id,
        text=promise_sentence(commitment),
        path=charter_path(commitment.charter),
        name=name,
        says=f"{name}, {within_sentence(ctx.parties[commitment.party].title)}",
    )


def promise_lines(ctx: BuildContext, ids: Iterable[str]) -> list[PromiseLine]:
    """Lines for ids, in the order of charters, so that lists on all pages look alike."""
    wanted_ids = set(ids)
    return [
        promise_line(ctx, ctx.handbook.commitments[ref])
        for ref in sorted(wanted_ids, key=ctx.commitment_order.__getitem__)
    ]
