"""The command that invents answers: for shipped examples, and for practising in a store that is thrown away."""

import click

from feedback_app.cli.context import Desk, Refused, open_desk
from feedback_app.results.samples import NOTHING_SAID, invented_responses
from feedback_app.storage import Outcome
from feedback_app.terminal_text import say
from handbook.formatting import counted

PLACES = (
    "HANDBOOK_STORE to a new file, such as var/try/store.sqlite, and HANDBOOK_KEYS to a folder, such as var/try/keys"
)
"""What to set before practising."""


@click.command("sample")
@click.argument("key")
@click.option("--replies", type=click.IntRange(0, 5000), help="How many people to invent.")
@click.option("--for-trying", is_flag=True, help="Also where answers are real: the store is then for trying, for good.")
def sample_command(key: str, replies: int | None, for_trying: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Fill the store with invented replies, always the same ones; for trying, a few write something too."""
    with open_desk(may_make_store=True) as desk:
        run = desk.run(key)
        if not (run.wave.example or for_trying):
            raise Refused(
                f"{key} is not an example, and invented answers would count as real ones. "
                f"To practise, set {PLACES}, and add --for-trying."
            )
        if for_trying:
            _mark_for_trying(desk)
        sample = desk.handbook.samples.get(run.slug, NOTHING_SAID)
        people = sample.replies if replies is None else replies
        responses = invented_responses(run, people, sample, with_texts=for_trying)
        outcomes = [desk.store.save(response) for response in responses]
    if Outcome.TOO_LATE in outcomes:
        raise Refused(f"{key} is released: its store takes no more answers.")
    made = outcomes.count(Outcome.RECEIVED)
    replies_now = counted(made, "invented reply", "invented replies")
    say(f"{replies_now} to {key} {'is' if made == 1 else 'are'} in the store.")
    if for_trying:
        say(f"{desk.settings.store} is for trying from now on: nothing of it goes into the content.")


def _mark_for_trying(desk: Desk) -> None:
    """Make the store one for trying; raises Refused where something real is in it or beside it."""
    if desk.store.is_for_trying():
        return
    if _holds_real_answers(desk):
        raise Refused(
            f"{desk.settings.store} holds what people really wrote, and what is invented must not come between. "
            f"To practise, set {PLACES}."
        )
    if others := sorted(desk.keys.runs() - desk.store.keys_of_codes()):
        raise Refused(
            f"{desk.settings.keys} holds the key of {others[0]}, whose codes are in another store: practising would "
            f"destroy it. Set {PLACES}."
        )
    desk.store.mark_for_trying()


def _holds_real_answers(desk: Desk) -> bool:
    runs = desk.handbook.runs
    examples = {key for key, run in runs.items() if run.wave.example}
    answered = desk.store.keys_of_replies() | {*desk.store.keys_of_words()}
    released = {key for key in runs if desk.store.released(key) is not None}
    return bool((answered | released) - examples or desk.store.suggestions())
