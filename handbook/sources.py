"""A handbook with the files it was read from, so that rules across files can report positions."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from handbook.handbook import Handbook
from handbook.pages.markdown import PageText, read_page_text
from handbook.source.problems import Problem
from handbook.source.source_file import Record
from handbook.source.spelling import suggest_instead
from handbook.source.text_values import Loc, TextValue
from handbook.urls import page_address

Mention = tuple[str, Loc, str]
"""A word and where it is written: the path, the loc, and the word itself."""


@dataclass(frozen=True)
class Sources:
    """The handbook and the records it was made from."""

    handbook: Handbook
    records: Mapping[str, Record]
    """By path below the handbook's folder."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Pages that seem to have been renamed, because the text is the same: new paths by old path."""
    addresses: Collection[str] = ()
    """All addresses that were ever published; a missing page with one of them was removed."""

    @cached_property
    def text_values(self) -> Mapping[str, tuple[TextValue, ...]]:
        """Every text of every file, by path."""
        return {path: record.text_values for path, record in self.records.items()}

    def texts(self, *signs: str, without: Collection[str] = ()) -> Iterator[tuple[str, TextValue]]:
        """Every text with the path of its file, except the values of some keys.

        If there are `signs`, only texts that contain at least one of them.
        """
        for path, values in self.text_values.items():
            for value in values:
                if value.key not in without and (not signs or any(sign in value.text for sign in signs)):
                    yield path, value

    def parsed_texts(self, *signs: str, without: Collection[str] = ()) -> Iterator[tuple[str, TextValue, PageText]]:
        """The same texts, each with its parsed Markdown."""
        for path, value in self.texts(*signs, without=without):
            yield path, value, read_page_text(value.text)

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """The new path of every page that has moved."""
        return {**self.renamed, **self.handbook.redirects.redirects}

    def problem(self, path: str, loc: Loc, message: str) -> Problem:
        """A problem with a value."""
        return self.records[path].problem(loc, message)

    def key_problem(self, path: str, loc: Loc, message: str) -> Problem:
        """A problem with a key, or with something missing below it."""
        return self.records[path].key_problem(loc, message)

    def unknown(
        self, mentions: Iterable[Mention], known: Collection[str], what: str, where: str = ""
    ) -> Iterator[Problem]:
        """A problem for every word that is not known."""
        for path, loc, word in mentions:
            if word not in known:
                instead = self._moved_page_hint(word, known) or suggest_instead(word, known)
                yield self.problem(path, loc, f"there is no {what} `{word}`{where}; {instead}")

    def _moved_page_hint(self, word: str, known: Collection[str]) -> str | None:
        """Advice about a page that was moved or removed."""
        moved = self.moved.get(word)
        if moved in known:
            return f"it has moved, so write `{moved}`"
        if word.endswith(".md") and page_address(word) in self.addresses:
            return "it was taken away; write in service/redirects.yml where its readers go, and then that page here"
        return None

    def duplicates(self, mentions: Iterable[Mention], what: str, key: Callable[[str], str] = str) -> Iterator[Problem]:
        """A problem for every word that is repeated; two words are the same if their `key` is."""
        first: dict[str, tuple[str, Loc]] = {}
        for path, loc, word in mentions:
            at_path, at_loc = first.setdefault(key(word), (path, loc))
            if (at_path, at_loc) == (path, loc):
                continue
            line = self.records[at_path].at(at_loc).line
            where = f"line {line}" if at_path == path else f"line {line} of {at_path}"
            yield self.problem(path, loc, f"the {what} `{word}` stands here and on {where}; {_duplicate_advice(what)}")


def _duplicate_advice(what: str) -> str:
    return "give one of them another" if what.endswith("id") else "keep one of them"
