"""Reports as rows of a CSV, each cell safe to open in a spreadsheet."""

from bot.rules.csv_cells import dollars, safe_cell
from bot.rules.privacy import Shown
from bot.rules.report_words import bucket_words, figure_text, row_name
from data.report_models import Aging, DenialShare, Figure, Kpis

Row = tuple[str, ...]
_KPI_HEAD = ("what", "name", "value", "top", "top is", "bottom", "bottom is", "from", "to", "formula", "notes")


def aging_rows(found: Aging, shown: Shown) -> list[Row]:
    """A row a payer or owner: claims and dollars of each age, and of all."""
    words, places = bucket_words(found), range(len(bucket_words(found)))
    head = [str(found.by)]
    for word in (*words, "all"):
        head += [f"{word} claims", f"{word} dollars"]
    rows = [tuple(head)]
    for name, row in [*((row_name(row.name, found.by), row) for row in found.rows), ("total", found.total)]:
        cells = [name]
        for place in places:
            cells += [str(row.claims[place]), _money(row.cents[place], shown)]
        rows.append((*cells, str(sum(row.claims)), _money(sum(row.cents), shown)))
    return [tuple(map(safe_cell, row)) for row in rows]


def kpi_rows(found: Kpis, shown: Shown) -> list[Row]:
    """A row a figure, then the denials by payer, reason and category."""
    rows: list[Row] = [_KPI_HEAD, *(_figure(figure, shown) for figure in found.figures)]
    for what, shares in (("payer", found.by_payer), ("CARC", found.by_carc), ("category", found.by_category)):
        rows += [_share(f"denials by {what}", share, found, shown) for share in shares]
    return [tuple(map(safe_cell, row)) for row in rows]


def _figure(figure: Figure, shown: Shown) -> Row:
    def amount(number: int) -> str:
        return _money(number, shown) if figure.is_money else str(number)

    notes = " ".join((*([figure.why_not] if figure.why_not else []), *figure.notes))
    period = figure.period
    return (
        *("figure", figure.name, figure_text(figure), amount(figure.top), figure.of_top, amount(figure.bottom)),
        *(figure.of_bottom, period.start.isoformat(), period.end.isoformat(), figure.formula, notes),
    )


def _share(what: str, share: DenialShare, found: Kpis, shown: Shown) -> Row:
    rate = f"{100 * share.denied / share.remitted:.1f}%" if share.remitted else ""
    notes = f"{share.partly} in part; {_money(share.denied_cents, shown)} dollars refused"
    return (
        *(what, share.name or "(none given)", rate, str(share.denied), "claims denied in whole", str(share.remitted)),
        *("claims remitted", found.period.start.isoformat(), found.period.end.isoformat(), "", notes),
    )


def _money(cents: int, shown: Shown) -> str:
    """In whole dollars where no more is shown, halves away from zero."""
    if shown.is_exact:
        return dollars(cents)
    return str((abs(cents) + 50) // 100 * (-1 if cents < 0 else 1))
