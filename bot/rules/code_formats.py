"""The shapes of codes as people type them: text in, possible codes out; it knows no code's existence, reads no file."""

import re

from data.models import System

_ICD10CM = re.compile(r"[A-Z][0-9][0-9A-Z](?:[0-9A-Z]{0,4})")
_HCPCS = re.compile(r"[A-CE-V][0-9]{4}")
_DENTAL = re.compile(r"D[0-9]{4}")
_CPT_KINDS = (
    (re.compile(r"[0-9]{5}"), "a CPT Category I code"),
    (re.compile(r"[0-9]{4}F"), "a CPT Category II code"),
    (re.compile(r"[0-9]{4}T"), "a CPT Category III code"),
    (re.compile(r"[0-9]{4}U"), "a CPT laboratory (PLA) code"),
    (re.compile(r"[0-9]{4}M"), "a CPT laboratory (MAAA) code"),
)
_MODIFIER = re.compile(r"[A-Z][A-Z0-9]")
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LONGEST = 7


def code_key(token: str) -> str:
    """A typed token without what is no part of a code: "#e11,9." -> "E119"."""
    return re.sub(r"[^A-Z0-9]", "", token.upper())


def spellings(key: str) -> list[str]:
    """The key, then the key with O, I and L read as digits where digits belong: "ZO000" -> ["ZO000", "Z0000"]."""
    if not 2 <= len(key) <= _LONGEST or not key[0].isalpha():
        return [key]
    second = key[0] + key[1].translate(_LOOK_ALIKES) + key[2:]
    middle = second[:2] + second[2:6].translate(_LOOK_ALIKES) + second[6:]
    return list(dict.fromkeys([key, second, middle]))


def systems_by_shape(key: str) -> list[System]:
    """The systems in which a code may be written so; [] for what is no code."""
    systems = []
    if _ICD10CM.fullmatch(key):
        systems.append(System.ICD10CM)
    if _HCPCS.fullmatch(key):
        systems.append(System.HCPCS)
    if cpt_kind(key):
        systems.append(System.CPT)
    if _MODIFIER.fullmatch(key):
        systems.append(System.MODIFIER)
    if _TWO_DIGITS.fullmatch(key):
        systems.append(System.POS)
    return systems


def cpt_kind(key: str) -> str:
    """ "a CPT Category I code" and the like by shape alone, or ""."""
    return next((kind for shape, kind in _CPT_KINDS if shape.fullmatch(key)), "")


def is_dental_shape(key: str) -> bool:
    """Whether it has the shape of a dental (CDT) code, which belongs to the American Dental Association."""
    return bool(_DENTAL.fullmatch(key))


def is_surely_a_code(token: str) -> bool:
    """Whether a token is meant as a code even when no such code exists: "E11.99" is, "b12" and "h1n1" are not."""
    stripped = token.strip("#.,:;!?()[]\"'").upper()
    if re.fullmatch(r"[A-Z][0-9OIL][0-9A-Z][.,][0-9A-Z]{1,4}", stripped):
        return True
    return bool(
        re.fullmatch(r"[A-Z][0-9]{3,5}[0-9A-Z]{0,2}", stripped)
        or re.fullmatch(r"[0-9]{5}|[0-9]{4}[FTUM]", stripped)
        or re.fullmatch(r"[A-Z][0-9]{2}[0-9A-Z]{0,3}X{1,3}[A-Z]?", stripped)
    )


def padded(key: str) -> str:
    """A 7th character typed too early, moved to its place: "S0001A" -> "S0001XA"; "" where that cannot be meant."""
    if 4 <= len(key) <= 6 and key[-1].isalpha():
        return key[:-1].ljust(6, "X") + key[-1]
    return ""
