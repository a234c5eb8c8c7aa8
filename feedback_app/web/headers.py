"""Headers that every answer of the server carries, and the stricter ones of the forms."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "script-src 'self'",
        "connect-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
"""The forms' content security policy: nothing inline, nothing from elsewhere, in nobody's frame."""

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    # To other sites it sends as little as "no-referrer". That one would make older browsers hide where a form comes
    # from even from ourselves, and their users' answers would be refused.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""On pages of the handbook and on forms alike."""

FORMS = EVERYWHERE | {"Content-Security-Policy": POLICY, "Cache-Control": "no-store, no-transform"}
"""Forms are never kept by the browser, so the back button on a shared computer shows nobody's answers. Nor may a proxy
compress them: decisions/0017."""

FORGET = {"Clear-Site-Data": '"cache"'}
"""With the thanks for answers: browsers that keep pages for the back button, whatever `no-store` says, drop them."""

SECURE_ONLY = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
"""Only over https; on plain http a browser must ignore it."""
