"""What content is compared with: ids, counts and numbers of the source documents, and hashes of their runs of words.

The documents are not in this repository. Where they are beside it, in `../shared`,
`python -m tests.content.sources` writes this again, and a test compares it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "sources"
SHARED = Path(__file__).parent.parent.parent.parent / "shared"
CHARTERS = {"kent": "kent", "staffs": "staffordshire", "coventry": "coventry"}
"""The inventory's name of each charter, and its slug."""
PARTIES = {
    "local_authority": "corporate-parent",
    "corporate_parent": "corporate-parent",
    "fostering_service": "fostering-service",
    "foster_carer": "foster-carer",
}
LONGEST_RUN = 7
"""So many words may follow each other as in a source; eight are a copy."""
_HASH = 6
"""Bytes kept of each hash: enough that none of a million runs agrees by chance."""


def words_of(text: str) -> list[str]:
    """The words of a text, all in small letters, without marks."""
    return re.findall(r"[a-z0-9']+", text.lower().replace("\u2019", "'"))


def hashed_runs(words: list[str]) -> Iterator[tuple[bytes, str]]:
    """Every run of words that is too long to be chance, after its hash."""
    for run in zip(*(words[start:] for start in range(LONGEST_RUN + 1)), strict=False):
        text = " ".join(run)
        yield hashlib.sha256(text.encode()).digest()[:_HASH], text


def read_source(name: str) -> Any:
    """The facts of one inventory: `charters`, `plan` or `coverage`."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def read_runs() -> frozenset[bytes]:
    """The hash of every long run of words in the source documents."""
    hashes = (FOLDER / "word-runs.bin").read_bytes()
    return frozenset(hashes[start : start + _HASH] for start in range(0, len(hashes), _HASH))


def charters_in(inventory: dict[str, Any]) -> dict[str, list[list[object]]]:
    """For each charter its items in their order, roles first: id, party, heading, number."""
    return {
        CHARTERS[each["id"]]: [
            [item["id"], PARTIES[item["party"]], item["theme"], item["n"]]
            for item in (*_roles(each), *each["commitments"])
        ]
        for each in inventory["charters"]
    }


def _roles(charter: dict[str, Any]) -> list[dict[str, Any]]:
    roles = charter["roles"]
    return list(roles.get("items", []) if isinstance(roles, dict) else roles)


def plan_in(inventory: dict[str, Any]) -> dict[str, Any]:
    """How many parts each objective has, what the stocktake was answered, and every number."""
    sections = inventory["stocktake"]["sections"]
    listed = [*inventory["statistics"], *inventory["stocktake"]["statistics"]]
    objectives = [each for target in inventory["targets"] for each in target["objectives"]]
    return {
        "standards": [target["nms"] for target in inventory["targets"]],
        "objectives": {
            each["id"]: {
                "measures": len(each["measures"]),
                "outcomes": len(each["outcomes"]),
                "times": len(each["timescales"]),
                "has_actions": bool(each["actions"]),
                "has_leads": bool(each["lead"]),
                "is_uncertain": bool(each.get("uncertain")),
            }
            for each in objectives
        },
        "paragraphs": {each["paragraph"]: each["response"] for section in sections for each in section["paragraphs"]},
        "replies_by_section": [len(each["kent_response"]) for each in sections],
        "numbers": [str(each[key]) for key in ("value", "percent") for each in listed if key in each],
    }


def coverage_in(inventory: str) -> list[list[str]]:
    """The id and the priority of each thing that the documents name."""
    return [list(row) for row in re.findall(r"^\| ([A-I]\d+) \|.*\| (\w+) \|$", inventory, re.MULTILINE)]


def runs_in(texts: Iterable[str]) -> bytes:
    """The hashes of all their long runs of words, sorted."""
    return b"".join(sorted({found for text in texts for found, _ in hashed_runs(words_of(text))}))


def drawn_from(shared: Path) -> dict[str, bytes]:
    """Every file of the folder `sources`, from the documents."""
    content = shared / "content"
    read = {
        name: yaml.safe_load((content / f"{name}.yml").read_text(encoding="utf-8")) for name in ("charters", "plan")
    }
    facts = {
        "charters": charters_in(read["charters"]),
        "plan": plan_in(read["plan"]),
        "coverage": coverage_in((content / "systems.md").read_text(encoding="utf-8")),
    }
    seeds = sorted((shared / "seeds").glob("*.txt"))
    runs = runs_in(seed.read_text(encoding="utf-8", errors="replace") for seed in seeds)
    written = {
        f"{name}.yml": yaml.safe_dump(each, sort_keys=False, width=120, default_flow_style=None).encode()
        for name, each in facts.items()
    }
    return written | {"word-runs.bin": runs}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, content in drawn_from(SHARED).items():
        (FOLDER / file).write_bytes(content)
