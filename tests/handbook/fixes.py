"""What a person does who obeys a sentence of the check: changes of one file, at the place that the sentence names.

Each function takes what a pattern of `fix_patterns` found in the sentence, and answers an action on a folder.
"""

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from tests.handbook import file_moves
from tests.handbook.check_line import CheckLine
from tests.handbook.drafts import Draft
from tests.handbook.knowledge import Knowledge

Way = tuple["Action", ...]


Action = Callable[[Path, CheckLine], None]


def at_place(change: Callable[[Draft, CheckLine], None]) -> Action:
    def act(root: Path, told: CheckLine) -> None:
        draft = Draft.read(root / told.path, told.line, told.column)
        change(draft, told)
        draft.write()

    return act


def follow_saying(saying: dict[str, str]) -> Action:
    def act(root: Path, told: CheckLine) -> None:
        if "appends" in saying:
            file = root / saying["file"]
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            file.write_text(before + saying["appends"], encoding="utf-8")
        elif "adds" in saying:
            at_place(lambda draft, _: draft.add(saying["adds"]))(root, told)
        elif "text" in saying:
            at_place(lambda draft, _: draft.replace_text(saying["text"], saying["writes"]))(root, told)
        else:
            at_place(lambda draft, _: draft.write_value(saying["writes"]))(root, told)

    return act


def write_suggestion(match: re.Match[str], knowledge: Knowledge) -> Action:
    def act(root: Path, told: CheckLine) -> None:
        of_a_file = "a file of this name" in told.message
        (rename if of_a_file else replace_word)(match, knowledge)(root, told)

    return act


def replace_word(match: re.Match[str], _: Knowledge) -> Action:
    return at_place(lambda draft, told: draft.replace_word(told.wrong, match[1]))


def choose_one(match: re.Match[str], knowledge: Knowledge) -> Action:
    choices = re.findall("`([^`]+)`", match[0])

    def choose(draft: Draft, told: CheckLine) -> None:
        meant = re.split("[: ]+", knowledge.line_meant(told))
        choice = next((each for each in choices if each in meant), choices[0])
        if told.wrong:
            draft.replace_word(told.wrong, choice)
        else:
            draft.write_value(choice)

    return at_place(choose)


def write(match: re.Match[str], knowledge: Knowledge) -> Action:
    return at_place(lambda draft, told: put(draft, told, match[1], knowledge))


def put(draft: Draft, told: CheckLine, words: str, knowledge: Knowledge) -> None:
    key = re.match(r"([\w-]+):(?: |$)", words)
    if key and words.endswith(":"):
        draft.set_key(key[1], knowledge.keys[key[1]])
    elif key:
        draft.set_key(key[1], words[key.end() :])
    elif words.startswith("- ") and words != f"{told.wrong} ":
        draft.write_rest(words)
    elif words.startswith("{{ ") and not draft.has_at_place(told.wrong):
        draft.replace_slot(words)
    elif told.wrong and draft.has_at_place(told.wrong):
        draft.replace_word(told.wrong, words)
    else:
        draft.write_value(words)


def add(match: re.Match[str], knowledge: Knowledge) -> Action:
    words = match[1]
    if not words.endswith(":"):
        return at_place(lambda draft, _: draft.add(words))
    value = knowledge.keys[words[:-1]]
    written = f"{words}\n{value}" if value.startswith(" ") else f"{words} {value}"
    return at_place(lambda draft, _: draft.add(written))


def replace_number(draft: Draft, told: CheckLine) -> None:
    draft.replace_text(told.wrong, "the duty worker")


def add_below(match: re.Match[str], knowledge: Knowledge) -> Action:
    def act(root: Path, told: CheckLine) -> None:
        draft = Draft.read(root / (match[3] or told.path), int(match[2]), 1)
        draft.add(f"{match[1]} {knowledge.keys[match[1][:-1]]}")
        draft.write()

    return act


def write_there_too(match: re.Match[str], _: Knowledge) -> Action:
    def act(root: Path, told: CheckLine) -> None:
        there = re.search(r"\S+\.yml", told.message)
        assert there
        file = root / there[0]
        file.write_text(f"{file.read_text(encoding='utf-8')}{match[1]}\n", encoding="utf-8")

    return act


def restore_value(_: re.Match[str], knowledge: Knowledge) -> Action:
    """The value that stood there before the slip, where a sentence can only say which part of it is wrong."""
    return at_place(lambda draft, told: draft.write_value(knowledge.line_meant(told).partition(": ")[2]))


def translate(_: re.Match[str], __: Knowledge) -> Action:
    def add(draft: Draft, told: CheckLine) -> None:
        if told.wrong.endswith(":"):
            draft.add(f"{told.wrong} cy words")
        else:
            draft.add_inside(f"{told.wrong}: cy words")

    return at_place(add)


