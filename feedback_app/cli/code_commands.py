"""The commands about one-time codes."""

import os
from pathlib import Path

import click

from feedback_app.cli.code_sheets import CodeCard, code_card, code_sheet
from feedback_app.cli.context import CliContext, open_context
from feedback_app.privacy.codes import new_code
from feedback_app.terminal_text import say
from handbook.formatting import counted
from handbook.surveys.survey import Access, SurveyRun

MAX_CODES = 10_000


class _DefaultToMake(click.Group):
    """`codes KEY COUNT` is `codes make KEY COUNT`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["make", *args]
        return super().parse_args(ctx, args)


@click.group("codes", cls=_DefaultToMake)
def codes_command() -> None:
    """Make one-time codes."""


@codes_command.command("make")
@click.argument("key")
@click.argument("count", type=click.IntRange(1, MAX_CODES))
@click.option("--out", type=click.Path(path_type=Path), help="Write the codes to this new file instead.")
@click.option("--sheet", type=click.Path(path_type=Path), help="Write cards to print and cut to this new HTML file.")
def make_command(key: str, count: int, out: Path | None, sheet: Path | None) -> None:
    """Make COUNT one-time codes for a wave and print them, one on a line. They cannot be printed again."""
    if out and sheet:
        raise click.UsageError("Codes go to one place: write `--out` or `--sheet`, so that no second copy lies about.")
    with open_context(may_make_store=True) as context:
        run = _run_by_code(context, key)
        codes = [new_code() for _ in range(count)]
        text = code_sheet(_card(context, run), codes) if sheet else "".join(f"{code}\n" for code in codes)
        file = sheet or out
        opened = _new_private_file(file) if file else None
        context.keys.create(key)
        context.store.add_codes(key, [context.keys.code_hmac(key, code) for code in codes])
    if opened is None:
        click.echo(text, nl=False)
    else:
        with os.fdopen(opened, "w", encoding="utf-8") as written:
            written.write(text)
    where = "" if file is None else f" {'As cards to print and cut' if sheet else 'One on a line'}, in {file}."
    say(
        f"{counted(count, 'code')} for {key}.{where} Give one to each person and keep no list of who has which.",
        err=True,
    )


def _run_by_code(context: CliContext, key: str) -> SurveyRun:
    run = context.run(key)
    if run.wave.access is not Access.CODE:
        raise click.ClickException(
            f"{key} has an open link, so it needs no codes: its wave says `access: {run.wave.access}`."
        )
    if run.wave.is_over(context.clock.today()):
        raise click.ClickException(f"{key} is over: nobody could use the codes.")
    return run


def _card(context: CliContext, run: SurveyRun) -> CodeCard:
    card = code_card(run, context.handbook.service)
    if card is None:
        raise click.ClickException(
            "Cards need the address of the forms, and service/service.yml does not say it. Write `forms_address:` "
            "there, such as https://forms.example.org, and try again. No codes were made."
        )
    return card


def _new_private_file(path: Path) -> int:
    try:
        return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise click.ClickException(f"{path} is there already: name a new file, so that no codes are lost.") from None
