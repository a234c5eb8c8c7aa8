"""Pages whose length tells nothing of what they say, whether or not something on the way compresses them."""

import secrets
import zlib

from flask import Response

ROUND_SIZE = 32_768
"""Every page's length in bytes is a multiple of this."""
ROUND_COMPRESSED = 4_096
"""Compressed it is at least the next multiple of this, and a chance length more."""
MAX_JITTER = 2_048
"""Chance bytes added besides, at most: programs compress a little differently, and what differs drowns in these."""

_HEX_GROWS = 1.13
"""Bytes that a chance byte takes in a compressed page, where it stands as two figures."""


def pad_response(answer: Response) -> Response:
    """The page with chance figures behind its end, which no compression takes away, and then with blanks."""
    page = answer.get_data()
    missing = -len(zlib.compress(page)) % ROUND_COMPRESSED
    chance = secrets.token_hex(int(missing / _HEX_GROWS) + secrets.randbelow(MAX_JITTER))
    page += f"\n<!-- {chance} -->".encode()
    answer.set_data(page + b" " * (-len(page) % ROUND_SIZE))
    return answer
