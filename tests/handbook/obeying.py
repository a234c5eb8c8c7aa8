"""A person who does what the check says and nothing else, as a program.

A sentence says what is wrong, then what to write instead, often in two ways (`..., or ...`). Each way that a program
can follow is followed at the line and column that the sentence names. What nobody can know without knowing the service
(a reason, a day, a real number) is taken from obeying.yml.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.handbook import file_moves
from tests.handbook.drafts import Draft


@dataclass(frozen=True)
class Told:
    """One line of the check, in its parts."""

    path: str
    line: int
    column: int
    message: str

    @classmethod
    def read(cls, line: str) -> "Told":
        """The parts of a line as it is printed."""
        place, message = line.split(": ", 1)
        path, at, column = place.rsplit(":", 2)
        return cls(path, int(at), int(column), message)

    @property
    def line_changed(self) -> int:
        """Where the first line will be changed: here, or where the sentence says."""
        elsewhere = re.search(r"below line (\d+)", self.message)
        return int(elsewhere[1]) if elsewhere else self.line

    @property
    def wrong(self) -> str:
        """What the sentence says is wrong: the first words that it quotes."""
        quoted = re.search("`([^`]+)`", self.message.partition("; ")[0])
        return quoted[1] if quoted else ""


@dataclass(frozen=True)
class Knowledge:
    """What a person knows who obeys: values by key, and what they write where a sentence asks for it."""

    keys: dict[str, str]
    sayings: tuple[dict[str, str], ...]
    meant: Path
    """The content as it was before the slip: who obeys knows which of several choices is meant."""
    also_meant: Path
    """The files that the content may have beside those."""

    def lines_meant(self, told: Told) -> list[str]:
        """What the file held before the slip."""
        file = next((each for each in (self.meant / told.path, self.also_meant / told.path) if each.exists()), None)
        return file.read_text(encoding="utf-8").split("\n") if file else []

    def line_meant(self, told: Told) -> str:
        """What was on the line before the slip."""
        lines = self.lines_meant(told)
        return lines[told.line - 1] if told.line <= len(lines) else ""

    def below_meant(self, told: Told, key: str) -> str:
        """What was below this key of this line before the slip, as if the key began its line."""
        file = self.meant / told.path
        if not file.exists() or f"{key}:" not in self.line_meant(told):
            return ""
        return Draft.read(file, told.line, 1).below


Way = tuple["Action", ...]
Action = Callable[[Path, Told], None]


def ways_of(told: Told, knowledge: Knowledge) -> list[Way]:
    """Each way to obey a sentence that a program can follow; none when it leaves the fix to people."""
    found = [_actions(part, knowledge) for part in _alternatives(told.message)]
    return [way for way in found if way]


def _alternatives(message: str) -> list[str]:
    """The half of a sentence that says what to write, one part for each `or` outside of what is quoted."""
    quoted: list[str] = []

    def hide(match: re.Match[str]) -> str:
        quoted.append(match[0])
        return f"\x00{len(quoted) - 1}\x00"

    hidden = re.sub("`[^`]*`", hide, message)
    _, split, instead = hidden.partition("; ")
    if not split:
        instead = hidden.rpartition(": ")[2]
    parts = re.split(r",? or (?!no\b)|\? If not, |\. If |; else |; if (?=it )|; until then ", instead)
    for at in range(1, len(parts)):
        # "write `a` or `b`": the verb before what is quoted first is that of the second too.
        verb = re.match("\\w+ (?=\x00)", parts[at - 1])
        if verb and parts[at].startswith("\x00"):
            parts[at] = verb[0] + parts[at]
    return [re.sub("\x00(\\d+)\x00", lambda each: quoted[int(each[1])], part) for part in parts]


def _actions(part: str, knowledge: Knowledge) -> Way:
    for saying in knowledge.sayings:
        if saying["says"] in part:
            return (_as_known(saying),)
    found: list[tuple[int, Action]] = []
    taken: list[tuple[int, int]] = []
    for pattern, make in PATTERNS:
        for match in re.finditer(pattern, part):
            if match.re.groups and match[1].endswith(":") and "add" in match[0] and match[1][:-1] not in knowledge.keys:
                continue
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                found.append((match.start(), make(match, knowledge)))
    return tuple(action for _, action in sorted(found, key=lambda each: each[0]))


def obey(root: Path, told: Told, way: Way) -> None:
    """Do what one way says."""
    for action in way:
        action(root, told)


def _at_place(change: Callable[[Draft, Told], None]) -> Action:
    def act(root: Path, told: Told) -> None:
        draft = Draft.read(root / told.path, told.line, told.column)
        change(draft, told)
        draft.write()

    return act


def _as_known(saying: dict[str, str]) -> Action:
    def act(root: Path, told: Told) -> None:
        if "appends" in saying:
            file = root / saying["file"]
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            file.write_text(before + saying["appends"], encoding="utf-8")
        elif "adds" in saying:
            _at_place(lambda draft, _: draft.add(saying["adds"]))(root, told)
        elif "text" in saying:
            _at_place(lambda draft, _: draft.replace_text(saying["text"], saying["writes"]))(root, told)
        else:
            _at_place(lambda draft, _: draft.write_value(saying["writes"]))(root, told)

    return act


def _meant(match: re.Match[str], knowledge: Knowledge) -> Action:
    def act(root: Path, told: Told) -> None:
        of_a_file = "a file of this name" in told.message
        (_rename if of_a_file else _word_meant)(match, knowledge)(root, told)

    return act


def _word_meant(match: re.Match[str], _: Knowledge) -> Action:
    return _at_place(lambda draft, told: draft.replace_word(told.wrong, match[1]))


def _one_of(match: re.Match[str], knowledge: Knowledge) -> Action:
    choices = re.findall("`([^`]+)`", match[0])

    def choose(draft: Draft, told: Told) -> None:
        meant = re.split("[: ]+", knowledge.line_meant(told))
        choice = next((each for each in choices if each in meant), choices[0])
        if told.wrong:
            draft.replace_word(told.wrong, choice)
        else:
            draft.write_value(choice)

    return _at_place(choose)


def _write(match: re.Match[str], knowledge: Knowledge) -> Action:
    return _at_place(lambda draft, told: _put(draft, told, match[1], knowledge))


def _put(draft: Draft, told: Told, words: str, knowledge: Knowledge) -> None:
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


def _add(match: re.Match[str], knowledge: Knowledge) -> Action:
    words = match[1]
    if not words.endswith(":"):
        return _at_place(lambda draft, _: draft.add(words))
    value = knowledge.keys[words[:-1]]
    written = f"{words}\n{value}" if value.startswith(" ") else f"{words} {value}"
    return _at_place(lambda draft, _: draft.add(written))


def _without_number(draft: Draft, told: Told) -> None:
    draft.replace_text(told.wrong, "the duty worker")


def _add_below(match: re.Match[str], knowledge: Knowledge) -> Action:
    def act(root: Path, told: Told) -> None:
        draft = Draft.read(root / (match[3] or told.path), int(match[2]), 1)
        draft.add(f"{match[1]} {knowledge.keys[match[1][:-1]]}")
        draft.write()

    return act


def _write_there_too(match: re.Match[str], _: Knowledge) -> Action:
    def act(root: Path, told: Told) -> None:
        there = re.search(r"\S+\.yml", told.message)
        assert there
        file = root / there[0]
        file.write_text(f"{file.read_text(encoding='utf-8')}{match[1]}\n", encoding="utf-8")

    return act


def _as_meant(_: re.Match[str], knowledge: Knowledge) -> Action:
    """The value that stood there before the slip, where a sentence can only say which part of it is wrong."""
    return _at_place(lambda draft, told: draft.write_value(knowledge.line_meant(told).partition(": ")[2]))


def _translate(_: re.Match[str], __: Knowledge) -> Action:
    def add(draft: Draft, told: Told) -> None:
        if told.wrong.endswith(":"):
            draft.add(f"{told.wrong} cy words")
        else:
            draft.add_inside(f"{told.wrong}: cy words")

    return _at_place(add)


def _in_place_of(match: re.Match[str], _: Knowledge) -> Action:
    def act(root: Path, told: Told) -> None:
        file = root / match[2]
        file.write_text(
            file.read_text(encoding="utf-8").replace(f"- {match[1]}\n", f"- {told.wrong}\n"), encoding="utf-8"
        )

    return act


def _remove_file(_: re.Match[str], __: Knowledge) -> Action:
    return lambda root, told: (root / told.path).unlink()


def _such_as(match: re.Match[str], knowledge: Knowledge) -> Action:
    return _at_place(
        lambda draft, told: draft.write_value(_day_meant(knowledge.line_meant(told)) or match[1].strip("`"))
    )


def _day_meant(line: str) -> str | None:
    """The day of the line before the slip: a sentence names one only to show how days are written."""
    found = re.search(r": (\d{4}-\d{2}-\d{2})$", line)
    return found[1] if found else None


def _entry(_: re.Match[str], __: Knowledge) -> Action:
    def add(draft: Draft, told: Told) -> None:
        counted = re.search(r"(\d+) stand in the lists", told.message) or re.search(r"items: (\d+)", draft.text)
        assert counted
        lines = ["day: 2026-11-22", "by: Fostering manager", "because: The third edition", f"items: {counted[1]}"]
        draft.add_item(lines)

    return _at_place(add)


def _take_out(match: re.Match[str], _: Knowledge) -> Action:
    return _at_place(lambda draft, _: draft.take_out(match[1]))


def _another_key(match: re.Match[str], _: Knowledge) -> Action:
    return _at_place(lambda draft, _: draft.rename_key(match[2], match[1]))


def _take_this_out(_: re.Match[str], __: Knowledge) -> Action:
    def take_out(draft: Draft, told: Told) -> None:
        carried = re.search("may not carry `([^`]+)` here", told.message)
        if carried:
            draft.replace_match(rf" {carried[1]}(?:=\"[^\"]*\"|=\S+)?", "")
        else:
            draft.take_out(None, told.wrong)

    return _at_place(take_out)


def _without_link(_: re.Match[str], __: Knowledge) -> Action:
    """The words of a link alone."""

    def unlink(draft: Draft, told: Told) -> None:
        draft.replace_match(rf"\[([^\]]*)\]\([^)]*{re.escape(told.wrong)}[^)]*\)", r"\1")

    return _at_place(unlink)


def _without_argument(change: Callable[[Draft], None]) -> Callable[[re.Match[str], Knowledge], Action]:
    return lambda _, __: _at_place(lambda draft, ___: change(draft))


def _another_id(_: re.Match[str], knowledge: Knowledge) -> Action:
    def rename(draft: Draft, told: Told) -> None:
        meant = knowledge.line_meant(told).rpartition(" ")[2]
        draft.replace_word(told.wrong, meant if meant not in ("", told.wrong) else f"{told.wrong}-2")

    return _at_place(rename)


def _put_back(_: re.Match[str], knowledge: Knowledge) -> Action:
    def act(root: Path, told: Told) -> None:
        kept = "/".join(told.path.split("/")[:2])
        if (root / kept).is_dir():
            shutil.copytree(knowledge.meant / kept, root / kept, dirs_exist_ok=True)
        else:
            shutil.copy(knowledge.meant / kept, root / kept)

    return act


def _day_after(match: re.Match[str], _: Knowledge) -> Action:
    day = (date.fromisoformat(match[1]) + timedelta(days=1)).isoformat()
    return _at_place(lambda draft, _: draft.write_value(day))


def _after_the_day_named(_: re.Match[str], __: Knowledge) -> Action:
    def write(draft: Draft, told: Told) -> None:
        day = re.search(r"\d{4}-\d{2}-\d{2}", told.message)
        assert day
        draft.write_value((date.fromisoformat(day[0]) + timedelta(days=1)).isoformat())

    return _at_place(write)


def _rename(match: re.Match[str], _: Knowledge) -> Action:
    def act(root: Path, told: Told) -> None:
        file = root / told.path
        name = match[1]
        file.rename(file.with_name(name if "." in name else name + file.suffix))

    return act


def _save_as_utf_8(_: re.Match[str], __: Knowledge) -> Action:
    def act(root: Path, told: Told) -> None:
        file = root / told.path
        file.write_text(file.read_bytes().decode("utf-16" if "UTF-16" in told.message else "cp1252"), encoding="utf-8")

    return act


def _instead_of(pattern: str, words: str) -> Callable[[re.Match[str], Knowledge], Action]:
    """Other words for what a pattern finds on the line."""
    return _without_argument(lambda draft: draft.replace_match(pattern, words))


def _link_written(match: re.Match[str], _: Knowledge) -> Action:
    """A link as it is spelled out, with a page that is there in the place of the one for example."""
    odd = r"\([^()\]]*\)\[[^\]]*\]|\[[^\]]*\][ \t]*[(\[][^)\]]*[)\]]"
    address = match[2].replace("page.md", "../index.md")
    return _at_place(lambda draft, _: draft.replace_match(odd, f"[{match[1]}]({address})"))


def _put_beside(_: re.Match[str], __: Knowledge) -> Action:
    """A file beside the page, and its name in the round brackets."""

    def act(root: Path, told: Told) -> None:
        (root / told.path).with_name("a-plan.png").write_bytes(b"")
        _instead_of(r"\]\([^)]*\)", "](a-plan.png)")(_, __)(root, told)

    return act


def _put_what_is_missing(_: re.Match[str], __: Knowledge) -> Action:
    return lambda root, told: (root / told.path).with_name(told.wrong).touch()


def _write_below(_: re.Match[str], knowledge: Knowledge) -> Action:
    """What was below the key before the slip, or is known to belong there; who knows neither takes the key out."""

    def write(draft: Draft, told: Told) -> None:
        words = knowledge.below_meant(told, draft.key) or knowledge.keys.get(draft.key)
        if words:
            draft.write_below(words)
        else:
            draft.take_key_above_out()

    return _at_place(write)


def _write_keys(match: re.Match[str], knowledge: Knowledge) -> Action:
    """The same, or the first key of an item with nothing in it."""

    def act(root: Path, told: Told) -> None:
        draft = Draft.read(root / told.path, told.line, told.column)
        if draft.key:
            _write_below(match, knowledge)(root, told)
        else:
            draft.write_rest(f" {match[1]}: {knowledge.keys[match[1]]}")
            draft.write()

    return act


def _id_meant(_: re.Match[str], knowledge: Knowledge) -> Action:
    """What was on the line before the slip, without a key before it or a colon behind it."""

    def write(draft: Draft, told: Told) -> None:
        meant = re.fullmatch(r" *(?:- )*(?:\w+: )?(.+?):?", knowledge.line_meant(told))
        assert meant
        draft.replace_word(told.wrong, meant[1])

    return _at_place(write)


def _real_number(_: re.Match[str], knowledge: Knowledge) -> Action:
    return _at_place(lambda draft, __: draft.write_value(knowledge.keys["phone"]))


PAGE_THERE = r"](../index.md)"
OF_MARKDOWN: tuple[tuple[str, Callable[[re.Match[str], Knowledge], Action]], ...] = (
    (
        "write it right before the first and right behind the last word",
        lambda _, __: _at_place(lambda draft, told: draft.close_marks(told.wrong)),
    ),
    ("begin each point on a line of its own with `- `", _instead_of(r"^([ \t>]*)\S+[ \t]+", r"\1- ")),
    ("begin each step on a line of its own with `1. `", _instead_of(r"^([ \t>]*)\S+[ \t]+", r"\g<1>1. ")),
    ("write `([^`]+)` where it ends", lambda match, _: _at_place(lambda draft, __: draft.end_line_with(match[1]))),
    ("write it on a line of its own that begins with `#`", _without_argument(Draft.move_comment)),
    ("take its `#` out", _without_argument(Draft.delete_line)),
    (
        "write ([`~]{3,}) on a line of its own where it ends",
        lambda match, _: _at_place(lambda draft, __: draft.write_at_end(match[1])),
    ),
    ("^say it in a word", lambda _, __: _at_place(lambda draft, told: draft.replace_word(told.wrong, "careful"))),
    ("write the words in square .* nothing between: `\\[(.+)\\]\\((.+)\\)`", _link_written),
    ("take the braces out", _instead_of(r"\{([^{}]*)\}", r"\1")),
    ("put the (?:picture|file) beside the page,? and write its name|put the file into docs/", _put_beside),
    ("put it beside the page", _put_what_is_missing),
    ("write what it shows: `!\\[What", _instead_of(r"!\[\]", "![A plan]")),
    ("write it in Markdown", _instead_of("<b>(.*?)</b>", r"**\1**")),
    ("write one into its first row", _instead_of(r"\|[ \t]+\|", "| What |")),
    (
        "^name the page|write one of these|write the page that tells it now|write where it leads, between",
        _instead_of(r"\]\([^)]*\)", PAGE_THERE),
    ),
    (
        "write the whole address as the browser shows it",
        lambda _, __: _at_place(lambda draft, told: draft.replace_word(told.wrong, "https://www.gov.uk/")),
    ),
    ("take them out", _instead_of(r"(\]\([^)\s]*)\s+\"[^\"]*\"\)", r"\1)")),
    ("^write them into the text", _instead_of(r"(\]\([^)\s]*)\s+\"([^\"]*)\"\)", r"\1) (\2)")),
    (
        "give this one a name of its own, here and in the text",
        _without_argument(lambda draft: draft.rename_footnote("another")),
    ),
    (
        r"write `([^`]+) \.\.\.` on a line of its own at the end",
        lambda match, _: _at_place(lambda draft, __: draft.write_at_end(f"\n{match[1]} Some words.")),
    ),
    (
        "^take the footnote out, with each `([^`]+)`",
        lambda match, _: _at_place(lambda draft, __: draft.delete_footnote(match[1])),
    ),
    ("write an empty line above it$", _instead_of("^", "\n")),
    ("write one sign alone before it", _instead_of(r"^([ \t>]*)(?:\S+[ \t]+)+(?=\[[ x]\])", r"\1- ")),
    ("write `([^`]+)` into the text", lambda match, _: _at_place(lambda draft, __: draft.write_above(match[1]))),
    ("^write `\\\\\\|` for a bar inside a cell", _instead_of(r"\|([^|]*)\|$", r"\|\1|")),
    ("give the header another column", _without_argument(Draft.add_column)),
    ("write `\\| \\|` for an empty one", _instead_of(r"\|?$", "| |")),
    ("an empty line above it", _instead_of("^", "\n")),
    ("take the signs of code around it out", _instead_of(r"`([^`]*\{\{[^`]*)`", r"\1")),
    (
        "write it (?:outside the square brackets|into a sentence)",
        lambda _, __: _at_place(lambda draft, told: draft.move_to_end_of_line(told.wrong)),
    ),
    (
        "write each on lines of its own, as `(<!-- words -->)`",
        lambda match, _: _instead_of("<!--.*-->", f"\n\n{match[1]}\n\n")(match, _),
    ),
    (
        "put an empty line before and after each .* four spaces further in",
        _instead_of(r"^([-*+](?: \[ \])?) ((?:[-*+]|\d+\.) .*)", r"\1\n\n    \2"),
    ),
    ("begin it at the start of the line", _instead_of(r"^\s+", "")),
    ("^write them$", _instead_of("$", " some words")),
    ("write one below it", _without_argument(Draft.add_row)),
    (
        "^take its sign out|take this line out|take it out, and write a heading",
        _without_argument(Draft.delete_line),
    ),
    ("take the table out", _without_argument(Draft.delete_table)),
    ("write sentences", _without_argument(lambda draft: draft.write_value("Messages wait at night and on Sundays."))),
    ("write it below the header", _without_argument(lambda draft: draft.write_at_end("Some words."))),
    ("^write a space$", _without_argument(lambda draft: draft.replace_character(" "))),
)
"""What the sentences say that are about the text of a page."""


OF_VALUES: tuple[tuple[str, Callable[[re.Match[str], Knowledge], Action]], ...] = (
    (
        "write `([^`]+)` in its place",
        lambda match, _: _at_place(lambda draft, told: draft.replace_word(told.wrong, match[1])),
    ),
    ("put the text in ' '", _without_argument(lambda draft: draft.replace_match('"(.*)"', r"'\1'"))),
    ("^write / instead|^write /$", _without_argument(lambda draft: draft.replace_character("/"))),
    ("^two backslashes instead", _without_argument(lambda draft: draft.replace_character("\\" * 2))),
    ("begin whichever of the two lines is new as far in as its neighbours", _without_argument(Draft.line_up_item)),
    ("write each item on a line of its own, after `- `$", _write_below),
    ("write lines with keys below it", _write_below),
    ("write lines with keys, such as `(\\w+): \\.\\.\\.`", _write_keys),
    ("write the text alone|write all of it behind the key", _without_argument(Draft.to_one_line)),
    ("take each `- ` of it out", _without_argument(Draft.take_dashes_out)),
    ("keep it to (\\d+)$", lambda match, _: _at_place(lambda draft, __: draft.shorten(int(match[1])))),
    ("write one between|another time in `closes`", _as_meant),
    (
        "write (\\d\\d:\\d\\d) in `(\\w+)`(?: and (\\d\\d:\\d\\d) in `(\\w+)`)?",
        lambda match, _: _at_place(lambda draft, __: draft.set_keys(match[2], match[1], match[4], match[3])),
    ),
    ("write the `id` of what is meant", _id_meant),
)
"""What the sentences say that are about one value, whatever it means."""


def _of_file(change: Callable[..., None], *how: object) -> Callable[[re.Match[str], Knowledge], Action]:
    """A change of the file itself, with what the sentence says behind what is known beforehand."""
    return lambda match, _: lambda root, told: change(root, told.path, *how, *match.groups())


def _cut_to(match: re.Match[str], _: Knowledge) -> Action:
    return lambda root, told: file_moves.cut(root, told.path, int(match[1]) * 1_000_000 - 1)


def _shorten_to(match: re.Match[str], _: Knowledge) -> Action:
    # All names of a path share the letters that it may have.
    return lambda root, told: file_moves.shorten_names(
        root, told.path, int(match[2]) // (1 if match[1] == "it" else len(told.path.split("/")))
    )


def _file_meant(_: re.Match[str], knowledge: Knowledge) -> Action:
    return lambda root, told: file_moves.put_back(root, told.path, knowledge.meant)


def _beside_other_pages(_: re.Match[str], __: Knowledge) -> Action:
    return lambda root, told: file_moves.move(root, told.path, f"docs/policies/{Path(told.path).name}")


def _another_name(_: re.Match[str], __: Knowledge) -> Action:
    return lambda root, told: file_moves.give_another_name(root, told.path, told.wrong or Path(told.path).stem)


OF_FILES: tuple[tuple[str, Callable[[re.Match[str], Knowledge], Action]], ...] = (
    ("^add it$|put the file itself here", _file_meant),
    ("(?:keep it below|save it smaller than) (\\d+) MB", _cut_to),
    ("save it as (\\.\\w+), and put that here instead", _of_file(file_moves.save_as)),
    ("send it again as `([^`]+)` and delete this one; then write this name", _of_file(file_moves.send_again)),
    ("keep (it|them) to (\\d+) letters", _shorten_to),
    ("move the file to another folder", _beside_other_pages),
    ("give (?:the file|this one) another name|choose another", _another_name),
    ("take this file away", _of_file(file_moves.take_away)),
    ("move the other to its own folder", _of_file(file_moves.to_a_folder_of_its_own)),
    ("^move this file$", _of_file(file_moves.to_a_survey)),
    ("move it to waves/<wave>", _of_file(file_moves.beside_its_wave)),
    ("split it into 2 pages", _of_file(file_moves.split_page)),
    ("take out those that begin no link", _without_argument(lambda draft: draft.replace_text("[", "", -1))),
)
"""What the sentences say that are about the name, the place and the size of a file."""


def _keys_as_meant(match: re.Match[str], knowledge: Knowledge) -> Action:
    keys = [key for key in match.groups() if key]
    return _at_place(lambda draft, told: draft.write_as(keys, knowledge.lines_meant(told)))


def _line_as_meant(match: re.Match[str], knowledge: Knowledge) -> Action:
    def act(root: Path, told: Told) -> None:
        draft = Draft.read(root / told.path, int(match[2]), 1)
        draft.write_as([match[1]], knowledge.lines_meant(told))
        draft.write()

    return act


def _list_below(match: re.Match[str], knowledge: Knowledge) -> Action:
    return _at_place(lambda draft, _: draft.fill(match[1], knowledge.keys[match[1]]))


def _say_in(match: re.Match[str], knowledge: Knowledge) -> Action:
    return _at_place(lambda draft, _: draft.set_key(match[1], knowledge.keys[match[1]]))


def _explain(match: re.Match[str], _: Knowledge) -> Action:
    """A new term at the end of the glossary."""

    def act(root: Path, told: Told) -> None:
        file = root / match[1]
        term = f"  - id: {told.wrong.lower()}\n    term: {told.wrong}\n    meaning: What it means.\n"
        file.write_text(file.read_text(encoding="utf-8") + term, encoding="utf-8")

    return act


OF_FACTS: tuple[tuple[str, Callable[[re.Match[str], Knowledge], Action]], ...] = (
    ("write (?:a day from )?(\\d{4}-\\d{2}-\\d{2})(?: on)?$", _such_as),
    ("the nearest days are (\\d{4}-\\d{2}-\\d{2})", _such_as),
    ("write (?:pounds|figures|one such as|it with 24 hours|the file of one of its pages)", _as_meant),
    ("^name (?:a figure in|the one that was)", _as_meant),
    ("^change the rule|correct its number|write the day on which it is instead", _as_meant),
    ("correct its `(\\w+):` on line (\\d+)", _line_as_meant),
    ("check the days? `(decided_on|starts)(?::`|` and `(told_on)`)", _keys_as_meant),
    ("below `([\\w-]+):`, in place of `\\[\\]`", _list_below),
    (
        "add `([^`]+):` and below it `([^`]+):`",
        lambda match, knowledge: _at_place(
            lambda draft, _: draft.add_inside(f"{match[1]}:\n  {match[2]}: {knowledge.keys[match[2]]}")
        ),
    ),
    (
        "take this line out and say in `([^`]+):`",
        lambda match, knowledge: _at_place(
            lambda draft, _: draft.write_instead(f"{match[1]}: {knowledge.keys[match[1]]}")
        ),
    ),
    ("^say (?:in|with) `([^`]+):`", _say_in),
    ("take (?:the (?:subject|group|meeting)|this (?:entry|amount)) out", _without_argument(Draft.take_item_out)),
    (
        "move this entry to `(\\w+):` and take `(\\w+):` out",
        lambda match, _: _at_place(lambda draft, __: draft.move_item_under(match[1], match[2])),
    ),
    ("move this one up|put the rows in the order of their ids", _without_argument(Draft.swap_with_item_above)),
    ("change their order", _without_argument(lambda draft: draft.sort_items("number"))),
    (
        "move it to section (\\d+)",
        lambda match, _: _at_place(lambda draft, __: draft.move_item_to(f"- number: {match[1]}", "paragraphs")),
    ),
    ("write the first day first, each once", _without_argument(Draft.sort_lines)),
    ("take some out after `except`", _instead_of(r"( except \w+).*", r"\1")),
    (
        "write single days below `(\\w+):`, in place of `(\\w+):`",
        lambda match, knowledge: _at_place(lambda draft, _: draft.fill(match[1], knowledge.keys[match[1]], match[2])),
    ),
    (
        "take `(\\w+):` out of the last one",
        lambda match, _: _at_place(lambda draft, __: draft.take_out_of_last(match[1])),
    ),
    (
        "[Ww]rite the words out",
        lambda _, __: _at_place(lambda draft, told: draft.replace_word(told.wrong, "the words")),
    ),
    ("add it to (\\S+glossary\\.yml)", _explain),
    ("write the post, `([^`]+)`", _word_meant),
)
"""What the sentences say that are about the lists of a service's facts."""


