"""The official files themselves, where they lie beside the checkout: everything in them is taken in, and it adds up."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from fixed_clock import FixedClock
from sqlite_utils import Database

from bot.help_desk import HelpDesk
from bot.lookup import CodeLookup
from data.importers.icd10cm_order import apply_addenda, read_addenda, read_order
from data.models import System
from data.store.code_import import CodeImport, import_codes
from data.store.codes import CodeStore

OFFICIAL = Path(__file__).resolve().parents[2] / "shared" / "data"
ORDER_2026 = OFFICIAL / "icd10cm" / "cms_2026_dx.zip"
ADDENDA_2027 = OFFICIAL / "icd10cm" / "icd10cm_order_addenda_2027.txt"
INDEX_2026 = OFFICIAL / "icd10cm" / "icd10cm-index-2026-reconstructed.zip"
ALL_2017 = OFFICIAL / "icd10cm" / "ICD10CM_FY2017_Full_XML.zip"
TABLES_2022 = OFFICIAL / "icd10cm" / "icd10cm-2022-eindex-neoplasm-drug-xml.zip"
HCPCS_2026 = OFFICIAL / "hcpcs" / "hcpcs-2026-january-reconstructed.zip"

pytestmark = pytest.mark.skipif(
    not ADDENDA_2027.is_file(), reason="the official files do not lie beside the checkout (shared/data)"
)


def taken_in(folder: Path, *paths: Path) -> CodeImport:
    return import_codes(folder, paths, lambda _what, _part: None, lambda: None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with FY2027, HCPCS of January 2026, the index of FY2026 and the tables of FY2022."""
    folder = tmp_path_factory.mktemp("official")
    taken_in(folder, ADDENDA_2027, HCPCS_2026, INDEX_2026, TABLES_2022)
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> CodeStore:
    return CodeStore(folder / "codes.db")


def test_both_years_and_the_hcpcs_quarter_have_the_official_counts(store: CodeStore) -> None:
    counts = {(release.system, release.name): (release.codes, release.billable) for release in store.releases()}

    assert counts[System.ICD10CM, "FY2026"] == (98_186, 74_719)
    assert counts[System.ICD10CM, "FY2027"] == (98_403, 74_879)
    assert counts[System.HCPCS, "January 2026"] == (8_623, 7_323)
    assert counts[System.MODIFIER, "January 2026"] == (383, 383)


@pytest.mark.parametrize(("day", "release_id"), [(date(2026, 9, 30), 1), (date(2026, 10, 1), 2)])
def test_the_rows_of_a_day_are_those_of_its_edition(folder: Path, store: CodeStore, day: date, release_id: int) -> None:
    rows = Database(folder / "codes.db").execute(
        "SELECT count(*), sum(billable) FROM code WHERE ? BETWEEN release_id AND last_id", [release_id]
    )

    with store.as_of(day):
        assert store.editions()[System.ICD10CM] == release_id
    assert rows.fetchone() == {1: (98_186, 74_719), 2: (98_403, 74_879)}[release_id]


def test_addenda_on_the_order_file_give_the_same_as_on_the_packaged_year(store: CodeStore) -> None:
    with zipfile.ZipFile(ORDER_2026) as archive:
        order = read_order(archive.read("icd10cm_order_2026.txt").decode("ascii"), source="order")
    addenda = read_addenda(ADDENDA_2027.read_text(encoding="ascii"), source="addenda")

    rows = {row.key: (row.title, row.billable) for row in apply_addenda(order, addenda, source="addenda")}

    database = Database(store.path)
    stored = database.execute("SELECT key, description, billable FROM code WHERE 2 BETWEEN release_id AND last_id")
    assert rows == {key: (title, bool(billable)) for key, title, billable in stored}


