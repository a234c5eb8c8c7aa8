"""Serves the preview: the engine's own server reloads the browser, and a band above each page says what is wrong.

The engine builds into a folder of its own. When it is done, what differs there is put into the folder that is served,
each file whole, so the old pages answer until the new ones are there.
"""

import html
import logging
import os
import shutil
import socket
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

from handbook.file_rules import is_picture
from handbook.handbook import Handbook
from handbook.registry import FOLDERS
from handbook.source.problems import ContentError, Problem
from handbook.urls import page_address
from site_builder.build.engine import environment
from site_builder.build.html_checks import address_of
from site_builder.menu import CONFIG
from site_builder.preview.preview import Preview
from site_builder.render import bytecode_cache
from site_builder.search.search_index import write_search_index
from site_builder.styles import FOLDER as STYLES

HOST = "127.0.0.1"
THEME_FILES = "assets/"
"""Where the theme has pictures of its own, for which nothing is staged."""
POLLING_SECONDS = 0.2
"""Seconds between two looks for what was saved."""

_FAULT_BANNER = """\
<div role="alert" style="padding: 1rem; background: #fff; color: #16252b; border-bottom: 6px solid #b1471b">
<p style="margin: 0"><strong>Not right yet.</strong> What was wrong when the files were read last:</p>
<ul>{faults}</ul></div>"""
_NO_PAGE = b"""\
<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>Not right yet</title></head><body></body></html>"""
"""Stands below the band while nothing could be built yet, and looks again by itself."""

StartResponse = Callable[..., Any]


class PreviewServer(LiveReloadServer):
    """The engine's server over a Preview; `serve` runs until it is interrupted."""

    def __init__(self, root: Path, today: Callable[[], date], port: int) -> None:
        folder = root / "build" / "preview"
        self._config, self._docs = root / CONFIG, folder / "docs"
        self._built, self._site, templates = folder / "built", folder / "site", folder / "templates"
        for each in (self._docs, self._built, self._site, templates):
            each.mkdir(parents=True, exist_ok=True)
        self._templates = bytecode_cache(templates)
        self._searched: set[str] = set()
        self.preview = Preview(root, folder, today, self._build_html)
        super().__init__(self._update, HOST, port, str(self._site))
        self.error_handler = self._error_page
        self.set_app(self.respond)
        # A folder that is watched itself is forgotten once it is away for a moment, so the one above them is.
        home = root.resolve()
        self.observer = PollingObserverVFS(  # type: ignore[assignment]  # the same observer, told what to list
            os.stat, _content_lister(home), polling_interval=POLLING_SECONDS
        )
        for path in (home, STYLES, self.preview.checked):
            self.watch(str(path))

    def _update(self) -> None:
        """Update the preview; the engine's server would let every request wait for it, which has no need to."""
        wanted_epoch = self._wanted_epoch
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch
            self._epoch_cond.notify_all()
        self.preview.update()
        self._wanted_epoch = wanted_epoch

    def respond(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """The page that is asked for, below what is wrong."""
        response: list[Any] = []
        body = b"".join(self.serve_request(environ, lambda *status: response.extend(status)))
        status, headers = response[0], dict(response[1])
        if headers.get("Content-Type", "").startswith("text/html") and self.preview.faults:
            body = self._with_fault_banner(body)
            headers["Content-Length"] = str(len(body))
        start_response(status, list(headers.items()))
        return [body]

    def _with_fault_banner(self, page: bytes) -> bytes:
        begins = page.find(b"<body")
        after = page.find(b">", begins) + 1
        return page[:after] + self._fault_banner().encode() + page[after:] if begins >= 0 else page

    def _fault_banner(self) -> str:
        faults = "".join(f"<li>{html.escape(each)}</li>" for each in self.preview.faults)
        return _FAULT_BANNER.format(faults=faults)

    def _error_page(self, code: int) -> bytes | None:
        built = self._site / f"{code}.html"
        if built.is_file():
            return built.read_bytes()
        return _NO_PAGE if self.preview.faults else None

    def _build_html(self, handbook: Handbook, *, whole: bool) -> None:
        """All pages, or those whose staged file is newer than their HTML."""
        os.environ.update(environment(self._docs.resolve(), self._built.resolve(), handbook.service))
        try:
            config = load_config(str(self._config), strict=False)
            config.plugins.events["env"].append(self._with_compiled_templates)
            config.plugins.on_startup(command="serve", dirty=not whole)
            build(config, dirty=not whole)
        except MkDocsException as error:
            raise ContentError([Problem.of_file(CONFIG, f"the engine stopped: {error}")]) from None
        for built in _stale_files(self._built, self._docs):
            built.unlink()
        addresses = _addresses_in(self._docs)
        if whole or addresses != self._searched:
            # Making it takes seconds, so a page that is saved again is found by its older words meanwhile.
            write_search_index(handbook, self._docs, self._built)
            self._searched = addresses
        _publish(self._built, self._site)

    def _with_compiled_templates(self, env: Any, /, **_: object) -> Any:  # noqa: ANN401 the engine hands in what it renders with
        """Let the engine keep compiled templates in a file, which it would compile anew for each build."""
        env.bytecode_cache = self._templates
        return env


def _content_lister(root: Path) -> Callable[[str | None], Iterator[Any]]:
    """Lists a folder; of the handbook's own only what people write."""

    def entries(folder: str | None) -> Iterator[Any]:
        with os.scandir(folder) as listing:
            return iter([each for each in listing if folder != str(root) or each.name in (*FOLDERS, CONFIG)])

    return entries


def _stale_files(built: Path, docs: Path) -> list[Path]:
    """Built pages and pictures whose staged file is gone; the engine makes single pages again, and takes none away."""
    pages = _addresses_in(docs)
    stale = [path for path in built.rglob("index.html") if address_of(path.relative_to(built).as_posix()) not in pages]
    for path in built.rglob("*.*"):
        name = path.relative_to(built).as_posix()
        if is_picture(f"docs/{name}") and not name.startswith(THEME_FILES) and not (docs / name).is_file():
            stale.append(path)
    return stale


def _addresses_in(docs: Path) -> set[str]:
    """The addresses of all staged pages."""
    return {page_address(path.relative_to(docs).as_posix()) for path in docs.rglob("*.md")}


def _publish(built: Path, site: Path) -> None:
    """Make the folder that is served the same as the one that was built into, each file in one step."""
    files = {path.relative_to(built): path.stat() for path in built.rglob("*") if path.is_file()}
    served = {path.relative_to(site): path.stat() for path in site.rglob("*") if path.is_file()}
    for path in served.keys() - files.keys():
        (site / path).unlink()
    for path, state in files.items():
        before = served.get(path)
        if before is None or (before.st_mtime_ns, before.st_size) != (state.st_mtime_ns, state.st_size):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            beside = site / path.with_name(f".{path.name}")
            shutil.copy2(built / path, beside)
            beside.replace(site / path)


def is_free(port: int) -> bool:
    """Whether the preview can listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def serve_preview(root: Path, today: Callable[[], date], port: int) -> None:
    """Show the handbook until interrupted. Raises `OSError` if another program took the port meanwhile."""
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    server = PreviewServer(root, today, port)
    try:
        click.echo("Building the handbook ...")
        server.preview.update()
        click.echo(f"The handbook is at {server.url}. Pages change as you save. Stop with Ctrl and C.")
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        server.shutdown()
    finally:
        server.preview.stop()
