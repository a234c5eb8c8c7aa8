"""How well the search answers, beside other engines, and how much it fetches: `make search-report`.

With `--misses` it prints the questions that it answers badly, of those that are not held out.
"""

import argparse
import statistics
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handbook.loading import load_handbook
from handbook.search.index import INDEX_FILE
from site_builder.search.search_index import indexed_pages
from tests.conftest import ROOT, tested_handbook
from tests.search.engines import (
    built_index,
    engine_of,
    files_of,
    full_text_engine,
    index_of,
    read_files,
    texts_alone,
    without_also,
)
from tests.search.questions import KINDS, read_questions
from tests.search.scores import Answered, Engine, answers, scores_of
from tests.search.sizes import compressed_size, enlarged, fetched_by

LARGER_SITES = (1000, 5000)
"""In pages."""
_WIDTH = 34


def main() -> None:
    """Print the table, the figures by kind, and the sizes; or what is answered badly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print the questions that are answered badly")
    arguments = parser.parse_args()
    made = tested_handbook()
    found = answers(engine_of(built_index(made / "site")), read_questions())
    if arguments.misses:
        print(*misses(found), sep="\n")
        return
    pages = tuple(indexed_pages(load_handbook(ROOT, writing=False), made / "docs", made / "site"))
    engines = {
        "the search without `also:`": engine_of(index_of(without_also(load_handbook(ROOT, writing=False), pages))),
        "titles, headings and text alone": engine_of(index_of(texts_alone(pages))),
        "SQLite FTS5": full_text_engine(pages),
    }
    print(*table(found, engines), sep="\n")
    print(*by_kind(found), sep="\n")
    files = read_files(made / "site")
    print(*sizes(files), fetched("this site", files), sep="\n")
    for number in LARGER_SITES:
        print(fetched(f"{number:,} pages", files_of(enlarged(pages, number))))


def misses(found: Iterable[Answered]) -> Iterator[str]:
    """The questions whose first result is not right, with what was found; never one that is held out."""
    for each in found:
        if not each.question.held_out and not each.has_right_place:
            place = "the page only" if each.rank == 1 else f"page {each.rank or 'not'} in ten"
            yield f"{each.question.ask!r} ({each.question.kind}): {place}"
            yield f"    right: {', '.join(sorted(each.question.places))}"
            yield f"    found: {', '.join(each.found[:3]) or 'nothing'}"


def table(found: list[Answered], engines: Mapping[str, Engine]) -> Iterator[str]:
    """The search beside other engines, on questions by which it is tuned and on the others apart."""
    others = {name: answers(engine, (each.question for each in found)) for name, engine in engines.items()}
    for title, is_held_out in (("tuned by", False), ("held out", True)):
        yield _head(f"questions {title}: {sum(each.question.held_out == is_held_out for each in found)}")
        for name, answered in {"the search": found, **others}.items():
            yield _row(name, [each for each in answered if each.question.held_out == is_held_out])
        yield ""


def by_kind(found: list[Answered]) -> Iterator[str]:
    """The search by kind of question."""
    for title, is_held_out in (("tuned by", False), ("held out", True)):
        yield _head(f"the search by kind, {title}")
        for kind in KINDS:
            of_kind = [each for each in found if (each.question.kind, each.question.held_out) == (kind, is_held_out)]
            yield _row(f"{kind} ({len(of_kind)})", of_kind)
        yield ""


def _head(title: str) -> str:
    return f"{title:{_WIDTH}}  first  in three  reciprocal rank  right heading first  none"


def _row(name: str, answered: list[Answered]) -> str:
    scores = scores_of(answered)
    return (
        f"{name:{_WIDTH}}  {scores.first:5.2f}  {scores.in_three:8.2f}  {scores.reciprocal_rank:15.2f}"
        f"  {scores.heading:19.2f}  {scores.none:4}"
    )


def sizes(files: Mapping[str, Any]) -> Iterator[str]:
    """The files of the index, compressed."""
    yield f"{INDEX_FILE}: {_kilobytes(compressed_size(files[INDEX_FILE]))}"
    for kind in ("terms", "page"):
        each = [compressed_size(content) for name, content in files.items() if name.startswith(f"{kind}-")]
        mean, most = _kilobytes(statistics.mean(each)), _kilobytes(max(each))
        yield f"{kind} files: {len(each)}, mean {mean}, largest {most}, together {_kilobytes(sum(each))}"


def fetched(name: str, files: Mapping[str, Any]) -> str:
    """What one question fetches of the index; `make bench` counts scripts and headers too."""
    fetches = fetched_by(files, [each.ask for each in read_questions()])
    mean, most, first = map(_kilobytes, (fetches.mean, fetches.most, fetches.first_file))
    return f"{name}: one question fetches {mean} of the index on average, {most} at most, {first} of it the first file"


def _kilobytes(size: float) -> str:
    return f"{size / 1000:.1f} kB"


if __name__ == "__main__":
    main()
