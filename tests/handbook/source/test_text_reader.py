"""The text of a file: encodings, line ends, size, invisible characters."""

from pathlib import Path

import pytest

from handbook.source.problems import ContentError
from handbook.source.text_reader import MAX_FILE_SIZE, read_text


def _read(folder: Path, data: bytes) -> str:
    (folder / "a.yml").write_bytes(data)
    return read_text(folder, "a.yml")


def _refusal(folder: Path, data: bytes) -> str:
    with pytest.raises(ContentError) as refused:
        _read(folder, data)
    return str(refused.value)


def test_line_ends_of_every_system_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    assert _read(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n") == "a: 1\nb: 2\nc: 3\n"


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    assert _read(tmp_path, b"") == ""


def test_the_largest_file_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    assert len(_read(tmp_path, b"x" * MAX_FILE_SIZE)) == MAX_FILE_SIZE
    assert "too large (1.0 MB)" in _refusal(tmp_path, b"x" * (MAX_FILE_SIZE + 1))


def test_a_wrong_encoding_is_reported_at_its_character(tmp_path: Path) -> None:
    assert _refusal(tmp_path, b"a: 1\r\nb: caf\xe9\n").startswith("a.yml:2:7: a character here is not saved as UTF-8")


def test_a_utf_16_file_is_told_by_its_name(tmp_path: Path) -> None:
    assert _refusal(tmp_path, "a: 1\n".encode("utf-16")).startswith("a.yml:1:1: the file is saved as UTF-16")


BIDI = [*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
TAGS = ["\U000e0001", "\U000e0041", "\U000e007f"]
JOINED = [
    "\u00ad",
    "\u034f",
    "\u180e",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\u2064",
    "\u206a",
    "\ufe0f",
    "\U000e0100",
]
BLANK = ["\u115f", "\u1160", "\u2800", "\u3164", "\uffa0", "\ufff9", "\U0001d173"]


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x0c", "\x1b", "\x85", "\u2028", "\ufeff", *BIDI, *TAGS, *JOINED, *BLANK],
    ids=lambda each: f"U+{ord(each):04X}",
)
def test_an_invisible_character_is_reported_with_its_place(tmp_path: Path, character: str) -> None:
    refusal = _refusal(tmp_path, f"a: 1\nb: x{character}y\n".encode())
    assert refusal.startswith(f"a.yml:2:5: an invisible character (U+{ord(character):04X})")


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian: a letter that is not joined
        "\u0915\u094d\u200d\u0937",  # Hindi: letters that are
        "\U0001f469\u200d\U0001f467",  # a family
        "\u2764\ufe0f",  # a heart
    ],
)
def test_a_script_that_needs_a_joining_mark_may_have_it(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, f"a: {text}\n".encode()) == f"a: {text}\n"


@pytest.mark.parametrize("text", ["0\u200d9", "\u0660\u200c\u0669", "a\u200d\u0915", "0\ufe0f\u20e3", "\u200d\u0915"])
def test_a_joining_mark_beside_our_letters_or_any_figure_is_refused(tmp_path: Path, text: str) -> None:
    assert "an invisible character" in _refusal(tmp_path, f"a: {text}\n".encode())


def test_letters_of_every_tongue_and_pictures_are_no_problem(tmp_path: Path) -> None:
    assert _read(tmp_path, "a: Zoë, Łukasz, 李, £5, 👨‍👩‍👧\n".encode()) == "a: Zoë, Łukasz, 李, £5, 👨‍👩‍👧\n"


def test_a_link_to_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("token\n")
    (tmp_path / "a.yml").symlink_to(tmp_path / "secret")
    with pytest.raises(ContentError, match="a link to another file"):
        read_text(tmp_path, "a.yml")


def test_a_file_that_is_gone_or_a_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "b.yml").mkdir()
    with pytest.raises(ContentError, match="this file is missing"):
        read_text(tmp_path, "a.yml")
    with pytest.raises(ContentError, match="cannot be opened"):
        read_text(tmp_path, "b.yml")
