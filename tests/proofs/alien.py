"""What could act in a built page: scripts, handlers, frames, forms, styles, and links that are no plain addresses."""

import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

_ACTING = {"iframe", "object", "embed", "base", "applet", "math", "frame", "portal", "foreignobject", "style"}
_LINKS = {"href", "src", "action", "formaction", "srcdoc", "data", "xlink:href", "poster", "srcset"}
_PLAIN = re.compile(r"(?:https?:|tel:|mailto:|[^:]*$|[^:/?#]*[/?#])", re.IGNORECASE)


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
        for name, value in values.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found[f"{name} on <{tag}>"] += 1
            elif name in _LINKS and not _PLAIN.match(re.sub(r"[\x00-\x20]", "", value)):
                self.found[f"{name}={value[:40]}"] += 1

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
        reader.feed(path.read_text())
        reader.close()
        found |= set(reader.found)
    return found
