""" "Code first" and "Use additional code" in a list: what is missing, what stands in the wrong place.

Source: ICD-10-CM guideline I.A.13: the underlying condition first, the manifestation after it; a code with "in diseases
classified elsewhere" in its title is never first-listed.
"""

import re
from collections.abc import Iterator

from bot.rules.code_check_case import CheckedCode, CheckedList, Finding, Severity
from bot.rules.code_check_instructions import Instruction, instructions
from bot.rules.code_check_words import standing_at
from data.models import NoteKind

_GUIDELINE = "guideline I.A.13"
_ELSEWHERE = re.compile(r"\bin\b.*\b(?:diseases|disorders|conditions|reactions) classified elsewhere")


def is_manifestation(code: CheckedCode) -> bool:
    """Whether its title says so: "Dementia in other diseases classified elsewhere"."""
    return bool(_ELSEWHERE.search(code.title))


def orders(listing: CheckedList) -> Iterator[Finding]:
    """Each instruction once, however many codes it binds."""
    said: dict[tuple[str, str, str], Finding] = {}
    for code in listing.codes:
        for instruction in instructions(code.detail.notes, code.key):
            finding = _of(instruction, code, listing)
            if finding is None:
                continue
            same = (finding.rule, instruction.origin, instruction.quote)
            earlier = said.get(same)
            said[same] = _also_of(earlier, code) if earlier else finding
    yield from said.values()
    yield from _manifestations(listing)


def _also_of(finding: Finding, code: CheckedCode) -> Finding:
    return Finding(
        severity=finding.severity,
        rule=finding.rule,
        codes=tuple(dict.fromkeys((*finding.codes, code.code))),
        text=finding.text,
    )


def _of(instruction: Instruction, code: CheckedCode, listing: CheckedList) -> Finding | None:
    if instruction.kind is NoteKind.CODE_FIRST:
        return _code_first(instruction, code, listing)
    return _use_additional(instruction, code, listing)


def _code_first(instruction: Instruction, code: CheckedCode, listing: CheckedList) -> Finding | None:
    meeting = [other for other in listing.codes if other.place != code.place and instruction.met_by(other.key)]
    if any(other.place < code.place for other in meeting):
        return None
    note = f"“Code first {instruction.quote}”, {standing_at(instruction.origin)}"
    if meeting:
        names = [other.code for other in meeting[:1]]
        text = f"{code.code} stands before {names[0]}. The tabular list says {note}: put {names[0]} first."
        return _finding(Severity.WARNING, "code-first-order", [code.code, *names], f"{text} See {_GUIDELINE}.")
    if instruction.conditional:
        return _if_it_applies("code-first", code, note) if instruction.named else None
    if code.place == 0:
        if is_manifestation(code):
            return None
        text = f"{code.named} is first-listed, and the tabular list says {note}. {_none(instruction)}"
        return _finding(Severity.WARNING, "code-first", [code.code], f"{text} See {_GUIDELINE}.")
    if not instruction.named:
        return None
    if instruction.open_ended and not is_manifestation(code):
        return _if_it_applies("code-first", code, f"{note}, which gives examples")
    text = f"{code.named}: the tabular list says {note}. None of those codes stands before it. See {_GUIDELINE}."
    return _finding(Severity.WARNING, "code-first", [code.code], text)


def _none(instruction: Instruction) -> str:
    return "None of those codes is in the list." if instruction.named else "List what it is due to before it."


def _use_additional(instruction: Instruction, code: CheckedCode, listing: CheckedList) -> Finding | None:
    if not instruction.named or any(instruction.met_by(other.key) for other in listing.codes):
        return None
    note = f"“Use additional {_with_code(instruction.quote)}”, {standing_at(instruction.origin)}"
    if instruction.conditional:
        return _if_it_applies("use-additional", code, note)
    text = f"{code.named} asks for another code. The tabular list says {note}. None of those codes is in the list."
    return _finding(Severity.WARNING, "use-additional", [code.code], text)


def _with_code(quote: str) -> str:
    return quote if "code" in quote[:25] else f"code: {quote}"


def _if_it_applies(rule: str, code: CheckedCode, note: str) -> Finding:
    text = f"{code.code}, if it applies: {note}. None of those codes is in the list."
    return _finding(Severity.INFORMATION, rule, [code.code], text)


def _manifestations(listing: CheckedList) -> Iterator[Finding]:
    """A manifestation first-listed, whatever else the list holds."""
    first = listing.first
    if first is not None and is_manifestation(first):
        notes = [one for one in instructions(first.detail.notes, first.key) if one.kind is NoteKind.CODE_FIRST]
        due = f" The tabular list says “Code first {notes[0].quote}”, {standing_at(notes[0].origin)}." if notes else ""
        text = (
            f"{first.named} is a manifestation and cannot be first-listed: list the disease that it is due to before "
            f"it ({_GUIDELINE}).{due}"
        )
        yield _finding(Severity.ERROR, "manifestation-first", [first.code], text)


def _finding(severity: Severity, rule: str, codes: list[str], text: str) -> Finding:
    return Finding(severity=severity, rule=rule, codes=tuple(codes), text=text)

