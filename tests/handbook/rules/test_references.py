"""Whatever names something by its id is refused when it is no id, also where no list says what is known."""

import pytest

from handbook.content_kind import ContentKind
from handbook.handbook import Handbook
from handbook.registry import KINDS
from handbook.rules.references import check_references_are_ids, reference_paths
from handbook.source.source_file import Record
from handbook.source.text_values import Loc
from handbook.source.types import SLUG
from handbook.sources import Sources

NAMING = [
    (kind, way) for kind in {kind.name: kind for kind in KINDS}.values() for way in sorted(reference_paths(kind.model))
]


def told(kind: ContentKind, way: tuple[str, ...], text: str, handbook: Handbook) -> list[str]:
    """What the last rule says about a file in which one thing is named."""
    path = kind.place.replace("<page>", "a")
    for name in ("charter", "profile", "survey", "wave", "language"):
        path = path.replace(f"<{name}>", "a")
    value: object = {way[-1]: [text]}
    loc: Loc = (way[-1], 0)
    for step in reversed(way[:-1]):
        value, loc = {step: [value]}, (step, 0, *loc)
    return [each.message for each in check_references_are_ids(Sources(handbook, {path: Record(path, value, {}, {})}))]


def test_many_fields_name_something() -> None:
    assert len(NAMING) > 50
    assert ("page", ("themes",)) in [(kind.name, way) for kind, way in NAMING]
    assert ("courses", ("courses", "dates", "area")) in [(kind.name, way) for kind, way in NAMING]


@pytest.mark.parametrize(
    ("kind", "way"), NAMING, ids=lambda each: each.name if isinstance(each, ContentKind) else ".".join(each)
)
def test_a_title_in_place_of_an_id_never_passes(sample: Handbook, kind: ContentKind, way: tuple[str, ...]) -> None:
    assert told(kind, way, "East Kent", sample) == [
        "`East Kent` is no id; write the `id` of what is meant, in small letters"
    ]
    assert SLUG.fullmatch("east-kent")
    assert told(kind, way, "east-kent", sample) == []
