"""Files as plain values: every text as it was written, every place as an editor shows it."""

from pathlib import Path

import pytest

from handbook.source.problems import ContentError, Position
from handbook.source.source_file import Record, read_page_record, read_record
from handbook.source.yaml_reader import MAX_DEPTH, MAX_NODES


def _record(folder: Path, text: str) -> Record:
    (folder / "a.yml").write_text(text, encoding="utf-8")
    return read_record(folder, "a.yml")


def _page(folder: Path, text: str) -> Record:
    (folder / "a.md").write_text(text, encoding="utf-8")
    return read_page_record(folder, "a.md")


@pytest.mark.parametrize(
    "text", ["no", "on", "off", "yes", "true", "1.10", "007", "1e3", "2026-13-45", "12:30:45", "0x1"]
)
def test_words_and_figures_stay_as_they_were_written(tmp_path: Path, text: str) -> None:
    assert _record(tmp_path, f"key: {text}\n").value == {"key": text}
    assert _record(tmp_path, f"{text}: value\n").value == {text: "value"}


@pytest.mark.parametrize("nothing", ["", " ~", " null", " Null", " NULL"])
def test_nothing_is_none(tmp_path: Path, nothing: str) -> None:
    assert _record(tmp_path, f"key:{nothing}\n").value == {"key": None}


@pytest.mark.parametrize("quoted", ["''", '"~"', "'null'"])
def test_nothing_in_quotes_is_text(tmp_path: Path, quoted: str) -> None:
    assert _record(tmp_path, f"key: {quoted}\n").value == {"key": quoted[1:-1]}


def test_folded_and_literal_text_is_joined_as_yaml_says(tmp_path: Path) -> None:
    record = _record(tmp_path, "folded: >-\n  one\n  two\n\n  three\nliteral: |\n  one\n    two: 3 # kept\n")
    assert record.value == {"folded": "one two\nthree", "literal": "one\n  two: 3 # kept\n"}


def test_every_key_and_value_has_its_place(tmp_path: Path) -> None:
    record = _record(
        tmp_path, "# remark\ntitle: One\nthings:\n  - id: a\n    words:\n      - x\n      - y\n  - id: b\n"
    )
    assert record.at(("title",)) == Position(2, 8)
    assert record.at_key(("title",)) == Position(2, 1)
    assert record.at(("things", 0)) == Position(4, 5)
    assert record.at(("things", 0, "words", 1)) == Position(7, 9)
    assert record.at_key(("things", 1)) == Position(8, 5)


def test_what_was_not_written_is_placed_at_what_stands_around_it(tmp_path: Path) -> None:
    record = _record(tmp_path, "things:\n  - id: a\n")
    assert record.at(("things", 0, "title")) == Position(2, 5)
    assert record.at(("other",)) == Position(1, 1)
    assert _record(tmp_path, "").at(("other",)) == Position(1, 1)


def test_columns_count_letters_and_not_bytes(tmp_path: Path) -> None:
    assert _record(tmp_path, 'a:\n  - "é👪é": x\n').at((("a"), 0, "é👪é")) == Position(2, 12)


def test_a_key_written_twice_does_not_blame_what_stands_below_it(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        _record(tmp_path, "a:\n  b: 1\na:\n  b: 2\na: 3\n")
    assert [problem.line for problem in refused.value.problems] == [3, 5]


def test_an_empty_list_and_an_empty_mapping_may_be_written_with_brackets(tmp_path: Path) -> None:
    assert _record(tmp_path, "a: []\nb: {}\nc: [x, y]\n").value == {"a": [], "b": {}, "c": ["x", "y"]}


def test_depth_ends_at_the_limit(tmp_path: Path) -> None:
    assert _record(tmp_path, "- " * MAX_DEPTH + "x\n")
    with pytest.raises(ContentError, match="more than 20 levels"):
        _record(tmp_path, "- " * (MAX_DEPTH + 1) + "x\n")


@pytest.mark.parametrize("flood", ["[" * 500_000, "{" * 500_000, "- " * 250_000, "? " * 250_000, "[a," * 250_000])
def test_a_file_made_to_exhaust_a_parser_is_refused(tmp_path: Path, flood: str) -> None:
    with pytest.raises(ContentError):
        _record(tmp_path, flood)


def test_a_flood_of_keys_is_refused(tmp_path: Path) -> None:
    flood = "- a\n" * (MAX_NODES + 1)
    with pytest.raises(ContentError, match="more than 50,000 keys and values") as refused:
        _record(tmp_path, flood)
    (problem,) = refused.value.problems
    assert _record(tmp_path, "".join(flood.splitlines(keepends=True)[: problem.line - 1]))


def test_a_billion_laughs_are_refused_at_the_first(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(ContentError) as refused:
        _record(tmp_path, bomb)
    assert refused.value.problems[0].line == 1


def test_a_page_header_keeps_the_lines_of_its_file(tmp_path: Path) -> None:
    page = _page(tmp_path, "---\n# remark\ntitle: One\n---\n\n\nFirst words.\n\n## More\n")
    assert page.value == {"title": "One"}
    assert page.at(("title",)) == Position(3, 8)
    assert (page.body, page.body_line) == ("First words.\n\n## More", 7)


def test_a_rule_in_the_text_of_a_page_is_not_the_end_of_its_header(tmp_path: Path) -> None:
    page = _page(tmp_path, "---\ntitle: One\n---\nText.\n\n---\n\nMore.\n")
    assert page.body == "Text.\n\n---\n\nMore."


def test_a_fault_in_a_page_header_is_told_at_the_line_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"a\.md:3:14: `: ` stands inside the text"):
        _page(tmp_path, "---\ntitle: One\nsummary: This: that\n---\nText.\n")
