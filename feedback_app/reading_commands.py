"""The commands with which the reader reads what people wrote, hands a text over, and deletes one."""

import os
from pathlib import Path

import click

from feedback_app.command_text import next_command, say
from feedback_app.desk import Desk, Refused, confirm, open_desk
from feedback_app.reading import ReaderText, Readings, Role
from feedback_app.responses import PAGE_FEEDBACK
from feedback_app.retention import page_words_keys
from feedback_app.wording import day_in_words, many

MAY_QUOTE = "(May be quoted, once two people have read it and taken out what could show who it is about.)"
MAY_NOT_QUOTE = "(May not be quoted: its writer did not say yes.)"
NOTHING_READ = "Nothing has been read yet, so no text has a number."
NOT_ASKED = "(May not be quoted: nobody was asked.)"

_as = click.option("--as", "role", type=click.Choice([role.value for role in Role]), help="Who you are.")


@click.group("reading", invoke_without_command=True)
@_as
@click.option("--all", "everything", is_flag=True, help="Also what was read before.")
@click.option("--again", is_flag=True, help="The last reading once more, with the same numbers.")
@click.pass_context
def reading_command(context: click.Context, role: str | None, everything: bool, again: bool) -> None:  # noqa: FBT001
    """Print what is new since the last reading: all forms, words about pages, and suggestions, shuffled."""
    if context.invoked_subcommand is not None:
        return
    if again and everything:
        raise Refused("Say --all for a new reading of everything, or --again for the last one: one of the two.")
    with open_desk() as desk:
        who, readings = _role(desk, role), _readings(desk)
        if again:
            numbered = readings.current(desk.handbook)
        else:
            numbered = dict(enumerate(readings.shuffled(desk.handbook, everything=everything), 1))
        for number, text in numbered.items():
            _print(number, text)
        if not again:
            # Only now: what did not reach the screen stays unread.
            readings.record(numbered.values(), who, desk.clock.today())
    if not numbered:
        say(_why_none(readings, everything=everything, again=again), err=True)
        return
    say(
        f"{many(len(numbered), 'text')}. Keep no copy of them.\n"
        f"One that may show harm:{next_command(f'reading hand-over NUMBER --as {who}')}\n"
        f"One to delete:{next_command(f'reading delete NUMBER --as {who}')}",
        err=True,
    )


def _why_none(readings: Readings, *, everything: bool, again: bool) -> str:
    if everything:
        return "No text is kept."
    if again:
        return "The texts of the last reading are gone." if readings.has_numbers() else NOTHING_READ
    return "There is nothing new to read."


@reading_command.command("hand-over")
@click.argument("number", type=click.IntRange(1))
@_as
@click.option("--out", type=click.Path(path_type=Path), help="Write the page to this new file instead.")
def hand_over_command(number: int, role: str | None, out: Path | None) -> None:
    """Print text NUMBER of the last reading as a page for the safeguarding lead; it is deleted 7 days later."""
    with open_desk() as desk:
        who, readings, today = _role(desk, role), _readings(desk), desk.clock.today()
        text = _text(desk, readings, number)
        page = _page_for_the_lead(text, who, day_in_words(today))
        if out:
            _write_new(out, page)
        else:
            click.echo(page)
        deleted = day_in_words(readings.hand_over(text, who, today))
    say(
        f"The program deletes this text after {deleted}. Sooner:{next_command(f'reading delete {number} --as {who}')}",
        err=True,
    )


@reading_command.command("delete")
@click.argument("number", type=click.IntRange(1))
@_as
@click.option("--yes", is_flag=True, help="Do not ask: for scripts.")
def delete_command(number: int, role: str | None, yes: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Delete text NUMBER of the last reading for good."""
    with open_desk() as desk:
        who, readings = _role(desk, role), _readings(desk)
        text = _text(desk, readings, number)
        confirm(f"Delete text {number} ({text.source})? This cannot be undone.", yes=yes)
        readings.delete(text, who, desk.clock.today())
    say(f"Text {number} is deleted. Copies of the store lose it within 7 days.")


def _readings(desk: Desk) -> Readings:
    return Readings(desk.store, desk.settings.state_folder)


def _text(desk: Desk, readings: Readings, number: int) -> ReaderText:
    text = readings.current(desk.handbook).get(number)
    if text is None and not readings.has_numbers():
        raise Refused(f"{NOTHING_READ} To read:{next_command('reading --as reader')}")
    if text is None:
        raise Refused(f"The last reading has no text {number}. To see it:{next_command('reading --again --as reader')}")
    return text


def _role(desk: Desk, role: str | None) -> Role:
    if role is None:
        reader = desk.handbook.contacts.notice.reader
        raise Refused(
            f"People were told who reads their words: {reader}. If that is you, add --as reader or --as deputy."
        )
    return Role(role)


def _print(number: int, text: ReaderText) -> None:
    click.echo(f"== {number}. {text.source}\n{text.question}")
    if text.may_quote is not None:
        click.echo(MAY_QUOTE if text.may_quote else MAY_NOT_QUOTE)
    click.echo(f"{text.body}\n")


def _page_for_the_lead(text: ReaderText, who: Role, on: str) -> str:
    quoting = NOT_ASKED if text.may_quote is None else MAY_QUOTE if text.may_quote else MAY_NOT_QUOTE
    return f"""\
FOR THE SAFEGUARDING LEAD: WORDS THAT MAY SHOW HARM

Handed over: {on}, by the {who}
Written in:  {text.source}
Asked there: {text.question}

Who wrote it: nobody knows. The form asks for no name, and the program keeps
no address, no day and no time. Nobody can be asked and nobody can be traced.
What was ticked beside it is kept apart, and nothing joins the two.

What it says:

{text.body}

{quoting}

Put it into the case system, then destroy this page.
"""


def _write_new(path: Path, page: str) -> None:
    try:
        opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Refused(f"{path} is there already: name a new file.") from None
    with os.fdopen(opened, "w", encoding="utf-8") as written:
        written.write(page)


@click.command("words")
@click.argument("key")
@click.option("--as-reader", is_flag=True, help="The same as --as reader.")
@_as
def words_command(key: str, as_reader: bool, role: str | None) -> None:  # noqa: FBT001 (click passes flags so)
    """Print the texts of an asking, shuffled and apart from all ticks; after closing with a number for each."""
    with open_desk() as desk:
        who = Role.READER if as_reader and role is None else _role(desk, role)
        asking = None if key == PAGE_FEEDBACK else desk.asking(key)
        keys = page_words_keys(desk.store) if asking is None else (key,)
        kept = [each for each in desk.store.kept_texts() if each.asking in keys]
        numbered = asking is not None and asking.wave.is_over(desk.clock.today())
        titles = {each.id: each.text for each in asking.questionnaire.questions} if asking else {}
        asks_to_quote = asking is not None and asking.questionnaire.asks_to_quote
        for number, text in enumerate((each.text for each in kept), 1):
            click.echo(f"== {f'{number}. ' if numbered else ''}{titles.get(text.question, text.question)}")
            if asks_to_quote:
                click.echo(MAY_QUOTE if text.may_quote else MAY_NOT_QUOTE)
            click.echo(f"{text.body}\n")
        _readings(desk).mark_read((each.id for each in kept), who, desk.clock.today())
    say(f"{many(len(kept), 'text')}. Keep no copy of them." if kept else "There are no texts.", err=True)
    if kept and asking is not None and not numbered:
        say(f"They get their numbers after {day_in_words(asking.wave.closes)}, when nobody can answer.", err=True)
