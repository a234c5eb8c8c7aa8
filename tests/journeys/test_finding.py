"""A carer at night looks for an answer in the handbook."""

from playwright.sync_api import expect

from tests.journeys.people import Carer

DECISIONS = "/policies/delegated-authority/"


def test_a_carer_finds_who_decides_about_a_sleepover(carer: Carer) -> None:
    # Given a carer on the home page, whose foster child is asked to sleep over at a friend's
    carer.opens("/")
    # When she looks for "sleepover"
    if carer.scripts:
        carer.taps(carer.page.get_by_role("button", name="Search", exact=True))
        carer.page.get_by_role("searchbox").fill("sleepover")
        hit = carer.page.locator(f'#search a[href*="{DECISIONS}"]').first
        hit.wait_for()
        carer.taps(hit)
    else:
        carer.taps(carer.page.get_by_role("banner").get_by_role("link", name="Search", exact=True))
        carer.page.get_by_role("searchbox").fill("sleepover")
        carer.presses("Search")
        carer.taps(carer.page.locator(f'main a[href*="{DECISIONS}"]').first)
    carer.page.wait_for_url(f"**{DECISIONS}**")
    # Then she reads who decides, and sees whom to call
    assert "sleepover" in carer.text.lower()
    assert "Who decides" in carer.text or "you decide" in carer.text.lower()
    assert carer.page.locator('a[href^="tel:"]').count() > 0


def test_a_carer_finds_the_next_first_aid_course(carer: Carer) -> None:
    # Given a carer on the home page
    carer.opens("/")
    # When she follows "Training", and then the course
    carer.taps(carer.page.locator("main").get_by_role("link", name="Training", exact=True).first)
    carer.taps(carer.page.locator("main").get_by_role("link", name="First aid for babies").first)
    # Then she reads the day, whom to call, and the way back to all courses
    assert "28 January 2027" in carer.text
    assert carer.page.locator('main a[href^="tel:"]').count() > 0
    crumbs = carer.page.get_by_role("navigation", name="Breadcrumb")
    assert crumbs.get_by_role("link", name="Find a course").count() == 1


def test_from_any_page_the_numbers_are_one_tap_away(carer: Carer) -> None:
    for path in ("/", DECISIONS, "/charters/kent/", "/withdraw/"):
        carer.opens(path)
        carer.taps(carer.page.get_by_role("banner").get_by_role("link", name="Who to call"))
        assert carer.heading == "Who to call"
        assert carer.page.locator('a[href="tel:999"]').count() > 0
    # Whoever is filling in a form would lose the words, so there the numbers open in place.
    carer.opens("/answer/carer-satisfaction/")
    carer.page.get_by_role("banner").get_by_text("Who to call", exact=True).click()
    expect(carer.page.get_by_role("banner").locator('a[href="tel:999"]')).to_be_visible()


def test_a_promise_leads_to_the_page_that_helps_to_keep_it_and_back(carer: Carer) -> None:
    # Given a promise with an address of its own
    carer.opens("/charters/kent/#kent-2-la-5")
    promise = carer.page.locator("[id='kent-2-la-5']")
    # When she follows it to a page that helps to keep it
    carer.taps(promise.locator(f'a[href*="{DECISIONS.strip("/")}"]').first)
    # Then that page names the promise, and its link leads back
    carer.page.wait_for_url(f"**{DECISIONS}**")
    back = carer.page.locator('main a[href$="charters/kent/#kent-2-la-5"]').first
    assert back.count() == 1


def test_the_home_page_says_that_this_is_a_demonstration(carer: Carer) -> None:
    carer.opens("/")
    assert "This is a demonstration" in carer.page.locator("body").inner_text()
