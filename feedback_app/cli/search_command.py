"""The command that says what people looked for in the search and did not find."""

from collections import Counter

import click

from feedback_app.cli.context import open_context
from feedback_app.privacy.retention import search_words_keys
from feedback_app.terminal_text import say
from handbook.formatting import counted

MIN_SHOWN = 5
"""How often the same words must be missed before anybody sees them: what is typed rarely may name somebody."""


@click.command("searches")
def searches_command() -> None:
    """Say what people looked for and did not find, where it was missed at least five times in the last months."""
    with open_context() as context:
        missed = Counter(
            str(answers["words"]) for key in search_words_keys(context.store) for answers in context.store.replies(key)
        )
    shown = [(words, times) for words, times in missed.items() if times >= MIN_SHOWN]
    for words, times in sorted(shown, key=lambda each: (-each[1], each[0])):
        say(f"{words}: {counted(times, 'time')}")
    if not shown:
        say(f"Nothing was missed {MIN_SHOWN} times or more.")
