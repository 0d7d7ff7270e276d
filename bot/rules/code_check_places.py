"""Which codes may stand first, and which must: external causes, statuses, encounters; it reads no notes.

Source: ICD-10-CM guidelines I.B.14, I.C.2.e.2, I.C.20.a.6, I.C.21.c.16, and the note of block B95-B97.
"""

from collections.abc import Iterator

from bot.rules.code_check_case import CheckedCode, CheckedList, Finding, Severity
from bot.rules.code_check_named import named_codes
from bot.rules.code_check_words import is_or_are, listed

_FIRST_ONLY = (
    *("Z00", "Z01", "Z02", "Z04", "Z3181", "Z3182", "Z3183", "Z3184", "Z332", "Z34", "Z38", "Z39", "Z40", "Z42"),
    *("Z510", "Z511", "Z52", "Z761", "Z762", "Z9912"),
)
"""Guideline I.C.21.c.16; Z00.6 is excepted there."""
_TREATMENT = ("Z510", "Z511")
_MEASURES = (
    (("Z68",), "A body mass index"),
    (("R402",), "A coma scale score"),
    (("R297",), "A stroke scale score"),
)
_COMA_SCORES = ("R4021", "R4022", "R4023", "R4024")
_SOCIAL = tuple(f"Z{number}" for number in range(55, 66))
_WEIGHT = (
    *(
        "E40",
        "E41",
        "E42",
        "E43",
        "E44",
        "E45",
        "E46",
        "E65",
        "E66",
        "E67",
        "E68",
        "E88A",
        "F50",
        "O25",
        "O260",
        "O261",
    ),
    *("O9921", "O9984", "P05", "R627", "R6251", "R634", "R635", "R636", "Z713", "Z7182", "Z9884"),
)


def places(listing: CheckedList) -> Iterator[Finding]:
    if listing.first is not None:
        yield from _never_first(listing.first)
    yield from _only_first(listing)
    yield from _mass_without_weight(listing)


def _never_first(first: CheckedCode) -> Iterator[Finding]:
    if "V" <= first.key[0] <= "Y":
        yield _first(
            first, "external-cause-first", "says how it happened: list the injury or condition first", "I.C.20.a.6"
        )
    elif first.between("B95", "B97"):
        text = (
            f"{first.named} names the germ of a disease and is an additional code by the note at block B95-B97: list "
            "the disease first."
        )
        yield Finding(severity=Severity.ERROR, rule="germ-first", codes=(first.code,), text=text)
    elif first.begins("Z68", "R297", *_COMA_SCORES):
        what = next(words for starts, words in _MEASURES if first.begins(*starts))
        yield _first(
            first, "measure-first", f"cannot be first-listed. {what} goes after the diagnosis it belongs to", "I.B.14"
        )
    elif first.begins(*_SOCIAL):
        reason = "is a social circumstance and only a secondary code: list the condition treated first"
        yield _first(first, "social-first", reason, "I.B.14")


def _first(code: CheckedCode, rule: str, reason: str, section: str) -> Finding:
    text = f"{code.named} {reason} (guideline {section})."
    return Finding(severity=Severity.ERROR, rule=rule, codes=(code.code,), text=text)


def _is_first_only(code: CheckedCode) -> bool:
    return code.begins(*_FIRST_ONLY) and not code.begins("Z006")


def _only_first(listing: CheckedList) -> Iterator[Finding]:
    """Those that must stand first and stand after a code that need not; several of them may share the beginning."""
    begun = False
    late: list[CheckedCode] = []
    for code in listing.codes:
        if not _is_first_only(code):
            begun = True
        elif begun:
            late.append(code)
    treatments = [code for code in late if code.begins(*_TREATMENT)]
    others = [code for code in late if code not in treatments]
    if treatments:
        text = (
            f"{listed(_names(treatments))} {is_or_are(treatments)} not first: where the encounter is solely for the "
            "treatment, list it first and the neoplasm after it (guideline I.C.2.e.2)."
        )
        yield _late("treatment-first", treatments, text)
    if others:
        text = (
            f"{listed(_names(others))} may only be first-listed, except where several encounters of one day are "
            "combined (guideline I.C.21.c.16)."
        )
        yield _late("only-first", others, text)


def _late(rule: str, codes: list[CheckedCode], text: str) -> Finding:
    return Finding(severity=Severity.WARNING, rule=rule, codes=tuple(_names(codes)), text=text)


def _mass_without_weight(listing: CheckedList) -> Iterator[Finding]:
    mass = listing.beginning("Z68")
    if mass and not any(_asks_for_mass(code) for code in listing.codes):
        text = (
            f"{listed(_names(mass))} stands without a diagnosis that it belongs to, such as obesity (E66.-) or "
            "malnutrition: add it if the provider documented one, else leave the index out (guideline I.B.14)."
        )
        yield _late("mass-alone", mass, text)


def _asks_for_mass(code: CheckedCode) -> bool:
    """A weight diagnosis, or any code whose notes ask for the index."""
    if code.begins("Z68"):
        return False
    return code.begins(*_WEIGHT) or any(
        named.first.startswith("Z68") for note in code.detail.notes for named in named_codes(note.text)
    )


def _names(codes: list[CheckedCode]) -> list[str]:
    return [code.code for code in codes]
