"""Writes the small files of data/samples/edi: one claim each, named by case."""

from datetime import date
from pathlib import Path

from data.samples.cases import CASES
from data.samples.lives import live
from data.samples.transmissions import File
from data.samples.writing import x12_files

TODAY = date(2026, 1, 15)
_SEED = 7
_NUMBERS_A_CASE = 20
_KINDS_BY_CASE = {
    "paid_in_full": ("837P", "999", "277CA", "835"),
    "denied_timely_filing": ("837P", "835"),
    "denied_medical_necessity": ("837P", "835"),
    "line_denied": ("837P", "835"),
    "patient_unknown": ("835",),
    "rejected_member_id": ("837P", "277CA"),
    "rejected_batch": ("837P", "277CA"),
    "syntax_rejected": ("837P", "999"),
    "interchange_rejected": ("837P", "TA1"),
    "records_requested": ("837P", "277"),
    "forwarded_secondary_silent": ("837P", "835"),
    "forwarded_secondary_paid": ("835",),
    "reversed_and_corrected_together": ("837P", "835"),
    "inpatient_paid": ("837I", "835"),
}


def write_single_cases(folder: Path) -> list[Path]:
    """The latest file of each kind that a case is shown with, such as denied_timely_filing.835."""
    folder.mkdir(parents=True, exist_ok=True)
    cases = {case.name: case for case in CASES}
    written = []
    for place, life in enumerate(live([cases[name] for name in _KINDS_BY_CASE], today=TODAY, seed=_SEED)):
        files = x12_files([life], today=TODAY, skip=place * _NUMBERS_A_CASE)
        latest = {file.kind: file for file in files}
        written += [_save(folder, life.case.name, latest[kind]) for kind in _KINDS_BY_CASE[life.case.name]]
    return written


def _save(folder: Path, name: str, file: File) -> Path:
    ending = "837" if file.kind.startswith("837") else file.kind.lower()
    path = folder / f"{name}.{ending}"
    path.write_text(file.text, encoding="ascii", newline="\n")
    return path
