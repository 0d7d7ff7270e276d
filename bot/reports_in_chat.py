"""Reports in Slack: words or a button become a message, a CSV or a picture for the person who asked."""

import csv
import io
from dataclasses import dataclass

from bot.charts import draw_report
from bot.reports import ReportDesk
from bot.rules.privacy import Mode, Place, shown_in
from bot.rules.report_asking import Asked, ReportKind, read_asked, read_value
from bot.rules.report_rows import aging_rows, kpi_rows
from bot.rules.report_words import chart_alt_text
from bot.views.blocks import View
from bot.views.report import aging_view, kpi_view
from data.report_models import Aging, Kpis


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A file for the person's own messages, and the sentence that goes with it. `alt_text` is of a picture."""

    name: str
    content: bytes
    told: str
    alt_text: str = ""


class ReportsInChat:
    """Answers go to the person who asked; who may ask is checked before."""

    def __init__(self, desk: ReportDesk, mode: str) -> None:
        self._desk = desk
        self._mode = Mode(mode)

    def read(self, words: str) -> Asked:
        return read_asked(words, self._desk.today())

    def answer(self, asked: Asked, place: Place) -> View:
        shown = shown_in(self._mode, place)
        if asked.kind is ReportKind.AGING:
            return aging_view(self._desk.aging(by=asked.by, age_from=asked.age_from), asked, shown)
        return kpi_view(self._desk.kpis(asked.period), asked, shown)

    def opened(self, value: str, place: Place) -> tuple[Asked, View]:
        """What a button asks for. Raises ValueError for a value that is none of ours."""
        asked = read_value(value)
        return asked, self.answer(asked, place)

    def as_csv(self, value: str) -> ReportFile:
        asked, shown = read_value(value), shown_in(self._mode, Place.DIRECT)
        if asked.kind is ReportKind.AGING:
            rows = aging_rows(self._desk.aging(by=asked.by, age_from=asked.age_from), shown)
        else:
            rows = kpi_rows(self._desk.kpis(asked.period), shown)
        stream = io.StringIO()
        csv.writer(stream).writerows(rows)
        name = f"{asked.kind}-{self._desk.today().isoformat()}.csv"
        return ReportFile(name=name, content=stream.getvalue().encode(), told="Your report as a file.")

    def as_picture(self, value: str) -> ReportFile:
        """Aging and denials together, whichever was asked for."""
        asked = read_value(value)
        return picture_of(self._desk.aging(age_from=asked.age_from), self._desk.kpis(asked.period))


def picture_of(aging: Aging, kpis: Kpis) -> ReportFile:
    return ReportFile(
        name=f"report-{aging.today.isoformat()}.png",
        content=draw_report(aging, kpis),
        told="Your report as a picture.",
        alt_text=chart_alt_text(aging, kpis),
    )
