"""One denial code by itself: what it means in our words, whose it usually is, and what is near an unknown one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.rules.denial_advice import advise
from bot.rules.denial_words import meaning_of
from bot.rules.status_advice import advise_status
from data.claim_models import PayerKind
from data.denial_models import DenialKind, DenialTables, TypedDenial

UNKNOWN = "unknown"
_MOST_NEAR = 3
_PARTS = re.compile(r"([A-Z]*)(\d*)(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedCode:
    """`note` says more, that it is retired, or that it is unknown; `near` are known codes of the same list."""

    typed: TypedDenial
    meaning: str
    category: str
    next_step: str
    owner: str
    confidence: str
    guards: tuple[str, ...] = ()
    fixes: str = ""
    note: str = ""
    near: tuple[str, ...] = ()
    is_retired: bool = False
    official: str = ""

    @property
    def is_known(self) -> bool:
        return self.confidence != UNKNOWN


def describe(code: TypedDenial, tables: DenialTables, payer_kind: PayerKind = PayerKind.UNKNOWN) -> DescribedCode:
    """The code's own row; an unknown one says so and what is near."""
    described = _DESCRIBE[code.kind](code, tables, payer_kind)
    return described or _unknown(code, tables)


def _reason(code: TypedDenial, tables: DenialTables, payer_kind: PayerKind) -> DescribedCode | None:
    action = tables.carcs.get(code.code)
    if action is None:
        return None
    return DescribedCode(
        typed=code,
        meaning=meaning_of(action),
        category=action.category,
        next_step=action.next_step,
        owner=action.owner,
        confidence=action.confidence,
        guards=advise(code.group, code.code, (), tables=tables, payer_kind=payer_kind).guards,
        note=f"Retired number. {action.note}".strip() if action.retired else action.note,
        is_retired=action.retired,
        official=tables.official.get((code.kind, code.code), ""),
    )


def _remark(code: TypedDenial, tables: DenialTables, payer_kind: PayerKind) -> DescribedCode | None:
    remark = tables.remarks.get(code.code)
    if remark is None:
        return None
    advice = advise("", "", (code.code,), tables=tables, payer_kind=payer_kind)
    return DescribedCode(
        typed=code,
        meaning=remark.meaning,
        category=remark.category,
        next_step=remark.next_step,
        owner=remark.owner,
        confidence=remark.confidence,
        guards=advice.guards[1:],  # the first one asks for a group, which a remark never has
        fixes=remark.fixes,
        note=remark.note,
        official=tables.official.get((code.kind, code.code), ""),
    )


def _category(code: TypedDenial, tables: DenialTables, payer_kind: PayerKind) -> DescribedCode | None:
    row = tables.categories.get(code.code)
    if row is None:
        return None
    return DescribedCode(
        typed=code,
        meaning=row.meaning,
        category=row.family,
        next_step=row.next_step,
        owner=row.owner,
        confidence=row.confidence,
        guards=advise_status(code.code, "", tables=tables, payer_kind=payer_kind).guards,
        note=row.note,
        official=tables.official.get((code.kind, code.code), ""),
    )


def _status(code: TypedDenial, tables: DenialTables, payer_kind: PayerKind) -> DescribedCode | None:
    row = tables.statuses.get(code.code)
    if row is None:
        return None
    return DescribedCode(
        typed=code,
        meaning=row.meaning,
        category=row.category,
        next_step=row.next_step,
        owner=row.owner,
        confidence=row.confidence,
        guards=advise_status("", code.code, tables=tables, payer_kind=payer_kind).guards,
        fixes=row.fixes,
        note=row.note,
        official=tables.official.get((code.kind, code.code), ""),
    )


def _group(code: TypedDenial, tables: DenialTables, _payer_kind: PayerKind) -> DescribedCode | None:
    row = tables.groups.get(code.code)
    if row is None:
        return None
    return DescribedCode(
        typed=code,
        meaning=row.meaning,
        category=row.name,
        next_step="verify_then_decide",
        owner="biller",
        confidence="high",
        guards=(f"{row.guard}.",),
        note="The reason beside it says why: type both, such as CO-97.",
        official=tables.official.get((code.kind, code.code), ""),
    )


_DESCRIBE = {
    DenialKind.REASON: _reason,
    DenialKind.REMARK: _remark,
    DenialKind.STATUS_CATEGORY: _category,
    DenialKind.STATUS: _status,
    DenialKind.GROUP: _group,
}


def _unknown(code: TypedDenial, tables: DenialTables) -> DescribedCode:
    known = {
        DenialKind.REASON: tables.carcs,
        DenialKind.REMARK: tables.remarks,
        DenialKind.STATUS_CATEGORY: tables.categories,
        DenialKind.STATUS: tables.statuses,
        DenialKind.GROUP: tables.groups,
    }[code.kind]
    near = _near(code.code, known)
    nearby = f" Near it are {', '.join(near)}." if near else ""
    return DescribedCode(
        typed=code,
        meaning="",
        category="",
        next_step="",
        owner="",
        confidence=UNKNOWN,
        note=f"{code.name} is not in my {_LISTS[code.kind]}.{nearby} Check the typing, or look at x12.org/codes.",
        near=near,
        official=tables.official.get((code.kind, code.code), ""),
    )


_LISTS = {
    DenialKind.REASON: "list of reason codes",
    DenialKind.REMARK: "list of remark codes, which holds the commonest",
    DenialKind.STATUS_CATEGORY: "list of status categories",
    DenialKind.STATUS: "list of status codes, which holds the commonest",
    DenialKind.GROUP: "list of group codes",
}


def _near(code: str, known: Iterable[str]) -> tuple[str, ...]:
    """Known codes of the same letters, the nearest numbers first."""
    letters, number, _ = _parts(code)
    same = [(abs(_parts(one)[1] - number), one) for one in known if _parts(one)[0] == letters]
    return tuple(one for _, one in sorted(same)[:_MOST_NEAR])


def _parts(code: str) -> tuple[str, int, str]:
    match = _PARTS.fullmatch(code)
    return (match[1], int(match[2] or 0), match[3]) if match else (code, 0, "")
