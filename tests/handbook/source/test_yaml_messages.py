"""What people write by mistake, and the sentence that each mistake earns."""

import pytest
import yaml

from handbook.registry import KINDS
from handbook.source import yaml_reader as nodes
from handbook.source.problems import ContentError
from handbook.source.yaml_messages import quote_for_yaml

MISTAKES = {
    "title: Foo\n\tsummary: x\n": (
        "2:1: a tab stands here; begin the line with 0 spaces, under the first letter of the line above"
    ),
    "title: One: two\n": '1:11: `: ` stands inside the text; put the whole text in straight quotes: title: "One: two"',
    "title: “A: b”\n": '1:10: `: ` stands inside the text; put the whole text in straight quotes: title: "A: b"',
    "title: We do\n  the following: this\n": "2:16: `: ` stands inside the text; put the whole text in quotes",
    "title: Foo\n  summary: x\n": (
        "2:3: this line begins further right than it should; begin it under the first letter of the line above"
    ),
    "items:\n  - id: a\n   text: b\n": (
        "3:4: this line does not line up with any line above; begin it under the line it belongs to"
    ),
    "items:\n  - a\n - b\n": "3:2: this `- ` does not stand under the `- ` of the list's first item; line them up",
    "- a\ntitle: x\n": (
        "2:1: an item of the list above was expected; begin it with `- `, or line it up with the keys it belongs to"
    ),
    "title Foo\nsummary: x\n": "1:1: a colon is missing here; write `title: Foo`",
    "summary: x\ntitle Foo\n": "2:1: a colon is missing here; write `title: Foo`",
    "title:Foo\nsummary: x\n": "1:1: a space is missing after the colon; write `title: Foo`",
    "items:\n  -id: a\n   text: b\n": "2:3: a space is missing after the `-`; write `- id: a`",
    "intro: >-\n  One.\nand two.\nowner: x\n": (
        "3:1: this line belongs to nothing; if it goes on with the text above, begin it two spaces right of that "
        "text's key; else begin it with a key and a colon"
    ),
    'title: "Foo\nsummary: x\n': '1:8: the quotes that open here are never closed; write " at the end of the text',
    'title: "Foo\nsummary: "x"\n': (
        "1:8: the quotes that open here do not close on this line; write closing quotes at the end of the text"
    ),
    "title: 'it's'\n": (
        '1:12: text goes on after the closing \'; if it holds an apostrophe, put the whole text in " " instead'
    ),
    'title: "Good" and bad\n': (
        "1:15: text goes on after the closing \"; put the whole text in quotes, with ' ' for quotes inside it"
    ),
    "title: *Foo* bar\n": "1:8: a value cannot begin with `*`; put the whole value in quotes",
    "items:\n  * a\n": "2:3: each item of a list begins with `- ` here; write `-` in place of `*`",
    "title: & co\n": "1:8: a value cannot begin with `&`; put the whole value in quotes",
    "title: !important this\n": "1:8: a value cannot begin with `!`; put the whole value in quotes",
    "title: @home\n": "1:8: a value cannot begin with `@`; put the whole value in quotes",
    "title: `code`\n": "1:8: a value cannot begin with a backtick; put the whole value in quotes",
    "title: %50\n": "1:8: a value cannot begin with `%`; put the whole value in quotes",
    "title: [words](page.md) here\n": (
        "1:8: a value cannot begin with `[` unless it is a list; put the whole value in quotes"
    ),
    "title: {name} is here\n": ("1:8: `{` and `}` are not used here; put the whole text in quotes"),
    "- {id: a, text: b}\n": "1:3: `{` and `}` are not used here; write each key on a line of its own",
    "items:\n\t- a\n": "2:1: a tab stands here; begin the line with 2 spaces, two more than the key above",
    "items: [a, b\ntitle: x\n": (
        "1:8: a value cannot begin with `[` here; put text in quotes, "
        "and write each item of a list on a line of its own, after `- `"
    ),
    "title: >- Foo\n  bar\n": (
        "1:8: after `>-` or `|` the text begins on the next line; move it down, two spaces further right"
    ),
    "items: - a\n": (
        "1:8: a list is never written on the line of its key; put each item on a line of its own, after `- `"
    ),
    "a: 1\n...\nb: 2\n": "3:1: `---`, `...` and `%` at the start of a line have a special meaning; take the line out",
    "title: Flat #3\n": (
        "1:13: the text from `#` on would be lost; put the whole text in quotes, or a remark on its own line"
    ),
    "title\uff1aFoo\nsummary: x\n": "1:6: `\uff1a` is not the colon that ends a key; write `: ` in its place",
    "title\uff1a\n  - a\nsummary: x\n": "1:6: `\uff1a` is not the colon that ends a key; write `: ` in its place",
    "items:\n  - id: a\n    text\uff1a b\n": "3:9: `\uff1a` is not the colon that ends a key; write `: ` in its place",
    "a/b.md\uff1ac.md\nd/e.md: f.md\n": "1:7: `\uff1a` is not the colon that ends a key; write `: ` in its place",
    "title: Foo\n----------\nsummary: x\n": "2:1: a line of signs parts nothing here; take the line out",
    "title: Foo\n* * *\nsummary: x\n": "2:1: a line of signs parts nothing here; take the line out",
    "- - - - - - - - - - - - - - - - - - - - - -\n": (
        "1:43: more than 20 levels stand inside each other here; take the line out"
    ),
    "items:\n  - : a\n": "2:5: this colon has no key before it; write the key, or take `:` out",
    "title: ] x\n": "1:8: a value cannot begin with `]`; put the whole value in quotes",
    "title: ? x\n": "1:8: a value cannot begin with `?`; put the whole value in quotes",
    "title: {} x\n": "1:8: a value cannot begin with `{`; put the whole value in quotes",
    "items:\n  - [words](page.md): more\n": ("2:5: a key must be one or two plain words; put the whole text in quotes"),
    "items:\n  - a\n    - id: b\n": (
        "3:5: this `- ` begins further right than the `- ` of the line above; "
        "begin whichever of the two lines is new as far in as its neighbours"
    ),
    "items:\n  -\ta\n": "2:4: a tab stands here; write a space in its place",
    "\ttitle: Foo\nsummary: x\n": "1:1: a tab stands here; begin the line with 0 spaces",
    'title: "C:\\data"\n': (
        "1:11: inside \" \" a backslash has a special meaning; put the text in ' ' or write / instead"
    ),
    'title: "C:\\new"\n': (
        "1:11: inside \" \" a backslash has a special meaning; put the text in ' ' or write / instead"
    ),
    'title: "it\'s in C:\\new"\n': (
        '1:19: inside " " a backslash has a special meaning; write / or two backslashes instead'
    ),
    "title: Foo\u00a0bar\n": ("1:11: this space is not an ordinary one, as in pasted text; delete it and type a space"),
}


