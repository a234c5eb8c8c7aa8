"""A charter's plain text becomes a draft: an invented one with every fault that extracted texts have."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.charters.charter import TO_FILL_IN, TO_PUT_PLAINLY, ListKind
from handbook.charters.profile import CharterProfile
from handbook.handbook import Handbook
from handbook.loading import load_handbook
from handbook.source.problems import ContentError
from handbook.source.source_file import read_record
from handbook.source.yaml_reader import read_nodes
from site_builder.__main__ import cli
from site_builder.tools.charter_import.doubts import doubts_about
from site_builder.tools.charter_import.draft import draft_charter
from site_builder.tools.charter_import.raw_text import RawText, read_raw_text
from site_builder.tools.charter_import.reader import ReadCharter, read_charter

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "sample"
TEXT = HERE / "charter_texts/brackwater.txt"
PROFILE = HERE / "charter_texts/brackwater.yml"

ITEMS = {
    "brackwater-role-1": ("keep each child safe and well", (16,)),
    "brackwater-role-2": ("listen to what children say, and act on it", (18, 19)),
    "brackwater-1-la-1": ("ask you before we change a plan, so that you can say what you think", (33, 34)),
    "brackwater-1-la-2": ("answer your letters within ten working days", (36, 38)),
    "brackwater-1-la-3": ("send you the names of everybody in the team", (40,)),
    "brackwater-1-la-4": ("pay you on time. Tell you before a rate changes", (42, 43)),
    "brackwater-1-la-5": ("treat what you tell us as private and co-operate with your own doctor", (45, 46)),
    "brackwater-2-la-1": ("offer a course each month", (54,)),
    "brackwater-2-la-2": ("pay for the way to it", (56,)),
    "brackwater-3-la-1": ("pay fees on the first day of the month", (58,)),
    "brackwater-2-fc-1": ("go to the courses that we have chosen", (65, 66)),
    "brackwater-2-fc-2": ("tell others what we learned u lend our notes", (68,)),
    "brackwater-4-fc-1": ("come to the meetings of our area", (76, 77)),
    "brackwater-4-fc-2": ("answer when we are asked", (79,)),
}


def profile_of(values: str) -> CharterProfile:
    """A profile from the text of its file."""
    return CharterProfile.model_validate(read_nodes(values, "profile.yml").value)


def read(text: str | None = None, profile: str | None = None) -> ReadCharter:
    """The invented charter, or one like it."""
    raw = TEXT.read_text(encoding="utf-8") if text is None else text
    lines = {number: " ".join(line.split()) for number, line in enumerate(raw.split("\n"), start=1)}
    own = read_raw_text(TEXT) if text is None else RawText("charter.txt", lines)
    return read_charter(own, profile_of(profile or PROFILE.read_text(encoding="utf-8")))


def items_of(charter: ReadCharter) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Each item's words and lines by its id."""
    return {
        f"{each.listed.id}-{number}": (item.text, item.lines)
        for each in charter.lists
        for number, item in enumerate(each.items, start=1)
    }


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["import-charter", *map(str, words)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the sample, to which a charter can be added."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "handbook"))


def test_every_item_has_its_words_and_its_lines() -> None:
    assert items_of(read()) == ITEMS


def test_belief_statements_and_roles_are_kept_apart_from_promises() -> None:
    beliefs = {each.listed.id: each.belief.text for each in read().lists if each.belief}
    assert beliefs == {
        "brackwater-1-la": "We know that a home needs friends round it. Nobody can foster alone.",
        "brackwater-4-fc": "Saying what we think is part of fostering.",
    }
    assert [each.listed.id for each in read().lists if each.listed.kind is ListKind.ROLE] == ["brackwater-role"]


def test_every_line_is_part_of_something_or_left_out_by_the_profile() -> None:
    charter = read()
    assert charter.unused == ()
    assert sorted(charter.layout.left_out) == [1, 3, 10, 29, 37, 81]


def test_what_looks_split_or_joined_wrongly_is_reported_with_its_line() -> None:
    assert [(doubt.line, doubt.message.partition(";")[0]) for doubt in doubts_about(read())] == [
        (38, "brackwater-1-la-2: a line was left out within this item"),
        (43, "brackwater-1-la-4: a new sentence begins this line"),
        (45, "brackwater-1-la-5: a word was joined at the hyphen that ends this line"),
        (68, "brackwater-2-fc-2: the mark `u` stands within it"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("begins_item: 40\n", "", 40, "this line stands among the items and is part of none"),
        ("begins_item: 40\n", "begins_item: 40, 43\n", 33, "brackwater-1-la: 5 expected, 6 found"),
        ("items_end: blank line", "items_end: line", 19, "this line stands among the items and is part of none"),
        ("    lines: 58\n", "    lines: 56-58\n", 56, "the list `brackwater-2-la` has this line as well"),
        ("      - Working side by side\n", "      - Working together\n", 23, "the heading `Working together` does not"),
        (
            "    lead_in: We will\nintro",
            "    lead_in: Tell others\nintro",
            68,
            "it begins with `Tell others`, which is",
        ),
        ("begins_item: 40\n", "begins_item: 40, 34\n", 33, "it ends in the middle of a sentence"),
    ],
)
def test_a_profile_that_does_not_fit_is_told_where(old: str, new: str, line: int, told: str) -> None:
    text = TEXT.read_text(encoding="utf-8").replace("so that you\n", "so that your\n")
    profile = PROFILE.read_text(encoding="utf-8")
    assert old in profile
    found = doubts_about(read(text, profile.replace(old, new)))
    assert [doubt for doubt in found if doubt.line == line and told in doubt.message], found


def test_items_may_go_on_over_blank_lines_until_the_next_mark() -> None:
    text = "Money\n\nWe will:\n\n\u2022 pay you\n\non time\n\n\u2022send you\n\nthe slip\n"
    head = PROFILE.read_text(encoding="utf-8").partition("  - id: brackwater-role\n")[0]
    head = head.replace("- u\n", '- "\u2022"\n').replace("blank line", "next mark")
    head = re.sub(r"introduction: .*\n|begins_item: .*\n|  - lines: 1-3\n.*\n", "", head)
    own = "  - id: a-1\n    heading: Money\n    party: la\n    to: carers\n    section: 1\n    expected: 2\n"
    charter = read(text, head + own)
    assert items_of(charter) == {"a-1-1": ("pay you on time", (5, 7)), "a-1-2": ("send you the slip", (9, 11))}


def test_a_mark_may_stand_alone_above_its_words() -> None:
    text = TEXT.read_text(encoding="utf-8").replace(" u go to the courses that we have\n", " u\n\ngo to the courses\n")
    assert items_of(read(text))["brackwater-2-fc-1"] == ("go to the courses chosen", (65, 67, 68))


def test_what_no_reader_sees_is_taken_out_of_the_text(tmp_path: Path) -> None:
    raw = tmp_path / "raw.txt"
    raw.write_bytes("\ufeff\x0cThe\u00a0o\ufb03ce\u200b helps fos\u00ad\r\nter carers\u2028\t.\r\n".encode())
    text = read_raw_text(raw)
    assert text.lines == {1: "The office helps fos\u00ad", 2: "ter carers .", 3: ""}


def test_the_draft_keeps_the_official_words_and_marks_what_a_person_writes(tmp_path: Path) -> None:
    out = tmp_path / "brackwater.yml"
    assert run(TEXT, PROFILE, out).exit_code == 0
    record = read_record(tmp_path, "brackwater.yml")
    assert isinstance(record.value, dict)
    drafted = {item["id"]: item for each in record.value["lists"] for item in each["items"]}
    assert {name: item["wording"] for name, item in drafted.items()} == {
        name: text for name, (text, _) in ITEMS.items()
    }
    assert all(item["text"] == f"{TO_PUT_PLAINLY} {item['wording']}" for item in drafted.values())
    lines = out.read_text(encoding="utf-8").split("\n")
    for at, line in enumerate(lines):
        if found := re.match(r"      - id: (\S+)", line):
            numbers = ITEMS[found[1]][1]
            words = f"Line {numbers[0]}" if len(numbers) == 1 else f"Lines {numbers[0]} to {numbers[-1]}"
            assert lines[at - 1].strip() == f"# {words} of the text."


def test_check_takes_the_charter_once_all_that_the_list_names_is_filled_in(root: Path) -> None:
    out = root / "charters/brackwater.yml"
    told = run(TEXT, PROFILE, out)
    assert told.exit_code == 0, told.output
    with pytest.raises(ContentError, match="not a day"):
        load_handbook(root)
    lines = out.read_text(encoding="utf-8").split("\n")
    for number in map(int, re.findall(rf"{re.escape(str(out))}:(\d+): ", told.output)):
        lines[number - 1] = re.sub(rf'"{TO_FILL_IN}.*"', "Written by a person", lines[number - 1])
        lines[number - 1] = re.sub("^(reviewed:|  - day:) not yet$", r"\1 2026-11-22", lines[number - 1])
    out.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ContentError) as unfinished:
        load_handbook(root)
    marked = "\n".join(lines).count(TO_PUT_PLAINLY)
    assert f"{out}: {marked} texts that begin with `{TO_PUT_PLAINLY}`" in told.output
    assert len(unfinished.value.problems) == marked
    assert all("not finished; say it in your own plain words" in each.message for each in unfinished.value.problems)
    finished = "\n".join(lines).replace(f"{TO_PUT_PLAINLY} ", "")
    out.write_text(finished, encoding="utf-8")
    with pytest.raises(ContentError, match="compare each item with the published charter; if all are as") as asked:
        load_handbook(root)
    (fingerprint,) = re.findall("write `(fingerprint: [0-9a-f]+)` here", str(asked.value))
    out.write_text(re.sub(r"(\n    items: \d+)", rf"\1\n    {fingerprint}", finished), encoding="utf-8")
    handbook = load_handbook(root)
    assert _wordings(handbook) == {name: text for name, (text, _) in ITEMS.items()}


