"""Reads denial codes as people type them: "CO-97 N30", "co97", "97", "A3:21", "ma130". No input or output.

It tells what each code can be and asks where that is not clear; it never picks between a reason and a status.
"""

import re
from dataclasses import dataclass, replace

from data.claim_models import PayerKind
from data.denial_models import DenialKind, DenialTables, TypedDenial

MOST_CODES = 12
_LONGEST = 2_000
"""Characters that are read: more is no question about a denial."""
_TOKEN = re.compile(
    r"""
    (?P<entity>(?<![A-Z0-9])(?:ENTITY|EIC)\s*(?:CODE)?\s*(?P<who>[A-Z0-9]{2})(?![A-Z0-9]))
    |(?P<pair>(?<![A-Z0-9])(?P<pc>[AFPERD][0-9]{1,2}[FN]?|RQ)\s*:\s*(?P<ps>\d{1,3})(?:\s*:\s*(?P<pe>[A-Z0-9]{2}))?(?![A-Z0-9]))
    |(?P<grouped>(?<![A-Z0-9])(?P<g>C[O0]|PR|[O0]A|PI|CR)[\s\-_:./#]*(?P<gc>[ABPDW]?\d{1,3})(?!\d))
    |(?P<remark>(?<![A-Z])(?:MA|M|N)[\s\-]?\d{1,3}(?![\dA-Z]))
    |(?P<letter>(?<![A-Z0-9])(?:[ABDEFPR]\d{1,2}[FN]?|RQ)(?![A-Z0-9]|\.\d))
    |(?P<kind>(?<![A-Z])(?:CARC|REASON|RARC|REMARK|STATUS|CATEGORY)(?![A-Z]))
    |(?P<number>(?<![\w.$\-])\d{1,3}(?![\w%]|\.\d))
    |(?P<lone>(?<![A-Z0-9])(?:CO|PR|OA|PI|CR)(?![A-Z0-9]))
    """,
    re.VERBOSE,
)
_NOISE = re.compile(
    r"\b(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b277\s*CA\b|\b8(?:35|37)[PI]?\b|"
    r"\b999\b|\b\d+\s*(?:DAYS?|WEEKS?|MONTHS?|YEARS?)\b"
)
_PAYERS = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), kind)
    for words, kind in (
        ("medicare advantage|part c|ma plan", PayerKind.MEDICARE_ADVANTAGE),
        ("medicare|part b|mac|noridian|palmetto|novitas", PayerKind.MEDICARE),
        ("medicaid|medi-cal", PayerKind.MEDICAID),
        ("tricare", PayerKind.TRICARE),
        ("workers'? comp(?:ensation)?|work comp", PayerKind.WORKERS_COMPENSATION),
        ("bcbs|blue cross|anthem", PayerKind.BLUE_CROSS),
        ("commercial|aetna|cigna", PayerKind.COMMERCIAL),
    )
)
"""The commonest names people type with a code; a plan's name says nothing of its Medicare or Medicaid products."""
_QMB = re.compile(r"\bQMB\b", re.IGNORECASE)
_GROUPS = {"C0": "CO", "0A": "OA"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text names. `unsure` are bare numbers that are a reason and a status: the person says which."""

    codes: tuple[TypedDenial, ...]
    unsure: tuple[TypedDenial, ...]
    entity: str = ""
    payer_kind: PayerKind = PayerKind.UNKNOWN
    is_qmb: bool = False
    left: int = 0
    """Codes beyond MOST_CODES."""

    @property
    def reasons(self) -> tuple[TypedDenial, ...]:
        return self._of(DenialKind.REASON)

    @property
    def remarks(self) -> tuple[TypedDenial, ...]:
        return self._of(DenialKind.REMARK)

    @property
    def categories(self) -> tuple[TypedDenial, ...]:
        return self._of(DenialKind.STATUS_CATEGORY)

    @property
    def statuses(self) -> tuple[TypedDenial, ...]:
        return self._of(DenialKind.STATUS)

    def _of(self, kind: DenialKind) -> tuple[TypedDenial, ...]:
        return tuple(code for code in self.codes if code.kind is kind)


@dataclass(slots=True)
class _Found:
    """Tokens in their order; `kind` None where the number alone does not tell. `hint` is a kind said just before."""

    codes: list[tuple[DenialKind | None, str, str]]
    group: str = ""
    hint: str = ""
    entity: str = ""


def read_denials(text: str, tables: DenialTables) -> Reading:
    """Every code of a text in its order, each once, at most MOST_CODES."""
    text = text[:_LONGEST]
    found = _Found([])
    for match in _TOKEN.finditer(_NOISE.sub(" ", text.upper())):
        _take(match, found)
    codes = [_settled(*one, found=found, tables=tables) for one in found.codes]
    alone = codes if len(codes) == 1 else [code for code in codes if code.kind is not DenialKind.GROUP]
    every = list(dict.fromkeys(alone))
    unique = every[:MOST_CODES]
    unsure = tuple(code for code in unique if _is_unsure(code, tables, found, unique))
    return Reading(
        codes=tuple(unique),
        unsure=unsure,
        entity=found.entity,
        payer_kind=next((kind for words, kind in _PAYERS if words.search(text)), PayerKind.UNKNOWN),
        is_qmb=_QMB.search(text) is not None,
        left=len(every) - len(unique),
    )


def as_status(code: TypedDenial, tables: DenialTables) -> TypedDenial:
    """The same number read as a status code or status category."""
    kind = DenialKind.STATUS_CATEGORY if code.code in tables.categories else DenialKind.STATUS
    return replace(code, kind=kind, group="")


def _take(match: re.Match[str], found: _Found) -> None:
    what, text = match.lastgroup, match[0]
    if what == "kind":
        found.hint = text
        return
    if what == "entity":
        found.entity = match["who"]
        return
    if what == "pair":
        found.codes += [(DenialKind.STATUS_CATEGORY, match["pc"], ""), (DenialKind.STATUS, str(int(match["ps"])), "")]
        found.entity = match["pe"] or found.entity
    elif what == "grouped":
        found.group = _GROUPS.get(match["g"], match["g"])
        found.codes.append((DenialKind.REASON, _plain(match["gc"]), found.group))
    elif what == "remark":
        found.codes.append((DenialKind.REMARK, _remark_code(text), ""))
    elif what == "lone":
        found.codes.append((DenialKind.GROUP, text, ""))
    else:
        found.codes.append((_hinted(found.hint), _plain(text), found.group))
    found.hint = found.hint if what == "number" else ""


def _remark_code(text: str) -> str:
    """ "ma 1" is MA01, "N030" is N30: MA codes have two digits at least."""
    letters, digits = text.rstrip("0123456789"), text.lstrip("MAN -")
    letters = letters.rstrip(" -\n\t")
    return f"MA{int(digits):02}" if letters == "MA" else f"{letters}{int(digits)}"


def _plain(code: str) -> str:
    """Without leading zeros: "016" is 16; A0 stays."""
    return str(int(code)) if code.isdigit() else code


def _hinted(hint: str) -> DenialKind | None:
    if hint in ("CARC", "REASON"):
        return DenialKind.REASON
    if hint == "STATUS":
        return DenialKind.STATUS
    return DenialKind.STATUS_CATEGORY if hint == "CATEGORY" else None


def _settled(kind: DenialKind | None, code: str, group: str, *, found: _Found, tables: DenialTables) -> TypedDenial:
    """A number takes its kind from what is said with it: a group or remark makes a reason, a category a status."""
    if kind is DenialKind.STATUS and code in tables.categories:
        kind = DenialKind.STATUS_CATEGORY
    if kind is None:
        kind = _by_company(code, group, found, tables) or _by_table(code, tables)
    return TypedDenial(kind=kind, code=code, group=group if kind is DenialKind.REASON else "")


def _by_company(code: str, group: str, found: _Found, tables: DenialTables) -> DenialKind | None:
    kinds = {one for one, *_ in found.codes}
    if not code.isdigit() and code in tables.categories and code not in tables.carcs:
        return DenialKind.STATUS_CATEGORY
    if group or DenialKind.REMARK in kinds:
        return DenialKind.REASON
    if code.isdigit() and _names_category(found, tables):
        return DenialKind.STATUS
    is_with_status = DenialKind.STATUS in kinds or _has_status_number(code, found, tables)
    return DenialKind.STATUS_CATEGORY if code in tables.categories and is_with_status else None


def _names_category(found: _Found, tables: DenialTables) -> bool:
    return any(
        kind is DenialKind.STATUS_CATEGORY or (kind is None and not code.isdigit() and code in tables.categories)
        for kind, code, group in found.codes
        if not group
    )


def _has_status_number(code: str, found: _Found, tables: DenialTables) -> bool:
    """Whether a bare number stands beside a category such as "A1 20"."""
    return not code.isdigit() and any(kind is None and one.isdigit() for kind, one, _ in found.codes if one != code)


def _by_table(code: str, tables: DenialTables) -> DenialKind:
    """The list that knows it, a reason where both or none do."""
    if code not in tables.carcs:
        if code in tables.categories or code[:1] in ("E", "F", "R"):
            return DenialKind.STATUS_CATEGORY
        if code in tables.statuses:
            return DenialKind.STATUS
    return DenialKind.REASON


def _is_unsure(code: TypedDenial, tables: DenialTables, found: _Found, together: list[TypedDenial]) -> bool:
    """A bare code that two lists know, with nothing said that tells which is meant."""
    if code.kind is not DenialKind.REASON or code.group or (DenialKind.REASON, code.code, "") in found.codes:
        return False
    if any(one.kind is DenialKind.REMARK for one in together):
        return False
    return code.code in tables.carcs and (code.code in tables.statuses or code.code in tables.categories)
