"""Rules about links to other sites: complete and clean addresses, no phone numbers, no tooltips."""

import posixpath
import re
from collections.abc import Iterator

from handbook.pages.markdown import PageText, read_page_text
from handbook.rules.pasted_addresses import pasted_address_fault
from handbook.service.british_numbers import is_callable
from handbook.service.contacts import CONTACTS
from handbook.service.phone_numbers import phone_numbers_in
from handbook.source.problems import Problem
from handbook.source.text_values import TextValue
from handbook.sources import Sources
from handbook.urls import page_address

_MAY_LEAD_AWAY = re.compile(r"\]\(|\]:|<\w+:")
_ELSEWHERE = re.compile(r"(?://|https?:)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_ALONE = re.compile(r"(?<!\]\()(?<![<\w/:=])https?://[^\s<>()\[\]|`\"]+", re.IGNORECASE)
"""An address outside a link; pages turn it into a link too."""
_WHOLE = re.compile(
    r"https?://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::\d+)?(?P<rest>[/?#].*)?", re.IGNORECASE | re.DOTALL
)
_NAMED_HOST = re.compile(r"(?!.*(?:^|\.)xn--)(?:[a-z0-9-]+\.)*[a-z]{2,}", re.IGNORECASE)
"""A host name in Latin letters: no IP address, and no `xn--`, which may show in any script."""
_COUNTRY_WITHIN = re.compile(r"(?P<looks>.+\.uk)\..+", re.IGNORECASE)
_ABROAD = re.compile(r"(?<!\d)(?:\+|00)?44(?=\d{9,10}(?!\d))")
_ADDRESS_IN_WORDS = re.compile(r"(?:https?://|www\.)[^\s/?#:]+", re.IGNORECASE)
_ADDRESS_ALONE = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]+\.)+(?!(?:pdf|docx?|xlsx?|csv|txt|html?)\b)[a-z]{2,})(?:[/?#:]\S*)?", re.I
)

_OWN_NETWORK = re.compile(
    r"https?://(?:[^\s/@]*@)?"
    r"(?:\[::1\]|(?:127|10)(?:\.\d+){3}|0\.0\.0\.0|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}"
    r"|(?:[\w-]+\.)*(?:local|localhost|lan|internal|intranet)|[\w-]+)"
    r"(?![\w-]|\.\w)(?::\d+)?(?P<path>/[^\s()<>\[\]`\"'?#]*)?",
    re.IGNORECASE,
)
"""An address of a computer or a private network: a single word, or a reserved IP address."""
_SETTINGS = ("site_address", "forms_address", "edit_address", "exit_address")
"""Keys that may have a local address while the handbook is tried out."""

_NOT_WHOLE = (
    "a browser could take `{}` for another place than its reader; write the whole address as the browser shows it, "
    "in plain letters, with https:// before it"
)
_NOT_SAFE = "`{}` begins with http://, so others on the way can read and change what it shows; write `{}`"
_LOOKS_LIKE = (
    "`{}` looks like `{}` and is another site, because the end of it says whose it is; write the address of the site "
    "that is meant, or take the link out"
)
_OTHER_SITE = (
    "these words name `{}`, and the link leads to `{}`; write words that say what is there, or the address that the "
    "words name"
)
_NUMBER = "`{}` holds a phone number, which stands in {} alone: add it there as a contact, and write its slot here"
_TOOLTIP = (
    "words in quotation marks behind an address show on no phone and are read out by few screen readers; "
    "take them out, or write them into the text"
)


def check_web_addresses(sources: Sources) -> Iterator[Problem]:
    """Links to other sites lead where they seem to lead, and contain no phone number."""
    for path, value, text in _with_links(sources):
        for place in text.links:
            message = _link_fault(place.text) or _mismatch(place.words, place.text)
            if message:
                yield Problem(path, *value.place_of(place.line, place.column), message)
    for path, value in sources.texts(without=_SETTINGS):
        for match in _ALONE.finditer(value.text):
            message = _link_fault(match[0].rstrip(".,;:!?'*_"))
            if message:
                yield Problem(path, *value.place_at(match.start()), message)


def check_addresses_of_a_network(sources: Sources) -> Iterator[Problem]:
    """There are no addresses of the preview or of private networks."""
    pages = {page_address(path): path for path in sources.handbook.pages}
    for path, value in sources.texts(without=_SETTINGS):
        for match in _OWN_NETWORK.finditer(value.text):
            instead = "write its public address, which begins with https://"
            if value.is_page:
                instead = _page_instead(path, pages.get(f"{(match['path'] or '').rstrip('/')}/"))
            message = f"`{match[0]}` opens on your own computer or network alone, and for no reader; {instead}"
            yield Problem(path, *value.place_at(match.start()), message)


def _page_instead(path: str, page: str | None) -> str:
    """How to link to a page, or to pages in general without one."""
    file = posixpath.relpath(page or "index.md", posixpath.dirname(path.removeprefix("docs/")) or ".")
    if page:
        return f"write `{file}`"
    return f"name a page by its file, such as `{file}`, and anything else by its public address"


def check_titles_of_links(sources: Sources) -> Iterator[Problem]:
    """Links have no tooltips."""
    for path, value, text in _with_links(sources):
        for place in text.titles:
            yield Problem(path, *value.place_of(place.line, place.column), _TOOLTIP)


def _link_fault(link: str) -> str | None:
    """The message about a link to another site; None if it is right."""
    # Private addresses have a rule of their own.
    if not _ELSEWHERE.match(link) or _OWN_NETWORK.match(link):
        return None
    whole = _WHOLE.fullmatch(link)
    if whole is None or not _NAMED_HOST.fullmatch(whole["host"]):
        return _NOT_WHOLE.format(link)
    if looks_like := _COUNTRY_WITHIN.fullmatch(whole["host"]):
        return _LOOKS_LIKE.format(whole["host"], looks_like["looks"])
    return pasted_address_fault(link) or _number_or_not_safe(link, whole["rest"] or "")


def _number_or_not_safe(link: str, rest: str) -> str | None:
    if _holds_number(rest):
        return _NUMBER.format(link, CONTACTS)
    if link.lower().startswith("http:"):
        return _NOT_SAFE.format(link, f"https:{link[5:]}")
    return None


def _holds_number(rest: str) -> bool:
    """Whether the part after the host contains a phone number."""
    plain = re.sub(r"%([0-9A-Fa-f]{2})", lambda match: chr(int(match[1], 16)), rest)
    parts = re.sub(r"[/?=&#]", "|", plain)
    return any(is_callable(number.digits) for number in phone_numbers_in(_ABROAD.sub("0", parts)))


def _mismatch(words: str, link: str) -> str | None:
    """The message about a link whose text is the address of another site; None if it is not."""
    whole = _WHOLE.fullmatch(link)
    alone = _ADDRESS_ALONE.fullmatch(words.strip())
    address_in_words = alone[1] if alone else (match[0] if (match := _ADDRESS_IN_WORDS.search(words)) else "")
    if whole is None or not address_in_words:
        return None
    site_in_words, site_of_link = (_site(host) for host in (address_in_words, whole["host"]))
    is_same = f".{site_of_link}".endswith(f".{site_in_words}") or f".{site_in_words}".endswith(f".{site_of_link}")
    return None if is_same else _OTHER_SITE.format(site_in_words, site_of_link)


def _site(host: str) -> str:
    return host.lower().rpartition("//")[2].removeprefix("www.").rstrip(".,")


def _with_links(sources: Sources) -> Iterator[tuple[str, TextValue, PageText]]:
    for path, value in sources.texts():
        if _MAY_LEAD_AWAY.search(value.text):
            yield path, value, read_page_text(value.text)


STYLE_RULES = (check_addresses_of_a_network, check_web_addresses, check_titles_of_links)
