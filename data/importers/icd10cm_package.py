"""Finds the FY2026 tabular XML inside the installed package simple-icd-10-cm, without importing it.

Importing that package takes seconds and 177 MB; its data file streams in under two.
"""

import importlib.util
from pathlib import Path

from data.errors import UnreadableFile
from data.importers.icd10cm_tabular import read_tabular
from data.models import CodeSet

PACKAGE = "simple_icd_10_cm"
EXPECTED_CODES = 98_186
EXPECTED_BILLABLE = 74_719
"""Row and valid-code counts of the official FY2026 order file (CMS, 2026 code descriptions in tabular order)."""


def read_packaged_icd10cm() -> CodeSet:
    """The code set of FY2026. Raises UnreadableFile where the package or its data file is missing or broken."""
    path = find_tabular_file()
    with path.open("rb") as stream:
        return read_tabular(stream, source=f"{PACKAGE} 1.5.0, {path.name}")


def find_tabular_file() -> Path:
    """Path of the packaged XML. Raises UnreadableFile where there is none."""
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parent / "data" if spec and spec.origin else None
    found = sorted(folder.glob("*tabular*.xml")) if folder else []
    if not found:
        raise UnreadableFile(f"the package {PACKAGE}", "its tabular XML is not there; install billing-bot again")
    return found[-1]
