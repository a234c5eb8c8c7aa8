"""Stages the pages again while `mkdocs serve` runs; a build loses nothing without it."""

import logging
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the engine loads this file by its path

from handbook.kinds import FOLDERS  # noqa: E402 found only now that the path is set
from handbook.loading import load_shelf  # noqa: E402
from handbook.problems import ContentError  # noqa: E402
from site_builder.__main__ import today  # noqa: E402
from site_builder.menu import read_menu  # noqa: E402
from site_builder.pages import all_pages  # noqa: E402
from site_builder.staging import stage  # noqa: E402


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001 the engine's own signature
    """Watch the folders in which people write, and stage before each build of the preview."""
    for folder in FOLDERS:
        server.watch(str(ROOT / folder))
    build = server.builder

    def stage_and_build() -> None:
        # Faults are printed, and the last good pages stay.
        try:
            shelf = load_shelf(ROOT, on=today())
            pages = all_pages(shelf.handbook, today(), read_menu(ROOT), shelf.records)
            stage(pages, ROOT, Path(config.docs_dir))
        except ContentError as error:
            logging.getLogger("mkdocs.hooks").error("%s", error)  # noqa: TRY400 a sentence for a writer, no traceback
            # The engine would stop at a menu that it cannot read, and answer nobody until it can.
            return
        build()

    server.builder = stage_and_build
    return server
