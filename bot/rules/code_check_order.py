""" "Code first" and "Use additional code" in a list: what is missing, what stands in the wrong place.

Source: ICD-10-CM guideline I.A.13: the underlying condition first, the manifestation after it; a code with "in diseases
classified elsewhere" in its title is never first-listed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.rules.code_check_case import CheckedCode, CheckedList, Finding, Severity
from bot.rules.code_check_instructions import Instruction, instructions
from bot.rules.code_check_words import listed, standing_at
from data.models import NoteKind

_GUIDELINE = "guideline I.A.13"
_ELSEWHERE = re.compile(r"\bin\b.*\b(?:diseases|disorders|conditions|reactions) classified elsewhere")


def is_manifestation(code: CheckedCode) -> bool:
    """Whether its title says so: "Dementia in other diseases classified elsewhere"."""
    return bool(_ELSEWHERE.search(code.title))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A finding before it is known how many codes it is of: `of_them` goes after their names."""

    severity: Severity
    rule: str
    of_them: str
    target: str = ""
    """A code of the list that is to go first, or ""."""


def orders(listing: CheckedList) -> Iterator[Finding]:
    """Each instruction once, however many codes it binds."""
    bound: dict[_Said, list[CheckedCode]] = {}
    for code in listing.codes:
        for instruction in _binding(code):
            said = _of(instruction, code, listing)
            if said is not None:
                bound.setdefault(said, []).append(code)
    for said, codes in bound.items():
        yield _finding(said, codes)
    ordered = {code.code for said, codes in bound.items() if said.target for code in codes}
    yield from _manifestations(listing, ordered)


def _finding(said: _Said, codes: list[CheckedCode]) -> Finding:
    names = list(dict.fromkeys(code.code for code in codes))
    subject = codes[0].named if len(names) == 1 and said.severity is not Severity.INFORMATION else listed(names)
    return Finding(
        severity=said.severity,
        rule=said.rule,
        codes=tuple(names + ([said.target] if said.target else [])),
        text=f"{subject}{said.of_them}",
    )


def _binding(code: CheckedCode) -> Iterator[Instruction]:
    """Those of whole chapters are left out ("resistance to antimicrobial drugs"): they bind nearly nobody."""
    for instruction in instructions(code.detail.notes, code.key):
        if not instruction.origin.startswith("Chapter"):
            yield instruction


def _of(instruction: Instruction, code: CheckedCode, listing: CheckedList) -> _Said | None:
    if instruction.kind is NoteKind.CODE_FIRST:
        return _code_first(instruction, code, listing)
    return _use_additional(instruction, listing)


def _code_first(instruction: Instruction, code: CheckedCode, listing: CheckedList) -> _Said | None:
    note = f"“Code first {instruction.quote}”, {standing_at(instruction.origin)}"
    meeting = [other for other in listing.codes if other.place != code.place and instruction.met_by(other.key)]
    if any(other.place < code.place for other in meeting):
        return None
    if meeting:
        target = meeting[0].code
        text = f": {target} goes before it. The tabular list says {note} ({_GUIDELINE})."
        return _Said(severity=Severity.WARNING, rule="code-first-order", of_them=text, target=target)
    if instruction.conditional:
        return _if_it_applies("code-first", note) if _may_apply(instruction, listing) else None
    if code.place == 0:
        return None if is_manifestation(code) else _first_listed(instruction, note)
    if not instruction.named:
        return None
    if instruction.open_ended and not is_manifestation(code):
        return _if_it_applies("code-first", f"{note}, which gives examples")
    text = f": the tabular list says {note}. None of those codes stands before it ({_GUIDELINE})."
    return _Said(severity=Severity.WARNING, rule="code-first", of_them=text)


def _may_apply(instruction: Instruction, listing: CheckedList) -> bool:
    """What complicates a pregnancy is of no account where no code of the list speaks of one."""
    of_pregnancy = all(named.first.startswith("O") for named in instruction.named)
    return bool(instruction.named) and (not of_pregnancy or bool(listing.beginning("O", "Z33", "Z34", "Z3A")))


def _first_listed(instruction: Instruction, note: str) -> _Said:
    due = "None of those codes is in the list" if instruction.named else "List what it is due to before it"
    text = f" is first-listed, and the tabular list says {note}. {due} ({_GUIDELINE})."
    return _Said(severity=Severity.WARNING, rule="code-first", of_them=text)


def _use_additional(instruction: Instruction, listing: CheckedList) -> _Said | None:
    if not instruction.named or any(instruction.met_by(other.key) for other in listing.codes):
        return None
    note = f"“Use additional {_with_code(instruction.quote)}”, {standing_at(instruction.origin)}"
    if instruction.conditional:
        return _if_it_applies("use-additional", note)
    text = f": another code is due. The tabular list says {note}. None of those codes is in the list."
    return _Said(severity=Severity.WARNING, rule="use-additional", of_them=text)


def _with_code(quote: str) -> str:
    return quote if "code" in quote[:25] else f"code: {quote}"


def _if_it_applies(rule: str, note: str) -> _Said:
    text = f", if it applies: {note}. None of those codes is in the list."
    return _Said(severity=Severity.INFORMATION, rule=rule, of_them=text)


def _manifestations(listing: CheckedList, ordered: set[str]) -> Iterator[Finding]:
    """A manifestation first-listed, whatever else the list holds; its note, unless said with the code to go first."""
    first = listing.first
    if first is not None and is_manifestation(first):
        notes = [one for one in _binding(first) if one.kind is NoteKind.CODE_FIRST and first.code not in ordered]
        due = f" The tabular list says “Code first {notes[0].quote}”, {standing_at(notes[0].origin)}." if notes else ""
        text = (
            f"{first.named} is a manifestation and cannot be first-listed: list the disease that it is due to before "
            f"it ({_GUIDELINE}).{due}"
        )
        yield Finding(severity=Severity.ERROR, rule="manifestation-first", codes=(first.code,), text=text)
