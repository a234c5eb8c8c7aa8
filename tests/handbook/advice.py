"""A person who does what the check says and nothing else, as a program.

A sentence says what is wrong, then what to write instead, often in two ways (`..., or ...`). Each way that a program
can follow is followed at the line and column that the sentence names. What nobody can know without knowing the service
(a reason, a day, a real number) is taken from advice.yml.
"""

import re
from pathlib import Path

from tests.handbook.check_line import CheckLine
from tests.handbook.fix_patterns import PATTERNS
from tests.handbook.fixes import Action, Way, follow_saying
from tests.handbook.knowledge import Knowledge


def ways_of(told: CheckLine, knowledge: Knowledge) -> list[Way]:
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
            return (follow_saying(saying),)
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


def obey(root: Path, told: CheckLine, way: Way) -> None:
    """Do what one way says."""
    for action in way:
        action(root, told)
