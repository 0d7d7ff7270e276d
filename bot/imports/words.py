"""An import report in words: counts only, no claim number, no name."""

from bot.imports.report import FileReport
from bot.views.plain import counted


def summary_line(report: FileReport, name: str = "") -> str:
    """One line a file: "2026-01-05.835 (835): 40 claims read, 2 new, 38 changed"; `name` stands for the file's own."""
    name = name or report.name
    if report.needs_columns:
        return f"{name}: waits until its columns are named"
    if report.unusable:
        return f"{name}: not imported"
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
    return f"{name} ({report.kind}): {', '.join(parts)}"


def report_text(report: FileReport) -> str:
    """All that is to be said of a file, for the machine it lies on."""
    lines = [summary_line(report), "", *(f"{one.place}: {one.text}" for one in report.problems)]
    if report.hint:
        lines += ["", report.hint]
    return "\n".join(lines) + "\n"