def replace_item_in_file(match: re.Match[str], _: Knowledge) -> Action:
    def act(root: Path, told: CheckLine) -> None:
        file = root / match[2]
        file.write_text(
            file.read_text(encoding="utf-8").replace(f"- {match[1]}\n", f"- {told.wrong}\n"), encoding="utf-8"
        )

    return act


def remove_file(_: re.Match[str], __: Knowledge) -> Action:
    return lambda root, told: (root / told.path).unlink()


def write_example(match: re.Match[str], knowledge: Knowledge) -> Action:
    return at_place(
        lambda draft, told: draft.write_value(original_day(knowledge.line_meant(told)) or match[1].strip("`"))
    )


def original_day(line: str) -> str | None:
    """The day of the line before the slip: a sentence names one only to show how days are written."""
    found = re.search(r": (\d{4}-\d{2}-\d{2})$", line)
    return found[1] if found else None


def add_agreed_entry(_: re.Match[str], __: Knowledge) -> Action:
    def add(draft: Draft, told: CheckLine) -> None:
        counted = re.search(r"(\d+) stand in the lists", told.message) or re.search(r"items: (\d+)", draft.text)
        assert counted
        lines = ["day: 2026-11-22", "by: Fostering manager", "because: The third edition", f"items: {counted[1]}"]
        draft.add_item(lines)

    return at_place(add)


def take_out(match: re.Match[str], _: Knowledge) -> Action:
    return at_place(lambda draft, _: draft.take_out(match[1]))


def rename_key(match: re.Match[str], _: Knowledge) -> Action:
    return at_place(lambda draft, _: draft.rename_key(match[2], match[1]))


def remove_what_is_named(_: re.Match[str], __: Knowledge) -> Action:
    def take_out(draft: Draft, told: CheckLine) -> None:
        carried = re.search("may not carry `([^`]+)` here", told.message)
        if carried:
            draft.replace_match(rf" {carried[1]}(?:=\"[^\"]*\"|=\S+)?", "")
        else:
            draft.take_out(None, told.wrong)

    return at_place(take_out)


def unlink_words(_: re.Match[str], __: Knowledge) -> Action:
    """The words of a link alone."""

    def unlink(draft: Draft, told: CheckLine) -> None:
        draft.replace_match(rf"\[([^\]]*)\]\([^)]*{re.escape(told.wrong)}[^)]*\)", r"\1")

    return at_place(unlink)


def without_argument(change: Callable[[Draft], None]) -> Callable[[re.Match[str], Knowledge], Action]:
    return lambda _, __: at_place(lambda draft, ___: change(draft))


def rename_id(_: re.Match[str], knowledge: Knowledge) -> Action:
    def rename(draft: Draft, told: CheckLine) -> None:
        meant = knowledge.line_meant(told).rpartition(" ")[2]
        draft.replace_word(told.wrong, meant if meant not in ("", told.wrong) else f"{told.wrong}-2")

    return at_place(rename)


def restore_file_or_folder(_: re.Match[str], knowledge: Knowledge) -> Action:
    def act(root: Path, told: CheckLine) -> None:
        kept = "/".join(told.path.split("/")[:2])
        if (root / kept).is_dir():
            shutil.copytree(knowledge.meant / kept, root / kept, dirs_exist_ok=True)
        else:
            shutil.copy(knowledge.meant / kept, root / kept)

    return act


def write_day_after(match: re.Match[str], _: Knowledge) -> Action:
    day = (date.fromisoformat(match[1]) + timedelta(days=1)).isoformat()
    return at_place(lambda draft, _: draft.write_value(day))


def write_day_after_named_day(_: re.Match[str], __: Knowledge) -> Action:
    def write(draft: Draft, told: CheckLine) -> None:
        day = re.search(r"\d{4}-\d{2}-\d{2}", told.message)
        assert day
        draft.write_value((date.fromisoformat(day[0]) + timedelta(days=1)).isoformat())

    return at_place(write)


def rename(match: re.Match[str], _: Knowledge) -> Action:
    def act(root: Path, told: CheckLine) -> None:
        file = root / told.path
        name = match[1]
        file.rename(file.with_name(name if "." in name else name + file.suffix))

    return act


def save_as_utf_8(_: re.Match[str], __: Knowledge) -> Action:
    def act(root: Path, told: CheckLine) -> None:
        file = root / told.path
        file.write_text(file.read_bytes().decode("utf-16" if "UTF-16" in told.message else "cp1252"), encoding="utf-8")

    return act


def replace_pattern(pattern: str, words: str) -> Callable[[re.Match[str], Knowledge], Action]:
    """Other words for what a pattern finds on the line."""
    return without_argument(lambda draft: draft.replace_match(pattern, words))


def rewrite_link(match: re.Match[str], _: Knowledge) -> Action:
    """A link as it is spelled out, with a page that is there in the place of the one for example."""
    odd = r"\([^()\]]*\)\[[^\]]*\]|\[[^\]]*\][ \t]*[(\[][^)\]]*[)\]]"
    address = match[2].replace("page.md", "../index.md")
    return at_place(lambda draft, _: draft.replace_match(odd, f"[{match[1]}]({address})"))


