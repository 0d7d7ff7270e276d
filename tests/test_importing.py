"""What becomes of a file: kept whole, known already, only counted, or refused with its place and reason."""

from pathlib import Path

import pytest
from canonical import every_row
from claim_store import FilledStore
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim
from x12_text import a_group, a_set, an_interchange

from bot.imports.x12_import import ImportChoices
from data.errors import ClaimStoreUnusable
from data.store.claims_file import ClaimsFile


def test_a_report_counts_what_was_read_and_what_it_changed(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_sent_claim())

    report = filled.take(a_remittance(Paid(), Paid(number="2002", icn="ICN2002")))

    assert (report.kind, report.transactions, report.claims, report.new, report.changed) == ("835", 1, 2, 1, 1)
    assert report.totals == {"payments": 24_000, "billed": 40_000, "paid": 24_000, "patient": 0, "lines": 0}


def test_a_known_transaction_in_other_clothes_is_a_duplicate(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_remittance(Paid()))
    before = every_row(filled.store)

    report = filled.take(b"\xef\xbb\xbf" + a_remittance(Paid()).replace(b"~\n", b"~\r\n"))

    assert (report.duplicate, report.claims, report.changed) == (1, 1, 0)
    assert every_row(filled.store) == before


def test_a_test_file_is_counted_and_not_posted(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    raw = a_sent_claim().replace(b"*0*P*", b"*0*T*")

    report = filled.take(raw)

    assert (report.is_test, report.claims, report.new) == (True, 1, 0)
    assert report.problems == []
    assert filled.claims() == []


def test_a_test_file_is_posted_where_it_is_accepted(tmp_path: Path) -> None:
    raw = a_sent_claim().replace(b"*0*P*", b"*0*T*")

    report = FilledStore(tmp_path).take(raw, choices=ImportChoices(accept_test=True))

    assert report.new == 1


def test_a_dry_run_tells_all_and_keeps_nothing(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_sent_claim())
    before = every_row(filled.store)

    report = filled.take(a_remittance(Paid(), Paid(number="2002", icn="ICN2002")), dry_run=True)

    assert (report.claims, report.new, report.changed) == (2, 1, 1)
    assert every_row(filled.store) == before


def test_a_check_sent_again_with_other_rows_waits_for_a_person(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_remittance(Paid()))

    report = filled.take(a_remittance(Paid(service="20260104")))

    assert filled.claim()["paid_cents"] == 12_000
    assert report.duplicate == 1
    assert "--accept-resent" in report.problems[0].text


def test_of_a_check_sent_again_only_the_new_rows_are_added_where_a_person_says_so(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_remittance(Paid(), Paid(number="2002", icn="ICN2")).replace(b"CLP*2002*1*200", b"CLP*2002*1*2O0"))
    corrected = a_remittance(Paid(), Paid(number="2002", icn="ICN2"))

    asked = filled.take(corrected)
    told = filled.take(corrected, choices=ImportChoices(accept_resent=True))

    assert (asked.duplicate, told.new) == (1, 1)
    assert [claim["paid_cents"] for claim in filled.claims()] == [12_000, 12_000]


def test_payments_of_nothing_under_one_filler_number_are_all_posted(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    for number in ("1001", "1002"):
        denied = Paid(number=number, icn=f"ICN{number}", paid="0", adjustments=("CO*197*200",))
        filled.take(a_remittance(denied, sequence_number="NOPAY"))

    assert [claim["state"] for claim in filled.claims()] == ["denied", "denied"]


def test_a_test_that_was_accepted_does_not_stand_for_the_real_file(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_sent_claim().replace(b"*0*P*", b"*0*T*"), choices=ImportChoices(accept_test=True))

    report = filled.take(a_sent_claim())

    assert report.duplicate == 0


@pytest.mark.parametrize("odd", [b"STC*A 2:20:PR", b"STC*A2>20>PR", b"STC*:::", b"STC*A2:2:0:PR:X"])
def test_a_status_in_an_odd_form_trips_nothing(odd: bytes, tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_sent_claim())

    filled.take(a_claim_answer().replace(b"STC*A2:20:PR", odd))

    assert filled.claim()["state"] in ("submitted", "accepted")


def test_amounts_beyond_all_measure_are_refused(tmp_path: Path) -> None:
    report = FilledStore(tmp_path).take(a_remittance(Paid()).replace(b"*200*120*", b"*999999999999999.99*120*"))

    assert report.refused


def test_a_members_number_behind_a_reference_is_dropped(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_remittance(Paid(), plb=["WO:ICN1001 1EG4TE5MK73*5", "WO:ICN10011EG4TE5MK73*5"]))

    rows = list(filled.store.db.query("SELECT reference FROM provider_adjustment"))
    assert [row["reference"] for row in rows] == ["ICN1001", "ICN1001"]


def test_money_in_payers_own_columns_is_counted(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    header = "Claim ID,DOS,Total Charges,Primary Insurance Name,Primary Insurance Payment,Balance"

    filled.take(f"{header}\n10432,01/05/2026,200,Aetna,120,80\n".encode())

    assert (filled.claim()["paid_cents"], filled.claim()["balance_cents"]) == (12_000, 8_000)
    assert filled.claim()["state"] != "patient_balance"


def test_an_export_without_amounts_takes_none_away(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(_export("10432,Aetna,01/05/2026,250,100,150"))

    filled.take(b"Claim ID,DOS,Status\n10432,01/05/2026,Pending\n")

    claim = filled.claim()
    assert (claim["billed_cents"], claim["paid_cents"], claim["state"]) == (25_000, 10_000, "pending")


def test_columns_named_wrongly_can_be_named_again_for_the_same_file(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    raw = b"Our no.;Plan;Day;Amt;Left\n10432;Aetna;01/05/2026;250;50\n"
    wrong = ["Our no.=claim_number", "Amt=balance", "Left=billed"]
    filled.take(raw, columns=wrong)

    report = filled.take(raw, columns=["Our no.=claim_number", "Amt=billed", "Left=balance"])

    assert report.changed == 1
    assert filled.claim()["billed_cents"] == 25_000


def test_a_file_refused_whole_counts_no_claim_as_new(tmp_path: Path) -> None:
    report = FilledStore(tmp_path).take(_export("1,Aetna,01/05/2026,9,0,9", "2,Aetna,01/05/2026,x,0,9"))

    assert (report.unusable, report.new) == (True, 0)


def test_an_export_that_closes_what_x12_leaves_open_is_told(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take_all([a_sent_claim(), a_remittance(Paid(paid="0", adjustments=("CO*197*200",)))])

    filled.take(b"Claim ID,DOS,Status,Charge,Balance\n1001,01/05/2026,Written off,200,0\n")

    assert "lists it as" in filled.claim()["review"]
    assert filled.claim()["balance_cents"] == 20_000


def test_numbers_in_an_exports_status_are_dropped(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)

    filled.take(b"Claim ID,DOS,Status,Charge\n1001,01/05/2026,Denied member W123456789 not found,200\n")

    (row,) = filled.store.db.query("SELECT status FROM listed")
    assert row["status"] == "Denied member \u2026 not found"


def test_two_checks_of_one_number_and_different_amounts_are_two_checks(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)

    filled.take(a_remittance(Paid()))
    filled.take(a_remittance(Paid(number="2002", paid="50", adjustments=("CO*45*150",))))

    assert [claim["paid_cents"] for claim in filled.claims()] == [12_000, 5_000]


def test_control_numbers_used_again_are_told_and_both_are_kept(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_sent_claim())

    report = filled.take(a_sent_claim("1002"))

    assert report.new == 1
    assert "numbers of an earlier transaction" in report.problems[0].text


def test_a_transaction_that_breaks_off_is_left_out_and_the_whole_one_before_it_kept(tmp_path: Path) -> None:
    whole, broken = a_set("837", *_body("1001")), a_set("837", *_body("1002"), control="0002")[:-3]
    raw = an_interchange(a_group(whole, broken, version="005010X222A1"))

    filled = FilledStore(tmp_path)
    report = filled.take(raw)

    assert report.refused
    assert [claim["claim_number"] for claim in filled.claims()] == ["1001"]
    assert "ST 0002" in " ".join(one.place for one in report.problems)


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\x01\x02" * 500, b"<html><body>Login</body></html>", b"ISA*00*", b"%PDF-1.7 x"], ids=str
)
def test_a_file_that_cannot_be_used_leaves_no_trace(raw: bytes, tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    before = every_row(filled.store)

    report = filled.take(raw, name="wrong.835")

    assert report.unusable
    assert report.problems[0].place
    assert len(report.problems[0].text) > 10
    assert every_row(filled.store) == before


def test_a_claim_with_an_unreadable_amount_is_left_out_alone(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)

    report = filled.take(a_remittance(Paid(), Paid(number="2002")).replace(b"CLP*2002*1*200", b"CLP*2002*1*2O0"))

    assert report.refused
    assert [claim["claim_number"] for claim in filled.claims()] == ["1001"]


def test_what_does_not_balance_is_posted_and_told(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)

    report = filled.take(a_remittance(Paid(adjustments=("CO*45*70",))))

    assert filled.claim()["paid_cents"] == 12_000
    assert [one.text for one in report.problems] == [
        "does not balance: charge less adjustments is $130.00, paid is $120.00"
    ]


def test_an_export_lists_claims_and_a_newer_one_changes_them(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(_export("10432,Aetna,01/05/2026,250,0,250"))

    report = filled.take(_export("10432,Aetna,01/05/2026,250,100,150"))

    assert (report.new, report.changed) == (0, 1)
    assert filled.claim()["balance_cents"] == 15_000


def test_an_export_of_the_same_rows_in_a_new_file_changes_nothing(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(_export("10432,Aetna,01/05/2026,250,0,250", "10433,Aetna,01/05/2026,90,0,90"))

    report = filled.take(_export("10433,Aetna,01/05/2026,90,0,90", "10432,Aetna,01/05/2026,250,0,250"))

    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)


def test_an_export_never_overwrites_the_money_of_a_remittance(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take_all([a_sent_claim(), a_remittance(Paid())])

    filled.take(_export("1001,Aetna,01/05/2026,200,0,200"))

    assert (filled.claim()["state"], filled.claim()["balance_cents"]) == ("paid", 0)


def test_a_claim_that_the_newer_export_does_not_list_is_not_closed(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(_export("10432,Aetna,01/05/2026,250,0,250", "10433,Aetna,01/05/2026,90,0,90"))

    filled.take(_export("10433,Aetna,01/05/2026,90,0,90", "10434,Aetna,01/06/2026,80,0,80"))

    assert [claim["balance_cents"] for claim in filled.claims()] == [25_000, 9_000, 8_000]


def test_an_export_with_more_than_one_bad_row_in_a_hundred_is_refused_whole(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    before = every_row(filled.store)

    report = filled.take(_export(*(f"{n},Aetna,01/05/2026,{'x' if n < 2 else 9},0,9" for n in range(100))))

    assert report.unusable
    assert "line" in report.problems[0].place
    assert every_row(filled.store) == before


def test_one_bad_row_in_a_hundred_is_left_out_alone(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)

    report = filled.take(_export(*(f"{n},Aetna,01/05/2026,{'x' if n == 7 else 9},0,9" for n in range(1, 101))))

    assert (report.refused, report.unusable, report.new) == (True, False, 99)


def test_columns_that_are_not_certain_are_asked_for_and_then_remembered(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    odd = b"Our no.;Plan;Day;Amt\n10432;Aetna;01/05/2026;250\n"

    asked = filled.take(odd, name="odd.csv")
    told = filled.take(odd, columns=["Our no.=claim_number", "Plan=payer", "Day=service_from", "Amt=billed"])
    again = filled.take(odd.replace(b"10432", b"10433"))

    assert asked.unusable
    assert "--map" in asked.hint
    assert (told.new, again.new) == (1, 1)


def test_the_store_is_closed_to_others(tmp_path: Path) -> None:
    FilledStore(tmp_path).take(a_sent_claim())

    assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("claims.db*")} == {0}


def test_a_damaged_store_is_told_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    path.write_bytes(b"no database " * 500)

    with pytest.raises(ClaimStoreUnusable):
        ClaimsFile(tmp_path)

    assert path.read_bytes() == b"no database " * 500


def _export(*rows: str) -> bytes:
    return "\n".join(["Claim ID,Insurance,DOS,Charge,Paid,Balance", *rows, ""]).encode()


def _body(number: str) -> list[str]:
    text = a_sent_claim(number).decode().splitlines()
    start = next(index for index, line in enumerate(text) if line.startswith("ST*"))
    end = next(index for index, line in enumerate(text) if line.startswith("SE*"))
    return [line.rstrip("~") for line in text[start + 1 : end]]


def test_a_store_that_another_process_writes_to_is_told_and_nothing_is_half_kept(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    waiting = ClaimsFile(tmp_path, patience_s=0.05)

    with filled.store.write() as db:
        db.execute("INSERT INTO payer (key, name, kind) VALUES ('A', 'A', 'unknown')")
        with pytest.raises(ClaimStoreUnusable) as told, waiting.write():
            pass

    assert "nothing was changed" in str(told.value)


def test_no_birth_date_or_whole_member_number_is_stored(tmp_path: Path) -> None:
    raw = (
        a_sent_claim()
        .replace(b"NM1*PR*2*AETNA", b"DMG*D8*19610203*F~\nREF*SY*987654321~\nNM1*PR*2*AETNA")
        .replace(b"W000000001", b"W876543219")
    )
    raw = raw.replace(b"SE*18*", b"SE*20*")
    filled = FilledStore(tmp_path)

    report = filled.take(raw)

    kept = b"".join(path.read_bytes() for path in tmp_path.glob("claims.db*"))
    assert report.new == 1
    for secret in (b"19610203", b"1961-02-03", b"987654321", b"876543219"):
        assert secret not in kept
