"""Claim numbers, references and denial codes as people say them in a worklist."""

import re
from dataclasses import dataclass

from bot.rules.worklist_typed import Typed

_REF = r"[B-DF-HJKM-NP-TV-Z][2-9B-DF-HJKM-NP-TV-Z]{2}-[2-9B-DF-HJKM-NP-TV-Z]{3}"
"""The shape of a claim's reference, with its hyphen: without it some words have it, too."""
_CARC = r"(?:[a-z]\d{1,2}|\d{1,3})"


@dataclass(slots=True)
class Codes:
    carcs: tuple[str, ...] = ()
    rarcs: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def read_number(typed: Typed) -> str:
    """A reference ("K7M-4QX"), or what is said to be a claim number; as typed."""
    for word in typed.as_typed.split():
        bare = word.strip(",.;:#?!")
        sure = bare.isupper() or any(sign.isdecimal() for sign in bare)
        if sure and re.fullmatch(_REF, bare.upper()):
            typed.take(re.escape(bare.lower()))
            return bare
    found = typed.take(
        r"(?:claim (?:number|no\.?|num|#)|number|no\.|ref(?:erence)?|#):? ?#?(?P<number>[\w-]*\d[\w-]*)|"
        r"#(?P<hash>[\w-]*\d[\w-]*)"
    )
    return str(found["number"] or found["hash"]) if found else ""


def read_codes(typed: Typed) -> Codes:
    """ "CO-197", "all the co16s", "carc 50", "N130", "group pr"."""
    carcs: list[str] = []
    groups: list[str] = []
    for found in typed.take_each(rf"(?P<group>co|pr|oa|pi)[ -]?(?P<carc>{_CARC})(?:'?s)?"):
        groups.append(found["group"].upper())
        carcs.append(found["carc"].upper())
    for found in typed.take_each(
        rf"(?:carcs?|reasons?|reason codes?|denial codes?|denied (?:for|with|as)|"
        rf"for reason) #?(?P<carc>{_CARC})(?! ?(?:days?|weeks?|months?))(?:'?s)?"
    ):
        carcs.append(found["carc"].upper())
        if found[0].startswith("denied"):
            typed.text = f"denied | {typed.text}"
    further = rf"(?:and|or|,|\+|&) (?P<carc>{_CARC})(?:'?s)?(?! ?(?:days?|weeks?|months?|/))"
    if carcs:
        carcs += [found["carc"].upper() for found in typed.take_each(further)]
    rarcs = [
        found["rarc"].upper()
        for found in typed.take_each(r"(?:rarc |remark (?:code )?)?(?P<rarc>ma\d{1,3}|m\d{1,3}|n\d{1,4})")
    ]
    carcs += [found[1].upper() for found in typed.take_each(r"([abdpwy]\d{1,2})")]
    groups += [found[2].upper() for found in typed.take_each(r"(group )?(co|pr|oa|pi)(?: group| adjustments?)?")]
    return Codes(
        carcs=tuple(dict.fromkeys(carcs)), rarcs=tuple(dict.fromkeys(rarcs)), groups=tuple(dict.fromkeys(groups))
    )
