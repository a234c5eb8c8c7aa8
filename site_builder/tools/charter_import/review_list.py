"""What a person confirms, corrects or fills in after an import, as lines for the terminal."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from handbook.charters.charter import TO_PUT_PLAINLY, ListKind
from site_builder.tools.charter_import.draft import CharterDraft
from site_builder.tools.charter_import.reader import ReadCharter, ReadList
from site_builder.tools.charter_import.review_items import find_review_items

_EXCERPT_LENGTH = 90
"""Letters of a line that are enough to know it by."""


def review_lines(charter: ReadCharter, draft: CharterDraft, target: Path) -> Iterator[str]:
    """The whole list: counts, lines of the text to look at, places of the draft to finish."""
    path, lines = charter.text.path, charter.text.lines
    yield from _counts(charter)
    unused = [f"{path}:{number}: {lines[number][:_EXCERPT_LENGTH]}" for number in charter.unused]
    yield from _part("Lines not used", unused, "every line of the text is used or left out by the profile")
    yield from _part("Left out by the profile", _left_out(charter), "nothing")
    items = [f"{path}:{item.line}: {item.message}" for item in find_review_items(charter)]
    yield from _part("Look at these", items, "no item looks split or joined wrongly")
    yield from _part("To finish in the draft", _remaining_steps(charter, draft, target), "nothing")


def _left_out(charter: ReadCharter) -> Iterator[str]:
    """Each run of lines that were left out for one reason, known by its first line."""
    path, lines, left_out = charter.text.path, charter.text.lines, charter.layout.left_out
    # Blank lines part no run.
    worded = [number for number, line in lines.items() if line]
    for why, run in groupby(worded, key=left_out.get):
        if why is not None:
            first, *more = run
            many = f", lines {first} to {more[-1]}" if more else ""
            yield f"{path}:{first}: {why}{many}: {lines[first][:_EXCERPT_LENGTH]}"


def _part(title: str, lines: Iterable[str], nothing: str) -> Iterator[str]:
    entries = list(lines)
    yield ""
    yield f"{title}: {len(entries) or nothing}"
    yield from (f"  {line}" for line in entries)


def _counts(charter: ReadCharter) -> Iterator[str]:
    yield "Items, expected and found:"
    width = max((len(each.listed.id) for each in charter.lists), default=0)
    for each in charter.lists:
        differs = "" if each.is_as_expected else "   DIFFERS"
        yield f"  {each.listed.id:<{width}}  {each.listed.expected:>3} {len(each.items):>3}  {_where(each)}{differs}"
    for kind in ListKind:
        own = [each for each in charter.lists if each.listed.kind is kind]
        if own:
            expected, count = sum(each.listed.expected for each in own), sum(len(each.items) for each in own)
            yield f"  {f'all {kind.value}':<{width}}  {expected:>3} {count:>3}"


def _where(each: ReadList) -> str:
    lines = [number for item in each.items for number in item.lines]
    place = f"lines {min(lines)} to {max(lines)}" if len(lines) > 1 else f"line {lines[0]}" if lines else "not found"
    return f"{place}: {each.listed.heading}"


def _remaining_steps(charter: ReadCharter, draft: CharterDraft, target: Path) -> Iterator[str]:
    for number, line in draft.unfinished:
        yield f"{target}:{number}: {line.strip()}"
    if draft.in_official_words:
        yield f"{target}: {draft.in_official_words} texts that begin with `{TO_PUT_PLAINLY}`; write each in plain words"
    bare = dict.fromkeys(each.listed.heading for each in charter.lists if not each.listed.theme)
    if bare:
        headings = ", ".join(f"`{heading}`" for heading in bare)
        yield f"charters/themes.yml: a theme for each of these, or a `theme` in its lists: {headings}"
    if target.stem != charter.profile.charter:
        yield f"{target}: name it {charter.profile.charter}.yml when it goes to charters/, or its address differs"
    yield f"mkdocs.yml: a line for charters/{charter.profile.charter}.md in the menu"
