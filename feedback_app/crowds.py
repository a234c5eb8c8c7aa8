"""How much an open form takes in an hour and a day: in memory, under keys that nobody can turn back into addresses."""

import hashlib
import hmac
import ipaddress
import secrets
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from flask import Request

HOUR = 3600.0
DAY = 24 * HOUR

MOST_FROM_A_NETWORK = 20
"""Replies an hour from one network; a school or an office shares one, so whoever comes later is asked to wait."""
MOST_TAPS_FROM_A_NETWORK = 200
"""The same for "was this page useful?", where people tap on many pages."""
MOST_A_DAY = 20_000
"""Replies a day to one form: far above what any service gets, and far below what fills a disk."""
MOST_NETWORKS = 100_000
"""How many networks are remembered; past it a new one is asked to wait, so that a flood cannot fill the memory."""

LEAST_SHARE, LEAST_BYTES = 0.10, 1_000_000_000
"""A disk is nearly full when less than a tenth and less than 1 GB is left."""


class Crowd:
    """Counts by form and by network; both are forgotten when their time is over."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Start at none; `now` never goes back."""
        self._now = now
        self._lock = threading.Lock()
        self._hour = self._day = now()
        self._forget_hour()
        self._forms: Counter[str] = Counter()

    def lets_in(self, form: str, network: str | None, most: int = MOST_FROM_A_NETWORK) -> bool:
        """Count one reply to a form, unless its network or the form itself has had its share."""
        with self._lock:
            self._pass_time()
            if self._forms[form] >= MOST_A_DAY or not self._has_room(form, network, most):
                return False
            self._forms[form] += 1
            return True

    def _has_room(self, form: str, network: str | None, most: int) -> bool:
        if network is None:
            return True
        known = hmac.new(self._key, f"{form}\n{network}".encode(), hashlib.sha256).digest()
        if known not in self._networks and len(self._networks) >= MOST_NETWORKS:
            return False
        if self._networks[known] >= most:
            return False
        self._networks[known] += 1
        return True

    def _pass_time(self) -> None:
        if self._now() - self._hour >= HOUR:
            self._hour = self._now()
            self._forget_hour()
        if self._now() - self._day >= DAY:
            self._day = self._now()
            self._forms.clear()

    def _forget_hour(self) -> None:
        # A new key each hour: what was counted before cannot even be compared.
        self._key = secrets.token_bytes(32)
        self._networks: Counter[bytes] = Counter()


def network_of(asked: Request, *, behind_proxy: bool) -> str | None:
    """The network that a request comes from, never the single address; None where it cannot be told."""
    told = asked.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if behind_proxy else asked.remote_addr
    try:
        address = ipaddress.ip_address(told or "")
    except ValueError:
        return None
    if address.is_loopback:
        # A proxy that does not say whom it speaks for: everybody would look like one network.
        return None
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))


def has_room_on_disk(store: Path) -> bool:
    """Whether the disk of the store is far from full."""
    try:
        disk = shutil.disk_usage(store.parent)
    except OSError:
        return True  # whatever is wrong there, saving says so
    return disk.free >= LEAST_BYTES or disk.free >= LEAST_SHARE * disk.total
