"""What `check` says when nothing is wrong: what the service must still fill in, and advice about how pages read."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from handbook.facts.national import NATIONAL, past_sums, unmeasured_allowances
from handbook.facts.rates.rules import RATES
from handbook.formatting import listed
from handbook.handbook import Handbook
from handbook.open_slots import OpenSlot
from handbook.readability import MAX_READING_AGE, MAX_SENTENCE_WORDS, Advice, PagesReadability
from handbook.surveys.forecast import Forecast, forecasts
from site_builder.formatting import count_in_words, sentence_start

MAX_PLACES = 3
"""How many places of an open slot are named; the page of open slots has them all."""

MAX_ADVICE = 5
"""How many pieces of advice are beside a proposed change."""


def open_slot_lines(slots: Sequence[OpenSlot], *, full: bool) -> Iterator[str]:
    """One line with the number of open facts; with `full`, each of them with the places where it is printed."""
    if not slots:
        return
    count = sentence_start(count_in_words(len(slots), "fact"))
    where = ":" if full else '; see each on the page "What your service must fill in", or with `check --advice`.'
    yield f"{count} for your service to fill in, in service/local.yml{where}"
    for slot in slots if full else ():
        places = [str(place) for place in slot.places[:MAX_PLACES]] or ["on no page yet"]
        more = f" and {len(slot.places) - MAX_PLACES} more" if len(slot.places) > MAX_PLACES else ""
        yield f"  {slot.fact.id}: {', '.join(places)}{more}"


def edit_lines(handbook: Handbook) -> Iterator[str]:
    """That pages do not lead to their files, while nobody has said where those are."""
    if handbook.service.edit_address is None:
        yield (
            'No page shows "Edit this page\'s source": write where the forge edits a file as `edit_address` in '
            "service/service.yml. service/README.md has the common forms."
        )


def national_sum_lines(handbook: Handbook, on: date) -> Iterator[str]:
    """Each sum of the government whose year is over, and each allowance that is compared with none."""
    yield from (f"{NATIONAL}: {message}." for message in past_sums(handbook, on))
    yield from (f"{RATES}: {message}." for message in unmeasured_allowances(handbook))


def forecast_lines(handbook: Handbook, on: date) -> Iterator[str]:
    """For each form that is not open yet, how many of its questions results can show, while it can still be changed."""
    for run in handbook.runs.values():
        estimates = forecasts(run)
        if not run.wave.is_to_come(on) or not estimates[0].counted:
            continue
        opens = f"{run.key} opens on {run.wave.opens}."
        if estimates[0].counted == 1:
            yield f"{opens} Results can show figures for its one question {_expected_replies(estimates)}."
            continue
        summary = listed([f"{each.shown} with {each.replies} replies" for each in estimates])
        yield f"{opens} Results can show figures for so many questions, of {estimates[0].counted}: {summary}."
        if estimates[0].routed:
            some = listed([f"{each.routed_shown} with {each.replies} replies" for each in estimates])
            yield f"  Of the {estimates[0].routed} after certain answers only, if half of the people are asked: {some}."


def _expected_replies(estimates: Sequence[Forecast]) -> str:
    enough = [each.replies for each in estimates if each.shown]
    return f"with {enough[0]} replies" if enough else f"with more than {estimates[-1].replies} replies, if at all"


def advice_about(advice: PagesReadability, paths: Collection[str]) -> list[Advice]:
    """The first few pieces of advice about the given files: more than a few would not be read beside a change."""
    remarks = (
        *advice.small_groups,
        *advice.impossible_shares,
        *advice.hard_pages,
        *advice.long_sentences,
        *advice.jargon,
    )
    own = [each for each in remarks if each.path in paths]
    # Whom a text may harm comes first, and is never left out for want of room.
    return sorted(own[: max(MAX_ADVICE, sum(each.path in paths for each in advice.small_groups))])


def advice_lines(advice: PagesReadability, *, full: bool) -> Iterator[str]:
    """One line that counts the advice, and each piece of it when all is asked for."""
    groups = (
        (f"sentence of more than {MAX_SENTENCE_WORDS} words", f"sentences of more than {MAX_SENTENCE_WORDS} words"),
        ("word of the trade", "words of the trade"),
        ("small group that may be known", "small groups that may be known"),
        ("share of more than all people", "shares of more than all people"),
        (f"page for readers over {MAX_READING_AGE}", f"pages for readers over {MAX_READING_AGE}"),
    )
    kinds = (advice.long_sentences, advice.jargon, advice.small_groups, advice.impossible_shares, advice.hard_pages)
    counts = [count_in_words(len(each), one, many) for (one, many), each in zip(groups, kinds, strict=True) if each]
    if not counts:
        yield "No advice: no sentence is too long, no word of the trade stands on a page, no page reads hard."
        return
    yield f"Advice, which stops nothing: {listed(counts)}.{'' if full else ' See each with `check --advice`.'}"
    for remarks in kinds if full else ():
        yield from (f"  {each}" for each in sorted(remarks))
