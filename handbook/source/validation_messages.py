"""Turns pydantic's errors into messages that say what to write instead."""

import re
from collections.abc import Callable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from handbook.source.lost_colons import colon_substitute, wrong_colon_message
from handbook.source.problems import Problem
from handbook.source.source_file import Record
from handbook.source.spelling import nearest, suggest_instead
from handbook.source.text_values import Loc
from handbook.source.types import MAX_SLUG_LENGTH, SLUG, Content


def problems_of(error: ValidationError, model: type[Content], record: Record) -> Iterator[Problem]:
    """A problem for every error; a mistyped key, which is both unknown and missing, is reported once."""
    faults = error.errors(include_url=False)
    unknown = {
        fault["loc"]: _intended_key(fault["loc"], faults) for fault in faults if fault["type"] == "extra_forbidden"
    }
    intended = {(*loc[:-1], key) for loc, key in unknown.items() if key}
    for fault in faults:
        if fault["type"] == "missing" and fault["loc"] in intended:
            continue
        # pydantic also reports a list as too short if its items are invalid.
        if fault["type"] == "too_short" and any(other["loc"][:-1] == fault["loc"] for other in faults):
            continue
        yield _problem(fault, model, record, unknown.get(fault["loc"]))


def _intended_key(loc: Loc, faults: list[ErrorDetails]) -> str | None:
    """The missing key that was probably meant by an unknown one in the same mapping."""
    missing = [
        str(fault["loc"][-1]) for fault in faults if fault["type"] == "missing" and fault["loc"][:-1] == loc[:-1]
    ]
    # A key is missing right here, so even a less similar word is a good suggestion.
    return nearest(str(loc[-1]), missing, likeness=0.6)


def _problem(fault: ErrorDetails, model: type[Content], record: Record, intended: str | None) -> Problem:
    loc = fault["loc"]
    if fault["type"] == "missing":
        return record.key_problem(loc[:-1], _missing(model, loc))
    if fault["type"] == "extra_forbidden":
        key = str(loc[-1])
        instead = (
            f"did you mean `{intended}`?"
            if intended
            else _suggest_key(key, model_at(model, loc[:-1]), record, loc[:-1])
        )
        return record.key_problem(loc, f"`{key}` is not a key that can stand here; {instead}")
    if loc and loc[-1] == "[key]":
        return record.key_problem(
            loc[:-1], _no_id(fault) if fault["type"] == "string_pattern_mismatch" else message_for(fault)
        )
    message = _with_example_key(model_at(model, loc), message_for(fault))
    if fault["input"] is None and _is_optional(model, loc):
        message += ", or take the key out"
    return record.problem(_loc_of_named_key(fault, record), message)


def _with_example_key(model: type[BaseModel] | None, message: str) -> str:
    """The message with a key of this model in its example, a required one if there is any."""
    if model is None:
        return message
    needed = [key for key, field in model.model_fields.items() if field.is_required()]
    return message.replace("`title: ...`", f"`{(needed or _keys_of(model))[0]}: ...`")


def _is_optional(model: type[Content], loc: Loc) -> bool:
    """Whether this key can be left out."""
    owner = model_at(model, loc[:-1]) if loc else None
    field = owner.model_fields.get(str(loc[-1])) if owner else None
    return field is not None and not field.is_required()


_WORDS_OF_TEXT = frozenset(
    (
        *("a", "and", "as", "at", "but", "by", "for", "from", "if", "in", "is", "it", "of", "on", "or", "so"),
        *("that", "the", "then", "to", "we", "with", "you"),
    )
)
"""Words that are never keys, but often begin the second line of a text."""


def _suggest_key(key: str, model: type[BaseModel] | None, record: Record, loc: Loc) -> str:
    """Advice about an unknown key; it names no key that is already written."""
    if not re.fullmatch(r"[\w-]+", key) or key.lower() in _WORDS_OF_TEXT:
        return "if it goes on with the text above, put the whole text in straight quotes, on one line"
    free = [key for key in _keys_of(model) if (*loc, key) not in record.keys]
    if not free:
        return "take it out"
    advice = suggest_instead(key, free, "check the spelling, or take it out")
    return advice.replace("write one of", "take it out, or write one of", 1)


def _loc_of_named_key(fault: ErrorDetails, record: Record) -> Loc:
    """The loc that a validator of several keys reports: the last key that its message names, if it is written."""
    keys = re.findall(r"`(\w+):?`", message_for(fault)) if fault["type"] == "value_error" else []
    written = [(*fault["loc"], key) for key in keys if (*fault["loc"], key) in record.values]
    return written[-1] if written else fault["loc"]


def _missing(model: type[Content], loc: Loc) -> str:
    key = str(loc[-1])
    owner = model_at(model, loc[:-1])
    described = owner.model_fields[key].description if owner and key in owner.model_fields else None
    words = " ".join(described.split()).rstrip(".") if described else ""
    words = re.sub(r" \(([^)]*)\)", r", \1,", words)
    meaning = f" ({words[0].lower()}{words[1:]})" if words else ""
    return f"`{key}` is missing; add a line `{key}:`{meaning}"


