"""A visitor without scripts who reads pages, fills in forms and presses buttons; every page is checked on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask

from feedback_app.web.http_security import FORM_HEADERS

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

Values = dict[str, list[str]]


@dataclass(frozen=True)
class Page:
    """One page as it arrived."""

    visitor: Visitor
    status: int
    root: Element
    html: str

    @property
    def title(self) -> str:
        """What the window is called."""
        return _text(next(self.root.iter("title")))

    @property
    def heading(self) -> str:
        """The level-one heading."""
        return _text(next(self.root.iter("h1")))

    @property
    def text(self) -> str:
        """The words of the main part."""
        return _text(next(self.root.iter("main")))

    @property
    def receipt(self) -> str:
        """The receipt or code printed on the page."""
        return _text(next(each for each in self.root.iter("p") if each.get("class") == "receipt"))

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What the error summary says: the id it links to, and the words."""
        boxes = (each for each in self.root.iter("div") if "govuk-error-summary" in each.get("class", "").split())
        return [(link.get("href", "")[1:], _text(link)) for box in boxes for link in box.iter("a")]

    @property
    def filled(self) -> Values:
        """What a browser would send if nothing were changed."""
        values: Values = {}
        for control in self._form().iter():
            if control.tag == "textarea":
                values.setdefault(control.get("name", ""), []).append(control.text or "")
            elif control.tag == "input" and _is_sent(control):
                values.setdefault(control.get("name", ""), []).append(control.get("value", ""))
        return values

    def has_link(self, address: str) -> bool:
        """Whether a link leads there."""
        return any(link.get("href") == address for link in self.root.iter("a"))

    def press(self, button: str, **answers: str | list[str]) -> Page:
        """Fill in by question id, then press the button with these words."""
        form = self._form()
        pressed = next(each for each in form.iter("button") if _text(each) == button)
        values = self.filled
        own = {control.get("name") for control in form.iter() if control.get("name")}
        if pressed.get("name"):
            values[pressed.get("name", "")] = [pressed.get("value", "")]
        for name, given in answers.items():
            # By its own name where the form has such a control, else by the id of its question.
            key = name if name in own else f"answer-{name.replace('_', '-')}"
            values[key] = [given] if isinstance(given, str) else given
        return self.visitor.post(pressed.get("formaction") or form.get("action", ""), values)

    def _form(self) -> Element:
        return next(self.root.iter("form"))


@dataclass
class Visitor:
    """Somebody with a browser; `headers` are sent with every request."""

    app: Flask
    headers: dict[str, str] = field(default_factory=lambda: {"Sec-Fetch-Site": "same-origin"})

    def get(self, address: str) -> Page:
        """Open an address."""
        return self._read(self.app.test_client().get(address, headers=self.headers))

    def post(self, address: str, values: Values | dict[str, str]) -> Page:
        """Send a form."""
        return self._read(self.app.test_client().post(address, data=values, headers=self.headers))

    def _read(self, answer: TestResponse) -> Page:
        html = answer.get_data(as_text=True)
        # `strict` raises on anything that is not well-formed HTML.
        root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
        page = Page(self, answer.status_code, root, html)
        check_page(page)
        check_headers(answer)
        return page


def check_page(page: Page) -> None:
    """The rules of every page."""
    headings = list(page.root.iter("h1"))
    assert len(headings) == 1, f"{len(headings)} level-one headings"
    assert page.heading in page.title, f"the title {page.title!r} lacks the heading {page.heading!r}"
    assert page.title.startswith(("Error: ", "Gwall: ")) == bool(page.errors)
    assert next(page.root.iter("html")).get("lang") in ("en-GB", "cy")
    assert page.has_link("/who-to-call/")
    assert all(box.get("dir") == "auto" for box in page.root.iter("textarea")), "words run the way that they are read"
    ids = [each.get("id") for each in page.root.iter() if each.get("id")]
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert all(target in ids for target, _ in page.errors), "an error links to nothing"
    labels = {label.get("for") for label in page.root.iter("label")}
    for control in (*page.root.iter("input"), *page.root.iter("textarea"), *page.root.iter("select")):
        assert control.get("type") == "hidden" or control.get("id") in labels, f"{control.attrib} has no label"
        assert "required" not in control.attrib
    for element in page.root.iter():
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]
        assert element.tag != "style"
        assert element.tag != "script" or (element.get("src") and not (element.text or "").strip())


def check_headers(answer: TestResponse) -> None:
    """The headers of every page, and no cookie."""
    assert {name: answer.headers.get(name) for name in FORM_HEADERS} == FORM_HEADERS
    assert "Set-Cookie" not in answer.headers
    assert "Strict-Transport-Security" not in answer.headers


def _text(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _is_sent(control: Element) -> bool:
    return control.get("type") not in ("radio", "checkbox") or "checked" in control.attrib
