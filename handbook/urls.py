"""The addresses of the site and the app, to which both programs link."""

import unicodedata
from posixpath import dirname, relpath


def page_address(path: str) -> str:
    """The address of a staged Markdown path: `policies/payments.md` is `/policies/payments/`."""
    stem = path.removesuffix(".md")
    if stem == "index":
        return "/"
    return f"/{stem.removesuffix('/index')}/"


def place_address(place: str) -> str:
    """The address of a staged page, of a part of one (`policies/payments.md#mileage`), or of a file."""
    page, mark, part = place.partition("#")
    return f"{page_address(page) if page.endswith('.md') else f'/{page}'}{mark}{part}"


def relative_address(here: str, target: str) -> str:
    """The relative address, which works below any path: `../b/#c` from `/a/` to `/b/#c`."""
    page, mark, part = target.partition("#")
    path_between = relpath(page, dirname(here))
    return f"{path_between}{'/' if page.endswith('/') else ''}{mark}{part}"


def charter_path(charter: str) -> str:
    """The staged page of a charter."""
    return f"charters/{charter}.md"


def theme_path(theme: str) -> str:
    """The staged page of a theme."""
    return f"themes/{theme}.md"


def party_path(party: str, side: str) -> str:
    """The staged page of what a party may `expect`, or of what is `expected` of it."""
    return f"expectations/{party}-{side}.md"


def survey_path(slug: str) -> str:
    """The staged page of a survey or consultation."""
    return f"surveys/{slug}.md"


def results_path(run_key: str) -> str:
    """The staged page with what came of a run: a page of its own for a wave, and the consultation's page."""
    return f"surveys/{run_key}.md"


def form_address(slug: str) -> str:
    """Where people answer a survey's open wave, or a consultation."""
    return f"/answer/{slug}/"


WITHDRAW_ADDRESS = "/withdraw/"
"""Where people take their answers back."""

RECEIPT_ADDRESS = "/receipt/"
"""Where people use their receipt to see what became of their answers."""

SUGGEST_ADDRESS = "/suggest/"
"""Where people suggest other words for a page."""


def suggest_address(path: str) -> str:
    """Where people suggest other words for the page of a staged path."""
    return f"{SUGGEST_ADDRESS}?page={page_address(path)}"


PAGE_FEEDBACK_ADDRESS = "/page-feedback/"
"""Where "Was this page useful?" is sent."""


SEARCH_ADDRESS = "/search"
"""Where people search without scripts, with their words in `?q=`."""

MISSING_WORDS_ADDRESS = "/search/missing"
"""Where people say that they did not find what they looked for."""

RESERVED_FOLDERS = (
    # the app's: a test compares them with its routes
    *("answer", "forms-assets", "healthz", "page-feedback", "receipt", "search", "suggest", "withdraw"),
    # the theme's own files
    "assets",
)
"""First parts of addresses that pages and pictures must not use, because the app or the theme does."""


def is_reserved(path: str) -> bool:
    """Whether a file below `docs/` would have an address of the app or the theme, on any host."""
    first = unicodedata.normalize("NFKC", path.partition("/")[0]).casefold().strip(" .")
    return first.partition(".")[0] in RESERVED_FOLDERS


ADDRESS_LIST = "service/addresses.txt"
"""Every address that was ever published, one per line; a command of the builder appends to it."""


def whole_address(site_address: str | None, path: str, anchor: str = "") -> str:
    """A page's absolute address; it begins with `/` while the site has no address of its own."""
    address = f"{(site_address or '').rstrip('/')}{page_address(path)}"
    return f"{address}#{anchor}" if anchor else address


def base_path(address: str | None) -> str:
    """The path that an address has: `/fostering` of https://council.example/fostering/, empty at the root of a host."""
    below = (address or "").partition("://")[2].partition("/")[2].strip("/")
    return f"/{below}" if below else ""


SITE_FOLDER = "site"
"""The pages of one build."""

POLICY_FILE = "content-security-policy.txt"
"""The content security policy of its pages, on one line."""

REDIRECTS_FILE = "redirects.json"
"""Old addresses, each with the address where its readers are sent; both begin with `/`."""

LOCK_FILE = "in-use"
"""A shared lock on it says that a server reads this build; the builder removes only what nobody has locked."""
