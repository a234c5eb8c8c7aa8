"""Rules about redirects: no reserved addresses, no loops, and no other kind of file."""

from collections.abc import Iterator

from handbook.pages.redirects import page_of, resolve_redirect
from handbook.source.problems import Problem
from handbook.sources import Sources
from handbook.urls import is_reserved, page_address

FILE = "service/redirects.yml"


def check_old_addresses(sources: Sources) -> Iterator[Problem]:
    """An old address is not reserved, and is redirected once."""
    lines: dict[str, int] = {}
    for old in sources.handbook.redirects.redirects:
        loc = ("redirects", old)
        address = page_address(page_of(old)) + old.partition("#")[2]
        if is_reserved(old):
            yield sources.key_problem(
                FILE, loc, "the forms, or the site itself, answer at this address; take the line out"
            )
        elif address in lines:
            message = f"`{old}` has the same address as the page on line {lines[address]}; keep one of the two lines"
            yield sources.key_problem(FILE, loc, message)
        lines.setdefault(address, sources.records[FILE].at_key(loc).line)


def check_steps(sources: Sources) -> Iterator[Problem]:
    """A redirect does not loop, and leads to the same kind of file."""
    redirects = sources.handbook.redirects.redirects
    for old, new in redirects.items():
        loc, end = ("redirects", old), resolve_redirect(redirects, new)
        is_circle = end is None or end == old
        if is_circle and old in sources.handbook.pages:
            yield sources.key_problem(FILE, loc, f"there is a page `{old}` at this address, so take this line out")
        elif is_circle:
            message = "these redirects lead back to where they began; write a page that is there, such as `index.md`"
            yield sources.problem(FILE, loc, message)
        elif _ending(old) != _ending(new):
            kind = "a page" if _ending(old) == "md" else f"another file that ends in `.{_ending(old)}`"
            yield sources.problem(
                FILE, loc, f"`{old}` can only be redirected to {kind}; write one, or take the line out"
            )


def _ending(place: str) -> str:
    return page_of(place).rpartition(".")[2]


RULES = (check_old_addresses, check_steps)
