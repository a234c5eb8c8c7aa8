"""The command that serves handbook and forms."""

import socket
from contextlib import closing
from dataclasses import replace
from ipaddress import ip_address

import click

from feedback_app.privacy.codes import CodeKeys
from feedback_app.server.server import serve
from feedback_app.server.site_and_forms import check_built
from feedback_app.settings import SettingsError, host_of, read_settings
from feedback_app.storage import Store
from feedback_app.terminal_text import say
from feedback_app.web.content_reload import load_content


def _check_host(_context: click.Context, _option: click.Parameter, host: str | None) -> str | None:
    try:
        return host_of(host) if host else None
    except SettingsError:
        raise click.BadParameter(f"{host!r} is not an address of a computer: write it like 127.0.0.1.") from None


@click.command("serve")
@click.option(
    "--host",
    callback=_check_host,
    help="Address to listen on; HANDBOOK_HOST or 127.0.0.1 if not given: this computer alone.",
)
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; HANDBOOK_PORT or 8000 if not given.")
def serve_command(host: str | None, port: int | None) -> None:
    """Serve the handbook and its forms until you press Ctrl+C: on this computer, or on the address that you name."""
    settings = read_settings()
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    handbook = load_content(settings)
    check_built(settings)
    if not is_free(settings.port, settings.host):
        raise click.ClickException(
            f"{address_of(settings.host, settings.port)} cannot be used: another program listens there, this computer "
            "has no such address, or you may not. Stop the other program, or choose with --host and --port."
            if settings.host != "127.0.0.1"
            else f"Port {settings.port} is in use, or you may not use it: stop the other program, or choose another "
            "with --port."
        )
    # Made or opened once now: a store that cannot be used must be told in place of an address.
    with closing(Store(settings.store)) as store:
        for_trying = store.is_trial()
        unusable = CodeKeys(settings.keys).missing(store.run_keys_with_codes())
    if for_trying:
        say(
            f"{settings.store} is for trying: what people answer here is taken for invented, and never published. "
            "For real answers, stop, set HANDBOOK_STORE to another file and start again.",
            err=True,
        )
    if unusable:
        say(
            f"Every code of {' and '.join(unusable)} is refused: the codes are in the store, and their key is not in "
            f"{settings.keys}. If HANDBOOK_KEYS should name another folder, stop, set it and start again.",
            err=True,
        )
    if not is_this_computer(settings.host):
        say(
            f"Others can reach {settings.host} without HTTPS, so what they answer can be read on the way. "
            "Put a web server with HTTPS in front, and let it alone reach this address.",
            err=True,
        )
    click.echo(f"The handbook and its forms are at {address_of(settings.host, settings.port)} (stop with Ctrl+C)")
    serve(settings, handbook)


def is_this_computer(host: str) -> bool:
    """Whether nobody but this computer reaches the address."""
    return ip_address(host).is_loopback


def address_of(host: str, port: int) -> str:
    """The address as a browser wants it."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens on a port of this computer."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