def _wordings(handbook: Handbook) -> dict[str, str | None]:
    return {each.id: each.wording for each in handbook.commitments.values() if each.charter == "brackwater"}


@pytest.mark.parametrize("what", ["a file", "a link that leads nowhere"])
def test_no_file_is_ever_overwritten(tmp_path: Path, what: str) -> None:
    out = tmp_path / "brackwater.yml"
    if what == "a file":
        out.write_text("title: Ours\n")
    else:
        out.symlink_to(tmp_path / "elsewhere.yml")
    told = run(TEXT, PROFILE, out)
    assert told.exit_code == 1
    assert "a file stands here already and was left as it is" in told.output
    assert out.is_symlink() or out.read_text() == "title: Ours\n"
    assert not (tmp_path / "elsewhere.yml").exists()


def test_the_review_list_alone_writes_nothing(tmp_path: Path) -> None:
    told = run(TEXT, PROFILE, tmp_path / "brackwater.yml", "--only-review")
    assert told.exit_code == 0
    assert told.output.endswith("Nothing was written. Every count is as expected.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_count_that_differs_is_told_and_ends_with_1_though_the_draft_is_written(tmp_path: Path) -> None:
    profile, out = tmp_path / "profile.yml", tmp_path / "brackwater.yml"
    profile.write_text(PROFILE.read_text(encoding="utf-8").replace("expected: 5", "expected: 6"))
    told = run(TEXT, profile, out)
    assert told.exit_code == 1
    assert re.search(r"brackwater-1-la +6 +5  lines 33 to 46: Working side by side   DIFFERS", told.output)
    assert "brackwater.txt:33: brackwater-1-la: 6 expected, 5 found" in told.output
    assert told.output.endswith("One count differs.\n")
    assert out.is_file()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "    party: fc\n    to: the council\n    section: 2",
            "    party: cf\n    to: x\n    section: 2",
            "a voice `cf`",
        ),
        ("    lines: 58\n", "    lines: 58-\n", "write line numbers, such as 143-177"),
        ("    lines: 58\n", "    lines: 58-54\n", "the last line stands before the first"),
        ("    lines: 58\n", "    lines: 58\n    under_headings:\n      - Money\n", "a list is found one way"),
        ('  - like: "0"\n', '  - like: "0"\n    lines: 37\n', "take one of `lines:` and `like:` out"),
        ("  - id: brackwater-4-fc\n", "  - id: brackwater-2-fc\n", "stands twice in `lists`"),
        ("items_end: blank line", "items_end: next mark", "so `items_end` must be a line or blank line"),
        ("items_end: blank line", "items_end: blank lines", "is not one of the choices; did you mean `blank line`?"),
    ],
)
def test_a_fault_in_a_profile_is_told_in_a_sentence(tmp_path: Path, old: str, new: str, told: str) -> None:
    profile = tmp_path / "profile.yml"
    text = PROFILE.read_text(encoding="utf-8")
    assert old in text
    profile.write_text(text.replace(old, new), encoding="utf-8")
    result = run(TEXT, profile, tmp_path / "out.yml")
    assert result.exit_code == 1
    assert told in result.output
    assert not (tmp_path / "out.yml").exists()


