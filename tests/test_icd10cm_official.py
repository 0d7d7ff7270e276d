"""The codes of the packaged year are those of the official order file: same codes, flags and descriptions."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.importers.icd10cm_package import EXPECTED_BILLABLE, EXPECTED_CODES, read_packaged_icd10cm
from data.models import CodeSet

OFFICIAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "icd10cm" / "cms_2026_dx.zip"
ORDER_FILE = "icd10cm_order_2026.txt"


@pytest.fixture(scope="module")
def packaged() -> CodeSet:
    return read_packaged_icd10cm()


def test_the_packaged_year_has_the_official_counts(packaged: CodeSet) -> None:
    assert len(packaged.codes) == EXPECTED_CODES == 98_186
    assert sum(code.billable for code in packaged.codes) == EXPECTED_BILLABLE == 74_719


def test_codes_flags_and_descriptions_equal_the_official_order_file(packaged: CodeSet) -> None:
    if not OFFICIAL.is_file():
        pytest.skip("the official order file does not lie beside the checkout (shared/data/icd10cm)")

    official = dict(official_rows())
    ours = {code.code.replace(".", ""): (code.billable, code.description) for code in packaged.codes}

    assert ours.keys() == official.keys()
    assert [code for code in official if ours[code] != official[code]] == []


def official_rows() -> Iterator[tuple[str, tuple[bool, str]]]:
    """Columns 7 to 13 code, 15 billable, 78 on the long description."""
    with zipfile.ZipFile(OFFICIAL) as archive:
        lines = archive.read(ORDER_FILE).decode("ascii").splitlines()
    return ((line[6:13].strip(), (line[14] == "1", line[77:].strip())) for line in lines)
