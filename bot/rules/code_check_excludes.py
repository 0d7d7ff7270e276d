"""Excludes notes between the codes of a list; it finds what the notes name and judges no diagnosis.

Source: ICD-10-CM guidelines I.A.12.a (Excludes1: never together, except where the two are unrelated) and I.A.12.b.
"""

from collections.abc import Iterator
from itertools import combinations

from bot.rules.code_check_case import CheckedCode, Finding, Severity
from bot.rules.code_check_named import named_codes
from bot.rules.code_check_words import standing_at
from data.models import Note, NoteKind

_EXCLUDES1 = (
    "{one} and {other} are not coded together. Excludes1 {where}: “{note}”. "
    "Keep one of them, unless the two conditions are unrelated (guideline I.A.12.a)."
)
_EXCLUDES2 = (
    "{one} does not include {other}. Excludes2 {where}: “{note}”. Both may be coded where the patient has both "
    "(guideline I.A.12.b)."
)


def excludes(codes: tuple[CheckedCode, ...]) -> Iterator[Finding]:
    """One finding a pair, by the note nearest to a code; Excludes1 goes before Excludes2.

    The Excludes2 notes of whole blocks and chapters ("burns and corrosions (T20-T32)") are left out: they speak of
    nearly every pair.
    """
    for pair in combinations(sorted(codes, key=lambda code: code.key), 2):
        forbidden = _found(pair, NoteKind.EXCLUDES1)
        if forbidden:
            yield _finding(Severity.ERROR, "excludes1", _EXCLUDES1, *forbidden)
        elif beside := _found(pair, NoteKind.EXCLUDES2):
            yield _finding(Severity.INFORMATION, "excludes2", _EXCLUDES2, *beside)


def _found(pair: tuple[CheckedCode, ...], kind: NoteKind) -> tuple[CheckedCode, CheckedCode, Note] | None:
    """The holder of the note, the code it excludes and the note: the one that stands nearest to its code."""
    one, other = pair
    found = [
        (place, holder, excluded, note)
        for holder, excluded in ((one, other), (other, one))
        for place, note in enumerate(holder.detail.notes)
        if note.kind is kind and not _is_too_wide(note, kind) and _speaks_of(note, holder, excluded)
    ]
    return min(found, key=lambda item: (item[0], item[1].key))[1:] if found else None


def _speaks_of(note: Note, holder: CheckedCode, excluded: CheckedCode) -> bool:
    """Where a note names both codes, it sets neither against the other. "Open fracture (S82.-)" means no closed one."""
    if "open fracture" in note.text.lower() and "open" not in excluded.title.lower():
        return False
    return any(named.covers(excluded.key) and not named.covers(holder.key) for named in named_codes(note.text))


def _is_too_wide(note: Note, kind: NoteKind) -> bool:
    return kind is NoteKind.EXCLUDES2 and (note.origin.startswith("Chapter") or "-" in note.origin)


def _finding(
    severity: Severity, rule: str, words: str, holder: CheckedCode, excluded: CheckedCode, note: Note
) -> Finding:
    text = words.format(one=holder.named, other=excluded.named, where=standing_at(note.origin), note=note.text)
    return Finding(severity=severity, rule=rule, codes=(holder.code, excluded.code), text=text)
