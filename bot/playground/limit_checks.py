"""Small checks from which the Block Kit tables are built; each reports what is wrong and never changes a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`path` like `blocks[2].elements[0].text`; `says` like "must be at most 3000 characters, has 3001"."""

    path: str
    says: str

    @property
    def pointer(self) -> str:
        """The path as Slack writes it in `response_metadata.messages`: `/blocks/2/elements/0/text`."""
        return "/" + self.path.replace("[", "/").replace("]", "").replace(".", "/")

    def __str__(self) -> str:
        return f"{self.path}: {self.says}"


Problems = list[Problem]
Check = Callable[[object, str, Problems], None]
Rule = Callable[[Json, str, Problems], None]


def string(*, at_most: int, at_least: int = 1) -> Check:
    """A string of `at_least` to `at_most` characters."""

    def check(value: object, path: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.append(Problem(path=path, says="must be a string"))
        elif len(value) < at_least:
            problems.append(Problem(path=path, says="must not be empty"))
        elif len(value) > at_most:
            problems.append(Problem(path=path, says=f"must be at most {at_most} characters, has {len(value)}"))

    return check


def flag(value: object, path: str, problems: Problems) -> None:
    """true or false, nothing that merely looks like it."""
    if not isinstance(value, bool):
        problems.append(Problem(path=path, says="must be true or false"))


def anything(value: object, path: str, problems: Problems) -> None:
    """A value that Slack does not look into."""


def whole(low: int, high: int) -> Check:
    """A whole number within bounds."""

    def check(value: object, path: str, problems: Problems) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            problems.append(Problem(path=path, says=f"must be a whole number from {low} to {high}"))

    return check


def one_of(*words: str) -> Check:
    """One of a closed list of words."""

    def check(value: object, path: str, problems: Problems) -> None:
        if value not in words:
            problems.append(Problem(path=path, says=f"must be one of {', '.join(words)}"))

    return check


def items(each: Check, *, at_most: int, at_least: int = 1) -> Check:
    """A list of `at_least` to `at_most` items, each passing its own check."""

    def check(value: object, path: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.append(Problem(path=path, says="must be a list"))
            return
        if len(value) < at_least:
            problems.append(Problem(path=path, says=f"must have at least {at_least} item(s), has {len(value)}"))
        if len(value) > at_most:
            problems.append(Problem(path=path, says=f"must have at most {at_most} items, has {len(value)}"))
        for index, item in enumerate(value):
            each(item, f"{path}[{index}]", problems)

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these keys and no others."""
    known = {**required, **(optional or {})}

    def check(value: object, path: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.append(Problem(path=path, says="must be an object"))
            return
        for key in required:
            if key not in value:
                problems.append(Problem(path=path, says=f"lacks the required key {key}"))
        for key, part in value.items():
            if key in known:
                known[key](part, f"{path}.{key}", problems)
            else:
                problems.append(Problem(path=f"{path}.{key}", says="is not a key Slack knows here"))

    return check


def variant(table: Mapping[str, Check], *, what: str) -> Check:
    """An object whose `type` chooses the check; a type outside the table is not legal here."""

    def check(value: object, path: str, problems: Problems) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in table:
            problems.append(Problem(path=path, says=f"{kind!r} is not a legal {what} here"))
            return
        table[kind](value, path, problems)

    return check


def also(first: Check, *more: Rule) -> Check:
    """Several checks of one value; the later ones see only objects."""

    def check(value: object, path: str, problems: Problems) -> None:
        first(value, path, problems)
        if isinstance(value, dict):
            for rule in more:
                rule(value, path, problems)

    return check


def exactly_one(*keys: str) -> Rule:
    """Exactly one of these keys is there."""

    def check(value: Json, path: str, problems: Problems) -> None:
        if sum(key in value for key in keys) != 1:
            problems.append(Problem(path=path, says=f"must have exactly one of {' and '.join(keys)}"))

    return check


def at_least_one(*keys: str) -> Rule:
    """One of these keys, or more, is there."""

    def check(value: Json, path: str, problems: Problems) -> None:
        if not any(key in value for key in keys):
            problems.append(Problem(path=path, says=f"must have {' or '.join(keys)}"))

    return check


def objects(value: object) -> list[Json]:
    """The objects of a list that may be anything."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
