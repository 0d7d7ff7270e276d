"""`billing-bot report`: what the claims come to together."""

from datetime import date
from pathlib import Path

import click

from bot.audit import REPORT_VIEW
from bot.charts import draw_report
from bot.commands.audited import AtThisMachine
from bot.commands.report_json import aging_json, kpis_json
from bot.commands.shared import UNUSABLE, data_dir_option, fail, json_option, print_json, settings_for, told_clearly
from bot.reports import ReportDesk
from bot.rules.privacy import EVERYTHING, money_text
from bot.rules.report_periods import period_words, read_period
from bot.rules.report_words import FROM_WORDS, denial_words, figure_lines, row_name, share_name
from bot.settings import Settings, clock_of
from data.importers.reference_tables import read_carc_actions
from data.report_models import BUCKETS, AgeBy, AgeFrom, Aging, DenialShare, Kpis, Period
from data.store.claims_file import ClaimsFile

_ALSO = {"ageing": "aging"}
_MOST_SHARES = 10


class _Reports(click.Group):
    """`ageing` is `aging` in other spelling; help names it once."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, _ALSO.get(cmd_name, cmd_name))


@click.group(cls=_Reports)
def report() -> None:
    """Reports on all claims."""


@report.command()
@click.option(
    "--from",
    "age_from",
    type=click.Choice([str(one) for one in AgeFrom]),
    default=str(AgeFrom.SERVICE),
    show_default=True,
    help="The day from which a balance ages.",
)
@click.option(
    "--by", type=click.Choice([str(one) for one in AgeBy]), default=str(AgeBy.PAYER), show_default=True, help="Rows."
)
@json_option
@data_dir_option
@told_clearly
def aging(age_from: str, by: str, as_json: bool, data_dir: Path | None) -> None:
    """What is still owed, by age and payer or owner; `ageing` is the same."""
    settings = settings_for(data_dir)
    desk, here = _desk(settings)
    found = desk.aging(by=AgeBy(by), age_from=AgeFrom(age_from))
    here.record(REPORT_VIEW, "aging", detail={"by": by, "from": age_from, "rows": len(found.rows)})
    if as_json:
        print_json(aging_json(found))
    else:
        _print_aging(found)


@report.command()
@click.option("--period", "words", default="", help="Such as `last month`, `q3`, `2026-07`, `2026-01-01..2026-03-31`.")
@click.option("--without-duplicates", is_flag=True, help="Leave refusals as a duplicate (CARC 18) out of denials.")
@click.option("--png", type=click.Path(path_type=Path), help="Also draw the aging and the denials as a picture.")
@json_option
@data_dir_option
@told_clearly
def kpi(words: str, without_duplicates: bool, png: Path | None, as_json: bool, data_dir: Path | None) -> None:
    """Denial rates, days in A/R, collection and more, each with its formula; the last 90 days where none are said."""
    settings = settings_for(data_dir)
    desk, here = _desk(settings)
    found = desk.kpis(_period(words, desk.today()), leaves_out_duplicates=without_duplicates)
    here.record(REPORT_VIEW, "kpi", detail={"from": found.period.start.isoformat(), "to": found.period.end.isoformat()})
    if png:
        _draw(png, desk, found)
    if as_json:
        print_json(kpis_json(found))
    else:
        _print_kpis(found)


def _desk(settings: Settings) -> tuple[ReportDesk, AtThisMachine]:
    store, clock = ClaimsFile(settings.data_dir), clock_of(settings)
    carcs = read_carc_actions()
    return ReportDesk(store, clock, lambda: carcs), AtThisMachine(store, settings)


def _period(words: str, today: date) -> Period | None:
    if not words:
        return None
    found = read_period(words, today)
    if found is None:
        fail(
            f"“{words}” is no period that has begun. Write it like 2026-01-01..2026-03-31, 2026-07, q3 or last month.",
            UNUSABLE,
        )
    return found


def _draw(file: Path, desk: ReportDesk, found: Kpis) -> None:
    try:
        file.write_bytes(draw_report(desk.aging(), found))
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.", UNUSABLE)
    click.echo(f"Picture written to {file}.", err=True)


# --- in words ------------------------------------------------------------------------------------------------------


def _print_aging(found: Aging) -> None:
    """A table: a row a payer or owner, a column an age; the last column is there only where claims have no day."""
    click.echo(f"Open balances as of {found.today}, {FROM_WORDS[found.age_from]}")
    names = [row_name(row.name, found.by) for row in found.rows]
    width = max(map(len, [found.by, *names]))
    shown = [number for number, name in enumerate(BUCKETS) if name != "no date" or found.total.claims[number]]
    click.echo("  ".join([f"{found.by:<{width}}", *(f"{BUCKETS[number]:>15}" for number in shown), f"{'all':>15}"]))
    for name, row in [*zip(names, found.rows, strict=True), ("total", found.total)]:
        cells = [*(row.cents[number] for number in shown), sum(row.cents)]
        amounts = (f"{money_text(cents, EVERYTHING):>15}" for cents in cells)
        click.echo("  ".join([f"{name:<{width}}", *amounts]) + f"  ({sum(row.claims):,})")


def _print_kpis(found: Kpis) -> None:
    click.echo(f"Period: {period_words(found.period)}; as of {found.today}")
    for figure in found.figures:
        first, *more = figure_lines(figure, EVERYTHING)
        click.echo(f"\n{first}")
        for line in more:
            click.echo(f"  {line}")
    for title, shares in (("payer", found.by_payer), ("reason", found.by_carc), ("category", found.by_category)):
        _print_shares(f"\nDenials by {title}", shares)


def _print_shares(title: str, shares: tuple[DenialShare, ...]) -> None:
    if not shares:
        return
    click.echo(title)
    for share in shares[:_MOST_SHARES]:
        click.echo(f"  {share_name(share)}: {denial_words(share, EVERYTHING)}")
    if len(shares) > _MOST_SHARES:
        click.echo(f"  and {len(shares) - _MOST_SHARES} more: --json has them all")
