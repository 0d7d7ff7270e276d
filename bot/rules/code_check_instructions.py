""" "Code first" and "Use additional code" notes as whole instructions: a lead with its items; it checks no list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.rules.code_check_named import NamedCodes, named_codes
from bot.rules.code_check_qualifiers import intent_of
from data.models import Note, NoteKind

_CONDITIONAL = re.compile(
    r"\b(?:if|any|associated|complicating|organism|infectious|infection|bacteria\w*|external|cause code|adverse effect|"
    r"following (?:surgery|a procedure))\b",
    re.IGNORECASE,
)
"""Words of a note that holds only for some patients, or only where the record says more."""
_FOR_CODES = re.compile(r"\bfor codes (?P<codes>[^,]+(?:, [A-Z][0-9][^,]+)*),? to\b")
_CODE_LEAD = re.compile(r"(?:external cause |cause )?code\b", re.IGNORECASE)
_OF_ADVERSE_EFFECTS = ", for adverse effects"
_EXTERNAL = "VWXY"
_LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One instruction of the tabular list. `named` are the codes that meet it, () where it names none."""

    kind: NoteKind
    origin: str
    lines: tuple[str, ...]
    named: tuple[NamedCodes, ...]
    conditional: bool
    open_ended: bool
    """Its list gives examples ("such as"): a code that it does not name may meet it."""

    def met_by(self, key: str) -> bool:
        return any(named.touches(key) for named in self.named)

    @property
    def quote(self) -> str:
        """The note's own words, its items after the lead; a long list is cut with its count."""
        lead, *items = self.lines
        text = lead.lstrip(" ,")
        for number, item in enumerate(items):
            joint = " " if number == 0 and lead.endswith(":") else "; "
            if len(text) + len(item) > _LONGEST_QUOTE:
                return f"{text}; and {len(items) - number} more"
            text += joint + item
        return text


def instructions(notes: tuple[Note, ...], key: str) -> Iterator[Instruction]:
    """The instructions that bind a code (no dot), nearest first; those of other codes of its category left out."""
    for (origin, kind), group in groupby(notes, key=lambda note: (note.origin, note.kind)):
        if kind in (NoteKind.CODE_FIRST, NoteKind.USE_ADDITIONAL):
            for lines in _parted([note.text for note in group], kind):
                if _binds(lines[0], key):
                    yield _instruction(kind, origin, lines)


def _parted(lines: list[str], kind: NoteKind) -> list[list[str]]:
    """Each line "code ..." begins another instruction to use an additional code; a code-first note is one."""
    parts: list[list[str]] = []
    for line in lines:
        if not parts or (kind is NoteKind.USE_ADDITIONAL and _CODE_LEAD.match(line)):
            parts.append([])
        parts[-1].append(line)
    return parts


def _binds(lead: str, key: str) -> bool:
    """ "for codes G31.0-G31.83, ..., to identify", and the adverse effects of drugs among all their codes."""
    found = _FOR_CODES.search(lead)
    if found:
        return any(named.covers(key) for named in named_codes(found["codes"]))
    return intent_of(key) == "5" if lead.startswith(_OF_ADVERSE_EFFECTS) else True


def _instruction(kind: NoteKind, origin: str, lines: list[str]) -> Instruction:
    lead = lines[0]
    aimed = _FOR_CODES.sub("", lead)
    named = [one for line in (aimed, *lines[1:]) for one in named_codes(line)]
    several = len(lines) > 1
    return Instruction(
        kind=kind,
        origin=origin,
        lines=tuple(lines),
        named=tuple(named),
        conditional=_is_conditional(kind, lead, several=several, named=named),
        open_ended="such as" in lead,
    )


def _is_conditional(kind: NoteKind, lead: str, *, several: bool, named: list[NamedCodes]) -> bool:
    """Whether nothing is wrong where no code meets it.

    A list to choose from after "use additional code to identify:" holds for what the patient has; so do the items of
    a code-first list that each name a circumstance of its own ("heart failure due to hypertension"). What complicates
    a pregnancy is for the pregnant. External causes need not be reported by national rule (guideline I.C.20).
    """
    if lead.startswith(_OF_ADVERSE_EFFECTS):
        return False
    if _CONDITIONAL.search(lead):
        return True
    if named and all(one.first[0] in _EXTERNAL for one in named):
        return True
    if named and all(one.first.startswith("O") for one in named) and kind is NoteKind.CODE_FIRST:
        return True
    return several and (kind is NoteKind.USE_ADDITIONAL or not lead.endswith(":"))
