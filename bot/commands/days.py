"""A day as an option of the command line: as the store writes it, or as people in the US do."""

from datetime import date
from typing import Any

import click

from bot.rules.typed_dates import read_date


class _Day(click.ParamType[date]):
    """ "2026-01-15", "1/15/2026", "Jan 15, 2026" -> a date."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        day = value if isinstance(value, date) else read_date(str(value))
        return day or self.fail(f"“{value}” is no day. Write it like 2026-01-15.", param, ctx)


DAY = _Day()
