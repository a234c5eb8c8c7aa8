"""The commands of the service: codes, closing, releasing, publishing, and invented answers for trying out."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from feedback_app.clock import Clock
from feedback_app.codes import CodeKeys
from feedback_app.content import load_content
from feedback_app.publishing import DifferentFileError, publish_summary, what_next
from feedback_app.receipts import new_code
from feedback_app.releasing import NotYetError, close, release
from feedback_app.samples import REPLIES, USUAL_REPLIES, invented_responses
from feedback_app.serve_command import serve_command
from feedback_app.settings import Settings, SettingsError, read_settings
from feedback_app.store import Outcome, Store, StoreUnavailable
from feedback_app.tallies import UnknownAnswerError
from handbook.guessing import what_instead
from handbook.library import Handbook
from handbook.problems import ContentError
from handbook.summaries import summary_path
from handbook.surveys import Access, Asking

MOST_CODES = 10_000


class Refused(Exception):  # noqa: N818 (a refusal, not a fault)
    """A command cannot do what was asked; the message is a sentence that says why, and what to do."""


FAILURES = (Refused, ContentError, DifferentFileError, NotYetError, SettingsError, UnknownAnswerError, OSError)


@dataclass(frozen=True)
class Desk:
    """What a command works with."""

    settings: Settings
    handbook: Handbook
    store: Store
    keys: CodeKeys
    clock: Clock

    def asking(self, key: str) -> Asking:
        """The asking with this key; raises Refused with what was probably meant."""
        askings = self.handbook.askings
        if key not in askings:
            raise Refused(f"Nothing is asked under `{key}`: {what_instead(key, askings)}")
        return askings[key]


@contextmanager
def open_desk() -> Iterator[Desk]:
    """The content, the store and the keys that the settings name; the store is closed in the end."""
    settings = read_settings()
    handbook = load_content(settings)
    store = Store(settings.store)
    try:
        yield Desk(settings, handbook, store, CodeKeys(settings.keys), Clock(settings.on))
    finally:
        store.close()


@click.group()
def commands() -> None:
    """Serve the forms, and look after what people answered."""


commands.add_command(serve_command)


@commands.command("codes")
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


@commands.command("close")
@click.argument("key")
def close_command(key: str) -> None:
    """Destroy the codes of a wave that is over, and their key."""
    with open_desk() as desk:
        close(desk.asking(key), desk.store, desk.keys, desk.clock)
    click.echo(f"{key} is closed. Release its results: python -m feedback_app release {key}")


@commands.command("release")
@click.argument("key")
def release_command(key: str) -> None:
    """Make the results of a closed wave, once, and delete the replies they were made from."""
    with open_desk() as desk:
        made = release(desk.asking(key), desk.store, desk.keys, desk.clock, desk.settings.thresholds)
    if made.is_new:
        click.echo(f"{key} is released, and its replies are deleted.")
    else:
        click.echo(f"{key} was released before: its results stay as they are.")
    click.echo(f"Put them where somebody reads them: python -m feedback_app publish {key}")


@commands.command("publish")
@click.argument("key")
def publish_command(key: str) -> None:
    """Write the released results into surveys/, for a person to read."""
    with open_desk() as desk:
        asking = desk.asking(key)
        text = desk.store.released(key)
        if text is None:
            raise Refused(f"{key} is not released yet: python -m feedback_app release {key}")
        path = publish_summary(asking, text, desk.settings.root)
    click.echo(what_next(path))


@commands.command("sample")
@click.argument("key")
@click.option("--replies", type=click.IntRange(0, 5000), help="How many people to invent.")
@click.option("--for-trying", is_flag=True, help="Also where answers are real: only in a store that you throw away.")
def sample_command(key: str, replies: int | None, for_trying: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Fill the store with invented replies, always the same ones."""
    with open_desk() as desk:
        asking = desk.asking(key)
        if not (asking.wave.example or for_trying):
            raise Refused(
                f"{key} is not an example, and invented answers would count as real ones. "
                "In a store that you throw away, add --for-trying."
            )
        many = REPLIES.get(asking.slug, USUAL_REPLIES) if replies is None else replies
        outcomes = [desk.store.save(response) for response in invented_responses(asking, many)]
    if Outcome.TOO_LATE in outcomes:
        raise Refused(f"{key} is released: its store takes no more answers.")
    click.echo(f"{outcomes.count(Outcome.RECEIVED)} invented replies to {key} are in the store.")


@commands.command("status")
def status_command() -> None:
    """Say of everything that is asked whether it is open, over or released, and about how many replied."""
    with open_desk() as desk:
        for asking in desk.handbook.askings.values():
            click.echo(f"{asking.key}: {_state(desk, asking)}")


def _state(desk: Desk, asking: Asking) -> str:
    today, wave = desk.clock.today(), asking.wave
    if desk.store.released(asking.key) is not None:
        published = (desk.settings.root / summary_path(asking.key)).exists()
        return "released and published" if published else "released; publish it next"
    if wave.is_to_come(today):
        return f"opens on {wave.opens}"
    tens = desk.store.counter(asking.key)
    replies = f"{tens} replies or a few more" if tens else "fewer than 10 replies"
    if desk.clock.may_send(wave):
        return f"open until {wave.closes}; {replies}"
    step = "close" if desk.keys.exists(asking.key) else "release"
    return f"over since {wave.closes}; {replies}; {step} it next"


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every failure is a sentence on the error stream and 1."""
    try:
        commands.main(arguments, prog_name="python -m feedback_app", standalone_mode=False)
    except click.ClickException as error:
        return _failed(error.format_message())
    except StoreUnavailable as error:
        return _failed(f"The store of answers cannot be used: {error}. Check the disk and HANDBOOK_STORE.")
    except FAILURES as error:
        return _failed(str(error))
    except click.Abort:
        return _failed("Stopped.")
    return 0


def _failed(sentence: str) -> int:
    click.echo(sentence, err=True)
    return 1


def main() -> None:
    """The entry point of `python -m feedback_app`."""
    sys.exit(run())
