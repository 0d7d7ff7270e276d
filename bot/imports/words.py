"""An import report in words: counts only, no claim number, no name."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.imports.report import FileReport
from bot.views.plain import counted

_CAME_IN = "came in "


def summary_line(report: FileReport, name: str = "") -> str:
    """One line a file: "2026-01-05.835 (835): 40 claims read, 2 new, 38 changed"; `name` stands for the file's own."""
    name = name or report.name
    kind = "" if report.unusable else f" ({report.kind})"
    return f"{name}{kind}: {outcome(report)}"


def outcome(report: FileReport) -> str:
    """What came of the file, without its name and kind."""
    if report.needs_columns:
        return "waits until its columns are named"
    if report.unusable:
        return "not imported"
    parts = [f"{counted(report.claims, 'claim')} read"]
    for number, word in ((report.new, "new"), (report.changed, "changed"), (report.unchanged, "unchanged")):
        if number:
            parts.append(f"{number:,} {word}")
    if report.duplicate:
        parts.append(f"{counted(report.duplicate, 'transaction')} already there")
    if report.is_test:
        parts.append("a test file")
    if report.problems:
        parts.append(counted(len(report.problems), "problem"))
    return ", ".join(parts)


def report_text(report: FileReport, at: datetime) -> str:
    """All that is to be said of a file, for the machine it lies on; `read_report_head` reads its first lines."""
    kind = "" if report.unusable else f"{report.kind}: "
    when = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = [report.name.replace("\n", " "), f"{_CAME_IN}{when}", f"{kind}{outcome(report)}"]
    if report.refused and not report.unusable:
        lines.append("Part of it was left out, as said below; the rest was imported.")
    lines += ["", *(f"{one.place}: {one.text}" for one in report.problems)]
    if report.hint:
        lines += ["", report.hint]
    return "\n".join(lines).rstrip() + "\n"


def read_report_head(text: str) -> tuple[str, str, str] | None:
    """(name, when it came in, what came of it) of a report that `report_text` wrote; None for any other text."""
    name, came_in, came_of = [*text.split("\n", 3), "", "", ""][:3]
    return (name, came_in.removeprefix(_CAME_IN), came_of) if came_in.startswith(_CAME_IN) else None


def without_name(report: FileReport, shown: str) -> FileReport:
    """The report with another name in place of the file's own, which may name a patient."""
    problems = [
        replace(one, place=one.place.replace(report.name, shown), text=one.text.replace(report.name, shown))
        for one in report.problems
    ]
    return replace(report, name=shown, problems=problems, hint=report.hint.replace(report.name, shown))
