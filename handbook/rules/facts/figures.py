"""Rules about figures, the pictures drawn from them, and the sums they must pass."""

from collections.abc import Iterator

from handbook.facts.figures import PER_CENT, Figures
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.sources import Shelf, Spot

FIGURES = "service/figures.yml"


def _spots(key: str, words: Iterator[tuple[int, str]], field: str) -> list[Spot]:
    return [(FIGURES, (key, index, field), word) for index, word in words]


def check_ids_stand_once(shelf: Shelf) -> Iterator[Problem]:
    """An id names one thing; on a page, a picture and a check are addresses too."""
    kept = shelf.handbook.facts.figures
    if kept is None:
        return
    for key, what, ids in (
        ("documents", "document id", [each.id for each in kept.documents]),
        ("groups", "group id", {each.id: each.title for each in kept.groups}),
    ):
        yield from shelf.twice(_spots(key, enumerate(ids), "id"), what)
    addresses = [
        *_spots("figures", enumerate(each.id for each in kept.figures), "id"),
        *_spots("series", enumerate(each.id for each in kept.series), "id"),
        *_spots("checks", enumerate(each.id for each in kept.checks), "id"),
    ]
    yield from shelf.twice(addresses, "figure id")


def check_groups_and_documents(shelf: Shelf) -> Iterator[Problem]:
    """Each figure stands on a page and in a document that are listed."""
    kept = shelf.handbook.facts.figures
    if kept is None:
        return
    groups, documents = {each.id: each.title for each in kept.groups}, [each.id for each in kept.documents]
    yield from shelf.unknown(_spots("figures", enumerate(f.group for f in kept.figures), "group"), groups, "group")
    yield from shelf.unknown(_spots("series", enumerate(s.group for s in kept.series), "group"), groups, "group")
    sources = _spots("figures", enumerate(each.document for each in kept.figures), "document")
    yield from shelf.unknown(sources, documents, "document")


def check_series(shelf: Shelf) -> Iterator[Problem]:
    """A picture draws figures that exist and that count the same thing."""
    kept = shelf.handbook.facts.figures
    for index, series in enumerate(kept.series if kept else ()):
        loc: Loc = ("series", index, "figures")
        yield from shelf.unknown(_named(loc, series.figures), kept.by_id if kept else (), "figure")
        units = {kept.by_id[each].unit for each in series.figures if kept and each in kept.by_id}
        if len(units) > 1:
            message = (
                f"these figures have different units ({', '.join(sorted(units))}); draw those of one unit together"
            )
            yield shelf.key_problem(FIGURES, loc, message)


def check_checks(shelf: Shelf) -> Iterator[Problem]:
    """A sum adds up figures that exist; what it must make is more than nothing; a share is in per cent."""
    kept = shelf.handbook.facts.figures
    for index, check in enumerate(kept.checks if kept else ()):
        loc: Loc = ("checks", index)
        known = kept.by_id if kept else {}
        yield from shelf.unknown(_named((*loc, "parts"), check.parts), known, "figure")
        yield from shelf.unknown([(FIGURES, (*loc, "whole"), check.whole)], known, "figure")
        if check.whole in known and not known[check.whole].value:
            line = shelf.records[FIGURES].line_of("figures", check.whole, "value")
            message = (
                f"`{check.whole}` is 0, and nothing can be a share of it; "
                f"name another figure, or correct its `value:` on line {line}"
            )
            yield shelf.problem(FIGURES, (*loc, "whole"), message)
        if check.share:
            yield from shelf.unknown([(FIGURES, (*loc, "share"), check.share)], known, "figure")
            if check.share in known and known[check.share].unit != PER_CENT:
                message = f"`{check.share}` is in {known[check.share].unit}; name a figure in {PER_CENT}"
                yield shelf.problem(FIGURES, (*loc, "share"), message)


def check_something_is_kept(shelf: Shelf) -> Iterator[Problem]:
    """A group without a figure would be an empty page."""
    kept = shelf.handbook.facts.figures
    for index, group in enumerate(kept.groups if kept else ()):
        if not _in_group(kept, group.id):
            message = f"no figure has `group: {group.id}`; add a figure with that, or take the group out"
            yield shelf.problem(FIGURES, ("groups", index, "id"), message)


def _in_group(kept: Figures | None, group: str) -> bool:
    return kept is not None and any(each.group == group for each in kept.figures)


def _named(loc: Loc, words: tuple[str, ...]) -> list[Spot]:
    return [(FIGURES, (*loc, index), word) for index, word in enumerate(words)]


RULES = (
    check_ids_stand_once,
    check_groups_and_documents,
    check_series,
    check_checks,
    check_something_is_kept,
)
