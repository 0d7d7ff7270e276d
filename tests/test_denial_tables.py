"""The shipped tables of denial codes: shape, closed words, no code twice, every number answered; imported texts."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from bot.denial_texts import DenialTexts, keep_texts
from bot.rules.denial_described import describe
from data.denial_models import DenialKind, TypedDenial
from data.errors import UnreadableFile
from data.importers.denial_tables import read_denial_tables, read_official_texts

TABLES = read_denial_tables()
STEPS = {
    "patient_bill", "bill_other_payer", "correct_and_resubmit", "verify_then_decide", "send_records", "appeal",
    "write_off", "info_only", "wait", "contact_patient",
}  # fmt: skip
OWNERS = {"biller", "coder", "front_desk", "provider", "credentialing", "compliance", "none"}
CATEGORIES = {action.category for action in TABLES.carcs.values()}
FAMILIES = {"acknowledgement", "pending", "finalized", "request", "error", "search"}
FILES = {
    "carc_actions.csv": 327,
    "rarc_actions.csv": 285,
    "claim_status_categories.csv": 46,
    "claim_status_codes.csv": 160,
    "group_codes.csv": 5,
}


@pytest.mark.parametrize("name", FILES)
def test_every_code_stands_once_with_all_fields(name: str) -> None:
    text = (files("data") / "reference" / name).read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))

    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes)) == FILES[name]
    assert "\r" not in text
    for row in rows:
        assert None not in row
        assert row["meaning"].strip() == row["meaning"] != ""
        assert len(row["meaning"]) <= 110, row
        assert row["meaning"][0].isupper() or not row["meaning"][0].isalpha()
        assert not row["meaning"].endswith(".")
        assert "note" not in row or not row["note"].endswith(".")


def test_reasons_use_the_closed_words() -> None:
    for action in TABLES.carcs.values():
        assert action.next_step in STEPS
        assert action.fallback in STEPS | {""}
        assert action.owner in OWNERS
        assert action.confidence in ("high", "medium", "low")
        assert set(action.groups) <= set(TABLES.groups)
        assert action.note or action.confidence != "low", action.code
        assert action.note or not action.retired or action.code == "65", action.code


def test_remarks_use_the_closed_words() -> None:
    for remark in TABLES.remarks.values():
        assert remark.next_step in STEPS - {"write_off"}
        assert remark.owner in OWNERS
        assert remark.category in CATEGORIES
        assert remark.kind in ("remark", "supplemental", "alert")
        assert remark.confidence in ("high", "medium")
        if remark.next_step in ("correct_and_resubmit", "send_records") and not remark.is_alert:
            assert remark.fixes, remark.code


def test_statuses_use_the_closed_words() -> None:
    for category in TABLES.categories.values():
        assert category.family in FAMILIES
        assert (category.next_step in STEPS, category.owner in OWNERS) == (True, True)
    for status in TABLES.statuses.values():
        assert status.category in CATEGORIES
        assert (status.next_step in STEPS, status.owner in OWNERS) == (True, True)
        if status.next_step == "correct_and_resubmit":
            assert status.fixes, status.code


def test_rejected_is_never_said_to_be_denied() -> None:
    for code in ("A3", "A6", "A7", "A8"):
        assert TABLES.categories[code].meaning.startswith("Rejected")
        assert TABLES.categories[code].next_step == "correct_and_resubmit"
    assert "denied" in TABLES.categories["F2"].meaning
    assert "no acceptance" in TABLES.categories["A1"].note.lower() or "no acceptance" in TABLES.categories["A1"].note


def test_all_codes_are_described() -> None:
    lists = {
        DenialKind.REASON: TABLES.carcs,
        DenialKind.REMARK: TABLES.remarks,
        DenialKind.STATUS_CATEGORY: TABLES.categories,
        DenialKind.STATUS: TABLES.statuses,
        DenialKind.GROUP: TABLES.groups,
    }
    assert len(lists[DenialKind.REASON]) == 327
    for kind, codes in lists.items():
        for code in codes:
            described = describe(TypedDenial(kind=kind, code=code), TABLES)
            assert described.is_known
            assert described.meaning
            assert described.owner


@pytest.mark.parametrize(
    ("kind", "code", "near"),
    [
        (DenialKind.REASON, "400", ("308", "307", "306")),
        (DenialKind.REASON, "98", ("97", "96", "100")),
        (DenialKind.REMARK, "N9999", ("N830", "N823", "N822")),
        (DenialKind.STATUS_CATEGORY, "A9", ("A8", "A7", "A6")),
    ],
)
def test_an_unknown_code_says_so_and_what_is_near(kind: DenialKind, code: str, near: tuple[str, ...]) -> None:
    described = describe(TypedDenial(kind=kind, code=code), TABLES)

    assert described.confidence == "unknown"
    assert f"{code} is not in my list" in described.note
    assert set(described.near) == set(near)
    assert described.meaning == ""


def test_a_retired_code_says_so_and_what_replaced_it() -> None:
    described = describe(TypedDenial(kind=DenialKind.REASON, code="165", group="CO"), TABLES)

    assert described.is_retired
    assert described.note == "Retired number. Now 287 or 288"
    assert "retired" not in described.meaning


# --- texts that the practice imports -------------------------------------------------------------------------------


def test_imported_texts_stand_beside_our_words_and_are_ours_alone_to_read(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("Code,Kind,Text\n97,CARC,An official text\nN30,rarc,Another\nA7,category,Third\n")

    texts, problems = read_official_texts(source)
    kept = keep_texts(tmp_path, texts)

    assert problems == []
    assert kept.stat().st_mode & 0o777 == 0o600
    assert DenialTexts(tmp_path).tables().official == {
        (DenialKind.REASON, "97"): "An official text",
        (DenialKind.REMARK, "N30"): "Another",
        (DenialKind.STATUS_CATEGORY, "A7"): "Third",
    }


def test_a_new_import_shows_without_a_restart(tmp_path: Path) -> None:
    texts = DenialTexts(tmp_path)
    assert texts.tables().official == {}

    keep_texts(tmp_path, {(DenialKind.REASON, "97"): "An official text"})

    assert texts.tables().official == {(DenialKind.REASON, "97"): "An official text"}


def test_lines_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("code,kind,text\n97,CARC,Good\n98,XYZ,Bad kind\n99,CARC,\n")

    texts, problems = read_official_texts(source)

    assert list(texts.values()) == ["Good"]
    assert [problem.split(":")[0] for problem in problems] == ["line 3", "line 4"]


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("number,words\n97,Good\n")

    with pytest.raises(UnreadableFile):
        read_official_texts(source)
