"""The click group of both programs."""

from typing import Any

import click


class CommandGroup(click.Group):
    """A group whose commands show their usage also where an option has no value, which click leaves out."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's signature)
        """Run the command; a UsageError always knows which command it belongs to."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            name = ctx.invoked_subcommand
            command = self.get_command(ctx, name) if name else None
            if error.ctx is None and command:
                context = click.Context(command, parent=ctx, info_name=name)
                raise click.UsageError(error.format_message(), context) from None
            raise
