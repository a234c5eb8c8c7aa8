"""Every address of the app, found from its own list, so that a new one is tried without being written down."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE")
_FILLED = {"<slug>": "mileage", "<path:filename>": "focus.js"}


@dataclass(frozen=True)
class Route:
    """One address, and what may be done there."""

    address: str
    methods: frozenset[str]
    endpoints: frozenset[str]

    @property
    def is_form(self) -> bool:
        """Whether a form can be sent there."""
        return "POST" in self.methods


def every_route(app: Flask) -> list[Route]:
    """Each address once; a gap of an unknown kind fails, so that somebody says how to fill it."""
    found: dict[str, Route] = {}
    for rule in app.url_map.iter_rules():
        address = rule.rule
        for gap, filling in _FILLED.items():
            address = address.replace(gap, filling)
        assert "<" not in address, f"say in `_FILLED` what to put into {rule.rule}"
        known = found.get(address, Route(address, frozenset(), frozenset()))
        found[address] = Route(address, known.methods | (rule.methods or set()), known.endpoints | {rule.endpoint})
    return sorted(found.values(), key=lambda route: route.address)


def forms(app: Flask) -> Iterator[Route]:
    """The addresses to which a form can be sent."""
    return (route for route in every_route(app) if route.is_form)
