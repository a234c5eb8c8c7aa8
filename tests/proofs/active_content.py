"""What could act in a built page: scripts, handlers, frames, forms, styles, links that are no plain addresses.

What could tell another site who reads, too, or show a number that no contact has.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

_ACTING = {"iframe", "object", "embed", "base", "applet", "math", "frame", "portal", "foreignobject", "style"}
_LINKS = {"href", "src", "action", "formaction", "srcdoc", "data", "xlink:href", "poster", "srcset"}
_PLAIN = re.compile(r"(?:https?:|tel:|mailto:|[^:]*$|[^:/?#]*[/?#])", re.IGNORECASE)


_FETCHED = {"src", "srcset", "poster", "background", "data", "ping", "cite", "longdesc", "manifest", "imagesrcset"}
_QUIET = {"id", "class", "href", "title", "alt", "open", "align", "colspan", "rowspan", "scope", "start", "value"}
"""Attributes that fetch, show and send nothing by themselves."""
_FIGURES = re.compile(r"0905[^<]{0,40}4567|tel:0905|[\u200b\u202a-\u202e\u2066-\u2069\u00ad\U000e0000-\U000e007f]")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[str] = Counter()
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _ACTING:
            self.found[f"<{tag}>"] += 1
        if tag == "script":
            self.in_script = True
            # The same script under another folder is the same script.
            self.found[f"<script src={values.get('src', '').lstrip('./')}>"] += 1
        if tag == "form":
            self.found[f"<form action={values.get('action')}>"] += 1
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.found["<meta refresh>"] += 1
        self._note_what_tells(tag, values)
        for name, value in values.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found[f"{name} on <{tag}>"] += 1
            elif name in _LINKS and not _PLAIN.match(re.sub(r"[\x00-\x20]", "", value)):
                self.found[f"{name}={value[:40]}"] += 1

    def _note_what_tells(self, tag: str, values: dict[str, str]) -> None:
        """What fetches, shows or covers something, and attributes that no page of the handbook has."""
        for name, value in values.items():
            if name in _FETCHED and re.match(r"\s*(?:[/\\]{2}|[^/]*:)", value):
                self.found[f"{name} fetched from {value[:40]}"] += 1
            if name not in _QUIET:
                self.found[f"<{tag} {name}>"] += 1
            if name == "id" and value.startswith("_"):
                self.found[f"id={value}"] += 1
            if name == "class" and re.search(r"\b(?:site-header|md-overlay)\b", value):
                self.found[f"<{tag} class={value}>"] += 1

    def handle_endtag(self, tag: str) -> None:
        self.in_script = self.in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.in_script and '"search":' not in data:
            self.found[f"script {hashlib.sha256(data.encode()).hexdigest()[:12]}"] += 1


def acting(site: Path) -> set[str]:
    """Every kind of thing that could act, over all pages of a site."""
    found: set[str] = set()
    for path in site.rglob("*.html"):
        reader = _Reader()
        text = path.read_text()
        reader.feed(text)
        reader.close()
        found |= set(reader.found)
        shown = re.sub(
            r"<!--.*?-->|</?(?:strong|em|a|b|i|small|span|code)\b[^>]*>",
            "",
            unicodedata.normalize("NFKC", unescape(text)),
        )
        found |= {f"number or hidden mark {each}" for each in _FIGURES.findall(shown)}
    return found
