"""How many replies an open form accepts an hour and a day, counted in memory under keys that reveal no address."""

import hashlib
import hmac
import ipaddress
import re
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

MAX_REPLIES_PER_NETWORK = 20
"""Replies an hour from one network. A school or an office shares one, so some people may be asked to wait."""
MAX_TAPS_PER_NETWORK = 200
"""The same for "was this page useful?", where people tap on many pages."""
MAX_CHECKS_PER_NETWORK = 300
"""The same for pages that only look at what was filled in: a class of thirty children may each press ten times."""
MAX_REPLIES_PER_DAY = 20_000
"""Replies a day to one form: far above what any service gets, and far below what fills a disk."""
MAX_NETWORKS = 100_000
"""How many networks are remembered; past it a new one is asked to wait, so that a flood cannot fill the memory."""

UNKNOWN = "unknown"
"""Stands for the network of everybody whose address cannot be read."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_WITH_PORT = re.compile(r"(?P<v4>[0-9.]+):[0-9]+|\[(?P<v6>[0-9A-Fa-f:.]+(?:%[^\]]*)?)\](?::[0-9]+)?")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

MIN_FREE_SHARE, MIN_FREE_BYTES = 0.10, 1_000_000_000
"""A disk is nearly full when less than a tenth and less than 1 GB is left."""


class RateLimiter:
    """Counts replies by form and by network. Counts expire after a day and an hour."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Start with empty counts; `now` must never go back."""
        self._now = now
        self._lock = threading.Lock()
        self._hour = self._day = now()
        self._reset_hour()
        self._forms: Counter[str] = Counter()

    def allow_reply(self, form: str, network: str | None, limit: int = MAX_REPLIES_PER_NETWORK) -> bool:
        """Count one reply to a form. Returns false if its network or the form has reached its limit."""
        with self._lock:
            self._expire()
            if self._forms[form] >= MAX_REPLIES_PER_DAY or not self._count_network(form, network, limit):
                return False
            self._forms[form] += 1
            return True

    def allow_check(self, form: str, network: str | None) -> bool:
        """Count one request to check a form. It stores nothing, so only the network has a limit."""
        with self._lock:
            self._expire()
            return self._count_network(f"{form}\nchecks", network, MAX_CHECKS_PER_NETWORK)

    def _count_network(self, form: str, network: str | None, limit: int) -> bool:
        if network is None:
            return True
        known = hmac.new(self._key, f"{form}\n{network}".encode(), hashlib.sha256).digest()
        if known not in self._networks and len(self._networks) >= MAX_NETWORKS:
            return False
        if self._networks[known] >= limit:
            return False
        self._networks[known] += 1
        return True

    def _expire(self) -> None:
        if self._now() - self._hour >= HOUR:
            self._hour = self._now()
            self._reset_hour()
        if self._now() - self._day >= DAY:
            self._day = self._now()
            self._forms.clear()

    def _reset_hour(self) -> None:
        # A new key each hour: what was counted before cannot even be compared.
        self._key = secrets.token_bytes(32)
        self._networks: Counter[bytes] = Counter()


def network_of(incoming: Request, *, behind_proxy: bool) -> str | None:
    """The network that a request comes from, never the single address.

    UNKNOWN where it cannot be told: all of those share the limit of one network. None, which has no limit, only for
    this computer itself while no proxy is set.
    """
    if behind_proxy:
        # The last one was added by our own proxy; whatever is before it is what the sender claims.
        address = _address(incoming.headers.get("X-Forwarded-For", "").rpartition(",")[2])
        return UNKNOWN if address is None or address.is_loopback else _network(address)
    address = _address(incoming.remote_addr or "")
    if address is not None and address.is_loopback:
        return None
    return UNKNOWN if address is None else _network(address)


def _address(written: str) -> Address | None:
    """An address as proxies write it: alone, with a port, in brackets, or with the name of an interface."""
    match = _WITH_PORT.fullmatch(written.strip())
    try:
        address = ipaddress.ip_address((match["v6"] or match["v4"] if match else written.strip()).partition("%")[0])
    except ValueError:
        return None
    return _ipv4_inside(address) or address


def _ipv4_inside(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address only wraps: one sender must not have a limit for each way to write it.

    With the ranges of a translator (NAT64) the first 48 bits are the same for everybody on IPv4; a 6to4 or Teredo
    address belongs to whoever has the IPv4 address in it.
    """
    if address.version == 4:
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _network(address: Address) -> str:
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))


def has_room_on_disk(store: Path) -> bool:
    """Whether the disk of the store has enough free space."""
    try:
        disk = shutil.disk_usage(store.parent)
    except OSError:
        return True  # saving a reply reports what is wrong
    return disk.free >= MIN_FREE_BYTES or disk.free >= MIN_FREE_SHARE * disk.total
