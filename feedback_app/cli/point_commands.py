"""The commands with which the reader links a text to a finding."""

import click

from feedback_app.cli.context import CliContext, open_context
from feedback_app.results.text_review import matches_name
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
        texts = [written for written in context.store.kept_texts() if written.run_key == key]
        text_ids = [written.id for written in texts if matches_name(written.id, text)]
        if len(text_ids) != 1 or not context.store.tag_point(key, text_ids[0], finding):
            how = "More than one text is" if len(text_ids) > 1 else f"No text of {key} is"
            raise click.ClickException(f"{how} called {text}. To see all:{next_command(f'words {key} --as reader')}")
    say(f"Text {text} belongs to `{finding}`. Whoever holds its receipt can see what became of it.")


def _check_finding(context: CliContext, run: SurveyRun, finding: str) -> None:
    outcome = context.handbook.outcomes.get(run.key)
    if outcome is None:
        raise click.ClickException(f"{run.key} has no outcome file yet: write one, with an `id` for each finding.")
    finding_ids = [item.id for item in outcome.findings if item.id]
    if finding not in finding_ids:
        instead = suggest_instead(finding, finding_ids) if finding_ids else "give its findings an `id` first"
        raise click.ClickException(f"The outcome of {run.key} has no finding `{finding}`; {instead}")
