"""The commands with which the reader notes what became of a text."""

import click

from feedback_app.cli.context import CliContext, open_context
from feedback_app.results.text_review import has_name
from feedback_app.terminal_text import next_command, say
from handbook.formatting import day_in_words
from handbook.source.spelling import suggest_instead
from handbook.surveys.survey import SurveyRun


@click.group("points")
def points_command() -> None:
    """Which finding of an answer a text became part of."""


@points_command.command("tag")
@click.argument("key")
@click.argument("text")
@click.argument("finding")
def tag_command(key: str, text: str, finding: str) -> None:
    """Note that TEXT, as `words KEY` names it, became part of FINDING, the `id` of a finding in the outcome file."""
    with open_context() as context:
        run = context.run(key)
        _check_finding(context, run, finding)
        if not run.wave.is_over(context.clock.today()):
            raise click.ClickException(
                f"{key} is still open: what became of its texts is said after {day_in_words(run.wave.closes)}."
            )
        named = [each.id for each in context.store.kept_texts() if each.run_key == key and has_name(each.id, text)]
        if len(named) != 1 or not context.store.tag_point(key, named[0], finding):
            how = "More than one text is" if len(named) > 1 else f"No text of {key} is"
            raise click.ClickException(f"{how} called {text}. To see all:{next_command(f'words {key} --as reader')}")
    say(f"Text {text} belongs to `{finding}`. Whoever holds its receipt can see what became of it.")


def _check_finding(context: CliContext, run: SurveyRun, finding: str) -> None:
    outcome = context.handbook.outcomes.get(run.key)
    if outcome is None:
        raise click.ClickException(f"{run.key} has no outcome file yet: write one, with an `id` for each finding.")
    known = [each.id for each in outcome.findings if each.id]
    if finding not in known:
        instead = suggest_instead(finding, known) if known else "give its findings an `id` first"
        raise click.ClickException(f"The outcome of {run.key} has no finding `{finding}`; {instead}")
