"""The people of the visits: what a carer does in a browser, in words a carer would use.

Keep it small: a new verb only when two visits need it.
"""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Locator, Page

RECEIPT = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")

ANSWER = """option => {
  const inSight = () => [...document.querySelectorAll("input[type=radio], input[type=checkbox]")]
    .filter(input => input.checkVisibility());
  const answered = new Set();
  // An answer may bring another question.
  for (let next; (next = inSight().find(input => !answered.has(input.name))); answered.add(next.name)) {
    const choices = inSight().filter(input => input.name === next.name);
    const wanted = choices.find(input => input.value === option) ?? next;
    if (!wanted.checked) wanted.click();
  }
}"""
"""Ticks one answer to each question in sight."""

STORAGE = "() => localStorage.length + sessionStorage.length"


@dataclass
class Carer:
    """A carer with a phone."""

    address: str
    context: BrowserContext
    page: Page
    scripts: bool
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    # -- moving about --

    def opens(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.address + path)

    def follows(self, words: str) -> None:
        """Tap a link in the page itself."""
        self.taps(self.page.get_by_role("main").get_by_role("link", name=words).first)

    def taps(self, control: Locator) -> None:
        """Tap a link or a button, and wait until the page that it leads to is there as a whole."""
        control.click()
        self.page.wait_for_load_state()

    def presses(self, words: str) -> None:
        """Tap a button that sends a form, at the end of it."""
        button = self.page.get_by_role("button", name=words, exact=True)
        while not button.count() and self.continues():
            pass
        with self.page.expect_navigation():
            button.click()

    def continues(self) -> bool:
        """Go to the next section, where a form shows one at a time; False at the last one."""
        button = self.page.get_by_role("button", name="Continue", exact=True)
        if button.count():
            button.click()
            return True
        return False

    def goes_back(self) -> None:
        """The browser's own Back."""
        self.page.go_back()

    # -- answering --

    def chooses(self, question: str, option: str) -> None:
        """Tick an option of a question, both by their ids."""
        self._finds(f'input[name="answer-{question}"][value="{option}"]').check()

    def writes(self, question: str, words: str) -> None:
        """Type into a box."""
        self._finds(f'[name="answer-{question}"]').fill(words)

    def picks(self, question: str, option: str, place: int = 0) -> None:
        """Choose from a list; `place` where a question has several."""
        self._finds(f'select[name="answer-{question}"]')
        self.page.locator(f'select[name="answer-{question}"]').nth(place).select_option(option)

    def changes(self, question: str) -> None:
        """Go from the page for checking back to one question."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=f"Change your answer to: {question}", exact=True).click()

    def writes_words(self, words: str) -> None:
        """Type into the first box for several lines."""
        self._finds("textarea").fill(words)

    def types_code(self, code: str) -> None:
        """Type a one-time code."""
        self._finds("input[name=code]").fill(code)

    def answers_everything(self, option: str = "agree") -> None:
        """Tick an answer to every question: `option` where it is offered, else the first one."""
        self.page.wait_for_load_state()  # only then does the form show what is to be answered first
        self.page.evaluate(ANSWER, option)
        while self.continues():
            self.page.evaluate(ANSWER, option)

    def _finds(self, control: str) -> Locator:
        """The first such control, in whichever section it is."""
        self.page.wait_for_load_state()
        found = self.page.locator(control).first
        while not found.is_visible() and self.continues():
            pass
        while not found.is_visible():
            self._goes_a_section_back(self.page.url)
        return found

    def _goes_a_section_back(self, here: str) -> None:
        self.page.get_by_role("button", name="Back", exact=True).click()
        self.page.wait_for_url(lambda url: url != here)

    # -- reading --

    @property
    def heading(self) -> str:
        """The page's heading, without the sign that links to it."""
        self.page.wait_for_load_state()
        return self.page.locator("h1").inner_text().strip(" \n¶")

    @property
    def text(self) -> str:
        """What the page says, once it is there as a whole."""
        self.page.wait_for_load_state()
        return self.page.locator("main").inner_text()

    @property
    def receipt(self) -> str:
        """The receipt on the page, or the one that its form will show at the end."""
        found = RECEIPT.search(self.text)
        if found:
            return found.group()
        return self.page.locator("input[name=receipt]").input_value(timeout=1000)

    def leaves(self) -> None:
        """Close the browser; nothing may have stayed in it, and nobody else may have been asked."""
        stored = self.page.evaluate(STORAGE) if self.scripts and self.page.url.startswith("http") else 0
        cookies = self.context.cookies()
        self.context.close()
        assert cookies == []
        assert stored == 0
        assert [url for url in self.asked if not url.startswith((self.address, "data:", "blob:"))] == []
        assert self.complaints == []


def a_carer(browser: Browser, address: str, *, scripts: bool = True, width: int = 360) -> Carer:
    """A carer who has never been here, on a phone 360 pixels wide."""
    context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=scripts)
    carer = Carer(address, context, context.new_page(), scripts)
    context.on("request", lambda request: carer.asked.append(request.url))
    carer.page.on("pageerror", lambda error: carer.complaints.append(str(error)))
    carer.page.on(
        "console",
        lambda message: carer.complaints.append(message.text) if "Content Security" in message.text else None,
    )
    return carer
