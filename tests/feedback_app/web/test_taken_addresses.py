"""Every address of the app is kept free of pages: taken from its own list, so that a new one cannot be forgotten."""

from flask import Flask

from handbook import urls as addresses
from handbook.urls import RESERVED_FOLDERS, is_reserved
from site_builder.build.html_checks import APP_ADDRESSES


def test_no_page_can_stand_at_an_address_of_the_app(app: Flask) -> None:
    firsts = {rule.rule.strip("/").partition("/")[0] for rule in app.url_map.iter_rules()}
    firsts = {first for first in firsts if "<" not in first and first}
    assert firsts
    assert firsts <= set(RESERVED_FOLDERS), "add the new address to TAKEN_FOLDERS in handbook/urls.py"


def test_no_page_can_stand_at_an_address_that_the_site_links_to() -> None:
    named = [value for name, value in vars(addresses).items() if name.endswith("_ADDRESS")]
    assert len(named) >= 4
    for address in (*named, *APP_ADDRESSES, addresses.form_address("x"), addresses.suggest_address("index.md")):
        assert is_reserved(address.strip("/").partition("?")[0])
