"""Reports as messages that read well at Slack's width: sums in a narrow table, a line a row, a figure a paragraph."""

from collections.abc import Sequence
from dataclasses import replace

from bot.rules.privacy import Shown, money_text
from bot.rules.report_asking import Asked, ReportKind, asked_value
from bot.rules.report_periods import period_words
from bot.rules.report_words import (
    FROM_WORDS,
    bucket_words,
    chart_alt_text,
    counts_text,
    denial_words,
    figure_text,
    plural,
    row_name,
    share_name,
    whole_dollars,
)
from bot.views.blocks import Block, View, actions, button, context, escape, message, section
from bot.views.report_ids import REPORT_CSV, REPORT_OPEN, REPORT_PICTURE
from data.report_models import BUCKETS, AgeBy, AgeFrom, Aging, DenialShare, Figure, Kpis

_MOST_ROWS = 15
_MOST_SHARES = 8
_MOST_IN_WEEKLY = 5
_OVER_120 = BUCKETS.index(">120")
_UNREAD = "I did not understand all of that. `aging by owner from first bill` and `kpi last month` are what I read."


def aging_view(found: Aging, asked: Asked, shown: Shown) -> View:
    """Open balances by age, and a line for each payer or owner."""
    return message(
        "Aging report",
        [
            *_unread(asked),
            _headline(found, shown),
            _age_table(found, shown),
            *_rows(found, shown),
            *_left_out(found, shown),
            *actions([*_other_aging(found), *_files(asked)]),
        ],
    )


def kpi_view(found: Kpis, asked: Asked, shown: Shown) -> View:
    """Each figure with what it is made of and its formula, then what was denied by whom and why."""
    return message(
        "Billing figures",
        [
            *_unread(asked),
            section(f"*Billing figures* for {period_words(found.period)}"),
            *(block for figure in found.figures for block in _figure(figure, shown)),
            *_shares("Denials by payer", found.by_payer, shown),
            *_shares("Denials by reason (CARC)", found.by_carc, shown),
            *_shares("Denials by category", found.by_category, shown),
            *actions([_open("Aging", "aging", Asked(kind=ReportKind.AGING)), *_files(asked)]),
        ],
    )


def weekly_view(aging: Aging, kpis: Kpis, shown: Shown, *, picture_id: str = "") -> View:
    """The week's report for a channel: sums of payers alone. Without a picture the figures stand all the same."""
    told = [figure for figure in kpis.figures if figure.value is not None]
    lines = [f"*{figure.name}:* {figure_text(figure)}{_target(figure)}" for figure in told]
    text = ", ".join(f"{figure.name} {figure_text(figure)}" for figure in told)
    made = message(
        "",
        [
            section(f"*Weekly report*, {aging.today}"),
            *([section(_owed(aging, shown)), _picture(picture_id, aging, kpis)] if picture_id else []),
            *([_headline(aging, shown), _age_table(aging, shown)] if not picture_id else []),
            *([section("\n".join(lines))] if lines else []),
            *_shares("Denials by payer", kpis.by_payer, shown, most=_MOST_IN_WEEKLY, rest="*Figures* has them"),
            context(f"Denials and submissions: {period_words(kpis.period)}. *Figures* tells each formula and period."),
            *actions(
                [
                    _open("Aging", "aging", Asked(kind=ReportKind.AGING)),
                    _open("Figures", "kpi", Asked(kind=ReportKind.KPI)),
                    button("CSV to my messages", REPORT_CSV, asked_value(Asked(kind=ReportKind.AGING))),
                ]
            ),
        ],
    )
    owed = f"{whole_dollars(sum(aging.total.cents))} open in {plural(sum(aging.total.claims), 'claim')}"
    return made | {"text": f"Weekly report: {owed}{'; ' if text else ''}{text}. `/billing report` shows all."}


# --- aging ---------------------------------------------------------------------------------------------------------


def _headline(found: Aging, shown: Shown) -> Block:
    return section(f"{_owed(found, shown)}\nIn {FROM_WORDS[found.age_from]}:")


def _owed(found: Aging, shown: Shown) -> str:
    owed = money_text(sum(found.total.cents), shown)
    return f"*Open balances: {owed}* in {plural(sum(found.total.claims), 'claim')} on {found.today}"


