"""Which column of an export means what, as a person has confirmed it; it reads no cells and stores nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process

from data.importers.tables.errors import UnreadableTable
from data.importers.tables.fields import SEVERAL, Field, heading_words, is_personal

_NEAREST = 3
_FAR = 60
_LEAVE_OUT = "Leave one --map out."


@dataclass(frozen=True, slots=True)
class Mapping:
    """A field for each column, None for a column that is not read."""

    headers: tuple[str, ...]
    fields: tuple[Field | None, ...]

    def columns(self, field: Field) -> tuple[int, ...]:
        """The columns of a field, from 0: several only for diagnoses and modifiers."""
        return tuple(index for index, mapped in enumerate(self.fields) if mapped is field)

    def as_json(self) -> dict[str, str]:
        """Heading to field, as it is saved."""
        return {heading: field.value for heading, field in zip(self.headers, self.fields, strict=True) if field}


def fingerprint(headers: Sequence[str]) -> str:
    """What a mapping is saved under: the SHA-256 of the headings, in hex, however they are capitalized or spaced."""
    return hashlib.sha256("\n".join(map(heading_words, headers)).encode()).hexdigest()


def mapping_from_json(saved: dict[str, str], headers: Sequence[str]) -> Mapping:
    """A saved mapping for these headings. Raises UnreadableTable where one is missing or a field unknown."""
    return _make_mapping(list(saved.items()), headers)


def read_map_options(options: Sequence[str], headers: Sequence[str]) -> Mapping:
    """A mapping typed as "Invoice=claim_number" for each column that is read. Raises UnreadableTable."""
    pairs: list[tuple[str, str]] = []
    for option in options:
        heading, equals, field = option.rpartition("=")
        if not equals or not heading.strip() or not field.strip():
            raise UnreadableTable(f'"{option}" is no mapping.', 'Write column=field: --map "Invoice=claim_number".')
        pairs.append((heading.strip(), field.strip()))
    return _make_mapping(pairs, headers)


def _make_mapping(pairs: Sequence[tuple[str, str]], headers: Sequence[str]) -> Mapping:
    fields: list[Field | None] = [None] * len(headers)
    for heading, typed in pairs:
        index, field = _column(heading, headers), _field(typed)
        if is_personal(headers[index]):
            raise UnreadableTable(f'Column "{headers[index]}" holds personal data, which is never read.', _LEAVE_OUT)
        if fields[index] not in (None, field):
            raise UnreadableTable(f'Column "{headers[index]}" is mapped to two fields.', _LEAVE_OUT)
        if field in fields and field not in SEVERAL and fields[index] is not field:
            other = headers[fields.index(field)]
            raise UnreadableTable(f'Columns "{other}" and "{headers[index]}" are both mapped to {field}.', _LEAVE_OUT)
        fields[index] = field
    if Field.CLAIM_NUMBER not in fields:
        raise UnreadableTable("No column is mapped to claim_number.", 'Add --map "COLUMN=claim_number".')
    return Mapping(tuple(headers), tuple(fields))


def _column(heading: str, headers: Sequence[str]) -> int:
    if heading in headers:
        return headers.index(heading)
    same = [index for index, other in enumerate(headers) if heading_words(other) == heading_words(heading)]
    if len(same) == 1:
        return same[0]
    raise UnreadableTable(f'The export has no column "{heading}".', _did_you_mean(heading, headers))


def _field(typed: str) -> Field:
    try:
        return Field(typed.lower().replace("-", "_"))
    except ValueError:
        raise UnreadableTable(f'There is no field "{typed}".', _did_you_mean(typed, list(Field))) from None


def _did_you_mean(typed: str, choices: Sequence[str]) -> str:
    near = [choice for choice, score, _ in process.extract(typed.lower(), choices, limit=_NEAREST) if score >= _FAR]
    named = ", ".join(f'"{choice}"' for choice in near or choices)
    return f"Did you mean {named}?" if near else f"There are {named}."
