"""Takes the pictures of CONTRIBUTING.md: the foot of a page, pieces of real files in a frame, what the check says.

Run by `make pictures`. Files are shown as text with line numbers, as every editor shows them.
"""

import html
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import FLAGS, ON, ROOT, build_site, chromium
from tests.product import copy_content
from tests.serving import serve_folder

FOLDER = ROOT / "docs" / "pictures"
WIDTH = 760
FORGE = "edit_address: https://forge.example/edit/{path}#L{line}\n"
MARKED = "outline: 3px solid #b1471b; outline-offset: 1px"

FRAME = """\
<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>
body {{ margin: 0; padding: 12px; background: #fff; color: #16252b; font: 16px/1.5 sans-serif; width: {width}px }}
figure {{ margin: 0; border: 2px solid #62747b; border-radius: 6px }}
figcaption {{ padding: 6px 12px; background: #f4f1e8; border-bottom: 2px solid #62747b; font-weight: bold }}
ol {{ list-style: none; margin: 0; padding: 6px 0; font: 14px/1.6 monospace }}
li {{ display: flex; white-space: pre-wrap; padding-right: 8px }}
li b {{ flex: 0 0 3.2em; text-align: right; padding-right: 1em; color: #43545b; font-weight: normal }}
li.marked {{ background: #fdf1d9; box-shadow: inset 4px 0 #b1471b }}
li i {{ margin-left: auto; padding-left: 1em; font: bold 14px/1.6 sans-serif; color: #7a3410; white-space: nowrap }}
</style><figure><figcaption>{title}</figcaption><ol>{rows}</ol></figure></html>
"""


@dataclass(frozen=True)
class Piece:
    """Some lines of a file, and what is written beside some of them."""

    name: str
    path: str
    begins: str
    """The first line shown begins with this."""
    lines: int
    notes: dict[str, str]
    """Beside the first line that holds the key; such a line is marked."""
    above: int = 0
    """How many lines above that first line are shown as well."""


PIECES = (
    Piece(
        "source-of-a-page",
        "docs/policies/payments.md",
        "---",
        8,
        {"owner:": "the header: leave it"},
    ),
    Piece(
        "words-of-a-page",
        "docs/policies/payments.md",
        "## Claim an expense",
        8,
        {"Keep the receipt": "change the words"},
    ),
    Piece(
        "a-rate",
        "service/rates.yml",
        "      - pounds: 0.50",
        11,
        {
            "ends: 2027": "the old amount's last day",
            "- pounds: 0.50": "the new amount",
            "starts: 2027": "its first day",
        },
        5,
    ),
    Piece(
        "a-date",
        "service/courses.yml",
        "          - 2027-03-25",
        12,
        {"- 2027-03-25": "the new day", "moved_from:": "the day it was", "because:": "why"},
        2,
    ),
    Piece(
        "a-question",
        "surveys/pay-and-conditions/consultation.yml",
        "      - id: which-claims",
        9,
        {"id: which-claims": "never change", "text: Which": "the question", "hint:": "help below it"},
    ),
)


def rows_of(piece: Piece) -> str:
    """The lines of a piece as they stand in the real file today."""
    lines = (ROOT / piece.path).read_text().split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith(piece.begins)) - piece.above
    notes = dict(piece.notes)
    rows = []
    for number, line in enumerate(lines[first : first + piece.lines], start=first + 1):
        found = next((key for key in notes if key in line), None)
        note = f"<i>{html.escape(notes.pop(found))}</i>" if found else ""
        kind = ' class="marked"' if found else ""
        rows.append(f"<li{kind}><b>{number}</b><span>{html.escape(line)}</span>{note}</li>")
    if notes:
        raise ValueError(f"{piece.path} has no line with {', '.join(notes)} among those shown")
    return "".join(rows)


def what_the_check_says(folder: Path) -> str:
    """The sentence about a rate written with its sign, as the program says it."""
    root = copy_content(ROOT, folder)
    rates = root / "service" / "rates.yml"
    rates.write_text(rates.read_text().replace("pounds: 190", "pounds: £190", 1))
    command = [sys.executable, "-m", "site_builder", "check", "--root", str(root), "--on", ON.isoformat()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stderr.strip().splitlines()
    rows = []
    for line in lines:
        marked = ' class="marked"' if re.match(r"[\w/.-]+:\d+:", line) else ""
        rows.append(f"<li{marked}><b></b><span>{html.escape(line)}</span></li>")
    return "".join(rows)


@contextmanager
def handbook_with_a_forge(folder: Path) -> Iterator[str]:
    """The address of the real handbook, built as if it had a forge."""
    root = folder / "content"
    root.mkdir()
    copy_content(ROOT, root)
    with (root / "service" / "service.yml").open("a") as settings:
        settings.write(FORGE)
    build_site(root, folder / "made", folder / "site")
    policy = (folder / "made" / "content-security-policy.txt").read_text().strip()
    with serve_folder(folder / "site", policy) as served:
        yield served.address


def take_foot(page: Page, address: str) -> None:
    """Where "Edit this page's source" stands: the last part of a page's foot."""
    page.goto(f"{address}/policies/payments/")
    link = page.get_by_role("link", name="Edit this page's source")
    link.evaluate(f"node => node.style.cssText = '{MARKED}'")
    box, below = link.bounding_box(), page.locator("form.useful").bounding_box()
    assert box
    assert below
    top = box["y"] - 24
    height = below["y"] + below["height"] - top + 12
    clip = {"x": 0.0, "y": top, "width": float(WIDTH), "height": height}
    page.screenshot(path=FOLDER / "suggest-a-change.png", clip=clip, full_page=True)  # type: ignore[arg-type]


def take_frame(page: Page, name: str, title: str, rows: str) -> None:
    """One frame with lines of text."""
    page.set_content(FRAME.format(title=html.escape(title), rows=rows, width=WIDTH - 24))
    page.locator("figure").screenshot(path=FOLDER / f"{name}.png")


def take_all(browser: Browser, folder: Path) -> None:
    """Every picture."""
    FOLDER.mkdir(exist_ok=True)
    page = browser.new_page(viewport={"width": WIDTH, "height": 600})
    with handbook_with_a_forge(folder) as address:
        take_foot(page, address)
    page = browser.new_page(viewport={"width": WIDTH, "height": 600})  # free of the site's security policy
    for piece in PIECES:
        take_frame(page, piece.name, piece.path, rows_of(piece))
    wrong = folder / "wrong"
    wrong.mkdir()
    take_frame(page, "what-the-check-says", "What the check says", what_the_check_says(wrong))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        take_all(chrome, Path(place))
        chrome.close()
    for taken in sorted(FOLDER.glob("*.png")):
        print(f"{taken.relative_to(ROOT)}: {taken.stat().st_size // 1000} kB")
