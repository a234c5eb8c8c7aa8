"""Strings that have broken other programs: to climb out of a folder, to be run, to lead away, to add a header."""

from collections.abc import Iterator
from urllib.parse import quote

CANARY = "the-canary-file-was-read"
CANARY_FILE = "canary.txt"
"""A file beside the site's folder that no address may lead to."""

_UP = (
    "../",
    "..\\",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%252f",
    "%252e%252e%252f",
    "..%c0%af",
    "..%5c",
    "..;/",
    "....//",
)
_TARGETS = (CANARY_FILE, f"kept/{CANARY_FILE}", "etc/passwd", "proc/self/environ", "kept/store.sqlite")
_SUMS = (
    "{{7191*7}}",
    "${7191*7}",
    "#{7191*7}",
    "<%= 7191*7 %>",
    "{%print(7191*7)%}",
    "${{7191*7}}",
    "*{7191*7}",
    "@(7191*7)",
)
SUM = "50337"
_INSIDE = (
    "{{config}}",
    "{{self.__init__.__globals__}}",
    "{{request.application.__globals__}}",
    "{{''.__class__.__mro__[1].__subclasses__()}}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{{cycler.__init__.__globals__.os.popen('id').read()}}",
    "%s%s%s%n",
    "{0.__class__}",
    "{say.__class__}",
    "__import__('os').system('id')",
    "`id`",
    "$(id)",
    ";id",
    "|id",
)
_AWAY = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example\\",
    "/%09/evil.example/",
    "/%2f%2fevil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/.evil.example/",
    "//evil.example/%2e%2e",
    "/evil.example/..;/",
    "http://localhost@evil.example/",
    "/policies/../../evil.example/",
)
_HEADERS = tuple(
    f"{start}{end}X-Injected: yes{end}{end}<html>"
    for start in ("x", "/policies/sleepovers/", "mileage")
    for end in ("\r\n", "\n", "\r", "%0d%0a", "%0a", "%250d%250a", "\u560d\u560a", "\x00\r\n")
)
_SQL = (
    "' OR '1'='1",
    "' OR 1=1 --",
    '" OR ""="',
    "'; DROP TABLE reply; --",
    "' UNION SELECT receipt_hash FROM reply --",
    "1; ATTACH DATABASE 'x' AS y",
    "' AND randomblob(900000000) --",
    "%' --",
    "\\'; --",
    "'||(SELECT sql FROM sqlite_master)||'",
    "' AND 1=(SELECT count(*) FROM invitation) --",
    "x' /*",
    "*/ --",
    "admin'--",
    "') OR ('1'='1",
)
_ODD = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud7ff",
    "\u202e",
    "x" * 5000,
    "\U0001f9d2" * 300,
    "null",
    "NaN",
    "-1",
    "1e999",
    "[]",
    "{}",
)


def hostile() -> list[tuple[str, str]]:
    """Each string with its kind."""
    climbing = (up * deep + target for up in _UP for deep in (1, 4) for target in _TARGETS)
    kinds = {
        "traversal": tuple(climbing),
        "template": (*_SUMS, *_INSIDE),
        "redirect": _AWAY,
        "header": _HEADERS,
        "SQL": _SQL,
        "odd": _ODD,
    }
    return [(kind, string) for kind, strings in kinds.items() for string in strings]


def in_an_address(string: str) -> Iterator[str]:
    """A string as part of an address: as it is where that can be sent at all, and escaped."""
    if string.isascii() and string.isprintable() and not set(string) & set(" #"):
        yield string
    yield quote(string, safe="")
