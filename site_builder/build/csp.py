"""The content security policy that the server sends with every page: only what the built pages really need."""

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit


def script_hash(script: str) -> str:
    """An inline script's name in the policy."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def content_security_policy(script_hashes: Iterable[str], forms_address: str | None) -> str:
    """The header's value, on one line."""
    forms = ["'self'", *([origin(forms_address)] if forms_address else [])]
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *sorted(set(script_hashes))],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": forms,
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def csp_meta_tag(script_hashes: Iterable[str], forms_address: str | None) -> str:
    """The same as an element of each page, for hosts that send files and no headers of ours.

    Browsers read `frame-ancestors` from the header alone.
    """
    policy = content_security_policy(script_hashes, forms_address).replace("frame-ancestors 'none'; ", "")
    value = escape(policy, quote=False).replace('"', "&quot;")
    return f'<meta http-equiv="Content-Security-Policy" content="{value}">'


def origin(address: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
