"""Programs that try to find out who gave which answers, from everything that can be copied from a computer.

They know the list of who got which code, the secret that codes are keyed with, and how this program works. Each gives
its best guess for everybody; a guess that cannot be better than chance is chance.
"""

import random
import sqlite3
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

Key = bytes


@dataclass(frozen=True)
class Loot:
    """What was copied: the database, its log, the copies of earlier nights, and whose code is whose (by its key)."""

    database: bytes
    log: bytes
    earlier: Sequence[bytes]
    people: frozenset[Key]
    survey: str = "%"
    """Which survey the codes are for; its name is in each reply."""


Guesses = Mapping[Key, Key]
"""For each code's key, the key of the reply it is taken to belong to."""
Attack = Callable[[Loot, random.Random], Guesses]


def opened(content: bytes) -> sqlite3.Connection:
    """A database in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if content[18:20] == b"\x02\x02":  # it was kept with a log, which a copy in memory has none of
        content = content[:18] + b"\x01\x01" + content[20:]
    connection.deserialize(content)
    return connection


def page_size(content: bytes) -> int:
    """How long each page of a database is."""
    said = int.from_bytes(content[16:18], "big")
    return 65_536 if said == 1 else said


def used_codes(content: bytes, people: frozenset[Key]) -> list[Key]:
    """Who has answered, in the order in which the database gives them."""
    with closing(opened(content)) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "used" in tables:
            return [key for (key,) in database.execute("SELECT code_hmac FROM used")]
        found = database.execute("SELECT code_hmac FROM invitation WHERE used")
        return [key for (key,) in found if key in people]


def reply_keys(content: bytes, survey: str = "%") -> list[Key]:
    """The keys of all replies, or those to one survey, in the order in which the database gives them."""
    with closing(opened(content)) as database:
        return [key for (key,) in database.execute("SELECT receipt_hash FROM reply WHERE survey LIKE ?", (survey,))]


def by_tables(loot: Loot, chance: random.Random) -> Guesses:
    """Rows that share a value nobody else has, such as a time or a number; else the order in which rows are given."""
    with closing(opened(loot.database)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: [tuple(row) for row in database.execute(f'SELECT * FROM "{name}"')] for name in tables}  # noqa: S608
    replies = set(reply_keys(loot.database, loot.survey))
    shared: dict[object, list[Key]] = {}
    for row in rows["reply"]:
        for value in row:
            shared.setdefault(value, []).extend(key for key in row if key in replies)
    guesses: dict[Key, Key] = {}
    for row in (row for name in tables if name != "reply" for row in rows[name]):
        person = next((value for value in row if value in loot.people), None)
        told = [shared[value] for value in row if value is not None and len(shared.get(value, ())) == 1]
        if person and told:
            guesses[person] = told[0][0]
    return guesses or in_the_same_order(loot, chance)


def in_the_same_order(loot: Loot, _chance: random.Random) -> Guesses:
    """The first who answered gave the first answers, and so on."""
    return dict(zip(used_codes(loot.database, loot.people), reply_keys(loot.database, loot.survey), strict=False))


def by_log(loot: Loot, chance: random.Random) -> Guesses:
    """What each commit in the log changed: a code and a reply that were written together belong together."""
    guesses: dict[Key, Key] = {}
    replies = set(reply_keys(loot.database, loot.survey))
    everybody = loot.people
    for before, after in commits(loot):
        new = {key for key in replies if key in after and key not in before}
        codes = {key for key in everybody if near(key, after) != near(key, before)}
        if len(new) == 1 and len(codes) == 1:
            guesses[codes.pop()] = new.pop()
    return guesses or in_the_same_order(loot, chance)


def commits(loot: Loot) -> Iterator[tuple[bytes, bytes]]:
    """Each commit in the log as the changed pages before and after it."""
    pages: dict[int, bytes] = {}
    changed: dict[int, bytes] = {}
    page = page_size(loot.database)
    for at in range(32, len(loot.log) - 24 - page + 1, 24 + page):
        number, size = struct.unpack_from(">II", loot.log, at)
        changed[number] = loot.log[at + 24 : at + 24 + page]
        if size:
            yield b"".join(pages.get(each, b"") for each in changed), b"".join(changed.values())
            pages |= changed
            changed = {}


def near(key: Key, content: bytes) -> bytes:
    """The bytes right before a key, which say of what kind the values of its row are."""
    found = content.find(key)
    return content[max(0, found - 6) : found] if found >= 0 else b""


def by_pages(loot: Loot, chance: random.Random) -> Guesses:
    """What is left in freed places, and the places of rows inside their pages, which are filled from the end."""
    return left_together(loot) or by_place(loot, used_codes(loot.database, loot.people)) or by_tables(loot, chance)


def left_together(loot: Loot) -> Guesses:
    """A code and a reply that stand side by side anywhere in the raw file."""
    guesses = {}
    for reply in reply_keys(loot.database, loot.survey):
        at = loot.database.find(reply)
        while at >= 0:
            beside = loot.database[max(0, at - 40) : at], loot.database[at + 32 : at + 72]
            person = next((key for side in beside for key in loot.people if key in side), None)
            if person:
                guesses.setdefault(person, reply)
            at = loot.database.find(reply, at + 1)
    return guesses


def by_place(loot: Loot, codes: Sequence[Key]) -> Guesses:
    """Both sorted by when their place was taken."""
    replies = when_written(loot.database, reply_keys(loot.database, loot.survey))
    return dict(zip(when_written(loot.database, codes), replies, strict=False))


def when_written(content: bytes, keys: Sequence[Key]) -> list[Key]:
    """Keys by the order in which their rows seem to have been written.

    A page is filled from its end. Rows that it was given when another page was split are in the order of their keys;
    what was written after that does not.
    """
    pages: dict[int, list[tuple[int, Key]]] = {}
    for key in keys:
        at = content.find(key)
        if at >= 0:
            pages.setdefault(at // page_size(content), []).append((-at, key))
    moments: list[tuple[float, Key]] = []
    for placed in pages.values():
        order = [key for _, key in sorted(placed)]
        split = sorted_part(order)
        moments += [(split / 2 if place < split else place + 0.5, key) for place, key in enumerate(order)]
    return [key for _, key in sorted(moments, key=lambda moment: moment[0])]


def sorted_part(keys: Sequence[Key]) -> int:
    """How many keys from the beginning are in their own order, one way or the other; a few do so by chance."""
    runs = []
    for rises in (True, False):
        run = 1
        while run < len(keys) and (keys[run] > keys[run - 1]) == rises:
            run += 1
        runs.append(run)
    return max(runs) if max(runs) > 5 else 0


def by_earlier_copies(loot: Loot, chance: random.Random) -> Guesses:
    """Between two nights some codes were used and some replies came: they belong together, in some order."""
    guesses: dict[Key, Key] = {}
    codes_before: set[Key] = set()
    replies_before: set[Key] = set()
    for content in (*loot.earlier, loot.database):
        codes, replies = set(used_codes(content, loot.people)), set(reply_keys(content))
        new = sorted(replies - replies_before)
        chance.shuffle(new)
        guesses |= dict(zip(sorted(codes - codes_before), new, strict=False))
        codes_before, replies_before = codes, replies
    return guesses


def words_beside_answers(content: bytes, survey: str = "%") -> dict[Key, Key]:
    """For each text the ticked answers that its writer is taken to have given, by when both seem to be written."""
    with closing(opened(content)) as database:
        words = [key for (key,) in database.execute("SELECT words_hash FROM words WHERE survey LIKE ?", (survey,))]
    return dict(zip(when_written(content, words), when_written(content, reply_keys(content, survey)), strict=False))


def long_words_beside_answers(content: bytes, survey: str = "%") -> dict[Key, Key]:
    """The same for texts that are longer than a page: by where their last letters stand, since pages are added."""
    with closing(opened(content)) as database:
        texts = database.execute("SELECT words_hash, body FROM words WHERE survey LIKE ?", (survey,)).fetchall()
    ended = sorted(texts, key=lambda text: content.find(text[1][-16:].encode()))
    written = when_written(content, reply_keys(content, survey))
    return dict(zip([key for key, _ in ended], written, strict=False))


ATTACKS: Mapping[str, Attack] = {
    "database": by_tables,
    "and its log": by_log,
    "and freed places and the order in pages": by_pages,
    "and 7 backups": by_earlier_copies,
}
