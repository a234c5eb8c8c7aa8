"""Redirects of the built site: a page at each old address, for hosts that know none, and the list for the server.

The pages are written when everything else is done, so that no search, menu or sitemap ever names them.
"""

import json
import re
import shutil
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from markupsafe import Markup

from handbook.urls import REDIRECTS_FILE, place_address, relative_address
from site_builder import styles

_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

_PAGE = Markup("""\
<!doctype html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; base-uri 'none'">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <meta http-equiv="refresh" content="0; url={link}">
  <title>This page has moved</title>
  <link rel="canonical" href="{canonical}">
  <link rel="stylesheet" href="{style}">
</head>
<body class="forms">
<main>
  <h1>This page has moved</h1>
  <p>What was here is now on the page <a href="{link}">{title}</a>.</p>
</main>
</body>
</html>
""")


def write_redirects(site: Path, version: Path, redirects: Mapping[str, str], site_address: str | None) -> None:
    """Write the page of each old address into `site`, and all of them as one file into the folder of the build.

    `redirects` name pages by their staged paths. A part of a page has no file of its own: its page says where it went.
    """
    whole = {old: new for old, new in redirects.items() if "#" not in old}
    addresses = {place_address(old): place_address(new) for old, new in whole.items()}
    (version / REDIRECTS_FILE).write_text(f"{json.dumps(addresses, indent=1)}\n", encoding="utf-8")
    for old, new in addresses.items():
        target = site / old.strip("/")
        if old.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
            (target / "index.html").write_text(_redirect_page(site, old, new, site_address), encoding="utf-8")
        else:
            # A calendar or a table is read by programs, which follow no page: they get the same file.
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / new.strip("/"), target)


def _redirect_page(site: Path, old: str, new: str, site_address: str | None) -> str:
    link = relative_address(old, new)
    page = new.partition("#")[0]
    return _PAGE.format(
        link=link,
        canonical=f"{site_address.rstrip('/')}{page}" if site_address else relative_address(old, page),
        style=relative_address(old, f"/{styles.ADDRESS}"),
        title=_title(site / page.strip("/") / "index.html"),
    )


def _title(page: Path) -> str:
    heading = _HEADING.search(page.read_text(encoding="utf-8"))
    return " ".join(unescape(_TAG.sub("", heading[1])).split()) if heading else "that has its words now"