def test_a_header_of_fy2027_was_billable_the_day_before(store: CodeStore) -> None:
    with store.as_of(date(2026, 9, 30)):
        [before] = store.find("D691")
    with store.as_of(date(2026, 11, 1)):
        [after] = store.find("D691")
        children = [child.code for child in store.children(after.id)]

    assert (before.release, before.billable, before.valid_to) == ("FY2026", True, date(2026, 9, 30))
    assert (after.release, after.billable, children) == ("FY2027", False, ["D69.11", "D69.19"])


def test_no_dental_code_and_none_of_cpt_shape_is_taken_in(folder: Path) -> None:
    rows = Database(folder / "codes.db").execute(
        "SELECT count(*) FROM code c JOIN release r ON r.id = c.release_id WHERE r.system IN ('HCPCS', 'MODIFIER')"
        " AND (c.code GLOB 'D[0-9]*' OR c.code GLOB '[0-9][0-9]*')"
    )

    assert rows.fetchone() == (0,)


def test_a_hcpcs_code_that_ended_says_when(store: CodeStore) -> None:
    lookup = CodeLookup(store.path, FixedClock(date(2026, 2, 1)))

    assert lookup.look_up("A9155").matches[0].dated == "A9155 ended on 2025-03-31: it is not valid on 2026-02-01."
    assert lookup.look_up("E0601").matches[0].code.description == "Continuous positive airway pressure (cpap) device"


def test_with_fy2027_loaded_the_warning_about_fy2026_ends(store: CodeStore, codes_dir: Path) -> None:
    clock = FixedClock(date(2026, 11, 24))
    lookups = [CodeLookup(path, clock) for path in (codes_dir / "codes.db", store.path)]

    warned = [[text for text in HelpDesk(one, clock).warnings(one.releases()) if "FY20" in text] for one in lookups]

    assert [len(texts) for texts in warned] == [1, 0]


def test_no_term_of_an_index_is_lost(store: CodeStore) -> None:
    database = Database(store.path)
    terms = {(row["kind"], row["name"]): row["terms"] for row in database.query("SELECT * FROM code_index")}
    entries = database.execute(
        "SELECT count(DISTINCT e.id) FROM index_entry e JOIN code_index i ON i.id = e.index_id"
        " WHERE i.kind = 'Alphabetic Index' AND e.code <> ''"
    )

    assert terms == {
        ("Alphabetic Index", "FY2026"): 81_603,
        ("External Cause Index", "FY2022"): 7_800,
        ("Table of Drugs and Chemicals", "FY2022"): 7_423,
        ("Table of Neoplasms", "FY2022"): 1_939,
    }
    assert entries.fetchone() == (63_090,)


def test_index_entries_whose_code_no_edition_has_are_told(tmp_path: Path) -> None:
    done = taken_in(tmp_path, INDEX_2026)

    assert sorted(entry.code for entry in done.unmatched) == ["Q99.814", "Q99.814", "Z15.08"]


def test_the_files_of_fy2017_are_read_with_their_official_counts(tmp_path: Path) -> None:
    done = taken_in(tmp_path, ALL_2017)
    releases = CodeStore(tmp_path / "codes.db").releases()

    assert [(one.name, one.codes, one.billable, one.valid_to) for one in releases[:2]] == [
        ("FY2017", 93_830, 71_486, date(2017, 9, 30)),
        ("FY2026", 98_186, 74_719, None),
    ]
    assert {(one.kind, one.rows) for one in done.read if "Index" in one.kind} == {
        ("ICD-10-CM Alphabetic Index", 77_199),
        ("ICD-10-CM External Cause Index", 7_572),
    }
    assert len(done.left) == 3


def test_an_order_file_of_the_packaged_year_changes_no_code_title_or_note(tmp_path: Path, codes_dir: Path) -> None:
    done = taken_in(tmp_path, ORDER_2026)

    counts = [
        [Database(path / "codes.db").table(table).count for table in ("code", "note", "seventh", "term", "heading")]
        for path in (tmp_path, codes_dir)
    ]
    assert [one.name for one in done.read] == ["cms_2026_dx.zip: icd10cm_order_2026.txt"]
    assert counts[0] == counts[1]
