"""The commands with which the reader reads what people wrote, hands a text over, and deletes one."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from feedback_app.cli.context import CliContext, confirm, open_context
from feedback_app.privacy.personal_data import PersonalDetail, find_details
from feedback_app.privacy.retention import page_words_keys
from feedback_app.responses import PAGE_FEEDBACK
from feedback_app.results.text_review import ReaderText, Readings, Role, text_name
from feedback_app.terminal_text import next_command, quoted, say, wrapped
from feedback_app.web.personal_data_review import public_numbers
from handbook.formatting import counted, day_in_words

QUOTABLE = "(May be quoted, once two people have read it and taken out what could show who it is about.)"
NOT_QUOTABLE = "(May not be quoted: its writer did not say yes.)"
NOT_ASKED = "(May not be quoted: nobody was asked.)"

_FIRST_LINES = 3
_FIRST_LETTERS = 200
"""How much of a text is shown before it is deleted."""

_role_option = click.option("--as", "role", type=click.Choice([role.value for role in Role]), help="Who you are.")


@click.group("reading", invoke_without_command=True)
@_role_option
@click.option("--all", "everything", is_flag=True, help="Also what was read before.")
@click.option("--again", is_flag=True, help="Your last reading once more, in the same order.")
@click.pass_context
def reading_command(click_context: click.Context, role: str | None, everything: bool, again: bool) -> None:  # noqa: FBT001
    """Print what is new since the last reading: all forms, words about pages, and suggestions, shuffled."""
    if click_context.invoked_subcommand is not None:
        return
    if again and everything:
        raise click.UsageError(
            "Say --all for a new reading of everything, or --again for the last one: one of the two."
        )
    with open_context() as context:
        reader_role, readings = _role(context, role), _readings(context)
        last = readings.last_reading(reader_role, context.handbook)
        texts = (last or ()) if again else readings.shuffled(context.handbook, everything=everything)
        for text in texts:
            _print_text(text)
        if not again:
            # Only now: what did not reach the screen stays unread.
            readings.record(texts, reader_role, context.clock.today())
    if not texts:
        none = "There is nothing new to read."
        if again:
            none = f"The {reader_role} has read nothing yet." if last is None else "The texts of that reading are gone."
        say("No text is kept." if everything else none, err=True)
        return
    say(
        f"{counted(len(texts), 'text')}. Keep no copy of them.\n"
        f"Each has its own name, such as {texts[0].name}, which never becomes the name of another one.\n"
        f"One that may show harm:{next_command(f'reading hand-over NAME --as {reader_role}')}\n"
        f"One to delete:{next_command(f'reading delete NAME --as {reader_role}')}",
        err=True,
    )


@reading_command.command("hand-over")
@click.argument("name")
@_role_option
@click.option("--out", type=click.Path(path_type=Path), help="Write the page to this new file instead.")
def hand_over_command(name: str, role: str | None, out: Path | None) -> None:
    """Print the text called NAME as a page for the safeguarding lead; it is deleted 7 days later."""
    with open_context() as context:
        reader_role, readings, today = _role(context, role), _readings(context), context.clock.today()
        text = _text(context, readings, name)
        known = public_numbers(context.handbook.contacts)
        page = _safeguarding_page(text, reader_role, day_in_words(today), find_details(text.body, known))
        if out:
            _write_new(out, page)
        else:
            click.echo(page)
        deleted = day_in_words(readings.hand_over(text, reader_role, today))
    sooner = next_command(f"reading delete {text.name} --as {reader_role}")
    say(f"The program deletes this text after {deleted}. Sooner:{sooner}", err=True)


@reading_command.command("delete")
@click.argument("name")
@_role_option
@click.option("--yes", is_flag=True, help="Do not ask: for scripts.")
def delete_command(name: str, role: str | None, yes: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Delete the text called NAME for good. It shows how the text begins, and asks first."""
    with open_context() as context:
        reader_role, readings = _role(context, role), _readings(context)
        text = _text(context, readings, name)
        say(f"{text.name}. {text.source}, {text.question}", err=True)
        click.echo(f"{quoted(_excerpt(text.body))}\n", err=True)
        confirm(f"Delete text {text.name}? This cannot be undone.", yes=yes)
        if not readings.delete(text, reader_role, context.clock.today()):
            raise click.ClickException(
                f"Text {text.name} is gone already: somebody took it back or deleted it meanwhile."
            )
    say(f"Text {text.name} is deleted. Copies lose it within 7 days, as long as `backup` runs each night.")


