"""The command that serves handbook and forms."""

import socket

import click

from feedback_app.content import load_content
from feedback_app.serving import check_built, serve
from feedback_app.settings import read_settings


@click.command("serve")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port on this computer.")
def serve_command(port: int) -> None:
    """Serve the handbook and its forms on this computer until you press Ctrl+C."""
    settings = read_settings()
    check_built(settings)
    handbook = load_content(settings)
    if not is_free(port):
        raise click.ClickException(f"Port {port} is in use: stop the other program, or choose another with --port.")
    click.echo(f"The handbook and its forms are at http://127.0.0.1:{port}/ (stop with Ctrl+C)")
    serve(settings, handbook, port)


def is_free(port: int) -> bool:
    """Whether nobody listens on a loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
