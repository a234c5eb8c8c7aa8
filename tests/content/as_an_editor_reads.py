"""A content file as an editor with a YAML language server reads it, without any code of ours."""

import re
from pathlib import Path
from typing import Any

import yaml


class _Core(yaml.BaseLoader):
    """YAML 1.2 as editors speak it: whole numbers and nothing are no text; `yes`, `no` and days are."""


_Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
_Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))
_Core.add_constructor("tag:yaml.org,2002:null", lambda loader, node: None)  # noqa: ARG005 - PyYAML's signature


def text_of(path: Path) -> str:
    """The YAML of a content file: all of it, or the header of a page."""
    text = path.read_text(encoding="utf-8")
    return text.split("\n---", maxsplit=1)[0].removeprefix("---\n") if path.suffix == ".md" else text


def values_of(path: Path) -> Any:
    """Its values."""
    return yaml.load(text_of(path), Loader=_Core)  # noqa: S506 - a BaseLoader, which makes nothing but text


def schema_of_first_line(path: Path) -> Path | None:
    """The schema file that the first line names, when it names one that is there."""
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text_of(path))
    schema = (path.parent / found[1]).resolve() if found else None
    return schema if schema and schema.is_file() else None
