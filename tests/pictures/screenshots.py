"""Takes the pictures of README.md (the home page, a form) and of CONTRIBUTING.md. Run by `make pictures`.

CONTRIBUTING.md shows the foot of a page, parts of real files in a frame, and what the check says. Files are shown as
text with line numbers, as every editor shows them.
"""

import html
import re
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from site_builder.tools.nav_updates import add_to_menu
from tests.conftest import FLAGS, ON, ROOT, build_site, chromium
from tests.product import Product, copy_content
from tests.serving import serve_folder

FOLDER = ROOT / "docs" / "pictures"
README_FOLDER = ROOT / "docs" / "developers" / "pictures"
"""Apart from the others, because the site has no use for them."""
SURVEY = "/answer/carer-satisfaction/"
FEW_COLORS = 64
"""As many as keep a whole screen below 80 kB; nobody sees the difference."""
WIDTH = 760
FORGE = "edit_address: https://forge.example/edit/{path}#L{line}\n"
SHOWN_ON = "docs/guides/as-the-guide-shows-it.md"
"""A page that is in the copy of the handbook alone, in which the pictures are taken."""
BELOW = """heading => {
  const next = node => node.nextElementSibling
  let last = heading
  while (next(last) && !/^(H2|FOOTER)$/.test(next(last).tagName)) last = next(last)
  return [heading.getBoundingClientRect().bottom + scrollY, last.getBoundingClientRect().bottom + scrollY + 8]
}"""
"""From where to where the page prints what is below a heading."""
BELOW_THE_HEADER = """input => {
  const question = input.closest('fieldset')
  scrollTo(0, question.getBoundingClientRect().top + scrollY - 110)
}"""
"""Scrolls to a question, and leaves room for the page's header, which does not scroll."""
MARKED = "outline: 3px solid #b1471b; outline-offset: 1px"

