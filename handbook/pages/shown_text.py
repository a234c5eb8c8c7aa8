"""The visible text of Markdown: without markup and HTML, with references resolved and characters normalised.

Rules that search in texts search here too, because `&#48;9`, `0**9**` and full-width digits all read as 09.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape

_NOT_SHOWN = re.compile(
    r"(?P<apart>\{\{.*?\}\}|\bhttps?://[^\s<>)|]+)"  # slots and web addresses
    r"|<!--.*?-->|</?[A-Za-z][^<>]*>"  # HTML
    r"|\]\([^)\n]*\)|\]\[[^\]\n]*\]|\[\^[^\]\n]+\]"  # where links lead, and footnotes
    r"|\{:?\s*[#.][^{}\n]*\}"  # attributes
    r"|[\[\]*_`~\\]"  # marks
    r"|(?P<reference>&(?:\#\d+|\#[xX][0-9a-fA-F]+|[A-Za-z]\w*);?)",
    re.DOTALL,
)


@lru_cache(maxsize=8)
def visible_text(text: str) -> tuple[str, Sequence[int]]:
    """The visible text, and the offset in the original of each of its characters.

    Several rules search the same text one after the other, so the last few results are cached.
    """
    shown: list[str] = []
    offsets: list[int] = []

    def show(part: str, at: int, step: int) -> None:
        if part.isascii():
            shown.append(part)
            offsets.extend(range(at, at + len(part)) if step else [at] * len(part))
            return
        for place, letter in enumerate(part):
            for plain in letter if letter.isascii() else _plain(letter):
                shown.append(plain)
                offsets.append(at + place * step)

    end = 0
    for match in _NOT_SHOWN.finditer(text):
        show(text[end : match.start()], end, 1)
        if match["reference"]:
            show(unescape(match["reference"]), match.start(), 0)
        elif match["apart"]:
            show("|", match.start(), 0)
        end = match.end()
    show(text[end:], end, 1)
    return "".join(shown), offsets


def _plain(letter: str) -> Iterator[str]:
    """The normalised form of a character: digits as ASCII, and without combining and invisible marks."""
    for plain in unicodedata.normalize("NFKC", letter):
        kind = unicodedata.category(plain)
        if kind == "Nd":
            yield str(unicodedata.digit(plain))
        elif kind == "Pd":
            yield "-"
        elif kind not in ("Cf", "Mn", "Me"):
            yield plain
