"""Tracking parameters, redirectors, access keys and short links in pasted web addresses."""

import re
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

_MARK = re.compile(
    r"(?:utm|mtm|matomo|piwik|pk|hsa)_\w+|_hs\w+|__hs\w+|hsctatracking|\w*clk?id|gbraid|wbraid|_gac?|_gl|ga_\w+|igshid|igsh"
    r"|mc_[ce]id|mkt_tok|li_fat_id|at_(?:medium|campaign|custom\d|link_\w+)|ns_(?:campaign|mchannel|source)|xtor|usp"
)
"""Tracking parameters of any site."""
_MARKS_OF = (
    (re.compile(r"(?:.+\.)?(?:youtube\.com|youtu\.be|spotify\.com)"), frozenset(("si", "feature", "pp"))),
    (re.compile(r"(?:.+\.)?facebook\.com"), frozenset(("mibextid", "rdid", "__tn__"))),
    (re.compile(r"(?:.+\.)?linkedin\.com"), frozenset(("trk", "rcm", "lipi"))),
    (re.compile(r"(?:.+\.)?(?:x|twitter)\.com"), frozenset(("s", "t", "ref_src"))),
)
"""Tracking parameters of certain sites."""

_WRAPPERS = (
    (re.compile(r"(?:.+\.)?safelinks\.protection\.outlook\.com/.*|statics\.teams\.cdn\.office\.net/.*"), ("url",)),
    (re.compile(r"google\.[a-z.]+/url"), ("q", "url")),
    (re.compile(r"lm?\.(?:facebook|messenger)\.com/l\.php|l\.(?:instagram|threads)\.com/"), ("u",)),
    (re.compile(r"(?:.+\.)?linkedin\.com/(?:redir/redirect|safety/go)"), ("url",)),
    (re.compile(r"youtube\.com/redirect"), ("q",)),
    (re.compile(r"duckduckgo\.com/l/"), ("uddg",)),
    (re.compile(r"out\.reddit\.com/.*"), ("url",)),
    (re.compile(r"linkprotect\.cudasvc\.com/url"), ("a",)),
)
"""Redirectors that count clicks, and the query parameters with the target."""
_DEFENDED = re.compile(r"https?://urldefense\.(?:com|us)/v3/__(?P<inside>[^*]+?)__(?:;.*)?", re.IGNORECASE | re.DOTALL)
_DEFENDED_BEFORE = re.compile(r"urldefense\.(?:proofpoint\.)?com/v[12]/url")
_HIDES = re.compile(
    r"(?:bit\.ly|tinyurl\.com|t\.co|lnkd\.in|goo\.gl|ow\.ly|is\.gd|v\.gd|buff\.ly|rb\.gy|t\.ly|cutt\.ly|shorturl\.at"
    r"|rebrand\.ly|tiny\.cc|s\.id|dlvr\.it|eepurl\.com|lnks\.gd|amzn\.to|fb\.me|share\.google)/.+"
    r"|(?:clicks?|track(?:ing)?|trk|links?)\.(?:e?mail|e|news|mkt|info|govdelivery)\..+|links-\d\.govdelivery\.com/.+"
    r"|.+\.list-manage\.com/track/.+|.+\.sendgrid\.net/.+|(?:.+\.)?mimecast(?:protect)?\.com/s/.+"
    r"|urldefense\..+|secure-web\.cisco\.com/.+|bing\.com/ck/.+",
    re.DOTALL,
)
"""Short links, and redirectors of newsletters that hide their target."""

_KEY = re.compile(
    r"(?:\w+[_-])?(?:access[_-]?token|token|sig|signature|secret|password|passwd|pwd|api[_-]?key|jwt)"
    r"|auth(?:key|_?token)|rlkey|resourcekey|jsessionid|phpsessid|x-(?:amz|goog)-\w+(?:-\w+)*"
)
_MAYBE_A_KEY = frozenset(("key", "auth", "code", "sid", "session", "sessionid", "ticket", "invite"))
_RANDOM = re.compile(r"(?=\D*\d)(?=[^a-z]*[a-z])[\w~%+/=.-]{6,}", re.IGNORECASE)
"""Letters mixed with digits, as in a key."""
_SHARED = re.compile(
    r".+\.sharepoint\.com/:\w:/.*|.+-my\.sharepoint\.com/.*|1drv\.ms/.*|onedrive\.live\.com/.*|we\.tl/.*|(?:.+\.)?wetransfer\.com/downloads/.*"
    r"|dropbox\.com/(?:s|sh|scl)/.*|(?:docs|drive)\.google\.com/(?!forms/).*/?d/(?!e/).+"
    r"|drive\.google\.com/(?:open|drive/(?:.+/)?folders/.+)|(?:.+\.)?box\.com/s/.*",
    re.DOTALL,
)
"""Shared files that anybody with the address can open, and often change."""

