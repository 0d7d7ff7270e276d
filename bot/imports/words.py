"""An import report in words: counts only, no claim number, no name."""

from bot.imports.report import FileReport
from bot.views.plain import counted


def summary_line(report: FileReport) -> str:
    """One line a file: "2026-01-05.835 (835): 40 claims read, 2 new, 38 changed"."""
    if report.unusable:
        return f"{report.name}: not imported"
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
    return f"{report.name} ({report.kind}): {', '.join(parts)}"