HEADER = """\
---
title: As the guide shows it
summary: What the guide for ambassadors writes, as the site prints it.
owner: Handbook editor
reviewed: 2026-11-22
review_every: 12 months
questions:
  - ask: What does a table look like?
    heading: top
  - ask: What does a list look like?
    heading: top
  - ask: What does a picture look like?
    heading: top
---
"""

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
img {{ display: block; max-width: 100%; padding: 0 6px }}
</style><figure><figcaption>{title}</figcaption><ol>{rows}</ol>{printed}</figure></html>
"""


@dataclass(frozen=True)
class TextValue:
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
    TextValue(
        "source-of-a-page",
        "docs/policies/payments.md",
        "---",
        8,
        {"owner:": "the header: leave it"},
    ),
    TextValue(
        "words-of-a-page",
        "docs/policies/payments.md",
        "## Claim an expense",
        8,
        {"Keep the receipt": "change the words"},
    ),
    TextValue(
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
    TextValue(
        "a-date",
        "service/courses.yml",
        "          - 2027-03-25",
        12,
        {"- 2027-03-25": "the new day", "moved_from:": "the day it was", "because:": "why"},
        2,
    ),
    TextValue(
        "a-question",
        "surveys/pay-and-conditions/consultation.yml",
        "      - id: which-claims",
        9,
        {"id: which-claims": "never change", "text: Which": "the question", "hint:": "help below it"},
    ),
)


@dataclass(frozen=True)
class Example:
    """Some lines that are in no file: what to write, what it is for, and, where asked for, how the site prints it."""

    name: str
    title: str
    text: str
    notes: dict[str, str]
    is_printed: bool = True


EXAMPLES = (
    Example(
        "a-list",
        "A list, and steps",
        "Bring to the meeting:\n\n- your notes\n- the placement plan\n    - with its dates\n\n"
        "Then:\n\n1. Read the plan.\n2. Say what you think.\n",
        {"- your notes": "a hyphen and a space", "- with its dates": "four spaces: a point below", "1. Read": "steps"},
    ),
    Example(
        "a-table",
        "A table",
        "| When | Who to ask |\n| --- | --- |\n| by day | your social worker |\n| at night | the out-of-hours line |\n",
        {"| When": "the heads", "| --- |": "this line makes it a table", "| by day": "as many cells as heads"},
    ),
    Example(
        "a-link",
        "A link",
        "Read [how to claim](../policies/payments.md) first.\nOr see [the law](https://www.gov.uk/).\n",
        {"(../policies": "a page: its file", "(https": "another site: its address"},
    ),
    Example(
        "a-picture",
        "A picture",
        "![A rate, its last day](../pictures/a-rate.png)\n",
        {"![A rate": "in words, for who cannot see it"},
    ),
    Example(
        "a-conflict",
        "Two people changed the same line",
        "3. Keep the receipt.\n<<<<<<< your-change\n4. Send it within a month.\n=======\n4. Send it within 14 days.\n"
        ">>>>>>> main\n5. Ask if you are not sure.\n",
        {
            "<<<<<<<": "take this line out",
            "within a month": "your words",
            "=======": "take this line out",
            "14 days": "the words of the other",
            ">>>>>>>": "take this line out",
        },
        is_printed=False,
    ),
    Example(
        "a-new-name",
        "A new name for a page: service/redirects.yml",
        "redirects:\n  guides/pets.md: guides/animals.md\n",
        {"guides/pets.md": "the old file, a colon, the new file"},
        is_printed=False,
    ),
    Example(
        "a-page-that-goes",
        "A page that goes: service/redirects.yml",
        "redirects:\n  guides/pets.md: guides/animals.md\n  guides/fax.md: guides/records.md\n",
        {"guides/fax.md": "goes; its readers are sent there"},
        is_printed=False,
    ),
)


def rows_of(piece: TextValue) -> str:
    """The lines of a piece as they are in the real file today."""
    lines = (ROOT / piece.path).read_text().split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith(piece.begins)) - piece.above
    return rows(piece.path, lines[first : first + piece.lines], piece.notes, first + 1)


def rows(title: str, lines: Sequence[str], told: Mapping[str, str], first: int = 1) -> str:
    """Lines with their numbers, and beside some of them what is to be said."""
    notes = dict(told)
    rows = []
    for number, line in enumerate(lines, start=first):
        found = next((key for key in notes if key in line), None)
        note = f"<i>{html.escape(notes.pop(found))}</i>" if found else ""
        kind = ' class="marked"' if found else ""
        rows.append(f"<li{kind}><b>{number}</b><span>{html.escape(line)}</span>{note}</li>")
    if notes:
        raise ValueError(f"{title} has no line with {', '.join(notes)} among those shown")
    return "".join(rows)


def printed() -> list[Example]:
    """The examples that are on a page of the site for their picture."""
    return [each for each in EXAMPLES if each.is_printed]


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
    (root / SHOWN_ON).write_text(HEADER + "".join(f"\n## {each.title}\n\n{each.text}" for each in printed()))
    add_to_menu(root, [SHOWN_ON])
    build_site(root, folder / "made", folder / "site")
    policy = (folder / "made" / "content-security-policy.txt").read_text().strip()
    with serve_folder(folder / "site", policy) as served:
        yield served.address


def take_foot(page: Page, address: str) -> None:
    """The link "Edit this page's source" in the foot of a page, below the question whether the page was useful."""
    page.goto(f"{address}/policies/payments/")
    link = page.get_by_role("link", name="Edit this page's source")
    link.evaluate(f"node => node.style.cssText = '{MARKED}'")
    above, box = page.locator("form.useful").bounding_box(), link.locator("xpath=..").bounding_box()
    assert above
    assert box
    top = above["y"] - 12
    height = box["y"] + box["height"] - top + 8
    clip = {"x": 0.0, "y": top, "width": float(WIDTH), "height": height}
    page.screenshot(path=FOLDER / "suggest-a-change.png", clip=clip, full_page=True)  # type: ignore[arg-type]


def take_print(page: Page, address: str, title: str) -> bytes:
    """What the site prints below a heading of the page of examples."""
    page.goto(f"{address}/guides/{Path(SHOWN_ON).stem}/")
    heading = page.get_by_role("heading", name=title, exact=True)
    top, bottom = heading.evaluate(BELOW)
    clip = {"x": 0.0, "y": top, "width": float(WIDTH), "height": bottom - top}
    return page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]


def take_frame(page: Page, name: str, title: str, rows: str, printed: bytes = b"") -> None:
    """One frame with lines of text, and below them what the site makes of it."""
    picture = b64encode(printed).decode()
    below = f'<figcaption>What readers see</figcaption><img src="data:image/png;base64,{picture}">' if printed else ""
    page.set_content(FRAME.format(title=html.escape(title), rows=rows, printed=below, width=WIDTH - 24))
    page.locator("figure").screenshot(path=FOLDER / f"{name}.png")


@contextmanager
def handbook_with_forms(folder: Path) -> Iterator[str]:
    """The address of the real handbook, served with its forms."""
    folder.mkdir()
    build_site(ROOT, folder / "made", folder / "site")
    product = Product(ROOT, folder / "site", folder / "made" / "content-security-policy.txt", folder, ON)
    product.start()
    try:
        yield product.address
    finally:
        product.stop()


def take_screen(page: Page, name: str) -> None:
    """What a reader sees without scrolling."""
    taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(FEW_COLORS, dither=Image.Dither.NONE).save(README_FOLDER / f"{name}.png", optimize=True)


def take_readme_pictures(browser: Browser, folder: Path) -> None:
    """The home page, and the first questions of a survey."""
    README_FOLDER.mkdir(parents=True, exist_ok=True)
    with handbook_with_forms(folder) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 880})
        page.goto(address)
        take_screen(page, "home-page")
        # The form has fewer words to a line; both pictures have 1280 times 880 dots.
        page = browser.new_page(viewport={"width": 960, "height": 660}, device_scale_factor=4 / 3)
        page.goto(address + SURVEY)
        page.get_by_role("button", name="Continue", exact=True).click()
        page.get_by_role("radio").first.evaluate(BELOW_THE_HEADER)
        take_screen(page, "form")


def take_all(browser: Browser, folder: Path) -> None:
    """Every picture."""
    FOLDER.mkdir(exist_ok=True)
    page = browser.new_page(viewport={"width": WIDTH, "height": 600})
    with handbook_with_a_forge(folder) as address:
        take_foot(page, address)
        prints = {each.name: take_print(page, address, each.title) for each in printed()}
    page = browser.new_page(viewport={"width": WIDTH, "height": 600})  # free of the site's security policy
    for piece in PIECES:
        take_frame(page, piece.name, piece.path, rows_of(piece))
    for example in EXAMPLES:
        said = rows(example.title, example.text.splitlines(), example.notes)
        take_frame(page, example.name, example.title, said, prints.get(example.name, b""))
    wrong = folder / "wrong"
    wrong.mkdir()
    take_frame(page, "what-the-check-says", "What the check says", what_the_check_says(wrong))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        take_readme_pictures(chrome, Path(place) / "readme")
        take_all(chrome, Path(place))
        chrome.close()
    for taken in sorted([*FOLDER.glob("*.png"), *README_FOLDER.glob("*.png")]):
        print(f"{taken.relative_to(ROOT)}: {taken.stat().st_size // 1000} kB")