def _readings(context: CliContext) -> Readings:
    return Readings(context.store, context.settings.state_folder)


def _text(context: CliContext, readings: Readings, name: str) -> ReaderText:
    named = readings.named(name, context.handbook)
    if len(named) > 1:
        longer = "".join(f"\n  {text.id}" for text in named)
        raise click.ClickException(f"More than one text is called {name}. Write more of it:{longer}")
    if not named:
        raise click.ClickException(
            f"No text is called {name}: it is gone, or its name is another one. "
            f"To see what is kept:{next_command('reading --all --as reader')}"
        )
    return named[0]


def _excerpt(body: str) -> str:
    """The first lines, which show the reader which text is being deleted."""
    first = "\n".join(body.split("\n")[:_FIRST_LINES])[:_FIRST_LETTERS]
    return first if first == body else f"{first} ..."


def _role(context: CliContext, role: str | None) -> Role:
    if role is None:
        reader = context.handbook.contacts.notice.reader
        raise click.UsageError(
            f"People were told who reads their words: {reader}. If that is you, add --as reader or --as deputy."
        )
    return Role(role)


def _print_text(text: ReaderText) -> None:
    click.echo(f"== {text.name}  {text.source}\n{text.question}")
    if text.may_quote is not None:
        click.echo(QUOTABLE if text.may_quote else NOT_QUOTABLE)
    click.echo(f"{quoted(text.body)}\n")


def _safeguarding_page(text: ReaderText, reader_role: Role, on: str, details: Sequence[PersonalDetail]) -> str:
    quoting = NOT_ASKED if text.may_quote is None else QUOTABLE if text.may_quote else NOT_QUOTABLE
    return f"""\
FOR THE SAFEGUARDING LEAD: WORDS THAT MAY SHOW HARM

Handed over: {on}, by the {reader_role}
Written in:  {text.source}
Asked there: {text.question}

Who wrote it: the program does not know. The form asks for no name, and the
program keeps no address, no day and no time. What was ticked beside it is kept
apart, and nothing joins the two. But the words themselves may tell who wrote
them, or whom they are about.

What it says:

{quoted(text.body)}

{_details_section(details)}

{quoting}

Put it into the case system, then destroy this page.
"""


def _details_section(details: Sequence[PersonalDetail]) -> str:
    if not details:
        return wrapped("No name, address or number was found in it by the program, which misses some.")
    said = "These parts of it may tell who somebody is. A program found them, and it misses some:"
    return "\n".join([wrapped(said), *dict.fromkeys(quoted(f"{detail.kind}: {detail.text}") for detail in details)])


def _write_new(path: Path, page: str) -> None:
    try:
        opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise click.ClickException(f"{path} is there already: name a new file.") from None
    with os.fdopen(opened, "w", encoding="utf-8") as written:
        written.write(page)


@click.command("words")
@click.argument("key")
@click.option("--as-reader", is_flag=True, help="The same as --as reader.")
@_role_option
def words_command(key: str, as_reader: bool, role: str | None) -> None:  # noqa: FBT001 (click passes flags so)
    """Print the texts of an asking, shuffled and apart from all ticks, each with its name."""
    with open_context() as context:
        reader_role = Role.READER if as_reader and role is None else _role(context, role)
        run = None if key == PAGE_FEEDBACK else context.run(key)
        keys = page_words_keys(context.store) if run is None else (key,)
        texts = [text for text in context.store.kept_texts() if text.run_key in keys]
        titles = {question.id: question.text for question in run.questionnaire.questions} if run else {}
        asks_to_quote = run is not None and run.questionnaire.asks_to_quote
        for text in texts:
            written = text.text
            click.echo(f"== {text_name(text.id)}  {titles.get(written.question, written.question)}")
            if asks_to_quote:
                click.echo(QUOTABLE if written.may_quote else NOT_QUOTABLE)
            click.echo(f"{quoted(written.body)}\n")
        _readings(context).mark_read((text.id for text in texts), reader_role, context.clock.today())
    say(f"{counted(len(texts), 'text')}. Keep no copy of them." if texts else "There are no texts.", err=True)
