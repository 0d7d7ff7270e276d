"""Sepsis, severe sepsis and septic shock in a list. Source: ICD-10-CM guideline I.C.1.d; it reads no notes."""

from collections.abc import Iterator

from bot.rules.code_check_case import CheckedCode, CheckedList, Finding, Severity

_SYSTEMIC = (
    *(
        "A021",
        "A207",
        "A217",
        "A227",
        "A241",
        "A267",
        "A282",
        "A327",
        "A392",
        "A393",
        "A394",
        "A40",
        "A41",
        "A427",
        "A483",
    ),
    *(
        "A5486",
        "B007",
        "B377",
        "O0337",
        "O0387",
        "O0487",
        "O0737",
        "O0882",
        "O753",
        "O85",
        "O8604",
        "P36",
        "T802",
        "T814",
    ),
    *("T826", "T827", "T835", "T836", "T845", "T846", "T847", "T857", "T880"),
)
"""Sepsis by its germ, in pregnancy, of the newborn, and the infections after procedures and devices that lead to it."""


def sepsis(listing: CheckedList) -> Iterator[Finding]:
    severe = listing.beginning("R652")
    if not severe:
        return
    systemic = listing.beginning(*_SYSTEMIC)
    earliest = severe[0]
    if systemic and systemic[0].place > earliest.place:
        text = (
            f"{earliest.code} stands before {systemic[0].code}: the infection goes first and severe sepsis after it "
            "(guideline I.C.1.d)."
        )
        yield _finding("severe-sepsis-order", [earliest, systemic[0]], text)
    elif earliest.place == 0:
        text = (
            f"{earliest.named} is never first-listed: list the infection, such as a code of A40 or A41, before it "
            "(guideline I.C.1.d)."
        )
        yield _finding("severe-sepsis-first", [earliest], text)
    elif not systemic and not any(code.begins("A", "B") for code in listing.codes[: earliest.place]):
        text = (
            f"{earliest.named} needs the systemic infection before it, A41.9 where the germ is not known (guideline "
            "I.C.1.d)."
        )
        yield _finding("severe-sepsis-alone", [earliest], text)


def _finding(rule: str, codes: list[CheckedCode], text: str) -> Finding:
    return Finding(severity=Severity.ERROR, rule=rule, codes=tuple(code.code for code in codes), text=text)
