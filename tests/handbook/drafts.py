"""A content file under the hands of somebody who edits it at one line and column, as in a text editor."""

import re
from dataclasses import dataclass
from pathlib import Path

_KEY = re.compile(r"( *)((?:- +)*)([^\s:#\"'-][^\s:#]*):(?: |$)")


@dataclass
class Draft:
    """The lines of a file, and the place at which to change them; lines and columns count from 0 here."""

    path: Path
    lines: list[str]
    at: int
    column: int

    @classmethod
    def read(cls, path: Path, line: int, column: int) -> "Draft":
        """The file, at the place as it is printed."""
        return cls(path, path.read_text(encoding="utf-8").split("\n"), line - 1, column - 1)

    @property
    def text(self) -> str:
        """The whole file."""
        return "\n".join(self.lines)

    def write(self) -> None:
        """Save it."""
        self.path.write_text(self.text, encoding="utf-8")

    @property
    def line(self) -> str:
        """The line to change."""
        return self.lines[self.at]

    @property
    def key(self) -> str:
        """The key on the line; empty where there is none."""
        match = _KEY.match(self.line)
        return match[3] if match else ""

    def _change_line(self, text: str) -> None:
        self.lines[self.at] = text

    def has_at_place(self, word: str) -> bool:
        """Whether the word is at the place, in quotes or not, or is the address of a link there."""
        rest = self.line[self.column :]
        return rest.lstrip("'\"").startswith(word) or f"]({word}" in rest

    def replace_word(self, old: str, new: str) -> None:
        """Another word for the one at the place."""
        before, after = self.line[: self.column], self.line[self.column :]
        self._change_line(before + after.replace(old, new, 1))

    def replace_text(self, old: str, new: str, most: int = 1) -> None:
        """Other words for some that are on the line or below it; for all of them with -1."""
        rest = "\n".join(self.lines[self.at :]).replace(old, new, most)
        self.lines[self.at :] = rest.split("\n")

    def replace_match(self, pattern: str, new: str) -> None:
        """Other words for what a pattern finds on the line."""
        self._change_line(re.sub(pattern, new, self.line, count=1))

    def rename_key(self, old: str, new: str) -> None:
        """Another key before the value on the line."""
        self._change_line(re.sub(rf"^( *(?:- )?){old}:", rf"\g<1>{new}:", self.line))

    def replace_character(self, new: str) -> None:
        """Another character for the one at the place, wherever else it is on the line too."""
        self._change_line(self.line[: self.column] + new + self.line[self.column + 1 :])

    def _end(self, at: int, indent: int) -> int:
        """The line after the last one that lies deeper than `indent`, counted from `at`."""
        end = at + 1
        while end < len(self.lines) and self.lines[end].strip() and _indent(self.lines[end]) > indent:
            end += 1
        return end

    def _key_indent(self, at: int) -> int:
        match = _KEY.match(self.lines[at])
        return len(match[1]) + len(match[2]) if match else _indent(self.lines[at])

    def write_value(self, value: str) -> None:
        """Another value in the place of the one there, with all lines that it goes on for."""
        key = _KEY.match(self.line)
        if key and self.column == key.start(3) and self.line[key.end() :].strip():
            self._change_line(self.line[: self.column] + value + self.line[key.end(3) :])
        elif key and self.column >= key.end():
            end = self._end(self.at, self._key_indent(self.at))
            self.lines[self.at : end] = [self.line[: key.end()].rstrip() + f" {value}"]
        elif key and key.end() >= len(self.line.rstrip()):
            self._change_line(f"{self.line.rstrip()} {value}")
        else:
            self._change_line(self.line[: self.column] + value)

    def set_key(self, key: str, value: str) -> None:
        """The value of a key: here, below or above in the same mapping; a new line where there is none."""
        for at in self._mapping(self.at):
            match = _KEY.match(self.lines[at])
            if match and match[3] == key:
                end = self._end(at, self._key_indent(at))
                self.lines[at:end] = [self.lines[at][: match.end()].rstrip() + f" {value}"]
                return
        words = self.line.strip().removeprefix("- ").split(maxsplit=1)
        if words and words[0].rstrip(":").split(":")[0] == key and not _KEY.match(self.line):
            self._change_line(" " * _indent(self.line) + f"{key}: {value}")
            return
        self.add(f"{key}: {value}")

    def _mapping(self, at: int) -> list[int]:
        """The lines with the keys of the mapping to which a line belongs."""
        indent = self._key_indent(at)
        first = at
        while first > 0 and not _begins_item(self.lines[first], indent):
            above = self.lines[first - 1]
            if above.strip() in ("", "---") or (_indent(above) < indent and not _begins_item(above, indent)):
                break
            first -= 1
        found = []
        for each in range(first, len(self.lines)):
            if each > first and (_begins_item(self.lines[each], indent) or _indent(self.lines[each]) < indent):
                break
            if self._key_indent(each) == indent:
                found.append(each)
        return found

    def add(self, words: str) -> None:
        """A line, or several, with keys in the mapping at the place."""
        indent = " " * self._key_indent(self.at)
        new = [f"{indent}{each}" for each in words.rstrip("\n").split("\n")]
        if self.line.lstrip().startswith("- "):
            end = self._end(self.at, len(indent))
            self.lines[end:end] = new
        else:
            self.lines[self.at : self.at] = new

    def take_out(self, words: str | None, wrong: str = "") -> None:
        """The named key, words, or what is at the place; the whole item when that is its id."""
        if words and re.fullmatch(r"[\w-]+:(?: \w+)?", words) and self._take_key_out(words.partition(":")[0]):
            return
        if words and re.fullmatch("=+", words):
            del self.lines[self.at]
            return
        if words:
            self.replace_text(f"{words} " if f"{words} " in "\n".join(self.lines[self.at :]) else words, "")
            return
        in_a_text = not _KEY.match(self.line) and not self.line.lstrip().startswith("- ")
        if wrong and (in_a_text or not wrong[0].isalnum()) and self.has_at_place(wrong):
            self.replace_word(wrong, "")
            return
        if re.match(r" *- (id: |[^:]*$)", self.line):
            del self.lines[self.at : self._end(self.at, _indent(self.line))]
        elif re.match(r" *\d+\. ", self.line):
            del self.lines[self.at]
        else:
            del self.lines[self.at : self._end(self.at, self._key_indent(self.at))]

    def _item(self, at: int, deepest: int) -> tuple[int, int]:
        """The first line of the item around a line, and the one after its last."""
        start = at
        while not (self.lines[start].lstrip().startswith("- ") and _indent(self.lines[start]) <= deepest):
            start -= 1
        return start, self._end(start, _indent(self.lines[start]))

    def _line_of(self, key: str) -> int | None:
        """The line with this key in the mapping at the place."""
        return next((at for at in self._mapping(self.at) if (m := _KEY.match(self.lines[at])) and m[3] == key), None)

    def fill(self, key: str, words: str, instead_of: str = "") -> None:
        """Lines below a key of the mapping at the place, for all that is there; the key may take another's line."""
        at = self._line_of(instead_of or key)
        assert at is not None, f"there is no {instead_of or key}"
        depth = self._key_indent(at)
        head = self.lines[at][:depth] + f"{key}:"
        self.lines[at : self._end(at, depth)] = [head, *(" " * depth + each for each in words.split("\n"))]

    def write_as(self, keys: list[str], lines: list[str]) -> None:
        """The named keys of the mapping at the place as they are in other lines."""
        for key in keys:
            at = self._line_of(key)
            assert at is not None, f"there is no {key}"
            self.lines[at] = lines[at]

    def write_instead(self, words: str) -> None:
        """Other words on the line of the key at the place."""
        self._change_line(self.line[: self._key_indent(self.at)] + words)

    def sort_lines(self) -> None:
        """The list of words at the place, the first one first, and each once."""
        start = end = self.at
        while _indent(self.lines[start - 1]) == _indent(self.line):
            start -= 1
        while _indent(self.lines[end]) == _indent(self.line):
            end += 1
        self.lines[start:end] = sorted(set(self.lines[start:end]))

    def sort_items(self, key: str) -> None:
        """The items around the place in the order of the number that is below this key."""
        indent = _indent(self.lines[self._item(self.at, self.column)[0]])
        first = self._item(self.at, self.column)[0]
        while self.lines[first - 1].strip() and _indent(self.lines[first - 1]) >= indent:
            first -= 1
        items: list[list[str]] = []
        end = first
        while end < len(self.lines) and _begins_item(self.lines[end], indent + 2):
            start, end = end, self._end(end, indent)
            items.append(self.lines[start:end])
        items.sort(key=lambda item: next(int(each.rpartition(" ")[2]) for each in item if f"{key}: " in each))
        self.lines[first:end] = [each for item in items for each in item]

    def move_item_under(self, key: str, without: str) -> None:
        """The item at the place to the list below another key beside its own list, without one of its own keys."""
        start, end = self._item(self.at, self.column)
        moved = [each for each in self.lines[start:end] if not each.lstrip(" -").startswith(f"{without}:")]
        del self.lines[start:end]
        self.at = start - 1
        if not _KEY.match(self.lines[self.at]):
            self.at = self._item(self.at, _indent(moved[0]))[0] - 1
        at = self._line_of(key)
        if at is None:
            at = self.at
            self.lines[at:at] = [" " * self._key_indent(at) + f"{key}:"]
        self.lines[at + 1 : at + 1] = moved

    def move_item_to(self, first_line: str, key: str) -> None:
        """The item at the place to the end of the list below a key of the item that begins with this line."""
        start, end = self._item(self.at, self.column)
        moved = self.lines[start:end]
        del self.lines[start:end]
        self.at = next(at for at, each in enumerate(self.lines) if each.strip() == first_line)
        at = self._line_of(key)
        assert at is not None
        end = self._end(at, self._key_indent(at))
        self.lines[end:end] = moved

    def take_out_of_last(self, key: str) -> None:
        """A key of the last item below the key at the place."""
        end = self._end(self.at, self._key_indent(self.at))
        at = max(at for at in range(self.at, end) if self.lines[at].lstrip(" -").startswith(f"{key}:"))
        del self.lines[at]

    def take_item_out(self) -> None:
        """The whole item to which the key at the place belongs."""
        start, end = self._item(self.at, self.column)
        del self.lines[start:end]

    def take_items_out(self, count: int) -> None:
        """So many items, from the one at the place on."""
        for _ in range(count):
            self.take_item_out()

    def move_item_below(self, name: str | None) -> None:
        """The item at the place below the one with this id; below the last one of its list when there is no name."""
        start, end = self._item(self.at, self.column)
        moved = self.lines[start:end]
        del self.lines[start:end]
        after = start
        if name:
            after = next(at for at, each in enumerate(self.lines) if each.strip() == f"- id: {name}")
            after = self._end(after, _indent(self.lines[after]))
        else:
            while after < len(self.lines) and _begins_item(self.lines[after], _indent(moved[0]) + 2):
                after = self._end(after, _indent(moved[0]))
        self.lines[after:after] = moved

    def swap_with_item_above(self) -> None:
        """The item at the place and the one above it change places."""
        start, end = self._item(self.at, self.column)
        above, _ = self._item(start - 1, _indent(self.lines[start]))
        self.lines[above:end] = self.lines[start:end] + self.lines[above:start]

    def add_inside(self, words: str) -> None:
        """A line with a key, or several, below the key at the place."""
        indent = " " * (self._key_indent(self.at) + 2)
        self.lines[self.at + 1 : self.at + 1] = [f"{indent}{each}" for each in words.split("\n")]

    def replace_slot(self, words: str) -> None:
        """Another slot for the one at the place."""
        before, after = self.line[: self.column], self.line[self.column :]
        self._change_line(before + words + after.partition("}}")[2])

    @property
    def below(self) -> str:
        """The lines below the key, as if the key began its line."""
        indent = self._key_indent(self.at)
        return "\n".join(each[indent:] for each in self.lines[self.at + 1 : self._end(self.at, indent)])

    def write_below(self, words: str) -> None:
        """Lines below the key, in place of what may be behind it."""
        indent = " " * self._key_indent(self.at)
        match = _KEY.match(self.line)
        assert match
        self.lines[self.at : self.at + 1] = [
            self.line[: match.end()].rstrip(),
            *(f"{indent}{each}" for each in words.split("\n")),
        ]

    def to_one_line(self) -> None:
        """The words below a key, without what makes a list, keys or several lines of them, behind that key."""
        if self.line[self.column] == "[":
            self.quote()
            return
        start = self.at
        while not re.search(r":(?: [|>]-?)?$", self.lines[start]):
            start -= 1
        end = self._end(start, self._key_indent(start))
        words = " ".join(re.sub(r"^ *(?:- +)*(?:\w+: )?", "", each) for each in self.lines[start + 1 : end])
        self.lines[start:end] = [f"{self.lines[start].rstrip('|>- ')} {words}"]

    def take_dashes_out(self) -> None:
        """The keys of a list's items, as those of one mapping."""
        for at in range(self.at, self._end(self.at - 1, self.column - 1)):
            if self.lines[at][self.column :].startswith("- "):
                self.lines[at] = " " * (self.column + 2) + self.lines[at][self.column + 2 :]

    def shorten(self, most: int) -> None:
        """So many letters of the value at the place."""
        self._change_line(self.line[: self.column] + self.line[self.column :][:most].rstrip())

    def set_keys(self, *keys_and_values: str | None) -> None:
        """The values of two keys, or of one."""
        for key, value in zip(keys_and_values[::2], keys_and_values[1::2], strict=True):
            if key and value:
                self.set_key(key, value)

    def write_rest(self, words: str) -> None:
        """Other words for all that stands from the place on."""
        self._change_line(self.line[: self.column] + words)

    def add_item(self, lines: list[str]) -> None:
        """An item below the one at the place."""
        start = next(at for at in range(self.at, -1, -1) if self.lines[at].lstrip().startswith("- "))
        indent = _indent(self.lines[start])
        end = self._end(start, indent)
        self.lines[end:end] = [
            " " * indent + ("- " if not number else "  ") + each for number, each in enumerate(lines)
        ]

    def _take_key_out(self, key: str) -> bool:
        """Without a key of the mapping at the place, or of the nearest one around that has it."""
        at: int | None = self.at
        while at is not None:
            indent = self._key_indent(at)
            for each in self._mapping(at):
                match = _KEY.match(self.lines[each])
                if match and match[3] == key:
                    self._delete_key(each)
                    return True
            outside = (above for above in range(at, -1, -1) if _indent(self.lines[above]) < indent)
            at = next((above for above in outside if self._key_indent(above) < indent), None)
        return False

    def _delete_key(self, at: int) -> None:
        """The key with its value; the next one takes over the dash that it began an item with."""
        line, indent = self.lines[at], self._key_indent(at)
        del self.lines[at : self._end(at, indent)]
        if line[:indent].strip() and at < len(self.lines) and _indent(self.lines[at]) == indent:
            self.lines[at] = line[:indent] + self.lines[at][indent:]

    def take_key_above_out(self) -> None:
        """The key with nothing behind it."""
        del self.lines[self.at]

    def begin_with_marks(self) -> None:
        """A heading of the second level."""
        at = self.at if self.line.strip(" =") else self.at - 1
        self.lines[at] = re.sub(r"^ *#? *(?:<h1>)?|</h1>", "", self.lines[at])
        self.lines[at] = f"## {self.lines[at]}"

    def take_marks_out(self, mark: str) -> None:
        """The words without the marks around them."""
        self._change_line(self.line[: self.column] + self.line[self.column :].replace(mark, ""))

    def close_marks(self, mark: str) -> None:
        """The mark right before the first and right behind the last word of what is between two, or of the rest."""
        if _KEY.match(self.line):
            # At the beginning of a value it would be a sign of YAML.
            self.take_marks_out(mark)
            return
        before, rest = self.line[: self.column], self.line[self.column :].removeprefix(mark)
        words, second, after = rest.partition(mark)
        if not second:
            words, after = re.match(r"(.*?)([.!?\"].*|)$", rest).groups()  # type: ignore[union-attr]  # matches each line
        self._change_line(f"{before}{mark}{words.strip()}{mark}{after}")

    def write_at_end(self, words: str) -> None:
        """A line below the last one that is not empty."""
        last = max(at for at, each in enumerate(self.lines) if each.strip())
        self.lines.insert(last + 1, words)

    def write_above(self, words: str) -> None:
        """Words behind the last ones above that are no footnote."""
        at = next(at for at in range(self.at - 1, -1, -1) if self.lines[at] and not self.lines[at].startswith("[^"))
        self.lines[at] += words

    def rename_footnote(self, name: str) -> None:
        """Another name for the footnote that begins here, and for it in the text."""
        self.replace_match(r"^\[\^[^\]]+\]", f"[^{name}]")
        self.write_above(f"[^{name}]")

    def delete_footnote(self, name: str) -> None:
        """The footnote that begins here is gone, and nothing names it."""
        del self.lines[self.at]
        self.lines = [each.replace(name, "") for each in self.lines]

    def delete_line(self) -> None:
        """The line is gone."""
        del self.lines[self.at]

    def add_row(self) -> None:
        """A row for a table that has only its header."""
        self.lines.insert(self.at + 2, self.line)

    def add_column(self) -> None:
        """One more cell for the header of the table, and for the dashes below it."""
        first = self.at
        while self.lines[first - 1].startswith("|"):
            first -= 1
        self.lines[first] += " More |"
        self.lines[first + 1] += " --- |"

    def move_to_end_of_line(self, words: str) -> None:
        """Words at the place are behind the others of the line."""
        self.replace_word(words, "us")
        self._change_line(f"{self.line} It is {words}.")

    def delete_table(self) -> None:
        """All its rows are gone."""
        while self.line.startswith("|"):
            del self.lines[self.at]

    def write_marks(self, marks: str) -> None:
        """Another level for a heading."""
        self._change_line(f"{marks} {self.line.lstrip('# ')}")

    def swap(self, one: str, other: str) -> None:
        """The values of two keys change places."""
        at = {match[3]: i for i, each in enumerate(self.lines) if (match := _KEY.match(each))}
        values = {key: self.lines[at[key]].partition(": ")[2] for key in (one, other)}
        self.lines[at[one]] = f"{one}: {values[other]}"
        self.lines[at[other]] = f"{other}: {values[one]}"

    def close_header(self) -> None:
        """The line that ends the header, after the last one that is no text."""
        last = max(i for i, each in enumerate(self.lines[:30]) if re.match(r" *- |[\w-]+:|  \w+:", each))
        self.lines.insert(last + 1, "---")

    def close_quotes(self) -> None:
        """The same quote at the end of the line that opens it."""
        self._change_line(self.line.rstrip() + self.line[self.column])

    def quote(self) -> None:
        """Straight quotes around the whole value, on all its lines."""
        at = self.at
        while at > 0 and not _KEY.match(self.lines[at]) and not re.match(" *- ", self.lines[at]):
            at -= 1
        match = _KEY.match(self.lines[at])
        item = re.match(" *(?:- +)+", self.lines[at])
        start = match.end() if match else item.end() if item else 0
        # The words behind an item's dash that look like a key are the text itself.
        if item and at == self.at and self.column <= item.end():
            start = item.end()
        end = self._end(at, self._key_indent(at) if match else _indent(self.lines[at]))
        value = " ".join([self.lines[at][start:].strip(), *(each.strip() for each in self.lines[at + 1 : end])])
        quoted = value.strip("\u201c\u201d")
        if len(quoted) > 1 and quoted[0] == quoted[-1] and quoted[0] in "'\"":
            quoted = quoted[1:-1]
        quoted = quoted.replace('"', "'")
        self.lines[at:end] = [f'{self.lines[at][:start].rstrip()} "{quoted}"']

    def quote_from_above(self) -> None:
        """The same, where the place is a line on which a text goes on."""
        indent = _indent(self.line)
        while _indent(self.line) >= indent:
            self.at -= 1
        self.column = _indent(self.line)
        self.quote()

    def end_line_with(self, words: str) -> None:
        """More words at the end of the line."""
        self._change_line(f"{self.line.rstrip()}{words}")

    def move_comment(self) -> None:
        """What is between `<!--` and `-->` behind `#` on a line of its own, above."""
        found = re.search("<!--(.*?)-->", self.line)
        assert found
        self._change_line(self.line.replace(found[0], "").rstrip())
        self.lines.insert(self.at, f"{' ' * _indent(self.line)}# {found[1].strip()}")

    def move_remark(self) -> None:
        """What is behind `#` on a line of its own, above."""
        text, remark = self.line[: self.column], self.line[self.column :]
        self.lines[self.at : self.at + 1] = [" " * _indent(self.line) + remark, text.rstrip()]

    def to_list(self) -> None:
        """Each thing of the value on a line of its own, after a dash."""
        key = _KEY.match(self.line)
        assert key
        indent = " " * (self._key_indent(self.at) + 2)
        values = re.split(r", |(?:^|\s)- ", self.line[key.end() :].strip("[] "))
        self.lines[self.at : self.at + 1] = [
            self.line[: key.end()].rstrip(),
            *(f"{indent}- {each}" for each in values if each),
        ]

    def to_keys(self) -> None:
        """Each key of `{...}` on a line of its own."""
        start = self.line.index("{", self.column)
        pairs = self.line[start:].strip("{} ").split(", ")
        head = self.line[:start].rstrip()
        indent = " " * self.column
        if head.endswith("-"):
            self.lines[self.at : self.at + 1] = [f"{head} {pairs[0]}", *(f"{indent}{each}" for each in pairs[1:])]
        else:
            deeper = " " * (self._key_indent(self.at) + 2)
            self.lines[self.at : self.at + 1] = [head, *(f"{deeper}{each}" for each in pairs)]

    def line_up(self) -> None:
        """Under the first letter of the line above."""
        self._change_line(" " * self._key_indent(self.at - 1) + self.line.lstrip())

    def line_up_item(self) -> None:
        """Under the dash of the list's first item."""
        first = next(each for each in reversed(self.lines[: self.at]) if each.lstrip().startswith("- "))
        self._change_line(" " * _indent(first) + self.line.lstrip())

    def move_down(self) -> None:
        """The words behind `>-` on the next line."""
        mark, words = self.line[self.column :].split(" ", 1)
        indent = " " * (self._key_indent(self.at) + 2)
        self.lines[self.at : self.at + 1] = [self.line[: self.column] + mark, f"{indent}{words}"]

    def begin_with_dash(self) -> None:
        """An item of the list above."""
        self._change_line(f"- {self.line.lstrip()}")

    def go_on_with_text(self) -> None:
        """Two spaces right of the key of the text above."""
        key = next(at for at in range(self.at - 1, -1, -1) if _KEY.match(self.lines[at]))
        self._change_line(" " * (self._key_indent(key) + 2) + self.line.lstrip())

    def to_table(self) -> None:
        """All rows with tabs, as one table with bars; nothing where that was done for another row."""
        if "\t" not in self.line:
            return
        start = end = self.at
        while "\t" in self.lines[start - 1]:
            start -= 1
        while "\t" in self.lines[end]:
            end += 1
        rows = [f"| {each.rstrip().replace(chr(9), ' | ')} |" for each in self.lines[start:end]]
        self.lines[start:end] = [rows[0], "|" + " --- |" * (rows[0].count("|") - 1), *rows[1:]]

    def begin_with(self, spaces: int) -> None:
        """So many spaces, and then what is on the line."""
        self._change_line(" " * spaces + self.line.lstrip())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _begins_item(line: str, indent: int) -> bool:
    """Whether a line begins the item to which keys at this depth belong."""
    match = re.match(r"( *)((?:- +)+)", line)
    return bool(match) and len(match[0]) == indent
