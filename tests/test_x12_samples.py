"""Public sample files are read in full: counts equal a naive count, 835 values equal oxedi's, broken files are mended.

The samples lie in the folder `shared` beside the checkout and are no part of it; without them these tests are skipped.
"""

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import oxedi
import pytest
from x12_text import contents_of_path

from data.importers.x12.survey import Survey, survey
from data.x12_models import (
    Adjustment,
    ClaimStatus,
    Payment,
    ProviderAdjustment,
    RefusedClaim,
    RemittedClaim,
    SubmittedClaim,
    TransactionAck,
    X12Item,
)

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "x12"
MALFORMED = SAMPLES / "malformed"
KINDS = ("835", "837P", "837I", "277", "277CA", "999")
CLAIM_ROWS = {"835": "CLP", "837P": "CLM", "837I": "CLM", "277": "TRN", "277CA": "TRN", "999": "AK2"}
PATIENT_LEVELS = ("22", "23", "PT")

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the X12 samples do not lie beside the checkout (shared/data/x12)"
)


def sample_files(kind: str) -> list[Path]:
    return sorted((SAMPLES / kind).iterdir()) if SAMPLES.is_dir() else []


def items_of_path(path: Path) -> list[X12Item]:
    return [item for _, items in contents_of_path(path) for item in items]


def naive_segments(path: Path) -> list[list[str]]:
    """Segments by the delimiters of the first ISA, found from where the GS stands."""
    _, start, text = re.split(r"(ISA[*+~])", path.read_bytes().decode("latin-1"), maxsplit=1)
    text = start + text
    mark = re.escape(text[3])
    ending = re.search(rf"{mark}[^\r\n]([^\r\n]?)[\r\n ]*GS{mark}", text)
    assert ending
    return [segment.strip().split(text[3]) for segment in text.split(ending[1] or "\n") if segment.strip()]


def naive_counts(kind: str, path: Path) -> tuple[int, int, int]:
    """Transactions, claim rows, service lines."""
    sets = claims = lines = 0
    level = ""
    for elements in naive_segments(path):
        name = elements[0]
        level = elements[3] if name == "HL" else "" if name == "ST" else level
        sets += name == "ST"
        claims += name == CLAIM_ROWS[kind] and (name != "TRN" or level in PATIENT_LEVELS)
        lines += name in ("SV1", "SV2") or (name == "SVC" and kind == "835")
    return sets, claims, lines


@pytest.mark.parametrize("kind", KINDS)
def test_every_sample_is_read_in_full(kind: str) -> None:
    files = sample_files(kind)

    differences = []
    for path in files:
        contents = contents_of_path(path)
        items = [item for _, found in contents for item in found]
        claims = [item for item in items if isinstance(item, SubmittedClaim | RemittedClaim)]
        rows = [item for item in items if isinstance(item, ClaimStatus | TransactionAck)]
        found = (len(contents), len(claims) + len(rows), sum(len(claim.lines) for claim in claims))
        kinds = {transaction.kind for transaction, _ in contents}
        if found != naive_counts(kind, path) or kinds != {kind}:
            differences.append((path.name, found, naive_counts(kind, path), kinds))

    assert files
    assert differences == []


# --- 835s against oxedi --------------------------------------------------------------------------------------------

OXEDI_DIFFERS = {
    "12_two_isa_diffdelim.835",  # it keeps the delimiters of the first ISA
    "14_truncated.835",  # it takes a transaction without its SE
    "17_bad_amount.835",  # it takes a claim without its charge
    "20_wrapped80.835",  # it keeps line breaks inside of values
}
Claim = tuple[object, ...]


def oxedi_rows(result: oxedi.Result, table: str) -> list[dict[str, str]]:
    """A table of oxedi from its text: a title, the columns with their types, a row a line, an empty line."""
    _, header, *lines = result.tables[table].render().splitlines()
    columns = [column.partition(":")[0] for column in header.split(" | ")]
    return [dict(zip(columns, line.split(" | "), strict=True)) for line in lines if line]


def oxedi_claims(path: Path) -> list[Claim]:
    result = oxedi.parse_file(str(path))
    lines, adjustments = defaultdict(list), defaultdict(list)
    for one in oxedi_rows(result, "adjustments"):
        value = (text(one["group_code"]), text(one["reason_code"]), cents(one["amount"]))
        adjustments[one["claim"], one["service"]].append(value)
    for one in oxedi_rows(result, "services"):
        values = text(one["procedure_code"]), cents(one["charge_amount"]), cents(one["payment_amount"])
        more = text(one["line_item_control_number"]), cents(one["allowed_amount"])
        lines[one["claim"]].append((*values, *more, adjustments[one["claim"], one["row"]]))
    return [
        (
            text(claim["claim_id"]),
            text(claim["claim_status"]),
            text(claim["payer_control_number"]),
            cents(claim["charge_amount"]),
            cents(claim["payment_amount"]),
            cents(claim["patient_responsibility"]),
            adjustments[claim["row"], "∅"],
            lines[claim["row"]],
        )
        for claim in oxedi_rows(result, "claims")
    ]


