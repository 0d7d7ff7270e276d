"""Pregnancy, delivery and the newborn in one list; it reads no notes.

Source: ICD-10-CM guidelines I.C.15.a.1, I.C.15.a.2, I.C.15.b.5, I.C.15.n, I.C.16.a, I.C.21.c.11, and the notes of Z37,
Z38 and Chapter 15.
"""

from collections.abc import Iterator

from bot.rules.code_check_case import CheckedCode, CheckedList, Finding, Severity
from bot.rules.code_check_words import is_or_are, listed

_ABORTIVE = ("O00", "O01", "O02", "O03", "O04", "O07", "O08")
_NEWBORN = ("P", "Z38")
_TO_THE_END = ("O94", "O98", "O99", "O9A")


def maternal(listing: CheckedList) -> Iterator[Finding]:
    mother = listing.beginning("O")
    newborn = listing.beginning(*_NEWBORN)
    if mother:
        yield from _mother_first(listing)
        yield from _normal_delivery(mother)
    if newborn:
        yield from _one_record(mother + listing.beginning("Z37", "Z3A"), newborn)
    yield from _outcome(listing, mother, newborn)
    yield from _weeks(listing, mother, newborn)


def _mother_first(listing: CheckedList) -> Iterator[Finding]:
    """Encounter and status codes of chapter 21 are judged by their own rules."""
    first = listing.first
    if first is None or first.begins("O", "Z", "P"):
        return
    codes = [first, *listing.beginning("O")]
    text = (
        f"{first.code} stands before {listed(_names(codes[1:]))}: codes of chapter 15 go before those of other "
        "chapters (guideline I.C.15.a.1)."
    )
    yield _finding(Severity.ERROR, "pregnancy-first", codes, text)


def _normal_delivery(mother: list[CheckedCode]) -> Iterator[Finding]:
    normal = [code for code in mother if code.begins("O80")]
    others = [code for code in mother if not code.begins("O80")]
    if normal and others:
        text = (
            f"O80 is a delivery without complications and is not used with another code of chapter 15, here "
            f"{listed(_names(others))}: leave O80 out (guideline I.C.15.n)."
        )
        yield _finding(Severity.ERROR, "normal-delivery", normal + others, text)


def _one_record(mother: list[CheckedCode], newborn: list[CheckedCode]) -> Iterator[Finding]:
    if mother:
        text = (
            f"{listed(_names(mother))} {is_or_are(mother)} for the mother's record and {listed(_names(newborn))} for "
            "the newborn's: put them on two claims (guidelines I.C.15.a.2 and I.C.16.a)."
        )
        yield _finding(Severity.ERROR, "mother-and-newborn", mother + newborn, text)


def _outcome(listing: CheckedList, mother: list[CheckedCode], newborn: list[CheckedCode]) -> Iterator[Finding]:
    outcome = listing.beginning("Z37")
    if outcome and listing.first in outcome:
        text = f"{outcome[0].named} is an additional code by the note at category Z37: list the delivery first."
        yield _finding(Severity.ERROR, "outcome-first", outcome[:1], text)
    if outcome and not mother and not newborn:
        text = (
            f"{listed(_names(outcome))} (outcome of delivery) goes with a delivery on the mother's record, and no code "
            "of chapter 15 is in the list (guideline I.C.15.b.5)."
        )
        yield _finding(Severity.WARNING, "outcome-alone", outcome, text)


def _weeks(listing: CheckedList, mother: list[CheckedCode], newborn: list[CheckedCode]) -> Iterator[Finding]:
    weeks = listing.beginning("Z3A")
    if newborn:
        return
    if not weeks:
        yield from _weeks_missing(mother)
    elif not mother and not listing.beginning("Z33", "Z34", "Z36"):
        text = (
            f"{listed(_names(weeks))} (weeks of gestation) goes with a code of chapter 15, and none is in the list "
            "(guideline I.C.21.c.11)."
        )
        yield _finding(Severity.WARNING, "weeks-alone", weeks, text)
    elif mother and all(code.begins(*_ABORTIVE) for code in mother):
        text = (
            f"{listed(_names(weeks))} is not assigned with an abortive outcome, here {listed(_names(mother))} "
            "(guideline I.C.21.c.11)."
        )
        yield _finding(Severity.WARNING, "weeks-alone", weeks + mother, text)


def _weeks_missing(mother: list[CheckedCode]) -> Iterator[Finding]:
    """By the note at Chapter 15, for those codes that Z3A names itself: O09-O60, O80-O82, O94-O9A."""
    dated = [code for code in mother if code.between("O09", "O60") or code.begins("O80", "O82", *_TO_THE_END)]
    dated = [code for code in dated if "puerperium" not in code.title.lower() or "pregnancy" in code.title.lower()]
    if dated:
        text = (
            f"{listed(_names(dated))} without a code of Z3A (weeks of gestation): add it if the week is known, says "
            "the note at Chapter 15."
        )
        yield _finding(Severity.INFORMATION, "weeks-missing", dated, text)


def _names(codes: list[CheckedCode]) -> list[str]:
    return sorted(dict.fromkeys(code.code for code in codes))


def _finding(severity: Severity, rule: str, codes: list[CheckedCode], text: str) -> Finding:
    return Finding(severity=severity, rule=rule, codes=tuple(dict.fromkeys(code.code for code in codes)), text=text)
