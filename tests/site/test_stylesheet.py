"""The one stylesheet holds what pages and forms use, and nothing else."""

import re
from pathlib import Path

from site_builder.styles import stylesheet

MADE = re.compile(r"^calling__mark--|^footnote$")
"""Names that a script puts together, or that come with a footnote."""
MACROS = re.compile(r"import govuk(\w+)")
SHARED = {
    "visually-hidden",
    "form-group",
    "fieldset",
    "label",
    "hint",
    "button-group",
    "summary-list",
}
"""Parts of the form macros' markup that have no macro of their own, or that templates write themselves."""


def class_names() -> set[str]:
    """Every class that the stylesheet speaks of."""
    rules = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]+)", re.sub(r"\{[^{}]*\}", "{}", rules)))


def sources(root: Path) -> str:
    """Everything that may name a class."""
    kinds = {".py", ".html", ".jinja", ".js", ".md"}
    folders = (root / name for name in ("site_builder", "feedback_app", "docs"))
    return "\n".join(path.read_text() for folder in folders for path in folder.rglob("*") if path.suffix in kinds)


def test_every_class_of_our_own_is_used(root: Path, built_site: Path) -> None:
    used = set(re.findall(r"[\w-]+", sources(root)))
    for page in built_site.rglob("*.html"):
        used.update(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', page.read_text()))))
    own = {name for name in class_names() if not name.startswith("govuk-") and not MADE.match(name)}
    assert own - used == set()


def test_every_part_of_a_form_that_is_styled_is_one_that_forms_have(root: Path) -> None:
    macros = {re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower() for name in MACROS.findall(sources(root))}
    styled = {re.split("__|--", name.removeprefix("govuk-"))[0] for name in class_names() if "govuk-" in name}
    assert styled - macros - SHARED == set()
