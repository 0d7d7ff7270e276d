"""Writes down who imported or tried which file: by its content, for a file's name may name a patient."""

from bot.audit import FILE_IMPORT, FILE_TRY, Actor, AuditTrail
from bot.imports.report import FileReport

_MARK_SIGNS = 16


def record_import(
    trail: AuditTrail, person: Actor, report: FileReport, place: str = "", *, dry_run: bool = False
) -> None:
    """One row for a file that could be opened. Raises AuditUnwritable: then what came of it must not be shown."""
    if not report.sha256:
        return
    trail.record(
        person,
        FILE_TRY if dry_run else FILE_IMPORT,
        report.sha256[:_MARK_SIGNS],
        place,
        {
            "kind": report.kind,
            "claims": report.claims,
            "new": report.new,
            "changed": report.changed,
            "duplicate": report.duplicate,
            "problems": len(report.problems),
        },
    )