@pytest.mark.parametrize(
    ("missing", "told"), [("text", "this file is missing"), ("folder", "the draft cannot be written here")]
)
def test_what_is_not_there_is_told_in_a_sentence(tmp_path: Path, missing: str, told: str) -> None:
    text = tmp_path / "no.txt" if missing == "text" else TEXT
    result = run(text, PROFILE, tmp_path / ("no/out.yml" if missing == "folder" else "out.yml"))
    assert result.exit_code == 1
    assert told in result.output


LINE = st.one_of(
    st.sampled_from(
        ["", "", "We will:", "Learning", "Money", "Having a say", " u pay: #1 \\ on time", "0", "u", "- x"]
    ),
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\n\r"), max_size=30),
)


def test_what_nobody_sees_in_a_text_is_left_out_of_its_draft(tmp_path: Path) -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"  # needs its joining mark
    lines = (
        "pa\u00addlock \U000e0041key\u200b \u2066left\u2069",
        persian,
        "\u2714\ufe0f done",
        "bro\u00ad \u200b",
        "ken",
    )
    raw = tmp_path / "raw.txt"
    raw.write_text("\n".join(lines), encoding="utf-8")
    assert list(read_raw_text(raw).lines.values()) == ["padlock key left", persian, "\u2714 done", "bro\u00ad", "ken"]


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINE, max_size=40), end=st.sampled_from(["line", "blank line"]))
def test_whatever_stands_in_a_text_each_line_is_used_once_and_the_draft_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str
) -> None:
    raw = tmp_path_factory.mktemp("raw") / "raw.txt"
    raw.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    profile = PROFILE.read_text(encoding="utf-8").replace("items_end: blank line", f"items_end: {end}")
    profile = re.sub(r"    lines: .*\n|introduction: .*\n|begins_item: .*\n", "", profile)
    charter = read_charter(read_raw_text(raw), profile_of(profile))
    parts = [part for each in charter.lists for part in (*each.items, each.belief) if part]
    used = [number for part in parts for number in part.lines]
    assert len(used) == len(set(used))
    assert all(first < last for part in parts for first, last in pairwise(part.lines))
    doubts_about(charter)
    drafted = read_nodes(draft_charter(charter).text, "draft.yml").value
    assert isinstance(drafted, dict)
    items = [item for each in drafted["lists"] or () for item in each["items"]]
    assert {item["id"]: item["wording"] for item in items} == {
        name: text for name, (text, _) in items_of(charter).items() if text
    }
