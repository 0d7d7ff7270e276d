"""The sample practice: invented, repeatable, balanced, complete, and valid to three readers that are not ours."""

import csv
import io
import json
import logging
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import oxedi
import pytest
from pyx12.params import params as pyx12_params
from pyx12.x12n_document import x12n_document
from x12sdk.io import X12ModelReader

from data.samples import Practice, write_big_remittance, write_practice
from data.samples.case import Case, Left
from data.samples.cases import CASES
from data.samples.chain_export import HEADER
from data.samples.lives import Life, allotted, live
from data.samples.practice import FAMILY_NAMES, FIRST_NAMES, GROUP, HOSPITAL, PROVIDER_NAMES, PROVIDERS
from data.samples.shapes import Remitted, Sent
from data.samples.single_cases import write_single_cases
from data.samples.workdays import is_workday
from data.samples.writing import EXPORT_NAME

TODAY = date(2026, 11, 24)
CLAIMS = 120
SINGLE = Path(__file__).resolve().parents[1] / "data" / "samples" / "edi"
REFUSED_WHOLE = {
    'Mandatory loop "Billing Provider of Service Level" (2000C) missing',
    'Mandatory loop "Patient Level" (2000D) missing',
    "(0) is not a valid code for Hierarchical Child Code (HL04)",
}
"""What pyx12 says of a batch or provider refused as a whole: the guide's own examples 2 and 4 have no claim rows."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("practice")


@pytest.fixture(scope="module")
def practice(folder: Path) -> Practice:
    return write_practice(folder, today=TODAY, claims=CLAIMS)


@pytest.fixture(scope="module")
def lives() -> list[Life]:
    """The lives behind the written files."""
    return live(allotted(CLAIMS, seed=7), today=TODAY, seed=7)


def of_kind(practice: Practice, kind: str) -> list[Path]:
    return [path for path in practice.files if f"_{kind}_" in path.name]


def segments(text: str) -> list[list[str]]:
    return [line.rstrip("~").split("*") for line in text.splitlines()]


def exported(folder: Path) -> list[dict[str, str]]:
    with (folder / EXPORT_NAME).open(newline="", encoding="ascii") as file:
        return list(csv.DictReader(file))


def sums(text: str) -> tuple[Decimal, Decimal, list[Decimal]]:
    """BPR02; CLP04 less PLB; and for every claim and itemized line what does not balance."""
    paid, claims, provider, off = Decimal(0), Decimal(0), Decimal(0), []
    open_claim = open_line = None
    for name, *parts in [*segments(text), ["SVC"], ["CLP"]]:
        if name in ("SVC", "CLP") and open_line is not None:
            off.append(open_line)
        if name == "CLP" and open_claim is not None:
            off.append(open_claim)
        if name == "BPR":
            paid = Decimal(parts[1])
        elif name == "PLB":
            provider += sum(Decimal(amount) for amount in parts[3::2])
        elif name == "CLP" and parts:
            open_claim, open_line = Decimal(parts[2]) - Decimal(parts[3]), None
            claims += Decimal(parts[3])
        elif name == "SVC" and parts:
            open_line = Decimal(parts[1]) - Decimal(parts[2])
        elif name == "CAS":
            adjusted = sum(Decimal(amount) for amount in parts[2::3])
            open_claim -= adjusted
            open_line = None if open_line is None else open_line - adjusted
    return paid, claims - provider, off


def complaints(text: str, caplog: pytest.LogCaptureFixture) -> set[str]:
    """What pyx12 finds wrong in one or more interchanges, without places and values."""
    report = io.StringIO()
    with caplog.at_level(logging.CRITICAL, logger="pyx12"):
        valid = x12n_document(pyx12_params(), io.StringIO(text), None, None, fd_json=report)
    found = set(errors_in(json.loads(report.getvalue())))
    assert valid or found
    return found


def errors_in(part: object) -> list[str]:
    if isinstance(part, list):
        return [error for each in part for error in errors_in(each)]
    if not isinstance(part, dict):
        return []
    own = [part["err_str"]] if "err_str" in part else []
    return own + [error for each in part.values() for error in errors_in(each)]


def rows(table: oxedi.Table) -> list[dict[str, str]]:
    """A table of oxedi by its text: it hands out frames only to libraries that we do not need otherwise."""
    _title, head, *lines = table.render().strip().splitlines()
    names = [column.split(":")[0] for column in head.split(" | ")]
    return [dict(zip(names, line.split(" | "), strict=True)) for line in lines]


def test_the_same_arguments_write_the_same_bytes(practice: Practice, tmp_path: Path) -> None:
    again = write_practice(tmp_path, today=TODAY, claims=CLAIMS)

    assert [path.name for path in again.files] == [path.name for path in practice.files]
    assert all(one.read_bytes() == two.read_bytes() for one, two in zip(practice.files, again.files, strict=True))
    assert again.intended == practice.intended


def test_another_seed_writes_other_claims(practice: Practice, tmp_path: Path) -> None:
    other = write_practice(tmp_path, today=TODAY, seed=8, claims=CLAIMS)

    assert other.intended != practice.intended


def test_every_case_occurs_and_every_claim_is_intended(practice: Practice) -> None:
    found = Counter(intended.case for intended in practice.intended.values())

    assert set(found) == {case.name for case in CASES}
    assert found.total() == CLAIMS
    assert found.most_common(1)[0][0] == "paid_in_full"


def test_case_names_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_fewer_claims_than_cases_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least as many claims"):
        write_practice(tmp_path, today=TODAY, claims=len(CASES) - 1)


def test_file_names_sort_in_the_order_of_time_and_name_kind_and_day(practice: Practice) -> None:
    names = [path.name for path in practice.files]

    assert names == sorted(names)
    assert names[-1] == EXPORT_NAME
    assert {name.split("_")[1] for name in names[:-1]} == {"837P", "837I", "999", "TA1", "277CA", "277", "835"}


@pytest.mark.parametrize("today", [TODAY, date(2026, 1, 3), date(2027, 7, 5)])
def test_everything_has_happened_by_today_on_workdays(today: date) -> None:
    lives = live(allotted(CLAIMS, seed=7), today=today, seed=7)

    served = [life.claim.service_to for life in lives]
    happened = [event.on for life in lives for event in life.events]

    assert all(is_workday(day) for day in served + happened)
    assert all(today - timedelta(days=160) <= day <= today for day in served + happened)


def test_claims_are_of_every_age(lives: list[Life]) -> None:
    buckets = Counter(min((TODAY - life.claim.service_from).days, 121) // 30 for life in lives)

    assert all(buckets[bucket] >= 8 for bucket in range(5))


def test_nobody_exists(practice: Practice, lives: list[Life]) -> None:
    invented = {*FAMILY_NAMES, *PROVIDER_NAMES}

    people = [
        (parts[3], parts[4])
        for path in practice.files[:-1]
        for parts in segments(path.read_text())
        if parts[0] == "NM1" and parts[2] == "1"
    ]

    assert len(set(people)) > 80
    assert all(last in invented and first in FIRST_NAMES for last, first in people)
    assert {row["Patient Name"].split(", ")[0] for row in exported(practice.files[-1].parent)} <= set(FAMILY_NAMES)


def test_provider_numbers_pass_the_check_digit_and_are_not_given_out() -> None:
    numbers = [GROUP.npi, HOSPITAL.npi, *(provider.npi for provider in PROVIDERS)]

    for number in numbers:
        digits = [int(digit) for digit in f"80840{number}"]
        doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
        assert (sum(doubled) + sum(digits[-1::-2])) % 10 == 0
        assert number.startswith("2")


def test_every_remittance_balances_by_line_by_claim_and_in_the_whole(practice: Practice) -> None:
    for path in of_kind(practice, "835"):
        paid, owed, off = sums(path.read_text())

        assert paid == owed, path.name
        assert paid >= 0
        assert not any(off), path.name


def test_what_a_payer_could_not_recover_is_taken_from_its_next_payment(practice: Practice) -> None:
    carried: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    forwarded = 0
    for path in of_kind(practice, "835"):
        parts = segments(path.read_text())
        payer = next(part[2] for part in parts if part[:2] == ["REF", "2U"])
        for plb in (part for part in parts if part[0] == "PLB"):
            amounts = [Decimal(a) for r, a in zip(plb[3::2], plb[4::2], strict=True) if r.startswith("FB")]
            forwarded += len(amounts)
            carried[payer, plb[1]] += sum(amounts)

    assert forwarded >= 2
    assert all(amount <= 0 for amount in carried.values())
    assert any(not amount for amount in carried.values())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_is_left_follows_the_rule_of_the_case(practice: Practice, case: Case) -> None:
    for intended in practice.intended.values():
        if intended.case != case.name:
            continue
        left = {
            Left.ALL: intended.billed_cents,
            Left.PATIENT: intended.patient_cents - case.patient_paid_cents,
            Left.NOTHING: 0,
        }
        if case.left is Left.DENIED_PART:
            assert 0 < intended.balance_cents - intended.patient_cents < intended.billed_cents
        else:
            assert intended.balance_cents == left[case.left]
        assert intended.state == case.state
        assert intended.paid_cents > 0 or intended.state not in ("paid", "partly_paid")
        assert intended.patient_cents > 0 or intended.state != "patient_balance"


def test_every_answer_names_what_was_sent(practice: Practice) -> None:
    sets, references, claims = set(), set(), set()
    for parts in (segments(path.read_text()) for kind in ("837P", "837I") for path in of_kind(practice, kind)):
        group = next(part[6] for part in parts if part[0] == "GS")
        sets |= {(group, part[2]) for part in parts if part[0] == "ST"}
        references |= {part[3] for part in parts if part[0] == "BHT"}
        claims |= {part[1] for part in parts if part[0] == "CLM"}

    group, answered = "", set()
    for part in (part for path in of_kind(practice, "999") for part in segments(path.read_text())):
        group = part[2] if part[0] == "AK1" else group
        answered |= {(group, part[2])} if part[0] == "AK2" else set()
    traces = [part for path in of_kind(practice, "277CA") for part in segments(path.read_text()) if part[0] == "TRN"]
    status = [part for path in of_kind(practice, "277") for part in segments(path.read_text())]

    assert answered < sets
    assert {part[2] for part in traces if part[1] == "2"} <= references | claims
    assert {part[2] for part in status if part[:2] == ["REF", "EJ"]} <= claims


def test_a_replacement_under_a_new_number_is_the_same_claim(practice: Practice) -> None:
    numbers = {number: i.other_numbers for number, i in practice.intended.items() if i.other_numbers}

    assert numbers
    assert all(others == (f"{number}R",) for number, others in numbers.items())
    assert not {other for others in numbers.values() for other in others} & set(practice.intended)


def test_every_claim_sent_stands_in_an_837_and_no_other_does(practice: Practice, lives: list[Life]) -> None:
    text = "".join(path.read_text() for kind in ("837P", "837I") for path in of_kind(practice, kind))

    written = Counter(part[1] for part in segments(text) if part[0] == "CLM")

    assert written == Counter(event.number for life in lives for event in life.events if isinstance(event, Sent))
    assert not {life.claim.number for life in lives if life.case.name in ("draft", "self_pay")} & set(written)


def test_the_export_has_every_claim_and_other_money_only_where_intended(practice: Practice, folder: Path) -> None:
    export = exported(folder)

    assert tuple(export[0]) == HEADER
    assert [row["Claim #"] for row in export] == list(practice.intended)
    for row in export:
        intended = practice.intended[row["Claim #"]]
        same = Decimal(row["Insurance Paid"]) * 100 == intended.paid_cents
        assert same == (intended.case != "export_shows_other_money")


@pytest.mark.parametrize("kind", ["837P", "837I", "999", "835"])
def test_pyx12_finds_nothing_wrong(practice: Practice, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    text = "".join(path.read_text() for path in of_kind(practice, kind))

    assert complaints(text, caplog) == set()


def test_pyx12_misses_claim_rows_only_where_a_whole_batch_is_refused(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    texts = [path.read_text() for path in of_kind(practice, "277CA")]
    whole = [text for text in texts if "*21*0~" in text or "*19*0~" in text]

    assert complaints("".join(text for text in texts if text not in whole), caplog) == set()
    assert {found.removesuffix(" (0)") for found in complaints("".join(whole), caplog)} == REFUSED_WHOLE


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["837P", "837I", "277", "835"])
def test_x12sdk_reads_every_file(practice: Practice, kind: str) -> None:
    for path in of_kind(practice, kind):
        text = path.read_text()
        if "SBR*T*" in text or (kind == "835" and "CLP*" not in text):
            continue  # it keeps one payer's ruling a line, and asks for claims in a payment that only recovers money

        with X12ModelReader(str(path)) as reader:
            models = list(reader.models())

        assert len(models) == text.count("\nST*"), path.name


def test_oxedi_reads_what_was_meant_to_be_remitted(practice: Practice, lives: list[Life]) -> None:
    read: Counter[tuple[str, ...]] = Counter()
    for path in of_kind(practice, "835"):
        result = oxedi.parse(path.read_bytes())
        assert result.diagnostics == [], path.name
        if not result.count_claims():
            continue
        adjusted: dict[str, Decimal] = defaultdict(Decimal)
        for row in rows(result.tables["adjustments"]) if len(result.tables["adjustments"]) else []:
            adjusted[row["claim"]] += Decimal(row["amount"])
        for row in rows(result.tables["claims"]):
            key = (row["claim_id"], row["claim_status"], row["payer_control_number"])
            read[*key, *map(str, (row["charge_amount"], row["payment_amount"], f"{adjusted[row['row']]:.2f}"))] += 1

    remitted = [event for life in lives for event in life.events if isinstance(event, Remitted)]
    assert read == Counter(
        (
            event.number,
            event.status,
            event.payer_number,
            *map(dollars, (event.charge_cents, event.paid_cents, cas(event))),
        )
        for event in remitted
    )


def cas(event: Remitted) -> int:
    return sum(part.cents for part in event.adjusted)


def dollars(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}"


def test_the_committed_single_cases_are_what_the_table_writes(tmp_path: Path) -> None:
    written = write_single_cases(tmp_path)

    assert {path.name for path in written} == {path.name for path in SINGLE.iterdir()} - {"README.md"}
    assert all(path.read_bytes() == (SINGLE / path.name).read_bytes() for path in written)


def test_a_big_remittance_balances_and_repeats(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("one.835", "two.835"):
        write_big_remittance(tmp_path / name, claims=50, seed=3)
    text = (tmp_path / "one.835").read_text()

    paid, owed, off = sums(text)

    assert text == (tmp_path / "two.835").read_text()
    assert text.count("\nCLP*") == 50
    assert 26 <= (len(text.splitlines()) - 20) / 50 <= 28
    assert paid == owed > 0
    assert not any(off)
    assert complaints(text, caplog) == set()