def text(value: str) -> str:
    return "" if value == "∅" else value


def cents(value: str) -> int:
    return 0 if value == "∅" else int(Decimal(value) * 100)


def our_claims(path: Path) -> list[Claim]:
    return [
        (
            claim.claim_number,
            claim.status,
            claim.payer_claim_number,
            claim.charge_cents,
            claim.paid_cents,
            claim.patient_cents,
            triplets(claim.adjustments),
            [
                (
                    line.procedure,
                    line.charge_cents,
                    line.paid_cents,
                    line.control_number,
                    line.allowed_cents or 0,
                    triplets(line.adjustments),
                )
                for line in claim.lines
            ],
        )
        for claim in items_of_path(path)
        if isinstance(claim, RemittedClaim)
    ]


def triplets(adjustments: tuple[Adjustment, ...]) -> list[tuple[str, str, int]]:
    return [(one.group, one.carc, one.cents) for one in adjustments]


def test_values_of_835s_equal_those_of_oxedi() -> None:
    compared, differences = 0, []
    for path in [*sample_files("835"), *sample_files("malformed")]:
        try:
            expected = oxedi_claims(path) if path.name not in OXEDI_DIFFERS else None
        except oxedi.ParseError:
            expected = None
        if expected is not None:
            compared += 1
            differences += [] if our_claims(path) == expected else [path.name]

    assert compared >= 45
    assert differences == []


# --- one good 835 and its broken variants --------------------------------------------------------------------------

SE_COUNTS = {"15_se_count.835", "18_unknown_seg.835", "26_missing_n1pe.835", "28_no_bpr.835"}
"""Their SE01 does not count what is there."""
SAME_CLAIMS = {
    *("00_base.835", "01_one_line.835", "02_crlf.835", "03_newline_term.835", "04_crlf_term.835", "05_pipes.835"),
    *("06_bom.835", "09_blank_start.835", "10_ctrlz_tail.835", "13_no_iea.835", "15_se_count.835"),
    *("16_ctl_mismatch.835", "18_unknown_seg.835", "19_isa_trimmed.835", "20_wrapped80.835", "21_gs_221.835"),
    *("22_isa12_00401.835", "26_missing_n1pe.835", "27_extra_elem.835", "28_no_bpr.835", "29_dup_st.835"),
    *("30_lower.835", "31_long_seg.835", "32_text_header.835"),
}
"""Claims, lines, adjustments and provider adjustments equal those of the base in every value but the place."""
SAME_MONEY = {"07_latin1.835": "names", "08_cp1252.835": "names", "08b_utf8.835": "names", "33_bad_date.835": "dates"}
REFUSED = {"23_empty.835": "empty", "24_binary.835": "binary", "25_html.835": "web page"}
FILE_PROBLEMS = {
    "13_no_iea.835": ["group 6 has no GE", "its IEA is missing"],
    "14_truncated.835": ["group 6 has no GE", "its IEA is missing"],
    "16_ctl_mismatch.835": ["IEA02 is 000000099"],
    "29_dup_st.835": ["ST02 0001 is used twice"],
}
CLAIMS, LINES = 20, 45
SAME_FINGERPRINTS = (
    SAME_CLAIMS
    - {"18_unknown_seg.835", "26_missing_n1pe.835", "27_extra_elem.835"}
    - {
        "28_no_bpr.835",
        "31_long_seg.835",
    }
)


def broken(name: str) -> Path:
    return MALFORMED / name


def claims_of(path: Path) -> list[RemittedClaim]:
    return [item for item in items_of_path(path) if isinstance(item, RemittedClaim)]


def without_place(path: Path) -> list[X12Item]:
    kinds = RemittedClaim | ProviderAdjustment
    return [replace(item, place="") for item in items_of_path(path) if isinstance(item, kinds)]


def money(claims: list[RemittedClaim]) -> list[Claim]:
    return [
        (
            one.claim_number,
            one.charge_cents,
            one.paid_cents,
            [(line.charge_cents, line.paid_cents) for line in one.lines],
        )
        for one in claims
    ]


