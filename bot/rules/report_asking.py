"""Which report somebody asks for: words as typed, and the short form that a button carries."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.report_periods import read_period
from data.report_models import AgeBy, AgeFrom, Period


class ReportKind(StrEnum):
    AGING = "aging"
    KPI = "kpi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`period` is None for the usual one. `is_unread`: some words were not understood; they are not kept."""

    kind: ReportKind
    by: AgeBy = AgeBy.PAYER
    age_from: AgeFrom = AgeFrom.SERVICE
    period: Period | None = None
    is_unread: bool = False


_KINDS = {
    **dict.fromkeys(("aging", "ageing", "age", "ar", "a/r"), ReportKind.AGING),
    **dict.fromkeys(("kpi", "kpis", "figures", "denials", "rates", "numbers"), ReportKind.KPI),
}
_OWNERS = frozenset({"owner", "owners", "person", "people", "biller", "who"})
_BILLED = frozenset({"bill", "billed", "sent", "first-bill", "submitted", "submission"})
_SAY_NOTHING = frozenset({"by", "from", "first", "payer", "payers", "since", "service", "the", "of", "day", "report"})
_LEADS = ("for ", "period ", "in ", "of ", "over ")


def read_asked(words: str, today: date) -> Asked:
    """Without words the aging report."""
    first, _, rest = " ".join(words.lower().split()).partition(" ")
    kind = _KINDS.get(first)
    if kind is None:
        return Asked(kind=ReportKind.AGING, is_unread=bool(first))
    return _aging(rest) if kind is ReportKind.AGING else _kpi(rest, today)


def _aging(words: str) -> Asked:
    said = frozenset(words.replace(",", " ").split())
    return Asked(
        kind=ReportKind.AGING,
        by=AgeBy.OWNER if said & _OWNERS else AgeBy.PAYER,
        age_from=AgeFrom.FIRST_BILL if said & _BILLED else AgeFrom.SERVICE,
        is_unread=bool(said - _OWNERS - _BILLED - _SAY_NOTHING),
    )


def _kpi(words: str, today: date) -> Asked:
    for lead in _LEADS:
        words = words.removeprefix(lead)
    period = read_period(words, today) if words else None
    return Asked(kind=ReportKind.KPI, period=period, is_unread=bool(words) and period is None)


def asked_value(asked: Asked) -> str:
    """ "aging|payer|service", "kpi|2026-01-01|2026-03-31", "kpi||" for the usual period."""
    if asked.kind is ReportKind.AGING:
        return f"{asked.kind}|{asked.by}|{asked.age_from}"
    period = asked.period
    return f"{asked.kind}|{period.start.isoformat()}|{period.end.isoformat()}" if period else f"{asked.kind}||"


def read_value(value: str) -> Asked:
    """What `asked_value` wrote. Raises ValueError for anything else."""
    kind, first, second = value.split("|")
    if ReportKind(kind) is ReportKind.AGING:
        return Asked(kind=ReportKind.AGING, by=AgeBy(first), age_from=AgeFrom(second))
    if not first:
        return Asked(kind=ReportKind.KPI)
    return Asked(kind=ReportKind.KPI, period=Period(start=date.fromisoformat(first), end=date.fromisoformat(second)))
