"""Hypertension, heart, kidney and diabetes in one list: the combinations that the guidelines presume.

Source: ICD-10-CM guidelines I.C.9.a (hypertension), I.A.15 ("with"), I.C.14.a.1 (stages of kidney disease).
"""

from collections.abc import Iterator

from bot.rules.code_check_case import CheckedCode, CheckedList, Finding, Severity
from bot.rules.code_check_words import listed

_HEART = ("I50", "I514", "I515", "I516", "I517", "I5189", "I519")
"""As named in guideline I.C.9.a.1 and in the Includes note of I11."""
_DIABETES = ("E08", "E09", "E10", "E11", "E13")
_UNLESS = "unless the record says that they are not related"


def chronic(listing: CheckedList) -> Iterator[Finding]:
    yield from _hypertension(listing)
    yield from _diabetes(listing)
    yield from _stages(listing)


def _hypertension(listing: CheckedList) -> Iterator[Finding]:
    """The pregnant have O10-O16 instead, which Excludes1 notes say."""
    heart, kidney = listing.beginning(*_HEART), listing.beginning("N18")
    essential = listing.beginning("I10")
    with_heart, with_kidney, with_both = (listing.beginning(start) for start in ("I11", "I12", "I13"))
    if essential and not (with_heart or with_kidney or with_both):
        yield from _essential(essential, heart, kidney)
    elif essential:
        codes = essential + with_heart + with_kidney + with_both
        text = f"{listed(_names(codes))} each say hypertension: leave I10 out, the other code holds it (I.C.9.a)."
        yield _finding("hypertension", codes, text)
    if with_both:
        return
    if with_heart and (with_kidney or kidney):
        yield from _both(with_heart + with_kidney + kidney)
    elif with_kidney and heart:
        yield from _both(with_kidney + heart)


def _essential(essential: list[CheckedCode], heart: list[CheckedCode], kidney: list[CheckedCode]) -> Iterator[Finding]:
    if heart and kidney:
        instead, section = "a code of I13 (hypertensive heart and chronic kidney disease)", "I.C.9.a.3"
    elif kidney:
        instead, section = f"{_kidney_code(kidney)} (hypertensive chronic kidney disease)", "I.C.9.a.2"
    elif heart:
        failing = any(code.begins("I50") for code in heart)
        instead = f"{'I11.0' if failing else 'I11.9'} (hypertensive heart disease)"
        section = "I.C.9.a.1"
    else:
        return
    others = heart + kidney
    text = (
        f"I10 with {listed(_names(others))}: the guidelines presume that they are related. Use {instead} in place of "
        f"I10, then {listed(_names(others))}, {_UNLESS} (guideline {section})."
    )
    yield _finding("hypertension", essential + others, text)


def _kidney_code(kidney: list[CheckedCode]) -> str:
    """By the "use additional code" notes of I12.0 (N18.5, N18.6) and I12.9 (the other stages)."""
    return "I12.0" if any(code.begins("N185", "N186") for code in kidney) else "I12.9"


def _both(codes: list[CheckedCode]) -> Iterator[Finding]:
    text = (
        f"{listed(_names(codes))} together say hypertension, heart disease and kidney disease: use one code of I13 in "
        f"place of I11 and I12, {_UNLESS} (guideline I.C.9.a.3)."
    )
    yield _finding("hypertension", codes, text)


def _diabetes(listing: CheckedList) -> Iterator[Finding]:
    for category in _DIABETES:
        plain = listing.beginning(f"{category}9")
        with_complication = [code for code in listing.beginning(category) if not code.begins(f"{category}9")]
        kidney = listing.beginning("N18")
        if plain and with_complication:
            codes = plain + with_complication
            text = (
                f"{listed(_names(plain))} says diabetes without complications, and {listed(_names(with_complication))} "
                f"names one: leave {listed(_names(plain))} out."
            )
            yield _finding("diabetes", codes, text)
        elif plain and kidney:
            text = (
                f"{listed(_names(plain))} says diabetes without complications, and {listed(_names(kidney))} is chronic "
                f"kidney disease: the guidelines presume that they are related. Use {category}.22, {_UNLESS} "
                "(guideline I.A.15)."
            )
            yield _finding("diabetes", plain + kidney, text, Severity.WARNING)
    insulin = listing.beginning("Z794")
    if insulin and not listing.beginning(*_DIABETES, "O24"):
        text = (
            "Z79.4 (insulin) stands without a diabetes code: add the kind of diabetes if the patient has it (I.C.4.a)."
        )
        yield _finding("insulin", insulin, text, Severity.INFORMATION)


def _stages(listing: CheckedList) -> Iterator[Finding]:
    """Header and unspecified stage are judged elsewhere; two stages of one kidney disease are not possible."""
    vague = ("N189", "N1830") if listing.beginning("N1831", "N1832") else ("N189",)
    named = [code for code in listing.beginning("N18") if code.detail.code.billable and not code.begins(*vague)]
    if len(named) < 2:
        return
    if any(code.begins("N186") for code in named):
        text = f"{listed(_names(named))}: where end stage is documented, N18.6 stands alone (guideline I.C.14.a.1)."
    else:
        text = (
            f"{listed(_names(named))} are two stages of chronic kidney disease: keep the one that was documented last."
        )
    yield _finding("kidney-stage", named, text, Severity.WARNING)


def _key(code: CheckedCode) -> str:
    return code.key


def _names(codes: list[CheckedCode]) -> list[str]:
    return [code.code for code in sorted(codes, key=_key)]


def _finding(rule: str, codes: list[CheckedCode], text: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(severity=severity, rule=rule, codes=tuple(_names(codes)), text=text)
