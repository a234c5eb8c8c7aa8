"""`handbook check | build | serve | forms ...`, and `python -m handbook_cli` where nothing is installed.

The builder and the forms never import each other; this package knows both. The forms are imported when one of their
commands is run: they bring Flask and the store, which no build needs.
"""

import sys
import tomllib
from importlib import metadata
from pathlib import Path

import click

from site_builder.__main__ import cli as builder

DISTRIBUTION = "fostering-handbook"
PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
"""Holds the version. It is there in a clone, installed or not, and not beside an installed wheel."""


def version() -> str:
    """The version in `pyproject.toml`, which an installed wheel carries in its metadata."""
    if PYPROJECT.is_file():
        return str(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"])
    return metadata.version(DISTRIBUTION)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version(), prog_name="handbook")
def cli() -> None:
    """A fostering service's handbook: check and build its site, and run its forms.

    The content is the current folder: charters/, docs/, service/, surveys/ and mkdocs.yml. To begin: `handbook check`
    says what is wrong with it, `handbook serve` shows it while you write, `handbook build` makes the site, and
    `handbook forms serve` serves the site with its forms.
    """


for _name in builder.commands:
    cli.add_command(builder.commands[_name])


@cli.command(
    "forms",
    short_help="Serve the forms, and look after what people answered.",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def forms(arguments: tuple[str, ...]) -> None:
    """Serve the forms, and look after what people answered; `handbook forms --help` says how."""
    from feedback_app.cli.commands import run  # noqa: PLC0415 (the builder's commands must start fast)

    sys.exit(run(arguments, program="handbook forms"))


def main() -> None:
    """The entry point of `handbook`."""
    cli(prog_name="handbook")


if __name__ == "__main__":
    main()
