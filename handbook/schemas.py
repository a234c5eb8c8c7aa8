"""A JSON Schema for each kind of content file, so that editors complete and check while people write."""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from handbook.registry import KINDS
from handbook.source.types import Content

PATH = "handbook/schemas"
"""The folder beside the content that the first line of every content file refers to."""
FOLDER = Path(__file__).parent / "schemas"
"""The same folder in a clone, which holds program and content."""


class _UntitledSchema(GenerateJsonSchema):
    """pydantic's schemas without titles, which editors would show in place of the descriptions."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - pydantic's signature
        return False


def schema_of(model: type[Content]) -> dict[str, Any]:
    """The JSON Schema of one kind of content file, for YAML as an editor reads it."""
    schema = model.model_json_schema(schema_generator=_UntitledSchema)
    return {"$schema": _UntitledSchema.schema_dialect, **_as_in_yaml(schema)}


def _as_in_yaml(part: Any) -> Any:  # noqa: ANN401 - any piece of a schema
    """The same part of a schema, describing values as they are written in YAML."""
    if isinstance(part, list):
        return [_as_in_yaml(item) for item in part]
    if not isinstance(part, dict):
        return part
    written = {key: _as_in_yaml(value) for key, value in part.items()}
    if isinstance(written.get("description"), str):
        written["description"] = " ".join(written["description"].split())
    if isinstance(written.get("default"), bool):
        written["default"] = "yes" if written["default"] else "no"
    if written.get("type") == "string" and not written.keys() & {"enum", "format"}:
        # Texts are read as written, but an editor takes 2024 and 1.10 for numbers.
        written["type"] = ["string", "number"]
    return written


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into a folder, remove outdated ones, and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    models = {kind.name: kind.model for kind in KINDS}
    for stale in folder.glob("*.json"):
        if stale.stem not in models:
            stale.unlink()
    for name, model in models.items():
        text = json.dumps(schema_of(model), indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return [folder / f"{name}.json" for name in models]


if __name__ == "__main__":
    sys.stdout.write("".join(f"{path.name}\n" for path in write_schemas(FOLDER)))
