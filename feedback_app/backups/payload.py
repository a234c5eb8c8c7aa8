"""What is encrypted as one backup: a store, a note of what it is, and blanks up to a round size.

The note is only read with the secret key. The blanks keep the size of a file from telling how many replies are in it.
"""

import json
from collections.abc import Mapping
from typing import Any

ROUND = 64 * 1024
"""Bytes of which every backup is a multiple before it is encrypted."""
_PAGE_SIZE, _PAGES = slice(16, 18), slice(28, 32)
"""Where the header of an SQLite file says how long the file is."""
_LARGEST_PAGE = 65536


def pack(store: bytes, note: Mapping[str, Any]) -> bytes:
    """The bytes to encrypt."""
    payload = store + json.dumps(note, sort_keys=True).encode()
    return payload + bytes(-len(payload) % ROUND)


def unpack(payload: bytes) -> tuple[bytes, dict[str, Any]]:
    """The store and its note; an empty note where the backup was made before there were any, or is none of ours."""
    page = int.from_bytes(payload[_PAGE_SIZE]) or 1
    length = (_LARGEST_PAGE if page == 1 else page) * int.from_bytes(payload[_PAGES])
    if not 0 < length < len(payload):
        return payload, {}
    try:
        note = json.loads(payload[length:].rstrip(b"\0"))
    except ValueError:
        return payload, {}
    return (payload[:length], note) if isinstance(note, dict) else (payload, {})
