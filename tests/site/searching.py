"""The search dialog as tests use it: open it, type, and wait for the answer to these very words."""

from playwright.sync_api import Locator, Page, expect


def dialog(page: Page) -> Locator:
    """The search, which only counts while it is open."""
    return page.get_by_role("dialog", name="Search the handbook")


def open_search(page: Page) -> None:
    """Open the search by its button."""
    page.get_by_role("button", name="Search", exact=True).click()


def look_for(page: Page, words: str) -> None:
    """Put words into the box of the open search, all at once, and wait until they are answered."""
    page.get_by_role("searchbox").fill(words)
    wait_for_answer(page, words)


def wait_for_answer(page: Page, words: str) -> None:
    """Wait until what is shown is the answer to these words: the form that tells what is missing holds them."""
    expect(page.locator("#search input[name=words]")).to_have_value(words)


def results(page: Page) -> Locator:
    """The results, the best first."""
    return dialog(page).get_by_role("listitem")


def links(page: Page) -> Locator:
    """Where the results lead, each by its heading."""
    return results(page).locator("> a:first-child")


def places(page: Page) -> list[str]:
    """The addresses of the results in this site, the best first."""
    found: list[str] = links(page).evaluate_all("links => links.map((link) => link.pathname + link.hash)")
    return found


def status(page: Page) -> Locator:
    """What the search says, which screen readers read out."""
    return dialog(page).get_by_role("status")
