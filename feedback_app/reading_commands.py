"""The commands with which the reader reads words and notes what became of them, and words are deleted in time."""

import click

from feedback_app.desk import Desk, Refused, open_desk
from feedback_app.responses import PAGE_FEEDBACK
from feedback_app.retention import forget, overdue_releases, page_words_keys
from handbook.guessing import what_instead
from handbook.surveys import Asking

MAY_QUOTE = "(May be quoted, once two people have read it and taken out what could show who it is about.)"
MAY_NOT_QUOTE = "(May not be quoted: its writer did not say yes.)"


@click.command("words")
@click.argument("key")
@click.option("--as-reader", is_flag=True, help="Say that you are the person who may read the words.")
def words_command(key: str, as_reader: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Print the texts of an asking, shuffled and apart from all ticks; after closing with a number for each."""
    with open_desk() as desk:
        _only_the_reader(desk, as_reader=as_reader)
        asking = None if key == PAGE_FEEDBACK else desk.asking(key)
        keys = page_words_keys(desk.store) if asking is None else (key,)
        listed = [text for each in keys for text in desk.store.texts(each)]
        numbered = asking is not None and asking.wave.is_over(desk.clock.today())
    titles = {each.id: each.text for each in asking.questionnaire.questions} if asking else {}
    asks_to_quote = asking is not None and asking.questionnaire.asks_to_quote
    for number, text in enumerate(listed, 1):
        click.echo(f"== {f'{number}. ' if numbered else ''}{titles.get(text.question, text.question)}")
        if asks_to_quote:
            click.echo(MAY_QUOTE if text.may_quote else MAY_NOT_QUOTE)
        click.echo(f"{text.body}\n")
    click.echo(f"{_many(len(listed), 'text')}. Keep no copy of them.", err=True)


def _only_the_reader(desk: Desk, *, as_reader: bool) -> None:
    if not as_reader:
        reader = desk.handbook.contacts.notice.reader
        raise Refused(f"People were told who reads their words: {reader}. If that is you, add --as-reader.")


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
            raise Refused(f"{key} is still open: the numbers of its texts change until {asking.wave.closes}.")
        if not desk.store.tag_point(key, number, finding):
            raise Refused(f"There is no text {number}: see `words {key}`.")
    click.echo(f"Text {number} belongs to `{finding}`. Whoever holds its receipt can see what became of it.")


def _check_finding(desk: Desk, asking: Asking, finding: str) -> None:
    outcome = desk.handbook.outcomes.get(asking.key)
    if outcome is None:
        raise Refused(f"{asking.key} has no outcome file yet: write one, with an `id` for each finding.")
    known = [each.id for each in outcome.findings if each.id]
    if finding not in known:
        instead = what_instead(finding, known) if known else "give its findings an `id` first"
        raise Refused(f"The outcome of {asking.key} has no finding `{finding}`; {instead}")


@click.command("forget")
@click.option("--page-feedback", is_flag=True, help="Delete all words about pages now, because you have read them.")
def forget_command(page_feedback: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Delete the words and points whose time is over. Run it each night."""
    with open_desk() as desk:
        today = desk.clock.today()
        for each in forget(desk.handbook, desk.store, today):
            click.echo(f"{each.key}: deleted {_many(each.words, 'text')} and {_many(each.points, 'point')}.")
        if page_feedback:
            gone = sum(desk.store.forget_words(key) for key in page_words_keys(desk.store))
            click.echo(f"{PAGE_FEEDBACK}: deleted {_many(gone, 'text')}.")
        for key in overdue_releases(desk.handbook, desk.store, today):
            click.echo(f"{key} should be released by now: python -m feedback_app release {key}", err=True)


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
