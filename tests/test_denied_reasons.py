"""Why a claim is denied, as its card tells it: the same advice as `/denial`, short, with what must not be done."""

import pytest

from bot.rules import denial_guards as guards
from bot.rules.denial_advice import advise
from bot.rules.denial_typed import read_denials
from bot.rules.denied_reasons import DeniedReason, reasons_of
from bot.rules.privacy import EVERYTHING
from bot.rules.standing_denials import Denial
from bot.views.denied_reasons import reason_blocks
from data.claim_models import PayerKind
from data.importers.denial_tables import read_denial_tables

TABLES = read_denial_tables()
MEDICARE, COMMERCIAL = PayerKind.MEDICARE, PayerKind.COMMERCIAL


def a_denial(carc: str, *remarks: str, group: str = "CO", line: int = 0, cents: int = 100) -> Denial:
    return Denial(
        group=group,
        carc=carc,
        cents=cents,
        line=line,
        procedure="99213",
        remarks=remarks,
        payer="AETNA",
        on=None,
        action=TABLES.carcs.get(carc),
    )


def a_reason(carc: str, *remarks: str, group: str = "CO", kind: PayerKind = COMMERCIAL) -> DeniedReason:
    (reason,) = reasons_of([a_denial(carc, *remarks, group=group)], TABLES, kind)
    return reason


@pytest.mark.parametrize(
    ("carc", "remarks", "kind", "step", "owner", "guard"),
    [
        ("16", ("N290",), COMMERCIAL, "Then send a replacement claim.", "biller", guards.WRITE_OFF_GUARD),
        ("16", ("N290",), MEDICARE, "Then ask for a reopening.", "biller", guards.WRITE_OFF_GUARD),
        ("16", ("N290", "MA130"), MEDICARE, "Then send a new claim.", "biller", guards.UNPROCESSABLE_GUARD),
        ("16", (), COMMERCIAL, "Find the remark code on the remittance", "biller", ""),
        ("29", (), MEDICARE, "Ask the contractor for an exception", "biller", guards.LATE_GUARD),
        ("29", (), COMMERCIAL, "Look for proof of timely filing", "biller", ""),
        ("97", (), COMMERCIAL, "Find the service it was counted into", "coder", guards.MODIFIER_GUARD),
        ("11", (), MEDICARE, "Then ask for a reopening.", "coder", guards.DIAGNOSIS_GUARD),
        ("18", (), COMMERCIAL, "Find the original claim first.", "biller", guards.RESEND_GUARD),
        ("303", (), MEDICARE, "Post it: Medicaid's payment", "biller", guards.QMB_GUARD),
        ("22", (), COMMERCIAL, "Find the payer that has to pay, and bill it.", "front desk", ""),
        ("999", (), COMMERCIAL, "Read the payer's own words", "biller", ""),
    ],
)
def test_a_reason_names_its_step_who_takes_it_and_one_thing_not_to_do(
    carc: str, remarks: tuple[str, ...], kind: PayerKind, step: str, owner: str, guard: str
) -> None:
    reason = a_reason(carc, *remarks, kind=kind)

    assert step in reason.step
    assert (reason.owner, reason.guard, reason.billing_guard) == (owner, guard, guards.CO_GUARD)


def test_where_the_payer_is_not_known_the_card_says_what_medicare_takes_instead() -> None:
    reason = a_reason("16", "N290", kind=PayerKind.UNKNOWN)

    assert reason.step.endswith("Then send a replacement claim; Medicare Part B takes a reopening instead.")


def test_a_reason_of_which_our_table_is_not_sure_says_so_first() -> None:
    unsure = next(one.code for one in TABLES.carcs.values() if one.confidence == "low" and not one.retired)

    assert a_reason(unsure).step.startswith("Not sure: check the remark code and the payer first.")


def test_a_retired_number_says_what_it_is_now() -> None:
    assert a_reason("15").meaning.endswith("(retired number; now reported as 197, 284 or 296)")


@pytest.mark.parametrize("kind", PayerKind)
@pytest.mark.parametrize("group", ["CO", "OA", "PI", "CR", ""])
def test_every_reason_has_a_short_readable_step_from_the_same_advice(group: str, kind: PayerKind) -> None:
    for carc in TABLES.carcs:
        reason = a_reason(carc, group=group, kind=kind)
        advice = advise(group, carc, (), tables=TABLES, payer_kind=kind)

        assert advice.lead in reason.step
        assert advice.lead in advice.steps
        assert reason.guard in ("", *advice.guards)
        assert "_" not in reason.step + reason.owner + reason.meaning
        assert len(reason.step) < 300
        assert "Bill the patient" not in reason.step


@pytest.mark.parametrize("kind", PayerKind)
def test_what_the_card_says_to_type_is_read_as_the_same_codes(kind: PayerKind) -> None:
    for carc in TABLES.carcs:
        reading = read_denials(a_reason(carc, "N130", kind=kind).question, TABLES)

        assert [code.name for code in reading.codes] == [f"CO-{carc}", "N130"]
        assert reading.payer_kind in (kind, PayerKind.UNKNOWN)
        assert reading.unsure == ()


def test_alike_refusals_stand_together_with_their_sum_and_lines() -> None:
    denials = [a_denial("197", line=1), a_denial("97", line=2), a_denial("197", line=3, cents=250)]

    first, second = reasons_of(denials, TABLES, COMMERCIAL)

    shown = str(reason_blocks((first, second), EVERYTHING, with_procedures=True))
    assert (first.cents, second.cents) == (350, 100)
    assert "*CO-197*  ·  $3.50  ·  lines 1 (99213), 3 (99213)" in shown
    assert shown.count(guards.CO_GUARD) == 1
    assert "All steps: `/denial CO-197 commercial`, likewise for the others" in shown


def test_no_reason_is_no_block() -> None:
    assert reason_blocks((), EVERYTHING, with_procedures=True) == []


def test_lines_are_named_without_their_procedures_where_codes_are_not_shown() -> None:
    reasons = reasons_of([a_denial("197", line=1), a_denial("197", line=2)], TABLES, COMMERCIAL)

    shown = str(reason_blocks(reasons, EVERYTHING, with_procedures=False))

    assert "lines 1, 2" in shown
    assert "99213" not in shown
