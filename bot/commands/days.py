"""A day as an option of the command line: as the store writes it, or as people in the US do."""

from datetime import date

import click

from bot.rules.typed_dates import read_date


def as_day(_ctx: click.Context, _option: click.Parameter, typed: str | None) -> date | None:
    """What the option's callback makes of "2026-01-15", "1/15/2026", "Jan 15, 2026"."""
    if typed is None:
        return None
    day = read_date(typed)
    if day is None:
        raise click.BadParameter(f"“{typed}” is no day. Write it like 2026-01-15.")
    return day
