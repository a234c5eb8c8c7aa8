"""The commands with which the reader notes what became of a text."""

import click

from feedback_app.command_text import next_command, say
from feedback_app.desk import Desk, Refused, open_desk
from feedback_app.wording import day_in_words
from handbook.guessing import what_instead
from handbook.surveys import Asking


@click.group("points")
def points_command() -> None:
    """Which finding of an answer a text became part of."""


@points_command.command("tag")
@click.argument("key")
@click.argument("number", type=click.IntRange(1))
@click.argument("finding")
def tag_command(key: str, number: int, finding: str) -> None:
    """Note that text NUMBER of `words KEY` became part of FINDING, the `id` of a finding in the outcome file."""
    with open_desk() as desk:
        asking = desk.asking(key)
        _check_finding(desk, asking, finding)
        if not asking.wave.is_over(desk.clock.today()):
            raise Refused(
                f"{key} is still open: the numbers of its texts change until {day_in_words(asking.wave.closes)}."
            )
        if not desk.store.tag_point(key, number, finding):
            raise Refused(f"There is no text {number}. To see all:{next_command(f'words {key} --as reader')}")
    say(f"Text {number} belongs to `{finding}`. Whoever holds its receipt can see what became of it.")


def _check_finding(desk: Desk, asking: Asking, finding: str) -> None:
    outcome = desk.handbook.outcomes.get(asking.key)
    if outcome is None:
        raise Refused(f"{asking.key} has no outcome file yet: write one, with an `id` for each finding.")
    known = [each.id for each in outcome.findings if each.id]
    if finding not in known:
        instead = what_instead(finding, known) if known else "give its findings an `id` first"
        raise Refused(f"The outcome of {asking.key} has no finding `{finding}`; {instead}")
