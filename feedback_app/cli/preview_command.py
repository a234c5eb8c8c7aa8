"""The command that shows a form before it opens."""

import logging

import click
from werkzeug.serving import make_server

from feedback_app.cli.context import run_with_key
from feedback_app.cli.preview_app import preview_addresses, preview_app
from feedback_app.cli.serve_command import is_free
from feedback_app.server.site_and_forms import SiteAndForms, check_built
from feedback_app.settings import read_settings
from feedback_app.terminal_text import say
from feedback_app.web.content_reload import load_content
from handbook.surveys.survey import Access


@click.command("preview")
@click.argument("key")
@click.option("--port", default=8002, show_default=True, type=click.IntRange(1, 65535), help="Port on this computer.")
def preview_command(key: str, port: int) -> None:
    """Show the form of an asking before it opens, on this computer alone, until you press Ctrl+C. Nothing is kept."""
    settings = read_settings()
    check_built(settings)
    handbook = load_content(settings)
    run = run_with_key(handbook, key)
    if not is_free(port):
        raise click.ClickException(f"Port {port} is in use: stop the other program, or choose another with --port.")
    both = SiteAndForms(preview_app(settings, handbook, run), settings)
    # Its lines would tell what somebody looked at.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with make_server("127.0.0.1", port, both, threaded=True) as server:
        for address in preview_addresses(handbook, run, port):
            click.echo(f"Preview of {key}: {address}")
        if run.wave.access is Access.CODE:
            say("It asks for a one-time code. Here any 16 letters and figures will do: 7B2C-9QKD-M4XE-ZT10.")
        say("Nothing that you send is kept. Stop with Ctrl+C.")
        server.serve_forever()