PATTERNS: tuple[tuple[str, Callable[[re.Match[str], Knowledge], Action]], ...] = (
    *OF_MARKDOWN,
    *OF_VALUES,
    *OF_FILES,
    *OF_FACTS,
    ("did you mean `([^`]+)`", _meant),
    ("write one of: `[^`]+`(?:, `[^`]+`)*", _one_of),
    ("(?<=rename )(?:it|this file) to `([^`]+)`", _rename),
    ("with the encoding UTF-8", _save_as_utf_8),
    ("the most like it are `([^`]+)`", _meant),
    ("check the year", _as_meant),
    ("write the smaller number first", _instead_of(r"(\d+)-(\d+)", r"\2-\1")),
    ("take (\\d+) out$", lambda match, _: _at_place(lambda draft, __: draft.take_items_out(int(match[1])))),
    ("write the day on which it was, (\\d{4}-\\d{2}-\\d{2})", _write),
    ("take (?:these questions|this section) out", _without_argument(Draft.take_item_out)),
    ("move it below `([^`]+)`", lambda match, _: _at_place(lambda draft, __: draft.move_item_below(match[1]))),
    ("move this section to the end", _without_argument(lambda draft: draft.move_item_below(None))),
    ("put the oldest entry first", _without_argument(Draft.swap_with_item_above)),
    ("take one of `([^`]+)` and `[^`]+` out", _take_out),
    ("write `(example: yes)` there too", _write_there_too),
    (
        "add `([^`]+):` and the title below a line `(waves:)`",
        lambda match, _: _at_place(lambda draft, __: draft.add(f"{match[2]}\n  {match[1]}: cy")),
    ),
    (
        "add `([^`]+):` and the title below",
        lambda match, _: _at_place(lambda draft, __: draft.add_inside(f"{match[1]}: cy")),
    ),
    ("translate it from the original", _translate),
    ("begin (?:this|the line above it) with `## `", _without_argument(Draft.begin_with_marks)),
    ("write a day after (\\d{4}-\\d{2}-\\d{2})", _day_after),
    ("open after that|results are released after that|the service answers after that", _after_the_day_named),
    (
        "check the days `(opens|starts)` and `(closes|ends)`",
        lambda match, _: _at_place(lambda draft, __: draft.swap(match[1], match[2])),
    ),
    ("write a line `---` after its last line", _without_argument(Draft.close_header)),
    ("write `-` in place of `\\*`", _without_argument(lambda draft: draft.replace_word("*", "-"))),
    ("write ([\"']|closing quotes) at the end of the text", _without_argument(Draft.close_quotes)),
    ("put the whole text in straight quotes: (.+)", _write),
    ("put the whole text in straight quotes, from its first word", _without_argument(Draft.quote_from_above)),
    ('put the whole (?:text|value) in (?:straight )?(?:quotes|" ")', _without_argument(Draft.quote)),
    ("put text (?:that begins with `[^`]+` )?in quotes", _without_argument(Draft.quote)),
    ("a remark on its own line", _without_argument(Draft.move_remark)),
    ("put (?:each|each item) on a line of its own, after `- `", _without_argument(Draft.to_list)),
    ("write each item of a list on a line of its own", _without_argument(Draft.to_list)),
    ("write each key on a line of its own", _without_argument(Draft.to_keys)),
    ("begin it under the (?:first letter of the line above|line it belongs to)", _without_argument(Draft.line_up)),
    ("line them up", _without_argument(Draft.line_up_item)),
    ("move it down, two spaces further right", _without_argument(Draft.move_down)),
    ("begin it with `- `", _without_argument(Draft.begin_with_dash)),
    ("begin it two spaces right of that text's key", _without_argument(Draft.go_on_with_text)),
    (
        "begin the line with (\\d+) spaces",
        lambda match, _: _at_place(lambda draft, __: draft.begin_with(int(match[1]))),
    ),
    ("write the day on which [^`]+, as `([^`]+)`", _add),
    ("write a table with bars", _without_argument(Draft.to_table)),
    ("write a space in its place", _without_argument(lambda draft: draft.replace_character(" "))),
    ("delete it and type a space", _without_argument(lambda draft: draft.replace_character(" "))),
    ("delete it, type the text again", _without_argument(lambda draft: draft.replace_character(""))),
    ("keep one of (?:them|the two lines|the questions)", _without_argument(lambda draft: draft.take_out(None))),
    ("give one of them another", _another_id),
    ("add its `([^`]+)` below line (\\d+)(?: of (\\S+\\.yml))?", _add_below),
    ("write it in place of `([^`]+)` in (\\S+\\.yml)", _in_place_of),
    ("so take this one out|take this file out|take the file out", _remove_file),
    ("add an entry below this one", _entry),
    ("write here who it is, without the number", lambda _, __: _at_place(_without_number)),
    ("below it a line `([^`]+)`", _add),
    ("the words in `([^`]+:)`", _add),
    ("write it after `([^`]+):`, in place of `([^`]+):`", _another_key),
    ("write a web `([^`]+:)`", _write),
    ("and take `([^`]+)` out", _take_out),
    ("a line `([^`]+)` with the day", _add),
    (
        "add `consulted:` with .* such as `([^`]+)`",
        lambda match, _: _at_place(lambda draft, __: draft.add(f"consulted:\n  - {match[1]}")),
    ),
    ("(?:add|add a line) (?:its )?`([^`]+)`", _add),
    ("and `(example: yes)`", _write),
    ("write the real number", _real_number),
    (
        "^take `([^`]+)` and `([^`]+)` out",
        lambda match, _: _at_place(lambda draft, __: (draft.take_out(match[2]), draft.take_out(match[1]))),
    ),
    ("write `([^`]+)`", _write),
    ("write (01632 960|07700 900) and three more figures", lambda match, _: _three_figures(match[1])),
    ("write (\\d+)\\b", _write),
    ("write (#+)", lambda match, _: _at_place(lambda draft, __: draft.write_marks(match[1]))),
    ("the first headings of a page have two `#`", _without_argument(lambda draft: draft.write_marks("##"))),
    ("take the marks out", lambda _, __: _at_place(lambda draft, told: draft.take_marks_out(told.wrong))),
    ("take the key out", _without_argument(Draft.take_key_above_out)),
    ("write yes", _without_argument(lambda draft: draft.write_value("yes"))),
    ("write [^,;`]+, such as (`[^`]+`|[\\w./-]+)", _such_as),
    ("put (?:the lists|them|the questions and this fingerprint) back as they were", _put_back),
    ("take the file from `publish` as it is", _put_back),
    ("^take the link out", _without_link),
    ("take (?:the line|this line|the question|this question|it|this) out", _take_this_out),
    ("take (?:this line of )?`([^`]+)` out", _take_out),
)
"""What sentences say, and what a person does who obeys; what stands earlier is looked for first."""


def _three_figures(beginning: str) -> Action:
    return _at_place(lambda draft, _: draft.write_value(f"{beginning}199"))
