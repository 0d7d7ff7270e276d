"""Reports as the JSON that the command line promises: money integer cents, days ISO, shares as parts of one."""

from typing import Any

from bot.rules.report_words import figure_text, row_name
from data.report_models import BUCKETS, Aging, AgingRow, DenialShare, Figure, Kpis, Period

_DIGITS = 4


def aging_json(found: Aging) -> dict[str, Any]:
    """Rows stand under "rows", and under "payers" or "owners", what they are."""
    rows = [{str(found.by): row.name, "name": row_name(row.name, found.by), **_row_json(row)} for row in found.rows]
    return {
        "today": found.today.isoformat(),
        "from": str(found.age_from),
        "by": str(found.by),
        "rows": rows,
        f"{found.by}s": rows,
        "total": _row_json(found.total),
        "resolved": {"claims": found.resolved_claims, "cents": found.resolved_cents},
        "credits": {"claims": found.credit_claims, "cents": found.credit_cents},
    }


def kpis_json(found: Kpis) -> dict[str, Any]:
    """Each figure under its name; `value` is null where there is none, and `why_not` says why."""
    figures = {figure.id: _figure_json(figure) for figure in found.figures}
    figures["denial_rate"] |= {
        "leaves_out_duplicates": found.leaves_out_duplicates,
        "by_payer": [_share_json("payer", one) for one in found.by_payer],
        "by_carc": [_share_json("carc", one) for one in found.by_carc],
        "by_category": [_share_json("category", one) for one in found.by_category],
    }
    return {"today": found.today.isoformat(), "period": _period_json(found.period), "figures": figures}


def _row_json(row: AgingRow) -> dict[str, Any]:
    buckets = [
        {"bucket": name, "claims": claims, "cents": cents}
        for name, claims, cents in zip(BUCKETS, row.claims, row.cents, strict=True)
    ]
    return {"claims": sum(row.claims), "cents": sum(row.cents), "buckets": buckets}


def _figure_json(figure: Figure) -> dict[str, Any]:
    money = "_cents" if figure.is_money else ""
    return {
        "name": figure.name,
        "value": None if figure.value is None else round(figure.value, _DIGITS),
        "unit": str(figure.unit),
        "text": figure_text(figure),
        "why_not": figure.why_not,
        f"numerator{money}": figure.top,
        f"denominator{money}": figure.bottom,
        "numerator_is": figure.of_top,
        "denominator_is": figure.of_bottom,
        "formula": figure.formula,
        "period": _period_json(figure.period),
        "notes": list(figure.notes),
        "target": figure.target,
    }


def _period_json(period: Period) -> dict[str, Any]:
    return {"from": period.start.isoformat(), "to": period.end.isoformat(), "days": period.days}


def _share_json(what: str, share: DenialShare) -> dict[str, Any]:
    return {
        what: share.name,
        **({"meaning": share.meaning} if share.meaning else {}),
        "remitted": share.remitted,
        "denied": share.denied,
        "partly_denied": share.partly,
        "rate": round(share.denied / share.remitted, _DIGITS) if share.remitted else None,
        "charge_cents": share.charge_cents,
        "denied_cents": share.denied_cents,
    }
