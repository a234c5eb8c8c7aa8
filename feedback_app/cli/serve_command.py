"""The command that serves handbook and forms."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

import click

from feedback_app.privacy.codes import CodeKeys
from feedback_app.server.server import serve
from feedback_app.server.site_and_forms import check_built
from feedback_app.settings import Settings, SettingsError, host_of, read_settings
from feedback_app.storage import Store
from feedback_app.storage.state_files import locked
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
    check_port(settings.port, settings.host)
    # Opening the store creates it with its folder. If it cannot be used, an error comes in place of the address.
    with closing(Store(settings.store)) as store:
        is_trial = store.is_trial()
        unusable = CodeKeys(settings.keys).missing(store.run_keys_with_codes())
    with _only_server(settings.store):
        _warn(settings, unusable, is_trial=is_trial)
        click.echo(f"The handbook and its forms are at {address_of(settings.host, settings.port)} (stop with Ctrl+C)")
        serve(settings, handbook)


@contextmanager
def _only_server(store: Path) -> Iterator[None]:
    """Keep other servers off the store; raises `ClickException` if one is running on it.

    Each server counts requests and replies for itself, so two of them would let in twice as many.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(store, wait=False))
        except BlockingIOError:
            raise click.ClickException(
                f"Another server is running on {store}: stop it first, or set HANDBOOK_STORE to another file."
            ) from None
        yield


def _warn(settings: Settings, unusable: tuple[str, ...], *, is_trial: bool) -> None:
    """Print what is not wrong but should be known before people answer."""
    if is_trial:
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


def is_this_computer(host: str) -> bool:
    """Whether nobody but this computer reaches the address."""
    return ip_address(host).is_loopback


def address_of(host: str, port: int) -> str:
    """The address as a browser wants it."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def check_port(port: int, host: str = "127.0.0.1") -> None:
    """Raise `ClickException`, with what to do, unless the port can be listened on."""
    if is_free(port, host):
        return
    raise click.ClickException(
        f"{address_of(host, port)} cannot be used: another program listens there, this computer has no such address, "
        "or you may not. Stop the other program, or choose with --host and --port."
        if host != "127.0.0.1"
        else f"Port {port} is in use, or you may not use it: stop the other program, or choose another with --port."
    )


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens on a port of this computer."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