def _keys_of(model: type[BaseModel] | None) -> list[str]:
    return list(model.model_fields) if model else []


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model of the mapping at this loc; None if there is none."""
    annotation: Any = model
    for step in loc:
        annotation = _without_none(annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            if step not in annotation.model_fields:
                return None
            annotation = annotation.model_fields[str(step)].annotation
        else:
            inside = [get_arg for get_arg in get_args(annotation) if get_arg is not Ellipsis]
            annotation = inside[-1] if inside else None
    annotation = _without_none(annotation)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _without_none(annotation: Any) -> Any:  # noqa: ANN401 - a type, however it is written
    """An annotation without the `| None`."""
    choices = [get_arg for get_arg in get_args(annotation) if get_arg is not type(None)]
    return choices[0] if type(None) in get_args(annotation) else annotation


def message_for(fault: ErrorDetails) -> str:
    """The message about one error of pydantic."""
    if fault["input"] is None and fault["type"] == "enum":
        return f"nothing is written here; write one of: {', '.join(f'`{choice}`' for choice in _choices(fault))}"
    if fault["input"] is None and fault["type"] in EMPTY_MESSAGES:
        return EMPTY_MESSAGES[fault["type"]]
    return MESSAGES[fault["type"]](fault)


def _shortened(fault: ErrorDetails) -> str:
    text = " ".join(str(fault["input"]).split())
    return text if len(text) <= 40 else f"{text[:37]}..."


def _not_text(fault: ErrorDetails) -> str:
    if isinstance(fault["input"], dict) and len(fault["input"]) == 1:
        key = next(iter(fault["input"]))
        return f"`{key}:` was taken for a key because of its colon; put the whole text in quotes"
    if isinstance(fault["input"], dict):
        return "keys stand here where one text should; write the text alone"
    return "a list stands here where one text should; write the text alone, in quotes if it begins with `[` or `-`"


def _choices(fault: ErrorDetails) -> list[str]:
    # pydantic quotes a choice with an apostrophe differently: 'board' or "children's group".
    return [one or other for one, other in re.findall(r"'([^']+)'|\"([^\"]+)\"", str(fault["ctx"]["expected"]))]


def _not_a_choice(fault: ErrorDetails) -> str:
    choices = _choices(fault)
    guess = nearest(str(fault["input"]), choices)
    instead = f"did you mean `{guess}`?" if guess else f"write one of: {', '.join(f'`{choice}`' for choice in choices)}"
    return f"`{_shortened(fault)}` is not one of the choices; {instead}"


def _not_a_slug(fault: ErrorDetails) -> str:
    written = str(fault["input"])
    better = re.sub(r"[^a-z0-9]+", "-", written.lower().replace("'", "")).strip("-")
    better = better if len(better) <= MAX_SLUG_LENGTH else better[:MAX_SLUG_LENGTH].rpartition("-")[0]
    such_as = f"; write `{better}`" if better else ""
    return (
        f"`{_shortened(fault)}` becomes part of a web address: use small letters, figures and single hyphens{such_as}"
    )


def _no_id(fault: ErrorDetails) -> str:
    return f"`{_shortened(fault)}` is no id; write the `id` of what is meant: small letters, figures and single hyphens"


def _too_long(fault: ErrorDetails) -> str:
    if fault["ctx"]["max_length"] == MAX_SLUG_LENGTH and not SLUG.fullmatch(fault["input"]):
        return _not_a_slug(fault)
    return f"this is too long ({len(fault['input'])} characters); keep it to {fault['ctx']['max_length']}"


def _not_a_list(_: ErrorDetails) -> str:
    return "a list must stand here, even for one thing; put each on a line of its own, after `- `"


def _not_keys(fault: ErrorDetails) -> str:
    if isinstance(fault["input"], list):
        return "a list stands here where keys should; take each `- ` of it out"
    sign = colon_substitute(str(fault["input"]))
    if sign:
        return wrong_colon_message(sign)
    return (
        f"`{_shortened(fault)}` has no key before it; write the key and a colon first, such as `title: ...`, "
        "and each other key on a line below"
    )


def _validator_message(fault: ErrorDetails) -> str:
    return str(fault["ctx"]["error"])


EMPTY_MESSAGES = {
    "string_type": "nothing is written here; write some words",
    "string_too_short": "nothing is written here; write some words",
    "tuple_type": "nothing is written here; write each item on a line of its own, after `- `",
    "dict_type": "nothing is written here; write lines with keys below it",
    "model_type": "nothing is written here; write lines with keys, such as `title: ...`",
}
"""Messages about keys without a value, by pydantic's error type."""

MESSAGES: dict[str, Callable[[ErrorDetails], str]] = {
    "dict_type": _not_keys,
    "enum": _not_a_choice,
    "model_type": _not_keys,
    "string_pattern_mismatch": _not_a_slug,
    "string_too_long": _too_long,
    "string_too_short": lambda _: EMPTY_MESSAGES["string_too_short"],
    "string_type": _not_text,
    "too_short": lambda _: "nothing stands in this list; write each item on a line of its own, after `- `",
    "tuple_type": _not_a_list,
    "value_error": _validator_message,
}
"""The functions that word a message, by pydantic's error type; all that our models can raise."""
