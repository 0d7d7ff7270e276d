"""Which transaction sets are read, by ST01 and the guide named in ST03 or GS08; others are refused by name.

Only the guide's number counts ("X222" in 005010X222A1): addenda and odd endings change nothing that is read here.
"""

import re

from data.x12_models import X12Kind

_GUIDE = re.compile(r"X[0-9]{3}")
_OTHER_VERSION = re.compile(r"00(?!5010|4010)[0-9]{4}")
_KINDS = {
    ("837", "X222"): X12Kind.PROFESSIONAL,
    ("837", "X098"): X12Kind.PROFESSIONAL,
    ("837", "X223"): X12Kind.INSTITUTIONAL,
    ("837", "X096"): X12Kind.INSTITUTIONAL,
    ("277", "X212"): X12Kind.STATUS,
    ("277", "X093"): X12Kind.STATUS,
    ("277", "X214"): X12Kind.CLAIM_ACK,
    ("835", "X221"): X12Kind.REMITTANCE,
    ("835", "X091"): X12Kind.REMITTANCE,
    ("999", "X231"): X12Kind.IMPLEMENTATION_ACK,
}
_ONE_GUIDE = {
    "835": X12Kind.REMITTANCE,
    "999": X12Kind.IMPLEMENTATION_ACK,
    "997": X12Kind.IMPLEMENTATION_ACK,
}
"""Sets that are read the same way where no guide is named; a 997 names none that matters."""
_OTHERS = {
    ("837", "X224"): "an 837 of dental claims",
    ("837", "X097"): "an 837 of dental claims",
    ("277", "X228"): "a 277 of pending claims",
    ("277", "X213"): "a 277 that asks for more information",
}
_OTHER_SETS = {
    "270": "a 270, an eligibility question",
    "271": "a 271, an eligibility answer",
    "275": "a 275, an attachment",
    "276": "a 276, a question for claim status",
    "278": "a 278, an authorization",
    "820": "an 820, a premium payment",
    "824": "an 824, an application advice",
    "834": "an 834, an enrollment",
}
_READ = "Read are 837P, 837I, 835, 999, 997, TA1, 277CA and 277 of versions 5010 and 4010"


def identify(set_code: str, version: str) -> tuple[X12Kind | None, str]:
    """The kind, or None and why it is refused."""
    found = _GUIDE.search(version)
    guide = found[0] if found else ""
    is_unnamed = set_code == "997" or not guide
    kind = _ONE_GUIDE.get(set_code) if is_unnamed else _KINDS.get((set_code, guide))
    other = _OTHER_VERSION.match(version)
    if kind and other and set_code != "997":
        return None, f"it is a {set_code} of version {other[0]}. Ask the sender for version 005010. {_READ}."
    return (kind, "") if kind else (None, f"{_why_not(set_code, guide)} {_READ}.")


def _why_not(set_code: str, guide: str) -> str:
    name = _OTHERS.get((set_code, guide)) or _OTHER_SETS.get(set_code)
    if name:
        return f"it is {name}, which is not read here; leave it out."
    if set_code in ("837", "277") and not guide:
        return f"it is a {set_code} that names no guide; ask the sender to put one such as 005010X222A1 into GS08."
    named = f"{set_code} of guide {guide}" if guide else set_code or "transaction without a number"
    return f"it is a {named}, which is not known here; check that it is the right file."
