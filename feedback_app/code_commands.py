"""The commands about one-time codes."""

import os
from pathlib import Path

import click

from feedback_app.desk import Refused, open_desk
from feedback_app.receipts import new_code
from handbook.surveys import Access

MOST_CODES = 10_000


@click.command("codes")
@click.argument("key")
@click.argument("count", type=click.IntRange(1, MOST_CODES))
@click.option("--out", type=click.Path(path_type=Path), help="Write the codes to this new file instead.")
def codes_command(key: str, count: int, out: Path | None) -> None:
    """Make COUNT one-time codes for a wave and print them, one on a line. They cannot be printed again."""
    with open_desk() as desk:
        asking = desk.asking(key)
        if asking.wave.access is not Access.CODE:
            raise Refused(
                f"{key} has an open link, so it needs no codes: its wave says `access: {asking.wave.access}`."
            )
        if asking.wave.is_over(desk.clock.today()):
            raise Refused(f"{key} is over: nobody could use the codes.")
        made = tuple(new_code() for _ in range(count))
        sheet = "".join(f"{code}\n" for code in made)
        opened = _new_private_file(out) if out else None
        desk.keys.create(key)
        desk.store.add_codes(key, [desk.keys.code_hmac(key, code) for code in made])
    if opened is None:
        click.echo(sheet, nl=False)
    else:
        with os.fdopen(opened, "w", encoding="ascii") as file:
            file.write(sheet)
    click.echo(f"{count} codes for {key}. Give one to each person and keep no list of who has which.", err=True)


def _new_private_file(path: Path) -> int:
    try:
        return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Refused(f"{path} is there already: name a new file, so that no codes are lost.") from None