def test_the_base_has_its_claims_and_lines_and_its_payments_balance() -> None:
    items = items_of_path(broken("00_base.835"))

    claims = [item for item in items if isinstance(item, RemittedClaim)]
    payments = [item.amount_cents for item in items if isinstance(item, Payment)]
    withheld = sum(item.cents for item in items if isinstance(item, ProviderAdjustment))
    assert (len(claims), sum(len(claim.lines) for claim in claims)) == (CLAIMS, LINES)
    assert payments == [191912, 309491]
    assert sum(claim.paid_cents for claim in claims) - withheld == sum(payments)


@pytest.mark.parametrize("name", sorted(SAME_CLAIMS))
def test_a_variant_that_can_be_mended_gives_all_of_the_base(name: str) -> None:
    assert without_place(broken(name)) == without_place(broken("00_base.835"))


@pytest.mark.parametrize("name", sorted(SAME_FINGERPRINTS))
def test_a_variant_of_the_same_content_has_the_same_fingerprints(name: str) -> None:
    base = survey(broken("00_base.835"))

    assert fingerprints(survey(broken(name))) == fingerprints(base)


def fingerprints(surveyed: Survey) -> list[str]:
    return [transaction.sha256 for transaction in surveyed.transactions]


@pytest.mark.parametrize("name", sorted(SAME_MONEY))
def test_a_variant_with_other_names_or_bad_dates_gives_the_money_of_the_base(name: str) -> None:
    assert money(claims_of(broken(name))) == money(claims_of(broken("00_base.835")))


@pytest.mark.parametrize(
    ("name", "last"), [("07_latin1.835", "OÑA"), ("08_cp1252.835", "O’CONNOR"), ("08b_utf8.835", "MUÑOZ")]
)
def test_a_name_is_read_in_its_encoding(name: str, last: str) -> None:
    assert claims_of(broken(name))[0].patient_last == last


def test_bad_dates_are_problems_of_their_claims() -> None:
    claims = claims_of(broken("33_bad_date.835"))

    assert all(claim.problems and claim.service_from is None for claim in claims)


@pytest.mark.parametrize("name", ["11_two_isa.835", "12_two_isa_diffdelim.835"])
def test_two_interchanges_give_the_claims_of_both(name: str) -> None:
    assert without_place(broken(name)) == without_place(broken("00_base.835")) * 2


def test_of_a_truncated_file_the_first_transaction_is_read_and_the_second_refused() -> None:
    first, second = survey(broken("14_truncated.835")).transactions

    assert (first.refusal, "without its SE" in second.refusal) == ("", True)
    assert money(claims_of(broken("14_truncated.835"))) == money(claims_of(broken("00_base.835")))[:10]


def test_one_bad_amount_refuses_one_claim() -> None:
    refused = [item for item in items_of_path(broken("17_bad_amount.835")) if isinstance(item, RefusedClaim)]

    assert [item.place for item in refused] == ["ST 0001 (interchange 000000006), claim 1, segment 13"]
    assert money(claims_of(broken("17_bad_amount.835"))) == money(claims_of(broken("00_base.835")))[1:]


def test_a_reversal_keeps_its_signs_and_the_others_their_money() -> None:
    claims = claims_of(broken("34_neg_reversal.835"))

    assert (claims[1].status, claims[1].charge_cents, claims[1].paid_cents) == ("22", -18272, -11146)
    assert money([*claims[:1], *claims[2:]]) == money(
        [claim for claim in claims_of(broken("00_base.835")) if claim.claim_number != claims[1].claim_number]
    )


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_that_is_no_x12_is_refused_with_a_reason(name: str) -> None:
    surveyed = survey(broken(name))

    assert REFUSED[name] in surveyed.refusal
    assert surveyed.transactions == ()


def test_warnings_and_problems_are_given_where_they_are_due_and_nowhere_else() -> None:
    found = {path.name: survey(path) for path in sample_files("malformed")}

    warned = {name for name, surveyed in found.items() if any(one.warnings for one in surveyed.transactions)}
    problems = {name: [problem.text for problem in surveyed.problems] for name, surveyed in found.items()}

    assert len(found) == 36
    assert warned == SE_COUNTS
    assert {name for name, texts in problems.items() if texts} == FILE_PROBLEMS.keys()
    for name, starts in FILE_PROBLEMS.items():
        assert [one.startswith(start) for one, start in zip(problems[name], starts, strict=True)] == [True] * len(
            starts
        )


def test_a_payment_without_bpr_has_no_amount_and_says_so() -> None:
    payments = [item for item in items_of_path(broken("28_no_bpr.835")) if isinstance(item, Payment)]

    assert [(one.amount_cents, one.problems) for one in payments] == [(None, ("BPR is missing.",))] * 2
