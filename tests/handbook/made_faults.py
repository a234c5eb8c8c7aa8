"""Faults that no text tells: of what files are called, where they lie and how large they are.

Each is made in a copy of the sample, and is beside the only line that the check then prints.
"""

from collections.abc import Callable
from pathlib import Path

Make = Callable[[Path], None]

GLOSSARY, PAGE = "service/glossary.yml", "docs/policies/sleepovers.md"


def _file(path: str, size: int = 0) -> Make:
    """A file of zeros, which takes no room on the disk."""

    def make(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("wb") as file:
            file.truncate(size)

    return make


def _more(path: str, text: str) -> Make:
    """More text at the end of a file."""

    def make(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return make


def _linked(root: Path) -> None:
    (root / GLOSSARY).rename(root / "elsewhere.yml")
    (root / GLOSSARY).symlink_to(root / "elsewhere.yml")


def _shown_under_its_old_name(root: Path) -> None:
    _file("docs/policies/IMG 1.JPG")(root)
    _more(PAGE, "\n![Two beds in a room](<IMG 1.JPG>)\n")(root)


LONG_NAME = "a-room-for-the-night-with-two-beds-and-a-window-on-the-garden-side"
DEEP = "/".join(["a-folder-with-a-name-of-forty-nine-letters-or-more"] * 4)

MADE: dict[str, Make] = {
    f"{GLOSSARY}:1:1: this file is missing; add it": lambda root: (root / GLOSSARY).unlink(),
    f"{GLOSSARY}:1:1: this is a link to another file; put the file itself here": _linked,
    f"{GLOSSARY}:1:1: the file is too large (1.1 MB); keep it below 1 MB": _more(GLOSSARY, "# A remark\n" * 100_000),
    "docs/plan.png:1:1: the picture is too large (21.0 MB); save it smaller than 20 MB, then send it again": _file(
        "docs/plan.png", 21_000_000
    ),
    "docs/plan.heic:1:1: few browsers can show a picture that ends in `.heic`; save it as .jpg, and put that here "
    "instead": _file("docs/plan.heic"),
    "docs/plan.docx:1:1: this is neither a page nor a picture; take the file out, and put what it says into a page "
    "(`.md`), or what it shows into a picture (`.png`, `.jpg`, `.jpeg`, `.webp`, `.gif`)": _file("docs/plan.docx"),
    "docs/policies/IMG 1.JPG:1:1: `IMG 1.JPG` has other signs in its name than small letters, figures and hyphens; "
    "send it again as `img-1.jpg` and delete this one; then write this name on each page that shows "
    "it": _shown_under_its_old_name,
    f"docs/{LONG_NAME}.png:1:1: the name `a-room-for-the-night...` is too long; keep it to 60 letters": _file(
        f"docs/{LONG_NAME}.png"
    ),
    f"docs/{LONG_NAME}/plan.png:1:1: the name `a-room-for-the-night...` is too long; keep it to 60 letters": _file(
        f"docs/{LONG_NAME}/plan.png"
    ),
    f"docs/{DEEP}/plan.png:1:1: the names of the folders and the file are too long together; keep them to 200 "
    "letters": _file(f"docs/{DEEP}/plan.png"),
    "docs/answer.png:1:1: the forms, or the site itself, answer at this address; give the file another name": _file(
        "docs/answer.png"
    ),
    "docs/assets/plan.png:1:1: the forms, or the site itself, answer at each address below `assets`; move the file to "
    "another folder, or give this one another name": _file("docs/assets/plan.png"),
    f"{PAGE}:27:1: the page has 20,235 letters, and 20,000 is the most; split it into 2 pages": _more(
        PAGE, "\nAsk before you say yes.\n" * 801
    ),
    f"{PAGE}:38:1: so many `[` stand here that the page would take minutes to build; take out those that begin no "
    "link": _more(PAGE, f"\nAsk {'[' * 301} before you say yes.\n"),
}
"""What is told, and who makes it so."""
