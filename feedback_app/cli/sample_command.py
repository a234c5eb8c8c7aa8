"""The command that invents answers: for shipped examples, and for practising in a store that is thrown away."""

import click

from feedback_app.cli.context import CliContext, open_context
from feedback_app.results.samples import NOTHING_SAID, invented_responses
from feedback_app.storage import SaveOutcome
from feedback_app.terminal_text import say
from handbook.formatting import counted

PRACTICE_SETTINGS = (
    "HANDBOOK_STORE to a new file, such as var/try/store.sqlite, and HANDBOOK_KEYS to a folder, such as var/try/keys"
)
"""What to set before practising."""


@click.command("sample")
@click.argument("key")
@click.option("--replies", type=click.IntRange(0, 5000), help="How many people to invent.")
@click.option("--for-trying", is_flag=True, help="Also where answers are real: the store is then for trying, for good.")
def sample_command(key: str, replies: int | None, for_trying: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Fill the store with invented replies, always the same ones; for trying, a few write something too."""
    with open_context(may_make_store=True) as context:
        run = context.run(key)
        if not (run.wave.example or for_trying):
            raise click.ClickException(
                f"{key} is not an example, and invented answers would count as real ones. "
                f"To practise, set {PRACTICE_SETTINGS}, and add --for-trying."
            )
        if for_trying:
            _mark_as_trial(context)
        sample = context.handbook.samples.get(run.slug, NOTHING_SAID)
        people = sample.replies if replies is None else replies
        responses = invented_responses(run, people, sample, with_texts=for_trying)
        outcomes = [context.store.save(response) for response in responses]
    if SaveOutcome.TOO_LATE in outcomes:
        raise click.ClickException(f"{key} is released: its store takes no more answers.")
    received = outcomes.count(SaveOutcome.RECEIVED)
    replies_now = counted(received, "invented reply", "invented replies")
    say(f"{replies_now} to {key} {'is' if received == 1 else 'are'} in the store.")
    if for_trying:
        say(f"{context.settings.store} is for trying from now on: nothing of it goes into the content.")


def _mark_as_trial(context: CliContext) -> None:
    """Make the store one for trying; raises ClickException where something real is in it or beside it."""
    if context.store.is_trial():
        return
    if _holds_real_answers(context):
        raise click.ClickException(
            f"{context.settings.store} holds what people really wrote, and what is invented must not come between. "
            f"To practise, set {PRACTICE_SETTINGS}."
        )
    if others := sorted(context.keys.runs() - context.store.run_keys_with_codes()):
        raise click.ClickException(
            f"{context.settings.keys} holds the key of {others[0]}, whose codes are in another store: practising would "
            f"destroy it. Set {PRACTICE_SETTINGS}."
        )
    context.store.mark_as_trial()


def _holds_real_answers(context: CliContext) -> bool:
    runs = context.handbook.runs
    examples = {key for key, run in runs.items() if run.wave.example}
    answered = context.store.run_keys_with_replies() | {*context.store.run_keys_with_words()}
    released = {key for key in runs if context.store.released(key) is not None}
    return bool((answered | released) - examples or context.store.suggestions())
