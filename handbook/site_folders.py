"""How a build of the site lies on disk: the builder writes it and the app serves it, so both ask here.

`site` is a link to `build/sites/<build>/site`. Beside that folder lies what belongs to the same build.
"""

SITE_FOLDER = "site"
"""The pages of one build."""

POLICY_FILE = "content-security-policy.txt"
"""The content security policy of its pages, on one line."""

REDIRECTS_FILE = "redirects.json"
"""Old addresses, each with the address where its readers are sent; both begin with `/`."""

LOCK_FILE = "in-use"
"""A shared lock on it says that a server reads this build; the builder removes only what nobody has locked."""
