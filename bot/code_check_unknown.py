"""What to say of a code in a list that does not exist, with the nearest that does; it checks no others."""

from bot.lookup import notes
from bot.lookup.answers import official_hcpcs
from bot.lookup.nearest import nearest_codes
from bot.lookup.typed import TypedCode
from bot.rules.code_check_case import Finding, Severity
from bot.rules.code_formats import cpt_kind, is_dental_shape, padded
from data.models import System
from data.store.codes import CodeStore

_MOST_NEAR = 3


def unknown(store: CodeStore, one: TypedCode) -> Finding:
    """CPT and dental codes are not ours to know; a number that the starter list lacks may exist."""
    key = one.keys[0]
    if cpt_kind(key) or is_dental_shape(key):
        return _finding(Severity.INFORMATION, "not-loaded", key, notes.unknown_code(one, None))
    if len(key) == 5 and key[1:].isdigit() and not one.dotted and not _near(store, one):
        return _finding(
            Severity.WARNING, "not-loaded", key, notes.unknown_code(one, None, hcpcs=official_hcpcs(store.releases()))
        )
    name = key if len(key) <= 3 else f"{key[:3]}.{key[3:]}"
    near = _near(store, one)
    if padded(key) and store.find(padded(key), System.ICD10CM):
        text = (
            f"{name} lacks placeholder X: the 7th character stands in the 7th place, as in {near[0]} (guideline I.A.4)."
        )
        return _finding(Severity.ERROR, "placeholder", name, text)
    nearest = f" The nearest: {', '.join(near)}." if near else " Check its spelling."
    text = f"{name} is not a code in the ICD-10-CM edition loaded here.{nearest}"
    return _finding(Severity.ERROR, "unknown", name, text)


def _near(store: CodeStore, one: TypedCode) -> list[str]:
    found = nearest_codes(store, one, System.ICD10CM, limit=_MOST_NEAR)
    return [f"{code.code} ({code.description})" for code, _, _ in found]


def _finding(severity: Severity, rule: str, code: str, text: str) -> Finding:
    return Finding(severity=severity, rule=rule, codes=(code,), text=text)