def add_picture_beside(_: re.Match[str], __: Knowledge) -> Action:
    """A file beside the page, and its name in the round brackets."""

    def act(root: Path, told: CheckLine) -> None:
        (root / told.path).with_name("a-plan.png").write_bytes(b"")
        replace_pattern(r"\]\([^)]*\)", "](a-plan.png)")(_, __)(root, told)

    return act


def create_missing_file(_: re.Match[str], __: Knowledge) -> Action:
    return lambda root, told: (root / told.path).with_name(told.wrong).touch()


def write_below(_: re.Match[str], knowledge: Knowledge) -> Action:
    """What was below the key before the slip, or is known to belong there; who knows neither takes the key out."""

    def write(draft: Draft, told: CheckLine) -> None:
        words = knowledge.below_meant(told, draft.key) or knowledge.keys.get(draft.key)
        if words:
            draft.write_below(words)
        else:
            draft.take_key_above_out()

    return at_place(write)


def write_keys(match: re.Match[str], knowledge: Knowledge) -> Action:
    """The same, or the first key of an item with nothing in it."""

    def act(root: Path, told: CheckLine) -> None:
        draft = Draft.read(root / told.path, told.line, told.column)
        if draft.key:
            write_below(match, knowledge)(root, told)
        else:
            draft.write_rest(f" {match[1]}: {knowledge.keys[match[1]]}")
            draft.write()

    return act


def restore_id(_: re.Match[str], knowledge: Knowledge) -> Action:
    """What was on the line before the slip, without a key before it or a colon behind it."""

    def write(draft: Draft, told: CheckLine) -> None:
        meant = re.fullmatch(r" *(?:- )*(?:\w+: )?(.+?):?", knowledge.line_meant(told))
        assert meant
        draft.replace_word(told.wrong, meant[1])

    return at_place(write)


def write_known_number(_: re.Match[str], knowledge: Knowledge) -> Action:
    return at_place(lambda draft, __: draft.write_value(knowledge.keys["phone"]))


def change_file(change: Callable[..., None], *how: object) -> Callable[[re.Match[str], Knowledge], Action]:
    """A change of the file itself, with what the sentence says behind what is known beforehand."""
    return lambda match, _: lambda root, told: change(root, told.path, *how, *match.groups())


def cut_file(match: re.Match[str], _: Knowledge) -> Action:
    return lambda root, told: file_moves.cut(root, told.path, int(match[1]) * 1_000_000 - 1)


def shorten_path(match: re.Match[str], _: Knowledge) -> Action:
    # All names of a path share the letters that it may have.
    return lambda root, told: file_moves.shorten_names(
        root, told.path, int(match[2]) // (1 if match[1] == "it" else len(told.path.split("/")))
    )


def restore_file(_: re.Match[str], knowledge: Knowledge) -> Action:
    return lambda root, told: file_moves.put_back(root, told.path, knowledge.meant)


def move_beside_other_pages(_: re.Match[str], __: Knowledge) -> Action:
    return lambda root, told: file_moves.move(root, told.path, f"docs/policies/{Path(told.path).name}")


def rename_file(_: re.Match[str], __: Knowledge) -> Action:
    return lambda root, told: file_moves.give_another_name(root, told.path, told.wrong or Path(told.path).stem)


def restore_keys(match: re.Match[str], knowledge: Knowledge) -> Action:
    keys = [key for key in match.groups() if key]
    return at_place(lambda draft, told: draft.write_as(keys, knowledge.lines_meant(told)))


def restore_key_at_line(match: re.Match[str], knowledge: Knowledge) -> Action:
    def act(root: Path, told: CheckLine) -> None:
        draft = Draft.read(root / told.path, int(match[2]), 1)
        draft.write_as([match[1]], knowledge.lines_meant(told))
        draft.write()

    return act


def fill_list(match: re.Match[str], knowledge: Knowledge) -> Action:
    return at_place(lambda draft, _: draft.fill(match[1], knowledge.keys[match[1]]))


def set_known_key(match: re.Match[str], knowledge: Knowledge) -> Action:
    return at_place(lambda draft, _: draft.set_key(match[1], knowledge.keys[match[1]]))


def add_glossary_term(match: re.Match[str], _: Knowledge) -> Action:
    """A new term at the end of the glossary."""

    def act(root: Path, told: CheckLine) -> None:
        file = root / match[1]
        term = f"  - id: {told.wrong.lower()}\n    term: {told.wrong}\n    meaning: What it means.\n"
        file.write_text(file.read_text(encoding="utf-8") + term, encoding="utf-8")

    return act


def write_three_figure_number(beginning: str) -> Action:
    return at_place(lambda draft, _: draft.write_value(f"{beginning}199"))