_WRAPPED = "`{}` counts who follows it before it leads on; write `{}`"
_HIDDEN = "`{}` hides where it leads, and may lead elsewhere tomorrow; write the address that it leads to"
_OPENS = (
    "whoever reads this could use `{}`, because it holds a key or opens a shared file; "
    "put the file into docs/ and link it there, or link a page that everybody may open"
)
_MARKED = "`{}` tells the site where its reader comes from, or who copied it; write `{}`"


def pasted_address_fault(link: str) -> str | None:
    """The message about an address that is not the clean address of a public page; None if it is."""
    target = _unwrapped(link) or link
    if _HIDES.fullmatch(_host_and_path(target)) or _keys_of_a_wrapper(target):
        return _HIDDEN.format(link)
    if _grants_access(target):
        return _OPENS.format(link)
    bare = _without_marks(target)
    if bare == link:
        return None
    return (_WRAPPED if target != link else _MARKED).format(link, bare)


def _host_and_path(link: str) -> str:
    """Host and path without `www.` and query."""
    parts = urlsplit(link)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path or '/'}"


def _unwrapped(link: str) -> str | None:
    """The decoded target of a redirector; None for other addresses."""
    inside = _wrapped_address(link)
    if not inside or not re.match(r"https?:/+[^/\s]+\.", inside, re.IGNORECASE):
        return None
    whole = quote(re.sub(r"^https?:/+", "https://", inside, flags=re.IGNORECASE), safe=":/?#@!$&'*+,;=%-._~")
    return _unwrapped(whole) or whole


def _wrapped_address(link: str) -> str | None:
    if defended := _DEFENDED.fullmatch(link):
        return defended["inside"]
    place, query = _host_and_path(link), parse_qs(urlsplit(link).query.replace("&amp;", "&"))
    if _DEFENDED_BEFORE.fullmatch(place) and "u" in query:
        return unquote(query["u"][0].replace("_", "/").replace("-", "%"))
    return next((query[key][0] for key in _keys_of_a_wrapper(link) if key in query), None)


def _keys_of_a_wrapper(link: str) -> tuple[str, ...]:
    return next((keys for wrapper, keys in _WRAPPERS if wrapper.fullmatch(_host_and_path(link))), ())


def _grants_access(link: str) -> bool:
    place = _host_and_path(link)
    if _SHARED.fullmatch(place):
        return True
    within = re.findall(r"[?&;#]([^=?&;#]+)=([^&;#]*)", link)
    parameters = [(unquote(key).lower(), value) for key, value in within]
    return any(
        (_KEY.fullmatch(key) and value)
        or (key in _MAYBE_A_KEY and _RANDOM.fullmatch(value))
        or (key == "e" and ".sharepoint.com/" in place)
        for key, value in parameters
    )


def _without_marks(link: str) -> str:
    """The address without tracking parameters; unchanged if it has none."""
    parts = urlsplit(link)
    only_here = next((marks for site, marks in _MARKS_OF if site.fullmatch(parts.hostname or "")), frozenset[str]())
    query, fragment = _kept_pairs(parts.query, only_here), _kept_pairs(parts.fragment, only_here)
    is_bare = (query, fragment) == (parts.query, parts.fragment)
    return link if is_bare else urlunsplit(parts._replace(query=query, fragment=fragment))


def _kept_pairs(query: str, only_here: frozenset[str]) -> str:
    pairs = re.split(r"&(?:amp;)?|;", query)
    keys = [unquote(pair.partition("=")[0]).lower() if "=" in pair else "" for pair in pairs]
    kept = [pair for pair, key in zip(pairs, keys, strict=True) if not _MARK.fullmatch(key) and key not in only_here]
    return query if len(kept) == len(pairs) else "&".join(kept)