def _complaint(text: str) -> str:
    with pytest.raises(ContentError) as refused:
        nodes.read_nodes(text, "a.yml")
    return str(refused.value)


@pytest.mark.parametrize("text", MISTAKES)
@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader])
def test_a_mistake_earns_this_sentence(monkeypatch: pytest.MonkeyPatch, text: str, parser: type) -> None:
    """The fast parser and the slow one word their complaints differently; people read the same."""
    monkeypatch.setattr(nodes, "PARSER", parser)
    assert _complaint(text) == f"a.yml:{MISTAKES[text]}"


@pytest.mark.parametrize(
    "text", ['a: "c:\\data"\n', 'a: "\\UFFFFFFFF"\n', 'a: "\\ud800"\n', 'a: "\\0"\n', 'a: "é👪\\n"\n']
)
@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader])
def test_a_backslash_in_double_quotes_is_explained(monkeypatch: pytest.MonkeyPatch, text: str, parser: type) -> None:
    monkeypatch.setattr(nodes, "PARSER", parser)
    assert 'inside " " a backslash has a special meaning' in _complaint(text)


@pytest.mark.parametrize("text", ['a: "She said \\"yes\\"."\n', 'a: "C:\\\\new"\n', "a: 'C:\\new'\n", "a: C:\\new\n"])
def test_a_backslash_that_is_meant_as_one_may_stand(text: str) -> None:
    assert nodes.read_nodes(text, "a.yml").value


