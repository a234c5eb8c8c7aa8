"""Short forms in capitals, such as LADO: where they stand in a text that people read."""

import re
from collections.abc import Iterator

_SHORT_FORM = re.compile(r"(?<![\w/&@#.-])(?:[A-Za-z]*[A-Z]{2}[A-Za-z]*|[A-Z][/&][A-Z])(?![\w/@]|\.[A-Za-z])")
_ROMAN = re.compile(r"[IVX]+")


def short_forms_in(text: str) -> Iterator[tuple[int, str]]:
    """Each short form of a text without code and addresses, a plural without its `s`, and where it begins."""
    for found in _SHORT_FORM.finditer(text):
        form = singular(found[0])
        if not _ROMAN.fullmatch(form):
            yield found.start(), form


def singular(form: str) -> str:
    """`IROs` is `IRO`."""
    return form[:-1] if len(form) > 2 and form.endswith("s") and form[-2].isupper() else form
