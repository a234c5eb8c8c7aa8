"""A copy of the built site that opens from a folder on a disk: every link names the file that a server would add."""

import re
import shutil
from functools import partial
from html import escape, unescape
from pathlib import Path
from posixpath import dirname, relpath

from site_builder.build.html_checks import APP_ADDRESSES, ELSEWHERE, TAG, absolute, address_of

ONLY_ON_THE_SITE = "only-on-the-site.html"
"""Where links to forms lead in a copy."""

_LINK = re.compile(r"(\s(?:href|src|action|formaction)=)\"([^\"]*)\"")
_REFRESH = re.compile(r"(\scontent=\"0; url=)([^\"]*)\"")
_POST_FORM = re.compile(r"(<form\b[^>]*\smethod=)\"post\"")

_PAGE = """\
<!doctype html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Only on the site</title>
</head>
<body>
<main>
  <h1>Only on the site</h1>
  <p>This is a copy of the handbook on a disk. Forms open on the site itself. Go back with your browser.</p>
</main>
</body>
</html>
"""


def copy_for_disk(site: Path, target: Path, base: str = "") -> None:
    """Copy a built site into a folder, which is emptied first. `base` is the path that its links from the root have."""
    shutil.rmtree(target, ignore_errors=True)
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or name.endswith((".br", ".gz")):
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".html"):
            (target / name).write_text(_for_disk(path.read_text(encoding="utf-8"), name, base), encoding="utf-8")
        else:
            shutil.copyfile(path, target / name)
    (target / ONLY_ON_THE_SITE).write_text(_PAGE, encoding="utf-8")


def _for_disk(html: str, name: str, base: str) -> str:
    link = partial(file_link, address_of(name), base=base)
    return TAG.sub(lambda tag: _tag_for_disk(tag[0], link), html)


def _tag_for_disk(tag: str, link: "partial[str]") -> str:
    tag = _LINK.sub(lambda match: f'{match[1]}"{escape(link(unescape(match[2])))}"', tag)
    tag = _REFRESH.sub(lambda match: f'{match[1]}{escape(link(unescape(match[2])))}"', tag)
    # What is sent to a file arrives nowhere, and some browsers ask before they try.
    return _POST_FORM.sub(r'\1"get"', tag)


def file_link(here: str, link: str, base: str = "") -> str:
    """A link on the page at an address, as the way to a file: `../b/#c` becomes `../b/index.html#c`."""
    if not link or link.startswith("#") or ELSEWHERE.match(link):
        return link
    path, mark, part = link.partition("#")
    path = path.partition("?")[0]
    if base and path.startswith(f"{base}/"):
        path = path[len(base) :]
    target = absolute(here, path)
    if target.startswith(APP_ADDRESSES):
        target, mark, part = f"/{ONLY_ON_THE_SITE}", "", ""
    file = f"{target}index.html" if target.endswith("/") else target
    return f"{relpath(file, dirname(here))}{mark}{part}"