@pytest.mark.parametrize(
    "text", ["note: x\nhowever; we\n", "note: >-\n  x\nhowever = we\n", "items:\n  - id: a\n  we\uff1a b\n"]
)
def test_another_sign_behind_a_word_that_is_no_key_is_not_taken_for_a_colon(text: str) -> None:
    with pytest.raises(ContentError) as refused:
        nodes.read_nodes(text, "a.yml", keys=KEYS)
    assert "is not the colon" not in str(refused.value)


@pytest.mark.parametrize("text", ["note: x\ntitle; We\n", "title = We\nnote: x\n", "note: x\ntitle\uff1b We\n"])
def test_a_sign_beside_the_colon_on_the_keyboard_is_told_behind_a_key(text: str) -> None:
    with pytest.raises(ContentError, match="is not the colon that ends a key; write `: ` in its place"):
        nodes.read_nodes(text, "a.yml", keys=KEYS)


def test_the_fast_parser_is_the_one_in_use() -> None:
    assert nodes.PARSER is yaml.CSafeLoader


KEYS = {"title", "summary", "text", "items", "id", "note"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: We talk\nwith the child\nnote: x\n", "2:1: this line belongs to nothing; if it goes on with the text"),
        ("items:\n  - id: a\n    text: We talk\n    with it.\n    note: x\n", "4:5: this line belongs to nothing; if"),
        ("title: We talk\n  with: the child\nnote: x\n", "2:3: `with:` is no key that such a file can have, so its"),
        ("items:\n  - We talk\n    with: the child\n", "3:5: `with:` is no key that such a file can have, so its"),
        ("title Foo\nnote: x\n", "1:1: a colon is missing here; write `title: Foo`"),
        ("title: Foo\n  note: x\n", "2:3: this line begins further right than it should"),
    ],
)
def test_a_line_of_text_is_not_taken_for_a_key(text: str, told: str) -> None:
    with pytest.raises(ContentError) as refused:
        nodes.read_nodes(text, "a.yml", keys=KEYS)
    assert str(refused.value).startswith(f"a.yml:{told}")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("title: We talk\nwith the child\nnote: x\n", "title: We talk\n  with the child\nnote: x\n"),
        ("title: We talk\n  with: the child\nnote: x\n", 'title: "We talk\n  with: the child"\nnote: x\n'),
    ],
)
def test_the_text_is_whole_when_the_sentence_is_obeyed(wrong: str, right: str) -> None:
    assert nodes.read_nodes(right, "a.yml").value == {
        "title": " ".join(wrong.partition("\nnote")[0].removeprefix("title: ").split()),
        "note": "x",
    }


def test_no_key_is_known_where_writers_choose_some() -> None:
    known = {kind.name: kind.keys for kind in KINDS}
    assert {"title", "commitments", "review_every", "detail"} <= known["page"]
    assert known["themes"] == known["delegation"] == frozenset()


def test_suggested_text_is_not_truncated() -> None:
    words = "words that go on for much longer than fifty signs, as sentences of people do: yes"
    assert f'put the whole text in straight quotes: title: "{words}"' in _complaint(f"title: {words}\n")


@pytest.mark.parametrize(
    "text", ["How is it?", "How: well?", "yes", "12", "# 1", "a 'b'", '"c" d', "- e", "null", "2026-01-01"]
)
def test_a_text_is_written_so_that_yaml_reads_it_back(text: str) -> None:
    assert yaml.safe_load(f"key: {quote_for_yaml(text)}") == {"key": text}
    assert yaml.safe_load(f"- {quote_for_yaml(text)}: page.md") == [{text: "page.md"}]