def _age_table(found: Aging, shown: Shown) -> Block:
    words = bucket_words(found)
    money = [money_text(cents, shown) for cents in found.total.cents[: len(words)]]
    claims = [plural(count, "claim") for count in found.total.claims[: len(words)]]
    width, wide = max(map(len, money)), max(map(len, claims))
    rows = (
        f"{word:<8}  {amount:>{width}}  {count:>{wide}}"
        for word, amount, count in zip(words, money, claims, strict=True)
    )
    return section("```" + "\n".join(rows) + "```")


def _rows(found: Aging, shown: Shown) -> list[Block]:
    if not found.rows:
        return [section("Nothing is owed.")]
    lines = [_row(row_name(row.name, found.by), row.claims, row.cents, shown) for row in found.rows[:_MOST_ROWS]]
    rest = found.rows[_MOST_ROWS:]
    if rest:
        cents = money_text(sum(sum(row.cents) for row in rest), shown)
        lines.append(f"{len(rest)} more: {cents}. The CSV has them all.")
    return [section(f"*By {found.by}*\n" + "\n".join(lines))]


def _row(name: str, claims: Sequence[int], cents: Sequence[int], shown: Shown) -> str:
    """ "*UHC* $15,424 in 36 claims, $3,052 over 120 days"."""
    line = f"*{escape(name)}* {money_text(sum(cents), shown)} in {plural(sum(claims), 'claim')}"
    return f"{line}, {money_text(cents[_OVER_120], shown)} over 120 days" if cents[_OVER_120] else line


def _left_out(found: Aging, shown: Shown) -> list[Block]:
    told = []
    if found.resolved_claims:
        cents = money_text(found.resolved_cents, shown)
        told.append(f"Left out: {cents} in {plural(found.resolved_claims, 'claim')} resolved in PM.")
    if found.credit_claims:
        cents = money_text(found.credit_cents, shown)
        told.append(f"Not taken off: credits of {cents} in {plural(found.credit_claims, 'claim')}.")
    return [context(" ".join(told))] if told else []


def _other_aging(found: Aging) -> list[Block]:
    """The other rows, the other clock, and the figures."""
    asked = Asked(kind=ReportKind.AGING, by=found.by, age_from=found.age_from)
    by = AgeBy.OWNER if found.by is AgeBy.PAYER else AgeBy.PAYER
    clock = AgeFrom.FIRST_BILL if found.age_from is AgeFrom.SERVICE else AgeFrom.SERVICE
    label = "From the first bill" if clock is AgeFrom.FIRST_BILL else "From the day of service"
    return [
        _open(f"By {by}", "by", replace(asked, by=by)),
        _open(label, "from", replace(asked, age_from=clock)),
        _open("Figures", "kpi", Asked(kind=ReportKind.KPI)),
    ]


# --- figures -------------------------------------------------------------------------------------------------------


def _figure(figure: Figure, shown: Shown) -> list[Block]:
    made_of = figure.why_not or f"{counts_text(figure, shown)}."
    told = " ".join((made_of, *figure.notes))
    formula = f"{figure.formula[0].upper()}{figure.formula[1:]}. {period_words(figure.period)}."
    return [section(f"*{figure.name}: {figure_text(figure)}*{_target(figure)}\n{told}"), context(formula)]


def _target(figure: Figure) -> str:
    return f" (target {figure.target})" if figure.target and figure.value is not None else ""


def _shares(
    title: str,
    shares: Sequence[DenialShare],
    shown: Shown,
    *,
    most: int = _MOST_SHARES,
    rest: str = "the CSV has them all",
) -> list[Block]:
    refused = [share for share in shares if share.denied or share.partly]
    if not refused:
        return []
    lines = [f"*{escape(share_name(share))}* {denial_words(share, shown)}" for share in refused[:most]]
    more = [f"{len(refused) - most} more: {rest}."] if len(refused) > most else []
    return [section("\n".join([f"*{title}*", *lines, *more]))]


# --- parts ---------------------------------------------------------------------------------------------------------


def _picture(picture_id: str, aging: Aging, kpis: Kpis) -> Block:
    return {"type": "image", "slack_file": {"id": picture_id}, "alt_text": chart_alt_text(aging, kpis)}


def _files(asked: Asked) -> list[Block]:
    value = asked_value(asked)
    return [button("CSV to my messages", REPORT_CSV, value), button("Picture to my messages", REPORT_PICTURE, value)]


def _open(label: str, word: str, asked: Asked) -> Block:
    return button(label, f"{REPORT_OPEN}:{word}", asked_value(asked))


def _unread(asked: Asked) -> list[Block]:
    return [context(_UNREAD)] if asked.is_unread else []
