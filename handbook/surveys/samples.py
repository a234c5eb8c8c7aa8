"""How invented replies to a form lean, for demonstrations (`surveys/<slug>/sample.yml`)."""

from pydantic import Field

from handbook.source.types import Content, Line, Slug, Whole


class Sample(Content):
    """What `python -m feedback_app sample` makes up; nobody's answers, and every page that shows them says so."""

    replies: Whole = 120
    """How many people it invents."""
    agreement: dict[Slug, Whole] = Field(default_factory=dict)
    """How many in a hundred agree, by question; for `number`, the likeliest number times ten."""
    options: dict[Slug, dict[Slug, Whole]] = Field(default_factory=dict)
    """How often each option is chosen, by question and option; for `several of` in a hundred people."""
    texts: dict[Slug, tuple[Line, ...]] = Field(default_factory=dict)
    """What a few people write, by question, to practise reading; about nobody."""
