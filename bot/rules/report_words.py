"""Reports in words: names of rows, figures as people read them, each with what it is made of; it counts nothing."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bot.rules.privacy import EVERYTHING, Shown, money_text
from bot.rules.report_periods import period_words
from data.report_models import BUCKETS, AgeBy, AgeFrom, Aging, DenialShare, Figure, Kpis, Unit

FROM_WORDS = {AgeFrom.SERVICE: "days since the day of service", AgeFrom.FIRST_BILL: "days since the first bill"}
_NOBODY = {AgeBy.PAYER: "(no payer known)", AgeBy.OWNER: "(nobody)"}
_NO_REASON = "(none given)"
_MOST_WORST = 6
_ROUNDED = replace(EVERYTHING, is_exact=False)
MOST_ALT_TEXT = 1000
"""Of a file in Slack."""


def row_name(name: str, by: AgeBy) -> str:
    return name or _NOBODY[by]


def percent(top: float, bottom: float) -> str:
    """ "12.3%", halves away from zero; "" of nothing."""
    if not bottom:
        return ""
    share = Decimal(str(100 * top)) / Decimal(str(bottom))
    return f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def figure_text(figure: Figure) -> str:
    """ "12.3%", "38.2 days", "too few", "not known"."""
    if figure.value is None:
        return "too few" if figure.why_not.startswith("Too few") else "not known"
    if figure.unit is Unit.DAYS:
        return f"{Decimal(str(figure.value)).quantize(Decimal('0.1'), ROUND_HALF_UP)} days"
    return percent(figure.top, figure.bottom)


def figure_lines(figure: Figure, shown: Shown) -> list[str]:
    """The figure, what it is made of, its formula and period, what is to be known with it."""
    target = f" (target {figure.target})" if figure.target and figure.value is not None else ""
    made_of = figure.why_not or f"{counts_text(figure, shown)}."
    notes = "" if not figure.notes else " " + " ".join(figure.notes)
    return [
        f"{figure.name}: {figure_text(figure)}{target}",
        f"{made_of}{notes}",
        f"{figure.formula[0].upper()}{figure.formula[1:]}. {period_words(figure.period)}.",
    ]


def counts_text(figure: Figure, shown: Shown) -> str:
    """ "12 claims denied in whole of 98 claims remitted"."""
    if figure.is_money:
        top, bottom = money_text(figure.top, shown), money_text(figure.bottom, shown)
        return f"{top} {figure.of_top}; {bottom} {figure.of_bottom}"
    return f"{figure.top:,} {figure.of_top} of {figure.bottom:,} {figure.of_bottom}"


def share_name(share: DenialShare) -> str:
    """ "AETNA", "missing info", "16 (lacks information)"."""
    name = share.name.replace("_", " ") or _NO_REASON
    return f"{name} ({share.meaning})" if share.meaning else name


def denial_words(share: DenialShare, shown: Shown) -> str:
    """ "12.3%, 12 of 98 denied, 3 in part, $1,234.50"."""
    parts = [f"{percent(share.denied, share.remitted)}", f"{share.denied:,} of {share.remitted:,} denied"]
    if share.partly:
        parts.append(f"{share.partly:,} in part")
    return f"{', '.join(parts)}, {money_text(share.denied_cents, shown)}"


# --- for pictures and lists ----------------------------------------------------------------------------------------


def plural(number: int, noun: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def whole_dollars(cents: int) -> str:
    """Rounded in every mode: a report of sums has no use for cents."""
    return money_text(cents, _ROUNDED)


def bucket_words(aging: Aging) -> list[str]:
    """Buckets as they are shown; claims without a day stand there only where there are some."""
    has_undated = bool(aging.total.claims[-1])
    return [name.replace(">", "over ") for name in (BUCKETS if has_undated else BUCKETS[:-1])]


def worst_payers(kpis: Kpis) -> list[DenialShare]:
    """Payers with the most denials, so that a payer with one claim does not come first."""
    return [share for share in kpis.by_payer if share.denied][:_MOST_WORST]


def chart_alt_text(aging: Aging, kpis: Kpis) -> str:
    """The figures of the picture, for who cannot see it."""
    ages = ", ".join(
        f"{name} days {whole_dollars(cents)} ({plural(claims, 'claim')})".replace("no date days", "no date")
        for name, cents, claims in zip(bucket_words(aging), aging.total.cents, aging.total.claims, strict=False)
    )
    rates = ", ".join(
        f"{share.name or 'no payer known'} {percent(share.denied, share.remitted)} "
        f"({share.denied:,} of {share.remitted:,})"
        for share in worst_payers(kpis)
    )
    text = (
        f"Open balances on {aging.today}, {FROM_WORDS[aging.age_from]}: "
        f"{whole_dollars(sum(aging.total.cents))} in all; {ages}. "
        f"Denied in whole, {kpis.period.start} to {kpis.period.end}: {rates or 'none'}."
    )
    return text if len(text) <= MOST_ALT_TEXT else f"{text[: MOST_ALT_TEXT - 1]}…"
